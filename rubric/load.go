package rubric

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"

	"github.com/waymark-go/waymark/internal/source"
)

// Limits bounds what a loader accepts. A zero field means the default, which is
// ample: the CEI rubric has 50 kB and some 900 values. Reading takes time and
// memory in proportion to what the limits let through.
type Limits struct {
	Bytes int // bytes of the document; default 8 MiB
	Depth int // nesting of lists and objects; default 32
	Nodes int // keys and values together; default 200,000
}

// Load reads a rubric document, YAML or JSON, with the default limits. Name is
// the file name to report positions with; its extension decides the syntax, and
// without a known one the first character does.
//
// The error is a [Problems] with everything that is wrong with the document, in
// the order of the file.
func Load(name string, data []byte) (*Rubric, error) { return Limits{}.Load(name, data) }

// LoadFS reads a rubric document from a file system. The error is a [Problems];
// when the file could not be read it has a single problem of [CodeIO] that wraps
// the file system's error.
func LoadFS(fsys fs.FS, name string) (*Rubric, error) {
	data, err := readFile(fsys, name, source.DefaultBytes)
	if err != nil {
		return nil, err
	}
	return Load(name, data)
}

// readFile reads a file up to one byte past the limit, so that a huge file is
// refused without being held.
func readFile(fsys fs.FS, name string, limit int) ([]byte, error) {
	ioProblem := func(err error) error {
		return Problems{{Pos: Pos{File: name}, Code: CodeIO, Msg: err.Error(), Err: err}}
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, ioProblem(err)
	}
	defer f.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(io.LimitReader(f, int64(limit)+1)); err != nil {
		return nil, ioProblem(err)
	}
	return b.Bytes(), nil
}

// Load is the function [Load] with limits of the caller's.
func (l Limits) Load(name string, data []byte) (*Rubric, error) {
	root, issues := parse(name, data, Format, source.Limits(l))
	if root == nil {
		return nil, problemsOf(name, issues)
	}
	return resolve(name, root, issues)
}

// resolve makes a rubric from the tree of its document.
func resolve(name string, root *source.Node, issues []source.Issue) (*Rubric, error) {
	var doc Document
	more, unread := source.Decode(root, &doc)
	issues = append(issues, more...)
	issues = append(issues, check(&doc, root, unread)...)
	if len(issues) > 0 {
		return nil, problemsOf(name, issues)
	}
	r, err := build(doc)
	if err != nil {
		return nil, Problems{{Pos: Pos{File: name, Line: 1, Column: 1}, Code: CodeBadValue, Msg: err.Error(), Err: err}}
	}
	return r, nil
}

// parse reads the tree of a document and makes sure that it is of the wanted
// format, since every other finding would be noise if it were not.
func parse(name string, data []byte, format string, lim source.Limits) (*source.Node, []source.Issue) {
	root, issues := source.Parse(name, data, lim)
	if root == nil {
		return nil, issues
	}
	if root.Kind != source.Map {
		return nil, append(issues, source.Issue{Pos: root.Pos, Code: source.WrongType, Msg: "expected an object, found " + root.Kind.String()})
	}
	if issue := source.WrongFormat(root, format); issue != nil {
		return nil, append(issues, *issue)
	}
	return root, issues
}

// New makes a rubric from a document put together in code, under the same rules
// as a loaded one. The document is copied. The error is a [Problems] whose
// problems have a path and no position. An empty Format is filled in.
func New(d Document) (*Rubric, error) {
	if d.Format == "" {
		d.Format = Format
	}
	data, err := source.Marshal(&d)
	if err != nil {
		return nil, fmt.Errorf("make rubric: %w", err)
	}
	root, issues := parse("rubric.json", data, Format, source.Limits{})
	if root != nil {
		root.DropEmpty("descriptors")
		r, err := resolve("", root, issues)
		ps, _ := ProblemsOf(err)
		return r, ps.withoutPositions().Err()
	}
	return nil, problemsOf("", issues).withoutPositions()
}
