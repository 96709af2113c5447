package rubric_test

import (
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// several has three or more of everything that a rubric can have, so that a rule that misses the
// first, the last or those in between is noticed.
const several = `format: rubric/1
id: circle
edition: "1"
title: Our circle
language: en
notice: Ours
citation: Circle (2026)
definition: A circle is round.
notes: [First note, Second note, Third note]
sources:
  - {id: book, title: The Book}
  - {id: film, title: The Film}
  - {id: song, title: The Song}
source: book
constituencies:
  - {id: reader, title: Readers}
  - {id: writer, title: Writers}
  - {id: singer, title: Singers}
background:
  - {id: age, title: Age, options: [{id: young, title: Young}, {id: grown, title: Grown up}, {id: old, title: Old}]}
  - {id: town, title: Town, options: [{id: north, title: North}, {id: middle, title: Middle}, {id: south, title: South}]}
  - {id: years, title: Years, options: [{id: few, title: Few}, {id: some, title: Some}, {id: many, title: Many}]}
spectrum:
  id: growth
  title: Growth
  stages:
    - {id: seed, title: Seed, summary: Hardly there, messages: [Wait, Listen, Look], steps: [hear]}
    - {id: bush, title: Bush, summary: Nearly there, messages: [Grow, Stay, Hold], steps: [talk]}
    - {id: tree, title: Tree, summary: There, messages: [Speak, Sing, Rest], steps: [act]}
reference_spectrum:
  id: ladder
  title: Ladder
  alignment: Our own alignment
  steps:
    - {id: hear, title: Hear, introduction: Hearing is first., prompts: ["Who hears?", "What?", "When?"]}
    - {id: talk, title: To talk, introduction: Talking is second., prompts: ["Who talks?", "About what?", "How long?"]}
    - {id: act, title: Act, introduction: Acting is last., prompts: ["Who acts?", "How?", "Where?"]}
strands:
  - {id: outside, title: Outside, introduction: In the open., domains: [meeting]}
  - {id: inside, title: Inside, introduction: Under a roof., domains: [reading]}
  - {id: around, title: Around, introduction: On the way., domains: [leaving]}
domains:
  - id: meeting
    code: "1"
    title: Meeting
    summary: How we meet
    belief: Meeting matters.
    impact: We meet again.
    prompts: ["Where do we meet?", "When do we?", "Why do we?"]
    guidance: [Look at the door., Look at the chairs., Look at the clock.]
    links:
      - {title: Doors, url: "https://example.org/doors"}
      - {title: Chairs, url: "https://example.org/chairs"}
      - {title: Clocks, url: "https://example.org/clocks"}
    references:
      - {framework: Houses, id: "1", title: First house}
      - {framework: Houses, id: "2", title: Second house}
      - {framework: Streets, id: "3", title: Third street}
    competencies:
      - id: welcome
        code: "1.1"
        title: We welcome
        summary: Everyone is welcome.
        wordings: {reader: Readers welcome, writer: Writers welcome, singer: Singers welcome}
        descriptors: {seed: Few are welcomed., bush: Many are welcomed., tree: All are welcomed.}
        guidance: [Think of Monday., Think of Tuesday., Think of Wednesday.]
        links:
          - {title: Mondays, url: "https://example.org/monday"}
          - {title: Tuesdays, url: "https://example.org/tuesday"}
          - {title: Wednesdays, url: "https://example.org/wednesday"}
        references:
          - {framework: Days, id: "1", title: Day one}
          - {framework: Days, id: "2", title: Day two}
          - {framework: Nights, id: "3", title: Night three}
      - {id: thanks, code: "1.2", title: We thank, level: 1}
      - {id: greeting, code: "1.3", title: We greet, level: 3}
  - id: reading
    code: "2"
    title: Reading
    competencies:
      - {id: aloud, code: "2.1", title: We read aloud, asked: [writer, singer]}
      - {id: alone, code: "2.2", title: We read alone, asked: [reader, singer], level: 2}
      - {id: together, code: "2.3", title: We read together, asked: [reader, writer]}
  - id: leaving
    code: "3"
    title: Leaving
    competencies:
      - {id: early, code: "3.1", title: We leave early}
      - {id: late, code: "3.2", title: We leave late}
      - {id: never, code: "3.3", title: We never leave}
prompt_sets:
  - {id: look-back, title: Look back, theme: ending, introduction: Take your time., prompts: ["What was good?", "What was bad?", "What else?"]}
  - {id: look-round, title: Look round, domain: meeting, introduction: Stand up., prompts: ["Who is here?", "Who left?", "Who comes?"]}
  - {id: look-up, title: Look up, stage: tree, introduction: Sit down., prompts: ["How high?", "How wide?", "How old?"]}
  - {id: look-ahead, title: Look ahead, step: act, introduction: Lie down., prompts: ["What next?", "What then?", "What last?"]}
lists:
  - {id: rules, title: Rules, items: [Be on time, Be kind, Be quiet]}
  - {id: aims, title: Aims, items: [Peace, Rest, Joy]}
  - {id: tools, title: Tools, items: [Pen, Paper, Ink]}
resources:
  - {id: novel, title: The Novel, description: It is long., url: "https://example.org/novel"}
  - {id: poem, title: The Poem, description: It is short., url: "https://example.org/poem"}
  - {id: essay, title: The Essay, description: It is dry., url: "https://example.org/essay"}
`

var severalRubric = sync.OnceValue(func() *rubric.Rubric {
	r, err := rubric.Load("several.yaml", []byte(several), nil)
	if err != nil {
		panic(err)
	}
	return r
})

// object is a struct in a document and its path there.
type object struct {
	path string
	v    reflect.Value
}

// field returns a field of the object, or nil if it has none with this name and type.
func field[T any](o object, name string) *T {
	if f := o.v.FieldByName(name); f.IsValid() {
		p, _ := f.Addr().Interface().(*T)
		return p
	}
	return nil
}

func isText(o object) bool { return o.v.Type() == reflect.TypeFor[rubric.TextEntry]() }

// objects yields the objects of a document, itself first, except those in maps. Texts that are ""
// are left out.
func objects(d *rubric.EditionDocument) iter.Seq[object] {
	return func(yield func(object) bool) {
		var visit func(v reflect.Value, path string) bool
		visit = func(v reflect.Value, path string) bool {
			switch v.Kind() {
			case reflect.Pointer:
				return v.IsNil() || visit(v.Elem(), path)
			case reflect.Slice:
				for i := range v.Len() {
					if !visit(v.Index(i), fmt.Sprintf("%s[%d]", path, i)) {
						return false
					}
				}
			case reflect.Struct:
				o := object{path, v}
				if isText(o) && *field[string](o, "Text") == "" {
					return true
				}
				if !yield(o) {
					return false
				}
				for i := range v.NumField() {
					name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
					if !visit(v.Field(i), strings.TrimPrefix(path+"."+name, ".")) {
						return false
					}
				}
			}
			return true
		}
		visit(reflect.ValueOf(d).Elem(), "")
	}
}

// changedAt returns the document several after a change of the object at a path.
func changedAt(t *testing.T, path string, change func(object)) rubric.EditionDocument {
	t.Helper()
	d := severalRubric().Document()
	for o := range objects(&d) {
		if o.path == path {
			change(o)
			return d
		}
	}
	t.Fatalf("no object %q", path)
	return d
}

// pathsOf returns the paths of the objects of the document several that fit.
func pathsOf(t *testing.T, fits func(object) bool) (paths []string) {
	t.Helper()
	d := severalRubric().Document()
	for o := range objects(&d) {
		if fits(o) {
			paths = append(paths, o.path)
		}
	}
	if len(paths) < 20 {
		t.Fatalf("only %d objects: %q", len(paths), paths)
	}
	return paths
}

// hasID reports whether an object has an id that nothing else in the document may have.
func hasID(o object) bool {
	switch o.v.Type() {
	case reflect.TypeFor[rubric.EditionDocument](), reflect.TypeFor[rubric.BackgroundOptionEntry](), reflect.TypeFor[rubric.ReferenceEntry]():
		return false
	}
	return field[string](o, "ID") != nil
}

// one checks that an error is of exactly one problem, with a code and one of the paths.
func one(t *testing.T, what string, err error, code problem.Code, paths ...string) {
	t.Helper()
	ps, _ := problem.Of(err)
	if len(ps) != 1 || ps[0].Code != code || !slices.Contains(paths, ps[0].Path) {
		t.Errorf("%s: error %v, want one %s at %q", what, err, code, paths)
	}
}

// An id that is given twice is a problem, whatever the two things are.
func TestEveryIDIsUnique(t *testing.T) {
	for _, path := range pathsOf(t, hasID) {
		twin := "spectrum"
		if path == twin {
			twin = "reference_spectrum"
		}
		d := severalRubric().Document()
		id := d.Spectrum.ID
		if twin != "spectrum" {
			id = d.ReferenceSpectrum.ID
		}
		d = changedAt(t, path, func(o object) { *field[string](o, "ID") = id })
		_, err := rubric.New(d)
		ps, _ := problem.Of(err)
		ps = slices.DeleteFunc(ps, func(p problem.Problem) bool { return p.Code != problem.DuplicateID }) // others are of references
		one(t, path, ps.Err(), problem.DuplicateID, path+".id", twin+".id")
	}
	for i := range 3 {
		for j := range i {
			d := severalRubric().Document()
			d.Background[2].Options[i].ID = d.Background[2].Options[j].ID
			_, err := rubric.New(d)
			one(t, "option", err, problem.DuplicateID, fmt.Sprintf("background[2].options[%d].id", i))
		}
	}
}

// A source that does not exist is a problem at each object and text that can name one.
func TestEverySourceIsKnown(t *testing.T) {
	d := severalRubric().Document()
	var want, got []string
	for o := range objects(&d) {
		if s := field[string](o, "Source"); s != nil {
			*s = "nowhere"
			want = append(want, strings.TrimPrefix(o.path+".source", "."))
		}
	}
	for _, key := range []string{"seed", "bush", "tree"} {
		d.Domains[0].Competencies[0].Descriptors[key] = rubric.TextEntry{Text: "x", Source: "nowhere"}
		want = append(want, "domains[0].competencies[0].descriptors."+key+".source")
	}
	_, err := rubric.New(d)
	ps, _ := problem.Of(err)
	for _, p := range ps {
		if got = append(got, p.Path); p.Code != problem.UnknownSource {
			t.Errorf("problem %v", p)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// If a document lists sources, a text without one is a problem that tells how many there are.
func TestTextsWithoutASource(t *testing.T) {
	bare := func() rubric.EditionDocument {
		d := severalRubric().Document()
		d.Source = ""
		for o := range objects(&d) {
			if s := field[string](o, "Source"); s != nil && o.path != "" {
				*s = "film"
			}
		}
		return d
	}
	d := bare()
	if _, err := rubric.New(d); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		without []*rubric.TextEntry
		want    string
	}{
		{[]*rubric.TextEntry{&d.Citation}, "citation: missing-source: the document lists sources and this text has none;"},
		{[]*rubric.TextEntry{&d.Citation, &d.Notes[1]}, "citation: missing-source: the document lists sources and this text has none, nor do 1 more;"},
		{[]*rubric.TextEntry{&d.Definition, &d.Notes[1], &d.Notes[2]}, "definition: missing-source: the document lists sources and this text has none, nor do 2 more;"},
	} {
		for _, text := range tt.without {
			text.Source = ""
		}
		_, err := rubric.New(d)
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("error %v, want %s", err, tt.want)
		}
		for _, text := range tt.without {
			text.Source = "film"
		}
	}
	// Another unreadable value does not hide the problem, and an unreadable source does.
	for _, tt := range []struct {
		replace []string
		want    []problem.Code
	}{
		{[]string{"source: book\n", "", "notice: Ours", "notice: [7]"}, []problem.Code{problem.MissingSource, problem.WrongType}},
		{[]string{"source: book\n", "source: [7]\n"}, []problem.Code{problem.WrongType}},
		{[]string{"source: book\n", "", "title: Reading", "title: Reading\n    source: [7]"}, []problem.Code{problem.WrongType}},
	} {
		_, err := rubric.Load("r.yaml", []byte(strings.NewReplacer(tt.replace...).Replace(several)), nil)
		ps, _ := problem.Of(err)
		var got []problem.Code
		for _, p := range ps {
			got = append(got, p.Code)
		}
		slices.Sort(got)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s%v", tt.replace, diff, err)
		}
	}
}

// Extensions of any object are kept and do not change the digest. They are found by its id.
func TestExtensionsOfEveryObject(t *testing.T) {
	d := severalRubric().Document()
	want := map[string]rubric.Extensions{"nothing": ""}
	n := 0
	for o := range objects(&d) {
		e := field[rubric.Extensions](o, "Extensions")
		if e == nil {
			continue
		}
		n++
		*e = rubric.Extensions(fmt.Sprintf(`{"x-n":%d}`, n))
		if o.path == "" {
			want[""] = *e
		} else if hasID(o) {
			want[*field[string](o, "ID")] = *e
		}
	}
	r, err := rubric.New(d)
	if err != nil {
		t.Fatal(err)
	}
	if r.Ref() != severalRubric().Ref() {
		t.Error("extensions change the digest")
	}
	for id, want := range want {
		if got, ok := r.Extensions(id); got != want || ok != (id != "nothing") {
			t.Errorf("extensions of %q are %q, %t, want %q", id, got, ok, want)
		}
	}
	if diff := cmp.Diff(d, r.Document()); diff != "" || n < 150 {
		t.Errorf("%d extensions (-want +got):\n%s", n, diff)
	}
	// One extension, of an object that has no others around it.
	for _, path := range []string{"", "notes[2]", "sources[1]", "background[2].options[2]", "domains[0].links[0]", "domains[0].competencies[0].references[2].title", "resources[2]"} {
		r, err := rubric.New(changedAt(t, path, func(o object) { *field[rubric.Extensions](o, "Extensions") = `{"x-n":1}` }))
		if err != nil || r.Ref() != severalRubric().Ref() {
			t.Errorf("%q: error %v, or another digest", path, err)
		}
	}
}

// Each text has its key, and is compared between editions.
func TestEveryTextIsCompared(t *testing.T) {
	original := severalRubric()
	d := original.Document()
	n := 0
	for o := range objects(&d) {
		if isText(o) {
			*field[string](o, "Text") += " changed"
			n++
		}
	}
	c := d.Domains[0].Competencies[0]
	for _, texts := range []map[string]rubric.TextEntry{c.Wordings, c.Descriptors} {
		for id, text := range texts {
			texts[id] = rubric.TextEntry{Text: text.Text + " changed"}
			n++
		}
	}
	r, err := rubric.New(d)
	if err != nil {
		t.Fatal(err)
	}
	var want []rubric.EditionChange
	for text := range original.Texts() {
		want = append(want, rubric.EditionChange{Kind: rubric.TextReworded, Key: text.Key, Before: text.Text, After: text.Text + " changed"})
	}
	if diff := cmp.Diff(want, rubric.Diff(original, r)); diff != "" || len(want) != n || len(slices.Collect(r.Texts())) != n {
		t.Errorf("%d texts, want %d; changes (-want +got):\n%s", len(want), n, diff)
	}
}

// without removes what refers to an id, so that the document is valid without it.
func without(d *rubric.EditionDocument, id string) {
	same := func(s string) bool { return s == id }
	for i := range d.Spectrum.Stages {
		d.Spectrum.Stages[i].Steps = slices.DeleteFunc(d.Spectrum.Stages[i].Steps, same)
	}
	d.Strands = slices.DeleteFunc(d.Strands, func(s rubric.StrandEntry) bool { return slices.Contains(s.Domains, id) })
	d.PromptSets = slices.DeleteFunc(d.PromptSets, func(s rubric.PromptSetEntry) bool { return s.Domain == id || s.Stage == id || s.Step == id })
	for i := range d.Domains {
		for j := range d.Domains[i].Competencies {
			c := &d.Domains[i].Competencies[j]
			c.Asked = slices.DeleteFunc(c.Asked, same)
			delete(c.Wordings, id)
			delete(c.Descriptors, id)
		}
	}
}

// A part that only one of two editions has is added or dropped.
func TestEveryPartIsCompared(t *testing.T) {
	original := severalRubric()
	tried := 0
	for path := range slices.Values(pathsOf(t, hasID)) {
		list, place, ok := strings.Cut(strings.TrimSuffix(path, "]"), "[")
		if !ok || strings.HasPrefix(path, "sources") {
			continue
		}
		if at := strings.LastIndex(path, "["); at > len(list) { // of a domain
			list, place = path[:at], strings.TrimSuffix(path[at+1:], "]")
		}
		d := severalRubric().Document()
		var id, title string
		changes := func() {
			for o := range objects(&d) {
				if o.path == path {
					id = *field[string](o, "ID")
					title = field[rubric.TextEntry](o, "Title").Text
				}
			}
			for o := range objects(&d) {
				for i := range o.v.NumField() {
					name, _, _ := strings.Cut(o.v.Type().Field(i).Tag.Get("json"), ",")
					if strings.TrimPrefix(o.path+"."+name, ".") == list {
						var k int
						_, _ = fmt.Sscan(place, &k)
						f := o.v.Field(i)
						f.Set(reflect.AppendSlice(f.Slice3(0, k, k), f.Slice(k+1, f.Len())))
						return
					}
				}
			}
		}
		changes()
		without(&d, id)
		r, err := rubric.New(d)
		if err != nil {
			t.Errorf("without %s: %v", id, err)
			continue
		}
		tried++
		if got, want := rubric.Diff(original, r), (rubric.EditionChange{Kind: rubric.PartDropped, Key: id, Before: title}); !slices.Contains(got, want) {
			t.Errorf("without %s: %v", id, got)
		}
		if got, want := rubric.Diff(r, original), (rubric.EditionChange{Kind: rubric.PartAdded, Key: id, After: title}); !slices.Contains(got, want) {
			t.Errorf("with %s: %v", id, got)
		}
	}
	if tried < 35 {
		t.Errorf("%d parts were dropped", tried)
	}
}

// named is an iterator of a rubric that yields names.
type named struct {
	what string
	seq  iter.Seq[string]
	want string // with spaces between
}

func names[T any](what string, seq iter.Seq[T], name func(T) string, want string) named {
	return named{what, func(yield func(string) bool) {
		for x := range seq {
			if !yield(name(x)) {
				return
			}
		}
	}, want}
}

// Iterators yield everything in order, and end when the caller wants no more.
func TestIterators(t *testing.T) {
	r := severalRubric()
	d, _ := r.Domain("meeting")
	c, _ := r.Competency("welcome")
	aloud, _ := r.Competency("aloud")
	reading, _ := r.Domain("reading")
	companion, err := rubric.LoadCompanion("c.yaml", []byte(`format: companion/1
rubric: circle
language: en
notes: [One, Two, Three]
sources: [{id: a, title: A}, {id: b, title: B}, {id: c, title: C}]
source: a
themes: [{id: ending, title: Ending, domains: [meeting, reading]}]
sections: [{id: x, title: X, texts: [1st, 2nd]}, {id: y, title: Y, texts: [3rd]}, {id: z, title: Z, texts: [4th]}]
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	self := func(s string) string { return strings.ReplaceAll(s, " ", "_") }
	link := func(l rubric.Link) string { return l.Title }
	reference := func(f rubric.Reference) string { return self(f.String()) }
	constituency := func(x rubric.Constituency) string { return x.ID }
	competency := func(c *rubric.Competency) string { return c.ID() }
	domain := func(d *rubric.Domain) string { return d.ID() }
	set := func(s rubric.PromptSet) string { return s.ID }
	source := func(s rubric.TextSource) string { return s.ID }
	bush, _ := r.Spectrum().Stage("bush")
	for _, it := range []named{
		names("notes", r.Notes(), self, "First_note Second_note Third_note"),
		names("sources", r.Sources(), source, "book film song"),
		names("constituencies", r.Constituencies(), constituency, "reader writer singer"),
		names("asked constituencies", r.AskedConstituencies(), constituency, "reader writer singer"),
		names("asked constituencies of a competency", aloud.Asked(), constituency, "writer singer"),
		names("asked constituencies of everyone's competency", c.Asked(), constituency, "reader writer singer"),
		names("background questions", r.BackgroundQuestions(), func(q rubric.BackgroundQuestion) string { return q.ID }, "age town years"),
		names("strands", r.Strands(), func(s *rubric.Strand) string { return s.ID() }, "outside inside around"),
		names("domains", r.Domains(), domain, "meeting reading leaving"),
		names("domains asked", r.DomainsAskedOf("singer"), domain, "meeting reading leaving"),
		names("competencies", r.Competencies(), competency, "welcome thanks greeting aloud alone together early late never"),
		names("competencies asked", r.AskedOf("reader"), competency, "welcome thanks greeting alone together early late never"),
		names("competencies of a domain asked", reading.AskedOf("writer"), competency, "aloud together"),
		names("competencies of a domain", d.Competencies(), competency, "welcome thanks greeting"),
		names("guidance of a domain", d.Guidance(), self, "Look_at_the_door. Look_at_the_chairs. Look_at_the_clock."),
		names("links of a domain", d.Links(), link, "Doors Chairs Clocks"),
		names("references of a domain", d.References(), reference, "Houses_1 Houses_2 Streets_3"),
		names("guidance", c.Guidance(), self, "Think_of_Monday. Think_of_Tuesday. Think_of_Wednesday."),
		names("links", c.Links(), link, "Mondays Tuesdays Wednesdays"),
		names("references", c.References(), reference, "Days_1 Days_2 Nights_3"),
		names("frameworks", r.Frameworks(), self, "Houses Streets Days Nights"),
		names("aligned", r.Aligned("houses"), competency, "welcome thanks greeting"),
		names("aligned with an id", r.Aligned("Days", "2", "9"), competency, "welcome"),
		names("prompts", r.Prompts(rubric.PromptSubject{}), set, "meeting hear talk act look-back look-round look-up look-ahead"),
		names("prompts of a stage", r.Prompts(rubric.PromptSubject{Stage: "tree"}), set, "act look-up look-ahead"),
		names("prompts of a stage without sets", r.Prompts(rubric.PromptSubject{Stage: "bush"}), set, "talk"),
		names("prompts of a domain", r.Prompts(rubric.PromptSubject{Domain: "meeting"}), set, "meeting look-round"),
		names("steps", r.StepsOf(bush), func(s rubric.ReferenceStep) string { return s.ID }, "talk"),
		names("lists", r.Lists(), func(l rubric.NamedList) string { return l.ID + ":" + strings.Join(l.Items, ",") }, "rules:Be on time,Be kind,Be quiet aims:Peace,Rest,Joy tools:Pen,Paper,Ink"),
		names("resources", r.Resources(), func(e rubric.Resource) string { return e.ID }, "novel poem essay"),
		names("notes of a companion", companion.Notes(), self, "One Two Three"),
		names("sources of a companion", companion.Sources(), source, "a b c"),
		names("sections", companion.Sections(), func(s rubric.CompanionSection) string { return s.ID + ":" + strings.Join(s.Texts, ",") }, "x:1st,2nd y:3rd z:4th"),
		names("themes", companion.Themes(), func(x rubric.CompanionTheme) string { return x.ID + ":" + strings.Join(x.Domains, ",") }, "ending:meeting,reading"),
		names("texts of a companion", companion.Texts(), func(x rubric.SourcedText) string { return x.Key }, "notes[0] notes[1] notes[2] ending.title x.title x.texts[0] x.texts[1] y.title y.texts[0] z.title z.texts[0]"),
		names("block runs", rubric.BlockRuns("One.\n\n- two\n- three\n\nFour."), func(b []rubric.Block) string { return fmt.Sprint(len(b)) }, "1 2 1"),
	} {
		all := slices.Collect(it.seq)
		if got := strings.Join(all, " "); got != it.want {
			t.Errorf("%s: %q, want %q", it.what, got, it.want)
		}
		for n := range all {
			var some []string
			for name := range it.seq {
				if some = append(some, name); len(some) > n {
					break
				}
			}
			if !slices.Equal(some, all[:n+1]) {
				t.Errorf("%s: the first %d are %q", it.what, n+1, some)
			}
		}
	}
	n := 0
	for range r.Texts() {
		if n++; n == 2 {
			break
		}
	}
	if got := slices.Collect(maps.Keys(maps.Collect(rubric.Extensions(`{"x-a":1,"x-b":2}`).All()))); n != 2 || len(got) != 2 {
		t.Errorf("%d texts, extensions %q", n, got)
	}
	if levels := r.Levels(); !slices.Equal(levels, []int{1, 2, 3}) {
		t.Errorf("levels %v", levels)
	}
}

// Two parts with the same title or code are one problem, wherever they are in their list.
func TestEveryTitleAndCodeIsUnique(t *testing.T) {
	for i := range 3 {
		for j := range i {
			at := func(list string) string { return fmt.Sprintf("%s[%d]", list, i) }
			for path, change := range map[string]func(*rubric.EditionDocument){
				at("constituencies") + ".title":          func(d *rubric.EditionDocument) { d.Constituencies[i].Title = d.Constituencies[j].Title },
				at("background") + ".title":              func(d *rubric.EditionDocument) { d.Background[i].Title = d.Background[j].Title },
				at("background[1].options") + ".title":   func(d *rubric.EditionDocument) { d.Background[1].Options[i].Title = d.Background[1].Options[j].Title },
				at("spectrum.stages") + ".title":         func(d *rubric.EditionDocument) { d.Spectrum.Stages[i].Title = d.Spectrum.Stages[j].Title },
				at("domains[1].competencies") + ".title": func(d *rubric.EditionDocument) { c := d.Domains[1].Competencies; c[i].Title = c[j].Title },
				at("domains[1].competencies") + ".code":  func(d *rubric.EditionDocument) { c := d.Domains[1].Competencies; c[i].Code = c[j].Code },
				at("domains") + ".title": func(d *rubric.EditionDocument) {
					d.Domains[i].Title, d.Domains[i].Code = d.Domains[j].Title, ""
				},
				at("domains") + ".code": func(d *rubric.EditionDocument) { d.Domains[i].Code = d.Domains[j].Code },
				at("domains[0].references"): func(d *rubric.EditionDocument) {
					d.Domains[0].References[i] = d.Domains[0].References[j]
				},
				at("domains[0].competencies[0].references"): func(d *rubric.EditionDocument) {
					c := d.Domains[0].Competencies[0]
					c.References[i] = c.References[j]
				},
			} {
				d := severalRubric().Document()
				change(&d)
				_, err := rubric.New(d)
				ps, _ := problem.Of(err)
				if len(ps) != 1 || ps[0].Path != path || !strings.HasPrefix(string(ps[0].Code), "duplicate-") {
					t.Errorf("%s like %d: error %v", path, j, err)
				}
				if strings.HasSuffix(path, "domains") && !strings.HasSuffix(ps[0].Hint, "or give both a code") {
					t.Errorf("%s: hint %q", path, ps[0].Hint)
				}
			}
			d := severalRubric().Document()
			d.Domains[i].Title = d.Domains[j].Title // their codes tell them apart
			if _, err := rubric.New(d); err != nil {
				t.Errorf("domains with codes: %v", err)
			}
		}
	}
}

// An id that nothing has is one problem, wherever it is named, with the nearest id as a hint.
func TestEveryReferenceIsKnown(t *testing.T) {
	for path, tt := range map[string]struct {
		old, new, hint string
		code           problem.Code
	}{
		"spectrum.stages[0].steps[0]":                    {"steps: [hear]", "steps: [heard]", "hear", problem.UnknownStep},
		"spectrum.stages[1].steps[1]":                    {"steps: [talk]", "steps: [talk, talks]", "talk", problem.UnknownStep},
		"spectrum.stages[2].steps[0]":                    {"steps: [act]", "steps: [acts]", "act", problem.UnknownStep},
		"strands[0].domains[0]":                          {"domains: [meeting]", "domains: [meetings]", "meeting", problem.UnknownDomain},
		"strands[2].domains[1]":                          {"domains: [leaving]", "domains: [leaving, readings]", "reading", problem.UnknownDomain},
		"prompt_sets[0].domain":                          {"theme: ending", "domain: leavings", "leaving", problem.UnknownDomain},
		"prompt_sets[2].stage":                           {"stage: tree", "stage: trees", "tree", problem.UnknownStage},
		"prompt_sets[3].step":                            {"step: act", "step: talks", "talk", problem.UnknownStep},
		"domains[0].competencies[0].descriptors.trees":   {"tree: All", "trees: All", "tree", problem.UnknownStage},
		"domains[0].competencies[0].wordings.readers":    {"{reader: Readers", "{readers: Readers", "reader", problem.UnknownConstituency},
		"domains[1].competencies[0].asked[0]":            {"asked: [writer, singer]", "asked: [writers, singer]", "writer", problem.UnknownConstituency},
		"domains[1].competencies[2].asked[1]":            {"asked: [reader, writer]", "asked: [reader, singers]", "singer", problem.UnknownConstituency},
		"domains[1].competencies[1].descriptors.growing": {"asked: [reader, singer]", "descriptors: {growing: x}", "", problem.UnknownStage},
	} {
		_, err := rubric.Load("r.yaml", []byte(strings.Replace(several, tt.old, tt.new, 1)), nil)
		one(t, path, err, tt.code, path)
		if ps, _ := problem.Of(err); len(ps) == 1 && tt.hint != "" && !strings.Contains(ps[0].Hint, `"`+tt.hint+`"`) {
			t.Errorf("%s: hint %q, want one with %s", path, ps[0].Hint, tt.hint)
		}
	}
	_, err := rubric.Load("r.yaml", []byte(strings.Replace(several, "domains: [leaving]", "domains: [leaving, meeting]", 1)), nil)
	one(t, "a domain in two strands", err, problem.DuplicateReference, "strands[2].domains[1]")
	_, err = rubric.Load("r.yaml", []byte(strings.Replace(several, "asked: [writer, singer]", "asked: [writer, singer], wordings: {reader: x}", 1)), nil)
	one(t, "a wording for no one", err, problem.NotAsked, "domains[1].competencies[0].wordings.reader")
}

// The title of a competency of a rubric is told apart from others by its label, also if it is the
// last one, and if a title looks like a label.
func TestLabels(t *testing.T) {
	for _, tt := range []struct {
		titles [3]string // of competencies of different domains
		codes  [3]string
		want   [3]string
	}{
		{[3]string{"Talk", "Read", "Sing"}, [3]string{}, [3]string{"Talk", "Read", "Sing"}},
		{[3]string{"Talk", "Read", "Sing"}, [3]string{"1", "2", "3"}, [3]string{"1 Talk", "2 Read", "3 Sing"}},
		{[3]string{"Talk", "Read", "talk"}, [3]string{}, [3]string{"Talk (A)", "Read", "talk (C)"}},
		{[3]string{"Talk", "Talk", "Sing"}, [3]string{"", "7", ""}, [3]string{"Talk (A)", "7 Talk", "Sing"}},
		{[3]string{"Talk (C)", "Talk", "Talk"}, [3]string{}, [3]string{"Talk (C) (c-0)", "Talk (B)", "Talk (C) (c-2)"}},
		{[3]string{"Talk", "Talk", "Talk (A)"}, [3]string{}, [3]string{"Talk (A) (c-0)", "Talk (B)", "Talk (A) (c-2)"}},
		{[3]string{"Talk", "Talk (A) (c-0)", "Talk"}, [3]string{}, [3]string{"Talk (A)", "Talk (A) (c-0)", "Talk (C)"}},
		{[3]string{"7 Talk", "Talk", "Sing"}, [3]string{"", "7", ""}, [3]string{"7 Talk (c-0)", "7 Talk (c-1)", "Sing"}},
	} {
		d := severalRubric().Document()
		d.Strands, d.PromptSets = nil, nil
		for i := range d.Domains {
			d.Domains[i] = rubric.DomainEntry{ID: fmt.Sprint("d-", i), Title: rubric.TextEntry{Text: string(rune('A' + i))}}
			d.Domains[i].Competencies = []rubric.CompetencyEntry{{ID: fmt.Sprint("c-", i), Code: tt.codes[i], Title: rubric.TextEntry{Text: tt.titles[i]}}}
		}
		r, err := rubric.New(d)
		if err != nil {
			t.Fatal(err)
		}
		var got [3]string
		for c := range r.Competencies() {
			got[c.Index()] = c.Label()
		}
		if got != tt.want {
			t.Errorf("%q with codes %q: labels %q, want %q", tt.titles, tt.codes, got, tt.want)
		}
	}
}

// Who is asked, if some are not.
func TestAsksEveryone(t *testing.T) {
	r := severalRubric()
	for id, want := range map[string]bool{"welcome": true, "aloud": false, "alone": false, "together": false, "never": true} {
		if c, _ := r.Competency(id); c.AsksEveryone() != want {
			t.Errorf("%s asks everyone: %t", id, !want)
		}
	}
	d := r.Document()
	d.Domains[1].Competencies[0].Asked = []string{"reader", "writer", "singer"}
	for i := range 3 {
		d.Domains[1].Competencies[i].Asked = d.Domains[1].Competencies[0].Asked
	}
	all, err := rubric.New(d)
	if err != nil || !all.AsksEveryone() || r.AsksEveryone() {
		t.Errorf("error %v, or another answer", err)
	}
	changes := rubric.Diff(r, all)
	want := []rubric.EditionChange{
		{Kind: rubric.AskedChanged, Key: "aloud", Before: "writer, singer"},
		{Kind: rubric.AskedChanged, Key: "alone", Before: "reader, singer"},
		{Kind: rubric.AskedChanged, Key: "together", Before: "reader, writer"},
	}
	if diff := cmp.Diff(want, changes); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

// A rubric that no loader made is refused, with the name of the function that makes one.
func TestZeroValues(t *testing.T) {
	r, zero := severalRubric(), new(rubric.Rubric)
	panics := func(call func()) (text string) {
		defer func() { text, _ = recover().(string) }()
		call()
		return ""
	}
	_, from := rubric.LoadCrosswalk("x.yaml", nil, zero, r, nil)
	_, to := rubric.LoadCrosswalk("x.yaml", nil, r, zero, nil)
	_, verified := rubric.VerifySources(fstest.MapFS{}, zero)
	_, with := zero.WithCompanion(cei.Companion())
	_, companion := r.WithCompanion(new(rubric.Companion))
	_, without := r.WithCompanion(nil)
	_, verifiedCompanion := rubric.VerifyCompanion(fstest.MapFS{}, new(rubric.Companion))
	_, noFiles := rubric.VerifyCompanion(nil, cei.Companion())
	_, noCompanion := rubric.VerifyCompanion(fstest.MapFS{}, nil)
	for got, want := range map[string]string{
		panics(func() { rubric.Diff(zero, r) }): "rubric.Diff: before is the zero Rubric; make it with rubric.Load",
		panics(func() { rubric.Diff(r, zero) }): "rubric.Diff: after is the zero Rubric; make it with rubric.Load",
		fmt.Sprint(from):                        "rubric.LoadCrosswalk: from is the zero Rubric; make it with rubric.Load",
		fmt.Sprint(to):                          "rubric.LoadCrosswalk: to is the zero Rubric; make it with rubric.Load",
		fmt.Sprint(verified):                    "rubric.VerifySources: r is the zero Rubric; make it with rubric.Load",
		fmt.Sprint(with):                        "rubric.Rubric.WithCompanion: the receiver is the zero Rubric; make it with rubric.Load",
		fmt.Sprint(companion):                   "rubric.Rubric.WithCompanion: c is the zero Companion; make it with rubric.LoadCompanion",
		fmt.Sprint(without):                     "rubric.Rubric.WithCompanion: c is nil",
		fmt.Sprint(verifiedCompanion):           "rubric.VerifyCompanion: c is the zero Companion; make it with rubric.LoadCompanion",
		fmt.Sprint(noFiles):                     "rubric.VerifyCompanion: fsys is nil",
		fmt.Sprint(noCompanion):                 "rubric.VerifyCompanion: c is nil",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for range r.ThemesOf("meeting") {
		t.Error("a rubric without a companion has a theme")
	}
	if _, ok := r.Companion(); ok {
		t.Error("a rubric without a companion has one")
	}
	for got, want := range map[string]string{
		rubric.BlockKind(0).String(): "BlockKind(0)", rubric.BlockParagraph.String(): "paragraph", rubric.BlockBullet.String(): "bullet", rubric.BlockNumber.String(): "number", rubric.BlockKind(4).String(): "BlockKind(4)",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// The text of a value is what names it.
func TestStrings(t *testing.T) {
	r := severalRubric()
	s, _ := r.Strand("inside")
	d, _ := r.Domain("reading")
	c, _ := r.Competency("alone")
	x := rubric.CrosswalkDocument{From: "a@1", To: "a@2"}
	o := mustLoadOverlay(t, "o.yaml", overlay(r, "language: es", prefixed("es ")))
	for got, want := range map[string]string{
		s.String(): "Inside", d.String(): "2 Reading", c.String(): "2.2 We read alone", r.String(): "circle@1", x.String(): "a@1 to a@2",
		o.String(): "circle@1 in es", rubric.OverlayDocument{Rubric: "a@1", Language: "fr"}.String(): "a@1 in fr", r.Document().String(): "circle@1",
		rubric.DomainEntry{ID: "a", Title: rubric.TextEntry{Text: "B"}}.String(): "a B", rubric.TextEntry{Text: "C"}.String(): "C",
		rubric.CompanionDocument{Rubric: "a"}.String(): "companion of a", rubric.Link{Title: "D"}.String(): "D", rubric.Reference{Framework: "E", ID: "1"}.String(): "E 1",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	ref := r.Ref()
	if err := ref.UnmarshalText(nil); err != nil || ref != (rubric.Ref{}) {
		t.Errorf("an empty text is %v, error %v", ref, err)
	}
	if err := ref.UnmarshalJSON(nil); err == nil {
		t.Error("no JSON is a ref")
	}
	if got := rubric.Blocks("0. Zero\n\n01. One\n\n100. Two\n\n1000. Three"); len(got) != 4 ||
		got[0].Kind != rubric.BlockNumber || got[1].Kind != rubric.BlockParagraph || got[2].Kind != rubric.BlockNumber || got[3].Kind != rubric.BlockParagraph {
		t.Errorf("blocks %v", got)
	}
}

// The hint for a theme that no prompt set has names each theme once.
func TestThemeHint(t *testing.T) {
	d := severalRubric().Document()
	d.PromptSets[3].Step, d.PromptSets[3].Theme = "", "ending"
	r, err := rubric.New(d)
	if err != nil {
		t.Fatal(err)
	}
	c, err := rubric.LoadCompanion("c.yaml", []byte("format: companion/1\nrubric: circle\nlanguage: en\nthemes: [{id: something-else, title: X}]\nsections: [{id: a, title: A, texts: [One.]}]\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.WithCompanion(c)
	if ps, _ := problem.Of(err); len(ps) != 1 || ps[0].Hint != "one of ending" {
		t.Errorf("error %v", err)
	}
}

// A translated title that is like another one is counted as not translated.
func TestRestoredTitlesAreNotTranslated(t *testing.T) {
	r := severalRubric()
	original := keyed(r)
	local, ps := r.Localize(mustLoadOverlay(t, "o.yaml", overlay(r, "language: es", func(text rubric.SourcedText) string {
		if text.Key == "bush.title" || text.Key == "tree.title" {
			return "Planta"
		}
		return "es " + text.Text
	})))
	if len(ps) != 1 || ps[0].Code != problem.DuplicateTitle || ps[0].Path != `texts["tree.title"]` {
		t.Errorf("problems %v", ps)
	}
	tr, _ := local.Translation()
	if n := len(original); tr.Texts != n || tr.Fallback != 1 || tr.Overlays[0].Texts != n-1 {
		t.Errorf("of %d texts: %+v", n, tr)
	}
	if text := keyed(local)["tree.title"]; text.Text != "Tree" || text.Language != "en" {
		t.Errorf("the title is %+v", text)
	}
}

// The search for similar keys ends after a hundred unknown ones.
func TestFewHints(t *testing.T) {
	r := severalRubric()
	var doc strings.Builder
	doc.WriteString("format: overlay/1\nrubric: circle@1\nlanguage: es\nofficial: false\ncovers: [title]\ntexts:\n")
	for i := range 103 {
		fmt.Fprintf(&doc, "  talk.prompts[%d]: {text: x, hash: 000000000000}\n", i+3)
	}
	_, ps := r.Localize(mustLoadOverlay(t, "o.yaml", doc.String()))
	hints := 0
	for _, p := range ps {
		if p.Code == problem.UnknownText && p.Hint != "" {
			hints++
		}
	}
	if hints != 100 {
		t.Errorf("%d hints of %d problems", hints, len(ps))
	}
}
