package terminal

import (
	"os"
	"strconv"
	"strings"
)

// Columns reports whether f is a terminal and how many columns it has. Columns is
// 0 when that cannot be told.
func Columns(f *os.File) (columns int, isTerminal bool) {
	if f == nil {
		return 0, false
	}
	columns, isTerminal = size(f)
	if isTerminal && columns <= 0 {
		columns = columnsFrom(os.Getenv)
	}
	return columns, isTerminal
}

// WantsColor reports whether the environment lets programs color what they write
// to a terminal. NO_COLOR with any value but the empty one refuses (no-color.org).
func WantsColor(getenv func(string) string) bool {
	if getenv("NO_COLOR") != "" || getenv("TERM") == "dumb" {
		return false
	}
	// Consoles without a TERM may print escape sequences as they are; Windows
	// Terminal does not.
	return getenv("TERM") != "" || getenv("WT_SESSION") != ""
}

// ASCIIOnly reports whether the locale is one that cannot show Unicode. A locale
// that is not set, as in containers, says nothing.
func ASCIIOnly(getenv func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := getenv(name); locale != "" {
			locale = strings.ToUpper(locale)
			return !strings.Contains(locale, "UTF-8") && !strings.Contains(locale, "UTF8")
		}
	}
	return false
}

// columnsFrom reads the variable COLUMNS.
func columnsFrom(getenv func(string) string) int {
	n, err := strconv.Atoi(getenv("COLUMNS"))
	if err != nil || n < 1 {
		return 0
	}
	return n
}
