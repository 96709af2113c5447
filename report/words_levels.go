package report

import "github.com/waymark-go/waymark/assess"

// levelWords are the words on how far maturity levels are reached.
type levelWords struct {
	*grammar

	Level        message `json:"level" vars:"level"`
	Half         message `json:"half" vars:"stage"`
	HalfHighest  message `json:"half_highest" vars:"stage"`
	Share        message `json:"share" vars:"ratings,stage"`
	ShareHighest message `json:"share_highest" vars:"ratings,stage"`
	Rule         string  `json:"rule" rule:"sentence"`

	Reached    string `json:"reached" rule:"name"`
	NotReached string `json:"not_reached" rule:"name"`
	Open       string `json:"open" rule:"name"`

	InPlace message `json:"in_place" vars:"count,#all"`
	Hidden  message `json:"hidden" vars:"#count"`
	Unrated message `json:"unrated" vars:"#count"`

	None     string  `json:"none" rule:"name"`
	Perhaps  message `json:"perhaps" vars:"level"`
	UpTo     message `json:"up_to" vars:"level"`
	UpToMore message `json:"up_to_more" vars:"level,possible"`
}

// level returns the name of a level.
func (w *levelWords) level(n int) string { return w.Level.fill(w.number(uint64(n))) }

// inPlace says when a competency is in place.
func (w *levelWords) inPlace(stage string, highest bool, percent int) string {
	switch {
	case percent == 50 && highest:
		return w.HalfHighest.fill(stage)
	case percent == 50:
		return w.Half.fill(stage)
	case highest:
		return w.ShareHighest.fill(w.number(uint64(percent)), stage)
	}
	return w.Share.fill(w.number(uint64(percent)), stage)
}

func (w *levelWords) state(s assess.LevelState) string {
	switch s {
	case assess.LevelReached:
		return w.Reached
	case assess.LevelNotReached:
		return w.NotReached
	}
	return w.Open
}

// detail says how many competencies of a level are in place, hidden and not rated.
func (w *levelWords) detail(r assess.LevelResult) string {
	all := uint64(r.Competencies())
	parts := []string{w.form(&w.InPlace, all).fill(w.number(uint64(r.Met)), w.number(all))}
	if r.Hidden > 0 {
		parts = append(parts, w.count(&w.Hidden, uint64(r.Hidden)))
	}
	if r.Unrated > 0 {
		parts = append(parts, w.count(&w.Unrated, uint64(r.Unrated)))
	}
	return w.list(parts)
}

// reached names the highest level that is reached for certain and the highest that may be.
func (w *levelWords) reached(least, most int) string {
	switch {
	case most == 0:
		return w.None
	case least == 0:
		return w.Perhaps.fill(w.number(uint64(most)))
	case least == most:
		return w.UpTo.fill(w.number(uint64(least)))
	}
	return w.UpToMore.fill(w.number(uint64(least)), w.number(uint64(most)))
}
