package rubric

import (
	"github.com/waymark-go/waymark/internal/fold"
)

// Label returns the title as outputs print it where competencies of several domains are
// together. It is the title after the code, if there is one. A competency without a code
// whose title another competency of the rubric has too gets the title of its domain in
// parentheses after it, or its id if that is not enough. So no two competencies of a rubric
// have the same label.
func (c *Competency) Label() string { return c.label }

// SharesTitle reports whether another competency of the rubric has the same title. Letter
// case, accents, punctuation and spaces do not make titles different.
func (c *Competency) SharesTitle() bool { return c.sharesTitle }

// labelCompetencies sets the labels of all competencies.
func (r *Rubric) labelCompetencies() {
	titles := make(map[string]int)
	for _, c := range r.competencies {
		titles[fold.Key(c.Title())]++
	}
	for _, c := range r.competencies {
		c.sharesTitle = titles[fold.Key(c.Title())] > 1
		c.label = c.String()
		if c.Code() == "" && c.sharesTitle {
			c.label = c.Title() + " (" + c.domain.String() + ")"
		}
	}
	// A title may look like a label, so a label with an id can be that of another competency.
	// Both get an id then, and ids differ.
	for range 3 {
		labels := make(map[string]int)
		for _, c := range r.competencies {
			labels[fold.Key(c.label)]++
		}
		for _, c := range r.competencies {
			if labels[fold.Key(c.label)] > 1 {
				c.label += " (" + c.ID() + ")"
			}
		}
	}
}
