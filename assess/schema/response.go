package schema

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/schema/internal/build"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// Response returns the JSON Schema of responses to a rubric. Ratings are
// properties in the rubric's order, described by their domain and by what they look
// like at the stages; a stage is a const with its title and, as description, what it
// tells the community. Calls with the same rubric give the same bytes.
func Response(r *rubric.Rubric) json.RawMessage {
	props := jsonschema.NewProperties()
	props.Set("format", described(constant(assess.Format), "Format", "Says what the document is."))
	props.Set("rubric", described(constant(r.Ref().String()), "Rubric", "The rubric and edition that was rated."))
	props.Set("id", described(ruled("ID"), "Response id", "Names the response, not the rater."))
	props.Set("organization", described(ruled("Organization"), "Organization", "The school or district."))
	required := []string{"format", "rubric", "id", "ratings"}
	if choice := constituencies(r); len(choice) > 0 {
		props.Set("constituency", described(&jsonschema.Schema{OneOf: choice}, "Constituency", "The part of the community that the rater speaks from."))
		required = []string{"format", "rubric", "id", "constituency", "ratings"}
	}
	props.Set("date", described(ruled("Date"), "Date", "The calendar day of the response, YYYY-MM-DD."))
	props.Set("language", described(ruled("Language"), "Language", "The language that the rater answered in, as a BCP 47 tag."))
	props.Set("ratings", ratings(r))
	return encode(&jsonschema.Schema{
		Version: jsonschema.Version,
		ID:      jsonschema.ID("urn:waymark:response:" + r.Ref().String()),
		Title:   "Response to " + r.Title(), Description: "One rater's ratings on " + r.Ref().String() + ".",
		Type: "object", Properties: props, Required: required, AdditionalProperties: jsonschema.FalseSchema,
		Definitions: definitions(r),
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

func constant(value string) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "string", Const: value}
}

// ruled returns the schema of a text field of a response, from its rule tag.
func ruled(field string) *jsonschema.Schema {
	return text(reflect.TypeFor[assess.Document](), field)
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

func ratings(r *rubric.Rubric) *jsonschema.Schema {
	props := jsonschema.NewProperties()
	for c := range r.Competencies() {
		title := c.Title()
		if c.Code() != "" {
			title = c.Code() + " " + title
		}
		props.Set(c.ID(), described(&jsonschema.Schema{Ref: "#/$defs/rating"}, title, about(c, r.Spectrum())))
	}
	return described(&jsonschema.Schema{
		Type: "object", Properties: props, AdditionalProperties: jsonschema.FalseSchema,
	}, "Ratings", "By competency. One that is absent was not answered.")
}

// about says what a rater should know of a competency: its domain, and what it looks
// like at the stages that it describes.
func about(c *rubric.Competency, s *spectrum.Spectrum) string {
	text := c.Domain().Title()
	for stage := range s.Stages() {
		if descriptor, ok := c.Descriptor(stage); ok {
			text += "\n\n" + stage.Title() + ": " + descriptor
		}
	}
	return text
}

func definitions(r *rubric.Rubric) jsonschema.Definitions {
	return jsonschema.Definitions{
		"answer": {Title: "Answer", Description: "A stage or a non-answer.", OneOf: answers(r.Spectrum())},
		"rating": rating(),
	}
}

// rating is an answer, or an object with the answer and what goes with it.
func rating() *jsonschema.Schema {
	note := text(reflect.TypeFor[assess.RatingEntry](), "Note")
	props := jsonschema.NewProperties()
	// Beside a $ref, generators of types would take the title for another type's.
	stage := &jsonschema.Schema{AllOf: []*jsonschema.Schema{{Ref: "#/$defs/answer"}}}
	props.Set("stage", described(stage, "Stage", "The stage, or a non-answer."))
	props.Set("evidence", evidence())
	props.Set("note", described(note, "Note", "What the rater would like to add."))
	return &jsonschema.Schema{
		Title: "Rating", Description: "An answer, alone or with evidence and a note.",
		OneOf: []*jsonschema.Schema{
			{Ref: "#/$defs/answer"},
			described(&jsonschema.Schema{
				Type: "object", Properties: props, Required: []string{"stage"}, AdditionalProperties: jsonschema.FalseSchema,
			}, "Answer with remarks", "An answer with evidence or a note."),
		},
	}
}

func evidence() *jsonschema.Schema {
	t := reflect.TypeFor[assess.RatingEntry]()
	item := described(text(t, "Evidence"), "Piece of evidence", "One thing that the rating rests on.")
	list := build.Counted(&jsonschema.Schema{Type: "array", Items: item}, tagsOf(t, "Evidence"))
	return described(list, "Evidence", "What the rating rests on.")
}

// answers lists the stages, lowest first, and the non-answers.
func answers(s *spectrum.Spectrum) []*jsonschema.Schema {
	var choice []*jsonschema.Schema
	for stage := range s.Stages() {
		description := strings.Join(slices.Collect(stage.Messages()), ", ")
		choice = append(choice, described(constant(stage.ID()), stage.Title(), description))
	}
	return append(choice,
		described(constant("not-applicable"), "Does not apply", ""),
		described(constant("dont-know"), "I don't know", ""),
		described(constant("declined"), "I would rather not say", ""),
	)
}
