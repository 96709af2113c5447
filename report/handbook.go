package report

import (
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
)

// Handbook is everything that a rubric says, for reference: what is assessed, the frameworks
// behind it, its domains, competencies, stages and questions, with the source of each text and an
// index.
//
// Like a [View] it has every text and has made every decision. Its texts follow the same rules. It
// must not be changed while it is rendered.
type Handbook struct {
	Language  string // BCP 47 tag of the language of the handbook's fixed words
	Direction string // of that language's script, "ltr" or "rtl"
	// Labels are the labels of a report, changed where they name the document. Own are the labels
	// that only a handbook has.
	Labels Labels
	Own    HandbookLabels
	// Head is the top of the handbook. It has nothing about results.
	Head TitleBlock
	// Purpose says what the handbook is for. Citing says how the sources of texts are marked. It is
	// empty if the rubric lists no sources.
	Purpose, Citing TaggedText
	Chapters        []HandbookSection
	Index           []IndexEntry
	// About has the sources in the order of their numbers.
	About AboutSection
}

// HandbookLabels are the headings and other fixed words that only a handbook has.
type HandbookLabels struct {
	About         string `json:"about" rule:"name"`
	SkipToContent string `json:"skip_to_content" rule:"name"`

	// Headings of chapters.
	Background string `json:"background" rule:"name"`
	Asked      string `json:"asked" rule:"name"`
	Stages     string `json:"stages" rule:"name"`
	Themes     string `json:"themes" rule:"name"`
	Resources  string `json:"resources" rule:"name"`
	Index      string `json:"index" rule:"name"`

	// Names of texts.
	Belief string `json:"belief" rule:"name"`
	Impact string `json:"impact" rule:"name"`
	Steps  string `json:"steps" rule:"name"`
	// See comes before the themes whose questions fit a domain.
	See string `json:"see" rule:"name"`
}

// HandbookSection is a chapter of a handbook or a reflection worksheet, or a part of one. ID is
// unique in the document and stays the same as long as the ids of the rubric do.
type HandbookSection struct {
	ID       string
	Title    CitedText
	Passages []HandbookPassage
	Help     HelpSection
	// Choices are boxes to mark, and Lines is the number of lines to write on after the passages.
	// Only reflection worksheets have them.
	Choices []WorksheetChoice
	Lines   int
	Parts   []HandbookSection
}

// HandbookPassage is a text or a list of texts. Lines is the number of lines to write on after
// each text.
type HandbookPassage struct {
	Name   TaggedText // may be empty
	Intro  CitedText  // may be empty
	Texts  []CitedText
	IsList bool // the texts are items of a list
	Links  []HelpLink
	Lines  int
}

// CitedText is wording with the number of its source. Source is 0 for texts of the main source and
// for fixed words.
type CitedText struct {
	Text   TaggedText
	Source int
}

// IndexEntry is an entry of the index. Anchor is the id of a section. Where distinguishes
// entries with the same title and may be empty.
type IndexEntry struct {
	Title, Where TaggedText
	Anchor       string
}

// BuildHandbook returns the handbook of a rubric. opt may be nil. It uses the options of the title
// block, of the language and of the wording, and Competencies.
//
// It returns an error if r is nil or the zero Rubric, or if the words, the wording or the logo cannot be used.
func BuildHandbook(r *rubric.Rubric, opt *Options) (*Handbook, error) {
	b, err := newHandbookBuilder("report.BuildHandbook", r, opt)
	if err != nil {
		return nil, err
	}
	own := b.phrases.Handbook.Labels
	h := &Handbook{
		Language: b.languages.page, Direction: b.words.Direction(),
		Labels: b.labels, Own: own,
		Head:    headBuilder{b.builder}.titles(b.phrases.Handbook.title),
		Purpose: b.text(b.phrases.Handbook.Purpose),
		Citing:  b.citing(),
		About:   b.about(),
	}
	h.Labels.About, h.Labels.SkipToContent = own.About, own.SkipToContent
	h.Head.Selection = headBuilder{b.builder}.selection()
	if h.Head.Logo, err = b.opt.logo(); err != nil {
		return nil, err
	}
	h.Chapters = b.chapters()
	h.Index = b.index(h.Chapters)
	return h, nil
}

// newHandbookBuilder returns a builder for the function.
func newHandbookBuilder(function string, r *rubric.Rubric, opt *Options) (*handbookBuilder, error) {
	if err := given.Rubric(function, "r", r); err != nil {
		return nil, err
	}
	if err := opt.checkWords(function); err != nil {
		return nil, err
	}
	b := &handbookBuilder{conversationBuilder: conversationBuilder{newRubricBuilder(r, opt.withDefaults())}}
	if err := b.opt.checkWording(); err != nil {
		return nil, err
	}
	if err := b.checkCompetencies(); err != nil {
		return nil, err
	}
	b.companion, _ = r.Companion()
	b.numberSources()
	return b, nil
}
