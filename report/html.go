package report

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
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
	//go:embed style.css
	styleSource string
	//go:embed paper.css
	paperStyleSource string
)

// pageTemplate has the templates of all documents, and never changes after it is
// parsed.
var pageTemplate = parseTemplates(pageSource+goalsSource, partsSource, guideSource, worksheetSource)

// parseTemplates reads sources of templates, of which the first is the page of a report and
// the others only define parts.
func parseTemplates(sources ...string) *template.Template {
	number := func(n int) func() int { return func() int { return n } }
	t := template.New("page").Funcs(template.FuncMap{
		"bar": barSVG, "sample": sampleSVG, "text": textHTML, "source": logoSource, "room": roomHTML, "box": boxHTML, "drawing": pictureHTML, "table": tableHTML,
		"edgeLines": number(edgeLines), "topicLines": number(topicLines), "evidenceLines": number(evidenceLines),
	})
	for _, s := range sources {
		t = template.Must(t.Parse(s))
	}
	return t
}

// WriteHTML writes the report as one self-contained page: no script, no request
// for anything else, and a Content-Security-Policy that holds it to that. Its markup
// is well-formed XML too.
func (v *View) WriteHTML(w io.Writer) error {
	page := newPage(v, styleSheet(len(v.Stages), v.Picture("differences") != nil))
	for i := range v.Domains {
		d := &v.Domains[i]
		page.Tables = append(page.Tables, domainTables{DomainSection: d, Picture: v.Picture("domain-" + d.ID), Page: page})
	}
	return writePage(w, "page", page)
}

func newPage(v *View, style string) *page {
	style += runningWarning(v.Head.Internal)
	return &page{
		View: v, Style: template.CSS(style), Policy: contentPolicy(style),
		Patterns: patterns(len(v.Stages)), Compared: len(v.Groups) > 1,
	}
}

// writePage writes a document by its template.
func writePage(w io.Writer, name string, data any) error {
	out := bufio.NewWriter(w)
	if err := pageTemplate.ExecuteTemplate(out, name, data); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return flush(out)
}

// page is what the template sees: the view and what only HTML needs.
type page struct {
	*View
	Style    template.CSS
	Policy   string
	Patterns template.HTML
	Compared bool // there are groups to compare
	Tables   []domainTables
}

// domainTables is a domain with the page that it is on.
type domainTables struct {
	*DomainSection
	Picture *Picture
	Page    *page
}

// entry is a line of the table of contents.
type entry struct {
	Anchor string
	Label  TaggedText
}

// Contents lists what the page has between the legend and the end.
func (p *page) Contents() []entry {
	var entries []entry
	for _, s := range p.Sections {
		if s != SectionDomains {
			entries = append(entries, entry{string(s), TaggedText{{Text: p.Labels.section(s)}}})
			continue
		}
		for i := range p.Domains {
			entries = append(entries, entry{"domain-" + p.Domains[i].ID, p.Domains[i].Label})
		}
	}
	return entries
}

// comparisons are differences or moves with the page that they are on.
type comparisons struct {
	ComparisonList
	Page *page
}

// With puts the page beside differences, for the template.
func (p *page) With(d ComparisonList) comparisons { return comparisons{d, p} }

// comparison is one of them with the page.
type comparison struct {
	Comparison
	Page *page
}

// Pair puts the page beside one of them.
func (p *page) Pair(d Comparison) comparison { return comparison{d, p} }

// logoSource is the data URI of a logo. That of a view made by hand may be anything,
// so the type is looked up.
func logoSource(l *Logo) template.URL {
	if _, ok := logoTypes[l.MediaType]; !ok {
		return ""
	}
	return template.URL("data:" + l.MediaType + ";base64," + base64.StdEncoding.EncodeToString(l.Data))
}

// contentPolicy allows the style sheet, known by its hash, pictures within the page,
// and nothing else.
func contentPolicy(style string) string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; img-src data:; base-uri 'none'; form-action 'none'"
}

// styleSheet is the fixed rules and the colors of n stages, in light and dark, and
// those of groups if there is a picture with them.
func styleSheet(n int, groups bool) string {
	var b strings.Builder
	scheme := func(page rgb, series []string, ink, soft, line, panel, link string) {
		fmt.Fprintf(&b, ":root{--page:%s;--ink:%s;--soft:%s;--line:%s;--panel:%s;--link:%s}", page.hex(), ink, soft, line, panel, link)
		colors := ramp(n, page)
		for i, c := range colors {
			fmt.Fprintf(&b, ".s%d{fill:%s}", i+1, c.hex())
		}
		for i, c := range colors {
			fmt.Fprintf(&b, ".o%d{fill:%s}", i+1, lettersOn(c).hex())
		}
		if groups {
			for i, c := range series {
				fmt.Fprintf(&b, ".g%d{fill:%[2]s}.k%[1]d{stroke:%[2]s}", i+1, c)
			}
		}
	}
	b.WriteString(":root{color-scheme:light dark}")
	scheme(lightPage, lightSeries[:], lightInk, lightSoft, lightLine, lightPanel, lightLink)
	b.WriteString("@media screen and (prefers-color-scheme:dark){")
	scheme(darkPage, darkSeries[:], darkInk, darkSoft, darkLine, darkPanel, darkLink)
	b.WriteString("}\n")
	b.WriteString(styleSource)
	return b.String()
}

// runningWarning puts the warning of an internal report into the margin at the foot of
// each printed page, where it covers nothing. Browsers that print no margin boxes
// have it at the head of the report alone.
func runningWarning(warning string) string {
	if warning == "" {
		return ""
	}
	return "@media print{@page{margin-bottom:20mm;@bottom-center{content:" + cssString(warning) + ";font:600 8pt/1.3 sans-serif;text-align:center}}}\n"
}

// cssString writes a string of CSS, in which all but letters, digits and spaces is
// escaped, so that nothing can end it, nor the element that it is in.
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

// hatches are the patterns laid over the colors of all stages but the highest, so
// that color is never alone in telling them apart.
var hatches = [...]string{
	`<circle cx="2" cy="2" r=".9"/><circle cx="6" cy="6" r=".9"/>`,
	`<path d="M-1 9L9 -1M-1 1L1 -1M7 9L9 7" fill="none"/>`,
	`<path d="M4 0V8" fill="none"/>`,
	`<path d="M-1 -1L9 9M7 -1L9 1M-1 7L1 9" fill="none"/>`,
	`<path d="M0 4H8" fill="none"/>`,
}

// patterns defines the hatches for n stages.
func patterns(n int) template.HTML {
	var b strings.Builder
	b.WriteString(`<svg class="defs" width="0" height="0" aria-hidden="true"><defs>`)
	for i := range min(n-1, len(hatches)) {
		fmt.Fprintf(&b, `<pattern id="hatch%d" width="8" height="8" patternUnits="userSpaceOnUse"><g class="hatch">%s</g></pattern>`, i, hatches[i])
	}
	b.WriteString(`</defs></svg>`)
	return template.HTML(b.String())
}

// barSVG draws a bar for a template.
func barSVG(bar StageBar) template.HTML { return template.HTML(appendBar(make([]byte, 0, 1024), bar)) }

// textHTML writes a text for a template.
func textHTML(t TaggedText) template.HTML {
	if len(t) == 1 && t[0].Language == "" {
		return template.HTML(template.HTMLEscapeString(t[0].Text))
	}
	return template.HTML(appendText(nil, t))
}

// sampleSVG draws a stage of a legend.
func sampleSVG(stage, stages int) template.HTML {
	b := append([]byte(nil), `<svg class="bar" aria-hidden="true">`...)
	b = appendSegment(b, stage, stages, BarSegment{Width: 1000})
	return template.HTML(append(b, `</svg>`...))
}
