package report

import (
	"strings"

	"github.com/waymark-go/waymark/assess"
)

// shortDigest is how much of a digest is shown, enough to tell editions apart.
const shortDigest = len("sha256:") + 12

// about says what was rated, whatever the results.
func (b *builder) about() About {
	r, ref := b.rubric, b.rubric.Ref()
	var a About
	add := func(name, text string) {
		if text != "" {
			a.Facts = append(a.Facts, Fact{name, b.text(text)})
		}
	}
	add(b.labels.Rubric, b.words.rubricEdition(b.wording("", "title", r.Title()), clean(ref.String())))
	add(b.labels.Digest, ref.Digest[:min(len(ref.Digest), shortDigest)])
	add(b.labels.Definition, b.wording("", "definition", r.Definition()))
	add(b.labels.Strands, b.strands())
	if s, ok := r.ReferenceSpectrum(); ok {
		add(b.labels.Reference, b.words.sentences(b.words.closed(b.wording(s.ID, "title", s.Title)), b.wording(s.ID, "alignment", s.Alignment)))
	}
	add(b.labels.Citation, b.wording("", "citation", r.Citation()))
	add(b.labels.Notice, b.wording("", "notice", r.Notice()))
	add(b.labels.Generator, b.published.Generator())
	for s := range r.Sources() {
		a.Sources = append(a.Sources, Source{clean(s.Title), clean(s.Publisher), address(s.URL)})
	}
	for n := range r.Notes() {
		a.Notes = append(a.Notes, b.text(b.wording("", numbered("notes", len(a.Notes)), n)))
	}
	return a
}

// strands names each strand with its domains, by their codes where all have one.
func (b *builder) strands() string {
	var strands []string
	for s := range b.rubric.Strands() {
		coded := true
		for d := range s.Domains() {
			coded = coded && clean(d.Code()) != ""
		}
		var domains []string
		for d := range s.Domains() {
			if coded {
				domains = append(domains, clean(d.Code()))
			} else {
				domains = append(domains, b.wording(d.ID(), "title", d.Title()))
			}
		}
		strands = append(strands, b.words.strandDomains(b.wording(s.ID(), "title", s.Title()), domains))
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
func (b *builder) methods() Methods {
	groups, overview := len(b.groups) > 1, b.has(SectionOverview)
	m := Methods{Intro: b.words.methodsIntro(), Items: b.words.methods(measures{
		agreement:   b.has(SectionDomains),
		highlights:  b.has(SectionStrengths) || b.has(SectionEdges) || b.has(SectionConversations),
		differences: groups && (overview || b.has(SectionDifferences)),
		domains:     !b.oneDomain && (overview || b.has(SectionProgress) || b.has(SectionTargets)),
		equalVoice:  groups && !b.someGroups() && (overview || b.has(SectionDomains)),
		progress:    b.has(SectionProgress), consensus: b.has(SectionConsensus), targets: b.has(SectionTargets),
		reliability: b.reliability(), policy: b.published.Policy(),
	})}
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
		msg := b.tongues.mark(clean(w.Msg), "en")
		m.Notes = append(m.Notes, b.text(b.words.warning(string(w.Code), counts[w.Code], msg)))
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
