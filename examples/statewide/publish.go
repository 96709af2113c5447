package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/tidy"
	"github.com/waymark-go/waymark/rubric"
)

// The places below the output directory.
const (
	indexFile        = "/published/organizations.csv"
	codebookFile     = "/published/codebook.csv"
	organizationsDir = "/published/organizations/"
	shardsFile       = "/intake/shards.csv"
	refusedDir       = "/intake/refused/"
)

// reporter makes the report of an organization from its counts.
type reporter struct {
	rubric *rubric.Rubric // in the language of the reports
	policy assess.Policy
	lang   string
}

func newReporter(j *job) (*reporter, error) {
	r, err := j.Rubric.load()
	if err != nil {
		return nil, fmt.Errorf("load the rubric: %w", err)
	}
	local, err := cli.Localize(r, j.Lang)
	if err != nil {
		return nil, err
	}
	return &reporter{local, j.Policy, j.Lang}, nil
}

func (r *reporter) view(organization string, t *assess.Tally) (*report.View, error) {
	summary, err := t.Summarize(r.rubric, nil)
	if err != nil {
		return nil, err
	}
	published, err := summary.Publish(r.policy)
	if err != nil {
		return nil, err
	}
	return report.Build(published, &report.Options{Organization: organization, Language: r.lang})
}

// publishFn writes the files of an organization and says where they are.
type publishFn struct {
	Job      job
	reporter *reporter
}

// indexEntry is a line of the index. Raters is empty where it is hidden.
type indexEntry struct {
	Organization, Status, Raters, CSV, HTML string
}

// Setup loads the rubric.
func (f *publishFn) Setup() (err error) {
	f.reporter, err = newReporter(&f.Job)
	return err
}

// ProcessElement writes the files of an organization. The same counts give the same
// bytes, so that it does no harm when an engine tries again.
func (f *publishFn) ProcessElement(ctx context.Context, organization string, t assess.Tally, emit func(indexEntry)) error {
	v, err := f.reporter.view(organization, &t)
	if err != nil {
		return fmt.Errorf("report of %q: %w", organization, err)
	}
	if err := writeReports(ctx, f.Job.Output, organization, v); err != nil {
		return err
	}
	emit(newIndexEntry(organization, v.Published))
	return nil
}

// writeReports writes the files of an organization.
func writeReports(ctx context.Context, output, organization string, v *report.View) error {
	base := output + organizationsDir + fileName(organization)
	return errors.Join(
		writeFile(ctx, base+".csv", func(w io.Writer) error { return tidy.Write(w, v, nil) }),
		writeFile(ctx, base+".html", func(w io.Writer) error { return html.Write(w, v, nil) }),
	)
}

// newIndexEntry says whether everyone's results are shown, or those of some groups, and of how
// many raters.
func newIndexEntry(organization string, p *assess.Published) indexEntry {
	file := "organizations/" + fileName(organization)
	e := indexEntry{organization, "shown", "", file + ".csv", file + ".html"}
	raters := p.Raters(assess.AllRaters)
	if raters.Hidden {
		e.Status, raters = "groups", p.Raters(assess.ShownRaters)
	}
	if raters.Hidden {
		e.Status = "hidden"
		return e
	}
	e.Raters = strconv.FormatUint(raters.N, 10)
	return e
}

// writeIndexFn writes the index of all organizations.
type writeIndexFn struct{ Output string }

// ProcessElement gets all entries at once, under a key that means nothing.
func (f *writeIndexFn) ProcessElement(ctx context.Context, _ int, next func(*indexEntry) bool) error {
	entries := collect(next)
	slices.SortFunc(entries, func(a, b indexEntry) int { return cmp.Compare(a.Organization, b.Organization) })
	rows := [][]string{{"organization", "status", "raters", "csv", "html"}}
	for _, e := range entries {
		rows = append(rows, []string{e.Organization, e.Status, e.Raters, e.CSV, e.HTML})
	}
	return writeTable(ctx, f.Output+indexFile, rows)
}

// writeCodebookFn writes what the columns of the counts mean, which is the same for
// all organizations.
type writeCodebookFn struct{ Job job }

// ProcessElement is called once.
func (f *writeCodebookFn) ProcessElement(ctx context.Context, _ []byte) error {
	r, err := newReporter(&f.Job)
	if err != nil {
		return err
	}
	v, err := r.view("", new(assess.Tally))
	if err != nil {
		return fmt.Errorf("codebook: %w", err)
	}
	return writeFile(ctx, f.Job.Output+codebookFile, func(w io.Writer) error { return tidy.WriteCodebook(w, v, nil) })
}

// writeRefusedFn writes the problems of a shard. They are held in memory while they
// are put in order.
type writeRefusedFn struct{ Output string }

// ProcessElement gets the refusals of a shard in any order.
func (f *writeRefusedFn) ProcessElement(ctx context.Context, shard string, next func(*refusal) bool) error {
	refusals := collect(next)
	slices.SortFunc(refusals, func(a, b refusal) int { return cmp.Compare(a.Before, b.Before) })
	rows := [][]string{{"file", "line", "column", "path", "code", "message", "hint"}}
	for _, r := range refusals {
		for _, p := range r.Problems {
			rows = append(rows, p.row())
		}
	}
	return writeTable(ctx, f.Output+refusedDir+fileName(shard)+".csv", rows)
}

// row returns the problem's cells. A position that is not known is empty.
func (p problemRecord) row() []string {
	row := []string{p.File, "", "", p.Path, p.Code, p.Message, p.Hint}
	if p.Line > 0 {
		row[1], row[2] = strconv.FormatInt(p.Line, 10), strconv.FormatInt(p.Column, 10)
	}
	return row
}

// writeShardsFn writes what was counted and refused by shard.
type writeShardsFn struct{ Output string }

// ProcessElement gets all counts at once, under a key that means nothing.
func (f *writeShardsFn) ProcessElement(ctx context.Context, _ int, next func(*shardCount) bool) error {
	counts := collect(next)
	slices.SortFunc(counts, func(a, b shardCount) int { return cmp.Compare(a.Shard, b.Shard) })
	rows := [][]string{{"file", "responses", "refused", "problems"}}
	for _, c := range counts {
		row := []string{c.Shard}
		for _, n := range []int64{c.Responses, c.Refused, c.Problems} {
			row = append(row, strconv.FormatInt(n, 10))
		}
		rows = append(rows, row)
	}
	return writeTable(ctx, f.Output+shardsFile, rows)
}

// collect returns what an iterator of Beam's yields.
func collect[T any](next func(*T) bool) []T {
	var all []T
	var v T
	for next(&v) {
		all = append(all, v)
	}
	return all
}

// writeTable writes a CSV file. Texts that a spreadsheet would run as a formula get an
// apostrophe before them, as in reports.
func writeTable(ctx context.Context, path string, rows [][]string) error {
	return writeFile(ctx, path, func(w io.Writer) error {
		out := csv.NewWriter(w)
		out.UseCRLF = true
		for _, row := range rows {
			for i, text := range row {
				row[i] = tidy.GuardFormula(text)
			}
			out.Write(row) // the writer keeps its first error
		}
		out.Flush()
		return out.Error()
	})
}

// writeFile writes a file on whichever file system its path names. What it holds is
// made before the file is opened, so that a failure of the making leaves no file.
func writeFile(ctx context.Context, path string, write func(io.Writer) error) (err error) {
	var content bytes.Buffer
	if err := write(&content); err != nil {
		return fmt.Errorf("make %s: %w", path, err)
	}
	files, err := filesystem.New(ctx, path)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, files.Close()) }()
	file, err := files.OpenWrite(ctx, path)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = file.Write(content.Bytes())
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
