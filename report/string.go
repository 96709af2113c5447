package report

import (
	"errors"
	"fmt"

	"github.com/waymark-go/waymark/report/internal/clean"
)

// String returns the title of the report.
func (v *View) String() string { return v.Head.Title.String() }

// String returns the title of the guide.
func (g *Guide) String() string { return g.Head.Title.String() }

// String returns the title of the worksheet.
func (s *Worksheet) String() string { return s.Head.Title.String() }

// String returns the title of the handbook.
func (h *Handbook) String() string { return h.Head.Title.String() }

// String returns the title of the reflection worksheet.
func (s *Reflection) String() string { return s.Head.Title.String() }

// String returns the title of the section.
func (s HandbookSection) String() string { return s.Title.Text.String() }

// String returns the title of the handout.
func (h *Handout) String() string { return h.Head.Title.String() }

// String returns the kind and the heading.
func (p HandoutPart) String() string { return string(p.Kind) + ": " + p.Heading }

// String returns the number of rows.
func (t HandoutTable) String() string { return fmt.Sprintf("%s, %d rows", t.HandoutPart, len(t.Rows)) }

// String returns the title of the narrative.
func (n *Narrative) String() string { return n.Head.Title.String() }

// String returns the heading.
func (p NarrativePart) String() string { return p.Heading }

// String returns the text.
func (p NarrativeParagraph) String() string { return p.Text.String() }

// String returns the sentence.
func (s NarrativeSentence) String() string { return s.Text.String() }

// String returns the language.
func (w *Words) String() string { return w.doc.Language }

// String returns the name and the title.
func (p *Picture) String() string { return p.Name + ": " + p.Title.String() }

// String returns the outcome.
func (p *PicturePair) String() string {
	if p == nil {
		return ""
	}
	return p.Outcome.String()
}

// String returns the numbers of rows and columns.
func (t PictureTable) String() string {
	return fmt.Sprintf("%d rows of %d columns", len(t.Rows), len(t.Head))
}

// String returns the code and the title of the domain.
func (d DomainSection) String() string { return d.Label.String() }

// String returns the number of measures.
func (m MethodsSection) String() string { return fmt.Sprintf("%d measures", len(m.Items)) }

// String returns the number of domains.
func (c ConversationsSection) String() string { return fmt.Sprintf("%d domains", len(c.Items)) }

// String returns the number of strands.
func (s StrandsSection) String() string { return fmt.Sprintf("%d strands", len(s.Rows)) }

// String returns the number of findings.
func (f FindingsSection) String() string { return fmt.Sprintf("%d findings", len(f.Items)) }

// String returns the kind and the heading.
func (f Finding) String() string { return string(f.Kind) + ": " + f.Heading }

// String returns the sentence.
func (f FindingSentence) String() string { return f.Text.String() }

// String returns the number of rows.
func (p ProgressSection) String() string { return fmt.Sprintf("%d rows", len(p.Rows)) }

// String returns the media type and the size, such as "image/png, 40 by 40 pixels".
func (l *Logo) String() string {
	return fmt.Sprintf("%s, %d by %d pixels", clean.Line(l.MediaType), l.Width, l.Height)
}

// MarshalJSON always returns an error: [View.WriteJSON] writes the results.
func (v *View) MarshalJSON() ([]byte, error) {
	return nil, errors.New("a view cannot be marshaled; call View.WriteJSON, which writes its results")
}

// UnmarshalJSON always returns an error: [Build] makes views.
func (v *View) UnmarshalJSON([]byte) error {
	return errors.New("a view cannot be unmarshaled; read the summary with assess.LoadPublished and call report.Build")
}

// MarshalJSON always returns an error: words are read from YAML files that people edit.
func (w *Words) MarshalJSON() ([]byte, error) {
	return nil, errors.New("words cannot be marshaled; keep the file that they were loaded from or call report.WordsFile")
}

// UnmarshalJSON always returns an error: [LoadWords] reads words.
func (w *Words) UnmarshalJSON([]byte) error {
	return errors.New("words cannot be unmarshaled; read them with report.LoadWords")
}
