package layout

import (
	"slices"
	"strconv"

	"github.com/waymark-go/waymark/report"
)

// Handbook returns the blocks of a handbook.
func Handbook(h *report.Handbook) []Block {
	d := new(document)
	d.top(&h.Head, &h.Labels)
	d.prose(h.Purpose)
	d.prose(h.Citing)
	for i := range h.Chapters {
		d.chapter(&h.Chapters[i], 2, "", "")
	}
	d.section(h.Own.Index)
	var index Index
	for _, e := range h.Index {
		index = append(index, IndexItem{e.Title.String(), e.Where.String(), e.Anchor})
	}
	d.add(index)
	about := h.About
	about.Sources = slices.Clone(about.Sources)
	for i := range about.Sources {
		about.Sources[i].Title = "[" + strconv.Itoa(i+1) + "] " + about.Sources[i].Title
	}
	d.about(&about, &h.Labels)
	return d.blocks
}

// Reflection returns the blocks of a reflection worksheet.
func Reflection(s *report.Reflection) []Block {
	d := new(document)
	d.top(&s.Head, &s.Labels)
	for i, f := range s.Fields {
		d.add(Field{Name: f.Name.String() + ":", Tight: i > 0})
	}
	d.howToUse(s.Own.HowToUse, s.Purpose, s.Steps)
	for i := range s.Sections {
		d.chapter(&s.Sections[i], 2, s.Labels.Stage, s.Own.Room)
	}
	d.about(&s.About, &s.Labels)
	return d.blocks
}

// chapter adds a section and its parts. stage and room name boxes and lines to write on.
func (d *document) chapter(s *report.HandbookSection, level int, stage, room string) {
	d.add(Anchor{s.ID}, Heading{level, cited(s.Title).String()})
	for i := range s.Passages {
		d.passage(&s.Passages[i])
	}
	if len(s.Choices) > 0 {
		field := Field{Name: stage + ":"}
		for _, c := range s.Choices {
			field.Choices = append(field.Choices, c.Title.String())
		}
		d.add(field)
	}
	if s.Lines > 0 {
		d.add(Writing{Name: room + ":", Lines: s.Lines})
	}
	for i := range s.Parts {
		d.chapter(&s.Parts[i], min(level+1, 6), stage, room)
	}
	d.help(&s.Help)
}

func (d *document) passage(p *report.HandbookPassage) {
	switch {
	case p.Name != nil && (p.IsList || len(p.Texts) != 1):
		d.add(Paragraph{Text: p.Name.String(), Strong: true})
	case p.Name != nil:
		detail := Detail{Name: p.Name.String()}
		detail.Text, detail.Prose = oneLine(cited(p.Texts[0]))
		d.add(Details{Items: []Detail{detail}})
		return
	}
	d.prose(cited(p.Intro))
	if p.IsList && p.Lines == 0 {
		var list List
		for _, t := range p.Texts {
			var item ListItem
			item.Text, item.Prose = oneLine(cited(t))
			list.Items = append(list.Items, item)
		}
		d.add(list)
		return
	}
	for _, t := range p.Texts {
		d.prose(cited(t))
		if p.Lines > 0 {
			d.add(Writing{Lines: p.Lines})
		}
	}
	for _, l := range p.Links {
		d.add(List{Items: []ListItem{{Text: l.Text.String(), URL: l.URL}}})
	}
}

// cited returns a text with the mark of its source.
func cited(c report.CitedText) report.TaggedText {
	mark := c.SourceMark()
	if mark == "" {
		return c.Text
	}
	return append(slices.Clone(c.Text), report.TextPart{Text: " " + mark})
}
