package report

import (
	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/spectrum"
)

func (b *builder) figure(n uint64) NumberCell { return NumberCell{N: n, Text: b.grammar.number(n)} }

func (b *builder) hiddenFigure() NumberCell {
	b.someHidden = true
	return NumberCell{Hidden: true, Text: b.labels.HiddenMark}
}

// result returns the ratings of a domain or competency by a group, in words. unit formats their
// number.
func (b *builder) result(id, group string, unit func(uint64) string) ResultText {
	cell, ok := b.published.Cell(id, group)
	if !ok {
		return b.hiddenResult()
	}
	return b.cellResult(cell, unit)
}

func (b *builder) cellResult(cell assess.ResultCell, unit func(uint64) string) ResultText {
	switch {
	case cell.NotAsked:
		return b.notAskedResult()
	case cell.Hidden:
		return b.hiddenResult()
	}
	rated := cell.Rated()
	agreement, pairs := b.agreement(cell.Stages)
	r := ResultText{
		Rated: b.figure(rated), RatedText: unit(rated),
		Counts:     b.numbers.take(len(b.stages)),
		Median:     b.median(cell.Stages),
		Bar:        b.bar(cell.Stages),
		Agreement:  agreement,
		Pairs:      pairs,
		NonAnswers: b.figure(cell.NonAnswers.Total()),
	}
	i := 0
	for _, n := range cell.Stages.Counts() {
		r.Counts[i] = b.figure(n)
		i++
	}
	non := cell.NonAnswers
	b.scratch = b.phrases.Results.appendNonAnswers(b.scratch[:0], non.NotAnswered, non.NotApplicable, non.DontKnow, non.Declined)
	r.Reasons = b.strings.of(b.scratch)
	return r
}

func (b *builder) hiddenMedian() MedianCell {
	b.someHidden = true
	return MedianCell{Low: -1, High: -1, Hidden: true, Text: b.text(b.labels.HiddenMark), Letters: b.labels.HiddenMark}
}

func (b *builder) hiddenResult() ResultText {
	mark := b.labels.HiddenMark
	r := ResultText{
		Hidden: true, Rated: b.hiddenFigure(), RatedText: mark, Agreement: mark,
		NonAnswers: b.hiddenFigure(),
		Median:     b.hiddenMedian(),
		Bar:        StageBar{Label: b.text(b.labels.Hidden)},
		Counts:     b.numbers.take(len(b.stages)),
	}
	for i := range r.Counts {
		r.Counts[i] = b.hiddenFigure()
	}
	return r
}

// unratedResult is the result where there is nothing to count.
func (b *builder) unratedResult() ResultText {
	mark := NumberCell{Text: b.none()}
	r := ResultText{
		Rated: mark, RatedText: mark.Text, Agreement: mark.Text, NonAnswers: mark,
		Median: b.median(spectrum.Distribution{}), Bar: b.bar(spectrum.Distribution{}),
	}
	for range b.stages {
		r.Counts = append(r.Counts, mark)
	}
	return r
}

func (b *builder) median(d spectrum.Distribution) MedianCell {
	lo, hi := d.Median()
	return b.between(lo, hi)
}

// between returns the cell of a median that falls between lo and hi, which may be equal or zero.
func (b *builder) between(lo, hi spectrum.Stage) MedianCell {
	if lo.IsZero() {
		return MedianCell{Low: -1, High: -1, Text: b.text(b.none()), Letters: b.labels.NoneMark}
	}
	m := MedianCell{Low: lo.Rank() - 1, High: hi.Rank() - 1}
	m.Letters = b.letters[m.Low]
	if m.Low != m.High {
		m.Letters += "–" + b.letters[m.High]
	}
	m.Text = b.text(b.phrases.Results.median(b.title(lo), b.title(hi)))
	return m
}

func (b *builder) bar(d spectrum.Distribution) StageBar {
	if d.N() == 0 {
		return StageBar{Label: b.text(b.phrases.Results.NoRatings)}
	}
	bar := StageBar{Segments: b.segments.take(len(b.stages))}
	list := b.scratch[:0]
	for s, n := range d.Counts() {
		bar.Segments[s.Rank()-1].N = n
		list = b.phrases.Results.appendStageCount(list, b.title(s), n)
	}
	start := 0
	var widths [spectrum.MaxStages]int
	for i, width := range bar.divide(1000, widths[:0]) {
		bar.Segments[i].Start, bar.Segments[i].Width = start, width
		start += width
	}
	bar.Label = b.text(b.strings.of(list))
	b.scratch = list
	return bar
}
