package spectrum_test

import (
	"math"
	"testing"

	"github.com/waymark-go/waymark/spectrum"
)

func TestMedian(t *testing.T) {
	const half = 1 << 63
	tests := []struct {
		counts []uint64
		lo, hi int
	}{
		{[]uint64{3, 14, 16, 4}, 3, 3},
		{[]uint64{3, 12, 7, 2}, 2, 2},
		{[]uint64{1, 0}, 1, 1},
		{[]uint64{0, 1}, 2, 2},
		{[]uint64{1, 1}, 1, 2},
		{[]uint64{5, 0, 0, 5}, 1, 4},
		{[]uint64{5, 0, 0, 6}, 4, 4},
		{[]uint64{6, 0, 0, 5}, 1, 1},
		{[]uint64{2, 3, 0, 5}, 2, 4},
		{[]uint64{0, 0, 4, 0}, 3, 3},
		// Twice the cumulative count overflows here.
		{[]uint64{half, 0, half - 1}, 1, 1},
		{[]uint64{half - 1, 0, half}, 3, 3},
		{[]uint64{half - 1, 0, half - 1}, 1, 3},
		{[]uint64{0, math.MaxUint64, 0}, 2, 2},
	}
	for _, tt := range tests {
		lo, hi := dist(t, tt.counts...).Median()
		if lo.Rank() != tt.lo || hi.Rank() != tt.hi {
			t.Errorf("Median of %d = %d, %d, want %d, %d", tt.counts, lo.Rank(), hi.Rank(), tt.lo, tt.hi)
		}
	}
}

// Most values are from the R package agrmt.
func TestAgreement(t *testing.T) {
	const big = 1 << 62
	tests := []struct {
		counts []uint64
		want   float64
	}{
		{[]uint64{30, 40, 210, 130, 530, 50, 10}, 0.6113333333333333},
		{[]uint64{10, 40, 40, 10}, 0.4},
		{[]uint64{5, 15, 50, 30}, 0.5},
		{[]uint64{40, 10, 10, 40}, -0.6},
		{[]uint64{0, 50, 50, 0}, 2. / 3},
		{[]uint64{3, 12, 7, 2}, 17. / 36}, // 0.4722222
		{[]uint64{5, 0, 0, 5}, -1},
		{[]uint64{3, 3, 3, 3}, 0},
		{[]uint64{1, 4, 4, 1}, 0.4},
		{[]uint64{4, 1, 1, 4}, -0.6},
		{[]uint64{0, 5, 5, 0}, 2. / 3},
		{[]uint64{1, 0, 0}, 1},
		{[]uint64{0, 1, 0}, 1},
		{[]uint64{1, 0, 1}, -1},
		{[]uint64{1, 1, 0}, 0.5},
		{[]uint64{3, 0, 0, 1}, 0},
		{[]uint64{big, 0, 0, big}, -1},
		{[]uint64{big, big, big, big - 1}, 0x1p-64}, // 1/(2^64-1)
		{[]uint64{0, math.MaxUint64, 0}, 1},
		{[]uint64{1, 0, math.MaxUint64 - 1}, 1},
		{[]uint64{15: math.MaxUint64}, 1},
		{[]uint64{0: math.MaxUint64 / 2, 15: math.MaxUint64 / 2}, -1},
	}
	for _, tt := range tests {
		got, ok := dist(t, tt.counts...).Agreement()
		if got != tt.want || !ok {
			t.Errorf("Agreement of %d = %v, %v, want %v, true", tt.counts, got, ok, tt.want)
		}
	}
}

func TestAgreementTwoStages(t *testing.T) {
	if a, ok := dist(t, 3, 4).Agreement(); a != 0 || ok {
		t.Errorf("Agreement on two stages = %v, %v, want 0, false", a, ok)
	}
}

func TestDominance(t *testing.T) {
	const (
		max   = math.MaxUint64
		above = 1<<63 + 1<<10
	)
	tests := []struct {
		x, y []uint64
		want float64
	}{
		{[]uint64{3, 12, 7, 2}, []uint64{1, 5, 9, 6}, -11. / 28}, // -0.3928571
		{[]uint64{2, 3, 3, 1, 1}, []uint64{1, 1, 1, 2, 1}, -0.25},
		{[]uint64{1, 0}, []uint64{0, 1}, -1},
		{[]uint64{0, 1}, []uint64{1, 0}, 1},
		{[]uint64{4, 0}, []uint64{9, 0}, 0},
		{[]uint64{5, 0, 0, 5}, []uint64{0, 5, 5, 0}, 0},
		{[]uint64{max, 0}, []uint64{0, max}, -1},
		{[]uint64{0, 0, max}, []uint64{max, 0, 0}, 1},
		{[]uint64{0, max, 0}, []uint64{0, max, 0}, 0},
		// One pair in 2^128 decides: a float64 sum would lose it.
		{[]uint64{1, max - 1}, []uint64{0, max}, -0x1p-64},
		{[]uint64{1, max - 2, 1}, []uint64{1, max - 1, 0}, 0x1p-64},
		{[]uint64{0, max - 1, 1}, []uint64{1, max - 1, 0}, 0x1p-63},
		{[]uint64{1, max - 2, 1}, []uint64{1, max - 2, 1}, 0},
		// Above the midpoint of two float64s by less than 2^-64.
		{[]uint64{above, max - above}, []uint64{0, max}, -(0.5 + 0x1p-53)},
	}
	for _, tt := range tests {
		x, y := dist(t, tt.x...), dist(t, tt.y...)
		if got, ok := spectrum.Dominance(x, y); got != tt.want || !ok {
			t.Errorf("Dominance(%d, %d) = %v, %v, want %v, true", tt.x, tt.y, got, ok, tt.want)
		}
		if got, ok := spectrum.Dominance(y, x); got != -tt.want || !ok {
			t.Errorf("Dominance(%d, %d) = %v, %v, want %v, true", tt.y, tt.x, got, ok, -tt.want)
		}
	}
}

func TestDominanceLengths(t *testing.T) {
	if delta, ok := spectrum.Dominance(dist(t, 1, 2, 3), dist(t, 1, 2, 3, 0)); delta != 0 || ok {
		t.Errorf("Dominance over different lengths = %v, %v, want 0, false", delta, ok)
	}
}
