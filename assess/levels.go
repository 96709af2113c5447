package assess

import (
	"fmt"
	"math/bits"
	"slices"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/spectrum"
)

// defaultLevelPercent is the default of SummaryOptions.LevelPercent.
const defaultLevelPercent = 50

// LevelState says whether a maturity level is reached.
type LevelState string

// The states.
const (
	LevelReached    LevelState = "reached"     // all competencies of this level and of lower ones are in place
	LevelNotReached LevelState = "not-reached" // one of them is not in place
	LevelOpen       LevelState = "open"        // it cannot be decided: one of them is hidden, or nobody rated it
	LevelNotAsked   LevelState = "not-asked"   // the constituency is asked nothing of this level
)

// LevelResult says how far a maturity level is reached, by the rule that [Published.Levels]
// explains. Met, Below, Unrated and Hidden count the competencies of the level that are asked: those
// that are in place, those that are not, those that nobody rated, and those whose result is hidden.
// NotAsked counts those that the constituency is not asked.
type LevelResult struct {
	Level                       int
	Met, Below, Unrated, Hidden int
	NotAsked                    int
	State                       LevelState
}

// Competencies returns the number of competencies of the level that are asked.
func (r LevelResult) Competencies() int { return r.Met + r.Below + r.Unrated + r.Hidden }

// LevelResults are the results of the levels of a strand, a domain or a rubric, the lowest first.
type LevelResults []LevelResult

// Reached returns the highest level that is reached for certain, and the highest that may be: the
// two differ if a level is open. They are 0 if there is no such level.
func (r LevelResults) Reached() (least, most int) {
	for _, l := range r {
		switch l.State {
		case LevelReached:
			least, most = l.Level, l.Level
		case LevelOpen:
			most = l.Level
		}
	}
	return least, most
}

// LevelRule returns when a competency is in place: if at least percent of its ratings are at or
// above the stage. [SummaryOptions] set both.
func (p *Published) LevelRule() (stage spectrum.Stage, percent int) {
	return p.table.levels.stage, p.table.levels.percent
}

// Levels returns how far a strand, a domain or, for AllDomains, the rubric has reached each of the
// levels that its competencies name, for a constituency, AllRaters or ShownRaters. ok is false if there is no
// such id or constituency, or if none of the competencies names a level. For a constituency only the
// competencies count that it is asked, and a level without any of them has no result.
//
// A competency is in place if at least the percentage of [Published.LevelRule] of its ratings,
// without non-answers, is at or above the stage of that rule. A level is reached if every
// competency of that level and of all lower levels is in place. It is not reached if one of them
// is known not to be. Otherwise one of them is hidden or has no ratings, and the level is open.
// What a constituency is not asked says nothing of a level: the others decide alone, and a level of
// which it is asked nothing is not asked.
//
// The rule uses only order: ratings are counted on two sides of a stage, competencies are counted
// and never averaged, and a high level does not make up for a low one. At 50 percent, the default,
// a competency is in place exactly if the stage is not above its median, or not above the higher
// end of a median that falls between two stages. The rule is that of staged maturity models, in
// which a level is reached with all goals of that level and of those below (CMMI for Development,
// version 1.3, 2010, chapter 3). Models that ask for a part of the practices of a level only, such
// as a share of them, give higher levels than this rule.
//
// It uses only what is shown, and rounded counts if the policy rounds.
func (p *Published) Levels(id, constituency string) (results LevelResults, ok bool) {
	t := &p.table
	rows, found := t.rowsOf(id)
	at, known := t.lookup(constituency)
	if !found || !known {
		return nil, false
	}
	byLevel := make(map[int]int) // place in results
	for _, level := range t.rubric.Levels() {
		byLevel[level] = len(results)
		results = append(results, LevelResult{Level: level})
	}
	for _, row := range rows {
		c, _ := t.rubric.Competency(t.ids[row])
		switch cell := at(row); {
		case c.Level() == 0:
		case cell.NotAsked && constituency == ShownRaters:
			// Constituencies that are not shown are asked it.
			results[byLevel[c.Level()]].Hidden++
		default:
			results[byLevel[c.Level()]].count(cell, t.levels)
		}
	}
	results = slices.DeleteFunc(results, func(r LevelResult) bool { return r.Competencies()+r.NotAsked == 0 })
	if len(results) == 0 {
		return nil, false
	}
	state := LevelReached
	for i := range results {
		r := &results[i]
		switch {
		case r.Below > 0:
			state = LevelNotReached
		case r.Unrated+r.Hidden > 0 && state == LevelReached:
			state = LevelOpen
		}
		r.State = state
		if r.Competencies() == 0 {
			r.State = LevelNotAsked
		}
	}
	return results, true
}

func (r *LevelResult) count(cell ResultCell, rule levelRule) {
	switch {
	case cell.NotAsked:
		r.NotAsked++
	case cell.Hidden:
		r.Hidden++
	case cell.Rated() == 0:
		r.Unrated++
	case rule.met(cell.Stages):
		r.Met++
	default:
		r.Below++
	}
}

// levelRule says when a competency is in place.
type levelRule struct {
	stage   spectrum.Stage
	percent int
}

func (l levelRule) met(d spectrum.Distribution) bool {
	k, n := d.AtOrAbove(l.stage)
	hi, lo := bits.Mul64(k, 100)
	needHi, needLo := bits.Mul64(n, uint64(l.percent))
	return hi > needHi || hi == needHi && lo >= needLo
}

// defaultLevelRule returns the rule of options that leave out the stage and the percentage.
func defaultLevelRule(r *rubric.Rubric) levelRule {
	highest, _ := r.Spectrum().At(r.Spectrum().Len())
	return levelRule{highest, defaultLevelPercent}
}

// newLevelRule returns the rule of the options, which may leave out the stage and the percentage.
func newLevelRule(r *rubric.Rubric, stage string, percent int) (levelRule, error) {
	rule := defaultLevelRule(r)
	if percent < 0 || percent > 100 {
		return rule, fmt.Errorf("LevelPercent is %d, not between 1 and 100", percent)
	}
	if percent > 0 {
		rule.percent = percent
	}
	if stage != "" {
		var ok bool
		if rule.stage, ok = r.Spectrum().Stage(stage); !ok {
			return rule, fmt.Errorf("LevelStage: %s has no stage %q", r.Ref(), stage)
		}
	}
	return rule, nil
}

// LevelsEntry is how far the maturity levels are reached, in a summary of a rubric whose
// competencies name levels.
type LevelsEntry struct {
	// The id of the stage that a competency in place has reached.
	Stage string `json:"stage" rule:"id"`
	// How many of 100 ratings of a competency in place are at that stage or above it, at the least.
	Percent int `json:"percent" range:"1,100"`
	// The levels of the rubric, of its strands and of its domains.
	Results []LevelsOf `json:"results" items:"1-2001"`
}

// LevelsOf is the maturity levels of a strand, a domain or the rubric.
type LevelsOf struct {
	// The id of the strand or domain. It is absent for the rubric.
	ID string `json:"id,omitempty" rule:"id"`
	// The levels that competencies name, the lowest first.
	Levels []LevelEntry `json:"levels" items:"1-100"`
}

// LevelEntry is how far a maturity level is reached.
type LevelEntry struct {
	// The level, 1 for the lowest.
	Level int `json:"level" range:"1,100"`
	// How far everyone's ratings say that the level is reached.
	All LevelCount `json:"all"`
	// How far those of each constituency say so, by its id. It is absent for a constituency that is
	// asked nothing of the level.
	By map[string]LevelCount `json:"by" keys:"id"`
}

// LevelCount is how many competencies of a level are in place.
type LevelCount struct {
	// How many competencies are in place.
	Met int `json:"met"`
	// How many are not.
	Below int `json:"below"`
	// How many nobody rated.
	Unrated int `json:"unrated"`
	// How many have a hidden result.
	Hidden int `json:"hidden"`
	// How many the constituency is not asked. They are in no other count.
	NotAsked int `json:"not_asked,omitzero"`
	// Whether the level is reached: all that is asked of it and of the lower levels is in place.
	State string `json:"state" enum:"reached,not-reached,open,not-asked"`
}

func (r LevelResult) entry() LevelCount {
	return LevelCount{Met: r.Met, Below: r.Below, Unrated: r.Unrated, Hidden: r.Hidden, NotAsked: r.NotAsked, State: string(r.State)}
}

// levelsEntry returns nil if no competency names a level.
func (p *Published) levelsEntry() *LevelsEntry {
	t := &p.table
	ids := []string{AllDomains}
	for s := range t.rubric.Strands() {
		ids = append(ids, s.ID())
	}
	for d := range t.rubric.Domains() {
		ids = append(ids, d.ID())
	}
	e := &LevelsEntry{Stage: t.levels.stage.ID(), Percent: t.levels.percent}
	for _, id := range ids {
		results, ok := p.Levels(id, AllRaters)
		if !ok {
			continue
		}
		of := LevelsOf{ID: id}
		for _, r := range results {
			of.Levels = append(of.Levels, LevelEntry{Level: r.Level, All: r.entry(), By: make(map[string]LevelCount)})
		}
		for _, c := range t.columns[1:] {
			results, _ := p.Levels(id, c.ID)
			at := 0
			for _, r := range results {
				for of.Levels[at].Level != r.Level {
					at++
				}
				of.Levels[at].By[c.ID] = r.entry()
			}
		}
		e.Results = append(e.Results, of)
	}
	if e.Results == nil {
		return nil
	}
	return e
}

// readLevelRule reads the rule of levels. Their results follow from it and are compared together
// with all others.
func (l *summaryReader) readLevelRule() {
	e := l.doc.Levels
	if e == nil {
		return
	}
	stage, ok := l.rubric.Spectrum().Stage(e.Stage)
	if !ok {
		l.add("levels.stage", problem.UnknownStage, "no stage has the id "+source.Quote(e.Stage), source.DidYouMean(e.Stage, l.stageIDs()))
		return
	}
	l.table.levels = levelRule{stage, e.Percent}
}
