package web

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/spectrum"
)

// ratingPage is the form of a domain.
type ratingPage struct {
	Survey        *survey.Survey
	Number, Count int
	Domain        *rubric.Domain
	Seen          string // what was saved when the page was made, as fingerprint returns it
	Prompts       []string
	Stages        []spectrum.Stage
	Questions     []question
	ReadOnly      bool
	Problems      []pageProblem
}

// pageProblem is what is wrong with a field.
type pageProblem struct{ Field, Text string }

type question struct {
	ID, Title, Summary string
	Guidance           []string
	Choices            []choice
	Note               string
	Described          []described // the stages that the rubric describes for it
}

type choice struct {
	Value, Title string
	Stage        bool
	Checked      bool
}

type described struct{ Stage, Text string }

// domain returns the domain with the number in the address.
func (r *request) domain() (d *rubric.Domain, n, count int, err error) {
	all := r.survey.DomainsOf(r.lang, r.rater.Constituency)
	n, err = strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 1 || n > len(all) {
		return nil, 0, 0, store.ErrNotFound
	}
	return all[n-1], n, len(all), nil
}

// nonAnswers are the choices that are no stage.
func nonAnswers() []assess.Rating {
	return []assess.Rating{assess.DontKnow, assess.NotApplicable, assess.Declined}
}

func (s *Server) domainPage(w http.ResponseWriter, r *request) error {
	response, err := r.survey.Response(&r.rater)
	if err != nil {
		return err
	}
	ratings := response.Document().Ratings
	return s.renderDomain(w, r, http.StatusOK, ratings, fingerprint(r, ratings), nil)
}

// fingerprint tells whether somebody has changed the answers of the page in the address: two pages have
// the same one if they have the same answers.
func fingerprint(r *request, ratings map[string]assess.RatingEntry) string {
	d, _, _, err := r.domain()
	if err != nil {
		return ""
	}
	h := sha256.New()
	for c := range d.AskedOf(r.rater.Constituency) {
		fmt.Fprintf(h, "%q %q %q\n", c.ID(), ratings[c.ID()].Stage, ratings[c.ID()].Note)
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:12])
}

func (s *Server) renderDomain(w http.ResponseWriter, r *request, status int, ratings map[string]assess.RatingEntry, seen string, problems []pageProblem) error {
	d, n, count, err := r.domain()
	if err != nil {
		return err
	}
	p := ratingPage{Survey: r.survey, Number: n, Count: count, Domain: d, Seen: seen, ReadOnly: r.survey.State(s.Now()) != survey.Open, Problems: problems}
	for prompt := range d.Prompts() {
		p.Prompts = append(p.Prompts, prompt)
	}
	for stage := range r.survey.Rubric(r.lang).Spectrum().Stages() {
		p.Stages = append(p.Stages, stage)
	}
	for c := range d.AskedOf(r.rater.Constituency) {
		entry := ratings[c.ID()]
		q := question{ID: c.ID(), Title: c.TitleFor(r.rater.Constituency), Summary: c.Summary(), Note: entry.Note}
		for g := range c.Guidance() {
			q.Guidance = append(q.Guidance, g)
		}
		for _, stage := range p.Stages {
			q.Choices = append(q.Choices, choice{stage.ID(), stage.Title(), true, entry.Stage == stage.ID()})
			if text, ok := c.Descriptor(stage); ok {
				q.Described = append(q.Described, described{stage.Title(), text})
			}
		}
		for _, word := range nonAnswers() {
			id := word.String()
			q.Choices = append(q.Choices, choice{id, s.templates.word(r.lang, "rate."+id), false, entry.Stage == id})
		}
		p.Questions = append(p.Questions, q)
	}
	return s.render(w, r, status, "rate", p)
}

// maxNote is the length of a note, in characters.
const maxNote = 2000

// saveDomain saves a page of answers. The answer is on disk when the next page comes. An old page, such as
// one on another device, does not replace what was saved since before its reader knows.
func (s *Server) saveDomain(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	d, n, count, err := r.domain()
	if err != nil {
		return err
	}
	if r.survey.State(s.Now()) != survey.Open {
		return s.closed(w, r)
	}
	answers := map[string]survey.Answer{}
	shown := map[string]assess.RatingEntry{} // to show the form again
	var problems []pageProblem
	for c := range d.AskedOf(r.rater.Constituency) {
		a := survey.Answer{Rating: r.PostForm.Get("rating." + c.ID()), Note: normalize(r.PostForm.Get("note." + c.ID()))}
		if !r.survey.Notes {
			a.Note = ""
		}
		if len([]rune(a.Note)) > maxNote {
			problems = append(problems, pageProblem{"note." + c.ID(), s.templates.word(r.lang, "rate.long", c.TitleFor(r.rater.Constituency), maxNote)})
		}
		if r.rater.Finished && a.Note != "" && a.Rating == "" {
			// Saving this would take back what was sent.
			problems = append(problems, pageProblem{"rating." + c.ID(), s.templates.word(r.lang, "send.note-alone", c.TitleFor(r.rater.Constituency))})
		}
		answers[c.ID()] = a
		shown[c.ID()] = assess.RatingEntry{Stage: a.Rating, Note: a.Note}
	}
	if len(problems) > 0 {
		return s.renderDomain(w, r, http.StatusUnprocessableEntity, shown, r.PostForm.Get("seen"), problems)
	}
	now, err := s.change(r, answers, r.PostForm.Get("seen"), fingerprint(r, shown))
	if errors.Is(err, store.ErrConflict) {
		problems = []pageProblem{{"main", s.templates.word(r.lang, "rate.conflict")}}
		return s.renderDomain(w, r, http.StatusConflict, shown, now, problems)
	}
	if err != nil {
		return err
	}
	to := "/me"
	switch r.PostForm.Get("go") {
	case "next":
		switch {
		case n < count:
			to = "/me/domain/" + strconv.Itoa(n+1)
		case len(r.survey.Questions(r.lang)) > 0:
			to = "/me/background"
		default:
			to = "/me/send"
		}
	case "back":
		if n > 1 {
			to = "/me/domain/" + strconv.Itoa(n-1)
		}
	}
	http.Redirect(w, r.Request, to, http.StatusSeeOther)
	return nil
}

// change changes the response of the rater. Answers that no form of this server sends are
// errForm. If what is saved, whose fingerprint is returned, is neither what the form began with nor what it
// has, the error is store.ErrConflict.
func (s *Server) change(r *request, answers map[string]survey.Answer, seen, sent string) (now string, err error) {
	err = s.Store.ChangeRater(r.Context(), r.rater.ID, func(rater *store.Rater) error {
		before, err := r.survey.Response(rater)
		if err != nil {
			return err
		}
		now = fingerprint(r, before.Document().Ratings)
		if seen != "" && now != seen && now != sent {
			return store.ErrConflict
		}
		return r.survey.Change(rater, answers)
	})
	if _, ok := problem.Of(err); ok {
		return now, errForm
	}
	if err == nil && r.rater.Finished {
		s.forgetComments(r)
	}
	return now, err
}
