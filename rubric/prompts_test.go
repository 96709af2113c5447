package rubric_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/spectrum"
)

// prompting is like full and has a set of prompts for everything that can have one.
var prompting = strings.Replace(full, "prompt_sets:\n", `prompt_sets:
  - {id: of-meeting, title: Of meeting, domain: meeting, prompts: [M1, M2]}
  - {id: of-tree, title: Of tree, stage: tree, prompts: [T1]}
  - {id: of-act, title: Of act, step: act, prompts: [A1]}
  - {id: of-hear, title: Of hear, step: hear, introduction: Sit down., prompts: [H1]}
  - {id: of-ending, title: Of ending, theme: ending, prompts: [E1]}
`, 1)

func TestPrompts(t *testing.T) {
	r := mustLoad(t, prompting)
	all := []string{"meeting", "hear", "talk", "of-meeting", "of-tree", "of-act", "of-hear", "of-ending", "look-back"}
	for name, test := range map[string]struct {
		about rubric.PromptSubject
		want  []string
	}{
		"all":                          {rubric.PromptSubject{}, all},
		"domain":                       {rubric.PromptSubject{Domain: "meeting"}, []string{"meeting", "of-meeting"}},
		"step":                         {rubric.PromptSubject{Step: "hear"}, []string{"hear", "of-hear"}},
		"step without its own prompts": {rubric.PromptSubject{Step: "act"}, []string{"of-act"}},
		"stage with two steps":         {rubric.PromptSubject{Stage: "tree"}, []string{"talk", "of-tree", "of-act"}},
		"stage without its own sets":   {rubric.PromptSubject{Stage: "seed"}, []string{"hear", "of-hear"}},
		"theme":                        {rubric.PromptSubject{Theme: "ending"}, []string{"of-ending", "look-back"}},
		"unknown domain":               {rubric.PromptSubject{Domain: "tree"}, nil},
		"unknown stage":                {rubric.PromptSubject{Stage: "meeting"}, nil},
		"unknown step":                 {rubric.PromptSubject{Step: "ending"}, nil},
		"unknown theme":                {rubric.PromptSubject{Theme: "hear"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for s := range r.Prompts(test.about) {
				got = append(got, s.ID)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("sets (-want +got):\n%s", diff)
			}
		})
	}
	got := slices.Collect(r.Prompts(rubric.PromptSubject{}))
	for id, want := range map[string]rubric.PromptSet{
		"meeting": {ID: "meeting", Title: "Meeting", Subject: rubric.PromptSubject{Domain: "meeting"}, Prompts: []string{"Where do we meet?", "When?"}},
		"hear":    {ID: "hear", Title: "Hear", Introduction: "Hearing comes first.", Subject: rubric.PromptSubject{Step: "hear"}, Prompts: []string{"Who hears?"}},
		"of-tree": {ID: "of-tree", Title: "Of tree", Subject: rubric.PromptSubject{Stage: "tree"}, Prompts: []string{"T1"}},
		"look-back": {
			ID: "look-back", Title: "Look back", Introduction: "Take your time.",
			Subject: rubric.PromptSubject{Theme: "ending"}, Prompts: []string{"What was good?"},
		},
	} {
		if diff := cmp.Diff(want, got[slices.Index(all, id)]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
}

func TestPromptsStopWhenAsked(t *testing.T) {
	r := mustLoad(t, prompting)
	total := len(slices.Collect(r.Prompts(rubric.PromptSubject{})))
	for stop := 1; stop <= total; stop++ {
		n := 0
		for range r.Prompts(rubric.PromptSubject{}) {
			if n++; n == stop {
				break
			}
		}
		if n != stop {
			t.Errorf("%d sets, want %d", n, stop)
		}
	}
	for range r.Lists() {
		break
	}
	for range r.Resources() {
		break
	}
	tree, _ := r.Spectrum().Stage("tree")
	for range r.StepsOf(tree) {
		break
	}
}

func stepIDs(r *rubric.Rubric, s spectrum.Stage) string {
	var ids []string
	for step := range r.StepsOf(s) {
		ids = append(ids, step.ID)
	}
	return strings.Join(ids, " ")
}

func TestStepsOf(t *testing.T) {
	r := cei.Latest()
	want := map[string]string{
		"not-evident": "marginalization",
		"developing":  "information consultation",
		"maturing":    "involvement",
		"advanced":    "collaboration ownership",
	}
	got := make(map[string]string)
	for s := range r.Spectrum().Stages() {
		got[s.ID()] = stepIDs(r, s)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// The order is that of the reference spectrum, not that of the stage.
	r = mustLoad(t, strings.Replace(full, "steps: [talk, act]", "steps: [act, talk]", 1))
	tree, _ := r.Spectrum().Stage("tree")
	if got := stepIDs(r, tree); got != "talk act" {
		t.Errorf("steps %q", got)
	}
	if got := stepIDs(r, spectrum.Stage{}); got != "" {
		t.Errorf("no stage has the steps %q", got)
	}
	r = mustLoad(t, small)
	tree, _ = r.Spectrum().Stage("tree")
	if got := stepIDs(r, tree); got != "" {
		t.Errorf("without a reference spectrum there are the steps %q", got)
	}
}

func TestReferenceSpectrum(t *testing.T) {
	got, ok := mustLoad(t, full).ReferenceSpectrum()
	want := rubric.ReferenceSpectrum{
		ID: "ladder", Title: "Ladder", Alignment: "Our own alignment",
		Steps: []rubric.ReferenceStep{
			{ID: "hear", Title: "Hear", Introduction: "Hearing comes first.", Prompts: []string{"Who hears?"}},
			{ID: "talk", Title: "Talk", Prompts: []string{"Who talks?", "Who does not?"}},
			{ID: "act", Title: "Act"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" || !ok {
		t.Errorf("%t (-want +got):\n%s", ok, diff)
	}
	if got, ok := mustLoad(t, small).ReferenceSpectrum(); ok || got.ID != "" {
		t.Errorf("%+v, %t", got, ok)
	}
}

func TestLists(t *testing.T) {
	r := mustLoad(t, full)
	wantLists := []rubric.NamedList{{ID: "rules", Title: "Rules", Items: []string{"Be on time", "Be kind"}}}
	if diff := cmp.Diff(wantLists, slices.Collect(r.Lists())); diff != "" {
		t.Errorf("lists (-want +got):\n%s", diff)
	}
	want := []rubric.Resource{{ID: "book", Title: "The Book", URL: "https://example.org/book", Description: "It is long."}}
	if diff := cmp.Diff(want, slices.Collect(r.Resources())); diff != "" {
		t.Errorf("resources (-want +got):\n%s", diff)
	}
	if n := len(slices.Collect(mustLoad(t, small).Resources())) + len(slices.Collect(mustLoad(t, small).Lists())); n != 0 {
		t.Errorf("%d of what the rubric does not have", n)
	}
}

// The caller may change the slices that a rubric returns.
func TestWhatIsGivenOutCanBeChanged(t *testing.T) {
	r := mustLoad(t, prompting)
	before, saidBefore := r.Document(), said(r)
	for s := range r.Prompts(rubric.PromptSubject{}) {
		s.Prompts[0] = "changed"
		_ = append(s.Prompts[:0], "changed", "changed")
	}
	ref, _ := r.ReferenceSpectrum()
	for i := range ref.Steps {
		ref.Steps[i].Title = "changed"
		for j := range ref.Steps[i].Prompts {
			ref.Steps[i].Prompts[j] = "changed"
		}
	}
	tree, _ := r.Spectrum().Stage("tree")
	for s := range r.StepsOf(tree) {
		for j := range s.Prompts {
			s.Prompts[j] = "changed"
		}
	}
	for l := range r.Lists() {
		l.Items[0] = "changed"
	}
	if diff := cmp.Diff(before, r.Document()); diff != "" {
		t.Errorf("the document changed:\n%s", diff)
	}
	if diff := cmp.Diff(saidBefore, said(r)); diff != "" {
		t.Errorf("what the rubric says changed:\n%s", diff)
	}
}

func TestPromptsOfTheEditions(t *testing.T) {
	r := cei.Latest()
	sets, questions := 0, 0
	for s := range r.Prompts(rubric.PromptSubject{}) {
		sets++
		questions += len(s.Prompts)
	}
	if sets != 17 || questions != 61 {
		t.Errorf("%d sets of %d questions", sets, questions)
	}
	for d := range r.Domains() {
		got := slices.Collect(r.Prompts(rubric.PromptSubject{Domain: d.ID()}))
		if want := len(slices.Collect(d.Prompts())); want > 0 && (len(got) != 1 || len(got[0].Prompts) != want) || want == 0 && len(got) > 0 {
			t.Errorf("%s has the sets %v", d.ID(), got)
		}
	}
}

func ExampleRubric_Prompts() {
	r := cei.Latest()
	for s := range r.Prompts(rubric.PromptSubject{Stage: "maturing"}) {
		fmt.Println(s.Title)
		for _, q := range s.Prompts {
			fmt.Println("-", q)
		}
	}
	// Output:
	// Involvement
	// - What does it take for residents of impacted communities in your school/district to have a real voice in the decision-making that impacts them? What are the examples?
	// - What is needed to build sustained voice & power?
}
