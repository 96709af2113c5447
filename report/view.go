package report

import (
	"github.com/waymark-go/waymark/assess"
)

// View is everything that a report says, in the order that it says it. All
// decisions are made: which rows there are and in what order, how numbers are
// rounded, what stands where a value is missing or hidden, which words are used.
// A renderer lays out and escapes, nothing else.
//
// What may hold wording of the rubric is a [Text], which knows its languages; what
// never does is a string. Every text in a view is a single line of valid UTF-8 without
// control characters and without bidirectional overrides. Anything else may be in it,
// markup too.
type View struct {
	Language  string // BCP 47 tag of the report's own words
	Direction string // of their script, "ltr" or "rtl"
	Labels    Labels
	Head      Head
	Stages    []Stage // lowest first
	Groups    []Group // the constituencies to show; the columns of every By
	// OneDomain says that the rubric has a single domain: there is no overview then,
	// and what stands out does not name its domain.
	OneDomain bool
	// Message says why there are no results. When it is not "", the report has a
	// head, what a team agreed on and what About says of the rubric only.
	Message string
	// Sections are the sections that the report has, in their order, between the head
	// and About. The fields of the others are empty, but for Domains.
	Sections      []Section
	Domains       []Domain
	Strengths     Highlights
	Edges         Highlights
	Differences   Differences
	Progress      *Progress  // nil without its section
	Consensus     *Consensus // nil without its section
	Targets       *Targets   // nil without its section
	Conversations Conversations
	Methods       Methods
	About         About
	// Pictures are those of the report, in its order: the competencies by group, the
	// ratings of each domain, the differences of view, and change. A picture that
	// would have nothing to show is not there; without results there are none.
	Pictures []Picture
	// Published is what the view was built from; WriteJSON writes it.
	Published *assess.Published
	// Options are the options of Build with defaults filled in.
	Options Options

	words *Words // those of the labels
}

// Head is the top of a report.
type Head struct {
	Title        Text
	Organization string
	Date         string // written out where Options.Date is a day or a month
	Logo         *Logo  // nil without Options.Logo
	// Instrument is the rubric's title where Title is another.
	Instrument Text
	// Translation says that the rubric's texts are an unofficial translation.
	Translation Text
	// Participation is a sentence on how many people took part.
	Participation string
	// Policy says in plain words what is not shown.
	Policy string
	// Internal is a warning to show on every page, "" for reports that may be
	// passed on.
	Internal string
	// HowToRead explains the bars and the words, a paragraph each.
	HowToRead []Text
	// Marks explains the marks that stand in this report for values that are not
	// there.
	Marks []Mark
}

// Mark is a sign and what it says.
type Mark struct{ Sign, Text string }

// Stage is a stage of the spectrum and how it is drawn.
type Stage struct {
	ID    string
	Title Text
	// Summary describes the stage and Messages is what it tells people, a list in
	// one text. Both may be empty.
	Summary, Messages Text
	// Class is the name of its color, s1 for the lowest stage.
	Class string
	// Mark and ASCIIMark fill its part of a bar made of characters.
	Mark, ASCIIMark string
	// Letters are a short label that tells it apart from the others.
	Letters string
}

// Figure is a number to show. Text is what to show in every case.
type Figure struct {
	N      uint64 // 0 when hidden
	Hidden bool
	Text   string
}

// Group is a constituency and how many of it took part.
type Group struct {
	ID     string
	Title  Text
	Raters Figure
}

// Result is what the ratings of one domain or competency by one group say.
// When Hidden is set, all figures are hidden and all texts are the hidden mark.
type Result struct {
	Hidden bool
	// Rated is the number of ratings that name a stage.
	Rated Figure
	// RatedText is Rated with its unit: 225 people rated this.
	RatedText string
	Bar       Bar
	Counts    []Figure // by stage
	Median    Median
	// Agreement is a word for how close together the ratings are, or the mark for
	// none.
	Agreement string
	// NonAnswers is how many gave no rating. Reasons has a text for each reason that
	// was given, with its number; it is empty when all rated and when hidden.
	NonAnswers Figure
	Reasons    []string
}

// Median is the middle of ratings. Low and High are places in [View.Stages],
// equal unless it falls between two stages, and -1 where there is no median or it
// is hidden.
type Median struct {
	Low, High int
	Hidden    bool
	Text      Text
	// Letters are those of its stage, or of both with a dash between them, or the
	// mark for why there is no median.
	Letters string
}

// Bar is a bar of all stages. A bar without ratings, or a hidden one, has no
// segments.
type Bar struct {
	Segments []Segment
	// Label has the counts in words, for those who do not see the bar.
	Label Text
}

// Segment is the part of a bar that belongs to the stage of the same place in
// [View.Stages]. Start and Width are in thousandths of the bar; the widths of a
// bar add up to 1000.
type Segment struct {
	N            uint64
	Start, Width int
}

// Domain is a domain and its competencies.
type Domain struct {
	ID, Code string
	Title    Text
	Label    Text   // code and title
	Summary  Text   // may be empty
	Result   Result // of everyone's ratings, pooled
	By       []Result
	Apart    Apart
	// Share says how many ratings are in the upper half of the stages; empty where
	// hidden or nobody rated.
	Share Text
	// EqualVoice says where the middle would be if each group counted the same;
	// empty where that is the middle rating.
	EqualVoice   Text
	Competencies []Competency
	// Caption says what the table of competencies shows; ByCaption is that of the
	// medians by group.
	Caption, ByCaption Text
}

// Competency is a competency and its results.
type Competency struct {
	ID, Code string
	Title    Text
	Label    Text // code and title
	Summary  Text // may be empty
	Result   Result
	By       []Result
	// EqualVoice is as for a [Domain].
	EqualVoice Text
}

// Apart says how far apart the two groups are that differ most on a domain.
type Apart struct {
	// Level is 0 for close to 3 for far apart, and -1 where it is not stated.
	Level int
	// Text is a word for it; Detail, which may be empty, says who rates lower.
	Text   string
	Detail Text
}

// Highlights are the competencies that stand out, or a sentence on why none do.
type Highlights struct {
	Intro string
	Items []Highlight
	Empty Text // set when there are no items
}

// Highlight is a competency that stands out.
type Highlight struct {
	Label    Text
	Domain   Text // empty where the rubric has one domain
	Sentence Text
	Bar      Bar
}

// Differences are the largest differences of view between two groups, or a
// sentence on why there are none.
type Differences struct {
	Intro string
	Items []Difference
	Empty string // set when there are no items
}

// Difference is a competency that two groups rate differently. Of the pairs of
// groups it names the one that differs most.
type Difference struct {
	Competency string // its id
	Domain     Text   // empty where the rubric has one domain
	Sentence   Text   // who rates it lower
	Detail     Text   // in numbers of people
	// Sides are the two groups, the one that rates lower first.
	Sides [2]Side
}

// Side is one of the two groups of a difference.
type Side struct {
	Group  Text
	Result Result
}

// Conversations are what to talk about next: the growing edges by domain, and then
// the stages that they stand at, lowest first.
type Conversations struct {
	Intro  string
	Items  []Conversation
	Stages []StageTalk
	Empty  string // set when there are no items
}

// Conversation is the growing edges of a domain and its reflection questions.
type Conversation struct {
	Domain Text // empty where the rubric has one domain
	Edges  []Edge
	// Questions may be empty: not every rubric has some for every domain.
	Questions []Questions
}

// Edge is a growing edge: where it stands and what comes next.
type Edge struct {
	Label Text
	// Standing says which stage it is at.
	Standing Text
	// Next introduces the next stage that the rubric describes, and Descriptor is
	// the rubric's wording. Both are empty where it describes none.
	Next, Descriptor Text
}

// StageTalk is what a stage tells people, which may be empty, and reflection
// questions that belong to it.
type StageTalk struct {
	Heading   Text
	Message   Text
	Questions []Questions
}

// Questions are the first of a set of reflection questions.
type Questions struct {
	Title Text // empty for a domain's own
	Items []Text
	More  string // how many others the rubric has, or ""
}

// Methods says how the results were computed. Without results it is empty.
type Methods struct {
	Intro string
	Items []Method
	// Notes are what to keep in mind, warnings about the data among them.
	Notes []Text
}

// Method is a measure: what it is, what it cannot say, and where it comes from.
type Method struct{ Name, Text, Limits, Source string }

// About says what was rated and by what it was computed.
type About struct {
	Facts   []Fact
	Sources []Source
	Notes   []Text // on the edition
}

// Fact is something to know about the rubric.
type Fact struct {
	Name string
	Text Text
}

// Source is a document that the rubric's wording was transcribed from. Publisher
// may be "", and URL is an http or https address or "".
type Source struct{ Title, Publisher, URL string }
