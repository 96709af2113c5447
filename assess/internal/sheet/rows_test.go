package sheet

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess/internal/window"
)

// Rows that encoding/csv writes have the cells that it reads.
func TestRowsLikeEncodingCSV(t *testing.T) {
	d := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"", "a", "maturing", `"`, `""`, ",", ";", "\t", "|", "\n", "é", "学校", " x ", "x y", "1.1", strings.Repeat("long ", 50)}
	for range 3000 {
		var want [][]string
		for range 1 + d.IntN(6) {
			row := make([]string, 1+d.IntN(5))
			for k := range row {
				for range d.IntN(4) {
					row[k] += pieces[d.IntN(len(pieces))]
				}
			}
			want = append(want, row)
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma = []rune(",;\t|")[d.IntN(4)]
		w.UseCRLF = d.IntN(2) == 0
		if err := w.WriteAll(want); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		read := csv.NewReader(&b)
		read.Comma, read.FieldsPerRecord = w.Comma, -1
		want, err := read.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var got [][]string
		rows := rowReader{in: window.New(strings.NewReader(text)), delim: byte(w.Comma), eol: '\n', limit: 1 << 20}
		for rows.next() {
			if rows.row.broken != nil {
				t.Fatalf("%v in\n%q", rows.row.broken, text)
			}
			if len(rows.row.raw) == 1 || string(rows.row.raw) == "\r\n" {
				continue // encoding/csv skips empty lines
			}
			var cells []string
			for k := range rows.row.cells {
				cells = append(cells, strings.ReplaceAll(string(rows.row.text(k)), "\r\n", "\n"))
			}
			got = append(got, cells)
		}
		for _, row := range want {
			for k := range row {
				row[k] = trimCell(row[k])
			}
		}
		if !slices.EqualFunc(want, got, slices.Equal[[]string]) {
			t.Fatalf("cells %q, want %q, of\n%q", got, want, text)
		}
	}
}
