package assess

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sync"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// strictReader reads responses and finds everything that is wrong with them. It reads
// each one in the memory of the previous one. Only the record that it returns refers to
// that memory, and it is valid until the next response is read. It is for one goroutine.
type strictReader struct {
	rubric  *rubric.Rubric
	lim     source.Limits
	parser  source.Parser
	ratings map[string]RatingEntry // of the document

	rec  record.Record
	text []byte // memory of its texts
}

// load reads a document.
func (s *strictReader) load(name string, data []byte) (*record.Record, problem.List) {
	return s.response(s.parser.Parse(name, data, s.lim))
}

// part reads a JSON document that is part of a larger file and begins at start there.
func (s *strictReader) part(start problem.Pos, data []byte) (*record.Record, problem.List) {
	return s.response(s.parser.ParseJSON(start, data, s.lim))
}

// response makes a record from the tree of its document. If there are problems, which are in
// the order of the file, the record has only what is known of what was refused; it may be nil.
func (s *strictReader) response(root *source.Node, problems problem.List) (*record.Record, problem.List) {
	if root == nil {
		return nil, problems
	}
	if bad := source.WrongFormat(root, ResponseFormat); bad != nil {
		problems.Add(*bad)
		return nil, sorted(problems)
	}
	p, more := s.decode(root)
	if problems.Append(more); len(problems) > 0 {
		return p, sorted(problems)
	}
	return p, nil
}

var documentShapes = sync.OnceValue(func() source.Shapes { return source.ShapesOf(reflect.TypeFor[ResponseDocument]()) })

// decode makes a record from the tree of its document.
func (s *strictReader) decode(root *source.Node) (*record.Record, problem.List) {
	if s.ratings == nil || len(s.ratings) > 2*s.rubric.CompetencyCount() { // emptying a large one takes long
		s.ratings = make(map[string]RatingEntry, s.rubric.CompetencyCount())
	}
	clear(s.ratings)
	d := ResponseDocument{Ratings: s.ratings}
	problems, unread := documentShapes().Decode(root, &d)
	if root.Kind != source.Map {
		return nil, problems
	}
	problems.Append(s.pack(&d, root, unread))
	return &s.rec, problems
}

// pack checks a decoded document against the rubric and packs it into the record.
func (s *strictReader) pack(d *ResponseDocument, root *source.Node, unread map[string]bool) problem.List {
	// If draft could not be read, what is missing may be missing rightly.
	c := checker{rubric: s.rubric, root: root, unread: unread, draft: d.Draft || unread["draft"]}
	c.unfinished(d.Ratings)
	s.rec.Reset(s.rubric.CompetencyCount())
	if c.wrongEdition(d.Rubric) {
		return c.problems
	}
	rec := &s.rec
	s.text = s.text[:0]
	rec.Draft, rec.Constituency = d.Draft, c.constituency(d.Constituency)
	c.date("date", d.Date)
	c.background(rec, d.Background)
	rec.ID, rec.Organization, rec.Date, rec.Language = s.keep(d.ID), s.keep(d.Organization), s.keep(d.Date), s.keep(d.Language)
	if len(d.Ratings) <= problem.Max {
		for id, e := range d.Ratings {
			s.rate(&c, d.Constituency, id, e)
		}
		return c.problems
	}
	// There can be more problems than are kept. In order, the same ones are kept each time.
	for _, id := range slices.Sorted(maps.Keys(d.Ratings)) {
		s.rate(&c, d.Constituency, id, d.Ratings[id])
	}
	return c.problems
}

// rate checks the entry of a competency for a rater of a constituency and adds it to the record.
func (s *strictReader) rate(c *checker, constituency, id string, e RatingEntry) {
	rec := &s.rec
	comp, ok := s.rubric.Competency(id)
	if !ok {
		c.unknownCompetency("ratings", id)
		return
	}
	i := comp.Index()
	if !c.withoutStage[id] {
		rating, ok := c.rating(id, e.Stage)
		if !ok {
			return
		}
		rec.Ratings[i] = byte(rating)
	}
	if rec.Constituency >= 0 && !comp.Asks(constituency) {
		c.notAsked(constituency, id)
	}
	for _, text := range e.Evidence {
		rec.Remarks = append(rec.Remarks, record.Remark{Competency: i, Text: s.keep(text)})
	}
	if e.Note != "" {
		rec.Remarks = append(rec.Remarks, record.Remark{Competency: i, Note: true, Text: s.keep(e.Note)})
	}
}

// keep returns a copy of a text in the memory of the record's texts, nil for none.
func (s *strictReader) keep(text string) []byte {
	if text == "" {
		return nil
	}
	from := len(s.text)
	s.text = append(s.text, text...)
	return s.text[from:len(s.text):len(s.text)]
}

// line reads one response that begins at start. If err is not nil, the line exceeded the
// limit.
func (s *strictReader) line(start problem.Pos, line []byte, err error) (*record.Record, problem.List) {
	if err != nil {
		return nil, problem.List{{
			Pos: start, Code: problem.TooLarge,
			Msg: fmt.Sprintf("the line has more than %d bytes", s.lim.Bytes), Hint: "put one response on a line",
		}}
	}
	if source.HasByteOrderMark(line) {
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
