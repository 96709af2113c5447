package html

import (
	"github.com/waymark-go/waymark/report"
)

// progress writes what changed since an earlier wave.
func (p *page) progress() {
	l, s := &p.Labels, p.Progress
	m := p.markup.section("new", "progress", l.Progress)
	if s != nil {
		m.paragraphs(s.Intro)
		if s.Empty != "" {
			m.paragraph(s.Empty)
		} else {
			p.changes(s)
		}
	}
	m.tags("\n</section>")
}

// changes writes the changes of strands, domains and competencies, and the largest ones of groups.
func (p *page) changes(s *report.ProgressSection) {
	l, m := &p.Labels, p.markup
	if picture := p.View.Picture("progress"); picture != nil {
		p.figure(picture)
	}
	m.table("rows snug", l.ProgressCaption)
	m.head("", l.Competency).head("", l.Before).head("", l.Now).head("moved", l.Moved).tags(tableHeadEnd)
	wave := func(label string, median *report.MedianCell, rated string) {
		m.cell("", label)
		m.b = p.appendMedian(m.b, median)
		m.small(rated).tags(`</td>`)
	}
	for i := range s.Rows {
		r := &s.Rows[i]
		m.row(r.IsDomain, r.Label)
		wave(l.Before, &r.Before, r.BeforeRatedText)
		wave(l.Now, &r.Now, r.NowRatedText)
		m.cell("moved", l.Moved)
		if r.Direction != 0 {
			m.tags(`<strong>`).plain(r.Text).tags(`</strong>`)
		} else {
			m.plain(r.Text)
		}
		if len(r.Why) > 0 {
			m.tags(`<small>`).text(r.Why).tags(`</small>`)
		}
		m.tags(`</td></tr>`).flushFull()
	}
	m.tags(scrolledTableEnd)
	if s.Moves.Intro != "" {
		m.tags("\n<h3>").plain(l.Moves).tags(`</h3>`)
		p.comparisons("h4", &s.Moves)
	}
}

// levels writes how far each part of the rubric has reached each level.
func (p *page) levels() {
	l, s := &p.Labels, &p.Levels
	m := p.markup.section("", "levels", l.Levels).paragraphs(s.Intro)
	p.levelTable(l.LevelsCaption, l.Domain, s.Rows)
	if len(s.Groups) > 0 {
		p.levelTable(l.LevelsByGroup, l.Group, s.Groups)
	}
	m.tags("\n</section>")
}

func (p *page) levelTable(caption, head string, rows []report.LevelRow) {
	l, heads := &p.Labels, p.Levels.Heads
	m := p.markup.table("rows", caption).head("", head).head("", l.UpToLevel)
	for _, h := range heads {
		m.head("", h)
	}
	m.tags(tableHeadEnd)
	for i := range rows {
		r := &rows[i]
		m.row(r.IsDomain, r.Label).cell("", l.UpToLevel).plain(r.Reached).tags(`</td>`)
		for j, c := range r.Cells[:min(len(r.Cells), len(heads))] {
			m.cell("", heads[j]).plain(c.Text).small(c.Detail).tags(`</td>`)
		}
		m.tags(`</tr>`).flushFull()
	}
	m.tags(scrolledTableEnd)
}

// consensus writes what a team agreed on.
func (p *page) consensus() {
	m, s := p.markup.section("new", "consensus", p.Labels.Consensus), p.Consensus
	if s != nil {
		m.paragraph(s.Intro).classed("banner", s.FreeTextWarning)
		if s.Empty != "" {
			m.paragraph(s.Empty)
		} else {
			m.tags("\n<ol class=\"cards wide\">")
			for i := range s.Items {
				p.agreed(&s.Items[i])
			}
			m.tags("\n</ol>")
		}
	}
	m.tags("\n</section>")
}

// agreed writes what a team agreed on for a competency.
func (p *page) agreed(r *report.ConsensusRow) {
	l := &p.Labels
	m := p.markup.tags("\n<li><h3>").text(r.Label).tags(`</h3>`).subtitle(r.Domain)
	m.tags("\n<div class=\"agreed\"><span>").plain(l.Agreed).tags(`</span>`)
	m.b = p.appendMedian(m.b, &r.Stage)
	m.tags(`<span>`).plain(l.AllRatings).tags(`</span>`).bar(r.Result.Bar).tags(`<span>`)
	if r.Result.Hidden {
		m.b = p.appendFigure(m.b, r.Result.Rated)
	} else {
		m.b = p.appendMedian(m.b, &r.Result.Median)
		m.tags(` <span class="soft">· `).plain(r.Result.RatedText).tags(`</span>`)
	}
	m.tags("</span></div>\n<p class=\"soft\">").text(r.Sentence).tags(` `).text(r.Spread).tags(`</p>`)
	if len(r.Rationale)+len(r.Evidence)+len(r.AgreedBy)+len(r.Comments) > 0 {
		m.tags("\n<dl class=\"own\">")
		if len(r.Rationale) > 0 {
			m.tags("\n<dt>").plain(l.Rationale).tags(`</dt><dd>`).flow(r.Rationale).tags(`</dd>`)
		}
		if len(r.Evidence) > 0 {
			m.tags("\n<dt>").plain(l.Evidence).tags(`</dt>`)
			for _, e := range r.Evidence {
				m.tags(`<dd>`).flow(e).tags(`</dd>`)
			}
		}
		if len(r.AgreedBy) > 0 {
			m.tags("\n<dt>").plain(l.AgreedBy).tags(`</dt><dd>`).text(r.AgreedBy).tags(`</dd>`)
		}
		m.ownWords(r.Comments).tags("\n</dl>")
	}
	m.tags(`</li>`).flushFull()
}

// comments writes what people wrote.
func (p *page) comments() {
	m, s := p.markup.section("new", "comments", p.Labels.Comments), p.Comments
	if s != nil {
		m.paragraph(s.Intro).classed("banner", s.FreeTextWarning).tags("\n<ol class=\"cards wide\">")
		for i := range s.Items {
			c := &s.Items[i]
			m.tags("\n<li><h3>").text(c.Label).tags(`</h3>`).subtitle(c.Domain)
			m.tags("\n<dl class=\"own\">").ownWords(c.Comments).tags("\n</dl></li>").flushFull()
		}
		m.tags("\n</ol>")
	}
	m.tags("\n</section>")
}

// ownWords appends what people wrote, to a list of definitions.
func (m *markup) ownWords(groups []report.CommentGroup) *markup {
	for i := range groups {
		m.tags("\n<dt>").text(groups[i].From).tags(`</dt>`)
		for _, t := range groups[i].Texts {
			m.tags(`<dd dir="auto">`).flow(t).tags(`</dd>`)
		}
	}
	return m
}

// targets writes how far it is to the goals.
func (p *page) targets() {
	l, s := &p.Labels, p.Targets
	m := p.markup.section("new", "targets", l.Targets)
	if s != nil {
		m.paragraph(s.Intro).table("rows snug goals", l.TargetsCaption)
		m.head("", l.Competency).head("b", l.Bar).head("", l.Standing).head("", l.Goal).head("", l.Distance).tags(tableHeadEnd)
		for i := range s.Items {
			r := &s.Items[i]
			m.row(r.IsDomain, r.Label).tags(barCell).bar(r.Bar).tags(`</td>`).cell("", l.Standing)
			m.b = p.appendMedian(m.b, &r.Current)
			m.tags(`</td>`).cell("", l.Goal)
			m.b = p.appendMedian(m.b, &r.Goal)
			m.tags(`</td>`).cell("", l.Distance)
			if r.Hidden {
				m.b = p.appendMedian(m.b, &r.Current)
			} else {
				m.plain(r.Distance).tags(`<small>`).plain(r.Reached).tags(`</small>`)
			}
			m.tags(`</td></tr>`).flushFull()
		}
		m.tags(scrolledTableEnd)
	}
	m.tags("\n</section>")
}

// scrolledTableEnd is the end of what table begins.
const scrolledTableEnd = tableEnd + scrollEnd

// table appends the start of a table that scrolls, up to its first head.
func (m *markup) table(class tags, caption string) *markup {
	m.tags("\n").scroll(caption).tags("\n<table class=\"").tags(class).tags("\" role=\"table\">\n<caption>").plain(caption)
	return m.tags("</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">")
}

// head appends the head of a column with a class, or without one if it is "".
func (m *markup) head(class tags, title string) *markup {
	m.tags(`<th role="columnheader" scope="col"`)
	if class != "" {
		m.tags(` class="`).tags(class).tags(`"`)
	}
	return m.tags(`>`).plain(title).tags(`</th>`)
}

// cell appends the start of a cell with a class, or without one if it is "".
func (m *markup) cell(class tags, head string) *markup {
	m.tags(`<td role="cell"`)
	if class != "" {
		m.tags(` class="`).tags(class).tags(`"`)
	}
	return m.tags(` data-label="`).plain(head).tags(`">`)
}

// row appends the start of a row of a domain or of its parts, with its label.
func (m *markup) row(isDomain bool, label report.TaggedText) *markup {
	class := tags("part")
	if isDomain {
		class = "whole"
	}
	return m.tags("\n<tr role=\"row\" class=\"").tags(class).tags(`"><th role="rowheader" scope="row">`).text(label).tags(`</th>`)
}

// small appends a line below the content of a cell, unless it is empty.
func (m *markup) small(s string) *markup {
	if s == "" {
		return m
	}
	return m.tags(`<small>`).plain(s).tags(`</small>`)
}
