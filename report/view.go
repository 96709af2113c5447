package report

import (
	"github.com/waymark-go/waymark/assess"
)

// View is everything that a report says, in the order that it says it. All
// decisions are made: which rows there are and in what order, how numbers are
// rounded, what stands where a value is missing or hidden, which words are used.
// A renderer lays out and escapes, nothing else.
//
// What may hold wording of the rubric is a [TaggedText], which knows its languages; what
// never does is a string. Every text in a view is a single line of valid UTF-8 without
// control characters and without bidirectional overrides. Anything else may be in it,
// markup too.
type View struct {
	Language  string // BCP 47 tag of the report's own words
	Direction string // of their script, "ltr" or "rtl"
	Labels    Labels
	Head      TitleBlock
	Stages    []StageLegend // lowest first
	Groups    []GroupColumn // the constituencies to show; the columns of every By
	// OneDomain says that the rubric has a single domain: there is no overview then,
	// and what stands out does not name its domain.
	OneDomain bool
	// Message says why there are no results. When it is not "", the report has a
	// head, what a team agreed on and what About says of the rubric only.
	Message string
	// Sections are the sections that the report has, in their order, between the head
	// and About. The fields of the others are empty, but for Domains.
	Sections      []Section
	Domains       []DomainSection
	Strengths     HighlightList
	Edges         HighlightList
	Differences   ComparisonList
	Progress      *ProgressSection  // nil without its section
	Consensus     *ConsensusSection // nil without its section
	Targets       *TargetsSection   // nil without its section
	Conversations ConversationsSection
	Methods       MethodsSection
	About         AboutSection
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

// TitleBlock is the top of a report.
type TitleBlock struct {
	Title        TaggedText
	Organization string
	Date         string // written out where Options.Date is a day or a month
	Logo         *Logo  // nil without Options.Logo
	// Instrument is the rubric's title where Title is another.
	Instrument TaggedText
	// Translation says that the rubric's texts are an unofficial translation.
	Translation TaggedText
	// Participation is a sentence on how many people took part.
	Participation string
	// Policy says in plain words what is not shown.
	Policy string
	// Internal is a warning to show on every page, "" for reports that may be
	// passed on.
	Internal string
	// HowToRead explains the bars and the words, a paragraph each.
	HowToRead []TaggedText
	// Marks explains the marks that stand in this report for values that are not
	// there.
	Marks []LegendMark
}

// LegendMark is a sign and what it says.
type LegendMark struct{ Sign, Text string }

// StageLegend is a stage of the spectrum and how it is drawn.
type StageLegend struct {
	ID    string
	Title TaggedText
	// Summary describes the stage and Messages is what it tells people, a list in
	// one text. Both may be empty.
	Summary, Messages TaggedText
	// Class is the name of its color, s1 for the lowest stage.
	Class string
	// Mark and ASCIIMark fill its part of a bar made of characters.
	Mark, ASCIIMark string
	// Letters are a short label that tells it apart from the others.
	Letters string
}

// NumberCell is a number to show. Text is what to show in every case.
type NumberCell struct {
	N      uint64 // 0 when hidden
	Hidden bool
	Text   string
}

// GroupColumn is a constituency and how many of it took part.
type GroupColumn struct {
	ID     string
	Title  TaggedText
	Raters NumberCell
}

// ResultCell is what the ratings of one domain or competency by one group say.
// When Hidden is set, all figures are hidden and all texts are the hidden mark.
type ResultCell struct {
	Hidden bool
	// Rated is the number of ratings that name a stage.
	Rated NumberCell
	// RatedText is Rated with its unit: 225 people rated this.
	RatedText string
	Bar       StageBar
	Counts    []NumberCell // by stage
	Median    MedianCell
	// Agreement is a word for how close together the ratings are, or the mark for
	// none.
	Agreement string
	// NonAnswers is how many gave no rating. Reasons lists the reasons that were given, each
	// with its number; it is "" when all rated and when hidden.
	NonAnswers NumberCell
	Reasons    string
}

// MedianCell is the middle of ratings. Low and High are places in [View.Stages],
// equal unless it falls between two stages, and -1 where there is no median or it
// is hidden.
type MedianCell struct {
	Low, High int
	Hidden    bool
	Text      TaggedText
	// Letters are those of its stage, or of both with a dash between them, or the
	// mark for why there is no median.
	Letters string
}

// StageBar is a bar of all stages. A bar without ratings, or a hidden one, has no
// segments.
type StageBar struct {
	Segments []BarSegment
	// Label has the counts in words, for those who do not see the bar.
	Label TaggedText
}

// BarSegment is the part of a bar that belongs to the stage of the same place in
// [View.Stages]. Start and Width are in thousandths of the bar; the widths of a
// bar add up to 1000.
type BarSegment struct {
	N            uint64
	Start, Width int
}

// DomainSection is a domain and its competencies.
type DomainSection struct {
	ID, Code string
	Title    TaggedText
	Label    TaggedText // code and title
	Summary  TaggedText // may be empty
	Result   ResultCell // of everyone's ratings, pooled
	By       []ResultCell
	Apart    GroupDistance
	// Share says how many ratings are in the upper half of the stages; empty where
	// hidden or nobody rated.
	Share TaggedText
	// EqualVoice says where the middle would be if each group counted the same;
	// empty where that is the middle rating.
	EqualVoice   TaggedText
	Competencies []CompetencyRow
	// Caption says what the table of competencies shows; ByCaption is that of the
	// medians by group.
	Caption, ByCaption TaggedText
}

// CompetencyRow is a competency and its results.
type CompetencyRow struct {
	ID, Code string
	Title    TaggedText
	Label    TaggedText // code and title
	Summary  TaggedText // may be empty
	Result   ResultCell
	By       []ResultCell
	// EqualVoice is as for a [DomainSection].
	EqualVoice TaggedText
}

// GroupDistance says how far apart the two groups are that differ most on a domain.
type GroupDistance struct {
	// Level is 0 for close to 3 for far apart, and -1 where it is not stated.
	Level int
	// Text is a word for it; Detail, which may be empty, says who rates lower.
	Text   string
	Detail TaggedText
}

// HighlightList are the competencies that stand out, or a sentence on why none do.
type HighlightList struct {
	Intro string
	Items []Highlight
	Empty TaggedText // set when there are no items
}

// Highlight is a competency that stands out.
type Highlight struct {
	Label    TaggedText
	Domain   TaggedText // empty where the rubric has one domain
	Sentence TaggedText
	Bar      StageBar
}

// ComparisonList are the largest differences of view between two groups, or a
// sentence on why there are none.
type ComparisonList struct {
	Intro string
	Items []Comparison
	Empty string // set when there are no items
}

// Comparison is a competency that two groups rate differently. Of the pairs of
// groups it names the one that differs most.
type Comparison struct {
	Competency string     // its id
	Domain     TaggedText // empty where the rubric has one domain
	Sentence   TaggedText // who rates it lower
	Detail     TaggedText // in numbers of people
	// Sides are the two groups, the one that rates lower first.
	Sides [2]ComparisonSide
}

// ComparisonSide is one of the two groups of a difference.
type ComparisonSide struct {
	Group  TaggedText
	Result ResultCell
}

// ConversationsSection are what to talk about next: the growing edges by domain, and then
// the stages that they stand at, lowest first.
type ConversationsSection struct {
	Intro  string
	Items  []DomainConversation
	Stages []StageConversation
	Empty  string // set when there are no items
}

// DomainConversation is the growing edges of a domain and its reflection questions.
type DomainConversation struct {
	Domain TaggedText // empty where the rubric has one domain
	Edges  []GrowingEdge
	// Questions may be empty: not every rubric has some for every domain.
	Questions []QuestionSet
}

// GrowingEdge is a growing edge: where it stands and what comes next.
type GrowingEdge struct {
	Label TaggedText
	// LabelSentence is the label with a period, to run another sentence on.
	LabelSentence TaggedText
	// Standing says which stage it is at.
	Current TaggedText
	// Next introduces the next stage that the rubric describes, and Descriptor is
	// the rubric's wording. Both are empty where it describes none.
	DescriptorIntro, Descriptor TaggedText
}

// StageConversation is what a stage tells people, which may be empty, and reflection
// questions that belong to it.
type StageConversation struct {
	Heading   TaggedText
	Message   TaggedText
	Questions []QuestionSet
}

// QuestionSet are the first of a set of reflection questions.
type QuestionSet struct {
	Title TaggedText // empty for a domain's own
	Items []TaggedText
	More  string // how many others the rubric has, or ""
}

// MethodsSection says how the results were computed. Without results it is empty.
type MethodsSection struct {
	Intro string
	Items []MethodDescription
	// Notes are what to keep in mind, warnings about the data among them.
	Notes []TaggedText
}

// MethodDescription is a measure: what it is, what it cannot say, and where it comes from.
type MethodDescription struct{ Name, Text, Limits, Source string }

// AboutSection says what was rated and by what it was computed.
type AboutSection struct {
	Facts   []RubricFact
	Sources []SourceCitation
	Notes   []TaggedText // on the edition
}

// RubricFact is something to know about the rubric.
type RubricFact struct {
	Name string
	Text TaggedText
}

// SourceCitation is a document that the rubric's wording was transcribed from. Publisher
// may be "", and URL is an http or https address or "".
type SourceCitation struct{ Title, Publisher, URL string }
