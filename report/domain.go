package report

import (
	"slices"

	"github.com/waymark-go/waymark/report/internal/clean"
	"github.com/waymark-go/waymark/rubric"
)

// domainBuilder builds the section of a domain.
type domainBuilder struct{ *builder }

func (b domainBuilder) domain(d *rubric.Domain) DomainSection {
	label := b.domainLabel(d)
	out := DomainSection{
		ID: d.ID(), Code: clean.Line(d.Code()),
		Title:   b.text(b.wording(d.ID(), "title", d.Title())),
		Label:   b.text(label),
		Summary: b.text(b.repeated(d.ID(), "summary", d.Summary())),
		Result:  b.result(d.ID(), b.everyone, b.phrases.Results.ratings),
		By:      b.by(d.ID(), b.phrases.Results.ratings),
		Apart:   comparisonBuilder(b).distance(d.ID(), slices.Collect(d.Competencies())),
		Share:   b.share(d.ID()), EqualVoice: b.equalVoice(d.ID()),
		Caption:   b.text(b.phrases.Results.domainCaption(label)),
		ByCaption: b.text(b.phrases.Results.byGroupCaption(label)),
		Help:      b.help(d, b.selected),
	}
	for c := range b.selectedOf(d.Competencies()) {
		out.Competencies = append(out.Competencies, CompetencyRow{
			ID: c.ID(), Code: clean.Line(c.Code()),
			Title:   b.text(b.wording(c.ID(), "title", c.Title())),
			Label:   b.text(b.label(c)),
			Summary: b.text(b.repeated(c.ID(), "summary", c.Summary())),
			Asked:   b.text(b.asked(c)),
			Result:  b.result(c.ID(), b.everyone, b.phrases.Results.rated),
			By:      b.by(c.ID(), b.phrases.Results.rated), EqualVoice: b.equalVoice(c.ID()),
		})
	}
	return out
}

func (b domainBuilder) by(id string, unit func(uint64) string) []ResultText {
	results := make([]ResultText, len(b.groups))
	for i, g := range b.groups {
		results[i] = b.result(id, g.ID, unit)
	}
	return results
}

// share returns how many ratings of a domain are in the upper half of the stages.
func (b domainBuilder) share(id string) TaggedText {
	cell, ok := b.published.Cell(id, b.everyone)
	if !ok || cell.Hidden || cell.Rated() == 0 {
		return nil
	}
	stage := upperHalf(b.rubric.Spectrum())
	k, n := cell.Stages.AtOrAbove(stage)
	_, more := stage.Next()
	return b.text(b.phrases.Results.share(b.title(stage), !more, k, n))
}

// equalVoice returns where the median would be if each group counted the same, unless it is the
// same stage. It names the counted groups if some are not counted. It is empty if the report hides
// groups, because it counts all of them.
func (b domainBuilder) equalVoice(id string) TaggedText {
	e, ok := b.published.EqualVoice(id)
	if !ok || !e.Differs || b.hidesGroups() {
		return nil
	}
	low, high := e.Voices.Median()
	var counted []string
	if len(e.Constituencies) < len(b.groups) {
		for _, c := range e.Constituencies {
			counted = append(counted, b.phrases.Constituencies.inSentence(b.wording(c.ID, "title", c.Title)))
		}
	}
	return b.text(b.phrases.Results.equalVoice(b.phrases.Results.median(b.title(low), b.title(high)), counted))
}
