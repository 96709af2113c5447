package form

import (
	"strings"

	"github.com/waymark-go/waymark/rubric"
)

// worded returns the constituencies that have a wording of their own for a competency.
func worded(c *rubric.Competency) []rubric.Constituency {
	var list []rubric.Constituency
	for x := range c.Asked() {
		if _, ok := c.Wording(x.ID); ok {
			list = append(list, x)
		}
	}
	return list
}

// wording returns what the raters of a constituency read in place of the title, with the
// printed number before it.
func (e *edition) wording(c *rubric.Competency, constituency string) text {
	return e.text(c.ID()+".wordings."+constituency, func(r *rubric.Rubric) string {
		local, _ := r.Competency(c.ID())
		wording, _ := local.Wording(constituency)
		return strings.TrimSpace(local.Code() + " " + wording)
	})
}

// condition returns the condition that the rater speaks from one of some constituencies, in
// the form that XLSForm and SurveyJS share. question is how the form refers to the answer.
// It is "" if these are all constituencies.
func (e *edition) condition(question string, asks func(constituency string) bool) string {
	var all []string
	count := 0
	for x := range e.Constituencies() {
		if count++; asks(x.ID) {
			all = append(all, question+" = '"+x.ID+"'")
		}
	}
	if len(all) == count {
		return ""
	}
	if len(all) == 0 {
		return question + " = 'nobody '" // no id has a space
	}
	return strings.Join(all, " or ")
}

// asksTitle returns a function that reports whether a constituency is asked a competency by
// its title, and not by a wording.
func asksTitle(c *rubric.Competency) func(constituency string) bool {
	return func(constituency string) bool {
		_, worded := c.Wording(constituency)
		return c.Asks(constituency) && !worded
	}
}
