package build

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/invopop/jsonschema"

	"github.com/waymark-go/waymark/internal/source"
)

// Builder makes the schema of one document.
type Builder struct {
	// Comments are the comments of types and fields, as
	// [jsonschema.Reflector.AddGoComments] collects them.
	Comments map[string]string
	// Names are the names of definitions that are not those of their types.
	Names map[reflect.Type]string
	// Special are the schemas of types with a custom JSON form.
	Special map[reflect.Type]func(*Builder) *jsonschema.Schema

	defs   jsonschema.Definitions
	titles map[string]string // what has the title, by title
	err    error
}

// Document returns the schema of the document of a struct type. Every property has a
// title and a description, and no two parts of the schema have the same title, since
// generators of types name these by it.
func (b *Builder) Document(t reflect.Type, title, description string) (*jsonschema.Schema, error) {
	b.defs = make(jsonschema.Definitions)
	b.titles = make(map[string]string)
	s := b.object(t, title)
	b.describe(s, title, title, description)
	s.Version, s.Definitions = jsonschema.Version, b.defs
	return s, b.err
}

func (b *Builder) fail(format string, args ...any) {
	if b.err == nil {
		b.err = fmt.Errorf(format, args...)
	}
}

// describe gives a schema its title and description.
func (b *Builder) describe(s *jsonschema.Schema, where, title, description string) *jsonschema.Schema {
	if description == "" {
		b.fail("%s has no comment", where)
	}
	if other, dup := b.titles[title]; dup && other != where {
		b.fail("%s and %s are both called %q", other, where, title)
	}
	b.titles[title] = where
	return Described(s, title, description)
}

// value returns the schema of a value of a type.
func (b *Builder) value(t reflect.Type, tags source.Tags, limits string) *jsonschema.Schema {
	if special, ok := b.Special[t]; ok {
		return special(b)
	}
	switch t.Kind() {
	case reflect.String:
		return b.text(tags)
	case reflect.Bool:
		return &jsonschema.Schema{Type: "boolean"}
	case reflect.Int:
		if limits != "" {
			s := number(limits)
			s.Type = "integer"
			return s
		}
		fallthrough
	case reflect.Uint64:
		return Integer()
	case reflect.Float64:
		return number(limits)
	case reflect.Slice:
		items := b.value(t.Elem(), tags.OfItems(), limits)
		return Counted(&jsonschema.Schema{Type: "array", Items: items, UniqueItems: tags.Unique}, tags)
	case reflect.Array:
		n := count(t.Len())
		return &jsonschema.Schema{Type: "array", Items: b.value(t.Elem(), tags.OfItems(), limits), MinItems: n, MaxItems: n}
	case reflect.Map:
		s := &jsonschema.Schema{Type: "object", AdditionalProperties: b.value(t.Elem(), tags.OfItems(), limits)}
		if tags.Keys != "" {
			s.PropertyNames = b.Rule(tags.Keys)
		}
		return Counted(s, tags)
	case reflect.Pointer:
		return b.value(t.Elem(), tags, limits)
	case reflect.Struct:
		return b.structure(t, tags)
	}
	b.fail("no schema of %s", t)
	return jsonschema.FalseSchema
}

// Integer returns the schema of a number of people or answers.
func Integer() *jsonschema.Schema {
	return &jsonschema.Schema{Type: "integer", Minimum: "0", Maximum: json.Number(strconv.FormatInt(source.MaxInteger, 10))}
}

func number(limits string) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "number"}
	if low, high, ok := strings.Cut(limits, ","); ok {
		s.Minimum, s.Maximum = json.Number(low), json.Number(high)
	}
	return s
}

func (b *Builder) text(tags source.Tags) *jsonschema.Schema {
	if len(tags.Enum) == 1 {
		return Constant(tags.Enum[0])
	}
	if len(tags.Enum) > 1 {
		return &jsonschema.Schema{Type: "string", Enum: anys(tags.Enum)}
	}
	if tags.Rule != "" {
		return b.Rule(tags.Rule)
	}
	return &jsonschema.Schema{Type: "string"}
}

func anys(list []string) []any {
	var all []any
	for _, v := range list {
		all = append(all, v)
	}
	return all
}

// Rule returns a reference to the definition of a rule.
func (b *Builder) Rule(name string) *jsonschema.Schema {
	def, ok := ruleNames[name]
	if !ok {
		b.fail("no name for the rule %s", name)
	}
	if _, ok := b.defs[def]; !ok {
		rule, _ := source.RuleNamed(name)
		want := rule.Want
		if want == "" {
			want = "text of any kind"
		}
		b.defs[def] = b.describe(Text(name), def, sentenceCase(words(def)), sentenceCase(want)+".")
	}
	return ref(def)
}

// structure returns a reference to the definition of a struct type or, where a text
// may stand for it, of the two together.
func (b *Builder) structure(t reflect.Type, tags source.Tags) *jsonschema.Schema {
	shape := source.ShapeOf(t)
	if shape.Shorthand < 0 {
		return b.define(b.nameOf(t), func(name string) *jsonschema.Schema {
			s := b.object(t, sentenceCase(words(name)))
			return b.describe(s, name, sentenceCase(words(name)), b.comment(t, ""))
		})
	}
	plain := shape.Properties[shape.Shorthand].Tags.OrRule(tags)
	name := strings.TrimPrefix(ruleNames[plain.Rule], "Plain")
	return b.define(name, func(name string) *jsonschema.Schema {
		title := sentenceCase(words(name))
		long := b.define("Sourced"+name, func(long string) *jsonschema.Schema {
			s := b.objectWith(t, sentenceCase(words(long)), tags)
			return b.describe(s, long, sentenceCase(words(long)), title+" with the id of its source.")
		})
		s := &jsonschema.Schema{OneOf: []*jsonschema.Schema{b.Rule(plain.Rule), long}}
		return b.describe(s, name, title, title+", plain or with the id of its source.")
	})
}

// define returns a reference to a definition, which it makes if it is not there.
func (b *Builder) define(name string, make func(name string) *jsonschema.Schema) *jsonschema.Schema {
	if _, ok := b.defs[name]; !ok {
		b.defs[name] = nil // a type may hold itself
		b.defs[name] = make(name)
	}
	return ref(name)
}

func (b *Builder) object(t reflect.Type, title string) *jsonschema.Schema {
	return b.objectWith(t, title, source.Tags{})
}

// objectWith returns the schema of an object; outer are the tags of the field that
// holds it, whose rule is that of the text that may stand for the object.
func (b *Builder) objectWith(t reflect.Type, title string, outer source.Tags) *jsonschema.Schema {
	shape := source.ShapeOf(t)
	s := &jsonschema.Schema{Type: "object", Properties: jsonschema.NewProperties(), AdditionalProperties: jsonschema.FalseSchema}
	for i, p := range shape.Properties {
		field := t.Field(p.Index)
		tags := p.Tags
		if i == shape.Shorthand {
			tags = tags.OrRule(outer)
		}
		v := b.property(field, tags)
		if field.Type.Kind() == reflect.Pointer && p.Required {
			v = &jsonschema.Schema{OneOf: []*jsonschema.Schema{v, {Type: "null"}}}
		}
		if v.Ref != "" {
			// Beside a $ref, generators of types lose the title or copy the definition.
			v = &jsonschema.Schema{AllOf: []*jsonschema.Schema{v}}
		}
		called := field.Tag.Get("title")
		if called == "" {
			called = title + " " + keyWords(p.Key)
		}
		s.Properties.Set(p.Key, b.describe(v, title+"."+p.Key, called, b.comment(t, field.Name)))
		if p.Required {
			s.Required = append(s.Required, p.Key)
		}
	}
	if shape.Extensions >= 0 {
		s.PatternProperties = map[string]*jsonschema.Schema{"^" + source.ExtensionPrefix: jsonschema.TrueSchema}
	}
	for _, key := range shape.OneOf {
		Choice(s, &jsonschema.Schema{Required: []string{key}})
	}
	return s
}

// property returns the schema of a field's value. It repeats the rule of a text in full, so that a generator of types sees one text and not two.
func (b *Builder) property(f reflect.StructField, tags source.Tags) *jsonschema.Schema {
	if f.Type.Kind() != reflect.String || tags.Rule == "" {
		return b.value(f.Type, tags, f.Tag.Get("range"))
	}
	return Except(Text(tags.Rule), tags.Except)
}

// Choice adds to an object a set of keys and values that is one of several. It repeats the
// type and the keys of the object: some validators do not see otherwise that the choice is
// about an object, or let other keys through.
func Choice(s, one *jsonschema.Schema) {
	one.Type, one.PatternProperties, one.AdditionalProperties = "object", s.PatternProperties, jsonschema.FalseSchema
	narrow := one.Properties
	one.Properties = jsonschema.NewProperties()
	for p := s.Properties.Oldest(); p != nil; p = p.Next() {
		one.Properties.Set(p.Key, jsonschema.TrueSchema)
		if narrow != nil {
			if v, ok := narrow.Get(p.Key); ok {
				one.Properties.Set(p.Key, v)
			}
		}
	}
	s.OneOf = append(s.OneOf, one)
}

// Object returns a reference to the definition of an object, for the schema of a
// type that is written in a way of its own.
func (b *Builder) Object(t reflect.Type) *jsonschema.Schema { return b.structure(t, source.Tags{}) }

// Define returns a reference to a definition, which it makes if it is not there.
func (b *Builder) Define(name, description string, make func() *jsonschema.Schema) *jsonschema.Schema {
	return b.define(name, func(name string) *jsonschema.Schema {
		return b.describe(make(), name, sentenceCase(words(name)), description)
	})
}
