package rubric

import (
	"encoding/json"
	"iter"

	"github.com/waymark-go/waymark/internal/source"
)

// Extensions are keys that begin with x- and that anyone may add to an object of a rubric,
// overlay or crosswalk document, such as the number of a competency in another system. They
// are the text of a JSON object, or "" for none:
//
//	rubric.CompetencyEntry{ID: "listening", Extensions: `{"x-crm": {"field": 71}}`}
//
// Values can be any JSON value. The loaders keep them: the order of keys and the digits of
// numbers are as in the document. Nothing in this module uses them.
//
// Writing a document returns an error if Extensions is not a JSON object all of whose keys
// are different and begin with x-.
type Extensions string

// All yields the keys in the order of the document, with their values as JSON. It yields
// nothing if e is not a JSON object.
func (e Extensions) All() iter.Seq2[string, json.RawMessage] {
	return iter.Seq2[string, json.RawMessage](source.Members(string(e)))
}

// Get returns the value of a key as JSON, and false if there is no such key.
func (e Extensions) Get(key string) (json.RawMessage, bool) {
	for k, value := range e.All() {
		if k == key {
			return value, true
		}
	}
	return nil, false
}

// Extensions returns the keys that begin with x- of the part of the rubric with the given id,
// such as a domain, a stage or a source, or "" if it has none. The id "" means the document.
// ok is false if nothing has the id. [Rubric.Document] has the extensions of texts too.
func (r *Rubric) Extensions(id string) (e Extensions, ok bool) {
	r.doc.extended(func(part string, found *Extensions) {
		if part == id && id != noID {
			e, ok = *found, true
		}
	})
	return e, ok
}

// Extensions returns the domain's keys that begin with x-, or "".
func (d *Domain) Extensions() Extensions { return d.entry.Extensions }

// Extensions returns the competency's keys that begin with x-, or "".
func (c *Competency) Extensions() Extensions { return c.entry.Extensions }

// noID is what extended calls objects without an id. It is not an id.
const noID = " "

// extended visits the extensions of every object of the document except texts. id is the
// object's id, "" for the document itself. f may change them.
func (d *EditionDocument) extended(f func(id string, e *Extensions)) {
	f("", &d.Extensions)
	for i := range d.Sources {
		f(d.Sources[i].ID, &d.Sources[i].Extensions)
	}
	for i := range d.Constituencies {
		f(d.Constituencies[i].ID, &d.Constituencies[i].Extensions)
	}
	for i := range d.Background {
		q := &d.Background[i]
		f(q.ID, &q.Extensions)
		for j := range q.Options {
			f(noID, &q.Options[j].Extensions) // its id is not unique
		}
	}
	f(d.Spectrum.ID, &d.Spectrum.Extensions)
	for i := range d.Spectrum.Stages {
		f(d.Spectrum.Stages[i].ID, &d.Spectrum.Stages[i].Extensions)
	}
	if r := d.ReferenceSpectrum; r != nil {
		f(r.ID, &r.Extensions)
		for i := range r.Steps {
			f(r.Steps[i].ID, &r.Steps[i].Extensions)
		}
	}
	for i := range d.Strands {
		f(d.Strands[i].ID, &d.Strands[i].Extensions)
	}
	for i := range d.Domains {
		dom := &d.Domains[i]
		f(dom.ID, &dom.Extensions)
		for j := range dom.Competencies {
			f(dom.Competencies[j].ID, &dom.Competencies[j].Extensions)
		}
	}
	for _, a := range d.additional() {
		for i := range a.links {
			f(noID, &a.links[i].Extensions)
		}
		for i := range a.references {
			f(noID, &a.references[i].Extensions)
		}
	}
	for i := range d.PromptSets {
		f(d.PromptSets[i].ID, &d.PromptSets[i].Extensions)
	}
	for i := range d.Lists {
		f(d.Lists[i].ID, &d.Lists[i].Extensions)
	}
	for i := range d.Resources {
		f(d.Resources[i].ID, &d.Resources[i].Extensions)
	}
}

// withoutExtensions returns the document without extensions: d itself if it has none.
func (d *EditionDocument) withoutExtensions() *EditionDocument {
	found := false
	d.extended(func(_ string, e *Extensions) { found = found || *e != "" })
	d.walk(func(_, _ string, t *TextEntry, _ string) { found = found || t.Extensions != "" })
	if !found {
		return d
	}
	bare := d.clone()
	bare.extended(func(_ string, e *Extensions) { *e = "" })
	bare.walk(func(_, _ string, t *TextEntry, _ string) { t.Extensions = "" })
	return &bare
}
