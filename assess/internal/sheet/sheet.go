package sheet

import (
	"fmt"
	"io"
	"strings"

	"github.com/waymark-go/waymark/assess/internal/charset"

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

	Encoding string       // as charset.NewReader knows it, "" to find out
	Header   int          // number of the header row, 0 to find out
	Tool     string       // the tool that wrote the sheet, "none", or "" to find out
	Rules    []ColumnRule // what a mapping says of columns
	Skip     []SkipRule   // which rows do not count, beside those that the tool marks
	CountAll []string     // reasons of the tool for rows that count all the same
	Repeats  Repeats
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
	switch o.Repeats.Keep {
	case "", "first", "last", "latest", "none":
	default:
		return fmt.Errorf("CSVOptions.Mapping: repeats: keep: %q is not one of first, last, latest, none", o.Repeats.Keep)
	}
	if o.Tool != "" && o.Tool != "none" && profileNamed(o.Tool) == nil {
		return fmt.Errorf("CSVOptions.Mapping: tool: %q is not one of %s", o.Tool, strings.Join(Tools(), ", "))
	}
	return nil
}

// Sheet is a spreadsheet whose header row was read.
type Sheet struct {
	rubric   *rubric.Rubric
	opt      Options
	words    *words
	answers  []answers // by background question
	headings *headings
	layout   *layout
	rows     rowReader

	refused  problem.List // why no row is read, nil if rows are read
	readable bool         // the input can be read on
	blocks   int          // that Next has returned
	head     []headRow    // the first rows after the headers
	header   int          // number of the header row

	decoder *charset.Reader
	notices Notices // of the columns and of the rows that Read has read
}

// Open reads a sheet up to its header row. Name is the file name to report positions
// with, limit the most bytes of a row and of a response. If the columns are refused, the
// sheet yields that as its only result. The error is a mistake in the options, whose
// field it begins with, under the name that package assess gives them.
func Open(r *rubric.Rubric, name string, in io.Reader, opt Options, limit int) (*Sheet, error) {
	opt.DateLayout = goLayout(opt.DateLayout)
	if opt.IDPrefix == "" {
		opt.IDPrefix = "row-"
	}
	if err := opt.check(r); err != nil {
		return nil, err
	}
	decoder, err := charset.NewReader(in, opt.Encoding)
	if err != nil {
		return nil, fmt.Errorf("CSVOptions.Encoding: %w", err)
	}
	s := &Sheet{rubric: r, opt: opt, decoder: decoder, rows: rowReader{in: window.New(decoder), file: name, limit: limit}}
	rubrics := append([]*rubric.Rubric{r}, opt.Translations...)
	if s.headings, err = newHeadings(rubrics, &s.opt); err != nil {
		return nil, err
	}
	if s.words, err = newWords(rubrics, &s.opt); err != nil {
		return nil, err
	}
	s.answers = newAnswers(rubrics, s.opt.Words)
	h := headerReader{rubric: r, opt: &s.opt, headings: s.headings, rows: &s.rows, words: s.words, decoder: decoder}
	s.refused, s.readable = h.read()
	s.layout = &h.layout
	s.notices, s.head, s.header = h.notices, h.head, h.header
	if h.seenTwice != "" {
		at := s.rows.start()
		s.notices.set(noticeKey{file: at.File, code: problem.EncodedTwice}, Notice{Problem: problem.Problem{
			Pos: at, Code: problem.EncodedTwice, Msg: "the text was UTF-8, taken for Windows-1252 and saved as UTF-8 again: it has " + h.seenTwice,
			Hint: "export the file anew and open it as UTF-8",
		}})
	}
	for k := range s.layout.columns {
		col := &s.layout.columns[k]
		if col.words, err = col.rule.wordsOf(s.words, r); err != nil {
			return nil, err
		}
		col.answers = col.rule.answersOf(s.answers, col.kind, r)
		col.fills = col.rule != nil && col.rule.FillDown
		s.layout.fills = s.layout.fills || col.fills
		col.special = col.words != nil || len(col.skip) > 0 || k == s.layout.events.event || k == s.layout.events.instance
	}
	if len(s.refused) == 0 {
		s.missingNA(h.bareNA)
	}
	return s, nil
}

// Divisible reports whether the sheet can be read in blocks ([Sheet.Next]): its columns
// are not refused and a response has a row.
func (s *Sheet) Divisible() bool {
	return len(s.refused) == 0 && !s.layout.long && !s.layout.fills && s.opt.Repeats == Repeats{}
}

// Notices returns what the sheet has to say of itself and of the rows that [Sheet.Read] has
// read. Notices of rows that a [Scanner] has read are the scanner's.
func (s *Sheet) Notices() Notices {
	var all Notices
	all.Merge(s.notices)
	at := s.rows.start()
	if name, guessed := s.decoder.Decoded(); name != charset.UTF8 {
		msg := "the file is read as " + name
		if guessed {
			msg += ", which it clearly is"
		}
		all.set(noticeKey{file: at.File, code: problem.Decoded}, Notice{Problem: problem.Problem{
			Pos: at, Code: problem.Decoded, Msg: msg, Hint: "if that is wrong, name the encoding (-encoding NAME, or encoding: NAME in a mapping)",
		}})
	}
	return all
}

// Read yields a record or the problems of one, for each response and each row that
// belongs to none. Beside problems the record, if it is not nil, has the constituency and
// the language of what was refused, if they could be read. The record is valid until yield
// returns. Read returns false if yield
// has. Otherwise the input has ended, or failed with the error of [Sheet.Err].
func (s *Sheet) Read(yield func(*record.Record, problem.List) bool) bool {
	switch {
	case len(s.refused) > 0:
		return yield(nil, s.refused)
	case s.opt.Repeats != Repeats{}:
		return s.readKept(yield)
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
	defer func() { s.notices.Merge(cells.takeNotices()) }()
	var rec record.Record
	for first := true; s.rows.next(); first = false {
		row := &s.rows.row
		if row.isBlank() || first && row.isImportRow() {
			continue
		}
		more := true
		if problems := cells.response(&rec, row); len(problems) > 0 {
			more = yield(&rec, problems)
		} else if !rec.NotCounted {
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
