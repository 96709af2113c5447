package main

import (
	"reflect"
	"slices"

	"github.com/invopop/jsonschema"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/schema/internal/build"
	"github.com/waymark-go/waymark/rubric"
)

// special are the schemas of types that write themselves as JSON.
var special = map[reflect.Type]func(*build.Builder) *jsonschema.Schema{
	reflect.TypeFor[assess.CellEntry]():   cell,
	reflect.TypeFor[assess.CountEntry]():  raterCount,
	reflect.TypeFor[assess.StageCounts](): stageCounts,
}

func cell(b *build.Builder) *jsonschema.Schema {
	return b.Define("Cell", "A result, unless it is hidden or the constituency is not asked.", func() *jsonschema.Schema {
		return &jsonschema.Schema{OneOf: []*jsonschema.Schema{b.Object(reflect.TypeFor[assess.CellEntry]()), hidden(b), notAsked(b)}}
	})
}

func raterCount(b *build.Builder) *jsonschema.Schema {
	return b.Define("RaterCount", "A number of raters, unless it is hidden.", func() *jsonschema.Schema {
		return &jsonschema.Schema{OneOf: []*jsonschema.Schema{build.Integer(), hidden(b)}}
	})
}

// hidden is the schema of a value that the policy hides.
func hidden(b *build.Builder) *jsonschema.Schema {
	return b.Define("Hidden", "Stands for a value that is hidden so that nobody is exposed.", func() *jsonschema.Schema {
		flag := build.Described(&jsonschema.Schema{Type: "boolean", Const: true}, "Hidden flag", "Says that the value is hidden.")
		s := where("hidden", flag)
		s.Type, s.AdditionalProperties = "object", jsonschema.FalseSchema
		return s
	})
}

// notAsked is the schema of the result of a constituency that is not asked.
func notAsked(b *build.Builder) *jsonschema.Schema {
	return b.Define("NotAsked", "Stands for the result of a constituency that is not asked.", func() *jsonschema.Schema {
		flag := build.Described(&jsonschema.Schema{Type: "boolean", Const: true}, "Not asked flag", "Says that the constituency is not asked.")
		s := where("not_asked", flag)
		s.Type, s.AdditionalProperties = "object", jsonschema.FalseSchema
		return s
	})
}

func stageCounts(b *build.Builder) *jsonschema.Schema {
	return b.Define("StageCounts", "Numbers of ratings by the id of the stage, lowest first.", func() *jsonschema.Schema {
		return &jsonschema.Schema{
			Type: "object", PropertyNames: b.Rule("id"),
			AdditionalProperties: build.Integer(),
		}
	})
}

// where returns a schema of objects that have a property.
func where(key string, value *jsonschema.Schema) *jsonschema.Schema {
	s := &jsonschema.Schema{Properties: jsonschema.NewProperties(), Required: []string{key}}
	s.Properties.Set(key, value)
	return s
}

// relations adds what the relation of a link says of its other keys.
func relations(s *jsonschema.Schema) {
	link := s.Definitions["Link"]
	relation, _ := link.Properties.Get("relation")
	for _, name := range relation.Enum {
		fits := fitting(rubric.Relation(name.(string)))
		fits.Properties.Set("relation", &jsonschema.Schema{Const: name})
		fits.Required = append(fits.Required, "relation")
		build.Choice(link, fits)
	}
}

// fitting returns the schema of the links that a relation fits.
func fitting(r rubric.Relation) *jsonschema.Schema {
	var from, to []int
	for i := range 3 { // more than two is as good as two
		for j := range 3 {
			if r.Fits(i, j) {
				from, to = append(from, i), append(to, j)
			}
		}
	}
	s := &jsonschema.Schema{Properties: jsonschema.NewProperties()}
	setCount(s, "from", from)
	setCount(s, "to", to)
	var comparable []any
	for _, c := range []rubric.Comparability{rubric.FullyComparable, rubric.PartlyComparable, rubric.NotComparable} {
		if c.Fits(r) {
			comparable = append(comparable, c)
		}
	}
	if len(comparable) < 3 {
		s.Properties.Set("comparable", &jsonschema.Schema{Enum: comparable})
	}
	return s
}

// setCount says how many items a list has, from what counts of 0, 1 and 2 it may.
func setCount(s *jsonschema.Schema, key string, counts []int) {
	list := &jsonschema.Schema{Type: "array", Items: jsonschema.TrueSchema}
	fewest, most := uint64(slices.Min(counts)), uint64(slices.Max(counts))
	if fewest > 0 {
		list.MinItems = &fewest
		s.Required = append(s.Required, key)
	}
	if most < 2 {
		list.MaxItems = &most
	}
	s.Properties.Set(key, list)
}
