package report

import (
	"encoding/json"

	"github.com/waymark-go/waymark/report/internal/clean"

	"github.com/waymark-go/waymark/assess"
)

// consensusBuilder builds the section on what a team agreed on.
type consensusBuilder struct{ *builder }

// consensus returns what a team agreed on beside the ratings. It is nil without Options.Consensus.
func (b consensusBuilder) consensus() *ConsensusSection {
	k := b.opt.Consensus
	if k == nil {
		return nil
	}
	out := &ConsensusSection{Intro: b.phrases.Consensus.Intro}
	shown, unlisted := b.published.Policy().MinGroup == 1, b.published.Raters(b.everyone).Hidden
	language := languageOf(k)
	for a := range k.Agreements() {
		item, ok := b.agreed(a)
		if !ok {
			continue
		}
		if shown {
			b.freeText(&item, a, language)
		}
		if c, ok := b.rubric.Competency(item.ID); ok && !unlisted {
			item.Comments = b.commentsOn(c)
		}
		if item.Comments != nil {
			out.FreeTextWarning = b.commentsWarning()
		}
		if item.Rationale != nil || item.Evidence != nil || item.AgreedBy != nil {
			out.FreeTextWarning = b.phrases.Head.OwnWords
		}
		out.Items = append(out.Items, item)
	}
	if len(out.Items) == 0 {
		out.Empty = b.phrases.Consensus.None
	}
	return out
}

// agreed returns the stage and the spread of the ratings, which every policy allows.
func (b consensusBuilder) agreed(a assess.ConsensusAgreement) (ConsensusRow, bool) {
	// The consensus may refer to a translation of the rubric.
	c, ok := b.rubric.Competency(a.Competency.ID())
	stage, known := b.rubric.Spectrum().Stage(a.Stage.ID())
	if !ok || !known || !b.selected(c) {
		return ConsensusRow{}, false
	}
	date := b.grammar.date(clean.Line(a.Date))
	item := ConsensusRow{
		ID: c.ID(), Label: b.text(b.label(c)), Domain: b.otherDomain(c.Domain()),
		Stage: b.between(stage, stage), Date: date,
		Sentence: b.text(b.phrases.Consensus.agreed(b.title(stage), date)),
		Result:   b.result(c.ID(), b.everyone, b.phrases.Results.rated),
	}
	cell, _ := b.published.Cell(c.ID(), b.everyone)
	switch low, high := cell.Stages.Median(); {
	case item.Result.Hidden:
		item.Spread = b.text(b.labels.Hidden)
	case low.IsZero():
		item.Spread = b.text(b.phrases.Results.NoRatings)
	default:
		item.Spread = b.text(b.phrases.StandOut.standing(b.title(low), b.title(high)))
	}
	item.RatedSpread = item.Spread
	if cell.Rated() > 0 && !item.Result.Hidden {
		item.RatedSpread = b.following(item.Spread, plain(b.grammar.closed(item.Result.RatedText)))
	}
	return item, true
}

// freeText adds what people wrote. Call it only if the policy shows everything.
func (b consensusBuilder) freeText(item *ConsensusRow, a assess.ConsensusAgreement, language string) {
	tagged := func(s string) string {
		if language == "" {
			return markBlocks(s)
		}
		return b.languages.mark(markBlocks(s), language)
	}
	item.Rationale = b.text(tagged(a.Rationale))
	for _, e := range a.Evidence {
		if t := b.text(tagged(e)); t != nil {
			item.Evidence = append(item.Evidence, t)
		}
	}
	var who []string
	for _, w := range a.Who {
		if w = clean.Line(w); w != "" {
			who = append(who, w)
		}
	}
	item.AgreedBy = b.text(b.grammar.list(who))
}

// languageOf returns the language of a consensus, or "" if it does not name one.
func languageOf(k *assess.Consensus) string {
	var doc assess.ConsensusDocument
	data, err := k.MarshalJSON()
	if err != nil || json.Unmarshal(data, &doc) != nil {
		return ""
	}
	return clean.Line(doc.Language)
}
