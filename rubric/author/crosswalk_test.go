package author_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/author"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// The loader reports each entry that is left to decide once, at its line, and nothing else.
func TestDraftCrosswalk(t *testing.T) {
	before, after := load(t, "garden1.yaml"), load(t, "garden2.yaml")
	d, err := author.DraftCrosswalk(before, after)
	if err != nil {
		t.Fatal(err)
	}
	data := written(t, d.WriteYAML)
	golden(t, "garden1-to-2.draft.yaml", data)
	lines := strings.Split(string(data), "\n")
	_, err = rubric.LoadCrosswalk("x.yaml", data, before, after, nil)
	problems, _ := problem.Of(err)
	reported := make(map[int]bool)
	for _, p := range problems {
		reported[p.Pos.Line] = true
		if !strings.HasSuffix(lines[p.Pos.Line-1], ": to decide") {
			t.Errorf("%v is not about an entry that is left to decide", p)
		}
	}
	for i, line := range lines {
		if strings.HasSuffix(line, ": to decide") && !reported[i+1] {
			t.Errorf("line %d is not reported: %s", i+1, line)
		}
	}
	if n := d.Undecided(); n != 4 {
		t.Errorf("%d are left to decide", n)
	}

	// What an author decides.
	text := string(data)
	for _, edit := range []struct{ from, to string }{
		{"relation: reworded\n    comparable: to decide", "relation: reworded\n    comparable: partly"},
		{"to: [cover]\n    relation: to decide\n    comparable: to decide", "to: [cover]\n    relation: same\n    comparable: fully"},
		{"- from: [hoses]\n    relation: to decide", "- from: [hoses]\n    relation: dropped"},
		{"- to: [ponds]\n    relation: to decide", "- to: [ponds]\n    relation: added"},
	} {
		if !strings.Contains(text, edit.from) {
			t.Fatalf("the draft has no %q", edit.from)
		}
		text = strings.Replace(text, edit.from, edit.to, 1)
	}
	if _, err := rubric.LoadCrosswalk("x.yaml", []byte(text), before, after, nil); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
}

// Other stages are left to decide too.
func TestDraftCrosswalkStages(t *testing.T) {
	before := load(t, "garden1.yaml")
	doc := before.Document()
	doc.Edition = "2"
	doc.Spectrum.Stages[1].ID = "shoot"
	after, err := rubric.New(doc)
	if err != nil {
		t.Fatal(err)
	}
	d, err := author.DraftCrosswalk(before, after)
	if err != nil {
		t.Fatal(err)
	}
	data := written(t, d.WriteYAML)
	_, err = rubric.LoadCrosswalk("x.yaml", data, before, after, nil)
	if problems, _ := problem.Of(err); len(problems) != 1 || problems[0].Path != "stages.sprout" {
		t.Errorf("%v\n%s", err, data)
	}
	data = bytes.Replace(data, []byte("to decide"), []byte("shoot"), 2) // in the comment and in stages
	if _, err := rubric.LoadCrosswalk("x.yaml", data, before, after, nil); err != nil {
		t.Errorf("%v\n%s", err, data)
	}
	if _, err := author.DraftCrosswalk(before, before); err == nil {
		t.Error("a crosswalk from an edition to itself")
	}
}

// A competency that other people are asked is the same, but perhaps not comparable.
func TestDraftCrosswalkAsked(t *testing.T) {
	before := load(t, "garden1.yaml")
	doc := before.Document()
	doc.Edition = "2"
	doc.Domains[0].Competencies[0].Asked = []string{"gardeners"}
	after, err := rubric.New(doc)
	if err != nil {
		t.Fatal(err)
	}
	d, err := author.DraftCrosswalk(before, after)
	if err != nil {
		t.Fatal(err)
	}
	l := d.Links[0]
	if l.Entry.Relation != "same" || l.Entry.Comparable != author.ToDecide || strings.Join(l.Remarks, "; ") != "asked before: everyone; asked now: gardeners" {
		t.Errorf("%+v", l)
	}
}

// The draft for the embedded editions decides nothing otherwise than the embedded crosswalk.
func TestDraftCrosswalkOfCEI(t *testing.T) {
	x, err := cei.Crosswalk("2023.1", "2023.2")
	if err != nil {
		t.Fatal(err)
	}
	d, err := author.DraftCrosswalk(x.From(), x.To())
	if err != nil {
		t.Fatal(err)
	}
	embedded := make(map[string]rubric.CrosswalkLink)
	for l := range x.Links() {
		for _, c := range l.From {
			embedded[c.ID()] = l
		}
	}
	decided := 0
	for _, l := range d.Links {
		if !l.Decided() {
			continue
		}
		decided++
		if want := embedded[l.Entry.From[0]]; string(want.Relation) != l.Entry.Relation || string(want.Comparable) != l.Entry.Comparable {
			t.Errorf("%s: %+v, embedded %v %v", l.Entry.From[0], l.Entry, want.Relation, want.Comparable)
		}
	}
	if decided < 20 {
		t.Errorf("only %d of %d entries are decided", decided, len(d.Links))
	}
}
