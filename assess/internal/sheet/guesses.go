package sheet

import (
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// guessConstituency finds the column with the constituency in a sheet whose headers do not
// name it: the only one that asks people who they are and whose cells are mostly
// constituencies.
func (h *headerReader) guessConstituency() {
	if !hasConstituencies(h.rubric) || h.layout.long || h.opt.Constituency != "" || h.layout.find(columnConstituency) < len(h.layout.columns) {
		return
	}
	found := -1
	for k := range h.layout.columns {
		if !h.mayBeConstituency(k) {
			continue
		}
		if found >= 0 {
			return
		}
		found = k
	}
	if found < 0 {
		return
	}
	col := &h.layout.columns[found]
	col.kind = columnConstituency
	delete(h.notices.list, noticeKey{file: h.places[found].File, code: problem.IgnoredColumn, column: found})
	h.notices.set(noticeKey{file: h.places[found].File, code: problem.GuessedColumn, column: found}, Notice{Problem: problem.Problem{
		Pos: h.places[found], Path: col.header, Code: problem.GuessedColumn, Msg: "the column is read as the constituency: it asks who people are, and its cells are constituencies",
		Hint: "if it is not, ignore it (" + wayOut("ignore", col.full) + ")",
	}})
}

// mayBeConstituency reports whether a column that means nothing asks people who they are.
func (h *headerReader) mayBeConstituency(k int) bool {
	col := &h.layout.columns[k]
	if col.kind != columnIgnored || !col.asksWho || col.rule != nil {
		return false
	}
	if _, unknown := h.notices.list[noticeKey{file: h.places[k].File, code: problem.IgnoredColumn, column: k}]; !unknown {
		return false // it is to be ignored
	}
	known, filled := 0, 0
	for _, r := range h.head {
		if k < len(r.texts) && r.texts[k] != "" {
			filled++
			if h.words.lookup([]byte(r.texts[k])).constituency != "" {
				known++
			}
		}
	}
	return known > 0 && 2*known >= filled
}

// asksWho reports whether a header asks people who they are.
func asksWho(header string) bool {
	if len(header) > maxTitle {
		return false
	}
	key := " " + fold(header) + " "
	for _, about := range [...]string{" should ", " need ", " needs ", " serve ", " most ", " deberia ", " necesita ", " sirve ", " mas "} {
		if strings.Contains(key, about) {
			return false
		}
	}
	for _, ask := range [...]string{
		" role ", " affiliation ", " stakeholder ", " describes you ", " who are you ", " are you ", " you are ", " i am ", " do you identify ", " do you belong ", " do you represent ",
		" you speak from ", " your group ", " your connection ", " your relationship ", " your part ",
		" rol ", " papel ", " su grupo ", " tu grupo ", " su relacion ", " tu relacion ", " su vinculo ", " es usted ", " eres ", " soy ", " le describe ", " lo describe ", " la describe ", " te describe ",
		" se identifica ", " te identificas ", " pertenece ", " perteneces ", " representa ", " representas ", " habla usted ", " hablas ",
		" rolle ", " etes vous ", " papel ", " funcao ",
	} {
		if strings.Contains(key, ask) {
			return true
		}
	}
	return false
}

// choiceOf returns the competency and the rating that a header of a column for one choice of
// a question names, such as "Language access >> Maturing"; ok is false for another header.
func (h *headerReader) choiceOf(header string) (comp int, rating byte, ok bool) {
	for _, sep := range [...]string{" >> ", " - ", ": ", " | ", "["} {
		i := strings.LastIndex(header, sep)
		if i < 0 {
			continue
		}
		choice, question := strings.TrimSuffix(strings.TrimSpace(header[i+len(sep):]), "]"), header[:i]
		w := h.words.lookup([]byte(choice))
		if !w.rated || choice == "" {
			continue
		}
		if found := h.headings.find(question); len(found) == 1 && found[0].kind == columnRating && found[0].comp >= 0 {
			return found[0].comp, w.rating, true
		}
	}
	return -1, 0, false
}

// addChoice makes a column for one choice of a question one of ratings, if its cells name the
// choice. Otherwise it refuses the sheet.
func (h *headerReader) addChoice(at problem.Pos, k int, col *column, comp int, rating byte) {
	for _, r := range h.head {
		if k >= len(r.texts) || r.texts[k] == "" {
			continue
		}
		if w := h.words.lookup([]byte(r.texts[k])); !w.rated || w.rating != rating {
			h.problems.add(at, col.header, problem.UnknownColumn, "the header "+source.Quote(col.full)+" is one choice of "+h.headings.name(meaning{columnRating, comp})+", and its cells do not name the choice",
				"export one column for each question, with the chosen text in it")
			return
		}
	}
	col.meaning = meaning{columnRating, comp}
}
