package author

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/internal/fold"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// SheetOptions are options for reading a rubric from a sheet. nil is the same as the zero value.
type SheetOptions struct {
	// Document has the settings that the sheet may lack, such as the id, the edition and the
	// language. A setting in the sheet takes precedence.
	Document rubric.EditionDocument
	// HighestFirst means that the columns of the stages begin with the highest stage.
	HighestFirst bool
	// Base is the rubric that the sheet was made from, or nil. What a sheet has no column for
	// stays as it is there: the settings, and the other fields of the domains and competencies
	// with the same ids.
	Base *rubric.Rubric
}

// The limits of a sheet that is read.
const (
	maxSheet    = 8 << 20 // bytes
	maxSettings = 1_000   // rows above the headers
	maxColumns  = 100
)

// ReadSheet reads a rubric from a spreadsheet in CSV form. The package documentation describes
// the layout. name is the file name in the positions of problems. Cells may be separated by
// commas, semicolons or tabs.
//
// The error is a [problem.List]. Each problem has the line and the column in the file, and as
// its path the address of the cell in a spreadsheet program, such as C5.
func ReadSheet(name string, data []byte, opt *SheetOptions) (*rubric.Rubric, error) {
	if opt == nil {
		opt = &SheetOptions{}
	}
	if opt.Base != nil && opt.Base.Spectrum() == nil {
		return nil, errors.New("author.ReadSheet: opt.Base is the zero Rubric; make it with rubric.Load")
	}
	data = source.TrimByteOrderMark(data)
	refuse := func(code problem.Code, msg, hint string) error {
		return problem.List{{Pos: problem.Pos{File: name, Line: 1, Column: 1}, Code: code, Msg: msg, Hint: hint}}
	}
	switch {
	case len(data) > maxSheet:
		return nil, refuse(problem.TooLarge, fmt.Sprintf("the sheet has more than %d MiB", maxSheet>>20), "")
	case !utf8.Valid(data):
		return nil, refuse(problem.Encoding, "the sheet is not UTF-8", "save it as CSV UTF-8")
	case len(bytes.TrimSpace(data)) == 0:
		return nil, refuse(problem.Empty, "the sheet is empty", "")
	}
	var first error
	for _, comma := range []rune{',', ';', '\t'} {
		rows, err := cells(name, data, comma)
		if err == nil && slices.ContainsFunc(rows[:min(len(rows), maxSettings)], isHeader) {
			s := sheetReader{name: name, opt: opt}
			return s.read(rows)
		}
		if first == nil {
			first = err
		}
	}
	if first != nil {
		return nil, first
	}
	return nil, refuse(problem.NoHeader, "no row has the header competency", "begin the columns with domain, competency, and one for each stage")
}

// cell is a cell of a sheet that is not blank.
type cell struct {
	text   string
	pos    problem.Pos
	column int // from 0
	row    int // from 1

	comment bool // begins with #
}

// place returns the cell's place, with its address in a spreadsheet program.
func (c cell) place() Place {
	letters := ""
	for n := c.column; n >= 0; n = n/26 - 1 {
		letters = string(rune('A'+n%26)) + letters
	}
	return Place{Pos: c.pos, Path: fmt.Sprintf("%s%d", letters, c.row)}
}

// sheetRow is the cells of a row that are not blank.
type sheetRow []cell

// at returns the cell of a column, with no text if it is blank.
func (r sheetRow) at(column int) cell {
	for _, c := range r {
		if c.column == column {
			return c
		}
	}
	return cell{column: column}
}

// cells reads the rows that have a cell that is not blank.
func cells(name string, data []byte, comma rune) ([]sheetRow, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = comma, -1, true
	p := positions{name: name, lines: bytes.Split(data, []byte("\n"))}
	var rows []sheetRow
	for n := 1; ; n++ {
		record, err := r.Read()
		if err == io.EOF {
			return rows, nil
		}
		var syntax *csv.ParseError
		if errors.As(err, &syntax) {
			return nil, problem.List{{
				Pos: p.at(syntax.Line, syntax.Column), Code: problem.Syntax, Msg: "the quotation marks of a cell do not match",
				Hint: `write a quotation mark within a cell as "", in a cell that has one at both ends`,
			}}
		}
		if err != nil {
			return nil, err
		}
		var row sheetRow
		for i, text := range record {
			text = strings.TrimSpace(text)
			if text == "" {
				continue
			}
			line, column := r.FieldPos(i)
			row = append(row, cell{text: strings.Clone(unguarded(text)), comment: text[0] == '#', pos: p.at(line, column), column: i, row: n})
		}
		if len(row) > 0 && !row[0].comment && (n > 1 || !strings.HasPrefix(row[0].text, "sep=")) {
			rows = append(rows, row)
		}
	}
}

// positions turns columns that count bytes into columns that count runes.
type positions struct {
	name  string
	lines [][]byte

	line, bytes, runes int // of the position before, from which the next one is counted
}

func (p *positions) at(line, column int) problem.Pos {
	if line < 1 || line > len(p.lines) {
		return problem.Pos{File: p.name, Line: line, Column: column}
	}
	text := p.lines[line-1]
	end := min(max(column-1, 0), len(text))
	if line != p.line || end < p.bytes {
		p.line, p.bytes, p.runes = line, 0, 0
	}
	p.runes += utf8.RuneCount(text[p.bytes:end])
	p.bytes = end
	return problem.Pos{File: p.name, Line: line, Column: p.runes + 1}
}

// isHeader reports whether a row has the headers of the columns: one of them is competency, and
// the row is not a setting.
func isHeader(row sheetRow) bool {
	known := 0
	competency := false
	for _, c := range row {
		if column, ok := columnNamed(c.text); ok {
			known++
			competency = competency || column.name == competencyColumn
		}
	}
	if _, ok := settingNamed(row[0].text); ok && known < 3 && len(row) < 3 {
		return false
	}
	return competency
}

// sheetReader makes an outline from rows.
type sheetReader struct {
	name     string
	opt      *SheetOptions
	outline  Outline
	reverse  bool // the highest stage is first
	unknown  bool // a setting is not known
	misspelt bool // a header is not known
	columns  []sheetColumn
	problems problem.List

	// What the base has, parts by id.
	was          rubric.EditionDocument
	strands      map[string]rubric.StrandEntry
	domains      map[string]rubric.DomainEntry
	competencies map[string]rubric.CompetencyEntry
}

// sheetColumn is what a column of a sheet means.
type sheetColumn struct {
	index int
	field *column // nil for a stage
	stage int     // index among the stages
}

func (s *sheetReader) read(rows []sheetRow) (*rubric.Rubric, error) {
	s.outline.Document = s.opt.Document
	s.readBase()
	s.outline.Places = map[string]Place{"": {Pos: problem.Pos{File: s.name, Line: 1, Column: 1}}}
	s.reverse = s.opt.HighestFirst
	header := slices.IndexFunc(rows, isHeader)
	s.settings(rows[:header])
	s.header(rows[header])
	if s.reverse {
		slices.Reverse(s.outline.Document.Spectrum.Stages)
		for i := range s.columns {
			s.columns[i].stage = len(s.outline.Document.Spectrum.Stages) - 1 - s.columns[i].stage
		}
	}
	s.outline.proposeStageIDs()
	for _, row := range rows[header+1:] {
		s.row(row)
	}
	r, err := s.outline.Rubric()
	problems, ok := problem.Of(err)
	if err != nil && !ok {
		return nil, err
	}
	problems = slices.DeleteFunc(problems, s.isConsequence)
	s.problems.Append(problems)
	if len(s.problems) > 0 {
		s.problems.Sort()
		return nil, s.problems
	}
	return r, nil
}

// isConsequence reports whether a problem is probably due to a name that is not known.
func (s *sheetReader) isConsequence(p problem.Problem) bool {
	switch p.Code {
	case problem.MissingKey:
		return s.unknown && !strings.ContainsAny(p.Path, ".0123456789")
	case problem.TooFew:
		return s.misspelt
	}
	return false
}

func (s *sheetReader) report(c cell, code problem.Code, msg, hint string) {
	place := c.place()
	s.problems.Add(problem.Problem{Pos: place.Pos, Path: place.Path, Code: code, Msg: msg, Hint: hint})
}

// settings reads the rows above the header.
func (s *sheetReader) settings(rows []sheetRow) {
	cleared := make(map[string]bool)
	seen := make(map[string]bool)
	for _, row := range rows {
		name := row[0]
		set, ok := settingNamed(name.text)
		switch {
		case !ok || name.column != 0:
			s.report(name, problem.UnknownKey, "the row is neither a setting nor the headers of the columns", source.DidYouMean(name.text, settingNames()))
			s.unknown = true
			continue
		case seen[set.name] && set.list == nil:
			s.report(name, problem.DuplicateKey, "the setting "+set.name+" is given twice", "delete one of the rows")
			continue
		case len(row) < 2 || row[1].column != 1:
			continue // left blank in a template
		}
		seen[set.name] = true
		if set.name == orderSetting {
			s.order(row[1])
			continue
		}
		if set.list != nil && !cleared[set.name] {
			set.list(&s.outline.Document) // the sheet has the complete list
			cleared[set.name] = true
		}
		for path, c := range set.read(&s.outline.Document, &s.was, row) {
			s.outline.Places[path] = c.place()
		}
		if extra := row[len(row)-1]; extra.column > set.cells {
			s.report(extra, problem.ExtraCell, "the setting "+set.name+" has fewer cells", "delete the cell, or put all of the text into one cell")
		}
	}
}

func (s *sheetReader) order(c cell) {
	switch fold.Text(c.text) {
	case "lowest first":
		s.reverse = false
	case "highest first":
		s.reverse = true
	default:
		s.report(c, problem.BadValue, "expected lowest first or highest first, found "+source.Quote(c.text), "")
	}
}

// header reads the headers of the columns.
func (s *sheetReader) header(row sheetRow) {
	d := &s.outline.Document
	declared := len(d.Spectrum.Stages) > 0
	used := make(map[string]bool)
	if len(row) > maxColumns {
		s.report(row[maxColumns], problem.TooMany, fmt.Sprintf("there are more than %d columns", maxColumns), "")
		row = row[:maxColumns]
	}
	for _, c := range row {
		if field, ok := columnNamed(c.text); ok {
			if used[field.name] {
				s.report(c, problem.DuplicateColumn, "the column "+field.name+" is there twice", "delete one of them")
			}
			used[field.name] = true
			s.columns = append(s.columns, sheetColumn{index: c.column, field: field})
			continue
		}
		title, marked := stageHeader(c.text)
		if i := stageIndex(d, title); declared && i >= 0 {
			key := "stage " + d.Spectrum.Stages[i].Title.Text
			if used[key] {
				s.report(c, problem.DuplicateColumn, "the stage has two columns", "delete one of them")
			}
			used[key] = true
			s.columns = append(s.columns, sheetColumn{index: c.column, stage: i})
			continue
		}
		if declared {
			s.misspelt = true
			s.report(c, problem.UnknownColumn, "the header "+source.Quote(c.text)+" means nothing", source.DidYouMean(title, append(columnNames(), stageTitles(d)...)))
			continue
		}
		if near := source.Nearest(c.text, columnNames()); near != "" && !marked {
			s.misspelt = true
			s.report(c, problem.UnknownColumn, "the header "+source.Quote(c.text)+" means nothing", "did you mean "+near+"? If it is a stage, write stage: "+c.text)
			continue
		}
		s.outline.Places[fmt.Sprintf("spectrum.stages[%d]", len(d.Spectrum.Stages))] = c.place()
		s.outline.Places["spectrum.stages"] = c.place()
		s.columns = append(s.columns, sheetColumn{index: c.column, stage: len(d.Spectrum.Stages)})
		d.Spectrum.Stages = append(d.Spectrum.Stages, rubric.StageEntry{Title: rubric.TextEntry{Text: title}})
	}
	if declared {
		s.reverse = false // the order is that of the settings
	}
}

// stageHeader returns the title of a stage in a header, and whether the header begins with the
// word stage.
func stageHeader(header string) (title string, marked bool) {
	before, after, found := strings.Cut(header, ":")
	if found && fold.Text(before) == "stage" && strings.TrimSpace(after) != "" {
		return strings.TrimSpace(after), true
	}
	return header, false
}

// stageIndex returns the index of the stage with a title or id, or -1.
func stageIndex(d *rubric.EditionDocument, title string) int {
	byTitle := func(e rubric.StageEntry) bool { return fold.Key(e.Title.Text) == fold.Key(title) }
	if i := slices.IndexFunc(d.Spectrum.Stages, byTitle); i >= 0 {
		return i
	}
	return slices.IndexFunc(d.Spectrum.Stages, func(e rubric.StageEntry) bool { return e.ID == title })
}

func stageTitles(d *rubric.EditionDocument) []string {
	var titles []string
	for _, e := range d.Spectrum.Stages {
		titles = append(titles, e.Title.Text)
	}
	return titles
}

// row reads a competency.
func (s *sheetReader) row(row sheetRow) {
	out := s.base(row)
	for _, column := range s.columns {
		c := row.at(column.index)
		if column.field != nil {
			if c.text != "" || s.opt.Base != nil {
				s.field(column.field, c, &out)
			}
			continue
		}
		s.descriptor(column.stage, c, &out)
	}
	if last := row[len(row)-1]; !slices.ContainsFunc(s.columns, func(c sheetColumn) bool { return c.index == last.column }) {
		s.report(last, problem.ExtraCell, "the cell is under no header", "give its column a header, or delete it")
	}
	s.outline.Rows = append(s.outline.Rows, out)
}

func (s *sheetReader) field(f *column, c cell, out *OutlineRow) {
	if msg := f.set(out, c.text); msg != "" {
		s.report(c, problem.BadValue, msg, "")
	}
	if c.text != "" {
		out.Places[f.path] = c.place()
	}
}

func (s *sheetReader) descriptor(stage int, c cell, out *OutlineRow) {
	stages := s.outline.Document.Spectrum.Stages
	if stage < 0 || stage >= len(stages) {
		return
	}
	id := stages[stage].ID
	if c.text == "" {
		delete(out.Competency.Descriptors, id)
		return
	}
	if out.Competency.Descriptors == nil {
		out.Competency.Descriptors = make(map[string]rubric.TextEntry)
	}
	out.Competency.Descriptors[id] = reworded(out.Competency.Descriptors[id], c.text)
	out.Places["descriptors."+id] = c.place()
}

// readBase indexes the parts of the base by id.
func (s *sheetReader) readBase() {
	if s.opt.Base == nil {
		return
	}
	s.was = s.opt.Base.Document()
	s.outline.Document = s.opt.Base.Document()
	s.strands, s.domains, s.competencies = make(map[string]rubric.StrandEntry), make(map[string]rubric.DomainEntry), make(map[string]rubric.CompetencyEntry)
	for _, e := range s.was.Strands {
		s.strands[e.ID] = e
	}
	for _, d := range s.outline.Document.Domains {
		for _, c := range d.Competencies {
			s.competencies[c.ID] = c
		}
		s.domains[d.ID] = d
	}
}

// base returns a row with what the base has for the ids in the cells.
func (s *sheetReader) base(row sheetRow) OutlineRow {
	out := OutlineRow{Places: map[string]Place{"": row[0].place()}}
	for _, column := range s.columns {
		switch {
		case column.field == nil:
		case column.field.name == strandIDColumn:
			out.Strand = s.strands[row.at(column.index).text]
		case column.field.name == domainIDColumn:
			out.Domain = s.domains[row.at(column.index).text]
		case column.field.name == idColumn:
			out.Competency = s.competencies[row.at(column.index).text]
			out.Competency.Descriptors = maps.Clone(out.Competency.Descriptors)
		}
	}
	return out
}

// reworded returns a text in new words. It keeps everything else if the words are the same.
func reworded(was rubric.TextEntry, text string) rubric.TextEntry {
	if was.Text == text {
		return was
	}
	return rubric.TextEntry{Text: text}
}

// unguarded removes the apostrophe that guarded adds.
func unguarded(text string) string {
	if strings.HasPrefix(text, "'") && guarded(text) != text {
		return text[1:]
	}
	return text
}

// guarded puts an apostrophe before a text that a spreadsheet program would take for a formula,
// such as a list whose items begin with "- ", or that ReadSheet would take for a comment.
func guarded(text string) string {
	if rest := strings.TrimLeft(text, "'"); rest != "" && strings.ContainsRune("=+-@#", rune(rest[0])) {
		return "'" + text
	}
	return text
}
