package report

import (
	"slices"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
)

// Worksheet is a rubric as a blank form to rate on paper.
//
// Like a [View] it has every text and has made every decision. Its texts follow the same rules. It
// must not be changed while it is rendered.
type Worksheet struct {
	Language  string // BCP 47 tag of the language of the worksheet's fixed words
	Direction string // of that language's script, "ltr" or "rtl"
	// Labels are the labels of a report, changed where they name the document. Own are the labels
	// that only a worksheet has.
	Labels Labels
	Own    WorksheetLabels
	// Head is the top of the worksheet. It has nothing about results.
	Head TitleBlock
	// Purpose says what the worksheet is for. Steps say how to fill it in.
	Purpose string
	Steps   []string
	Fields  []WorksheetField
	Stages  []StageLegend // lowest first
	// Choices are the boxes of each competency: the stages, lowest first, followed by the answers
	// without a stage.
	Choices []WorksheetChoice
	Domains []WorksheetDomain
	About   AboutSection
	// EvidenceLines is the number of lines to write on for each competency.
	EvidenceLines int
}

// WorksheetLabels are the headings and other fixed words that only a worksheet has.
type WorksheetLabels struct {
	About         string `json:"about" rule:"name"`
	SkipToContent string `json:"skip_to_content" rule:"name"`

	// Headings of sections.
	HowToUse string `json:"how_to_use" rule:"name"`
	Stages   string `json:"stages" rule:"name"`

	// Names of fields.
	Organization string `json:"organization" rule:"name"`
	Date         string `json:"date" rule:"name"`
	Constituency string `json:"constituency" rule:"name"`

	// Evidence is the name of the lines to write on for each competency.
	Evidence string `json:"evidence" rule:"name"`
}

// WorksheetField is something to fill in: a line to write on or, if there are choices, boxes of
// which to mark one.
type WorksheetField struct {
	Name    TaggedText
	Choices []WorksheetChoice
}

// WorksheetChoice is what a box means. Label says that it is a box, for people who do not see it.
type WorksheetChoice struct{ Title, Label TaggedText }

// WorksheetDomain is a domain to rate.
type WorksheetDomain struct {
	ID      string
	Label   TaggedText // code and title
	Summary TaggedText // may be empty
	Caption TaggedText // caption of the table
	// Wide reports whether the table needs paper in landscape format.
	Wide         bool
	Competencies []WorksheetCompetency
	// Help is what the rubric offers on the domain and its competencies.
	Help HelpSection
}

// WorksheetCompetency is a competency to rate.
type WorksheetCompetency struct {
	ID      string
	Label   TaggedText     // code and title
	Summary TaggedText     // may be empty
	Asked   []TaggedText   // which groups are asked it, unless all are, and what groups read in place of the title
	Boxes   []WorksheetBox // one for each of the worksheet's choices
}

// WorksheetBox is a choice for a competency. Descriptor says what the competency looks like at the
// stage. It is empty if the rubric does not say so, and for choices without a stage.
type WorksheetBox struct {
	Choice     WorksheetChoice
	Descriptor TaggedText
}

// evidenceLines is the number of lines to write on for each competency.
const evidenceLines = 2

// stagesUpright is the number of stages that a table without descriptors can have on paper in
// portrait format.
const stagesUpright = 5

// BuildWorksheet returns the blank worksheet of a rubric. opt may be nil. It uses the options of
// the title block, of the language and of the wording, and Competencies. Fields for the organization and the date are included if
// the options do not set them.
//
// It returns an error if r is nil or the zero Rubric, or if the words, the wording or the logo cannot be used.
func BuildWorksheet(r *rubric.Rubric, opt *Options) (*Worksheet, error) {
	if err := given.Rubric("report.BuildWorksheet", "r", r); err != nil {
		return nil, err
	}
	if err := opt.checkWords("report.BuildWorksheet"); err != nil {
		return nil, err
	}
	b := worksheetBuilder{newRubricBuilder(r, opt.withDefaults())}
	if err := b.opt.checkWording(); err != nil {
		return nil, err
	}
	s := &Worksheet{
		Language:      b.languages.page,
		Direction:     b.words.Direction(),
		Labels:        b.labels,
		Own:           b.phrases.Worksheet.Labels,
		Head:          headBuilder(b).titles(b.phrases.Worksheet.title),
		Purpose:       b.phrases.Worksheet.Purpose,
		Steps:         b.phrases.Worksheet.worksheetSteps(),
		Stages:        b.viewStages(),
		About:         aboutBuilder(b).imprint(false),
		EvidenceLines: evidenceLines,
	}
	s.Labels.About, s.Labels.SkipToContent = s.Own.About, s.Own.SkipToContent
	if err := b.checkCompetencies(); err != nil {
		return nil, err
	}
	s.Head.Selection = headBuilder(b).selection()
	var err error
	if s.Head.Logo, err = b.opt.logo(); err != nil {
		return nil, err
	}
	s.Fields = b.fields(s.Own)
	s.Choices = b.choices(slices.Concat(b.stages, b.phrases.Worksheet.withoutStage()))
	for d := range b.domains() {
		s.Domains = append(s.Domains, b.domain(d, s.Choices))
	}
	return s, nil
}

// worksheetBuilder builds a worksheet.
type worksheetBuilder struct{ *builder }

// choices returns a box for each title.
func (b worksheetBuilder) choices(titles []string) []WorksheetChoice {
	choices := make([]WorksheetChoice, len(titles))
	for i, title := range titles {
		choices[i] = WorksheetChoice{Title: b.text(title), Label: b.text(b.phrases.Worksheet.box(title))}
	}
	return choices
}

// fields returns what people fill in before they rate.
func (b worksheetBuilder) fields(l WorksheetLabels) []WorksheetField {
	var fields []WorksheetField
	if b.opt.Organization == "" {
		fields = append(fields, WorksheetField{Name: b.text(l.Organization)})
	}
	if b.opt.Date == "" {
		fields = append(fields, WorksheetField{Name: b.text(l.Date)})
	}
	var titles []string
	for c := range b.rubric.Constituencies() {
		titles = append(titles, b.constituency(c).Title)
	}
	if len(titles) > 0 {
		fields = append(fields, WorksheetField{Name: b.text(l.Constituency), Choices: b.choices(titles)})
	}
	for q := range b.rubric.BackgroundQuestions() {
		titles = nil
		for _, o := range q.Options {
			titles = append(titles, b.wording(q.ID, "options."+o.ID, o.Title))
		}
		name := b.phrases.Worksheet.backgroundField(b.wording(q.ID, "title", q.Title))
		fields = append(fields, WorksheetField{Name: b.text(name), Choices: b.choices(titles)})
	}
	return fields
}

func (b worksheetBuilder) domain(d *rubric.Domain, choices []WorksheetChoice) WorksheetDomain {
	label := b.domainLabel(d)
	out := WorksheetDomain{
		ID:      d.ID(),
		Label:   b.text(label),
		Summary: b.text(b.repeated(d.ID(), "summary", d.Summary())),
		Caption: b.text(b.phrases.Worksheet.worksheetCaption(label)),
		Wide:    len(b.stages) > stagesUpright,
		Help:    b.help(d, b.selected),
	}
	for c := range b.selectedOf(d.Competencies()) {
		item := WorksheetCompetency{
			ID:      c.ID(),
			Label:   b.text(b.label(c)),
			Summary: b.text(b.repeated(c.ID(), "summary", c.Summary())),
			Asked:   b.askedAndWordings(c),
		}
		for _, choice := range choices {
			item.Boxes = append(item.Boxes, WorksheetBox{Choice: choice})
		}
		for s := range b.rubric.Spectrum().Stages() {
			if text, ok := c.Descriptor(s); ok {
				out.Wide = true
				item.Boxes[s.Rank()-1].Descriptor = b.text(b.repeated(c.ID(), "descriptors."+s.ID(), text))
			}
		}
		out.Competencies = append(out.Competencies, item)
	}
	return out
}
