package html

import (
	"bufio"
	"bytes"
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
	"github.com/waymark-go/waymark/report/internal/layout"
)

var (
	//go:embed page.html
	pageSource string
	//go:embed goals.html
	goalsSource string
	//go:embed parts.html
	partsSource string
	//go:embed guide.html
	guideSource string
	//go:embed worksheet.html
	worksheetSource string
	//go:embed handbook.html
	handbookSource string
	//go:embed handout.html
	handoutSource string
)

// templates returns the templates of all documents, parsed once. They never change.
var templates = sync.OnceValue(func() *template.Template {
	return parseTemplates(pageSource+goalsSource, partsSource, guideSource, worksheetSource, handbookSource, handoutSource)
})

// parseTemplates parses the templates. The first source is the page of a report; the others only
// define parts.
func parseTemplates(sources ...string) *template.Template {
	t := template.New("page").Funcs(template.FuncMap{
		"bar": barSVG, "sample": sampleSVG, "text": textHTML, "prose": proseHTML, "flow": flowHTML, "inside": insideHTML, "source": logoURL, "lines": linesHTML, "ruled": ruledHTML, "box": boxHTML, "drawing": writeDrawing, "highlights": highlightItems, "questions": questionSets, "table": writeTable,
	})
	for _, s := range sources {
		t = template.Must(t.Parse(s))
	}
	return t
}

// Write writes a report to w as one page, or as a fragment of one. It returns an error if w fails,
// if an option is not valid, or if a picture does not fit its stages and series; those of
// report.Build always fit.
func Write(w io.Writer, v *report.View, opt *Options) error {
	if err := arguments.View("html.Write", w, v); err != nil {
		return err
	}
	page, err := newPage(v, "", opt)
	if err != nil {
		return fmt.Errorf("html.Write: %w", err)
	}
	for i := range v.Domains {
		d := &v.Domains[i]
		page.Tables = append(page.Tables, domainTables{
			DomainSection: d, Picture: page.Picture("domain-" + d.ID), Page: page,
			Head: v.Labels.Competency, Rated: v.Labels.Rated, Anchors: true,
		})
	}
	return writePage(w, "page", page)
}

// newPage returns what all documents have in common. Its style sheet has more rules.
func newPage(v *report.View, more string, opt *Options) (*page, error) {
	o, err := opt.checked()
	if err != nil {
		return nil, err
	}
	p := &page{View: v, Patterns: patterns(len(v.Stages)), options: o}
	if o.Fragment != nil {
		return p, nil
	}
	scheme := o.Scheme
	if scheme == SchemeHost {
		scheme = SchemeReader
	}
	sheet := baseSheet(sheetKey{len(v.Stages), scheme})
	if more += runningWarning(v.Head.Internal); more != "" {
		sheet = hashed(sheet.CSS + more)
	}
	p.Style = template.CSS(sheet.CSS)
	p.Policy = "default-src 'none'; style-src '" + sheet.Hash + "'; img-src data:" + p.scriptSources() + "; base-uri 'none'; form-action 'none'"
	return p, nil
}

// writePage executes the template of a document.
func writePage(w io.Writer, name string, data interface{ base() *page }) error {
	p := data.base()
	if p.options.Fragment == nil {
		out := bufio.NewWriterSize(w, 1<<14)
		p.out = out
		if err := templates().ExecuteTemplate(out, name, data); err != nil {
			return fmt.Errorf("html: %w", err)
		}
		return flush(out)
	}
	var out bytes.Buffer
	p.out = &out
	if err := templates().ExecuteTemplate(&out, name, data); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	b := appendFragment(make([]byte, 0, 3*out.Len()/2+1<<15), p, out.Bytes())
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	return nil
}

// flush writes what is buffered. A bufio.Writer keeps the first error of all writes.
func flush(w *bufio.Writer) error {
	if err := w.Flush(); err != nil {
		return fmt.Errorf("html: %w", err)
	}
	return nil
}

// page is the data of the template: the view and what only HTML needs.
type page struct {
	*report.View
	Style    template.CSS
	Policy   string
	Patterns template.HTML
	Tables   []domainTables
	options  Options
	out      io.Writer // where the template writes, which keeps errors
	buffer   []byte
	drawn    []byte // the elements of the last picture
}

// base returns the page, for documents that contain it.
func (p *page) base() *page { return p }

// IsFragment reports whether the document becomes a part of another page.
func (p *page) IsFragment() bool { return p.options.Fragment != nil }

// Nonce returns the nonce of the style element, or "".
func (p *page) Nonce() string { return p.options.Nonce }

// ColorScheme returns the schemes that the page supports, the preferred one first.
func (p *page) ColorScheme() string {
	switch p.options.Scheme {
	case SchemeLight, SchemeDark:
		return string(p.options.Scheme)
	}
	return "light dark"
}

// domainTables is a domain with its page, for the template, or the strands in the same form. Head
// and Rated are the heads of the columns of labels and of the numbers of ratings. Anchors reports
// whether the rows are competencies, which have ids.
type domainTables struct {
	*report.DomainSection
	Picture     *picture
	Page        *page
	Head, Rated string
	Anchors     bool
}

// StrandTables returns the strands for the template.
func (p *page) StrandTables() domainTables {
	s := &p.Strands
	return domainTables{
		DomainSection: &report.DomainSection{Competencies: s.Results(), Caption: s.Caption, ByCaption: s.ByCaption},
		Picture:       p.Picture("strands"), Page: p, Head: p.Labels.Strand, Rated: p.Labels.Ratings,
	}
}

// entry is an entry of the table of contents.
type entry struct {
	Anchor string
	Label  report.TaggedText
}

// Contents returns the table of contents: the sections between the title and the end.
func (p *page) Contents() []entry {
	l := &p.Labels
	var entries []entry
	add := func(anchor, title string) {
		entries = append(entries, entry{anchor, report.TaggedText{{Text: title}}})
	}
	if !p.Has(report.SectionFindings) {
		add("who", l.Who)
	}
	for _, s := range p.Sections {
		switch s {
		case report.SectionFindings:
			add(string(s), l.SectionTitle(s))
			add("who", l.Who)
		case report.SectionDomains:
			for i := range p.Domains {
				entries = append(entries, entry{"domain-" + p.Domains[i].ID, p.Domains[i].Label})
			}
		case report.SectionMethods: // behind how to read the report
		default:
			add(string(s), l.SectionTitle(s))
		}
	}
	add("how-to-read", l.HowToRead)
	if p.Has(report.SectionMethods) {
		add(string(report.SectionMethods), l.Methods)
	}
	return entries
}

// besidePicture is the number of findings that are beside the picture on a wide screen and above it on a
// phone.
const besidePicture = 4

// foundItem is a finding with the anchor of the section that has the details, which may be "".
type foundItem struct {
	*report.Finding
	Anchor     string
	HasPicture bool // the picture follows
}

// Found returns the findings for the template.
func (p *page) Found() []foundItem {
	items := make([]foundItem, len(p.Findings.Items))
	for i := range p.Findings.Items {
		f := &p.Findings.Items[i]
		items[i] = foundItem{f, layout.FindingAnchor(p.View, f), i == min(besidePicture, len(items))-1}
	}
	return items
}

// comparisons is a list of comparisons with its page.
type comparisons struct {
	report.ComparisonList
	Page *page
}

// With adds the page to comparisons, for the template.
func (p *page) With(d report.ComparisonList) comparisons { return comparisons{d, p} }

// comparison is a comparison with its page.
type comparison struct {
	report.Comparison
	Page *page
}

// Pair adds the page to a comparison, for the template.
func (p *page) Pair(d report.Comparison) comparison { return comparison{d, p} }

// level is a row of the table of levels with its page.
type level struct {
	report.LevelRow
	Page *page
}

// Level adds the page to a row of the table of levels, for the template.
func (p *page) Level(r report.LevelRow) level { return level{r, p} }

// logoURL returns the data URI of a logo. report.Logo checks its type.
func logoURL(l *report.Logo) template.URL { return template.URL(l.DataURI()) }

// runningWarning returns a rule that prints the warning of an internal report in the bottom margin
// of each page, where it covers nothing. Browsers that do not print margin boxes show it at the
// top of the report only.
func runningWarning(warning string) string {
	if warning == "" {
		return ""
	}
	return "@media print{@page{margin-bottom:20mm;@bottom-center{content:" + cssString(warning) + ";font:600 8pt/1.3 sans-serif;text-align:center}}}\n"
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

// patterns returns the definitions of the hatches for n stages.
func patterns(n int) template.HTML {
	b := []byte(`<svg class="defs" width="0" height="0" aria-hidden="true"><defs>`)
	b = drawing.AppendHatches(b, n, `<g class="hatch">%s</g>`)
	return template.HTML(append(b, `</defs></svg>`...))
}

// barSVG returns a bar, for a template.
func barSVG(bar report.StageBar) template.HTML {
	return template.HTML(appendBar(make([]byte, 0, 1024), bar))
}

// textHTML returns a text, for a template.
func textHTML(t report.TaggedText) template.HTML {
	if len(t) == 1 && t[0].Language == "" && t[0].Begins == 0 {
		return template.HTML(template.HTMLEscapeString(t[0].Text))
	}
	return template.HTML(appendText(nil, t))
}

// sampleSVG returns the sample of a stage in the legend.
func sampleSVG(stage, stages int) template.HTML {
	b := append([]byte(nil), `<svg class="bar" aria-hidden="true">`...)
	b = appendSegment(b, stage, stages, report.BarSegment{Width: 1000})
	return template.HTML(append(b, `</svg>`...))
}
