package report

import (
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report/internal/clean"
)

// methodsBuilder makes how the results were computed.
type methodsBuilder struct{ *builder }

// methods says how the results were made and counts the warnings by code: there is
// one a cell, too many to list.
func (b methodsBuilder) methods() MethodsSection {
	groups, overview := len(b.groups) > 1, b.has(SectionOverview)
	m := MethodsSection{Intro: b.phrases.Methods.Intro, Items: b.phrases.Methods.methods(measures{
		agreement:   b.has(SectionDomains),
		highlights:  b.has(SectionStrengths) || b.has(SectionEdges) || b.has(SectionConversations),
		differences: groups && (overview || b.has(SectionDifferences)),
		domains:     !b.oneDomain && (overview || b.has(SectionProgress) || b.has(SectionTargets)),
		equalVoice:  groups && !b.hidesGroups() && (overview || b.has(SectionDomains)),
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
func (b methodsBuilder) ofShown(w assess.Warning) bool {
	_, group, found := strings.Cut(w.Path, ".by.")
	return !found || b.shows(group)
}

// ofDomain reports whether a warning is about the pooled ratings of a domain.
func (b methodsBuilder) ofDomain(w assess.Warning) bool {
	id, _, _ := strings.Cut(w.Path, ".")
	_, ok := b.rubric.Domain(id)
	return ok
}

// reliability says how far raters agree on where the competencies stand.
func (b methodsBuilder) reliability() string {
	r, ok := b.published.Reliability(assess.Everyone)
	if !ok {
		return b.phrases.Methods.noAlpha(r.Reason)
	}
	return b.phrases.Methods.alpha(r.Alpha, uint64(r.PercentAgreement*100+0.5))
}
