package cli

import (
	"errors"
	"flag"
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

func TestParseFlagsQuotesNames(t *testing.T) {
	var out strings.Builder
	fs := flag.NewFlagSet("x", flag.ContinueOnError)
	fs.SetOutput(&out)
	word := fs.String("word", "", "")
	for _, args := range [][]string{{"-a\nFAILED: everything\x1b[2J"}, {"--b\u202e=1"}} {
		if err := ParseFlags(fs, args); err == nil {
			t.Errorf("%q is accepted", args)
		}
	}
	if strings.ContainsAny(out.String(), "\x1b\u202e") || strings.Contains(out.String(), "\nFAILED") {
		t.Errorf("%q", out.String())
	}
	if err := ParseFlags(fs, []string{"-word=\u202e", "a\n"}); err != nil || *word != "\u202e" || fs.Arg(0) != "a\n" {
		t.Errorf("%v, word %q, argument %q", err, *word, fs.Arg(0))
	}
}

func TestPrintPathsQuotesNames(t *testing.T) {
	var out strings.Builder
	PrintPaths(&out, []string{"out/report.txt", "a\nb/report.txt"})
	if got, want := out.String(), "out/report.txt\n\"a\\nb/report.txt\"\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
