package rubric_test

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/rubric"
)

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
	inside, _ := r.Strand("inside")
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
		names("domains of a strand", inside.Domains(), domain, "reading"),
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
		names("frameworks", r.Frameworks(), self, "Houses Streets Days Nights Hats"),
		names("aligned", r.Aligned("houses"), competency, "welcome thanks greeting early late never"),
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
