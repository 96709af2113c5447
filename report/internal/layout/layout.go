// Package layout arranges a report, a guide or a worksheet as blocks for formats that are made of
// lines: plain text and Markdown.
//
// [Report], [Guide] and [Worksheet] return the blocks of a document from top to bottom. They place
// what the view says and choose no words. The renderers write each kind of block in their
// format: text stacks the rows of a [Table], for example, and Markdown writes them in columns.
//
// Formats that put an empty line between blocks leave it out before a block that is Tight, and
// before the first block after a [Heading].
//
// A text with several paragraphs or lists is in the field Prose of a block, and Text is empty. If it
// is one paragraph, it is in Text and Prose is nil.
//
// The package also measures and wraps text that is shown in columns of a terminal.
package layout

import "github.com/waymark-go/waymark/report"

// Rows is how a format shows the rows of tables.
type Rows uint8

// The values of Rows.
const (
	Lines   Rows = iota // lines below a label
	Columns             // cells in columns
)

// Block is a part of a document that begins and ends a line.
type Block interface{ block() }

// Title is the title of the document. Byline, below it, has an organization and a date, which may
// be empty.
type Title struct{ Text, Organization, Date string }

// Heading begins a section (level 2) or a part of one (level 3).
type Heading struct {
	Level int
	Text  string
}

// Anchor is the id of the section that the heading after it begins.
type Anchor struct{ ID string }

// Index is an alphabetical list of what a document has.
type Index []IndexItem

// IndexItem is a title, what tells it apart from others, which may be empty, and the id of its
// section.
type IndexItem struct{ Title, Where, Anchor string }

// Paragraph is running text. Lead, which may be empty, is a name before it. Indent is a number of
// columns. Strong paragraphs stand out where a format can show it.
type Paragraph struct {
	Lead, Text    string
	Prose         report.TaggedText
	Strong, Tight bool
	Indent        int
}

// Note is a paragraph apart from the others. A warning is more prominent.
type Note struct {
	Text    string
	Prose   report.TaggedText
	Warning bool
}

// Counts are names, each with a number, below the two heads.
type Counts struct {
	Heads [2]string
	Rows  [][2]string
}

// Legend explains how the stages are drawn in bars, and what marks mean. The heads are those
// of the bar, the stage and its message.
type Legend struct {
	Heads [3]string
	Marks []report.LegendMark
}

// Key names the stages in bars on one line.
type Key struct{ Tight bool }

// Stages explains the stages in documents without bars.
type Stages struct{}

// Table is rows of results. For [Columns] it has Caption, Columns and the cells of the rows, for
// [Lines] the lines of the rows.
type Table struct {
	Caption string
	Columns []Column
	Rows    []Row
}

// Column is the head of a column. Numeric columns are aligned to the right.
type Column struct {
	Head    string
	Numeric bool
}

// Row is a row of a table, as lines below a label or as cells.
type Row struct {
	Label  string
	Prose  report.TaggedText // before the lines
	Indent int
	Tight  bool
	Lines  []Line
	Cells  []Cell
}

// Line is a text, after a bar if there is one.
type Line struct {
	Bar  *report.StageBar
	Text string
}

// Cell is a bar, or a text and others below it. Empty texts are left out.
type Cell struct {
	Bar    *report.StageBar
	Text   string
	Below  []string
	Strong bool
}

// Items are results that stand out, one below the other.
type Items []Item

// Item is a label, the domain it belongs to, which may be empty, and lines and details about it.
type Item struct {
	Label, Aside string
	Lines        []Line
	Details      []Detail
}

// Detail is a name and a text, or a list of texts. Stop is the punctuation that ends the text if it
// is an item of a list. Quote is wording of the rubric that belongs to the text. Both may be
// empty.
type Detail struct {
	Name, Text string
	Prose      report.TaggedText
	List       []report.TaggedText
	Stop       string
	Quote      report.TaggedText
}

// Details are names with a text each.
type Details struct {
	Items         []Detail
	Strong, Tight bool // Strong names stand out
	Indent        int
}

// Bar is a bar with its counts in words beside it.
type Bar struct{ report.StageBar }

// Edges are growing edges: a label, the same as a sentence, the present stage, the next stage, which
// may be empty, and the rubric's wording of the next stage, which may be empty too.
type Edges []Edge

// Edge is one of [Edges].
type Edge struct {
	Label, Sentence, Current, Next string
	Quote                          report.TaggedText
}

// Questions are sets of questions below a lead.
type Questions struct {
	Lead  string
	Sets  []report.QuestionSet
	Tight bool
}

// Steps are numbered steps.
type Steps []string

// List is a bulleted list below a lead, which may be empty.
type List struct {
	Lead  string
	Items []ListItem
}

// ListItem is a text with an address to link to after it, which may be empty.
type ListItem struct {
	Text, URL string
	Prose     report.TaggedText
}

// Finding is a heading and the sentences below it. Anchor is the id of the section with the details,
// or "". List is set if the sentences are about several competencies.
type Finding struct {
	Heading, Anchor string
	Sentences       []string
	List            bool
}

// Writing is lines to write on, below a name, which may be empty.
type Writing struct {
	Name   string
	Lines  int
	Indent int
	Tight  bool
}

// Form is a table to fill in, with numbered rows. Row names the rows.
type Form struct {
	Row     string
	Columns []string
	Rows    int
}

// Field is a line to fill in or, if there are choices, boxes of which to mark one.
type Field struct {
	Name    string
	Choices []string
	Tight   bool
}

// Ratings are boxes to mark for each competency. Columns are the heads of the competencies, the
// choices and the evidence, for which there are lines to write on.
type Ratings struct {
	Columns  []string
	Rows     []report.WorksheetCompetency
	Evidence string
	Lines    int
}

func (Title) block()     {}
func (Heading) block()   {}
func (Anchor) block()    {}
func (Index) block()     {}
func (Paragraph) block() {}
func (Note) block()      {}
func (Counts) block()    {}
func (Legend) block()    {}
func (Key) block()       {}
func (Stages) block()    {}
func (Table) block()     {}
func (Items) block()     {}
func (Details) block()   {}
func (Bar) block()       {}
func (Edges) block()     {}
func (Questions) block() {}
func (Steps) block()     {}
func (List) block()      {}
func (Finding) block()   {}
func (Writing) block()   {}
func (Form) block()      {}
func (Field) block()     {}
func (Ratings) block()   {}

// document collects blocks.
type document struct{ blocks []Block }

func (d *document) add(blocks ...Block) { d.blocks = append(d.blocks, blocks...) }

// section adds the heading of a section.
func (d *document) section(text string) { d.add(Heading{2, text}) }

// oneLine returns the text if it is one paragraph, and otherwise the text with its blocks.
func oneLine(t report.TaggedText) (text string, prose report.TaggedText) {
	if t.HasBlocks() {
		return "", t
	}
	return t.String(), nil
}

// prose adds a text that can have blocks, unless it is empty.
func (d *document) prose(t report.TaggedText) {
	if t != nil {
		var p Paragraph
		p.Text, p.Prose = oneLine(t)
		d.add(p)
	}
}

// paragraph adds a paragraph, unless it is empty.
func (d *document) paragraph(text string) {
	if text != "" {
		d.add(Paragraph{Text: text})
	}
}

// top adds what every document begins with.
func (d *document) top(h *report.TitleBlock, l *report.Labels) {
	d.add(Title{h.Title.String(), h.Organization, h.Date})
	if h.Instrument != nil {
		d.add(Paragraph{Text: l.BasedOn + ": " + h.Instrument.String(), Tight: true})
	}
	if h.Translation != nil {
		var n Note
		n.Text, n.Prose = oneLine(h.Translation)
		d.add(n)
	}
	if h.Selection != "" {
		d.add(Note{Text: h.Selection})
	}
	if h.Internal != "" {
		d.add(Note{Text: h.Internal, Warning: true})
	}
}

// about adds what every document ends with.
func (d *document) about(a *report.AboutSection, l *report.Labels) {
	d.section(l.About)
	var facts []Detail
	for _, f := range a.Facts {
		fact := Detail{Name: f.Name}
		fact.Text, fact.Prose = oneLine(f.Text)
		facts = append(facts, fact)
	}
	d.add(Details{Items: facts})
	if len(a.Sources) > 0 {
		list := List{Lead: l.Sources + ":"}
		for _, s := range a.Sources {
			list.Items = append(list.Items, ListItem{Text: Join(", ", s.Title, s.Publisher), URL: s.URL})
		}
		d.add(list)
	}
	d.notes(l.EditionNotes, a.Notes)
}

// notes adds a list of notes, unless there are none.
func (d *document) notes(lead string, notes []report.TaggedText) {
	if len(notes) == 0 {
		return
	}
	list := List{Lead: lead + ":"}
	for _, n := range notes {
		var item ListItem
		item.Text, item.Prose = oneLine(n)
		list.Items = append(list.Items, item)
	}
	d.add(list)
}

// help adds guidance, links and references, unless there are none.
func (d *document) help(h *report.HelpSection) {
	if len(h.Items) == 0 {
		return
	}
	d.add(Heading{3, h.Heading})
	for _, item := range h.Items {
		list := List{Lead: item.Label.String() + ":"}
		for _, text := range item.Guidance {
			var one ListItem
			one.Text, one.Prose = oneLine(text)
			list.Items = append(list.Items, one)
		}
		for _, l := range item.Links {
			list.Items = append(list.Items, ListItem{Text: l.Text.String(), URL: l.URL})
		}
		for _, l := range item.References {
			list.Items = append(list.Items, ListItem{Text: h.References + ": " + l.Text.String(), URL: l.URL})
		}
		d.add(list)
	}
}
