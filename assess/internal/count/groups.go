package count

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"sort"
)

// Groups is the groups of a table in the order of the bytes of their keys. The zero value has
// no groups. It is safe for concurrent use.
type Groups struct {
	table  *Table
	sorted []sortedRecord
}

// sortedRecord is where the record of a group is.
type sortedRecord struct {
	piece    uint64 // of the key, while records are sorted by it
	location uint64 // the index of the stripe, then the ref in refBits
}

// Groups returns the groups that have been counted. It ends the counting: all batches must
// have been flushed, and neither they nor the table may be used afterwards.
func (t *Table) Groups() Groups {
	n := 0
	for i := range t.stripes {
		n += t.stripes[i].used
	}
	g := Groups{table: t, sorted: make([]sortedRecord, 0, n)}
	for i := range t.stripes {
		s := &t.stripes[i]
		for _, found := range s.slots {
			if found != 0 {
				g.sorted = append(g.sorted, sortedRecord{location: uint64(i)<<refBits | uint64(found.ref())})
			}
		}
		s.slots = nil
	}
	g.sortFrom(g.sorted, 0)
	return g
}

// Len returns the number of groups.
func (g *Groups) Len() int { return len(g.sorted) }

// Key returns the key of group i, from 0. It must not be changed.
func (g *Groups) Key(i int) []byte { return g.key(g.sorted[i]) }

// Find returns the index of the group with a key; ok is false if there is none.
func (g *Groups) Find(key string) (i int, ok bool) {
	i = sort.Search(len(g.sorted), func(i int) bool { return string(g.Key(i)) >= key })
	return i, i < len(g.sorted) && string(g.Key(i)) == key
}

// Cell returns the counts of a constituency, -1 for none, in group i; ok is false if no
// response counts there.
func (g *Groups) Cell(i, constituency int) (c Cell, ok bool) {
	s, record := g.record(g.sorted[i])
	at := ref(binary.LittleEndian.Uint64(cellRef(record, constituency)))
	return Cell{&s.cells, at}, at != 0
}

// Cell is the counts of one constituency in one group.
type Cell struct {
	cells *cells
	at    ref
}

// AddTo adds the counts to sums, which has as many numbers as [Layout.Counts] returns: for
// each competency, one for each index of a rating.
func (c Cell) AddTo(sums []uint64) { c.cells.addTo(sums, c.at) }

// record returns the record of a group and its stripe.
func (g *Groups) record(r sortedRecord) (*stripe, []byte) {
	s := &g.table.stripes[r.location>>refBits]
	return s, s.records.at(ref(r.location & refMask))
}

func (g *Groups) key(r sortedRecord) []byte {
	_, record := g.record(r)
	return keyOf(record[g.table.refs:])
}

// sortFrom sorts records whose keys have the same bytes before a piece. It sorts by the
// numbers that pieces make, which are next to each other in memory, because a comparison
// of two keys has to fetch both.
func (g *Groups) sortFrom(records []sortedRecord, piece int) {
	for i := range records {
		records[i].piece = pieceOf(g.key(records[i]), piece)
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
			g.sortByKey(records[:n])
		default:
			g.sortFrom(records[:n], piece+1)
		}
		records = records[n:]
	}
}

// sortByKey sorts records with long keys that are the same up to the last piece.
func (g *Groups) sortByKey(records []sortedRecord) {
	slices.SortFunc(records, func(a, b sortedRecord) int { return bytes.Compare(g.key(a), g.key(b)) })
}

const (
	pieceSize = 7 // bytes of a key
	maxPieces = 8 // the last piece by which records are sorted; bounds the recursion
)

// pieceOf returns a piece of a key as a number: its bytes, then how many there are, or
// pieceSize+1 if more follow. The last part tells zero bytes of the key from its end.
func pieceOf(key []byte, piece int) uint64 {
	key = key[min(len(key), piece*pieceSize):]
	var b [pieceSize + 1]byte
	copy(b[:pieceSize], key)
	b[pieceSize] = byte(min(len(key), pieceSize+1))
	return binary.BigEndian.Uint64(b[:])
}
