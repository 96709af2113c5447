package schema

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/assess/schema/internal/build"
	"github.com/waymark-go/waymark/internal/formwords"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/prose"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// UI returns the UI schema with which react-jsonschema-form lays out a form for
// [Response]: fields in the rubric's order, radio buttons for constituencies and
// stages, the words of each stage beside it, and each domain's summary and prompts
// above its first competency. Its texts are in the rubric's language, as those of
// Response are. Calls with the same rubric give the same bytes.
//
// The fields that nobody fills in are hidden: format and rubric, which the form
// takes from the schema, and id and language, which the program gives with the
// form's first data, draft, which the program sets when it saves an unfinished response,
// and $schema, which is for editors.
//
// The ratings' ui:options have the domains under groups, each with id, title,
// description, prompts and, as fields, the ids of its competencies, for forms that
// show domains as sections. Those of a competency that the rubric describes have the
// descriptors by stage. The form of examples/webform uses both.
//
// The ui:options of a competency that some constituencies are not asked have under asked the
// ids of those that are, and under wordings the titles that constituencies read instead.
// React-jsonschema-form has no condition for this: without a custom field it shows all
// competencies, and the schema refuses ratings by those who are not asked.
//
// The form needs two settings that a UI schema does not have: a validator with the class
// Ajv2020, and experimental_defaultFormStateBehavior with constAsDefaults "skipOneOf".
// Otherwise the form preselects the first constituency and the lowest stage. UI panics if r
// is nil or the zero Rubric.
func UI(r *rubric.Rubric) json.RawMessage {
	given.Must(given.Rubric("schema.UI", "r", r))
	w := formwords.In(r.Language())
	order := []string{"organization", "date", "ratings", "format", "rubric", "id", "draft", "language", source.SchemaKey}
	form := node{
		"format": hidden(), "rubric": hidden(), "id": hidden(), "draft": hidden(), "language": hidden(), source.SchemaKey: hidden(),
		"organization":           asked(w.AskOrganization, ""),
		"date":                   asked(w.AskDate, "date"),
		"ratings":                ratingsUI(r, w),
		"ui:submitButtonOptions": node{"submitText": w.Submit},
	}
	if len(constituencies(r)) > 0 {
		order = slices.Insert(order, 0, "constituency")
		form["constituency"] = asked(w.AskConstituency, "radio")
	}
	if field := backgroundUI(r, w); field != nil {
		order = slices.Insert(order, slices.Index(order, "organization"), "background")
		form["background"] = field
	}
	form["ui:order"] = order
	data, err := source.Marshal(form) // texts, lists and maps: nothing that has no JSON
	if err != nil {
		return nil
	}
	return build.Visible(data)
}

// node is an object of a UI schema.
type node map[string]any

func hidden() node { return node{"ui:widget": "hidden"} }

// asked is a field with a question to the rater. The schema describes the field in the third
// person.
func asked(question formwords.Label, widget string) node {
	n := node{"ui:title": question.Title, "ui:description": question.Description}
	if widget != "" {
		n["ui:widget"] = widget
	}
	return n
}

// backgroundUI lays out the background questions, as lists to choose from: a chosen radio
// button cannot be cleared, and nobody has to answer. It returns nil if there are none.
func backgroundUI(r *rubric.Rubric, w *formwords.Words) node {
	var order []string
	for q := range r.BackgroundQuestions() {
		order = append(order, q.ID)
	}
	if order == nil {
		return nil
	}
	ui := asked(w.AskBackground, "")
	ui["ui:order"] = order
	for _, id := range order {
		ui[id] = node{"ui:widget": "select"}
	}
	return ui
}

// group is a domain among the groups of ui:options.
type group struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Description string   `json:"description,omitempty"`
	Prompts     []string `json:"prompts,omitempty"`
	Fields      []string `json:"fields"`
}

func ratingsUI(r *rubric.Rubric, w *formwords.Words) node {
	var order []string
	var groups []group
	ui := node{}
	for d := range r.Domains() {
		g := group{ID: d.ID(), Title: withCode(d.Code(), d.Title()), Description: prose.Lines(d.Summary())}
		for p := range d.Prompts() {
			g.Prompts = append(g.Prompts, prose.Lines(p))
		}
		for c := range d.Competencies() {
			field := ratingUI(r.Spectrum(), c, w)
			if len(g.Fields) == 0 {
				field["ui:description"] = introduction(g, w)
			}
			ui[c.ID()] = field
			g.Fields = append(g.Fields, c.ID())
		}
		order = append(order, g.Fields...)
		groups = append(groups, g)
	}
	ui["ui:order"] = order
	ui["ui:options"] = node{"groups": groups, "promptsTitle": w.Questions}
	return ui
}

// introduction is the text above the first competency of a domain.
func introduction(g group, w *formwords.Words) string {
	parts := []string{g.Title}
	if g.Description != "" {
		parts = append(parts, g.Description)
	}
	if len(g.Prompts) > 0 {
		questions := w.Questions + ":"
		for _, p := range g.Prompts {
			questions += "\n- " + prose.Line(p)
		}
		parts = append(parts, questions)
	}
	return strings.Join(parts, "\n\n")
}

// ratingUI lays out the two forms of a rating: the answer alone, and the answer
// with remarks.
func ratingUI(s *spectrum.Spectrum, c *rubric.Competency, w *formwords.Words) node {
	answer := func() node {
		var options []node
		for stage := range s.Stages() {
			option := node{}
			if d := stageDescription(stage, c); d != "" {
				option["ui:title"] = stage.Title() + ": " + prose.Line(d)
			}
			options = append(options, option)
		}
		return node{"ui:widget": "radio", "oneOf": options}
	}
	ui := node{"oneOf": []node{answer(), {
		"ui:order": []string{"stage", "evidence", "note"},
		"stage":    answer(),
		"evidence": node{"items": node{"ui:widget": "textarea"}},
		"note":     asked(w.AskNote, "textarea"),
	}}}
	if c.Summary() != "" {
		ui["ui:help"] = prose.Lines(c.Summary())
	}
	descriptors := make(map[string]string)
	for stage := range s.Stages() {
		if d, ok := c.Descriptor(stage); ok {
			descriptors[stage.ID()] = prose.Lines(d)
		}
	}
	options := node{}
	if len(descriptors) > 0 {
		options["descriptors"] = descriptors
	}
	var asks []string
	wordings := make(map[string]string)
	for x := range c.Asked() {
		asks = append(asks, x.ID)
		if wording, ok := c.Wording(x.ID); ok {
			wordings[x.ID] = withCode(c.Code(), wording)
		}
	}
	if !c.AsksEveryone() {
		options["asked"] = asks
	}
	if len(wordings) > 0 {
		options["wordings"] = wordings
	}
	if len(options) > 0 {
		ui["ui:options"] = options
	}
	return ui
}
