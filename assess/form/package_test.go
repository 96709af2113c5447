package form_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
)

// goodRubrics are the rubrics of the samples and of the corpus.
func goodRubrics(t *testing.T) []*rubric.Rubric {
	t.Helper()
	r, es := ceiSpanish(t)
	all := []*rubric.Rubric{r, es, workshop(t), schoolCircle(t), sharedTitles(t)}
	files, err := filepath.Glob("../../testdata/good/rubrics/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r, err := rubric.Load(file, data, nil)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// packageOf returns the package of a rubric as values of package encoding/json.
func packageOf(t *testing.T, r *rubric.Rubric, opt *form.CASEOptions) map[string]any {
	t.Helper()
	data, _, err := form.CASEPackage(r, opt)
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestCASEPackageHasThePublishedFields(t *testing.T) {
	for _, r := range goodRubrics(t) {
		for _, base := range []string{"", "https://example.org/ims/case/v1p1/"} {
			doc := packageOf(t, r, &form.CASEOptions{Changed: "2026-01-31", BaseURI: base, Score: base != ""})
			for _, wrong := range conforms("CFPackage", "$", doc) {
				t.Errorf("%s in %s: %s", r.Ref(), r.Language(), wrong)
			}
		}
	}
}

// The table of the published fields finds what it is for.
func TestConformsFinds(t *testing.T) {
	r, _ := ceiSpanish(t)
	object := func(v any, keys ...any) map[string]any {
		for _, key := range keys {
			switch key := key.(type) {
			case string:
				v = v.(map[string]any)[key]
			case int:
				v = v.([]any)[key]
			}
		}
		return v.(map[string]any)
	}
	for name, change := range map[string]func(doc map[string]any){
		"no document": func(doc map[string]any) { delete(doc, "CFDocument") },
		"null":        func(doc map[string]any) { doc["CFRubrics"] = nil },
		"no creator":  func(doc map[string]any) { delete(object(doc, "CFDocument"), "creator") },
		"a package URI": func(doc map[string]any) {
			object(doc, "CFDocument")["CFPackageURI"] = object(doc, "CFItems", 0, "CFItemTypeURI")
		},
		"CASE 1.0": func(doc map[string]any) { object(doc, "CFDocument")["caseVersion"] = "1.0" },
		"upper case": func(doc map[string]any) {
			o := object(doc, "CFItems", 0)
			o["identifier"] = strings.ToUpper(o["identifier"].(string))
		},
		"two lines":           func(doc map[string]any) { object(doc, "CFDocument")["title"] = "a\nb" },
		"no title":            func(doc map[string]any) { delete(object(doc, "CFAssociations", 0, "originNodeURI"), "title") },
		"an association type": func(doc map[string]any) { object(doc, "CFAssociations", 0)["associationType"] = "isBelow" },
		"half an order":       func(doc map[string]any) { object(doc, "CFAssociations", 0)["sequenceNumber"] = 1.5 },
		"a day":               func(doc map[string]any) { object(doc, "CFItems", 0)["lastChangeDateTime"] = "2026-01-31" },
		"no hierarchy":        func(doc map[string]any) { delete(object(doc, "CFDefinitions", "CFItemTypes", 0), "hierarchyCode") },
		"a text for a link":   func(doc map[string]any) { object(doc, "CFItems", 0)["CFItemTypeURI"] = "domain" },
	} {
		doc := packageOf(t, r, nil)
		change(doc)
		if len(conforms("CFPackage", "$", doc)) == 0 {
			t.Errorf("%s is not found", name)
		}
	}
}

// Every identifier is of one thing, every link leads to its thing, and every item has one
// parent.
func TestCASEPackageHoldsTogether(t *testing.T) {
	for _, r := range goodRubrics(t) {
		doc := packageOf(t, r, &form.CASEOptions{Changed: "2026-01-31", BaseURI: "https://example.org/v1p1"})
		things := make(map[string]string) // URI by identifier
		var links []map[string]any
		var collect func(v any)
		collect = func(v any) {
			switch v := v.(type) {
			case map[string]any:
				id, _ := v["identifier"].(string)
				_, thing := v["lastChangeDateTime"]
				switch {
				case thing && things[id] != "":
					t.Errorf("%s: %s is of two things", r.Ref(), id)
				case thing:
					things[id] = v["uri"].(string)
				case id != "":
					links = append(links, v)
				}
				for key, inner := range v {
					if key != "extensions" {
						collect(inner)
					}
				}
			case []any:
				for _, inner := range v {
					collect(inner)
				}
			}
		}
		collect(doc)
		for _, l := range links {
			if uri := things[l["identifier"].(string)]; uri != l["uri"] && l["targetType"] == nil {
				t.Errorf("%s: the link %v leads to %q", r.Ref(), l, uri)
			}
		}
		parents := make(map[string]int)
		for _, a := range doc["CFAssociations"].([]any) {
			if a := a.(map[string]any); a["associationType"] == "isChildOf" {
				parents[a["originNodeURI"].(map[string]any)["identifier"].(string)]++
			}
		}
		items := doc["CFItems"].([]any)
		for _, i := range items {
			if n := parents[i.(map[string]any)["identifier"].(string)]; n != 1 {
				t.Errorf("%s: %v has %d parents", r.Ref(), i, n)
			}
		}
		want := r.CompetencyCount() + len(slices.Collect(r.Domains())) + len(slices.Collect(r.Strands()))
		if len(items) != want {
			t.Errorf("%s: %d items, want %d", r.Ref(), len(items), want)
		}
	}
}

func TestCASEPackageNamesItsGuesses(t *testing.T) {
	r := workshop(t)
	reasons := func(opt *form.CASEOptions) (all []form.OmissionReason) {
		_, losses, err := form.CASEPackage(r, opt)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range losses {
			all = append(all, l.Reason)
		}
		return all
	}
	got := reasons(&form.CASEOptions{Changed: "2026-01-31"})
	for _, want := range []form.OmissionReason{form.OmissionAddress, form.OmissionCreator} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not among the losses %v", want, got)
		}
	}
	got = reasons(&form.CASEOptions{Changed: "2026-01-31", BaseURI: "https://example.org", Creator: "The workshop"})
	if slices.Contains(got, form.OmissionAddress) || slices.Contains(got, form.OmissionCreator) {
		t.Errorf("losses %v", got)
	}
	if _, _, err := form.CASEPackage(r, nil); err == nil {
		t.Error("a rubric without a date is written")
	}
}

func TestCASERefusesOptions(t *testing.T) {
	own := workshop(t)
	d := own.Document()
	d.Edition = "v1.0" // whose beginning is not a year
	versioned, err := rubric.New(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		r    *rubric.Rubric
		opt  form.CASEOptions
		want string
	}{
		{versioned, form.CASEOptions{}, "CASEOptions.Changed"},
		{own, form.CASEOptions{Changed: "2026-02-30"}, "2026-02-30"},
		{own, form.CASEOptions{Changed: "2026-01-31", BaseURI: "example.org"}, "base URI"},
		{own, form.CASEOptions{Changed: "2026-01-31", BaseURI: "javascript:alert(1)"}, "base URI"},
		{own, form.CASEOptions{Changed: "2026-01-31", BaseURI: "https://example.org/a b"}, "base URI"},
		{own, form.CASEOptions{Changed: "2026-01-31", BaseURI: "https://example.org/?a=b"}, "base URI"},
		{own, form.CASEOptions{Changed: "2026-01-31", BaseURI: "https://example.org/#a"}, "base URI"},
	} {
		for name, write := range map[string]func(*rubric.Rubric, *form.CASEOptions) (json.RawMessage, []form.Omission, error){"CASE": form.CASE, "CASEPackage": form.CASEPackage} {
			if _, _, err := write(test.r, &test.opt); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s with %+v: %v, want %q", name, test.opt, err, test.want)
			}
		}
	}
}

// The parts of other frameworks that a competency refers to are destinations of associations.
func TestCASEPackageAssociatesReferences(t *testing.T) {
	var got []string
	for _, a := range packageOf(t, sharedTitles(t), nil)["CFAssociations"].([]any) {
		a := a.(map[string]any)
		if to := a["destinationNodeURI"].(map[string]any); to["targetType"] != nil {
			got = append(got, fmt.Sprint(a["originNodeURI"].(map[string]any)["title"], " ", a["associationType"], " ", to["targetType"], " ", to["identifier"]))
		}
	}
	if len(got) == 0 || !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, " CASE 9a2f2c3c-4a45-11ee-be56-0242ac120002") }) {
		t.Errorf("associations %q", got)
	}
}

// referring returns a rubric with one competency that has references, given in YAML.
func referring(t *testing.T, references string) *rubric.Rubric {
	t.Helper()
	r, err := rubric.Load("r.yaml", []byte(`
format: rubric/1
id: r
edition: "2026"
title: R
language: en
spectrum: {id: s, stages: [{id: low, title: Low}, {id: high, title: High}]}
domains:
  - id: d
    title: D
    competencies:
      - id: c
        title: C
        references:`+references), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Two frameworks may use the same id for their parts. Each reference has an association, with an
// identifier that nothing else has.
func TestCASEPackageSameIDInTwoFrameworks(t *testing.T) {
	r := referring(t, `
          - {framework: ISTE, id: "1.1", url: "https://example.org/iste/1.1"}
          - {framework: CASEL, id: "1.1", url: "https://example.org/casel/1.1"}
`)
	identifiers := make(map[any]bool)
	var got []string
	for _, a := range packageOf(t, r, nil)["CFAssociations"].([]any) {
		a := a.(map[string]any)
		identifiers[a["identifier"]] = true
		if to := a["destinationNodeURI"].(map[string]any); to["targetType"] != nil {
			got = append(got, fmt.Sprint(to["targetType"], " ", to["uri"]))
		}
	}
	if want := []string{"ext:iste https://example.org/iste/1.1", "ext:casel https://example.org/casel/1.1"}; !slices.Equal(got, want) || len(identifiers) != 4 {
		t.Errorf("associations with %q, want %q; %d identifiers, want 4", got, want, len(identifiers))
	}
}

// A reference to CASE by something else than a UUID cannot be a CFItemURI.
func TestCASEReferenceWithoutUUID(t *testing.T) {
	data, _, err := form.CASE(referring(t, " [{framework: CASE, id: RL.1.2}]"), nil)
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	if wrong := conforms("CFRubric", "$", doc); len(wrong) > 0 || !strings.Contains(string(data), "RL.1.2") {
		t.Errorf("%q: %s", wrong, data)
	}
}
