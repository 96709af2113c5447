package formcheck

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// opened is a form as survey-core reads it.
type opened struct {
	Problems       []string
	Empty          map[string]any
	WithoutAnswers bool
	Title          string
	Pages          []string
	Rows           map[string]string
	Cells          map[string]map[string]string
	Seen           map[string]struct {
		Rows            map[string]string
		Pages, Comments []string
	}
	Results []struct {
		Done bool
		Data json.RawMessage
	}
}

func open(t *testing.T, survey json.RawMessage, locale string, results []map[string]any) opened {
	t.Helper()
	input, err := json.Marshal(map[string]any{"form": survey, "results": results, "locale": locale})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "surveyjs.mjs")
	cmd.Stdin = bytes.NewReader(input)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	output, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s\nnpm ci installs what is missing", err, &stderr)
	}
	if stderr.Len() > 0 {
		t.Errorf("survey-core complains:\n%s", &stderr)
	}
	var o opened
	if err := json.Unmarshal(output, &o); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	return o
}

func TestSurveyJS(t *testing.T) {
	original := cei.Latest()
	overlay, err := cei.Overlay(original.Edition(), "es")
	if err != nil {
		t.Fatal(err)
	}
	spanish, stale := original.Localize(overlay)
	if err := stale.Err(); err != nil {
		t.Fatal(err)
	}
	workshop, err := rubric.LoadFS(os.DirFS("../../../examples/customrubric"), "rubric.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("cei in Spanish", func(t *testing.T) {
		checkSurvey(t, original, spanish, &form.Options{Translations: []*rubric.Rubric{spanish}})
	})
	t.Run("cei in English", func(t *testing.T) {
		checkSurvey(t, original, original, &form.Options{Translations: []*rubric.Rubric{spanish}})
	})
	t.Run("one's own", func(t *testing.T) { checkSurvey(t, workshop, workshop, nil) })
}

// TestSurveyJSAudiences opens a form as the raters of each constituency see it, and changes
// the constituency after answers.
func TestSurveyJSAudiences(t *testing.T) {
	r, err := rubric.LoadFS(os.DirFS("../../../testdata/good/rubrics"), "audiences.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	survey, _, err := form.SurveyJS(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	changed := map[string]any{
		"constituency": "leader", "ratings-daily-life": map[string]any{"greeting": "always", "language-help": "always"},
		"ratings-decisions": map[string]any{"budget-voice": "always"}, "note-budget-voice": "Late", "note-greeting": "Warm",
	}
	student := map[string]any{"constituency": "student"}
	o := open(t, survey, "en", []map[string]any{changed, student})
	if len(o.Problems) > 0 {
		t.Errorf("survey-core finds %q", o.Problems)
	}
	for x := range r.Constituencies() {
		rows, comments := make(map[string]string), []string(nil)
		for c := range r.Competencies() {
			if c.Asks(x.ID) {
				rows[c.ID()] = strings.TrimSpace(c.Code() + " " + c.TitleFor(x.ID))
				if c.Summary() != "" {
					rows[c.ID()] += "\n" + c.Summary()
				}
				suffix := ""
				if _, ok := c.Wording(x.ID); ok {
					suffix = "--for-" + x.ID
				}
				comments = append(comments, "evidence-"+c.ID()+suffix, "note-"+c.ID()+suffix)
			}
		}
		if diff := cmp.Diff(rows, o.Seen[x.ID].Rows); diff != "" {
			t.Errorf("%s (-want +got):\n%s", x.ID, diff)
		}
		slices.Sort(comments)
		slices.Sort(o.Seen[x.ID].Comments)
		if diff := cmp.Diff(comments, o.Seen[x.ID].Comments); diff != "" {
			t.Errorf("comments of %s (-want +got):\n%s", x.ID, diff)
		}
	}
	// What a leader answered before they said that they are a student is not sent.
	after := open(t, survey, "en", []map[string]any{mergedWith(changed, student)})
	for p, err := range form.SurveyJSAnswers(r, "r.json", bytes.NewReader(after.Results[0].Data), nil) {
		if err != nil {
			t.Errorf("%s: %v", after.Results[0].Data, err)
			continue
		}
		if c, _ := r.Competency("greeting"); p.Rating(c) != 3 || p.Note(c) != "Warm" {
			t.Errorf("%s", after.Results[0].Data)
		}
	}
}

func mergedWith(a, b map[string]any) map[string]any {
	m := maps.Clone(a)
	maps.Copy(m, b)
	return m
}

// checkSurvey opens the form of a rubric, checks it in the language of shown and answers
// it.
func checkSurvey(t *testing.T, r, shown *rubric.Rubric, opt *form.Options) {
	survey, _, err := form.SurveyJS(r, opt)
	if err != nil {
		t.Fatal(err)
	}
	want, results := answers(r)
	o := open(t, survey, shown.Language(), results)
	if len(o.Problems) > 0 {
		t.Errorf("survey-core finds %q", o.Problems)
	}
	if diff := cmp.Diff(map[string]any{"rubric": r.Ref().String()}, o.Empty); diff != "" {
		t.Errorf("the form does not start empty (-want +got):\n%s", diff)
	}
	if o.WithoutAnswers {
		t.Error("a response without a constituency can be sent")
	}
	if o.Title != shown.Title() {
		t.Errorf("title %q, want %q", o.Title, shown.Title())
	}
	for c := range shown.Competencies() {
		if title := strings.TrimSpace(c.Code() + " " + c.Title()); o.Rows[c.ID()] != title {
			t.Errorf("row %q, want %q", o.Rows[c.ID()], title)
		}
		for _, n := range []string{"not-applicable", "dont-know", "declined"} {
			if o.Cells[c.ID()][n] == "" {
				t.Errorf("%s has an empty cell for %s", c.ID(), n)
			}
		}
		for s := range shown.Spectrum().Stages() {
			says := strings.Join(slices.Collect(s.Messages()), ", ")
			if d, ok := c.Descriptor(s); ok {
				says = d
			}
			if got := o.Cells[c.ID()][s.ID()]; got != says {
				t.Errorf("%s at %s says %q, want %q", c.ID(), s.ID(), got, says)
			}
		}
	}
	var data []json.RawMessage
	for i, result := range o.Results {
		if !result.Done {
			t.Errorf("response %d cannot be sent", i)
		}
		data = append(data, result.Data)
	}
	file, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	var got []assess.ResponseDocument
	for p, err := range form.SurveyJSAnswers(r, "results.json", bytes.NewReader(file), nil) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, p.Document())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("responses (-want +got):\n%s", diff)
	}
}

// answers returns responses and what raters enter in the form to give them.
func answers(r *rubric.Rubric) (list []assess.ResponseDocument, entered []map[string]any) {
	rng := rand.New(rand.NewPCG(5, 6))
	stages := []string{"not-applicable", "dont-know", "declined"}
	for s := range r.Spectrum().Stages() {
		stages = append(stages, s.ID())
	}
	constituencies := slices.Collect(r.Constituencies())
	for i := range 25 {
		d := assess.ResponseDocument{
			Format: assess.ResponseFormat, Rubric: r.Ref().String(), ID: fmt.Sprintf("result-%d", i+1), Organization: "A & B",
			Constituency: constituencies[i%len(constituencies)].ID, Date: "2026-10-01", Ratings: make(map[string]assess.RatingEntry),
		}
		e := map[string]any{"constituency": d.Constituency, "organization": d.Organization, "date": d.Date}
		for domain := range r.Domains() {
			rows := make(map[string]string)
			for c := range domain.Competencies() {
				if rng.IntN(3) == 0 {
					continue
				}
				entry := assess.RatingEntry{Stage: stages[rng.IntN(len(stages))]}
				rows[c.ID()] = entry.Stage
				if rng.IntN(3) == 0 {
					entry.Evidence, entry.Note = []string{"one", "two, “quoted”"}, "A note\nof two lines"
					e["evidence-"+c.ID()], e["note-"+c.ID()] = strings.Join(entry.Evidence, "\n"), entry.Note
				}
				d.Ratings[c.ID()] = entry
			}
			if len(rows) > 0 {
				e["ratings-"+domain.ID()] = rows
			}
		}
		list, entered = append(list, d), append(entered, e)
	}
	return list, entered
}
