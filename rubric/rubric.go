package rubric

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"sync"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/spectrum"
)

// Rubric is an edition of an assessment instrument. It never changes once it is
// loaded and is safe for concurrent use, as are the values that it returns.
//
// Make one with [Load], [LoadFS] or [New], or take an embedded one from package
// rubric/cei.
type Rubric struct {
	doc            EditionDocument
	ref            Ref
	spectrum       *spectrum.Spectrum
	strands        []*Strand
	domains        []*Domain
	competencies   []*Competency
	domainByID     map[string]*Domain
	competencyByID map[string]*Competency
	selective      bool              // some competency is not asked of everyone
	translation    *Translation      // nil if the rubric is not localized
	languages      map[string]string // by text key, of texts whose language is not doc's
	companion      *Companion        // nil if there is none

	gatherTexts sync.Once
	texts       []SourcedText // what Texts yields, gathered on first use
}

func build(doc EditionDocument) (*Rubric, error) {
	canonical, err := source.Marshal(doc.withoutExtensions())
	if err != nil {
		return nil, fmt.Errorf("encode rubric: %w", err)
	}
	sum := sha256.Sum256(canonical)
	r := &Rubric{
		doc:            doc,
		ref:            Ref{ID: doc.ID, Edition: doc.Edition, Digest: "sha256:" + hex.EncodeToString(sum[:])},
		domainByID:     make(map[string]*Domain, len(doc.Domains)),
		competencyByID: make(map[string]*Competency),
	}
	def := spectrum.Definition{ID: doc.Spectrum.ID, Title: doc.Spectrum.Title.Text}
	for _, s := range doc.Spectrum.Stages {
		def.Stages = append(def.Stages, spectrum.StageDefinition{ID: s.ID, Title: s.Title.Text, Summary: s.Summary.Text, Messages: plain(s.Messages)})
	}
	if r.spectrum, err = spectrum.New(def); err != nil {
		return nil, fmt.Errorf("spectrum: %w", err)
	}
	r.doc.walk(func(key, _ string, t *TextEntry, _ string) {
		if t.Language == "" || t.Language == doc.Language {
			return
		}
		if r.languages == nil {
			r.languages = make(map[string]string)
		}
		r.languages[key] = t.Language
	})
	for i := range doc.Domains {
		r.addDomain(&r.doc.Domains[i])
	}
	r.selective = slices.ContainsFunc(r.competencies, func(c *Competency) bool { return !c.AsksEveryone() })
	r.labelCompetencies()
	for i := range doc.Strands {
		r.addStrand(&r.doc.Strands[i])
	}
	return r, nil
}

func (r *Rubric) addDomain(entry *DomainEntry) {
	d := &Domain{rubric: r, entry: entry, index: len(r.domains)}
	for i := range entry.Competencies {
		c := &Competency{rubric: r, domain: d, entry: &entry.Competencies[i], index: len(r.competencies)}
		d.competencies = append(d.competencies, c)
		r.competencies = append(r.competencies, c)
		r.competencyByID[c.ID()] = c
	}
	r.domains = append(r.domains, d)
	r.domainByID[d.ID()] = d
}

func (r *Rubric) addStrand(entry *StrandEntry) {
	s := &Strand{rubric: r, entry: entry}
	for _, id := range entry.Domains {
		d := r.domainByID[id]
		d.strand = s
		s.domains = append(s.domains, d)
	}
	r.strands = append(r.strands, s)
}

// Ref returns the rubric's id, edition and digest. The digest covers the content in
// canonical form without extensions: white space, comments, the choice of YAML or JSON and
// keys that begin with x- do not change it, and every change of a word does. A localized rubric has the ref of the edition that it
// translates.
func (r *Rubric) Ref() Ref { return r.ref }

// ID returns the rubric's id.
func (r *Rubric) ID() string { return r.ref.ID }

// Edition returns the rubric's edition.
func (r *Rubric) Edition() string { return r.ref.Edition }

// Title returns the title.
func (r *Rubric) Title() string { return r.doc.Title.Text }

// Language returns the BCP 47 tag of the language of the texts.
func (r *Rubric) Language() string { return r.doc.Language }

// Direction returns the direction of the script, "ltr" or "rtl".
func (r *Rubric) Direction() string {
	if r.doc.Direction == "" {
		return "ltr"
	}
	return r.doc.Direction
}

// Date returns the calendar day on which the edition's data was last changed, as
// YYYY-MM-DD, or "".
func (r *Rubric) Date() string { return r.doc.Date }

// Notice returns who owns the wording and why it may be reproduced, or "".
func (r *Rubric) Notice() string { return r.doc.Notice.Text }

// Citation returns how to cite the instrument, or "".
func (r *Rubric) Citation() string { return r.doc.Citation.Text }

// Definition returns the instrument's definition of what it assesses, or "".
func (r *Rubric) Definition() string { return r.doc.Definition.Text }

// Notes yields the notes on the edition.
func (r *Rubric) Notes() iter.Seq[string] { return texts(r.doc.Notes) }

// Sources yields the documents that the wording was transcribed from.
func (r *Rubric) Sources() iter.Seq[TextSource] { return slices.Values(r.doc.Sources) }

// Spectrum returns the spectrum that competencies are rated on.
func (r *Rubric) Spectrum() *spectrum.Spectrum { return r.spectrum }

// Constituency is a part of the community that raters speak from.
//
// [Constituency.Equal] compares across translations.
type Constituency struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Constituencies yields the constituencies in the rubric's order. If the rubric has none,
// responses name none.
func (r *Rubric) Constituencies() iter.Seq[Constituency] {
	return func(yield func(Constituency) bool) {
		for _, c := range r.doc.Constituencies {
			if !yield(Constituency{ID: c.ID, Title: c.Title.Text}) {
				return
			}
		}
	}
}

// Constituency returns the constituency with the given id.
func (r *Rubric) Constituency(id string) (Constituency, bool) {
	for c := range r.Constituencies() {
		if c.ID == id {
			return c, true
		}
	}
	return Constituency{}, false
}

// Strands yields the strands in the rubric's order.
func (r *Rubric) Strands() iter.Seq[*Strand] { return slices.Values(r.strands) }

// Strand returns the strand with the given id.
func (r *Rubric) Strand(id string) (*Strand, bool) {
	for _, s := range r.strands {
		if s.ID() == id {
			return s, true
		}
	}
	return nil, false
}

// Levels returns the maturity levels that competencies belong to, the lowest first, each once.
// It is empty if no competency names one.
func (r *Rubric) Levels() []int {
	var levels []int
	for _, c := range r.competencies {
		if c.Level() > 0 {
			levels = append(levels, c.Level())
		}
	}
	slices.Sort(levels)
	return slices.Compact(levels)
}

// Domains yields the domains in printed order.
func (r *Rubric) Domains() iter.Seq[*Domain] { return slices.Values(r.domains) }

// Domain returns the domain with the given id.
func (r *Rubric) Domain(id string) (*Domain, bool) {
	d, ok := r.domainByID[id]
	return d, ok
}

// Competencies yields the competencies of all domains in printed order.
func (r *Rubric) Competencies() iter.Seq[*Competency] { return slices.Values(r.competencies) }

// Competency returns the competency with the given id.
func (r *Rubric) Competency(id string) (*Competency, bool) {
	c, ok := r.competencyByID[id]
	return c, ok
}

// CompetencyAt returns the competency with the given index, which counts from 0 in
// printed order through all domains.
func (r *Rubric) CompetencyAt(index int) (*Competency, bool) {
	if index < 0 || index >= len(r.competencies) {
		return nil, false
	}
	return r.competencies[index], true
}

// CompetencyCount returns the number of competencies.
func (r *Rubric) CompetencyCount() int { return len(r.competencies) }

// Strand is a named group of domains.
type Strand struct {
	rubric  *Rubric
	entry   *StrandEntry
	domains []*Domain
}

// ID returns the strand's id.
func (s *Strand) ID() string { return s.entry.ID }

// Title returns the title.
func (s *Strand) Title() string { return s.entry.Title.Text }

// Introduction returns the introduction, or "".
func (s *Strand) Introduction() string { return s.entry.Introduction.Text }

// Domains yields the strand's domains.
func (s *Strand) Domains() iter.Seq[*Domain] { return slices.Values(s.domains) }

// Domain is a chapter of a rubric.
type Domain struct {
	rubric       *Rubric
	entry        *DomainEntry
	index        int
	strand       *Strand
	competencies []*Competency
}

// ID returns the domain's id.
func (d *Domain) ID() string { return d.entry.ID }

// Code returns the printed number, or "".
func (d *Domain) Code() string { return d.entry.Code }

// Title returns the title.
func (d *Domain) Title() string { return d.entry.Title.Text }

// Summary returns what the domain is about, or "".
func (d *Domain) Summary() string { return d.entry.Summary.Text }

// Belief returns the foundational belief, or "". An empty line separates paragraphs.
func (d *Domain) Belief() string { return d.entry.Belief.Text }

// Impact returns what the domain's work leads to, or "".
func (d *Domain) Impact() string { return d.entry.Impact.Text }

// Prompts yields the domain's reflection questions.
func (d *Domain) Prompts() iter.Seq[string] { return texts(d.entry.Prompts) }

// Index returns the domain's place in the rubric, from 0.
func (d *Domain) Index() int { return d.index }

// Strand returns the strand that the domain belongs to, or nil.
func (d *Domain) Strand() *Strand { return d.strand }

// Competencies yields the domain's competencies in printed order.
func (d *Domain) Competencies() iter.Seq[*Competency] { return slices.Values(d.competencies) }

// CompetencyCount returns the number of the domain's competencies.
func (d *Domain) CompetencyCount() int { return len(d.competencies) }

// Competency is a thing that is rated.
type Competency struct {
	rubric *Rubric
	domain *Domain
	entry  *CompetencyEntry
	index  int

	label       string
	sharesTitle bool
}

// ID returns the competency's id.
func (c *Competency) ID() string { return c.entry.ID }

// Code returns the printed number, or "".
func (c *Competency) Code() string { return c.entry.Code }

// Title returns the title.
func (c *Competency) Title() string { return c.entry.Title.Text }

// Summary returns what the competency is about, or "".
func (c *Competency) Summary() string { return c.entry.Summary.Text }

// Level returns the maturity level that the competency belongs to, from 1 to 100, or 0 if the
// rubric names none. A level says what has to be in place first. It is not a rating: a
// competency of any level can be rated at any stage.
func (c *Competency) Level() int { return c.entry.Level }

// Domain returns the domain that the competency belongs to.
func (c *Competency) Domain() *Domain { return c.domain }

// Index returns the competency's place in the rubric, counted from 0 in printed
// order through all domains.
func (c *Competency) Index() int { return c.index }

// Descriptor returns what the competency looks like at stage s, which may be a stage of a
// translation. It returns false if the rubric does not describe it or s is not a stage of
// the rubric.
func (c *Competency) Descriptor(s spectrum.Stage) (string, bool) {
	if !s.Spectrum().Equal(c.rubric.spectrum) {
		return "", false
	}
	t, ok := c.entry.Descriptors[s.ID()]
	return t.Text, ok
}

// SourcedText is a text of a rubric with the id of the source that it was transcribed
// from. Key identifies the text in all translations: it is the field for texts of the
// document itself (title, notes[0]), otherwise the id and the field
// (welcoming-culture.title, welcoming-culture.wordings.family, building-relationships.prompts[0],
// partner-ecosystem.descriptors.advanced).
//
// Language is the tag of the text's language. It differs from the rubric's language if the
// document says so or the translation lacks the text.
type SourcedText struct {
	Key, Text, Source, Language string
}

// Texts yields every text of the rubric, in the order of the document. Source is "" if the
// rubric lists no sources.
func (r *Rubric) Texts() iter.Seq[SourcedText] {
	return func(yield func(SourcedText) bool) {
		r.gatherTexts.Do(func() {
			r.doc.walk(func(key, _ string, t *TextEntry, src string) {
				language := r.doc.Language
				if l, ok := r.languages[key]; ok {
					language = l
				}
				r.texts = append(r.texts, SourcedText{Key: key, Text: t.Text, Source: src, Language: language})
			})
		})
		for _, t := range r.texts {
			if !yield(t) {
				return
			}
		}
	}
}

func texts(list []TextEntry) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, t := range list {
			if !yield(t.Text) {
				return
			}
		}
	}
}

func plain(list []TextEntry) []string {
	if len(list) == 0 {
		return nil
	}
	return slices.AppendSeq(make([]string, 0, len(list)), texts(list))
}
