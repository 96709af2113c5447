package report

import (
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/report/internal/clean"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/spectrum"
)

// Options says what a report contains and in which language it is. The nil pointer and the zero
// value are the defaults.
//
// Title, Organization and Date may contain any characters: markup in them stays text in every
// format.
type Options struct {
	Title        string // the heading; the rubric's title if ""
	Organization string // whose results these are, such as a district; may be ""
	// Date is the date of the report or the survey. A calendar day (2026-10-01), a month
	// (2026-10), or a period of them (2026-09/2026-10), is written in the language of the report;
	// other texts stay as they are.
	Date string

	// Logo is an image for the top of HTML pages, as a base64 data URI: PNG, JPEG, GIF or WebP, up
	// to [MaxLogoBytes] and [MaxLogoSide]. SVG is refused, because it can contain scripts and
	// refer to other documents. Other formats do not show it.
	Logo string
	// LogoText describes the logo for people who do not see it. Leave it empty if Organization
	// says the same: screen readers then skip the image instead of reading the name twice. It is
	// required without Organization.
	LogoText string

	// Address is where the complete report can be found, such as a web address. A handout says so.
	Address string

	// Language is the BCP 47 tag of the language of the report's fixed words; the rubric's
	// language if "". The report is in English if the language is not one of [Languages]. It does
	// not translate the rubric: rubric.Localize does.
	Language string
	// Words are the words of another language, from [LoadWords]. They take precedence over
	// Language.
	Words *Words

	// Progress compares the summary with an earlier wave. Its After must be the summary that is
	// passed to Build, and the policy of its Before must hide as much or more. With it,
	// [View.WriteJSON] writes the progress document.
	Progress *assess.Progress
	// Consensus is what a team agreed on for the same rubric. Free text in it (rationale,
	// evidence, names) is shown only under a policy with MinGroup 1, the internal one.
	Consensus *assess.Consensus
	// Comments are what raters wrote, reviewed. Reports, guides and what a team agreed on show the comments that
	// assess.Comments.Shown returns: those that are cleared and, unless the policy has
	// MinGroup 1, marked as public.
	Comments *assess.Comments
	// Targets are the goals by id of a strand, domain or competency, as stages of the published rubric.
	// The key "" is the goal of the whole rubric and of each domain that has no other goal.
	Targets map[string]spectrum.Stage
	// ScoreRule selects how the current stage is computed that is compared with a goal;
	// assess.PooledMedian if "".
	ScoreRule assess.ScoreRule

	// Wording says how much wording of the rubric is repeated. By default a report has the full
	// wording of a rubric with at most 50 competencies, and first sentences of a larger one, so
	// that it stays readable; guides and worksheets have the full wording.
	Wording Wording

	// Sections selects sections of the report; all if empty. Their order does not matter. The
	// title block, who took part, the explanation of how to read the report, and the notice and
	// sources at the end are in every report. CSV and JSON always have the complete summary.
	Sections []Section
	// Constituencies selects the groups that are shown, by id; all if empty. Their order is the
	// rubric's. A selection never shows more: everyone's results stay as they are, nothing is said
	// about other groups, and results that weigh all groups alike are left out. CSV and JSON
	// always have the complete summary.
	Constituencies []string
	// Competencies selects the competencies that are shown, by id, such as those that
	// rubric.Rubric.Aligned yields; all if empty. Domains and strands without any of them are left
	// out. The results of the others stay those of all their competencies, and the report says so.
	// CSV and JSON always have the complete summary.
	Competencies []string
}

// checkWords returns an error if Words is the zero value.
func (o *Options) checkWords(function string) error {
	if o == nil || o.Words == nil || o.Words.grammar.plural != nil {
		return nil
	}
	return given.Made(function, "Options.Words", false, func() bool { return true }, "LoadWords")
}

// withDefaults returns a copy with defaults filled in and cleaned texts.
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
	opt.Address = clean.Line(opt.Address)
	opt.LogoText = clean.Line(opt.LogoText)
	return opt
}
