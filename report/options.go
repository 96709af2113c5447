package report

import (
	"github.com/waymark-go/waymark/report/internal/clean"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/spectrum"
)

// Options says what a report is called and how it is written as text. The nil
// pointer and the zero value are the defaults.
//
// Title, Organization and Date may hold anything: markup in them stays text in
// every format.
type Options struct {
	Title        string // the heading; the rubric's title by default
	Organization string // whose results these are, such as a district
	// Date is that of the report or the survey. A calendar day (2026-10-01) or a month
	// (2026-10) is written out in the language of the report; anything else stays.
	Date string

	// Logo is a picture for the top of the HTML page, as a data URI in base64: PNG, JPEG,
	// GIF or WebP, up to [MaxLogoBytes] and [MaxLogoSide]. SVG is refused, because it
	// can hold scripts and refer to other places. Other formats show nothing of it.
	Logo string
	// LogoText says what the logo shows to those who do not see it. Leave it empty
	// where Organization says the same: then a screen reader passes over the picture
	// rather than naming the organization twice. Without Organization it is required.
	LogoText string

	// Language is the BCP 47 tag of the language that the report itself speaks, the
	// rubric's by default. It is English where that is none of [Languages]. The
	// rubric's texts stay in theirs: rubric.Localize translates them.
	Language string
	// Words are those of another language, from [LoadWords]. Language does not matter
	// then.
	Words *Words

	// ProgressSection compares the summary with an earlier wave: its After is the summary
	// that is given to Build. The earlier wave must be published under a policy that
	// hides as much or more. With it, [View.WriteJSON] writes the progress document.
	Progress *assess.Progress
	// Consensus is what a team agreed on, on the same rubric. People's own words in
	// it (rationale, evidence, who) are shown under a policy with MinGroup 1, the
	// internal one, and under no other.
	Consensus *assess.Consensus
	// Targets are goals by the id of a domain or competency, as stages of the
	// published rubric. The key "" is the goal of all domains: of everything
	// together, and of each domain that has no goal of its own.
	Targets map[string]spectrum.Stage
	// ScoreRule says where something stands that is held against a goal;
	// assess.PooledMedian by default.
	ScoreRule assess.ScoreRule

	// Sections selects what the report has of [Sections]; all by default. The order is
	// the report's own. The head, with what is not shown and the warning of a report
	// for internal use, how to read it, and the end, with the notice and the sources of
	// the rubric, are in every report. CSV and JSON have the whole summary.
	Sections []Section
	// Constituencies selects the groups that are shown, by id; all by default. Their
	// order is the rubric's. Nothing is said of a group that is not shown, so a
	// selection shows less and never more: what counts everyone stays as it is, and
	// what weighs all groups alike is left out. CSV and JSON have the whole summary.
	Constituencies []string
}

// withDefaults returns the options with defaults filled in and the texts made
// safe to show.
func (o *Options) withDefaults() Options {
	var opt Options
	if o != nil {
		opt = *o
	}
	if opt.ScoreRule == "" {
		opt.ScoreRule = assess.PooledMedian
	}
	opt.Title = clean.Line(opt.Title)
	opt.Organization = clean.Line(opt.Organization)
	opt.Date = clean.Line(opt.Date)
	opt.LogoText = clean.Line(opt.LogoText)
	return opt
}
