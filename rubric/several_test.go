package rubric_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

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
				"domains[2].references[1]": func(d *rubric.EditionDocument) {
					d.Domains[2].References[1] = d.Domains[2].References[0]
				},
				"domains[2].competencies[2].references[1]": func(d *rubric.EditionDocument) {
					c := d.Domains[2].Competencies[2]
					c.References[1] = c.References[0]
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
				want := "change one title by more than letter case, accents, punctuation or spaces"
				if path == at("domains")+".title" {
					want += ", or give both a code"
				}
				if ps[0].Code == problem.DuplicateTitle && ps[0].Hint != want {
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

// A list or id that cannot be read is a problem once: what refers to its ids is not reported too.
func TestUnreadableLists(t *testing.T) {
	data, err := severalRubric().MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		"sources", "sources.0.id", "constituencies", "constituencies.1.id", "spectrum", "spectrum.stages", "spectrum.stages.2.id",
		"reference_spectrum", "reference_spectrum.steps", "reference_spectrum.steps.1.id", "domains", "domains.0.id", "strands", "prompt_sets",
	} {
		for _, bad := range []any{[]any{[]any{}}, true} {
			var doc any
			if err := json.Unmarshal(data, &doc); err != nil {
				t.Fatal(err)
			}
			in, keys := doc, strings.Split(path, ".")
			for _, key := range keys[:len(keys)-1] {
				if i, err := strconv.Atoi(key); err == nil {
					in = in.([]any)[i]
				} else {
					in = in.(map[string]any)[key]
				}
			}
			last := keys[len(keys)-1]
			in.(map[string]any)[last] = bad
			changed, err := json.Marshal(doc)
			if err != nil {
				t.Fatal(err)
			}
			_, err = rubric.Load("r.json", changed, nil)
			ps, _ := problem.Of(err)
			n := codes(ps)
			if n[problem.WrongType] != 1 || n[problem.WrongType]+n[problem.TooFew] != len(ps) {
				t.Errorf("%s is %v: error %v", path, bad, err)
			}
			if last != "id" {
				continue
			}
			delete(in.(map[string]any), last)
			if changed, err = json.Marshal(doc); err != nil {
				t.Fatal(err)
			}
			_, err = rubric.Load("r.json", changed, nil)
			one(t, path+" is missing", err, problem.MissingKey, strings.NewReplacer(".0.", "[0].", ".1.", "[1].", ".2.", "[2].").Replace(path))
		}
	}
}
