package report

import (
	"strings"

	"github.com/waymark-go/waymark/report/internal/clean"

	"github.com/waymark-go/waymark/assess"
)

// shortDigest is how much of a digest is shown, enough to tell editions apart.
const shortDigest = len("sha256:") + 12

// about says what was rated, whatever the results.
func (b *builder) about() AboutSection {
	r, ref := b.rubric, b.rubric.Ref()
	var a AboutSection
	add := func(name, text string) { a.Facts = b.fact(a.Facts, name, text) }
	add(b.labels.Rubric, b.rubricEdition())
	add(b.labels.Digest, ref.Digest[:min(len(ref.Digest), shortDigest)])
	add(b.labels.Definition, b.wording("", "definition", r.Definition()))
	add(b.labels.Strands, b.strands())
	add(b.labels.Reference, b.reference())
	add(b.labels.Citation, b.wording("", "citation", r.Citation()))
	add(b.labels.Notice, b.wording("", "notice", r.Notice()))
	add(b.labels.Generator, b.published.Generator())
	a.Sources = b.sources()
	for n := range r.Notes() {
		a.Notes = append(a.Notes, b.text(b.wording("", numbered("notes", len(a.Notes)), n)))
	}
	return a
}

// imprint says whose wording a document to work with has, on as little paper as that
// takes.
func (b *builder) imprint(reference bool) AboutSection {
	var a AboutSection
	a.Facts = b.fact(a.Facts, b.labels.Rubric, b.rubricEdition())
	if reference {
		a.Facts = b.fact(a.Facts, b.labels.Reference, b.reference())
	}
	a.Facts = b.fact(a.Facts, b.labels.Citation, b.wording("", "citation", b.rubric.Citation()))
	a.Facts = b.fact(a.Facts, b.labels.Notice, b.wording("", "notice", b.rubric.Notice()))
	if b.published != nil {
		a.Facts = b.fact(a.Facts, b.labels.Generator, b.published.Generator())
	}
	a.Sources = b.sources()
	return a
}

// fact adds what is known.
func (b *builder) fact(facts []RubricFact, name, text string) []RubricFact {
	if text == "" {
		return facts
	}
	return append(facts, RubricFact{name, b.text(text)})
}

func (b *builder) rubricEdition() string {
	return b.phrases.Head.rubricEdition(b.wording("", "title", b.rubric.Title()), clean.Line(b.rubric.Ref().String()))
}

// reference names the reference spectrum and says on what the lining up rests.
func (b *builder) reference() string {
	s, ok := b.rubric.ReferenceSpectrum()
	if !ok {
		return ""
	}
	return b.grammar.sentences(b.grammar.closed(b.wording(s.ID, "title", s.Title)), b.wording(s.ID, "alignment", s.Alignment))
}

func (b *builder) sources() []SourceCitation {
	var sources []SourceCitation
	for s := range b.rubric.Sources() {
		sources = append(sources, SourceCitation{clean.Line(s.Title), clean.Line(s.Publisher), address(s.URL)})
	}
	return sources
}

// strands names each strand with its domains, by their codes where all have one.
func (b *builder) strands() string {
	var strands []string
	for s := range b.rubric.Strands() {
		coded := true
		for d := range s.Domains() {
			coded = coded && clean.Line(d.Code()) != ""
		}
		var domains []string
		for d := range s.Domains() {
			if coded {
				domains = append(domains, clean.Line(d.Code()))
			} else {
				domains = append(domains, b.wording(d.ID(), "title", d.Title()))
			}
		}
		strands = append(strands, b.phrases.Head.strandDomains(b.wording(s.ID(), "title", s.Title()), domains))
	}
	return strings.Join(strands, " · ")
}

// address returns a web address to link to, or "" for what is none. What could end
// the address in some format is escaped.
func address(url string) string {
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		return ""
	}
	var b strings.Builder
	for i := range len(url) {
		c := url[i]
		if c > ' ' && c < 0x7f && !strings.ContainsRune("\"'<>[]\\^`{|}$", rune(c)) {
			b.WriteByte(c)
			continue
		}
		const hex = "0123456789ABCDEF"
		b.Write([]byte{'%', hex[c>>4], hex[c&15]})
	}
	return b.String()
}

// methods says how the results were made and counts the warnings by code: there is
// one a cell, too many to list.
func (b *builder) methods() MethodsSection {
	groups, overview := len(b.groups) > 1, b.has(SectionOverview)
	m := MethodsSection{Intro: b.phrases.Methods.Intro, Items: b.phrases.Methods.methods(measures{
		agreement:   b.has(SectionDomains),
		highlights:  b.has(SectionStrengths) || b.has(SectionEdges) || b.has(SectionConversations),
		differences: groups && (overview || b.has(SectionDifferences)),
		domains:     !b.oneDomain && (overview || b.has(SectionProgress) || b.has(SectionTargets)),
		equalVoice:  groups && !b.someGroups() && (overview || b.has(SectionDomains)),
		progress:    b.has(SectionProgress), consensus: b.has(SectionConsensus), targets: b.has(SectionTargets),
		reliability: b.reliability(),
	})}
	m.Items = append(m.Items, b.phrases.Methods.publishing(b.published.Policy(), &b.phrases.Head)...)
	counts := make(map[assess.WarningCode]int)
	var first []assess.Warning
	for w := range b.published.Warnings() {
		if b.oneDomain && b.ofDomain(w) || !b.ofShown(w) {
			continue
		}
		if counts[w.Code]++; counts[w.Code] == 1 {
			first = append(first, w)
		}
	}
	for _, w := range first {
		msg := b.languages.mark(clean.Line(w.Msg), "en")
		m.Notes = append(m.Notes, b.text(b.phrases.Warnings.warning(string(w.Code), counts[w.Code], msg)))
	}
	return m
}

// ofShown reports whether a warning is about everyone or a group that is shown.
func (b *builder) ofShown(w assess.Warning) bool {
	_, group, found := strings.Cut(w.Path, ".by.")
	return !found || b.shows(group)
}

// ofDomain reports whether a warning is about the pooled ratings of a domain.
func (b *builder) ofDomain(w assess.Warning) bool {
	id, _, _ := strings.Cut(w.Path, ".")
	_, ok := b.rubric.Domain(id)
	return ok
}
