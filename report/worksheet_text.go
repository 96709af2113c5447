package report

import "io"

// textBox is a box to mark in plain text.
const textBox = "[ ] "

// WriteText writes the worksheet as plain text, at most Options.Width columns wide.
func (s *Worksheet) WriteText(w io.Writer) error {
	t := newTextWriter(w, s.shared())
	t.titles()
	t.line("")
	for _, f := range s.Fields {
		if len(f.Choices) == 0 {
			t.field(0, f.Name+":")
			continue
		}
		t.para(0, f.Name+":")
		for _, c := range f.Choices {
			t.hang(2, textBox, len(textBox), c.Title.String())
		}
	}
	t.howToUse(s.Own.HowToUse, s.Purpose, s.Steps)
	t.heading(s.Own.Stages)
	for _, stage := range s.Stages {
		t.hang(2, "- ", 2, joined(": ", stage.Title.String(), stage.Messages.String()))
		if stage.Summary != nil {
			t.para(4, stage.Summary.String())
		}
	}
	for i := range s.Domains {
		t.rate(&s.Own, &s.Domains[i])
	}
	t.about()
	return flush(t.out)
}

func (t *textWriter) rate(own *WorksheetLabels, d *WorksheetDomain) {
	t.heading(d.Label.String())
	if d.Summary != nil {
		t.para(0, d.Summary.String())
		t.line("")
	}
	for i, c := range d.Competencies {
		if i > 0 {
			t.line("")
		}
		t.strong(0, c.Label.String())
		if c.Summary != nil {
			t.para(2, c.Summary.String())
		}
		for _, b := range c.Boxes {
			t.hang(2, textBox, len(textBox), joined(": ", b.Title.String(), b.Descriptor.String()))
		}
		t.room(2, own.Evidence, evidenceLines)
	}
}
