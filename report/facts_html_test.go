package report_test

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/report"
)

// htmlSays reports whether the page shows a fact: numbers of ratings have their unit
// unless they have a separate column.
func htmlSays(f fact) bool {
	if f.Section == inKey {
		return false // pictures have it
	}
	switch f.What {
	case "picture", "picture head", "picture bar", "picture share": // pictures have tests of their own
		return false
	case "rated in words", "before rated", "now rated", "agreed, spread and rated", "outcome":
		return false
	}
	return true
}

// node is an element of a page, or text.
type node struct {
	tag  string // "" for text
	attr map[string]string
	text string
	kids []*node
}

func parseHTML(t *testing.T, out string) *node {
	t.Helper()
	root := &node{}
	open := []*node{root}
	d := xml.NewDecoder(strings.NewReader(out))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return root
		}
		if err != nil {
			t.Fatal(err)
		}
		at := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{tag: token.Name.Local, attr: make(map[string]string)}
			for _, a := range token.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			at.kids = append(at.kids, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			at.kids = append(at.kids, &node{text: string(token)})
		}
	}
}

func (n *node) hasClass(class string) bool {
	return slices.Contains(strings.Fields(n.attr["class"]), class)
}

// all returns the elements within n with a tag or .class, outermost first. It does not
// search within these.
func (n *node) all(names ...string) []*node {
	var found []*node
	for _, k := range n.kids {
		if slices.ContainsFunc(names, func(s string) bool { return s == k.tag || strings.HasPrefix(s, ".") && k.hasClass(s[1:]) }) {
			found = append(found, k)
			continue
		}
		found = append(found, k.all(names...)...)
	}
	return found
}

// remove removes the elements within n with these names.
func (n *node) remove(tags ...string) {
	n.kids = slices.DeleteFunc(n.kids, func(k *node) bool { return slices.Contains(tags, k.tag) })
	for _, k := range n.kids {
		k.remove(tags...)
	}
}

// one returns the first element with a name, or an empty one.
func (n *node) one(names ...string) *node {
	if found := n.all(names...); len(found) > 0 {
		return found[0]
	}
	return &node{}
}

// says returns the text within n, without elements with the names. It leaves out text for
// screen readers, which is next to a mark that is hidden from them.
func (n *node) says(but ...string) string {
	var b strings.Builder
	var walk func(*node)
	walk = func(n *node) {
		b.WriteString(n.text)
		for _, k := range n.kids {
			if k.hasClass("vh") || slices.Contains(but, k.tag) || slices.ContainsFunc(but, func(s string) bool { return strings.HasPrefix(s, ".") && k.hasClass(s[1:]) }) {
				continue
			}
			if k.tag != "" && k.tag != "span" {
				b.WriteByte(' ')
			}
			walk(k)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

type htmlReader struct {
	facts
	labels *report.Labels
}

func readHTML(t *testing.T, labels *report.Labels, out string) facts {
	t.Helper()
	body := parseHTML(t, out).one("body")
	body.remove("figure", "details") // pictures and their tables have tests of their own
	r := &htmlReader{labels: labels}
	header := body.one("header")
	r.prose(inHead, "", "", header.says())
	for _, li := range body.one("nav").all("li") {
		r.add(inContents, "", "", li.says())
	}
	for _, s := range body.one("main").all("section") {
		r.section(s)
	}
	r.prose(inAbout, "", "", body.one("footer").one("dl").says())
	return r.facts
}

func (r *htmlReader) section(n *node) {
	id := n.attr["id"]
	switch report.Section(id) {
	case "how-to-read":
		r.how(n)
	case "who":
		r.prose(inWho, "", "", n.says("h2", "dl", "ul"))
		for _, g := range n.one(".groups").all("div") {
			r.add(inWho, g.one("dt").says(), "", g.one("dd").says())
		}
	case report.SectionFindings:
		for _, f := range n.one(".found").all("div") {
			for _, p := range f.all("p") {
				r.prose(id, f.one("h3").says(), "sentence", p.says())
			}
		}
	case report.SectionOverview:
		r.rows(id, n.one("table"))
	case report.SectionLevels:
		r.levels(n)
	case report.SectionStrengths, report.SectionEdges:
		r.list(id, n, r.highlight)
	case report.SectionDifferences:
		r.list(id, n, r.comparison)
	case report.SectionProgress:
		r.progress(n)
	case report.SectionConsensus:
		r.list(id, n, r.agreed)
	case report.SectionComments:
		r.list(id, n, r.named)
	case report.SectionTargets:
		r.targets(n)
	case report.SectionConversations, report.SectionMethods:
		r.prose(id, "", "", n.says("h2"))
	default:
		s := n.one("h2").says()
		r.prose(s, "", "intro", n.says("h2", ".scroll"))
		for i, scroll := range n.all(".scroll") {
			what, caption := "caption", scroll.one("caption").says()
			if i == 0 && scroll.attr["aria-label"] != caption {
				what = "stray"
			}
			if i > 0 && caption == r.labels.MedianBy {
				what, caption = "caption by group", scroll.attr["aria-label"]
			}
			r.add(s, "", what, caption)
		}
		for _, table := range n.all("table") {
			r.rows(s, table)
		}
	}
}

func (r *htmlReader) how(n *node) {
	for _, p := range n.one(".read").all("p") {
		r.prose(inRead, "", "", p.says())
	}
	for _, li := range n.one(".legend").all("li") {
		var parts []string
		for _, k := range li.kids {
			parts = append(parts, k.says())
		}
		r.prose(inHow, "", "", parts...)
	}
	marks := n.one(".marks").all("dt", "dd")
	for i := 0; i+1 < len(marks); i += 2 {
		r.add(inMarks, marks[i].says(), "", marks[i+1].says())
	}
}

// bar reads a bar: its label and its rectangles.
func bar(n *node) string {
	svg := n.one(".bar")
	if len(svg.all("rect")) == 1 && svg.one("rect").hasClass("none") {
		return svg.attr["aria-label"]
	}
	s := svg.attr["aria-label"]
	for _, rect := range svg.all("rect") {
		if class := rect.attr["class"]; class != "h" {
			s += "; " + class + " from " + tenths(rect.attr["x"]) + " for " + tenths(rect.attr["width"])
		}
	}
	return s
}

// tenths writes a percentage with one decimal.
func tenths(s string) string {
	if !strings.Contains(s, ".") {
		return strings.TrimSuffix(s, "%") + ".0%"
	}
	return s
}

// hiddenIn reports whether all cells of a row except its bar are hidden.
func (r *htmlReader) hiddenIn(cells []*node) bool {
	for _, c := range cells {
		if !c.hasClass("b") && (c.says() != r.labels.HiddenMark || c.one(".vh").says() != r.labels.Hidden) {
			return false
		}
	}
	return true
}

// rows reads a table with a bar, or one of medians by group.
func (r *htmlReader) rows(s string, table *node) {
	var columns []string
	for _, th := range table.one("thead").all("th") {
		columns = append(columns, th.says())
	}
	hidden := make(map[string]bool)
	for _, f := range r.facts {
		hidden[f.Of] = hidden[f.Of] || f.Section == s && f.What == "hidden"
	}
	for _, tr := range table.one("tbody").all("tr") {
		cells := tr.all("th", "td")
		of := cells[0].says("small")
		switch {
		case len(cells) != len(columns):
			r.add(s, of, "stray", tr.says())
		case columns[1] == r.labels.Bar:
			r.add(s, of, "summary", cells[0].one("small").says())
			r.row(s, of, columns[1:], cells[1:])
		default:
			what := "by "
			if hidden[of] {
				what = "hidden by "
			}
			for i, c := range cells[1:] {
				r.add(s, of, what+columns[i+1], c.says())
			}
		}
	}
}

func (r *htmlReader) row(s, of string, columns []string, cells []*node) {
	if columns[len(columns)-1] == r.labels.NonAnswers && r.hiddenIn(cells) {
		r.add(s, of, "hidden", r.labels.HiddenMark)
		return
	}
	for i, c := range cells {
		switch column := columns[i]; column {
		case r.labels.Bar:
			r.add(s, of, "bar", bar(c))
		case r.labels.Median:
			r.add(s, of, "median", c.says("small"))
			for _, small := range c.all("small") {
				what := "equal voice"
				if small.hasClass("share") {
					what = "share"
				}
				r.add(s, of, what, small.says())
			}
		case r.labels.Rated, r.labels.Ratings:
			r.add(s, of, "rated", c.says())
		case r.labels.Agreement:
			r.add(s, of, "agreement", c.says("small"))
			r.add(s, of, "pairs", c.one("small").says())
		case r.labels.Apart:
			r.prose(s, of, "apart", c.says())
		case r.labels.NonAnswers:
			if reasons := c.one("small").says(); reasons != "" {
				r.add(s, of, "no rating", c.says("small")+" "+reasons)
			} else {
				r.add(s, of, "all rated", c.says())
			}
		default:
			r.add(s, of, "count "+column, c.says())
		}
	}
}

// list reads a section of cards.
func (r *htmlReader) list(s string, n *node, read func(s, of string, card *node)) {
	r.prose(s, "", "intro", n.says("h2", "ol"))
	for _, card := range n.one("ol").all("li") {
		of := card.one("h3", "h4").says()
		for _, k := range card.kids {
			if k.tag != "" && k.tag != "h3" && k.tag != "h4" {
				if k.tag == "p" && k.hasClass("soft") {
					r.add(s, of, "domain", k.says())
				}
				break
			}
		}
		read(s, of, card)
	}
}

func (r *htmlReader) highlight(s, of string, card *node) {
	r.add(s, of, "bar", bar(card))
	paragraphs := append([]*node{{}}, card.all("p")...)
	r.add(s, of, "sentence", paragraphs[len(paragraphs)-1].says())
}

func (r *htmlReader) comparison(s, of string, card *node) {
	parts := card.one(".sides").all("span", "svg")
	for i := 0; i+2 < len(parts); i += 3 {
		group := parts[i].says()
		r.add(s, of, group+" bar", bar(&node{kids: parts[i+1 : i+2]}))
		r.add(s, of, group, parts[i+2].says())
	}
	paragraphs := append([]*node{{}}, card.all("p")...)
	r.add(s, of, "detail", paragraphs[len(paragraphs)-1].says())
}

func (r *htmlReader) progress(n *node) {
	const s = string(report.SectionProgress)
	for _, k := range n.kids {
		if k.tag == "h3" {
			break
		}
		if k.tag == "p" {
			r.prose(s, "", "intro", k.says())
		}
	}
	columns := n.one("thead").all("th")
	for _, tr := range n.one("tbody").all("tr") {
		of := tr.one("th").says()
		if len(tr.all("th", "td")) != len(columns) {
			r.add(s, of, "stray", tr.says())
			continue
		}
		for i, td := range tr.all("td") {
			what := map[string]string{r.labels.Before: "before", r.labels.Now: "now"}[columns[i+1].says()]
			if what == "" {
				r.prose(s, of, "moved", td.says())
				continue
			}
			r.add(s, of, what, td.says("small"))
			r.add(s, of, what+" rated in words", td.one("small").says())
		}
	}
	for i, k := range n.kids {
		if k.tag == "h3" && k.says() == r.labels.Moves {
			r.list(inMoves, &node{kids: n.kids[i+1:]}, r.comparison)
		}
	}
}

func (r *htmlReader) agreed(s, of string, card *node) {
	parts := card.one(".agreed").all("span", "svg")
	if len(parts) != 5 || parts[0].says() != r.labels.Agreed || parts[2].says() != r.labels.AllRatings {
		r.add(s, of, "stray", card.says())
		return
	}
	r.add(s, of, "stage", parts[1].says())
	r.add(s, of, "bar", bar(&node{kids: parts[3:4]}))
	r.add(s, of, "all ratings", parts[4].says())
	paragraphs := append([]*node{{}}, card.all("p")...)
	r.prose(s, of, "agreed and spread", paragraphs[len(paragraphs)-1].says())
	r.named(s, of, card)
}

// named reads a list of names with their texts.
func (r *htmlReader) named(s, of string, card *node) {
	label := ""
	for _, d := range card.one(".own").all("dt", "dd") {
		if d.tag == "dt" {
			label = d.says()
			continue
		}
		r.prose(s, of, label, d.says())
	}
}

func (r *htmlReader) levels(n *node) {
	const s = string(report.SectionLevels)
	for _, p := range n.all("p") {
		r.prose(s, "", "intro", p.says())
	}
	for at, table := range n.all("table") {
		columns := table.one("thead").all("th")
		if at > 0 {
			r.add(s, "", "groups", table.one("caption").says())
		}
		for _, tr := range table.one("tbody").all("tr") {
			cells := tr.all("th", "td")
			of := cells[0].says()
			if len(cells) != len(columns) {
				r.add(s, of, "stray", tr.says())
				continue
			}
			for i, c := range cells[1:] {
				column := columns[i+1].says()
				if column == r.labels.UpToLevel {
					r.add(s, of, "reached", c.says())
					continue
				}
				r.add(s, of, column, c.says("small"))
				r.add(s, of, column+" in detail", c.one("small").says())
			}
		}
	}
}

func (r *htmlReader) targets(n *node) {
	const s = string(report.SectionTargets)
	r.prose(s, "", "intro", n.says("h2", ".scroll"))
	var columns []string
	for _, th := range n.one("thead").all("th") {
		columns = append(columns, th.says())
	}
	for _, tr := range n.one("tbody").all("tr") {
		cell := make(map[string]*node)
		cells := tr.all("th", "td")
		if len(cells) != len(columns) {
			r.add(s, "", "stray", tr.says())
			continue
		}
		for i, c := range cells {
			cell[columns[i]] = c
		}
		of := cell[r.labels.Competency].says()
		if r.hiddenIn([]*node{cell[r.labels.Standing], cell[r.labels.Distance]}) {
			r.add(s, of, "goal", cell[r.labels.Goal].says())
			r.add(s, of, "hidden", r.labels.HiddenMark)
			continue
		}
		distance, reached := cell[r.labels.Distance].says("small"), cell[r.labels.Distance].one("small").says()
		r.add(s, of, "bar", bar(cell[r.labels.Bar]))
		r.add(s, of, "standing", cell[r.labels.Standing].says())
		r.add(s, of, "goal", cell[r.labels.Goal].says())
		r.add(s, of, "distance", distance)
		if reached != distance {
			r.add(s, of, "reached", reached)
		}
	}
}
