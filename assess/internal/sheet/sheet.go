package sheet

import (
	"fmt"
	"io"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/assess/internal/window"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Options are those of the function CSV of package assess, which describes them.
type Options struct {
	Translations []*rubric.Rubric

	Columns map[string]string
	Ignore  []string

	Words map[string]string
	Ranks bool

	DateLayout string

	Constituency, Organization, Date, Language string
	IDPrefix                                   string

	Delimiter rune
}

// check reports a mistake in the options.
func (o *Options) check(r *rubric.Rubric) error {
	for i, t := range o.Translations {
		if err := given.Rubric("CSVOptions", fmt.Sprintf("Translations[%d]", i), t); err != nil {
			return err
		}
		if t.Ref() != r.Ref() {
			return fmt.Errorf("CSVOptions.Translations: %s is no translation of %s", t.Ref(), r.Ref())
		}
	}
	if c := o.Constituency; c != "" {
		if _, ok := r.Constituency(c); !ok {
			return fmt.Errorf("CSVOptions.Constituency: %s has no constituency %q", r.Ref(), c)
		}
	}
	if day := o.Date; day != "" {
		if !source.IsDate(day) {
			return fmt.Errorf("CSVOptions.Date: %q is no day such as 2026-10-01", day)
		}
	}
	if tag := o.Language; tag != "" && !source.IsLanguageTag(tag) {
		return fmt.Errorf("CSVOptions.Language: %q is no language tag", tag)
	}
	if code, msg, _ := checkName([]byte(o.Organization)); code != "" && o.Organization != "" {
		return fmt.Errorf("CSVOptions.Organization: %s", msg)
	}
	if code, msg, _ := checkName([]byte(o.IDPrefix + "1234567890")); code != "" {
		return fmt.Errorf("CSVOptions.IDPrefix: %s", msg)
	}
	// checkText refuses all control characters but the tab and line ends.
	if d := o.Delimiter; d != 0 && d != '\t' && (d <= ' ' || d >= 0x7f || d == '"') {
		return fmt.Errorf("CSVOptions.Delimiter: %q cannot separate cells", d)
	}
	return nil
}

// Sheet is a spreadsheet whose header row was read.
type Sheet struct {
	rubric   *rubric.Rubric
	opt      Options
	words    *words
	headings *headings
	layout   *layout
	rows     rowReader

	refused  problem.List // why no row is read, nil if rows are read
	readable bool         // the input can be read on
	blocks   int          // that Next has returned
}

// Open reads a sheet up to its header row. Name is the file name to report positions
// with, limit the most bytes of a row and of a response. If the columns are refused, the
// sheet yields that as its only result. The error is a mistake in the options, whose
// field it begins with, under the name that package assess gives them.
func Open(r *rubric.Rubric, name string, in io.Reader, opt Options, limit int) (*Sheet, error) {
	if opt.IDPrefix == "" {
		opt.IDPrefix = "row-"
	}
	if err := opt.check(r); err != nil {
		return nil, err
	}
	s := &Sheet{rubric: r, opt: opt, rows: rowReader{in: window.New(in), file: name, limit: limit}}
	rubrics := append([]*rubric.Rubric{r}, opt.Translations...)
	var err error
	if s.headings, err = newHeadings(rubrics, &s.opt); err != nil {
		return nil, err
	}
	if s.words, err = newWords(rubrics, &s.opt); err != nil {
		return nil, err
	}
	h := headerReader{rubric: r, opt: &s.opt, headings: s.headings, rows: &s.rows}
	s.refused, s.readable = h.read()
	s.layout = &h.layout
	return s, nil
}

// Divisible reports whether the sheet can be read in blocks ([Sheet.Next]): its columns
// are not refused and a response has a row.
func (s *Sheet) Divisible() bool { return len(s.refused) == 0 && !s.layout.long }

// Read yields a record or the problems of one, for each response and each row that
// belongs to none. The record is valid until yield returns. Read returns false if yield
// has. Otherwise the input has ended, or failed with the error of [Sheet.Err].
func (s *Sheet) Read(yield func(*record.Record, problem.List) bool) bool {
	switch {
	case len(s.refused) > 0:
		return yield(nil, s.refused)
	case s.layout.long:
		return s.readLong(yield)
	}
	return s.readWide(yield)
}

// Err returns the reader's error, or nil if there is none that is worth more than the
// reason for which the sheet is refused.
func (s *Sheet) Err() error {
	if !s.readable {
		return nil
	}
	return s.rows.in.Err()
}

// readWide reads the rows of a sheet with a response a row.
func (s *Sheet) readWide(yield func(*record.Record, problem.List) bool) bool {
	cells := newCellReader(s)
	var rec record.Record
	for first := true; s.rows.next(); first = false {
		row := &s.rows.row
		if row.isBlank() || first && row.isImportRow() {
			continue
		}
		var more bool
		if problems := cells.response(&rec, row); len(problems) > 0 {
			more = yield(nil, problems)
		} else {
			more = yield(&rec, nil)
		}
		if !more {
			return false
		}
	}
	return true
}

// problems are those that were found in what is being read.
type problems struct{ list problem.List }

func (p *problems) add(at problem.Pos, path string, code problem.Code, msg, hint string) {
	p.list.Add(problem.Problem{Pos: at, Path: path, Code: code, Msg: msg, Hint: hint})
}

// take returns the problems, sorted, and forgets them.
func (p *problems) take() problem.List {
	list := p.list
	p.list = nil
	list.Sort()
	return list
}

func hasConstituencies(r *rubric.Rubric) bool {
	for range r.Constituencies() {
		return true
	}
	return false
}

// constituencyIDs returns the ids of the constituencies by index.
func constituencyIDs(r *rubric.Rubric) []string {
	var ids []string
	for c := range r.Constituencies() {
		ids = append(ids, c.ID)
	}
	return ids
}
