package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/report"
)

// The space on a slide, at the sizes of text in reference.go.
const (
	titleLetters    = 180  // in three lines
	sentenceLetters = 150  // in two lines above a figure
	lineLetters     = 66   // of a line of text
	slideLines      = 10   // lines of text
	tableLetters    = 96   // of a line of a table
	tableHeight     = 3.4  // inches
	lowTableHeight  = 2.7  // below a sentence
	contentRatio    = 0.42 // height to width of a picture
	figureRatio     = 0.35 // below a sentence
)

// deck writes slides as Markdown for pandoc. A slide has one finding, and what does not fit on it
// continues on another one.
type deck struct {
	view   *report.View
	drawer *drawer
	text   strings.Builder
	images map[string][]byte
	number int           // of the last slide; the first is the title
	widths map[int][]int // of the columns of the table on a slide
	err    error         // the first one
}

// slides writes the slides of a report as .pptx.
func (o *office) slides(v *report.View) ([]byte, error) {
	d := deck{view: v, drawer: o.drawer, images: make(map[string][]byte), widths: make(map[int][]int), number: 1}
	d.findings()
	d.head()
	if v.Message == "" {
		d.overview()
		d.highlights(v.Labels.SectionTitle(report.SectionStrengths), &v.Strengths)
		d.highlights(v.Labels.SectionTitle(report.SectionEdges), &v.Edges)
		d.comparisons(v.Labels.SectionTitle(report.SectionDifferences), &v.Differences)
		d.progress()
		d.targets()
		d.domains()
		d.questions()
	}
	d.consensus()
	d.comments()
	if d.err != nil {
		return nil, d.err
	}
	return o.pandoc.convert(job{
		from: "markdown-implicit_figures-smart-auto_identifiers", to: "pptx", text: d.text.String(), images: d.images,
		title: v.Head.Title.String(), subtitle: joined(" · ", v.Head.Organization, v.Head.Date), language: v.Language, date: v.Options.Date,
		args: []string{"--slide-level=2"}, widths: d.widths,
	})
}

// slide begins a slide.
func (d *deck) slide(title string) {
	d.number++
	fmt.Fprintf(&d.text, "\n## %s\n\n", escape(title))
}

// shortened returns a title, or the short one if it does not fit.
func shortened(title, short string) string {
	if utf8.RuneCountInString(title) > titleLetters && short != "" {
		return short
	}
	return title
}

func (d *deck) paragraph(text string) {
	if text != "" {
		fmt.Fprintf(&d.text, "%s\n\n", escape(text))
	}
}

// notes writes the notes of the speaker and ends a slide.
func (d *deck) notes(texts ...string) {
	texts = slices.DeleteFunc(texts, func(s string) bool { return s == "" })
	if len(texts) == 0 {
		return
	}
	d.text.WriteString("::: notes\n\n")
	for _, text := range texts {
		d.paragraph(text)
	}
	d.text.WriteString(":::\n\n")
}

// list writes texts as a list, on several slides if there are many.
func (d *deck) list(title string, texts []string, notes ...string) {
	texts = slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return s == "" })
	for len(texts) > 0 {
		lines, n := 0, 0
		for n < len(texts) {
			lines += linesOf(texts[n], lineLetters)
			if n > 0 && lines > slideLines {
				break
			}
			n++
		}
		d.slide(title)
		for _, text := range texts[:n] {
			fmt.Fprintf(&d.text, "- %s\n", escape(text))
		}
		d.text.WriteByte('\n')
		d.notes(notes...)
		texts = texts[n:]
	}
}

// linesOf returns how many lines a text takes.
func linesOf(text string, letters int) int {
	return max(1, (utf8.RuneCountInString(text)+letters-1)/letters)
}

// table writes a table, on several slides if it is high. Widths are shares of the width.
func (d *deck) table(title, short, sentence string, head []string, widths []int, rows [][]string, notes ...string) {
	height := func(row []string) float64 {
		lines := 1
		for i, cell := range row {
			lines = max(lines, linesOf(cell, max(tableLetters*widths[i]/total(widths), 1)))
		}
		return 0.12 + 0.2*float64(lines)
	}
	if shortened(title, short) != title { // the title has a slide to itself
		d.list(short, []string{title}, notes...)
		title = short
	}
	if utf8.RuneCountInString(sentence) > sentenceLetters {
		d.list(title, []string{sentence}, notes...)
		sentence = ""
	}
	for first := true; len(rows) > 0; first = false {
		space := tableHeight
		if sentence != "" {
			space = lowTableHeight
		}
		used, n := height(head), 0
		for n < len(rows) {
			if used += height(rows[n]); n > 0 && used > space {
				break
			}
			n++
		}
		d.slide(title)
		d.paragraph(sentence)
		d.row(head)
		d.text.WriteString(strings.Repeat("|---", len(widths)) + "|\n")
		d.widths[d.number] = widths
		for _, row := range rows[:n] {
			d.row(row)
		}
		d.text.WriteByte('\n')
		if first {
			d.notes(notes...)
		}
		rows = rows[n:]
	}
}

func total(widths []int) int {
	sum := 0
	for _, w := range widths {
		sum += w
	}
	return sum
}

func (d *deck) row(cells []string) {
	for _, cell := range cells {
		d.text.WriteString("| " + escape(cell) + " ")
	}
	d.text.WriteString("|\n")
}

// picture writes a picture, on several slides if it is high.
func (d *deck) picture(p *report.Picture, title, sentence string, notes ...string) {
	most := contentRatio
	if sentence != "" {
		most = figureRatio
	}
	parts, err := d.drawer.parts(p, most)
	if err != nil {
		d.fail(err)
		return
	}
	for i := range parts {
		drawn, err := d.drawer.draw(&parts[i])
		if err != nil {
			d.fail(err)
			return
		}
		name := fmt.Sprintf("picture-%d.png", len(d.images)+1)
		d.images[name] = drawn.data
		d.slide(title)
		d.paragraph(sentence)
		// The description of the image is its title; an alternative text would be a caption.
		fmt.Fprintf(&d.text, "![](%s \"%s\")\n\n", name, escape(describe(&parts[i])))
		d.notes(notes...)
	}
}

func (d *deck) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// joined joins the texts that are not empty.
func joined(separator string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), separator)
}

func texts(list []report.TaggedText) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.String())
	}
	return out
}

// head writes who took part, the sharing rule and the stages.
func (d *deck) head() {
	v := d.view
	title := v.Labels.Who
	var rows [][]string
	for _, g := range v.Groups {
		rows = append(rows, []string{g.Title.String(), joined(" · ", g.Raters.Text, g.Invited)})
	}
	said := joined(" ", v.Message, v.Head.Participation)
	rule := joined(" ", v.Head.Internal, v.Head.Policy)
	if len(rows) > 0 && v.Message == "" {
		d.table(title, "", said, []string{v.Labels.Group, v.Labels.TookPart}, []int{3, 1}, rows, append([]string{rule}, texts(v.Head.Missing)...)...)
	} else {
		d.list(title, []string{said}, rule)
	}
	d.list(v.Labels.Notes, []string{v.Head.Internal, v.Head.Policy, v.Head.Translation.String(), v.Head.Selection})
	rows = nil
	for _, s := range v.Stages {
		rows = append(rows, []string{s.Title.String(), s.Messages.String()})
	}
	d.table(v.Labels.HowToRead, "", "", []string{v.Labels.Stage, v.Labels.Message}, []int{1, 3}, rows, texts(v.Head.HowToRead)...)
}

// findings writes a slide for each finding.
func (d *deck) findings() {
	for _, f := range d.view.Findings.Items {
		var said []string
		for _, s := range f.Sentences {
			said = append(said, s.Text.String())
		}
		d.list(f.Heading, said, d.view.Labels.SectionTitle(report.SectionFindings))
	}
	if p := d.view.Picture("findings"); p != nil {
		d.picture(p, p.Title.String(), "", p.Description.String())
	}
}

// overview writes the domains and the competencies by group.
func (d *deck) overview() {
	v := d.view
	if p := v.Picture("strands"); p != nil {
		d.picture(p, p.Title.String(), "", p.Description.String())
	}
	var rows [][]string
	for _, r := range v.Overview() {
		rows = append(rows, []string{r.Label.String(), r.Result.Median.Text.String(), r.Result.Rated.Text, joined(": ", r.Apart.Text, r.Apart.Detail.String())})
	}
	if len(rows) > 0 {
		d.table(v.Labels.SectionTitle(report.SectionOverview), "", "", []string{v.Labels.Domain, v.Labels.Median, v.Labels.Ratings, v.Labels.Apart}, []int{4, 3, 2, 5}, rows)
	}
	if p := v.Picture("overview"); p != nil {
		d.picture(p, p.Title.String(), "", p.Description.String())
	}
}

// highlights writes a slide for each strength or growing edge.
func (d *deck) highlights(title string, h *report.HighlightList) {
	if h.Empty != nil {
		d.list(title, []string{h.Empty.String()}, h.Intro)
	}
	for _, item := range h.Items {
		notes := []string{title, h.Intro, item.Domain.String()}
		p := d.rowOf(item.Label.String())
		if p == nil {
			d.list(item.Label.String(), []string{item.Sentence.String()}, notes...)
			continue
		}
		d.picture(p, title+": "+item.Label.String(), item.Sentence.String(), notes...)
	}
}

// rowOf returns the picture of a competency alone, or nil.
func (d *deck) rowOf(label string) *report.Picture {
	for i := range d.view.Pictures {
		p := &d.view.Pictures[i]
		if !strings.HasPrefix(p.Name, "domain-") {
			continue
		}
		for j := range p.Rows {
			if p.Rows[j].Label.String() == label {
				one := *p
				one.Rows = p.Rows[j : j+1 : j+1]
				return &one
			}
		}
	}
	return nil
}

// comparisons writes a slide for each difference between two groups or waves.
func (d *deck) comparisons(title string, c *report.ComparisonList) {
	if c.Empty != "" {
		d.list(title, []string{c.Empty}, c.Intro)
	}
	head, widths := []string{d.view.Labels.Group}, []int{3}
	for _, s := range d.view.Stages {
		head, widths = append(head, s.Title.String()), append(widths, 2)
	}
	head, widths = append(head, d.view.Labels.Median), append(widths, 3)
	for _, item := range c.Items {
		var rows [][]string
		for _, side := range item.Sides {
			row := []string{side.Group.String()}
			for _, n := range side.Result.Counts {
				row = append(row, n.Text)
			}
			rows = append(rows, append(row, side.Result.Median.Text.String()))
		}
		d.table(item.Sentence.String(), title, item.Detail.String(), head, widths, rows, title, c.Intro, item.Domain.String())
	}
}

// progress writes what changed since the earlier wave.
func (d *deck) progress() {
	v := d.view
	if v.Progress == nil {
		return
	}
	title := v.Labels.SectionTitle(report.SectionProgress)
	if v.Progress.Empty != "" {
		d.list(title, []string{v.Progress.Empty}, texts(v.Progress.Intro)...)
		return
	}
	// What is about the same is in the document, and said here only if nothing else is there.
	var rows, same [][]string
	for _, r := range v.Progress.Rows {
		row := []string{r.Label.String(), r.Before.Text.String(), r.Now.Text.String(), r.Outcome.String()}
		switch {
		case r.Direction != 0:
			rows = append(rows, row)
		case r.Compared && r.IsDomain:
			same = append(same, row)
		}
	}
	if len(rows) == 0 {
		rows = same
	}
	d.table(title, "", "", []string{v.Labels.Competency, v.Labels.Before, v.Labels.Now, v.Labels.Moved}, []int{5, 2, 2, 4}, rows, texts(v.Progress.Intro)...)
	if v.Progress.Moves.Intro != "" {
		d.comparisons(v.Labels.Moves, &v.Progress.Moves)
	}
}

// targets writes how far it is to the goals.
func (d *deck) targets() {
	v := d.view
	if v.Targets == nil {
		return
	}
	var rows [][]string
	for _, r := range v.Targets.Items {
		rows = append(rows, []string{r.Label.String(), r.Current.Text.String(), r.Goal.Text.String(), r.Distance, r.Reached})
	}
	d.table(v.Labels.SectionTitle(report.SectionTargets), "", "", []string{v.Labels.Domain, v.Labels.Standing, v.Labels.Goal, v.Labels.Distance, v.Labels.Ratings}, []int{4, 2, 2, 3, 4}, rows, v.Targets.Intro)
}

// consensus writes what the team agreed on.
func (d *deck) consensus() {
	v := d.view
	if v.Consensus == nil {
		return
	}
	title := v.Labels.SectionTitle(report.SectionConsensus)
	if v.Consensus.Empty != "" {
		d.list(title, []string{v.Consensus.Empty}, v.Consensus.Intro)
	}
	var rows [][]string
	for _, r := range v.Consensus.Items {
		rows = append(rows, []string{r.Label.String(), r.Stage.Text.String(), r.RatedSpread.String()})
	}
	if len(rows) > 0 {
		d.table(title, "", "", []string{v.Labels.Competency, v.Labels.Agreed, v.Labels.AllRatings}, []int{4, 2, 5}, rows, v.Consensus.Intro, v.Consensus.FreeTextWarning)
	}
}

// comments writes what people wrote about each competency.
func (d *deck) comments() {
	v := d.view
	if v.Comments == nil {
		return
	}
	title := v.Labels.SectionTitle(report.SectionComments)
	for _, item := range v.Comments.Items {
		d.quotes(title+": "+item.Label.String(), item.Comments, v.Comments.Intro, v.Comments.FreeTextWarning)
	}
}

// quotes writes what people wrote below who wrote it, on several slides if it is much. Each slide names
// the writers once.
func (d *deck) quotes(title string, groups []report.CommentGroup, notes ...string) {
	begun, lines := false, 0
	for _, g := range groups {
		from, named := g.From.String(), false
		for _, text := range g.Texts {
			said := text.Flat().String()
			n := linesOf(said, lineLetters)
			if !named {
				n += linesOf(from, lineLetters)
			}
			if !begun || lines+n > slideLines {
				if begun {
					d.text.WriteByte('\n')
					d.notes(notes...)
				}
				d.slide(title)
				begun, named, lines = true, false, 0
			}
			if !named {
				fmt.Fprintf(&d.text, "- %s\n", escape(from+":"))
				lines, named = lines+linesOf(from, lineLetters), true
			}
			fmt.Fprintf(&d.text, "    - %s\n", escape(said))
			lines += linesOf(said, lineLetters)
		}
	}
	if begun {
		d.text.WriteByte('\n')
		d.notes(notes...)
	}
}

// domains writes the ratings of each domain.
func (d *deck) domains() {
	for i := range d.view.Domains {
		domain := &d.view.Domains[i]
		if p := d.view.Picture("domain-" + domain.ID); p != nil {
			d.picture(p, p.Title.String(), domain.Share.String(), domain.Summary.String(), p.Description.String())
		}
	}
}

// questions writes the questions to talk about, and the growing edges that they belong to.
func (d *deck) questions() {
	g := d.view.Guide()
	for _, topic := range g.Topics {
		var edges, asked []string
		for _, e := range topic.Edges {
			edges = append(edges, joined(" ", e.Label.String()+":", e.Next.String(), e.IntroducedDescriptor.String()))
		}
		title := g.Labels.Questions
		if t := topic.Title.String(); t != "" {
			title = t
		}
		d.list(title, edges, g.Intro)
		for _, set := range topic.Questions {
			asked = append(asked, texts(set.Items)...)
			asked = append(asked, set.More)
		}
		d.list(joined(": ", g.Labels.Questions, topic.Title.String()), asked)
	}
}
