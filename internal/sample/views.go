package main

// view is how a constituency tends to answer. Stages are a thousand apart;
// non-answers are times in a thousand.
type view struct {
	general      int            // of everything
	competencies map[string]int // of a competency, on top of that
	languages    []share        // that raters answer in

	dontKnow      int
	dontKnows     map[string]int // of a competency, instead
	notApplicable map[string]int
}

// share is how many of a group's raters answer in a language, in parts.
type share struct {
	language string
	parts    int
}

// language draws the language of a rater.
func (v view) language(d dice) string {
	all := 0
	for _, s := range v.languages {
		all += s.parts
	}
	n := d.below(all)
	for _, s := range v.languages {
		if n -= s.parts; n < 0 {
			return s.language
		}
	}
	return ""
}

// common is what all groups see alike in a competency.
var common = map[string]int{
	"welcoming-culture":       500,
	"culture-of-service":      300,
	"proactive-communication": 200,
	"crucial-conversations":   -300,
	"belonging-to-action":     -100,

	"staff-mindsets":         100,
	"community-connections":  100,
	"leadership-development": -300,

	"co-developing-vision":        -200,
	"sharing-decision-structures": -100,
	"shared-decision-making":      -300,
	"participatory-budgeting":     -700,

	"community-facing-staff": 200,
	"staffing-resources":     -100,
	"language-access":        400,
	"equitable-resources":    -200,

	"instructional-data-access":      100,
	"goal-aligned-family-activities": -100,

	"goal-aligned-youth-activities":  100,
	"youth-participatory-strategies": -400,

	"integrated-resources":       200,
	"neighborhood-hubs":          100,
	"partnership-data":           -500,
	"multi-directional-channels": -200,
}

// earlier is what people saw differently in a competency a year before: a few practices have
// grown since and two have lost ground.
var earlier = map[string]int{
	"language-access":          -900,
	"proactive-communication":  -700,
	"participatory-budgeting":  -600,
	"leadership-development":   -600,
	"youth-engagement-avenues": -700,
	"staffing-resources":       800,
	"neighborhood-hubs":        700,
}

// views are by constituency. Those who run a practice see more of it than those
// whom it should reach, and each group looks hardest at what concerns it most.
var views = map[string]view{
	"student": {
		general: -100,
		competencies: map[string]int{
			"belonging-to-action":            -300,
			"respect-for-leadership":         -400,
			"inclusive-youth-spaces":         -500,
			"youth-engagement-avenues":       -900,
			"youth-participatory-strategies": -500,
			"welcoming-culture":              -200,
		},
		languages: []share{{"en", 15}, {"es", 4}, {"vi", 1}},
		dontKnow:  50,
		dontKnows: map[string]int{
			"sharing-decision-structures": 200,
			"participatory-budgeting":     350,
			"staffing-resources":          300,
			"equitable-resources":         150,
			"partner-ecosystem":           200,
			"partnership-data":            300,
		},
		notApplicable: map[string]int{
			"learning-at-home":               60,
			"goal-aligned-family-activities": 50,
		},
	},
	"family": {
		general: -200,
		competencies: map[string]int{
			"co-developing-vision":        -300,
			"sharing-decision-structures": -400,
			"shared-decision-making":      -500,
			"participatory-budgeting":     -300,
			"language-access":             -600,
			"instructional-data-access":   -300,
			"respect-for-leadership":      -200,
		},
		languages: []share{{"en", 17}, {"es", 12}, {"zh-Hans", 2}, {"zh-Hant", 1}, {"vi", 3}, {"ar", 2}, {"tl", 2}, {"hmn", 2}, {"pa", 1}},
		dontKnow:  40,
		dontKnows: map[string]int{
			"staff-mindsets":                 120,
			"participatory-budgeting":        200,
			"staffing-resources":             250,
			"equitable-resources":            120,
			"youth-participatory-strategies": 150,
			"partner-ecosystem":              150,
			"partnership-data":               250,
		},
		notApplicable: map[string]int{
			"inclusive-youth-spaces":   25,
			"youth-engagement-avenues": 25,
		},
	},
	"educator": {
		general: 50,
		competencies: map[string]int{
			"staff-mindsets":         300,
			"crucial-conversations":  -200,
			"community-facing-staff": -400,
			"staffing-resources":     -700,
			"learning-at-home":       200,
		},
		languages: []share{{"en", 17}, {"es", 2}, {"tl", 1}},
		dontKnow:  20,
		dontKnows: map[string]int{
			"participatory-budgeting": 100,
			"partnership-data":        120,
		},
		notApplicable: map[string]int{
			"participatory-budgeting": 30,
			"neighborhood-hubs":       20,
		},
	},
	"leader": {
		general: 500,
		competencies: map[string]int{
			"co-developing-vision":     400,
			"shared-decision-making":   400,
			"participatory-budgeting":  300,
			"leadership-development":   300,
			"language-access":          200,
			"youth-engagement-avenues": 300,
			"partnership-data":         -200,
		},
		languages: []share{{"en", 19}, {"es", 1}},
		dontKnow:  8,
		notApplicable: map[string]int{
			"learning-at-home": 20,
		},
	},
	"community": {
		general: -100,
		competencies: map[string]int{
			"equitable-resources":  -300,
			"integrated-resources": -200,
			"partner-ecosystem":    -700,
			"neighborhood-hubs":    -400,
			"partnership-data":     -400,
		},
		languages: []share{{"en", 9}, {"es", 2}, {"ar", 1}},
		dontKnow:  40,
		dontKnows: map[string]int{
			"learning-at-home":          120,
			"instructional-data-access": 150,
		},
		notApplicable: map[string]int{
			"co-educator-role": 80,
			"learning-at-home": 80,
		},
	},
}

// declines are the competencies that people would rather not speak of, in a
// thousand.
var declines = map[string]int{
	"crucial-conversations":  25,
	"staff-mindsets":         25,
	"respect-for-leadership": 20,
}

// nonAnswer returns the word for the non-answer that a rater gives, or "".
func (v view) nonAnswer(d dice, competency string) string {
	dontKnow, ok := v.dontKnows[competency]
	if !ok {
		dontKnow = v.dontKnow
	}
	notApplicable := 4 + v.notApplicable[competency]
	declined := 4 + declines[competency]
	switch n := d.below(1000); {
	case n < dontKnow:
		return "dont-know"
	case n < dontKnow+notApplicable:
		return "not-applicable"
	case n < dontKnow+notApplicable+declined:
		return "declined"
	}
	return ""
}
