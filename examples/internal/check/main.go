package check

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// config is what the flags say.
type config struct {
	sheets  cli.SheetFlags
	rubrics cli.RubricFlags
	propose bool
}

// Flags returns the flags of the program.
func Flags() *flag.FlagSet { return new(config).flags("check", io.Discard) }

// flags returns the flags, which set c.
func (c *config) flags(name string, stderr io.Writer) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(stderr)
	c.sheets.Register(fs)
	fs.BoolVar(&c.propose, "propose", false, "only propose a mapping for each sheet")
	c.rubrics.Register(fs, "the edition that a file names")
	fs.Usage = func() {
		fmt.Fprintf(stderr, "usage: %s [flags] FILE...\n", name)
		fs.PrintDefaults()
	}
	return fs
}

// Run checks files and returns the exit status: 0, 1 if there are problems, 2 if a file cannot be
// read or the problems cannot be written, and 3 if one has no responses. name is the name of the
// program in messages.
func Run(name string, args []string, stdout, stderr io.Writer) int {
	var cfg config
	fs := cfg.flags(name, stderr)
	if err := cli.ParseFlags(fs, args); err != nil {
		return 2
	}
	// Translations and crosswalks that flags name are checked too.
	files := slices.Concat(cfg.rubrics.Overlays, cfg.rubrics.Crosswalks, fs.Args())
	if len(files) == 0 {
		fs.Usage()
		return 2
	}
	editions, err := newEditions(&cfg.rubrics, files)
	if err != nil {
		cli.PrintError(stderr, err)
		return 2
	}
	c := checker{editions: editions, sheets: &cfg.sheets, stdout: stdout, stderr: stderr, only: cfg.propose}
	for _, file := range files {
		c.records, c.drafts = 0, 0
		problems, err := c.check(file)
		if c.drafts > 0 {
			fmt.Fprintf(stderr, "%s: %d of %d records are drafts\n", problem.FileName(file), c.drafts, c.records)
		}
		for _, p := range problems {
			c.flawed = true
			if _, writeErr := fmt.Fprintln(stdout, p); writeErr != nil {
				err = errors.Join(err, writeErr)
				break
			}
		}
		if err != nil {
			cli.PrintError(stderr, err)
			c.failed = true
		}
		if err := c.proposal(); err != nil {
			cli.PrintError(stderr, err)
			c.failed = true
		}
	}
	switch {
	case c.failed:
		return 2
	case c.flawed:
		return 1
	case c.empty:
		return 3
	}
	return 0
}

// checker checks files.
type checker struct {
	*editions
	sheets         *cli.SheetFlags
	stdout, stderr io.Writer
	only           bool // only propose mappings

	failed, flawed bool
	empty          bool                             // an input has no records
	propose        func() (*assess.Proposal, error) // for the file that was just checked, or nil
}

// proposal writes the mapping that is proposed for the file that was just checked, if there is one.
func (c *checker) proposal() error {
	propose := c.propose
	c.propose = nil
	if propose == nil {
		return nil
	}
	p, err := propose()
	if err != nil {
		return err
	}
	if len(p.Columns) == 0 {
		return nil
	}
	if !c.only {
		fmt.Fprintln(c.stdout, "\n# a mapping to edit, for -mapping FILE:")
	}
	return p.WriteYAML(c.stdout)
}

// check returns the problems of a file, or why it could not be read.
func (c *checker) check(file string) (problem.List, error) {
	in, err := cli.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	head, err := in.Head()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	kind := kindOf(file, head)
	if kind == responses {
		return c.checkResponses(file, head, in)
	}
	e := c.editions
	data, err := readDocument(file, in)
	if err != nil {
		return nil, err
	}
	switch kind {
	case response:
		return e.checkResponse(file, data)
	case overlay:
		return e.checkOverlay(file, data)
	case crosswalk:
		return e.checkCrosswalk(file, data)
	case companion:
		return e.checkCompanion(file, data)
	case consensus:
		return e.checkConsensus(file, data)
	case comments:
		return e.checkComments(file, data)
	case mapping:
		return e.checkMapping(file, data)
	case survey:
		return c.checkSurvey(file, head, data)
	case words:
		_, err := report.LoadWords(file, data)
		return split(err)
	default:
		_, err := rubric.Load(file, data, nil)
		return split(err)
	}
}

// checkResponses checks responses and reports how many there are. For a sheet with columns that are
// not clear, it sets propose.
func (c *checker) checkResponses(file string, head []byte, in io.Reader) (problem.List, error) {
	r, problems := c.named(file, "rubric", head)
	if r == nil {
		return problems, nil
	}
	opt, err := c.sheets.Options(&c.known, r)
	if err != nil {
		return nil, err
	}
	start := bytes.TrimLeft(head, "\ufeff \t\r\n")
	isSheet := len(start) > 0 && start[0] != '{' && start[0] != '['
	propose := func() (*assess.Proposal, error) {
		return assess.ProposeMapping(r, file, bytes.NewReader(head), opt)
	}
	if c.only {
		if isSheet {
			c.propose = propose
		}
		return nil, nil
	}
	input := assess.ResponseInput{Name: file, Open: func() (io.ReadCloser, error) { return io.NopCloser(in), nil }}
	progress := cli.NewProgress(c.stderr, []string{file})
	found, err := assess.Collect(context.Background(), r, []assess.ResponseInput{input}, &assess.CollectOptions{
		CSV: opt.CSV, MaxProblems: maxProblems, CompareIDs: maxProblems, Workers: 1, Progress: progress.Show,
	})
	progress.Done()
	if err != nil {
		return split(err)
	}
	c.records, c.drafts = int(found.Responses+found.Drafts+found.Refused), int(found.Drafts)
	cli.WriteReport(c.stderr, &found.Report)
	for _, p := range found.Duplicates.Problems {
		fmt.Fprintln(c.stderr, p)
	}
	fmt.Fprintf(c.stderr, "%s: %d responses, %d refused, %d not counted\n", problem.FileName(file), found.Responses, found.Refused, found.Report.NotCounted)
	if found.Responses+found.Drafts+found.Refused+found.Report.NotCounted == 0 && len(found.Problems) == 0 {
		fmt.Fprintf(c.stderr, "%s: there are no responses in it\n", problem.FileName(file))
		c.empty = true
	}
	if isSheet && (len(found.Problems) > 0 || len(found.Report.Notices) > 0) {
		c.propose = propose
	}
	return found.Problems, nil
}

// maxProblems is how many problems are shown, and how many ids are compared.
const maxProblems = 1 << 20

func (c *checker) checkSurvey(file string, head, data []byte) (problem.List, error) {
	r, problems := c.named(file, "rubric", head)
	if r == nil {
		return problems, nil
	}
	n := 0
	var all problem.List
	opt, err := c.sheets.Options(&c.known, r)
	if err != nil {
		return nil, err
	}
	var report assess.Report
	for p, err := range form.SurveyJSAnswers(r, file, bytes.NewReader(data), c.sheets.Answers(opt, &report)) {
		problems, err := split(err)
		if err != nil {
			return all, err
		}
		if all = append(all, problems...); p != nil {
			n++
		}
	}
	cli.WriteReport(c.stderr, &report)
	fmt.Fprintf(c.stderr, "%s: %d responses\n", problem.FileName(file), n)
	return all, nil
}

func (e *editions) checkMapping(file string, data []byte) (problem.List, error) {
	r, problems := e.named(file, "rubric", data)
	if r == nil {
		return problems, nil
	}
	_, err := assess.LoadMapping(r, file, data, nil)
	return split(err)
}

func (e *editions) checkResponse(file string, data []byte) (problem.List, error) {
	r, problems := e.named(file, "rubric", data)
	if r == nil {
		return problems, nil
	}
	p, err := assess.LoadResponse(r, file, data, nil)
	e.count(p, err)
	return split(err)
}

// count counts the records that a reader has yielded as a response or an error.
func (e *editions) count(p *assess.Response, err error) {
	if err != nil {
		e.records += assess.Refused(err)
		return
	}
	e.records++
	if p.Draft() {
		e.drafts++
	}
}

func (e *editions) checkOverlay(file string, data []byte) (problem.List, error) {
	o, err := rubric.LoadOverlay(file, data, nil)
	if err != nil {
		return split(err)
	}
	r, problems := e.named(file, "rubric", data)
	if r == nil {
		return problems, nil
	}
	_, problems = r.Localize(o)
	return problems, nil
}

func (e *editions) checkCrosswalk(file string, data []byte) (problem.List, error) {
	from, problems := e.named(file, "from", data)
	to, more := e.named(file, "to", data)
	if problems = append(problems, more...); len(problems) > 0 {
		return problems, nil
	}
	_, err := rubric.LoadCrosswalk(file, data, from, to, nil)
	return split(err)
}

func (e *editions) checkCompanion(file string, data []byte) (problem.List, error) {
	c, err := rubric.LoadCompanion(file, data, nil)
	if err != nil {
		return split(err)
	}
	if e.forced == nil {
		return nil, nil // it goes with all editions, and none is named
	}
	_, err = e.forced.WithCompanion(c)
	problems, err := split(err)
	for i := range problems {
		problems[i].Pos = problem.Pos{File: file, Line: 1, Column: 1}
	}
	return problems, err
}

func (e *editions) checkConsensus(file string, data []byte) (problem.List, error) {
	r, problems := e.named(file, "rubric", data)
	if r == nil {
		return problems, nil
	}
	_, err := assess.LoadConsensus(r, file, data, nil)
	return split(err)
}

func (e *editions) checkComments(file string, data []byte) (problem.List, error) {
	r, problems := e.named(file, "rubric", data)
	if r == nil {
		return problems, nil
	}
	_, err := assess.LoadComments(r, file, data, nil)
	return split(err)
}

// split separates the problems of an input from a failure to read it.
func split(err error) (problem.List, error) {
	if problems, ok := problem.Of(err); ok {
		return problems, nil
	}
	return nil, err
}

// readDocument reads a file that holds one document, up to a size that every loader refuses.
func readDocument(file string, in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, 16<<20))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return data, nil
}
