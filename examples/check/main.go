package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	fs := flag.NewFlagSet("check", flag.ContinueOnError)
	fs.SetOutput(stderr)
	name := fs.String("rubric", "", "rubric `file`, or cei@EDITION, to check against (default the edition that a file names)")
	fs.Usage = func() {
		fmt.Fprintln(stderr, "usage: check [-rubric FILE or cei@EDITION] FILE...")
		fs.PrintDefaults()
	}
	if err := fs.Parse(args); err != nil {
		return 2
	}
	if fs.NArg() == 0 {
		fs.Usage()
		return 2
	}
	editions, err := newEditions(*name, fs.Args())
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	status := 0
	for _, file := range fs.Args() {
		editions.records, editions.drafts = 0, 0
		problems, err := editions.check(file)
		if editions.drafts > 0 {
			fmt.Fprintf(stderr, "%s: %d of %d records are drafts\n", file, editions.drafts, editions.records)
		}
		for _, p := range problems {
			fmt.Fprintln(stdout, p)
			status = max(status, 1)
		}
		if err != nil {
			fmt.Fprintln(stderr, err)
			status = 2
		}
	}
	return status
}

// check returns the problems of a file, or why it could not be read.
func (e *editions) check(file string) (problem.List, error) {
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
		return e.checkResponses(file, head, in)
	}
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
	case consensus:
		return e.checkConsensus(file, data)
	case words:
		_, err := report.LoadWords(file, data)
		return split(err)
	default:
		_, err := rubric.Load(file, data, nil)
		return split(err)
	}
}

func (e *editions) checkResponses(file string, head []byte, in io.Reader) (problem.List, error) {
	r, problems := e.named(file, "rubric", head)
	if r == nil {
		return problems, nil
	}
	var all problem.List
	for p, err := range assess.Read(r, file, in, cli.ReadOptions(r)) {
		e.count(p, err)
		problems, err := split(err)
		if err != nil {
			return all, err
		}
		all = append(all, problems...)
	}
	return all, nil
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

func (e *editions) checkConsensus(file string, data []byte) (problem.List, error) {
	r, problems := e.named(file, "rubric", data)
	if r == nil {
		return problems, nil
	}
	_, err := assess.LoadConsensus(r, file, data, nil)
	return split(err)
}

// split tells the problems of an input from a failure to read it.
func split(err error) (problem.List, error) {
	if problems, ok := problem.Of(err); ok {
		return problems, nil
	}
	return nil, err
}

// readDocument reads a file that holds one document: as much as a loader needs to
// see that it is too large.
func readDocument(file string, in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, 16<<20))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return data, nil
}
