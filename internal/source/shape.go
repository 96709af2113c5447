package source

import (
	"reflect"
	"strconv"
	"strings"
)

// DefaultItems is the most that a list or map without an items tag may hold.
const DefaultItems = 10_000

// Shape is what the tags of a struct type say about an object in a document. Decode
// reads documents by it, and the JSON Schemas are made from it.
type Shape struct {
	Properties []Property
	Shorthand  int      // index in Properties of what a plain text stands for, or -1
	OneOf      []string // keys of which an object has exactly one; none for no such rule

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

// Tags are the tags of a field that Decode knows, beside json:
//
//	rule:"NAME"       the text, or each text of a list or map, keeps Rule NAME
//	except:"A,B"      the text is none of these
//	enum:"A,B"        the text is one of these
//	range:"LOW,HIGH"  the number is not below or above
//	keys:"NAME"       each key of a map keeps Rule NAME
//	items:"MIN-MAX"   how many items a list or map has
//	unique:"true"     no text stands twice in a list
//	shorthand:"true"  a plain text in place of the object sets this field
//	oneof:"true"      exactly one of the fields with this tag is there
//
// A field whose json tag has neither omitzero nor omitempty is required.
type Tags struct {
	Rule, Keys   string
	Enum, Except []string
	Min, Max     int // items
	Low, High    int // of whole numbers
	Unique       bool
}

// TagsOf reads the tags of a field.
func TagsOf(tag reflect.StructTag) Tags {
	t := Tags{Rule: tag.Get("rule"), Keys: tag.Get("keys"), Max: DefaultItems, Unique: tag.Get("unique") != ""}
	if lo, hi, ok := strings.Cut(tag.Get("items"), "-"); ok {
		t.Min, _ = strconv.Atoi(lo)
		t.Max, _ = strconv.Atoi(hi)
	}
	if lo, hi, ok := strings.Cut(tag.Get("range"), ","); ok {
		t.Low, _ = strconv.Atoi(lo) // 0 for fractions, whose limits only schemas have
		t.High, _ = strconv.Atoi(hi)
	}
	if e := tag.Get("enum"); e != "" {
		t.Enum = strings.Split(e, ",")
	}
	if e := tag.Get("except"); e != "" {
		t.Except = strings.Split(e, ",")
	}
	return t
}

// OfItems returns what holds for the items of a list or map.
func (t Tags) OfItems() Tags {
	return Tags{Rule: t.Rule, Enum: t.Enum, Except: t.Except, Max: DefaultItems}
}

// OrRule returns the tags with the rule of the surrounding field, which for a
// shorthand is the more particular one.
func (t Tags) OrRule(outer Tags) Tags {
	if outer.Rule != "" {
		t.Rule = outer.Rule
	}
	return t
}

// ShapeOf reads the shape of a struct type.
func ShapeOf(t reflect.Type) *Shape {
	s := &Shape{byKey: make(map[string]int), Shorthand: -1}
	for i := range t.NumField() {
		f := t.Field(i)
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

// Shapes are the shapes of a type and of all that it holds. They never change and are
// safe for concurrent use.
type Shapes map[reflect.Type]*Shape

// ShapesOf reads the shapes of a type.
func ShapesOf(t reflect.Type) Shapes {
	s := make(Shapes)
	s.add(t)
	return s
}

func (s Shapes) add(t reflect.Type) {
	switch t.Kind() {
	case reflect.Slice, reflect.Map, reflect.Pointer:
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
