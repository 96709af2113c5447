// Package survey is what an assessment means: which rubric is rated in which languages, who may
// answer when, what a page of answers does to a response, and what is published. It does all of
// it with packages rubric, assess and report, and knows nothing of HTTP.
package survey

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/rubric"
)

// Survey is an assessment with its rubric. It does not change and is safe for concurrent use.
type Survey struct {
	*store.Assessment
	rubric *rubric.Rubric
	local  map[string]*rubric.Rubric // by language
}

// Load reads the documents of an assessment, which Store.Documents has filled in.
func Load(a *store.Assessment) (*Survey, error) {
	r, err := rubric.Load("rubric.json", a.Rubric, nil)
	if err != nil {
		return nil, fmt.Errorf("rubric of assessment %s: %w", a.ID, err)
	}
	s := &Survey{Assessment: a, rubric: r, local: map[string]*rubric.Rubric{}}
	for _, l := range a.Languages {
		s.local[l.Tag] = r
		if l.Overlay == nil {
			continue
		}
		o, err := rubric.LoadOverlay(l.Tag+".overlay.json", l.Overlay, nil)
		if err != nil {
			return nil, fmt.Errorf("overlay of assessment %s: %w", a.ID, err)
		}
		s.local[l.Tag], _ = r.Localize(o) // problems were shown when it was uploaded
	}
	return s, nil
}

// Rubric returns the rubric in a language, or in its own.
func (s *Survey) Rubric(language string) *rubric.Rubric {
	if r, ok := s.local[language]; ok {
		return r
	}
	return s.rubric
}

// Language returns the tag if raters can choose it, otherwise the first one that they can: of the same
// language in another country if there is one.
func (s *Survey) Language(tag string) string {
	if _, ok := s.local[tag]; ok {
		return tag
	}
	language, _, _ := strings.Cut(tag, "-")
	for _, l := range s.Languages {
		if other, _, _ := strings.Cut(l.Tag, "-"); other == language {
			return l.Tag
		}
	}
	return s.Languages[0].Tag
}

// Policy returns what may be shown.
func (s *Survey) Policy() assess.Policy {
	switch s.MinGroup {
	case 1:
		return assess.Internal()
	case assess.DefaultMinGroup:
		return assess.Public()
	}
	return assess.Policy{MinGroup: s.MinGroup}
}

// Internal reports whether the policy hides nothing.
func (s *Survey) Internal() bool { return s.MinGroup == 1 }

// State is whether raters can answer.
type State string

// The states.
const (
	Planned State = "planned" // not yet
	Open    State = "open"
	Closed  State = "closed" // no longer
)

// State returns the state on a day.
func (s *Survey) State(now time.Time) State {
	switch day := Day(now); {
	case day < s.Opens:
		return Planned
	case day > s.Closes || s.AnswersDeleted:
		return Closed
	}
	return Open
}

// Day returns the calendar day of a time, where the server is.
func Day(t time.Time) string { return t.Format(time.DateOnly) }

// School returns the school with an id.
func (s *Survey) School(id string) (store.School, bool) {
	for _, school := range s.Schools {
		if school.ID == id {
			return school, true
		}
	}
	return store.School{}, false
}

// Divided reports whether the organization has several schools.
func (s *Survey) Divided() bool { return len(s.Schools) > 1 }

// NodeTitle returns the name of a school, or of the organization for "".
func (s *Survey) NodeTitle(school string) string {
	if found, ok := s.School(school); ok {
		return found.Title
	}
	return s.Organization
}

// Constituencies returns the constituencies that are asked anything, or the one without id and
// title if the rubric names none.
func (s *Survey) Constituencies(language string) []rubric.Constituency {
	return slices.Collect(s.Rubric(language).AskedConstituencies())
}

// DomainsOf returns the domains that a constituency is asked about.
func (s *Survey) DomainsOf(language, constituency string) []*rubric.Domain {
	return slices.Collect(s.Rubric(language).DomainsAskedOf(constituency))
}

// NewRater returns a rater of a link, with an empty draft.
func (s *Survey) NewRater(l store.Link, language string) (*store.Rater, error) {
	r := &store.Rater{
		ID: store.NewRaterID(), ResponseID: store.NewRaterID(), AssessmentID: s.ID, SchoolID: l.SchoolID, Constituency: l.Constituency, Language: s.Language(language),
	}
	draft, err := assess.NewResponse(s.rubric, assess.ResponseDocument{
		Format: assess.ResponseFormat, Rubric: s.rubric.Ref().String(), ID: r.ResponseID, Draft: true,
		Organization: s.NodeTitle(l.SchoolID), Constituency: l.Constituency, Language: r.Language,
		Ratings: map[string]assess.RatingEntry{},
	})
	if err != nil {
		return nil, err
	}
	r.Response, err = json.Marshal(draft)
	return r, err
}

// Response returns the response of a rater.
func (s *Survey) Response(r *store.Rater) (*assess.Response, error) {
	p, err := assess.LoadResponse(s.rubric, "response "+r.ResponseID, r.Response, nil)
	if err != nil {
		return nil, fmt.Errorf("stored response: %w", err)
	}
	return p, nil
}

// Answer is what a rater says about a competency.
type Answer struct {
	Rating string // the id of a stage, the word of a non-answer, or "" for no answer
	Note   string
}

// Change sets answers by competency id in the response of a rater. The error is a problem.List if
// they are not valid.
//
// A response that was finished stays finished unless it now has a note without a rating.
func (s *Survey) Change(r *store.Rater, answers map[string]Answer) error {
	p, err := s.edited(r)
	if err != nil {
		return err
	}
	entries := map[string]assess.RatingEntry{}
	for id, a := range answers {
		entry := assess.RatingEntry{Stage: a.Rating, Note: a.Note}
		if c, ok := s.rubric.Competency(id); ok {
			entry.Evidence = p.Evidence(c) // of an import; forms do not ask for it
		}
		entries[id] = entry
	}
	if p, err = p.With(entries); err != nil {
		return err
	}
	return s.set(r, p)
}

// edited returns the response of a rater in the language that the rater has chosen by now.
func (s *Survey) edited(r *store.Rater) (*assess.Response, error) {
	p, err := s.Response(r)
	if err != nil || p.Language() == r.Language {
		return p, err
	}
	doc := p.Document()
	doc.Language = r.Language
	return assess.NewResponse(s.rubric, doc)
}

// Finish makes the response of a rater one that is counted. The error is a problem.List if the
// response lacks something.
func (s *Survey) Finish(r *store.Rater) error {
	p, err := s.Response(r)
	if err != nil {
		return err
	}
	if p, err = p.Finish(); err != nil {
		return err
	}
	return s.set(r, p)
}

// set stores a response.
func (s *Survey) set(r *store.Rater, p *assess.Response) (err error) {
	r.Finished = !p.Draft()
	r.Response, err = json.Marshal(p)
	return err
}

// With returns the survey of the same assessment after a change of what can change.
func (s *Survey) With(a *store.Assessment) *Survey {
	return &Survey{Assessment: a, rubric: s.rubric, local: s.local}
}
