package form_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
)

// Results may have display texts in any of the languages, envelopes, and names and numbers
// that a mapping explains.
func TestSurveyJSAnswersMapped(t *testing.T) {
	r, es := ceiSpanish(t)
	m, err := assess.NewMapping(r, assess.MappingDocument{
		Columns: []assess.ColumnEntry{
			{Header: "q1", Is: "constituency", Words: map[string]string{"2": "family"}},
			{Header: "q2", Is: "language-access", Ranks: true},
			{Pattern: "extra*", Is: "ignore"},
			{Header: "m.a", Is: "crucial-conversations"},
			{Header: "why", Is: "language-access.note"},
		},
		Skip: []assess.SkipEntry{{Header: "state", Values: []string{"test"}, Reason: "test"}}, Organization: "Valley USD",
	})
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		results string
		opt     form.AnswerOptions
		want    []string
	}{
		"display texts": {
			`[{"constituency":"Familias","ratings-operations-systems-and-resourcing":{"4.3 Acceso lingüístico":"En maduración"}},{"constituency":"Families","Language access":"Maturing"}]`,
			form.AnswerOptions{Translations: []*rubric.Rubric{es}},
			[]string{"result-1", "result-2"},
		},
		"titles of a matrix":   {`[{"constituency":"family","Operations":{"Language access":"Maturing","4.4 Equitable distribution of resources for student, family, and community engagement activities":"Advanced"}}]`, form.AnswerOptions{}, []string{"result-1"}},
		"envelope":             {`{"Data":[{"id":"a","data":{"constituency":"family","language-access":"maturing"}},{"Id":"b","Json":"{\"constituency\":\"family\",\"language-access\":\"maturing\"}"},"{\"constituency\":\"student\"}"]}`, form.AnswerOptions{}, []string{"a", "b", "result-3"}},
		"mapping":              {`[{"q1":2,"q2":3,"extra1":7,"why":"because"},{"q1":2,"m":{"a":"advanced"}},{"q1":2,"q2":5}]`, form.AnswerOptions{Mapping: m}, []string{"result-1", "result-2", "r.json:1:88 q2 wrong-type"}},
		"mapping of texts":     {`[{"q1":"2","q2":3,"extra1":7,"why":"because"},{"q1":"2","m":{"a":"advanced"}},{"q1":"2","q2":5},{"q1":"2","state":"test","q2":1}]`, form.AnswerOptions{Mapping: m}, []string{"result-1", "result-2", "r.json:1:94 q2 wrong-type"}},
		"two values for one":   {`[{"constituency":"family","language-access":"maturing","ratings-operations-systems-and-resourcing":{"language-access":"advanced"}}]`, form.AnswerOptions{}, []string{"r.json:1:119 ratings-operations-systems-and-resourcing.language-access conflict"}},
		"near":                 {`[{"constituency":"family","Language acess":"maturing"}]`, form.AnswerOptions{Report: &assess.Report{}}, []string{"r.json:1:27 Language acess unknown-key"}},
		"resembles nothing":    {`[{"constituency":"family","shoe size":7,"language-access":"maturing"}]`, form.AnswerOptions{Report: &assess.Report{}}, []string{"result-1"}},
		"number without ranks": {`[{"constituency":"family","language-access":3}]`, form.AnswerOptions{}, []string{"r.json:1:45 language-access wrong-type"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := outcomes(t, form.SurveyJSAnswers(r, "r.json", strings.NewReader(tt.results), &tt.opt))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	report := assess.Report{}
	for p, err := range form.SurveyJSAnswers(r, "r.json", strings.NewReader(tests["mapping of texts"].results), &form.AnswerOptions{Mapping: m, Report: &report}) {
		if err == nil && (p.Organization() != "Valley USD" || p.Constituency() != "family") {
			t.Errorf("%+v", p.Document())
		}
	}
	if report.NotCounted != 1 || report.Notices[0].Reason != "test" {
		t.Errorf("%+v", report)
	}
	bad := assess.MappingDocument{Repeats: &assess.RepeatsEntry{Keep: "last"}}
	if m, err = assess.NewMapping(r, bad); err != nil {
		t.Fatal(err)
	}
	for _, err := range form.SurveyJSAnswers(r, "r.json", strings.NewReader("[]"), &form.AnswerOptions{Mapping: m}) {
		if err == nil || !strings.Contains(err.Error(), "sheets only") {
			t.Error(err)
		}
	}
}
