package tidy_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/tidy"
	"github.com/waymark-go/waymark/rubric"
)

// Rows are quoted as by encoding/csv, whatever their texts are.
func TestRowsLikeEncodingCSV(t *testing.T) {
	for _, title := range []string{"plain", `\.`, `a "quoted" title`, "a, b", "\u00a0led by a space", "\u3000wide", `"`, `,`, "é, ö", "=1+2, x"} {
		r, err := rubric.Load("r.json", []byte(`{"format":"rubric/1","id":"r","edition":"1","title":"R","language":"en",
			"spectrum":{"id":"s","stages":[{"id":"a","title":"A"},{"id":"b","title":"B"}]},
			"domains":[{"id":"d","title":"D","competencies":[{"id":"c","title":`+quoted(t, title)+`}]}]}`), nil)
		if err != nil {
			t.Fatal(err)
		}
		summary, err := new(assess.Tally).Summarize(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		published, err := summary.Publish(assess.Internal())
		if err != nil {
			t.Fatal(err)
		}
		v, err := report.Build(published, nil)
		if err != nil {
			t.Fatal(err)
		}
		out := reporttest.Write(t, v, tidy.Write, nil)
		rows, err := csv.NewReader(bytes.NewReader([]byte(out))).ReadAll()
		if err != nil {
			t.Fatalf("%q: %v", title, err)
		}
		var again bytes.Buffer
		w := csv.NewWriter(&again)
		w.UseCRLF = true
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		if again.String() != out {
			t.Errorf("%q: encoding/csv writes\n%s, not\n%s", title, &again, out)
		}
	}
}

func quoted(t *testing.T, s string) string {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
