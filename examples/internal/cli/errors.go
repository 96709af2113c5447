package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/rubric/problem"
)

// PrintError writes an error and a line break. File names in it are quoted if they have
// characters that are not printable, and such characters elsewhere are escaped, so that
// nothing in an input or its name looks like a message of the program or controls the
// terminal. Line breaks between messages remain.
func PrintError(w io.Writer, err error) {
	text := err.Error()
	for _, name := range fileNames(err) {
		text = strings.ReplaceAll(text, name, problem.FileName(name))
	}
	fmt.Fprintln(w, escapeControls(text))
}

// PrintPaths writes paths of files, one on a line, each as [problem.FileName] shows it.
func PrintPaths(w io.Writer, paths []string) {
	for _, path := range paths {
		fmt.Fprintln(w, problem.FileName(path))
	}
}

// ParseFlags parses flags like [flag.FlagSet.Parse], which would print the name of a flag that is not
// defined as it is: a pattern of the shell can match a file whose name begins with a dash.
func ParseFlags(fs *flag.FlagSet, args []string) error {
	for _, arg := range args {
		name, _, _ := strings.Cut(arg, "=")
		if strings.HasPrefix(name, "-") && problem.FileName(name) != name {
			err := fmt.Errorf("flag provided but not defined: %s", problem.FileName(name))
			fmt.Fprintln(fs.Output(), err)
			return err
		}
	}
	return fs.Parse(args)
}

// fileNames returns the names of files in the errors of the operating system that err wraps.
func fileNames(err error) []string {
	var names []string
	switch e := err.(type) {
	case *fs.PathError:
		names = append(names, e.Path)
	case *os.LinkError:
		names = append(names, e.Old, e.New)
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		if inner := errors.Unwrap(err); inner != nil {
			names = append(names, fileNames(inner)...)
		}
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			names = append(names, fileNames(inner)...)
		}
	}
	return names
}

// escapeControls replaces characters that are not printable, other than line breaks, by their
// escapes in Go.
func escapeControls(text string) string {
	var b strings.Builder
	for _, c := range text {
		if c == '\n' || strconv.IsPrint(c) {
			b.WriteRune(c)
			continue
		}
		quoted := strconv.QuoteRune(c)
		b.WriteString(quoted[1 : len(quoted)-1])
	}
	return b.String()
}
