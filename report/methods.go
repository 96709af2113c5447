package report

import (
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report/internal/clean"
)

// methodsBuilder builds the section on how the results were computed.
type methodsBuilder struct{ *builder }

// methods returns the measures that the report shows and the warnings, counted by code because
// there may be one for each cell.
func (b methodsBuilder) methods() MethodsSection {
	groups, overview := len(b.groups) > 1, b.has(SectionOverview)
	m := MethodsSection{Intro: b.phrases.Methods.Intro, Items: b.phrases.Methods.methods(measures{
		agreement:   b.evenPairs(),
		highlights:  b.has(SectionStrengths) || b.has(SectionEdges) || b.has(SectionConversations),
		differences: groups && (overview || b.has(SectionDifferences)),
		domains:     !b.oneDomain && (overview || b.has(SectionProgress) || b.has(SectionTargets)),
		levels:      b.has(SectionLevels),
		equalVoice:  groups && !b.hidesGroups() && (overview || b.has(SectionDomains)),
		progress:    b.has(SectionProgress), consensus: b.has(SectionConsensus), targets: b.has(SectionTargets),
		reliability: b.reliability(),
	})}
	m.Items = append(m.Items, b.phrases.Methods.publishing(b.published.Policy(), &b.phrases.Head)...)
	counts := make(map[assess.WarningCode]int)
	var first []assess.ResultWarning
	for w := range b.published.Warnings() {
		if b.oneDomain && b.pooled(w) || !b.ofShown(w) {
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

// evenPairs returns what agreement is compared with, or "" if the report does not show it.
func (b methodsBuilder) evenPairs() string {
	if !b.has(SectionDomains) {
		return ""
	}
	return b.phrases.Methods.evenPairs(len(b.stages))
}

// ofShown reports whether a warning concerns everyone or a group that the report shows.
func (b methodsBuilder) ofShown(w assess.ResultWarning) bool {
	_, group, found := strings.Cut(w.Path, ".by.")
	return !found || b.shows(group)
}

// pooled reports whether a warning concerns the pooled ratings of a domain or strand.
func (b methodsBuilder) pooled(w assess.ResultWarning) bool {
	id, _, _ := strings.Cut(w.Path, ".")
	_, ok := b.rubric.Competency(id)
	return !ok
}

// reliability returns how far raters agree on the order of the competencies.
func (b methodsBuilder) reliability() string {
	r, ok := b.published.Reliability(b.everyone)
	if !ok {
		return b.phrases.Methods.noAlpha(r.Reason)
	}
	return b.phrases.Methods.alpha(r.Alpha, uint64(r.PercentAgreement*100+0.5))
}
