package report

import (
	"strings"

	"github.com/waymark-go/waymark/report/internal/clean"
)

// shortDigest is the length of a digest in a report, enough to tell editions apart.
const shortDigest = len("sha256:") + 12

// aboutBuilder makes the end of a report.
type aboutBuilder struct{ *builder }

// about returns the section that every report ends with.
func (b aboutBuilder) about() AboutSection {
	r, ref := b.rubric, b.rubric.Ref()
	var a AboutSection
	add := func(name, text string) { a.Facts = b.fact(a.Facts, name, text) }
	add(b.labels.Rubric, b.rubricEdition())
	add(b.labels.Digest, ref.Digest[:min(len(ref.Digest), shortDigest)])
	add(b.labels.Definition, b.prose("", "definition", r.Definition()))
	add(b.labels.Strands, b.strandList())
	add(b.labels.Reference, b.reference())
	add(b.labels.Citation, b.prose("", "citation", r.Citation()))
	add(b.labels.Notice, b.prose("", "notice", r.Notice()))
	add(b.labels.Generator, b.published.Generator())
	a.Sources = b.sources()
	for n := range r.Notes() {
		a.Notes = append(a.Notes, b.text(b.prose("", numbered("notes", len(a.Notes)), n)))
	}
	return a
}

// imprint returns the short form of the section for documents to print: whose wording it is.
func (b aboutBuilder) imprint(reference bool) AboutSection {
	var a AboutSection
	a.Facts = b.fact(a.Facts, b.labels.Rubric, b.rubricEdition())
	if reference {
		a.Facts = b.fact(a.Facts, b.labels.Reference, b.reference())
	}
	a.Facts = b.fact(a.Facts, b.labels.Citation, b.prose("", "citation", b.rubric.Citation()))
	a.Facts = b.fact(a.Facts, b.labels.Notice, b.prose("", "notice", b.rubric.Notice()))
	if b.published != nil {
		a.Facts = b.fact(a.Facts, b.labels.Generator, b.published.Generator())
	}
	a.Sources = b.sources()
	return a
}

// fact appends a fact unless its text is empty.
func (b aboutBuilder) fact(facts []RubricFact, name, text string) []RubricFact {
	if text == "" {
		return facts
	}
	return append(facts, RubricFact{name, b.text(text)})
}

func (b aboutBuilder) rubricEdition() string {
	return b.phrases.Head.rubricEdition(b.wording("", "title", b.rubric.Title()), clean.Line(b.rubric.Ref().String()))
}

// reference returns the name of the reference spectrum and how it was aligned with the stages.
func (b aboutBuilder) reference() string {
	s, ok := b.rubric.ReferenceSpectrum()
	if !ok {
		return ""
	}
	return b.grammar.sentences(b.grammar.closed(b.wording(s.ID, "title", s.Title)), b.prose(s.ID, "alignment", s.Alignment))
}

func (b aboutBuilder) sources() []SourceCitation {
	var sources []SourceCitation
	for s := range b.rubric.Sources() {
		sources = append(sources, SourceCitation{clean.Line(s.Title), clean.Line(s.Publisher), address(s.URL)})
	}
	return sources
}

// strandList lists each strand with its domains: by their codes if all have one, by their titles
// otherwise.
func (b aboutBuilder) strandList() string {
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

// address returns url if it is an http or https address, and "" otherwise. Characters that could
// end the address in a format are percent-encoded.
func address(url string) string {
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		return ""
	}
	return escapeAddress(url)
}

// escapeAddress escapes what could end an address in some format.
func escapeAddress(url string) string {
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
