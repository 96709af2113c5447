package layout

import (
	"cmp"
	"strings"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
)

// separator is between short texts on one line.
const separator = " · "

// reportDocument is the document of a report.
type reportDocument struct {
	document
	view    *report.View
	labels  *report.Labels
	columns bool // rows are cells
}

// Report returns the blocks of a report. Its tables have rows of the given kind.
func Report(v *report.View, rows Rows) []Block {
	d := &reportDocument{view: v, labels: &v.Labels, columns: rows == Columns}
	d.head()
	sections := v.Sections
	if v.Message != "" {
		for _, s := range sections {
			d.addSection(s)
		}
		d.about(&v.About, d.labels)
		return d.blocks
	}
	if v.Has(report.SectionFindings) {
		d.addSection(report.SectionFindings)
		sections = sections[1:]
	}
	d.who()
	for _, s := range sections {
		if s != report.SectionMethods {
			d.addSection(s)
		}
	}
	d.howToRead()
	if v.Has(report.SectionMethods) {
		d.addSection(report.SectionMethods)
	}
	d.about(&v.About, d.labels)
	return d.blocks
}

func (d *reportDocument) addSection(s report.Section) {
	v := d.view
	if s != report.SectionDomains {
		d.part(string(s), d.labels.SectionTitle(s))
	}
	switch s {
	case report.SectionFindings:
		d.findings()
	case report.SectionOverview:
		d.overview()
	case report.SectionStrands:
		d.strands()
	case report.SectionLevels:
		d.levels()
	case report.SectionDomains:
		for i := range v.Domains {
			d.domain(&v.Domains[i])
		}
	case report.SectionStrengths:
		d.highlights(&v.Strengths)
	case report.SectionEdges:
		d.highlights(&v.Edges)
	case report.SectionDifferences:
		d.comparisons(&v.Differences)
	case report.SectionProgress:
		d.progress()
	case report.SectionConsensus:
		d.consensus()
	case report.SectionComments:
		d.comments()
	case report.SectionTargets:
		d.targets()
	case report.SectionConversations:
		d.conversations()
	case report.SectionMethods:
		d.methods()
	}
}

func (d *reportDocument) head() {
	h := &d.view.Head
	d.top(h, d.labels)
	if d.view.Message != "" {
		d.add(Paragraph{Text: d.view.Message})
		d.missing()
		d.add(Paragraph{Text: h.Policy})
		return
	}
	d.add(Paragraph{Text: h.Sharing, Tight: true})
}

// findings adds the summary: sentences, and then the picture as bars.
func (d *reportDocument) findings() {
	for i := range d.view.Findings.Items {
		f := &d.view.Findings.Items[i]
		found := Finding{Heading: f.Heading, List: len(f.Competencies) > 1}
		if anchor := FindingAnchor(d.view, f); anchor != "" {
			found.Anchor = anchorPrefix + anchor
		}
		for _, s := range f.Sentences {
			found.Sentences = append(found.Sentences, s.Text.String())
		}
		d.add(found)
	}
	p := d.view.Picture("findings")
	if p == nil {
		return
	}
	d.add(Paragraph{Text: p.Title.String(), Strong: true}, Key{Tight: true})
	t := Table{Columns: []Column{{Head: p.Labels.Row}, {Head: d.labels.Bar}, {p.Labels.Share.String(), true}}}
	for i := range p.Rows {
		r := &p.Rows[i]
		row := Row{Tight: i > 0}
		if d.columns {
			row.Cells = []Cell{textCell(r.Label.String()), {Bar: &r.Result.Bar}, textCell(r.Share)}
		} else {
			row.Lines = []Line{{&r.Result.Bar, Join(separator, r.Share, r.Label.String())}}
		}
		t.Rows = append(t.Rows, row)
	}
	d.add(t)
}

// who says who took part.
func (d *reportDocument) who() {
	d.part(AnchorWho, d.labels.Who)
	d.add(Paragraph{Text: d.view.Head.Participation})
	if len(d.view.Groups) > 0 {
		counts := Counts{Heads: [2]string{d.labels.Group, d.labels.TookPart}}
		for _, g := range d.view.Groups {
			counts.Rows = append(counts.Rows, [2]string{g.Title.String(), cmp.Or(g.Invited, g.Raters.Text)})
		}
		d.add(counts)
	}
	if !d.view.Has(report.SectionFindings) {
		d.add(Key{})
	}
}

// howToRead explains the bars, the words, the marks and what is not shown.
func (d *reportDocument) howToRead() {
	h := &d.view.Head
	d.part(AnchorHowToRead, d.labels.HowToRead)
	for _, p := range h.HowToRead {
		d.add(Paragraph{Text: p.String()})
	}
	d.add(Paragraph{Text: h.Policy})
	d.missing()
	d.legend(d.labels, h.Marks)
}

// missing says which records are not in the results.
func (d *reportDocument) missing() {
	for _, text := range d.view.Head.Missing {
		d.add(Paragraph{Text: text.String()})
	}
}

func (d *document) legend(l *report.Labels, marks []report.LegendMark) {
	d.add(Legend{Heads: [3]string{l.Bar, l.Stage, l.Message}, Marks: marks})
}

func (d *reportDocument) overview() {
	l := d.labels
	t := Table{Columns: []Column{{Head: l.Domain}, {Head: l.Bar}, {Head: l.Median}, {l.Ratings, true}}}
	if d.view.ComparesGroups() {
		t.Columns = append(t.Columns, Column{Head: l.Apart})
	}
	for _, o := range d.view.Overview() {
		r, text, detail := &o.Result, o.Apart.Text, o.Apart.Detail.String()
		row := ranked(o.Label.String(), !o.InStrand)
		row.Tight = false
		if d.columns {
			row.Cells = []Cell{{Text: row.Label, Strong: !o.InStrand}, {Bar: &r.Bar}, median(&r.Median, o.EqualVoice), textCell(r.Rated.Text)}
			row.Cells[2].Below = append([]string{o.Share.String()}, row.Cells[2].Below...)
			if d.view.ComparesGroups() {
				row.Cells = append(row.Cells, textCell(Join(": ", text, detail)))
			}
		} else {
			if r.Hidden {
				row.addLine(l.HiddenMark + " " + l.Hidden)
			} else {
				row.Lines = []Line{{&r.Bar, Join(separator, r.Median.Text.String(), r.RatedText)}}
			}
			row.addLine(o.Share.String())
			row.addLine(o.EqualVoice.String())
			if d.view.ComparesGroups() {
				row.addLine(Join(": ", l.Apart, Join(separator, text, detail)))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	d.add(t)
}

func (d *reportDocument) domain(domain *report.DomainSection) {
	d.part(DomainAnchor(domain.ID), domain.Label.String())
	d.prose(domain.Summary)
	d.paragraph(domain.Share.String())
	if d.view.OneDomain {
		d.paragraph(domain.EqualVoice.String())
	}
	d.results(domain.Competencies, d.labels.Competency, d.labels.Rated)
	d.help(&domain.Help)
}

func (d *reportDocument) strands() {
	d.paragraph(d.view.Strands.Intro)
	d.results(d.view.Strands.Results(), d.labels.Strand, d.labels.Ratings)
}

// results adds the tables of competencies or strands. The heads are those of their labels and of
// the numbers of ratings.
func (d *reportDocument) results(rows []report.CompetencyRow, head, rated string) {
	t := Table{Columns: d.resultColumns(head, rated), Rows: make([]Row, len(rows))}
	for i := range rows {
		c := &rows[i]
		if d.columns {
			t.Rows[i].Cells = competencyCells(c)
		} else {
			t.Rows[i] = d.competencyRow(c)
		}
	}
	d.add(t)
	if d.columns && len(d.view.Groups) > 0 { // among the lines otherwise
		d.medians(rows, head)
	}
}

func (d *reportDocument) resultColumns(head, rated string) []Column {
	l := d.labels
	columns := append(make([]Column, 0, 6+len(d.view.Stages)), Column{Head: head}, Column{Head: l.Bar}, Column{Head: l.Median})
	for _, s := range d.view.Stages {
		columns = append(columns, Column{s.Title.String(), true})
	}
	return append(columns, Column{rated, true}, Column{Head: l.Agreement}, Column{Head: l.NonAnswers})
}

// medians adds the table of medians by group.
func (d *reportDocument) medians(rows []report.CompetencyRow, head string) {
	t := Table{Caption: d.labels.MedianBy, Columns: make([]Column, 1+len(d.view.Groups)), Rows: make([]Row, len(rows))}
	t.Columns[0].Head = head
	for j, g := range d.view.Groups {
		t.Columns[1+j].Head = g.Title.String()
	}
	for i := range rows {
		c := &rows[i]
		cells := make([]Cell, 1+len(c.By))
		cells[0].Text = c.Label.String()
		for j := range c.By {
			cells[1+j].Text = c.By[j].Median.Text.String()
		}
		t.Rows[i].Cells = cells
	}
	d.add(t)
}

func competencyCells(c *report.CompetencyRow) []Cell {
	r := &c.Result
	cells := make([]Cell, 0, 6+len(r.Counts))
	cells = append(cells, summarized(c), Cell{Bar: &r.Bar}, median(&r.Median, c.EqualVoice))
	for _, n := range r.Counts {
		cells = append(cells, textCell(n.Text))
	}
	return append(cells, textCell(r.Rated.Text), textCell(r.Agreement, optional(r.Pairs)...), textCell(nonAnswers(r)))
}

// summarized is a label with its summary below it.
func summarized(c *report.CompetencyRow) Cell {
	label := textCell(c.Label.String())
	switch {
	case c.Summary.HasBlocks():
		label.Below = Stacked(c.Summary)
	case c.Summary != nil:
		label.Below = []string{c.Summary.String()}
	}
	if c.Asked != nil {
		label.Below = append(label.Below, c.Asked.String())
	}
	return label
}

// agreement is how close together the ratings are, with the pairs that it rests on.
func agreement(r *report.ResultText) string {
	if r.Pairs == "" {
		return r.Agreement
	}
	return r.Agreement + " (" + r.Pairs + ")"
}

// nonAnswers is the number of people who gave no rating, with their reasons.
func nonAnswers(r *report.ResultText) string {
	if r.Reasons == "" {
		return r.NonAnswers.Text
	}
	return r.NonAnswers.Text + " (" + r.Reasons + ")"
}

func (d *reportDocument) competencyRow(c *report.CompetencyRow) Row {
	l, r := d.labels, &c.Result
	summary, prose := oneLine(c.Summary)
	row := Row{Label: c.Label.String(), Prose: prose}
	row.addLine(summary)
	row.addLine(c.Asked.String())
	if r.Hidden {
		row.addLine(l.HiddenMark + " " + l.Hidden)
		return row
	}
	row.Lines = append(row.Lines, Line{&r.Bar, Join(separator, r.Median.Text.String(), r.RatedText)})
	row.addLine(c.EqualVoice.String())
	row.addLine(Join(separator, d.counts(r), l.Agreement+": "+agreement(r)))
	if r.Reasons != "" {
		row.addLine(l.NonAnswers + ": " + nonAnswers(r))
	}
	if len(c.By) > 0 {
		medians := make([]string, len(c.By))
		for j := range c.By {
			medians[j] = d.view.Groups[j].Title.String() + ": " + c.By[j].Median.Text.String()
		}
		row.addLine(l.MedianBy + ": " + strings.Join(medians, separator))
	}
	return row
}

// counts lists the number of ratings at each stage.
func (d *reportDocument) counts(r *report.ResultText) string {
	parts := make([]string, len(r.Counts))
	for i, n := range r.Counts {
		parts[i] = d.view.Stages[i].Title.String() + ": " + n.Text
	}
	return strings.Join(parts, separator)
}

func (d *document) highlights(hs *report.HighlightList) {
	if hs.Empty != nil {
		d.add(Paragraph{Text: hs.Empty.String()})
		return
	}
	d.add(Paragraph{Text: hs.Intro})
	var items Items
	for i := range hs.Items {
		h := &hs.Items[i]
		items = append(items, Item{
			Label: h.Label.String(), Aside: h.Domain.String(),
			Lines: []Line{{&h.Bar, h.Sentence.String()}},
		})
	}
	d.add(items)
}

func (d *document) comparisons(cs *report.ComparisonList) {
	if cs.Empty != "" {
		d.add(Paragraph{Text: cs.Empty})
		return
	}
	d.add(Paragraph{Text: cs.Intro})
	var items Items
	for i := range cs.Items {
		c := &cs.Items[i]
		item := Item{Label: c.Sentence.String(), Aside: c.Domain.String()}
		for j := range c.Sides {
			s := &c.Sides[j]
			text := Join(separator, s.Group.String()+": "+s.Result.Median.Text.String(), s.Result.RatedText)
			item.Lines = append(item.Lines, Line{&s.Result.Bar, text})
		}
		item.Lines = append(item.Lines, Line{Text: c.Detail.String()})
		items = append(items, item)
	}
	d.add(items)
}

func (d *reportDocument) conversations() {
	cs := &d.view.Conversations
	if cs.Empty != "" {
		d.add(Paragraph{Text: cs.Empty})
		return
	}
	d.add(Paragraph{Text: cs.Intro})
	for _, c := range cs.Items {
		if c.Domain != nil {
			d.add(Heading{3, c.Domain.String()})
		}
		var edges Edges
		for _, e := range c.Edges {
			edges = append(edges, Edge{
				Label: e.Label.String(), Sentence: e.LabelSentence.String(), Current: e.Current.String(), Next: e.Next.String(),
				Quote: e.IntroducedDescriptor,
			})
		}
		d.add(edges)
		d.questions(d.labels, c.Questions, false)
	}
	for _, s := range cs.Stages {
		d.add(Heading{3, s.Heading.String()})
		d.questions(d.labels, s.Questions, true)
	}
}

func (d *document) questions(l *report.Labels, sets []report.QuestionSet, tight bool) {
	if len(sets) > 0 {
		d.add(Questions{Lead: l.Questions + ":", Sets: sets, Tight: tight})
	}
}

func (d *reportDocument) methods() {
	m, l := &d.view.Methods, d.labels
	d.add(Paragraph{Text: m.Intro})
	for i := range m.Items {
		item := &m.Items[i]
		d.add(Paragraph{Lead: item.Name, Text: item.Text}, Details{Tight: true, Indent: 2, Items: []Detail{
			{Name: l.Limits, Text: item.Limits}, {Name: l.Source, Text: item.Source, Stop: "."},
		}})
	}
	d.notes(l.Notes, m.Notes)
}

// addLine adds a line without a bar, unless it is empty.
func (r *Row) addLine(text string) {
	if text != "" {
		r.Lines = append(r.Lines, Line{Text: text})
	}
}

// median is the cell of a median and of what it would be with an equal voice for each group.
func median(m *report.MedianCell, equal report.TaggedText) Cell {
	if equal == nil {
		return textCell(m.Text.String())
	}
	return textCell(m.Text.String(), equal.String())
}

// Stacked returns the blocks of a text as they are written, one below another, for a cell of a table.
func Stacked(t report.TaggedText) []string {
	var lines []string
	for _, b := range t.Blocks() {
		lines = append(lines, rubric.Block{Kind: b.Kind, Number: b.Number, Text: b.Text.String()}.String())
	}
	return lines
}

// textCell returns a cell with a text and others below it.
func textCell(text string, below ...string) Cell { return Cell{Text: text, Below: below} }

// optional returns the lines below a cell: none if the text is "".
func optional(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// Join joins the parts that are not empty.
func Join(separator string, parts ...string) string {
	size, last := 0, ""
	for _, p := range parts {
		if p != "" {
			size, last = size+len(separator)+len(p), p
		}
	}
	if size <= len(separator)+len(last) {
		return last // the only part
	}
	var b strings.Builder
	b.Grow(size - len(separator))
	for _, p := range parts {
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(separator)
		}
		b.WriteString(p)
	}
	return b.String()
}
