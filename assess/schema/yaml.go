package schema

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"

	"github.com/waymark-go/waymark/internal/source"
)

// ForYAML returns the schema of the same documents in YAML, for editors. Where the loaders do, it
// accepts a plain number or truth value, such as edition: 2023.2 or title: true, as a text: if it is
// a valid text as it is written. schema is one that this package returns. ForYAML adds /yaml to the
// $id, so that a validator can have both.
//
// An editor validates the number and not how it is written. So the schema and the loader differ
// for numbers with a sign (+5), an exponent, underscores, another base or leading zeros, for
// hashes that consist of decimal digits, whose number of digits is not checked, and for True and
// TRUE, which loaders do not read as true. Types such as ["string", "number"] need the option
// allowUnionTypes in the strict mode of ajv.
//
// ForYAML returns an error if schema is not a JSON Schema.
func ForYAML(schema json.RawMessage) (json.RawMessage, error) {
	root, problems := source.Parse("schema.json", schema, source.Limits{Bytes: max(len(schema), 1), Nodes: max(len(schema), 1)})
	if err := problems.Err(); err != nil {
		return nil, fmt.Errorf("schema for YAML: %w", err)
	}
	if root.Kind != source.Map {
		return nil, fmt.Errorf("schema for YAML: expected an object, found %s", root.Kind)
	}
	if id := root.Get("$id"); id != nil {
		id.Text += "/yaml"
	}
	if err := takePlain(root); err != nil {
		return nil, fmt.Errorf("schema for YAML: %w", err)
	}
	data, ok := root.AppendJSON(nil)
	if !ok {
		return nil, errors.New("schema for YAML: a part of the schema was refused")
	}
	return data, nil
}

// takePlain makes a schema and those within it accept plain scalars as texts.
func takePlain(n *source.Node) error {
	if n.Kind != source.Map {
		return nil
	}
	for _, f := range slices.Clone(n.Fields) {
		var inner []*source.Node
		switch f.Key {
		case "properties", "patternProperties", "$defs":
			for _, p := range f.Value.Fields {
				inner = append(inner, p.Value)
			}
		case "items", "additionalProperties", "unevaluatedProperties", "then", "else":
			inner = []*source.Node{f.Value}
		case "oneOf", "anyOf", "allOf":
			inner = f.Value.Items
		}
		for _, s := range inner {
			if err := takePlain(s); err != nil {
				return err
			}
		}
	}
	if t := n.Get("type"); t == nil || t.Text != "string" {
		return nil
	}
	if n.Get("const") != nil || n.Get("enum") != nil {
		takePlainValues(n)
		return nil
	}
	return takePlainTexts(n)
}

// set sets a key of a schema.
func set(n *source.Node, key string, value *source.Node) {
	if v := n.Get(key); v != nil {
		*v = *value
		return
	}
	n.Fields = append(n.Fields, source.Field{Key: key, Value: value})
}

// takePlainValues adds the plain scalars that are written like one of the texts to choose from.
func takePlainValues(n *source.Node) {
	values := []*source.Node{n.Get("const")}
	if enum := n.Get("enum"); enum != nil {
		values = enum.Items
	}
	all := slices.Clone(values)
	kinds := []string{"string"}
	for _, v := range values {
		var plain any
		if json.Unmarshal([]byte(v.Text), &plain) != nil {
			continue
		}
		switch plain.(type) {
		case float64:
			all = append(all, &source.Node{Kind: source.Number, Text: v.Text})
			kinds = append(kinds, "number")
		case bool:
			all = append(all, &source.Node{Kind: source.Bool, Text: v.Text})
			kinds = append(kinds, "boolean")
		}
	}
	if len(kinds) == 1 {
		return
	}
	slices.Sort(kinds)
	set(n, "type", texts(slices.Compact(kinds)))
	n.Fields = slices.DeleteFunc(n.Fields, func(f source.Field) bool { return f.Key == "const" })
	set(n, "enum", &source.Node{Kind: source.List, Items: all})
}

// texts returns a list of texts.
func texts(list []string) *source.Node {
	n := &source.Node{Kind: source.List}
	for _, s := range list {
		n.Items = append(n.Items, &source.Node{Kind: source.String, Text: s})
	}
	return n
}

// takePlainTexts adds the types of the plain scalars of which some are written like a text that
// the schema accepts.
func takePlainTexts(n *source.Node) error {
	fits, err := textFits(n)
	if err != nil {
		return err
	}
	kinds := []string{"string"}
	// Try numbers that are as long as the shortest text.
	digits := "7"
	if least := n.Get("minLength"); least != nil {
		for len(digits) < 100 && !fits(digits) {
			digits += "7"
		}
	}
	fraction := digits[:max(1, len(digits)-2)] + ".7"
	switch {
	case fits(fraction):
		kinds = append(kinds, "number")
	case fits(digits):
		kinds = append(kinds, "integer")
	}
	if len(kinds) > 1 && !fits("-"+digits) {
		set(n, "minimum", &source.Node{Kind: source.Number, Text: "0"})
	}
	if fits("true") && fits("false") {
		kinds = append(kinds, "boolean")
	}
	if len(kinds) > 1 {
		set(n, "type", texts(kinds))
	}
	return nil
}

// textFits returns a function that reports whether the schema of a text accepts one in ASCII
// without white space.
func textFits(n *source.Node) (func(s string) bool, error) {
	least, most := 0, math.MaxInt
	for _, limit := range []struct {
		key string
		n   *int
	}{{"minLength", &least}, {"maxLength", &most}} {
		if v := n.Get(limit.key); v != nil {
			if err := json.Unmarshal([]byte(v.Text), limit.n); err != nil {
				return nil, fmt.Errorf("%s: %w", limit.key, err)
			}
		}
	}
	var pattern *regexp.Regexp
	if p := n.Get("pattern"); p != nil {
		var err error
		if pattern, err = regexp.Compile(p.Text); err != nil {
			return nil, fmt.Errorf("pattern: %w", err)
		}
	}
	return func(s string) bool {
		return len(s) >= least && len(s) <= most && (pattern == nil || pattern.MatchString(s))
	}, nil
}
