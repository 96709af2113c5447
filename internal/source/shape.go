package source

import (
	"reflect"
	"strconv"
	"strings"
)

// DefaultItems is the most that a list or map without an items tag may hold.
const DefaultItems = 10_000

// Shape is the definition of an object in a document, from the tags of a struct type. Decode
// reads documents with it, and the JSON Schemas are made from it.
type Shape struct {
	Properties []Property
	Shorthand  int      // index in Properties of the field that a plain text sets, or -1
	OneOf      []string // keys of which an object has exactly one; none for no such rule
	Extensions int      // index of the struct field for keys that begin with x-, or -1

	byKey map[string]int
	keys  []string
}

// Property is a key of an object and the struct field that it sets.
type Property struct {
	Key      string
	Index    int // of the field
	Required bool
	Tags     Tags
}

// Tags are the tags of a field that Decode uses in addition to json:
//
//	rule:"NAME"       the text, or each text of a list or map, keeps Rule NAME
//	except:"A,B"      the text is none of these
//	enum:"A,B"        the text is one of these
//	keys:"NAME"       each key of a map keeps Rule NAME
//	items:"MIN-MAX"   how many items a list or map has
//	range:"LOW,HIGH"  a number lies between the two
//	unique:"true"     the texts of a list are all different
//	shorthand:"true"  a plain text instead of the object sets this field
//	oneof:"true"      exactly one of the fields with this tag is present
//	missing:"caller"  the caller of Decode reports that the required key is missing
//	extensions:"true" the field, a string, gets the keys that begin with x-, as a JSON object
//
// A field whose json tag has neither omitzero nor omitempty is required.
type Tags struct {
	Rule, Keys   string
	Range        string // of a number, "LOW,HIGH"; "" for any
	Enum, Except []string
	Min, Max     int // items
	Unique       bool
	ByCaller     bool // the caller of Decode reports that the key is missing
}

// TagsOf reads the tags of a field.
func TagsOf(tag reflect.StructTag) Tags {
	t := Tags{Rule: tag.Get("rule"), Keys: tag.Get("keys"), Range: tag.Get("range"), Max: DefaultItems, Unique: tag.Get("unique") != ""}
	t.ByCaller = tag.Get("missing") == "caller"
	if lo, hi, ok := strings.Cut(tag.Get("items"), "-"); ok {
		t.Min, _ = strconv.Atoi(lo)
		t.Max, _ = strconv.Atoi(hi)
	}
	if e := tag.Get("enum"); e != "" {
		t.Enum = strings.Split(e, ",")
	}
	if e := tag.Get("except"); e != "" {
		t.Except = strings.Split(e, ",")
	}
	return t
}

// OfItems returns the tags that apply to the items of a list or map.
func (t Tags) OfItems() Tags {
	return Tags{Rule: t.Rule, Range: t.Range, Enum: t.Enum, Except: t.Except, Max: DefaultItems}
}

// OrRule returns the tags with the rule of the surrounding field, if it has one. For a
// shorthand that rule is more specific.
func (t Tags) OrRule(outer Tags) Tags {
	if outer.Rule != "" {
		t.Rule = outer.Rule
	}
	return t
}

// ShapeOf reads the shape of a struct type.
func ShapeOf(t reflect.Type) *Shape {
	s := &Shape{byKey: make(map[string]int), Shorthand: -1, Extensions: -1}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Tag.Get("extensions") != "" {
			s.Extensions = i
		}
		key, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
		if key == "" || key == "-" {
			continue
		}
		if f.Tag.Get("shorthand") != "" {
			s.Shorthand = len(s.Properties)
		}
		if f.Tag.Get("oneof") != "" {
			s.OneOf = append(s.OneOf, key)
		}
		s.byKey[key] = len(s.Properties)
		s.keys = append(s.keys, key)
		s.Properties = append(s.Properties, Property{
			Key: key, Index: i,
			Required: !strings.Contains(opts, "omitzero") && !strings.Contains(opts, "omitempty"),
			Tags:     TagsOf(f.Tag),
		})
	}
	return s
}

// Shapes are the shapes of a type and of all types in it. They never change and are safe for
// concurrent use.
type Shapes map[reflect.Type]*Shape

// ShapesOf reads the shapes of a type.
func ShapesOf(t reflect.Type) Shapes {
	s := make(Shapes)
	s.add(t)
	return s
}

func (s Shapes) add(t reflect.Type) {
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map, reflect.Pointer:
		s.add(t.Elem())
	case reflect.Struct:
		if s[t] != nil {
			return
		}
		s[t] = ShapeOf(t)
		for _, p := range s[t].Properties {
			s.add(t.Field(p.Index).Type)
		}
	}
}
