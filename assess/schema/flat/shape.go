package flat

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
)

// kind is the kind of a shape.
type kind uint8

const (
	scalar kind = iota
	choice      // a text among several
	object      // fixed keys
	pairs       // free keys
	list
	union // one of several shapes
)

// shape is what a value can be, in both forms.
type shape struct {
	kind        kind
	description string
	name        string   // of its definition, or ""
	scalar      string   // the type of a scalar
	values      []string // of a choice
	fields      []field  // of an object
	item        *shape   // of a list, or the values of pairs
	branches    []*shape // of a union
}

// field is a property of an object.
type field struct {
	name        string
	description string // used instead of that of the shape
	required    bool
	shape       *shape
}

func (s *shape) field(name string) *field {
	for i := range s.fields {
		if s.fields[i].name == name {
			return &s.fields[i]
		}
	}
	return nil
}

// of returns the branch of a union that a value belongs to, or nil, and s if it is not a union.
func (s *shape) of(n *source.Node) *shape {
	if s.kind != union {
		return s
	}
	for _, b := range s.branches {
		if found := b.of(n); found != nil && (found.fits(n) || found.kind == pairs && arePairs(n)) {
			return found
		}
	}
	return nil
}

// fits reports whether a value of the usual form is of the kind of a shape that is not a union.
func (s *shape) fits(n *source.Node) bool {
	switch s.kind {
	case object, pairs:
		return n.Kind == source.Map
	case list:
		return n.Kind == source.List
	case choice:
		return n.Kind == source.String
	}
	switch s.scalar {
	case "boolean":
		return n.Kind == source.Bool
	case "string":
		return n.Kind == source.String
	}
	return n.Kind == source.Number
}

// compiler makes shapes from a schema.
type compiler struct {
	defs  *source.Node
	named map[string]*shape
	using map[string]bool // the definitions that are being made
}

// shape returns the shape of a schema.
func (c *compiler) shape(n *source.Node) (*shape, error) {
	if name, ok := reference(n); ok {
		return c.definition(name)
	}
	s := &shape{description: describe(n)}
	one := n.Get("oneOf")
	if one == nil {
		one = n.Get("anyOf")
	}
	switch properties, free := n.Get("properties"), n.Get("additionalProperties"); {
	case n.Kind != source.Map:
		return nil, errors.New("a schema without a type")
	case n.Get("const") != nil:
		return s, s.choose([]*source.Node{n.Get("const")})
	case n.Get("enum") != nil:
		return s, s.choose(n.Get("enum").Items)
	case properties != nil:
		return s, c.object(s, n, properties)
	case free != nil && free.Kind == source.Map:
		s.kind = pairs
		return s, c.items(s, free)
	case one != nil:
		return s, c.union(s, one.Items)
	}
	of, _ := n.Get("type").AsText()
	switch of {
	case "array":
		s.kind = list
		return s, c.items(s, n.Get("items"))
	case "string", "integer", "number", "boolean":
		s.scalar = of
		return s, nil
	}
	return nil, fmt.Errorf("%s: a schema of the type %q has no flat form", n.Pos, of)
}

// reference returns the name of the definition that a schema refers to, directly or by allOf.
func reference(n *source.Node) (name string, ok bool) {
	ref := n.Get("$ref")
	if all := n.Get("allOf"); ref == nil && all != nil && len(all.Items) == 1 && n.Get("properties") == nil {
		ref = all.Items[0].Get("$ref")
	}
	if ref == nil {
		return "", false
	}
	return strings.CutPrefix(ref.Text, "#/$defs/")
}

func (c *compiler) definition(name string) (*shape, error) {
	if s := c.named[name]; s != nil {
		return s, nil
	}
	def := c.defs.Get(name)
	if def == nil || c.using[name] {
		return nil, fmt.Errorf("the definition %q is missing or refers to itself", name)
	}
	c.using[name] = true
	s, err := c.shape(def)
	if err != nil {
		return nil, err
	}
	if s.kind != scalar && s.name == "" {
		s.name = name
	}
	c.named[name] = s
	return s, nil
}

func (c *compiler) items(s *shape, n *source.Node) (err error) {
	if n == nil {
		return errors.New("a list of anything has no flat form")
	}
	s.item, err = c.shape(n)
	return err
}

// choose makes a choice of texts.
func (s *shape) choose(values []*source.Node) error {
	s.kind = choice
	for _, v := range values {
		if v.Kind != source.String {
			return fmt.Errorf("%s: a choice of %s has no flat form", v.Pos, v.Kind)
		}
		s.values = append(s.values, v.Text)
	}
	return nil
}

func (c *compiler) object(s *shape, n, properties *source.Node) error {
	s.kind = object
	required := make(map[string]bool)
	if list := n.Get("required"); list != nil {
		for _, name := range list.Items {
			required[name.Text] = true
		}
	}
	for _, p := range properties.Fields {
		if isOmitted(p.Key) {
			continue
		}
		of, err := c.shape(p.Value)
		if err != nil {
			return fmt.Errorf("%s: %w", p.Key, err)
		}
		description := of.description
		if _, ok := reference(p.Value); ok {
			description = cmp.Or(describe(p.Value), description)
		}
		s.fields = append(s.fields, field{p.Key, description, required[p.Key], of})
	}
	return nil
}

// union makes a choice of texts with their titles, or a union of other schemas.
func (c *compiler) union(s *shape, branches []*source.Node) error {
	constants := true
	for _, b := range branches {
		constants = constants && b.Get("const") != nil
	}
	if constants {
		var values []*source.Node
		for _, b := range branches {
			values = append(values, b.Get("const"))
			s.description = strings.TrimSpace(s.description + "\n" + b.Get("const").Text + ": " + describe(b))
		}
		return s.choose(values)
	}
	s.kind = union
	for _, b := range branches {
		of, err := c.shape(b)
		if err != nil {
			return err
		}
		s.branches = append(s.branches, of)
	}
	return nil
}

// describe returns the title, the description and the limits of a schema in words.
func describe(n *source.Node) string {
	get := func(key string) string {
		if v := n.Get(key); v != nil {
			return v.Text
		}
		return ""
	}
	text := get("description")
	if title := get("title"); text == "" {
		text = title
	} else if title != "" && !strings.HasPrefix(text, title) {
		text = title + ": " + text
	}
	for _, limit := range [][2]string{
		{"minItems", "Items: at least %s."},
		{"maxItems", "Items: at most %s."},
		{"maxProperties", "Keys: at most %s."},
		{"minimum", "At least %s."},
		{"maximum", "At most %s."},
		{"maxLength", "Characters: at most %s."},
	} {
		if v := get(limit[0]); v != "" {
			text += " " + fmt.Sprintf(limit[1], v)
		}
	}
	if get("uniqueItems") == "true" {
		text += " No item twice."
	}
	// Patterns that begin with an excluded class mean that a text is not blank.
	if p := get("pattern"); strings.HasPrefix(p, "^") && !strings.HasPrefix(p, "^[^") && len(p) < 150 {
		text += " The form is " + p
	}
	return strings.TrimSpace(text)
}
