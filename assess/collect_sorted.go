package assess

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"sort"

	"github.com/waymark-go/waymark/rubric"
)

// sortedRecord is a record of a sorted table.
type sortedRecord struct {
	piece uint64 // of the key, while records are sorted by it
	place uint64 // the stripe, and where in there
}

// sort puts the records in the order of their groups. Nothing is counted afterwards.
func (t *groupTable) sort() {
	n := 0
	for i := range t.stripes {
		n += t.stripes[i].used
	}
	t.sorted = make([]sortedRecord, 0, n)
	for i := range t.stripes {
		s := &t.stripes[i]
		for _, slot := range s.slots {
			if slot != 0 {
				t.sorted = append(t.sorted, sortedRecord{place: uint64(i)<<refBits | slot&refMask})
			}
		}
		s.slots = nil
	}
	t.sortBy(t.sorted, 0)
}

// sortBy sorts records whose keys do not differ before a piece. Comparing numbers is
// quicker than to look the keys up for each comparison.
func (t *groupTable) sortBy(records []sortedRecord, piece int) {
	for i := range records {
		records[i].piece = pieceOf(t.key(records[i]), piece)
	}
	slices.SortFunc(records, func(a, b sortedRecord) int { return cmp.Compare(a.piece, b.piece) })
	for len(records) > 0 {
		n := 1
		for n < len(records) && records[n].piece == records[0].piece {
			n++
		}
		switch {
		case n == 1:
		case piece == maxPieces:
			t.sortByKey(records[:n])
		default:
			t.sortBy(records[:n], piece+1)
		}
		records = records[n:]
	}
}

func (t *groupTable) sortByKey(records []sortedRecord) {
	slices.SortFunc(records, func(a, b sortedRecord) int { return bytes.Compare(t.key(a), t.key(b)) })
}

const (
	pieceBytes = 7 // of a key
	maxPieces  = 8 // by which records are sorted one after the other
)

// pieceOf returns a piece of a key: its bytes and, since zeros may be those of the key
// or not, how many there are, or one more than pieceBytes where more follow.
func pieceOf(key []byte, piece int) uint64 {
	key = key[min(len(key), piece*pieceBytes):]
	var b [pieceBytes + 1]byte
	copy(b[:pieceBytes], key)
	b[pieceBytes] = byte(min(len(key), pieceBytes+1))
	return binary.BigEndian.Uint64(b[:])
}

func (t *groupTable) stripe(r sortedRecord) (*stripe, pageRef) {
	return &t.stripes[r.place>>refBits], pageRef(r.place & refMask)
}

func (t *groupTable) key(r sortedRecord) []byte {
	s, at := t.stripe(r)
	return keyOf(s.records.at(at)[t.refs:])
}

// named returns the record of a group of a sorted table.
func (t *groupTable) named(group string) (r sortedRecord, ok bool) {
	i := sort.Search(len(t.sorted), func(i int) bool { return string(t.key(t.sorted[i])) >= group })
	if i == len(t.sorted) || string(t.key(t.sorted[i])) != group {
		return sortedRecord{}, false
	}
	return t.sorted[i], true
}

// tally makes a tally of records.
func (t *groupTable) tally(r *rubric.Rubric, records ...sortedRecord) *Tally {
	tally := &Tally{}
	if len(records) == 0 {
		return tally
	}
	tally.Rubric, tally.Stages, tally.Competencies = r.Ref(), r.Spectrum().Len(), r.CompetencyCount()
	for _, record := range records {
		s, at := t.stripe(record)
		refs := s.records.at(at)[:t.refs]
		for i := range 1 + len(t.constituencies) {
			cell := pageRef(binary.LittleEndian.Uint64(refs[i*refBytes:]))
			if cell == 0 {
				continue
			}
			constituency := ""
			if i > 0 {
				constituency = t.constituencies[i-1]
			}
			s.cells.addTo(tally.group(constituency), cell, &t.shape)
		}
	}
	return tally
}
