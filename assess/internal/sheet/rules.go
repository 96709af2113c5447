package sheet

import (
	"fmt"
	"slices"

	"github.com/waymark-go/waymark/rubric"
)

// ColumnRule is what a mapping says of some columns: those with a header, those like a
// pattern in which * matches any text, or the one at a position, from 1.
type ColumnRule struct {
	Header, Pattern string
	Position        int

	Is         string            // as in Options.Columns; "" leaves it to the header
	Words      map[string]string // what cells mean in these columns, over Options.Words
	Ranks      bool              // numbers are ranks of stages in these columns
	DateLayout string            // over Options.DateLayout
	FillDown   bool              // an empty cell means the same as the one above it
}

// covers reports whether the rule is for a column with one of some headers.
func (c *ColumnRule) covers(headers []string, k int) bool {
	if c.Position > 0 {
		return c.Position == k+1
	}
	return slices.ContainsFunc(headers, func(h string) bool {
		switch {
		case h == "":
			return false
		case c.Pattern != "":
			return likePattern(h, c.Pattern)
		}
		return h == c.Header || wordKey(h) == wordKey(c.Header)
	})
}

func (h *headings) addRules(rules []ColumnRule) error {
	h.rules = rules
	for i, rule := range rules {
		m := meaning{columnUnknown, -1}
		if rule.Is != "" {
			var ok bool
			if m, ok = h.parse(rule.Is); !ok {
				return fmt.Errorf("CSVOptions.Mapping: columns[%d]: %q is no field and no competency of %s", i, rule.Is, h.rubric.Ref())
			}
		}
		h.meanings = append(h.meanings, m)
	}
	return nil
}

// byRule returns what the first rule says that gives a column a meaning.
func (h *headings) byRule(headers []string, k int) (meaning, bool) {
	for i := range h.rules {
		if h.meanings[i].kind != columnUnknown && h.rules[i].covers(headers, k) {
			return h.meanings[i], true
		}
	}
	return meaning{}, false
}

// ruleOf returns the rule with what the cells of a column mean, or nil. Several rules for
// one column are put together; the first one that says something counts.
func (h *headings) ruleOf(headers []string, k int) *ColumnRule {
	var all *ColumnRule
	for i := range h.rules {
		rule := &h.rules[i]
		if !rule.covers(headers, k) {
			continue
		}
		if all == nil {
			all = &ColumnRule{Words: make(map[string]string)}
		}
		for text, meaning := range rule.Words {
			if _, ok := all.Words[text]; !ok {
				all.Words[text] = meaning
			}
		}
		all.Ranks = all.Ranks || rule.Ranks
		all.FillDown = all.FillDown || rule.FillDown
		if all.DateLayout == "" {
			all.DateLayout = goLayout(rule.DateLayout)
		}
	}
	return all
}

// useProfile sets the tool that wrote the sheet, or nil.
func (h *headings) useProfile(p *profile) {
	h.profile = p
	clear(h.seen)
}

// isGiven reports whether the caller says what a header means.
func (h *headings) isGiven(header string) bool {
	_, exact := h.exact[header]
	_, folded := h.given[wordKey(header)]
	return exact || folded
}

// name returns the name of a meaning as Options.Columns gives it.
func (h *headings) name(m meaning) string {
	if m.kind.isBackground() {
		return h.backgroundName(m.kind)
	}
	c, ok := h.rubric.CompetencyAt(m.comp)
	if !ok {
		return columnNames[m.kind]
	}
	if m.kind == columnRating {
		return c.ID()
	}
	return c.ID() + "." + columnNames[m.kind]
}

// wordsOf returns the words of the cells of a column, nil for those of the sheet.
func (c *ColumnRule) wordsOf(sheet *words, r *rubric.Rubric) (*words, error) {
	if c == nil || len(c.Words) == 0 && !c.Ranks {
		return nil, nil
	}
	v := sheet.forGoroutine()
	v.known = make(map[string]word, len(sheet.known))
	for key, w := range sheet.known {
		v.known[key] = w
	}
	v.ranks = v.ranks || c.Ranks
	for text, meaning := range c.Words {
		v.known[wordKey(text)] = word{}
		if meaning != "" && !v.mean(r, wordKey(text), meaning) {
			return nil, fmt.Errorf("CSVOptions.Mapping: %q: %q is no stage, constituency, non-answer, language tag or option of a background question", text, meaning)
		}
	}
	return v, nil
}

// forGoroutine returns the same headings for another goroutine.
func (h *headings) forGoroutine() *headings {
	own := *h
	own.seen = make(map[string][]meaning)
	return &own
}

// isGivenAny reports whether the caller says what one of some headers means.
func (h *headings) isGivenAny(headers []string) bool {
	return slices.ContainsFunc(headers, func(t string) bool { return t != "" && h.isGiven(t) })
}

// IsColumn reports whether a mapping may say that a column is something.
func IsColumn(r *rubric.Rubric, is string) bool {
	h := headings{rubric: r}
	_, ok := h.parse(is)
	return ok
}

// IsMeaning reports whether a mapping may say that a word means something.
func IsMeaning(r *rubric.Rubric, meaning string) bool {
	v := words{known: make(map[string]word)}
	return v.mean(r, "x", meaning)
}
