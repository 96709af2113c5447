package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func prompts(list ...string) []rubric.TextEntry {
	var out []rubric.TextEntry
	for _, s := range list {
		out = append(out, rubricText(s))
	}
	return out
}

// talk returns the texts of conversations, one on each line.
func talk(cs report.ConversationsSection) []string {
	var lines []string
	add := func(t report.TaggedText) {
		if t != nil {
			lines = append(lines, t.String())
		}
	}
	ask := func(sets []report.QuestionSet) {
		for _, set := range sets {
			add(set.Title)
			add(set.Introduction)
			for _, q := range set.Items {
				lines = append(lines, "? "+q.String())
			}
			if set.More != "" {
				lines = append(lines, set.More)
			}
		}
	}
	for _, c := range cs.Items {
		add(c.Domain)
		for _, e := range c.Edges {
			lines = append(lines, "- "+e.Label.String())
			add(e.Current)
			add(e.Next)
			add(e.Descriptor)
		}
		ask(c.Questions)
	}
	for _, s := range cs.Stages {
		add(s.Heading)
		ask(s.Questions)
	}
	return lines
}

func TestConversations(t *testing.T) {
	r := newRubric(t, 4, 0, 2, 3, func(doc *rubric.EditionDocument) {
		doc.Domains[0].Prompts = prompts("one?", "two?", "three?", "four?", "five?", "six?")
		doc.Domains[1].Prompts = prompts("two?", "seven?")
		doc.Domains[0].Competencies[0].Descriptors = map[string]rubric.TextEntry{"stage-1": rubricText("now"), "stage-3": rubricText("later")}
		doc.Spectrum.Stages[0].Messages = prompts("You are noticed.", "Please wait.")
		doc.Spectrum.Stages[0].Steps, doc.Spectrum.Stages[1].Steps = []string{"step-2"}, []string{"step-1"}
		doc.ReferenceSpectrum = &rubric.ReferenceSpectrumEntry{
			ID: "reference", Title: rubricText("Reference"),
			Steps: []rubric.ReferenceStepEntry{
				{ID: "step-1", Title: rubricText("Step 1"), Introduction: rubricText("Introduced."), Prompts: prompts("this?")},
				{ID: "step-2", Title: rubricText("Step 2"), Prompts: prompts("eight?")},
			},
		}
		doc.PromptSets = []rubric.PromptSetEntry{
			{ID: "of-domain", Title: rubricText("Set of the domain"), Domain: "domain-1", Prompts: prompts("nine?")},
			{ID: "of-stage", Title: rubricText("Set of the stage"), Stage: "stage-1", Prompts: prompts("ten?", "one?")},
			{ID: "of-theme", Title: rubricText("Set of a theme"), Theme: "theme", Prompts: prompts("nor this?")},
			{ID: "asked", Title: rubricText("Asked before"), Stage: "stage-1", Prompts: prompts("one?")},
		}
	})
	low, high := []uint64{20, 0, 0, 0}, []uint64{0, 0, 0, 20}
	ta := tally(r, map[string]uint64{"": 21}, map[string][][]uint64{"": {low, high, high, {15, 5, 0, 0}, high, high}})
	v := build(t, summary(t, r, ta), assess.Policy{}, nil)
	want := []string{
		"Domain 1", "- Competency c-1-1",
		"The middle rating is Stage 1. Message to the community at Stage 1: You are noticed, Please wait.",
		"The next stage is Stage 2. This matches Step 1 in “Reference”.", "later",
		"? one?", "? two?", "? three?", "? four?", "The rubric has 2 more questions.",
		"Set of the domain", "? nine?",
		"Domain 2", "- Competency c-2-1",
		"The middle rating is Stage 1. Message to the community at Stage 1: You are noticed, Please wait.",
		"The next stage is Stage 2. This matches Step 1 in “Reference”.", "? seven?",
		"About the stage Stage 1",
		"Step 2", "? eight?",
		"Set of the stage", "? ten?",
		"About the stage Stage 2",
		"Step 1", "Introduced.", "? this?",
	}
	if diff := cmp.Diff(want, talk(v.Conversations)); diff != "" {
		t.Errorf("conversations (-want +got):\n%s", diff)
	}
	for _, f := range formats[:3] {
		out := strings.Join(strings.Fields(output(t, v, f.write)), " ")
		for _, s := range []string{"seven?", "nine?", "ten?", "later"} {
			if strings.Count(out, s) != 1 {
				t.Errorf("%s has %q %d times", f.name, s, strings.Count(out, s))
			}
		}
	}
}

func TestOneDomain(t *testing.T) {
	r := newRubric(t, 5, 2, 1, 6, nil)
	v := build(t, summary(t, r, randomTally(r, 2, 30, 40)), assess.Policy{}, nil)
	if !v.OneDomain || len(v.Strengths.Items) == 0 || len(v.Conversations.Items) != 1 {
		t.Fatalf("one domain %v, %d strengths, %d conversations", v.OneDomain, len(v.Strengths.Items), len(v.Conversations.Items))
	}
	for _, h := range append(v.Strengths.Items, v.Edges.Items...) {
		if h.Domain != nil {
			t.Errorf("%s names its domain", h.Label)
		}
	}
	for _, f := range formats[:3] {
		out := output(t, v, f.write)
		if strings.Contains(out, "Overview") || strings.Contains(out, "overview") && f.name != "html" {
			t.Errorf("%s has an overview", f.name)
		}
		if n := strings.Count(out, "Domain 1"); f.name != "html" && n != 1 {
			t.Errorf("%s names the domain %d times", f.name, n)
		}
	}
	reporttest.Golden(t, "report/one-domain.txt", write(t, v, text.Write))
	reporttest.Golden(t, "report/one-domain.html", write(t, v, html.Write))
}

func TestDifferencesNameACompetencyOnce(t *testing.T) {
	r := newRubric(t, 4, 4, 2, 3, nil)
	for seed := range uint64(20) {
		v := build(t, summary(t, r, randomTally(r, seed, 12, 13, 14, 15)), assess.Policy{}, nil)
		seen := make(map[string]bool)
		last := 2.0
		for g := range v.Published.Gaps() {
			if id := g.Competency.ID(); !seen[id] && len(seen) < len(v.Differences.Items) {
				seen[id] = true
				title := fmt.Sprintf("“%s”", g.Competency.Title())
				if s := v.Differences.Items[len(seen)-1].Sentence.String(); !strings.HasPrefix(s, title) {
					t.Errorf("seed %d: difference %d is %q, want %s", seed, len(seen), s, title)
				}
			}
			if d := max(g.Delta, -g.Delta); d > last {
				t.Fatal("gaps are not sorted")
			} else {
				last = d
			}
		}
	}
}

// Each of the notices and sources is in each of the formats for people.
func TestAbout(t *testing.T) {
	r := newRubric(t, 4, 0, 2, 1, func(doc *rubric.EditionDocument) {
		doc.Definition, doc.Citation, doc.Notice = rubricText("The definition."), rubricText("The citation."), rubricText("The notice.")
		doc.Notes = prompts("First note.", "Second note.")
		doc.Source = "a"
		doc.Sources = []rubric.TextSource{
			{ID: "a", Title: "Paper A", Publisher: "Press", URL: "https://example.org/a_(b)?c=1&d=<e>"},
			{ID: "b", Title: "Paper B", URL: "http://example.org/"},
			{ID: "c", Title: "Paper C"},
		}
		doc.Strands = []rubric.StrandEntry{
			{ID: "s", Title: rubricText("Strand S"), Domains: []string{"domain-1"}},
			{ID: "t", Title: rubricText("Strand T"), Domains: []string{"domain-2"}},
		}
		doc.Domains[0].Code = "7"
	})
	v := build(t, summary(t, r, randomTally(r, 1, 20)), assess.Policy{}, nil)
	want := []report.SourceCitation{
		{Title: "Paper A", Publisher: "Press", URL: "https://example.org/a_(b)?c=1&d=%3Ce%3E"},
		{Title: "Paper B", URL: "http://example.org/"},
		{Title: "Paper C"},
	}
	if diff := cmp.Diff(want, v.About.Sources); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	for _, f := range formats[:3] {
		out := strings.Join(strings.Fields(output(t, v, f.write)), " ")
		for _, s := range []string{
			"The definition.", "The citation.", "The notice.", "First note.", "Second note.",
			"Paper A, Press", "Paper B", "Paper C", "Strand S (7) · Strand T (Domain 2)",
		} {
			if strings.Count(out, s) != 1 {
				t.Errorf("%s has %q %d times", f.name, s, strings.Count(out, s))
			}
		}
	}
	out := write(t, v, html.Write)
	if s := `<a href="https://example.org/a_%28b%29?c=1&amp;d=%3Ce%3E"`; !strings.Contains(out, s) {
		t.Errorf("the page has no %s", s)
	}
}

// Each growing edge of the embedded rubric has what the introduction promises: the message of
// today's stage, the next stage with a descriptor or with a step and its questions, questions of
// the domain or a theme that fits it, and lines to write on. The guide says the same.
func TestConversationsAreComplete(t *testing.T) {
	r := cei.Latest()
	for seed := range uint64(40) {
		v := build(t, summary(t, r, randomTally(r, seed, 40, 60)), assess.Policy{}, nil)
		asked := make(map[string]bool)
		for _, talk := range v.Conversations.Stages {
			for _, set := range talk.Questions {
				asked[set.Title.String()] = true
			}
		}
		guide := make(map[string]report.GuideGrowingEdge)
		for _, topic := range v.Guide().Topics {
			for _, e := range topic.Edges {
				guide[e.Label.String()] = e
			}
		}
		for _, c := range v.Conversations.Items {
			if len(c.Questions) == 0 {
				t.Errorf("%s has no questions", c.Domain)
			}
			for _, e := range c.Edges {
				if n := strings.Count(e.Current.String()+e.Next.String(), "Message to the community"); n < 2 {
					t.Errorf("%s: %d messages: %q, %q", e.Label, n, e.Current, e.Next)
				}
				if _, steps, ok := strings.Cut(e.Next.String(), "This matches "); ok {
					steps, _, _ = strings.Cut(steps, " in “")
					for step := range strings.SplitSeq(steps, ", ") {
						if !asked[step] {
							t.Errorf("%s: the questions of %s are missing", e.Label, step)
						}
					}
				} else if e.Descriptor == nil {
					t.Errorf("%s has no descriptor and no step: %q", e.Label, e.Next)
				}
				g := guide[e.Label.String()]
				if g.Present.String() != e.Current.String() || g.Next.String() != e.Next.String() || g.IntroducedDescriptor.String() != e.IntroducedDescriptor.String() {
					t.Errorf("%s: the guide says %q, %q", e.Label, g.Present, g.Next)
				}
			}
		}
		if len(v.Conversations.Items) > 0 && v.Conversations.EdgeLines == 0 {
			t.Error("no lines to write on")
		}
	}
}
