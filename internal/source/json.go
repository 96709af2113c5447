package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// parseJSON reads a JSON document through json.Decoder.Token, whose offsets give
// positions and which shows duplicate keys.
func parseJSON(data []byte, lim Limits) (*Node, []Issue) {
	r := &jsonReader{data: data, lim: lim, line: 1, column: 1, dec: json.NewDecoder(bytes.NewReader(data))}
	r.dec.UseNumber()
	root, err := r.value(0)
	if err == nil {
		at := r.skip(" \t\r\n")
		if _, tail := r.dec.Token(); !errors.Is(tail, io.EOF) {
			r.add(at, MultipleDocuments, "more follows the end of the document", "keep one JSON value in a document")
		}
		return root, r.issues
	}
	if !errors.Is(err, errStop) {
		r.syntax(err)
	}
	return nil, r.issues
}

// errStop ends the reading of a document after an issue that makes the rest not
// worth reading.
var errStop = errors.New("stop")

type jsonReader struct {
	data   []byte
	dec    *json.Decoder
	lim    Limits
	nodes  int
	issues []Issue
	path   trail

	// The position of offset, carried along so that the document is counted
	// through once, even where it is one long line.
	offset, line, column int
}

// next returns the position at which the next token starts.
func (r *jsonReader) next() Pos {
	return r.skip(" \t\r\n,:")
}

// skip returns the position after the last token and any of the characters.
func (r *jsonReader) skip(chars string) Pos {
	to := int(r.dec.InputOffset())
	for to < len(r.data) && strings.IndexByte(chars, r.data[to]) >= 0 {
		to++
	}
	for ; r.offset < to; r.offset++ {
		switch c := r.data[r.offset]; {
		case c == '\n':
			r.line++
			r.column = 1
		case utf8.RuneStart(c):
			r.column++
		}
	}
	return Pos{Line: r.line, Column: r.column}
}

func (r *jsonReader) add(at Pos, code, msg, hint string) {
	if len(r.issues) <= MaxIssues {
		r.issues = append(r.issues, Issue{Pos: at, Path: r.path.String(), Code: code, Msg: msg, Hint: hint})
	}
}

func (r *jsonReader) value(depth int) (*Node, error) {
	at := r.next()
	start := int(r.dec.InputOffset())
	tok, err := r.dec.Token()
	if err != nil {
		return nil, err
	}
	if err := r.count(at, depth, tok); err != nil {
		return nil, err
	}
	n := &Node{Pos: at}
	switch v := tok.(type) {
	case nil:
		n.Kind = Null
	case bool:
		n.Kind, n.Text = Bool, strconv.FormatBool(v)
	case json.Number:
		n.Kind, n.Text = Number, string(v)
	case string:
		n.Kind, n.Text = String, v
		r.checkEscapes(at, v, start)
	case json.Delim:
		if v == '[' {
			n.Kind = List
			return n, r.list(n, depth)
		}
		n.Kind = Map
		return n, r.object(n, depth)
	}
	return n, nil
}

func (r *jsonReader) count(at Pos, depth int, tok json.Token) error {
	r.nodes++
	if r.nodes > r.lim.Nodes {
		r.add(at, TooMany, fmt.Sprintf("more than %d keys and values", r.lim.Nodes), "split the document, or raise the limit")
		return errStop
	}
	if _, opens := tok.(json.Delim); opens && depth >= r.lim.Depth {
		r.add(at, TooDeep, fmt.Sprintf("nested more than %d deep", r.lim.Depth), "")
		return errStop
	}
	return nil
}

func (r *jsonReader) list(n *Node, depth int) error {
	for i := 0; r.dec.More(); i++ {
		r.path.pushIndex(i)
		item, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		r.path.pop()
		n.Items = append(n.Items, item)
	}
	_, err := r.dec.Token()
	return err
}

func (r *jsonReader) object(n *Node, depth int) error {
	var seen keySet
	for r.dec.More() {
		at := r.next()
		start := int(r.dec.InputOffset())
		tok, err := r.dec.Token()
		if err != nil {
			return err
		}
		key, _ := tok.(string)
		r.path.pushKey(key)
		r.checkEscapes(at, key, start)
		if err := r.count(at, depth, tok); err != nil {
			return err
		}
		value, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		if first, dup := seen.find(n.Fields, key); dup {
			r.add(at, DuplicateKey, fmt.Sprintf("key %s stands here again, first at line %d column %d", Quote(key), first.Line, first.Column), "keep one of the two")
		} else {
			n.Fields = append(n.Fields, Field{Key: key, Pos: at, Value: value})
		}
		r.path.pop()
	}
	_, err := r.dec.Token()
	return err
}

// checkEscapes refuses an escaped NUL, which many programs cannot hold, and half a
// surrogate pair, which the decoder would replace silently.
func (r *jsonReader) checkEscapes(at Pos, text string, start int) {
	if strings.ContainsRune(text, 0) {
		r.add(at, ControlCharacter, "the text holds the character U+0000", "remove it")
	}
	if !strings.ContainsRune(text, utf8.RuneError) {
		return
	}
	raw := r.data[start:int(r.dec.InputOffset())]
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		i++
		if raw[i] != 'u' {
			continue
		}
		high := hex4(raw[i+1:])
		i += 4
		switch {
		case high >= 0xd800 && high < 0xdc00 && i+6 < len(raw) && raw[i+1] == '\\' && raw[i+2] == 'u' && isLowSurrogate(hex4(raw[i+3:])):
			i += 6
		case high >= 0xd800 && high < 0xe000:
			r.add(at, Encoding, fmt.Sprintf("the escape \\u%04x is half of a surrogate pair", high), "write the character itself")
			return
		}
	}
}

func isLowSurrogate(c int) bool { return c >= 0xdc00 && c < 0xe000 }

func hex4(b []byte) int {
	if len(b) < 4 {
		return -1
	}
	v, err := strconv.ParseUint(string(b[:4]), 16, 32)
	if err != nil {
		return -1
	}
	return int(v)
}

// syntax reports the place at which the document stops being JSON. The decoder's
// own offset is relative to its buffer, so the place is looked up in the whole.
func (r *jsonReader) syntax(err error) {
	r.path = nil // where the reader was says little about where the slip is
	at := r.next()
	msg, hint := "not valid JSON", ""
	var whole *json.SyntaxError
	if errors.As(json.Unmarshal(r.data, new(json.RawMessage)), &whole) {
		off := max(int(whole.Offset)-1, 0)
		if off >= len(r.data)-1 && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || strings.Contains(whole.Error(), "unexpected end")) {
			r.add(position(r.data, len(r.data)), Syntax, "the document ends in the middle of a value", "the file may have been cut off")
			return
		}
		at = position(r.data, off)
		if off < len(r.data) {
			c, _ := utf8.DecodeRune(r.data[off:])
			msg = fmt.Sprintf("not valid JSON: %s is not expected here", strconv.QuoteRune(c))
			hint = jsonHint(r.data, off)
		}
	}
	r.add(at, Syntax, msg, hint)
}

// jsonHint names the slip that most likely stands at an offset, for the common ones.
func jsonHint(data []byte, off int) string {
	before := bytes.TrimRight(data[:off], " \t\r\n")
	switch c := data[off]; {
	case c == '\'':
		return "JSON has double quotes"
	case (c == '}' || c == ']') && bytes.HasSuffix(before, []byte{','}):
		return "the comma before it is one too many"
	case c == '"' || c == '{' || c == '[':
		return "a comma before it may be missing"
	case c == '/' || c == '#':
		return "JSON has no comments"
	}
	return ""
}

// keySet finds keys that an object has already: by comparing while there are few, by
// hashing when there are many.
type keySet map[string]Pos

const fewKeys = 16

// find returns where a key stands among fields, of which none may be taken away between
// calls.
func (s *keySet) find(fields []Field, key string) (first Pos, dup bool) {
	if len(fields) <= fewKeys {
		for i := range fields {
			if fields[i].Key == key {
				return fields[i].Pos, true
			}
		}
		return Pos{}, false
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
