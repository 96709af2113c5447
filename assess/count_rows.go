package assess

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// AnswerCount is how many raters gave one answer: a row of what a database gives for
//
//	SELECT school, constituency, competency, answer, COUNT(*) ... GROUP BY 1, 2, 3, 4
//
// A row without Competency and Answer is how many raters there are in all.
type AnswerCount struct {
	Group        string // any name, such as a school's; "" for one group
	Constituency string // an id, or "" if the rubric names none
	Competency   string // an id, or "" for the number of raters
	Answer       string // the id of a stage, or not-answered, not-applicable, dont-know or declined
	N            uint64
}

// TallyCounts makes tallies from rows of counts, in any order, one tally for each group.
// They are equal to those of the responses. Name is what positions are reported with;
// lines are numbers of rows, from 1.
//
// The rows have to be complete. For each constituency of a group, the answers to each
// competency add up to the number of raters. The rows of not-answered may be missing if
// there is a row with the number of raters; that row may be missing if all others are
// there.
//
// The error is a [problem.List] with everything that is wrong with the rows, or the
// first error that rows yields, which ends the reading.
func TallyCounts(r *rubric.Rubric, name string, rows iter.Seq2[AnswerCount, error]) (map[string]*Tally, error) {
	if err := cmp.Or(given.Rubric("assess.TallyCounts", "r", r), given.NotNil("assess.TallyCounts", "rows", rows == nil)); err != nil {
		return nil, err
	}
	c := countReader{rubric: r, name: name, groups: make(map[rowKey]*rowGroup)}
	for row, err := range rows {
		if err != nil {
			return nil, fmt.Errorf("read %s: row %d: %w", name, c.row+1, err)
		}
		c.row++
		c.add(row)
	}
	return c.tallies()
}

// rowKey names the counts of one constituency in a group.
type rowKey struct{ group, constituency string }

// rowGroup is what the rows of one constituency in a group give.
type rowGroup struct {
	first  int      // row
	raters int64    // -1 if no row gives it
	counts []uint64 // as in GroupCounts
	seen   []bool   // which of the counts a row gives
}

type countReader struct {
	rubric   *rubric.Rubric
	name     string
	row      int
	groups   map[rowKey]*rowGroup
	problems problem.List
	// The last group: rows of one group mostly follow each other.
	last    rowKey
	lastHas *rowGroup
}

func (c *countReader) report(row int, path string, code problem.Code, msg, hint string) {
	c.problems.Add(problem.Problem{Pos: problem.Pos{File: c.name, Line: row, Column: 1}, Path: path, Code: code, Msg: msg, Hint: hint})
}

func (c *countReader) add(row AnswerCount) {
	g := c.group(row)
	if g == nil {
		return
	}
	if row.Competency == "" && row.Answer == "" {
		switch {
		case g.raters >= 0:
			c.report(c.row, "n", problem.DuplicateReference, "an earlier row gives the number of raters", "group the rows by all columns")
		case row.N > math.MaxInt64:
			c.report(c.row, "n", problem.BadValue, fmt.Sprintf("%d is too large", row.N), "")
		default:
			g.raters = int64(row.N)
		}
		return
	}
	comp, ok := c.rubric.Competency(row.Competency)
	if !ok {
		c.report(c.row, "competency", problem.UnknownCompetency, c.rubric.Ref().String()+" has no competency "+source.Quote(row.Competency), source.DidYouMean(row.Competency, competencyIDs(c.rubric)))
		return
	}
	answer, ok := answerIndex(c.rubric, row.Answer)
	if !ok {
		words := nonAnswerNames[:]
		for s := range c.rubric.Spectrum().Stages() {
			words = append(words, s.ID())
		}
		c.report(c.row, "answer", problem.UnknownStage, source.Quote(row.Answer)+" is neither a stage nor a non-answer", source.DidYouMean(row.Answer, words))
		return
	}
	at := comp.Index()*(c.rubric.Spectrum().Len()+nonAnswers) + answer
	if g.seen[at] {
		c.report(c.row, "answer", problem.DuplicateReference, "an earlier row counts the same answer", "group the rows by all columns")
		return
	}
	g.counts[at], g.seen[at] = row.N, true
}

// group returns the counts that a row belongs to, or nil if its constituency is unknown.
func (c *countReader) group(row AnswerCount) *rowGroup {
	key := rowKey{row.Group, row.Constituency}
	if c.lastHas != nil && key == c.last {
		return c.lastHas
	}
	g := c.groups[key]
	if g == nil {
		if !c.knows(row.Constituency) {
			return nil
		}
		n := c.rubric.CompetencyCount() * (c.rubric.Spectrum().Len() + nonAnswers)
		g = &rowGroup{first: c.row, raters: -1, counts: make([]uint64, n), seen: make([]bool, n)}
		c.groups[key] = g
	}
	c.last, c.lastHas = key, g
	return g
}

func (c *countReader) knows(constituency string) bool {
	var ids []string
	for known := range c.rubric.Constituencies() {
		ids = append(ids, known.ID)
	}
	switch {
	case constituency == "" && len(ids) == 0 || slices.Contains(ids, constituency):
		return true
	case len(ids) == 0:
		c.report(c.row, "constituency", problem.UnknownConstituency, "the rubric names no constituencies", "leave it empty")
	default:
		c.report(c.row, "constituency", problem.UnknownConstituency, "no constituency has the id "+source.Quote(constituency), source.DidYouMean(constituency, ids))
	}
	return false
}

// answerIndex returns the index of a stage or non-answer among the counts of a
// competency.
func answerIndex(r *rubric.Rubric, word string) (int, bool) {
	if s, ok := r.Spectrum().Stage(word); ok {
		return s.Rank() - 1, true
	}
	i := slices.Index(nonAnswerNames[:], word)
	return r.Spectrum().Len() + i, i >= 0
}

// tallies completes the counts and makes the tallies.
func (c *countReader) tallies() (map[string]*Tally, error) {
	tallies := make(map[string]*Tally)
	for key, g := range c.groups {
		raters, ok := c.complete(key, g)
		if !ok {
			continue
		}
		t := tallies[key.group]
		if t == nil {
			t = &Tally{Rubric: c.rubric.Ref(), Stages: c.rubric.Spectrum().Len(), Competencies: c.rubric.CompetencyCount(), Groups: make(map[string]*GroupCounts)}
			tallies[key.group] = t
		}
		if raters > 0 {
			t.Groups[key.constituency] = &GroupCounts{Raters: raters, Counts: g.counts}
		}
	}
	maps.DeleteFunc(tallies, func(_ string, t *Tally) bool { return len(t.Groups) == 0 })
	if len(c.problems) > 0 {
		c.problems.Sort()
		return nil, c.problems
	}
	return tallies, nil
}

// complete fills in who did not answer and returns the number of raters.
func (c *countReader) complete(key rowKey, g *rowGroup) (raters uint64, ok bool) {
	width := c.rubric.Spectrum().Len() + nonAnswers
	notAnswered := c.rubric.Spectrum().Len()
	path := source.JoinPath(source.JoinPath("", key.group), key.constituency)
	first := true
	for comp := range c.rubric.Competencies() {
		counts := g.counts[comp.Index()*width : (comp.Index()+1)*width]
		var sum uint64
		for _, n := range counts {
			if sum+n < sum {
				c.report(g.first, path, problem.BadValue, "the answers to "+comp.ID()+" add up to more than a number can hold", "")
				return 0, false
			}
			sum += n
		}
		if !comp.Asks(key.constituency) {
			if sum > 0 {
				c.report(g.first, path, problem.NotAsked, fmt.Sprintf("%d answers to %s, which the constituency is not asked", sum, comp.ID()), "")
				return 0, false
			}
			continue
		}
		isFirst := first
		first = false
		left := !g.seen[comp.Index()*width+notAnswered]
		switch {
		case g.raters >= 0 && sum > uint64(g.raters):
			c.report(g.first, path, problem.Inconsistent, fmt.Sprintf("%d answers to %s of %d raters", sum, comp.ID(), g.raters), "count one answer a rater")
			return 0, false
		case g.raters >= 0 && left:
			counts[notAnswered] = uint64(g.raters) - sum
		case g.raters >= 0 && sum < uint64(g.raters):
			c.report(g.first, path, problem.Incomplete, fmt.Sprintf("only %d answers to %s of %d raters", sum, comp.ID(), g.raters), "rows are missing, or those of not-answered are wrong")
			return 0, false
		case g.raters < 0 && isFirst:
			raters = sum
		case g.raters < 0 && sum != raters:
			c.report(g.first, path, problem.Incomplete, fmt.Sprintf("%d answers to %s, but %d to the first competency", sum, comp.ID(), raters),
				"add a row with the number of raters and no competency and answer, or the rows of not-answered")
			return 0, false
		}
	}
	if g.raters >= 0 {
		raters = uint64(g.raters)
	}
	return raters, true
}
