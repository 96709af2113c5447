package rubric_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

func TestAsked(t *testing.T) {
	r := readRubric(t, "good/rubrics/audiences.yaml")
	if r.AsksEveryone() {
		t.Error("a rubric with audiences asks everyone")
	}
	if !cei.Latest().AsksEveryone() {
		t.Error("the CEI rubric does not ask everyone")
	}
	got := make(map[string]string)
	for c := range r.Competencies() {
		var ids []string
		for x := range c.Asked() {
			ids = append(ids, x.ID)
		}
		got[c.ID()] = strings.Join(ids, " ")
		for x := range r.Constituencies() {
			if c.Asks(x.ID) != slices.Contains(ids, x.ID) {
				t.Errorf("%s: Asks(%q) = %t, Asked yields %v", c.ID(), x.ID, c.Asks(x.ID), ids)
			}
		}
	}
	want := map[string]string{
		"greeting":      "student family educator leader community",
		"language-help": "family educator leader",
		"safe-places":   "student educator",
		"budget-voice":  "educator leader community", // the order of the rubric
		"heard":         "student family educator leader community",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	c, _ := r.Competency("safe-places")
	if text, ok := c.Wording("student"); !ok || text != "There is a place at school where I feel safe" || c.TitleFor("student") != text {
		t.Errorf("Wording(student) = %q, %t; TitleFor %q", text, ok, c.TitleFor("student"))
	}
	if text, ok := c.Wording("educator"); ok || text != "" || c.TitleFor("educator") != c.Title() {
		t.Errorf("Wording(educator) = %q, %t; TitleFor %q", text, ok, c.TitleFor("educator"))
	}
	d, _ := r.Domain("decisions")
	if !d.Asks("student") || c.AsksEveryone() {
		t.Error("the domain decisions asks students one competency, safe-places does not ask everyone")
	}
}

// The iterators yield what Asks reports.
func TestAskedOf(t *testing.T) {
	audiences, alone := readRubric(t, "good/rubrics/audiences.yaml"), withoutConstituencies(t)
	for _, r := range []*rubric.Rubric{audiences, cei.Latest(), alone} {
		ids := []string{"", "nobody"}
		for x := range r.Constituencies() {
			ids = append(ids, x.ID)
		}
		var asked []string
		for _, id := range ids {
			var want, got []*rubric.Competency
			var domains []*rubric.Domain
			for d := range r.Domains() {
				if d.Asks(id) {
					domains = append(domains, d)
				}
				for c := range d.Competencies() {
					if c.Asks(id) {
						want = append(want, c)
					}
				}
				got = slices.AppendSeq(got, d.AskedOf(id))
			}
			if !slices.Equal(got, want) || !slices.Equal(slices.Collect(r.AskedOf(id)), want) {
				t.Errorf("%s: %q is asked %v, want %v", r.Ref(), id, got, want)
			}
			if got := slices.Collect(r.DomainsAskedOf(id)); !slices.Equal(got, domains) {
				t.Errorf("%s: %q is asked of %v, want %v", r.Ref(), id, got, domains)
			}
			if want != nil {
				asked = append(asked, id)
			}
			for c := range r.AskedOf(id) {
				if c != want[0] {
					t.Errorf("%s: the first competency for %q is %v", r.Ref(), id, c)
				}
				break
			}
		}
		var got []string
		for x := range r.AskedConstituencies() {
			got = append(got, x.ID)
		}
		if !slices.Equal(got, asked) {
			t.Errorf("%s: asked %q, want %q", r.Ref(), got, asked)
		}
	}
}

// withoutConstituencies returns a rubric that names no constituencies.
func withoutConstituencies(t *testing.T) *rubric.Rubric {
	t.Helper()
	d := cei.Latest().Document()
	d.Constituencies = nil
	r, err := rubric.New(d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAskedOverlay(t *testing.T) {
	r := readRubric(t, "good/rubrics/audiences.yaml")
	o := mustLoadOverlay(t, "audiences.es.yaml", string(readTestdata(t, "good/overlays/audiences.es.yaml")))
	es, problems := r.Localize(o)
	if len(problems) > 0 {
		t.Error(problems)
	}
	c, _ := es.Competency("greeting")
	if got, want := c.TitleFor("student"), "Los adultos de mi escuela me saludan y saben cómo me llamo"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if es.AsksEveryone() || es.Ref() != r.Ref() {
		t.Error("a translation asks others")
	}
	doc := r.Document()
	doc.Domains[0].Competencies[0].Wordings["student"] = rubric.TextEntry{Text: "They greet me", Source: "student-voice"}
	changed, err := rubric.New(doc)
	if err != nil {
		t.Fatal(err)
	}
	_, problems = changed.Localize(o)
	if len(problems) != 1 || problems[0].Code != problem.StaleText || problems[0].Path != `texts["greeting.wordings.student"]` {
		t.Errorf("a reworded wording: %v", problems)
	}
	var sources []string
	for text := range r.Texts() {
		if strings.Contains(text.Key, ".wordings.") {
			sources = append(sources, text.Key+" "+text.Source)
		}
	}
	want := []string{"greeting.wordings.student student-voice", "greeting.wordings.family draft", "language-help.wordings.family draft", "safe-places.wordings.student student-voice"}
	if diff := cmp.Diff(want, sources); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAskedDiffers(t *testing.T) {
	data := string(readTestdata(t, "good/rubrics/audiences.yaml"))
	got := changed(t, data, "asked: [student, educator]", "asked: [student]", "asked: [leader, educator, community]", "code: \"2.9\"",
		"        code: \"2.1\"\n", "", "When I call or visit, somebody", "Somebody")
	want := []string{
		`asked safe-places: "student, educator" > "student"`,
		`moved budget-voice: "2.1 in decisions" > "2.9 in decisions"`,
		`asked budget-voice: "educator, leader, community" > ""`,
		`reworded language-help.wordings.family: "When I call or visit, somebody speaks my language" > "Somebody speaks my language"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAskedRoundTrip(t *testing.T) {
	r := readRubric(t, "good/rubrics/audiences.yaml")
	again, err := rubric.New(r.Document())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := r.WriteYAML(&b); err != nil {
		t.Fatal(err)
	}
	if written := mustLoad(t, b.String()); again.Ref() != r.Ref() || written.Ref() != r.Ref() {
		t.Errorf("digests differ: %s, %s and %s", r.Ref().Digest, again.Ref().Digest, written.Ref().Digest)
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
