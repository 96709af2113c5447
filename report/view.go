package report

import (
	"github.com/waymark-go/waymark/assess"
)

// View is everything that a report says, in the order that it says it. All
// decisions are made: which rows there are and in what order, how numbers are
// rounded, what stands where a value is missing or hidden, which words are used.
// A renderer lays out and escapes, nothing else.
//
// Every text in a view is a single line of valid UTF-8 without control characters
// and without bidirectional overrides. Anything else may be in it, markup too.
type View struct {
	Language  string // BCP 47 tag of the rubric's texts
	Direction string // of the script, "ltr" or "rtl"
	Labels    Labels
	Head      Head
	Stages    []Stage // lowest first
	Groups    []Group // the rubric's constituencies; the columns of every By
	// Message says why there are no results. When it is not "", the report has a
	// head and what Methods says of the rubric only.
	Message       string
	Domains       []Domain
	Strengths     Highlights
	Edges         Highlights
	Differences   Differences
	Conversations Conversations
	Methods       Methods
	// Published is what the view was built from; WriteJSON writes it.
	Published *assess.Published
	// Options are the options of Build with defaults filled in.
	Options Options
}

// Labels are the headings and other fixed words of a report.
type Labels struct {
	// Headings of sections.
	Contents, Who, HowToRead, Overview, Strengths, Edges, Differences, Conversations, Methods, About string
	// Headings of columns.
	Group, TookPart, Bar, Stage, Message, Domain, Competency, Median, Rated, Ratings, Apart, Agreement, NonAnswers string
	// Captions of tables.
	OverviewCaption, ByGroup string
	// Lead-ins within sections.
	BasedOn, MedianBy, Questions, Source, Rubric, Digest, Citation, Notice, Generator, Notes, SkipToContent string
	// HiddenMark and NoneMark stand where a value is hidden or does not exist;
	// Hidden and None say so in full.
	HiddenMark, Hidden, NoneMark, None string
}

// Head is the top of a report.
type Head struct {
	Title, Organization, Date string
	// Instrument is the rubric's title where Title is another, else "".
	Instrument string
	// Participation is a sentence on how many people took part.
	Participation string
	// Policy says in plain words what is not shown.
	Policy string
	// Internal is a warning to show on every page, "" for reports that may be
	// passed on.
	Internal string
	// HowToRead explains the bars and the words, a paragraph each.
	HowToRead []string
	// Marks explains the marks that stand in this report for values that are not
	// there.
	Marks []Mark
}

// Mark is a sign and what it says.
type Mark struct{ Sign, Text string }

// Stage is a stage of the spectrum and how it is drawn.
type Stage struct {
	ID, Title string
	// Messages is what the stage tells people, a list in one text; it may be "".
	Messages string
	// Class is the name of its color, s1 for the lowest stage.
	Class string
	// Mark and ASCIIMark fill its part of a bar made of characters.
	Mark, ASCIIMark string
}

// Figure is a number to show. Text is what to show in every case.
type Figure struct {
	N      uint64 // 0 when hidden
	Hidden bool
	Text   string
}

// Group is a constituency and how many of it took part.
type Group struct {
	ID, Title string
	Raters    Figure
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
	Text      string
}

// Bar is a bar of all stages. A bar without ratings, or a hidden one, has no
// segments.
type Bar struct {
	Segments []Segment
	// Label has the counts in words, for those who do not see the bar.
	Label string
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
	ID, Code, Title string
	Label           string // code and title
	Summary         string // may be ""
	Result          Result // of everyone's ratings, pooled
	By              []Result
	Apart           Apart
	Competencies    []Competency
	// Caption says what the table of competencies shows; ByCaption is that of the
	// medians by group.
	Caption, ByCaption string
}

// Competency is a competency and its results.
type Competency struct {
	ID, Code, Title string
	Label           string // code and title
	Result          Result
	By              []Result
}

// Apart says how far apart the two groups are that differ most on a domain.
type Apart struct {
	// Level is 0 for close to 3 for far apart, and -1 where it is not stated.
	Level int
	// Text is a word for it; Detail, which may be "", says who rates lower.
	Text, Detail string
}

// Highlights are the competencies that stand out, or a sentence on why none do.
type Highlights struct {
	Intro string
	Items []Highlight
	Empty string // set when there are no items
}

// Highlight is a competency that stands out.
type Highlight struct {
	Label, Domain string
	Sentence      string
	Bar           Bar
}

// Differences are the largest differences of view between two groups, or a
// sentence on why there are none.
type Differences struct {
	Intro string
	Items []Difference
	Empty string // set when there are no items
}

// Difference is a competency that two groups rate differently.
type Difference struct {
	Domain   string
	Sentence string // who rates it lower
	Detail   string // in numbers of people
	// Sides are the two groups, the one that rates lower first.
	Sides [2]Side
}

// Side is one of the two groups of a difference.
type Side struct {
	Group  string
	Result Result
}

// Conversations are what to talk about next, by domain.
type Conversations struct {
	Intro string
	Items []Conversation
	Empty string // set when there are no items
}

// Conversation is the growing edges of a domain and its reflection questions.
type Conversation struct {
	Domain string
	Edges  []Edge
	// Questions may be empty: not every rubric has some for every domain.
	Questions []string
}

// Edge is a growing edge: where it stands and what comes next.
type Edge struct {
	Label string
	// Standing says which stage it is at, and Message what that stage tells
	// people; Message may be "".
	Standing, Message string
	// Next introduces the next stage that the rubric describes, and Descriptor is
	// the rubric's wording. Both are "" where it describes none.
	Next, Descriptor string
}

// Methods says how the results were computed and from what. Without results it has
// no items and no notes.
type Methods struct {
	Intro string
	Items []Method
	// Notes are what to keep in mind, warnings about the data among them.
	Notes []string
	// Rubric is its title and id@edition, Digest the start of its digest.
	Rubric, Digest   string
	Citation, Notice string // may be ""
	Generator        string
}

// Method is a measure and where it comes from.
type Method struct{ Name, Text, Source string }
