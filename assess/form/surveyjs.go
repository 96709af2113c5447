package form

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"

	"github.com/waymark-go/waymark/internal/formwords"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
)

// Prefixes of the names of questions, in forms and results. The id of the domain or
// competency follows.
const (
	surveyRatings  = "ratings-"
	surveyEvidence = "evidence-"
	surveyNote     = "note-"
	surveyFor      = "--for-" // between the name of a matrix and a constituency
)

// SurveyJS returns the form as SurveyJS form JSON: a page for who the rater is and
// one for each domain, with a matrix whose rows are the competencies and whose
// columns are the stages and non-answers. The cells hold what the competency looks
// like at a stage or, where the rubric does not say, what the stage tells the
// community. Evidence (a piece on each line) and notes stand in a panel that can be
// unfolded. Translations stand beside the default texts.
//
// Raters see only what their constituency is asked. A domain with wordings for a
// constituency has a separate matrix for it, whose answers have the same name.
//
// [SurveyJSAnswers] reads the results. The losses are what the form cannot represent. It
// returns an error if r is nil or a translation is not of r. The same rubric gives the same
// bytes.
func SurveyJS(r *rubric.Rubric, opt *Options) (json.RawMessage, []Omission, error) {
	e, err := newEdition("form.SurveyJS", r, opt)
	if err != nil {
		return nil, nil, err
	}
	s := surveyWriter{e}
	survey := surveyForm{
		Title: s.text(e.title()), Locale: r.Language(), ShowQuestionNumbers: "off", ClearInvisibleValues: "none",
		CalculatedValues: []surveyValue{{Name: "rubric", Expression: "'" + r.Ref().String() + "'", IncludeIntoResult: true}},
		Pages:            []surveyPage{s.about()},
	}
	for d := range r.Domains() {
		survey.Pages = append(survey.Pages, s.domain(d))
	}
	if notice := e.notice(); !notice.empty() {
		last := &survey.Pages[len(survey.Pages)-1]
		last.Elements = append(last.Elements, surveyElement{Type: "html", Name: "notice", HTML: s.text(paragraphs(notice))})
	}
	if !r.AsksEveryone() {
		survey.ClearInvisibleValues = "onComplete" // of raters who changed the constituency
	}
	data, err := source.Marshal(survey)
	if err != nil {
		return nil, nil, err
	}
	return data, e.losses(
		Omission{OmissionID, []string{"id"}, "Results have no response id: the program that stores them adds it."},
		Omission{OmissionLanguage, []string{"language"}, "Results do not record the language of the answers."},
		Omission{OmissionRemarks, []string{"ratings.*.evidence"}, "Pieces of evidence are lines of one text: line breaks and white space around a piece are not kept."},
		Omission{OmissionLimits, []string{"ratings.*.evidence"}, "The number of pieces of evidence is checked by the reader only."},
	), nil
}

type surveyForm struct {
	Title                any           `json:"title"`
	Locale               string        `json:"locale"`
	ShowQuestionNumbers  string        `json:"showQuestionNumbers"`
	ClearInvisibleValues string        `json:"clearInvisibleValues"`
	CalculatedValues     []surveyValue `json:"calculatedValues"`
	Pages                []surveyPage  `json:"pages"`
}

type surveyValue struct {
	Name              string `json:"name"`
	Expression        string `json:"expression"`
	IncludeIntoResult bool   `json:"includeIntoResult"`
}

type surveyPage struct {
	Name        string          `json:"name"`
	Title       any             `json:"title,omitempty"`
	Description any             `json:"description,omitempty"`
	VisibleIf   string          `json:"visibleIf,omitempty"`
	Elements    []surveyElement `json:"elements"`
}

type surveyElement struct {
	Type         string                    `json:"type"`
	Name         string                    `json:"name"`
	ValueName    string                    `json:"valueName,omitempty"`
	VisibleIf    string                    `json:"visibleIf,omitempty"`
	Title        any                       `json:"title,omitempty"`
	Description  any                       `json:"description,omitempty"`
	HTML         any                       `json:"html,omitempty"`
	IsRequired   bool                      `json:"isRequired,omitempty"`
	InputType    string                    `json:"inputType,omitempty"`
	MaxLength    int                       `json:"maxLength,omitempty"`
	Choices      []surveyItem              `json:"choices,omitempty"`
	Columns      []surveyItem              `json:"columns,omitempty"`
	Rows         []surveyItem              `json:"rows,omitempty"`
	Cells        map[string]map[string]any `json:"cells,omitempty"`
	AlternateRow bool                      `json:"alternateRows,omitempty"`
	State        string                    `json:"state,omitempty"`
	Elements     []surveyElement           `json:"elements,omitempty"`
}

type surveyItem struct {
	Value string `json:"value"`
	Text  any    `json:"text"`

	VisibleIf string `json:"visibleIf,omitempty"`
}

// surveyWriter writes parts of a SurveyJS form.
type surveyWriter struct{ *edition }

// text returns a localizable string: a plain string if all languages have the same text, and
// nil if the text is empty.
func (s surveyWriter) text(t text) any {
	if t.empty() {
		return nil
	}
	by := map[string]string{"default": t[0]}
	for i, local := range t {
		if i > 0 && local != t[0] {
			by[s.all[i].Language()] = local
		}
	}
	if len(by) == 1 {
		return t[0]
	}
	return by
}

// label returns the text of one of the words of forms.
func (s surveyWriter) label(get func(*formwords.Words) formwords.Label) (title, description any) {
	return s.text(s.word(func(w *formwords.Words) string { return get(w).Title })),
		s.text(s.word(func(w *formwords.Words) string { return get(w).Description }))
}

func (s surveyWriter) about() surveyPage {
	page := surveyPage{Name: "about"}
	constituency := surveyElement{Type: "radiogroup", Name: "constituency", IsRequired: true}
	constituency.Title, constituency.Description = s.label(func(w *formwords.Words) formwords.Label { return w.AskConstituency })
	for c := range s.Constituencies() {
		constituency.Choices = append(constituency.Choices, surveyItem{Value: c.ID, Text: s.text(s.constituencyTitle(c.ID))})
	}
	if len(constituency.Choices) > 0 {
		page.Elements = append(page.Elements, constituency)
	}
	page.Elements = append(page.Elements, s.background()...)
	organization := surveyElement{Type: "text", Name: "organization", MaxLength: limitOf("name")}
	organization.Title, organization.Description = s.label(func(w *formwords.Words) formwords.Label { return w.AskOrganization })
	date := surveyElement{Type: "text", Name: "date", InputType: "date"}
	date.Title, _ = s.label(func(w *formwords.Words) formwords.Label { return w.AskDate })
	page.Elements = append(page.Elements, organization, date)
	return page
}

func (s surveyWriter) domain(d *rubric.Domain) surveyPage {
	page := surveyPage{Name: d.ID(), Title: s.text(s.domainTitle(d)), Description: s.text(s.domainSummary(d)), VisibleIf: s.condition(surveyConstituency, d.Asks)}
	if prompts := s.prompts(d); len(prompts) > 0 {
		page.Elements = append(page.Elements, surveyElement{Type: "html", Name: "questions-" + d.ID(), HTML: s.text(s.list(prompts))})
	}
	page.Elements = append(page.Elements, s.matrices(d)...)
	page.Elements = append(page.Elements, s.remarks(d))
	return page
}

// surveyConstituency is how an expression refers to the constituency of the rater.
const surveyConstituency = "{constituency}"

// matrices returns the matrix of a domain, and one for each constituency that has a wording
// for a competency of the domain.
func (s surveyWriter) matrices(d *rubric.Domain) []surveyElement {
	common := s.matrix(d)
	var own []surveyElement
	has := make(map[string]bool)
	for x := range s.Constituencies() {
		m := common
		m.Name, m.ValueName, m.Rows = common.Name+surveyFor+x.ID, common.Name, nil
		i := 0
		for c := range d.Competencies() {
			row := common.Rows[i]
			if i++; !c.Asks(x.ID) {
				continue
			}
			row.VisibleIf = ""
			if _, ok := c.Wording(x.ID); ok {
				has[x.ID] = true
				row.Text = s.text(join("\n", s.wording(c, x.ID), s.competencySummary(c)))
			}
			m.Rows = append(m.Rows, row)
		}
		if has[x.ID] {
			m.VisibleIf = s.condition(surveyConstituency, func(id string) bool { return id == x.ID })
			own = append(own, m)
		}
	}
	common.VisibleIf = s.condition(surveyConstituency, func(id string) bool { return d.Asks(id) && !has[id] })
	return append([]surveyElement{common}, own...)
}

func (s surveyWriter) matrix(d *rubric.Domain) surveyElement {
	m := surveyElement{Type: "matrix", Name: surveyRatings + d.ID(), AlternateRow: true}
	m.Title, _ = s.label(func(w *formwords.Words) formwords.Label { return w.Ratings })
	common := make(map[string]any)
	described := false
	for stage := range s.Spectrum().Stages() {
		title, messages := s.stageTitle(stage), s.messages(stage)
		m.Columns = append(m.Columns, surveyItem{Value: stage.ID(), Text: s.text(title)})
		described = described || !messages.empty()
		if messages.empty() {
			messages = title
		}
		common[stage.ID()] = s.text(messages)
	}
	for _, n := range s.nonAnswers() {
		m.Columns = append(m.Columns, surveyItem{Value: n.id, Text: s.text(n.title)})
		common[n.id] = s.text(n.title)
	}
	m.Cells = map[string]map[string]any{"default": common}
	for c := range d.Competencies() {
		m.Rows = append(m.Rows, surveyItem{
			Value: c.ID(), Text: s.text(join("\n", s.competencyTitle(c), s.competencySummary(c))), VisibleIf: s.condition(surveyConstituency, c.Asks),
		})
		own := make(map[string]any)
		for stage := range s.Spectrum().Stages() {
			if t := s.descriptor(c, stage); t != nil {
				own[stage.ID()] = s.text(t)
			}
		}
		if len(own) > 0 {
			m.Cells[c.ID()] = own
		}
	}
	// SurveyJS shows either the texts of all cells or of none.
	if !described && len(m.Cells) == 1 {
		m.Cells = nil
	}
	return m
}

// remarks asks for evidence and notes on the competencies of a domain.
func (s surveyWriter) remarks(d *rubric.Domain) surveyElement {
	panel := surveyElement{Type: "panel", Name: "remarks-" + d.ID(), State: "collapsed"}
	panel.Title = s.text(s.word(func(w *formwords.Words) string { return w.Evidence.Title + " / " + w.Note.Title }))
	for c := range d.Competencies() {
		title := s.competencyTitle(c)
		for _, field := range []struct {
			prefix string
			label  func(*formwords.Words) formwords.Label
		}{
			{surveyEvidence, func(w *formwords.Words) formwords.Label { return w.AskEvidence }},
			{surveyNote, func(w *formwords.Words) formwords.Label { return w.AskNote }},
		} {
			word := s.word(func(w *formwords.Words) string { return field.label(w).Title })
			remark := surveyElement{
				Type: "comment", Name: field.prefix + c.ID(), MaxLength: limitOf("free"), VisibleIf: s.condition(surveyConstituency, asksTitle(c)),
				Title:       s.text(join(" – ", title, word)),
				Description: s.text(s.word(func(w *formwords.Words) string { return field.label(w).Description })),
			}
			panel.Elements = append(panel.Elements, remark)
			for _, x := range worded(c) {
				own := remark
				own.Name, own.ValueName = remark.Name+surveyFor+x.ID, remark.Name
				own.Title = s.text(join(" – ", s.wording(c, x.ID), word))
				own.VisibleIf = s.condition(surveyConstituency, func(id string) bool { return id == x.ID })
				panel.Elements = append(panel.Elements, own)
			}
		}
	}
	return panel
}

// list is the prompts of a domain as HTML.
func (s surveyWriter) list(prompts []text) text {
	t := make(text, len(s.all))
	for i, w := range s.words {
		var b strings.Builder
		b.WriteString("<p>" + html.EscapeString(w.Questions) + "</p><ul>")
		for _, p := range prompts {
			b.WriteString("<li>")
			if len(rubric.Blocks(p[i])) > 1 {
				writeBlocks(&b, p[i])
			} else {
				b.WriteString(html.EscapeString(p[i]))
			}
			b.WriteString("</li>")
		}
		b.WriteString("</ul>")
		t[i] = b.String()
	}
	return t
}

// paragraphs returns a text as HTML.
func paragraphs(t text) text {
	p := make(text, len(t))
	for i := range t {
		var b strings.Builder
		writeBlocks(&b, t[i])
		p[i] = b.String()
	}
	return p
}

// writeBlocks writes paragraphs and lists as HTML.
func writeBlocks(b *strings.Builder, text string) {
	for run := range rubric.BlockRuns(text) {
		switch run[0].Kind {
		case rubric.BlockParagraph:
			b.WriteString("<p>" + html.EscapeString(run[0].Text) + "</p>")
		case rubric.BlockBullet:
			b.WriteString("<ul>")
			for _, item := range run {
				b.WriteString("<li>" + html.EscapeString(item.Text) + "</li>")
			}
			b.WriteString("</ul>")
		case rubric.BlockNumber:
			b.WriteString("<ol>")
			for _, item := range run {
				fmt.Fprintf(b, `<li value="%d">%s</li>`, item.Number, html.EscapeString(item.Text))
			}
			b.WriteString("</ol>")
		}
	}
}
