package report

import (
	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/spectrum"
)

// methodWords are the words on how the results were computed.
type methodWords struct {
	*grammar

	Intro       string       `json:"intro" rule:"sentence"`
	Median      measureWords `json:"median"`
	AtOrAbove   measureWords `json:"at_or_above"`
	Agreement   measureWords `json:"agreement"`
	EvenPairs   message      `json:"even_pairs" vars:"#stages,same,near"`
	EvenSame    message      `json:"even_same" vars:"same"`
	StandOut    measureWords `json:"stand_out"`
	Differences measureWords `json:"differences"`
	Domains     measureWords `json:"domains"`
	Levels      measureWords `json:"levels"`
	EqualVoice  measureWords `json:"equal_voice"`
	Reliability measureWords `json:"reliability"`
	Progress    measureWords `json:"progress"`
	Consensus   measureWords `json:"consensus"`
	Targets     measureWords `json:"targets"`
	AllShown    measureWords `json:"all_shown"`
	Hidden      measureWords `json:"hidden"`
	HiddenBelow message      `json:"hidden_below" vars:"#people"`
	Exact       measureWords `json:"exact"`
	Rounded     measureWords `json:"rounded"`
	Alpha       alphaWords   `json:"alpha"`
}

// measureWords are the words on a measure: what it is, what it cannot say and its source.
type measureWords struct {
	Name   string `json:"name" rule:"name"`
	Text   string `json:"text" rule:"sentence"`
	Limits string `json:"limits" rule:"sentence"`
	Source string `json:"source" rule:"sentence"`
}

// alphaWords are the words on Krippendorff's alpha, or on why there is none.
type alphaWords struct {
	Is      message `json:"is" vars:"alpha,#cases"`
	Hidden  string  `json:"hidden" rule:"sentence"`
	NoPairs string  `json:"no_pairs" rule:"sentence"`
	AllSame string  `json:"all_same" rule:"sentence"`
	TooMany string  `json:"too_many" rule:"sentence"`
	Cannot  string  `json:"cannot" rule:"sentence"`
}

// measures says which measures a report shows, in addition to those that every report has.
type measures struct {
	highlights, differences, domains, levels, equalVoice, progress, consensus, targets bool

	agreement   string // the pairs of an even spread; "" if agreement is not shown
	reliability string // the result in words
}

func (w *methodWords) methods(with measures) []MethodDescription {
	list := []MethodDescription{MethodDescription(w.Median), MethodDescription(w.AtOrAbove)}
	add := func(shown bool, measure measureWords, more string) {
		if shown {
			measure.Text = w.sentences(measure.Text, more)
			list = append(list, MethodDescription(measure))
		}
	}
	add(with.agreement != "", w.Agreement, with.agreement)
	add(with.highlights, w.StandOut, "")
	add(with.differences, w.Differences, "")
	add(with.domains, w.Domains, "")
	add(with.levels, w.Levels, "")
	add(with.equalVoice, w.EqualVoice, "")
	add(true, w.Reliability, with.reliability)
	add(with.progress, w.Progress, "")
	add(with.consensus, w.Consensus, "")
	add(with.targets, w.Targets, "")
	return list
}

// evenPairs returns how many of 100 pairs are near each other if the ratings are spread evenly.
func (w *methodWords) evenPairs(stages int) string {
	same := w.number(evenPairs(stages, 0))
	if stages < 3 {
		return w.EvenSame.fill(same)
	}
	return w.form(&w.EvenPairs, uint64(stages)).fill(w.number(uint64(stages)), same, w.number(evenPairs(stages, 1)))
}

// publishing returns the methods that keep people from being recognized, and the rounding.
func (w *methodWords) publishing(p assess.Policy, rules *headWords) []MethodDescription {
	hidden, rounding := w.AllShown, w.Exact
	if p.MinGroup > 1 {
		hidden = w.Hidden
		hidden.Text = w.sentences(w.count(&w.HiddenBelow, uint64(p.MinGroup)), hidden.Text)
	}
	if p.MinOutside > 0 {
		hidden.Text = w.sentences(hidden.Text, rules.unanimousRule(p.MinOutside))
	}
	if p.RoundTo > 1 {
		rounding = w.Rounded
		rounding.Text = w.sentences(rules.roundedTo(p.RoundTo), rounding.Text)
	}
	return []MethodDescription{MethodDescription(hidden), MethodDescription(rounding)}
}

// alpha returns Krippendorff's alpha in words; cases is the percentage of pairs that name the same
// stage.
func (w *methodWords) alpha(alpha float64, cases uint64) string {
	a := &w.Alpha
	return w.form(&a.Is, cases).fill(w.twoPlaces(alpha), w.number(cases))
}

// noAlpha returns why there is no alpha. The reason is "" if a rating that it needs is hidden.
func (w *methodWords) noAlpha(reason spectrum.Reason) string {
	a := &w.Alpha
	why := a.Cannot
	switch reason {
	case "":
		why = a.Hidden
	case spectrum.NoPairs:
		why = a.NoPairs
	case spectrum.Unanimous:
		why = a.AllSame
	case spectrum.TooManyRatings:
		why = a.TooMany
	}
	return why
}

// warningWords are the words on warnings of the summary, each with the number of affected results.
type warningWords struct {
	*grammar

	NoRatings   message `json:"no_ratings" vars:"#results"`
	FewRaters   message `json:"few_raters" vars:"#cases"`
	NoAgreement string  `json:"no_agreement" rule:"sentence"`
	Otherwise   message `json:"otherwise" vars:"warning,#results"`
}

// warning returns the words for a warning. fallback is the warning in English, for codes without
// words here.
func (w *warningWords) warning(code string, n int, fallback string) string {
	results := uint64(n)
	switch code {
	case "no-ratings":
		return w.count(&w.NoRatings, results)
	case "few-raters":
		return w.count(&w.FewRaters, results)
	case "no-agreement":
		return w.NoAgreement
	}
	return w.form(&w.Otherwise, results).fill(fallback, w.number(results))
}

// CodebookWords are the explanations of the columns of the CSV table that package tidy writes, and
// the heads of its codebook.
type CodebookWords struct {
	Column  string `json:"column" rule:"name"`
	Meaning string `json:"meaning" rule:"name"`
	Values  string `json:"values" rule:"name"`
	// The kinds of values in a column.
	Text    string `json:"text" rule:"sentence"`
	Integer string `json:"integer" rule:"sentence"`
	Decimal string `json:"decimal" rule:"sentence"`

	Level             string `json:"level" rule:"sentence"`
	ID                string `json:"id" rule:"sentence"`
	Code              string `json:"code" rule:"sentence"`
	Title             string `json:"title" rule:"sentence"`
	Constituency      string `json:"constituency" rule:"sentence"`
	ConstituencyTitle string `json:"constituency_title" rule:"sentence"`
	Measure           string `json:"measure" rule:"sentence"`
	Value             string `json:"value" rule:"sentence"`
	Rank              string `json:"rank" rule:"sentence"`
	Count             string `json:"count" rule:"sentence"`
	Rated             string `json:"rated" rule:"sentence"`
	Status            string `json:"status" rule:"sentence"`
	AtOrAbove         string `json:"at_or_above" rule:"sentence"`
	Lower             string `json:"lower" rule:"sentence"`
	Upper             string `json:"upper" rule:"sentence"`
	EqualVoice        string `json:"equal_voice" rule:"sentence"`
	QuartileLower     string `json:"quartile_lower" rule:"sentence"`
	QuartileUpper     string `json:"quartile_upper" rule:"sentence"`
	Agreement         string `json:"agreement" rule:"sentence"`
	Before            string `json:"before" rule:"sentence"`
	Comparable        string `json:"comparable" rule:"sentence"`
	Reason            string `json:"reason" rule:"sentence"`
	Delta             string `json:"delta" rule:"sentence"`
	DeltaLower        string `json:"delta_lower" rule:"sentence"`
	DeltaUpper        string `json:"delta_upper" rule:"sentence"`
	MeasureLevel      string `json:"measure_level" rule:"sentence"`
	MaturityLevel     string `json:"maturity_level" rule:"sentence"`
	LevelState        string `json:"level_state" rule:"sentence"`
	SamePairs         string `json:"same_pairs" rule:"sentence"`
	NearPairs         string `json:"near_pairs" rule:"sentence"`
	TwoCamps          string `json:"two_camps" rule:"sentence"`
	References        string `json:"references" rule:"sentence"`
}
