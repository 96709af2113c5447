package html

import (
	"html/template"

	"github.com/waymark-go/waymark/report"
)

// The parts of this file are in several documents. Those that are methods of page write directly to
// where the templates write, and return nothing to these.

// Top writes everything before the title block.
func (p *page) Top() template.HTML {
	m, h := p.markup, &p.Head
	m.tags("<!DOCTYPE html>\n<html lang=\"").plain(p.Language).tags(`" dir="`).plain(p.Direction)
	m.tags("\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta http-equiv=\"Content-Security-Policy\" content=\"").plain(p.policy)
	m.tags("\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"color-scheme\" content=\"").plain(p.colorScheme())
	m.tags("\"/>\n<title>").plain(h.Title.String())
	if h.Organization != "" {
		m.tags(` · `).plain(h.Organization)
	}
	m.tags("</title>\n<style")
	if p.options.Nonce != "" {
		m.tags(` nonce="`).plain(p.options.Nonce).tags(`"`)
	}
	m.tags(`>`)
	m.b = append(m.b, p.style...)
	m.tags(`</style>`)
	m.b = p.appendScript(m.b)
	m.tags("\n</head>\n<body")
	if p.class != "" && p.options.Fragment == nil {
		m.tags(` class="`).tags(p.class).tags(`"`)
	}
	m.b = p.appendScriptData(m.b)
	m.tags(`>`)
	if p.options.Fragment == nil {
		m.tags("\n<a class=\"skip\" href=\"#report\">").plain(p.Labels.SkipToContent).tags(`</a>`)
	}
	m.tags("\n")
	if p.hatched {
		m.b = appendPatterns(m.b, len(p.Stages))
	}
	return ""
}

// Titles writes the title block.
func (p *page) Titles() template.HTML {
	m, h := p.markup, &p.Head
	if h.Logo != nil {
		m.tags("\n<img class=\"logo\" src=\"").plain(h.Logo.DataURI()).tags(`" alt="`).plain(h.Logo.Text)
		m.tags(`" width="`).number(h.Logo.Width).tags(`" height="`).number(h.Logo.Height).tags(`"/>`)
	}
	m.tags("\n<h1>").text(h.Title).tags(`</h1>`)
	if h.Organization != "" || h.Date != "" {
		m.tags("\n<p class=\"by\">")
		if h.Organization != "" {
			m.tags(`<strong>`).plain(h.Organization).tags(`</strong>`)
		}
		if h.Organization != "" && h.Date != "" {
			m.tags(` · `)
		}
		m.plain(h.Date).tags(`</p>`)
	}
	if len(h.Instrument) > 0 {
		m.tags("\n<p class=\"soft\">").plain(p.Labels.BasedOn).tags(`: `).text(h.Instrument).tags(`</p>`)
	}
	switch {
	case h.Translation.HasBlocks():
		m.tags("\n<div class=\"note\">").prose(h.Translation).tags(`</div>`)
	case len(h.Translation) > 0:
		m.tags("\n<p class=\"note\">").text(h.Translation).tags(`</p>`)
	}
	m.classed("note", h.Selection).classed("banner", h.Internal)
	return ""
}

// Legend writes what the stages mean.
func (p *page) Legend() template.HTML {
	m := p.markup.tags("\n<ul class=\"legend\">")
	for i := range p.Stages {
		s := &p.Stages[i]
		m.tags("\n<li>").sample(i, len(p.Stages)).tags(`<strong>`).text(s.Title).tags(`</strong>`)
		if len(s.Summary) > 0 {
			m.inside("span", s.Summary)
		}
		m.tags(`<span>`).text(s.Messages).tags(`</span></li>`)
	}
	m.tags("\n</ul>")
	return ""
}

// Foot writes the facts about the rubric.
func (p *page) Foot() template.HTML {
	m, a := p.markup, &p.About
	m.tags("\n<footer aria-labelledby=\"about-h\">\n<h2 id=\"about-h\">").plain(p.Labels.About).tags("</h2>\n<dl>")
	for _, f := range a.Facts {
		m.tags("\n<dt>").plain(f.Name).tags(`</dt><dd>`).flow(f.Text).tags(`</dd>`)
	}
	if len(a.Sources) > 0 {
		m.tags("\n<dt>").plain(p.Labels.Sources).tags(`</dt><dd><ul>`)
		for _, s := range a.Sources {
			m.tags("\n<li>").plain(s.Title)
			if s.Publisher != "" {
				m.tags(`, `).plain(s.Publisher)
			}
			if s.URL != "" {
				m.tags(`, <a href="`).href(s.URL).tags(`" rel="noreferrer">`).plain(s.URL).tags(`</a>`)
			}
			m.tags(`</li>`)
		}
		m.tags("\n</ul></dd>")
	}
	if len(a.Notes) > 0 {
		m.tags("\n<dt>").plain(p.Labels.EditionNotes).tags(`</dt><dd><ul>`)
		for _, n := range a.Notes {
			m.tags("\n<li>").flow(n).tags(`</li>`)
		}
		m.tags("\n</ul></dd>")
	}
	m.tags("\n</dl>\n</footer>")
	return ""
}

// help appends what the rubric offers.
func (m *markup) help(h *report.HelpSection) *markup {
	if len(h.Items) == 0 {
		return m
	}
	m.tags("\n<div class=\"talk\">\n<h3>").plain(h.Heading).tags(`</h3>`)
	for i := range h.Items {
		item := &h.Items[i]
		m.tags("\n<p class=\"set\">").text(item.Label).tags("</p>\n<ul>")
		for _, g := range item.Guidance {
			m.tags("\n<li>").flow(g).tags(`</li>`)
		}
		for _, l := range item.Links {
			m.tags("\n<li>").link(l).tags(`</li>`)
		}
		for _, l := range item.References {
			m.tags("\n<li>").plain(h.References).tags(`: `).link(l).tags(`</li>`)
		}
		m.tags("\n</ul>")
	}
	return m.tags("\n</div>")
}

// link appends a text that leads to its address.
func (m *markup) link(l report.HelpLink) *markup {
	if l.URL == "" {
		return m.text(l.Text)
	}
	return m.tags(`<a href="`).href(l.URL).tags(`" rel="noreferrer">`).text(l.Text).tags(`</a>`)
}

// questions appends sets of questions.
func (m *markup) questions(sets []report.QuestionSet) *markup {
	m.tags("\n<div class=\"cols\">")
	for i := range sets {
		s := &sets[i]
		m.tags("\n<div>")
		if len(s.Title) > 0 {
			m.tags("\n<p class=\"set\">").text(s.Title).tags(`</p>`)
		}
		if len(s.Introduction) > 0 {
			m.tags("\n<div class=\"intro\">").prose(s.Introduction).tags(`</div>`)
		}
		m.tags("\n<ul>")
		for _, q := range s.Items {
			m.tags("\n<li>").flow(q).tags(`</li>`)
		}
		m.tags("\n</ul>").classed("soft", s.More).tags("\n</div>")
	}
	return m.tags("\n</div>")
}
