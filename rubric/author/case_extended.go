package author

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// extensionKey is the key under which package assess/form writes, in extensions, what CASE has
// no field for.
const extensionKey = "waymark"

// extended returns what form.CASEPackage wrote into the extensions of an object, or nil.
func extended(n *source.Node) *source.Node {
	if n == nil {
		return nil
	}
	extensions := n.Get("extensions")
	if extensions == nil || extensions.Kind != source.Map {
		return nil
	}
	if own := extensions.Get(extensionKey); own != nil && own.Kind == source.Map {
		return own
	}
	return nil
}

// decode reads an entry of the rubric document. It ignores keys that the entry does not have.
func (c *caseReader) decode(n *source.Node, path string, into any) bool {
	data, ok := n.AppendJSON(nil)
	if !ok {
		return false // which the parser has reported
	}
	if err := json.Unmarshal(data, into); err != nil {
		c.report(n, path+".extensions."+extensionKey, problem.WrongType, "the extension is not like this part of a rubric document: "+err.Error(), "remove the extension")
		return false
	}
	return true
}

// setText sets a text to what a field of CASE has. A text of an extension that differs from it
// in white space alone is more exact.
func setText(t *rubric.TextEntry, got string) {
	if got != "" && oneLine(t.Text) != oneLine(got) {
		t.Text = got
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// extendedDocument reads a CFDocument that form.CASEPackage wrote and reports whether it is one.
// Only what its extension lacks is taken from the options.
func (c *caseReader) extendedDocument(n *source.Node) bool {
	own := extended(n)
	if own == nil || text(own, "format") != rubric.Format {
		return false
	}
	var d rubric.EditionDocument
	if !c.decode(own, "CFDocument", &d) {
		return true
	}
	d.Domains, d.Strands = nil, nil
	to, from := reflect.ValueOf(&d).Elem(), reflect.ValueOf(c.opt.Document)
	for i := range to.NumField() {
		if to.Field(i).IsZero() {
			to.Field(i).Set(from.Field(i))
		}
	}
	if stages := c.opt.Document.Spectrum.Stages; len(stages) > 0 {
		d.Spectrum.Stages = stages
	}
	setText(&d.Title, text(n, "title"))
	setText(&d.Definition, text(n, "description"))
	if version := text(n, "version"); source.Keeps("edition", version) {
		d.Edition = version
	}
	if language := text(n, "language"); source.IsLanguageTag(language) {
		d.Language = language
	}
	c.outline.Document = d
	c.own = true
	c.date(n)
	// The day that a package needs is not the date of a rubric that has none, unless another
	// program has changed it.
	if day := text(own, "undated"); day != "" && c.outline.Document.Date == day {
		c.outline.Document.Date = d.Date
	}
	return true
}

// licence reads the text of the licence that the document names.
func (c *caseReader) licence(root, document *source.Node) {
	id := nodeID(document.Get("licenseURI"))
	definitions := root.Get("CFDefinitions")
	if id == "" || definitions == nil || definitions.Kind != source.Map {
		return
	}
	for _, l := range c.list(definitions, "CFDefinitions", "CFLicenses") {
		if text(l, "identifier") != id {
			continue
		}
		notice := text(l, "licenseText")
		if !source.Keeps("text", notice) {
			return
		}
		setText(&c.outline.Document.Notice, notice)
		c.licensed = true
		return
	}
}

// definitions lists what is not read of the CFDefinitions.
func (c *caseReader) definitions(root *source.Node) {
	definitions := root.Get("CFDefinitions")
	if definitions == nil || definitions.Kind != source.Map {
		return
	}
	for _, f := range definitions.Fields {
		empty := f.Value.Kind == source.Null || f.Value.Kind == source.List && len(f.Value.Items) == 0
		read := f.Key == "CFLicenses" && c.licensed && len(f.Value.Items) == 1 || f.Key == "CFItemTypes" && c.own
		if !empty && !read {
			c.omitted["CFDefinitions."+f.Key] = true
		}
	}
}

// extendRow replaces what a row has by the item of its competency and the items above it, if
// form.CASEPackage wrote them, and reports whether it did.
func (c *caseReader) extendRow(item *caseItem, row *OutlineRow) bool {
	own := extended(item.node)
	if own == nil {
		return false
	}
	var e rubric.CompetencyEntry
	if !c.decode(own, item.path, &e) {
		return true
	}
	title, summary := item.title()
	setText(&e.Title, title)
	setText(&e.Summary, summary)
	e.Code = code(item.node)
	row.Competency = e
	row.Places[""] = Place{Pos: item.node.Pos, Path: item.path}
	if parent := item.parent; parent != nil {
		c.extendDomain(parent, row)
	}
	return true
}

func (c *caseReader) extendDomain(item *caseItem, row *OutlineRow) {
	own := extended(item.node)
	if own == nil {
		c.around(item, row)
		return
	}
	if item.domain == nil {
		item.domain = new(rubric.DomainEntry)
		if !c.decode(own, item.path, item.domain) {
			return
		}
		title, summary := item.title()
		setText(&item.domain.Title, title)
		setText(&item.domain.Summary, summary)
		item.domain.Code, item.domain.Competencies = code(item.node), nil
	}
	row.Domain = *item.domain
	row.Places["domain"] = Place{Pos: item.node.Pos, Path: item.path}
	if top := item.parent; top != nil {
		c.extendStrand(top, row)
	}
}

func (c *caseReader) extendStrand(item *caseItem, row *OutlineRow) {
	title, introduction := item.title()
	if item.strand == nil {
		item.strand = new(rubric.StrandEntry)
		if own := extended(item.node); own != nil && !c.decode(own, item.path, item.strand) {
			return
		}
		setText(&item.strand.Title, title)
		setText(&item.strand.Introduction, introduction)
		item.strand.Domains = nil
	}
	row.Strand = *item.strand
	row.Places["strand"] = Place{Pos: item.node.Pos, Path: item.path}
}

// isReference reports whether form.CASEPackage wrote an association for a reference, which the
// item has too.
func (c *caseReader) isReference(n *source.Node) bool {
	own := extended(n)
	return c.own && own != nil && own.Get("reference") != nil
}

// stageEntry returns the entry of a stage from what is given for it and the title of its level.
func (c *caseReader) stageEntry(given []rubric.StageEntry, i int, title string) rubric.StageEntry {
	if i >= len(given) {
		return rubric.StageEntry{Title: rubric.TextEntry{Text: title}}
	}
	e := given[i]
	if c.own && len(c.opt.Document.Spectrum.Stages) == 0 {
		setText(&e.Title, title)
	}
	e.Messages, e.Steps = slices.Clone(e.Messages), slices.Clone(e.Steps)
	return e
}
