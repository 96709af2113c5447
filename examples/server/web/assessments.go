package web

import (
	"encoding/json"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

func (s *Server) assessments(w http.ResponseWriter, r *request) error {
	all, err := s.Store.AssessmentsOf(r.Context(), r.user.ID)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "assessments", all)
}

// createForm is the form of a new assessment, with what was filled in.
type createForm struct {
	Editions                     []string
	Groups                       []int  // that can be chosen
	Edition                      string // or "file"
	Title, Organization, Schools string
	Opens, Closes, DeleteOn      string
	MinGroup                     int
	Notes, Translations          bool
	Problems                     []pageProblem
	FileProblems                 problem.List
	TooManyProblems              int

	schools      []string
	rubricName   string
	rubricData   []byte
	overlayNames []string
	overlays     [][]byte
	rubric       *rubric.Rubric // and languages, as loadRubric reads them
	languages    []store.Language
}

const (
	maxSchools  = 500
	maxTitle    = 200
	shownIssues = 50
)

func (s *Server) newAssessment(w http.ResponseWriter, r *request) error {
	if !r.user.MayCreate {
		return store.ErrNotFound
	}
	now := s.Now()
	return s.render(w, r, http.StatusOK, "create", s.createForm(&createForm{
		Edition: cei.Latest().Edition(), Opens: survey.Day(now), Closes: survey.Day(now.AddDate(0, 0, 21)),
		DeleteOn: survey.Day(now.AddDate(0, 6, 0)), MinGroup: assess.DefaultMinGroup, Notes: true, Translations: true,
	}))
}

// createForm fills in what the form offers.
func (s *Server) createForm(f *createForm) *createForm {
	f.Editions = cei.Editions()
	f.Groups = []int{assess.DefaultMinGroup, 15, 20, assess.LeastMinGroup, 1}
	return f
}

func (s *Server) createAssessment(w http.ResponseWriter, r *request) error {
	if !r.user.MayCreate {
		return store.ErrNotFound
	}
	f, err := readCreateForm(r)
	if err != nil {
		return err
	}
	s.createForm(f)
	s.checkCreateForm(r, f)
	if len(f.Problems) > 0 || len(f.FileProblems) > 0 {
		if more := len(f.FileProblems) - shownIssues; more > 0 {
			f.TooManyProblems, f.FileProblems = more, f.FileProblems[:shownIssues]
		}
		return s.render(w, r, http.StatusUnprocessableEntity, "create", f)
	}
	a := &store.Assessment{
		Title: f.Title, Organization: f.Organization, Languages: f.languages, MinGroup: f.MinGroup, Notes: f.Notes,
		Opens: f.Opens, Closes: f.Closes, DeleteOn: f.DeleteOn,
	}
	if a.Rubric, err = json.Marshal(f.rubric); err != nil {
		return err
	}
	for _, title := range f.schools {
		a.Schools = append(a.Schools, store.School{Title: title})
	}
	if err := s.Store.AddAssessment(r.Context(), a, r.user.ID); err != nil {
		return err
	}
	if err := s.audit(r, a.ID, "audit.created", ""); err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/a/"+a.ID, http.StatusSeeOther)
	return nil
}

func readCreateForm(r *request) (*createForm, error) {
	if err := r.ParseMultipartForm(uploadBytes); err != nil {
		return nil, formError(err)
	}
	value := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	f := &createForm{
		Edition: value("edition"), Title: value("title"), Organization: value("organization"), Schools: normalize(value("schools")),
		Opens: value("opens"), Closes: value("closes"), DeleteOn: value("delete_on"),
		Notes: value("notes") != "", Translations: value("translations") != "",
	}
	f.MinGroup, _ = strconv.Atoi(value("min_group"))
	for _, line := range strings.Split(f.Schools, "\n") {
		// A school that is copied from a table has tabs.
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			f.schools = append(f.schools, line)
		}
	}
	for _, h := range r.MultipartForm.File["rubric"] {
		data, err := readUpload(h)
		if err != nil {
			return nil, err
		}
		f.rubricName, f.rubricData = h.Filename, data
	}
	for _, h := range r.MultipartForm.File["overlays"] {
		data, err := readUpload(h)
		if err != nil {
			return nil, err
		}
		f.overlayNames, f.overlays = append(f.overlayNames, h.Filename), append(f.overlays, data)
	}
	return f, nil
}

// readUpload reads an uploaded file; browsers send an empty one for no file.
func readUpload(h *multipart.FileHeader) ([]byte, error) {
	in, err := h.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(in)
}

// checkCreateForm reads the rubric and its translations and finds what is wrong with the form.
func (s *Server) checkCreateForm(r *request, f *createForm) {
	bad := func(field, key string, args ...any) {
		f.Problems = append(f.Problems, pageProblem{field, s.templates.word(r.lang, key, args...)})
	}
	if !isTitle(f.Title) {
		bad("title", "create.bad-title", maxTitle)
	}
	if !isTitle(f.Organization) {
		bad("organization", "create.bad-organization", maxTitle)
	}
	if len(f.schools) == 0 {
		f.schools = []string{f.Organization}
	}
	if len(f.schools) > maxSchools {
		bad("schools", "create.many-schools", maxSchools)
	}
	seen := map[string]bool{}
	if len(f.schools) > 1 {
		seen[f.Organization] = true
	}
	for _, title := range f.schools {
		if seen[title] || !isTitle(title) {
			bad("schools", "create.bad-school", title)
			break
		}
		seen[title] = true
	}
	for field, day := range map[string]string{"opens": f.Opens, "closes": f.Closes, "delete_on": f.DeleteOn} {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			bad(field, "create.bad-day", day)
		}
	}
	if f.Closes < f.Opens || f.DeleteOn <= f.Closes {
		bad("closes", "create.days-order")
	}
	if f.MinGroup != 1 && (f.MinGroup < assess.LeastMinGroup || f.MinGroup > 1000) {
		bad("min_group", "create.bad-group")
	}
	if err := f.loadRubric(); err != nil {
		list, ok := problem.Of(err)
		if !ok {
			bad("edition", "create.no-rubric")
		}
		f.FileProblems = append(f.FileProblems, list...)
	}
}

// isTitle reports whether a text can be the name of an assessment, an organization or a school: responses
// and results need it on one line.
func isTitle(text string) bool {
	return text != "" && len([]rune(text)) <= maxTitle && !strings.ContainsFunc(text, unicode.IsControl)
}

// loadRubric reads the rubric and its translations.
func (f *createForm) loadRubric() error {
	var err error
	switch {
	case f.Edition == "file" && len(f.rubricData) == 0:
		return errors.New("no file")
	case f.Edition == "file":
		f.rubric, err = rubric.Load(f.rubricName, f.rubricData, nil)
	default:
		f.rubric, err = cei.Edition(f.Edition)
	}
	if err != nil {
		return err
	}
	f.languages = []store.Language{{Tag: f.rubric.Language()}}
	var overlays []*rubric.Overlay
	if f.Edition != "file" && f.Translations {
		for _, tag := range cei.Languages(f.Edition) {
			o, err := cei.Overlay(f.Edition, tag)
			if err != nil {
				return err
			}
			overlays = append(overlays, o)
		}
	}
	var all problem.List
	for i, data := range f.overlays {
		if len(data) == 0 {
			continue
		}
		o, err := rubric.LoadOverlay(f.overlayNames[i], data, nil)
		if list, ok := problem.Of(err); ok {
			all.Append(list)
			continue
		} else if err != nil {
			return err
		}
		if _, list := f.rubric.Localize(o); len(list) > 0 {
			all.Append(list)
		}
		overlays = append(overlays, o)
	}
	if err := all.Err(); err != nil {
		return err
	}
	for _, o := range overlays {
		data, err := json.Marshal(o)
		if err != nil {
			return err
		}
		// A file replaces the translation that comes with the edition.
		f.languages = slices.DeleteFunc(f.languages, func(l store.Language) bool { return l.Overlay != nil && l.Tag == o.Language() })
		f.languages = append(f.languages, store.Language{Tag: o.Language(), Overlay: data})
	}
	return nil
}

// normalize gives a text of a form the line ends of other texts, and takes other control characters away:
// nobody types them, and in a response each takes six bytes.
func normalize(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return strings.TrimSpace(strings.Map(func(c rune) rune {
		if unicode.IsControl(c) && c != '\n' && c != '\t' {
			return -1
		}
		return c
	}, text))
}

// overviewPage is the page of an assessment.
type overviewPage struct {
	Survey       *survey.Survey
	State        survey.State
	Coordinator  bool
	Progress     *survey.Progress  // for coordinators
	Who          map[string]string // titles of constituencies
	Links        map[string]map[string][]store.Link
	Publications []store.Publication
}

func (s *Server) overview(w http.ResponseWriter, r *request) error {
	ctx := r.Context()
	p := overviewPage{
		Survey: r.survey, State: r.survey.State(s.Now()), Coordinator: r.role == store.Coordinator,
		Who: who(r), Links: map[string]map[string][]store.Link{},
	}
	var err error
	if p.Publications, err = s.Store.Publications(ctx, r.survey.ID); err != nil {
		return err
	}
	if !p.Coordinator {
		return s.render(w, r, http.StatusOK, "overview", p)
	}
	if p.Progress, err = r.survey.Progress(ctx, s.Store); err != nil {
		return err
	}
	links, err := s.Store.Links(ctx, r.survey.ID)
	if err != nil {
		return err
	}
	for _, l := range links {
		if p.Links[l.SchoolID] == nil {
			p.Links[l.SchoolID] = map[string][]store.Link{}
		}
		p.Links[l.SchoolID][l.Constituency] = append(p.Links[l.SchoolID][l.Constituency], l)
	}
	return s.render(w, r, http.StatusOK, "overview", p)
}

// who returns the titles of the constituencies of an assessment.
func who(r *request) map[string]string {
	titles := map[string]string{}
	for _, c := range r.survey.Constituencies(r.survey.Language(r.lang)) {
		titles[c.ID] = c.Title
	}
	return titles
}

// sheet is a printable sheet of new links.
type sheet struct {
	Survey *survey.Survey
	Links  []sheetLink
}

type sheetLink struct {
	School, URL string
	Code        *qrCode
	Texts       []sheetText // in each language that raters can choose
}

type sheetText struct{ Language, Who, What, Once, Until string }

// sheetTexts returns what a sheet says to the people of a constituency.
func (s *Server) sheetTexts(v *survey.Survey, constituency string) []sheetText {
	var all []sheetText
	for _, l := range v.Languages {
		p := &page{Language: wordsLanguage(l.Tag), templates: s.templates}
		text := sheetText{Language: l.Tag, What: p.T("sheet.what"), Once: p.T("personal.card"), Until: p.T("sheet.until", p.Day(v.Closes))}
		if c, ok := v.Rubric(l.Tag).Constituency(constituency); ok {
			text.Who = c.Title
		}
		all = append(all, text)
	}
	return all
}

// makeLinks makes links and shows them, once: only their hashes are stored. The fields school
// and constituency choose a group; without them every group without a valid link gets one.
func (s *Server) makeLinks(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	existing, err := s.Store.Links(r.Context(), r.survey.ID)
	if err != nil {
		return err
	}
	has := map[[2]string]bool{}
	for _, l := range existing {
		if l.Withdrawn == "" {
			has[[2]string{l.SchoolID, l.Constituency}] = true
		}
	}
	one := r.PostForm.Has("school")
	var links []store.Link
	for _, school := range r.survey.Schools {
		for _, c := range r.survey.Constituencies("") {
			chosen := !has[[2]string{school.ID, c.ID}]
			if one {
				chosen = school.ID == r.PostForm.Get("school") && c.ID == r.PostForm.Get("constituency")
			}
			if chosen {
				links = append(links, store.Link{AssessmentID: r.survey.ID, SchoolID: school.ID, Constituency: c.ID, Created: survey.Day(s.Now())})
			}
		}
	}
	if one && len(links) == 0 {
		return errForm
	}
	p := sheet{Survey: r.survey}
	var tokens [][]byte
	for _, l := range links {
		link, token, err := s.newLink()
		if err != nil {
			return err
		}
		link.School, link.Texts = r.survey.NodeTitle(l.SchoolID), s.sheetTexts(r.survey, l.Constituency)
		tokens = append(tokens, token)
		p.Links = append(p.Links, link)
	}
	if err := s.Store.AddLinks(r.Context(), links, tokens); err != nil {
		return err
	}
	if err := s.audit(r, r.survey.ID, "audit.links", strconv.Itoa(len(links))); err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "sheet", p)
}

// newLink returns a link that nobody can guess, and the hash that is kept of it.
func (s *Server) newLink() (link sheetLink, hashed []byte, err error) {
	token := newToken()
	link.URL = s.URL + "/l/" + token
	link.Code, err = newQRCode(link.URL)
	return link, hash(token), err
}

func (s *Server) withdrawLink(w http.ResponseWriter, r *request) error {
	if err := s.Store.WithdrawLink(r.Context(), r.survey.ID, r.PathValue("link"), survey.Day(s.Now())); err != nil {
		return err
	}
	if err := s.audit(r, r.survey.ID, "audit.withdrawn", ""); err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/a/"+r.survey.ID, http.StatusSeeOther)
	return nil
}
