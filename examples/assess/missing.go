package main

import (
	"fmt"
	"io"
	"strings"
)

// writeMissing says after a report which records are not in it, and why.
func (w *wave) writeMissing(out io.Writer) {
	if w.refused == 0 && w.report.NotCounted == 0 {
		return
	}
	fmt.Fprintln(out, "\nNot in this report")
	if w.refused > 0 {
		fmt.Fprintf(out, "  %d records were refused%s\n", w.refused, w.reasons())
	}
	for _, n := range w.report.Notices {
		if n.NotCounted {
			fmt.Fprintf(out, "  %d rows: %s\n", n.Count, n.Msg)
		}
	}
	w.warnOfGroups(out)
}

// reasons lists why records were refused.
func (w *wave) reasons() string {
	var list []string
	count := make(map[string]uint64)
	for _, r := range w.refusals {
		code := string(r.Code)
		if count[code] == 0 {
			list = append(list, code)
		}
		count[code] += r.Count
	}
	for i, code := range list {
		list[i] = fmt.Sprintf("%s %d", code, count[code])
	}
	if len(list) == 0 {
		return ""
	}
	return " (" + strings.Join(list, ", ") + ")"
}

// minWarned is how many refused records of a group are worth a warning.
const minWarned = 5

// warnOfGroups warns if more of the records of one group were refused than of the others.
func (w *wave) warnOfGroups(out io.Writer) {
	refused := make(map[string]uint64)
	for _, r := range w.refusals {
		refused[r.Constituency] += r.Count
	}
	overall := float64(w.refused) / float64(w.refused+w.accepted)
	for c := range w.rubric.Constituencies() {
		n := refused[c.ID]
		if n < minWarned {
			continue
		}
		counted := uint64(0)
		if g := w.tally.Groups[c.ID]; g != nil {
			counted = g.Raters
		}
		if share := float64(n) / float64(n+counted); share > 2*overall {
			fmt.Fprintf(out, "  warning: %d of %d records of %s were refused, more than of the others; their results may not show the group\n", n, n+counted, c.Title)
		}
	}
}
