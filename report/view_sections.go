package report

// ProgressSection is what moved since an earlier wave.
type ProgressSection struct {
	// Intro says what is compared: the earlier edition, how many took part, and
	// that the two waves are taken for different people. A paragraph each.
	Intro []TaggedText
	// Rows are the domains, each followed by its competencies, in everyone's view.
	Rows []ProgressRow
	// Moves are the largest moves of single groups. It is empty, without an intro,
	// where the rubric names no groups.
	Moves ComparisonList
	// Empty says why nothing is compared; then there are no rows and no moves.
	Empty string
}

// ProgressRow is a domain or competency before and now.
type ProgressRow struct {
	ID       string
	IsDomain bool
	Label    TaggedText
	// Before and Now are the middle ratings, both by the stages of today.
	Before, Now MedianCell
	// BeforeRated and NowRated are the numbers of ratings; the texts have the unit.
	BeforeRated, NowRated         NumberCell
	BeforeRatedText, NowRatedText string
	// Direction is 1 where it is rated higher than before, -1 for lower and 0 for
	// about the same, or where it is not compared.
	Direction int
	Compared  bool
	// Text says so in words.
	Text string
	// Why says why the two are not compared, or what to keep in mind, with what the
	// crosswalk notes of a competency that is not what it was. It may be empty.
	Why TaggedText
	// Outcome is Text and Why as sentences.
	Outcome TaggedText
}

// ConsensusSection is what a team agreed on, beside the ratings.
type ConsensusSection struct {
	Intro string
	Items []ConsensusRow
	Empty string // set when there are no items
	// OwnWords warns of free text; "" where none is shown.
	FreeTextWarning string
}

// ConsensusRow is what a team agreed on for a competency. Rationale, Evidence and Who are
// people's own words, and empty unless the policy shows everything.
type ConsensusRow struct {
	ID       string
	Label    TaggedText
	Domain   TaggedText // empty where the rubric has one domain
	Stage    MedianCell // the stage as a result is drawn; it is no median
	Date     string     // written out; may be ""
	Sentence TaggedText // stage and date
	// Result is the spread of everyone's ratings; Spread says it in words.
	Result ResultCell
	Spread TaggedText
	// RatedSpread is Spread with the number of people who rated the competency, if it is shown and
	// not 0.
	RatedSpread TaggedText
	Rationale   TaggedText
	Evidence    []TaggedText
	AgreedBy    TaggedText
}

// TargetsSection is how far it is to the goals.
type TargetsSection struct {
	// Intro names the rule that says where things stand.
	Intro string
	Items []TargetRow
}

// TargetRow is a goal and how far it is.
type TargetRow struct {
	ID       string // "" for everything together
	IsDomain bool   // or everything together
	Label    TaggedText
	Hidden   bool
	Bar      StageBar
	// Standing is where it stands by the rule, Goal the stage to reach.
	Current, Goal MedianCell
	// Distance says in stages how far it is.
	Distance string
	// Reached says how many ratings are at the goal or above.
	Reached string
}
