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

// memo is a text, padded with zeros, and its value.
type memo struct {
	head, tail uint64
	size       int
	value      byte
}

// maxMemo is the longest text that a Memo knows.
const maxMemo = 15

func (m *Memo) slot(head, tail uint64) *memo {
	h := (head ^ bits.RotateLeft64(tail, 29)) * 0x9e3779b97f4a7c15
	return &m.slots[h>>56]
}

// Put remembers the value of a text. It must be plain ASCII that is not empty and has
// neither control characters nor delimiters.
func (m *Memo) Put(text []byte, value byte) {
	if len(text) > maxMemo {
		return
	}
	var padded [maxMemo + 1]byte
	copy(padded[:], text)
	head, tail := load(padded[:], 0), load(padded[:], 8)
	*m.slot(head, tail) = memo{head, tail, len(text), value}
}

// Next reads the cell at a position. It returns the value that was put for the text up
// to the delimiter and the position after that, or ok false where none was.
func (m *Memo) Next(buf []byte, pos int, delim byte) (value byte, next int, ok bool) {
	delims := uint64(delim) * ones
	head := load(buf, pos)
	var tail uint64
	if stop := equal(head, delims); stop != 0 {
		head &= (stop & -stop >> 7) - 1
		next = pos + bits.TrailingZeros64(stop)>>3
	} else {
		tail = load(buf, pos+8)
		if stop = equal(tail, delims); stop == 0 {
			return 0, 0, false
		}
		tail &= (stop & -stop >> 7) - 1
		next = pos + 8 + bits.TrailingZeros64(stop)>>3
	}
	slot := m.slot(head, tail)
	return slot.value, next + 1, slot.head == head && slot.tail == tail && slot.size == next-pos && next > pos
}
