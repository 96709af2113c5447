package reporttest

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// page is what a walk over the elements of a page finds.
type page struct {
	ids      map[string]int
	targets  []string
	problems []string
	level    int // of the last heading
	captions int
	tables   int
	table    table
}

// table is the table that a walk is in. On narrow screens its rows are cards, where each cell needs
// the head of its column.
type table struct {
	cards  bool
	boxes  bool // to mark, each with its own label
	heads  []string
	inHead bool
	column int // of the row
}

func (p *page) cell(name string, attr map[string]string) {
	t := &p.table
	switch name {
	case "table":
		class := strings.Fields(attr["class"])
		*t = table{cards: slices.Contains(class, "rows"), boxes: slices.Contains(class, "boxes")}
	case "tr":
		t.column = 0
	case "th":
		if t.inHead = attr["scope"] == "col"; t.inHead {
			t.heads = append(t.heads, "")
		}
		t.column++
	case "td":
		label, labeled := attr["data-label"]
		if labeled && (t.column >= len(t.heads) || t.heads[t.column] != label) {
			p.complain("the cell in column %d of %q has the label %q", t.column+1, t.heads, label)
		}
		if t.cards && !labeled && attr["class"] != "b" && !t.boxes {
			p.complain("a cell without a label in a table whose rows become cards")
		}
		t.column++
	}
	if t.cards && (name == "table" || name == "tr" || name == "th" || name == "td") && attr["role"] == "" {
		p.complain("%s without a role in a table whose rows become cards", name)
	}
}

func (p *page) complain(format string, args ...any) {
	p.problems = append(p.problems, fmt.Sprintf(format, args...))
}

// text adds text to the head of a column.
func (p *page) text(s string) {
	if t := &p.table; t.inHead {
		t.heads[len(t.heads)-1] += s
	}
}

func (p *page) element(e xml.StartElement) {
	attr := make(map[string]string)
	for _, a := range e.Attr {
		attr[a.Name.Local] = a.Value
	}
	if id := attr["id"]; id != "" {
		p.ids[id]++
	}
	for _, name := range []string{"aria-labelledby", "href"} {
		if target := strings.TrimPrefix(attr[name], "#"); target != "" && !strings.HasPrefix(target, "https://") {
			p.targets = append(p.targets, target)
		}
	}
	p.cell(e.Name.Local, attr)
	switch name := e.Name.Local; name {
	case "h1", "h2", "h3", "h4":
		level := int(name[1] - '0')
		if level > p.level+1 {
			p.complain("h%d follows h%d", level, p.level)
		}
		p.level = level
	case "table":
		p.tables++
	case "caption":
		p.captions++
	case "th":
		if s := attr["scope"]; s != "col" && s != "row" {
			p.complain("th without scope")
		}
	case "svg":
		if attr["aria-hidden"] != "true" && (attr["role"] != "img" || attr["aria-label"] == "" && attr["aria-labelledby"] == "") {
			p.complain("svg that is neither hidden nor labeled")
		}
	case "div":
		if attr["class"] == "scroll" && (attr["role"] != "region" || attr["aria-label"] == "" || attr["tabindex"] != "0") {
			p.complain("scroll container that cannot be reached or is not named")
		}
	}
}

// CheckPage checks the structure of a page that should have a number of tables, any if it is
// negative: well-formed XML, headings, captions, labels and targets.
func CheckPage(t testing.TB, out string, tables int) {
	t.Helper()
	// encoding/xml reads strictly: what it takes is well-formed.
	d := xml.NewDecoder(strings.NewReader(out))
	p := page{ids: make(map[string]int)}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			p.element(e)
		case xml.EndElement:
			if e.Name.Local == "th" {
				p.table.inHead = false
			}
		case xml.CharData:
			p.text(string(e))
		}
	}
	for id, n := range p.ids {
		if n > 1 {
			p.complain("id %s is there %d times", id, n)
		}
	}
	for _, target := range p.targets {
		if p.ids[target] == 0 {
			p.complain("nothing has the id %s", target)
		}
	}
	if p.tables != p.captions || tables >= 0 && p.tables != tables {
		p.complain("%d tables, %d captions", p.tables, p.captions)
	}
	for _, problem := range p.problems {
		t.Error(problem)
	}
}
