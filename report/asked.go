package report

import (
	"github.com/waymark-go/waymark/report/internal/clean"
	"github.com/waymark-go/waymark/rubric"
)

// asked returns which groups are asked a competency, or nothing if all are.
func (b *builder) asked(c *rubric.Competency) string {
	if c.AsksEveryone() {
		return ""
	}
	var titles []string
	for x := range c.Asked() {
		titles = append(titles, b.phrases.Constituencies.inSentence(b.constituency(x).Title))
	}
	return b.phrases.Results.askedOf(titles)
}

// askedAndWordings returns which groups are asked a competency, and what groups read in place
// of its title.
func (b *builder) askedAndWordings(c *rubric.Competency) []TaggedText {
	var lines []TaggedText
	if asked := b.text(b.asked(c)); asked != nil {
		lines = append(lines, asked)
	}
	for x := range c.Asked() {
		if wording, ok := c.Wording(x.ID); ok {
			wording = b.wording(c.ID(), "wordings."+x.ID, clean.Line(wording))
			lines = append(lines, b.text(b.phrases.Worksheet.wording(b.constituency(x).Title, wording)))
		}
	}
	return lines
}

// notAskedMedian returns the cell of a group that is not asked.
func (b *builder) notAskedMedian() MedianCell {
	b.someNotAsked = true
	return MedianCell{Low: -1, High: -1, NotAsked: true, Text: b.text(b.labels.NotAsked), Letters: b.labels.NotAskedMark}
}

func (b *builder) notAskedResult() ResultText {
	text := b.labels.NotAsked
	r := ResultText{
		Rated: NumberCell{Text: text}, RatedText: text, Agreement: text,
		NonAnswers: NumberCell{Text: text}, Median: b.notAskedMedian(),
		Bar: StageBar{Label: b.text(text)},
	}
	for range b.stages {
		r.Counts = append(r.Counts, NumberCell{Text: text})
	}
	return r
}
