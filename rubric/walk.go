package rubric

import "strconv"

// visit is called for a text of a document. key is the text's stable name
// (building-relationships.prompts[0]), path its place in the document
// (domains[0].prompts[0]) and source the id of its source.
type visit func(key, path string, t *TextEntry, source string)

// walk visits every text of the document in the order of the keys of [EditionDocument].
// f may change the texts.
func (d *EditionDocument) walk(f visit) {
	root := scope{f: f, source: d.Source}
	root.text("title", &d.Title)
	root.text("notice", &d.Notice)
	root.text("citation", &d.Citation)
	root.text("definition", &d.Definition)
	root.texts("notes", d.Notes)
	for i := range d.Constituencies {
		c := &d.Constituencies[i]
		root.inner("constituencies", i, c.ID, c.Source).text("title", &c.Title)
	}
	for i := range d.Background {
		q := &d.Background[i]
		q.walk(root.inner("background", i, q.ID, q.Source))
	}
	d.walkSpectrum(root)
	if d.ReferenceSpectrum != nil {
		d.ReferenceSpectrum.walk(root)
	}
	for i := range d.Strands {
		s := &d.Strands[i]
		in := root.inner("strands", i, s.ID, s.Source)
		in.text("title", &s.Title)
		in.text("introduction", &s.Introduction)
	}
	for i := range d.Domains {
		d.Domains[i].walk(root.inner("domains", i, d.Domains[i].ID, d.Domains[i].Source), d.Constituencies, d.Spectrum.Stages)
	}
	for i := range d.PromptSets {
		s := &d.PromptSets[i]
		in := root.inner("prompt_sets", i, s.ID, s.Source)
		in.text("title", &s.Title)
		in.text("introduction", &s.Introduction)
		in.texts("prompts", s.Prompts)
	}
	for i := range d.Lists {
		l := &d.Lists[i]
		in := root.inner("lists", i, l.ID, l.Source)
		in.text("title", &l.Title)
		in.texts("items", l.Items)
	}
	for i := range d.Resources {
		r := &d.Resources[i]
		in := root.inner("resources", i, r.ID, r.Source)
		in.text("title", &r.Title)
		in.text("description", &r.Description)
	}
}

func (d *EditionDocument) walkSpectrum(root scope) {
	in := root.field("spectrum", d.Spectrum.ID, d.Spectrum.Source)
	in.text("title", &d.Spectrum.Title)
	for i := range d.Spectrum.Stages {
		s := &d.Spectrum.Stages[i]
		stage := in.inner("stages", i, s.ID, s.Source)
		stage.text("title", &s.Title)
		stage.text("summary", &s.Summary)
		stage.texts("messages", s.Messages)
	}
}

func (r *ReferenceSpectrumEntry) walk(root scope) {
	in := root.field("reference_spectrum", r.ID, r.Source)
	in.text("title", &r.Title)
	in.text("alignment", &r.Alignment)
	for i := range r.Steps {
		s := &r.Steps[i]
		step := in.inner("steps", i, s.ID, s.Source)
		step.text("title", &s.Title)
		step.text("introduction", &s.Introduction)
		step.texts("prompts", s.Prompts)
	}
}

func (d *DomainEntry) walk(in scope, constituencies []ConstituencyEntry, stages []StageEntry) {
	in.text("title", &d.Title)
	in.text("summary", &d.Summary)
	in.text("belief", &d.Belief)
	in.text("impact", &d.Impact)
	in.texts("prompts", d.Prompts)
	in.additional(d.Guidance, d.Links, d.References)
	for i := range d.Competencies {
		c := &d.Competencies[i]
		comp := in.inner("competencies", i, c.ID, c.Source)
		comp.text("title", &c.Title)
		comp.text("summary", &c.Summary)
		for _, s := range constituencies {
			comp.entry("wordings", s.ID, c.Wordings)
		}
		for _, s := range stages {
			comp.entry("descriptors", s.ID, c.Descriptors)
		}
		comp.additional(c.Guidance, c.Links, c.References)
	}
}

// additional visits the texts of additional data.
func (s scope) additional(guidance []TextEntry, links []LinkEntry, references []ReferenceEntry) {
	s.texts("guidance", guidance)
	for i := range links {
		s.text(at("links", i)+".title", &links[i].Title)
	}
	for i := range references {
		s.text(at("references", i)+".title", &references[i].Title)
	}
}

// scope is an object that contains the texts being visited.
type scope struct {
	f            visit
	id           string
	path, source string
}

func (s scope) inner(list string, i int, id, src string) scope {
	return s.field(list+"["+strconv.Itoa(i)+"]", id, src)
}

func (s scope) field(name, id, src string) scope {
	if src == "" {
		src = s.source
	}
	if s.path != "" {
		name = s.path + "." + name
	}
	return scope{f: s.f, id: id, path: name, source: src}
}

func (s scope) text(field string, t *TextEntry) {
	if t.Text == "" {
		return
	}
	key, path := field, field
	if s.id != "" {
		key = s.id + "." + field
	}
	if s.path != "" {
		path = s.path + "." + field
	}
	src := t.Source
	if src == "" {
		src = s.source
	}
	s.f(key, path, t, src)
}

// entry visits the text of an object of texts by id, if it is there.
func (s scope) entry(field, id string, texts map[string]TextEntry) {
	t, ok := texts[id]
	if !ok {
		return
	}
	before := t
	s.text(field+"."+id, &t)
	if t != before {
		texts[id] = t
	}
}

func (s scope) texts(field string, list []TextEntry) {
	for i := range list {
		s.text(field+"["+strconv.Itoa(i)+"]", &list[i])
	}
}
