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
	Format      string              `json:"format"`
	Rubric      rubric.Ref          `json:"rubric"`
	Baseline    *rubric.Ref         `json:"baseline,omitempty"` // of the earlier wave, in a progress document
	Generator   string              `json:"generator"`
	Policy      PolicyEntry         `json:"policy"`
	Raters      RatersEntry         `json:"raters"`
	Spectrum    []string            `json:"spectrum"`
	Assumption  spectrum.Assumption `json:"assumption,omitempty"` // that Mean and InterpolatedMedian make
	Domains     []DomainResult      `json:"domains"`
	Reliability *ReliabilityEntry   `json:"reliability"`
	Gaps        []GapEntry          `json:"gaps"`
	Warnings    []Warning           `json:"warnings"`
}

// ReliabilityEntry is how far all raters agree, over all competencies. Alpha is
// Krippendorff's, ordinal, nil with a reason where it does not exist; the whole entry
// is nil where a cell that it takes is hidden.
type ReliabilityEntry struct {
	Alpha            *float64 `json:"alpha"`
	Reason           string   `json:"reason,omitempty"`
	PercentAgreement float64  `json:"percent_agreement"`
	Units            uint64   `json:"units"`
	Ratings          uint64   `json:"ratings"`
}

// EqualVoiceEntry is a result with each of so many constituencies counting the same:
// the share of each stage and the ids of the stages between which the median lies.
type EqualVoiceEntry struct {
	Groups int          `json:"groups"`
	Shares []StageShare `json:"shares"`
	Median [2]string    `json:"median"`
}

// StageShare is the share of a stage, from 0 to 1.
type StageShare struct {
	Stage string  `json:"stage"`
	Share float64 `json:"share"`
}

// PolicyEntry is the policy that a summary was published under.
type PolicyEntry struct {
	Name       string `json:"name"`
	MinGroup   int    `json:"min_group"`
	MinOutside int    `json:"min_outside,omitempty"`
	RoundTo    int    `json:"round_to,omitempty"`
}

// RatersEntry is the numbers of raters, in all and by constituency id.
type RatersEntry struct {
	All CountEntry            `json:"all"`
	By  map[string]CountEntry `json:"by"`
}

// CountEntry is a number, or {"hidden":true}.
type CountEntry struct{ Count }

// MarshalJSON writes the number, or {"hidden":true}.
func (c CountEntry) MarshalJSON() ([]byte, error) {
	if c.Hidden {
		return source.Marshal(hiddenEntry{true})
	}
	return source.Marshal(c.N)
}

type hiddenEntry struct {
	Hidden bool `json:"hidden"`
}

// DomainResult is the results for a domain and its competencies.
type DomainResult struct {
	ID           string               `json:"id"`
	Code         string               `json:"code,omitempty"`
	Title        string               `json:"title"`
	All          CellEntry            `json:"all"`
	By           map[string]CellEntry `json:"by"`
	EqualVoice   *EqualVoiceEntry     `json:"equal_voice,omitempty"`
	Competencies []CompetencyResult   `json:"competencies"`
}

// CompetencyResult is the results for a competency.
type CompetencyResult struct {
	ID         string               `json:"id"`
	Code       string               `json:"code,omitempty"`
	Title      string               `json:"title"`
	All        CellEntry            `json:"all"`
	By         map[string]CellEntry `json:"by"`
	EqualVoice *EqualVoiceEntry     `json:"equal_voice,omitempty"`
}

// GapEntry is a difference of view. Between are the ids of the two constituencies
// N how many of each rated, and Interval the 95 % interval of Delta, nil where
// one of them has a single rating.
type GapEntry struct {
	Competency string      `json:"competency"`
	Between    [2]string   `json:"between"`
	Delta      float64     `json:"delta"`
	Interval   *[2]float64 `json:"interval"`
	N          [2]uint64   `json:"n"`
}

// CellEntry is a result cell, or {"hidden":true} and nothing else. Median is the
// ids of the two stages between which the median lies, equal where it is one, and
// nil where nobody rated. AtOrAbove has the number of ratings at or above each
// stage but the lowest. Agreement is van der Eijk's A, nil where it does not exist.
type CellEntry struct {
	Hidden     bool        `json:"-"`
	Rated      uint64      `json:"rated"`
	Counts     StageCounts `json:"counts"`
	NonAnswers NonAnswers  `json:"non_answers"`
	Median     *[2]string  `json:"median"`
	AtOrAbove  StageCounts `json:"at_or_above"`
	Agreement  *float64    `json:"agreement"`
	// Mean and InterpolatedMedian are ranks from 1, there only under an Assumption.
	Mean               *float64     `json:"mean,omitempty"`
	InterpolatedMedian *float64     `json:"interpolated_median,omitempty"`
	Change             *ChangeEntry `json:"change,omitempty"` // in a progress document
}

// ChangeEntry is what moved since the baseline. N is how many rated before and after,
// MedianBefore as in a cell, Delta Cliff's delta of after against before and Interval
// its 95 % interval; the three are nil where Reason says why the two are not compared,
// and Interval also where one wave has a single rating.
type ChangeEntry struct {
	Comparable   string      `json:"comparable"`
	Reason       string      `json:"reason,omitempty"`
	Note         string      `json:"note,omitempty"`
	N            *[2]uint64  `json:"n,omitempty"`
	MedianBefore *[2]string  `json:"median_before,omitempty"`
	Delta        *float64    `json:"delta,omitempty"`
	Interval     *[2]float64 `json:"interval,omitempty"`
}

// MarshalJSON writes the cell, or {"hidden":true}.
func (c CellEntry) MarshalJSON() ([]byte, error) {
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
		Policy: PolicyEntry(p.policy), Assumption: t.assumption,
		Raters:   RatersEntry{All: CountEntry{t.raters[0]}, By: make(map[string]CountEntry)},
		Gaps:     []GapEntry{},
		Warnings: append([]Warning{}, p.warnings...),
	}
	for i, c := range t.columns[1:] {
		d.Raters.By[c.ID] = CountEntry{t.raters[i+1]}
	}
	for s := range t.rubric.Spectrum().Stages() {
		d.Spectrum = append(d.Spectrum, s.ID())
	}
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

// Generator names the library and its version, as the build knows it.
func (p *Published) Generator() string { return generator() }

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
	r, ok := p.Reliability(Everyone)
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

func (c *Cell) entry(assumption spectrum.Assumption) CellEntry {
	if c.Hidden {
		return CellEntry{Hidden: true}
	}
	e := CellEntry{Rated: c.Rated(), NonAnswers: c.NonAnswers}
	for s, n := range c.Stages.Counts() {
		e.Counts = append(e.Counts, StageCount{s.ID(), n})
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

// round4 rounds to the four decimals that documents carry, and -0 to 0.
func round4(x float64) float64 { return math.Round(x*1e4)/1e4 + 0 }
