package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The commands of sheets.md make the reports that it says.
func TestSheetsFromTools(t *testing.T) {
	data, err := os.ReadFile("sheets.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile("(?m)^\\| ([^|]+) \\| [^|]+ \\| `go run ./examples/assess ([^`]+)` \\| ([^|]+) \\|$").FindAllStringSubmatch(string(data), -1)
	if len(rows) < 18 {
		t.Fatalf("%d commands", len(rows))
	}
	word := regexp.MustCompile(`"[^"]*"|\S+`)
	missing := regexp.MustCompile(`\d+ records? (is|are) not in this report`)
	for _, row := range rows {
		t.Run(row[1], func(t *testing.T) {
			args := word.FindAllString(row[2], -1)
			for i, arg := range args {
				args[i] = strings.Trim(arg, `"`)
			}
			args[len(args)-1] = "../../" + args[len(args)-1]
			status, out, errs := exec(t, args...)
			out = strings.Join(strings.Fields(out), " ")
			for want := range strings.SplitAfterSeq(row[3], ". ") {
				if !strings.Contains(out, strings.TrimSpace(want)) {
					t.Errorf("status %d: the report does not say %q\n%s", status, want, errs)
				}
			}
			if !strings.Contains(row[3], "not in this report") && missing.MatchString(out) {
				t.Errorf("the table does not say that %s", missing.FindString(out))
			}
		})
	}
}
