package author

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// CASEOptions are options for reading a rubric from CASE. nil is the same as the zero value.
type CASEOptions struct {
	// Document has the settings that CASE may lack, such as the id, the edition, the language
	// and, for a package without a CFRubric, the stages. What CASE has takes precedence, except
	// over the stages: they replace the names of levels in the same order.
	Document rubric.EditionDocument
	// Rubric is the title or identifier of the CFRubric to read. It may be "" if there is one.
	Rubric string
}

// Limits of a CASE package: packages of whole subjects are larger than documents of this
// library.
const (
	maxCASEBytes = 64 << 20
	maxCASENodes = 4_000_000
)

// ReadCASE reads a rubric from 1EdTech CASE 1.0 or 1.1 in JSON: a CFPackage, or a CFRubric as
// package assess/form writes it. name is the file name in the positions of problems.
//
// If there is a CFRubric, its criteria are the competencies and its levels the stages, in the
// order of their scores or else of their positions. The domain of a criterion is its category,
// or else the parent of its item. Otherwise the items of the package that have no children are
// the competencies, their parents the domains, and the items at the top above these the
// strands. The text of the licence of the document is the notice. CASE has no ids that people
// can read, so they are made from titles.
//
// form.CASEPackage of package assess/form writes ids and all that CASE has no field for into
// extensions. ReadCASE reads them back, so that the rubric is the same again. What the fields of
// CASE say takes precedence over the extensions, so a package can be edited elsewhere.
//
// omitted names what was not read. The error is a [problem.List].
func ReadCASE(name string, data []byte, opt *CASEOptions) (r *rubric.Rubric, omitted []string, err error) {
	if opt == nil {
		opt = &CASEOptions{}
	}
	root, problems := parse(name, data, source.Limits{Bytes: maxCASEBytes, Nodes: maxCASENodes})
	if root == nil || len(problems) > 0 {
		return nil, nil, problems.Err()
	}
	c := caseReader{opt: opt, items: make(map[string]*caseItem), omitted: make(map[string]bool)}
	c.outline.Document = opt.Document
	c.outline.Places = map[string]Place{"": {Pos: root.Pos}}
	c.read(root)
	if len(c.problems) == 0 {
		r, err = c.outline.Rubric()
		if problems, ok := problem.Of(err); ok {
			c.problems.Append(problems)
		} else if err != nil {
			return nil, nil, err
		}
	}
	if len(c.problems) > 0 {
		c.problems.Sort()
		return nil, nil, c.problems
	}
	for name := range c.omitted {
		omitted = append(omitted, name)
	}
	slices.Sort(omitted)
	return r, omitted, nil
}

// caseReader makes an outline from CASE.
type caseReader struct {
	opt      *CASEOptions
	outline  Outline
	items    map[string]*caseItem // by identifier
	roots    []*caseItem          // items without a parent, in order
	stages   []caseStage
	omitted  map[string]bool
	own      bool // form.CASEPackage wrote the package
	licensed bool // the notice is that of a CFLicense
	problems problem.List
}

// caseItem is a CFItem.
type caseItem struct {
	node     *source.Node
	path     string
	parent   *caseItem
	order    float64 // among the children of the parent
	children []*caseItem
	// What form.CASEPackage wrote, once it is read: the item is one of these, or a competency.
	domain *rubric.DomainEntry
	strand *rubric.StrandEntry
}

func (c *caseReader) report(n *source.Node, path string, code problem.Code, msg, hint string) {
	c.problems.Add(problem.Problem{Pos: n.Pos, Path: path, Code: code, Msg: msg, Hint: hint})
}

// text returns the text of the first of several keys that has one. A number is a text as it
// is written.
func text(n *source.Node, keys ...string) string {
	for _, key := range keys {
		if n == nil {
			break
		}
		if v := n.Get(key); v != nil {
			s, ok := v.AsText()
			if v.Kind == source.Number {
				s, ok = v.Text, true
			}
			if ok && strings.TrimSpace(s) != "" {
				return strings.TrimSpace(s)
			}
		}
	}
	return ""
}

// list returns the objects of a list.
func (c *caseReader) list(n *source.Node, path, key string) []*source.Node {
	v := n.Get(key)
	if v == nil || v.Kind == source.Null {
		return nil
	}
	if v.Kind != source.List {
		c.report(v, source.JoinPath(path, key), problem.WrongType, "expected a list, found "+v.Kind.String(), "")
		return nil
	}
	for i, item := range v.Items {
		if item.Kind != source.Map {
			c.report(item, fmt.Sprintf("%s[%d]", source.JoinPath(path, key), i), problem.WrongType, "expected an object, found "+item.Kind.String(), "")
			return nil
		}
	}
	return v.Items
}

func (c *caseReader) read(root *source.Node) {
	if root.Get("CFRubricCriteria") != nil {
		c.rubric(root, "")
		return
	}
	document := root.Get("CFDocument")
	rubrics := c.list(root, "", "CFRubrics")
	if document == nil && rubrics == nil {
		c.report(root, "", problem.UnknownFormat, "expected a CFPackage or a CFRubric", "export the framework as CASE JSON")
		return
	}
	if document != nil && !c.extendedDocument(document) {
		c.document(document)
	}
	if document != nil {
		c.licence(root, document)
		if v := document.Get("licenseURI"); v != nil && v.Kind != source.Null && !c.licensed {
			c.omitted["CFDocument.licenseURI"] = true
		}
	}
	c.readItems(root, text(document, "identifier"))
	if len(c.problems) > 0 {
		return
	}
	c.definitions(root)
	if len(rubrics) == 0 {
		c.leaves(root)
		return
	}
	if i := c.choose(root, rubrics); i >= 0 {
		c.rubric(rubrics[i], fmt.Sprintf("CFRubrics[%d]", i))
	}
}

// choose returns the index of the rubric to read, or -1.
func (c *caseReader) choose(root *source.Node, rubrics []*source.Node) int {
	var titles []string
	for i, r := range rubrics {
		title := text(r, "title")
		if c.opt.Rubric != "" && (title == c.opt.Rubric || text(r, "identifier") == c.opt.Rubric) {
			return i
		}
		if i < 10 {
			titles = append(titles, title)
		}
	}
	if c.opt.Rubric == "" && len(rubrics) == 1 {
		return 0
	}
	hint := "name one of them: " + strings.Join(titles, "; ")
	if len(titles) < len(rubrics) {
		hint += "; ..."
	}
	c.report(root.Get("CFRubrics"), "CFRubrics", problem.BadValue, "the package has "+strconv.Itoa(len(rubrics))+" rubrics", hint)
	return -1
}

// document reads the CFDocument.
func (c *caseReader) document(n *source.Node) {
	d := &c.outline.Document
	set := func(to *string, rule, value, key string) {
		if value != "" && source.Keeps(rule, value) {
			*to = value
			c.outline.Places[strings.ToLower(key)] = Place{Pos: n.Pos, Path: "CFDocument." + key}
		}
	}
	c.setTitle(n, "CFDocument")
	set(&d.Edition, "edition", text(n, "version"), "version")
	if language := text(n, "language"); source.IsLanguageTag(language) {
		d.Language = language
	}
	c.date(n)
	s := rubric.TextSource{ID: "case-document", Title: text(n, "title"), Publisher: text(n, "publisher", "creator")}
	if url := text(n, "officialSourceURL"); source.Keeps("url", url) {
		s.URL = url
	}
	if s.Title != "" && len(d.Sources) == 0 {
		d.Sources, d.Source = []rubric.TextSource{s}, s.ID
	}
	if note := text(n, "description"); note != "" {
		d.Notes = append(slices.Clone(d.Notes), rubric.TextEntry{Text: note})
	}
	for _, key := range []string{"subject", "adoptionStatus", "notes"} {
		if v := n.Get(key); v != nil && v.Kind != source.Null {
			c.omitted["CFDocument."+key] = true
		}
	}
}

// setTitle sets the title of the rubric.
func (c *caseReader) setTitle(n *source.Node, path string) {
	if title := text(n, "title"); title != "" {
		c.outline.Document.Title = rubric.TextEntry{Text: title}
		c.outline.Places["title"] = Place{Pos: n.Get("title").Pos, Path: source.JoinPath(path, "title")}
	}
}

// date sets the date and, if there is none, the edition, from the day of the last change.
func (c *caseReader) date(n *source.Node) {
	day, _, _ := strings.Cut(text(n, "lastChangeDateTime"), "T")
	if !source.IsDate(day) {
		return
	}
	d := &c.outline.Document
	d.Date = day
	d.Edition = cmp.Or(d.Edition, day[:4])
}

// readItems reads the items and their tree.
func (c *caseReader) readItems(root *source.Node, document string) {
	var order []*caseItem
	for i, n := range c.list(root, "", "CFItems") {
		item := &caseItem{node: n, path: fmt.Sprintf("CFItems[%d]", i), order: float64(i)}
		id := text(n, "identifier")
		if id == "" || c.items[id] != nil {
			c.report(n, item.path, problem.DuplicateID, "the item has no identifier of its own", "give each item another identifier")
			continue
		}
		c.items[id] = item
		order = append(order, item)
	}
	for i, n := range c.list(root, "", "CFAssociations") {
		c.associate(n, fmt.Sprintf("CFAssociations[%d]", i), document)
	}
	for _, item := range order {
		if item.parent == nil {
			c.roots = append(c.roots, item)
		} else {
			item.parent.children = append(item.parent.children, item)
		}
	}
	byOrder := func(a, b *caseItem) int { return cmp.Compare(a.order, b.order) }
	slices.SortStableFunc(c.roots, byOrder)
	depths := make(map[*caseItem]int) // of those that can be reached
	for _, root := range c.roots {
		depths[root] = 1
	}
	stack := slices.Clone(c.roots)
	for len(stack) > 0 {
		item := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if depths[item] > maxCASEDepth {
			c.report(item.node, item.path, problem.TooDeep, fmt.Sprintf("items are nested deeper than %d levels", maxCASEDepth), "")
			return
		}
		slices.SortStableFunc(item.children, byOrder)
		for _, child := range item.children {
			depths[child] = depths[item] + 1
		}
		stack = append(stack, item.children...)
	}
	for _, item := range order {
		if depths[item] == 0 {
			c.report(item.node, item.path, problem.BadValue, "the item is a child of one of its own children, or below such an item", "correct the isChildOf associations")
			return
		}
	}
}

// associate reads an association. Only isChildOf says something about the tree.
func (c *caseReader) associate(n *source.Node, path, document string) {
	kind := text(n, "associationType")
	if c.isReference(n) {
		return
	}
	if kind != "isChildOf" {
		c.omitted["CFAssociations of the type "+kind] = true
		return
	}
	child := c.items[nodeID(n.Get("originNodeURI"))]
	to := nodeID(n.Get("destinationNodeURI"))
	parent := c.items[to]
	if child == nil || parent == nil && to != document {
		c.omitted["CFAssociations with items that the package does not have"] = true
		return
	}
	if order, err := strconv.ParseFloat(text(n, "sequenceNumber"), 64); err == nil {
		child.order = order
	}
	switch {
	case parent == nil:
	case child.parent == nil:
		child.parent = parent
	case child.parent != parent:
		c.omitted["second parents of CFItems"] = true
	}
}

// nodeID returns the identifier in a link to an item.
func nodeID(n *source.Node) string {
	if n == nil {
		return ""
	}
	if n.Kind == source.Map {
		return text(n, "identifier")
	}
	s, _ := n.AsText()
	return s
}

// leaves makes a competency of each item without children.
func (c *caseReader) leaves(root *source.Node) {
	if len(c.outline.Document.Spectrum.Stages) == 0 {
		c.report(root, "CFRubrics", problem.TooFew, "the package has no CFRubric, so there are no stages", "name the stages, lowest first")
		return
	}
	if len(c.items) == 0 {
		c.report(root, "CFItems", problem.TooFew, "the package has no items", "")
		return
	}
	var visit func(item *caseItem)
	visit = func(item *caseItem) {
		if len(item.children) == 0 {
			row := OutlineRow{Places: map[string]Place{"": {Pos: item.node.Pos, Path: item.path}}}
			if !c.extendRow(item, &row) {
				row.Competency.Title.Text, row.Competency.Summary.Text = item.title()
				row.Competency.Code = code(item.node)
				c.around(item.parent, &row)
			}
			c.outline.Rows = append(c.outline.Rows, row)
		}
		for _, child := range item.children {
			visit(child)
		}
	}
	for _, item := range c.roots {
		visit(item)
	}
}

// maxCASEDepth is how deep items can be nested. It bounds the way from each criterion to the item at
// the top.
const maxCASEDepth = 32

// title returns the title of an item, and its summary or "".
func (i *caseItem) title() (title, summary string) {
	full, short := text(i.node, "fullStatement"), text(i.node, "abbreviatedStatement")
	if short == "" || short == full {
		return full, text(i.node, "notes")
	}
	return short, full
}

// code returns the printed number of an item, or "".
func code(n *source.Node) string {
	if s := text(n, "humanCodingScheme"); source.Keeps("code", s) {
		return s
	}
	return ""
}

// around sets the domain and the strand of a row to the parent of its item and the item at the
// top.
func (c *caseReader) around(parent *caseItem, row *OutlineRow) {
	if parent == nil {
		row.Domain.Title = rubric.TextEntry{Text: c.outline.Document.Title.Text}
		return
	}
	row.Domain.Title.Text, row.Domain.Summary.Text = parent.title()
	row.Domain.Code = code(parent.node)
	row.Places["domain"] = Place{Pos: parent.node.Pos, Path: parent.path}
	top := parent
	for top.parent != nil {
		top = top.parent
	}
	if top != parent {
		row.Strand.Title.Text, row.Strand.Introduction.Text = top.title()
		row.Places["strand"] = Place{Pos: top.node.Pos, Path: top.path}
	}
}
