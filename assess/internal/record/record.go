// Package record has the form in which every reader of responses returns what it has
// read: packed, without a rubric, in memory that is used again for the next response.
// Package assess makes a response from a record, or counts it.
//
// The packages that fill records, scan and sheet, are internal to assess as this one is.
// Package scan knows no rubric and could be anywhere, but outside assess it could not
// import this package.
package record

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/waymark-go/waymark/internal/source"
)

// Record is a response. Its texts are valid until the reader that filled it reads on.
// The zero value is ready to be filled.
type Record struct {
	ID, Organization, Date, Language []byte // nil if the response does not say
	Constituency                     int    // index in the rubric, -1 for none
	Draft                            bool   // the response is unfinished

	// Background has the answer to each background question, by the index of the question:
	// the index of the option plus 1, or 0 for no answer.
	Background [MaxBackground]uint8

	// Ratings has a byte for each competency, by its index in the rubric: the rank of a
	// stage, from 1, or a non-answer. A reader uses this memory if it has the right size,
	// so that the caller can choose where the ratings go.
	Ratings []byte
	Remarks []Remark // in any order

	Person     []byte // who answered, such as an e-mail address, only to be compared; nil if not known
	NotCounted bool   // the record is of a row that does not count
}

// MaxBackground is the most background questions of a rubric.
const MaxBackground = 5

// Reset empties the record and makes it ready for as many competencies.
func (r *Record) Reset(competencies int) {
	if len(r.Ratings) != competencies {
		r.Ratings = make([]byte, competencies)
	}
	clear(r.Ratings)
	r.ID, r.Organization, r.Date, r.Language = nil, nil, nil, nil
	r.Person, r.NotCounted = nil, false
	r.Constituency, r.Draft = -1, false
	r.Background = [len(r.Background)]uint8{}
	r.Remarks = r.Remarks[:0]
}

// Clone returns a copy of the record that shares no memory with it.
func (r *Record) Clone() *Record {
	c := *r
	c.ID, c.Organization, c.Date, c.Language, c.Person = bytes.Clone(r.ID), bytes.Clone(r.Organization), bytes.Clone(r.Date), bytes.Clone(r.Language), bytes.Clone(r.Person)
	c.Ratings, c.Remarks = bytes.Clone(r.Ratings), slices.Clone(r.Remarks)
	for i := range c.Remarks {
		c.Remarks[i].Text = bytes.Clone(c.Remarks[i].Text)
	}
	return &c
}

// NotAsked has, for each constituency by its index, the indices of the competencies that its
// raters are not asked. Nil means that everyone is asked everything.
type NotAsked [][]int

// Rated returns the competencies that a response rates and its rater is not asked, nil for
// none.
func (n NotAsked) Rated(r *Record) (competencies []int) {
	if n == nil || r.Constituency < 0 {
		return nil
	}
	for _, i := range n[r.Constituency] {
		if r.Ratings[i] != NotAnswered {
			competencies = append(competencies, i)
		}
	}
	return competencies
}

// The non-answers, as ratings.
const (
	NotAnswered   byte = 0
	NotApplicable byte = 0x80
	DontKnow      byte = 0x81
	Declined      byte = 0x82
)

// NonAnswer is a word for a non-answer and the rating that it means.
type NonAnswer struct {
	Word   string
	Rating byte
}

// NonAnswers returns the non-answers in the order in which they are counted.
func NonAnswers() [4]NonAnswer {
	return [4]NonAnswer{{"not-answered", NotAnswered}, {"not-applicable", NotApplicable}, {"dont-know", DontKnow}, {"declined", Declined}}
}

// IsNonAnswer reports whether a rating names no stage.
func IsNonAnswer(rating byte) bool { return rating == NotAnswered || rating >= NotApplicable }

// Remark is a piece of free text that goes with the rating of a competency: a note, or
// a piece of evidence.
type Remark struct {
	Competency int // index in the rubric
	Note       bool
	Text       []byte
	Escaped    bool // Text has JSON's escapes, which are valid
}

// Append appends the text of the remark to dst, without escapes.
func (m Remark) Append(dst []byte) []byte {
	if m.Escaped {
		return source.AppendUnescaped(dst, m.Text)
	}
	return append(dst, m.Text...)
}

// NotRead is wrapped by a problem: the number of records that were not read because of a
// problem that is not in them. It is 0 for a problem that does not count as a record.
type NotRead int

func (n NotRead) Error() string {
	if n == 1 {
		return "1 row was not read"
	}
	return fmt.Sprintf("%d rows were not read", int(n))
}
