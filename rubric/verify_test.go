package rubric_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
)

// verified compares texts (as notes of a rubric) with a document and returns how each of
// them occurs there.
func verified(t *testing.T, doc string, texts ...string) []rubric.SourceMatch {
	t.Helper()
	d := mustDocument(t, small)
	d.Sources = []rubric.TextSource{{ID: "page", Title: "Page", File: "page.txt"}, {ID: "ours", Title: "Ours"}}
	d.Source = "ours"
	for _, text := range texts {
		d.Notes = append(d.Notes, rubric.TextEntry{Text: text, Source: "page"})
	}
	r, err := rubric.New(d)
	if err != nil {
		t.Fatal(err)
	}
	checks, err := rubric.VerifySources(fstest.MapFS{"page.txt": {Data: []byte(doc)}}, r)
	if err != nil {
		t.Fatal(err)
	}
	var got []rubric.SourceMatch
	for _, c := range checks {
		switch {
		case strings.HasPrefix(c.Key, "notes["):
			got = append(got, c.Match)
		case c.Match != rubric.MatchNoFile:
			t.Errorf("%s of a source without a file: %s", c.Key, c.Match)
		}
	}
	return got
}

func TestVerifySources(t *testing.T) {
	const doc = `# The Page

Families and schools ‘work together’ to make “good schools”, and that is
our   shared
aim.

  ● Listen first
  * Speak
  - Act, **together**, in <em>time</em>
  • Thank
◦ Rest

ALL KEY CONSTITUENTS

The first half of this sentence stands before the break
--- page 2 ---
and the second half of this sentence stands after it.
`
	filler := strings.Repeat("nothing to see here ", 200)
	for name, test := range map[string]struct {
		doc, text string
		want      rubric.SourceMatch
	}{
		"word for word":                          {doc, "our shared aim.", rubric.MatchExact},
		"across lines":                           {doc, "and that is our shared aim.", rubric.MatchExact},
		"white space of the text":                {doc, " our \n\n shared\taim. ", rubric.MatchExact},
		"straight quotes":                        {doc, `'work together' to make "good schools"`, rubric.MatchExact},
		"curly quotes":                           {doc, "‘work together’ to make “good schools”", rubric.MatchExact},
		"curly quotes, straight in the document": {`it's "so"`, "it’s “so”", rubric.MatchExact},
		"bullets of the document":                {doc, "Listen first Speak Act, together, in time Thank Rest", rubric.MatchExact},
		"bullets of the text":                    {doc, "● Listen first\n● Speak", rubric.MatchExact},
		"hyphen bullets of the text":             {doc, "- Listen first\n- Speak", rubric.MatchExact},
		"emphasis of the document":               {doc, "Act, together,", rubric.MatchExact},
		"emphasis of the text":                   {doc, "Act, *together*,", rubric.MatchExact},
		"tags of the document":                   {doc, "in time", rubric.MatchExact},
		"tags of the text":                       {doc, "in <b>time</b>", rubric.MatchExact},
		"no tag":                                 {"if a < b and c > d", "if a < b and c > d", rubric.MatchExact},
		"a hyphen within":                        {"power imbalances - across roles", "power imbalances - across roles", rubric.MatchExact},
		"other capitals":                         {doc, "All Key Constituents", rubric.MatchCapitals},
		"other capitals with quotes":             {doc, "Families And Schools “Work Together”", rubric.MatchNone},
		"capitals of letters with accents":       {"ÉCOLE ÉLÉMENTAIRE", "École élémentaire", rubric.MatchCapitals},
		"cut once":                               {doc, "The first half of this sentence stands before the break and the second half of this sentence stands after it.", rubric.MatchInterrupted},
		"cut too far apart": {
			"The first half of this sentence stands before the break " + filler + "and the second half of this sentence stands after it.",
			"The first half of this sentence stands before the break and the second half of this sentence stands after it.", rubric.MatchNone,
		},
		"cut by a footnote without a space": {
			"The first half of this sentence stands before the break [3]and the second half of it.",
			"The first half of this sentence stands before the break and the second half of it.", rubric.MatchInterrupted,
		},
		"cut, with a letter lost": {
			"The first half of this sente page 2 ce stands before the break and the second half.",
			"The first half of this sentence stands before the break and the second half.", rubric.MatchNone,
		},
		"cut the other way round": {doc, "and the second half of this sentence stands after it. The first half of this sentence stands before the break", rubric.MatchNone},
		"second occurrence counts": {
			"Here it says that nothing stands. " + filler + "Here it says that nothing --- page 3 --- stands the way it stood.",
			"Here it says that nothing stands the way it stood.", rubric.MatchInterrupted,
		},
		"cut, too short":       {"a few --- words", "a few words", rubric.MatchNone},
		"another word":         {doc, "our common aim.", rubric.MatchNone},
		"a word left out":      {doc, "our aim.", rubric.MatchNone},
		"other punctuation":    {doc, "our shared aim!", rubric.MatchNone},
		"another dash":         {"schools – and", "schools - and", rubric.MatchNone},
		"the end of a word":    {"a party", "art y", rubric.MatchNone},
		"within a word":        {"a party", "art", rubric.MatchNone},
		"the start of a word":  {"a party", "part", rubric.MatchNone},
		"within, then a word":  {"a party and art", "art", rubric.MatchExact},
		"within, capitals":     {"A PARTY", "art", rubric.MatchNone},
		"beside marks":         {"a (party)!", "party", rubric.MatchExact},
		"beginning with marks": {"see(party) now", "(party)", rubric.MatchExact},
		"nothing but marks":    {doc, "*", rubric.MatchNone},
		"nothing but a tag":    {doc, "<br>", rubric.MatchNone},
		"of an empty document": {"", "our shared aim.", rubric.MatchNone},
	} {
		t.Run(name, func(t *testing.T) {
			if got := verified(t, test.doc, test.text); got[0] != test.want {
				t.Errorf("%q is %s, want %s", test.text, got[0], test.want)
			}
		})
	}
}

// The checks are of the same texts as Texts, in the same order.
func TestVerifySourcesOrder(t *testing.T) {
	r := mustLoad(t, full)
	checks, err := rubric.VerifySources(fstest.MapFS{}, r)
	if err != nil {
		t.Fatal(err)
	}
	var got []rubric.SourcedText
	for _, c := range checks {
		got = append(got, c.SourcedText)
		if c.Match != rubric.MatchNoFile {
			t.Errorf("%s: %s", c.Key, c.Match)
		}
	}
	var want []rubric.SourcedText
	for text := range r.Texts() {
		want = append(want, text)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Each text is looked up only in the document that is its source.
func TestVerifySourcesLooksInTheRightFile(t *testing.T) {
	d := mustDocument(t, full)
	d.Sources = []rubric.TextSource{{ID: "a", Title: "A", File: "a.txt"}, {ID: "b", Title: "B", File: "sub/b.txt"}}
	d.Source = "a"
	d.Domains[0].Source = "b"
	d.Domains[0].Title.Source = "a"
	r, err := rubric.New(d)
	if err != nil {
		t.Fatal(err)
	}
	checks, err := rubric.VerifySources(fstest.MapFS{
		"a.txt": {Data: []byte("Our circle. Meeting. We welcome.")}, "sub/b.txt": {Data: []byte("We thank. How we meet. Our circle.")},
	}, r)
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]rubric.SourceMatch)
	for _, c := range checks {
		got[c.Key] = c.Match
	}
	for key, want := range map[string]rubric.SourceMatch{
		"title": rubric.MatchExact, "meeting.title": rubric.MatchExact, "meeting.summary": rubric.MatchExact,
		"thanks.title": rubric.MatchExact, "welcome.title": rubric.MatchNone, "notes[0]": rubric.MatchNone,
	} {
		if got[key] != want {
			t.Errorf("%s: %s, want %s", key, got[key], want)
		}
	}
}

func TestVerifySourcesMissingFile(t *testing.T) {
	d := mustDocument(t, small)
	d.Sources = []rubric.TextSource{{ID: "page", Title: "Page", File: "page.txt"}}
	d.Source = "page"
	r, err := rubric.New(d)
	if err != nil {
		t.Fatal(err)
	}
	checks, err := rubric.VerifySources(fstest.MapFS{"other.txt": {}}, r)
	if checks != nil || !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "page.txt") {
		t.Errorf("%v, error %v", checks, err)
	}
}

func ExampleVerifySources() {
	r, err := rubric.Load("circle.yaml", []byte(`format: rubric/1
id: circle
edition: "1"
title: Our circle
language: en
sources: [{id: flyer, title: The flyer, file: flyer.txt}]
source: flyer
spectrum:
  id: growth
  stages: [{id: seed, title: Seed}, {id: tree, title: Tree}]
domains:
  - id: talk
    title: Talk
    competencies: [{id: listening, title: We listen}]
`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	flyer := fstest.MapFS{"flyer.txt": {Data: []byte("OUR CIRCLE\n\nTalk: we listen. From Seed to tree.\n")}}
	checks, err := rubric.VerifySources(flyer, r)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range checks {
		fmt.Println(c.Key, c.Match)
	}
	// Output:
	// title capitals
	// seed.title exact
	// tree.title capitals
	// talk.title exact
	// listening.title capitals
}
