package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
)

// templates are the parsed pages and the words.
type templates struct {
	pages map[string]*template.Template
	words map[string]map[string]string // by key and language
}

func parseTemplates() (*templates, error) {
	t := &templates{pages: map[string]*template.Template{}}
	data, err := files.ReadFile("words.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, &t.words); err != nil {
		return nil, fmt.Errorf("words.json: %w", err)
	}
	funcs := template.FuncMap{
		"text": prose,
		"inc":  func(n int) int { return n + 1 },
	}
	base, err := template.New("base").Funcs(funcs).ParseFS(files, "templates/base.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		page := strings.TrimSuffix(path.Base(name), ".html")
		if page == "base" {
			continue
		}
		c, err := base.Clone()
		if err == nil {
			t.pages[page], err = c.ParseFS(files, name)
		}
		if err != nil {
			return nil, fmt.Errorf("template %s: %w", page, err)
		}
	}
	return t, nil
}

// words returns a text in a language, or in English, with its arguments.
func (t *templates) word(language, key string, args ...any) string {
	text, ok := t.words[key]
	if !ok {
		return key
	}
	s := text[wordsLanguage(language)]
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}

// wordsLanguage is the language of the words of a page whose rubric is in a language.
func wordsLanguage(tag string) string {
	if base, _, _ := strings.Cut(tag, "-"); base == "es" {
		return base
	}
	return "en"
}

// staffLanguage is the language of pages without a rater: as chosen, or as the browser says.
func staffLanguage(r *http.Request) string {
	wanted := r.Header.Get("Accept-Language")
	if c, err := r.Cookie("language"); err == nil {
		wanted = c.Value
	}
	first, _, _ := strings.Cut(wanted, ",")
	return wordsLanguage(first)
}

func (s *Server) setLanguage(w http.ResponseWriter, r *request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	language := "en"
	if r.PostForm.Get("language") == "es" {
		language = "es"
	}
	http.SetCookie(w, &http.Cookie{
		Name: "language", Value: language, Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, Secure: s.secure(), SameSite: http.SameSiteLaxMode,
	})
	http.Redirect(w, r.Request, localPath(r.PostForm.Get("to")), http.StatusSeeOther)
	return nil
}

// localPath returns an address without its query if it is a path of this server, otherwise "/".
func localPath(to string) string {
	u, err := url.Parse(to) // refuses control characters, which browsers remove: "/\t/host" is "//host"
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.Contains(u.Path, "\\") {
		return "/"
	}
	return u.EscapedPath()
}

// page is what a template is executed with.
type page struct {
	Language string // of the words
	Path     string // of the page, "" if it is not one to come back to
	Request  *request
	Data     any

	templates *templates
}

// T returns a text of the words file.
func (p *page) T(key string, args ...any) string {
	return p.templates.word(p.Language, key, args...)
}

// SignedIn reports whether a user is signed in and the page is not one of a rater.
func (p *page) SignedIn() bool { return p.Request.user.ID != "" && p.Request.rater.ID == "" }

// UserName returns the name of the user.
func (p *page) UserName() string { return p.Request.user.Name }

// Choose reports whether the page lets its reader choose a language: raters choose elsewhere.
func (p *page) Choose() bool {
	return p.Path != "" && p.Request.rater.ID == "" && !strings.HasPrefix(p.Path, "/l/") && !strings.HasPrefix(p.Path, "/p/")
}

// MayCreate reports whether the user may create assessments.
func (p *page) MayCreate() bool { return p.Request.user.MayCreate }

// Tag is the language of the texts of the rubric.
func (p *page) Tag() string { return p.Request.lang }

// LanguageName returns the name of a language in itself, where it is known.
func (p *page) LanguageName(tag string) string {
	if w, ok := report.BuiltinWords(tag); ok {
		return w.Name()
	}
	return tag
}

// Policy says what a policy hides, in the language of the page.
func (p *page) Policy(policy assess.Policy) (string, error) {
	w, ok := report.BuiltinWords(p.Language)
	if !ok {
		return "", fmt.Errorf("there are no words for %q", p.Language)
	}
	return w.Policy(policy)
}

// Day writes a day as people do.
func (p *page) Day(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	if p.Language == "es" {
		return fmt.Sprintf("%d de %s de %d", t.Day(), spanishMonths()[t.Month()-1], t.Year())
	}
	return t.Format("January 2, 2006")
}

// ShortDay writes a day without its year, for tables.
func (p *page) ShortDay(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	if p.Language == "es" {
		return fmt.Sprintf("%d %.3s", t.Day(), spanishMonths()[t.Month()-1])
	}
	return t.Format("Jan 2")
}

func spanishMonths() [12]string {
	return [...]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}
}

// Results is the address that those of the nodes of results begin with.
func (p *page) Results() string { return path.Dir(p.Request.URL.Path) }

// DomainTitle returns the name of a domain in a language.
func (p *page) DomainTitle(language, domain string) string {
	d, ok := p.Request.survey.Rubric(language).Domain(domain)
	if !ok {
		return domain
	}
	return d.Title()
}

// Rubric returns the attributes of an element with texts of the rubric.
func (p *page) Rubric() template.HTMLAttr {
	r := p.Request.survey.Rubric(p.Request.lang)
	return template.HTMLAttr(fmt.Sprintf(`lang="%s" dir="%s"`, template.HTMLEscapeString(r.Language()), template.HTMLEscapeString(r.Direction())))
}

// Count says a number of people as exactly as it may be shown.
func (p *page) Count(c assess.LiveCount) string {
	switch {
	case c.Exact():
		return strconv.FormatUint(c.AtLeast, 10)
	case c.AtLeast == 0:
		return p.T("count.few", c.AtMost+1)
	}
	return p.T("count.least", c.AtLeast)
}

// prose returns a text of the rubric as paragraphs and lists.
func prose(text string) template.HTML {
	var b strings.Builder
	for run := range rubric.BlockRuns(text) {
		switch run[0].Kind {
		case rubric.BlockParagraph:
			b.WriteString("<p>" + template.HTMLEscapeString(run[0].Text) + "</p>")
		case rubric.BlockBullet:
			b.WriteString("<ul>")
			for _, item := range run {
				b.WriteString("<li>" + template.HTMLEscapeString(item.Text) + "</li>")
			}
			b.WriteString("</ul>")
		case rubric.BlockNumber:
			b.WriteString("<ol>")
			for _, item := range run {
				fmt.Fprintf(&b, `<li value="%d">%s</li>`, item.Number, template.HTMLEscapeString(item.Text))
			}
			b.WriteString("</ol>")
		}
	}
	return template.HTML(b.String())
}

// render writes a page.
func (s *Server) render(w http.ResponseWriter, r *request, status int, name string, data any) error {
	t, ok := s.templates.pages[name]
	if !ok {
		return fmt.Errorf("there is no page %s", name)
	}
	p := &page{Language: wordsLanguage(r.lang), Request: r, Data: data, templates: s.templates}
	if r.Method == http.MethodGet {
		p.Path = r.URL.EscapedPath()
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "base", p); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := w.Write(b.Bytes())
	if err != nil {
		s.Log.Debug("write", "error", err) // the reader is gone
	}
	return nil
}

func (s *Server) errorPage(w http.ResponseWriter, r *request, status int, key string) {
	w.Header().Set("Cache-Control", "no-store") // whatever the handler had set
	if err := s.render(w, r, status, "error", key); err != nil {
		s.Log.Error("error page", "error", err)
		http.Error(w, http.StatusText(status), status)
	}
}
