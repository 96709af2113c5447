package schema

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/schema/internal/build"
	"github.com/waymark-go/waymark/internal/formwords"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/prose"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// Response returns the JSON Schema of responses to a rubric. Ratings are properties in the
// rubric's order. The description of a rating has its domain and descriptors. A stage is a
// const with its title and, as description, its messages. Calls with the same rubric return
// the same bytes.
//
// Texts that are not part of the rubric are in its language if that is English or Spanish,
// and in English otherwise: a localized rubric gives a localized schema. Response panics if
// r is nil or the zero Rubric.
func Response(r *rubric.Rubric) json.RawMessage {
	given.Must(given.Rubric("schema.Response", "r", r))
	w := formwords.In(r.Language())
	props := jsonschema.NewProperties()
	props.Set("format", labeled(constant(assess.ResponseFormat), w.Format))
	props.Set("rubric", labeled(constant(r.Ref().String()), w.Rubric))
	props.Set("id", labeled(ruled("ID"), w.ID))
	props.Set("organization", labeled(ruled("Organization"), w.Organization))
	props.Set("draft", labeled(&jsonschema.Schema{Type: "boolean"}, w.Draft))
	unlessDraft := []string{"ratings"}
	if choice := constituencies(r); len(choice) > 0 {
		props.Set("constituency", labeled(&jsonschema.Schema{Type: "string", OneOf: choice}, w.Constituency))
		unlessDraft = []string{"constituency", "ratings"}
	}
	if answers := background(r); answers != nil {
		props.Set("background", labeled(answers, w.Background))
	}
	props.Set("date", labeled(ruled("Date"), w.Date))
	props.Set("language", labeled(ruled("Language"), w.AnsweredIn))
	props.Set("ratings", ratings(r, w))
	s := &jsonschema.Schema{
		Version: jsonschema.Version,
		Title:   w.ResponseTo + r.Title(), Description: w.OneRater + r.Ref().String() + ".",
		Type: "object", Properties: props, Required: []string{"format", "rubric", "id"}, AdditionalProperties: jsonschema.FalseSchema,
		If: isDraft(), Else: finished(unlessDraft), AllOf: notAsked(r),
		Definitions: definitions(r, w), Examples: examples(r),
	}
	build.Identify(s, "response/1/"+r.Ref().String()+"/"+r.Language())
	build.Named(s, w.Schema.Title, w.Schema.Description)
	return encode(s)
}

// isDraft returns the schema of a document with draft: true.
func isDraft() *jsonschema.Schema {
	props := jsonschema.NewProperties()
	props.Set("draft", &jsonschema.Schema{Const: true})
	return &jsonschema.Schema{Properties: props, Required: []string{"draft"}}
}

// finished returns the schema of what a response has unless it is a draft: the required keys,
// and a stage in each rating that is an object. A choice between two schemas of the complete
// document would say the same, but generators of types and of forms would offer both. With
// additionalProperties a form that merges this schema into the other would let raters add
// ratings.
func finished(required []string) *jsonschema.Schema {
	rating := jsonschema.NewProperties()
	rating.Set("stage", jsonschema.TrueSchema)
	props := jsonschema.NewProperties()
	props.Set("ratings", &jsonschema.Schema{Type: "object", Extras: map[string]any{
		"unevaluatedProperties": &jsonschema.Schema{AnyOf: []*jsonschema.Schema{
			{Type: "string"},
			{Type: "object", Properties: rating, Required: []string{"stage"}},
		}},
	}})
	if slices.Contains(required, "constituency") { // strict validators want the required keys to be described
		props.Set("constituency", &jsonschema.Schema{Type: "string"})
	}
	return &jsonschema.Schema{Properties: props, Required: required}
}

// notAsked returns a condition for each constituency that is not asked every competency:
// its raters rate only what they are asked. It limits names and not ratings, so that forms
// that merge it into the schema of the ratings show the same fields as without it.
func notAsked(r *rubric.Rubric) []*jsonschema.Schema {
	if r.AsksEveryone() {
		return nil
	}
	var rules []*jsonschema.Schema
	for x := range r.Constituencies() {
		var asked []any
		for c := range r.AskedOf(x.ID) {
			asked = append(asked, c.ID())
		}
		if len(asked) == r.CompetencyCount() {
			continue
		}
		names := &jsonschema.Schema{Enum: asked}
		if len(asked) == 0 {
			names = &jsonschema.Schema{Not: jsonschema.TrueSchema}
		}
		speaker, ratings := jsonschema.NewProperties(), jsonschema.NewProperties()
		speaker.Set("constituency", constant(x.ID))
		ratings.Set("ratings", &jsonschema.Schema{Type: "object", PropertyNames: names})
		rules = append(rules, &jsonschema.Schema{
			If:   &jsonschema.Schema{Properties: speaker, Required: []string{"constituency"}},
			Then: &jsonschema.Schema{Properties: ratings},
		})
	}
	return rules
}

// encode marshals a schema. It has no values that cannot be encoded.
func encode(s *jsonschema.Schema) json.RawMessage {
	data, err := json.Marshal(s)
	if err != nil {
		return nil
	}
	return build.Visible(data)
}

func described(s *jsonschema.Schema, title, description string) *jsonschema.Schema {
	s.Title, s.Description = title, description
	return s
}

func labeled(s *jsonschema.Schema, l formwords.Label) *jsonschema.Schema {
	return described(s, l.Title, l.Description)
}

func constant(value string) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "string", Const: value}
}

// ruled returns the schema of a text field of a response, from its rule tag.
func ruled(field string) *jsonschema.Schema {
	return text(reflect.TypeFor[assess.ResponseDocument](), field)
}

func text(t reflect.Type, field string) *jsonschema.Schema {
	return build.Text(tagsOf(t, field).Rule)
}

func tagsOf(t reflect.Type, field string) source.Tags {
	f, _ := t.FieldByName(field)
	return source.TagsOf(f.Tag)
}

func constituencies(r *rubric.Rubric) []*jsonschema.Schema {
	var choice []*jsonschema.Schema
	for c := range r.Constituencies() {
		choice = append(choice, described(constant(c.ID), c.Title, ""))
	}
	return choice
}

// background returns the schema of the answers to background questions, nil for a rubric
// without any.
func background(r *rubric.Rubric) *jsonschema.Schema {
	props := jsonschema.NewProperties()
	for q := range r.BackgroundQuestions() {
		var choice []*jsonschema.Schema
		for _, o := range q.Options {
			choice = append(choice, described(constant(o.ID), o.Title, ""))
		}
		props.Set(q.ID, described(&jsonschema.Schema{Type: "string", OneOf: choice}, q.Title, ""))
	}
	if props.Len() == 0 {
		return nil
	}
	return &jsonschema.Schema{Type: "object", Properties: props, AdditionalProperties: jsonschema.FalseSchema}
}

func ratings(r *rubric.Rubric, w *formwords.Words) *jsonschema.Schema {
	props := jsonschema.NewProperties()
	for c := range r.Competencies() {
		props.Set(c.ID(), described(&jsonschema.Schema{Ref: "#/$defs/rating"}, c.Label(), about(c, r.Spectrum())))
	}
	return labeled(&jsonschema.Schema{
		Type: "object", Properties: props, AdditionalProperties: jsonschema.FalseSchema,
	}, w.Ratings)
}

// withCode puts the printed number, if there is one, before a title.
func withCode(code, title string) string { return strings.TrimSpace(code + " " + title) }

// about returns what a rater should know about a competency: its domain, its descriptors and
// its wordings for constituencies.
func about(c *rubric.Competency, s *spectrum.Spectrum) string {
	text := c.Domain().Title()
	for stage := range s.Stages() {
		if descriptor, ok := c.Descriptor(stage); ok {
			text += "\n\n" + prose.Labeled(stage.Title(), prose.Lines(descriptor))
		}
	}
	for x := range c.Asked() {
		if wording, ok := c.Wording(x.ID); ok {
			text += "\n\n" + x.Title + ": " + wording
		}
	}
	return text
}

func definitions(r *rubric.Rubric, w *formwords.Words) jsonschema.Definitions {
	return jsonschema.Definitions{
		"answer": labeled(&jsonschema.Schema{OneOf: answers(r.Spectrum(), w)}, w.Answer),
		"rating": rating(w),
	}
}

// rating is an answer, or an object with an answer, evidence and a note. The schema of the
// response requires the answer unless it is a draft.
func rating(w *formwords.Words) *jsonschema.Schema {
	one := uint64(1)
	props := jsonschema.NewProperties()
	props.Set("stage", labeled(answer(), w.Stage))
	props.Set("evidence", evidence(w))
	props.Set("note", labeled(text(reflect.TypeFor[assess.RatingEntry](), "Note"), w.Note))
	return labeled(&jsonschema.Schema{
		OneOf: []*jsonschema.Schema{
			answer(),
			labeled(&jsonschema.Schema{
				Type: "object", Properties: props, MinProperties: &one, AdditionalProperties: jsonschema.FalseSchema,
			}, w.Remarks),
		},
	}, w.Rating)
}

// answer refers to the definition of an answer. Forms need the type, which in the
// definition would make generators of types number its name, as a title beside a plain
// $ref would.
func answer() *jsonschema.Schema {
	return &jsonschema.Schema{Type: "string", AllOf: []*jsonschema.Schema{{Ref: "#/$defs/answer"}}}
}

func evidence(w *formwords.Words) *jsonschema.Schema {
	t := reflect.TypeFor[assess.RatingEntry]()
	item := labeled(text(t, "Evidence"), w.EvidenceItem)
	return labeled(build.Counted(&jsonschema.Schema{Type: "array", Items: item}, tagsOf(t, "Evidence")), w.Evidence)
}

// answers lists the stages, lowest first, and the non-answers.
func answers(s *spectrum.Spectrum, w *formwords.Words) []*jsonschema.Schema {
	var choice []*jsonschema.Schema
	for stage := range s.Stages() {
		choice = append(choice, described(constant(stage.ID()), stage.Title(), stageDescription(stage, nil)))
	}
	for _, n := range w.NonAnswers() {
		choice = append(choice, described(constant(n.ID), n.Title, ""))
	}
	return choice
}

// stageDescription returns the competency's descriptor of a stage. If there is none, or c is
// nil, it returns the messages of the stage.
func stageDescription(stage spectrum.Stage, c *rubric.Competency) string {
	if c != nil {
		if d, ok := c.Descriptor(stage); ok {
			return d
		}
	}
	return strings.Join(slices.Collect(stage.Messages()), ", ")
}
