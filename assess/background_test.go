package assess_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// schoolCircle is a rubric with two background questions.
func schoolCircle(tb testing.TB) *rubric.Rubric {
	tb.Helper()
	r, err := rubric.LoadFS(os.DirFS("../testdata/good/rubrics"), "school-circle.yaml", nil)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// circleLine is a response with the given value of the key background.
func circleLine(background string) string {
	return `{"format":"response/1","rubric":"school-circle@1","id":"r","constituency":"students","background":` + background + `,"ratings":{"listening":"tree"}}`
}

func TestBackgroundIsRead(t *testing.T) {
	for _, tt := range []struct {
		background string
		want       map[string]string
		problems   string
	}{
		{background: `{}`},
		{background: `{"grade":"6-8"}`, want: map[string]string{"grade": "6-8"}},
		{background: `{"home-language":"other","grade":"k-5"}`, want: map[string]string{"grade": "k-5", "home-language": "other"}},
		{background: `{"grade":"6-9"}`, problems: `unknown-option: background.grade: the question grade has no option "6-9"; did you mean "6-8"?`},
		{background: `{"grad":"6-8"}`, problems: `unknown-question: background.grad: school-circle@1 has no background question "grad"; did you mean "grade"?`},
		{background: `{"grade":"not-answered"}`, problems: `unknown-option: background.grade: the question grade has no option "not-answered"; one of k-5, 6-8, 9-12`},
		{background: `{"grade":null}`, problems: "wrong-type: background.grade"},
		{background: `{"grade":8}`, problems: "wrong-type: background.grade"},
		{background: `"6-8"`, problems: "wrong-type: background"},
		{background: `{"grade":"6-8","grade":"6-8"}`, problems: "duplicate-key: background.grade"},
	} {
		t.Run(tt.background, func(t *testing.T) {
			r := schoolCircle(t)
			line := circleLine(tt.background)
			sameResult(t, r, assess.ResponseLimits{}, []byte(line))
			p, err := assess.LoadResponse(r, "x.json", []byte(line), nil)
			if tt.problems != "" {
				if ps, _ := problem.Of(err); len(ps) != 1 || !strings.Contains(err.Error(), tt.problems) {
					t.Errorf("got %v, want one problem with %s", err, tt.problems)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, p.Document().Background); diff != "" {
				t.Errorf("background (-want +got):\n%s", diff)
			}
			for _, question := range []string{"grade", "home-language", "nothing"} {
				option, ok := p.Background(question)
				if option != tt.want[question] || ok != (tt.want[question] != "") {
					t.Errorf("Background(%q) = %q, %v", question, option, ok)
				}
			}
			again, err := assess.NewResponse(r, p.Document())
			if err != nil {
				t.Fatal(err)
			}
			data, err := json.Marshal(p)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(data), string(encode(t, again))); diff != "" {
				t.Errorf("written again (-want +got):\n%s", diff)
			}
			sameResult(t, r, assess.ResponseLimits{}, data)
		})
	}
}

func TestBackgroundWithoutQuestions(t *testing.T) {
	for _, background := range []string{`{}`, `{"grade":"6-8"}`} {
		line := `{"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family","background":` + background + `,"ratings":{}}`
		sameResult(t, cei.Latest(), assess.ResponseLimits{}, []byte(line))
		_, err := assess.LoadResponse(cei.Latest(), "x.json", []byte(line), nil)
		if ps, _ := problem.Of(err); len(ps) != 1 || ps[0].Code != problem.UnknownQuestion || ps[0].Path != "background" {
			t.Errorf("%s: %v", background, err)
		}
	}
}

// All ways to write answers are read alike by the fast reader and the strict one.
func TestFastBackgroundAgreesWithStrict(t *testing.T) {
	r := schoolCircle(t)
	valid := 0
	values := append(fastTexts(), `"6-8"`, `"k-5"`, `"9-12"`, `"9-1"`, `"9-122"`, `"english"`, `"gr\u0061de"`)
	for _, place := range []string{
		circleLine(`{"grade":%s}`), circleLine(`{%s:"6-8"}`), circleLine(`%s`), circleLine(`{"home-language":"hmong","grade":%s}`),
		circleLine(`{"grade":"6-8",%s:"english"}`), circleLine(` { "grade" : %s , "home-language" : "english" } `), circleLine(`{"grade":"6-8"},"background":%s`),
		`{"background":{"grade":%s},"constituency":"students","format":"response/1","id":"r","ratings":{},"rubric":"school-circle@1"}`,
		`{"format":"response/1","rubric":"school-circle@1","id":"r","constituency":"students","ratings":{},"background":{"grade":%s}}`,
	} {
		for _, value := range values {
			if sameResult(t, r, assess.ResponseLimits{}, []byte(fmt.Sprintf(place, value))) {
				valid++
			}
		}
	}
	if valid < 15 {
		t.Errorf("%d valid lines, want more to compare", valid)
	}
}

// circleInput has students of two schools by grade.
func circleInput(students map[string]map[string]int) assess.ResponseInput {
	var b bytes.Buffer
	n := 0
	for school, grades := range students {
		for grade, count := range grades {
			for range count {
				n++
				background := ""
				if grade != "" {
					background = fmt.Sprintf(`"background":{"grade":%q},`, grade)
				}
				stage := []string{"seed", "plant", "tree"}[n%3]
				fmt.Fprintf(&b, `{"format":"response/1","rubric":"school-circle@1","id":"r-%d","organization":%q,"constituency":"students",%s"ratings":{"listening":%q}}`+"\n", n, school, background, stage)
			}
		}
	}
	return assess.ResponseInput{Name: "x.ndjson", Open: func() (io.ReadCloser, error) { return io.NopCloser(&b), nil }}
}

func TestByBackground(t *testing.T) {
	r := schoolCircle(t)
	byGrade, err := assess.ByBackground(r, "grade")
	if err != nil {
		t.Fatal(err)
	}
	in := circleInput(map[string]map[string]int{"lincoln": {"6-8": 3, "9-12": 2, "": 1}, "a/b": {"9-12": 4}})
	c, err := assess.Collect(context.Background(), r, []assess.ResponseInput{in}, &assess.CollectOptions{Key: assess.JoinKeys(assess.ByOrganization, byGrade)})
	if err != nil || c.Refused > 0 {
		t.Fatal(err, c)
	}
	got := make(map[string]uint64)
	for group, tally := range c.UnprotectedTallies() {
		got[group] = tally.Groups["students"].Raters
	}
	want := map[string]uint64{"lincoln/6-8": 3, "lincoln/9-12": 2, "lincoln/not-answered": 1, "a/b/9-12": 4}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	for group, want := range map[string]string{"lincoln/6-8": "lincoln", "a/b/9-12": "a/b", "lincoln": ""} {
		if parent, ok := assess.KeyParent(group); parent != want || ok != (want != "") {
			t.Errorf("KeyParent(%q) = %q, %v", group, parent, ok)
		}
	}
	if _, err := assess.ByBackground(r, "grad"); err == nil || !strings.Contains(err.Error(), `did you mean "grade"?`) {
		t.Errorf("unknown question: %v", err)
	}
	if _, err := assess.ByBackground(cei.Latest(), "grade"); err == nil {
		t.Error("a rubric without background questions is accepted")
	}
}

// The header takes no memory that the key could keep by mistake.
func TestBackgroundHeaderDoesNotAllocate(t *testing.T) {
	byGrade, err := assess.ByBackground(schoolCircle(t), "grade")
	if err != nil {
		t.Fatal(err)
	}
	h := assess.ResponseHeader{Organization: []byte("lincoln"), Background: []string{"6-8", ""}}
	key, by := make([]byte, 0, 100), assess.JoinKeys(assess.ByOrganization, byGrade)
	if n := testing.AllocsPerRun(10, func() { key = by(key[:0], &h) }); n > 0 || string(key) != "lincoln/6-8" {
		t.Errorf("%v allocations for %q", n, key)
	}
}

func TestBackgroundIsMigrated(t *testing.T) {
	from := schoolCircle(t)
	doc := from.Document()
	doc.Edition = "2"
	doc.Background[0].Options = doc.Background[0].Options[:2]
	doc.Background = doc.Background[:1]
	to, err := rubric.New(doc)
	if err != nil {
		t.Fatal(err)
	}
	x, err := rubric.LoadCrosswalk("x.yaml", []byte(`
format: crosswalk/1
from: school-circle@1
to: school-circle@2
competencies:
  - {from: [listening], to: [listening], relation: same, comparable: fully}
  - {from: [asking], to: [asking], relation: same, comparable: fully}
`), from, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	for background, want := range map[string]map[string]string{
		`{"grade":"6-8","home-language":"hmong"}`: {"grade": "6-8"}, `{"grade":"9-12"}`: nil,
	} {
		p, err := assess.LoadResponse(from, "x.json", []byte(circleLine(background)), nil)
		if err != nil {
			t.Fatal(err)
		}
		moved, losses, err := assess.MigrateResponse(p, x)
		if err != nil || len(losses) > 0 {
			t.Fatal(err, losses)
		}
		if diff := cmp.Diff(want, moved.Document().Background); diff != "" {
			t.Errorf("%s moved (-want +got):\n%s", background, diff)
		}
	}
}
