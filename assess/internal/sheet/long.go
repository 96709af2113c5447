package sheet

import (
	"bytes"
	"crypto/sha256"
	"fmt"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// maxResponses is the most responses of a long sheet. A digest of each id is kept to
// find rows of one response that are not next to each other.
const maxResponses = 1 << 20

// longReader puts the rows of a long sheet together.
type longReader struct {
	cells    *cellReader
	headings *headings
	layout   *layout
	yield    func(*record.Record, problem.List) bool
	limit    int                   // bytes of the rows of a response
	ids      map[[16]byte]struct{} // digests of the ids that were read
	doubt    bool                  // the row before cannot be read

	rec   record.Record // what is being put together
	begun bool          // there is something in it
	found problem.List
	at    problem.Pos // of its first row
	bytes int
	rated []bool
}

// maxGroupProblems is the number of problems of a response after which its other rows
// are not read.
const maxGroupProblems = problem.Max

// readLong reads the rows of a sheet with a rating a row.
func (s *Sheet) readLong(yield func(*record.Record, problem.List) bool) bool {
	g := &longReader{
		cells: newCellReader(s), headings: s.headings, layout: s.layout,
		yield: yield, limit: s.rows.limit, ids: make(map[[16]byte]struct{}),
	}
	defer func() { s.notices.Merge(g.cells.takeNotices()) }()
	for s.rows.next() {
		row := &s.rows.row
		if row.isBlank() {
			continue
		}
		if !g.row(row) {
			return false
		}
	}
	return g.flush()
}

// row adds a row to the response that it belongs to.
func (g *longReader) row(row *row) bool {
	alone := g.alone(row)
	switch {
	case alone:
		problems := g.cells.problems.take()
		return g.flush() && g.yield(nil, problems)
	case len(g.cells.problems.list) == 0 && g.cells.skip(row):
		return true
	case len(g.cells.problems.list) > 0:
		// The row may be one of the response before or after it, so neither is complete.
		if !g.begun {
			g.at = row.position(0)
		}
		g.doubt = true
		g.collect()
		return true
	}
	k := g.layout.idColumn()
	id := row.text(k)
	if !g.begun || !bytes.Equal(id, g.rec.ID) {
		if g.begun && !g.flush() {
			return false
		}
		g.start(row, k, id)
	}
	g.doubt = false
	g.bytes += len(row.raw)
	if g.bytes > g.limit {
		if g.bytes-len(row.raw) <= g.limit {
			g.cells.problems.add(row.position(0), "", problem.TooLarge, fmt.Sprintf("the rows of the response have more than %d bytes", g.limit), "")
		}
	} else if len(g.found) < maxGroupProblems {
		g.read(row)
	}
	g.collect()
	return true
}

// alone checks the row's form. It reports whether the row is refused and belongs to no
// response, as totals and headers do.
func (g *longReader) alone(row *row) bool {
	c := g.cells
	if !c.wellFormed(row) {
		return c.problems.list[0].Code == problem.TotalsRow
	}
	if g.layout.isHeader(row) {
		c.repeatedHeader(row)
		return true
	}
	k := g.layout.idColumn()
	if len(row.text(k)) == 0 {
		c.cellProblem(row, k, problem.Blank, "the cell is empty; every row needs the id of its response", "")
	}
	return false
}

// collect puts the problems of a row with those of its response.
func (g *longReader) collect() { g.found.Append(g.cells.problems.take()) }

// start begins a response.
func (g *longReader) start(row *row, k int, id []byte) {
	c := g.cells
	c.begin(&g.rec, row)
	g.begun = true
	g.rec.ID = c.keep(id)
	g.at = row.position(0)
	g.rated = make([]bool, len(g.rec.Ratings))
	c.checkName(row, k, id)
	if g.doubt && len(g.found) == 0 {
		c.problems.add(g.at, "", problem.Incomplete, "the row before cannot be read and may belong to this response", "")
	}
	sum := sha256.Sum256(id)
	key := [16]byte(sum[:16])
	if _, before := g.ids[key]; before {
		c.cellProblem(row, k, problem.SplitResponse, "rows of the response "+source.Quote(string(id))+" stand further up already", "sort the sheet by the id")
	} else if len(g.ids) >= maxResponses {
		c.problems.add(g.at, "", problem.TooMany, fmt.Sprintf("more than %d responses in a sheet with one rating a row", maxResponses), "split the sheet")
	} else {
		g.ids[key] = struct{}{}
	}
}

// read reads the cells of a row.
func (g *longReader) read(row *row) {
	c, rec := g.cells, &g.rec
	comp := g.competency(row)
	rating := g.layout.find(columnRating)
	if comp >= 0 {
		c.rate(rec, row, rating, comp)
	}
	for k := range g.layout.columns {
		switch g.layout.columns[k].kind {
		case columnID, columnCompetency, columnRating:
		case columnNote, columnEvidence:
			before := len(rec.Remarks)
			if comp < 0 || !c.remark(rec, row, k, comp) {
				continue
			}
			for i := range rec.Remarks[before:] {
				m := &rec.Remarks[before+i]
				m.Text = c.keep(m.Text)
			}
			if rec.Ratings[comp] != record.NotAnswered {
				continue
			}
			if text := row.text(rating); len(text) == 0 || c.words.lookup(text).rated {
				c.cellProblem(row, k, problem.NoteWithoutRating, "there is no rating for this to go with", "give one, or a non-answer such as declined")
			}
		default:
			c.field(rec, row, k)
		}
	}
}

// competency returns the index of the competency that a row is about, or -1.
func (g *longReader) competency(row *row) int {
	k := g.layout.find(columnCompetency)
	text := string(row.text(k))
	if text == "" {
		g.cells.cellProblem(row, k, problem.Blank, "the cell is empty; every row needs a competency", "")
		return -1
	}
	found := g.headings.find(text)
	if g.field(row, text, found) {
		return -1
	}
	if len(found) != 1 || found[0].kind != columnRating || found[0].comp < 0 {
		code, msg := problem.UnknownCompetency, g.headings.rubric.Ref().String()+" has no competency "+source.Quote(text)
		if len(found) > 1 {
			code, msg = problem.AmbiguousColumn, source.Quote(text)+" can mean "+g.headings.describe(found)
		}
		g.cells.cellProblem(row, k, code, msg, source.DidYouMean(text, g.headings.competencyNames()))
		return -1
	}
	comp := found[0].comp
	if g.rated[comp] {
		g.cells.cellProblem(row, k, problem.DuplicateRating, source.Quote(text)+" stands in an earlier row of the response already", "keep one of the two")
		return -1
	}
	g.rated[comp] = true
	return comp
}

// field reads a row that is about the response and not about a competency, as form tools
// write them that have a row for each answer. It reports whether the row is one.
func (g *longReader) field(row *row, text string, found []meaning) bool {
	c, k := g.cells, g.layout.find(columnRating)
	if len(found) == 1 && found[0].comp < 0 {
		switch kind := found[0].kind; kind {
		case columnConstituency, columnOrganization, columnDate, columnLanguage:
			if len(row.text(k)) > 0 {
				c.fieldOf(&g.rec, row, k, kind)
			}
			return true
		case columnIgnored, columnPerson:
			return true
		default:
			if !kind.isBackground() {
				return false
			}
			if len(row.text(k)) > 0 {
				c.fieldOf(&g.rec, row, k, kind)
			}
			return true
		}
	}
	if w := c.words.lookup(row.text(k)); len(found) > 0 || w.rated || w.stages > 0 || g.headings.resembles(text) != "" {
		return false
	}
	at := g.layout.find(columnCompetency)
	c.notices.add(noticeKey{file: row.file, code: problem.IgnoredColumn, column: at, kind: shorten(text)}, func() Notice {
		return Notice{Problem: problem.Problem{
			Pos: row.cellAt(at), Path: c.layout.header(at), Code: problem.IgnoredColumn, Msg: "answers to " + source.Quote(text) + " are ignored: it is no competency and no field of a response",
		}}
	})
	return true
}

// checkAsked refuses stages for competencies that the constituency of the response is not
// asked, and drops non-answers to them. Their rows are not kept, so that the problems are at the
// first row.
func (g *longReader) checkAsked() {
	for _, comp := range g.cells.notAsked.Rated(&g.rec) {
		if record.IsNonAnswer(g.rec.Ratings[comp]) {
			g.cells.dropNonAnswer(&g.rec, comp, g.layout.find(columnRating), g.at)
			continue
		}
		msg, hint := g.cells.notAskedAbout(g.rec.Constituency, comp)
		g.found = append(g.found, problem.Problem{Pos: g.at, Path: g.layout.header(g.layout.find(columnRating)), Code: problem.NotAsked, Msg: msg, Hint: hint})
	}
}

// flush yields the response that was put together, or its problems.
func (g *longReader) flush() bool {
	if g.begun && len(g.found) == 0 {
		g.checkAsked()
	}
	begun, problems := g.begun, g.found
	g.begun, g.found, g.bytes = false, nil, 0
	if begun && g.rec.Constituency < 0 && len(g.cells.constituencies) > 0 && len(problems) == 0 {
		header := g.layout.header(g.layout.find(columnConstituency))
		problems = problem.List{{Pos: g.at, Path: header, Code: problem.Blank, Msg: "no row of the response names a constituency"}}
	}
	switch {
	case len(problems) > 0:
		problems.Sort()
		if !begun {
			return g.yield(nil, problems)
		}
		return g.yield(&g.rec, problems)
	case begun:
		return g.yield(&g.rec, nil)
	}
	return true
}
