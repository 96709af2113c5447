package source

import (
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/rubric/problem"
)

// MaxInteger is the largest integer that a document holds: beyond it, programs that
// read numbers as 64-bit floats lose digits.
const MaxInteger = 1<<53 - 1

// number sets a field of an integer or floating-point type. A range tag of the field
// holds the limits, "LOW,HIGH".
func (d *decoder) number(n *Node, v reflect.Value, limits string) {
	x, ok := n.number()
	whole := v.Kind() != reflect.Float64
	switch {
	case !ok && whole:
		d.wrongType(n, "a whole number")
	case !ok:
		d.wrongType(n, "a number")
	case whole && x != math.Trunc(x):
		d.add(n, problem.WrongType, "expected a whole number, found "+Quote(n.Text), "")
	case whole && limits == "" && (x < 0 || x > MaxInteger):
		d.add(n, problem.BadValue, Quote(n.Text)+" is not between 0 and "+strconv.FormatInt(MaxInteger, 10), "")
	case !within(x, limits):
		d.add(n, problem.BadValue, Quote(n.Text)+" is not between "+strings.Replace(limits, ",", " and ", 1), "")
	case whole && v.CanUint():
		v.SetUint(uint64(x))
	case whole:
		if v.OverflowInt(int64(x)) {
			d.add(n, problem.BadValue, Quote(n.Text)+" is too large", "")
			return
		}
		v.SetInt(int64(x))
	default:
		v.SetFloat(x)
	}
}

// number returns the value of a number that is written as JSON writes numbers.
func (n *Node) number() (x float64, ok bool) {
	if n.Kind != Number {
		return 0, false
	}
	s := jsonScanner{doc: n.Text}
	if _, ok := s.number(); !ok || s.pos != len(s.doc) {
		return 0, false
	}
	x, err := strconv.ParseFloat(n.Text, 64)
	return x, err == nil
}

func within(x float64, limits string) bool {
	low, high, ok := strings.Cut(limits, ",")
	if !ok {
		return true
	}
	lo, _ := strconv.ParseFloat(low, 64)
	hi, _ := strconv.ParseFloat(high, 64)
	return lo <= x && x <= hi
}

// array sets a field of an array type from a list of as many items.
func (d *decoder) array(n *Node, v reflect.Value, tags *Tags) {
	if n.Kind != List {
		d.wrongType(n, "a list")
		return
	}
	if len(n.Items) != v.Len() {
		code := problem.TooFew
		if len(n.Items) > v.Len() {
			code = problem.TooMany
		}
		d.add(n, code, "has "+plural(len(n.Items), "item", "items")+", expected "+strconv.Itoa(v.Len()), "")
		return
	}
	ofItems := tags.OfItems()
	for i, item := range n.Items {
		d.path.pushIndex(i)
		d.value(item, v.Index(i), &ofItems)
		d.path.pop()
	}
}

// Custom reads a value of a type that has a special form.
type Custom func(c *Context)

// Customs are the types that have a special form.
type Customs map[reflect.Type]Custom

// Context is a value that a [Custom] reads: Node says what the document has, Value
// is what to set.
type Context struct {
	Node  *Node
	Value reflect.Value

	d    *decoder
	tags Tags // a copy, so that the tags of other values are not allocated on the heap
}

// Struct reads the value, a struct, by its tags.
func (c *Context) Struct() { c.d.object(c.Node, c.Value, &c.tags) }

// Read reads the value by its type.
func (c *Context) Read(into any) { c.d.value(c.Node, reflect.ValueOf(into).Elem(), &c.tags) }

// WrongType reports a value of the wrong kind. Want completes "expected ...".
func (c *Context) WrongType(want string) { c.d.wrongType(c.Node, want) }

// Keys reads an object whose keys keep a [Rule]. It calls read for each key with the
// value's own context.
func (c *Context) Keys(rule string, read func(key string, value *Context)) {
	if c.Node.Kind != Map {
		c.WrongType("an object")
		return
	}
	for _, f := range c.Node.Fields {
		c.d.path.pushKey(f.Key)
		if code, msg := checkRule(rule, f.Key); code != "" {
			c.d.addAt(f.Pos, code, "the key "+msg, "")
		} else {
			read(f.Key, &Context{Node: f.Value, d: c.d, tags: c.tags})
		}
		c.d.path.pop()
	}
}

// IsHidden reports whether the value is {"hidden":true}, which documents have instead
// of a value that is hidden.
func (n *Node) IsHidden() bool { return n.IsFlag("hidden") }

// IsFlag reports whether the value is an object with one key, which is true.
func (n *Node) IsFlag(key string) bool {
	if n.Kind != Map || len(n.Fields) != 1 || n.partial {
		return false
	}
	f := n.Fields[0]
	return f.Key == key && f.Value.Kind == Bool && f.Value.Text == "true"
}
