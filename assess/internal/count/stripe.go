package count

import (
	"bytes"
	"encoding/binary"
	"sync"
)

// stripe is a part of a table, with a lock: a hash table with open addressing, whose slots
// refer to the records of groups. A record is
//
//	8 bytes each   refs of the cells, or 0: that of no constituency, then those of each
//	the name       see appendName
//
// There is one record for a group, and not for each cell, so that there are fewer of them
// to find, to keep in the processor's caches and to sort.
type stripe struct {
	mu      sync.Mutex
	slots   []slot
	used    int // slots that are not empty
	records arena
	cells   cells
	made    int             // cells
	_       [cacheLine]byte // keeps stripes, which different processors change, in different cache lines
}

// slot is the high bits of the hash of a name and the ref of its record; 0 for an empty
// one. The ref has refBits, enough for a terabyte. The bits of the hash suffice to tell
// almost all groups apart without a look at the record.
type slot uint64

const (
	refBits = 40
	refMask = 1<<refBits - 1
)

func (s slot) ref() ref { return ref(s & refMask) }

// matches reports whether a slot has the bits of a hash.
func (s slot) matches(hash uint64) bool { return (uint64(s)^hash)>>refBits == 0 }

// homeSlot returns the index of the first slot where a record may be. It depends on the
// bits of the hash that the slot has, so that grow needs no others.
func homeSlot(hash uint64, slots []slot) int {
	return int(hash >> refBits * uint64(len(slots)) >> (64 - refBits))
}

// next returns the next record, from slot i on, that matches a hash, and the index of the
// slot after it. If there is none, it returns 0 and the index of the slot for a new record.
func (s *stripe) next(hash uint64, i int) (ref, int) {
	for {
		found := s.slots[i]
		if found == 0 {
			return 0, i
		}
		if i++; i == len(s.slots) {
			i = 0
		}
		if found.matches(hash) {
			return found.ref(), i
		}
	}
}

// record returns the record of a name, whose refs have a size, and adds it if it is
// missing.
func (s *stripe) record(hash uint64, name []byte, refs int) []byte {
	r, i := s.next(hash, homeSlot(hash, s.slots))
	for r != 0 {
		if record := s.records.at(r); bytes.HasPrefix(record[refs:], name) {
			return record
		}
		r, i = s.next(hash, i)
	}
	r = s.records.alloc(refs + len(name))
	s.slots[i] = slot(hash&^refMask | uint64(r))
	if s.used++; 2*s.used > len(s.slots) {
		s.grow()
	}
	record := s.records.at(r)
	copy(record[refs:], name)
	return record
}

// grow doubles the number of slots.
func (s *stripe) grow() {
	old := s.slots
	s.slots = make([]slot, 2*len(old))
	for _, moved := range old {
		if moved == 0 {
			continue
		}
		i := homeSlot(uint64(moved), s.slots)
		for s.slots[i] != 0 {
			if i++; i == len(s.slots) {
				i = 0
			}
		}
		s.slots[i] = moved
	}
}

// cell returns the cell of a constituency, -1 for none, in the group of a record, and
// adds it if it is missing.
func (s *stripe) cell(record []byte, constituency int) ref {
	at := cellRef(record, constituency)
	cell := ref(binary.LittleEndian.Uint64(at))
	if cell == 0 {
		cell = s.cells.alloc()
		binary.LittleEndian.PutUint64(at, uint64(cell))
		s.made++
	}
	return cell
}

// cellRef returns the bytes of a record with the ref of a cell.
func cellRef(record []byte, constituency int) []byte {
	return record[(1+constituency)*refSize:][:refSize]
}

// appendName appends the name of a group to b: its key with the length before it, so that
// no name is the beginning of another one.
func appendName(b, key []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(key))), key...)
}

// keyOf returns the key in a name that data starts with.
func keyOf(data []byte) []byte {
	length, n := binary.Uvarint(data)
	return data[n:][:length]
}
