package rubric

import (
	"slices"
	"strconv"
	"strings"
)

// EditionChangeKind is what happened to a part or text between two editions.
type EditionChangeKind string

// The kinds of change.
const (
	PartAdded    EditionChangeKind = "added"    // only the later edition has it
	PartDropped  EditionChangeKind = "dropped"  // only the earlier edition has it
	TextReworded EditionChangeKind = "reworded" // both have the text, in different words
	PartMoved    EditionChangeKind = "moved"    // the part has another place or printed code
	AskedChanged EditionChangeKind = "asked"    // the competency asks other constituencies
	LinkChanged  EditionChangeKind = "changed"  // the link or reference has another address or relation
)

// EditionChange is a difference between two editions. Key is the key of a text (see
// [SourcedText]) or the id of a part, such as a domain, competency or stage. Before and
// After are wordings, titles, places or, for [AskedChanged], the ids of the constituencies
// that are asked, separated by commas and "" for everyone. They are "" if the edition has none.
type EditionChange struct {
	Kind          EditionChangeKind
	Key           string
	Before, After string
}

// Diff returns the changes from one edition to another: the parts that were added, dropped
// or moved or that ask other constituencies, then the texts that were added, dropped or
// reworded. Both are in the order of the later edition, followed by the dropped ones. Texts of added and dropped parts are not
// listed.
//
// A stage or step has moved if its rank has changed. Any other part has moved if its
// printed code, its maturity level or the part that it belongs to has changed. Parts are matched by id.
//
// After the texts follow the links and references of domains and competencies in both
// editions. Their keys are the id and links or references; Before and After are the address
// of a link, and the framework, id, relation and address of a reference. Links are matched by
// their place in the list, references by framework and id. The titles of links and references
// are texts.
//
// Other web addresses, sources, languages and extensions are not compared. Diff panics if a
// rubric is nil.
func Diff(before, after *Rubric) []EditionChange {
	must(notLoaded("Diff", "before", before))
	must(notLoaded("Diff", "after", after))
	old, recent := before.parts(), after.parts()
	var changes []EditionChange
	for _, p := range recent.list {
		was, ok := old.byID[p.id]
		switch {
		case !ok:
			changes = append(changes, EditionChange{PartAdded, p.id, "", p.title})
		case was.place != p.place:
			changes = append(changes, EditionChange{PartMoved, p.id, was.place, p.place})
		}
		if ok && was.asked != p.asked {
			changes = append(changes, EditionChange{AskedChanged, p.id, was.asked, p.asked})
		}
	}
	for _, p := range old.list {
		if _, ok := recent.byID[p.id]; !ok {
			changes = append(changes, EditionChange{PartDropped, p.id, p.title, ""})
		}
	}
	changes = append(changes, textChanges(before, after, old, recent)...)
	return append(changes, linkChanges(before, after)...)
}

// linkChanges returns the changes of links and references of the parts in both editions.
func linkChanges(before, after *Rubric) []EditionChange {
	old := make(map[string]additionalData)
	for _, a := range before.doc.additional() {
		old[a.id] = a
	}
	var changes []EditionChange
	for _, a := range after.doc.additional() {
		was, ok := old[a.id]
		if !ok {
			continue
		}
		for i := range max(len(was.links), len(a.links)) {
			key := a.id + "." + at("links", i)
			switch {
			case i >= len(was.links):
				changes = append(changes, EditionChange{PartAdded, key, "", a.links[i].URL})
			case i >= len(a.links):
				changes = append(changes, EditionChange{PartDropped, key, was.links[i].URL, ""})
			case was.links[i].URL != a.links[i].URL:
				changes = append(changes, EditionChange{LinkChanged, key, was.links[i].URL, a.links[i].URL})
			}
		}
		changes = append(changes, referenceChanges(a.id+".references", was.references, a.references)...)
	}
	return changes
}

func referenceChanges(key string, before, after []ReferenceEntry) []EditionChange {
	describe := func(f ReferenceEntry) string {
		return strings.Join(slices.DeleteFunc([]string{f.reference().String(), f.Relation, f.URL}, func(s string) bool { return s == "" }), ", ")
	}
	find := func(list []ReferenceEntry, f ReferenceEntry) int {
		return slices.IndexFunc(list, func(g ReferenceEntry) bool { return g.Framework == f.Framework && g.ID == f.ID })
	}
	var changes []EditionChange
	for _, f := range after {
		switch i := find(before, f); {
		case i < 0:
			changes = append(changes, EditionChange{PartAdded, key, "", describe(f)})
		case describe(before[i]) != describe(f):
			changes = append(changes, EditionChange{LinkChanged, key, describe(before[i]), describe(f)})
		}
	}
	for _, f := range before {
		if find(after, f) < 0 {
			changes = append(changes, EditionChange{PartDropped, key, describe(f), ""})
		}
	}
	return changes
}

func textChanges(before, after *Rubric, old, recent parts) []EditionChange {
	var changes []EditionChange
	texts := make(map[string]string)
	for t := range before.Texts() {
		texts[t.Key] = t.Text
	}
	seen := make(map[string]bool)
	for t := range after.Texts() {
		seen[t.Key] = true
		was, ok := texts[t.Key]
		switch {
		case ok && was != t.Text:
			changes = append(changes, EditionChange{TextReworded, t.Key, was, t.Text})
		case !ok && old.has(t.Key):
			changes = append(changes, EditionChange{PartAdded, t.Key, "", t.Text})
		}
	}
	for t := range before.Texts() {
		if !seen[t.Key] && recent.has(t.Key) {
			changes = append(changes, EditionChange{PartDropped, t.Key, t.Text, ""})
		}
	}
	return changes
}

// part is a part of a rubric with an id. place is its printed code, its maturity level and the
// part that it belongs to, asked the constituencies that a competency asks.
type part struct {
	id, title, place, asked string
}

type parts struct {
	list []part
	byID map[string]part
}

// has reports whether the part that a text belongs to exists. The document itself always
// does.
func (p parts) has(key string) bool {
	id, _, found := strings.Cut(key, ".")
	if !found {
		return true
	}
	_, ok := p.byID[id]
	return ok
}

func (r *Rubric) parts() parts {
	p := parts{byID: make(map[string]part)}
	add := func(id, title string, place ...string) {
		one := part{id: id, title: title, place: strings.Join(slices.DeleteFunc(place, func(s string) bool { return s == "" }), " in ")}
		if c, ok := r.competencyByID[id]; ok {
			one.asked = c.askedIDs()
		}
		p.list = append(p.list, one)
		p.byID[id] = one
	}
	d := &r.doc
	for _, c := range d.Constituencies {
		add(c.ID, c.Title.Text)
	}
	for _, q := range d.Background {
		add(q.ID, q.Title.Text)
	}
	add(d.Spectrum.ID, d.Spectrum.Title.Text)
	for i, s := range d.Spectrum.Stages {
		add(s.ID, s.Title.Text, strconv.Itoa(i+1), d.Spectrum.ID)
	}
	if ref := d.ReferenceSpectrum; ref != nil {
		add(ref.ID, ref.Title.Text)
		for i, s := range ref.Steps {
			add(s.ID, s.Title.Text, strconv.Itoa(i+1), ref.ID)
		}
	}
	for _, s := range r.strands {
		add(s.ID(), s.Title())
	}
	for _, dom := range r.domains {
		strand := ""
		if s := dom.Strand(); s != nil {
			strand = s.ID()
		}
		add(dom.ID(), dom.Title(), dom.Code(), strand)
		for _, c := range dom.competencies {
			level := ""
			if c.Level() > 0 {
				level = "level " + strconv.Itoa(c.Level())
			}
			add(c.ID(), c.Title(), c.Code(), level, dom.ID())
		}
	}
	for _, s := range d.PromptSets {
		add(s.ID, s.Title.Text, s.Domain, s.Stage, s.Step, s.Theme)
	}
	for _, l := range d.Lists {
		add(l.ID, l.Title.Text)
	}
	for _, e := range d.Resources {
		add(e.ID, e.Title.Text)
	}
	return p
}
