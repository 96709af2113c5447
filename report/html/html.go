package html

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/arguments"
	"github.com/waymark-go/waymark/report/internal/drawing"
)

var (
	//go:embed guide.html
	guideSource string
	//go:embed worksheet.html
	worksheetSource string
	//go:embed handbook.html
	handbookSource string
)

// templates returns the templates of the documents that are not written directly, parsed once. They
// never change.
var templates = sync.OnceValue(func() *template.Template {
	t := template.New("").Funcs(template.FuncMap{
		"bar": barHTML, "text": textHTML, "prose": proseHTML, "flow": flowHTML, "inside": insideHTML, "lines": linesHTML, "box": boxHTML,
		"questions": questionsHTML, "help": helpHTML, "link": linkHTML,
	})
	for _, s := range []string{guideSource, worksheetSource, handbookSource} {
		t = template.Must(t.Parse(s))
	}
	return t
})

// Write writes a report to w as one page, or as a fragment of one. It returns an error if w fails,
// if an option is not valid, or if a picture does not fit its stages and series; those of
// report.Build always fit.
func Write(w io.Writer, v *report.View, opt *Options) error {
	if err := arguments.View("html.Write", w, v); err != nil {
		return err
	}
	for i := range v.Pictures {
		if err := drawing.Check(&v.Pictures[i]); err != nil {
			return fmt.Errorf("html.Write: %w", err)
		}
	}
	page, err := newPage(v, reportSheet, opt)
	if err != nil {
		return fmt.Errorf("html.Write: %w", err)
	}
	return page.write(w, func() error {
		page.document()
		return nil
	})
}

// newPage returns what all documents have in common.
func newPage(v *report.View, rules sheetRules, opt *Options) (*page, error) {
	o, err := opt.checked()
	if err != nil {
		return nil, err
	}
	p := &page{View: v, hatched: rules == reportSheet || rules == handoutSheet, options: o}
	if o.Fragment != nil {
		return p, nil
	}
	scheme := o.Scheme
	if scheme == SchemeHost {
		scheme = SchemeReader
	}
	sheet := baseSheet(sheetKey{len(v.Stages), scheme, rules})
	if v.Head.Internal != "" {
		sheet = hashed(sheet.CSS + runningWarning(v.Head.Internal))
	}
	p.style = sheet.CSS
	p.policy = "default-src 'none'; style-src '" + sheet.Hash + "'; img-src data:" + p.scriptSources() + "; base-uri 'none'; form-action 'none'"
	return p, nil
}

// write writes the document that the function body appends to the markup of the page.
func (p *page) write(w io.Writer, body func() error) error {
	memory := buffers().Get().(*buffer)
	m := &markup{b: memory.page[:0], w: w}
	if p.options.Fragment != nil {
		m.w = nil
	}
	p.markup, p.drawn = m, memory.drawn
	err := body()
	if m.err == nil && err == nil {
		if p.options.Fragment != nil {
			m.w, m.b = w, appendFragment(make([]byte, 0, 3*len(m.b)/2+1<<15), p, m.b)
		}
		m.flush()
	}
	*memory = buffer{m.b, p.drawn}
	buffers().Put(memory)
	if m.err != nil {
		err = m.err
	}
	if err != nil {
		return fmt.Errorf("html: %w", err)
	}
	return nil
}

// execute writes a document with its template.
func (p *page) execute(w io.Writer, name string, data any) error {
	return p.write(w, func() error { return templates().ExecuteTemplate(p.markup, name, data) })
}

// page is what all documents are written with: the view, what only HTML needs, and the markup. It is
// the data of the templates.
type page struct {
	*report.View
	style   string
	policy  string
	hatched bool // the document has colors of stages
	class   tags // of the body, or ""
	options Options
	markup  *markup
	drawn   []byte // the elements of the last picture
}

// colorScheme returns the schemes that the page supports, the preferred one first.
func (p *page) colorScheme() string {
	switch p.options.Scheme {
	case SchemeLight, SchemeDark:
		return string(p.options.Scheme)
	}
	return "light dark"
}

// runningWarning returns a rule that prints the warning of an internal report in the bottom margin
// of each page, where it covers nothing. Browsers that do not print margin boxes show it at the
// top of the report only.
func runningWarning(warning string) string {
	return "@media print{@page{margin-bottom:16mm;@bottom-center{content:" + cssString(warning) + ";font:600 8pt/1.3 sans-serif;text-align:center;vertical-align:top;padding-top:2mm}}}\n"
}

// cssString returns s as a CSS string. It escapes everything except letters, digits and spaces, so
// that s cannot end the string or the style element.
func cssString(s string) string {
	b := []byte{'"'}
	for _, r := range s {
		switch {
		case r == ' ' || unicode.IsLetter(r) || unicode.IsDigit(r):
			b = utf8.AppendRune(b, r)
		default:
			b = fmt.Appendf(b, `\%x `, r)
		}
	}
	return string(append(b, '"'))
}

// appendPatterns appends the definitions of the hatches for n stages.
func appendPatterns(b []byte, n int) []byte {
	b = append(b, `<svg class="defs" width="0" height="0" aria-hidden="true"><defs>`...)
	b = drawing.AppendHatches(b, n, `<g class="hatch">%s</g>`)
	return append(b, `</defs></svg>`...)
}
