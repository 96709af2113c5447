package source

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Tags of a field that Decode knows, beside json:
//
//	rule:"NAME"       the text, or each text of a list or map, keeps Rules NAME
//	keys:"NAME"       each key of a map keeps Rules NAME
//	items:"MIN-MAX"   how many items a list or map has
//	enum:"A,B"        the text is one of these
//	shorthand:"true"  a plain text in place of the object sets this field
//
// DefaultItems is the most that a list or map without an items tag may hold.
const DefaultItems = 10_000

// Decode sets *into, a struct, from the tree. Whatever does not fit is returned
// as issues and leaves its field as it was, except a text that breaks its rule,
// which is set all the same so that other parts can refer to it.
//
// Unread holds the paths of the values that an issue speaks of, and of those whose
// key was misspelt: what they would have said is not known, so nothing should be
// concluded from their absence.
func Decode(root *Node, into any) (issues []Issue, unread map[string]bool) {
	d := &decoder{shapes: make(map[reflect.Type]*shape)}
	d.value(root, reflect.ValueOf(into).Elem(), fieldTags{})
	return d.issues, d.unread
}

type decoder struct {
	issues []Issue
	unread map[string]bool
	shapes map[reflect.Type]*shape
	path   trail
}

func (d *decoder) note(path string) {
	if d.unread == nil {
		d.unread = make(map[string]bool)
	}
	d.unread[path] = true
}

// add reports an issue with the value that is being looked at.
func (d *decoder) add(n *Node, code, msg, hint string) {
	d.addAt(n.Pos, code, msg, hint)
	d.note(d.path.String())
}

func (d *decoder) addAt(at Pos, code, msg, hint string) {
	if len(d.issues) <= MaxIssues {
		d.issues = append(d.issues, Issue{Pos: at, Path: d.path.String(), Code: code, Msg: msg, Hint: hint})
	}
}

func (d *decoder) value(n *Node, v reflect.Value, tags fieldTags) {
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
	d.add(n, WrongType, "expected "+want+", found "+n.Kind.String(), hint)
}

func (d *decoder) text(n *Node, v reflect.Value, tags fieldTags) {
	text, ok := n.AsText()
	if !ok {
		d.wrongType(n, "text")
		return
	}
	if r, ok := rules[tags.rule]; ok && r.Trim {
		text = strings.TrimRight(text, "\n")
	}
	v.SetString(text)
	if len(tags.enum) > 0 {
		if !slices.Contains(tags.enum, text) {
			d.add(n, BadValue, Quote(text)+" is not one of "+strings.Join(tags.enum, ", "), DidYouMean(text, tags.enum))
		}
		return
	}
	if code, msg := checkRule(tags.rule, text); code != "" {
		d.add(n, code, msg, "")
	}
}

func (d *decoder) list(n *Node, v reflect.Value, tags fieldTags) {
	if n.Kind != List {
		d.wrongType(n, "a list")
		return
	}
	if !d.size(n, len(n.Items), tags) || len(n.Items) == 0 {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)))
	for i, item := range n.Items {
		d.path.pushIndex(i)
		d.value(item, v.Index(i), tags.ofItems())
		d.path.pop()
	}
}

func (d *decoder) mapping(n *Node, v reflect.Value, tags fieldTags) {
	if n.Kind != Map {
		d.wrongType(n, "an object")
		return
	}
	if !d.size(n, len(n.Fields), tags) {
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.Fields)))
	for _, f := range n.Fields {
		d.path.pushKey(f.Key)
		if code, msg := checkRule(tags.keys, f.Key); code != "" {
			d.addAt(f.Pos, code, "the key "+msg, "")
		} else {
			item := reflect.New(v.Type().Elem()).Elem()
			d.value(f.Value, item, tags.ofItems())
			v.SetMapIndex(reflect.ValueOf(f.Key), item)
		}
		d.path.pop()
	}
}

// size checks the number of items, and says whether they are worth looking at.
func (d *decoder) size(n *Node, have int, tags fieldTags) bool {
	if have < tags.min {
		d.add(n, TooFew, fmt.Sprintf("has %s, at least %d needed", plural(have, "item", "items"), tags.min), "")
		return true
	}
	if have > tags.max {
		d.add(n, TooMany, fmt.Sprintf("has %d items, the limit is %d", have, tags.max), "")
		return false
	}
	return true
}

func (d *decoder) object(n *Node, v reflect.Value, tags fieldTags) {
	shape := d.shapeOf(v.Type())
	if shape.shorthand >= 0 {
		if _, ok := n.AsText(); ok {
			f := shape.fields[shape.shorthand]
			d.value(n, v.Field(f.index), f.tags.orRule(tags))
			return
		}
	}
	if n.Kind != Map {
		want := "an object"
		if shape.shorthand >= 0 {
			want = "text or an object"
		}
		d.wrongType(n, want)
		return
	}
	if n.partial {
		d.note(d.path.String())
	}
	present := make(map[string]bool, len(n.Fields))
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
		present[f.Key] = true
		field := shape.fields[i]
		inner := field.tags
		if i == shape.shorthand {
			inner = inner.orRule(tags)
		}
		d.path.pushKey(f.Key)
		if field.required && f.Value.Kind == Null {
			d.add(f.Value, MissingKey, "the key "+f.Key+" has no value", "")
		} else {
			d.value(f.Value, v.Field(field.index), inner)
		}
		d.path.pop()
	}
	if unknown > maxUnknown {
		d.add(n, UnknownKey, fmt.Sprintf("%d more unknown keys", unknown-maxUnknown), "")
	}
	for _, f := range shape.fields {
		if f.required && !present[f.key] {
			d.path.pushKey(f.key)
			if n.partial {
				d.note(d.path.String())
			} else {
				hint := ""
				if len(f.tags.enum) == 1 {
					hint = "write " + f.key + ": " + f.tags.enum[0]
				}
				d.add(n, MissingKey, "the key "+f.key+" is missing", hint)
			}
			d.path.pop()
		}
	}
}

const maxUnknown = 100

// unknown reports a key that the object does not have. A key that was surely
// meant counts as present, so that one slip is not reported twice.
func (d *decoder) unknown(f Field, shape *shape, present map[string]bool) {
	near := Nearest(f.Key, shape.keys)
	if near != "" && !present[near] {
		present[near] = true
		d.path.pushKey(near)
		d.note(d.path.String())
		d.path.pop()
	}
	d.path.pushKey(f.Key)
	if near != "" && strings.EqualFold(near, f.Key) {
		d.addAt(f.Pos, WrongCase, "the key "+Quote(f.Key)+" is in the wrong case", "write "+near)
	} else {
		d.addAt(f.Pos, UnknownKey, "unknown key "+Quote(f.Key), DidYouMean(f.Key, shape.keys))
	}
	d.path.pop()
}

// shape is what Decode needs to know of a struct type.
type shape struct {
	fields    []shapeField
	byKey     map[string]int
	keys      []string
	shorthand int // index in fields, or -1
}

type shapeField struct {
	key      string
	index    int
	required bool
	tags     fieldTags
}

type fieldTags struct {
	rule, keys string
	enum       []string
	min, max   int
}

// ofItems returns what holds for the items of a list or map.
func (f fieldTags) ofItems() fieldTags {
	return fieldTags{rule: f.rule, enum: f.enum, max: DefaultItems}
}

// orRule returns the tags with the rule of the surrounding field, which for a
// shorthand is the more particular one.
func (f fieldTags) orRule(outer fieldTags) fieldTags {
	if outer.rule != "" {
		f.rule = outer.rule
	}
	return f
}

func (d *decoder) shapeOf(t reflect.Type) *shape {
	if s, ok := d.shapes[t]; ok {
		return s
	}
	s := &shape{byKey: make(map[string]int), shorthand: -1}
	for i := range t.NumField() {
		f := t.Field(i)
		key, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
		if key == "" || key == "-" {
			continue
		}
		if f.Tag.Get("shorthand") != "" {
			s.shorthand = len(s.fields)
		}
		s.byKey[key] = len(s.fields)
		s.keys = append(s.keys, key)
		s.fields = append(s.fields, shapeField{
			key: key, index: i,
			required: !strings.Contains(opts, "omitzero") && !strings.Contains(opts, "omitempty"),
			tags:     tagsOf(f.Tag),
		})
	}
	d.shapes[t] = s
	return s
}

func tagsOf(tag reflect.StructTag) fieldTags {
	f := fieldTags{rule: tag.Get("rule"), keys: tag.Get("keys"), max: DefaultItems}
	if lo, hi, ok := strings.Cut(tag.Get("items"), "-"); ok {
		f.min, _ = strconv.Atoi(lo)
		f.max, _ = strconv.Atoi(hi)
	}
	if e := tag.Get("enum"); e != "" {
		f.enum = strings.Split(e, ",")
	}
	return f
}
