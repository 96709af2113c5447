package assess

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/waymark-go/waymark/rubric"
)

// groupTable counts responses by group and constituency. All workers share it, so that
// a group takes room once however many there are. It is divided into stripes by hash;
// a worker counts many responses at a time, and those of a stripe together, so that it
// seldom waits for another.
type groupTable struct {
	shape
	seed    maphash.Seed // so that nobody can foresee which groups share a slot
	limit   int64        // cells that there may be
	count   atomic.Int64 // cells
	stripes [stripeCount]stripe
	cells   []cell // of all stripes in order, once they are sorted
}

const stripeCount = 16

// roomBytes is about how much memory a stripe takes at a time for the counts of cells.
const roomBytes = 4 << 10

// stripe is a hash table with open addressing.
type stripe struct {
	mu    sync.Mutex
	slots []uint32 // index in cells plus 1, by hash; 0 for none
	cells []cell
	room  []byte          // for the counts of new cells
	_     [cacheLine]byte // stripes do not share a line of the processor's caches
}

// cell is the counts of a constituency in a group.
type cell struct {
	hash         uint64
	key          string
	constituency int32 // index, -1 for none
	counts       counts
}

// shape is how the counts of a cell are laid out, the way a [Group] has them.
type shape struct {
	constituencies []string
	width          int        // counts of a competency
	size           int        // counts of a cell
	places         [256]uint8 // of ratings among the counts of a competency
}

func newGroupTable(r *rubric.Rubric, limit int) *groupTable {
	t := &groupTable{seed: maphash.MakeSeed(), limit: int64(limit)}
	t.constituencies = constituencyIDs(r)
	tally := Tally{Stages: r.Spectrum().Len(), Competencies: r.CompetencyCount()}
	t.width = tally.width()
	t.size = t.width * tally.Competencies
	for s := range r.Spectrum().Stages() {
		t.places[RatingOf(s)] = uint8(tally.countIndex(RatingOf(s)))
	}
	for i := range nonAnswerNames {
		t.places[nonAnswerAt(i)] = uint8(tally.countIndex(nonAnswerAt(i)))
	}
	for i := range t.stripes {
		t.stripes[i].slots = make([]uint32, 16)
	}
	return t
}

// hash returns the hash of a group and a constituency.
func (t *groupTable) hash(key []byte, constituency int32) uint64 {
	return (maphash.Bytes(t.seed, key) + uint64(constituency)) * 0x9e3779b97f4a7c15
}

// stripeOf returns the index of the stripe for a hash. The other end of the hash says
// where in the stripe.
func stripeOf(hash uint64) int { return int(hash % stripeCount) }

func slotOf(hash uint64, slots []uint32) uint64 {
	return hash >> 32 & uint64(len(slots)-1)
}

// find returns the index of the cell of a group and a constituency, a new one where
// there is none yet, with so many counts.
func (s *stripe) find(hash uint64, key []byte, constituency int32, size int) (index int, isNew bool) {
	slot := slotOf(hash, s.slots)
	for ; s.slots[slot] != 0; slot = (slot + 1) & uint64(len(s.slots)-1) {
		i := int(s.slots[slot] - 1)
		if c := &s.cells[i]; c.hash == hash && c.constituency == constituency && c.key == string(key) {
			return i, false
		}
	}
	if len(s.room) < size {
		s.room = make([]byte, max(1, roomBytes/size)*size)
	}
	s.cells = append(s.cells, cell{hash: hash, key: string(key), constituency: constituency, counts: counts{bytes: 1, data: s.room[:size:size]}})
	s.room = s.room[size:]
	s.slots[slot] = uint32(len(s.cells))
	if 2*len(s.cells) > len(s.slots) {
		s.grow()
	}
	return len(s.cells) - 1, true
}

func (s *stripe) grow() {
	s.slots = make([]uint32, 2*len(s.slots))
	for i := range s.cells {
		slot := slotOf(s.cells[i].hash, s.slots)
		for s.slots[slot] != 0 {
			slot = (slot + 1) & uint64(len(s.slots)-1)
		}
		s.slots[slot] = uint32(i + 1)
	}
}

// tooMany returns an error where there are more cells than there may be.
func (t *groupTable) tooMany() error {
	if t.count.Load() <= t.limit {
		return nil
	}
	return fmt.Errorf("collect responses: more than %d groups", t.limit)
}

// sort puts the cells in the order of their groups. Nothing is counted afterwards.
func (t *groupTable) sort() {
	t.cells = make([]cell, 0, t.count.Load())
	for i := range t.stripes {
		s := &t.stripes[i]
		t.cells = append(t.cells, s.cells...)
		s.cells, s.slots, s.room = nil, nil, nil
	}
	slices.SortFunc(t.cells, func(a, b cell) int {
		return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.constituency, b.constituency))
	})
}

// batch is responses that are to be counted together.
type batch struct {
	table   *groupTable
	waiting []waiting
	keys    []byte   // of all that wait
	ratings []byte   // likewise, packed; room for batchSize
	n       int      // ratings of a response
	size    int      // responses that there is room for
	order   []int    // of those that wait, by stripe
	near    []uint32 // indices of the cells that are likely to be counted in
	touched uint64   // makes sure that memory is asked for
}

// waiting is a response that is to be counted.
type waiting struct {
	hash         uint64
	from, to     int // its key in keys
	constituency int32
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
	return b.ratings[at : at+b.n : at+b.n]
}

// add adds the response whose ratings are where next says.
func (b *batch) add(key []byte, constituency int) {
	w := waiting{from: len(b.keys), to: len(b.keys) + len(key), constituency: int32(constituency)}
	w.hash = b.table.hash(key, w.constituency)
	b.keys = append(b.keys, key...)
	if b.waiting = append(b.waiting, w); len(b.waiting) == b.size {
		b.flush()
	}
}

// flush counts what waits, stripe by stripe.
func (b *batch) flush() {
	var ends [stripeCount]int
	for i := range b.waiting {
		ends[stripeOf(b.waiting[i].hash)]++
	}
	for i := 1; i < stripeCount; i++ {
		ends[i] += ends[i-1]
	}
	b.order = slices.Grow(b.order[:0], len(b.waiting))[:len(b.waiting)]
	starts := ends
	for i := range b.waiting {
		at := &starts[stripeOf(b.waiting[i].hash)]
		*at--
		b.order[*at] = i
	}
	for i := range ends {
		if starts[i] < ends[i] {
			b.count(&b.table.stripes[i], b.order[starts[i]:ends[i]])
		}
	}
	b.waiting, b.keys = b.waiting[:0], b.keys[:0]
}

// count counts the responses of a stripe. Most of the time goes into waiting for memory,
// so that what is needed of it is first asked for, for all of the responses: what is
// asked for together comes together. It is asked for without a look at what it says,
// since a processor that is to decide something waits for it. That it is seldom the
// memory of another cell does no harm.
func (b *batch) count(s *stripe, order []int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b.near = b.near[:0]
	for _, i := range order {
		if k := s.slots[slotOf(b.waiting[i].hash, s.slots)]; k > 0 {
			b.near = append(b.near, k-1)
		}
	}
	for _, k := range b.near {
		b.touched += s.cells[k].hash
	}
	for _, k := range b.near {
		c := &s.cells[k]
		if len(c.key) > 0 {
			b.touched += uint64(c.key[0])
		}
		for at := 0; at < len(c.counts.data); at += cacheLine {
			b.touched += uint64(c.counts.data[at])
		}
	}
	t := b.table
	for _, i := range order {
		w := &b.waiting[i]
		k, isNew := s.find(w.hash, b.keys[w.from:w.to], w.constituency, t.size)
		if isNew {
			t.count.Add(1)
		}
		s.cells[k].counts.add(b.ratings[i*b.n:(i+1)*b.n], &t.places, t.width)
	}
}

// cacheLine is how many bytes processors fetch from memory at once.
const cacheLine = 64

// named returns the cells of a group of a sorted table.
func (t *groupTable) named(key string) []cell {
	from := sort.Search(len(t.cells), func(i int) bool { return t.cells[i].key >= key })
	to := from
	for to < len(t.cells) && t.cells[to].key == key {
		to++
	}
	return t.cells[from:to]
}

// tally makes a tally of cells.
func (t *groupTable) tally(r *rubric.Rubric, cells []cell) *Tally {
	tally := &Tally{}
	if len(cells) == 0 {
		return tally
	}
	tally.Rubric, tally.Stages, tally.Competencies = r.Ref(), r.Spectrum().Len(), r.CompetencyCount()
	for i := range cells {
		constituency := ""
		if k := cells[i].constituency; k >= 0 {
			constituency = t.constituencies[k]
		}
		g := tally.group(constituency)
		c := &cells[i].counts
		g.Raters += c.raters
		for i := range g.Counts {
			g.Counts[i] += c.at(i)
		}
	}
	return tally
}

// counts are the counts of a cell. Since no count is larger than the number of raters,
// the numbers are only as wide as that one needs: most groups are small, and a byte for
// each count keeps them in the processor's caches.
type counts struct {
	raters uint64
	bytes  int // of a number: 1, 2, 4 or 8
	data   []byte
}

// add counts a response. A uint64 does not overflow by adding one at a time.
func (c *counts) add(ratings []byte, places *[256]uint8, width int) {
	if c.bytes < 8 && c.raters == 1<<(8*c.bytes)-1 {
		c.widen(2 * c.bytes)
	}
	c.raters++
	at := 0
	switch c.bytes {
	case 1:
		for _, r := range ratings {
			c.data[at+int(places[r])]++
			at += width
		}
	case 2:
		for _, r := range ratings {
			b := c.data[2*(at+int(places[r])):]
			binary.LittleEndian.PutUint16(b, binary.LittleEndian.Uint16(b)+1)
			at += width
		}
	default:
		for _, r := range ratings {
			i := at + int(places[r])
			c.set(i, c.at(i)+1)
			at += width
		}
	}
}

// at returns a count.
func (c *counts) at(i int) uint64 {
	switch c.bytes {
	case 1:
		return uint64(c.data[i])
	case 2:
		return uint64(binary.LittleEndian.Uint16(c.data[2*i:]))
	case 4:
		return uint64(binary.LittleEndian.Uint32(c.data[4*i:]))
	}
	return binary.LittleEndian.Uint64(c.data[8*i:])
}

func (c *counts) set(i int, n uint64) {
	switch c.bytes {
	case 1:
		c.data[i] = uint8(n)
	case 2:
		binary.LittleEndian.PutUint16(c.data[2*i:], uint16(n))
	case 4:
		binary.LittleEndian.PutUint32(c.data[4*i:], uint32(n))
	default:
		binary.LittleEndian.PutUint64(c.data[8*i:], n)
	}
}

// widen makes the numbers wider.
func (c *counts) widen(bytes int) {
	wide := counts{raters: c.raters, bytes: bytes, data: make([]byte, len(c.data)/c.bytes*bytes)}
	for i := range len(c.data) / c.bytes {
		wide.set(i, c.at(i))
	}
	*c = wide
}
