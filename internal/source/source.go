package source

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/rubric/problem"
)

// Kind says what a [Node] is.
type Kind uint8

// The kinds of node.
const (
	Null Kind = iota
	Bool
	Number
	String
	List
	Map
	Refused // a value that has a problem already
)

// String returns the kind in words that complete "expected text, found ...".
func (k Kind) String() string {
	return [...]string{"nothing", "true or false", "a number", "text", "a list", "an object", "a refused value"}[k]
}

// Node is a value in a document.
type Node struct {
	Kind Kind
	// plain marks an unquoted YAML scalar, which can be text even if it looks like a
	// number or a truth value.
	plain bool
	// partial marks a Map with a refused key, so that a missing key is not reported.
	partial bool
	// flow marks a YAML list in brackets or object in braces, block any other YAML
	// list or object.
	flow, block bool

	Pos    problem.Pos
	Text   string  // of a scalar, as written (strings unescaped)
	Items  []*Node // of a List
	Fields []Field // of a Map, in document order, keys unique
}

// Field is a key of a Map with its value.
type Field struct {
	Key   string
	Pos   problem.Pos
	Value *Node
}

// Get returns the value of a key of a Map, or nil.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	value, _ := n.field(key)
	return value
}

// DropEmpty removes keys whose value is null or an empty text from all objects of a tree. A
// document that a program has filled in has such keys. DropEmpty does not change the values
// of the keys in kept, nor extension keys and their values.
func (n *Node) DropEmpty(kept ...string) {
	n.Fields = slices.DeleteFunc(n.Fields, func(f Field) bool {
		empty := f.Value.Kind == Null || f.Value.Kind == String && f.Value.Text == ""
		return empty && !strings.HasPrefix(f.Key, ExtensionPrefix)
	})
	for _, f := range n.Fields {
		if !slices.Contains(kept, f.Key) && !strings.HasPrefix(f.Key, ExtensionPrefix) {
			f.Value.DropEmpty(kept...)
		}
	}
	for _, item := range n.Items {
		item.DropEmpty(kept...)
	}
}

// AsText returns the text of a string or of an unquoted YAML scalar. It returns false for
// other nodes.
func (n *Node) AsText() (string, bool) {
	if n.Kind == String || n.plain && (n.Kind == Bool || n.Kind == Number) {
		return n.Text, true
	}
	return "", false
}

// Limits bounds what Parse accepts. A zero field means the default.
type Limits struct {
	Bytes int // size of the document; default [DefaultBytes]
	Depth int // nesting of lists and objects; default [DefaultDepth], at most [MaxDepth]
	Nodes int // keys and values together; default [DefaultNodes]
}

// The default limits.
const (
	DefaultBytes = 8 << 20
	DefaultDepth = 32
	DefaultNodes = 200_000
)

// MaxDepth is the greatest limit on nesting. A greater one counts as this one, because each
// level takes about a kilobyte of the stack, and a stack that overflows ends the program.
const MaxDepth = 100_000

func (l Limits) withDefaults() Limits {
	if l.Bytes <= 0 {
		l.Bytes = DefaultBytes
	}
	if l.Depth <= 0 {
		l.Depth = DefaultDepth
	}
	l.Depth = min(l.Depth, MaxDepth)
	if l.Nodes <= 0 {
		l.Nodes = DefaultNodes
	}
	return l
}

// Parse reads one document. A name ending in .json, .ndjson or .jsonl selects JSON, and one
// ending in .yaml or .yml selects YAML. With other names a document that starts with { or [
// is JSON. The tree is nil if the document cannot be read at all.
func Parse(name string, data []byte, lim Limits) (*Node, problem.List) {
	return new(Parser).Parse(name, data, lim)
}

// Parser reads documents one after another. It reuses the memory of the previous JSON
// document, so a tree is valid until the next call. The zero value is ready to use. A Parser
// is not safe for concurrent use.
type Parser struct {
	nodes        []Node
	open, fields []Field // of objects that are being read, and that were read
}

// Parse is like the function [Parse].
func (p *Parser) Parse(name string, data []byte, lim Limits) (*Node, problem.List) {
	return p.parse(problem.Pos{File: name, Line: 1, Column: 1}, data, lim, isJSON)
}

// ParseJSON reads one JSON document that begins at start in a larger file. Positions are
// those in the larger file.
func (p *Parser) ParseJSON(start problem.Pos, data []byte, lim Limits) (*Node, problem.List) {
	return p.parse(start, data, lim, func(string, []byte) bool { return true })
}

func (p *Parser) parse(start problem.Pos, data []byte, lim Limits, isJSON func(name string, data []byte) bool) (*Node, problem.List) {
	lim = lim.withDefaults()
	if len(data) > lim.Bytes {
		return nil, problem.List{{
			Pos: start, Code: problem.TooLarge,
			Msg:  fmt.Sprintf("the document has %d bytes, the limit is %d", len(data), lim.Bytes),
			Hint: "split it or raise the limit",
		}}
	}
	data, bad := checkEncoding(start, data)
	if bad != nil {
		return nil, problem.List{*bad}
	}
	if len(bytes.Trim(data, " \t\r\n")) == 0 {
		return nil, problem.List{{Pos: start, Code: problem.Empty, Msg: "the document is empty"}}
	}
	if isJSON(start.File, data) {
		return p.json(start, data, lim)
	}
	return parseYAML(start.File, data, lim)
}

// WrongFormat returns a problem if the document has a format key with another value than
// format, and nil otherwise.
func WrongFormat(root *Node, format string) *problem.Problem {
	n := root.Get("format")
	if n == nil {
		return nil
	}
	found, ok := n.AsText()
	if !ok || found == format {
		return nil
	}
	return &problem.Problem{
		Pos: n.Pos, Path: "format", Code: problem.UnknownFormat,
		Msg:  fmt.Sprintf("the document is %s, expected %s", Quote(found), format),
		Hint: DidYouMean(found, []string{format}),
	}
}

func isJSON(name string, data []byte) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".json", ".ndjson", ".jsonl":
		return true
	case ".yaml", ".yml":
		return false
	}
	first := bytes.TrimLeft(data, " \t\r\n")[0]
	return first == '{' || first == '['
}

// checkEncoding removes a leading UTF-8 byte order mark. It returns a problem if data is not
// UTF-8 or has control characters, because the YAML parser would replace such bytes silently.
func checkEncoding(start problem.Pos, data []byte) ([]byte, *problem.Problem) {
	if IsUTF16(data) {
		return nil, &problem.Problem{
			Pos: start, Code: problem.Encoding,
			Msg: "the document is UTF-16, not UTF-8", Hint: "save it as UTF-8",
		}
	}
	data = TrimByteOrderMark(data)
	for i := 0; i < len(data); {
		if i+8 <= len(data) && allPrintable(binary.LittleEndian.Uint64(data[i:])) {
			i += 8
			continue
		}
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

// allPrintable reports whether eight bytes are all printable ASCII. A byte of 0x80 or more
// has its high bit set. If there is none, no sum or difference carries into the next byte:
// adding 1 sets the high bit for 0x7f, and subtracting a space clears the borrow bit for
// control characters.
func allPrintable(eight uint64) bool {
	const (
		each = 0x0101010101010101
		high = each << 7
	)
	belowBlank := ^((eight | high) - each*' ')
	return (eight|(eight+each)|belowBlank)&high == 0
}

// position returns the position of an offset in data, which begins at start.
func position(start problem.Pos, data []byte, offset int) problem.Pos {
	before := data[:min(offset, len(data))]
	if last := bytes.LastIndexByte(before, '\n'); last >= 0 {
		start.Line += bytes.Count(before, []byte{'\n'})
		start.Column = 1
		before = before[last+1:]
	}
	start.Column += utf8.RuneCount(before)
	return start
}
