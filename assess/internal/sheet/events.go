package sheet

import (
	"slices"
	"strconv"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// events is how a form tool such as REDCap says that a row is of another event than the
// others, or a repeat of someone's answers in an event.
type events struct {
	event, instance int    // columns, -1 for none
	first           string // the event of the first row that counts, "" if it is not known
}

// findEvents finds the columns with the event and the number of the repeat.
func (h *headerReader) findEvents() {
	e := &h.layout.events
	e.event, e.instance = -1, -1
	if h.profile == nil {
		return
	}
	find := func(headers []string) int {
		return slices.IndexFunc(h.layout.columns, func(c column) bool {
			return c.rule == nil && slices.ContainsFunc(headers, func(name string) bool { return likePattern(c.full, name) })
		})
	}
	e.event, e.instance = find(h.profile.event), find(h.profile.instance)
	if e.event >= 0 {
		for _, r := range h.head {
			if e.event < len(r.texts) && r.texts[e.event] != "" && !isExcluded(&h.layout.columns[e.event], []byte(r.texts[e.event])) {
				e.first = r.texts[e.event]
				break
			}
		}
	}
}

// isOther reports whether a cell is that of a row that is of another event or a repeat.
func (e *events) isOther(k int, text []byte) bool {
	switch k {
	case e.event:
		return len(text) > 0 && e.first != "" && string(text) != e.first
	case e.instance:
		n, err := strconv.Atoi(string(text))
		return err == nil && n > 1
	}
	return false
}

// noticeEvents notes a row that counts and is of another event or a repeat.
func (c *cellReader) noticeEvents(row *row) {
	e := &c.layout.events
	if k := e.event; k >= 0 && e.isOther(k, row.text(k)) {
		text := string(row.text(k))
		c.notices.add(noticeKey{file: row.file, code: problem.OtherEvent, column: k}, func() Notice {
			return Notice{Problem: problem.Problem{
				Pos: row.cellAt(k), Path: c.layout.columns[k].header, Code: problem.OtherEvent,
				Msg:  "the row is of " + source.Quote(text) + ", others are of " + source.Quote(e.first) + "; they are counted together",
				Hint: "read one of them at a time (-skip " + source.Quote(c.layout.columns[k].full+"="+text) + ", or skip in a mapping)",
			}}
		})
	}
	if k := e.instance; k >= 0 && e.isOther(k, row.text(k)) {
		c.notices.add(noticeKey{file: row.file, code: problem.RepeatedPerson, column: k}, func() Notice {
			return Notice{Problem: problem.Problem{
				Pos: row.cellAt(k), Path: c.layout.columns[k].header, Code: problem.RepeatedPerson, Msg: "the row repeats the form for the same person, who is counted again",
				Hint: "count one response for each person (-keep last, or repeats: {keep: last} in a mapping)",
			}}
		})
	}
}

// limitCompletion leaves the rules about unfinished forms to those columns that are about a
// form with ratings: the first one after a rating.
func (h *headerReader) limitCompletion() {
	if h.profile == nil || h.profile.name != "redcap" {
		return
	}
	rated := false
	for k := range h.layout.columns {
		col := &h.layout.columns[k]
		switch {
		case col.kind == columnRating && col.comp >= 0:
			rated = true
		case !likePattern(col.full, "*_complete") && !likePattern(col.full, "Complete?"):
		case !rated:
			col.skip = slices.DeleteFunc(slices.Clone(col.skip), func(s SkipRule) bool { return s.ofTool })
		default:
			rated = false
		}
	}
}
