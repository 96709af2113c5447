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

	"github.com/waymark-go/waymark/rubric/problem"
)

// parseReference reads a JSON document as [Parser] does, but with json.Decoder.Token. It
// takes the position of a syntax error from json.Unmarshal. Tests compare the parser with
// it.
func parseReference(start problem.Pos, data []byte, lim Limits) (*Node, problem.List) {
	r := &referenceReader{start: start, data: data, lim: lim, line: start.Line, column: start.Column, dec: json.NewDecoder(bytes.NewReader(data))}
	r.dec.UseNumber()
	root, err := r.value(0)
	if err == nil {
		at := r.skip(" \t\r\n")
		if _, tail := r.dec.Token(); !errors.Is(tail, io.EOF) {
			r.add(at, problem.MultipleDocuments, "more follows the end of the document", "keep one JSON value in a document")
		}
		return root, r.problems
	}
	if !errors.Is(err, errStop) {
		r.syntax(err)
	}
	return nil, r.problems
}

type referenceReader struct {
	start    problem.Pos
	data     []byte
	dec      *json.Decoder
	lim      Limits
	nodes    int
	problems problem.List
	path     trail

	offset, line, column int
}

// next returns the position at which the next token starts.
func (r *referenceReader) next() problem.Pos {
	return r.skip(" \t\r\n,:")
}

// skip returns the position after the last token and any of the characters.
func (r *referenceReader) skip(chars string) problem.Pos {
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
	return problem.Pos{File: r.start.File, Line: r.line, Column: r.column}
}

func (r *referenceReader) add(at problem.Pos, code problem.Code, msg, hint string) {
	r.problems.Add(problem.Problem{Pos: at, Path: r.path.String(), Code: code, Msg: msg, Hint: hint})
}

func (r *referenceReader) value(depth int) (*Node, error) {
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

func (r *referenceReader) count(at problem.Pos, depth int, tok json.Token) error {
	r.nodes++
	if r.nodes > r.lim.Nodes {
		r.add(at, problem.TooMany, fmt.Sprintf("the document has more than %d keys and values", r.lim.Nodes), "split it or raise the limit")
		return errStop
	}
	if _, opens := tok.(json.Delim); opens && depth >= r.lim.Depth {
		r.add(at, problem.TooDeep, fmt.Sprintf("lists and objects are nested more than %d levels deep", r.lim.Depth), "flatten the document or raise the limit")
		return errStop
	}
	return nil
}

func (r *referenceReader) list(n *Node, depth int) error {
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

func (r *referenceReader) object(n *Node, depth int) error {
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
		if present, first := n.field(key); present != nil {
			r.add(at, problem.DuplicateKey, fmt.Sprintf("duplicate key %s, first at line %d column %d", Quote(key), first.Line, first.Column), "remove one of the two")
		} else {
			n.Fields = append(n.Fields, Field{Key: key, Pos: at, Value: value})
		}
		r.path.pop()
	}
	_, err := r.dec.Token()
	return err
}

// checkEscapes refuses an escaped NUL, and half a surrogate pair, which the decoder
// replaces silently.
func (r *referenceReader) checkEscapes(at problem.Pos, text string, start int) {
	if strings.ContainsRune(text, 0) {
		r.add(at, problem.ControlCharacter, "the text has the character U+0000", "remove it")
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
		high := parseHex4(raw[i+1:])
		i += 4
		switch {
		case high >= 0xd800 && high < 0xdc00 && i+6 < len(raw) && raw[i+1] == '\\' && raw[i+2] == 'u' && isLowSurrogate(parseHex4(raw[i+3:])):
			i += 6
		case high >= 0xd800 && high < 0xe000:
			r.add(at, problem.Encoding, fmt.Sprintf("the escape \\u%04x is half of a surrogate pair", high), "write the character itself")
			return
		}
	}
}

func isLowSurrogate(c int) bool { return c >= 0xdc00 && c < 0xe000 }

func parseHex4(b []byte) int {
	if len(b) < 4 {
		return -1
	}
	v, err := strconv.ParseUint(string(b[:4]), 16, 32)
	if err != nil {
		return -1
	}
	return int(v)
}

// syntax reports the position of a syntax error. It parses the complete document, because
// the decoder's offset is relative to its buffer.
func (r *referenceReader) syntax(err error) {
	r.path = nil
	var whole *json.SyntaxError
	if !errors.As(json.Unmarshal(r.data, new(json.RawMessage)), &whole) {
		panic("Token refuses what Unmarshal accepts")
	}
	off := max(int(whole.Offset)-1, 0)
	if off >= len(r.data)-1 && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || strings.Contains(whole.Error(), "unexpected end")) {
		r.add(position(r.start, r.data, len(r.data)), problem.Syntax, "the document ends in the middle of a value", "the file may have been cut off")
		return
	}
	c, _ := utf8.DecodeRune(r.data[off:])
	r.add(position(r.start, r.data, off), problem.Syntax, fmt.Sprintf("not valid JSON: %s is not expected here", strconv.QuoteRune(c)), jsonHint(string(r.data), off))
}

// checkEncodingByByte is like checkEncoding, but looks at one byte at a time.
func checkEncodingByByte(start problem.Pos, data []byte) ([]byte, *problem.Problem) {
	if IsUTF16(data) {
		return nil, &problem.Problem{
			Pos: start, Code: problem.Encoding,
			Msg: "the document is UTF-16, not UTF-8", Hint: "save it as UTF-8",
		}
	}
	data = TrimByteOrderMark(data)
	for i := 0; i < len(data); {
		c := data[i]
		if c < utf8.RuneSelf {
			if c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f {
				return nil, &problem.Problem{
					Pos: position(start, data, i), Code: problem.ControlCharacter,
					Msg: fmt.Sprintf("control character U+%04X", c), Hint: "remove it",
				}
			}
			i++
			continue
		}
		_, size := utf8.DecodeRune(data[i:])
		if size == 1 {
			return nil, &problem.Problem{
				Pos: position(start, data, i), Code: problem.Encoding,
				Msg: fmt.Sprintf("byte 0x%02X is not valid UTF-8", c), Hint: "save it as UTF-8",
			}
		}
		i += size
	}
	return data, nil
}
