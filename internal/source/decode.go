package source

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/rubric/problem"
)

// Decode sets the fields of *into, a struct, from the tree. A value that does not fit gives
// a problem and does not change its field. A text that breaks its rule gives a problem and
// sets its field, so that other parts can refer to it. Entries are added to an existing map.
//
// unread has the paths of the values with problems, and of those whose key was probably
// misspelt. Their values are not known, so a caller must not conclude anything from their
// absence.
func Decode(root *Node, into any) (problems problem.List, unread map[string]bool) {
	return ShapesOf(reflect.TypeOf(into).Elem()).Decode(root, into)
}

// Decode is like the function [Decode] for a type whose shapes are known. It takes much less
// time for small documents.
func (s Shapes) Decode(root *Node, into any) (problems problem.List, unread map[string]bool) {
	return s.DecodeCustom(root, into, nil)
}

// DecodeCustom is like Decode and reads values of some types with the functions in customs.
func (s Shapes) DecodeCustom(root *Node, into any, customs Customs) (problems problem.List, unread map[string]bool) {
	d := &decoder{shapes: s, path: make(trail, 0, 8), customs: customs}
	d.value(root, reflect.ValueOf(into).Elem(), &Tags{})
	return d.problems, d.unread
}

type decoder struct {
	problems problem.List
	unread   map[string]bool
	shapes   Shapes
	customs  Customs
	path     trail

	// The last lookup: all items of a list or map have the same type.
	lastType  reflect.Type
	lastShape *Shape
}

func (d *decoder) shapeOf(t reflect.Type) *Shape {
	if t != d.lastType {
		d.lastType, d.lastShape = t, d.shapes[t]
	}
	return d.lastShape
}

func (d *decoder) note(path string) {
	if d.unread == nil {
		d.unread = make(map[string]bool)
	}
	d.unread[path] = true
}

// add reports a problem of the current value.
func (d *decoder) add(n *Node, code problem.Code, msg, hint string) {
	d.addAt(n.Pos, code, msg, hint)
	d.note(d.path.String())
}

func (d *decoder) addAt(at problem.Pos, code problem.Code, msg, hint string) {
	if !d.problems.Full() {
		d.problems.Add(problem.Problem{Pos: at, Path: d.path.String(), Code: code, Msg: msg, Hint: hint})
	}
}

func (d *decoder) value(n *Node, v reflect.Value, tags *Tags) {
	if n.Kind == Refused {
		d.note(d.path.String())
		return
	}
	if custom, ok := d.customs[v.Type()]; ok {
		custom(&Context{Node: n, Value: v, d: d, tags: *tags})
		return
	}
	switch v.Kind() {
	case reflect.String:
		d.text(n, v, tags)
	case reflect.Int, reflect.Uint64, reflect.Float64:
		d.number(n, v, tags.Range)
	case reflect.Array:
		d.array(n, v, tags)
	case reflect.Bool:
		if n.Kind != Bool || n.Text != "true" && n.Text != "false" {
			d.wrongType(n, "true or false")
			return
		}
		v.SetBool(n.Text == "true")
	case reflect.Slice:
		d.list(n, v, tags)
	case reflect.Map:
		d.mapping(n, v, tags)
	case reflect.Pointer:
		p := reflect.New(v.Type().Elem())
		d.value(n, p.Elem(), tags)
		v.Set(p)
	case reflect.Struct:
		d.object(n, v, tags)
	default:
		panic("source: cannot decode into " + v.Type().String())
	}
}

func (d *decoder) wrongType(n *Node, want string) {
	hint := ""
	switch {
	case n.Kind == Null:
		hint = "remove the key, or give it a value"
	case n.Kind == Number && want == "text":
		hint = "put it in quotes"
	case n.Kind == Map && (n.block || n.flow) && strings.HasPrefix(want, "text"):
		hint = "put the text in quotes if the colon is part of it"
	case n.Kind == List && n.flow && strings.HasPrefix(want, "text"):
		hint = "put the text in quotes if the brackets are part of it"
	case want == "a list" && n.plain:
		hint = "write \"- " + short(n.Text) + "\" on a line of its own"
	}
	d.addWrongType(n, want, hint)
}

func (d *decoder) addWrongType(n *Node, want, hint string) {
	d.add(n, problem.WrongType, "expected "+want+", found "+n.Kind.String(), hint)
}

func (d *decoder) text(n *Node, v reflect.Value, tags *Tags) {
	text, ok := n.AsText()
	if !ok {
		d.wrongType(n, "text")
		return
	}
	if tags.Rule != "" && rules()[tags.Rule].Trim {
		// The rule applies to the untrimmed text, as in a schema.
		v.SetString(strings.TrimRight(text, "\n"))
	} else {
		v.SetString(text)
	}
	if len(tags.Enum) > 0 {
		if !slices.Contains(tags.Enum, text) {
			d.badValue(n, text, tags.Enum)
		}
		return
	}
	if code, msg := checkRule(tags.Rule, text); code != "" {
		d.add(n, code, msg, idHint(tags.Rule, code, text))
	} else if slices.Contains(tags.Except, text) {
		d.add(n, problem.ReservedID, Quote(text)+" is reserved for a non-answer", "choose another id")
	}
}

func (d *decoder) list(n *Node, v reflect.Value, tags *Tags) {
	if n.Kind != List {
		d.wrongType(n, "a list")
		return
	}
	if !d.size(n, len(n.Items), tags) || len(n.Items) == 0 {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)))
	var seen map[string]bool
	if tags.Unique {
		seen = make(map[string]bool)
	}
	ofItems := tags.OfItems()
	for i, item := range n.Items {
		d.path.pushIndex(i)
		if d.strayDash(n, i, v.Type().Elem()) {
			d.path.pop()
			continue
		}
		d.value(item, v.Index(i), &ofItems)
		if tags.Unique {
			d.unique(item, v.Index(i).String(), seen)
		}
		d.path.pop()
	}
}

// unique reports a text that is in the list already. It skips texts with other problems.
func (d *decoder) unique(n *Node, text string, seen map[string]bool) {
	if text == "" || d.unread[d.path.String()] {
		return
	}
	if seen[text] {
		d.add(n, problem.DuplicateReference, Quote(text)+" is in the list already", "remove one of the two")
	}
	seen[text] = true
}

func (d *decoder) mapping(n *Node, v reflect.Value, tags *Tags) {
	if n.Kind != Map {
		d.wrongType(n, "an object")
		return
	}
	if !d.size(n, len(n.Fields), tags) {
		return
	}
	if v.IsNil() {
		v.Set(reflect.MakeMapWithSize(v.Type(), len(n.Fields)))
	}
	ofItems := tags.OfItems()
	key, item := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
	for _, f := range n.Fields {
		d.path.pushKey(f.Key)
		if code, msg := checkRule(tags.Keys, f.Key); code != "" {
			d.addAt(f.Pos, code, "the key "+msg, idHint(tags.Keys, code, f.Key))
		} else {
			key.SetString(f.Key)
			item.SetZero()
			d.value(f.Value, item, &ofItems)
			v.SetMapIndex(key, item) // which copies both
		}
		d.path.pop()
	}
}

// size checks the number of items, and reports whether to decode them.
func (d *decoder) size(n *Node, have int, tags *Tags) bool {
	if have < tags.Min {
		d.add(n, problem.TooFew, fmt.Sprintf("has %s, needs at least %d", plural(have, "item", "items"), tags.Min), "")
		return true
	}
	if have > tags.Max {
		d.add(n, problem.TooMany, fmt.Sprintf("has %d items, the limit is %d", have, tags.Max), "")
		return false
	}
	return true
}

func (d *decoder) object(n *Node, v reflect.Value, tags *Tags) {
	shape := d.shapeOf(v.Type())
	if shape.Shorthand >= 0 {
		if _, ok := n.AsText(); ok {
			f := &shape.Properties[shape.Shorthand]
			inner := f.Tags.OrRule(*tags)
			d.value(n, v.Field(f.Index), &inner)
			return
		}
	}
	if n.Kind != Map {
		d.notObject(n, shape)
		return
	}
	if n.partial {
		d.note(d.path.String())
	}
	present := make([]bool, len(shape.Properties))
	for _, f := range n.Fields {
		if i, ok := shape.byKey[f.Key]; ok {
			present[i] = true
		}
	}
	unknown := 0
	for k, f := range n.Fields {
		i, ok := shape.byKey[f.Key]
		if !ok && shape.Extensions >= 0 && strings.HasPrefix(f.Key, ExtensionPrefix) {
			d.extension(f, v.Field(shape.Extensions))
			continue
		}
		if !ok && f.Key == SchemaKey && len(d.path) == 0 {
			d.schemaKey(f)
			continue
		}
		if !ok {
			// Report a few unknown keys one by one. Hundreds mean another kind of
			// document.
			if unknown++; unknown <= maxUnknown && !d.partOfText(n, k, shape) {
				d.unknown(n, f, v.Type(), shape, present)
			}
			continue
		}
		d.property(f, v, shape, i, tags)
	}
	if unknown > maxUnknown {
		d.add(n, problem.UnknownKey, fmt.Sprintf("%d more unknown keys", unknown-maxUnknown), "")
	}
	d.missing(n, shape, present)
	if !n.partial {
		d.oneOf(n, shape, present)
	}
}

// SchemaKey is the key with which a document may name its JSON Schema, for editors.
const SchemaKey = "$schema"

// schemaKey checks that the name of a schema is text. No field has it.
func (d *decoder) schemaKey(f Field) {
	if _, ok := f.Value.AsText(); ok || f.Value.Kind == Refused {
		return
	}
	d.path.pushKey(f.Key)
	d.wrongType(f.Value, "text")
	d.path.pop()
}

// property sets the field of a key of an object.
func (d *decoder) property(f Field, v reflect.Value, shape *Shape, i int, tags *Tags) {
	p := &shape.Properties[i]
	d.path.pushKey(f.Key)
	switch {
	case p.Required && f.Value.Kind == Null && v.Field(p.Index).Kind() == reflect.Pointer:
	case p.Required && f.Value.Kind == Null:
		d.add(f.Value, problem.MissingKey, "the key "+f.Key+" has no value", "")
	case i == shape.Shorthand:
		inner := p.Tags.OrRule(*tags)
		d.value(f.Value, v.Field(p.Index), &inner)
	default:
		d.value(f.Value, v.Field(p.Index), &p.Tags)
	}
	d.path.pop()
}

// missing reports the required keys that an object does not have, except those that the
// caller reports.
func (d *decoder) missing(n *Node, shape *Shape, present []bool) {
	for i := range shape.Properties {
		p := &shape.Properties[i]
		if !p.Required || present[i] {
			continue
		}
		d.path.pushKey(p.Key)
		switch {
		case n.partial:
			d.note(d.path.String())
		case !p.Tags.ByCaller:
			hint := ""
			if len(p.Tags.Enum) == 1 {
				hint = "write " + p.Key + ": " + p.Tags.Enum[0]
			}
			d.add(n, problem.MissingKey, "the key "+p.Key+" is missing", hint)
		}
		d.path.pop()
	}
}

// oneOf reports an object that does not have exactly one of the keys of which it needs one,
// unless one of them could not be read.
func (d *decoder) oneOf(n *Node, shape *Shape, present []bool) {
	if len(shape.OneOf) == 0 {
		return
	}
	have := 0
	for _, key := range shape.OneOf {
		d.path.pushKey(key)
		unread := d.unread[d.path.String()]
		d.path.pop()
		if unread {
			return
		}
		if present[shape.byKey[key]] {
			have++
		}
	}
	if have != 1 {
		d.addAt(n.Pos, problem.OneOf, fmt.Sprintf("has %d of the keys %s, needs exactly one", have, strings.Join(shape.OneOf, ", ")), "")
	}
}

const maxUnknown = 100

// unknown reports an unknown key. The known key that was probably meant counts as present,
// so that one mistake is not reported twice.
func (d *decoder) unknown(n *Node, f Field, object reflect.Type, shape *Shape, present []bool) {
	near := Nearest(f.Key, shape.keys)
	if len(f.Key) > 2 && shape.Extensions >= 0 && strings.EqualFold(f.Key[:2], ExtensionPrefix) {
		near = ExtensionPrefix + f.Key[2:]
	}
	word, hint := spaceMissing(f)
	if _, ok := shape.byKey[word]; ok {
		near = word
	} else {
		hint = DidYouMean(f.Key, shape.keys)
	}
	if near == "" {
		if near = d.onlyMissing(n, f, object, shape, present); near != "" {
			hint = "did you mean " + Quote(near) + "?"
		}
	}
	if i, ok := shape.byKey[near]; ok && !present[i] {
		present[i] = true
		d.path.pushKey(near)
		d.note(d.path.String())
		d.path.pop()
	}
	d.path.pushKey(f.Key)
	if near != "" && strings.EqualFold(near, f.Key) {
		d.addAt(f.Pos, problem.WrongCase, "the key "+Quote(f.Key)+" is in the wrong case", "write "+near)
	} else {
		d.addAt(f.Pos, problem.UnknownKey, "unknown key "+Quote(f.Key), hint)
	}
	d.path.pop()
}
