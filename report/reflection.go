package report

import (
	"fmt"
	"slices"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/report/internal/clean"
	"github.com/waymark-go/waymark/rubric"
)

// Reflection is a worksheet for a group that thinks about one domain: what the rubric believes
// about it, its competencies with boxes and lines to write on, and questions, those of the domain
// first and then those of the steps that the stages correspond to.
//
// Like a [View] it has every text and has made every decision. Its texts follow the same rules. It
// must not be changed while it is rendered.
type Reflection struct {
	Language  string // BCP 47 tag of the language of the worksheet's fixed words
	Direction string // of that language's script, "ltr" or "rtl"
	// Labels are the labels of a report, changed where they name the document. Own are the labels
	// that only a reflection worksheet has.
	Labels Labels
	Own    ReflectionLabels
	// Head is the top of the worksheet. It has nothing about results.
	Head TitleBlock
	// Purpose says what the worksheet is for. Steps say how to use it.
	Purpose  string
	Steps    []string
	Fields   []WorksheetField
	Sections []HandbookSection
	About    AboutSection
}

// ReflectionLabels are the headings and other fixed words that only a reflection worksheet has.
type ReflectionLabels struct {
	About         string `json:"about" rule:"name"`
	SkipToContent string `json:"skip_to_content" rule:"name"`
	HowToUse      string `json:"how_to_use" rule:"name"`
	Competencies  string `json:"competencies" rule:"name"`
	Plan          string `json:"plan" rule:"name"`
	// Room is the name of lines to write on.
	Room string `json:"room" rule:"name"`
}

// The numbers of lines to write on for a competency, a question and the end of a reflection
// worksheet.
const (
	competencyLines = 2
	questionLines   = 2
	closingLines    = 5
)

// BuildReflection returns the reflection worksheet of a domain, by its id. A domain without
// questions has those of the themes that fit it. opt may be nil; its options are used as by
// [BuildWorksheet].
//
// It returns an error if r is nil or the zero Rubric or has no such domain, if Competencies selects
// none of the domain, or if the words, the wording or the logo cannot be used.
func BuildReflection(r *rubric.Rubric, domain string, opt *Options) (*Reflection, error) {
	b, err := newHandbookBuilder("report.BuildReflection", r, opt)
	if err != nil {
		return nil, err
	}
	var ids []string
	for d := range b.domains() {
		ids = append(ids, d.ID())
	}
	if !slices.Contains(ids, domain) {
		return nil, fmt.Errorf("report.BuildReflection: no domain %q: %s", clean.Line(domain), source.DidYouMean(domain, ids))
	}
	d, _ := r.Domain(domain)
	words := &b.phrases.Reflection
	s := &Reflection{
		Language: b.languages.page, Direction: b.words.Direction(),
		Labels: b.labels, Own: words.Labels,
		Head:    headBuilder{b.builder}.titles(func(string) string { return words.title(b.domainLabel(d)) }),
		Purpose: words.Purpose, Steps: words.steps(),
		About: aboutBuilder{b.builder}.imprint(false),
	}
	s.Labels.About, s.Labels.SkipToContent = s.Own.About, s.Own.SkipToContent
	if s.Head.Instrument == nil {
		s.Head.Instrument = b.text(b.wording("", "title", r.Title()))
	}
	if s.Head.Logo, err = b.opt.logo(); err != nil {
		return nil, err
	}
	sheet := worksheetBuilder{b.builder}
	for _, f := range sheet.fields(b.phrases.Worksheet.Labels) {
		if f.Choices == nil { // a group fills it in together
			s.Fields = append(s.Fields, f)
		}
	}
	s.Sections = b.reflection(d, sheet.choices(b.stages))
	b.uncite(s.Sections)
	return s, nil
}

// reflection returns the sections of a reflection worksheet.
func (b *handbookBuilder) reflection(d *rubric.Domain, choices []WorksheetChoice) []HandbookSection {
	own := &b.phrases.Reflection.Labels
	first := HandbookSection{ID: "domain", Title: b.cited(d.ID(), "title", b.domainLabel(d)), Passages: b.domainTexts(d)}
	competencies := HandbookSection{ID: "competencies", Title: b.plain(own.Competencies), Help: b.help(d, b.selected)}
	for c := range b.selectedOf(d.Competencies()) {
		part := b.competency(c)
		part.Choices, part.Lines = choices, competencyLines
		competencies.Parts = append(competencies.Parts, part)
	}
	stages := b.stageChapter()
	stages.Passages = nil // the title of the spectrum
	for i := range stages.Parts {
		// Questions are in their own section.
		stages.Parts[i].Passages = slices.DeleteFunc(stages.Parts[i].Passages, func(p HandbookPassage) bool { return p.IsList })
	}
	questions := HandbookSection{ID: "questions", Title: b.plain(b.labels.Questions)}
	for set := range b.rubric.Prompts(rubric.PromptSubject{Domain: d.ID()}) {
		questions.Passages = append(questions.Passages, b.questionsOf(set, set.ID != d.ID()))
	}
	for theme := range b.rubric.ThemesOf(d.ID()) {
		for set := range b.rubric.Prompts(rubric.PromptSubject{Theme: theme}) {
			questions.Passages = append(questions.Passages, b.questionsOf(set, true))
		}
	}
	steps := b.stepChapter()
	for i := range questions.Passages {
		questions.Passages[i].Lines = questionLines
	}
	for i := range steps.Parts {
		for j := range steps.Parts[i].Passages {
			if p := &steps.Parts[i].Passages[j]; p.IsList {
				p.Lines = questionLines
			}
		}
	}
	closing := HandbookSection{ID: "plan", Title: b.plain(own.Plan), Lines: closingLines}
	return slices.DeleteFunc([]HandbookSection{first, stages, competencies, questions, steps, closing}, func(s HandbookSection) bool {
		return len(s.Passages)+len(s.Parts)+s.Lines == 0
	})
}

// uncite removes the numbers of sources, which a worksheet does not list by number.
func (b *handbookBuilder) uncite(sections []HandbookSection) {
	for i := range sections {
		s := &sections[i]
		s.Title.Source = 0
		for j := range s.Passages {
			p := &s.Passages[j]
			p.Intro.Source = 0
			for k := range p.Texts {
				p.Texts[k].Source = 0
			}
		}
		b.uncite(s.Parts)
	}
}
