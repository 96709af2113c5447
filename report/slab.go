package report

import "strings"

// slab hands out short slices of memory that is reserved for many of them. A view has thousands of
// texts, bars and numbers, which would be as many allocations. What is handed out is zero, and has no
// capacity beyond its length.
type slab[T any] struct{ free []T }

// slabSize is how many elements are reserved at a time.
const slabSize = 128

// take returns a slice of n elements.
func (s *slab[T]) take(n int) []T {
	if len(s.free) < n {
		s.free = make([]T, max(n, slabSize))
	}
	taken := s.free[:n:n]
	s.free = s.free[n:]
	return taken
}

// stringSlab makes strings in memory that is reserved for many of them.
type stringSlab struct{ b strings.Builder }

// stringSlabSize is how many bytes are reserved at a time.
const stringSlabSize = 8 << 10

// of returns b as a string.
func (s *stringSlab) of(b []byte) string {
	if s.b.Cap()-s.b.Len() < len(b) {
		s.b = strings.Builder{}
		s.b.Grow(max(len(b), stringSlabSize))
	}
	start := s.b.Len()
	s.b.Write(b)
	return s.b.String()[start:]
}
