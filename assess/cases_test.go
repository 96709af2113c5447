package assess_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

const casesDir = "../testdata/cases"

// caseOptions returns the options that go with a case, those of the commands otherwise.
func caseOptions(tb testing.TB, file string) *assess.ReadOptions {
	tb.Helper()
	opt := &assess.CSVOptions{Translations: []*rubric.Rubric{spanish(tb)}}
	data, err := os.ReadFile(strings.TrimSuffix(file, filepath.Ext(file)) + ".options.json")
	if err == nil {
		err = json.Unmarshal(data, opt)
	}
	if err != nil && !os.IsNotExist(err) {
		tb.Fatal(err)
	}
	return &assess.ReadOptions{CSV: opt, Report: &assess.Report{}}
}

func caseFiles(tb testing.TB) (files []string) {
	tb.Helper()
	all, err := filepath.Glob(filepath.Join(casesDir, "*"))
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range all {
		if !strings.HasSuffix(f, ".txt") && !strings.HasSuffix(f, ".options.json") && filepath.Base(f) != "README.md" {
			files = append(files, f)
		}
	}
	return files
}

func TestCases(t *testing.T) {
	for _, file := range caseFiles(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			opt := caseOptions(t, file)
			seq := assess.Read(cei.Latest(), filepath.Base(file), bytes.NewReader(data), opt)
			if filepath.Ext(file) == ".json" {
				seq = form.SurveyJSAnswers(cei.Latest(), filepath.Base(file), bytes.NewReader(data), nil)
			}
			read, refused := 0, 0
			codes := make(map[problem.Code]bool)
			for p, err := range seq {
				if p != nil {
					read++
					continue
				}
				refused += assess.Refused(err)
				ps, _ := problem.Of(err)
				for _, p := range ps {
					codes[p.Code] = true
					if testing.Verbose() {
						t.Log(p)
					}
				}
			}
			notices := make(map[problem.Code]bool)
			for _, n := range opt.Report.Notices {
				notices[n.Code] = true
				if testing.Verbose() && len(opt.Report.Notices) < 50 {
					t.Log("NOTICE", n.Problem, n.Count)
				}
			}
			t.Logf("TABLE\t%s\t%d\t%d\t%d\t%v\t%v", filepath.Base(file), read, refused, opt.Report.NotCounted, slices.Sorted(maps.Keys(codes)), slices.Sorted(maps.Keys(notices)))
			_ = cmp.Diff
		})
	}
}
