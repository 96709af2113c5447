package source

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Nearest returns the candidate that a mistyped word most likely means, or "" if none
// is near. A candidate is near if the number of edits (insertion, deletion,
// substitution, transposition of neighbours), ignoring letter case, is at most a quarter
// of the word's length, or if it is the only one that begins with the word, or if
// it is its singular or plural. The first of
// several equally near candidates is returned. A candidate that equals the word is
// skipped, because it would be no correction.
func Nearest(word string, candidates []string) string {
	exact := word
	word = strings.ToLower(word)
	if word == "" || len(word) > 200 {
		return ""
	}
	best, bestDistance := "", 1+max(1, utf8.RuneCountInString(word)/4)
	prefixed := ""
	for _, c := range candidates {
		if c == exact {
			continue
		}
		lower := strings.ToLower(c)
		if d := editDistance(word, lower, bestDistance); d < bestDistance {
			best, bestDistance = c, d
		}
		if bestDistance > 1 && singular(word) == singular(lower) {
			best, bestDistance = c, 1
		}
		if len(word) >= 3 && strings.HasPrefix(lower, word) {
			if prefixed != "" {
				prefixed = "\x00"
			} else {
				prefixed = c
			}
		}
	}
	if best == "" && prefixed != "\x00" {
		best = prefixed
	}
	return best
}

// singular returns an English word without the ending of its plural.
func singular(word string) string {
	if stem, ok := strings.CutSuffix(word, "ies"); ok {
		return stem + "y"
	}
	return strings.TrimSuffix(word, "s")
}

// editDistance returns the optimal string alignment distance, or limit if it is not below
// limit.
func editDistance(a, b string, limit int) int {
	if abs(utf8.RuneCountInString(a)-utf8.RuneCountInString(b)) >= limit {
		return limit
	}
	x, y := []rune(a), []rune(b)
	var buf [3 * 40]int // most words are shorter
	rows := buf[:]
	if n := 3 * (len(y) + 1); n > len(rows) {
		rows = make([]int, n)
	}
	width := len(y) + 1
	before, last, row := rows[:width], rows[width:2*width], rows[2*width:3*width]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], limit)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// DidYouMean returns the hint for a word that was refused: the nearest candidate, or all
// of them if there are at most 12. The word itself is never suggested.
func DidYouMean(word string, candidates []string) string {
	if near := Nearest(word, candidates); near != "" {
		return didYouMean(word, near)
	}
	if slices.Contains(candidates, word) {
		candidates = slices.DeleteFunc(slices.Clone(candidates), func(c string) bool { return c == word })
	}
	if len(candidates) > 0 && len(candidates) <= 12 {
		return "one of " + strings.Join(candidates, ", ")
	}
	return ""
}

// didYouMean returns the hint with a candidate. It is not cut if that would make it look like
// the word.
func didYouMean(word, near string) string {
	if Quote(near) == Quote(word) {
		return "did you mean " + strconv.Quote(near) + "?"
	}
	return "did you mean " + Quote(near) + "?"
}

// Quote quotes input for a message: on one line, escaped, and cut after 60 characters.
func Quote(s string) string { return quote(s, 60) }

func quote(s string, most int) string {
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + "…"
	}
	return strconv.Quote(s)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
