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
func Decode(root *Node, into any) []Issue {
	d := &decoder{shapes: make(map[reflect.Type]*shape)}
	d.value(root, reflect.ValueOf(into).Elem(), fieldTags{}, nil)
	return d.issues
}

type decoder struct {
	issues []Issue
	shapes map[reflect.Type]*shape
}

// trail is the way from the root to a value, written out only when an issue needs
// it.
type trail struct {
	up    *trail
	key   string
	index int // when key is ""
}

func (t *trail) String() string {
	if t == nil {
		return ""
	}
	if t.key == "" {
		return t.up.String() + "[" + strconv.Itoa(t.index) + "]"
	}
	return JoinPath(t.up.String(), t.key)
}

// JoinPath appends a key to a path: a.b, or a["b c"] where the key is no word.
func JoinPath(path, key string) string {
	for _, c := range key {
		if c != '-' && c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return path + "[" + Quote(key) + "]"
		}
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

func (d *decoder) add(n *Node, t *trail, code, msg, hint string) {
	d.issues = append(d.issues, Issue{Pos: n.Pos, Path: t.String(), Code: code, Msg: msg, Hint: hint})
}

func (d *decoder) value(n *Node, v reflect.Value, tags fieldTags, t *trail) {
	if n.Kind == Refused {
		return
	}
	switch v.Kind() {
	case reflect.String:
		d.text(n, v, tags, t)
	case reflect.Bool:
		if n.Kind != Bool || n.Text != "true" && n.Text != "false" {
			d.wrongType(n, t, "true or false")
			return
		}
		v.SetBool(n.Text == "true")
	case reflect.Slice:
		d.list(n, v, tags, t)
	case reflect.Map:
		d.mapping(n, v, tags, t)
	case reflect.Pointer:
		p := reflect.New(v.Type().Elem())
		d.value(n, p.Elem(), tags, t)
		v.Set(p)
	case reflect.Struct:
		d.object(n, v, tags, t)
	default:
		panic("source: cannot decode into " + v.Type().String())
	}
}

func (d *decoder) wrongType(n *Node, t *trail, want string) {
	hint := ""
	if n.Kind == Null {
		hint = "leave the key out when there is nothing to say"
	}
	d.add(n, t, WrongType, "expected "+want+", found "+n.Kind.String(), hint)
}

func (d *decoder) text(n *Node, v reflect.Value, tags fieldTags, t *trail) {
	text, ok := n.AsText()
	if !ok {
		d.wrongType(n, t, "text")
		return
	}
	v.SetString(text)
	if len(tags.enum) > 0 {
		if !slices.Contains(tags.enum, text) {
			d.add(n, t, BadValue, Quote(text)+" is not one of "+strings.Join(tags.enum, ", "), DidYouMean(text, tags.enum))
		}
		return
	}
	if code, msg := checkRule(tags.rule, text); code != "" {
		d.add(n, t, code, msg, "")
	}
}

func (d *decoder) list(n *Node, v reflect.Value, tags fieldTags, t *trail) {
	if n.Kind != List {
		d.wrongType(n, t, "a list")
		return
	}
	if !d.size(n, len(n.Items), tags, t) {
		return
	}
	if len(n.Items) == 0 {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)))
	for i, item := range n.Items {
		d.value(item, v.Index(i), tags.ofItems(), &trail{up: t, index: i})
	}
}

func (d *decoder) mapping(n *Node, v reflect.Value, tags fieldTags, t *trail) {
	if n.Kind != Map {
		d.wrongType(n, t, "an object")
		return
	}
	if !d.size(n, len(n.Fields), tags, t) {
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.Fields)))
	for _, f := range n.Fields {
		at := &trail{up: t, key: f.Key}
		if f.Key == "" {
			at.key = " "
		}
		if code, msg := checkRule(tags.keys, f.Key); code != "" {
			d.issues = append(d.issues, Issue{Pos: f.Pos, Path: at.String(), Code: code, Msg: "the key " + msg})
			continue
		}
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(f.Value, item, tags.ofItems(), at)
		v.SetMapIndex(reflect.ValueOf(f.Key), item)
	}
}

// size checks the number of items, and says whether they are worth looking at.
func (d *decoder) size(n *Node, have int, tags fieldTags, t *trail) bool {
	if have < tags.min {
		d.add(n, t, TooFew, fmt.Sprintf("has %s, at least %d needed", plural(have, "item", "items"), tags.min), "")
		return true
	}
	if have > tags.max {
		d.add(n, t, TooMany, fmt.Sprintf("has %d items, the limit is %d", have, tags.max), "")
		return false
	}
	return true
}

func (d *decoder) object(n *Node, v reflect.Value, tags fieldTags, t *trail) {
	shape := d.shapeOf(v.Type())
	if shape.shorthand >= 0 {
		if _, ok := n.AsText(); ok {
			f := shape.fields[shape.shorthand]
			d.value(n, v.Field(f.index), f.tags.orRule(tags), t)
			return
		}
	}
	if n.Kind != Map {
		want := "an object"
		if shape.shorthand >= 0 {
			want = "text or an object"
		}
		d.wrongType(n, t, want)
		return
	}
	present := make(map[string]bool, len(n.Fields))
	unknown := 0
	for _, f := range n.Fields {
		i, ok := shape.byKey[f.Key]
		if !ok {
			// A few unknown keys are mistakes, each worth a word. Hundreds are
			// another document.
			if unknown++; unknown <= maxUnknown {
				d.unknown(f, shape, present, t)
			}
			continue
		}
		present[f.Key] = true
		field := shape.fields[i]
		inner := field.tags
		if i == shape.shorthand {
			inner = inner.orRule(tags)
		}
		d.value(f.Value, v.Field(field.index), inner, &trail{up: t, key: f.Key})
	}
	if unknown > maxUnknown {
		d.add(n, t, UnknownKey, fmt.Sprintf("%d more unknown keys", unknown-maxUnknown), "")
	}
	for _, f := range shape.fields {
		if f.required && !present[f.key] {
			d.add(n, &trail{up: t, key: f.key}, MissingKey, "the key "+f.key+" is missing", "")
		}
	}
}

const maxUnknown = 100

// unknown reports a key that the object does not have. A key that was surely
// meant counts as present, so that one slip is not reported twice.
func (d *decoder) unknown(f Field, shape *shape, present map[string]bool, t *trail) {
	at := &trail{up: t, key: f.Key}
	if f.Key == "" {
		at.key = " "
	}
	issue := Issue{Pos: f.Pos, Path: at.String(), Code: UnknownKey, Msg: "unknown key " + Quote(f.Key)}
	near := Nearest(f.Key, shape.keys)
	if near != "" && strings.EqualFold(near, f.Key) {
		issue.Code, issue.Msg = WrongCase, "the key "+Quote(f.Key)+" is in the wrong case"
		issue.Hint = "write " + near
	} else {
		issue.Hint = DidYouMean(f.Key, shape.keys)
	}
	if near != "" {
		present[near] = true
	}
	d.issues = append(d.issues, issue)
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

// Lookup returns the position of the value at a path as Decode writes it, or of
// the nearest enclosing value that exists.
func Lookup(root *Node, path string) Pos {
	value, _ := lookup(root, path)
	return value
}

// LookupKey returns the position of the key that a path ends in, or what Lookup
// returns when it ends in none.
func LookupKey(root *Node, path string) Pos {
	_, key := lookup(root, path)
	return key
}

func lookup(root *Node, path string) (value, key Pos) {
	if root == nil {
		return Pos{}, Pos{}
	}
	n := root
	key = n.Pos
	for path != "" {
		var next *Node
		switch {
		case strings.HasPrefix(path, "[\""):
			quoted, err := strconv.QuotedPrefix(path[1:])
			if err != nil {
				return n.Pos, n.Pos
			}
			name, _ := strconv.Unquote(quoted)
			next, key = n.field(name)
			path = strings.TrimPrefix(path[1+len(quoted):], "]")
		case path[0] == '[':
			digits, rest, _ := strings.Cut(path[1:], "]")
			i, err := strconv.Atoi(digits)
			if err == nil && i >= 0 && i < len(n.Items) {
				next, key = n.Items[i], n.Items[i].Pos
			}
			path = rest
		default:
			path = strings.TrimPrefix(path, ".")
			end := strings.IndexAny(path, ".[")
			if end < 0 {
				end = len(path)
			}
			next, key = n.field(path[:end])
			path = path[end:]
		}
		if next == nil {
			return n.Pos, n.Pos
		}
		n = next
	}
	return n.Pos, key
}

func (n *Node) field(key string) (*Node, Pos) {
	for i := range n.Fields {
		if n.Fields[i].Key == key {
			return n.Fields[i].Value, n.Fields[i].Pos
		}
	}
	return nil, Pos{}
}
