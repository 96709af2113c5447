package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/spectrum"
)

// consensusList lists the domains that a team can agree on.
type consensusList struct {
	Survey  *survey.Survey
	Node    string
	Title   string
	Domains []consensusDone
}

type consensusDone struct {
	Domain       *rubric.Domain
	Agreed, Part int
}

// consensusNode reads the school in the address; results are those of the last publication.
func (s *Server) consensusNode(r *request) (school string, published *assess.Published, err error) {
	school = r.PathValue("node")
	if school == "all" {
		school = ""
	} else if _, ok := r.survey.School(school); !ok {
		return "", nil, store.ErrNotFound
	}
	r.lang = r.survey.Language(r.lang)
	published, err = r.survey.LastPublished(r.Context(), s.Store, school, r.lang)
	return school, published, err
}

func (s *Server) consensusPage(w http.ResponseWriter, r *request) error {
	school, _, err := s.consensusNode(r)
	if err != nil {
		return err
	}
	k, _, err := r.survey.Consensus(r.Context(), s.Store, school, r.lang)
	if err != nil {
		return err
	}
	p := consensusList{Survey: r.survey, Node: r.PathValue("node"), Title: r.survey.NodeTitle(school)}
	for d := range r.survey.Rubric(r.lang).Domains() {
		done := consensusDone{Domain: d, Part: d.CompetencyCount()}
		for c := range d.Competencies() {
			if _, ok := k.Agreement(c); ok {
				done.Agreed++
			}
		}
		p.Domains = append(p.Domains, done)
	}
	return s.render(w, r, http.StatusOK, "consensus", p)
}

// consensusForm is the form of what a team agrees on in a domain.
type consensusForm struct {
	Survey    *survey.Survey
	Node      string
	Title     string
	Domain    *rubric.Domain
	Version   int
	Stages    []spectrum.Stage
	Published bool
	Rows      []consensusRow
	Problems  []pageProblem
}

type consensusRow struct {
	ID, Title           string
	Spread              []spread
	Choices             []choice
	Rationale, Evidence string
}

// spread is how the people of a constituency rated, or of all.
type spread struct {
	Who    string
	Hidden bool
	Counts []uint64 // by stage
}

func (s *Server) consensusDomain(w http.ResponseWriter, r *request) error {
	f, _, err := s.consensusForm(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "agree", f)
}

func (s *Server) consensusForm(r *request) (*consensusForm, assess.ConsensusDocument, error) {
	school, published, err := s.consensusNode(r)
	if err != nil {
		return nil, assess.ConsensusDocument{}, err
	}
	local := r.survey.Rubric(r.lang)
	d, ok := local.Domain(r.PathValue("domain"))
	if !ok {
		return nil, assess.ConsensusDocument{}, store.ErrNotFound
	}
	k, version, err := r.survey.Consensus(r.Context(), s.Store, school, r.lang)
	if err != nil {
		return nil, assess.ConsensusDocument{}, err
	}
	doc := k.Document()
	f := &consensusForm{Survey: r.survey, Node: r.PathValue("node"), Title: r.survey.NodeTitle(school), Domain: d, Version: version, Published: published != nil}
	for stage := range local.Spectrum().Stages() {
		f.Stages = append(f.Stages, stage)
	}
	for c := range d.Competencies() {
		agreed := doc.Agreements[c.ID()]
		row := consensusRow{ID: c.ID(), Title: c.String(), Rationale: agreed.Rationale, Evidence: strings.Join(agreed.Evidence, "\n")}
		for _, stage := range f.Stages {
			row.Choices = append(row.Choices, choice{stage.ID(), stage.Title(), true, agreed.Stage == stage.ID()})
		}
		row.Choices = append(row.Choices, choice{"", s.templates.word(r.lang, "agree.none"), false, agreed.Stage == ""})
		if published != nil {
			row.Spread = s.spreads(r, published, c.ID())
		}
		f.Rows = append(f.Rows, row)
	}
	return f, doc, nil
}

// spreads returns how each constituency rated a competency, and how all did.
func (s *Server) spreads(r *request, p *assess.Published, id string) []spread {
	var all []spread
	add := func(who, constituency string) {
		cell, ok := p.Cell(id, constituency)
		if !ok || cell.NotAsked {
			return
		}
		row := spread{Who: who, Hidden: cell.Hidden}
		for _, n := range cell.Stages.Counts() {
			row.Counts = append(row.Counts, n)
		}
		all = append(all, row)
	}
	for _, c := range p.Constituencies() {
		add(c.Title, c.ID)
	}
	add(s.templates.word(r.lang, "overview.everyone"), assess.AllRaters)
	return all
}

// saveConsensus records what a team agreed on in a domain.
func (s *Server) saveConsensus(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	f, doc, err := s.consensusForm(r)
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(r.PostForm.Get("version"))
	if err != nil {
		return errForm
	}
	for i := range f.Rows {
		row := &f.Rows[i]
		stage := r.PostForm.Get("stage." + row.ID)
		row.Rationale, row.Evidence = normalize(r.PostForm.Get("rationale."+row.ID)), normalize(r.PostForm.Get("evidence."+row.ID))
		for j := range row.Choices {
			row.Choices[j].Checked = row.Choices[j].Value == stage
		}
		delete(doc.Agreements, row.ID)
		if stage != "" {
			doc.Agreements[row.ID] = assess.ConsensusEntry{Stage: stage, Rationale: row.Rationale, Evidence: lines(row.Evidence)}
		} else if row.Rationale != "" || row.Evidence != "" {
			f.Problems = append(f.Problems, pageProblem{"stage." + row.ID, s.templates.word(r.lang, "agree.no-stage", row.Title)})
		}
	}
	if len(f.Problems) == 0 {
		doc.Date = survey.Day(s.Now())
		school := r.PathValue("node")
		if school == "all" {
			school = ""
		}
		err := r.survey.SetConsensus(r.Context(), s.Store, school, doc, version)
		if errors.Is(err, store.ErrConflict) {
			// The form has the version that is stored now, so saving it again replaces what
			// somebody else saved for this domain alone.
			f.Problems = []pageProblem{{"main", s.templates.word(r.lang, "agree.conflict")}}
			return s.render(w, r, http.StatusConflict, "agree", f)
		}
		list, ok := problem.Of(err)
		if err != nil && !ok {
			return err
		}
		for _, p := range list {
			f.Problems = append(f.Problems, pageProblem{"main", p.Path + ": " + p.Msg})
		}
	}
	if len(f.Problems) > 0 {
		f.Version = version
		return s.render(w, r, http.StatusUnprocessableEntity, "agree", f)
	}
	http.Redirect(w, r.Request, "/a/"+r.survey.ID+"/consensus/"+r.PathValue("node"), http.StatusSeeOther)
	return nil
}

// lines returns the lines of a text that are not blank.
func lines(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}
