package rubric

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
)

// Pos is a place in a file. Line and Column are 1-based and Column counts runes
// (not bytes, not screen cells); both are 0 when the input was not a file. Approx
// says that only the neighbourhood of the line is known.
type Pos struct {
	File   string
	Line   int
	Column int
	Approx bool
}

// String returns file:line:column, or the part of it that is known.
func (p Pos) String() string {
	s := p.File
	if p.Line > 0 {
		if s != "" {
			s += ":"
		}
		s += strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
	}
	return s
}

// Problem is one finding in an input: where, what, and what to do about it.
//
// Code is stable and meant for programs; Msg and Hint are for people and may
// change. Path names the value within the document, as in
// domains[0].competencies[2].title. Err is the error behind the problem, when
// there is one.
type Problem struct {
	Pos  Pos
	Path string
	Code Code
	Msg  string
	Hint string
	Err  error
}

// Error returns "file:line:column: code: message", on one line. The path stands
// in for the position where there is none.
func (p Problem) Error() string {
	var b strings.Builder
	at := p.Pos.String()
	if p.Pos.Line == 0 && p.Path != "" {
		if at != "" {
			at += ": "
		}
		at += p.Path
	}
	if at != "" {
		b.WriteString(at + ": ")
	}
	b.WriteString(string(p.Code) + ": ")
	if p.Pos.Line > 0 && p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	b.WriteString(p.Msg)
	if p.Hint != "" {
		b.WriteString("; " + p.Hint)
	}
	return b.String()
}

// Unwrap returns p.Err.
func (p Problem) Unwrap() error { return p.Err }

// Problems is a list of findings. Functions that return one as an error return it
// through [Problems.Err], so that no problem means a nil error; get it back with
// [ProblemsOf].
type Problems []Problem

// Add appends a problem.
func (ps *Problems) Add(p Problem) { *ps = append(*ps, p) }

// Sort orders the problems by file, line, column and path, keeps the order of
// equals, and drops exact repetitions.
func (ps *Problems) Sort() {
	slices.SortStableFunc(*ps, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
			comparePaths(a, b),
		)
	})
	*ps = slices.CompactFunc(*ps, func(a, b Problem) bool {
		return a.Pos == b.Pos && a.Path == b.Path && a.Code == b.Code && a.Msg == b.Msg
	})
}

// comparePaths orders by path only what has a position: without one, the order of
// finding is the order of the document.
func comparePaths(a, b Problem) int {
	if a.Pos.Line == 0 {
		return 0
	}
	return strings.Compare(a.Path, b.Path)
}

// Err returns the problems as an error, nil when there are none.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}

// Error returns the problems, one on a line.
func (ps Problems) Error() string {
	if len(ps) == 0 {
		return "no problems"
	}
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the problems as errors, for errors.Is and errors.As.
func (ps Problems) Unwrap() []error {
	errs := make([]error, len(ps))
	for i, p := range ps {
		errs[i] = p
	}
	return errs
}

// ProblemsOf returns the problems in an error's tree, and whether there are any.
func ProblemsOf(err error) (Problems, bool) {
	if ps, ok := errors.AsType[Problems](err); ok {
		return ps, len(ps) > 0
	}
	if p, ok := errors.AsType[Problem](err); ok {
		return Problems{p}, true
	}
	return nil, false
}

// withoutPositions returns the problems of a document that nobody has seen as text.
func (ps Problems) withoutPositions() Problems {
	for i := range ps {
		ps[i].Pos = Pos{}
	}
	return ps
}

// MaxProblems is how many problems of one document are reported; one more says that
// there are others.
const MaxProblems = source.MaxIssues

func problemsOf(file string, issues []source.Issue) Problems {
	var ps Problems
	for _, i := range issues {
		ps.Add(Problem{
			Pos:  Pos{File: file, Line: i.Pos.Line, Column: i.Pos.Column, Approx: i.Pos.Approx},
			Path: i.Path, Code: Code(i.Code), Msg: i.Msg, Hint: i.Hint,
		})
	}
	ps.Sort()
	return ps.cut()
}

// cut leaves MaxProblems problems and one that says that there are others.
func (ps Problems) cut() Problems {
	if len(ps) > MaxProblems {
		ps = ps[:MaxProblems:MaxProblems]
		last := ps[MaxProblems-1].Pos
		ps.Add(Problem{Pos: last, Code: CodeTooMany, Msg: "there are more problems than " + strconv.Itoa(MaxProblems)})
	}
	return ps
}
