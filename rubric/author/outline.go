package author

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/internal/fold"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Outline is a rubric as a list: a row for each competency, in printed order. It is what
// readers of other formats make, and what lacks ids gets them from its titles.
//
//	o := author.Outline{Document: rubric.EditionDocument{ID: "circle", Edition: "1", ...}}
//	o.Rows = append(o.Rows, author.OutlineRow{
//		Domain:     rubric.DomainEntry{Title: rubric.TextEntry{Text: "Talk"}},
//		Competency: rubric.CompetencyEntry{Title: rubric.TextEntry{Text: "We listen"}},
//	})
//	r, err := o.Rubric()
type Outline struct {
	// Document is the rubric without its strands and domains, which are ignored. Its format may
	// be absent.
	Document rubric.EditionDocument `json:"document"`
	// Places says where fields of the document come from, by path, such as
	// spectrum.stages[0].title. The place of a path without an entry is that of the path that
	// contains it. The path "" means the document.
	Places map[string]Place `json:"places,omitempty"`
	// Rows are the competencies.
	Rows []OutlineRow `json:"rows"`
}

// OutlineRow is a competency with the domain and the strand that it belongs to.
type OutlineRow struct {
	// Strand is the strand of the domain. Its domains are ignored.
	Strand rubric.StrandEntry `json:"strand,omitzero"`
	// Domain is the domain of the competency. Its competencies are ignored. A row without a
	// domain belongs to that of the row before. Rows have the same domain if they give the same
	// id or, if one of them gives none, the same title and code; one of these is enough. The
	// other fields have to be given once.
	Domain rubric.DomainEntry `json:"domain,omitzero"`
	// Competency is the competency.
	Competency rubric.CompetencyEntry `json:"competency"`
	// Places says where fields come from, by path: those of the competency (title), of the
	// domain (domain.title) and of the strand (strand.title). The path "" means the row.
	Places map[string]Place `json:"places,omitempty"`
}

// Place is where a part of an [Outline] was read.
type Place struct {
	Pos problem.Pos `json:"pos"`
	// Path replaces the path in problems, such as the address C5 of a cell, unless it is "".
	Path string `json:"path,omitempty"`
}

// Rubric returns the rubric of the outline. A missing id of the rubric, of the spectrum, or of
// a stage, constituency, strand, domain or competency is made from its title and unique. Write
// the rubric down once (see [rubric.Rubric.WriteYAML]): ids must keep their meaning, and an id
// that is made again from a changed title is another one.
//
// The error is a [problem.List] with the places of the outline, from the rules of
// [rubric.New] and for rows that contradict each other.
func (o *Outline) Rubric() (*rubric.Rubric, error) {
	b := outlineBuilder{Outline: o, doc: o.Document}
	b.doc.Strands, b.doc.Domains = nil, nil
	if len(o.Rows) > maxRows {
		b.report(maxRows, "", problem.TooMany, "there are more than "+strconv.Itoa(maxRows)+" rows", "")
		return nil, b.problems
	}
	for i := range o.Rows {
		b.add(i)
	}
	if len(b.problems) > 0 && (len(b.doc.Domains) == 0 || len(b.doc.Domains) > maxDomains) {
		return nil, b.problems
	}
	b.propose()
	r, err := rubric.New(b.doc)
	if problems, ok := problem.Of(err); ok {
		for _, p := range problems {
			b.problems.Add(b.placed(p))
		}
		err = nil
	}
	if err != nil {
		return nil, err
	}
	if len(b.problems) > 0 {
		b.problems.Sort()
		return nil, b.problems
	}
	return r, nil
}

// The most rows and domains that an outline may have. The loader refuses larger documents.
const (
	maxRows    = 50_000
	maxDomains = 1_000
)

type outlineBuilder struct {
	*Outline
	doc        rubric.EditionDocument
	titles     []string // of each domain, folded
	strandOf   []int    // of each domain, -1 for none
	domainRows [][]int  // the rows of each domain
	strandRows [][]int  // the rows of each strand
	problems   problem.List
}

func (b *outlineBuilder) add(i int) {
	row := &b.Rows[i]
	d := b.domain(i)
	if d < 0 {
		return
	}
	b.domainRows[d] = append(b.domainRows[d], i)
	entry := row.Domain
	entry.Competencies = nil
	b.merge(i, "domain", &b.doc.Domains[d], entry)
	b.doc.Domains[d].Competencies = append(b.doc.Domains[d].Competencies, row.Competency)
	if row.Strand.ID == "" && row.Strand.Title.Text == "" {
		return
	}
	s := b.strandOf[d]
	if s < 0 {
		s = b.strand(&row.Strand)
		b.strandOf[d] = s
		// The ids are not known yet: propose replaces the index.
		b.doc.Strands[s].Domains = append(b.doc.Strands[s].Domains, strconv.Itoa(d))
	} else if !b.isStrand(s, &row.Strand) {
		b.report(i, "strand", problem.Conflict, "the domain is in another strand in "+b.name(b.domainRows[d][0]), "name one strand for a domain")
		return
	}
	b.strandRows[s] = append(b.strandRows[s], i)
	strand := row.Strand
	strand.Domains = nil
	b.merge(i, "strand", &b.doc.Strands[s], strand)
}

// domain returns the index of the domain of a row. It is -1 if there is none.
func (b *outlineBuilder) domain(i int) int {
	row := &b.Rows[i]
	if row.Domain.ID == "" && row.Domain.Code == "" && row.Domain.Title.Text == "" {
		if len(b.doc.Domains) == 0 {
			b.report(i, "domain", problem.MissingKey, "the first competency has no domain", "name its domain")
			return -1
		}
		return len(b.doc.Domains) - 1
	}
	title := titleKey(row.Domain.Title)
	for k := len(b.doc.Domains) - 1; k >= 0; k-- {
		if b.isDomain(k, &row.Domain, title) {
			if b.titles[k] == "" {
				b.titles[k] = title
			}
			return k
		}
	}
	if len(b.doc.Domains) > maxDomains {
		return -1
	}
	if len(b.doc.Domains) == maxDomains {
		b.report(i, "domain", problem.TooMany, "there are more than "+strconv.Itoa(maxDomains)+" domains", "")
	}
	b.doc.Domains = append(b.doc.Domains, rubric.DomainEntry{})
	b.domainRows = append(b.domainRows, nil)
	b.titles = append(b.titles, title)
	b.strandOf = append(b.strandOf, -1)
	return len(b.doc.Domains) - 1
}

// isDomain reports whether a row is in domain k. title is that of the row, folded.
func (b *outlineBuilder) isDomain(k int, row *rubric.DomainEntry, title string) bool {
	d := &b.doc.Domains[k]
	switch {
	case d.ID != "" && row.ID != "":
		return d.ID == row.ID
	case title == "":
		return row.ID == "" && d.Code == row.Code
	}
	return b.titles[k] == title && (d.Code == row.Code || d.Code == "" || row.Code == "")
}

// titleKey returns what readers distinguish titles by, "" for no title.
func titleKey(t rubric.TextEntry) string {
	if t.Text == "" {
		return ""
	}
	return fold.Key(t.Text)
}

// strand returns the index of the strand of a row, which is a new one if need be.
func (b *outlineBuilder) strand(row *rubric.StrandEntry) int {
	for k := range b.doc.Strands {
		if b.isStrand(k, row) {
			return k
		}
	}
	b.doc.Strands = append(b.doc.Strands, rubric.StrandEntry{})
	b.strandRows = append(b.strandRows, nil)
	return len(b.doc.Strands) - 1
}

// isStrand reports whether a row is in strand k.
func (b *outlineBuilder) isStrand(k int, row *rubric.StrandEntry) bool {
	s := &b.doc.Strands[k]
	if s.ID != "" && row.ID != "" {
		return s.ID == row.ID
	}
	title := titleKey(row.Title)
	return title != "" && titleKey(s.Title) == title
}

// merge sets the fields of *into, a struct, that are given in a row, and reports those that
// differ from what an earlier row gives. [fold.Key] ignores differences of titles.
func (b *outlineBuilder) merge(i int, part string, into, from any) {
	to, src := reflect.ValueOf(into).Elem(), reflect.ValueOf(from)
	for k := range src.NumField() {
		value := src.Field(k)
		if value.IsZero() {
			continue
		}
		key, _, _ := strings.Cut(src.Type().Field(k).Tag.Get("json"), ",")
		switch was := to.Field(k); {
		case was.IsZero():
			was.Set(value)
		case key == "title" && fold.Key(was.Field(0).String()) == fold.Key(value.Field(0).String()):
		case !reflect.DeepEqual(was.Interface(), value.Interface()):
			b.report(i, part+"."+key, problem.Conflict, "the "+part+" has another "+key+" in an earlier row", "give it once, or the same each time")
		}
	}
}

// name names a row in a message.
func (b *outlineBuilder) name(i int) string {
	if p := b.Rows[i].Places[""]; p.Pos.Line > 0 {
		return "line " + strconv.Itoa(p.Pos.Line)
	}
	return "row " + strconv.Itoa(i+1)
}

// report adds a problem at a path of a row.
func (b *outlineBuilder) report(i int, path string, code problem.Code, msg, hint string) {
	p := problem.Problem{Path: "rows[" + strconv.Itoa(i) + "]." + path, Code: code, Msg: msg, Hint: hint}
	b.problems.Add(at(p, b.Rows[i].Places, path))
}

// placed gives a problem of the document its place in the outline.
func (b *outlineBuilder) placed(p problem.Problem) problem.Problem {
	list, index, rest := indexed(p.Path)
	switch {
	case list == "domains" && index < len(b.domainRows):
		rows := b.domainRows[index]
		if inner, k, field := indexed(rest); inner == "competencies" && k < len(rows) {
			return at(p, b.Rows[rows[k]].Places, field)
		}
		return b.atFirst(p, rows, "domain."+rest)
	case list == "strands" && index < len(b.strandRows):
		return b.atFirst(p, b.strandRows[index], "strand."+rest)
	}
	return at(p, b.Places, p.Path)
}

// atFirst returns the problem at the first of some rows that has a place for the path.
func (b *outlineBuilder) atFirst(p problem.Problem, rows []int, path string) problem.Problem {
	for _, i := range rows {
		if _, ok := lookup(b.Rows[i].Places, path); ok {
			return at(p, b.Rows[i].Places, path)
		}
	}
	return at(p, b.Rows[rows[0]].Places, "")
}

// at returns the problem at the place of a path.
func at(p problem.Problem, places map[string]Place, path string) problem.Problem {
	place, ok := lookup(places, path)
	if !ok {
		place = places[""]
	}
	p.Pos = place.Pos
	if place.Path != "" {
		p.Path = place.Path
	}
	return p
}

// lookup returns the place of a path or of the innermost path that contains it, other than "".
func lookup(places map[string]Place, path string) (Place, bool) {
	for path != "" {
		if p, ok := places[path]; ok {
			return p, true
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return Place{}, false
}

// indexed splits a path such as domains[2].title into list, index and rest.
func indexed(path string) (list string, index int, rest string) {
	list, after, ok := strings.Cut(path, "[")
	number, rest, closed := strings.Cut(after, "]")
	n, err := strconv.Atoi(number)
	if !ok || !closed || err != nil || strings.Contains(list, ".") {
		return "", 0, ""
	}
	return list, n, strings.TrimPrefix(rest, ".")
}

// propose makes the missing ids.
func (b *outlineBuilder) propose() {
	d := &b.doc
	if d.ID == "" {
		d.ID = source.Slug(d.Title.Text)
	}
	p := proposer{taken: make(map[string]bool), next: make(map[string]int)}
	b.eachID(func(id *string, _, _, _ string) { p.taken[*id] = true })
	b.eachID(p.propose)
	for i := range d.Strands {
		for k, index := range d.Strands[i].Domains {
			n, _ := strconv.Atoi(index) // join has written it
			d.Strands[i].Domains[k] = d.Domains[n].ID
		}
	}
}

// proposeStageIDs makes the missing ids of the stages, by which descriptors refer to them.
func (o *Outline) proposeStageIDs() {
	b := outlineBuilder{Outline: o, doc: rubric.EditionDocument{Spectrum: o.Document.Spectrum}}
	b.propose()
	o.Document.Spectrum = b.doc.Spectrum
}

// eachID calls f for each id with what its part is, the title, and the title of the part around
// it.
func (b *outlineBuilder) eachID(f func(id *string, kind, title, around string)) {
	d := &b.doc
	f(&d.Spectrum.ID, "stages", d.Spectrum.Title.Text, "")
	d.Spectrum.Stages = append([]rubric.StageEntry(nil), d.Spectrum.Stages...)
	for i := range d.Spectrum.Stages {
		f(&d.Spectrum.Stages[i].ID, "stage", d.Spectrum.Stages[i].Title.Text, "")
	}
	d.Constituencies = append([]rubric.ConstituencyEntry(nil), d.Constituencies...)
	for i := range d.Constituencies {
		f(&d.Constituencies[i].ID, "group", d.Constituencies[i].Title.Text, "")
	}
	for i := range d.Domains {
		f(&d.Domains[i].ID, "domain", d.Domains[i].Title.Text, "")
	}
	for i := range d.Domains {
		for k := range d.Domains[i].Competencies {
			c := &d.Domains[i].Competencies[k]
			f(&c.ID, "competency", c.Title.Text, d.Domains[i].ID)
		}
	}
	for i := range d.Strands {
		f(&d.Strands[i].ID, "strand", d.Strands[i].Title.Text, "")
	}
}

// proposer makes ids that are not taken.
type proposer struct {
	taken map[string]bool
	next  map[string]int // the number to try for a slug
}

func (p *proposer) propose(id *string, kind, title, around string) {
	if *id != "" {
		return
	}
	slug := source.Slug(title)
	if slug == "" {
		slug = kind
	}
	candidates := []string{slug, kind + "-" + slug}
	if around != "" {
		candidates[1] = around + "-" + slug
	}
	for _, c := range candidates {
		if p.free(c) {
			p.taken[c], *id = true, c
			return
		}
	}
	for n := max(2, p.next[slug]); ; n++ {
		p.next[slug] = n + 1
		if c := slug + "-" + strconv.Itoa(n); p.free(c) {
			p.taken[c], *id = true, c
			return
		}
	}
}

// maxID is the length of the longest id.
const maxID = 100

func (p *proposer) free(id string) bool {
	switch id {
	case "not-answered", "not-applicable", "dont-know", "declined":
		return false
	}
	return !p.taken[id] && len(id) <= maxID
}
