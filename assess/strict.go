package assess

import (
	"bytes"
	"fmt"
	"reflect"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
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
func (s *strictReader) load(name string, data []byte) (*Response, []source.Issue) {
	root, issues := s.parser.Parse(name, data, s.lim)
	if root == nil {
		return nil, issues
	}
	if issue := source.WrongFormat(root, Format); issue != nil {
		return nil, append(issues, *issue)
	}
	p, more := s.decode(root)
	return p, append(issues, more...)
}

var documentShapes = source.ShapesOf(reflect.TypeFor[Document]())

// decode makes a response from the tree of its document.
func (s *strictReader) decode(root *source.Node) (*Response, []source.Issue) {
	if s.ratings == nil || len(s.ratings) > 2*s.rubric.CompetencyCount() { // emptying a large one takes long
		s.ratings = make(map[string]RatingEntry, s.rubric.CompetencyCount())
	}
	clear(s.ratings)
	d := Document{Ratings: s.ratings}
	issues, unread := documentShapes.Decode(root, &d)
	if root.Kind != source.Map {
		return nil, issues
	}
	p, more := resolve(s.rubric, &d, root, unread)
	return p, append(issues, more...)
}

// line reads the response on a line, of which err says that it was too long to be read.
func (s *strictReader) line(line []byte, err error) (*Response, []source.Issue) {
	if err != nil {
		return nil, []source.Issue{{
			Pos: source.Pos{Line: 1, Column: 1}, Code: source.TooLarge,
			Msg: fmt.Sprintf("the line has more than %d bytes", s.lim.Bytes), Hint: "put one response on a line",
		}}
	}
	if bytes.HasPrefix(line, byteOrderMark) {
		return nil, []source.Issue{{
			Pos: source.Pos{Line: 1, Column: 1}, Code: source.Encoding,
			Msg: "a byte order mark stands within the file", Hint: "remove it; it may have come from joining files",
		}}
	}
	p, issues := s.load(".ndjson", line)
	for i := range issues {
		switch i := &issues[i]; {
		case i.Hint != "" || i.Path != "":
		case i.Code == source.Syntax:
			i.Hint = "each line holds one whole response"
		case i.Code == source.WrongType:
			i.Hint = "each line holds one response, without a list around them"
		}
	}
	return p, issues
}
