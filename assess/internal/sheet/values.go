package sheet

import (
	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/rubric"
)

// Values says what names and texts mean that are not in a sheet, such as those in the results
// of a form, as it says of headers and cells. It is for one goroutine.
type Values struct {
	rubric   *rubric.Rubric
	opt      Options
	headings *headings
	words    *words
	answers  []answers         // by background question
	own      map[string]*words // by name: what a mapping says of the texts under it
}

// NewValues returns what names and texts mean in responses to a rubric. The error is a mistake
// in the options.
func NewValues(r *rubric.Rubric, opt Options) (*Values, error) {
	opt.DateLayout = goLayout(opt.DateLayout)
	if opt.IDPrefix == "" {
		opt.IDPrefix = "row-"
	}
	if err := opt.check(r); err != nil {
		return nil, err
	}
	rubrics := append([]*rubric.Rubric{r}, opt.Translations...)
	v := &Values{rubric: r, opt: opt, own: make(map[string]*words)}
	var err error
	if v.headings, err = newHeadings(rubrics, &v.opt); err != nil {
		return nil, err
	}
	if v.words, err = newWords(rubrics, &v.opt); err != nil {
		return nil, err
	}
	v.answers = newAnswers(rubrics, v.opt.Words)
	return v, nil
}

// Name returns what a name means, as in a mapping; ok is false if it means nothing. Given
// reports whether the options say so.
func (v *Values) Name(name string) (is string, given, ok bool) {
	if m, ok := v.headings.byRule([]string{name}, -1); ok {
		return v.headings.name(m), true, true
	}
	found := v.headings.find(name)
	if len(found) != 1 || found[0].kind == columnRating && found[0].comp < 0 {
		return "", false, false
	}
	return v.headings.name(found[0]), v.headings.isGiven(name), true
}

// Resembles returns a name of the rubric that a name without a meaning may stand for, or "".
func (v *Values) Resembles(name string) string { return v.headings.resembles(name) }

// WayOut names the flag and the keys of a mapping that say what a name is.
func (v *Values) WayOut(is, name string) string { return wayOut(is, name) }

// wordsOf returns the words of the texts under a name.
func (v *Values) wordsOf(name string) (*words, error) {
	if own, ok := v.own[name]; ok {
		return own, nil
	}
	rule := v.headings.ruleOf([]string{name}, -1)
	own, err := rule.wordsOf(v.words, v.rubric)
	if err != nil {
		return nil, err
	}
	if own == nil {
		own = v.words
	}
	if len(v.own) < maxSeen {
		v.own[name] = own
	}
	return own, nil
}

// Rating returns the id of the stage, or the word for the non-answer, that a text under a name
// means, and a hint if it means neither.
func (v *Values) Rating(name, text string) (id, hint string) {
	own, err := v.wordsOf(name)
	if err != nil {
		return "", err.Error()
	}
	w := own.lookup([]byte(text))
	if !w.rated {
		return "", own.stageHint(text)
	}
	for _, n := range record.NonAnswers() {
		if n.Rating == w.rating {
			return n.Word, ""
		}
	}
	stage, _ := v.rubric.Spectrum().At(int(w.rating))
	return stage.ID(), ""
}

// Constituency returns the id of the constituency that a text under a name means, or "".
func (v *Values) Constituency(name, text string) string {
	own, err := v.wordsOf(name)
	if err != nil {
		return ""
	}
	return own.lookup([]byte(text)).constituency
}

// Language returns the tag of the language that a text under a name means, or "".
func (v *Values) Language(name, text string) string {
	own, err := v.wordsOf(name)
	if err != nil {
		return ""
	}
	return own.lookup([]byte(text)).language
}

// Day returns the day of a date or timestamp under a name, YYYY-MM-DD, or "".
func (v *Values) Day(name, text string) string {
	layout := v.opt.DateLayout
	if rule := v.headings.ruleOf([]string{name}, -1); rule != nil && rule.DateLayout != "" {
		layout = rule.DateLayout
	}
	day, code, _ := parseDay(text, layout)
	if code != "" {
		return ""
	}
	return day
}

// Skipped returns why a response with a text under a name does not count, or "".
func (v *Values) Skipped(name, text string) (reason string) {
	for _, rule := range skipOf(v.opt.Skip, name) {
		if rule.excludes([]byte(text)) {
			return rule.Reason
		}
	}
	return ""
}
