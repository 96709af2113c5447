package assess

import (
	"math"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// SummaryFormat is the first key's value in a summary document.
const SummaryFormat = "summary/1"

// SummaryDocument is a published summary as data, which [Published.MarshalJSON]
// writes and other languages read.
type SummaryDocument struct {
	// Says what the document is.
	Format string `json:"format" enum:"summary/1"`
	// The edition that was rated.
	Rubric rubric.Ref `json:"rubric"`
	// The edition of the earlier wave. It is there in a progress document, which says what moved since.
	Baseline *rubric.Ref `json:"baseline,omitempty"`
	// The policy that the earlier wave was published under, in a progress document.
	BaselinePolicy *PolicyEntry `json:"baseline_policy,omitempty"`
	// How many people took part in the earlier wave, in a progress document.
	BaselineRaters *RatersEntry `json:"baseline_raters,omitempty" title:"Raters of the earlier wave"`
	// The program that wrote the document, and its version.
	Generator string `json:"generator" rule:"name"`
	// What was hidden so that nobody is exposed.
	Policy PolicyEntry `json:"policy"`
	// The node of the hierarchy that the summary was published as, if it is of one.
	Hierarchy *Place `json:"hierarchy,omitempty"`
	// How many people took part.
	Raters RatersEntry `json:"raters"`
	// How many people were invited, as far as that is known.
	Invited *InvitedEntry `json:"invited,omitempty"`
	// The ids of the stages, lowest first.
	Spectrum []string `json:"spectrum" rule:"id" items:"2-16"`
	// What means and interpolated medians take for true. Without it there are none.
	Assumption spectrum.Assumption `json:"assumption,omitempty" enum:"equal-steps"`
	// How many raters of each of two constituencies it takes to state a difference of view; 10 without it.
	MinGapRaters int `json:"min_gap_raters,omitempty"`
	// The results of strands. A rubric without strands has none, nor has a document from before they were added.
	Strands []StrandResult `json:"strands,omitempty" items:"1-1000"`
	// The results, in the order of the rubric.
	Domains []DomainResult `json:"domains"`
	// How far the maturity levels are reached, if competencies of the rubric name levels.
	Levels *LevelsEntry `json:"levels,omitempty"`
	// How far all raters agree over all competencies; null where a cell that it takes is hidden.
	Reliability *ReliabilityEntry `json:"reliability"`
	// The differences of view between constituencies, the largest first.
	Gaps []GapEntry `json:"gaps" items:"0-1000000"`
	// What a reader of the results should know.
	Warnings []ResultWarning `json:"warnings" items:"0-1000000"`
	// How many records are not in the results and why. It is absent if none is known to be missing.
	Excluded *ExclusionsEntry `json:"excluded,omitempty"`
}

// ReliabilityEntry is how far all raters agree, over all competencies.
type ReliabilityEntry struct {
	// Krippendorff's alpha, ordinal: 1 for agreement, 0 for chance; null where it does not exist.
	Alpha *float64 `json:"alpha" range:"-1,1"`
	// Why there is no alpha.
	Reason string `json:"reason,omitempty" rule:"id"`
	// The share of pairs of ratings that are the same, from 0 to 1.
	PercentAgreement float64 `json:"percent_agreement" range:"0,1"`
	// How many competencies have two ratings or more.
	Units uint64 `json:"units"`
	// How many ratings these have.
	Ratings uint64 `json:"ratings"`
}

// EqualVoiceEntry is a result with each of so many constituencies counting the same.
type EqualVoiceEntry struct {
	// How many constituencies are counted.
	Groups int `json:"groups"`
	// The share of each stage, lowest first.
	Shares []StageShare `json:"shares"`
	// The ids of the two stages between which the median lies; equal where it is one.
	Median [2]string `json:"median" rule:"id"`
}

// StageShare is the share of a stage, from 0 to 1.
type StageShare struct {
	// The id of the stage.
	Stage string `json:"stage" rule:"id"`
	// The share of the stage, from 0 to 1.
	Share float64 `json:"share" range:"0,1"`
}

// PolicyEntry is the policy that a summary was published under.
type PolicyEntry struct {
	// The name of the policy: public, internal, custom, or another name that the caller chose.
	Name string `json:"name"`
	// The fewest raters of a group that is shown.
	MinGroup int `json:"min_group"`
	// The fewest answers other than the commonest one that a shown group has.
	MinOutside int `json:"min_outside,omitempty"`
	// What counts are rounded to multiples of.
	RoundTo int `json:"round_to,omitempty"`
}

// RatersEntry is the numbers of raters, in all and by constituency id.
type RatersEntry struct {
	// How many people took part in all.
	All CountEntry `json:"all" title:"Raters in all"`
	// How many speak from each constituency, by its id.
	By map[string]CountEntry `json:"by" keys:"id" title:"Raters by constituency"`
}

// CountEntry is a number, or {"hidden":true}.
type CountEntry struct{ RaterCount }

// MarshalJSON writes the number, or {"hidden":true}.
func (c CountEntry) MarshalJSON() ([]byte, error) {
	if c.Hidden {
		return source.Marshal(hiddenEntry{true})
	}
	return source.Marshal(c.N)
}

type notAskedEntry struct {
	// Says that the constituency is not asked.
	NotAsked bool `json:"not_asked"`
}

type hiddenEntry struct {
	// Says that the value is hidden.
	Hidden bool `json:"hidden"`
}

// DomainResult is the results for a domain and its competencies.
type DomainResult struct {
	// The id of the domain.
	ID string `json:"id" rule:"id"`
	// The printed number, such as 1.
	Code string `json:"code,omitempty" rule:"code"`
	// What the domain is called.
	Title string `json:"title" rule:"title"`
	// The ratings of everyone on all competencies of the domain together.
	All CellEntry `json:"all"`
	// The ratings of each constituency, by its id.
	By map[string]CellEntry `json:"by" keys:"id"`
	// The result with each constituency counting the same.
	EqualVoice *EqualVoiceEntry `json:"equal_voice,omitempty"`
	// The results of the competencies, in the order of the rubric.
	Competencies []CompetencyResult `json:"competencies"`
}

// CompetencyResult is the results for a competency.
type CompetencyResult struct {
	// The id of the competency.
	ID string `json:"id" rule:"id"`
	// The printed number, such as 1.1.
	Code string `json:"code,omitempty" rule:"code"`
	// What the competency is called.
	Title string `json:"title" rule:"title"`
	// The ratings of everyone.
	All CellEntry `json:"all"`
	// The ratings of each constituency, by its id.
	By map[string]CellEntry `json:"by" keys:"id"`
	// The result with each constituency counting the same.
	EqualVoice *EqualVoiceEntry `json:"equal_voice,omitempty"`
}

// GapEntry is a difference of view between two constituencies on a competency.
type GapEntry struct {
	// The id of the competency.
	Competency string `json:"competency" rule:"id"`
	// The ids of the two constituencies.
	Between [2]string `json:"between" rule:"id"`
	// Cliff's delta of the first against the second: negative where the first rates lower.
	Delta float64 `json:"delta" range:"-1,1"`
	// The 95 % interval of the delta; null where one of the two has a single rating.
	Interval *[2]float64 `json:"interval" range:"-1,1"`
	// How many of each constituency rated.
	N [2]uint64 `json:"n"`
}

// CellEntry is the result of a group of raters. A hidden one is {"hidden":true} and
// nothing else, one of a constituency that is not asked {"not_asked":true}.
type CellEntry struct {
	Hidden   bool `json:"-"`
	NotAsked bool `json:"-"`
	// How many ratings name a stage.
	Rated uint64 `json:"rated"`
	// How many ratings name each stage, by its id, lowest first.
	Counts StageCounts `json:"counts"`
	// How many ratings name no stage, by kind.
	NonAnswers NonAnswers `json:"non_answers"`
	// The ids of the two stages between which the median lies, equal where it is one; null where nobody
	// rated.
	Median *[2]string `json:"median" rule:"id"`
	// How many ratings are at a stage or above it, by its id, for all stages but the lowest.
	AtOrAbove StageCounts `json:"at_or_above"`
	// Van der Eijk's agreement: 1 where all are at one stage, -1 where they are at the two ends; null
	// where it does not exist.
	Agreement *float64 `json:"agreement" range:"-1,1"`
	// The mean rank, from 1, under the assumption that the document names.
	Mean *float64 `json:"mean,omitempty" range:"1,16"`
	// The interpolated median rank, from 1, under the assumption that the document names.
	InterpolatedMedian *float64 `json:"interpolated_median,omitempty" range:"0,17"`
	// What moved since the baseline, in a progress document.
	Change *ChangeEntry `json:"change,omitempty"`
}

// ChangeEntry is what moved since the baseline. If there is a reason, there is no delta.
type ChangeEntry struct {
	// How far the two waves can be compared.
	Comparable string `json:"comparable" enum:"fully,partly,not"`
	// Why the two are not compared.
	Reason string `json:"reason,omitempty" rule:"id"`
	// What the crosswalk says on the comparison.
	Note string `json:"note,omitempty" rule:"text"`
	// How many ratings named each stage before, by its id in the later edition, lowest first.
	CountsBefore StageCounts `json:"counts_before,omitempty"`
	// How many ratings named no stage before, by kind.
	NonAnswersBefore *NonAnswers `json:"non_answers_before,omitempty"`
	// How many ratings named a stage, before and after.
	N *[2]uint64 `json:"n,omitempty"`
	// The median before, as in a cell.
	MedianBefore *[2]string `json:"median_before,omitempty" rule:"id"`
	// Cliff's delta of after against before: positive where the later wave rates higher.
	Delta *float64 `json:"delta,omitempty" range:"-1,1"`
	// The 95 % interval of the delta; absent for strands, domains and if one wave has a single rating.
	Interval *[2]float64 `json:"interval,omitempty" range:"-1,1"`
}

// MarshalJSON writes the cell, {"hidden":true} or {"not_asked":true}.
func (c CellEntry) MarshalJSON() ([]byte, error) {
	if c.NotAsked {
		return source.Marshal(notAskedEntry{true})
	}
	if c.Hidden {
		return source.Marshal(hiddenEntry{true})
	}
	type plain CellEntry
	return source.Marshal(plain(c))
}

// StageCounts is counts by stage, lowest first. In JSON it is an object by stage
// id that keeps the order.
type StageCounts []StageCount

// StageCount is how many ratings there are of a stage.
type StageCount struct {
	Stage string
	N     uint64
}

// MarshalJSON writes an object with the stages in order.
func (s StageCounts) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, c := range s {
		if i > 0 {
			b = append(b, ',')
		}
		key, err := source.Marshal(c.Stage)
		if err != nil {
			return nil, err
		}
		n, err := source.Marshal(c.N)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, key...), ':'), n...)
	}
	return append(b, '}'), nil
}

// Document returns the published summary as data.
func (p *Published) Document() SummaryDocument {
	t := &p.table
	d := SummaryDocument{
		Format: SummaryFormat, Rubric: t.rubric.Ref(), Generator: p.Generator(),
		Policy: PolicyEntry(p.policy), Hierarchy: p.place, Assumption: t.assumption,
		Raters:   ratersEntry(t.columns, t.raters),
		Invited:  t.invited.entry(t.columns),
		Gaps:     []GapEntry{},
		Warnings: append([]ResultWarning{}, p.warnings...),
		Excluded: p.excluded,
	}
	if p.minGapRaters != defaultMinGapRaters {
		d.MinGapRaters = int(p.minGapRaters)
	}
	for s := range t.rubric.Spectrum().Stages() {
		d.Spectrum = append(d.Spectrum, s.ID())
	}
	d.Strands = p.strandResults()
	for dom := range t.rubric.Domains() {
		dr := DomainResult{ID: dom.ID(), Code: dom.Code(), Title: dom.Title()}
		dr.All, dr.By = t.entries(dom.ID())
		dr.EqualVoice = p.equalVoiceEntry(dom.ID())
		for c := range dom.Competencies() {
			cr := CompetencyResult{ID: c.ID(), Code: c.Code(), Title: c.Title()}
			cr.All, cr.By = t.entries(c.ID())
			cr.EqualVoice = p.equalVoiceEntry(c.ID())
			dr.Competencies = append(dr.Competencies, cr)
		}
		d.Domains = append(d.Domains, dr)
	}
	d.Levels = p.levelsEntry()
	d.Reliability = p.reliabilityEntry()
	for _, g := range p.gaps {
		entry := GapEntry{
			Competency: g.Competency.ID(), Between: [2]string{g.Between[0].ID, g.Between[1].ID},
			Delta: round4(g.Delta), N: g.N,
		}
		if i, ok := g.Interval(); ok {
			entry.Interval = &[2]float64{round4(i.Lower), round4(i.Upper)}
		}
		d.Gaps = append(d.Gaps, entry)
	}
	return d
}

// Generator returns the name and version of the program that wrote the summary: this
// library, unless the summary was read with [LoadPublished].
func (p *Published) Generator() string {
	if p.generator != "" {
		return p.generator
	}
	return generator()
}

func ratersEntry(columns []rubric.Constituency, raters []RaterCount) RatersEntry {
	e := RatersEntry{All: CountEntry{raters[0]}, By: make(map[string]CountEntry)}
	for i, c := range columns[1:] {
		e.By[c.ID] = CountEntry{raters[i+1]}
	}
	return e
}

// MarshalJSON writes the summary/1 document. It is stable: same input, same bytes.
func (p *Published) MarshalJSON() ([]byte, error) { return source.Marshal(p.Document()) }

func (p *Published) equalVoiceEntry(id string) *EqualVoiceEntry {
	e, ok := p.EqualVoice(id)
	if !ok {
		return nil
	}
	entry := &EqualVoiceEntry{Groups: e.Voices.Groups()}
	for s, share := range e.Voices.Shares() {
		entry.Shares = append(entry.Shares, StageShare{s.ID(), round4(share)})
	}
	low, high := e.Voices.Median()
	entry.Median = [2]string{low.ID(), high.ID()}
	return entry
}

func (p *Published) reliabilityEntry() *ReliabilityEntry {
	r, ok := p.Reliability(AllRaters)
	if !ok && r.Reason == "" {
		return nil
	}
	entry := &ReliabilityEntry{Reason: string(r.Reason), PercentAgreement: round4(r.PercentAgreement), Units: r.Units, Ratings: r.Ratings}
	if ok {
		alpha := round4(r.Alpha)
		entry.Alpha = &alpha
	}
	return entry
}

func (t *table) entries(id string) (all CellEntry, by map[string]CellEntry) {
	row := t.rows[id]
	by = make(map[string]CellEntry)
	for i, c := range t.columns[1:] {
		by[c.ID] = t.at(row, i+1).entry(t.assumption)
	}
	return t.at(row, 0).entry(t.assumption), by
}

func (c *ResultCell) entry(assumption spectrum.Assumption) CellEntry {
	if c.NotAsked {
		return CellEntry{NotAsked: true}
	}
	if c.Hidden {
		return CellEntry{Hidden: true}
	}
	e := CellEntry{Rated: c.Rated(), NonAnswers: c.NonAnswers, Counts: stageCounts(c.Stages)}
	for s := range c.Stages.Counts() {
		if s.Rank() > 1 {
			k, _ := c.Stages.AtOrAbove(s)
			e.AtOrAbove = append(e.AtOrAbove, StageCount{s.ID(), k})
		}
	}
	if lo, hi := c.Stages.Median(); !lo.IsZero() {
		e.Median = &[2]string{lo.ID(), hi.ID()}
	}
	if a, ok := c.Stages.Agreement(); ok {
		a = round4(a)
		e.Agreement = &a
	}
	if mean, ok := c.Stages.Mean(assumption); ok {
		mean = round4(mean)
		e.Mean = &mean
	}
	if median, ok := c.Stages.InterpolatedMedian(assumption); ok {
		median = round4(median)
		e.InterpolatedMedian = &median
	}
	return e
}

func stageCounts(d spectrum.Distribution) StageCounts {
	var counts StageCounts
	for s, n := range d.Counts() {
		counts = append(counts, StageCount{s.ID(), n})
	}
	return counts
}

// round4 rounds to the four decimals that documents carry, and -0 to 0.
func round4(x float64) float64 { return math.Round(x*1e4)/1e4 + 0 }
