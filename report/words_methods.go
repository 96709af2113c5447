package report

import (
	"github.com/waymark-go/waymark/spectrum"
)

// methodWords say how the results were made.
type methodWords struct {
	Intro       string      `json:"intro" rule:"sentence"`
	Median      citedMethod `json:"median"`
	Agreement   citedMethod `json:"agreement"`
	StandOut    ownMethod   `json:"stand_out"`
	Differences citedMethod `json:"differences"`
	Domains     ownMethod   `json:"domains"`
	AtOrAbove   citedMethod `json:"at_or_above"`
	EqualVoice  ownMethod   `json:"equal_voice"`
	Reliability citedMethod `json:"reliability"`
	Progress    citedMethod `json:"progress"`
	Consensus   ownMethod   `json:"consensus"`
	Targets     ownMethod   `json:"targets"`
	Alpha       alphaWords  `json:"alpha"`
}

// citedMethod is a measure of the literature, ownMethod one of this report.
type citedMethod struct {
	Name   string `json:"name" rule:"name"`
	Text   string `json:"text" rule:"sentence"`
	Source string `json:"source" rule:"sentence"`
}

type ownMethod struct {
	Name string `json:"name" rule:"name"`
	Text string `json:"text" rule:"sentence"`
}

func (m ownMethod) method() Method { return Method{Name: m.Name, Text: m.Text} }

// alphaWords are what Krippendorff's alpha is here, or why there is none.
type alphaWords struct {
	Is       message `json:"is" vars:"alpha,#cases"`
	Hidden   string  `json:"hidden" rule:"sentence"`
	NoPairs  string  `json:"no_pairs" rule:"sentence"`
	AllSame  string  `json:"all_same" rule:"sentence"`
	TooMany  string  `json:"too_many" rule:"sentence"`
	Cannot   string  `json:"cannot" rule:"sentence"`
	HowToUse string  `json:"how_to_use" rule:"sentence"`
}

// measures says which of the measures a report shows, beside those of every one.
type measures struct {
	groups, domains, progress, consensus, targets bool
	reliability                                   string // what it is
}

func (w *Words) methodsIntro() string { return w.doc.Methods.Intro }

func (w *Words) methods(with measures) []Method {
	m := &w.doc.Methods
	list := []Method{Method(m.Median), Method(m.Agreement), m.StandOut.method()}
	if with.groups {
		list = append(list, Method(m.Differences))
	}
	if with.domains {
		list = append(list, m.Domains.method())
	}
	list = append(list, Method(m.AtOrAbove))
	if with.groups {
		list = append(list, m.EqualVoice.method())
	}
	reliability := Method(m.Reliability)
	reliability.Text = w.sentences(reliability.Text, with.reliability)
	list = append(list, reliability)
	if with.progress {
		list = append(list, Method(m.Progress))
	}
	if with.consensus {
		list = append(list, m.Consensus.method())
	}
	if with.targets {
		list = append(list, m.Targets.method())
	}
	return list
}

// alpha takes the share of pairs that name one stage in cases of a hundred.
func (w *Words) alpha(alpha float64, cases uint64) string {
	a := &w.doc.Methods.Alpha
	return w.sentences(w.form(&a.Is, cases).fill(w.twoPlaces(alpha), w.number(cases)), a.HowToUse)
}

// noAlpha takes "" when something that alpha takes is hidden.
func (w *Words) noAlpha(reason spectrum.Reason) string {
	a := &w.doc.Methods.Alpha
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
	return w.sentences(why, a.HowToUse)
}

// warningWords are the words on warnings of the summary, each with the number of
// results that it is about.
type warningWords struct {
	NoRatings   message `json:"no_ratings" vars:"#results"`
	FewRaters   message `json:"few_raters" vars:"#cases"`
	NoAgreement string  `json:"no_agreement" rule:"sentence"`
	Otherwise   message `json:"otherwise" vars:"warning,#results"`
}

// warning takes the warning in English for codes that have no words here.
func (w *Words) warning(code string, n int, fallback string) string {
	words, results := &w.doc.Warnings, uint64(n)
	switch code {
	case "no-ratings":
		return w.count(&words.NoRatings, results)
	case "few-raters":
		return w.count(&words.FewRaters, results)
	case "no-agreement":
		return words.NoAgreement
	}
	return w.form(&words.Otherwise, results).fill(fallback, w.number(results))
}

// codebookWords say what the columns of the CSV output mean.
type codebookWords struct {
	Column  string `json:"column" rule:"name"`
	Meaning string `json:"meaning" rule:"name"`
	Values  string `json:"values" rule:"name"`
	// What may stand in a column.
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
}

func (w *Words) codebook() *codebookWords { return &w.doc.Codebook }
