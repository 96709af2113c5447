package assess

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/assess/internal/charset"
	"github.com/waymark-go/waymark/internal/formula"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// The columns of a sheet of comments, in the order in which they are written. The title of the
// competency and the hints are for the reader and are ignored when the sheet is read.
const (
	commentCompetency   = "competency"
	commentTitle        = "title"
	commentStage        = "stage"
	commentConstituency = "constituency"
	commentWords        = "text"
	commentCheck        = "check"
	commentEdited       = "edited"
	commentCleared      = "cleared"
	commentPublic       = "public"
)

func commentColumns() []string {
	return []string{commentCompetency, commentTitle, commentStage, commentConstituency, commentWords, commentCheck, commentEdited, commentCleared, commentPublic}
}

// CommentSheetOptions are the options of [Comments.WriteSheet]. The zero value, or nil, means the
// defaults.
type CommentSheetOptions struct {
	// ByteOrderMark puts a byte order mark at the beginning. Some versions of Excel need it to read
	// accents and other scripts.
	ByteOrderMark bool
}

// WriteSheet writes the comments as a CSV sheet (UTF-8, commas, quotation marks as in RFC 4180) for a spreadsheet program, with a row
// for each comment: the id and the title of its competency, its stage and constituency where it has
// them, the text, what to check in it, the edited text, and whether it is cleared and public, yes or
// no. A text that a spreadsheet could run as a formula has an apostrophe before it, which
// [LoadCommentSheet] removes. opt may be nil. The error is that of w.
func (k *Comments) WriteSheet(w io.Writer, opt *CommentSheetOptions) error {
	if w == nil {
		return given.NotNil("assess.Comments.WriteSheet", "w", true)
	}
	if opt != nil && opt.ByteOrderMark {
		if _, err := io.WriteString(w, source.ByteOrderMark); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	rows := [][]string{commentColumns()}
	for i := range k.doc.Comments {
		e := &k.doc.Comments[i]
		title := k.list[i].Competency.Label()
		row := []string{e.Competency, title, e.Stage, e.Constituency, e.Text, strings.Join(e.Check, ", "), e.Edited, yesNo(e.Cleared), yesNo(e.Public)}
		for j := range row {
			row[j] = formula.Escape(row[j])
		}
		rows = append(rows, row)
	}
	return out.WriteAll(rows)
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// LoadCommentSheet reads a sheet that [Comments.WriteSheet] wrote, after someone has filled it in
// and saved it as CSV: with commas, semicolons or tabs between the cells, in UTF-8, UTF-16 or
// the encodings of older Excel versions. r is the edition that was rated, or a translation of it.
// The columns competency, text, edited and cleared must be there. Rows may be deleted and sorted.
// Control characters are removed. Cells of cleared and public are yes, no, true, false, x, sí, 1, 0 or empty, which is no.
//
// The size limits are those of [LoadComments]. The error is a [problem.List] with the line and the
// column of each problem, whose path is the header of the column, unless an argument is invalid.
func LoadCommentSheet(r *rubric.Rubric, name string, data []byte, opt *rubric.LoadOptions) (*Comments, error) {
	if err := cmp.Or(given.Rubric("assess.LoadCommentSheet", "r", r), given.Limits("assess.LoadCommentSheet", opt)); err != nil {
		return nil, err
	}
	s := commentSheet{name: name, comments: Comments{rubric: r, doc: CommentsDocument{Format: CommentsFormat, Rubric: r.Ref().String(), Comments: []CommentEntry{}}}}
	lim := summaryLimits(opt)
	if len(data) > lim.Bytes {
		s.refuse(problem.TooLarge, fmt.Sprintf("the sheet has more than %d bytes", lim.Bytes), "")
		return nil, s.problems
	}
	text, err := decoded(data)
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(text) {
		s.refuse(problem.Encoding, "the encoding of the sheet is not clear", "save it as CSV UTF-8")
		return nil, s.problems
	}
	s.read(text)
	if len(s.problems) > 0 {
		return nil, sorted(s.problems)
	}
	return &s.comments, nil
}

// decoded returns the sheet in UTF-8, without a byte order mark.
func decoded(data []byte) ([]byte, error) {
	in, err := charset.NewReader(bytes.NewReader(data), "")
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(in)
	return source.TrimByteOrderMark(text), err
}

// commentSheet reads a sheet of comments.
type commentSheet struct {
	name     string
	comments Comments
	columns  []string // what each column is
	problems problem.List
	lines    [][]byte
	in       *csv.Reader
	width    int // cells of the present row
}

// How many comments a review file has at most, and how many columns a sheet.
const (
	maxComments       = 100_000
	maxCommentColumns = 100
)

func (s *commentSheet) read(text []byte) {
	if first, rest, _ := bytes.Cut(text, []byte("\n")); bytes.HasPrefix(first, []byte("sep=")) {
		text = append([]byte("\n"), rest...) // keeps the line numbers
	}
	s.lines = bytes.Split(text, []byte("\n"))
	s.in = csv.NewReader(bytes.NewReader(text))
	s.in.Comma, s.in.FieldsPerRecord = delimiterOf(text), -1
	for {
		row, err := s.in.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			s.syntax(err)
			return
		}
		s.width = len(row)
		switch {
		case !slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" }):
		case s.columns == nil:
			if s.header(row); len(s.problems) > 0 {
				return
			}
		case len(s.comments.doc.Comments) == maxComments:
			s.refuse(problem.TooMany, fmt.Sprintf("the sheet has more than %d comments", maxComments), "")
			return
		case len(s.problems) > problem.Max:
			return
		default:
			s.row(row)
		}
	}
	if s.columns == nil {
		s.refuse(problem.Empty, "the sheet is empty", "")
	}
}

// delimiterOf returns what separates the headers.
func delimiterOf(text []byte) rune {
	header, _, _ := bytes.Cut(bytes.TrimLeft(text, "\r\n"), []byte("\n"))
	best := ','
	for _, d := range []rune{';', '\t'} {
		if bytes.Count(header, []byte(string(d))) > bytes.Count(header, []byte(string(best))) {
			best = d
		}
	}
	return best
}

func (s *commentSheet) refuse(code problem.Code, msg, hint string) {
	s.problems.Add(problem.Problem{Pos: problem.Pos{File: s.name, Line: 1, Column: 1}, Code: code, Msg: msg, Hint: hint})
}

func (s *commentSheet) syntax(err error) {
	var syntax *csv.ParseError
	if !errors.As(err, &syntax) {
		s.refuse(problem.Syntax, err.Error(), "")
		return
	}
	s.problems.Add(problem.Problem{
		Pos: s.at(syntax.Line, syntax.Column), Code: problem.Syntax, Msg: "the quotation marks of a cell do not match",
		Hint: `write a quotation mark within a cell as "", in a cell that has one at both ends`,
	})
}

// at returns a position in runes.
func (s *commentSheet) at(line, column int) problem.Pos {
	if line < 1 || line > len(s.lines) {
		return problem.Pos{File: s.name, Line: line, Column: column}
	}
	before := s.lines[line-1]
	before = before[:min(max(column-1, 0), len(before))]
	return problem.Pos{File: s.name, Line: line, Column: utf8.RuneCount(before) + 1}
}

// header finds out what the columns are. A column that is not known is refused, because a mistyped
// header of the edited texts would show what was to be changed.
func (s *commentSheet) header(row []string) {
	report := func(i int, code problem.Code, msg, hint string) {
		s.problems.Add(problem.Problem{Pos: s.cell(i), Code: code, Msg: msg, Hint: hint})
	}
	if len(row) > maxCommentColumns {
		s.refuse(problem.TooMany, fmt.Sprintf("the sheet has more than %d columns", maxCommentColumns), "")
		return
	}
	s.columns = make([]string, len(row))
	for i, header := range row {
		header = strings.ToLower(strings.TrimSpace(header))
		switch {
		case header == "":
		case !slices.Contains(commentColumns(), header):
			report(i, problem.UnknownColumn, "no column of comments has the header "+source.Quote(header), cmp.Or(source.DidYouMean(header, commentColumns()), "delete the column"))
		case slices.Contains(s.columns, header):
			report(i, problem.DuplicateColumn, "two columns have the header "+source.Quote(header), "delete one of them")
		}
		s.columns[i] = header
	}
	for _, required := range []string{commentCompetency, commentWords, commentEdited, commentCleared} {
		if !slices.Contains(s.columns, required) {
			report(0, problem.MissingColumn, "no column has the header "+required, "leave the first row as it was written")
		}
	}
}

// row adds the comment of a row.
func (s *commentSheet) row(cells []string) {
	var e CommentEntry
	before, extra := len(s.problems), false
	for i, cell := range cells {
		report := func(code problem.Code, msg, hint string) { s.report(i, code, msg, hint) }
		if i >= len(s.columns) || s.columns[i] == "" {
			if strings.TrimSpace(cell) != "" && !extra {
				extra = true
				report(problem.ExtraCell, "the cell has no header", "delete it")
			}
			continue
		}
		cell = formula.Unescape(cell)
		switch s.columns[i] {
		case commentCompetency:
			e.Competency = strings.TrimSpace(cell)
		case commentStage:
			e.Stage = strings.TrimSpace(cell)
		case commentConstituency:
			e.Constituency = strings.TrimSpace(cell)
		case commentWords:
			e.Text = s.text(i, cell)
			e.Check = lookTwice(e.Text)
		case commentEdited:
			e.Edited = s.text(i, cell)
		case commentCleared:
			e.Cleared = s.decision(i, cell)
		case commentPublic:
			e.Public = s.decision(i, cell)
		}
	}
	if e.Text == "" && len(s.problems) == before {
		s.report(slices.Index(s.columns, commentWords), problem.Blank, "the text is blank", "delete the row, or write the edited text in its column")
	}
	comment, ok := s.comments.resolveEntry(&e, func(key string, code problem.Code, msg, hint string) {
		s.report(slices.Index(s.columns, key), code, msg, hint)
	})
	if ok && len(s.problems) == before {
		s.comments.doc.Comments = append(s.comments.doc.Comments, e)
		s.comments.list = append(s.comments.list, comment)
	}
}

// report adds a problem with the cell of a column.
func (s *commentSheet) report(i int, code problem.Code, msg, hint string) {
	p := problem.Problem{Pos: s.cell(i), Code: code, Msg: msg, Hint: hint}
	if i < len(s.columns) {
		p.Path = s.columns[i]
	}
	s.problems.Add(p)
}

// cell returns the position of a cell of the row, or that of the row if it ends before.
func (s *commentSheet) cell(i int) problem.Pos {
	if i < 0 || i >= s.width {
		i = 0
	}
	return s.at(s.in.FieldPos(i))
}

// text returns the text of a cell, "" if it is blank.
func (s *commentSheet) text(i int, cell string) string {
	text := commentText(cell)
	if rule, _ := source.RuleNamed("text"); utf8.RuneCountInString(text) > rule.Max {
		s.report(i, problem.TooLong, fmt.Sprintf("the text has more than %d characters", rule.Max), "")
	}
	return text
}

// decision returns whether a cell says yes.
func (s *commentSheet) decision(i int, cell string) bool {
	switch strings.ToLower(strings.TrimSpace(cell)) {
	case "yes", "y", "true", "x", "1", "sí", "si", "✓", "✔":
		return true
	case "", "no", "n", "false", "0":
		return false
	}
	s.report(i, problem.BadValue, source.Quote(cell)+" is neither yes nor no", "write yes or no")
	return false
}
