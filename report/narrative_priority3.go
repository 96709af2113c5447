package report

import (
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// priority3Area is an area of Priority 3: the domains and competencies of the rubric that it is about.
type priority3Area struct {
	domains, competencies []string
}

// priority3Areas returns the three areas in the order of the local indicator: building relationships
// between school staff and families, building partnerships for student outcomes, and seeking input for
// decision-making.
//
// The areas are those of the state's self-reflection tool, which asks about each: current strengths and
// progress, focus areas for improvement, and how engagement of underrepresented families will improve
// (California Department of Education, Record Layout for Local Measures: Priority 3). The publisher of
// the rubric recommends it for the Local Control Funding Formula, but does not print which part of it
// belongs to which area. This assignment follows the practices that the state's tool rates in each area:
//
//   - Relationships: trusting and respectful relationships, welcoming environments, staff who learn about
//     families' strengths, cultures and languages, and communication in both directions in accessible
//     language. These are the domains Building Relationships and Building Collective Efficacy, whose
//     competencies are mindsets, connections and respect, and from the fourth domain the staff who face the
//     community and language access.
//   - Partnerships: professional learning for partnering with families, support of learning at home, meetings
//     on students' progress, and support of families in advocating for students. This is the domain Families As
//     Co-Educators. The Education Code names collaboration with families and the broader community as a part of
//     family engagement (section 52060), so the domain Community as Collaborators is here too.
//   - Input: the capacity of staff and of families to take part in advisory groups and decisions, input from all
//     families, and planning together. This is the domain Shared Power And Decision-Making and, from the second
//     domain, leadership development.
//
// Not assigned are the domain on participation of students, because Priority 3 is about parents and families, and
// the two competencies on staffing and resources, because they serve all areas. A draft names them.
func priority3Areas() []priority3Area {
	return []priority3Area{
		{
			domains: []string{"building-relationships"},
			competencies: []string{
				"staff-mindsets", "community-mindsets", "community-connections", "respect-for-leadership",
				"community-facing-staff", "language-access",
			},
		},
		{domains: []string{"families-as-co-educators", "community-as-collaborators"}},
		{domains: []string{"shared-power-and-decision-making"}, competencies: []string{"leadership-development"}},
	}
}

// priority3Families is the constituency that Priority 3 is about.
const priority3Families = "family"

// priority3Source returns the document that has the areas and what is asked about each.
func priority3Source() SourceCitation {
	return SourceCitation{
		Title: "Record Layout for Local Measures: Priority 3", Publisher: "California Department of Education",
		URL: "https://www.cde.ca.gov/ta/ac/cm/localindpriority32023.asp",
	}
}

// hasPriority3 reports whether the areas are known for an edition.
func hasPriority3(r *rubric.Rubric) bool {
	return r.ID() == "cei" && slices.Contains([]string{"2023.1", "2023.2"}, r.Edition())
}

// has reports whether a competency belongs to the area.
func (a *priority3Area) has(c *rubric.Competency) bool {
	return slices.Contains(a.domains, c.Domain().ID()) || slices.Contains(a.competencies, c.ID())
}

// unused returns the titles of the selected competencies that belong to no area.
func (b narrativeBuilder) unused() []string {
	areas := priority3Areas()
	var titles []string
	for c := range b.selectedOf(b.rubric.Competencies()) {
		if !slices.ContainsFunc(areas, func(a priority3Area) bool { return a.has(c) }) {
			titles = append(titles, b.phrases.Narrative.quoted(b.titleAlone(c)))
		}
	}
	return titles
}

// priority3 returns the parts of a narrative for Priority 3.
func (b narrativeBuilder) priority3() []NarrativePart {
	l := &b.phrases.Narrative.Labels
	headings := []string{l.Relationships, l.Partnerships, l.Input}
	all := (highlightBuilder{b.builder}).ranked()
	var parts []NarrativePart
	for i := range priority3Areas() {
		parts = append(parts, NarrativePart{Heading: headings[i], Paragraphs: b.area(i, all, headings[i])})
	}
	return parts
}

// area returns the three answers on an area. all are the competencies of the rubric by rank. The first
// area says how many of each group took part.
func (b narrativeBuilder) area(place int, all []rankedCompetency, heading string) []NarrativeParagraph {
	w, area := &b.phrases.Narrative, priority3Areas()[place]
	of := make(map[string]bool)
	var ranked, strengths, edges []rankedCompetency
	for c := range b.selectedOf(b.rubric.Competencies()) {
		of[c.ID()] = area.has(c)
	}
	for _, s := range all {
		if of[s.competency.ID()] {
			ranked = append(ranked, s)
		}
	}
	none := b.text(w.NoneShown)
	if len(ranked) > 0 {
		strengths, edges = strongestAndWeakest(ranked)
		none = b.text(w.NoneStandsOut)
	}
	good := append(b.source(place == 0), b.list(w.Furthest, none, strengths, areaHighlights)...)
	good = append(good, b.movesOf(of, true)...)
	if len(strengths) > 0 {
		good = append(good, b.blank(w.Possible))
	}
	focus := b.list(w.MostRoom, none, edges, areaHighlights)
	focus = append(focus, b.movesOf(of, false)...)
	families := b.lowerRates()
	if b.view.Has(SectionDifferences) {
		families = append(families, b.gaps(func(lower rubric.Constituency, c *rubric.Competency) bool {
			return lower.ID == priority3Families && of[c.ID()]
		}, areaDifferences)...)
	}
	families = append(families, b.sentence(w.FamiliesUnnamed), b.blank(w.underrepresented(heading)))
	return []NarrativeParagraph{
		b.paragraph(w.Labels.Strengths, good),
		b.paragraph(w.Labels.Focus, append(focus, b.blank(w.Next))),
		b.paragraph(w.Labels.Underrepresented, families),
	}
}

// movesOf says which of some competencies are rated higher, or lower, than before.
func (b narrativeBuilder) movesOf(of map[string]bool, higher bool) []NarrativeSentence {
	if b.view.Progress == nil || b.view.Progress.Empty != "" {
		return nil
	}
	var sentences []NarrativeSentence
	for _, m := range b.moves() {
		if of[m.id] && m.change.Delta > 0 == higher && len(sentences) < areaHighlights {
			sentences = append(sentences, b.move(m))
		}
	}
	return sentences
}

// lowerRates says in which groups a smaller part of the people invited took part than in all groups
// together, as far as both are known.
func (b narrativeBuilder) lowerRates() []NarrativeSentence {
	w, everyone := &b.phrases.Narrative, b.tookPart(assess.AllRaters)
	var sentences []NarrativeSentence
	compared := false
	for _, g := range b.groups {
		group := b.tookPart(g.ID)
		if group.Of == 0 || everyone.Of == 0 {
			continue
		}
		compared = true
		if compareFractions(group.Count, group.Of, everyone.Count, everyone.Of) < 0 {
			sentences = append(sentences, b.sentence(w.lowerRate(g.Title, group.Count, group.Of, everyone.Count, everyone.Of), group, everyone))
		}
	}
	switch {
	case !compared:
		return []NarrativeSentence{b.sentence(w.UnknownRates)}
	case len(sentences) == 0:
		return []NarrativeSentence{b.sentence(w.NoLowerRate)}
	}
	return sentences
}
