package flat

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Schema is the flat form of a JSON Schema.
type Schema struct {
	root *shape
	json json.RawMessage
}

// New returns the flat form of a schema, which must be one that package schema returns, or
// another one with the same keywords. It returns an error if the schema has no flat form or
// exceeds the limits of the subset.
func New(schema json.RawMessage) (*Schema, error) {
	root, problems := source.Parse("schema.json", schema, source.Limits{Bytes: max(len(schema), 1), Nodes: max(len(schema), 1)})
	if err := problems.Err(); err != nil {
		return nil, fmt.Errorf("flat schema: %w", err)
	}
	c := compiler{defs: root.Get("$defs"), named: make(map[string]*shape), using: make(map[string]bool)}
	s, err := c.shape(root)
	if err != nil {
		return nil, fmt.Errorf("flat schema: %w", err)
	}
	if s.kind != object {
		return nil, errors.New("flat schema: the document is not an object with fixed keys")
	}
	w := writer{shapes: c.named}
	data := w.document(s)
	if err := w.exceeds(s); err != nil {
		return nil, fmt.Errorf("flat schema: %w", err)
	}
	return &Schema{root: s, json: data}, nil
}

// JSON returns the flat schema. The caller may change the bytes.
func (s *Schema) JSON() json.RawMessage {
	if s == nil {
		return nil
	}
	return slices.Clone(s.json)
}

var errZero = errors.New("the zero flat.Schema; make it with flat.New")

// read returns the tree of a document.
func (s *Schema) read(data []byte) (*source.Node, error) {
	if s == nil || s.root == nil {
		return nil, errZero
	}
	root, problems := source.Parse("document.json", data, source.Limits{})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return root, nil
}

// Flatten returns the flat form of a document, for example to show a model what is expected.
// omitted has the paths of the keys that the flat form lacks: those that begin with x-, and
// $schema. The document must be one that the schema accepts, of at most 8 MiB and 200,000 keys and
// values; otherwise the error is a [problem.List] with the first place where it differs.
func (s *Schema) Flatten(document []byte) (flat json.RawMessage, omitted []string, err error) {
	root, err := s.read(document)
	if err != nil {
		return nil, nil, err
	}
	var f flattener
	data := f.value(nil, root, s.root, "")
	if len(f.problems) > 0 {
		return nil, nil, f.problems
	}
	return data, f.omitted, nil
}

// Restore returns the usual form of a flat document: without the keys that are null, and with
// objects for arrays of keys and values. Whatever else is wrong with the document stays for the
// loader to report.
//
// The error is a [problem.List]: the document is not JSON, has more than 8 MiB or 200,000 keys and
// values, or an array of keys and values has a key twice.
func (s *Schema) Restore(flat []byte) (json.RawMessage, error) {
	root, err := s.read(flat)
	if err != nil {
		return nil, err
	}
	var r restorer
	data := r.value(nil, root, s.root, "")
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return data, nil
}

// appendKey appends the comma that a member after the first needs, and a key.
func appendKey(dst []byte, key string) []byte {
	if dst[len(dst)-1] != '{' {
		dst = append(dst, ',')
	}
	return append(appendText(dst, key), ':')
}

func appendText(dst []byte, s string) []byte {
	text, _ := source.Marshal(s) // a text is never refused
	return append(dst, text...)
}

// flattener makes flat documents.
type flattener struct {
	omitted  []string
	problems problem.List
}

func (f *flattener) refuse(n *source.Node, path string, code problem.Code, msg string) {
	f.problems.Add(problem.Problem{Pos: n.Pos, Path: path, Code: code, Msg: msg, Hint: "flatten documents that the schema accepts"})
}

// value appends the flat form of a value.
func (f *flattener) value(dst []byte, n *source.Node, s *shape, path string) []byte {
	if len(f.problems) > 0 {
		return dst
	}
	s = s.of(n)
	switch {
	case s == nil || !s.fits(n):
		f.refuse(n, path, problem.WrongType, "the schema does not allow "+n.Kind.String()+" here")
		return dst
	case s.kind == object:
		return f.object(dst, n, s, path)
	case s.kind == list:
		dst = append(dst, '[')
		for i, item := range n.Items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = f.value(dst, item, s.item, fmt.Sprintf("%s[%d]", path, i))
		}
		return append(dst, ']')
	case s.kind == pairs:
		dst = append(dst, '[')
		for i, field := range n.Fields {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(appendText(append(dst, `{"key":`...), field.Key), `,"value":`...)
			dst = append(f.value(dst, field.Value, s.item, source.JoinPath(path, field.Key)), '}')
		}
		return append(dst, ']')
	}
	dst, _ = n.AppendJSON(dst)
	return dst
}

func (f *flattener) object(dst []byte, n *source.Node, s *shape, path string) []byte {
	for _, field := range n.Fields {
		at := source.JoinPath(path, field.Key)
		switch {
		case s.field(field.Key) != nil:
		case isOmitted(field.Key):
			f.omitted = append(f.omitted, at)
		default:
			f.refuse(field.Value, at, problem.UnknownKey, "the schema does not have this key")
			return dst
		}
	}
	dst = append(dst, '{')
	for _, field := range s.fields {
		dst = appendKey(dst, field.name)
		switch v := n.Get(field.name); {
		case v != nil:
			dst = f.value(dst, v, field.shape, source.JoinPath(path, field.name))
		case field.required:
			f.refuse(n, path, problem.MissingKey, "the key "+field.name+" is missing")
		default:
			dst = append(dst, "null"...)
		}
	}
	return append(dst, '}')
}

// isOmitted reports whether flat documents lack a key.
func isOmitted(key string) bool {
	return key == "$schema" || strings.HasPrefix(key, source.ExtensionPrefix)
}

// restorer makes usual documents of flat ones.
type restorer struct {
	problems problem.List
}

// value appends the usual form of a value. A value that is not like its shape stays.
func (r *restorer) value(dst []byte, n *source.Node, s *shape, path string) []byte {
	s = s.of(n)
	switch {
	case s == nil:
	case s.kind == object && n.Kind == source.Map:
		dst = append(dst, '{')
		for _, field := range n.Fields {
			known := s.field(field.Key)
			if known != nil && !known.required && field.Value.Kind == source.Null {
				continue
			}
			dst = appendKey(dst, field.Key)
			if known == nil {
				dst, _ = field.Value.AppendJSON(dst)
			} else {
				dst = r.value(dst, field.Value, known.shape, source.JoinPath(path, field.Key))
			}
		}
		return append(dst, '}')
	case s.kind == list && n.Kind == source.List:
		dst = append(dst, '[')
		for i, item := range n.Items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = r.value(dst, item, s.item, fmt.Sprintf("%s[%d]", path, i))
		}
		return append(dst, ']')
	case s.kind == pairs && arePairs(n):
		return r.pairs(dst, n, s, path)
	}
	dst, _ = n.AppendJSON(dst)
	return dst
}

// arePairs reports whether a value is a list of keys with values.
func arePairs(n *source.Node) bool {
	for _, item := range n.Items {
		key := item.Get("key")
		if item.Kind != source.Map || len(item.Fields) != 2 || key == nil || key.Kind != source.String || item.Get("value") == nil {
			return false
		}
	}
	return n.Kind == source.List
}

func (r *restorer) pairs(dst []byte, n *source.Node, s *shape, path string) []byte {
	seen := make(map[string]bool)
	dst = append(dst, '{')
	for i, item := range n.Items {
		key := item.Get("key").Text
		if seen[key] {
			r.problems.Add(problem.Problem{
				Pos: item.Pos, Path: fmt.Sprintf("%s[%d]", path, i), Code: problem.DuplicateKey,
				Msg: "the key " + source.Quote(key) + " is there twice", Hint: "keep one of the entries",
			})
			continue
		}
		seen[key] = true
		dst = r.value(appendKey(dst, key), item.Get("value"), s.item, source.JoinPath(path, key))
	}
	return append(dst, '}')
}
