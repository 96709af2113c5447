package source

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/waymark-go/waymark/rubric/problem"
)

// json reads a JSON document that checkEncoding has accepted.
func (p *Parser) json(start problem.Pos, data []byte, lim Limits) (*Node, problem.List) {
	// Most documents have about as many keys as colons.
	p.reserve(min(bytes.Count(data, []byte{':'}), maxCapacity))
	r := jsonReader{
		jsonScanner: jsonScanner{file: start.File, doc: string(data), line: start.Line, origin: 1 - start.Column}, lim: lim,
		path: make(trail, 0, 8), free: p.nodes, open: p.open, fields: p.fields,
	}
	root, ok := r.value(0)
	switch {
	case ok:
		if r.next() != 0 {
			r.add(r.at(), problem.MultipleDocuments, "more follows the end of the document", "keep one JSON value in a document")
		}
		return root, r.problems
	case !r.stopped:
		r.path = nil // the position of a syntax error is often outside the current value
		msg, hint := syntaxError(r.doc, r.pos)
		r.add(r.at(), problem.Syntax, msg, hint)
	}
	return nil, r.problems
}

// reserve releases the previous document and provides memory for the given number of keys.
func (p *Parser) reserve(keys int) {
	clear(p.nodes)
	clear(p.open[:cap(p.open)])
	clear(p.fields[:cap(p.fields)])
	if len(p.nodes) < 1+keys {
		p.nodes, p.open, p.fields = make([]Node, 1+keys), make([]Field, 0, keys), make([]Field, 0, keys)
	}
}

// maxCapacity is how many keys and values are allocated at once at most.
const maxCapacity = 1024

// jsonReader builds the tree of a document. Its methods return false at a syntax error,
// which is at the scanner's position, and if a limit is exceeded.
type jsonReader struct {
	jsonScanner
	lim      Limits
	count    int // keys and values
	stopped  bool
	problems problem.List
	path     trail
	free     []Node  // allocated and not yet used
	open     []Field // of the objects that are being read, the inner after the outer
	fields   []Field // of the objects that were read
}

func (r *jsonReader) add(at problem.Pos, code problem.Code, msg, hint string) {
	if !r.problems.Full() {
		r.problems.Add(problem.Problem{Pos: at, Path: r.path.String(), Code: code, Msg: msg, Hint: hint})
	}
}

// stop reports a problem that ends reading.
func (r *jsonReader) stop(at problem.Pos, code problem.Code, msg, hint string) (ok bool) {
	r.add(at, code, msg, hint)
	r.stopped = true
	return false
}

// node returns an empty node.
func (r *jsonReader) node() *Node {
	if len(r.free) == 0 {
		r.free = make([]Node, min(max(8, r.count/4), maxCapacity))
	}
	n := &r.free[0]
	r.free = r.free[1:]
	return n
}

// countOne counts a key or value against the limit.
func (r *jsonReader) countOne(at problem.Pos) (ok bool) {
	if r.count++; r.count > r.lim.Nodes {
		return r.stop(at, problem.TooMany, fmt.Sprintf("the document has more than %d keys and values", r.lim.Nodes), "split it or raise the limit")
	}
	return true
}

func (r *jsonReader) value(depth int) (n *Node, ok bool) {
	c := r.next()
	n = r.node()
	n.Pos = r.at()
	var odd oddEscapes
	switch c {
	case '{', '[':
		r.pos++
		return n, r.countOne(n.Pos) && r.nested(n, c, depth)
	case '"':
		n.Kind = String
		n.Text, odd, ok = r.text()
	case 't':
		n.Kind = Bool
		n.Text, ok = r.word("true")
	case 'f':
		n.Kind = Bool
		n.Text, ok = r.word("false")
	case 'n':
		_, ok = r.word("null")
	default:
		n.Kind = Number
		n.Text, ok = r.number()
	}
	if !ok || !r.countOne(n.Pos) {
		return nil, false
	}
	r.refuse(n.Pos, odd)
	return n, true
}

// nested reads the list or object after its first character.
func (r *jsonReader) nested(n *Node, c byte, depth int) (ok bool) {
	if depth >= r.lim.Depth {
		return r.stop(n.Pos, problem.TooDeep, fmt.Sprintf("lists and objects are nested more than %d levels deep", r.lim.Depth), "flatten the document or raise the limit")
	}
	if c == '[' {
		n.Kind = List
		return r.list(n, depth)
	}
	n.Kind = Map
	return r.object(n, depth)
}

func (r *jsonReader) list(n *Node, depth int) (ok bool) {
	if r.next() == ']' {
		r.pos++
		return true
	}
	for i := 0; ; i++ {
		r.path.pushIndex(i)
		item, ok := r.value(depth + 1)
		if !ok {
			return false
		}
		r.path.pop()
		n.Items = append(n.Items, item)
		if more, ok := r.separator(']'); !more {
			return ok
		}
	}
}

func (r *jsonReader) object(n *Node, depth int) (ok bool) {
	if r.next() == '}' {
		r.pos++
		return true
	}
	var seen keySet
	first := len(r.open)
	for {
		key, at, ok := r.key()
		if !ok {
			return false
		}
		value, ok := r.value(depth + 1)
		if !ok {
			return false
		}
		if before, dup := seen.find(r.open[first:], key); dup {
			r.add(at, problem.DuplicateKey, fmt.Sprintf("duplicate key %s, first at line %d column %d", Quote(key), before.Line, before.Column), "remove one of the two")
		} else {
			r.open = append(r.open, Field{Key: key, Pos: at, Value: value})
		}
		r.path.pop()
		if more, ok := r.separator('}'); !more {
			start := len(r.fields)
			r.fields = append(r.fields, r.open[first:]...)
			n.Fields = slices.Clip(r.fields[start:])
			r.open = r.open[:first]
			return ok
		}
	}
}

// key reads a key and the colon after it, and adds the key to the path.
func (r *jsonReader) key() (key string, at problem.Pos, ok bool) {
	if r.next() != '"' {
		return "", at, false
	}
	at = r.at()
	key, odd, ok := r.text()
	if !ok {
		return "", at, false
	}
	r.path.pushKey(key)
	r.refuse(at, odd)
	if !r.countOne(at) || r.next() != ':' {
		return "", at, false
	}
	r.pos++
	return key, at, true
}

// separator reads the comma after an item, or the end.
func (r *jsonReader) separator(end byte) (more, ok bool) {
	switch r.next() {
	case ',':
		r.pos++
		return true, true
	case end:
		r.pos++
		return false, true
	}
	return false, false
}

// refuse reports escapes that are not text.
func (r *jsonReader) refuse(at problem.Pos, odd oddEscapes) {
	if odd.nul {
		r.add(at, problem.ControlCharacter, "the text has the character U+0000", "remove it")
	}
	if odd.half != 0 {
		r.add(at, problem.Encoding, fmt.Sprintf("the escape \\u%04x is half of a surrogate pair", odd.half), "write the character itself")
	}
}

// keySet finds duplicate keys of an object, by comparing if there are few keys and by
// hashing if there are many.
type keySet map[string]problem.Pos

const fewKeys = 64

// find returns the position of a key among fields. Callers may only append to fields between
// calls.
func (s *keySet) find(fields []Field, key string) (first problem.Pos, dup bool) {
	if len(fields) <= fewKeys {
		for i := range fields {
			if fields[i].Key == key {
				return fields[i].Pos, true
			}
		}
		return problem.Pos{}, false
	}
	if *s == nil {
		*s = make(keySet, 2*len(fields))
	}
	for i := len(*s); i < len(fields); i++ {
		(*s)[fields[i].Key] = fields[i].Pos
	}
	first, dup = (*s)[key]
	return first, dup
}
