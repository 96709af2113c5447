package contract

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
)

// site is a value of a valid document to which a part of a schema applies, or a key if name is
// true.
type site struct {
	document any
	path     []any // keys and indexes from the root of the document
	name     bool
	off      int // how many parts of choices around it do not hold
}

func (s site) value() any {
	if s.name {
		return s.path[len(s.path)-1]
	}
	v := s.document
	for _, step := range s.path {
		switch step := step.(type) {
		case string:
			v = v.(map[string]any)[step]
		case int:
			v = v.([]any)[step]
		}
	}
	return v
}

// with returns the document with another value at the site. It returns false for a name that is
// not a text.
func (s site) with(v any) (any, bool) {
	if !s.name {
		return replaced(s.document, s.path, v), true
	}
	last := len(s.path) - 1
	parent := site{document: s.document, path: s.path[:last]}
	fields := maps.Clone(parent.value().(map[string]any))
	old := s.path[last].(string)
	name, ok := v.(string)
	if !ok {
		return nil, false
	}
	field := fields[old]
	delete(fields, old)
	fields[name] = field
	return parent.with(fields)
}

func replaced(document any, path []any, v any) any {
	if len(path) == 0 {
		return v
	}
	switch d := document.(type) {
	case map[string]any:
		d, key := maps.Clone(d), path[0].(string)
		d[key] = replaced(d[key], path[1:], v)
		return d
	case []any:
		d, i := slices.Clone(d), path[0].(int)
		d[i] = replaced(d[i], path[1:], v)
		return d
	}
	return document
}

// tracer collects the sites of each place of a schema.
type tracer struct {
	root     any
	sites    map[string][]site // by place, first those where the parts of choices around it hold
	holds    func(place []string, value any) bool
	shapes   map[string]int // how many sites have a shape
	patterns map[string]*regexp.Regexp
	words    []string // the texts of enums and constants
	names    []string // the names of properties
	full     bool     // whether instances have properties that are not required
}

// The limits say how many sites are kept of a document, of a place and of values of one shape.
const (
	sitesPerDocument = 3
	sitesPerPlace    = 24
	sitesPerShape    = 3
)

// newTracer returns a tracer of a schema. The function holds says whether the part of the schema at
// a place accepts a value.
func newTracer(root any, holds func(place []string, value any) bool) *tracer {
	return &tracer{root: root, words: wordsOf(root, nil), names: namesOf(root, nil), sites: make(map[string][]site), holds: holds, shapes: make(map[string]int), patterns: make(map[string]*regexp.Regexp)}
}

// walk is a walk through a document and a schema.
type walk struct {
	*tracer
	changed []any // the path of what is new in the document
	seen    map[string]int
}

// add collects the sites of a document at and below a path.
func (t *tracer) add(document any, changed []any) {
	w := &walk{t, changed, make(map[string]int)}
	w.visit(nil, site{document: document})
	most := sitesPerPlace
	if len(changed) == 0 {
		most /= 2 // the rest is for copies
	}
	for place, list := range t.sites {
		slices.SortStableFunc(list, func(a, b site) int { return a.off - b.off })
		t.sites[place] = list[:min(len(list), most)]
	}
}

// toward reports whether a site contains what is new in the document.
func (w *walk) toward(s site) bool {
	return len(s.path) < len(w.changed) && slices.Equal(s.path, w.changed[:len(s.path)])
}

// near reports whether a site is in what is new in the document, or just around it.
func (w *walk) near(s site) bool {
	n := min(len(s.path), len(w.changed))
	return len(s.path) >= len(w.changed)-1 && slices.Equal(s.path[:n], w.changed[:n])
}

// visit adds a site to its place, and visits the parts of the schema at the place.
func (w *walk) visit(place []string, s site) {
	schema, ok := at(w.root, place).(map[string]any)
	if !ok {
		return
	}
	key := strings.Join(place, "/")
	if !w.near(s) && !w.toward(s) {
		return
	}
	counted := fmt.Sprint(key, s.off > 0)
	if w.seen[counted]++; w.seen[counted] <= sitesPerDocument && w.near(s) {
		if like := fmt.Sprint(counted, s.shape()); w.shapes[like] < sitesPerShape {
			w.shapes[like]++
			w.sites[key] = append(w.sites[key], s)
		}
	}
	if w.seen[counted] > 10*sitesPerDocument {
		return // many values of one kind
	}
	sub := func(steps ...string) []string { return slices.Concat(place, steps) }
	if ref, ok := schema["$ref"].(string); ok {
		w.visit(reference(ref), s)
	}
	for _, keyword := range []string{"allOf", "oneOf", "anyOf"} {
		parts, _ := schema[keyword].([]any)
		for i := range parts {
			w.visit(sub(keyword, fmt.Sprint(i)), w.within(s, sub(keyword, fmt.Sprint(i)), keyword != "allOf"))
		}
	}
	for _, keyword := range []string{"not", "if"} {
		w.visit(sub(keyword), s)
	}
	if schema["if"] != nil {
		then, otherwise := s, s
		if w.holds(sub("if"), s.value()) {
			otherwise.off++
		} else {
			then.off++
		}
		w.visit(sub("then"), then)
		w.visit(sub("else"), otherwise)
	}
	if s.name {
		return
	}
	switch v := s.value().(type) {
	case []any:
		for i := range v {
			w.visit(sub("items"), s.below(i, false))
		}
	case map[string]any:
		w.fields(place, schema, v, s)
	}
}

// within returns a site in a part of a choice.
func (w *walk) within(s site, place []string, choice bool) site {
	if choice && !w.holds(place, s.value()) {
		s.off++
	}
	return s
}

// shape returns what distinguishes the site from others at its place: the type of the value, its
// keys, and the flags of the document.
func (s site) shape() string {
	shape := fmt.Sprint(s.name, shapeOf(s.value(), 2))
	root, _ := s.document.(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(root)) {
		if flag, ok := root[key].(bool); ok {
			shape += fmt.Sprint(key, flag)
		}
	}
	return shape
}

func shapeOf(v any, depth int) string {
	object, ok := v.(map[string]any)
	if !ok || depth == 0 {
		return typeOf(v)
	}
	var b strings.Builder
	for i, key := range slices.Sorted(maps.Keys(object)) {
		if i < 12 { // enough to distinguish them
			b.WriteString(key + ":" + shapeOf(object[key], depth-1) + " ")
		}
	}
	return "{" + b.String() + "}"
}

func (s site) below(step any, name bool) site {
	return site{s.document, append(slices.Clone(s.path), step), name, s.off}
}

// fields visits the parts of a schema that apply to the names and values of an object.
func (w *walk) fields(place []string, schema, object map[string]any, s site) {
	properties, _ := schema["properties"].(map[string]any)
	patterns, _ := schema["patternProperties"].(map[string]any)
	sub := func(steps ...string) []string { return slices.Concat(place, steps) }
	for _, name := range slices.Sorted(maps.Keys(object)) {
		w.visit(sub("propertyNames"), s.below(name, true))
		_, known := properties[name]
		if known {
			w.visit(sub("properties", name), s.below(name, false))
		}
		for pattern := range patterns {
			known = known || w.pattern(pattern).MatchString(name)
		}
		if !known {
			w.visit(sub("additionalProperties"), s.below(name, false))
		}
		w.visit(sub("unevaluatedProperties"), s.below(name, false))
	}
}

// pattern returns a pattern of the schema, compiled once. One that does not compile matches nothing.
func (t *tracer) pattern(expression string) *regexp.Regexp {
	if t.patterns[expression] == nil {
		compiled, err := regexp.Compile(source.Expression(expression))
		if err != nil {
			compiled = regexp.MustCompile(`[^\x00-\x{10ffff}]`)
		}
		t.patterns[expression] = compiled
	}
	return t.patterns[expression]
}

// split returns the keys and indexes of a place that are joined by slashes.
func split(place string) []string {
	if place == "" {
		return nil
	}
	return strings.Split(place, "/")
}

// namesOf returns the names of properties.
func namesOf(v any, names []string) []string {
	switch v := v.(type) {
	case map[string]any:
		properties, _ := v["properties"].(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(properties)) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			names = namesOf(v[key], names)
		}
	case []any:
		for _, w := range v {
			names = namesOf(w, names)
		}
	}
	return names
}
