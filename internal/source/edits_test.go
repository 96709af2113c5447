package source

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// The quick way to count edits agrees with the table, up to the limit.
func TestEdits(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 0))
	word := func(most int) string {
		var b strings.Builder
		for range 1 + rng.IntN(most) {
			b.WriteString([]string{"a", "b", "c", "-", "é", "日"}[rng.IntN(6)])
		}
		return b.String()
	}
	for i := range 20_000 {
		most := []int{6, 40, 64, 90}[i%4]
		a, b := word(most), word(most)
		if i%3 == 0 { // a near one
			runes := []rune(a)
			k := rng.IntN(len(runes))
			runes[k], runes[len(runes)-1-k] = runes[len(runes)-1-k], runes[k]
			b = string(runes) + word(2)
		}
		exact := editTable(a, b)
		for _, limit := range []int{1, 2, 3, 10, 100} {
			if got, want := newEdits(a).distance(b, limit), min(exact, limit); got != want {
				t.Fatalf("%q to %q, limit %d: %d edits, want %d", a, b, limit, got, want)
			}
			if got, want := editDistance(a, b, limit), min(exact, limit); got != want {
				t.Fatalf("%q to %q, limit %d: the table has %d edits, want %d", a, b, limit, got, want)
			}
		}
	}
}

// editTable returns the optimal string alignment distance by its definition.
func editTable(a, b string) int {
	x, y := []rune(a), []rune(b)
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
			default:
				cost := 1
				if x[i-1] == y[j-1] {
					cost = 0
				}
				d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
				if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
					d[i][j] = min(d[i][j], d[i-2][j-2]+1)
				}
			}
		}
	}
	return d[len(x)][len(y)]
}

// A long key is not copied into the paths of all problems below it, and is found all the same.
func TestPathsOfLongKeys(t *testing.T) {
	for _, key := range []string{strings.Repeat("a", 100_000), strings.Repeat("é ", 50_000)} {
		data := `{"b":1,"` + key + `":{` + strings.Repeat(`"x":1,`, 2*1000) + `"x":1}}`
		_, problems := Parse("a.json", []byte(data), Limits{})
		size := 0
		for _, p := range problems {
			size += len(p.Path)
		}
		if len(problems) < 1000 || size > 1000*len(problems) {
			t.Errorf("%d problems with paths of %d bytes", len(problems), size)
		}
		root, _ := Parse("a.json", []byte(`{"b":1,"`+key+`":{"x":1}}`), Limits{})
		want := 9 + utf8.RuneCountInString(key) + 7
		if at := Lookup(root, JoinPath(JoinPath("", key), "x")); at.Line != 1 || at.Column <= want-4 {
			t.Errorf("the value below a long key is at %v, want column %d", at, want)
		}
		if at := LookupKey(root, JoinPath("", key)); at.Column != 8 {
			t.Errorf("the long key is at %v, want column 8", at)
		}
	}
}
