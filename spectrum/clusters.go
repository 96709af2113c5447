package spectrum

import (
	"cmp"
	"errors"
	"fmt"
	"math/bits"
)

// minRaters is the number of raters below which [Clusters] gives no interval: the
// variance between so few is not known well enough.
const minRaters = 10

var (
	errSums     = errors.New("spectrum: the sums over these raters do not fit a uint64")
	errNotAdded = errors.New("spectrum: Clusters.Remove: no rater with these counts was added")
)

// Clusters is the ratings of several competencies by the same raters, such as the
// ratings of a domain, summed so that intervals can be computed from them. The
// ratings of one rater resemble each other: they form a cluster. An interval that
// takes them for independent, such as [Distribution.AtOrAboveInterval] of the
// pooled ratings, is too narrow. The intervals of Clusters are based on how far
// the raters differ and need no assumption about how alike the ratings of one
// rater are.
//
// The sums are exact and mergeable: parts can be added and merged in any order.
// The zero Clusters is empty and ready to use. It takes the number of stages from
// the first rater added or the first Clusters merged. It is not safe for
// concurrent use with Add, Remove or Merge.
//
// The fields are exported for encoding. Add, Remove and Merge return an error if
// the fields of a Clusters contradict each other, and it has no intervals. To
// check fields that come from outside, merge them into a zero Clusters.
type Clusters struct {
	// Stages is the number of stages, 2 to [MaxStages], or 0 for no raters.
	Stages int `json:"stages"`
	// Raters is the number of raters with one rating or more.
	Raters uint64 `json:"raters"`
	// Counts has the number of ratings on every stage, lowest first.
	Counts []uint64 `json:"counts"`
	// Products has, for every two stages a <= b, the sum over raters of the
	// number of their ratings on a times that on b: first all pairs with the
	// lowest stage as a, in the order of b, then those with the next stage.
	// There are Stages·(Stages+1)/2. The sum over raters of the square of the
	// number of their ratings fits a uint64.
	Products []uint64 `json:"products"`
}

// Add adds a rater with the given number of ratings on every stage, lowest first.
// A rater without ratings changes nothing. It is an error, and c is not changed,
// if the number of counts is not that of c's stages or not 2 to [MaxStages] or if
// a sum does not fit a uint64.
func (c *Clusters) Add(counts ...uint64) error {
	n, err := c.check("Add", counts)
	if err != nil || n == 0 {
		return err
	}
	if err := c.grow("Add", len(counts), mul64(n, n)); err != nil {
		return err
	}
	c.Raters++
	c.each(counts, func(sum *uint64, part uint64) { *sum += part })
	return nil
}

// Remove removes a rater that was added with the same counts. c is then as if
// the rater had never been added. It is an error, and c is not changed, if c
// cannot contain such a rater. Not every rater that was never added is detected.
func (c *Clusters) Remove(counts ...uint64) error {
	n, err := c.check("Remove", counts)
	if err != nil || n == 0 {
		return err
	}
	if square := mul64(n, n); c.Raters == 0 || square.hi != 0 || square.lo > c.squares() {
		return errNotAdded
	}
	less := true
	c.each(counts, func(sum *uint64, part uint64) { less = less && part <= *sum })
	if less {
		c.Raters--
		c.each(counts, func(sum *uint64, part uint64) { *sum -= part })
		if c.valid() == nil {
			if c.Raters == 0 {
				*c = Clusters{}
			}
			return nil
		}
		c.Raters++
		c.each(counts, func(sum *uint64, part uint64) { *sum += part })
	}
	return errNotAdded
}

// Merge adds the raters of o to c. No rater may be in both. Merging is
// associative and commutative with the zero Clusters as its identity. It is an
// error, and c is not changed, if c and o have different numbers of stages, if a
// sum does not fit a uint64 or if the fields of either contradict each other.
func (c *Clusters) Merge(o *Clusters) error {
	if c == nil || o == nil {
		return errors.New("spectrum: Clusters.Merge: nil *Clusters")
	}
	if err := cmp.Or(c.valid(), o.valid()); err != nil {
		return err
	}
	if o.Raters == 0 {
		return nil
	}
	if err := c.grow("Merge", o.Stages, uint128{lo: o.squares()}); err != nil {
		return err
	}
	c.Raters += o.Raters
	for i, n := range o.Counts {
		c.Counts[i] += n
	}
	for i, n := range o.Products {
		c.Products[i] += n
	}
	return nil
}

// valid returns an error if the fields of c contradict each other. The error
// tells the first contradiction found. Not every contradiction is found.
func (c *Clusters) valid() error {
	k := c.Stages
	switch {
	case k != 0 && k < minStages || k > MaxStages:
		return fmt.Errorf("spectrum: Clusters of %d stages, want %d to %d", k, minStages, MaxStages)
	case len(c.Counts) != k || len(c.Products) != k*(k+1)/2:
		return fmt.Errorf("spectrum: Clusters with %d counts and %d products for %d stages", len(c.Counts), len(c.Products), k)
	}
	var squares, carry, total uint64
	for a := range k {
		for b := a; b < k; b++ {
			for range 1 + min(1, b-a) { // a product of two stages counts twice
				if squares, carry = bits.Add64(squares, c.product(a, b), 0); carry != 0 {
					return errSums
				}
			}
		}
		n, square := c.Counts[a], c.product(a, a)
		// A count of n has a square of n or more, both even or both odd.
		if n > square || n%2 != square%2 || !c.plausible(n, square) {
			return fmt.Errorf("spectrum: Clusters of %d raters with %d ratings on stage %d and the sum of squares %d", c.Raters, n, a+1, square)
		}
		total += n // not above squares, as a count is not above its square
	}
	if c.Raters > total || !c.plausible(total, squares) {
		return fmt.Errorf("spectrum: Clusters of %d raters with %d ratings and the sum of squares %d", c.Raters, total, squares)
	}
	return nil
}

// plausible reports whether numbers of c's raters with the given sum can have
// the given sum of squares.
func (c *Clusters) plausible(sum, squares uint64) bool {
	return !mul64(c.Raters, squares).less(mul64(sum, sum))
}

// product returns the sum of products for two stages, counted from 0.
func (c *Clusters) product(a, b int) uint64 {
	if a > b {
		a, b = b, a
	}
	return c.Products[a*c.Stages-a*(a-1)/2+b-a]
}

// total returns the number of ratings of a valid c.
func (c *Clusters) total() (n uint64) {
	for _, count := range c.Counts {
		n += count
	}
	return n
}

// squares returns the sum over raters of the square of the number of their
// ratings, for a valid c.
func (c *Clusters) squares() (sum uint64) {
	for a := range c.Stages {
		for b := range c.Stages {
			sum += c.product(a, b)
		}
	}
	return sum
}

// check returns the number of ratings in counts.
func (c *Clusters) check(method string, counts []uint64) (n uint64, err error) {
	if c == nil {
		return 0, fmt.Errorf("spectrum: Clusters.%s: nil *Clusters", method)
	}
	if err := c.valid(); err != nil {
		return 0, err
	}
	if k := len(counts); k < minStages || k > MaxStages {
		return 0, fmt.Errorf("spectrum: Clusters.%s: %d counts, want %d to %d", method, k, minStages, MaxStages)
	}
	if c.Stages != 0 && c.Stages != len(counts) {
		return 0, fmt.Errorf("spectrum: Clusters.%s: %d counts for %d stages", method, len(counts), c.Stages)
	}
	var carry uint64
	for _, count := range counts {
		if n, carry = bits.Add64(n, count, 0); carry != 0 {
			return 0, errSums
		}
	}
	return n, nil
}

// grow prepares c for raters with a sum of squares on k stages.
func (c *Clusters) grow(method string, k int, squares uint128) error {
	if c.Stages != 0 && c.Stages != k {
		return fmt.Errorf("spectrum: Clusters.%s: clusters of %d stages and of %d", method, c.Stages, k)
	}
	// No other sum is larger than this one.
	if sum := squares.add(uint128{lo: c.squares()}); sum.hi != 0 {
		return errSums
	}
	if c.Stages == 0 {
		c.Stages, c.Counts, c.Products = k, make([]uint64, k), make([]uint64, k*(k+1)/2)
	}
	return nil
}

// each calls f for every sum of c and what a rater with counts contributes to it.
func (c *Clusters) each(counts []uint64, f func(sum *uint64, part uint64)) {
	i := 0
	for a, n := range counts {
		f(&c.Counts[a], n)
		for _, m := range counts[a:] {
			f(&c.Products[i], n*m)
			i++
		}
	}
}
