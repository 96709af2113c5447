package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
	"github.com/waymark-go/waymark/rubric"
)

// settingsForm is the form of what can change in an assessment.
type settingsForm struct {
	Survey  *survey.Survey
	Who     []rubric.Constituency
	Invited map[string]map[string]string // by school and constituency, as filled in
	// Questions can divide the results; Fixed means that none can any more.
	Questions []rubric.BackgroundQuestion
	Fixed     bool
	Problems  []pageProblem
}

func (s *Server) settingsForm(r *request) (*settingsForm, error) {
	language := r.survey.Language(r.lang)
	f := &settingsForm{Survey: r.survey, Who: r.survey.Constituencies(language), Questions: r.survey.Questions(language), Invited: map[string]map[string]string{}}
	published, err := s.Store.Publications(r.Context(), r.survey.ID)
	if err != nil {
		return nil, err
	}
	f.Fixed = len(published) > 0 || r.survey.AnswersDeleted
	for _, school := range r.survey.Schools {
		f.Invited[school.ID] = map[string]string{}
		for id, n := range school.Invited {
			f.Invited[school.ID][id] = strconv.FormatUint(n, 10)
		}
	}
	return f, nil
}

func (s *Server) settingsPage(w http.ResponseWriter, r *request) error {
	f, err := s.settingsForm(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "settings", f)
}

// maxInvited is how many people of a group can be invited.
const maxInvited = 10_000_000

// reportProblem reports a problem of a field, by the key of its words.
type reportProblem func(field, key string, args ...any)

// setSplit sets the question that divides the results, unless none can any more.
func (f *settingsForm) setSplit(r *request, a *store.Assessment, bad reportProblem) error {
	if f.Fixed || len(f.Questions) == 0 {
		return nil
	}
	a.Split = r.PostForm.Get("split")
	if a.Split != "" && !slices.ContainsFunc(f.Questions, func(q rubric.BackgroundQuestion) bool { return q.ID == a.Split }) {
		return errForm
	}
	if title := r.survey.With(a).SchoolLikeGroup(); title != "" {
		bad("split", "settings.split-name", title)
	}
	return nil
}

// readInvited returns how many people of each constituency of a school are invited.
func (f *settingsForm) readInvited(r *request, school string, bad reportProblem) map[string]uint64 {
	invited := map[string]uint64{}
	for _, c := range f.Who {
		field := "invited." + school + "." + c.ID
		text := strings.TrimSpace(r.PostForm.Get(field))
		f.Invited[school][c.ID] = text
		if text == "" {
			continue
		}
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil || n > maxInvited {
			bad(field, "settings.bad-invited", text)
		}
		invited[c.ID] = n
	}
	return invited
}

// saveSettings changes an assessment. What raters were told stays true: answers are never
// deleted later than was said.
func (s *Server) saveSettings(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	a := *r.survey.Assessment
	told := a.DeleteOn
	a.Title, a.Notes = strings.TrimSpace(r.PostForm.Get("title")), r.PostForm.Get("notes") != ""
	a.Opens, a.Closes, a.DeleteOn = r.PostForm.Get("opens"), r.PostForm.Get("closes"), r.PostForm.Get("delete_on")
	began := r.survey.State(s.Now()) != survey.Planned
	var problems []pageProblem
	bad := func(field, key string, args ...any) {
		problems = append(problems, pageProblem{field, s.templates.word(r.lang, key, args...)})
	}
	form, err := s.settingsForm(r)
	if err != nil {
		return err
	}
	if err := form.setSplit(r, &a, bad); err != nil {
		return err
	}
	a.Schools = nil
	for _, school := range r.survey.Schools {
		school.Invited = form.readInvited(r, school.ID, bad)
		a.Schools = append(a.Schools, school)
	}
	if !isTitle(a.Title) {
		bad("title", "create.bad-title", maxTitle)
	}
	for _, day := range []pageProblem{{"opens", a.Opens}, {"closes", a.Closes}, {"delete_on", a.DeleteOn}} {
		if _, err := time.Parse(time.DateOnly, day.Text); err != nil {
			bad(day.Field, "create.bad-day", day.Text)
		}
	}
	if a.Closes < a.Opens || a.DeleteOn <= a.Closes {
		bad("closes", "create.days-order")
	}
	if began && a.DeleteOn > told {
		bad("delete_on", "settings.told", (&page{Language: r.lang}).Day(told))
	}
	if len(problems) > 0 {
		form.Survey, form.Problems = r.survey.With(&a), problems
		return s.render(w, r, http.StatusUnprocessableEntity, "settings", form)
	}
	if err := s.Store.UpdateAssessment(r.Context(), &a); err != nil {
		return err
	}
	if err := s.audit(r, a.ID, "audit.settings", ""); err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/a/"+a.ID, http.StatusSeeOther)
	return nil
}

// peoplePage lists who sees an assessment.
type peoplePage struct {
	Survey  *survey.Survey
	Members []store.Member
	Link    string // of a new invitation
	Role    store.Role
	Problem string
}

const invitationLength = 7 * 24 * time.Hour

func (s *Server) people(w http.ResponseWriter, r *request) error {
	return s.renderPeople(w, r, http.StatusOK, peoplePage{})
}

func (s *Server) renderPeople(w http.ResponseWriter, r *request, status int, p peoplePage) error {
	var err error
	p.Survey = r.survey
	if p.Members, err = s.Store.Members(r.Context(), r.survey.ID); err != nil {
		return err
	}
	return s.render(w, r, status, "people", p)
}

// invite makes an invitation and shows its link, once.
func (s *Server) invite(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	role := store.Role(r.PostForm.Get("role"))
	if role != store.Coordinator && role != store.Team {
		return errForm
	}
	token := newToken()
	i := store.Invitation{Assessment: r.survey.ID, Role: role, Expires: s.Now().Add(invitationLength)}
	if err := s.Store.Invite(r.Context(), hash(token), i); err != nil {
		return err
	}
	if err := s.audit(r, r.survey.ID, "audit.invited", string(role)); err != nil {
		return err
	}
	return s.renderPeople(w, r, http.StatusOK, peoplePage{Link: s.URL + "/join/" + token, Role: role})
}

func (s *Server) removeMember(w http.ResponseWriter, r *request) error {
	err := s.Store.RemoveMember(r.Context(), r.survey.ID, r.PathValue("user"))
	if errors.Is(err, store.ErrConflict) {
		return s.renderPeople(w, r, http.StatusConflict, peoplePage{Problem: "people.last"})
	}
	if err != nil {
		return err
	}
	if err := s.audit(r, r.survey.ID, "audit.removed", ""); err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/a/"+r.survey.ID+"/people", http.StatusSeeOther)
	return nil
}

// auditPage shows who did what in an assessment.
func (s *Server) auditPage(w http.ResponseWriter, r *request) error {
	events, err := s.Store.Events(r.Context(), r.survey.ID)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "audit", auditList{r.survey, events})
}

type auditList struct {
	Survey *survey.Survey
	Events []store.Event
}
