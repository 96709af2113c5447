package terminal

import (
	"os"
	"strconv"
	"strings"
)

// Columns reports whether f is a terminal and how many columns it has. columns is 0 if the
// width is not known. A nil f is not a terminal.
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

// WantsColor reports whether the environment allows colored output to a terminal. It returns
// false if NO_COLOR is not empty (no-color.org) or TERM is dumb or missing.
func WantsColor(getenv func(string) string) bool {
	if getenv("NO_COLOR") != "" || getenv("TERM") == "dumb" {
		return false
	}
	// Consoles without a TERM may print escape sequences as they are; Windows
	// Terminal does not.
	return getenv("TERM") != "" || getenv("WT_SESSION") != ""
}

// ASCIIOnly reports whether the locale cannot show Unicode. It returns false if no locale is
// set, as in containers.
func ASCIIOnly(getenv func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := getenv(name); locale != "" {
			locale = strings.ToUpper(locale)
			return !strings.Contains(locale, "UTF-8") && !strings.Contains(locale, "UTF8")
		}
	}
	return false
}

// columnsFrom returns the value of the variable COLUMNS, or 0 if it is not a width.
func columnsFrom(getenv func(string) string) int {
	n, err := strconv.Atoi(getenv("COLUMNS"))
	if err != nil || n < 1 {
		return 0
	}
	return n
}
