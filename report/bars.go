package report

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Shades tell up to five stages apart in their order. The highest stage is full,
// however many there are.
const (
	shades      = "░▒▓█"
	asciiShades = ".-+#"
	// Five begin with the lightest mark of all.
	fiveShades      = "·░▒▓█"
	fiveASCIIShades = ".:-+#"
	// More stages have their rank as a digit or, where titles have digits of their
	// own, which mean something else, a letter.
	digits  = "123456789ABCDEFG"
	letters = "abcdefghijklmnop"
)

// marksFor returns how the stages with the given titles are drawn.
func marksFor(titles []string) []StageLegend {
	n := len(titles)
	marks, ascii := []rune(shades), asciiShades
	switch {
	case n == 5:
		marks, ascii = []rune(fiveShades), fiveASCIIShades
	case n > 5 && slices.ContainsFunc(titles, func(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }):
		marks, ascii = []rune(letters[:n]), letters[:n]
	case n > 5:
		marks, ascii = []rune(digits[:n]), digits[:n]
	}
	stages := make([]StageLegend, n)
	for i := range stages {
		at := i
		if i == n-1 {
			at = len(marks) - 1
		}
		stages[i] = StageLegend{Class: "s" + strconv.Itoa(i+1), Mark: string(marks[at]), ASCIIMark: ascii[at : at+1]}
	}
	return stages
}

// Cells shares width units (columns, pixels) out among the segments by their
// counts, by the largest remainder. A segment that has a count gets at least one
// unit where there are enough, so that nobody's rating vanishes. A bar without
// ratings has no cells.
func (b StageBar) Cells(width int) []int {
	var total uint64
	used := 0
	for _, s := range b.Segments {
		total += s.N
		if s.N > 0 {
			used++
		}
	}
	if total == 0 || width <= 0 {
		return nil
	}
	cells := make([]int, len(b.Segments))
	rests := make([]uint64, len(b.Segments))
	left := width
	for i, s := range b.Segments {
		hi, lo := bits.Mul64(s.N, uint64(width))
		cell, rest := bits.Div64(hi, lo, total)
		cells[i], rests[i] = int(cell), rest
		left -= cells[i]
	}
	for ; left > 0; left-- {
		i := largest(rests)
		cells[i]++
		rests[i] = 0
	}
	for i, s := range b.Segments {
		if s.N > 0 && cells[i] == 0 && used <= width {
			cells[largest(cells)]--
			cells[i] = 1
		}
	}
	return cells
}

// largest returns the index of the largest number, the first of equals.
func largest[T int | uint64](numbers []T) int {
	at := 0
	for i, n := range numbers {
		if n > numbers[at] {
			at = i
		}
	}
	return at
}
