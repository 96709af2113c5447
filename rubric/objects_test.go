package rubric_test

import (
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/waymark-go/waymark/rubric"
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
    links:
      - {title: Coats, url: "https://example.org/coats"}
      - {title: Hats, url: "https://example.org/hats"}
    references:
      - {framework: Houses, id: "4"}
      - {framework: Houses, id: "5"}
    competencies:
      - {id: early, code: "3.1", title: We leave early}
      - {id: late, code: "3.2", title: We leave late}
      - {id: never, code: "3.3", title: We never leave, links: [{title: Shoes, url: "https://example.org/shoes"}], references: [{framework: Hats, id: "6"}, {framework: Hats, id: "7"}]}
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
