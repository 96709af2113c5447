package assess

import (
	"bytes"
	"fmt"
	"reflect"
	"sync"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// strictReader reads responses one after the other, each in the memory of the one
// before, and finds everything that is wrong with them. What it returns holds on to none
// of that memory. It is for one goroutine.
type strictReader struct {
	rubric  *rubric.Rubric
	lim     source.Limits
	parser  source.Parser
	ratings map[string]RatingEntry // of the document
}

// load reads a document.
func (s *strictReader) load(name string, data []byte) (*Response, problem.List) {
	return s.response(s.parser.Parse(name, data, s.lim))
}

// part reads a JSON document that is part of a larger file and begins at start there.
func (s *strictReader) part(start problem.Pos, data []byte) (*Response, problem.List) {
	return s.response(s.parser.ParseJSON(start, data, s.lim))
}

// response makes a response from the tree of its document. It returns no response if
// there are problems, which are in the order of the file.
func (s *strictReader) response(root *source.Node, problems problem.List) (*Response, problem.List) {
	if root == nil {
		return nil, problems
	}
	if bad := source.WrongFormat(root, Format); bad != nil {
		problems.Add(*bad)
		return nil, sorted(problems)
	}
	p, more := s.decode(root)
	if problems.Append(more); len(problems) > 0 {
		return nil, sorted(problems)
	}
	return p, nil
}

var documentShapes = sync.OnceValue(func() source.Shapes { return source.ShapesOf(reflect.TypeFor[Document]()) })

// decode makes a response from the tree of its document.
func (s *strictReader) decode(root *source.Node) (*Response, problem.List) {
	if s.ratings == nil || len(s.ratings) > 2*s.rubric.CompetencyCount() { // emptying a large one takes long
		s.ratings = make(map[string]RatingEntry, s.rubric.CompetencyCount())
	}
	clear(s.ratings)
	d := Document{Ratings: s.ratings}
	problems, unread := documentShapes().Decode(root, &d)
	if root.Kind != source.Map {
		return nil, problems
	}
	p, more := resolve(s.rubric, &d, root, unread)
	problems.Append(more)
	return p, problems
}

// line reads one response that begins at start. If err is not nil, the line exceeded the
// limit.
func (s *strictReader) line(start problem.Pos, line []byte, err error) (*Response, problem.List) {
	if err != nil {
		return nil, problem.List{{
			Pos: start, Code: problem.TooLarge,
			Msg: fmt.Sprintf("the line has more than %d bytes", s.lim.Bytes), Hint: "put one response on a line",
		}}
	}
	if bytes.HasPrefix(line, byteOrderMark) {
		return nil, problem.List{{
			Pos: start, Code: problem.Encoding,
			Msg: "a byte order mark stands within the file", Hint: "remove it; it may have come from joining files",
		}}
	}
	p, problems := s.part(start, line)
	for i := range problems {
		switch i := &problems[i]; {
		case i.Hint != "" || i.Path != "":
		case i.Code == problem.Syntax:
			i.Hint = "each line holds one whole response"
		case i.Code == problem.WrongType:
			i.Hint = "each line holds one response, without a list around them"
		}
	}
	return p, problems
}
