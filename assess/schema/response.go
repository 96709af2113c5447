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
	required := []string{"format", "rubric", "id", "ratings"}
	if choice := constituencies(r); len(choice) > 0 {
		props.Set("constituency", labeled(&jsonschema.Schema{Type: "string", OneOf: choice}, w.Constituency))
		required = []string{"format", "rubric", "id", "constituency", "ratings"}
	}
	props.Set("date", labeled(ruled("Date"), w.Date))
	props.Set("language", labeled(ruled("Language"), w.AnsweredIn))
	props.Set("ratings", ratings(r, w))
	return encode(&jsonschema.Schema{
		Version: jsonschema.Version,
		ID:      jsonschema.ID("urn:waymark:response:" + r.Ref().String()),
		Title:   w.ResponseTo + r.Title(), Description: w.OneRater + r.Ref().String() + ".",
		Type: "object", Properties: props, Required: required, AdditionalProperties: jsonschema.FalseSchema,
		Definitions: definitions(r, w),
	})
}

// encode marshals a schema. It has no values that cannot be encoded.
func encode(s *jsonschema.Schema) json.RawMessage {
	data, err := json.Marshal(s)
	if err != nil {
		return nil
	}
	return data
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

func ratings(r *rubric.Rubric, w *formwords.Words) *jsonschema.Schema {
	props := jsonschema.NewProperties()
	for c := range r.Competencies() {
		props.Set(c.ID(), described(&jsonschema.Schema{Ref: "#/$defs/rating"}, withCode(c.Code(), c.Title()), about(c, r.Spectrum())))
	}
	return labeled(&jsonschema.Schema{
		Type: "object", Properties: props, AdditionalProperties: jsonschema.FalseSchema,
	}, w.Ratings)
}

// withCode puts the printed number, if there is one, before a title.
func withCode(code, title string) string { return strings.TrimSpace(code + " " + title) }

// about returns what a rater should know about a competency: its domain and its descriptors.
func about(c *rubric.Competency, s *spectrum.Spectrum) string {
	text := c.Domain().Title()
	for stage := range s.Stages() {
		if descriptor, ok := c.Descriptor(stage); ok {
			text += "\n\n" + stage.Title() + ": " + descriptor
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

// rating is an answer, or an object with an answer, evidence and a note.
func rating(w *formwords.Words) *jsonschema.Schema {
	props := jsonschema.NewProperties()
	props.Set("stage", labeled(answer(), w.Stage))
	props.Set("evidence", evidence(w))
	props.Set("note", labeled(text(reflect.TypeFor[assess.RatingEntry](), "Note"), w.Note))
	return labeled(&jsonschema.Schema{
		OneOf: []*jsonschema.Schema{
			answer(),
			labeled(&jsonschema.Schema{
				Type: "object", Properties: props, Required: []string{"stage"}, AdditionalProperties: jsonschema.FalseSchema,
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
