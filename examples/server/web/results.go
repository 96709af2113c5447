package web

import (
	"bytes"
	"errors"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/markdown"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/report/tidy"
	"github.com/waymark-go/waymark/spectrum"
)

// publishForm is the page before a publication.
type publishForm struct {
	Survey   *survey.Survey
	State    survey.State
	Before   int // how many publications there are
	Problem  string
	Wait     uint64
	Progress *survey.Progress
}

func (s *Server) publishForm(r *request) (*publishForm, error) {
	before, err := s.Store.Publications(r.Context(), r.survey.ID)
	if err != nil {
		return nil, err
	}
	progress, err := r.survey.Progress(r.Context(), s.Store)
	if err != nil {
		return nil, err
	}
	return &publishForm{Survey: r.survey, State: r.survey.State(s.Now()), Before: len(before), Progress: progress}, nil
}

func (s *Server) publishPage(w http.ResponseWriter, r *request) error {
	f, err := s.publishForm(r)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "publish", f)
}

func (s *Server) publish(w http.ResponseWriter, r *request) error {
	p, err := r.survey.Publish(r.Context(), s.Store, s.Now())
	var again *assess.RepublishError
	switch {
	case errors.As(err, &again), errors.Is(err, survey.ErrNoAnswers):
		f, err := s.publishForm(r)
		if err != nil {
			return err
		}
		f.Problem = "publish.none"
		if again != nil {
			// Neither the place nor the number that is missing is shown: they are about hidden counts.
			f.Problem = "publish.again-" + string(again.Reason)
		}
		return s.render(w, r, http.StatusConflict, "publish", f)
	case err != nil:
		return err
	}
	if err := s.audit(r, r.survey.ID, "audit.published", strconv.Itoa(p.Number)); err != nil {
		return err
	}
	http.Redirect(w, r.Request, "/a/"+r.survey.ID+"/results/"+strconv.Itoa(p.Number)+"/all", http.StatusSeeOther)
	return nil
}

// node reads the publication and the node of the results in the address.
func (r *request) node() (number int, node string, err error) {
	if number, err = strconv.Atoi(r.PathValue("number")); err != nil {
		return 0, "", store.ErrNotFound
	}
	node, err = r.nodeOf(r.PathValue("node"))
	return number, node, err
}

// nodeOf reads a node as it is in addresses: "all" or the id of a school, and after a tilde the group.
func (r *request) nodeOf(segment string) (node string, err error) {
	node, group, divided := strings.Cut(segment, "~")
	if node == "all" {
		node = ""
	}
	if divided {
		node += "/" + group
	}
	if !r.survey.Has(node) {
		return "", store.ErrNotFound
	}
	return node, nil
}

// nodeLink is a node that a page of results leads to.
type nodeLink struct {
	Segment, Title string
	Current        bool
}

// nodeLinks returns the schools, and the groups of the school in the address.
func (r *request) nodeLinks(language, node string) (schools, groups []nodeLink) {
	current, _, _ := strings.Cut(node, "/")
	segment := func(school string) string {
		if school == "" {
			return "all"
		}
		return school
	}
	all := []store.School{{Title: r.survey.Organization}}
	if r.survey.Divided() {
		all = append(all, r.survey.Schools...)
	}
	for _, school := range all {
		schools = append(schools, nodeLink{segment(school.ID), school.Title, school.ID == node})
		if school.ID != current || !r.survey.Has(current+"/"+assess.NotAnsweredGroup) {
			continue
		}
		for _, group := range r.survey.Groups() {
			groups = append(groups, nodeLink{segment(current) + "~" + group, r.survey.GroupTitle(language, group), current+"/"+group == node})
		}
	}
	return schools, groups
}

// reportLanguage is the language of a report: as asked for, or that of the page.
func (r *request) reportLanguage() string {
	if tag := r.URL.Query().Get("lang"); tag != "" {
		return r.survey.Language(tag)
	}
	return r.survey.Language(r.lang)
}

// resultsPage is the page of what was published of a school.
type resultsPage struct {
	Survey   *survey.Survey
	View     *report.View
	Number   int
	Node     string
	Title    string
	Language string
	Schools  []nodeLink
	Groups   []nodeLink
	Listed   bool // of a public page: search engines may list it
	Files    []resultFile
	Report   template.HTML
}

func (s *Server) results(w http.ResponseWriter, r *request) error {
	number, node, err := r.node()
	if err != nil {
		return err
	}
	p, err := s.resultsPage(r, number, node)
	if err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, "results", p)
}

func (s *Server) resultsPage(r *request, number int, node string) (*resultsPage, error) {
	language := r.reportLanguage()
	v, err := r.survey.View(r.Context(), s.Store, number, node, language)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	if err := html.Write(&b, v, reportOptions()); err != nil {
		return nil, err
	}
	p := &resultsPage{
		Survey: r.survey, View: v, Report: template.HTML(b.String()), Number: number, Node: r.PathValue("node"),
		Title: r.survey.ResultTitle(language, node), Language: language, Files: offeredFiles(v),
	}
	p.Schools, p.Groups = r.nodeLinks(language, node)
	return p, nil
}

// reportOptions are those of a report within a page, whose style sheet is served apart.
func reportOptions() *html.Options {
	return &html.Options{Fragment: &html.Fragment{HeadingLevel: 1, NoStyle: true}}
}

// reportStyle serves the style sheet of reports within pages.
func (s *Server) reportStyle(w http.ResponseWriter, r *request) error {
	stages, err := strconv.Atoi(r.PathValue("stages"))
	if err != nil || stages < 2 || stages > spectrum.MaxStages {
		return store.ErrNotFound
	}
	style, err := html.Style(stages, reportOptions())
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	w.Header().Set("Cache-Control", "max-age=3600")
	_, err = w.Write([]byte(style.CSS))
	return err
}

// resultFile is a document of a publication.
type resultFile struct {
	Name, Type string
	Domain     string // the id of the domain that it is about, or ""
	write      func(*bytes.Buffer, *report.View) error
}

// resultFiles returns the documents that a publication of any rubric can be read as.
// [offeredFiles] leaves out those that the rubric does not have, and adds those of its domains.
func resultFiles() []resultFile {
	const page, plain, table = "text/html; charset=utf-8", "text/plain; charset=utf-8", "text/csv; charset=utf-8"
	return []resultFile{
		{"report.html", page, "", func(b *bytes.Buffer, v *report.View) error { return html.Write(b, v, nil) }},
		{"handout.html", page, "", func(b *bytes.Buffer, v *report.View) error { return html.WriteHandout(b, v.Handout(), nil) }},
		{"guide.html", page, "", func(b *bytes.Buffer, v *report.View) error { return html.WriteGuide(b, v.Guide(), nil) }},
		{"worksheet.html", page, "", func(b *bytes.Buffer, v *report.View) error {
			sheet, err := report.BuildWorksheet(v.Published.Rubric(), titles(v))
			if err != nil {
				return err
			}
			return html.WriteWorksheet(b, sheet, nil)
		}},
		{"handbook.html", page, "", func(b *bytes.Buffer, v *report.View) error {
			book, err := report.BuildHandbook(v.Published.Rubric(), titles(v))
			if err != nil {
				return err
			}
			return html.WriteHandbook(b, book, nil)
		}},
		{"report.txt", plain, "", func(b *bytes.Buffer, v *report.View) error { return text.Write(b, v, nil) }},
		{"handout.txt", plain, "", func(b *bytes.Buffer, v *report.View) error { return text.WriteHandout(b, v.Handout(), nil) }},
		narrative("narrative.txt", plain, report.NarrativeGeneral, writeText),
		narrative("narrative.md", plain, report.NarrativeGeneral, writeMarkdown),
		narrative("narrative-lcff-priority-3.txt", plain, report.NarrativePriority3, writeText),
		{"report.md", plain, "", func(b *bytes.Buffer, v *report.View) error { return markdown.Write(b, v, nil) }},
		{"report.csv", table, "", func(b *bytes.Buffer, v *report.View) error { return tidy.Write(b, v, nil) }},
		{"report.codebook.csv", table, "", func(b *bytes.Buffer, v *report.View) error { return tidy.WriteCodebook(b, v, nil) }},
		{"report.json", "application/json", "", func(b *bytes.Buffer, v *report.View) error { return v.WriteJSON(b) }},
	}
}

// titles returns the options of a document about the rubric alone, which has the titles and the
// language of a report.
func titles(v *report.View) *report.Options {
	return &report.Options{Title: v.Options.Title, Organization: v.Options.Organization, Language: v.Language}
}

// narrative is the document of a narrative that is written by write.
func narrative(name, contentType string, kind report.NarrativeKind, write func(*bytes.Buffer, *report.Narrative) error) resultFile {
	return resultFile{name, contentType, "", func(b *bytes.Buffer, v *report.View) error {
		if !slices.Contains(v.Narratives(), kind) {
			return store.ErrNotFound
		}
		n, err := v.Narrative(kind)
		if err != nil {
			return err
		}
		return write(b, n)
	}}
}

func writeText(b *bytes.Buffer, n *report.Narrative) error { return text.WriteNarrative(b, n, nil) }

func writeMarkdown(b *bytes.Buffer, n *report.Narrative) error {
	return markdown.WriteNarrative(b, n, nil)
}

// offeredFiles returns the documents that there are for the rubric of a view.
func offeredFiles(v *report.View) []resultFile {
	files := slices.DeleteFunc(resultFiles(), func(f resultFile) bool {
		return strings.Contains(f.Name, string(report.NarrativePriority3)) && !slices.Contains(v.Narratives(), report.NarrativePriority3)
	})
	for d := range v.Published.Rubric().Domains() {
		files = append(files, reflection(d.ID()))
	}
	return files
}

// reflection is the worksheet for a group that thinks about a domain.
func reflection(domain string) resultFile {
	return resultFile{"reflection-" + domain + ".html", "text/html; charset=utf-8", domain, func(b *bytes.Buffer, v *report.View) error {
		sheet, err := report.BuildReflection(v.Published.Rubric(), domain, titles(v))
		if err != nil {
			return err
		}
		return html.WriteReflection(b, sheet, nil)
	}}
}

func (s *Server) resultFile(w http.ResponseWriter, r *request) error {
	number, node, err := r.node()
	if err != nil {
		return err
	}
	return s.sendFile(w, r, number, node)
}

// sendFile writes the file in the address.
func (s *Server) sendFile(w http.ResponseWriter, r *request, number int, node string) error {
	v, err := r.survey.View(r.Context(), s.Store, number, node, r.reportLanguage())
	if err != nil {
		return err
	}
	for _, f := range offeredFiles(v) {
		if f.Name != r.PathValue("file") {
			continue
		}
		var b bytes.Buffer
		if err := f.write(&b, v); err != nil {
			return err
		}
		if policy, err := html.Policy(b.Bytes()); err == nil {
			w.Header().Set("Content-Security-Policy", policy+"; frame-ancestors 'none'")
		}
		return send(w, f.Name, f.Type, b.Bytes())
	}
	return store.ErrNotFound
}

// send writes a document, to be saved unless it is a page.
func send(w http.ResponseWriter, name, contentType string, data []byte) error {
	h := w.Header()
	h.Set("Content-Type", contentType)
	if contentType != "text/html; charset=utf-8" {
		h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	}
	h.Set("Content-Length", strconv.Itoa(len(data)))
	_, err := w.Write(data)
	return err
}
