package report

import (
	"math/bits"
	"strconv"
)

// drawing returns how the stage of the given rank is drawn, of n in all.
func drawing(rank, n int) Stage {
	// Shades tell up to four stages apart in their order; with more of them, the
	// rank itself does, 1 to 9 and then letters.
	s := Stage{Class: "s" + strconv.Itoa(rank)}
	switch shades, ascii := []rune("░▒▓█"), []rune(".-+#"); {
	case n > len(shades):
		s.Mark = string("123456789ABCDEFG"[rank-1])
		s.ASCIIMark = s.Mark
	case rank == n: // full, however many there are
		s.Mark, s.ASCIIMark = "█", "#"
	default:
		s.Mark, s.ASCIIMark = string(shades[rank-1]), string(ascii[rank-1])
	}
	return s
}

// Cells shares width units (columns, pixels) out among the segments by their
// counts, by the largest remainder. A segment that has a count gets at least one
// unit where there are enough, so that nobody's rating vanishes. A bar without
// ratings has no cells.
func (b Bar) Cells(width int) []int {
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
