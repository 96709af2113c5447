package assess

import (
	"crypto/sha256"
	"fmt"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// maxResponses is the most responses of a long sheet, whose ids are remembered so
// that rows of one response that are apart are found out.
const maxResponses = 1 << 20

// longReader puts the rows of a long sheet together.
type longReader struct {
	*sheet
	yield func(*Response, error) bool
	ids   map[[16]byte]struct{} // digests of the ids that were read
	doubt bool                  // the row before cannot be read

	p     *Response // what is being put together, nil for nothing
	found problem.List
	at    problem.Pos // of its first row
	bytes int
	rated []bool
}

// maxGroupProblems is after how many problems a response is no longer looked at.
const maxGroupProblems = problem.Max

// readLong reads the rows of a sheet with one rating a row.
func (s *sheet) readLong(yield func(*Response, error) bool) bool {
	g := &longReader{sheet: s, yield: yield, ids: make(map[[16]byte]struct{})}
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
func (g *longReader) row(row *sheetRow) bool {
	alone := g.alone(row)
	switch {
	case alone:
		// Totals and headers belong to no response.
		problems := g.takeProblems()
		return g.flush() && g.yield(nil, problems)
	case len(g.problems) > 0:
		// It cannot be told whose row it is, so neither neighbour is complete.
		if g.p == nil {
			g.at = row.position(0)
		}
		g.doubt = true
		g.collect()
		return true
	}
	k := g.column(columnID)
	id := string(row.text(k))
	if g.p == nil || id != g.p.id {
		if g.p != nil && !g.flush() {
			return false
		}
		g.start(row, k, id)
	}
	g.doubt = false
	g.bytes += len(row.raw)
	if g.bytes > g.rows.limit {
		if g.bytes-len(row.raw) <= g.rows.limit {
			g.add(row.position(0), "", problem.TooLarge, fmt.Sprintf("the rows of the response have more than %d bytes", g.rows.limit), "")
		}
	} else if len(g.found) < maxGroupProblems {
		g.cells(row)
	}
	g.collect()
	return true
}

// alone checks the row's form. It reports whether the row is refused and belongs
// to no response.
func (g *longReader) alone(row *sheetRow) bool {
	if !g.wellFormed(row) {
		return g.problems[0].Code == problem.TotalsRow
	}
	if g.repeatsHeader(row) {
		g.add(row.position(0), "", problem.RepeatedHeader, "the row repeats the headers", "remove it; it may have come from joining sheets")
		return true
	}
	k := g.column(columnID)
	if len(row.text(k)) == 0 {
		g.cellIssue(row, k, problem.Blank, "the cell is empty; every row needs the id of its response", "")
	}
	return false
}

func (g *longReader) column(kind columnKind) int {
	for k, col := range g.columns {
		if col.kind == kind {
			return k
		}
	}
	return len(g.columns)
}

// collect puts the problems of a row with those of its response.
func (g *longReader) collect() { g.found.Append(g.takeProblems()) }

// start begins a response.
func (g *longReader) start(row *sheetRow, k int, id string) {
	g.p = g.blank(row)
	g.p.id = id
	g.at = row.position(0)
	g.rated = make([]bool, len(g.p.ratings))
	if code, msg, hint := checkName(id); code != "" {
		g.cellIssue(row, k, code, msg, hint)
	}
	if g.doubt && len(g.found) == 0 {
		g.add(g.at, "", problem.Incomplete, "the row before cannot be read and may belong to this response", "")
	}
	sum := sha256.Sum256([]byte(id))
	key := [16]byte(sum[:16])
	if _, before := g.ids[key]; before {
		g.cellIssue(row, k, problem.SplitResponse, "rows of the response "+source.Quote(id)+" stand further up already", "sort the sheet by the id")
	} else if len(g.ids) >= maxResponses {
		g.add(g.at, "", problem.TooMany, fmt.Sprintf("more than %d responses in a sheet with one rating a row", maxResponses), "split the sheet")
	} else {
		g.ids[key] = struct{}{}
	}
}

// cells reads the cells of a row.
func (g *longReader) cells(row *sheetRow) {
	comp := g.competency(row)
	rating := g.column(columnRating)
	if comp >= 0 {
		g.rate(g.p, row, rating, comp)
	}
	for k := range g.columns {
		switch g.columns[k].kind {
		case columnID, columnCompetency, columnRating:
		case columnNote, columnEvidence:
			if comp < 0 || !g.remark(g.p, row, k, comp) || g.p.ratings[comp] != NotAnswered {
				continue
			}
			if text := row.text(rating); len(text) == 0 || g.words.lookup(text).rated {
				g.cellIssue(row, k, problem.NoteWithoutRating, "there is no rating for this to go with", "give one, or a non-answer such as declined")
			}
		default:
			g.field(g.p, row, k)
		}
	}
}

// competency returns the index of the competency that a row is of, or -1.
func (g *longReader) competency(row *sheetRow) int {
	k := g.column(columnCompetency)
	text := string(row.text(k))
	if text == "" {
		g.cellIssue(row, k, problem.Blank, "the cell is empty; every row needs a competency", "")
		return -1
	}
	found := g.index.find(text)
	if len(found) != 1 || found[0].kind != columnRating || found[0].comp < 0 {
		code, msg := problem.UnknownCompetency, g.rubric.Ref().String()+" has no competency "+source.Quote(text)
		if len(found) > 1 {
			code, msg = problem.AmbiguousColumn, source.Quote(text)+" can mean "+g.index.describe(found)
		}
		g.cellIssue(row, k, code, msg, source.DidYouMean(text, g.index.names[:len(g.index.names)-fieldNames]))
		return -1
	}
	comp := found[0].comp
	if g.rated[comp] {
		g.cellIssue(row, k, problem.DuplicateRating, source.Quote(text)+" stands in an earlier row of the response already", "keep one of the two")
		return -1
	}
	g.rated[comp] = true
	return comp
}

// fieldNames is how many names of fields stand among those for hints.
const fieldNames = int(columnLanguage-columnRubric) + 1

// flush yields the response that was put together, or its problems.
func (g *longReader) flush() bool {
	p, problems := g.p, g.found
	g.p, g.found, g.bytes = nil, nil, 0
	if p != nil && p.constituency == "" && g.hasConstituencies() && len(problems) == 0 {
		problems = problem.List{{Pos: g.at, Path: g.header(g.column(columnConstituency)), Code: problem.Blank, Msg: "no row of the response names a constituency"}}
	}
	switch {
	case len(problems) > 0:
		return g.yield(nil, sorted(problems))
	case p != nil:
		sortRemarks(p.remarks)
		return g.yield(p, nil)
	}
	return true
}
