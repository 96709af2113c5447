package main

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
)

// config is what the command line says.
type config struct {
	inputs               []string
	output, rubric, lang string
	policy, parents      string
}

func defineFlags(fs *flag.FlagSet) *config {
	c := &config{}
	fs.Func("input", "`files` of responses: patterns with commas between them; may be repeated", func(s string) error {
		for pattern := range strings.SplitSeq(s, ",") {
			if pattern = strings.TrimSpace(pattern); pattern != "" {
				c.inputs = append(c.inputs, pattern)
			}
		}
		return nil
	})
	fs.StringVar(&c.output, "output", "", "`directory` to write to, empty at first")
	fs.StringVar(&c.rubric, "rubric", "", "rubric `file`, or cei@EDITION (default the newest embedded edition)")
	fs.StringVar(&c.policy, "policy", "public", "what may be shown: `public or internal`")
	fs.StringVar(&c.parents, "parents", "", "CSV `file` of what belongs to what, to publish all levels together: lines of a part and its parent, such as a district and its county; the last parent is the whole")
	fs.StringVar(&c.lang, "lang", "", "language `code` of the reports, such as es")
	return c
}

// job is what the workers are told. They get it as JSON within the pipeline, so that
// they need no files but the shards.
type job struct {
	Inputs []string
	Output string
	Rubric rubricSource
	Policy assess.Policy
	Lang   string
	// Parents names what each organization, and each node above, is a part of. Nil
	// publishes the organizations alone.
	Parents map[string]string
}

// job checks what the command line says, so that a mistake is found before machines
// are hired.
func (c *config) job() (*job, error) {
	if len(c.inputs) == 0 || c.output == "" {
		return nil, errors.New("--input and --output are needed")
	}
	j := &job{Inputs: c.inputs, Output: strings.TrimRight(c.output, "/"), Lang: c.lang}
	if j.Output == "" {
		return nil, errors.New("--output: name a directory below the root")
	}
	var err error
	if j.Policy, err = cli.Policy(c.policy); err != nil {
		return nil, fmt.Errorf("--policy %s: %w", c.policy, err)
	}
	if j.Parents, err = readParents(c.parents); err != nil {
		return nil, fmt.Errorf("--parents: %w", err)
	}
	if j.Rubric, err = sourceOf(c.rubric); err != nil {
		return nil, fmt.Errorf("--rubric: %w", err)
	}
	r, err := j.Rubric.load()
	if err != nil {
		return nil, fmt.Errorf("--rubric: %w", err)
	}
	if _, err := cli.Localize(r, c.lang); err != nil {
		return nil, fmt.Errorf("--lang: %w", err)
	}
	return j, nil
}

// readParents reads the lines of a part and its parent, nil without a file.
func readParents(file string) (map[string]string, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.FieldsPerRecord = 2
	rows, err := in.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	parents := make(map[string]string)
	for _, row := range rows {
		if was, ok := parents[row[0]]; ok && was != row[1] {
			return nil, fmt.Errorf("%s: %q is a part of %q and of %q", file, row[0], was, row[1])
		}
		parents[row[0]] = row[1]
	}
	return parents, nil
}

// rubricSource is a rubric that can be sent to a worker: an embedded edition by its
// name, which every worker has, or the text of a document.
type rubricSource struct {
	Name string // cei@EDITION, "" for the newest, or the file that Text is from
	Text []byte
}

// sourceOf returns the source that a flag names.
func sourceOf(arg string) (rubricSource, error) {
	if arg == "" || strings.HasPrefix(arg, "cei@") {
		return rubricSource{Name: arg}, nil
	}
	text, err := os.ReadFile(arg)
	return rubricSource{arg, text}, err
}

func (s rubricSource) load() (*rubric.Rubric, error) {
	if s.Text == nil {
		return cli.Rubric(s.Name)
	}
	return rubric.Load(s.Name, s.Text, nil)
}
