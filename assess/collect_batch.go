package assess

import (
	"bytes"
	"slices"
)

// batch is responses that are to be counted together.
type batch struct {
	table   *groupTable
	waiting []waiting
	names   []byte    // of the records, of all that wait
	ratings []byte    // likewise, packed; room for all
	n       int       // ratings of a response
	size    int       // responses that there is room for
	order   []int     // of those that wait, by stripe
	records []pageRef // of those of a stripe, most likely; 0 for none
	cells   []pageRef // of those of a stripe
	touched uint64    // makes sure that memory is asked for
	held    bool      // nothing is counted before flush, however much waits
}

// waiting is a response that is to be counted.
type waiting struct {
	hash         uint64
	from, to     int // the name of its record in names
	constituency int // -1 for none
}

// batchSize is the most responses of a batch, batchBytes the most ratings.
const (
	batchSize  = 512
	batchBytes = 64 << 10
)

func newBatch(t *groupTable, competencies int) *batch {
	size := min(batchSize, max(1, batchBytes/competencies))
	return &batch{table: t, n: competencies, size: size, ratings: make([]byte, size*competencies)}
}

// next returns where the ratings of the next response go.
func (b *batch) next() []byte {
	at := len(b.waiting) * b.n
	if at+b.n > len(b.ratings) {
		b.ratings = append(b.ratings, make([]byte, len(b.ratings))...)
	}
	return b.ratings[at : at+b.n : at+b.n]
}

// add adds the response whose ratings are where next says.
func (b *batch) add(key []byte, constituency int) {
	w := waiting{from: len(b.names), constituency: constituency}
	b.names = appendName(b.names, key)
	w.to = len(b.names)
	w.hash = b.table.hash(b.names[w.from:])
	if b.waiting = append(b.waiting, w); len(b.waiting) == b.size && !b.held {
		b.flush()
	}
}

// hold keeps the responses that are added from now on until flush or discard.
func (b *batch) hold() {
	b.flush()
	b.held = true
}

// isFull reports whether as many responses wait as are best counted together.
func (b *batch) isFull() bool { return len(b.waiting) >= b.size }

// discard drops the responses that wait.
func (b *batch) discard() { b.waiting, b.names = b.waiting[:0], b.names[:0] }

// flush counts what waits.
func (b *batch) flush() {
	for from := 0; from < len(b.waiting); from += b.size {
		b.flushPart(from, min(from+b.size, len(b.waiting)))
	}
	b.discard()
	b.held = false
}

// flushPart counts some of what waits, stripe by stripe.
func (b *batch) flushPart(from, to int) {
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

// count counts the responses of a stripe. Most of the time goes into waiting for memory:
// for slots, for the records that they name, and for the cells that these name. So each
// is asked for ahead, for all of the responses: what is asked for together comes
// together. It is asked for without a look at what it says, since a processor that is to
// decide something waits for it.
func (b *batch) count(s *stripe, order []int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	touched := uint64(0)
	for _, i := range order {
		touched += s.slots[home(b.waiting[i].hash, s.slots)]
	}
	b.records = b.records[:0]
	for _, i := range order {
		hash := b.waiting[i].hash
		record, _ := s.next(hash, home(hash, s.slots))
		if b.records = append(b.records, record); record != 0 {
			touched += uint64(s.records.at(record)[0])
		}
	}
	b.findCells(s, order)
	for _, cell := range b.cells {
		data := s.cells.at(cell)[:nextBytes+s.cells.counts]
		for at := 0; at < len(data); at += cacheLine {
			touched += uint64(data[at])
		}
	}
	b.touched = touched
	for k, i := range order {
		s.cells.add(b.cells[k], b.ratings[i*b.n:(i+1)*b.n], &b.table.shape)
	}
}

// findCells finds the cells of the responses of a stripe, whose records were looked for
// by a part of the hash alone.
func (b *batch) findCells(s *stripe, order []int) {
	refs, before := b.table.refs, s.count
	b.cells = b.cells[:0]
	for k, i := range order {
		w := &b.waiting[i]
		name := b.names[w.from:w.to]
		var record []byte
		if b.records[k] != 0 {
			record = s.records.at(b.records[k])
		}
		if record == nil || !bytes.HasPrefix(record[refs:], name) {
			record = s.record(w.hash, name, refs)
		}
		b.cells = append(b.cells, s.cell(record, w.constituency))
	}
	if s.count > before {
		b.table.count.Add(int64(s.count - before))
	}
}

// cacheLine is how many bytes processors fetch from memory at once.
const cacheLine = 64
