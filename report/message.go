package report

import (
	"slices"
	"strings"
)

// message is a sentence or phrase in one language: one text for all numbers, or a form for each
// plural category of the language.
//
// The vars tag of a field of this type names its placeholders. The one with a # is the number that
// selects the form.
type message struct {
	Zero  string `json:"zero,omitzero" rule:"sentence"`
	One   string `json:"one,omitzero" rule:"sentence"`
	Two   string `json:"two,omitzero" rule:"sentence"`
	Few   string `json:"few,omitzero" rule:"sentence"`
	Many  string `json:"many,omitzero" rule:"sentence"`
	Other string `json:"other" rule:"sentence" shorthand:"true"`

	forms [categoryCount]pattern
}

func (m *message) texts() [categoryCount]string {
	return [...]string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other}
}

// fill returns the message with args for its placeholders, in the order of its vars tag. It is for
// messages that do not depend on a number.
func (m *message) fill(args ...string) string { return m.forms[pluralOther].fill(args...) }

// pattern is a text with placeholders.
type pattern struct {
	parts []part
	size  int // length of the fixed texts in bytes
}

// part is a fixed text and the placeholder after it, -1 for none.
type part struct {
	text  string
	place int
}

func (t *pattern) fill(args ...string) string {
	if len(t.parts) == 1 && t.parts[0].place < 0 {
		return t.parts[0].text
	}
	n := t.size
	for _, p := range t.parts {
		if p.place >= 0 {
			n += len(args[p.place])
		}
	}
	var b strings.Builder
	b.Grow(n)
	for _, p := range t.parts {
		b.WriteString(p.text)
		if p.place >= 0 {
			b.WriteString(args[p.place])
		}
	}
	return b.String()
}

// appendTo is like fill and appends to b.
func (t *pattern) appendTo(b []byte, args ...string) []byte {
	for _, p := range t.parts {
		b = append(b, p.text...)
		if p.place >= 0 {
			b = append(b, args[p.place]...)
		}
	}
	return b
}

// parsePattern parses a text with placeholders in braces. unknown has the names that are not in
// vars; ok is false if braces are not balanced.
func parsePattern(text string, vars []string) (t pattern, unknown []string, ok bool) {
	for rest := text; ; {
		before, after, found := strings.Cut(rest, "{")
		if strings.Contains(before, "}") {
			return t, unknown, false
		}
		t.size += len(before)
		if !found {
			if before != "" || len(t.parts) == 0 {
				t.parts = append(t.parts, part{before, -1})
			}
			return t, unknown, true
		}
		name, tail, closed := strings.Cut(after, "}")
		if !closed || strings.Contains(name, "{") {
			return t, unknown, false
		}
		place := slices.Index(vars, name)
		if place < 0 {
			unknown = append(unknown, name)
		}
		t.parts = append(t.parts, part{before, place})
		rest = tail
	}
}

// uses reports whether the text has a placeholder.
func (t *pattern) uses(place int) bool {
	for _, p := range t.parts {
		if p.place == place {
			return true
		}
	}
	return false
}
