package main

import (
	"bytes"
	"database/sql"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/testdata"
)

func database(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	if err := fill(t.Context(), db, testdata.District); err != nil {
		t.Fatal(err)
	}
	return db
}

func TestCountsEqualThoseOfTheResponses(t *testing.T) {
	want := make(map[string]*assess.Tally)
	for p, err := range readResponses(testdata.District) {
		if err != nil {
			t.Fatal(err)
		}
		if want[p.Organization()] == nil {
			want[p.Organization()] = new(assess.Tally)
		}
		if err := want[p.Organization()].Add(p); err != nil {
			t.Fatal(err)
		}
	}
	got, err := count(t.Context(), database(t), cei.Latest())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-responses +database):\n%s", diff)
	}
}

func TestProblemsComeByRow(t *testing.T) {
	db := database(t)
	if _, err := db.Exec("UPDATE answers SET answer = 'maturng' WHERE answer = 'maturing'"); err != nil {
		t.Fatal(err)
	}
	_, err := count(t.Context(), db, cei.Latest())
	ps, ok := problem.Of(err)
	if !ok || ps[0].Code != problem.UnknownStage || ps[0].Pos.Line == 0 || !strings.Contains(ps[0].Hint, "maturing") {
		t.Errorf("error %v", err)
	}
}

func TestRun(t *testing.T) {
	var out bytes.Buffer
	if err := run(t.Context(), &out); err != nil || !strings.Contains(out.String(), "240 people took part") {
		t.Errorf("%v\n%.300s", err, out.String())
	}
}
