package author

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// yamlWriter writes a YAML document with comments. The first error is kept.
type yamlWriter struct {
	b   bytes.Buffer
	err error
}

// line writes a line that is YAML already.
func (w *yamlWriter) line(indent int, text string) {
	w.b.WriteString(strings.Repeat(" ", indent) + text + "\n")
}

// cut removes the last n bytes.
func (w *yamlWriter) cut(n int) { w.b.Truncate(max(0, w.b.Len()-n)) }

// comment writes a text as comment lines.
func (w *yamlWriter) comment(indent int, text string) {
	// YAML ends a comment at every line end that Unicode knows, and refuses some characters.
	clean := strings.Map(func(c rune) rune {
		switch {
		case c == '\n':
			return c
		case c == '\u0085' || c == '\u2028' || c == '\u2029' || c == '\ufeff' || unicode.IsControl(c) || c == unicode.ReplacementChar:
			return ' '
		}
		return c
	}, text)
	for line := range strings.SplitSeq(clean, "\n") {
		w.line(indent, strings.TrimRight("# "+line, " "))
	}
}

// value writes the keys of a value that has a JSON form, other than some keys.
func (w *yamlWriter) value(indent int, v any, skip ...string) {
	text, err := yamlOf(v, skip...)
	if err != nil && w.err == nil {
		w.err = err
		return
	}
	for line := range strings.Lines(text) {
		if line != "\n" {
			w.b.WriteString(strings.Repeat(" ", indent))
		}
		w.b.WriteString(line)
	}
}

func (w *yamlWriter) writeTo(to io.Writer) error {
	if w.err != nil {
		return w.err
	}
	_, err := to.Write(w.b.Bytes())
	return err
}

// yamlOf returns the YAML of a value that has a JSON form.
func yamlOf(v any, skip ...string) (string, error) {
	data, err := source.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("write YAML: %w", err)
	}
	root, problems := source.Parse("draft.json", data, source.Limits{Bytes: len(data) + 1, Nodes: len(data) + 1})
	if err := problems.Err(); err != nil {
		return "", fmt.Errorf("write YAML: %w", err)
	}
	root.Fields = slices.DeleteFunc(root.Fields, func(f source.Field) bool { return slices.Contains(skip, f.Key) })
	if len(root.Fields) == 0 {
		return "", nil
	}
	var b strings.Builder
	if err := source.WriteYAMLBlocks(&b, root); err != nil {
		return "", err
	}
	return b.String(), nil
}

// WriteRubric writes a rubric as YAML for authors. It is what [rubric.Rubric.WriteYAML] writes,
// with the lines of a text below each other. It returns an error if r or w is nil or writing
// fails.
func WriteRubric(w io.Writer, r *rubric.Rubric) error {
	if err := loaded("WriteRubric", "r", r); err != nil {
		return err
	}
	if w == nil {
		return errors.New("author.WriteRubric: w is nil")
	}
	text, err := yamlOf(r)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, text)
	return err
}

// parse returns the tree of a document that is an object.
func parse(name string, data []byte, limits source.Limits) (*source.Node, problem.List) {
	root, problems := source.Parse(name, data, limits)
	if root != nil && root.Kind != source.Map {
		problems.Add(problem.Problem{Pos: root.Pos, Code: problem.WrongType, Msg: "expected an object, found " + root.Kind.String()})
		root = nil
	}
	problems.Sort()
	return root, problems
}

// loaded returns an error if an argument is nil or the zero Rubric.
func loaded(function, argument string, r *rubric.Rubric) error {
	switch {
	case r == nil:
		return fmt.Errorf("author.%s: %s is nil", function, argument)
	case r.Spectrum() == nil:
		return fmt.Errorf("author.%s: %s is the zero Rubric; make it with rubric.Load", function, argument)
	}
	return nil
}
