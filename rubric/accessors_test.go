package rubric_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// goodRubrics returns the good rubrics of the corpus and the embedded edition.
func goodRubrics(t *testing.T) []*rubric.Rubric {
	t.Helper()
	all := []*rubric.Rubric{cei.Latest()}
	for _, name := range []string{"audiences", "garden", "neighborhood", "reading-circle"} {
		file := "../testdata/good/rubrics/" + name + ".yaml"
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

func textsOf(list []rubric.TextEntry) (all []string) {
	for _, e := range list {
		all = append(all, e.Text)
	}
	return all
}

// TestAccessors compares what the methods of strands and domains return with the document.
func TestAccessors(t *testing.T) {
	guidance, introductions, impacts := 0, 0, 0
	for _, r := range goodRubrics(t) {
		doc := r.Document()
		for i, d := range slices.Collect(r.Domains()) {
			e := doc.Domains[i]
			got := []string{d.ID(), d.Code(), d.Title(), d.Summary(), d.Belief(), d.Impact()}
			want := []string{e.ID, e.Code, e.Title.Text, e.Summary.Text, e.Belief.Text, e.Impact.Text}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", d.ID(), diff)
			}
			if diff := cmp.Diff(textsOf(e.Guidance), slices.Collect(d.Guidance())); diff != "" {
				t.Errorf("guidance of %s (-want +got):\n%s", d.ID(), diff)
			}
			if diff := cmp.Diff(textsOf(e.Prompts), slices.Collect(d.Prompts())); diff != "" {
				t.Errorf("prompts of %s (-want +got):\n%s", d.ID(), diff)
			}
			guidance += len(e.Guidance)
			impacts += len(e.Impact.Text)
		}
		for i, s := range slices.Collect(r.Strands()) {
			e := doc.Strands[i]
			if s.ID() != e.ID || s.Title() != e.Title.Text || s.Introduction() != e.Introduction.Text {
				t.Errorf("%s: %q, %q", s.ID(), s.Title(), s.Introduction())
			}
			introductions += len(e.Introduction.Text)
		}
	}
	if guidance == 0 || introductions == 0 || impacts == 0 {
		t.Errorf("no rubric has guidance (%d), introductions (%d) or impacts (%d)", guidance, introductions, impacts)
	}
}

// TestEqualAndText compares parts of two editions with each other, and writes their ids.
func TestEqualAndText(t *testing.T) {
	older, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	r := cei.Latest()
	overlay, err := cei.Overlay("2023.2", "es")
	if err != nil {
		t.Fatal(err)
	}
	spanish, _ := r.Localize(overlay)
	strands := slices.Collect(r.Strands())
	for i, s := range slices.Collect(older.Strands()) {
		if s.Equal(strands[i]) || strands[i].Equal(s) {
			t.Errorf("the strands %s of two editions are equal", s.ID())
		}
	}
	for i, s := range strands {
		for j, other := range strands {
			if s.Equal(other) != (i == j) {
				t.Errorf("%s equals %s: %t", s.ID(), other.ID(), i != j)
			}
		}
		if zero := new(rubric.Strand); s.Equal(nil) || s.Equal(zero) || zero.Equal(s) || !zero.Equal(zero) || zero.Equal(new(rubric.Strand)) {
			t.Errorf("%s equals none", s.ID())
		}
		if text, err := s.MarshalText(); err != nil || string(text) != s.ID() || s.UnmarshalText(text) == nil {
			t.Errorf("%s is written as %q, %v", s.ID(), text, err)
		}
	}
	for i, s := range slices.Collect(spanish.Strands()) {
		if !s.Equal(strands[i]) {
			t.Errorf("%s does not equal its translation", s.ID())
		}
	}
	for d := range r.Domains() {
		if text, err := d.MarshalText(); err != nil || string(text) != d.ID() || d.UnmarshalText(text) == nil {
			t.Errorf("%s is written as %q, %v", d.ID(), text, err)
		}
	}
	same, _ := spanish.CompetencyAt(0)
	c, _ := r.CompetencyAt(0)
	next, _ := r.CompetencyAt(1)
	zero := new(rubric.Competency)
	if !c.Equal(same) || c.Equal(next) || !zero.Equal(zero) || zero.Equal(new(rubric.Competency)) || zero.Equal(c) {
		t.Error("competencies are not compared by id and edition")
	}
	if text, err := c.MarshalText(); err != nil || string(text) != c.ID() || c.UnmarshalText(text) == nil {
		t.Errorf("%s is written as %q, %v", c.ID(), text, err)
	}
	x, err := cei.Crosswalk("2023.1", "2023.2")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := x.String(), older.String()+" to "+r.String(); got != want {
		t.Errorf("the crosswalk is %q, want %q", got, want)
	}
}

func TestRefSame(t *testing.T) {
	ref := func(id, edition, digest string) rubric.Ref {
		return rubric.Ref{ID: id, Edition: edition, Digest: digest}
	}
	for _, tt := range []struct {
		a, b rubric.Ref
		want bool
	}{
		{ref("a", "1", ""), ref("a", "1", ""), true},
		{ref("a", "1", "x"), ref("a", "1", "x"), true},
		{ref("a", "1", "x"), ref("a", "1", ""), true},
		{ref("a", "1", ""), ref("a", "1", "x"), true},
		{ref("a", "1", "x"), ref("a", "1", "y"), false},
		{ref("a", "1", "x"), ref("a", "2", "x"), false},
		{ref("a", "1", "x"), ref("b", "1", "x"), false},
	} {
		if got := tt.a.Same(tt.b); got != tt.want {
			t.Errorf("%v and %v: %t", tt.a, tt.b, got)
		}
	}
}

// TestEntriesRefuseOtherTypes reads entries of documents from JSON of a wrong type.
func TestEntriesRefuseOtherTypes(t *testing.T) {
	for _, into := range []any{
		&rubric.CompanionDocument{}, &rubric.EditionDocument{}, &rubric.TextSource{}, &rubric.ConstituencyEntry{}, &rubric.SpectrumEntry{},
		&rubric.StageEntry{}, &rubric.ReferenceSpectrumEntry{}, &rubric.ReferenceStepEntry{}, &rubric.StrandEntry{}, &rubric.DomainEntry{},
		&rubric.CompetencyEntry{}, &rubric.PromptSetEntry{}, &rubric.NamedListEntry{}, &rubric.ResourceEntry{}, &rubric.OverlayDocument{},
		&rubric.OverlayEntry{}, &rubric.CrosswalkDocument{}, &rubric.CrosswalkEntry{}, &rubric.LinkEntry{}, &rubric.ReferenceEntry{},
		&rubric.BackgroundQuestionEntry{}, &rubric.BackgroundOptionEntry{}, &rubric.TextEntry{},
	} {
		for _, text := range []string{`[1]`, `{"id":[],"title":7,"text":{},"edition":[],"from":{},"url":[],"framework":[],"relation":[],"name":{},"language":{}}`} {
			if err := json.Unmarshal([]byte(text), into); err == nil {
				t.Errorf("%T reads %s", into, text)
			}
		}
	}
	text := rubric.TextEntry{Text: "old", Source: "old"}
	if err := json.Unmarshal([]byte(`"new"`), &text); err != nil || text.Text != "new" || text.Source != "" {
		t.Errorf("%+v, %v", text, err)
	}
	if err := json.Unmarshal([]byte(`{"text":"newer"}`), &text); err != nil || text.Text != "newer" || text.Source != "" {
		t.Errorf("%+v, %v", text, err)
	}
}

// TestDiffFindsEveryChange drops or changes one thing of an edition at a time. If the result is a rubric,
// the difference is not empty.
func TestDiffFindsEveryChange(t *testing.T) {
	for _, r := range goodRubrics(t)[1:] {
		tried := 0
		check := func(what string, change func(*rubric.EditionDocument)) {
			doc := r.Document()
			change(&doc)
			doc.Edition += ".9"
			other, err := rubric.New(doc)
			if err != nil {
				return
			}
			tried++
			if len(rubric.Diff(r, other)) == 0 || len(rubric.Diff(other, r)) == 0 {
				t.Errorf("%s: %s is no difference", r.Ref(), what)
			}
		}
		doc := r.Document()
		check("the title of the spectrum", func(d *rubric.EditionDocument) { d.Spectrum.Title.Text += "!" })
		for i := range doc.Domains {
			at := fmt.Sprintf("domain %d: ", i)
			check(at+"code", func(d *rubric.EditionDocument) { d.Domains[i].Code += "9" })
			check(at+"title", func(d *rubric.EditionDocument) { d.Domains[i].Title.Text += "!" })
			for k := range doc.Domains[i].Links {
				check(at+"link", func(d *rubric.EditionDocument) { d.Domains[i].Links[k].URL += "/x" })
			}
			check(at+"fewer links", func(d *rubric.EditionDocument) {
				if n := len(d.Domains[i].Links); n > 0 {
					d.Domains[i].Links = d.Domains[i].Links[:n-1]
				} else {
					d.Domains[i].Links = []rubric.LinkEntry{{URL: "https://example.org/x", Title: rubric.TextEntry{Text: "X"}}}
				}
			})
			for j := range doc.Domains[i].Competencies {
				at := fmt.Sprintf("%scompetency %d: ", at, j)
				check(at+"code", func(d *rubric.EditionDocument) { d.Domains[i].Competencies[j].Code += "9" })
				check(at+"title", func(d *rubric.EditionDocument) { d.Domains[i].Competencies[j].Title.Text += "!" })
				check(at+"more links", func(d *rubric.EditionDocument) {
					c := &d.Domains[i].Competencies[j]
					c.Links = append(c.Links, rubric.LinkEntry{URL: "https://example.org/x", Title: rubric.TextEntry{Text: "X"}})
				})
			}
			check(at+"first and last competency exchanged", func(d *rubric.EditionDocument) {
				c := d.Domains[i].Competencies
				if len(c) < 2 {
					d.Domains[i].Title.Text += "!"
					return
				}
				c[0].Title, c[len(c)-1].Title = c[len(c)-1].Title, c[0].Title
			})
		}
		if tried < 5 {
			t.Errorf("%s: %d changes were tried", r.Ref(), tried)
		}
	}
}

// TestLimitsAreChecked gives loaders limits that are negative, one at a time, and documents of
// just the size that is allowed.
func TestLimitsAreChecked(t *testing.T) {
	data, err := os.ReadFile("../testdata/good/rubrics/garden.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, lim := range []rubric.DocumentLimits{{Bytes: -1}, {Depth: -1}, {Nodes: -1}} {
		if _, err := rubric.Load("x.yaml", data, &rubric.LoadOptions{Limits: lim}); err == nil || !strings.Contains(err.Error(), "negative") {
			t.Errorf("%+v: %v", lim, err)
		}
		if _, err := rubric.LoadCompanion("x.yaml", data, &rubric.LoadOptions{Limits: lim}); err == nil || !strings.Contains(err.Error(), "negative") {
			t.Errorf("companion with %+v: %v", lim, err)
		}
		if _, err := rubric.LoadOverlay("x.yaml", data, &rubric.LoadOptions{Limits: lim}); err == nil || !strings.Contains(err.Error(), "negative") {
			t.Errorf("overlay with %+v: %v", lim, err)
		}
	}
	files := os.DirFS("../testdata/good/rubrics")
	for bytes, ok := range map[int]bool{len(data): true, len(data) - 1: false, 1: false} {
		opt := &rubric.LoadOptions{Limits: rubric.DocumentLimits{Bytes: bytes}}
		if _, err := rubric.Load("garden.yaml", data, opt); (err == nil) != ok {
			t.Errorf("Load with %d bytes: %v", bytes, err)
		}
		if _, err := rubric.LoadFS(files, "garden.yaml", opt); (err == nil) != ok {
			t.Errorf("LoadFS with %d bytes: %v", bytes, err)
		}
	}
	if _, err := rubric.New(rubric.EditionDocument{}); err == nil {
		t.Error("an empty document is a rubric")
	}
	defer func() {
		if text := fmt.Sprint(recover()); !strings.Contains(text, "zero Overlay") {
			t.Errorf("the zero overlay: %s", text)
		}
	}()
	cei.Latest().Localize(new(rubric.Overlay))
}

// TestTextsOfTheDocument compares what the methods of a rubric return with its document.
func TestTextsOfTheDocument(t *testing.T) {
	d := severalRubric().Document()
	d.Date, d.Direction = "2026-02-28", "rtl"
	d.Domains[0].Prompts = d.Domains[0].Prompts[:1]
	r, err := rubric.New(d)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{r.ID(), r.Edition(), r.Title(), r.Language(), r.Direction(), r.Date(), r.Notice(), r.Citation(), r.Definition()}
	want := []string{"circle", "1", "Our circle", "en", "rtl", "2026-02-28", "Ours", "Circle (2026)", "A circle is round."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for i := -1; i <= r.CompetencyCount(); i++ {
		c, ok := r.CompetencyAt(i)
		if want := i >= 0 && i < 9; ok != want || (c != nil) != want || ok && c.Index() != i {
			t.Errorf("competency %d is %v, %t", i, c, ok)
		}
	}
	for i := range d.Domains {
		x := slices.Collect(r.Domains())[i]
		if x.Index() != i || x.CompetencyCount() != 3 || x.Strand() == nil {
			t.Errorf("domain %d is %v", i, x)
		}
	}
	for set := range r.Prompts(rubric.PromptSubject{Domain: "meeting"}) {
		if set.ID != "meeting" || !slices.Equal(set.Prompts, []string{"Where do we meet?"}) {
			t.Errorf("prompts %v", set)
		}
		break
	}
}
