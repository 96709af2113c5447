package report

import (
	"github.com/waymark-go/waymark/assess"
)

// View is everything that a report says, in order. All decisions are made: the rows and their
// order, the rounding, the marks for missing and hidden values, the words. A renderer only
// arranges and escapes.
//
// Texts that may contain wording of the rubric are [TaggedText], others are strings. Every text is
// valid UTF-8 without line breaks, control characters and bidirectional overrides. It may contain
// markup. A TaggedText can have several paragraphs and lists, which are parts.
//
// A view may be rendered by several goroutines at a time. It must not be changed while it is
// rendered.
type View struct {
	Language  string // BCP 47 tag of the language of the report's fixed words
	Direction string // of that language's script, "ltr" or "rtl"
	Labels    Labels
	Head      TitleBlock
	Stages    []StageLegend // lowest first
	Groups    []GroupColumn // the constituencies that are shown; the columns of every By
	// OneDomain reports whether the rubric has a single domain. The report then has no overview,
	// and results do not name their domain.
	OneDomain bool
	// Message says why there are no results. If it is not "", the report has only the title block,
	// what a team agreed on, and the facts about the rubric.
	Message string
	// Sections are the sections of the report in order, between the title block and About. The
	// fields of other sections are empty, except Domains. Who took part comes after the findings, or
	// first without them; how to read the report comes before the methods, or last without them.
	Sections      []Section
	Findings      FindingsSection
	Strands       StrandsSection
	Levels        LevelsSection
	Domains       []DomainSection
	Strengths     HighlightList
	Edges         HighlightList
	Differences   ComparisonList
	Progress      *ProgressSection  // nil without its section
	Consensus     *ConsensusSection // nil without its section
	Comments      *CommentsSection  // nil without its section
	Targets       *TargetsSection   // nil without its section
	Conversations ConversationsSection
	Methods       MethodsSection
	About         AboutSection
	// Pictures are the pictures of the report in order: the shares of the summary, the competencies by group, the ratings of
	// strands and of each domain, the differences of view, and changes. Pictures without content are left out;
	// without results there are none.
	Pictures []Picture
	// Published is the summary that the view was built from.
	Published *assess.Published
	// Options are the options of [Build] with defaults filled in.
	Options Options

	words *Words // the words that the labels come from
	brief brief  // for Handout
}

// TitleBlock is the top of a report, guide or worksheet.
type TitleBlock struct {
	Title        TaggedText
	Organization string
	Date         string // in words if Options.Date is a day or a month
	Logo         *Logo  // nil without Options.Logo
	// Instrument is the rubric's title if Title is a different one.
	Instrument TaggedText
	// Translation says that the texts of the rubric are an unofficial translation, and how many are
	// not translated. It is empty if neither applies.
	Translation TaggedText
	// Selection says how many of the rubric's competencies are shown. It is "" if all are.
	Selection string
	// Participation says how many people took part, and of how many invited if that is known.
	Participation string
	// Missing says which records are not in the results and why, and warns if more of them are of
	// one group or language than of the others. It is empty if no record is known to be missing.
	Missing []TaggedText
	// Sharing is the sharing rule in short, and Policy says in plain words what is not shown. A report
	// begins with the first and has the second where it says how to read it.
	Sharing, Policy string
	// Internal is a warning to show on every page. It is "" if the report may be passed on.
	Internal string
	// HowToRead explains the bars and the words, one paragraph each.
	HowToRead []TaggedText
	// Marks explains the marks for hidden and missing values in the report.
	Marks []LegendMark
}

// LegendMark is a mark and what it means.
type LegendMark struct{ Sign, Text string }

// StageLegend is a stage of the spectrum and how it is shown.
type StageLegend struct {
	ID    string
	Title TaggedText
	// Summary describes the stage. Messages lists what the stage tells people. Both may be empty.
	Summary, Messages TaggedText
	// Class is the name of its color: s1 for the lowest stage, s2 for the next.
	Class string
	// Mark and ASCIIMark are the characters, one column wide, that fill its part of a bar.
	Mark, ASCIIMark string
	// Letters are a short label that distinguishes it from the other stages.
	Letters string
}

// NumberCell is a number to show. Text is the number, or the mark for a hidden or missing value.
type NumberCell struct {
	N      uint64 // 0 if hidden
	Hidden bool
	Text   string
}

// GroupColumn is a constituency and the number of its raters.
type GroupColumn struct {
	ID     string
	Title  TaggedText
	Raters NumberCell
	// Invited says how many of the people invited took part. It is empty if that is not known
	// or not shown.
	Invited string
}

// ResultText is the result of one domain or competency for one group. If Hidden is set, all
// numbers are hidden and all texts are the mark for hidden values. If Median.NotAsked is set,
// the group is not asked, there are no numbers and all texts say so.
type ResultText struct {
	Hidden bool
	// Rated is the number of ratings that name a stage.
	Rated NumberCell
	// RatedText is Rated with its unit, such as "225 people rated this".
	RatedText string
	Bar       StageBar
	Counts    []NumberCell // by stage
	Median    MedianCell
	// Agreement is a word for how close together the ratings are, or whether they are split in two.
	// It is the mark for a missing value if the result is hidden or has fewer than five ratings.
	// Pairs says how many of 100 pairs of ratings are at the same stage and, on three stages or
	// more, how many are at most one stage apart. It is "" where Agreement is a mark.
	//
	// The word compares the pairs that are two or more stages apart with those of an even spread
	// over all stages: half as many or fewer are close together, two thirds fairly close, three
	// quarters somewhat spread out, and more spread out. On two stages, pairs at different stages
	// are compared. Ratings are split in two by [spectrum.Distribution.TwoCamps]. The package
	// documentation gives the reasons.
	Agreement, Pairs string
	// NonAnswers is the number of people who gave no rating. Reasons lists their reasons, each
	// with its number; it is "" if everyone rated or if the result is hidden.
	NonAnswers NumberCell
	Reasons    string
}

// MedianCell is a median. Low and High are indexes in [View.Stages]. They are equal unless the
// median falls between two stages, and -1 if it is hidden or missing or the group is not asked.
type MedianCell struct {
	Low, High        int
	Hidden, NotAsked bool
	Text             TaggedText
	// Letters are the letters of its stage, or of both stages with a dash between them, or the
	// mark for a hidden or missing median or for a group that is not asked.
	Letters string
}

// StageBar is a bar with a segment for each stage. A bar that is hidden or has no ratings has no
// segments.
type StageBar struct {
	Segments []BarSegment
	// Label has the counts in words, for people who do not see the bar.
	Label TaggedText
}

// BarSegment is the part of a bar for the stage with the same index in [View.Stages]. N is the
// number of ratings. Start and Width are in thousandths of the bar; the widths of a bar add up to
// 1000.
type BarSegment struct {
	N            uint64
	Start, Width int
}

// DomainSection is a domain, its results and its competencies.
type DomainSection struct {
	ID, Code string
	Title    TaggedText
	Label    TaggedText // code and title
	Summary  TaggedText // may be empty
	Result   ResultText // everyone's ratings of its competencies, pooled
	By       []ResultText
	Apart    GroupDistance
	// Share says how many ratings are in the upper half of the stages. It is empty if the result
	// is hidden or has no ratings.
	Share TaggedText
	// EqualVoice says where the median would be if each group counted the same. It is empty if
	// that is the median.
	EqualVoice   TaggedText
	Competencies []CompetencyRow
	// Caption is the caption of the table of competencies, ByCaption that of the medians by group.
	Caption, ByCaption TaggedText
	// Help is what the rubric offers on the domain and its competencies.
	Help HelpSection
}

// CompetencyRow is a competency and its results.
type CompetencyRow struct {
	ID, Code string
	Title    TaggedText
	Label    TaggedText // code and title
	Summary  TaggedText // may be empty
	Asked    TaggedText // which groups are asked it; empty if all are
	Result   ResultText
	By       []ResultText
	// EqualVoice is as in [DomainSection].
	EqualVoice TaggedText
}

// GroupDistance says how far apart the two groups are that differ most on a domain.
type GroupDistance struct {
	// Level is from 0 for close to 3 for far apart, and -1 if no groups can be compared.
	Level int
	// Text is a word for Level. Detail, which may be empty, says who rates lower.
	Text   string
	Detail TaggedText
}

// HighlightList is the competencies that stand out, or a sentence on why there are none.
type HighlightList struct {
	Intro string
	Items []Highlight
	Empty TaggedText // set if there are no items
}

// Highlight is a competency that stands out: a strength or a growing edge.
type Highlight struct {
	Label    TaggedText
	Domain   TaggedText // empty if the rubric has one domain
	Sentence TaggedText
	Bar      StageBar
}

// ComparisonList is the largest differences between two groups or two waves, or a sentence on why
// there are none.
type ComparisonList struct {
	Intro string
	Items []Comparison
	Empty string // set when there are no items
}

// Comparison is a competency that two groups, or one group in two waves, rate differently. Of
// several pairs of groups it has the one that differs most.
type Comparison struct {
	Competency string     // id of the competency
	Stage      string     // id of the stage that Detail counts from
	Domain     TaggedText // empty where the rubric has one domain
	Sentence   TaggedText // says who rates it lower
	Detail     TaggedText // the same in numbers of people
	// Sides are the two groups, the lower one first, or the two waves, the earlier one first.
	Sides [2]ComparisonSide
}

// ComparisonSide is one of the two sides of a comparison.
type ComparisonSide struct {
	Constituency string // id of the group, the same on both sides for two waves
	Group        TaggedText
	Result       ResultText
}

// ConversationsSection is what to talk about next: the growing edges by domain, and then questions
// about the stages that they are at and the next ones, lowest first. EdgeLines is the number of
// lines to write on for each edge in print.
type ConversationsSection struct {
	EdgeLines int
	Intro     string
	Items     []DomainConversation
	Stages    []StageConversation
	Empty     string // set when there are no items
}

// DomainConversation is the growing edges of a domain and its reflection questions.
type DomainConversation struct {
	Domain TaggedText // empty where the rubric has one domain
	Edges  []GrowingEdge
	// Questions are those of the domain or, if it has none, of the themes that fit it. It may be
	// empty.
	Questions []QuestionSet
}

// GrowingEdge is a growing edge: its stage and what comes next.
type GrowingEdge struct {
	Label TaggedText
	// LabelSentence is the label with a period, for formats in which another sentence follows on
	// the same line.
	LabelSentence TaggedText
	// Current says which stage it is at, or between which two, and what that tells people.
	Current TaggedText
	// Next names the next stage, says what it tells people and, if the rubric does not describe it,
	// names the steps of the reference spectrum that correspond to it. It is empty at the highest
	// stage.
	Next TaggedText
	// DescriptorIntro introduces the descriptor of the next stage that has one, and Descriptor is
	// the rubric's wording. IntroducedDescriptor is both. All are empty if no higher stage has a
	// descriptor.
	DescriptorIntro, Descriptor, IntroducedDescriptor TaggedText
}

// StageConversation is reflection questions about a stage.
type StageConversation struct {
	Heading   TaggedText
	Questions []QuestionSet
}

// QuestionSet is the first questions of a set of reflection questions.
type QuestionSet struct {
	Title TaggedText // empty for the questions of a domain
	// Introduction comes before the questions. It may be empty.
	Introduction TaggedText
	Items        []TaggedText
	More         string // says how many other questions the rubric has; may be ""
}

// MethodsSection says how the results were computed. It is empty without results.
type MethodsSection struct {
	Intro string
	Items []MethodDescription
	// Notes are what to keep in mind, including warnings about the data.
	Notes []TaggedText
}

// MethodDescription describes a measure: what it is, what it cannot say, and its source.
type MethodDescription struct{ Name, Text, Limits, Source string }

// AboutSection says what was rated and which program computed the results.
type AboutSection struct {
	Facts   []RubricFact
	Sources []SourceCitation
	Notes   []TaggedText // about the edition
}

// RubricFact is a named fact about the rubric.
type RubricFact struct {
	Name string
	Text TaggedText
}

// SourceCitation is a document that wording of the rubric was transcribed from. Publisher may be
// "". URL is an http or https address, or "".
type SourceCitation struct{ Title, Publisher, URL string }
