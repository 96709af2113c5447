package rubric

import (
	"errors"
	"iter"
	"slices"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// CompanionFormat is the first key's value in a companion document.
const CompanionFormat = "companion/1"

// CompanionDocument is a companion in its editable form, with a field for each key of a
// companion file.
type CompanionDocument struct {
	// Says what the document is.
	Format string `json:"format" enum:"companion/1"`
	// The id of the rubric. A companion belongs to all of its editions.
	Rubric string `json:"rubric" rule:"id"`
	// The language of the texts, as a BCP 47 tag such as en or es-MX.
	Language string `json:"language" rule:"language"`
	// Who owns the wording, and why it may be reproduced.
	Notice TextEntry `json:"notice,omitzero" rule:"text"`
	// Remarks on the companion.
	Notes []TextEntry `json:"notes,omitempty" rule:"text"`
	// The documents that texts were transcribed from. If there are any, every text has one.
	Sources []TextSource `json:"sources,omitempty"`
	// The id of the source of all texts that name no other.
	Source string `json:"source,omitzero" rule:"id"`
	// Which domains the themes of the rubric's prompt sets fit.
	Themes []CompanionThemeEntry `json:"themes,omitempty" items:"0-1000"`
	// The texts that go with the rubric.
	Sections []CompanionSectionEntry `json:"sections" items:"1-1000"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// CompanionThemeEntry is, in a document, a theme of the rubric's prompt sets.
type CompanionThemeEntry struct {
	// The theme, as the prompt sets of the rubric name it.
	ID string `json:"id" rule:"id"`
	// What readers call the theme.
	Title TextEntry `json:"title" rule:"title"`
	// The ids of the domains that the questions of the theme fit.
	Domains []string `json:"domains,omitempty" rule:"id" unique:"true"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// CompanionSectionEntry is, in a document, a text that goes with the rubric.
type CompanionSectionEntry struct {
	// The id of the section.
	ID string `json:"id" rule:"id"`
	// What the section is called.
	Title TextEntry `json:"title" rule:"title"`
	// The id of the source of the texts of the section.
	Source string `json:"source,omitzero" rule:"id"`
	// The texts of the section, in order. A text can have paragraphs and lists.
	Texts []TextEntry `json:"texts" rule:"text" items:"1-1000"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// Companion is texts that go with a rubric without being part of its editions: frameworks
// that it builds on, examples, and which domains the themes of its questions fit. It never
// changes once it is loaded and is safe for concurrent use.
type Companion struct {
	doc CompanionDocument
}

// CompanionSection is a text that goes with a rubric.
type CompanionSection struct {
	ID, Title string
	Texts     []string // one or more; each can have paragraphs and lists
}

// CompanionTheme is a theme of the prompt sets of a rubric, by its id, and the ids of the
// domains that its questions fit.
type CompanionTheme struct {
	ID, Title string
	Domains   []string
}

// LoadCompanion reads a companion document in YAML or JSON. name and opt are as in [Load].
// The error is a [problem.List]. [Rubric.WithCompanion] adds it to a rubric.
func LoadCompanion(name string, data []byte, opt *LoadOptions) (*Companion, error) {
	if err := opt.check("LoadCompanion"); err != nil {
		return nil, err
	}
	c := new(Companion)
	if problems := load(name, data, CompanionFormat, opt, &c.doc, c.doc.check); len(problems) > 0 {
		return nil, problems
	}
	return c, nil
}

func (d *CompanionDocument) check(root *source.Node, unread map[string]bool) problem.List {
	c := &checker{root: root, unread: unread, named: make(map[string]string)}
	c.sources.partial = unread["sources"]
	for i, s := range d.Sources {
		c.name(&c.sources, "a source", at("sources", i), s.ID)
	}
	for i, s := range d.Themes {
		c.name(&c.someIDs, "a theme", at("themes", i), s.ID)
	}
	for i, s := range d.Sections {
		c.name(&c.someIDs, "a section", at("sections", i), s.ID)
	}
	c.sourcesOf(d.objectSources, d.walk, len(d.Sources) > 0)
	return c.problems
}

// walk visits every text of the document in the order of its keys.
func (d *CompanionDocument) walk(f visit) {
	root := scope{f: f, source: d.Source}
	root.text("notice", &d.Notice)
	root.texts("notes", d.Notes)
	for i := range d.Themes {
		root.inner("themes", i, d.Themes[i].ID, "").text("title", &d.Themes[i].Title)
	}
	for i := range d.Sections {
		s := &d.Sections[i]
		in := root.inner("sections", i, s.ID, s.Source)
		in.text("title", &s.Title)
		in.texts("texts", s.Texts)
	}
}

// objectSources is like that of [EditionDocument].
func (d *CompanionDocument) objectSources(one func(path, id string)) {
	one("source", d.Source)
	for i, s := range d.Sections {
		one(at("sections", i)+".source", s.Source)
	}
}

// Rubric returns the id of the rubric that the companion goes with.
func (c *Companion) Rubric() string { return c.doc.Rubric }

// Language returns the BCP 47 tag of the language of the texts.
func (c *Companion) Language() string { return c.doc.Language }

// Notice returns who owns the wording and why it may be reproduced, or "".
func (c *Companion) Notice() string { return c.doc.Notice.Text }

// Notes yields the notes on the companion.
func (c *Companion) Notes() iter.Seq[string] { return texts(c.doc.Notes) }

// Sources yields the documents that the wording was transcribed from.
func (c *Companion) Sources() iter.Seq[TextSource] { return slices.Values(c.doc.Sources) }

// Themes yields the themes that the companion describes. The caller may change the values.
func (c *Companion) Themes() iter.Seq[CompanionTheme] {
	return func(yield func(CompanionTheme) bool) {
		for _, t := range c.doc.Themes {
			if !yield(CompanionTheme{ID: t.ID, Title: t.Title.Text, Domains: slices.Clone(t.Domains)}) {
				return
			}
		}
	}
}

// Sections yields the texts in order. The caller may change the values.
func (c *Companion) Sections() iter.Seq[CompanionSection] {
	return func(yield func(CompanionSection) bool) {
		for _, s := range c.doc.Sections {
			if !yield(CompanionSection{ID: s.ID, Title: s.Title.Text, Texts: plain(s.Texts)}) {
				return
			}
		}
	}
}

// Texts yields every text, in the order of the document. Source is "" if the companion lists
// no sources.
func (c *Companion) Texts() iter.Seq[SourcedText] {
	return func(yield func(SourcedText) bool) {
		more := true
		c.doc.walk(func(key, _ string, t *TextEntry, src string) {
			if more {
				language := c.doc.Language
				if t.Language != "" {
					language = t.Language
				}
				more = yield(SourcedText{Key: key, Text: t.Text, Source: src, Language: language})
			}
		})
	}
}

// MarshalJSON writes the companion as a companion/1 document that [LoadCompanion] reads.
func (c *Companion) MarshalJSON() ([]byte, error) { return source.Marshal(&c.doc) }

var errLoadCompanion = errors.New("a companion cannot be unmarshaled; read it with rubric.LoadCompanion")

// UnmarshalJSON always returns an error: [LoadCompanion] reads companions.
func (c *Companion) UnmarshalJSON([]byte) error { return errLoadCompanion }

// String returns the id of the rubric.
func (c *Companion) String() string { return "companion of " + c.doc.Rubric }

// String returns the id of the rubric.
func (d CompanionDocument) String() string { return "companion of " + d.Rubric }

// WithCompanion returns the rubric with a companion in place of the one that it may have.
// The companion changes neither the document of the rubric nor its ref. Localized rubrics
// keep it, in its own language.
//
// The error is nil if the companion fits, and otherwise a [problem.List] without positions:
// it goes with another rubric ([problem.WrongEdition]), the rubric has no prompt set of a
// theme ([problem.UnknownText]), or it has no domain that a theme names
// ([problem.UnknownDomain]). WithCompanion also returns an error if c is nil or the zero
// Companion.
func (r *Rubric) WithCompanion(c *Companion) (*Rubric, error) {
	if err := errors.Join(notLoaded("Rubric.WithCompanion", "the receiver", r), missing("Rubric.WithCompanion", "c", c)); err != nil {
		return nil, err
	}
	if c.doc.Rubric == "" {
		return nil, errors.New("rubric.Rubric.WithCompanion: c is the zero Companion; make it with rubric.LoadCompanion")
	}
	var problems problem.List
	if c.doc.Rubric != r.ID() {
		problems.Add(problem.Problem{Path: "rubric", Code: problem.WrongEdition, Msg: "the companion goes with " + source.Quote(c.doc.Rubric) + ", expected " + r.ID()})
		return nil, problems
	}
	themes := r.themes()
	var domains []string
	for d := range r.Domains() {
		domains = append(domains, d.ID())
	}
	for i, t := range c.doc.Themes {
		if !slices.Contains(themes, t.ID) {
			problems.Add(problem.Problem{Path: at("themes", i) + ".id", Code: problem.UnknownText, Msg: r.ref.String() + " has no prompt set of the theme " + source.Quote(t.ID), Hint: source.DidYouMean(t.ID, themes)})
		}
		for j, id := range t.Domains {
			if _, ok := r.Domain(id); !ok {
				problems.Add(problem.Problem{Path: at(at("themes", i)+".domains", j), Code: problem.UnknownDomain, Msg: "no domain has the id " + source.Quote(id), Hint: source.DidYouMean(id, domains)})
			}
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return r.rebuilt(c)
}

// rebuilt returns a copy of the rubric with a companion. Domains and competencies point to
// their rubric, so it is built again.
func (r *Rubric) rebuilt(c *Companion) (*Rubric, error) {
	copied, err := build(r.doc)
	if err != nil {
		return nil, err
	}
	copied.ref, copied.translation, copied.companion = r.ref, r.translation, c
	return copied, nil
}

// Companion returns the texts that go with the rubric. ok is false if there are none.
func (r *Rubric) Companion() (c *Companion, ok bool) { return r.companion, r.companion != nil }

// themes returns the themes of the prompt sets, each once, in the order of the document.
func (r *Rubric) themes() []string {
	var themes []string
	for _, s := range r.doc.PromptSets {
		if s.Theme != "" && !slices.Contains(themes, s.Theme) {
			themes = append(themes, s.Theme)
		}
	}
	return themes
}

// ThemesOf yields the themes whose questions fit a domain, by the companion of the rubric.
// It yields none if the rubric has no companion or no domain with this id.
func (r *Rubric) ThemesOf(domain string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if r.companion == nil {
			return
		}
		for _, t := range r.companion.doc.Themes {
			if slices.Contains(t.Domains, domain) && !yield(t.ID) {
				return
			}
		}
	}
}

// MarshalJSON writes the entry with its extensions.
func (e CompanionDocument) MarshalJSON() ([]byte, error) {
	type plain CompanionDocument
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *CompanionDocument) UnmarshalJSON(data []byte) error {
	type plain CompanionDocument
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e CompanionThemeEntry) MarshalJSON() ([]byte, error) {
	type plain CompanionThemeEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *CompanionThemeEntry) UnmarshalJSON(data []byte) error {
	type plain CompanionThemeEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e CompanionSectionEntry) MarshalJSON() ([]byte, error) {
	type plain CompanionSectionEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *CompanionSectionEntry) UnmarshalJSON(data []byte) error {
	type plain CompanionSectionEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}
