package report

import (
	"strings"

	"github.com/waymark-go/waymark/report/internal/clean"
	"github.com/waymark-go/waymark/rubric"
)

// StrandsSection is the results of the strands. It is empty if the rubric has none, or only one
// domain.
type StrandsSection struct {
	// Intro says what the results of a strand are.
	Intro string
	Rows  []StrandRow
	// Caption is the caption of the table of strands, ByCaption that of the medians by group.
	Caption, ByCaption TaggedText
}

// StrandRow is the results of a strand in the form of a row of competencies. Its summary lists the
// domains of the strand. Numbers are ratings and not people, because a strand pools several ratings
// of each person.
type StrandRow struct {
	CompetencyRow
	Apart GroupDistance
	Share TaggedText // as in [DomainSection]
	// Domains are the domains of the strand that the report shows, as indexes in [View.Domains].
	Domains []int
}

// Results returns the rows in the form of rows of competencies.
func (s *StrandsSection) Results() []CompetencyRow {
	rows := make([]CompetencyRow, len(s.Rows))
	for i := range s.Rows {
		rows[i] = s.Rows[i].CompetencyRow
	}
	return rows
}

// OverviewRow is a strand or a domain in the overview.
type OverviewRow struct {
	ID string
	// IsStrand reports whether the row is a strand, InStrand whether it is a domain below its
	// strand.
	IsStrand, InStrand bool
	Label              TaggedText
	Result             ResultText
	Apart              GroupDistance
	Share, EqualVoice  TaggedText // as in [DomainSection]
}

// Overview returns the rows of the overview: each strand followed by its domains, and then the
// domains without a strand.
func (v *View) Overview() []OverviewRow {
	rows := make([]OverviewRow, 0, len(v.Domains)+len(v.Strands.Rows))
	placed := make([]bool, len(v.Domains))
	add := func(i int, inStrand bool) {
		d := &v.Domains[i]
		placed[i] = true
		rows = append(rows, OverviewRow{ID: d.ID, InStrand: inStrand, Label: d.Label, Result: d.Result, Apart: d.Apart, Share: d.Share, EqualVoice: d.EqualVoice})
	}
	for i := range v.Strands.Rows {
		s := &v.Strands.Rows[i]
		rows = append(rows, OverviewRow{ID: s.ID, IsStrand: true, Label: s.Label, Result: s.Result, Apart: s.Apart, Share: s.Share, EqualVoice: s.EqualVoice})
		for _, d := range s.Domains {
			add(d, true)
		}
	}
	for i := range v.Domains {
		if !placed[i] {
			add(i, false)
		}
	}
	return rows
}

// hasStrands reports whether the report has results of strands. Those of a rubric with one domain
// are the results of that domain.
func (b *builder) hasStrands() bool {
	for range b.strands() {
		return !b.oneDomain
	}
	return false
}

func (b domainBuilder) strandsSection() StrandsSection {
	out := StrandsSection{
		Intro:     b.phrases.Results.StrandsIntro,
		Caption:   b.text(b.phrases.Results.domainCaption(b.labels.Strands)),
		ByCaption: b.text(b.phrases.Results.byGroupCaption(b.labels.Strands)),
	}
	for s, domains := range b.strands() {
		title := b.text(b.strandTitle(s))
		row := StrandRow{
			CompetencyRow: CompetencyRow{
				ID: s.ID(), Title: title, Label: title, Summary: b.text(strings.Join(b.domainLabels(s), " · ")),
				Result: b.strandResult(s.ID(), b.everyone), EqualVoice: b.equalVoice(s.ID()),
			},
			Apart:   comparisonBuilder(b).distance(s.ID(), competenciesOf(s)),
			Share:   b.share(s.ID()),
			Domains: domains,
		}
		for _, g := range b.groups {
			row.By = append(row.By, b.strandResult(s.ID(), g.ID))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// strandResult returns the pooled ratings of a strand. It has no reasons for missing ratings,
// because their words count people.
func (b *builder) strandResult(id, group string) ResultText {
	r := b.result(id, group, b.phrases.Results.ratings)
	r.Reasons = ""
	return r
}

func (b *builder) strandTitle(s *rubric.Strand) string {
	if title := b.wording(s.ID(), "title", s.Title()); title != "" {
		return title
	}
	return clean.Line(s.ID())
}

func (b *builder) domainLabels(s *rubric.Strand) []string {
	var labels []string
	for d := range s.Domains() {
		labels = append(labels, b.domainLabel(d))
	}
	return labels
}

// competenciesOf returns the competencies of a strand.
func competenciesOf(s *rubric.Strand) []*rubric.Competency {
	var all []*rubric.Competency
	for d := range s.Domains() {
		for c := range d.Competencies() {
			all = append(all, c)
		}
	}
	return all
}
