package report

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/waymark-go/waymark/spectrum"
)

// Up to five stages are drawn with shades in their order. The highest stage is always full.
const (
	shades      = "░▒▓█"
	asciiShades = ".-+#"
	// Five stages begin with the lightest mark.
	fiveShades      = "·░▒▓█"
	fiveASCIIShades = ".:-+#"
	// More stages are drawn with their rank: as a digit or, if the titles contain digits, as a
	// letter, so that the two are not confused.
	digits  = "123456789ABCDEFG"
	letters = "abcdefghijklmnop"
)

// marksFor returns how stages with the given titles are drawn.
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

// Cells divides width units, such as columns or pixels, among the segments in proportion to their
// counts, by the largest remainder. A segment with a count gets at least one unit if there are
// enough units, so that no rating disappears. The result adds up to width; it is nil if the bar
// has no ratings or width is not positive.
func (b StageBar) Cells(width int) []int { return b.divide(width, nil) }

// divide is [StageBar.Cells], with memory for the result.
func (b StageBar) divide(width int, cells []int) []int {
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
	cells = slices.Grow(cells, len(b.Segments))[:len(b.Segments)]
	var memory [spectrum.MaxStages]uint64
	rests := slices.Grow(memory[:0], len(b.Segments))[:len(b.Segments)]
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

// largest returns the index of the largest number, the first one if there are several.
func largest[T int | uint64](numbers []T) int {
	at := 0
	for i, n := range numbers {
		if n > numbers[at] {
			at = i
		}
	}
	return at
}
