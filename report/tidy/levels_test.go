package tidy_test

import (
	"strconv"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report/tidy"
)

func TestCSVLevels(t *testing.T) {
	v := reporttest.RepairCafe(t)
	found := 0
	for _, row := range reporttest.Records(t, reporttest.Write(t, v, tidy.Write, nil)) {
		if row["measure"] != "maturity-level" {
			c, ok := v.Published.Rubric().Competency(row["id"])
			if ok && c.Level() > 0 && row["maturity_level"] != strconv.Itoa(c.Level()) || !ok && row["maturity_level"] != "" || row["level_state"] != "" {
				t.Errorf("%v", row)
			}
			continue
		}
		found++
		id, group := row["id"], row["constituency"]
		if row["level"] == "rubric" {
			id = assess.AllDomains
		}
		if group == "all" {
			group = assess.AllRaters
		}
		results, _ := v.Published.Levels(id, group)
		at := -1
		for i, r := range results {
			if strconv.Itoa(r.Level) == row["value"] {
				at = i
			}
		}
		if at < 0 {
			t.Fatalf("no such level: %v", row)
		}
		r := results[at]
		want := []string{strconv.Itoa(r.Met), strconv.Itoa(r.Competencies()), "shown", string(r.State), row["value"]}
		if r.Hidden > 0 {
			want[0], want[2] = "", "hidden"
		}
		for i, key := range []string{"count", "rated", "status", "level_state", "maturity_level"} {
			if row[key] != want[i] {
				t.Errorf("%s of %s, level %s: %s is %q, want %q", id, group, row["value"], key, row[key], want[i])
			}
		}
	}
	if want := (3 + 3 + 2 + 3 + 1 + 1 + 3 + 3) * 4; found != want {
		t.Errorf("%d rows of levels, want %d", found, want)
	}
}
