package report

import (
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// LevelsSection is how far each maturity level is reached. It is empty if no competency of the rubric
// names a level.
type LevelsSection struct {
	// Intro says when a level is reached, one paragraph each.
	Intro []TaggedText
	// Heads are the names of the levels, the lowest first.
	Heads []string
	// Rows are everything together, then each strand followed by its domains, and then the domains
	// without a strand, rated by everyone. Parts of the rubric without levels are left out.
	Rows []LevelRow
	// Groups are the groups, rating everything together.
	Groups []LevelRow
}

// LevelRow is how far a part of the rubric has reached each level, as one group rates it.
type LevelRow struct {
	ID string // of the strand or domain; of the group in LevelsSection.Groups; "" for everything
	// IsDomain reports whether the row is not a domain below its strand.
	IsDomain bool
	Label    TaggedText
	Cells    []LevelCell // by level
	// Reached names the highest level that is reached, and the highest one that may be.
	Reached string
}

// LevelCell is one level of a part of the rubric.
type LevelCell struct {
	State assess.LevelState // "" if the part has nothing of that level, or the group is asked nothing of it
	// Text is a word for State, the mark for a missing value, or a word for not asked.
	Text string
	// Detail says how many competencies are in place, and how many are hidden or not rated. It is ""
	// if State is.
	Detail string
}

// levelBuilder builds the section on levels.
type levelBuilder struct{ *builder }

func (b levelBuilder) levels() LevelsSection {
	stage, percent := b.published.LevelRule()
	_, more := stage.Next()
	words := &b.phrases.Levels
	out := LevelsSection{Intro: []TaggedText{
		b.text(b.grammar.sentences(words.inPlace(b.title(stage), !more, percent))), b.text(words.Rule),
	}}
	for _, level := range b.rubric.Levels() {
		out.Heads = append(out.Heads, words.level(level))
	}
	add := func(id, label string, isDomain bool) {
		if results, ok := b.published.Levels(id, b.everyone); ok {
			out.Rows = append(out.Rows, b.row(id, label, isDomain, results))
		}
	}
	domain := func(d *rubric.Domain) { add(d.ID(), b.domainLabel(d), d.Strand() == nil) }
	if !b.oneDomain {
		add(assess.AllDomains, b.phrases.Targets.Whole, true)
		shown := slices.Collect(b.domains())
		for s, domains := range b.strands() {
			add(s.ID(), b.strandTitle(s), true)
			for _, i := range domains {
				domain(shown[i])
			}
		}
	}
	for d := range b.domains() {
		if d.Strand() == nil || b.oneDomain {
			domain(d)
		}
	}
	for _, g := range b.groups {
		results, _ := b.published.Levels(assess.AllDomains, g.ID)
		row := b.row(g.ID, g.Title, true, results)
		for i := range row.Cells {
			if row.Cells[i].State == "" {
				row.Cells[i].Text, b.someNotAsked = b.labels.NotAsked, true
			}
		}
		if len(results) == 0 {
			row.Reached = b.labels.NotAsked
		}
		out.Groups = append(out.Groups, row)
	}
	return out
}

func (b levelBuilder) row(id, label string, isDomain bool, results assess.LevelResults) LevelRow {
	row := LevelRow{ID: id, IsDomain: isDomain, Label: b.text(label)}
	at := 0
	for _, level := range b.rubric.Levels() {
		if at == len(results) || results[at].Level != level {
			row.Cells = append(row.Cells, LevelCell{Text: b.none()})
			continue
		}
		r := results[at]
		row.Cells = append(row.Cells, LevelCell{State: r.State, Text: b.phrases.Levels.state(r.State), Detail: b.phrases.Levels.detail(r)})
		at++
	}
	row.Reached = b.phrases.Levels.reached(results.Reached())
	return row
}
