package schema

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"slices"

	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/assess/schema/flat"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// config is what the flags say.
type config struct {
	rubrics          cli.RubricFlags
	out              string
	flatten, restore string
}

// Flags returns the flags of the program.
func Flags() *flag.FlagSet { return new(config).flags("schema", io.Discard) }

// flags returns the flags, which set c.
func (c *config) flags(name string, stderr io.Writer) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(stderr)
	c.rubrics.Register(fs, "all embedded editions")
	fs.StringVar(&c.out, "out", "", "write to this `directory`, which is made if need be")
	fs.StringVar(&c.restore, "restore", "", "write the usual form of the flat document in this `file`, as a language model writes it, to standard output (- reads standard input)")
	fs.StringVar(&c.flatten, "flatten", "", "write the flat form of the document in this `file` to standard output")
	return fs
}

// Run writes the schemas, or converts a document to or from the flat form, and returns the exit
// status: 0, 1 if a rubric, a translation or the document has problems, and 2 if a flag is wrong or a file cannot be read or written. name is the name of
// the program in messages.
func Run(name string, args []string, stdout, stderr io.Writer) int {
	var c config
	fs := c.flags(name, stderr)
	if err := cli.ParseFlags(fs, args); err != nil {
		return 2
	}
	var err error
	switch jobs := []string{c.out, c.restore, c.flatten}; {
	case fs.NArg() > 0 || len(slices.DeleteFunc(jobs, func(s string) bool { return s == "" })) != 1:
		fmt.Fprintf(stderr, "%s: give one of -out, -restore and -flatten, and no other arguments\n", name)
		fs.Usage()
		return 2
	case c.out != "":
		err = write(&c.rubrics, c.out, stdout, stderr)
	default:
		err = convert(&c.rubrics, cmp.Or(c.restore, c.flatten), c.flatten != "", stdout, stderr)
	}
	if err != nil {
		cli.PrintError(stderr, err)
		if _, ok := problem.Of(err); ok {
			return 1
		}
		return 2
	}
	return 0
}

// write writes all files to a directory, the paths to stdout and what is left out to stderr.
func write(flags *cli.RubricFlags, dir string, stdout, stderr io.Writer) error {
	known, err := flags.Load()
	if err != nil {
		return err
	}
	rubrics, err := chosen(flags)
	if err != nil {
		return err
	}
	files := []cli.File{
		{Name: "rubric.schema.json", Data: schema.Rubric()},
		{Name: "overlay.schema.json", Data: schema.Overlay()},
		{Name: "crosswalk.schema.json", Data: schema.Crosswalk()},
		{Name: "companion.schema.json", Data: schema.Companion()},
		{Name: "consensus.schema.json", Data: schema.Consensus()},
		{Name: "mapping.schema.json", Data: schema.Mapping()},
		{Name: "comments.schema.json", Data: schema.Comments()},
		{Name: "summary.schema.json", Data: schema.Summary()},
	}
	for _, r := range rubrics {
		data, err := indent(schema.Response(r))
		if err != nil {
			return err
		}
		files = append(files, cli.File{Name: "response-" + r.ID() + "-" + r.Edition() + ".schema.json", Data: data})
	}
	derived, err := derivedSchemas(files)
	if err != nil {
		return err
	}
	api, err := openAPI(rubrics)
	if err != nil {
		return err
	}
	files = append(files, cli.File{Name: "openapi.json", Data: api})
	files = append(files, derived...)
	for _, r := range rubrics {
		forms, err := forms(known, r, stderr)
		if err != nil {
			return err
		}
		files = append(files, forms...)
	}
	paths, err := cli.WriteSet(dir, files)
	if err != nil {
		return err
	}
	cli.PrintPaths(stdout, paths)
	return nil
}

// derivedSchemas returns the flat forms of schemas, for language models, and the schemas of documents
// in YAML, for editors. Summaries have neither, because programs write them.
func derivedSchemas(files []cli.File) ([]cli.File, error) {
	var flats, yamls []cli.File
	for _, f := range files {
		if f.Name == "summary.schema.json" {
			continue
		}
		s, err := flat.New(f.Data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		data, err := indent(s.JSON())
		if err != nil {
			return nil, err
		}
		flats = append(flats, cli.File{Name: "flat/" + f.Name, Data: data})
		y, err := schema.ForYAML(f.Data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		if data, err = indent(y); err != nil {
			return nil, err
		}
		yamls = append(yamls, cli.File{Name: "yaml/" + f.Name, Data: data})
	}
	return append(flats, yamls...), nil
}

// chosen returns the rubrics that the flags name, or else all embedded editions.
func chosen(flags *cli.RubricFlags) ([]*rubric.Rubric, error) {
	names := flags.Rubrics
	if len(names) == 0 {
		for _, version := range cei.Editions() {
			names = append(names, "cei@"+version)
		}
	}
	var rubrics []*rubric.Rubric
	for _, name := range names {
		r, err := cli.Rubric(name)
		if err != nil {
			return nil, err
		}
		rubrics = append(rubrics, r)
	}
	return rubrics, nil
}

// forms returns the forms of a rubric and its translations.
func forms(known *cli.Rubrics, r *rubric.Rubric, stderr io.Writer) ([]cli.File, error) {
	translations, notes, err := known.Translations(r)
	if err != nil {
		return nil, err
	}
	if !cli.HasCASE(r) {
		notes = append(notes, fmt.Sprintf("%s has no date, which CASE needs, so there is no case.json and no case-package.json: add date: YYYY-MM-DD to the rubric", r.Ref()))
	}
	for _, note := range notes {
		fmt.Fprintln(stderr, note)
	}
	return cli.Forms(r, translations)
}

// indent returns JSON on several lines.
func indent(data json.RawMessage) ([]byte, error) {
	var b bytes.Buffer
	if err := json.Indent(&b, bytes.TrimSpace(data), "", "  "); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
