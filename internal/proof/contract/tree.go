package contract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// node is a JSON value that can say what a map cannot: a key twice, and texts that
// only escapes can spell.
type node struct {
	kind   kind
	raw    string // of a scalar, as JSON
	items  []*node
	fields []field
}

type field struct {
	key   string // as JSON
	value *node
}

type kind uint8

const (
	scalar kind = iota
	list
	object
)

func text(s string) *node { return &node{raw: quote(s)} }

func quote(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		return strconv.Quote(s)
	}
	return string(data)
}

// asText returns the text of a scalar that is one.
func (n *node) asText() (string, bool) {
	var s string
	if n.kind != scalar || n.raw[0] != '"' || json.Unmarshal([]byte(n.raw), &s) != nil {
		return "", false
	}
	return s, true
}

// parse reads a document.
func parse(data []byte) (*node, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	return parseValue(dec)
}

func parseValue(dec *json.Decoder) (*node, error) {
	tok, err := dec.Token()
	if err != nil {
		return nil, err
	}
	delim, ok := tok.(json.Delim)
	if !ok {
		raw, err := json.Marshal(tok)
		return &node{raw: string(raw)}, err
	}
	n := &node{kind: list}
	if delim == '{' {
		n.kind = object
	}
	for dec.More() {
		var f field
		if n.kind == object {
			key, err := dec.Token()
			if err != nil {
				return nil, err
			}
			f.key = quote(fmt.Sprint(key))
		}
		if f.value, err = parseValue(dec); err != nil {
			return nil, err
		}
		if n.kind == object {
			n.fields = append(n.fields, f)
		} else {
			n.items = append(n.items, f.value)
		}
	}
	_, err = dec.Token()
	return n, err
}

// appendTo writes the document on one line.
func (n *node) appendTo(b []byte) []byte {
	switch n.kind {
	case list:
		b = append(b, '[')
		for i, item := range n.items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.appendTo(b)
		}
		return append(b, ']')
	case object:
		b = append(b, '{')
		for i, f := range n.fields {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(append(b, f.key...), ':')
			b = f.value.appendTo(b)
		}
		return append(b, '}')
	}
	return append(b, n.raw...)
}

func (n *node) clone() *node {
	c := *n
	c.items = nil
	c.fields = nil
	for _, item := range n.items {
		c.items = append(c.items, item.clone())
	}
	for _, f := range n.fields {
		c.fields = append(c.fields, field{f.key, f.value.clone()})
	}
	return &c
}

// nodes appends every value of the document.
func (n *node) nodes(all []*node) []*node {
	all = append(all, n)
	for _, item := range n.items {
		all = item.nodes(all)
	}
	for _, f := range n.fields {
		all = f.value.nodes(all)
	}
	return all
}

// top returns the document and the values of its keys.
func (n *node) top() []*node {
	all := []*node{n}
	for _, f := range n.fields {
		all = append(all, f.value)
	}
	return all
}
