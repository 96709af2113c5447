package assess

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// CSVOptions says what [CSV] cannot know from the sheet. The zero value, or nil,
// is a good start: what it does not cover is reported, never guessed.
type CSVOptions struct {
	// Translations are the rubric in other languages ([rubric.Rubric.Localize]),
	// whose titles of competencies, stages and constituencies count too.
	Translations []*rubric.Rubric

	// Columns says what headers mean, over [DefaultColumns]: one of the meanings
	// there, the id of a competency, or ID.note or ID.evidence for what goes with
	// its rating; ratings.ID is a competency whatever its id is. With "" a default is
	// switched off. A header that is one of these to the letter has its meaning; of
	// any other, letter case, accents and punctuation make no difference, so that it
	// can mean several.
	Columns map[string]string
	// Ignore are the headers of columns to pass over, "" for those without one.
	Ignore []string

	// Words says what words in cells mean, over [DefaultWords]: one of the
	// meanings there or the id of a stage or constituency. With "" a default is
	// switched off.
	Words map[string]string
	// Ranks accepts the rank of a stage in its place, 1 for the lowest.
	Ranks bool

	// DateLayout is how dates and timestamps are written, as for [time.Parse];
	// the time of day may be left out of it. Days such as 2026-10-01 and
	// 2026/10/1 are read without.
	DateLayout string

	// Constituency (an id), Organization, Date (YYYY-MM-DD) and Language hold for
	// all rows of a sheet that has no such column.
	Constituency, Organization, Date, Language string
	// IDPrefix is put before the number of the row, as spreadsheets number it, to
	// make the ids of a sheet that has none; default "row-". Give each sheet one
	// of its own.
	IDPrefix string

	// Delimiter separates cells, a tab or a visible ASCII character other than the
	// quotation mark; 0 means that it is found out.
	Delimiter rune
}

// CSV reads responses to a rubric from a spreadsheet as people and form tools
// save them: comma, semicolon, tab or pipe between cells, with or without a byte
// order mark, any line ends, quotation marks as in RFC 4180.
//
// A wide sheet has a row for each response and a column for each competency. A
// long sheet has a row for each rating, with columns for the response's id, the
// competency and the rating; the rows of a response stand together and are read,
// refused and counted as one.
//
// The headers are the one of the first ten rows, blank ones aside, that names the
// most; titles above it are passed over, and a header that is missing in it is
// taken from above, where it is when cells were merged. A competency goes by its
// id, code or title. Letter case, accents, punctuation, a number in front and the
// question of a grid around it make no difference ("Q7: Please rate: [Language
// access]"). Other columns have the meanings of [DefaultColumns] and of
// [CSVOptions].Columns. A header such as "Language access - note" names the notes
// or evidence on a rating; evidence has a piece on each line.
//
// A header that means nothing, two things or the same as another refuses the
// whole sheet, since a mistyped header would otherwise lose a competency in
// silence. Columns of no interest go into [CSVOptions].Ignore.
//
// A rating is the id or title of a stage, alone or with what the rubric says of it
// ("3 - Maturing", "Maturing: Involved, engaged"), or a word of [DefaultWords] for
// a non-answer; an empty cell is not answered. A number alone is no stage unless
// [CSVOptions].Ranks is set. A date is a day that starts with the year. A
// timestamp, which form tools add unasked, gives the date where there is no date
// column and is passed over when it does not start with the year; no time zone is
// taken into account.
//
// For every row it yields either a response or a [problem.List] with lines and
// columns, in which the path is the column's header, and goes on. Blank rows are
// passed over. Rows of totals, repeated headers and rows with more cells than
// columns are refused; so are rows with fewer, unless only notes are missing,
// because they may have been cut off. A row whose quotation marks do not match is
// refused and the next line is read as a row. What a refused sheet says of its
// rows, [Refused] tells. Any other error is the reader's own, or a mistake in the
// options, and the last thing that is yielded.
func CSV(r *rubric.Rubric, name string, in io.Reader, opt *CSVOptions) iter.Seq2[*Response, error] {
	return Limits{}.CSV(r, name, in, opt)
}

// CSV is the function [CSV] with limits of the caller's. Bytes is of a row, and in
// a long sheet of all rows of a response; a sheet has at most 4096 columns, a long
// sheet at most 1,048,576 responses.
func (l Limits) CSV(r *rubric.Rubric, name string, in io.Reader, opt *CSVOptions) iter.Seq2[*Response, error] {
	return func(yield func(*Response, error) bool) {
		s, err := newSheet(r, name, in, opt, l.source().Bytes)
		if err != nil {
			yield(nil, fmt.Errorf("read %s: %w", name, err))
			return
		}
		if refusal, goOn := s.start(); s.rest(refusal, goOn, yield) {
			s.end(yield)
		}
	}
}

// Refused returns how many records an error stands for that a reader of responses
// has yielded: 1 for a line, an element or a row, all rows for a sheet whose
// headers are refused, none for an error of the reader's own. The responses and
// these numbers add up to what is in the input.
func Refused(err error) int {
	if n, ok := errors.AsType[rowsNotRead](err); ok {
		return int(n)
	}
	if _, ok := problem.Of(err); ok {
		return 1
	}
	return 0
}

// rowsNotRead is how many rows were not read for a reason above them.
type rowsNotRead int

func (n rowsNotRead) Error() string {
	if n == 1 {
		return "1 row was not read"
	}
	return fmt.Sprintf("%d rows were not read", int(n))
}

// sheet is a spreadsheet that is being read.
type sheet struct {
	rubric *rubric.Rubric
	name   string
	opt    CSVOptions
	index  *headerIndex
	words  *wordBook
	rows   rowReader

	columns   []sheetColumn
	places    []problem.Pos // of the headers
	headerRow int           // its line
	unknown   int           // columns with headers that mean nothing
	long      bool
	has       [columnEvidence + 1]bool // kinds of columns that name no competency

	problems problem.List // of what is being read
	org      string       // the last organization, which many rows share
	day      string       // the last date
}

func newSheet(r *rubric.Rubric, name string, in io.Reader, opt *CSVOptions, limit int) (*sheet, error) {
	s := &sheet{rubric: r, name: name, rows: rowReader{window: window{in: in}, file: name, limit: limit}}
	if opt != nil {
		s.opt = *opt
	}
	if s.opt.IDPrefix == "" {
		s.opt.IDPrefix = "row-"
	}
	if err := s.checkOptions(); err != nil {
		return nil, err
	}
	rubrics := append([]*rubric.Rubric{r}, s.opt.Translations...)
	var err error
	if s.index, err = newHeaderIndex(rubrics, &s.opt); err != nil {
		return nil, err
	}
	s.words, err = newWordBook(rubrics, &s.opt)
	return s, err
}

func (s *sheet) checkOptions() error {
	for _, t := range s.opt.Translations {
		if t.Ref() != s.rubric.Ref() {
			return fmt.Errorf("CSVOptions.Translations: %s is no translation of %s", t.Ref(), s.rubric.Ref())
		}
	}
	if c := s.opt.Constituency; c != "" {
		if _, ok := s.rubric.Constituency(c); !ok {
			return fmt.Errorf("CSVOptions.Constituency: %s has no constituency %q", s.rubric.Ref(), c)
		}
	}
	if day := s.opt.Date; day != "" {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return fmt.Errorf("CSVOptions.Date: %q is no day such as 2026-10-01", day)
		}
	}
	if tag := s.opt.Language; tag != "" && !isLanguageTag(tag) {
		return fmt.Errorf("CSVOptions.Language: %q is no language tag", tag)
	}
	if code, msg, _ := checkName(s.opt.Organization); code != "" && s.opt.Organization != "" {
		return fmt.Errorf("CSVOptions.Organization: %s", msg)
	}
	if code, msg, _ := checkName(s.opt.IDPrefix + "1234567890"); code != "" {
		return fmt.Errorf("CSVOptions.IDPrefix: %s", msg)
	}
	// Of the control characters checkText refuses all but the tab and line ends.
	if d := s.opt.Delimiter; d != 0 && d != '\t' && (d <= ' ' || d >= 0x7f || d == '"') {
		return fmt.Errorf("CSVOptions.Delimiter: %q cannot separate cells", d)
	}
	return nil
}

// start reads the headers. It returns the error for a sheet of which nothing is read,
// and whether the input could be read on after it.
func (s *sheet) start() (refusal error, goOn bool) {
	header, bad := s.open()
	if bad != nil {
		return s.refusal(problem.List{*bad}, 0), false
	}
	var problems problem.List
	if header == 0 {
		problems = s.noHeader()
	} else {
		problems = s.readHeader(header)
	}
	if len(problems) == 0 {
		return nil, true
	}
	rows := 0
	for first := true; s.rows.next(); first = false {
		if !s.rows.row.isBlank() && !(first && s.rows.row.isImportRow()) {
			rows++
		}
	}
	return s.refusal(problems, rows), true
}

// rest yields what start has left to be yielded. It returns false when no more is.
func (s *sheet) rest(refusal error, goOn bool, yield func(*Response, error) bool) bool {
	switch {
	case refusal != nil:
		return yield(nil, refusal) && goOn
	case s.long:
		return s.readLong(yield)
	}
	return s.readWide(yield)
}

// end yields the reader's error.
func (s *sheet) end(yield func(*Response, error) bool) {
	if err := s.rows.err(); err != nil {
		yield(nil, fmt.Errorf("read %s: %w", s.name, err))
	}
}

// noHeader reports a sheet without headers, by its first row that says anything.
func (s *sheet) noHeader() problem.List {
	for s.rows.next() {
		row := &s.rows.row
		if row.broken != nil {
			return problem.List{*row.broken}
		}
		if !row.isBlank() {
			s.headerRow = row.line
			return problem.List{{
				Pos: row.cellAt(row.first()), Code: problem.NoHeader,
				Msg:  fmt.Sprintf("none of the first %d rows names a competency of %s or a field of a response", headerRows, s.rubric.Ref()),
				Hint: "headers may be ids, codes or titles of competencies",
			}}
		}
	}
	return problem.List{{Pos: s.rows.start(), Code: problem.Empty, Msg: "the sheet is empty"}}
}

// refusal is the error for a sheet of which nothing is read.
func (s *sheet) refusal(ps problem.List, rows int) error {
	ps.Sort()
	if rows == 0 {
		ps[0].Err = rowsNotRead(0)
		return ps
	}
	ps.Add(problem.Problem{
		Pos: ps[len(ps)-1].Pos, Code: problem.NotRead, Err: rowsNotRead(rows),
		Msg: rowsNotRead(rows).Error() + " because of the problems of the columns",
	})
	return ps
}

func (s *sheet) add(at problem.Pos, path string, code problem.Code, msg, hint string) {
	s.problems.Add(problem.Problem{Pos: at, Path: path, Code: code, Msg: msg, Hint: hint})
}

// takeProblems hands over what was found in a row.
func (s *sheet) takeProblems() problem.List {
	problems := s.problems
	s.problems = nil
	problems.Sort()
	return problems
}
