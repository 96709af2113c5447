package rubric_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

const circleFile = "good/rubrics/school-circle.yaml"

func TestBackgroundQuestions(t *testing.T) {
	r := readRubric(t, circleFile)
	want := []rubric.BackgroundQuestion{
		{ID: "grade", Title: "What grade are you, or your oldest child, in?", Options: []rubric.BackgroundOption{
			{ID: "k-5", Title: "Kindergarten to grade 5"}, {ID: "6-8", Title: "Grades 6 to 8"}, {ID: "9-12", Title: "Grades 9 to 12"},
		}},
		{ID: "home-language", Title: "Language spoken at home", Options: []rubric.BackgroundOption{
			{ID: "english", Title: "English"}, {ID: "spanish", Title: "Spanish"}, {ID: "hmong", Title: "Hmong"}, {ID: "other", Title: "Another language"},
		}},
	}
	got := slices.Collect(r.BackgroundQuestions())
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("questions (-want +got):\n%s", diff)
	}
	got[0].Options[0].Title = "changed"
	if q, ok := r.BackgroundQuestion("grade"); !ok || q.Options[0].Title != "Kindergarten to grade 5" {
		t.Errorf("BackgroundQuestion(grade) = %v, %v: a caller can change the rubric", q, ok)
	}
	if _, ok := r.BackgroundQuestion("listening"); ok {
		t.Error("a competency is a background question")
	}
	for range readRubric(t, "good/rubrics/garden.yaml").BackgroundQuestions() {
		t.Error("a rubric without background questions has one")
	}
}

func TestBackgroundTexts(t *testing.T) {
	sources := make(map[string]string)
	for text := range readRubric(t, circleFile).Texts() {
		sources[text.Key] = text.Source
	}
	for key, want := range map[string]string{
		"grade.title": "handbook", "grade.options.6-8": "handbook", "home-language.title": "office",
		"home-language.options.hmong": "office", "home-language.options.other": "handbook",
	} {
		if got, ok := sources[key]; !ok || got != want {
			t.Errorf("source of %s is %q, %v, want %q", key, got, ok, want)
		}
	}
}

func TestBackgroundIsTranslated(t *testing.T) {
	r := readRubric(t, circleFile)
	entry := func(text, source string) map[string]string {
		return map[string]string{"text": text, "hash": rubric.TextHash(source)}
	}
	data, err := json.Marshal(map[string]any{"format": "overlay/1", "rubric": "school-circle@1", "language": "es", "official": false, "texts": map[string]any{
		"grade.title":                   entry("¿En qué grado está?", "What grade are you, or your oldest child, in?"),
		"grade.options.6-8":             entry("Grados 6 a 8", "Grades 6 to 8"),
		"home-language.options.english": entry("Otro", "English"),
		"home-language.options.other":   entry("¡Otro!", "Another language"), // the same title
	}})
	if err != nil {
		t.Fatal(err)
	}
	o, err := rubric.LoadOverlay("es.json", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	es, problems := r.Localize(o)
	var found []string
	for _, p := range problems {
		if p.Code != problem.MissingText {
			found = append(found, string(p.Code)+" "+p.Path)
		}
	}
	if diff := cmp.Diff([]string{`duplicate-title texts["home-language.options.other"]`}, found); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	grade, _ := es.BackgroundQuestion("grade")
	language, _ := es.BackgroundQuestion("home-language")
	if grade.Title != "¿En qué grado está?" || grade.Options[1].Title != "Grados 6 a 8" || language.Options[0].Title != "Otro" || language.Options[3].Title != "Another language" {
		t.Errorf("translated questions: %v, %v", grade, language)
	}
	original, _ := r.BackgroundQuestion("grade")
	if !grade.Equal(original) || grade.Equal(language) || !grade.Options[1].Equal(original.Options[1]) || grade.Options[1].Equal(original.Options[0]) {
		t.Error("Equal does not compare ids")
	}
	if es.Ref() != r.Ref() {
		t.Errorf("the translation is of %v, not of %v", es.Ref(), r.Ref())
	}
}

func TestBackgroundDiff(t *testing.T) {
	before := string(readTestdata(t, circleFile))
	after := strings.NewReplacer(
		"- {id: hmong, title: Hmong}", "- {id: arabic, title: Arabic}",
		"title: Grades 6 to 8", "title: Grades 6 and up",
	).Replace(before)
	want := []rubric.EditionChange{
		{Kind: rubric.TextReworded, Key: "grade.options.6-8", Before: "Grades 6 to 8", After: "Grades 6 and up"},
		{Kind: rubric.PartAdded, Key: "home-language.options.arabic", After: "Arabic"},
		{Kind: rubric.PartDropped, Key: "home-language.options.hmong", Before: "Hmong"},
	}
	if diff := cmp.Diff(want, rubric.Diff(mustLoad(t, before), mustLoad(t, after))); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	without := mustLoad(t, string(readTestdata(t, "good/rubrics/minimal.yaml")))
	added := 0
	for _, c := range rubric.Diff(without, mustLoad(t, before)) {
		if c.Key == "grade" || c.Key == "home-language" {
			added++
		}
	}
	if added != 2 {
		t.Errorf("%d background questions were added, want 2", added)
	}
}
