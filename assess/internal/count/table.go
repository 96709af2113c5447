package count

import (
	"hash/maphash"
	"sync/atomic"
)

// Layout is how the counts of one constituency in one group are laid out: for each
// competency Width counts, one for each rating.
type Layout struct {
	Constituencies int        // how many there are, 0 or more
	Competencies   int        // how many there are, 1 or more
	Width          int        // counts of a competency, 1 to 256
	Index          [256]uint8 // by rating: the index of its count, less than Width
}

// Counts returns how many counts there are.
func (l *Layout) Counts() int { return l.Competencies * l.Width }

// Table counts responses by group and constituency. It is safe for concurrent use by any
// number of batches until Groups is called.
type Table struct {
	layout  Layout
	refs    int          // bytes of the refs in a record
	seed    maphash.Seed // random, so that nobody can choose keys with equal hashes
	cells   atomic.Int64
	stripes [stripeCount]stripe
}

const stripeCount = 16

// NewTable returns an empty table for counts with a layout.
func NewTable(l Layout) *Table {
	t := &Table{layout: l, refs: refSize * (1 + l.Constituencies), seed: maphash.MakeSeed()}
	for i := range t.stripes {
		s := &t.stripes[i]
		s.slots, s.cells.counts = make([]slot, 16), l.Counts()
	}
	return t
}

// Len returns the number of groups, where each constituency of a group counts as one.
// Responses that wait in a batch are not included. Len may be called while batches count.
func (t *Table) Len() int64 { return t.cells.Load() }

func (t *Table) hash(name []byte) uint64 { return maphash.Bytes(t.seed, name) }

// stripeOf returns the index of the stripe for a hash. It uses the low bits, of which
// slots have none.
func stripeOf(hash uint64) int { return int(hash % stripeCount) }
