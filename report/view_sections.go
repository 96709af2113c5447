package report

// ProgressSection is what changed since an earlier wave.
type ProgressSection struct {
	// Intro says what is compared: the earlier edition, how many people took part, and that the
	// two waves are treated as different people. It has one paragraph each.
	Intro []TaggedText
	// Rows are the strands, and then the domains, each followed by its competencies, rated by
	// everyone.
	Rows []ProgressRow
	// Moves are the largest changes of single groups. It is empty, without an intro, if the report
	// shows no groups.
	Moves ComparisonList
	// Empty says why nothing is compared. There are no rows and no moves then.
	Empty string
}

// ProgressRow is a strand, domain or competency before and now.
type ProgressRow struct {
	ID       string
	IsDomain bool // also set for a strand
	Label    TaggedText
	// Before and Now are the medians, both in stages of the present spectrum.
	Before, Now MedianCell
	// BeforeRated and NowRated are the numbers of ratings; the texts have the unit.
	BeforeRated, NowRated         NumberCell
	BeforeRatedText, NowRatedText string
	// Direction is 1 if it is rated higher than before, -1 if lower, and 0 if about the same or
	// not compared.
	Direction int
	Compared  bool
	// Text is a word for Direction, or for not compared.
	Text string
	// Why says why the two are not compared, or what to keep in mind, with the crosswalk's note on
	// a competency that changed. It may be empty.
	Why TaggedText
	// Outcome is Text and Why as sentences.
	Outcome TaggedText
}

// ConsensusSection is what a team agreed on, beside the ratings.
type ConsensusSection struct {
	Intro string
	Items []ConsensusRow
	Empty string // set when there are no items
	// FreeTextWarning warns that the section contains free text. It is "" if it does not.
	FreeTextWarning string
}

// ConsensusRow is what a team agreed on for a competency. Rationale, Evidence and AgreedBy are
// free text, and empty unless the policy shows everything.
type ConsensusRow struct {
	ID       string
	Label    TaggedText
	Domain   TaggedText // empty where the rubric has one domain
	Stage    MedianCell // the agreed stage; it is not a median
	Date     string     // in words; may be ""
	Sentence TaggedText // has stage and date
	// Result is everyone's ratings. Spread describes them in words.
	Result ResultText
	Spread TaggedText
	// RatedSpread is Spread followed by the number of people who rated the competency, unless that
	// is hidden or 0.
	RatedSpread TaggedText
	Rationale   TaggedText
	Evidence    []TaggedText
	AgreedBy    TaggedText
	// Comments are what people wrote about the competency, if Options.Comments has any that may be shown.
	Comments []CommentGroup
}

// TargetsSection is how far it is to the goals.
type TargetsSection struct {
	// Intro names the rule that determines the current stage.
	Intro string
	Items []TargetRow
}

// TargetRow is a goal and the distance to it.
type TargetRow struct {
	ID       string // "" for the whole rubric
	IsDomain bool   // also set for a strand and the whole rubric
	Label    TaggedText
	Hidden   bool
	Bar      StageBar
	// Current is the current stage by the rule, Goal the stage to reach.
	Current, Goal MedianCell
	// Distance is the distance in stages, in words.
	Distance string
	// Reached says how many ratings are at or above the goal.
	Reached string
}
