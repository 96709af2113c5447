package web

import (
	"bytes"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
	"github.com/waymark-go/waymark/rubric/problem"
)

// dataForm is the page of what can be imported, exported and deleted.
type dataForm struct {
	Survey       *survey.Survey
	Problems     []pageProblem
	FileProblems problem.List
	Baselines    map[string]bool // schools with something to compare with, "" for all
}

func (s *Server) dataPage(w http.ResponseWriter, r *request) error {
	return s.renderData(w, r, http.StatusOK, dataForm{})
}

func (s *Server) renderData(w http.ResponseWriter, r *request, status int, f dataForm) error {
	f.Survey, f.Baselines = r.survey, map[string]bool{}
	for _, school := range append(slices.Clone(r.survey.Schools), store.School{}) {
		_, err := s.Store.Baseline(r.Context(), r.survey.ID, school.ID)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		f.Baselines[school.ID] = err == nil
	}
	return s.render(w, r, status, "data", f)
}

// exportResponses writes the raw responses. Only an assessment that hides nothing has this
// page: elsewhere no page shows what the policy hides.
func (s *Server) exportResponses(w http.ResponseWriter, r *request) error {
	if !r.survey.Internal() {
		return store.ErrNotFound
	}
	var b bytes.Buffer
	if err := survey.Export(r.Context(), s.Store, r.survey.ID, &b); err != nil {
		return err
	}
	if err := s.audit(r, r.survey.ID, "audit.exported", ""); err != nil {
		return err
	}
	return send(w, "responses.ndjson", "application/x-ndjson", b.Bytes())
}

// deleteResponse deletes a response by its id, such as an imported one.
func (s *Server) deleteResponse(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	err := s.Store.DeleteResponse(r.Context(), r.survey.ID, strings.TrimSpace(r.PostForm.Get("response")))
	if errors.Is(err, store.ErrNotFound) {
		return s.renderData(w, r, http.StatusUnprocessableEntity, dataForm{
			Problems: []pageProblem{{"response", s.templates.word(r.lang, "data.no-response")}},
		})
	}
	if err != nil {
		return err
	}
	s.forgetComments(r)
	if err := s.audit(r, r.survey.ID, "audit.deleted", ""); err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/a/"+r.survey.ID+"/data", http.StatusSeeOther)
	return nil
}

// formFile reads the file of a form.
func (r *request) formFile() (name string, data []byte, err error) {
	if err := r.ParseMultipartForm(uploadBytes); err != nil {
		return "", nil, formError(err)
	}
	for _, h := range r.MultipartForm.File["file"] {
		data, err := readUpload(h)
		return h.Filename, data, err
	}
	return "", nil, nil
}

// setBaseline takes a published summary of an earlier wave, which results are compared with.
func (s *Server) setBaseline(w http.ResponseWriter, r *request) error {
	name, data, err := r.formFile()
	if err != nil {
		return err
	}
	node := r.PostForm.Get("node")
	if _, ok := r.survey.School(node); !ok && node != "" {
		return errForm
	}
	if len(data) == 0 {
		return s.renderData(w, r, http.StatusUnprocessableEntity, dataForm{Problems: []pageProblem{{"baseline", s.templates.word(r.lang, "data.no-file")}}})
	}
	before, _, err := r.survey.LoadBaseline(name, data)
	if list, ok := problem.Of(err); ok {
		return s.renderData(w, r, http.StatusUnprocessableEntity, dataForm{FileProblems: list[:min(len(list), shownIssues)]})
	}
	if err != nil {
		return s.renderData(w, r, http.StatusUnprocessableEntity, dataForm{Problems: []pageProblem{{"baseline", err.Error()}}})
	}
	err = s.Store.SetBaseline(r.Context(), r.survey.ID, node, store.Baseline{Edition: before.Rubric().Ref().String(), Summary: data})
	if err != nil {
		return err
	}
	if err := s.audit(r, r.survey.ID, "audit.baseline", r.survey.NodeTitle(node)); err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/a/"+r.survey.ID+"/data", http.StatusSeeOther)
	return nil
}

const uploadLength = 24 * time.Hour

// upload keeps a file of responses and leads to the page that imports it.
func (s *Server) upload(w http.ResponseWriter, r *request) error {
	name, data, err := r.formFile()
	if err != nil {
		return err
	}
	if len(data) == 0 {
		return s.renderData(w, r, http.StatusUnprocessableEntity, dataForm{Problems: []pageProblem{{"file", s.templates.word(r.lang, "data.no-file")}}})
	}
	if r.survey.AnswersDeleted {
		return s.renderData(w, r, http.StatusConflict, dataForm{Problems: []pageProblem{{"file", s.templates.word(r.lang, "overview.deleted")}}})
	}
	u := &store.Upload{AssessmentID: r.survey.ID, Name: name, Data: data}
	if err := s.Store.AddUpload(r.Context(), u, s.Now(), s.Now().Add(uploadLength)); err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/a/"+r.survey.ID+"/data/uploads/"+u.ID, http.StatusSeeOther)
	return nil
}

// importForm is the page of a file before it is imported.
type importForm struct {
	Survey          *survey.Survey
	Upload          store.Upload
	Sheet           bool
	Mapping, School string
	Found           *survey.Import
	Problem         string       // what kept the file from being read or imported
	MappingProblems problem.List // of the mapping
	More            int          // problems that are not shown
}

func (s *Server) importPage(w http.ResponseWriter, r *request) error {
	return s.reading(r.Context(), func() error { return s.showImport(w, r) })
}

func (s *Server) showImport(w http.ResponseWriter, r *request) error {
	f, err := s.importForm(r)
	if err != nil {
		return err
	}
	if f.Sheet {
		if f.Mapping, err = r.survey.ProposeMapping(r.Context(), f.Upload.Name, f.Upload.Data); err != nil {
			f.Problem = err.Error()
			return s.render(w, r, http.StatusOK, "import", f)
		}
	}
	if !r.survey.Divided() {
		f.School = r.survey.Schools[0].ID
	}
	s.readImport(r, f)
	return s.render(w, r, http.StatusOK, "import", f)
}

func (s *Server) importForm(r *request) (*importForm, error) {
	u, err := s.Store.Upload(r.Context(), r.survey.ID, r.PathValue("upload"))
	if err != nil {
		return nil, err
	}
	return &importForm{Survey: r.survey, Upload: u, Sheet: survey.IsSheet(u.Data)}, nil
}

// readImport reads the file as the form says.
func (s *Server) readImport(r *request, f *importForm) {
	found, err := r.survey.ReadImport(r.Context(), f.Upload.Name, f.Upload.Data, f.Mapping, f.School)
	list, ok := problem.Of(err)
	switch {
	case ok:
		f.MappingProblems = list
	case err != nil:
		f.Problem = err.Error()
	default:
		f.Found = found
		if f.More = len(found.Problems) - shownIssues; f.More > 0 {
			found.Problems = found.Problems[:shownIssues]
		}
	}
}

// importUpload checks a file again with another mapping, imports it, or forgets it.
func (s *Server) importUpload(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	return s.reading(r.Context(), func() error { return s.checkImport(w, r) })
}

func (s *Server) checkImport(w http.ResponseWriter, r *request) error {
	f, err := s.importForm(r)
	if err != nil {
		return err
	}
	back := "/a/" + r.survey.ID + "/data"
	if r.PostForm.Get("go") == "cancel" {
		if err := s.Store.DeleteUpload(r.Context(), f.Upload.ID); err != nil {
			return err
		}
		http.Redirect(w, r.Request, back, http.StatusSeeOther)
		return nil
	}
	f.School = r.PostForm.Get("school")
	if _, ok := r.survey.School(f.School); !ok && f.School != "" {
		return errForm
	}
	if f.Sheet {
		f.Mapping = strings.ReplaceAll(r.PostForm.Get("mapping"), "\r\n", "\n")
	}
	s.readImport(r, f)
	if r.PostForm.Get("go") != "import" || f.Found == nil {
		return s.render(w, r, http.StatusOK, "import", f)
	}
	if r.survey.AnswersDeleted {
		f.Problem = s.templates.word(r.lang, "overview.deleted")
		return s.render(w, r, http.StatusConflict, "import", f)
	}
	conflict, err := s.Store.AddRaters(r.Context(), f.Found.Raters)
	if errors.Is(err, store.ErrConflict) {
		f.Problem = s.templates.word(r.lang, "import.conflict", conflict)
		return s.render(w, r, http.StatusConflict, "import", f)
	}
	if err != nil {
		return err
	}
	if err := s.Store.DeleteUpload(r.Context(), f.Upload.ID); err != nil {
		return err
	}
	if err := s.audit(r, r.survey.ID, "audit.imported", f.Upload.Name); err != nil {
		return err
	}
	http.Redirect(w, r.Request, back, http.StatusSeeOther)
	return nil
}
