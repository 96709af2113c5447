package report_test

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestGuideGolden(t *testing.T) {
	district := reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson")
	distrito := reporttest.SummarizeFile(t, localized(t), "district-2023.2.ndjson")
	team := reporttest.SummarizeFile(t, cei.Latest(), "team-2023.2.ndjson")
	small := newRubric(t, 3, 0, 1, 1, nil)
	one := summary(t, small, randomTally(small, 5, 20))
	welcome := reporttest.Audiences(t, "en")
	audiences := summary(t, welcome, randomTally(welcome, 17, 60, 50, 40, 30, 4))
	tests := []struct {
		name    string
		formats string
		summary *assess.Summary
		policy  assess.Policy
		opt     *report.Options
	}{
		{"guide", "txt md html", district, assess.Policy{}, &sampleOptions},
		{"guide-es", "txt md html", distrito, assess.Policy{}, &spanishOptions},
		{"guide-internal", "txt html", team, assess.Internal(), nil},
		{"guide-hidden", "txt md html", team, assess.Public(), nil},
		{"guide-one-competency", "txt html", one, assess.Policy{}, nil},
		{"guide-audiences", "txt md", audiences, assess.Policy{}, nil},
	}
	narrow := &text.Options{Width: 60, ASCII: true}
	reporttest.Golden(t, "report/guide-ascii.txt", reporttest.Written(t, func(w io.Writer) error {
		return text.WriteGuide(w, build(t, district, assess.Policy{}, &sampleOptions).Guide(), narrow)
	}))
	for _, tt := range tests {
		v := build(t, tt.summary, tt.policy, tt.opt)
		for _, f := range formats {
			if kind, ext, _ := strings.Cut(f.name, "."); kind == "guide" && strings.Contains(tt.formats, ext) {
				t.Run(tt.name+"."+ext, func(t *testing.T) {
					reporttest.Golden(t, filepath.Join("report", tt.name+"."+ext), output(t, v, f.write))
				})
			}
		}
	}
}

// The guide has the growing edges of the report, with all questions of the rubric.
func TestGuideHasAll(t *testing.T) {
	r := cei.Latest()
	v := build(t, reporttest.SummarizeFile(t, r, "district-2023.2.ndjson"), assess.Policy{}, nil)
	g := v.Guide()
	var edges []string
	views := make(map[string]string)
	for _, topic := range g.Topics {
		for _, e := range topic.Edges {
			edges = append(edges, e.Label.String())
			views[e.ID] = e.Views.String()
			c, _ := r.Competency(e.ID)
			want := questionsAbout(r, rubric.PromptSubject{Domain: c.Domain().ID()})
			for theme := range r.ThemesOf(c.Domain().ID()) {
				want = append(want, questionsAbout(r, rubric.PromptSubject{Theme: theme})...)
			}
			if diff := cmp.Diff(want, questionTexts(topic.Questions)); diff != "" {
				t.Errorf("questions with %s (-rubric +guide):\n%s", e.ID, diff)
			}
		}
		if diff := cmp.Diff(questionsAbout(r, rubric.PromptSubject{Stage: "developing"}), questionTexts(topic.Stages[0].Questions)); diff != "" {
			t.Errorf("questions of the stage in %s (-rubric +guide):\n%s", topic.Title, diff)
		}
	}
	for _, c := range v.Conversations.Items {
		for _, e := range c.Edges {
			if !slices.Contains(edges, e.Label.String()) {
				t.Errorf("the guide has no edge %q", e.Label)
			}
		}
	}
	if diff := cmp.Diff(questionsAbout(r, rubric.PromptSubject{Theme: "opening-reflection"}), questionTexts(g.Opening)); diff != "" {
		t.Errorf("questions to begin with (-rubric +guide):\n%s", diff)
	}
	if len(edges) != len(v.Edges.Items) {
		t.Errorf("%d edges, the report has %d", len(edges), len(v.Edges.Items))
	}
	for _, d := range v.Differences.Items {
		if got, ok := views[d.Competency]; ok && got != d.Sentence.String()+" "+d.Detail.String() {
			t.Errorf("%s: views %q, the report says %q", d.Competency, got, d.Sentence)
		}
	}
}

func questionsAbout(r *rubric.Rubric, about rubric.PromptSubject) []string {
	var all []string
	for set := range r.Prompts(about) {
		all = append(all, set.Prompts...)
	}
	return all
}

func questionTexts(sets []report.QuestionSet) []string {
	var all []string
	for _, set := range sets {
		for _, q := range set.Items {
			all = append(all, q.String())
		}
	}
	return all
}

// twoEdges returns the guide for a rubric of one domain with many questions, and for its
// second competency, which is between the first two stages.
func twoEdges(t *testing.T, change func(*rubric.EditionDocument)) *report.Guide {
	t.Helper()
	r := newRubric(t, 4, 0, 1, 2, func(doc *rubric.EditionDocument) {
		for i := range doc.Spectrum.Stages {
			doc.Spectrum.Stages[i].Messages = []rubric.TextEntry{rubricText(fmt.Sprintf("message %d", i+1))}
		}
		change(doc)
	})
	counts := map[string][][]uint64{assess.AllRaters: {{0, 0, 0, 20}, {10, 10, 0, 0}}}
	v := build(t, summary(t, r, tally(r, map[string]uint64{assess.AllRaters: 20}, counts)), assess.Internal(), nil)
	return v.Guide()
}

func TestGuideEdgeBetweenStages(t *testing.T) {
	g := twoEdges(t, func(doc *rubric.EditionDocument) {
		doc.Domains[0].Competencies[1].Descriptors = map[string]rubric.TextEntry{"stage-1": rubricText("first"), "stage-4": rubricText("fourth")}
	})
	if len(g.Topics) != 1 || len(g.Topics[0].Edges) != 1 {
		t.Fatalf("topics %+v", g.Topics)
	}
	if title := g.Topics[0].Title; title != nil {
		t.Errorf("the only domain is named %q", title)
	}
	e := g.Topics[0].Edges[0]
	got := []string{e.Said.String(), e.Present.String(), e.Next.String(), e.DescriptorIntro.String(), e.Descriptor.String()}
	want := []string{
		"0 of 20 people rated it Stage 3 or above.",
		"The middle rating is between Stage 1 and Stage 2. Message to the community at Stage 1: message 1. Message to the community at Stage 2: message 2.",
		"The next stage is Stage 2.", "What Stage 4 looks like:", "fourth",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("edge (-want +got):\n%s", diff)
	}
}

// A text that no source has is absent in every format.
func TestGuideWithoutDescriptors(t *testing.T) {
	g := twoEdges(t, func(doc *rubric.EditionDocument) {
		doc.Domains[0].Competencies[1].Descriptors = map[string]rubric.TextEntry{"stage-1": rubricText("first")}
	})
	if e := g.Topics[0].Edges[0]; e.DescriptorIntro != nil || e.Descriptor != nil {
		t.Errorf("says that %q %q", e.DescriptorIntro, e.Descriptor)
	}
}

func TestGuideBoundsQuestions(t *testing.T) {
	g := twoEdges(t, func(doc *rubric.EditionDocument) {
		doc.Domains[0].Prompts = nil
		for i := range 500 {
			doc.Domains[0].Prompts = append(doc.Domains[0].Prompts, rubricText(fmt.Sprintf("Question %d?", i)))
		}
	})
	q := g.Topics[0].Questions[0]
	if len(q.Items) < 20 || len(q.Items) > 40 || q.More != fmt.Sprintf("The rubric has %d more questions.", 500-len(q.Items)) {
		t.Errorf("%d questions and %q", len(q.Items), q.More)
	}
}

// Without results the guide has the questions of the rubric, or only the plan if there are
// none.
func TestGuideWithoutResults(t *testing.T) {
	silent := newRubric(t, 4, 0, 2, 2, func(doc *rubric.EditionDocument) { doc.Domains[0].Prompts, doc.Domains[1].Prompts = nil, nil })
	tests := []struct {
		name    string
		rubric  *rubric.Rubric
		tally   *assess.Tally
		message string
		topics  int
	}{
		{"nobody", cei.Latest(), &assess.Tally{}, "Nobody has taken part yet.", 7},
		{"hidden", cei.Latest(), randomTally(cei.Latest(), 1, 1), "Thank you to everyone who took part.", 7},
		{"no questions", silent, &assess.Tally{}, "Nobody has taken part yet.", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := build(t, summary(t, tt.rubric, tt.tally), assess.Policy{}, nil).Guide()
			if !strings.HasPrefix(g.Message, tt.message) || g.Participation != nil || g.Strengths.Intro != "" {
				t.Errorf("message %q, participation %q, strengths %+v", g.Message, g.Participation, g.Strengths)
			}
			if len(g.Topics) != tt.topics {
				t.Errorf("%d topics, want %d", len(g.Topics), tt.topics)
			}
			for _, topic := range g.Topics {
				if len(topic.Edges) > 0 || len(topic.Questions) == 0 {
					t.Errorf("topic %+v", topic)
				}
			}
			if said := strings.Join(g.Steps, " "); strings.Contains(said, "growing edge") || strings.Contains(said, "strengths") {
				t.Errorf("the steps speak of what is not there: %s", said)
			}
		})
	}
}

func TestGuideSaysThatItIsInternal(t *testing.T) {
	v := build(t, reporttest.SummarizeFile(t, cei.Latest(), "team-2023.2.ndjson"), assess.Internal(), nil)
	for _, f := range formats {
		out := strings.Join(strings.Fields(output(t, v, f.write)), " ")
		if strings.HasPrefix(f.name, "guide.") && !strings.Contains(out, "For internal use: this guide") {
			t.Errorf("%s: nothing says that the guide is internal", f.name)
		}
	}
}
