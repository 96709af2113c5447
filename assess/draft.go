package assess

import (
	"fmt"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Draft reports whether the response is unfinished. What a draft has was checked like any
// other response, but it may lack the constituency and ratings, and a note or evidence may
// come without a rating. A [Tally] does not count the ratings of a draft.
func (p *Response) Draft() bool { return p.draft }

// Completeness is how much of a response there is. The zero value is that of a response to
// no competencies.
type Completeness struct {
	// Answered is how many competencies have a rating: a stage, or not-applicable,
	// dont-know or declined.
	Answered int
	// Asked is how many competencies the rater is asked: those that ask the constituency,
	// or all if the response does not name one. A response may be finished with fewer
	// answers.
	Asked int
	// Missing has the paths of the keys that a finished response needs and this one lacks,
	// such as constituency or ratings.welcoming-culture.stage, in the order of the
	// document. It is empty if [Response.Finish] succeeds.
	Missing []string
}

// Completeness returns how much of the response there is. Missing is empty for a response
// that is not a draft.
func (p *Response) Completeness() Completeness {
	var c Completeness
	if p.draft && p.constituency == "" && len(constituencyIDs(p.rubric)) > 0 {
		c.Missing = append(c.Missing, "constituency")
	}
	for comp, rating := range p.Ratings() {
		if rating == NotAsked {
			continue
		}
		c.Asked++
		switch {
		case rating != NotAnswered:
			c.Answered++
		case p.draft && !p.remark("Completeness", comp).isEmpty():
			c.Missing = append(c.Missing, source.JoinPath("ratings", comp.ID())+".stage")
		}
	}
	return c
}

// Finish returns the response as one that is not a draft, or p itself if p is not a draft.
// Nothing else changes. The error is a [problem.List] with what is missing, as
// [NewResponse] reports it.
func (p *Response) Finish() (*Response, error) {
	if p == nil || p.rubric == nil {
		return nil, fmt.Errorf("finish: no response")
	}
	if !p.draft {
		return p, nil
	}
	d := p.Document()
	d.Draft = false
	return NewResponse(p.rubric, d)
}

// With returns the response with other entries for some competencies, by their ids, such as those of a
// page of a form. An entry replaces the earlier one with its evidence and note; an entry with none of
// the three removes it. The rest of the response stays, and so does whether it is a
// draft, except that a finished response is a draft again if an entry has evidence or a note but
// no stage: see [Response.Finish]. p does not change.
//
// The error is a [problem.List] as of [NewResponse], unless p is nil or the zero Response.
func (p *Response) With(entries map[string]RatingEntry) (*Response, error) {
	if err := given.Made("assess.Response.With", "p", p == nil, func() bool { return p.rubric == nil }, "LoadResponse"); err != nil {
		return nil, err
	}
	d := p.Document()
	for id, e := range entries {
		empty := e.Stage == "" && len(e.Evidence) == 0 && e.Note == ""
		if _, known := p.rubric.Competency(id); empty && known {
			delete(d.Ratings, id)
			continue
		}
		d.Ratings[id] = e
		d.Draft = d.Draft || e.Stage == "" && !empty
	}
	return NewResponse(p.rubric, d)
}

// unfinished finds the entries that have no stage. It reports those that are empty. Unless
// the document is a draft, it reports all of them, and a missing ratings key.
func (c *checker) unfinished(ratings map[string]RatingEntry) {
	node := c.root.Get("ratings")
	if node == nil && !c.draft && !c.unread["ratings"] {
		c.add("ratings", problem.MissingKey, "the key ratings is missing", "")
	}
	if node == nil || !hasEmptyStage(ratings) {
		return
	}
	for _, f := range node.Fields {
		path := source.JoinPath("ratings", f.Key) + ".stage"
		if f.Value.Kind != source.Map || f.Value.Get("stage") != nil || c.unread[path] {
			continue
		}
		if c.withoutStage == nil {
			c.withoutStage = make(map[string]bool)
		}
		c.withoutStage[f.Key] = true
		if !c.draft || len(f.Value.Fields) == 0 {
			c.add(path, problem.MissingKey, "the key stage is missing", "rate the competency, leave it out, or write draft: true")
		}
	}
}

func hasEmptyStage(ratings map[string]RatingEntry) bool {
	for _, e := range ratings {
		if e.Stage == "" {
			return true
		}
	}
	return false
}
