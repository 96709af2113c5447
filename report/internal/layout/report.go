package layout

import (
	"strings"

	"github.com/waymark-go/waymark/report"
)

// separator stands between short texts on one line.
const separator = " · "

// reportDocument is the document of a report.
type reportDocument struct {
	document
	view   *report.View
	labels *report.Labels
}

// Report returns the blocks of a report.
func Report(v *report.View) []Block {
	d := &reportDocument{view: v, labels: &v.Labels}
	d.head()
	for _, s := range v.Sections {
		d.addSection(s)
	}
	d.about(&v.About, d.labels)
	return d.blocks
}

func (d *reportDocument) addSection(s report.Section) {
	v := d.view
	if s != report.SectionDomains {
		d.section(d.labels.SectionTitle(s))
	}
	switch s {
	case report.SectionOverview:
		d.overview()
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
		d.add(Paragraph{Text: d.view.Message}, Paragraph{Text: h.Policy})
		return
	}
	d.add(Paragraph{Text: h.Participation, Strong: true})
	if len(d.view.Groups) > 0 {
		counts := Counts{Heads: [2]string{d.labels.Group, d.labels.TookPart}}
		for _, g := range d.view.Groups {
			counts.Rows = append(counts.Rows, [2]string{g.Title.String(), g.Raters.Text})
		}
		d.add(counts)
	}
	d.add(Paragraph{Text: h.Policy})
	d.section(d.labels.HowToRead)
	for _, p := range h.HowToRead {
		d.add(Paragraph{Text: p.String()})
	}
	d.legend(d.labels, h.Marks)
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
	for i := range d.view.Domains {
		domain := &d.view.Domains[i]
		r, label := &domain.Result, domain.Label.String()
		row := Row{
			Label: label,
			Lines: []Line{{&r.Bar, Join(separator, r.Median.Text.String(), r.RatedText)}},
			Cells: []Cell{{Texts: []string{label}, Strong: true}, {Bar: &r.Bar}, median(&r.Median, domain.EqualVoice), textCell(r.Rated.Text)},
		}
		row.addLine(domain.EqualVoice.String())
		if d.view.ComparesGroups() {
			text, detail := domain.Apart.Text, domain.Apart.Detail.String()
			row.addLine(Join(": ", l.Apart, Join(separator, text, detail)))
			row.Cells = append(row.Cells, textCell(Join(": ", text, detail)))
		}
		t.Rows = append(t.Rows, row)
	}
	d.add(t)
}

func (d *reportDocument) domain(domain *report.DomainSection) {
	d.section(domain.Label.String())
	d.paragraph(domain.Summary.String())
	d.paragraph(domain.Share.String())
	if d.view.OneDomain {
		d.paragraph(domain.EqualVoice.String())
	}
	l := d.labels
	t := Table{Columns: []Column{{Head: l.Competency}, {Head: l.Bar}, {Head: l.Median}}}
	for _, s := range d.view.Stages {
		t.Columns = append(t.Columns, Column{s.Title.String(), true})
	}
	t.Columns = append(t.Columns, Column{l.Rated, true}, Column{Head: l.Agreement}, Column{Head: l.NonAnswers})
	by := Table{Caption: l.MedianBy, Columns: []Column{{Head: l.Competency}}}
	for _, g := range d.view.Groups {
		by.Columns = append(by.Columns, Column{Head: g.Title.String()})
	}
	for i := range domain.Competencies {
		c := &domain.Competencies[i]
		t.Rows = append(t.Rows, d.competency(c))
		row := Row{Cells: []Cell{textCell(c.Label.String())}}
		for j := range c.By {
			row.Cells = append(row.Cells, textCell(c.By[j].Median.Text.String()))
		}
		by.Rows = append(by.Rows, row)
	}
	d.add(t)
	if len(d.view.Groups) > 0 {
		d.add(by) // its lines are among those of the other table
	}
}

func (d *reportDocument) competency(c *report.CompetencyRow) Row {
	l, r, label, summary := d.labels, &c.Result, c.Label.String(), c.Summary.String()
	row := Row{Label: label, Cells: []Cell{textCell(label, summary), {Bar: &r.Bar}, median(&r.Median, c.EqualVoice)}}
	nonAnswers := r.NonAnswers.Text
	if r.Reasons != "" {
		nonAnswers += " (" + r.Reasons + ")"
	}
	for _, n := range r.Counts {
		row.Cells = append(row.Cells, textCell(n.Text))
	}
	row.Cells = append(row.Cells, textCell(r.Rated.Text), textCell(r.Agreement), textCell(nonAnswers))

	row.addLine(summary)
	if r.Hidden {
		row.addLine(l.HiddenMark + " " + l.Hidden)
		return row
	}
	row.Lines = append(row.Lines, Line{&r.Bar, Join(separator, r.Median.Text.String(), r.RatedText)})
	row.addLine(c.EqualVoice.String())
	row.addLine(Join(separator, d.counts(r), l.Agreement+": "+r.Agreement))
	if r.Reasons != "" {
		row.addLine(l.NonAnswers + ": " + nonAnswers)
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
func (d *reportDocument) counts(r *report.ResultCell) string {
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
				Label: e.Label.String(), Sentence: e.LabelSentence.String(), Current: e.Current.String(),
				Quote: Join(" ", e.DescriptorIntro.String(), e.Descriptor.String()),
			})
		}
		d.add(edges)
		d.questions(d.labels, c.Questions, false)
	}
	for _, s := range cs.Stages {
		d.add(Heading{3, s.Heading.String()})
		if s.Message != nil {
			d.add(Paragraph{Text: s.Message.String(), Indent: 2})
		}
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
	return textCell(m.Text.String(), equal.String())
}

func textCell(texts ...string) Cell { return Cell{Texts: texts} }

// Join joins the parts that are not empty.
func Join(separator string, parts ...string) string {
	var b strings.Builder
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
