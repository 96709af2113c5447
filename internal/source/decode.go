package source

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/rubric/problem"
)

// Decode sets *into, a struct, from the tree. Whatever does not fit is returned
// as issues and leaves its field as it was, except a text that breaks its rule,
// which is set all the same so that other parts can refer to it. To a map that is there
// already it adds.
//
// Unread holds the paths of the values that an issue speaks of, and of those whose
// key was misspelt: what they would have said is not known, so nothing should be
// concluded from their absence.
func Decode(root *Node, into any) (problems problem.List, unread map[string]bool) {
	return ShapesOf(reflect.TypeOf(into).Elem()).Decode(root, into)
}

// Decode is the function [Decode] for a type whose shapes are known, which saves most of
// its time where documents are small and many.
func (s Shapes) Decode(root *Node, into any) (problems problem.List, unread map[string]bool) {
	d := &decoder{shapes: s, path: make(trail, 0, 8)}
	d.value(root, reflect.ValueOf(into).Elem(), &Tags{})
	return d.problems, d.unread
}

type decoder struct {
	problems problem.List
	unread   map[string]bool
	shapes   Shapes
	path     trail

	// What was looked up last: the items of a list or map all have the same.
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

// add reports an issue with the value that is being looked at.
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
	switch v.Kind() {
	case reflect.String:
		d.text(n, v, tags)
	case reflect.Bool:
		if n.Kind != Bool || n.Text != "true" && n.Text != "false" {
			d.wrongType(n, "true or false")
			return
		}
		v.SetBool(n.Text == "true")
	case reflect.Int:
		d.integer(n, v, tags)
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
		hint = "leave the key out when there is nothing to say"
	case n.Kind == Number && want == "text":
		hint = "put it in quotes"
	}
	d.add(n, problem.WrongType, "expected "+want+", found "+n.Kind.String(), hint)
}

// integer reads a whole number within the limits of the tags.
func (d *decoder) integer(n *Node, v reflect.Value, tags *Tags) {
	f, err := strconv.ParseFloat(n.Text, 64)
	if n.Kind != Number || err != nil || f != math.Trunc(f) {
		d.wrongType(n, "a whole number")
		return
	}
	if f < float64(tags.Low) || f > float64(tags.High) {
		d.add(n, problem.BadValue, fmt.Sprintf("%s is not between %d and %d", n.Text, tags.Low, tags.High), "")
		return
	}
	v.SetInt(int64(f))
}

func (d *decoder) text(n *Node, v reflect.Value, tags *Tags) {
	text, ok := n.AsText()
	if !ok {
		d.wrongType(n, "text")
		return
	}
	if tags.Rule != "" && rules()[tags.Rule].Trim {
		// The rule is held against the text as it is written, as a schema does it.
		v.SetString(strings.TrimRight(text, "\n"))
	} else {
		v.SetString(text)
	}
	if len(tags.Enum) > 0 {
		if !slices.Contains(tags.Enum, text) {
			d.add(n, problem.BadValue, Quote(text)+" is not one of "+strings.Join(tags.Enum, ", "), DidYouMean(text, tags.Enum))
		}
		return
	}
	if code, msg := checkRule(tags.Rule, text); code != "" {
		d.add(n, code, msg, "")
	} else if slices.Contains(tags.Except, text) {
		d.add(n, problem.ReservedID, Quote(text)+" means something else wherever this id may stand", "choose another id")
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
		d.value(item, v.Index(i), &ofItems)
		if tags.Unique {
			d.unique(item, v.Index(i).String(), seen)
		}
		d.path.pop()
	}
}

// unique reports a text that stands in the list already. One that could not be read,
// or that another issue speaks of, is passed over.
func (d *decoder) unique(n *Node, text string, seen map[string]bool) {
	if text == "" || d.unread[d.path.String()] {
		return
	}
	if seen[text] {
		d.add(n, problem.DuplicateReference, Quote(text)+" stands in the list already", "keep one of the two")
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
			d.addAt(f.Pos, code, "the key "+msg, "")
		} else {
			key.SetString(f.Key)
			item.SetZero()
			d.value(f.Value, item, &ofItems)
			v.SetMapIndex(key, item) // which copies both
		}
		d.path.pop()
	}
}

// size checks the number of items, and says whether they are worth looking at.
func (d *decoder) size(n *Node, have int, tags *Tags) bool {
	if have < tags.Min {
		d.add(n, problem.TooFew, fmt.Sprintf("has %s, at least %d needed", plural(have, "item", "items"), tags.Min), "")
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
		want := "an object"
		if shape.Shorthand >= 0 {
			want = "text or an object"
		}
		d.wrongType(n, want)
		return
	}
	if n.partial {
		d.note(d.path.String())
	}
	present := make([]bool, len(shape.Properties))
	unknown := 0
	for _, f := range n.Fields {
		i, ok := shape.byKey[f.Key]
		if !ok {
			// A few unknown keys are mistakes, each worth a word. Hundreds are
			// another document.
			if unknown++; unknown <= maxUnknown {
				d.unknown(f, shape, present)
			}
			continue
		}
		present[i] = true
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

// property sets the field that a key of an object stands for.
func (d *decoder) property(f Field, v reflect.Value, shape *Shape, i int, tags *Tags) {
	p := &shape.Properties[i]
	d.path.pushKey(f.Key)
	switch {
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

// missing reports the keys that an object needs and does not have.
func (d *decoder) missing(n *Node, shape *Shape, present []bool) {
	for i := range shape.Properties {
		p := &shape.Properties[i]
		if !p.Required || present[i] {
			continue
		}
		d.path.pushKey(p.Key)
		if n.partial {
			d.note(d.path.String())
		} else {
			hint := ""
			if len(p.Tags.Enum) == 1 {
				hint = "write " + p.Key + ": " + p.Tags.Enum[0]
			}
			d.add(n, problem.MissingKey, "the key "+p.Key+" is missing", hint)
		}
		d.path.pop()
	}
}

// oneOf reports an object that does not have just one of the keys of which it needs
// one, unless it is not known what one of them says.
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
		d.addAt(n.Pos, problem.OneOf, fmt.Sprintf("needs exactly one of %s; this one has %d", strings.Join(shape.OneOf, ", "), have), "")
	}
}

const maxUnknown = 100

// unknown reports a key that the object does not have. A key that was surely
// meant counts as present, so that one slip is not reported twice.
func (d *decoder) unknown(f Field, shape *Shape, present []bool) {
	near := Nearest(f.Key, shape.keys)
	if i := shape.byKey[near]; near != "" && !present[i] {
		present[i] = true
		d.path.pushKey(near)
		d.note(d.path.String())
		d.path.pop()
	}
	d.path.pushKey(f.Key)
	if near != "" && strings.EqualFold(near, f.Key) {
		d.addAt(f.Pos, problem.WrongCase, "the key "+Quote(f.Key)+" is in the wrong case", "write "+near)
	} else {
		d.addAt(f.Pos, problem.UnknownKey, "unknown key "+Quote(f.Key), DidYouMean(f.Key, shape.keys))
	}
	d.path.pop()
}
