// Package runs finds elements of slices that belong together.
package runs

// Length returns how many elements at the start of s belong together: each one after the first
// if together reports so of it and the one before. It is 0 if s is empty.
func Length[E any](s []E, together func(before, e *E) bool) int {
	for i := 1; i < len(s); i++ {
		if !together(&s[i-1], &s[i]) {
			return i
		}
	}
	return len(s)
}
