package source

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/waymark-go/waymark/rubric/problem"
)

// ExtensionPrefix is what the keys begin with that anyone may add to an object whose struct
// type has a field with the tag extensions:"true".
const ExtensionPrefix = "x-"

// extension adds an extension key to the object whose field of extensions is v. A value with
// a part that was refused is not added.
func (d *decoder) extension(f Field, v reflect.Value) {
	value, ok := appendJSON(nil, f.Value)
	if !ok {
		d.path.pushKey(f.Key)
		d.note(d.path.String())
		d.path.pop()
		return
	}
	v.SetString(addMember(v.String(), f.Key, value))
}

// addMember returns a JSON object with one more member. An empty text is the empty object.
func addMember(object, key string, value []byte) string {
	name, _ := Marshal(key)
	member := string(name) + ":" + string(value)
	if object == "" {
		return "{" + member + "}"
	}
	return strings.TrimSuffix(object, "}") + "," + member + "}"
}

// AppendJSON appends the tree as JSON without white space. ok is false if a part of it was
// refused.
func (n *Node) AppendJSON(dst []byte) (out []byte, ok bool) { return appendJSON(dst, n) }

// appendJSON appends a tree as JSON without white space. Numbers are as written. An unquoted
// YAML scalar is a number, a truth value or null if JSON writes it like this, otherwise text.
// ok is false if a part of the tree was refused.
func appendJSON(dst []byte, n *Node) (out []byte, ok bool) {
	switch n.Kind {
	case Refused:
		return dst, false
	case Null:
		return append(dst, "null"...), true
	case Bool:
		if n.Text == "true" || n.Text == "false" {
			return append(dst, n.Text...), true
		}
	case List:
		dst = append(dst, '[')
		for i, item := range n.Items {
			if i > 0 {
				dst = append(dst, ',')
			}
			if dst, ok = appendJSON(dst, item); !ok {
				return dst, false
			}
		}
		return append(dst, ']'), true
	case Map:
		return n.appendObject(dst)
	}
	if n.Kind == Number || n.plain {
		if s := (jsonScanner{doc: n.Text}); n.Text != "" {
			if _, number := s.number(); number && s.pos == len(s.doc) {
				return append(dst, n.Text...), true
			}
		}
	}
	text, err := Marshal(n.Text)
	return append(dst, text...), err == nil
}

func (n *Node) appendObject(dst []byte) (out []byte, ok bool) {
	if n.partial {
		return dst, false
	}
	dst = append(dst, '{')
	for i, f := range n.Fields {
		if i > 0 {
			dst = append(dst, ',')
		}
		key, err := Marshal(f.Key)
		if err != nil {
			return dst, false
		}
		dst = append(append(dst, key...), ':')
		if dst, ok = appendJSON(dst, f.Value); !ok {
			return dst, false
		}
	}
	return append(dst, '}'), true
}

// MarshalExtended is like [Marshal] for a struct, and adds the members of extensions, the
// text of a JSON object. It returns an error if that is not an object all of whose keys are
// different and begin with [ExtensionPrefix].
func MarshalExtended(v any, extensions string) ([]byte, error) {
	data, err := Marshal(v)
	if err != nil || extensions == "" {
		return data, err
	}
	root, err := parseExtended([]byte(extensions))
	if err != nil {
		return nil, fmt.Errorf("extensions: %w", err)
	}
	if root.Kind != Map {
		return nil, fmt.Errorf("extensions: expected an object, found %s", root.Kind)
	}
	for _, f := range root.Fields {
		if !strings.HasPrefix(f.Key, ExtensionPrefix) {
			return nil, fmt.Errorf("extensions: the key %s does not begin with %s", Quote(f.Key), ExtensionPrefix)
		}
	}
	if len(root.Fields) == 0 {
		return data, nil
	}
	more, _ := root.appendObject(nil)
	if string(data) == "{}" {
		return more, nil
	}
	data[len(data)-1] = ','
	return append(data, more[1:]...), nil
}

// UnmarshalExtended is like [json.Unmarshal], and sets extensions to the members whose keys
// begin with [ExtensionPrefix].
func UnmarshalExtended[T ~string](data []byte, into any, extensions *T) error {
	if err := json.Unmarshal(data, into); err != nil {
		return err
	}
	*extensions = ""
	root, err := parseExtended(data)
	if err != nil || root.Kind != Map {
		return err
	}
	all := ""
	for _, f := range root.Fields {
		if strings.HasPrefix(f.Key, ExtensionPrefix) {
			value, _ := appendJSON(nil, f.Value)
			all = addMember(all, f.Key, value)
		}
	}
	*extensions = T(all)
	return nil
}

// Members yields the members of a JSON object in order.
func Members(object string) func(yield func(key string, value json.RawMessage) bool) {
	return func(yield func(key string, value json.RawMessage) bool) {
		root, err := parseExtended([]byte(object))
		if object == "" || err != nil {
			return
		}
		for _, f := range root.Fields {
			value, _ := appendJSON(nil, f.Value)
			if !yield(f.Key, value) {
				return
			}
		}
	}
}

func parseExtended(data []byte) (*Node, error) {
	root, problems := new(Parser).ParseJSON(problem.Pos{Line: 1, Column: 1}, data, Limits{Bytes: len(data), Nodes: len(data), Depth: 1000})
	return root, problems.Err()
}
