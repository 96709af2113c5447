package author_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/author"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// packaged are the rubrics of the tests of packages.
func packaged(t testing.TB) map[string]*rubric.Rubric {
	t.Helper()
	all := map[string]*rubric.Rubric{"cei": cei.Latest(), "garden1": load(t, "garden1.yaml")}
	before, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	all["cei before"] = before
	for _, dir := range []string{"../../testdata/good/rubrics", "../../internal/proof/contract/testdata"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			name := filepath.Base(file)
			if dir != "../../testdata/good/rubrics" && !strings.HasPrefix(name, "rubric.everything") {
				continue
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if all[name], err = rubric.Load(name, data, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	return all
}

// lost reports whether a loss has a reason.
func lost(losses []form.Omission, reason form.OmissionReason) bool {
	return slices.ContainsFunc(losses, func(o form.Omission) bool { return o.Reason == reason })
}

// differences returns how a rubric that was read back from a package differs from the rubric that was
// written, apart from what the losses name.
func differences(r, back *rubric.Rubric, losses []form.Omission) string {
	want, got := r.Document(), back.Document()
	if lost(losses, form.OmissionStructure) {
		want.Strands, got.Strands = nil, nil
	}
	return cmp.Diff(want, got)
}

// A rubric that is written as a package is the same when it is read, except for what the losses
// name.
func TestCASEPackageIsReadBack(t *testing.T) {
	for name, r := range packaged(t) {
		for _, opt := range []*form.CASEOptions{
			{Changed: "2026-01-02"},
			{Changed: "2026-01-02", Score: true, BaseURI: "https://example.org/ims/case/v1p1", Creator: "Someone"},
		} {
			data, losses, err := form.CASEPackage(r, opt)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			back, omitted, err := author.ReadCASE("p.json", data, nil)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if len(omitted) > 0 {
				t.Errorf("%s: %q were not read", name, omitted)
			}
			if diff := differences(r, back, losses); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
			if !lost(losses, form.OmissionStructure) && r.Ref() != back.Ref() {
				t.Errorf("%s has the digest of another rubric", name)
			}
			if lost(losses, form.OmissionAddress) == (opt.BaseURI != "") {
				t.Errorf("%s with the base %q: losses %v", name, opt.BaseURI, losses)
			}
			again, _, err := form.CASEPackage(back, opt)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(data), string(again)); diff != "" && !lost(losses, form.OmissionStructure) {
				t.Errorf("%s is another package when it is written again:\n%s", name, diff)
			}
		}
	}
}

// edited returns a package after a change of its JSON.
func edited(t *testing.T, data []byte, change func(p map[string]any)) []byte {
	t.Helper()
	var p map[string]any
	if err := json.Unmarshal(data, &p); err != nil {
		t.Fatal(err)
	}
	change(p)
	out, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func gardenPackage(t *testing.T) []byte {
	t.Helper()
	data, _, err := form.CASEPackage(load(t, "garden1.yaml"), &form.CASEOptions{Changed: "2026-01-02"})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// What another program changes in the fields of CASE takes precedence over the extensions.
func TestCASEPackageEditedElsewhere(t *testing.T) {
	data := edited(t, gardenPackage(t), func(p map[string]any) {
		p["CFDocument"].(map[string]any)["title"] = "Another title"
		p["CFDocument"].(map[string]any)["version"] = "77"
		p["x-more"] = []any{"kept by nobody"}
		for _, item := range p["CFItems"].([]any) {
			i := item.(map[string]any)
			i["fullStatement"] = i["fullStatement"].(string) + " again"
			i["educationLevel"] = []any{"09"}
		}
		for _, c := range p["CFRubrics"].([]any)[0].(map[string]any)["CFRubricCriteria"].([]any) {
			level := c.(map[string]any)["CFRubricCriterionLevels"].([]any)[0].(map[string]any)
			level["quality"], level["description"] = "The very first", "As the other program has it"
		}
	})
	r := load(t, "garden1.yaml")
	back, _, err := author.ReadCASE("p.json", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if back.Title() != "Another title" || back.Edition() != "77" || back.ID() != r.ID() {
		t.Errorf("%s: %s", back.Ref(), back.Title())
	}
	lowest := slices.Collect(back.Spectrum().Stages())[0]
	if lowest.Title() != "The very first" || lowest.ID() != slices.Collect(r.Spectrum().Stages())[0].ID() {
		t.Errorf("the lowest stage is %s: %s", lowest.ID(), lowest.Title())
	}
	for c := range r.Competencies() {
		same, ok := back.Competency(c.ID())
		if !ok || same.Title() != c.Title()+" again" || same.Domain().Title() != c.Domain().Title()+" again" {
			t.Errorf("%s is lost or has another title", c.ID())
			continue
		}
		if d, _ := same.Descriptor(lowest); d != "As the other program has it" {
			t.Errorf("%s: descriptor %q", c.ID(), d)
		}
	}
}

// A service of CASE 1.0 has neither extensions nor caseVersion. The texts are still there, and
// the ids are made from them.
func TestCASEPackageWithoutExtensions(t *testing.T) {
	r := load(t, "garden1.yaml")
	data := edited(t, gardenPackage(t), func(p map[string]any) {
		var strip func(v any)
		strip = func(v any) {
			switch v := v.(type) {
			case map[string]any:
				delete(v, "extensions")
				delete(v, "caseVersion")
				delete(v, "targetType")
				for _, inner := range v {
					strip(inner)
				}
			case []any:
				for _, inner := range v {
					strip(inner)
				}
			}
		}
		strip(p)
	})
	back, _, err := author.ReadCASE("p.json", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	titles := func(r *rubric.Rubric) (all []string) {
		for c := range r.Competencies() {
			all = append(all, c.Domain().Title()+": "+c.Label())
		}
		for s := range r.Spectrum().Stages() {
			all = append(all, s.Title())
		}
		return all
	}
	if diff := cmp.Diff(titles(r), titles(back)); diff != "" {
		t.Errorf("titles (-want +got):\n%s", diff)
	}
	if back.Notice() != r.Notice() {
		t.Errorf("notice %q, want %q", back.Notice(), r.Notice())
	}
}

func TestReadCASERefusesBrokenExtensions(t *testing.T) {
	object := func(v any) map[string]any { return v.(map[string]any) }
	first := func(p map[string]any, key string) map[string]any { return object(p[key].([]any)[0]) }
	for name, change := range map[string]func(p map[string]any){
		"another type": func(p map[string]any) {
			object(object(p["CFDocument"])["extensions"])["waymark"] = map[string]any{"format": "rubric/1", "id": 5}
		},
		"a list for a text": func(p map[string]any) {
			for _, i := range p["CFItems"].([]any) {
				object(object(i)["extensions"])["waymark"] = map[string]any{"id": []any{}}
			}
		},
		"a bad id": func(p map[string]any) {
			for _, i := range p["CFItems"].([]any) {
				object(object(object(i)["extensions"])["waymark"])["id"] = "Not An Id"
			}
		},
		"two criteria of one item": func(p map[string]any) {
			criteria := object(p["CFRubrics"].([]any)[0])["CFRubricCriteria"].([]any)
			object(criteria[1])["CFItemURI"] = object(criteria[0])["CFItemURI"]
		},
		"a stage without a title": func(p map[string]any) {
			for _, l := range first(p, "CFRubrics")["CFRubricCriteria"].([]any) {
				for _, v := range object(l)["CFRubricCriterionLevels"].([]any) {
					object(v)["quality"] = "The same"
				}
			}
		},
	} {
		_, _, err := author.ReadCASE("p.json", edited(t, gardenPackage(t), change), nil)
		problems, ok := problem.Of(err)
		if !ok || len(problems) == 0 {
			t.Errorf("%s: %v", name, err)
		}
		for _, p := range problems {
			if p.Pos.Line == 0 {
				t.Errorf("%s: %v has no position", name, p)
			}
		}
	}
}

// Another program's extension under the same key is not taken for a rubric.
func TestForeignExtensions(t *testing.T) {
	data := edited(t, readFile(t, "package.case.json"), func(p map[string]any) {
		p["CFDocument"].(map[string]any)["extensions"] = map[string]any{"waymark": map[string]any{"id": "x"}, "other": 1}
	})
	r, _, err := author.ReadCASE("p.json", data, nil)
	if err != nil || r.ID() == "x" {
		t.Errorf("%v, %v", r, err)
	}
}

// chain returns a package in which each item is a child of the one before, with criteria for the
// last.
func chain(items, criteria int) string {
	var b strings.Builder
	b.WriteString(`{"CFDocument":{"identifier":"d","title":"T","version":"1","language":"en"},"CFItems":[{"identifier":"0","fullStatement":"t"}`)
	for i := range items - 1 {
		fmt.Fprintf(&b, `,{"identifier":"%d","fullStatement":"t"}`, i+1)
	}
	b.WriteString(`],"CFAssociations":[{"associationType":"isPartOf"}`)
	for i := range items - 1 {
		fmt.Fprintf(&b, `,{"associationType":"isChildOf","originNodeURI":"%d","destinationNodeURI":"%d"}`, i+1, i)
	}
	b.WriteString(`],"CFRubrics":[{"title":"R","CFRubricCriteria":[{}`)
	for i := range criteria {
		fmt.Fprintf(&b, `,{"description":"c%d","CFItemURI":"%d"}`, i, items-1)
	}
	return b.String() + `]}]}`
}

// Hostile packages are refused in a moment: too deep, too large, or with cycles.
func TestHostilePackages(t *testing.T) {
	deep := strings.Repeat(`{"extensions":{"waymark":`, 5_000) + "1" + strings.Repeat("}}", 5_000)
	for name, doc := range map[string]string{
		"deep":       `{"CFDocument":` + deep + `}`,
		"deep lists": strings.Repeat("[", 1_000_000),
		"many items": `{"CFDocument":{"identifier":"d"},"CFItems":[` + strings.Repeat(`0,`, 4_100_000) + `0]}`,
		"a chain":    chain(100_000, 40_000),
		"rubrics":    `{"CFRubrics":[` + strings.Repeat(`{"title":"R"},`, 100_000) + `{}]}`,
		"large":      `{"CFDocument":"` + strings.Repeat("x", 65<<20) + `"}`,
	} {
		if _, _, err := author.ReadCASE("p.json", []byte(doc), nil); err == nil {
			t.Errorf("%s is read", name)
		} else if problems, ok := problem.Of(err); !ok || len(problems) > 20 {
			t.Errorf("%s: %d problems, %v", name, len(problems), ok)
		} else if text := err.Error(); len(text) > 5_000 {
			t.Errorf("%s: a message of %d bytes", name, len(text))
		}
	}
}

// FuzzCASEPackage checks that a package that is read can be written, and is the same when it is
// read again.
func FuzzCASEPackage(f *testing.F) {
	for _, r := range packaged(f) {
		data, _, err := form.CASEPackage(r, &form.CASEOptions{Changed: "2026-01-02"})
		if err != nil {
			f.Fatal(err)
		}
		if len(data) < 20_000 {
			f.Add([]byte(data))
		}
	}
	f.Add(readFile(f, "package.case.json"))
	opt := &form.CASEOptions{Changed: "2026-01-02"}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, _, err := author.ReadCASE("c.json", data, &author.CASEOptions{Document: rubric.EditionDocument{Edition: "1", Language: "en"}})
		if err != nil {
			if _, ok := problem.Of(err); !ok {
				t.Errorf("%v is not a list of problems", err)
			}
			return
		}
		written, losses, err := form.CASEPackage(r, opt)
		if err != nil {
			t.Fatal(err)
		}
		back, omitted, err := author.ReadCASE("again.json", written, nil)
		if err != nil || len(omitted) > 0 {
			t.Fatalf("%v, %q", err, omitted)
		}
		if diff := differences(r, back, losses); diff != "" {
			t.Error(diff)
		}
	})
}
