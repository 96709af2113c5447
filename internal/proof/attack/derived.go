package main

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"slices"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// checkDerived recomputes, from the counts that a document shows, everything else
// that it says. What follows from shown counts tells nothing that they do not.
// Baseline is the document of the earlier wave when d is one of progress, else nil.
func checkDerived(d, baseline *document) error {
	w, err := newWork(d)
	if err != nil {
		return err
	}
	if err := d.checkStrands(); err != nil {
		return err
	}
	for i, r := range d.everyRow() {
		cells := map[string]cell{"": r.All}
		for g, c := range r.By {
			cells[g] = c
		}
		for g, c := range cells {
			want := w.cell(c)
			if baseline != nil && !c.Hidden && !c.NotAsked {
				before := baseline.everyRow()[i]
				if want.Change = w.change(before.All, c); g != "" {
					want.Change = w.change(before.By[g], c)
				}
				if !d.isCompetency(r.ID) {
					want.Change.Interval = nil
				}
			}
			if !reflect.DeepEqual(c, want) {
				return fmt.Errorf("%s of %q: %+v does not follow from its counts: %+v", r.ID, g, c, want)
			}
		}
		if want := w.equalVoice(r); !reflect.DeepEqual(r.EqualVoice, want) {
			return fmt.Errorf("%s: equal voice %+v, want %+v", r.ID, r.EqualVoice, want)
		}
	}
	if want := w.reliability(d); !reflect.DeepEqual(d.Reliability, want) {
		return fmt.Errorf("reliability %+v, want %+v", d.Reliability, want)
	}
	if want := w.gaps(d); !reflect.DeepEqual(d.Gaps, want) {
		return fmt.Errorf("gaps %+v, want %+v", d.Gaps, want)
	}
	if want := w.warnings(d); !reflect.DeepEqual(d.Warnings, want) {
		return fmt.Errorf("warnings %v, want %v", d.Warnings, want)
	}
	for _, g := range d.Gaps {
		for _, id := range g.Between {
			if d.Raters.By[id].hidden {
				return fmt.Errorf("a gap names %s, which is hidden", id)
			}
		}
	}
	return nil
}

// work recomputes.
type work struct{ spectrum *spectrum.Spectrum }

func newWork(d *document) (work, error) {
	var def spectrum.Definition
	for _, id := range d.Spectrum {
		def.Stages = append(def.Stages, spectrum.StageDefinition{ID: id, Title: id})
	}
	s, err := spectrum.New(def)
	return work{s}, err
}

func (w work) distribution(c cell) spectrum.Distribution {
	var counts []uint64
	for s := range w.spectrum.Stages() {
		counts = append(counts, uint64(c.Counts[s.ID()]))
	}
	d, err := w.spectrum.Distribution(counts...)
	if err != nil {
		panic(err) // the counts are as many as the stages, and small
	}
	return d
}

func (w work) cell(c cell) cell {
	if c.Hidden || c.NotAsked {
		return cell{Hidden: c.Hidden, NotAsked: c.NotAsked}
	}
	want := cell{Counts: c.Counts, NonAnswers: c.NonAnswers, AtOrAbove: make(map[string]int)}
	for _, n := range c.Counts {
		want.Rated += n
	}
	d := w.distribution(c)
	for s := range w.spectrum.Stages() {
		if s.Rank() > 1 {
			k, _ := d.AtOrAbove(s)
			want.AtOrAbove[s.ID()] = int(k)
		}
	}
	if want.Rated > 0 {
		want.Median = median(d)
	}
	if a, ok := d.Agreement(); ok {
		a = round(a)
		want.Agreement = &a
	}
	return want
}

func (w work) change(before, after cell) *change {
	c := &change{Comparable: string(rubric.FullyComparable)}
	x, y := w.distribution(before), w.distribution(after)
	delta, ok := spectrum.Dominance(y, x)
	switch {
	case before.Hidden:
		c.Reason = "hidden"
	case !ok:
		c.Reason = "no-ratings"
		c.CountsBefore, c.NonAnswersBefore = before.Counts, before.NonAnswers
	default:
		c.CountsBefore, c.NonAnswersBefore = before.Counts, before.NonAnswers
		delta = round(delta)
		c.N, c.MedianBefore, c.Delta, c.Interval = []int{before.Rated, after.Rated}, median(x), &delta, interval(y, x)
	}
	return c
}

func (w work) equalVoice(r row) *equalVoice {
	var groups []spectrum.Distribution
	for _, c := range r.By {
		if !c.Hidden && c.Rated > 0 {
			groups = append(groups, w.distribution(c))
		}
	}
	voices, ok := spectrum.EqualVoice(groups...)
	if !ok || len(groups) < 2 || r.All.Hidden {
		return nil
	}
	e := &equalVoice{Groups: len(groups)}
	for s, share := range voices.Shares() {
		e.Shares = append(e.Shares, stageShare{s.ID(), round(share)})
	}
	low, high := voices.Median()
	e.Median = []string{low.ID(), high.ID()}
	return e
}

func (w work) reliability(d *document) *reliability {
	var units []spectrum.Distribution
	for _, dom := range d.Domains {
		for _, c := range dom.Competencies {
			if c.All.Hidden {
				return nil
			}
			units = append(units, w.distribution(c.All))
		}
	}
	r, ok := spectrum.Alpha(slices.Values(units), spectrum.Ordinal)
	if !ok && r.Reason == "" {
		return nil
	}
	e := &reliability{Reason: string(r.Reason), PercentAgreement: round(r.PercentAgreement), Units: int(r.Units), Ratings: int(r.Ratings)}
	if ok {
		alpha := round(r.Alpha)
		e.Alpha = &alpha
	}
	return e
}

// minGapRaters is how many ratings the library wants of two groups that it compares.
const minGapRaters = 10

func (w work) gaps(d *document) []gap {
	type exact struct {
		gap
		size float64
	}
	var found []exact
	for _, dom := range d.Domains {
		for _, c := range dom.Competencies {
			for i, first := range d.groups() {
				for _, second := range d.groups()[i+1:] {
					x, y := c.By[first], c.By[second]
					if x.Hidden || y.Hidden || x.Rated < minGapRaters || y.Rated < minGapRaters {
						continue
					}
					a, b := w.distribution(x), w.distribution(y)
					delta, _ := spectrum.Dominance(a, b)
					found = append(found, exact{
						gap{c.ID, [2]string{first, second}, round(delta), interval(a, b), [2]int{x.Rated, y.Rated}},
						math.Abs(delta),
					})
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b exact) int { return cmp.Compare(b.size, a.size) })
	gaps := []gap{}
	for _, g := range found {
		gaps = append(gaps, g.gap)
	}
	return gaps
}

func (w work) warnings(d *document) []warning {
	ws := []warning{}
	warn := func(r row, domain bool) {
		for _, g := range append([]string{""}, d.groups()...) {
			c, path := r.All, r.ID+".all"
			if g != "" {
				c, path = r.By[g], r.ID+".by."+g
			}
			if c.Hidden || c.NotAsked || g != "" && d.Raters.By[g].n == 0 {
				continue
			}
			if c.Rated == 0 {
				ws = append(ws, warning{"no-ratings", path, "nobody rated this, so there is no median and no agreement"})
			} else if c.Agreement == nil {
				ws = append(ws, warning{"no-agreement", path, "agreement needs a spectrum of three stages or more"})
			}
			if c.Rated > 0 && c.Rated < minGapRaters && g != "" && !domain {
				ws = append(ws, warning{"few-raters", path, fmt.Sprintf("fewer than %d rated this, so no difference of view is stated", minGapRaters)})
			}
		}
	}
	for _, dom := range d.Domains {
		warn(dom.row, true)
	}
	for _, dom := range d.Domains {
		for _, c := range dom.Competencies {
			warn(c, false)
		}
	}
	for _, s := range d.Strands {
		warn(s.row, true)
	}
	return ws
}

func median(d spectrum.Distribution) []string {
	low, high := d.Median()
	return []string{low.ID(), high.ID()}
}

func interval(x, y spectrum.Distribution) []float64 {
	i, ok := spectrum.DominanceInterval(x, y, 0.95)
	if !ok {
		return nil
	}
	return []float64{round(i.Lower), round(i.Upper)}
}

// round rounds to the four decimals that documents carry.
func round(x float64) float64 { return math.Round(x*1e4)/1e4 + 0 }

// checkRounded makes sure that a rounded document is the rounding of the exact one,
// count by count: then it tells no more.
func checkRounded(rounded, exact *document, base int) error {
	nearest := func(n int) int { return (2*n + base) / (2 * base) * base }
	if rounded.Raters.All != (number{nearest(exact.Raters.All.n), exact.Raters.All.hidden}) {
		return fmt.Errorf("all raters %+v rounded to %+v", exact.Raters.All, rounded.Raters.All)
	}
	for g, n := range exact.Raters.By {
		if rounded.Raters.By[g] != (number{nearest(n.n), n.hidden}) {
			return fmt.Errorf("raters of %s %+v rounded to %+v", g, n, rounded.Raters.By[g])
		}
	}
	for i, r := range exact.rows() {
		other := rounded.rows()[i]
		for _, g := range append([]string{""}, exact.groups()...) {
			c, o := r.All, other.All
			if g != "" {
				c, o = r.By[g], other.By[g]
			}
			if c.Hidden != o.Hidden {
				return fmt.Errorf("%s of %q: hidden %t, rounded %t", r.ID, g, c.Hidden, o.Hidden)
			}
			for _, code := range exact.codes() {
				if o.count(code) != nearest(c.count(code)) {
					return fmt.Errorf("%s of %q: %d rounded to %d", r.ID, g, c.count(code), o.count(code))
				}
			}
		}
	}
	return nil
}
