package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/svg"
	"github.com/waymark-go/waymark/report/tidy"
)

// The names of the sheets, of their tables and of the range of a print title are the same in every
// language, as the columns of the table for analysts are, so that programs find them.
const (
	peopleSheet   = "Results"
	analystSheet  = "Data"
	codebookSheet = "Codebook"
)

// results writes the results as a workbook: a sheet for people, a sheet with the table of package
// tidy for analysts, and its codebook. Texts are never formulas.
func results(v *report.View) (data []byte, err error) {
	f := excelize.NewFile()
	defer f.Close()
	b := book{File: f, view: v, styles: make(map[string]int)}
	b.ok(f.SetSheetName("Sheet1", peopleSheet))
	b.people()
	b.records(analystSheet, "WaymarkData", tidy.Write, numericColumns)
	b.records(codebookSheet, "WaymarkCodebook", tidy.WriteCodebook, nil)
	created := epoch(v.Options.Date).Format("2006-01-02T15:04:05Z")
	b.ok(f.SetDocProps(&excelize.DocProperties{
		Title: v.Head.Title.String(), Creator: v.Head.Organization, Description: v.Head.Policy,
		Language: v.Language, Created: created, Modified: created,
	}))
	f.SetActiveSheet(0)
	if b.err != nil {
		return nil, b.err
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, err
	}
	return rezip(out.Bytes(), func(_ string, content []byte) ([]byte, error) { return content, nil })
}

// book writes a workbook. It keeps the first error.
type book struct {
	*excelize.File
	view   *report.View
	styles map[string]int
	err    error
}

func (b *book) ok(err error) {
	if b.err == nil {
		b.err = err
	}
}

func cellName(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row) // both are 1 or more
	return name
}

func columnName(column int) string {
	name, _ := excelize.ColumnNumberToName(column)
	return name
}

// text writes a text as a string, never as a formula. An apostrophe precedes a text that would become a
// formula when a person edits the cell.
func (b *book) text(sheet string, column, row int, text string) {
	b.ok(b.SetCellStr(sheet, cellName(column, row), tidy.GuardFormula(text)))
}

// number writes a number, or its text if it is hidden.
func (b *book) number(column, row int, n report.NumberCell, hidden bool) {
	if n.Hidden || hidden {
		b.text(peopleSheet, column, row, n.Text)
		return
	}
	b.ok(b.SetCellValue(peopleSheet, cellName(column, row), n.N))
}

// look is the style of cells.
type look struct {
	size       float64
	bold, wrap bool
	fill, ink  string // hexadecimal
	align      string
	format     int
}

func (b *book) style(l look) int {
	key := fmt.Sprint(l)
	if id, ok := b.styles[key]; ok {
		return id
	}
	s := &excelize.Style{
		NumFmt:    l.format,
		Font:      &excelize.Font{Family: "Arial", Size: max(l.size, 0), Bold: l.bold, Color: l.ink},
		Alignment: &excelize.Alignment{Horizontal: l.align, Vertical: "center", WrapText: l.wrap},
	}
	if l.size == 0 {
		s.Font.Size = 10
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
		s.Border = []excelize.Border{
			{Type: "bottom", Color: line, Style: 1}, {Type: "right", Color: line, Style: 1}, {Type: "left", Color: line, Style: 1}, {Type: "top", Color: line, Style: 1},
		}
	}
	id, err := b.NewStyle(s)
	b.ok(err)
	b.styles[key] = id
	return id
}

func (b *book) setStyle(column, row, lastColumn, lastRow int, l look) {
	b.ok(b.SetCellStyle(peopleSheet, cellName(column, row), cellName(lastColumn, lastRow), b.style(l)))
}

// grid is the table of the sheet for people: a row for each domain and competency. Columns count
// from 1.
type grid struct {
	head   []string // the header
	rated  int      // the column of the number of ratings
	groups int      // the first column of groups
	shared int      // the rank of the stage that shares count from, -1 without shares
	row    int      // the last row that is written
}

func newGrid(v *report.View) *grid {
	g := &grid{shared: -1, rated: 3 + len(v.Stages)}
	if n := len(v.Stages); n > 1 {
		g.shared = (n + 1) / 2 // the upper half
	}
	head := []string{v.Labels.Competency, v.Labels.Median}
	for _, s := range v.Stages {
		head = append(head, s.Title.String())
	}
	head = append(head, v.Labels.Ratings)
	if g.shared >= 0 {
		head = append(head, "≥ "+v.Stages[g.shared].Title.String())
	}
	head = append(head, v.Labels.NonAnswers)
	g.groups = len(head) + 1
	for _, group := range v.Groups {
		head = append(head, group.Title.String())
	}
	g.head = distinct(head)
	return g
}

// people writes the sheet for people: what it is, the sharing rule, the stages, and a row for each
// domain and competency.
func (b *book) people() {
	v := b.view
	g := newGrid(v)
	g.row = b.top(len(g.head))
	header := g.row
	for i, title := range g.head {
		b.text(peopleSheet, i+1, header, title)
	}
	b.setStyle(1, header, len(g.head), header, look{bold: true, wrap: true, fill: panel, ink: ink})
	b.ok(b.SetRowHeight(peopleSheet, header, 48))
	for i := range v.Domains {
		d := &v.Domains[i]
		b.result(g, d.Label.String(), &d.Result, d.By, true)
		for j := range d.Competencies {
			c := &d.Competencies[j]
			b.result(g, c.Label.String(), &c.Result, c.By, false)
		}
	}
	b.finish(g, header)
}

// result writes the row of a domain, in bold, or of a competency.
func (b *book) result(g *grid, label string, r *report.ResultText, by []report.ResultText, bold bool) {
	g.row++
	b.text(peopleSheet, 1, g.row, label)
	fill := ""
	if bold {
		fill = panel
	}
	b.setStyle(1, g.row, len(g.head), g.row, look{bold: bold, wrap: true, fill: fill, ink: ink})
	lines := max(linesOf(label, 46), linesOf(r.Median.Text.String(), 16))
	for i := range by {
		lines = max(lines, linesOf(by[i].Median.Text.String(), 16))
	}
	b.ok(b.SetRowHeight(peopleSheet, g.row, 14*float64(lines)+4))
	b.median(2, g.row, &r.Median)
	for i, n := range r.Counts {
		b.number(3+i, g.row, n, r.Hidden)
	}
	b.number(g.rated, g.row, r.Rated, r.Hidden)
	b.number(g.groups-1, g.row, r.NonAnswers, r.Hidden)
	b.setStyle(3, g.row, g.groups-1, g.row, look{bold: bold, fill: fill, ink: ink, align: "right", format: 3})
	if g.shared >= 0 {
		b.share(g.rated+1, g.row, r, g.shared, bold, fill)
	}
	if r.Hidden {
		b.setStyle(2, g.row, g.groups-1, g.row, hiddenLook)
	}
	for i := range by {
		b.median(g.groups+i, g.row, &by[i].Median)
	}
}

// hiddenLook is the style of a value that is hidden or missing.
var hiddenLook = look{fill: "E4E8ED", ink: soft, align: "center"}

// top writes what is above the table, across so many columns, and returns the row of its header.
func (b *book) top(last int) int {
	v := b.view
	row := 0
	add := func(text string, l look) {
		if text == "" {
			return
		}
		row++
		b.text(peopleSheet, 1, row, text)
		b.ok(b.MergeCell(peopleSheet, cellName(1, row), cellName(last, row)))
		l.wrap, l.ink = true, ink
		b.setStyle(1, row, last, row, l)
		b.ok(b.SetRowHeight(peopleSheet, row, max(l.size, 10)*1.4*float64(linesOf(text, int(1500/max(l.size, 10))))+4))
	}
	add(v.Head.Title.String(), look{size: 16, bold: true})
	add(joined(" · ", v.Head.Organization, v.Head.Date), look{size: 11})
	add(v.Head.Internal, look{bold: true})
	add(joined(" ", v.Message, v.Head.Participation), look{})
	add(joined(" ", append([]string{v.Head.Policy}, texts(v.Head.Missing)...)...), look{})
	add(joined(" ", v.Head.Translation.String(), v.Head.Selection), look{})
	row++
	fills, inks := svg.StageColors(len(v.Stages)), svg.LetterColors(len(v.Stages))
	for i, s := range v.Stages {
		row++
		b.text(peopleSheet, 1, row, s.Title.String())
		b.setStyle(1, row, 1, row, look{bold: true, fill: fills[i], ink: inks[i]})
		b.text(peopleSheet, 2, row, s.Messages.String())
		b.setStyle(2, row, 2, row, look{ink: ink})
	}
	for _, m := range v.Head.Marks {
		row++
		b.text(peopleSheet, 1, row, m.Sign)
		b.setStyle(1, row, 1, row, hiddenLook)
		b.text(peopleSheet, 2, row, m.Text)
		b.setStyle(2, row, 2, row, look{ink: ink})
	}
	return row + 2
}

// median writes a median in the color of its stage, or in gray if it is between two stages.
func (b *book) median(column, row int, m *report.MedianCell) {
	b.text(peopleSheet, column, row, m.Text.String())
	l := hiddenLook
	switch {
	case m.Low < 0 || m.Hidden || m.NotAsked:
	case m.Low == m.High:
		n := len(b.view.Stages)
		l = look{fill: svg.StageColors(n)[m.Low], ink: svg.LetterColors(n)[m.Low]}
	default:
		l = look{fill: panel, ink: ink}
	}
	l.align, l.wrap = "center", true
	b.setStyle(column, row, column, row, l)
}

// share writes the share of the ratings that are at a stage or above it, as a number from 0 to 1.
func (b *book) share(column, row int, r *report.ResultText, stage int, bold bool, fill string) {
	if r.Hidden || r.Rated.N == 0 {
		b.text(peopleSheet, column, row, r.Rated.Text)
		b.setStyle(column, row, column, row, hiddenLook)
		return
	}
	var above uint64
	for _, n := range r.Counts[stage:] {
		above += n.N
	}
	b.ok(b.SetCellValue(peopleSheet, cellName(column, row), float64(above)/float64(r.Rated.N)))
	b.setStyle(column, row, column, row, look{bold: bold, fill: fill, ink: ink, align: "right", format: 9})
}

// finish sets widths, bars, the frozen header and the print setup of the sheet for people.
func (b *book) finish(g *grid, header int) {
	last := len(g.head)
	width := func(first, last int, characters float64) {
		b.ok(b.SetColWidth(peopleSheet, columnName(first), columnName(last), characters))
	}
	width(1, 1, 48)
	width(2, 2, 18)
	width(3, g.groups-1, 11.5)
	if g.groups <= last {
		width(g.groups, last, 18)
	}
	if g.row > header {
		if g.shared >= 0 {
			column := columnName(g.rated + 1)
			b.ok(b.SetConditionalFormat(peopleSheet, fmt.Sprintf("%s%d:%s%d", column, header+1, column, g.row), []excelize.ConditionalFormatOptions{{
				Type: "data_bar", Criteria: "=", MinType: "num", MaxType: "num", MinValue: "0", MaxValue: "1", BarColor: "#9CC3E6", BarSolid: true,
			}}))
		}
		b.ok(b.AddTable(peopleSheet, &excelize.Table{
			Range: cellName(1, header) + ":" + cellName(last, g.row), Name: "WaymarkResults", StyleName: "TableStyleLight1", ShowRowStripes: new(bool),
		}))
	}
	b.freeze(peopleSheet, 2, header+1)
	b.printed(peopleSheet, header)
}

// freeze keeps the rows above and the columns before a cell in view.
func (b *book) freeze(sheet string, column, row int) {
	b.ok(b.SetPanes(sheet, &excelize.Panes{
		Freeze: true, XSplit: column - 1, YSplit: row - 1, TopLeftCell: cellName(column, row), ActivePane: "bottomRight",
	}))
}

// printed makes a sheet as wide as a page, with its header on each page and, below, the number of the page and
// the warning of a report for internal use.
func (b *book) printed(sheet string, header int) {
	wide, fit := "landscape", true
	one, any, letter := 1, 0, 1
	b.ok(b.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &letter, Orientation: &wide, FitToWidth: &one, FitToHeight: &any}))
	b.ok(b.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.ok(b.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet, RefersTo: fmt.Sprintf("'%s'!$%d:$%d", sheet, header, header)}))
	footer := "&C&P / &N"
	if b.view.Head.Internal != "" { // an ampersand begins a code, and a footer has 255 characters
		warning := []rune(strings.ReplaceAll(b.view.Head.Internal, "&", "&&"))
		footer = "&L" + string(warning[:min(len(warning), 200)]) + "&R&P / &N"
	}
	b.ok(b.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: footer}))
	margin, below, footing := 0.5, 0.75, 0.35 // inches
	b.ok(b.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &below, Footer: &footing}))
}

// numericColumns are the columns of package tidy that have numbers.
var numericColumns = []string{
	"rank", "count", "rated", "at_or_above", "at_or_above_lower", "at_or_above_upper", "equal_voice_share", "agreement",
	"before_rated", "delta", "delta_lower", "delta_upper", "maturity_level",
}

// records writes a table of package tidy to a sheet of its own. Rows without numbers, because they are
// hidden or not asked, are gray.
func (b *book) records(sheet, table string, write func(io.Writer, *report.View, *tidy.Options) error, numeric []string) {
	_, err := b.NewSheet(sheet)
	b.ok(err)
	var out bytes.Buffer
	b.ok(write(&out, b.view, nil))
	rows, err := csv.NewReader(&out).ReadAll()
	b.ok(err)
	if b.err != nil {
		return
	}
	head := rows[0]
	for i, row := range rows {
		for j, cell := range row {
			if n, err := strconv.ParseFloat(cell, 64); err == nil && i > 0 && slices.Contains(numeric, head[j]) {
				b.ok(b.SetCellValue(sheet, cellName(j+1, i+1), n))
				continue
			}
			b.text(sheet, j+1, i+1, cell) // a second guard changes nothing
		}
	}
	last := cellName(len(head), len(rows))
	b.ok(b.AddTable(sheet, &excelize.Table{Range: "A1:" + last, Name: table, StyleName: "TableStyleLight1", ShowRowStripes: new(bool)}))
	if status := slices.Index(head, "status"); status >= 0 {
		gray, err := b.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: soft}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{hiddenLook.fill}}})
		b.ok(err)
		b.ok(b.SetConditionalFormat(sheet, "A2:"+last, []excelize.ConditionalFormatOptions{{
			Type: "formula", Criteria: fmt.Sprintf(`$%s2<>"shown"`, columnName(status+1)), Format: &gray,
		}}))
	}
	for j := range head {
		longest := 8
		for _, row := range rows {
			longest = max(longest, utf8.RuneCountInString(row[j]))
		}
		b.ok(b.SetColWidth(sheet, columnName(j+1), columnName(j+1), float64(min(longest, 60))+3))
	}
	b.freeze(sheet, 2, 2)
	b.printed(sheet, 1)
}

// distinct numbers texts that occur earlier in the list, because the headers of a table must differ.
func distinct(list []string) []string {
	out := slices.Clone(list)
	for i := range out {
		for n := 2; slices.ContainsFunc(out[:i], func(s string) bool { return strings.EqualFold(s, out[i]) }); n++ {
			out[i] = list[i] + " (" + strconv.Itoa(n) + ")"
		}
	}
	return out
}
