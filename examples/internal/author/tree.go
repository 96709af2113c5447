package author

import (
	"bytes"
	"cmp"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/author"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Files of other tools may be larger than documents of this library.
const (
	maxBytes = 64 << 20
	maxNodes = 4_000_000
)

// documents returns the trees of the documents of a YAML or JSON file. A text that a # cuts
// short is as YAML reads it: other tools write comments after texts.
func documents(name string, data []byte) ([]*source.Node, error) {
	parts := [][]byte{data}
	if !source.HasByteOrderMark(data) && !strings.HasSuffix(strings.ToLower(name), ".json") {
		parts = splitYAML(data)
	}
	var roots []*source.Node
	var problems problem.List
	for _, part := range parts {
		if len(bytes.TrimSpace(part)) == 0 {
			continue
		}
		root, found := source.Parse(name, part, source.Limits{Bytes: maxBytes, Nodes: maxNodes})
		for _, p := range found {
			if p.Code != problem.CutText {
				problems.Add(p)
			}
		}
		if root != nil && root.Kind == source.Map {
			roots = append(roots, root)
		}
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	return roots, nil
}

// splitYAML splits a file at its lines ---. Each part has empty lines before it, so that its
// line numbers are those of the file.
func splitYAML(data []byte) [][]byte {
	var parts [][]byte
	part, before := []byte(nil), 0
	lines := 0
	for line := range bytes.Lines(data) {
		if string(bytes.TrimRight(line, " \r\n")) == "---" {
			parts = append(parts, part)
			before = lines + 1
			part = bytes.Repeat([]byte("\n"), before)
		} else {
			part = append(part, line...)
		}
		lines++
	}
	return append(parts, part)
}

// text returns the text of a key, or "".
func text(n *source.Node, key string) string {
	if n == nil {
		return ""
	}
	return scalar(n.Get(key))
}

// scalar returns the text of a value that is a text or a number, or "".
func scalar(v *source.Node) string {
	if v == nil {
		return ""
	}
	if v.Kind == source.Number {
		return v.Text
	}
	s, _ := v.AsText()
	return strings.TrimSpace(s)
}

// items returns the objects of a list.
func items(n *source.Node, key string) []*source.Node {
	v := n.Get(key)
	if v == nil || v.Kind != source.List {
		return nil
	}
	var list []*source.Node
	for _, item := range v.Items {
		if item.Kind == source.Map {
			list = append(list, item)
		}
	}
	return list
}

// byOrder compares objects by a number.
func byOrder(key string) func(a, b *source.Node) int {
	return func(a, b *source.Node) int {
		x, _ := strconv.ParseFloat(text(a, key), 64)
		y, _ := strconv.ParseFloat(text(b, key), 64)
		return cmp.Compare(x, y)
	}
}

// places are the places of a row that one object describes.
func places(n *source.Node) map[string]author.Place {
	return map[string]author.Place{"": {Pos: n.Pos}}
}

// paragraphs joins texts that are not "".
func paragraphs(texts ...string) string {
	var list []string
	for _, t := range texts {
		if t != "" {
			list = append(list, t)
		}
	}
	return strings.Join(list, "\n\n")
}
