package html

import (
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/layout"
)

// document writes the page of a report.
func (p *page) document() {
	m := p.markup
	p.Top()
	m.tags("\n<header>")
	p.Titles()
	if p.Message != "" {
		m.classed("count", p.Message)
		for _, t := range p.Head.Missing {
			m.tags("\n<p class=\"soft\">").text(t).tags(`</p>`)
		}
		m.tags("\n<p class=\"soft\">").plain(p.Head.Policy).tags(`</p>`)
	} else {
		m.tags("\n<p class=\"soft\">").plain(p.Head.Sharing).tags(`</p>`)
	}
	m.tags("\n</header>\n<main id=\"report\">")
	if p.Message == "" {
		if p.Has(report.SectionFindings) {
			p.findings()
		}
		p.contents()
		p.who()
	}
	for _, s := range p.Sections {
		p.section(s)
		m.flushFull()
	}
	if p.Message == "" {
		p.howToRead()
		if p.Has(report.SectionMethods) {
			p.methods()
		}
	}
	m.tags("\n</main>\n")
	p.Foot()
	m.tags("\n</body>\n</html>\n")
}

// section writes a section between the table of contents and how to read the report.
func (p *page) section(s report.Section) {
	m := p.markup
	switch s {
	case report.SectionOverview:
		p.overview()
	case report.SectionStrands:
		p.strands()
	case report.SectionLevels:
		p.levels()
	case report.SectionDomains:
		for i := range p.Domains {
			p.domain(&p.Domains[i])
			m.flushFull()
		}
	case report.SectionStrengths:
		m.tags("\n<div class=\"two new\">")
		p.highlights(s, p.Labels.Strengths, &p.Strengths)
		if p.Has(report.SectionEdges) {
			p.highlights(report.SectionEdges, p.Labels.Edges, &p.Edges)
		}
		m.tags("\n</div>")
	case report.SectionEdges:
		if !p.Has(report.SectionStrengths) {
			m.tags("\n<div class=\"two new\">")
			p.highlights(s, p.Labels.Edges, &p.Edges)
			m.tags("\n</div>")
		}
	case report.SectionDifferences:
		p.differences()
	case report.SectionProgress:
		p.progress()
	case report.SectionConsensus:
		p.consensus()
	case report.SectionComments:
		p.comments()
	case report.SectionTargets:
		p.targets()
	case report.SectionConversations:
		p.conversations()
	}
}

// contents writes the table of contents: the sections between the title and the end.
func (p *page) contents() {
	l := &p.Labels
	m := p.markup.tags("\n<nav aria-label=\"").plain(l.Contents).tags("\">\n<ol>")
	add := func(anchor, title string) {
		m.tags("\n<li><a href=\"#").plain(anchor).tags(`">`).text(report.TaggedText{{Text: title}}).tags(`</a></li>`)
	}
	if !p.Has(report.SectionFindings) {
		add("who", l.Who)
	}
	for _, s := range p.Sections {
		switch s {
		case report.SectionFindings:
			add(string(s), l.SectionTitle(s))
			add("who", l.Who)
		case report.SectionDomains:
			for i := range p.Domains {
				d := &p.Domains[i]
				m.tags("\n<li><a href=\"#domain-").plain(d.ID).tags(`">`).text(d.Label).tags(`</a></li>`)
			}
		case report.SectionMethods: // behind how to read the report
		default:
			add(string(s), l.SectionTitle(s))
		}
	}
	add("how-to-read", l.HowToRead)
	if p.Has(report.SectionMethods) {
		add(string(report.SectionMethods), l.Methods)
	}
	m.tags("\n</ol>\n</nav>")
}

// besidePicture is the number of findings that are beside the picture on a wide screen and above it on a
// phone.
const besidePicture = 4

// findings writes the summary that the report begins with.
func (p *page) findings() {
	m := p.markup.section("", "findings", p.Labels.Findings).tags("\n<div class=\"found\">")
	picture := p.View.Picture("findings")
	draw := func() {
		if picture != nil {
			m.tags("\n<div class=\"f-picture\">")
			p.figure(picture)
			m.tags(`</div>`)
		}
	}
	items := p.Findings.Items
	for i := range items {
		f := &items[i]
		m.tags("\n<div class=\"f-").plain(string(f.Kind)).tags(`"><h3>`)
		if anchor := layout.FindingAnchor(p.View, f); anchor != "" {
			m.tags(`<a href="#`).plain(anchor).tags(`">`).plain(f.Heading).tags(`</a>`)
		} else {
			m.plain(f.Heading)
		}
		m.tags(`</h3>`)
		for j := range f.Sentences {
			m.tags("\n<p>").text(f.Sentences[j].Text).tags(`</p>`)
		}
		m.tags(`</div>`)
		if i == min(besidePicture, len(items))-1 {
			draw()
		}
	}
	if len(items) == 0 {
		draw()
	}
	m.tags("\n</div>")
	p.numbers(picture)
	m.tags("\n</section>")
}

// who writes who took part.
func (p *page) who() {
	m := p.markup.section("", "who", p.Labels.Who)
	if p.Head.Participation != "" {
		m.paragraph(p.Head.Participation)
	}
	if len(p.Groups) > 0 {
		m.tags("\n<dl class=\"groups\">")
		for i := range p.Groups {
			g := &p.Groups[i]
			m.tags("\n<div><dt>").text(g.Title).tags(`</dt><dd>`)
			if g.Invited != "" {
				m.plain(g.Invited)
			} else {
				m.b = p.appendFigure(m.b, g.Raters)
			}
			m.tags(`</dd></div>`)
		}
		m.tags("\n</dl>")
	}
	if !p.Has(report.SectionFindings) {
		m.tags("\n<ul class=\"key\">")
		for i := range p.Stages {
			m.tags("\n<li>").sample(i, len(p.Stages)).tags(` `).text(p.Stages[i].Title).tags(`</li>`)
		}
		m.tags("\n</ul>")
	}
	m.tags("\n</section>")
}

// overview writes the table of strands and domains, and the heat map.
func (p *page) overview() {
	l := &p.Labels
	m := p.markup.section("", "overview", l.Overview).tags("\n").scroll(l.OverviewCaption)
	m.tags("\n<table class=\"rows standing\" role=\"table\">\n<caption>").plain(l.OverviewCaption).tags("</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">")
	m.head("", l.Domain).head("b", l.Bar).head("", l.Median).head("n", l.Ratings)
	if p.ComparesGroups() {
		m.head("", l.Apart)
	}
	m.tags(tableHeadEnd)
	linked := p.Has(report.SectionDomains)
	rows := p.Overview()
	for i := range rows {
		p.overviewRow(&rows[i], linked)
		m.flushFull()
	}
	m.tags("\n</tbody>\n</table>\n</div>")
	if picture := p.View.Picture("overview"); picture != nil {
		p.figure(picture)
		p.numbers(picture)
	}
	m.tags("\n</section>")
}

func (p *page) overviewRow(r *report.OverviewRow, linked bool) {
	l := &p.Labels
	m := p.markup.tags("\n<tr role=\"row\"")
	switch {
	case r.IsStrand:
		m.tags(` class="whole"`)
	case r.InStrand:
		m.tags(` class="part"`)
	}
	m.tags(`><th role="rowheader" scope="row">`)
	if linked && !r.IsStrand {
		m.tags(`<a href="#domain-`).plain(r.ID).tags(`">`).text(r.Label).tags(`</a>`)
	} else {
		m.text(r.Label)
	}
	m.tags(`</th>`+barCell).bar(r.Result.Bar).tags(`</td>`).cell("", l.Median)
	m.b = p.appendMedian(m.b, &r.Result.Median)
	if len(r.Share) > 0 {
		m.tags(`<small class="share">`).text(r.Share).tags(`</small>`)
	}
	if len(r.EqualVoice) > 0 {
		m.tags(`<small>`).text(r.EqualVoice).tags(`</small>`)
	}
	m.tags(`</td>`).cell("n", l.Ratings)
	m.b = p.appendFigure(m.b, r.Result.Rated)
	m.tags(`</td>`)
	if p.ComparesGroups() {
		m.cell("", l.Apart).plain(r.Apart.Text).tags(`<small>`).text(r.Apart.Detail).tags(`</small></td>`)
	}
	m.tags(`</tr>`)
}

// domain writes a domain.
func (p *page) domain(d *report.DomainSection) {
	picture := p.View.Picture("domain-" + d.ID)
	m := p.markup.tags("\n<section class=\"domain")
	if picture != nil {
		m.tags(` pictured`)
	}
	m.tags(`" id="domain-`).plain(d.ID).tags(`" aria-labelledby="domain-`).plain(d.ID)
	m.tags("-h\">\n<div class=\"lead\">\n<h2 id=\"domain-").plain(d.ID).tags(`-h">`).text(d.Label).tags(`</h2>`)
	if len(d.Summary) > 0 {
		m.tags("\n").prose(d.Summary)
	}
	m.soft(d.Share)
	if p.OneDomain {
		m.soft(d.EqualVoice)
	}
	if picture != nil {
		p.figure(picture)
	}
	m.tags("\n</div>")
	p.tables(&resultTables{DomainSection: d, head: p.Labels.Competency, rated: p.Labels.Rated, anchors: true})
	m.help(&d.Help).tags("\n</section>")
}

// strands writes the strands in the same form as a domain.
func (p *page) strands() {
	s := &p.Strands
	picture := p.View.Picture("strands")
	m := p.markup.tags("\n<section class=\"new")
	if picture != nil {
		m.tags(` pictured`)
	}
	m.tags("\" id=\"strands\" aria-labelledby=\"strands-h\">\n<div class=\"lead\">\n<h2 id=\"strands-h\">").plain(p.Labels.Strands).tags(`</h2>`)
	m.paragraph(s.Intro)
	if picture != nil {
		p.figure(picture)
	}
	m.tags("\n</div>")
	d := &report.DomainSection{Competencies: s.Results(), Caption: s.Caption, ByCaption: s.ByCaption}
	p.tables(&resultTables{DomainSection: d, head: p.Labels.Strand, rated: p.Labels.Ratings})
	m.tags("\n</section>")
}

// tables writes the tables of results. A rubric with one domain has its heat map between them.
func (p *page) tables(t *resultTables) {
	p.markup.tags("\n")
	p.results(t)
	if len(p.Groups) == 0 {
		return
	}
	if picture := p.View.Picture("overview"); p.OneDomain && picture != nil {
		p.figure(picture)
	}
	p.markup.tags("\n")
	p.byGroup(t)
}

// highlights writes the strengths or the growing edges.
func (p *page) highlights(s report.Section, title string, list *report.HighlightList) {
	m := p.markup.open("", string(s)).heading(string(s), title)
	if len(list.Empty) > 0 {
		m.tags("\n<p>").text(list.Empty).tags(`</p></section>`)
		return
	}
	m.paragraph(list.Intro).tags("\n<ol class=\"cards\">")
	for i := range list.Items {
		h := &list.Items[i]
		m.tags("\n<li><h3>").text(h.Label).tags(`</h3>`).subtitle(h.Domain).bar(h.Bar)
		m.tags(`<p>`).text(h.Sentence).tags(`</p></li>`)
	}
	m.tags("\n</ol></section>")
}

// subtitle appends a text below a heading in the same line, unless it is empty.
func (m *markup) subtitle(t report.TaggedText) *markup {
	if len(t) == 0 {
		return m
	}
	return m.tags(`<p class="soft">`).text(t).tags(`</p>`)
}

// differences writes the differences between groups.
func (p *page) differences() {
	m := p.markup.section("new", "differences", p.Labels.Differences)
	if picture := p.View.Picture("differences"); picture != nil {
		p.figure(picture)
		p.numbers(picture)
	}
	p.comparisons("h3", &p.Differences)
	m.tags("\n</section>")
}

// comparisons writes a list of comparisons. Each sentence is a heading of the level.
func (p *page) comparisons(heading tags, list *report.ComparisonList) {
	m := p.markup
	if list.Empty != "" {
		m.paragraph(list.Empty)
		return
	}
	m.paragraph(list.Intro).tags("\n<ol class=\"cards wide\">")
	for i := range list.Items {
		c := &list.Items[i]
		m.tags("\n<li><").tags(heading).tags(`>`).text(c.Sentence).tags(`</`).tags(heading).tags(`>`)
		m.subtitle(c.Domain).tags("\n<div class=\"sides\">")
		for j := range c.Sides {
			s := &c.Sides[j]
			m.tags(`<span>`).text(s.Group).tags(`</span>`).bar(s.Result.Bar).tags(`<span>`)
			m.b = p.appendMedian(m.b, &s.Result.Median)
			m.tags(` <span class="soft">· `).plain(s.Result.RatedText).tags(`</span></span>`)
		}
		m.tags("</div>\n<p class=\"soft\">").text(c.Detail).tags(`</p></li>`)
	}
	m.tags("\n</ol>")
}

// conversations writes what to talk about next.
func (p *page) conversations() {
	c := &p.Conversations
	m := p.markup.section("new", "conversations", p.Labels.Conversations)
	if c.Empty != "" {
		m.paragraph(c.Empty).tags("\n</section>")
		return
	}
	m.paragraph(c.Intro)
	for i := range c.Items {
		p.domainConversation(&c.Items[i])
	}
	for i := range c.Stages {
		s := &c.Stages[i]
		m.tags("\n<div class=\"talk\">\n<h3>").text(s.Heading).tags(`</h3>`)
		if len(s.Questions) > 0 {
			m.tags("\n").asked(p.Labels.Questions, s.Questions)
		}
		m.tags("\n</div>")
	}
	m.tags("\n</section>")
}

func (p *page) domainConversation(d *report.DomainConversation) {
	m := p.markup.tags("\n<div class=\"talk\">")
	if len(d.Domain) > 0 {
		m.tags("\n<h3>").text(d.Domain).tags(`</h3>`)
	}
	m.tags("\n<div class=\"cols\">\n<ul class=\"edges\">")
	for i := range d.Edges {
		e := &d.Edges[i]
		m.tags("\n<li><strong>").text(e.Label).tags("</strong>\n<p class=\"soft\">").text(e.Current).tags(`</p>`).soft(e.Next)
		if len(e.Descriptor) > 0 {
			m.tags("\n<blockquote>").prose(e.IntroducedDescriptor).tags(`</blockquote>`)
		}
		m.tags("\n").ruled(p.Conversations.EdgeLines).tags(`</li>`)
	}
	m.tags("\n</ul>")
	if len(d.Questions) > 0 {
		m.tags("\n<div>").asked(p.Labels.Questions, d.Questions).tags(`</div>`)
	}
	m.tags("\n</div>\n</div>")
}

// asked appends questions below a title.
func (m *markup) asked(title string, sets []report.QuestionSet) *markup {
	return m.tags(`<p class="ask">`).plain(title).tags(`</p>`).questions(sets)
}

// ruled appends a box with lines to write on that is shown in print only.
func (m *markup) ruled(lines int) *markup {
	m.tags(`<div class="ruled" aria-hidden="true">`)
	for range lines {
		m.tags(`<span></span>`)
	}
	return m.tags(`</div>`)
}

// howToRead writes how to read the report.
func (p *page) howToRead() {
	m, h := p.markup.section("", "how-to-read", p.Labels.HowToRead), &p.Head
	p.Legend()
	m.tags("\n<div class=\"read\">").paragraphs(h.HowToRead).paragraph(h.Policy).paragraphs(h.Missing).tags("\n</div>")
	if len(h.Marks) > 0 {
		m.tags("\n<dl class=\"marks\">")
		for _, k := range h.Marks {
			m.tags("\n<dt>").plain(k.Sign).tags(`</dt><dd>`).plain(k.Text).tags(`</dd>`)
		}
		m.tags("\n</dl>")
	}
	m.tags("\n</section>")
}

// methods writes how the results were computed.
func (p *page) methods() {
	l := &p.Labels
	m := p.markup.section("methods", "methods", l.Methods).paragraph(p.Methods.Intro).tags("\n<dl>")
	for i := range p.Methods.Items {
		d := &p.Methods.Items[i]
		m.tags("\n<dt>").plain(d.Name).tags(`</dt><dd>`).plain(d.Text).tags(`</dd><dd>`)
		m.plain(l.Limits).tags(": ").plain(d.Limits).tags(`</dd><dd class="soft">`)
		m.plain(l.Source).tags(": ").plain(d.Source).tags(`.</dd>`)
	}
	if len(p.Methods.Notes) > 0 {
		m.tags("\n<dt>").plain(l.Notes).tags(`</dt>`)
		for _, t := range p.Methods.Notes {
			m.tags(`<dd>`).text(t).tags(`</dd>`)
		}
	}
	m.tags("\n</dl>\n</section>")
}
