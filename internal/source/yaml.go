package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/waymark-go/waymark/internal/source/yamlmistake"
	"github.com/waymark-go/waymark/rubric/problem"
)

// parseYAML decodes once into yaml.Node, the only form of decoding in yaml.v3
// that neither panics nor turns quadratic, and walks the nodes itself.
func parseYAML(file string, data []byte, lim Limits) (*Node, problem.List) {
	r := &yamlReader{file: file, lim: lim, lines: oddLines(data), cuts: cutTexts{data: data}}
	if line := directive(data); line > 0 {
		r.add(problem.Pos{File: file, Line: line, Column: 1}, problem.Directive, "a YAML directive is not accepted", "remove the line")
		return nil, r.problems
	}
	if n := separators(data); n > 3*lim.Nodes {
		// The parser holds some 300 bytes for each node, so a document that
		// cannot pass is refused before it.
		r.add(problem.Pos{File: file, Line: 1, Column: 1}, problem.TooMany, fmt.Sprintf("more lines, values and comments than %d keys and values need", lim.Nodes), "split the document, or raise the limit")
		return nil, r.problems
	}
	doc, more, err := decodeYAML(data)
	if err != nil {
		r.problems.Add(yamlSyntax(file, data, err))
		return nil, r.problems
	}
	if more != nil {
		// The rest of the document may be in the second one, so what the first one
		// lacks is not reported.
		r.add(r.pos(more), problem.MultipleDocuments, "a second document starts here", "keep one document in a file; remove the line ---")
		return nil, r.problems
	}
	if len(doc.Content) == 0 {
		r.add(problem.Pos{File: file, Line: 1, Column: 1}, problem.Empty, "the document is empty", "")
		return nil, r.problems
	}
	root, err := r.convert(doc.Content[0], 0)
	r.reportAnchors()
	if err != nil {
		return nil, r.problems
	}
	return root, r.problems
}

// directive returns the first line that starts with a percent sign, or 0. That is a
// YAML directive, or else a quoted text that goes on at the very start of a line,
// which is refused with them: the parser looks through all directives for each.
func directive(data []byte) int {
	if data[0] == '%' {
		return 1
	}
	for _, lineEnd := range []string{"\n", "\r", "\u0085", "\u2028", "\u2029"} {
		if i := bytes.Index(data, []byte(lineEnd+"%")); i >= 0 {
			return position(problem.Pos{Line: 1, Column: 1}, data, i+len(lineEnd)).Line
		}
	}
	return 0
}

// separators counts the characters without which YAML cannot start another node.
// A comment counts for more, since the parser keeps it with the nodes around it.
func separators(data []byte) int {
	n := 0
	for i, c := range data {
		switch c {
		case '\n', ',', '[', '{':
			n++
		case '#':
			n += 3
		case '-', ':', '?':
			if i+1 < len(data) && data[i+1] == ' ' {
				n++
			}
		}
	}
	return n
}

// decodeYAML returns the first document and, if there is one, the second.
func decodeYAML(data []byte) (doc, more *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(data))
	doc = new(yaml.Node)
	if err := dec.Decode(doc); err != nil {
		if errors.Is(err, io.EOF) {
			return doc, nil, nil
		}
		return nil, nil, err
	}
	more = new(yaml.Node)
	err = dec.Decode(more)
	if errors.Is(err, io.EOF) {
		return doc, nil, nil
	}
	return doc, more, err
}

// errStop ends the reading of a document after an issue that makes the rest not
// worth reading.
var errStop = errors.New("stop")

var yamlLine = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^yaml: line (\d+): (.*)$`) })

// yamlSyntax returns the problem of a document that the parser refused. The
// parser's error has at best a line, and sometimes the one before, so its position
// is used only if package yamlmistake does not find the mistake.
func yamlSyntax(file string, data []byte, err error) problem.Problem {
	if p, ok := yamlmistake.Find(string(data)); ok {
		p.Pos.File = file
		return p
	}
	if i := bytes.IndexAny(data, oddLineEnds); i >= 0 {
		c, _ := utf8.DecodeRune(data[i:])
		return problem.Problem{
			Pos: position(problem.Pos{File: file, Line: 1, Column: 1, Approx: true}, data, i), Code: problem.Syntax,
			Msg: fmt.Sprintf("not valid YAML, perhaps because of the invisible line end U+%04X", c), Hint: "replace it with an ordinary line end or a space",
		}
	}
	line, msg := 1, strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlLine().FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
		msg = m[2]
		if strings.HasPrefix(msg, "did not find expected") {
			line++ // these count lines from 0
		}
	}
	last := 1 + bytes.Count(bytes.TrimRight(data, "\n"), []byte{'\n'})
	return problem.Problem{
		Pos: problem.Pos{File: file, Line: max(1, min(line, last)), Column: 1, Approx: true}, Code: problem.Syntax,
		Msg:  "not valid YAML: " + msg,
		Hint: "look for a missing quote, a missing bracket or a different indentation in this line and those above it",
	}
}

type yamlReader struct {
	file     string
	lim      Limits
	nodes    int
	problems problem.List
	path     trail
	lines    []int // what oddLines returned
	cuts     cutTexts
	anchors  map[*yaml.Node]problem.Problem // that no alias has named so far
}

// oddLineEnds are the characters that end a line for YAML 1.1 and for no editor.
const oddLineEnds = "\u0085\u2028\u2029"

// oddLines returns, for a document with characters that end a line for YAML 1.1
// and for nothing else (U+0085, U+2028, U+2029), the number of such ends before
// each of the parser's lines; nil for any other document.
func oddLines(data []byte) []int {
	text := string(data)
	if !strings.ContainsAny(text, oddLineEnds) {
		return nil
	}
	before := []int{0, 0}
	odd := 0
	for _, c := range text {
		switch c {
		case '\u0085', '\u2028', '\u2029':
			odd++
			before = append(before, odd)
		case '\n':
			before = append(before, odd)
		}
	}
	return before
}

// pos returns the position of a node, in lines as editors count them.
func (r *yamlReader) pos(y *yaml.Node) problem.Pos {
	at := problem.Pos{File: r.file, Line: max(y.Line, 1), Column: max(y.Column, 1)}
	if at.Line < len(r.lines) && r.lines[at.Line] > 0 {
		at.Line -= r.lines[at.Line]
		at.Approx = true // the column counts from the odd line end
	}
	return at
}

func (r *yamlReader) add(at problem.Pos, code problem.Code, msg, hint string) {
	if !r.problems.Full() {
		r.problems.Add(problem.Problem{Pos: at, Path: r.path.String(), Code: code, Msg: msg, Hint: hint})
	}
}

// anchor records the anchor of a node. It is reported unless an alias names it,
// because then the alias is.
func (r *yamlReader) anchor(y *yaml.Node, at problem.Pos) {
	if y.Anchor == "" || len(r.anchors) > problem.Max {
		return
	}
	if r.anchors == nil {
		r.anchors = make(map[*yaml.Node]problem.Problem)
	}
	r.anchors[y] = problem.Problem{
		Pos: at, Path: r.path.String(), Code: problem.Anchor,
		Msg: fmt.Sprintf("the anchor &%s is not accepted", y.Anchor), Hint: "remove it, or put the text in quotes if the & belongs to it",
	}
}

func (r *yamlReader) reportAnchors() {
	found := problem.List(slices.Collect(maps.Values(r.anchors)))
	found.Sort()
	r.problems.Append(found)
}

func (r *yamlReader) convert(y *yaml.Node, depth int) (*Node, error) {
	at := r.pos(y)
	r.nodes++
	if r.nodes > r.lim.Nodes {
		r.add(at, problem.TooMany, fmt.Sprintf("more than %d keys and values", r.lim.Nodes), "split the document, or raise the limit")
		return nil, errStop
	}
	n := &Node{Pos: at, flow: y.Style&yaml.FlowStyle != 0, block: y.Kind != yaml.ScalarNode && y.Style&yaml.FlowStyle == 0}
	r.anchor(y, at)
	switch y.Kind {
	case yaml.AliasNode:
		delete(r.anchors, y.Alias)
		r.add(at, problem.Alias, fmt.Sprintf("the alias *%s is not accepted", y.Value), "write the value out and remove the anchor &"+y.Value+", or put the text in quotes if the * belongs to it")
		n.Kind = Refused
		return n, nil
	case yaml.ScalarNode:
		r.scalar(y, n)
		return n, nil
	}
	if depth >= r.lim.Depth {
		r.add(at, problem.TooDeep, fmt.Sprintf("nested more than %d deep", r.lim.Depth), "")
		return nil, errStop
	}
	if y.Style&yaml.TaggedStyle != 0 && y.Tag != "!!map" && y.Tag != "!!seq" {
		r.add(at, problem.Tag, fmt.Sprintf("the tag %s is not accepted", y.Tag), tagHint)
		n.Kind = Refused
		return n, nil
	}
	if y.Kind == yaml.SequenceNode {
		n.Kind = List
		n.Items = make([]*Node, 0, len(y.Content))
		for i, c := range y.Content {
			r.path.pushIndex(i)
			item, err := r.convert(c, depth+1)
			if err != nil {
				return nil, err
			}
			r.path.pop()
			n.Items = append(n.Items, item)
		}
		return n, nil
	}
	n.Kind = Map
	return n, r.mapping(y, n, depth)
}

func (r *yamlReader) mapping(y *yaml.Node, n *Node, depth int) error {
	var seen keySet
	n.Fields = make([]Field, 0, len(y.Content)/2)
	for i := 0; i+1 < len(y.Content); i += 2 {
		key := y.Content[i]
		at := r.pos(key)
		r.nodes++
		r.anchor(key, at)
		if !r.keyFits(key, at) {
			n.partial = true
			continue
		}
		r.path.pushKey(key.Value)
		value, err := r.convert(y.Content[i+1], depth+1)
		if err != nil {
			return err
		}
		if first, dup := seen.find(n.Fields, key.Value); dup {
			r.add(at, problem.DuplicateKey, fmt.Sprintf("key %s stands here again, first at line %d column %d", Quote(key.Value), first.Line, first.Column), "keep one of the two")
		} else {
			n.Fields = append(n.Fields, Field{Key: key.Value, Pos: at, Value: value})
		}
		r.path.pop()
	}
	return nil
}

const tagHint = "remove it, or put the text in quotes if the ! belongs to it"

// keyFits reports a key that JSON could not say.
func (r *yamlReader) keyFits(key *yaml.Node, at problem.Pos) bool {
	switch {
	case key.Kind != yaml.ScalarNode:
		r.add(at, problem.KeyType, "a key must be text", "")
	case key.Tag == "!!merge":
		r.add(at, problem.MergeKey, "the merge key << is not accepted", "write the keys out")
	case key.Style&yaml.TaggedStyle != 0:
		r.add(at, problem.Tag, fmt.Sprintf("the tag %s is not accepted", key.Tag), tagHint)
	case strings.ContainsRune(key.Value, 0):
		r.add(at, problem.ControlCharacter, "the key holds the character U+0000", "remove it")
	default:
		return true
	}
	return false
}

func (r *yamlReader) scalar(y *yaml.Node, n *Node) {
	n.Text = y.Value
	n.plain = y.Style == 0
	if y.Style == 0 && y.LineComment != "" {
		r.cut(y)
	}
	if strings.ContainsRune(y.Value, 0) {
		r.add(n.Pos, problem.ControlCharacter, "the text holds the character U+0000", "remove it")
	}
	switch y.ShortTag() {
	case "!!null":
		n.Kind, n.Text = Null, ""
	case "!!bool":
		n.Kind = Bool
	case "!!int", "!!float":
		n.Kind = Number
	default:
		n.Kind = String
	}
	if y.Style&yaml.TaggedStyle != 0 {
		if y.Tag == "!!str" {
			n.Kind = String
			return
		}
		r.add(n.Pos, problem.Tag, fmt.Sprintf("the tag %s is not accepted", y.Tag), tagHint)
		n.Kind = Refused
	}
}

// WriteYAML writes a tree as YAML in block style, two spaces deep. Reading it
// back gives the same tree, positions aside.
func WriteYAML(w io.Writer, n *Node) error { return encodeYAML(w, toYAML(n)) }

// WriteYAMLBlocks is like WriteYAML for people who edit the result: a text of several lines is a
// block of lines, if reading that gives the same text.
func WriteYAMLBlocks(w io.Writer, n *Node) error {
	y := toYAML(n)
	useBlocks(y)
	return encodeYAML(w, y)
}

// useBlocks makes blocks of the texts of several lines that stay the same.
func useBlocks(n *yaml.Node) {
	for i, inner := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			continue // a key
		}
		useBlocks(inner)
	}
	if n.Kind != yaml.ScalarNode || !strings.Contains(n.Value, "\n") {
		return
	}
	for line := range strings.SplitSeq(n.Value, "\n") {
		if strings.TrimRightFunc(line, unicode.IsSpace) != line || line != "" && needsQuotes(strings.TrimLeft(line, " ")) {
			return
		}
	}
	if strings.TrimSpace(n.Value) == n.Value {
		n.Style = yaml.LiteralStyle
	}
}

func encodeYAML(w io.Writer, n *yaml.Node) error {
	var b bytes.Buffer // the encoder turns a writer's error into text
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := errors.Join(enc.Encode(n), enc.Close()); err != nil {
		return fmt.Errorf("write YAML: %w", err)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write YAML: %w", err)
	}
	return nil
}

func toYAML(n *Node) *yaml.Node {
	switch n.Kind {
	case List:
		y := &yaml.Node{Kind: yaml.SequenceNode}
		for _, item := range n.Items {
			y.Content = append(y.Content, toYAML(item))
		}
		return y
	case Map:
		y := &yaml.Node{Kind: yaml.MappingNode}
		for _, f := range n.Fields {
			y.Content = append(y.Content, scalarYAML("!!str", f.Key), toYAML(f.Value))
		}
		return y
	case String:
		return scalarYAML("!!str", n.Text)
	case Bool:
		return scalarYAML("!!bool", n.Text)
	case Number:
		return scalarYAML("", n.Text)
	}
	return scalarYAML("!!null", "null")
}

func scalarYAML(tag, text string) *yaml.Node {
	y := &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: text}
	if tag == "!!str" {
		// Folding and literal styles lose leading and trailing white space in
		// corner cases; quotes keep every character.
		y.SetString(text)
		y.Style = 0
		if needsQuotes(text) {
			y.Style = yaml.DoubleQuotedStyle
		}
	}
	return y
}

// needsQuotes reports whether a text has characters that a plain or block scalar
// might not bring back.
func needsQuotes(text string) bool {
	if strings.TrimSpace(text) != text || text == "" {
		return true
	}
	for _, c := range text {
		if c != ' ' && !unicode.IsGraphic(c) || c == 0xfeff || c == utf8.RuneError {
			return true
		}
	}
	return false
}
