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
	edits, one := newEdits(word), singular(word)
	best, bestDistance := "", 1+max(1, utf8.RuneCountInString(word)/4)
	prefixed := ""
	for _, c := range candidates {
		if c == exact {
			continue
		}
		lower := strings.ToLower(c)
		if d := edits.distance(lower, bestDistance); d < bestDistance {
			best, bestDistance = c, d
		}
		if bestDistance > 1 && one == singular(lower) {
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

func quote(s string, most int) string { return strconv.Quote(cut(s, most)) }

// cut returns a text, or its first characters and an ellipsis if there are more than most.
func cut(s string, most int) string {
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
