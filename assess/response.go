package assess

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/spectrum"
)

// ResponseFormat is the first key's value in a response document.
const ResponseFormat = "response/1"

// ResponseDocument is a response in its editable form: the JSON document, key by key.
// Fill one in and pass it to [NewResponse], or get one from [Response.Document]. The zero
// value of an optional field means that the key is absent.
type ResponseDocument struct {
	Format       string                 `json:"format" enum:"response/1"`
	Rubric       string                 `json:"rubric" rule:"ref"` // such as cei@2023.2
	ID           string                 `json:"id" rule:"name"`    // the response's, not the rater's name
	Draft        bool                   `json:"draft,omitzero"`    // the response is unfinished
	Organization string                 `json:"organization,omitzero" rule:"name"`
	Constituency string                 `json:"constituency,omitzero"`     // an id
	Date         string                 `json:"date,omitzero" rule:"date"` // a calendar day, YYYY-MM-DD
	Language     string                 `json:"language,omitzero" rule:"language"`
	Background   map[string]string      `json:"background,omitempty"`     // option ids by question id
	Ratings      map[string]RatingEntry `json:"ratings" missing:"caller"` // by competency id
}

// RatingEntry is a rating in a document. Stage is the id of a stage, or
// not-applicable, dont-know or declined. A competency that was not answered has
// no entry, unless the response is a draft: there an entry without a stage has the
// evidence or the note of a competency that is not rated yet.
type RatingEntry struct {
	Stage    string   `json:"stage" shorthand:"true" missing:"caller"`
	Evidence []string `json:"evidence,omitempty" rule:"free" items:"0-100"`
	Note     string   `json:"note,omitzero" rule:"free"`
}

// MarshalJSON writes an entry without evidence and note as the plain stage id, and leaves
// out the stage of an entry that has only these.
func (e RatingEntry) MarshalJSON() ([]byte, error) {
	if len(e.Evidence) == 0 && e.Note == "" {
		return json.Marshal(e.Stage)
	}
	type object struct {
		Stage    string   `json:"stage,omitzero"`
		Evidence []string `json:"evidence,omitempty"`
		Note     string   `json:"note,omitzero"`
	}
	return source.Marshal(object(e))
}

// Response is the ratings of one rater of one rubric. It never changes and is safe for
// concurrent use.
type Response struct {
	rubric       *rubric.Rubric
	id           string
	draft        bool
	organization string
	constituency string
	date         string
	language     string
	ratings      []Rating // by competency index
	remarks      []remark // of the few competencies that have any, by index

	background []backgroundAnswer // in the rubric's order, nil for none
}

// remark is the free text that came with a rating, or in a draft instead of one.
type remark struct {
	index    int
	evidence []string
	note     string
}

func (m remark) isEmpty() bool { return len(m.evidence) == 0 && m.note == "" }

// Rubric returns the rubric that was rated.
func (p *Response) Rubric() *rubric.Rubric { return p.rubric }

// ID returns the response's id.
func (p *Response) ID() string { return p.id }

// Organization returns the school or district, or "".
func (p *Response) Organization() string { return p.organization }

// Constituency returns the id of the constituency of the rater. It returns "" if the rubric
// has no constituencies, or if the response is a draft that does not name one yet.
func (p *Response) Constituency() string { return p.constituency }

// Date returns the calendar day, YYYY-MM-DD, or "".
func (p *Response) Date() string { return p.date }

// Language returns the tag of the language that the rater answered in, or "".
func (p *Response) Language() string { return p.language }

// Rating returns the rating of a competency of the rubric or of a translation of it. It
// returns NotAsked if the rater's constituency is not asked the competency, and NotAnswered
// for a competency of another edition. It panics if c is nil.
func (p *Response) Rating(c *rubric.Competency) Rating {
	i, ok := p.indexOf("Rating", c)
	switch {
	case !ok:
		return NotAnswered
	case !p.asks(c):
		return NotAsked
	}
	return p.ratings[i]
}

// asks reports whether the rater is asked a competency. A draft that does not name a
// constituency yet may rate all of them.
func (p *Response) asks(c *rubric.Competency) bool {
	return p.rubric.AsksEveryone() || p.constituency == "" || c.Asks(p.constituency)
}

// Stage returns the stage at which a competency was rated; ok is false for a non-answer
// and if c is nil.
func (p *Response) Stage(c *rubric.Competency) (s spectrum.Stage, ok bool) {
	if c == nil || c.Domain() == nil {
		return spectrum.Stage{}, false
	}
	return p.Rating(c).Stage(p.rubric.Spectrum())
}

// Ratings yields all competencies of the rubric in printed order with their ratings,
// including those that were not answered or not asked.
func (p *Response) Ratings() iter.Seq2[*rubric.Competency, Rating] {
	return func(yield func(*rubric.Competency, Rating) bool) {
		for c := range p.rubric.Competencies() {
			if !yield(c, p.Rating(c)) {
				return
			}
		}
	}
}

// Evidence returns the evidence that the rater gave for a rating. It panics if c is nil.
func (p *Response) Evidence(c *rubric.Competency) []string {
	return slices.Clone(p.remark("Evidence", c).evidence)
}

// Note returns the rater's note on a rating, or "". It panics if c is nil.
func (p *Response) Note(c *rubric.Competency) string { return p.remark("Note", c).note }

func (p *Response) remark(method string, c *rubric.Competency) remark {
	if index, ok := p.indexOf(method, c); ok {
		for _, m := range p.remarks {
			if m.index == index {
				return m
			}
		}
	}
	return remark{}
}

// Document returns the response in its editable form.
func (p *Response) Document() ResponseDocument {
	d := ResponseDocument{
		Format: ResponseFormat, Rubric: p.rubric.Ref().String(), ID: p.id, Draft: p.draft, Organization: p.organization,
		Constituency: p.constituency, Date: p.date, Language: p.language, Background: p.backgroundDocument(),
		Ratings: make(map[string]RatingEntry),
	}
	for c, rating := range p.Ratings() {
		if rating == NotAsked || rating == NotAnswered && !p.draft {
			continue
		}
		m := p.remark("Document", c)
		if rating == NotAnswered && m.isEmpty() {
			continue
		}
		e := RatingEntry{Evidence: slices.Clone(m.evidence), Note: m.note}
		if s, ok := rating.Stage(p.rubric.Spectrum()); ok {
			e.Stage = s.ID()
		} else if i, ok := rating.nonAnswerIndex(); ok && rating != NotAnswered {
			e.Stage = nonAnswerNames[i]
		}
		d.Ratings[c.ID()] = e
	}
	return d
}

// MarshalJSON writes the response as a response/1 document on one line, which is
// a line of NDJSON. Reading it back gives an equal response.
func (p *Response) MarshalJSON() ([]byte, error) { return source.Marshal(p.Document()) }

// NewResponse makes a response to a rubric from a document that was made in code. The
// rules are the same as for a document that is read. It fills in an empty Format or
// Rubric. The error is a [problem.List] whose problems have the id of the response as
// their file, a path and no line.
func NewResponse(r *rubric.Rubric, d ResponseDocument) (*Response, error) {
	if err := given.Rubric("assess.NewResponse", "r", r); err != nil {
		return nil, err
	}
	if d.Format == "" {
		d.Format = ResponseFormat
	}
	if d.Rubric == "" {
		d.Rubric = r.Ref().String()
	}
	if d.Ratings == nil {
		d.Ratings = make(map[string]RatingEntry)
	}
	data, err := source.Marshal(&d)
	if err != nil {
		return nil, fmt.Errorf("make response: %w", err)
	}
	root, problems := source.Parse("response.json", data, ResponseLimits{}.source())
	strict := strictReader{rubric: r}
	if root != nil {
		root.DropEmpty("ratings")
		_, more := strict.decode(root)
		problems.Append(more)
	}
	if len(problems) == 0 {
		return newUnpacker(r).response(&strict.rec), nil
	}
	problems.Sort()
	for i := range problems {
		problems[i].Pos = problem.Pos{File: d.ID}
	}
	return nil, problems
}

func sortRemarks(remarks []remark) {
	slices.SortFunc(remarks, func(a, b remark) int { return a.index - b.index })
}

// checker finds the problems of a response that depend on its rubric.
type checker struct {
	rubric   *rubric.Rubric
	root     *source.Node
	unread   map[string]bool // paths of values that the decoder could not read
	problems problem.List
	ids      []string // of the competencies; made on first use

	draft        bool
	withoutStage map[string]bool // ids of the entries that have no stage; nil for none
}

func (c *checker) add(path string, code problem.Code, msg, hint string) {
	if !c.problems.Full() {
		c.addAt(source.Lookup(c.root, path), path, code, msg, hint)
	}
}

func (c *checker) addAt(at problem.Pos, path string, code problem.Code, msg, hint string) {
	c.problems.Add(problem.Problem{Pos: at, Path: path, Code: code, Msg: msg, Hint: hint})
}

// wrongEdition reports a document on another edition. Its ids mean other things, so this
// is its only problem.
func (c *checker) wrongEdition(ref string) bool {
	want := c.rubric.Ref().String()
	if ref == "" || ref == want || c.unread["rubric"] {
		return false
	}
	c.add("rubric", problem.WrongEdition, "the document is on "+source.Quote(ref)+", expected "+want, "read it with the rubric that it names")
	return true
}

// constituency returns the index of a constituency, -1 for none.
func (c *checker) constituency(id string) int {
	ids := constituencyIDs(c.rubric)
	index := slices.Index(ids, id)
	present := c.root.Get("constituency") != nil
	switch {
	case c.unread["constituency"]:
	case !present && len(ids) > 0 && c.draft:
	case !present && len(ids) > 0:
		c.add("constituency", problem.MissingKey, "the key constituency is missing", source.DidYouMean("", ids))
	case present && len(ids) == 0:
		c.add("constituency", problem.UnknownConstituency, "the rubric names no constituencies", "leave the key out")
	case present && index < 0:
		c.add("constituency", problem.UnknownConstituency, "no constituency has the id "+source.Quote(id), source.DidYouMean(id, ids))
	}
	return index
}

func (c *checker) date(path, day string) {
	if day == "" || c.unread[path] {
		return
	}
	if !source.IsDate(day) {
		c.add(path, problem.BadDate, "the calendar has no day "+source.Quote(day), "")
	}
}

func (c *checker) unknownCompetency(under, id string) {
	if c.problems.Full() {
		return
	}
	if c.ids == nil {
		for known := range c.rubric.Competencies() {
			c.ids = append(c.ids, known.ID())
		}
	}
	path := source.JoinPath(under, id)
	c.addAt(source.LookupKey(c.root, path), path, problem.UnknownCompetency,
		c.rubric.Ref().String()+" has no competency "+source.Quote(id), source.DidYouMean(id, c.ids))
}

func (c *checker) notAsked(constituency, competency string) {
	if c.problems.Full() {
		return
	}
	path := source.JoinPath("ratings", competency)
	c.addAt(source.LookupKey(c.root, path), path, problem.NotAsked,
		"raters of the constituency "+source.Quote(constituency)+" are not asked "+source.Quote(competency), "leave the competency out, or correct the constituency")
}

func (c *checker) stageIDs() []string {
	var ids []string
	for s := range c.rubric.Spectrum().Stages() {
		ids = append(ids, s.ID())
	}
	return ids
}

// rating returns the rating for a stage id or a word for a non-answer.
func (c *checker) rating(competency, word string) (r Rating, ok bool) {
	if len(c.unread) > 0 {
		path := source.JoinPath("ratings", competency)
		if c.unread[path] || c.unread[path+".stage"] {
			return NotAnswered, false
		}
	}
	if s, ok := c.rubric.Spectrum().Stage(word); ok {
		return RatingOf(s), true
	}
	switch word {
	case "not-applicable":
		return NotApplicable, true
	case "dont-know":
		return DontKnow, true
	case "declined":
		return Declined, true
	}
	c.unknownStage(competency, word)
	return NotAnswered, false
}

func (c *checker) unknownStage(competency, word string) {
	if c.problems.Full() {
		return
	}
	path := source.JoinPath("ratings", competency)
	if n := c.root.Get("ratings").Get(competency); n != nil && n.Kind == source.Map {
		path += ".stage"
	}
	hint := "leave the competency out"
	if word != nonAnswerNames[0] {
		hint = source.DidYouMean(word, append(c.stageIDs(), nonAnswerNames[1:]...))
	}
	c.add(path, problem.UnknownStage, source.Quote(word)+" is neither a stage nor a non-answer", hint)
}
