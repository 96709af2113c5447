package rubric

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// DocumentLimits are the limits on a document that a loader accepts. A zero field means the
// default. For comparison, the CEI rubric has 50 kB and about 900 values. Time and memory
// grow linearly with the document.
type DocumentLimits struct {
	Bytes int // bytes of the document; default 8 MiB
	Depth int // nesting of lists and objects; default 32, at most 100,000
	Nodes int // keys and values together; default 200,000
}

// LoadOptions are the options of the loaders of this package. The zero value, or
// nil, means the defaults.
type LoadOptions struct {
	Limits DocumentLimits
}

// check returns an error if a limit is negative.
func (o *LoadOptions) check(function string) error {
	if o != nil && (o.Limits.Bytes < 0 || o.Limits.Depth < 0 || o.Limits.Nodes < 0) {
		return fmt.Errorf("rubric.%s: a limit in opt is negative: %+v", function, o.Limits)
	}
	return nil
}

func (o *LoadOptions) limits() source.Limits {
	if o == nil {
		return source.Limits{}
	}
	return source.Limits(o.Limits)
}

// Load reads a rubric document in YAML or JSON. name is the file name in the positions of
// problems. Its extension selects the syntax: .json is JSON, .yaml and .yml are YAML. With
// another extension, a document that starts with { or [ is JSON. opt may be nil.
//
// The error is a [problem.List] with all problems of the document, in the order of the
// file.
func Load(name string, data []byte, opt *LoadOptions) (*Rubric, error) {
	if err := opt.check("Load"); err != nil {
		return nil, err
	}
	root, problems := parse(name, data, Format, opt.limits())
	if root == nil {
		return nil, problems.Err()
	}
	return resolve(name, root, problems)
}

// LoadFS is like [Load] for a file of a file system. If the file cannot be read, the error
// is a [problem.List] with one problem of code [problem.IO], which wraps the file system's
// error.
func LoadFS(fsys fs.FS, name string, opt *LoadOptions) (*Rubric, error) {
	if fsys == nil {
		return nil, errors.New("rubric.LoadFS: fsys is nil")
	}
	if err := opt.check("LoadFS"); err != nil {
		return nil, err
	}
	limit := opt.limits().Bytes
	if limit <= 0 {
		limit = source.DefaultBytes
	}
	data, err := readFile(fsys, name, limit)
	if err != nil {
		return nil, err
	}
	return Load(name, data, opt)
}

// readFile reads at most one byte more than the limit, so that a huge file is refused
// without reading all of it.
func readFile(fsys fs.FS, name string, limit int) ([]byte, error) {
	ioProblem := func(err error) error {
		return problem.List{{Pos: problem.Pos{File: name}, Code: problem.IO, Msg: err.Error(), Err: err}}
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

// load reads a document of a format into doc, a pointer to a struct, and then calls check unless
// the document has another format. unread is as in [source.Decode]. The problems are in the order
// of the file.
func load(name string, data []byte, format string, opt *LoadOptions, doc any, check func(root *source.Node, unread map[string]bool) problem.List) problem.List {
	root, problems := parse(name, data, format, opt.limits())
	if root == nil {
		return problems
	}
	return decode(root, problems, doc, check)
}

// decode is the second part of load. problems are those of the first part.
func decode(root *source.Node, problems problem.List, doc any, check func(root *source.Node, unread map[string]bool) problem.List) problem.List {
	more, unread := source.Decode(root, doc)
	problems.Append(more)
	problems.Append(check(root, unread))
	problems.Sort()
	return problems
}

// resolve returns the rubric of a document's tree.
func resolve(name string, root *source.Node, problems problem.List) (*Rubric, error) {
	var doc EditionDocument
	if problems := decode(root, problems, &doc, doc.check); len(problems) > 0 {
		return nil, problems
	}
	r, err := build(doc)
	if err != nil {
		return nil, problem.List{{Pos: problem.Pos{File: name, Line: 1, Column: 1}, Code: problem.BadValue, Msg: err.Error(), Err: err}}
	}
	return r, nil
}

// parse returns the tree of a document, or nil if it has another format: then all other
// problems would be misleading.
func parse(name string, data []byte, format string, lim source.Limits) (*source.Node, problem.List) {
	root, problems := source.Parse(name, data, lim)
	switch {
	case root == nil:
	case root.Kind != source.Map:
		problems.Add(problem.Problem{Pos: root.Pos, Code: problem.WrongType, Msg: "expected an object, found " + root.Kind.String(), Hint: "begin with format: " + format})
		root = nil
	default:
		if bad := source.WrongFormat(root, format); bad != nil {
			problems.Add(*bad)
			root = nil
		}
	}
	problems.Sort()
	return root, problems
}

// New returns the rubric of a document that a program has filled in. It applies the same
// rules as [Load] and copies the document. An empty Format means [Format]. The error is a
// [problem.List] whose problems have a path but no position.
func New(d EditionDocument) (*Rubric, error) {
	if d.Format == "" {
		d.Format = Format
	}
	data, err := source.Marshal(&d)
	if err != nil {
		return nil, fmt.Errorf("make rubric: %w", err)
	}
	root, problems := parse("rubric.json", data, Format, source.Limits{})
	if root == nil {
		return nil, withoutPositions(problems).Err()
	}
	root.DropEmpty("descriptors", "wordings")
	r, err := resolve("", root, problems)
	ps, _ := problem.Of(err)
	return r, withoutPositions(ps).Err()
}

// withoutPositions removes the positions from problems of a document without a file.
func withoutPositions(ps problem.List) problem.List {
	for i := range ps {
		ps[i].Pos = problem.Pos{}
	}
	return ps
}
