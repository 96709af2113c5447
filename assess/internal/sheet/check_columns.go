package sheet

import (
	"fmt"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// givenHeader chooses the delimiter for a header row that a mapping names, and returns its
// number.
func (h *headerReader) givenHeader(delimiters string) int {
	most := 0
	for i := range len(delimiters) {
		h.rows.delim = delimiters[i]
		for _, r := range h.look(h.opt.Header) {
			if n := h.meanings(r.texts)*maxColumns + len(r.texts); r.number == h.opt.Header && n > most {
				most = n
				delimiters = delimiters[i:i+1] + delimiters
				break
			}
		}
	}
	h.rows.delim = delimiters[0]
	return h.opt.Header
}

// checkDuplicates looks for columns with one meaning. It returns the first column of each.
func (h *headerReader) checkDuplicates() map[meaning]int {
	first := make(map[meaning]int)
	for k := range h.layout.columns {
		col := &h.layout.columns[k]
		if col.kind <= columnUnnamed {
			continue
		}
		i, twice := first[col.meaning]
		if !twice {
			first[col.meaning] = k
			continue
		}
		if h.coalesce(i, k) {
			continue
		}
		switch {
		case col.kind == columnPerson:
			col.kind = columnIgnored
		case col.kind == columnDate || col.kind == columnTimestamp || col.kind == columnLanguage || col.kind.isBackground() || col.guessed:
			col.kind = columnIgnored
			h.notices.set(noticeKey{file: h.places[k].File, code: problem.IgnoredColumn, column: k}, Notice{Problem: problem.Problem{
				Pos: h.places[k], Path: col.header, Code: problem.IgnoredColumn,
				Msg: fmt.Sprintf("the column is ignored: it means the same as column %d, %s", i+1, source.Quote(h.layout.columns[i].header)),
			}})
		default:
			other := &h.layout.columns[i]
			h.problems.add(h.places[k], col.header, problem.DuplicateColumn,
				fmt.Sprintf("this column means the same as column %d, %s", i+1, source.Quote(other.header)),
				"keep one of the two, or ignore one ("+wayOut("ignore", col.full)+"; in a mapping position tells columns with one header apart)")
		}
	}
	return first
}

// constituencyHint helps with a sheet without a column for the constituency.
func (h *headerReader) constituencyHint() string {
	id := "ID"
	for c := range h.rubric.Constituencies() {
		id = c.ID
		break
	}
	hint := "name the column (-column HEADER=constituency, or is: constituency in a mapping), or give one constituency for the whole sheet (-constituency " + id + ", or constituency: " + id + " in a mapping)"
	for k := range h.layout.columns {
		n, filled := 0, 0
		for _, r := range h.head {
			if k < len(r.texts) && r.texts[k] != "" {
				filled++
				if h.words.lookup([]byte(r.texts[k])).constituency != "" {
					n++
				}
			}
		}
		if n > 0 && n == filled {
			return "it may be " + source.Quote(h.layout.columns[k].header) + " (" + wayOut("constituency", h.layout.columns[k].full) + "); otherwise " + hint
		}
	}
	return hint
}

// rowForEach is the way out for a sheet of counts.
const rowForEach = "export the individual responses: a sheet needs a row for each person"

// checkAggregated reports a sheet whose headers show counts of responses.
func (h *headerReader) checkAggregated(at problem.Pos) bool {
	stages, counts := 0, false
	for k := range h.layout.columns {
		col := &h.layout.columns[k]
		if col.kind == columnRating && col.comp >= 0 {
			return false
		}
		if col.kind == columnNote || col.comp >= 0 {
			continue
		}
		w := h.words.lookup([]byte(strings.TrimLeft(col.full, "%# ")))
		if w.rated && !w.isNonAnswer() {
			stages++
		}
		counts = counts || isCountOf(col.full)
	}
	if stages < 2 && !counts {
		return h.checkTransposed(at)
	}
	h.problems.list = nil
	h.problems.add(at, "", problem.Aggregated, "the sheet has counts of responses, not the responses", rowForEach)
	return true
}

// isCountOf reports whether a header is one that a pivot table writes.
func isCountOf(header string) bool {
	key := fold(header)
	for _, start := range [...]string{"count of ", "average of ", "sum of ", "cuenta de ", "promedio de ", "suma de ", "recuento de ", "row labels", "etiquetas de fila"} {
		if strings.HasPrefix(key+" ", start) {
			return true
		}
	}
	return false
}

// checkTransposed reports a sheet whose first column has what should be the headers.
func (h *headerReader) checkTransposed(at problem.Pos) bool {
	down := 0
	for _, r := range h.head {
		if len(r.texts) > 1 && r.texts[0] != "" {
			if found := h.headings.find(r.texts[0]); len(found) == 1 && (found[0].comp >= 0 || found[0].kind == columnConstituency) {
				down++
			}
		}
	}
	if down < 2 || h.layout.find(columnCompetency) < len(h.layout.columns) {
		return false
	}
	h.problems.list = nil
	h.problems.add(at, "", problem.Aggregated, "the competencies are in the first column and the responses in the others",
		"transpose the sheet (copy it, then Paste Special, Transpose): a sheet needs a row for each person")
	return true
}

// aggregatedRows reports a sheet without headers that has counts.
func (h *headerReader) aggregatedRows() *problem.Problem {
	for _, delim := range delimiters {
		h.rows.delim = byte(delim)
		stages, down, counts := 0, 0, false
		rows := h.look(0)
		for i, r := range rows {
			if len(r.texts) < 2 {
				continue
			}
			if w := h.words.lookup([]byte(r.texts[0])); w.rated && !w.isNonAnswer() {
				stages++
			}
			if found := h.headings.find(r.texts[0]); len(found) == 1 && (found[0].comp >= 0 || found[0].kind == columnConstituency) {
				down++
			}
			counts = counts || i+1 < len(rows) && h.isByStage(r.texts, rows[i+1].texts)
			counts = counts || isCountOf(r.texts[0]) || isCountOf(r.texts[1])
		}
		if stages >= 2 || counts || down >= 2 {
			return &problem.Problem{
				Pos: h.rows.start(), Code: problem.Aggregated, Msg: "the sheet has counts of responses or a column for each person, not a row for each person", Hint: rowForEach,
			}
		}
	}
	h.rows.delim = delimiters[0]
	return nil
}

// constituencyAmongAnswers reports whether a sheet with a rating a row has a row for the
// constituency.
func (h *headerReader) constituencyAmongAnswers() bool {
	k := h.layout.find(columnCompetency)
	for _, r := range h.head {
		if h.layout.long && k < len(r.texts) {
			if found := h.headings.find(r.texts[k]); len(found) == 1 && found[0].kind == columnConstituency {
				return true
			}
		}
	}
	return false
}

// isByStage reports whether a row has stages, each once, over numbers.
func (h *headerReader) isByStage(stages, below []string) bool {
	seen := make(map[byte]bool)
	numbers := 0
	for k, t := range stages {
		w := h.words.lookup([]byte(t))
		if !w.rated || w.isNonAnswer() {
			continue
		}
		if seen[w.rating] {
			return false
		}
		seen[w.rating] = true
		if k < len(below) && below[k] != "" && strings.Trim(below[k], "0123456789.,%") == "" {
			numbers++
		}
	}
	return numbers >= 2
}
