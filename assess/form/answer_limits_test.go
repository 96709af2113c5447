package form_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

func TestSurveyJSAnswersLimits(t *testing.T) {
	const line = `{"constituency": "family", "welcoming-culture": "developing"}`
	lines := strings.Repeat(line+"\n", 5)
	array := "[" + strings.TrimSuffix(strings.Repeat(line+",", 5), ",") + "]"
	for name, tt := range map[string]struct {
		in      string
		limits  assess.InputLimits
		want    string // the limit that is exceeded
		yielded int    // results before the error
	}{
		"bytes":                {lines, assess.InputLimits{Bytes: 100}, "Bytes", 0},
		"just enough bytes":    {lines, assess.InputLimits{Bytes: int64(len(lines))}, "", 5},
		"records on lines":     {lines, assess.InputLimits{Records: 3}, "Records", 4},
		"records of an array":  {array, assess.InputLimits{Records: 3}, "Records", 4},
		"just enough records":  {array, assess.InputLimits{Records: 5}, "", 5},
		"refused":              {strings.ReplaceAll(lines, "developing", "none"), assess.InputLimits{Refused: 2}, "Refused", 3},
		"uploads":              {lines, assess.UploadLimits().Input, "", 5},
		"blank lines are free": {strings.Repeat("\n", 50) + lines, assess.InputLimits{Records: 5}, "", 5},
	} {
		t.Run(name, func(t *testing.T) {
			yielded, exceeded := 0, ""
			for _, err := range form.SurveyJSAnswers(cei.Latest(), "results.json", strings.NewReader(tt.in), &form.AnswerOptions{Limits: tt.limits}) {
				var limit *assess.InputLimitError
				if errors.As(err, &limit) {
					exceeded = limit.Field
					continue
				}
				yielded++
			}
			if exceeded != tt.want || yielded != tt.yielded {
				t.Errorf("exceeded %q after %d results, want %q after %d", exceeded, yielded, tt.want, tt.yielded)
			}
		})
	}
}

func TestSurveyJSAnswersContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	const line = `{"constituency": "family", "welcoming-culture": "developing"}` + "\n"
	n, last := 0, error(nil)
	for _, err := range form.SurveyJSAnswers(cei.Latest(), "results.json", strings.NewReader(strings.Repeat(line, 5)), &form.AnswerOptions{Context: ctx}) {
		if n++; n == 2 {
			cancel()
		}
		last = err
	}
	if n != 3 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d results and errors, the last one %v", n, last)
	}
	for p, err := range form.SurveyJSAnswers(cei.Latest(), "results.json", strings.NewReader(line), &form.AnswerOptions{Context: ctx}) {
		if p != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("%v, %v", p, err)
		}
	}
}

func TestSurveyJSAnswersNegativeLimit(t *testing.T) {
	for p, err := range form.SurveyJSAnswers(cei.Latest(), "results.json", strings.NewReader("[]"), &form.AnswerOptions{Limits: assess.InputLimits{Records: -1}}) {
		if p != nil || err == nil {
			t.Errorf("%v, %v", p, err)
		}
	}
}

// Problems at the end of a file are not copied for each result before them.
func TestSurveyJSAnswersManyProblems(t *testing.T) {
	data := "[" + strings.Repeat(`{"draft":true,"constituency":"family"},`, 5000) + `{"a":1` + strings.Repeat(`,"a":1`, 1100) + "}]"
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	drafts, problems := 0, 0
	for p, err := range form.SurveyJSAnswers(cei.Latest(), "results.json", strings.NewReader(data), nil) {
		if found, ok := problem.Of(err); ok {
			problems += len(found)
		} else if p != nil && p.Draft() {
			drafts++
		}
	}
	runtime.ReadMemStats(&after)
	if drafts != 5000 || problems != problem.Max+1 {
		t.Errorf("%d drafts and %d problems, want 5000 and %d", drafts, problems, problem.Max+1)
	}
	if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 500 {
		t.Errorf("took %d MB in all for a file of %d kB", mb, len(data)/1000)
	}
}

// A result with many problems counts as several refused ones.
func TestSurveyJSAnswersLimitOfProblems(t *testing.T) {
	data := strings.Repeat(`{"a":1`+strings.Repeat(`,"a":1`, 1100)+"}\n", 3)
	var limit *assess.InputLimitError
	yielded := 0
	for _, err := range form.SurveyJSAnswers(cei.Latest(), "results.json", strings.NewReader(data), &form.AnswerOptions{Limits: assess.InputLimits{Refused: 60}}) {
		if errors.As(err, &limit) {
			break
		}
		yielded++
	}
	if limit == nil || limit.Field != "Refused" || yielded != 2 {
		t.Errorf("%v after %d results, want the limit of refused ones after 2", limit, yielded)
	}
}
