package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPrintErrorQuotesNames(t *testing.T) {
	dir := t.TempDir()
	hostile := filepath.Join(dir, "a\nFAILED: everything\x1b[2J\u202e")
	_, missing := os.Open(hostile)
	link := os.Rename(hostile, filepath.Join(dir, "b"))
	for _, err := range []error{
		missing, link,
		fmt.Errorf("read it: %w", missing),
		errors.Join(missing, link),
		fmt.Errorf("read %q: %w", "other", errors.Join(missing)),
		errors.New("a cell has \x1b]0;title\x07 and \u2028"),
	} {
		var out strings.Builder
		PrintError(&out, err)
		if strings.ContainsAny(out.String(), "\x1b\x07\u202e\u2028") || strings.Contains(out.String(), "\nFAILED") {
			t.Errorf("%q", out.String())
		}
	}
}

func TestPrintErrorKeepsLines(t *testing.T) {
	var out strings.Builder
	PrintError(&out, errors.Join(errors.New("first: é 日本"), errors.New("second")))
	if got, want := out.String(), "first: é 日本\nsecond\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
