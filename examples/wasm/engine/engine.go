// Package engine reads a file of responses and makes a report of it for a web page.
package engine

import (
	"bytes"
	"context"
	"io"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/testdata"
)

// Request is what to read and how to report on it.
type Request struct {
	Name     string // of the file, for positions
	Data     []byte
	Language string // of the report, by its tag
	Policy   string // public or internal

	// Progress, if it is not nil, is called from time to time.
	Progress func(assess.CollectProgress)
}

// Result is what was read. Its JSON form is what the page gets.
type Result struct {
	Responses  uint64 `json:"responses"`
	Drafts     uint64 `json:"drafts"`
	Refused    uint64 `json:"refused"`
	NotCounted uint64 `json:"notCounted"`

	Problems     []Line `json:"problems"`     // the first ones
	ProblemCount uint64 `json:"problemCount"` // of all
	Notes        []Line `json:"notes"`        // on what was ignored or left out, and on the translation

	Report string `json:"report"` // an HTML page, or "" if nothing was counted
	Error  string `json:"error"`  // why there is no report, or ""
}

// Line is a problem or a note.
type Line struct {
	Where string `json:"where"` // file:line:column, or empty without a position
	Code  string `json:"code"`
	Text  string `json:"text"`
	Hint  string `json:"hint"`
}

// maxProblems is how many problems a page lists.
const maxProblems = 200

// headSize is how much of an input is searched for the edition that it names.
const headSize = 64 << 10

// SampleName is the name of the sample in positions.
const SampleName = "sample.ndjson"

// Sample returns the responses of a made-up district.
func Sample() []byte { return testdata.District }

// Read reads responses and makes their report. It returns problems and errors in the result.
func Read(ctx context.Context, req Request) *Result {
	var res Result
	if err := res.read(ctx, &req); err != nil {
		if problems, ok := problem.Of(err); ok {
			res.addProblems(problems)
			return &res
		}
		res.Error = err.Error()
	}
	return &res
}

func (res *Result) read(ctx context.Context, req *Request) error {
	policy, err := cli.Policy(req.Policy)
	if err != nil {
		return err
	}
	var known cli.Rubrics
	r, err := edition(&known, req)
	if err != nil {
		return err
	}
	input := assess.ResponseInput{Name: req.Name, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(req.Data)), nil
	}}
	found, err := assess.Collect(ctx, r, []assess.ResponseInput{input}, &assess.CollectOptions{
		CSV: known.ReadOptions(r).CSV, MaxProblems: maxProblems, CompareIDs: 1 << 16, Progress: req.Progress, Workers: 1,
	})
	if err != nil {
		return err
	}
	res.Responses, res.Drafts, res.Refused, res.NotCounted = found.Responses, found.Drafts, found.Refused, found.Report.NotCounted
	res.addProblems(found.Problems)
	res.ProblemCount = found.ProblemCount
	for _, n := range found.Report.Notices {
		res.Notes = append(res.Notes, line(n.Problem))
	}
	for _, p := range found.Duplicates.Problems {
		res.Notes = append(res.Notes, line(p))
	}
	if found.Responses == 0 {
		return nil
	}
	local, notes, err := known.LocalizeReport(r, req.Language)
	if err != nil {
		return err
	}
	for _, note := range notes {
		res.Notes = append(res.Notes, Line{Text: note})
	}
	res.Report, err = page(found, local, policy, req.Language)
	return err
}

// page returns the report on what was read.
func page(found *assess.Collection, local *rubric.Rubric, policy assess.Policy, language string) (string, error) {
	summary, err := found.UnprotectedTotal().Summarize(local, &assess.SummaryOptions{Exclusions: found.Exclusions()})
	if err != nil {
		return "", err
	}
	published, err := summary.Publish(policy)
	if err != nil {
		return "", err
	}
	view, err := report.Build(published, &report.Options{Language: language})
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := html.Write(&b, view, nil); err != nil {
		return "", err
	}
	return b.String(), nil
}

// edition returns the edition that the input names, or the newest one.
func edition(known *cli.Rubrics, req *Request) (*rubric.Rubric, error) {
	r, err := known.FindNamed(req.Name, "rubric", req.Data[:min(len(req.Data), headSize)])
	if r == nil && err == nil {
		r = cei.Latest()
	}
	return r, err
}

func (res *Result) addProblems(list problem.List) {
	for _, p := range list[:min(len(list), maxProblems)] {
		res.Problems = append(res.Problems, line(p))
	}
	res.ProblemCount = uint64(len(list))
}

func line(p problem.Problem) Line {
	return Line{Where: p.Pos.String(), Code: string(p.Code), Text: p.Msg, Hint: p.Hint}
}
