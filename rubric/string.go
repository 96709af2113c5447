package rubric

import "strings"

// String returns the rubric's id and edition, such as cei@2023.2.
func (r *Rubric) String() string { return r.ref.String() }

// String returns the code, if there is one, and the title.
func (d *Domain) String() string { return numbered(d.Code(), d.Title()) }

// String returns the code, if there is one, and the title.
func (c *Competency) String() string { return numbered(c.Code(), c.Title()) }

// String returns the title.
func (s *Strand) String() string { return s.Title() }

// String returns the edition and the language, such as "cei@2023.2 in es".
func (o *Overlay) String() string { return o.doc.Rubric + " in " + o.doc.Language }

// String returns the two editions, such as "cei@2023.1 to cei@2023.2".
func (x *Crosswalk) String() string { return x.from.String() + " to " + x.to.String() }

// String returns the id and edition, such as cei@2023.2.
func (d EditionDocument) String() string { return Ref{ID: d.ID, Edition: d.Edition}.String() }

// String returns the edition and the language, such as "cei@2023.2 in es".
func (d OverlayDocument) String() string { return d.Rubric + " in " + d.Language }

// String returns the two editions, such as "cei@2023.1 to cei@2023.2".
func (d CrosswalkDocument) String() string { return d.From + " to " + d.To }

// String returns the id and the title.
func (d DomainEntry) String() string { return d.ID + " " + d.Title.Text }

// String returns the text.
func (t TextEntry) String() string { return t.Text }

func numbered(code, title string) string { return strings.TrimSpace(code + " " + title) }
