package author

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/author"
	"github.com/waymark-go/waymark/rubric/problem"
)

// errUsage is the error of wrong flags, which the flag package has already reported.
var errUsage = errors.New("usage")

// commands returns the subcommands by name.
func commands() map[string]func(*command, []string) error {
	return map[string]func(*command, []string) error{
		"overlay": overlay, "crosswalk": crosswalk, "sheet": sheet, "rubric": makeRubric, "case": casePackage,
	}
}

// Commands returns the names of the subcommands.
func Commands() []string { return []string{"sheet", "rubric", "overlay", "crosswalk", "case"} }

// Flags returns the flags of a subcommand, or nil if name is unknown.
func Flags(name string) *flag.FlagSet {
	run := commands()[name]
	if run == nil {
		return nil
	}
	c := newCommand("author", name, io.Discard, io.Discard)
	_ = run(c, []string{"-h"}) // defines the flags and stops at -h
	return c.FlagSet
}

// Run runs a subcommand and returns the exit status: 0, 1 if the input has problems, and 2 if a
// flag is wrong or a file cannot be read. name is the name of the program in messages.
func Run(name string, args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 || commands()[args[0]] == nil {
		fmt.Fprintf(stderr, "usage: %[1]s overlay, crosswalk, sheet, rubric or case; %[1]s overlay -h lists the flags of overlay\n", name)
		return 2
	}
	c := newCommand(name, args[0], stdout, stderr)
	err := commands()[args[0]](c, args[1:])
	if problems, ok := problem.Of(err); ok {
		for _, p := range problems {
			fmt.Fprintln(stderr, p)
		}
		return 1
	}
	switch {
	case err == nil:
		return 0
	case !errors.Is(err, errUsage):
		cli.PrintError(stderr, fmt.Errorf("%s %s: %w", name, args[0], err))
	}
	return 2
}

// command is a subcommand with its flags.
type command struct {
	*flag.FlagSet
	out            string
	stdout, stderr io.Writer
}

func newCommand(program, name string, stdout, stderr io.Writer) *command {
	c := &command{FlagSet: flag.NewFlagSet(program+" "+name, flag.ContinueOnError), stdout: stdout, stderr: stderr}
	c.SetOutput(stderr)
	c.StringVar(&c.out, "out", "", "`file` to write (default standard output)")
	return c
}

// parse reads the flags and checks the number of arguments. Flags may follow the arguments.
func (c *command) parse(args []string, arguments int) ([]string, error) {
	var files []string
	for {
		if err := cli.ParseFlags(c.FlagSet, args); err != nil {
			return nil, errUsage
		}
		if c.NArg() == 0 {
			break
		}
		files, args = append(files, c.Arg(0)), c.Args()[1:]
	}
	if len(files) != arguments {
		return nil, fmt.Errorf("expected %d files after the flags, found %d", arguments, len(files))
	}
	return files, nil
}

// write writes to standard output or to the file that -out names, which stays as it was if there
// is an error.
func (c *command) write(write func(w io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	if c.out == "" {
		_, err := c.stdout.Write(b.Bytes())
		return err
	}
	dir, name := filepath.Split(c.out)
	_, err := cli.WriteSet(dir, []cli.File{{Name: name, Data: b.Bytes()}})
	return err
}

func overlay(c *command, args []string) error {
	name := c.String("rubric", "", "rubric `file`, or cei@EDITION (default the newest embedded edition)")
	language := c.String("lang", "", "`code` of the language to translate into, such as es")
	earlier := c.String("update", "", "`file` of the translation to bring up to date")
	before := c.String("before", "", "rubric `file` that the translation was made for, to show what has changed")
	finished := c.Bool("finished", false, "leave out what is not translated, so that the result can be used")
	if _, err := c.parse(args, 0); err != nil {
		return err
	}
	r, err := cli.Rubric(*name)
	if err != nil {
		return err
	}
	d, err := draft(r, *language, *earlier, *before)
	if err != nil {
		return err
	}
	for _, s := range []struct {
		state author.TextState
		text  string
	}{
		{author.TextTranslated, "texts are translated"},
		{author.TextReused, "texts have the translation of another text with the same wording"},
		{author.TextUntranslated, "texts are to be translated"},
		{author.TextStale, "translations are of an earlier wording"},
		{author.TextRemoved, "translations are of texts that the rubric no longer has"},
	} {
		if n := d.Count(s.state); n > 0 {
			fmt.Fprintln(c.stderr, n, s.text)
		}
	}
	if *finished {
		d = d.Finished()
	}
	return c.write(d.WriteYAML)
}

// draft returns a new draft of a translation, or one that continues a file.
func draft(r *rubric.Rubric, language, earlier, before string) (*author.OverlayDraft, error) {
	if earlier == "" {
		if language == "" {
			return nil, errors.New("name a language with -lang, or a translation with -update")
		}
		return author.DraftOverlay(r, language)
	}
	var old *rubric.Rubric
	if before != "" {
		var err error
		if old, err = cli.Rubric(before); err != nil {
			return nil, err
		}
	}
	data, err := os.ReadFile(earlier)
	if err != nil {
		return nil, err
	}
	return author.UpdateOverlay(r, earlier, data, old)
}

func crosswalk(c *command, args []string) error {
	files, err := c.parse(args, 2)
	if err != nil {
		return err
	}
	before, err := cli.Rubric(files[0])
	if err != nil {
		return err
	}
	after, err := cli.Rubric(files[1])
	if err != nil {
		return err
	}
	d, err := author.DraftCrosswalk(before, after)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.stderr, "%d entries, %d of them to decide\n", len(d.Links), d.Undecided())
	return c.write(d.WriteYAML)
}

func sheet(c *command, args []string) error {
	name := c.String("rubric", "", "rubric `file`, or cei@EDITION (default a template to fill in)")
	if _, err := c.parse(args, 0); err != nil {
		return err
	}
	if *name == "" {
		return c.write(func(w io.Writer) error {
			_, err := w.Write(author.SheetTemplate())
			return err
		})
	}
	r, err := cli.Rubric(*name)
	if err != nil {
		return err
	}
	return c.write(func(w io.Writer) error {
		omitted, err := author.WriteSheet(w, r)
		for _, path := range omitted {
			fmt.Fprintln(c.stderr, "not in the sheet:", path)
		}
		if len(omitted) > 0 {
			fmt.Fprintf(c.stderr, "read the sheet with -base %s to keep that\n", *name)
		}
		return err
	})
}
