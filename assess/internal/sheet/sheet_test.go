package sheet_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/assess/internal/sheet"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// describe returns the part of a record that is compared: everything except the remarks,
// which scanners do not return.
func describe(rec *record.Record, problems problem.List) string {
	if len(problems) > 0 {
		return problems.Error()
	}
	return fmt.Sprintf("%s|%s|%s|%s|%d|%v", rec.ID, rec.Organization, rec.Date, rec.Language, rec.Constituency, rec.Ratings)
}

func open(tb testing.TB, data []byte) *sheet.Sheet {
	tb.Helper()
	s, err := sheet.Open(cei.Latest(), "s.csv", bytes.NewReader(data), sheet.Options{}, 400)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// read returns what Read yields.
func read(s *sheet.Sheet) (list []string) {
	s.Read(func(rec *record.Record, problems problem.List) bool {
		list = append(list, describe(rec, problems))
		return true
	})
	return list
}

// scan returns what scanners find in blocks of about size bytes.
func scan(tb testing.TB, s *sheet.Sheet, size int) (list []string) {
	tb.Helper()
	scanner := s.Scanner()
	var block sheet.Block
	var rec record.Record
	for {
		ok, err := s.Next(&block, size)
		if err != nil {
			tb.Fatal(err)
		}
		if !ok {
			return list
		}
		scanner.Start(&block)
		for {
			_, problems, ok := scanner.Next(&rec)
			if !ok {
				break
			}
			list = append(list, describe(&rec, problems))
		}
	}
}

// Scanners find the same as Read in blocks of any size, also in sheets with mistakes.
func TestScannerAgreesWithRead(t *testing.T) {
	d := rand.New(rand.NewPCG(3, 4))
	cells := [][]string{
		{"r-1", "R", "", `"r 2"`, "1.9E+13", "=\"007\""},
		{"19-64733", "Oak School", "", "n/a", `"Oak, north"`, "Total"},
		{"family", "Students", "", "nobody", "leader"},
		{"2026-10-01", "2026/1/2", "", "10/1/2026", "2026-02-30", "2026-10-01 10:00"},
		{"maturing", "Not Evident", "", "3 - Maturing", "great", "n/a", `"advanced"`, "\u00a0"},
		{"developing", "Advanced", "dont-know", "-", `"x`, "é\xff", "\x00"},
		{"a note", "", "\"two\nlines\"", "\"\"\"quoted\"\"\"", "é", strings.Repeat("long ", 100), "a,b"},
	}
	header := "id,organization,role,date,language-access,welcoming-culture,language-access.note\n"
	rows, refused := 0, 0
	for i := range 400 {
		var b bytes.Buffer
		b.WriteString(header)
		for range d.IntN(20) {
			for k, list := range cells {
				if k > 0 {
					b.WriteByte(',')
				}
				n := 2
				if d.IntN(12) == 0 {
					n = len(list)
				}
				b.WriteString(list[d.IntN(n)])
			}
			b.WriteString([]string{"\n", "\r\n", "\n\n"}[d.IntN(3)])
		}
		data := b.Bytes()
		want := read(open(t, data))
		s := open(t, data)
		if !s.Divisible() {
			t.Fatalf("sheet %d is not divisible:\n%s", i, data)
		}
		if diff := cmp.Diff(want, scan(t, s, 1+d.IntN(600))); diff != "" {
			t.Fatalf("sheet %d (-Read +Scanner):\n%s\n%q", i, diff, data)
		}
		rows += len(want)
		for _, line := range want {
			if strings.HasPrefix(line, "s.csv:") {
				refused++
			}
		}
	}
	if refused < rows/10 || refused > rows*9/10 {
		t.Errorf("%d of %d rows are refused: too few of one kind to say anything", refused, rows)
	}
}
