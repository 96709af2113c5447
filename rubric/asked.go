package rubric

import (
	"iter"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Asks reports whether raters of a constituency are asked the competency. It is false for an
// unknown id. If the rubric names no constituencies, it is true for "".
func (c *Competency) Asks(constituency string) bool {
	if len(c.entry.Asked) > 0 {
		return slices.Contains(c.entry.Asked, constituency)
	}
	all := c.rubric.doc.Constituencies
	return len(all) == 0 && constituency == "" ||
		slices.ContainsFunc(all, func(x ConstituencyEntry) bool { return x.ID == constituency })
}

// AsksEveryone reports whether the raters of all constituencies are asked the competency.
func (c *Competency) AsksEveryone() bool {
	for _, x := range c.rubric.doc.Constituencies {
		if !c.Asks(x.ID) {
			return false
		}
	}
	return true
}

// Asked yields the constituencies that are asked the competency, in the order of the
// rubric: all of them if the competency names none.
func (c *Competency) Asked() iter.Seq[Constituency] {
	return func(yield func(Constituency) bool) {
		for x := range c.rubric.Constituencies() {
			if c.Asks(x.ID) && !yield(x) {
				return
			}
		}
	}
}

// askedIDs returns the ids of the constituencies that are asked, separated by commas, or ""
// for everyone.
func (c *Competency) askedIDs() string {
	if c.AsksEveryone() {
		return ""
	}
	var ids []string
	for x := range c.Asked() {
		ids = append(ids, x.ID)
	}
	return strings.Join(ids, ", ")
}

// Wording returns what raters of a constituency read in place of the title when they are
// asked the competency. ok is false if the rubric has no wording for them, so that they
// read the title.
func (c *Competency) Wording(constituency string) (text string, ok bool) {
	t, ok := c.entry.Wordings[constituency]
	return t.Text, ok
}

// TitleFor returns what raters of a constituency read: their wording, or the title if
// there is none, as for an unknown id.
func (c *Competency) TitleFor(constituency string) string {
	if text, ok := c.Wording(constituency); ok {
		return text
	}
	return c.Title()
}

// Asks reports whether raters of a constituency are asked any competency of the domain.
func (d *Domain) Asks(constituency string) bool {
	return slices.ContainsFunc(d.competencies, func(c *Competency) bool { return c.Asks(constituency) })
}

// AskedOf yields the competencies of the domain that raters of a constituency are asked, in printed
// order: what a form for them asks. If the rubric names no constituencies, the constituency is "".
// It yields nothing for an unknown id.
func (d *Domain) AskedOf(constituency string) iter.Seq[*Competency] {
	return func(yield func(*Competency) bool) {
		for _, c := range d.competencies {
			if c.Asks(constituency) && !yield(c) {
				return
			}
		}
	}
}

// AskedOf yields the competencies that raters of a constituency are asked, in printed order. The
// constituency is as in [Domain.AskedOf].
func (r *Rubric) AskedOf(constituency string) iter.Seq[*Competency] {
	return func(yield func(*Competency) bool) {
		for c := range r.Competencies() {
			if c.Asks(constituency) && !yield(c) {
				return
			}
		}
	}
}

// DomainsAskedOf yields the domains in which raters of a constituency are asked any competency, in
// printed order. The constituency is as in [Domain.AskedOf].
func (r *Rubric) DomainsAskedOf(constituency string) iter.Seq[*Domain] {
	return func(yield func(*Domain) bool) {
		for _, d := range r.domains {
			if d.Asks(constituency) && !yield(d) {
				return
			}
		}
	}
}

// AskedConstituencies yields the constituencies that are asked any competency, in the rubric's order. If the
// rubric names none, it yields the zero Constituency, which means all raters, so that a program
// that counts or invites raters by constituency needs no special case.
func (r *Rubric) AskedConstituencies() iter.Seq[Constituency] {
	return func(yield func(Constituency) bool) {
		if len(r.doc.Constituencies) == 0 {
			yield(Constituency{})
			return
		}
		for x := range r.Constituencies() {
			if slices.ContainsFunc(r.domains, func(d *Domain) bool { return d.Asks(x.ID) }) && !yield(x) {
				return
			}
		}
	}
}

// AsksEveryone reports whether the raters of all constituencies are asked all
// competencies, as in a rubric in which no competency names whom it asks.
func (r *Rubric) AsksEveryone() bool { return !r.selective }

// asked checks which constituencies competencies ask, and the wordings for them.
func (c *checker) asked(d *EditionDocument) {
	for i := range d.Domains {
		for j := range d.Domains[i].Competencies {
			comp, path := &d.Domains[i].Competencies[j], at(at("domains", i)+".competencies", j)
			for k, id := range comp.Asked {
				if c.constituencies.lacks(id) {
					c.add(at(path+".asked", k), problem.UnknownConstituency, "no constituency has the id "+source.Quote(id), c.constituencyHint(id))
				}
			}
			c.wordings(comp, path)
		}
	}
}

func (c *checker) wordings(comp *CompetencyEntry, path string) {
	for id := range comp.Wordings {
		at := source.JoinPath(path+".wordings", id)
		switch {
		case c.constituencies.lacks(id):
			c.addAt(source.LookupKey(c.root, at), at, problem.UnknownConstituency, "no constituency has the id "+source.Quote(id), c.constituencyHint(id))
		case len(comp.Asked) > 0 && !slices.Contains(comp.Asked, id) && !c.askedUnread(comp, path):
			c.addAt(source.LookupKey(c.root, at), at, problem.NotAsked, "the constituency "+source.Quote(id)+" is not asked this competency", "add it to asked, or remove the wording")
		}
	}
}

// askedUnread reports whether some id in the list of the constituencies that are asked may
// be meant for another one.
func (c *checker) askedUnread(comp *CompetencyEntry, path string) bool {
	if c.unread[path+".asked"] {
		return true
	}
	for k, id := range comp.Asked {
		if c.unread[at(path+".asked", k)] || c.constituencies.lacks(id) {
			return true
		}
	}
	return false
}

func (c *checker) constituencyHint(id string) string {
	if len(c.constituencies.ids) == 0 {
		return "the rubric names no constituencies; list them under constituencies"
	}
	return c.hint(id, c.constituencies.ids)
}
