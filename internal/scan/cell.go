package scan

import "math/bits"

// Cell finds the end of a spreadsheet's cell: the first delimiter, quotation mark where
// those end the cell, or control character, such as a line end. High has a high bit
// set where a byte before it has. There must be [Padding] bytes after the last line.
func Cell(buf []byte, pos int, delim byte, high uint64) (end int, highs uint64) {
	delims := uint64(delim) * ones
	for {
		w := load(buf, pos)
		if stops := equal(w, delims) | equal(w, deletes) | (w-spaces)&^w&highBits; stops != 0 {
			return pos + bits.TrailingZeros64(stops)>>3, high | w&(stops&-stops-1)&highBits
		}
		high |= w & highBits
		pos += 8
	}
}

// Memo remembers what short texts mean that stand in a sheet over and over. The zero
// value is ready to use.
type Memo struct {
	slots [256]memo
}

type memo struct {
	head, tail uint64
	size       int
	value      byte
}

// maxMemo is the longest text that a Memo knows.
const maxMemo = 16

// key returns the bytes of a text, which are all in the two numbers, and its slot.
func (m *Memo) key(buf []byte, from, to int) (head, tail uint64, slot *memo) {
	head = load(buf, from)
	if n := to - from; n < 8 {
		head &= 1<<(8*n) - 1
	} else {
		tail = load(buf, to-8)
	}
	h := (head ^ bits.RotateLeft64(tail, 29) + uint64(to-from)) * 0x9e3779b97f4a7c15
	return head, tail, &m.slots[h>>56]
}

// Get returns the value that was put for a text.
func (m *Memo) Get(buf []byte, from, to int) (value byte, ok bool) {
	if to-from > maxMemo {
		return 0, false
	}
	head, tail, slot := m.key(buf, from, to)
	return slot.value, slot.size == to-from && slot.head == head && slot.tail == tail
}

// Put remembers the value of a text that is not empty.
func (m *Memo) Put(buf []byte, from, to int, value byte) {
	if to-from > maxMemo {
		return
	}
	head, tail, slot := m.key(buf, from, to)
	*slot = memo{head, tail, to - from, value}
}
