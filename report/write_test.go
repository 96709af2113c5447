package report_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/layout"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestStagesLookDifferent(t *testing.T) {
	for stages := 2; stages <= 16; stages++ {
		r := newRubric(t, stages, 0, 1, 1, nil)
		v := build(t, summary(t, r, randomTally(r, 1, 50)), assess.Policy{}, nil)
		marks, ascii := make(map[string]bool), make(map[string]bool)
		for _, s := range v.Stages {
			marks[s.Mark], ascii[s.ASCIIMark] = true, true
			if strings.ContainsAny(s.Mark, "0123456789") {
				t.Errorf("mark %q of %q may be taken for a number in the title", s.Mark, s.Title)
			}
			if layout.Width(s.Mark) != 1 || len(s.ASCIIMark) != 1 {
				t.Errorf("marks %q and %q are not a column each", s.Mark, s.ASCIIMark)
			}
		}
		if len(marks) != stages || len(ascii) != stages {
			t.Errorf("%d stages have %d and %d marks", stages, len(marks), len(ascii))
		}
	}
}

func TestWriteErrors(t *testing.T) {
	v := build(t, reporttest.SummarizeFile(t, cei.Latest(), "team-2023.2.ndjson"), assess.Internal(), nil)
	for _, f := range formats {
		for _, n := range []int{0, 500} {
			if err := f.write(&reporttest.Failing{Left: n}, v); !errors.Is(err, reporttest.ErrFull) {
				t.Errorf("%s after %d bytes: error %v, want %v", f.name, n, err, reporttest.ErrFull)
			}
		}
	}
}

func TestBuildNothing(t *testing.T) {
	if v, err := report.Build(nil, nil); v != nil || err == nil {
		t.Errorf("Build(nil) = %v, %v, want an error", v, err)
	}
	if err := new(report.View).WriteJSON(&strings.Builder{}); err == nil {
		t.Error("WriteJSON of an empty view wants an error")
	}
}

func ExampleBuild_nobody() {
	var t assess.Tally
	s, _ := t.Summarize(cei.Latest(), nil)
	p, _ := s.Publish(assess.Policy{})
	v, _ := report.Build(p, nil)
	fmt.Println(v.Message)
	// Output: Nobody has taken part yet. The results will be here as soon as people have shared their views.
}
