package rubric

import (
	"iter"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Link is a link to something to read. URL begins with https://, http:// or mailto:.
type Link struct {
	Title, URL string
}

// ReferenceRelation is how a domain or competency relates to a part of another framework.
// The values are the mapping relations of SKOS (W3C Recommendation of 18 August 2009, section
// 10). "" means that the rubric does not say.
type ReferenceRelation string

// The relations to a part of another framework.
const (
	ExactReference    ReferenceRelation = "exact"    // both mean the same
	CloseReference    ReferenceRelation = "close"    // both mean nearly the same
	BroaderReference  ReferenceRelation = "broader"  // the framework's part covers more
	NarrowerReference ReferenceRelation = "narrower" // the framework's part covers less
	RelatedReference  ReferenceRelation = "related"  // they have to do with each other
)

// Reference is a part of another framework that a domain or competency corresponds to, such
// as a control of a standard or a priority of a state.
type Reference struct {
	Framework string            // such as "NIST CSF 2.0"
	ID        string            // what the framework calls the part, such as "GV.OC-01"
	Relation  ReferenceRelation // may be ""
	Title     string            // what the part is called; may be ""
	URL       string            // an http or https address, or ""
}

// String returns the title.
func (l Link) String() string { return l.Title }

// String returns the framework and the id.
func (f Reference) String() string { return strings.TrimSpace(f.Framework + " " + f.ID) }

// Guidance yields what helps to understand, rate or improve the domain.
func (d *Domain) Guidance() iter.Seq[string] { return texts(d.entry.Guidance) }

// Links yields where to read more about the domain.
func (d *Domain) Links() iter.Seq[Link] { return links(d.entry.Links) }

// References yields what the domain corresponds to in other frameworks.
func (d *Domain) References() iter.Seq[Reference] { return references(d.entry.References) }

// Guidance yields what helps to understand, rate or improve the competency.
func (c *Competency) Guidance() iter.Seq[string] { return texts(c.entry.Guidance) }

// Links yields where to read more about the competency.
func (c *Competency) Links() iter.Seq[Link] { return links(c.entry.Links) }

// References yields what the competency corresponds to in other frameworks. Those of its
// domain are not among them.
func (c *Competency) References() iter.Seq[Reference] { return references(c.entry.References) }

func links(list []LinkEntry) iter.Seq[Link] {
	return func(yield func(Link) bool) {
		for _, e := range list {
			if !yield(Link{Title: e.Title.Text, URL: e.URL}) {
				return
			}
		}
	}
}

func references(list []ReferenceEntry) iter.Seq[Reference] {
	return func(yield func(Reference) bool) {
		for _, e := range list {
			if !yield(e.reference()) {
				return
			}
		}
	}
}

func (e ReferenceEntry) reference() Reference {
	return Reference{Framework: e.Framework, ID: e.ID, Relation: ReferenceRelation(e.Relation), Title: e.Title.Text, URL: e.URL}
}

// Frameworks yields the names of the frameworks that domains and competencies refer to, in
// the order of the document. A name that differs in letter case only is not yielded again.
func (r *Rubric) Frameworks() iter.Seq[string] {
	var names []string
	for _, a := range r.doc.additional() {
		for _, f := range a.references {
			if !slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, f.Framework) }) {
				names = append(names, f.Framework)
			}
		}
	}
	return slices.Values(names)
}

// Aligned yields the competencies that refer to a part of a framework with one of the given
// ids, or to any part if there are no ids. A competency of a domain that does is one of them.
// Letter case makes no difference.
func (r *Rubric) Aligned(framework string, ids ...string) iter.Seq[*Competency] {
	matches := func(f Reference) bool {
		return strings.EqualFold(f.Framework, framework) &&
			(len(ids) == 0 || slices.ContainsFunc(ids, func(id string) bool { return strings.EqualFold(id, f.ID) }))
	}
	return func(yield func(*Competency) bool) {
		for _, c := range r.competencies {
			all := slices.AppendSeq(slices.Collect(c.References()), c.domain.References())
			if slices.ContainsFunc(all, matches) && !yield(c) {
				return
			}
		}
	}
}

// additionalData is what a domain or competency has besides its own wording.
type additionalData struct {
	id, path   string
	links      []LinkEntry
	references []ReferenceEntry
}

// additional returns the additional data of every domain, each followed by that of its
// competencies.
func (d *EditionDocument) additional() []additionalData {
	var all []additionalData
	for i, dom := range d.Domains {
		path := at("domains", i)
		all = append(all, additionalData{dom.ID, path, dom.Links, dom.References})
		for j, c := range dom.Competencies {
			all = append(all, additionalData{c.ID, at(path+".competencies", j), c.Links, c.References})
		}
	}
	return all
}

// externalReferences reports parts of a framework that a domain or competency refers to twice.
func (c *checker) externalReferences(d *EditionDocument) {
	for _, a := range d.additional() {
		seen := make(map[string]bool)
		for i, f := range a.references {
			key := strings.ToLower(f.Framework + "\x00" + f.ID)
			if seen[key] && f.ID != "" {
				c.add(at(a.path+".references", i), problem.DuplicateReference, source.Quote(f.reference().String())+" is in the list already", "remove one of the two")
			}
			seen[key] = true
		}
	}
}
