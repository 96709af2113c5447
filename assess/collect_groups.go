package assess

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/maphash"
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
	sorted  []sortedRecord // of all stripes
}

const stripeCount = 16

// shape is how the counts of a cell are laid out, the way a [GroupCounts] has them.
type shape struct {
	constituencies []string
	refs           int        // bytes of a record that say where the cells are
	width          int        // counts of a competency
	places         [256]uint8 // of ratings among the counts of a competency
}

// stripe is a hash table with open addressing. It finds the record of a group, which is
//
//	where its cells are, or 0	8 bytes for each constituency and for none
//	its name
//
// so that there are few records to find, to keep near and to sort. A rubric has few
// constituencies.
type stripe struct {
	mu      sync.Mutex
	slots   []uint64 // the beginning of a name's hash, and where the record is; 0 for none
	used    int      // slots
	records pages
	cells   cells
	count   int             // cells
	_       [cacheLine]byte // stripes do not share a line of the processor's caches
}

const refBytes = 8 // of where a cell is

// refBits is how much of a slot says where the record is: more than there is memory for.
// The rest is so much of the hash that hardly ever a look at another record is needed.
const (
	refBits = 40
	refMask = 1<<refBits - 1
)

func newGroupTable(r *rubric.Rubric, limit int) *groupTable {
	t := &groupTable{seed: maphash.MakeSeed(), limit: int64(limit)}
	t.constituencies = constituencyIDs(r)
	t.refs = refBytes * (1 + len(t.constituencies))
	tally := Tally{Stages: r.Spectrum().Len(), Competencies: r.CompetencyCount()}
	t.width = tally.width()
	for s := range r.Spectrum().Stages() {
		t.places[RatingOf(s)] = uint8(tally.countIndex(RatingOf(s)))
	}
	for i := range nonAnswerNames {
		t.places[nonAnswerAt(i)] = uint8(tally.countIndex(nonAnswerAt(i)))
	}
	for i := range t.stripes {
		s := &t.stripes[i]
		s.slots, s.cells.counts = make([]uint64, 16), t.width*tally.Competencies
	}
	return t
}

// appendName appends the name of a record: the key of the group, so written that no name
// begins with another one.
func appendName(b, key []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(key))), key...)
}

func keyOf(name []byte) []byte {
	length, n := binary.Uvarint(name)
	return name[n:][:length]
}

func (t *groupTable) hash(name []byte) uint64 { return maphash.Bytes(t.seed, name) }

// stripeOf returns the index of the stripe for a hash. The other end of the hash says
// where in the stripe.
func stripeOf(hash uint64) int { return int(hash % stripeCount) }

// home returns the index of the slot where a record with a hash is to be. What a slot
// has of the hash is enough to tell.
func home(hash uint64, slots []uint64) int {
	return int(hash >> refBits * uint64(len(slots)) >> (64 - refBits))
}

// next returns the next record that is likely to be the one with a hash, from a slot on,
// and the slot behind it. Where there is none, it returns 0 and the slot where the
// record would be.
func (s *stripe) next(hash uint64, at int) (pageRef, int) {
	for {
		slot := s.slots[at]
		if slot == 0 {
			return 0, at
		}
		if at++; at == len(s.slots) {
			at = 0
		}
		if (slot^hash)>>refBits == 0 {
			return pageRef(slot & refMask), at
		}
	}
}

// record returns the record of a name, a new one where there is none yet.
func (s *stripe) record(hash uint64, name []byte, refs int) []byte {
	r, at := s.next(hash, home(hash, s.slots))
	for r != 0 {
		if record := s.records.at(r); bytes.HasPrefix(record[refs:], name) {
			return record
		}
		r, at = s.next(hash, at)
	}
	r = s.records.room(refs + len(name))
	s.slots[at] = hash&^refMask | uint64(r)
	if s.used++; 2*s.used > len(s.slots) {
		s.grow()
	}
	record := s.records.at(r)
	copy(record[refs:], name)
	return record
}

func (s *stripe) grow() {
	old := s.slots
	s.slots = make([]uint64, 2*len(old))
	for _, slot := range old {
		if slot == 0 {
			continue
		}
		at := home(slot, s.slots)
		for s.slots[at] != 0 {
			if at++; at == len(s.slots) {
				at = 0
			}
		}
		s.slots[at] = slot
	}
}

// cell returns the cell of a constituency in a group, -1 for none, a new one where there
// is none yet.
func (s *stripe) cell(record []byte, constituency int) pageRef {
	ref := record[(1+constituency)*refBytes:][:refBytes]
	cell := pageRef(binary.LittleEndian.Uint64(ref))
	if cell == 0 {
		cell = s.cells.create()
		binary.LittleEndian.PutUint64(ref, uint64(cell))
		s.count++
	}
	return cell
}

// tooMany returns an error where there are more cells than there may be.
func (t *groupTable) tooMany() error {
	if t.count.Load() <= t.limit {
		return nil
	}
	return fmt.Errorf("collect responses: more than %d groups", t.limit)
}
