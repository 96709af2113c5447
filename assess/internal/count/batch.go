package count

import (
	"bytes"
	"slices"
)

// Batch collects the responses of one goroutine and counts many of them together. Of each
// response, write the ratings to what Ratings returns, then call Add. Call Flush at the
// end.
//
// A Batch is not safe for concurrent use. Give each goroutine one.
type Batch struct {
	table        *Table
	competencies int
	capacity     int // responses
	waiting      []response
	names        []byte // of the groups of the responses that wait
	ratings      []byte // of as many responses as the capacity
	order        []int  // indices of waiting, by stripe
	records      []ref  // of the responses of a stripe, by some bits of the hash; 0 for none
	cells        []ref  // of the responses of a stripe
	touched      uint64 // keeps the compiler from removing the reads of prefetching
	held         bool   // nothing is counted before Flush, however many responses wait
}

// response is a response that waits to be counted.
type response struct {
	hash         uint64
	from, to     int // the name of its group in names
	constituency int // -1 for none
}

// A batch has this many responses, or fewer so that their ratings stay in the cache.
const (
	maxResponses    = 512
	maxRatingsBytes = 64 << 10
)

// NewBatch returns an empty batch that counts into the table.
func (t *Table) NewBatch() *Batch {
	n := t.layout.Competencies
	capacity := min(maxResponses, max(1, maxRatingsBytes/n))
	return &Batch{table: t, competencies: n, capacity: capacity, ratings: make([]byte, capacity*n)}
}

// Ratings returns where the ratings of the next response go, a byte for each competency.
// Until Add is called it returns the same memory, with what was written to it.
func (b *Batch) Ratings() []byte { return b.ratingsOf(len(b.waiting)) }

func (b *Batch) ratingsOf(i int) []byte {
	n := b.competencies
	if (i+1)*n > len(b.ratings) {
		b.ratings = append(b.ratings, make([]byte, len(b.ratings))...)
	}
	return b.ratings[i*n : (i+1)*n : (i+1)*n]
}

// Add adds the response whose ratings have been written to what Ratings returned. It
// counts in the group with a key, of any length and content, and there in the
// constituency with a number from 0, or in none if it is -1. The key may be changed
// afterwards.
func (b *Batch) Add(key []byte, constituency int) {
	r := response{from: len(b.names), constituency: constituency}
	b.names = appendName(b.names, key)
	r.to = len(b.names)
	r.hash = b.table.hash(b.names[r.from:])
	if b.waiting = append(b.waiting, r); len(b.waiting) == b.capacity && !b.held {
		b.Flush()
	}
}

// Hold keeps the responses that are added from now on until Flush or Discard, so that
// they can be dropped if what was read of them turns out to be wrong.
func (b *Batch) Hold() {
	b.Flush()
	b.held = true
}

// IsFull reports whether as many responses wait as are best counted together.
func (b *Batch) IsFull() bool { return len(b.waiting) >= b.capacity }

// Discard drops the responses that wait.
func (b *Batch) Discard() { b.waiting, b.names = b.waiting[:0], b.names[:0] }

// Flush counts the responses that wait.
func (b *Batch) Flush() {
	for from := 0; from < len(b.waiting); from += b.capacity {
		b.flushPart(from, min(from+b.capacity, len(b.waiting)))
	}
	b.Discard()
	b.held = false
}

// flushPart counts some of the responses that wait, stripe by stripe.
func (b *Batch) flushPart(from, to int) {
	// Counting sort by stripe.
	var ends [stripeCount]int
	for i := from; i < to; i++ {
		ends[stripeOf(b.waiting[i].hash)]++
	}
	for i := 1; i < stripeCount; i++ {
		ends[i] += ends[i-1]
	}
	b.order = slices.Grow(b.order[:0], to-from)[:to-from]
	starts := ends
	for i := from; i < to; i++ {
		at := &starts[stripeOf(b.waiting[i].hash)]
		*at--
		b.order[*at] = i
	}
	for i := range ends {
		if starts[i] < ends[i] {
			b.count(&b.table.stripes[i], b.order[starts[i]:ends[i]])
		}
	}
}

// count counts responses, given by their indices, in their stripe.
func (b *Batch) count(s *stripe, order []int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b.prefetchRecords(s, order)
	b.findCells(s, order)
	b.prefetchCells(s)
	for k, i := range order {
		s.cells.add(b.cells[k], b.ratingsOf(i), &b.table.layout)
	}
}

// prefetchRecords reads the slots of responses, then a byte of the records that these
// slots refer to. It takes a record that matches the bits of the hash for the right one:
// a comparison of names would wait for memory.
func (b *Batch) prefetchRecords(s *stripe, order []int) {
	touched := uint64(0)
	for _, i := range order {
		touched += uint64(s.slots[homeSlot(b.waiting[i].hash, s.slots)])
	}
	b.records = b.records[:0]
	for _, i := range order {
		hash := b.waiting[i].hash
		record, _ := s.next(hash, homeSlot(hash, s.slots))
		if b.records = append(b.records, record); record != 0 {
			touched += uint64(s.records.at(record)[0])
		}
	}
	b.touched = touched
}

// findCells finds the cells of responses. It checks the records that prefetchRecords
// found, and adds records and cells that are missing.
func (b *Batch) findCells(s *stripe, order []int) {
	refs, before := b.table.refs, s.made
	b.cells = b.cells[:0]
	for k, i := range order {
		r := &b.waiting[i]
		name := b.names[r.from:r.to]
		var record []byte
		if b.records[k] != 0 {
			record = s.records.at(b.records[k])
		}
		if record == nil || !bytes.HasPrefix(record[refs:], name) {
			record = s.record(r.hash, name, refs)
		}
		b.cells = append(b.cells, s.cell(record, r.constituency))
	}
	if s.made > before {
		b.table.cells.Add(int64(s.made - before))
	}
}

// prefetchCells reads a byte of each cache line of the cells.
func (b *Batch) prefetchCells(s *stripe) {
	touched := uint64(0)
	for _, cell := range b.cells {
		data := s.cells.bytes(cell)
		for at := 0; at < len(data); at += cacheLine {
			touched += uint64(data[at])
		}
	}
	b.touched += touched
}
