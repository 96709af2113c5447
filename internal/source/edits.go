package source

import "unicode/utf8"

// edits counts the edits (insertion, deletion, substitution, transposition of neighbours) from one
// word to others: the optimal string alignment distance. A hostile input can have a hint looked
// for a hundred thousand times, so words of up to 64 characters are compared a column of the table
// at a time, after Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
// distances" (Nordic Journal of Computing 10, 2003).
type edits struct {
	word  string
	runes int
	ascii [utf8.RuneSelf]uint64 // by character: a bit for each place of the word that has it
	other map[rune]uint64
}

func newEdits(word string) *edits {
	e := &edits{word: word, runes: utf8.RuneCountInString(word)}
	if e.runes > 64 {
		return e
	}
	place := 0
	for _, c := range word {
		switch {
		case c < utf8.RuneSelf:
			e.ascii[c] |= 1 << place
		case e.other == nil:
			e.other = map[rune]uint64{c: 1 << place}
		default:
			e.other[c] |= 1 << place
		}
		place++
	}
	return e
}

// places returns the places of a character in the word.
func (e *edits) places(c rune) uint64 {
	if c < utf8.RuneSelf {
		return e.ascii[c]
	}
	return e.other[c]
}

// distance returns the number of edits, or limit if it is not below limit.
func (e *edits) distance(to string, limit int) int {
	length := utf8.RuneCountInString(to)
	switch {
	case max(length-e.runes, e.runes-length) >= limit:
		return limit
	case e.runes > 64:
		return editDistance(e.word, to, limit)
	}
	up, down := ^uint64(0), uint64(0) // where the column of the table rises and falls
	var diagonal, before uint64       // where it equals the diagonal, and the places of the character before
	last := uint64(1) << (e.runes - 1)
	d := e.runes
	for _, c := range to {
		at := e.places(c)
		swapped := (^diagonal & at) << 1 & before
		diagonal = ((at & up) + up ^ up) | at | down | swapped
		right, left := down|^(diagonal|up), diagonal&up
		if right&last != 0 {
			d++
		}
		if left&last != 0 {
			d--
		}
		right = right<<1 | 1
		up, down = left<<1|^(diagonal|right), right&diagonal
		before = at
	}
	return min(d, limit)
}

// editDistance is the same for words of any length. It stops where the distance reaches limit.
func editDistance(a, b string, limit int) int {
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
		least := min(i, last[0])
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j], last[j])
		}
		if least >= limit { // of two rows, because a transposition goes back two
			return limit
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], limit)
}
