package report

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
)

// Section names a part of a report that can be left out. Its value is the anchor of the part in
// HTML pages too.
type Section string

// The sections, in the order of every report.
const (
	SectionFindings      Section = "findings" // the summary
	SectionOverview      Section = "overview" // where the rubric has more than one domain
	SectionStrands       Section = "strands"  // where the rubric has strands and more than one domain
	SectionLevels        Section = "levels"   // where competencies name levels
	SectionDomains       Section = "domains"  // a chapter for each domain
	SectionStrengths     Section = "strengths"
	SectionEdges         Section = "edges"       // the growing edges
	SectionDifferences   Section = "differences" // where two groups or more are shown
	SectionProgress      Section = "progress"    // with Options.Progress
	SectionConsensus     Section = "consensus"   // with Options.Consensus
	SectionComments      Section = "comments"    // with Options.Comments, if any may be shown
	SectionTargets       Section = "targets"     // with Options.Targets
	SectionConversations Section = "conversations"
	SectionMethods       Section = "methods"
)

// Sections returns all sections, in the order of every report.
func Sections() []Section {
	return []Section{
		SectionFindings, SectionOverview, SectionStrands, SectionLevels, SectionDomains, SectionStrengths, SectionEdges, SectionDifferences, SectionProgress,
		SectionConsensus, SectionComments, SectionTargets, SectionConversations, SectionMethods,
	}
}

// Has reports whether the report has a section.
func (v *View) Has(s Section) bool { return slices.Contains(v.Sections, s) }

// SectionTitle returns the heading of a section. It is "" for [SectionDomains], because each
// domain has its heading, and for an unknown section.
func (l *Labels) SectionTitle(s Section) string {
	switch s {
	case SectionFindings:
		return l.Findings
	case SectionOverview:
		return l.Overview
	case SectionStrands:
		return l.Strands
	case SectionLevels:
		return l.Levels
	case SectionStrengths:
		return l.Strengths
	case SectionEdges:
		return l.Edges
	case SectionDifferences:
		return l.Differences
	case SectionProgress:
		return l.Progress
	case SectionConsensus:
		return l.Consensus
	case SectionComments:
		return l.Comments
	case SectionTargets:
		return l.Targets
	case SectionConversations:
		return l.Conversations
	case SectionMethods:
		return l.Methods
	}
	return ""
}

// ComparesGroups reports whether the report shows two groups or more, so that it says how far
// apart they are.
func (v *View) ComparesGroups() bool { return len(v.Groups) > 1 }

// checkSelection returns an error if a selected section or constituency does not exist.
func (b *builder) checkSelection() error {
	var sections []string
	for _, s := range Sections() {
		sections = append(sections, string(s))
	}
	for _, s := range b.opt.Sections {
		if !slices.Contains(sections, string(s)) {
			return errors.New(joined("; ", fmt.Sprintf("report: unknown section %q", s), source.DidYouMean(string(s), sections)))
		}
	}
	var ids []string
	for _, c := range b.published.Constituencies() {
		ids = append(ids, c.ID)
	}
	for _, id := range b.opt.Constituencies {
		if !slices.Contains(ids, id) {
			return errors.New(joined("; ", fmt.Sprintf("report: %s has no constituency %q", b.rubric.Ref(), id), source.DidYouMean(id, ids)))
		}
	}
	return b.checkCompetencies()
}

// checkCompetencies returns an error if a selected competency does not exist.
func (b *builder) checkCompetencies() error {
	for _, id := range b.opt.Competencies {
		if _, ok := b.rubric.Competency(id); !ok {
			var ids []string
			for c := range b.rubric.Competencies() {
				ids = append(ids, c.ID())
			}
			return errors.New(joined("; ", fmt.Sprintf("report: %s has no competency %q", b.rubric.Ref(), id), source.DidYouMean(id, ids)))
		}
	}
	return nil
}

// selected reports whether the report shows a competency.
func (b *builder) selected(c *rubric.Competency) bool {
	return len(b.opt.Competencies) == 0 || slices.Contains(b.opt.Competencies, c.ID())
}

// selectedOf yields the competencies of a list that the report shows.
func (b *builder) selectedOf(list iter.Seq[*rubric.Competency]) iter.Seq[*rubric.Competency] {
	return func(yield func(*rubric.Competency) bool) {
		for c := range list {
			if b.selected(c) && !yield(c) {
				return
			}
		}
	}
}

// domains yields the domains of which the report shows a competency.
func (b *builder) domains() iter.Seq[*rubric.Domain] {
	return func(yield func(*rubric.Domain) bool) {
		for d := range b.rubric.Domains() {
			for range b.selectedOf(d.Competencies()) {
				if !yield(d) {
					return
				}
				break
			}
		}
	}
}

// strands yields the strands of which the report shows a domain, each with the indexes of these
// domains in [View.Domains].
func (b *builder) strands() iter.Seq2[*rubric.Strand, []int] {
	return func(yield func(*rubric.Strand, []int) bool) {
		places := make(map[string]int)
		for d := range b.domains() {
			places[d.ID()] = len(places)
		}
		for s := range b.rubric.Strands() {
			var shown []int
			for d := range s.Domains() {
				if i, ok := places[d.ID()]; ok {
					shown = append(shown, i)
				}
			}
			if len(shown) > 0 && !yield(s, shown) {
				return
			}
		}
	}
}

// sections returns the selected sections that have content.
func (b *builder) sections(noResults bool) []Section {
	there := map[Section]bool{
		SectionFindings: true, SectionOverview: !b.oneDomain, SectionStrands: b.hasStrands(), SectionLevels: len(b.rubric.Levels()) > 0, SectionDomains: true, SectionStrengths: true, SectionEdges: true,
		SectionDifferences: len(b.groups) > 1, SectionProgress: b.opt.Progress != nil,
		SectionConsensus: b.opt.Consensus != nil, SectionComments: b.commentsSection() != nil, SectionTargets: len(b.opt.Targets) > 0,
		SectionConversations: true, SectionMethods: true,
	}
	if noResults {
		there = map[Section]bool{SectionConsensus: b.opt.Consensus != nil}
	}
	return slices.DeleteFunc(Sections(), func(s Section) bool {
		return !there[s] || len(b.opt.Sections) > 0 && !slices.Contains(b.opt.Sections, s)
	})
}

// joined joins the non-empty parts.
func joined(separator string, parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(separator)
		}
		b.WriteString(p)
	}
	return b.String()
}
