package report

import (
	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/spectrum"
)

// PicturePair is two results to compare, and what the report says of them.
type PicturePair struct {
	// Sides are the results before and now, or those of the group that rates lower and of the one
	// that rates higher.
	Sides [2]ComparisonSide
	// Compared reports whether the two are compared. If not, Outcome says why, and there are no
	// bars.
	Compared bool
	// Direction is 1 if the second side is rated higher, -1 if lower, and 0 if the two are about the
	// same or not compared. In the picture of groups it is always 1.
	Direction int
	// Widest is the index in [Picture.Stages] of the stage at which the shares of ratings at or
	// above it differ most in that direction. It is 0 if Direction is 0.
	//
	// Direction follows from Cliff's delta, whose size is at most twice the largest difference of
	// two such shares. So if Direction is not 0, the shares at Widest differ by at least 0.0735,
	// and the second one is larger if Direction is 1.
	Widest int
	// Outcome is the direction in words. Detail has the two shares at Widest in numbers of people or
	// ratings. It is empty if Direction is 0.
	Outcome, Detail TaggedText
}

// progressPairs returns the picture of everyone's ratings before and now.
func (b pictureBuilder) progressPairs(v *View) (Picture, bool) {
	if v.Progress == nil {
		return Picture{}, false
	}
	p := Picture{
		Name: "progress", Form: Pairs,
		Title: plain(b.phrases.Pictures.Progress), Description: plain(b.phrases.Pictures.ProgressNote),
		Series: []TaggedText{plain(b.labels.Before), plain(b.labels.Now)},
		Labels: PictureLabels{Rated: b.labels.Ratings}, // of domains, a person gives several
	}
	now := make(map[string]*ResultText)
	for i := range v.Domains {
		d := &v.Domains[i]
		now[d.ID] = &d.Result
		for j := range d.Competencies {
			now[d.Competencies[j].ID] = &d.Competencies[j].Result
		}
	}
	some := false
	for i := range v.Progress.Rows {
		r := &v.Progress.Rows[i]
		some = some || r.Compared
		p.Rows = append(p.Rows, PictureRow{Label: r.Label, IsDomain: r.IsDomain, Pair: b.progressPair(r, now[r.ID])})
	}
	return p, some
}

// progressPair returns a row of the table of changes. now is the present result, or nil to compute
// it.
func (b pictureBuilder) progressPair(r *ProgressRow, now *ResultText) *PicturePair {
	c, _ := b.opt.Progress.Change(r.ID, assess.AllRaters)
	pair := &PicturePair{Compared: r.Compared, Direction: r.Direction, Outcome: r.Outcome}
	pair.Sides[0] = ComparisonSide{Group: plain(b.labels.Before), Result: b.unratedResult()}
	if r.Compared || c.Before.Hidden {
		pair.Sides[0].Result = b.cellResult(c.Before, b.phrases.Results.rated)
	}
	pair.Sides[1].Group = plain(b.labels.Now)
	if now != nil && b.everyone == assess.AllRaters {
		pair.Sides[1].Result = *now
	} else {
		pair.Sides[1].Result = b.cellResult(c.After, b.phrases.Results.rated)
	}
	if r.Direction == 0 {
		return pair
	}
	detail, stage := progressBuilder(b).detail(c)
	pair.Widest, pair.Detail = stage.Rank()-1, b.text(detail)
	return pair
}

// sharesAt returns how many ratings of two distributions are at a stage or above it. side puts one
// of them in words.
func (b *builder) sharesAt(stage spectrum.Stage, of [2]spectrum.Distribution, side func(i int, k, n uint64) string) string {
	_, more := stage.Next()
	var sides [2]string
	for i, d := range of {
		k, n := d.AtOrAbove(stage)
		sides[i] = side(i, k, n)
	}
	return b.phrases.Differences.differenceDetail(b.title(stage), !more, sides)
}

// differencePairs returns the picture of the two groups that differ most, for each competency on
// which two groups differ.
func (b pictureBuilder) differencePairs(v *View) (Picture, bool) {
	if !b.has(SectionDifferences) {
		return Picture{}, false
	}
	widest := make(map[string]assess.ConstituencyGap, b.rubric.CompetencyCount())
	for g := range b.published.Gaps() { // in decreasing order
		if _, ok := widest[g.Competency.ID()]; !ok && deltaLevel(g.Delta) > 0 && b.shows(g.Between[0].ID) && b.shows(g.Between[1].ID) {
			widest[g.Competency.ID()] = g
		}
	}
	p := Picture{Name: "differences", Form: Pairs, Title: plain(b.phrases.Pictures.Differences)}
	p.Rows = make([]PictureRow, 0, len(widest)+len(v.Domains))
	shown, all := 0, 0
	for i := range v.Domains {
		d := &v.Domains[i]
		headed := b.oneDomain
		for j := range d.Competencies {
			c := &d.Competencies[j]
			all++
			g, ok := widest[c.ID]
			if !ok {
				continue
			}
			t, ok := comparisonBuilder(b).gap(g, c.By)
			if !ok {
				continue
			}
			if !headed {
				p.Rows = append(p.Rows, PictureRow{Label: d.Label, IsDomain: true})
				headed = true
			}
			shown++
			p.Rows = append(p.Rows, PictureRow{Label: c.Label, Pair: &PicturePair{
				Sides: t.sides, Compared: true, Direction: 1, Widest: t.stage.Rank() - 1,
				Outcome: plain(b.phrases.Groups.apart(deltaLevel(g.Delta))), Detail: t.detail,
			}})
		}
	}
	p.Description = plain(b.phrases.Pictures.differencesDescription(uint64(shown), uint64(all)))
	return p, shown > 0
}
