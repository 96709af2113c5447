package problem

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pos is a place in a file. Line and Column are 1-based and Column counts runes
// (not bytes, not screen cells). Both are 0 if the input was not a file. Approx
// means that only the neighbourhood of the line is known.
type Pos struct {
	File   string
	Line   int
	Column int
	Approx bool
}

// FileName returns the name of a file as messages show it: as it is, or quoted like a Go
// string if a character is not printable. A name can come from somebody else, and a line
// break or an escape sequence in it would look like a message of its own or change what a
// terminal shows.
func FileName(name string) string {
	if !utf8.ValidString(name) || strings.ContainsFunc(name, func(c rune) bool { return !strconv.IsPrint(c) }) {
		return strconv.Quote(name)
	}
	return name
}

// printable returns a text on one line, with characters that are not printable as Go escapes. Headers
// and keys are parts of paths and messages, and can come from somebody else too.
func printable(text string) string {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, func(c rune) bool { return !strconv.IsPrint(c) && !isSpace(c) }) {
		return text
	}
	var b strings.Builder
	for _, c := range text {
		if strconv.IsPrint(c) || isSpace(c) {
			b.WriteRune(c)
			continue
		}
		quoted := strconv.QuoteRune(c)
		b.WriteString(quoted[1 : len(quoted)-1])
	}
	return b.String()
}

// isSpace reports whether a character is a space other than the usual one, which is not printable for
// package strconv and which many languages have in texts.
func isSpace(c rune) bool { return unicode.Is(unicode.Zs, c) }

// String returns file:line:column, or the part of it that is known. The file is shown as by
// [FileName].
func (p Pos) String() string {
	s := FileName(p.File)
	if p.Line > 0 {
		if s != "" {
			s += ":"
		}
		s += strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
	}
	return s
}

// Problem is one finding in an input: where it is, what is wrong, and what to do
// about it.
//
// Code is stable and meant for programs. Msg and Hint are for people and may
// change. Path names the value within the document, as in
// domains[0].competencies[2].title. Err is the underlying error, if there is one.
type Problem struct {
	Pos  Pos
	Path string
	Code Code
	Msg  string
	Hint string
	Err  error
}

// Error returns "file:line:column: code: message" on one line, with characters that are
// not printable escaped. The path replaces the position if there is none.
// "approximately here: " precedes the message if p.Pos.Approx is set.
func (p Problem) Error() string {
	var b strings.Builder
	at := p.Pos.String()
	if p.Pos.Line == 0 && p.Path != "" {
		if at != "" {
			at += ": "
		}
		at += printable(p.Path)
	}
	if at != "" {
		b.WriteString(at + ": ")
	}
	b.WriteString(string(p.Code) + ": ")
	if p.Pos.Approx {
		b.WriteString("approximately here: ")
	}
	if p.Pos.Line > 0 && p.Path != "" {
		b.WriteString(printable(p.Path) + ": ")
	}
	b.WriteString(printable(p.Text()))
	return b.String()
}

// Text returns the message and, after a semicolon, the hint. A page can show it next to the position
// and the path.
func (p Problem) Text() string {
	if p.Hint == "" {
		return p.Msg
	}
	return p.Msg + "; " + p.Hint
}

// Unwrap returns p.Err.
func (p Problem) Unwrap() error { return p.Err }

// wire is the JSON form of a Problem.
type wire struct {
	File        string `json:"file,omitempty"`
	Line        int    `json:"line,omitempty"`
	Column      int    `json:"column,omitempty"`
	Approximate bool   `json:"approximate,omitempty"`
	Path        string `json:"path,omitempty"`
	Code        Code   `json:"code"`
	Message     string `json:"message"`
	Hint        string `json:"hint,omitempty"`
}

// MarshalJSON writes the problem as an object with the keys file, line, column,
// approximate, path, code, message and hint. Code and message are always
// present, the others if they say something. Err is not written: its text is
// part of the message.
func (p Problem) MarshalJSON() ([]byte, error) {
	return json.Marshal(wire{p.Pos.File, p.Pos.Line, p.Pos.Column, p.Pos.Approx, p.Path, p.Code, p.Msg, p.Hint})
}

// UnmarshalJSON reads what [Problem.MarshalJSON] writes. Err is nil then.
func (p *Problem) UnmarshalJSON(data []byte) error {
	var w wire
	if err := json.Unmarshal(data, &w); err != nil {
		return fmt.Errorf("read problem: %w", err)
	}
	*p = Problem{Pos: Pos{w.File, w.Line, w.Column, w.Approximate}, Path: w.Path, Code: w.Code, Msg: w.Message, Hint: w.Hint}
	return nil
}

// List is a list of problems. Functions that return one as an error return it
// through [List.Err], so that an empty list is a nil error. [Of] gets it back.
//
// The zero value is an empty list. A List is not safe for concurrent use while
// it is being added to.
type List []Problem

// Max is the largest number of problems that are reported for one document or record. If
// there are more, a further problem of code [TooMany] follows.
const Max = 1000

// Add appends a problem. It adds a problem of the code [TooMany] instead if the
// list has [Max] problems, and nothing if it has more.
func (l *List) Add(p Problem) {
	switch {
	case len(*l) < Max:
		*l = append(*l, p)
	case len(*l) == Max:
		*l = append(*l, Problem{Pos: p.Pos, Code: TooMany, Msg: "the input has more than " + strconv.Itoa(Max) + " problems"})
	}
}

// Append adds all problems of another list, under the limit of [List.Add].
func (l *List) Append(more List) {
	for _, p := range more {
		l.Add(p)
	}
}

// Full reports whether [List.Add] adds nothing more.
func (l List) Full() bool { return len(l) > Max }

// Sort orders the problems by file, line, column and path, keeps the order of
// equals, and removes exact repetitions. Problems without a line stay in the
// order in which they were found, which is the order of the document. The problem
// that [List.Add] adds beyond [Max] stays the last.
func (l *List) Sort() {
	sorted := (*l)[:min(len(*l), Max)]
	rest := (*l)[len(sorted):]
	slices.SortStableFunc(sorted, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
			comparePaths(a, b),
		)
	})
	sorted = slices.CompactFunc(sorted, func(a, b Problem) bool {
		return a.Pos == b.Pos && a.Path == b.Path && a.Code == b.Code && a.Msg == b.Msg
	})
	*l = append(sorted, rest...)
}

func comparePaths(a, b Problem) int {
	if a.Pos.Line == 0 {
		return 0
	}
	return strings.Compare(a.Path, b.Path)
}

// Err returns the list as an error, or nil if it is empty.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// Error returns the problems, one on a line.
func (l List) Error() string {
	if len(l) == 0 {
		return "no problems"
	}
	lines := make([]string, len(l))
	for i, p := range l {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the problems as errors, for errors.Is and errors.As.
func (l List) Unwrap() []error {
	errs := make([]error, len(l))
	for i, p := range l {
		errs[i] = p
	}
	return errs
}

// Of returns the problems in an error's tree. It returns false if there are none.
func Of(err error) (List, bool) {
	var list List
	if errors.As(err, &list) {
		return list, len(list) > 0
	}
	var p Problem
	if errors.As(err, &p) {
		return List{p}, true
	}
	return nil, false
}
