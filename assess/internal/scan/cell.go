package scan

import (
	"bytes"
	"math/bits"
	"slices"
)

// Cell finds the end of a spreadsheet cell: the first delimiter, quotation mark if delim
// is one, or control character, such as a line end. Highs has a high bit set if high has,
// or if a byte before the end has. There must be [Padding] bytes after the last line.
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

// Memo stores what short cells mean that occur again and again in a sheet. It is for one
// goroutine.
type Memo struct {
	delims uint64
	factor uint64 // of the hash
	tries  int    // factors that were tried
	slots  [1 << (64 - memoShift)]memo

	first  []string // the first cells that are not empty, as many as short may have
	values []byte   // theirs
	short  *shortWords

	blank int // the value of an empty cell; -1 for none
	span  int // bytes that were read the last time that all cells were known

	later [maxHalf]byte // values of the second half of the cells that are being read
	ends  [maxHalf]int  // and the positions after them
}

const (
	memoShift = 56
	maxFirst  = 32
)

// memo is a cell with the delimiter after it, padded with zeros, and its value. The head
// of an empty slot is all delimiters, which no cell is.
type memo struct {
	head, tail uint64
	value      byte
	_          [15]byte // a size that is a power of two is faster to index
}

// maxMemo is the length of the longest cell that a Memo stores.
const maxMemo = 15

// NewMemo returns an empty Memo for a sheet with a delimiter.
func NewMemo(delim byte) *Memo {
	m := &Memo{delims: uint64(delim) * ones, factor: firstFactor, blank: -1}
	m.clear()
	return m
}

func (m *Memo) clear() {
	for i := range m.slots {
		m.slots[i] = memo{head: m.delims}
	}
}

func (m *Memo) slot(head, tail uint64) *memo {
	return &m.slots[(head^bits.RotateLeft64(tail, 29))*m.factor>>memoShift]
}

// Put stores the value of a cell. It ignores cells that are too long or contain the
// delimiter, because Run would stop there.
func (m *Memo) Put(cell []byte, value byte) {
	if len(cell) > maxMemo || bytes.IndexByte(cell, byte(m.delims)) >= 0 {
		return
	}
	var padded [maxMemo + 1]byte
	padded[copy(padded[:], cell)] = byte(m.delims)
	e := memo{head: load(padded[:], 0), tail: load(padded[:], 8), value: value}
	if slot := m.slot(e.head, e.tail); slot.head != m.delims && (slot.head != e.head || slot.tail != e.tail) {
		m.spread(e)
	}
	*m.slot(e.head, e.tail) = e
	if len(cell) == 0 {
		m.blank = int(value)
	}
	if len(cell) > 0 && len(m.first) < maxFirst && !slices.Contains(m.first, string(cell)) {
		m.first, m.values = append(m.first, string(cell)), append(m.values, value)
		m.short = compileShort(m.first, m.values, byte(m.delims))
	}
}

// spread looks for a factor that gives a cell a slot without other cells, so that the few cells
// that most sheets have do not evict each other.
func (m *Memo) spread(e memo) {
	for other := *m; m.tries < maxFactors; m.tries++ {
		other.factor = nextFactor(other.factor)
		other.clear()
		*other.slot(e.head, e.tail) = e
		if other.takeAll(m) {
			m.factor, m.slots = other.factor, other.slots
			return
		}
	}
}

// takeAll copies the cells of another Memo. It returns false if a slot is not free.
func (m *Memo) takeAll(other *Memo) bool {
	for i := range other.slots {
		if e := &other.slots[i]; e.head != m.delims {
			slot := m.slot(e.head, e.tail)
			if slot.head != m.delims {
				return false
			}
			*slot = *e
		}
	}
	return true
}

// Run reads cells from a position on for as long as they are known, at most as many as
// values has elements. It returns their number and the position after the last delimiter.
// There must be [Padding] bytes after the last line.
//
// The time goes into finding the end of one cell before the next one can start, so no
// other work is on that path, not even looking up the value. One byte gives the length of
// the cells that were put first (see shortWords); in other cells the delimiter is
// searched for. Long rows are read from two positions at once.
func (m *Memo) Run(buf []byte, pos int, values []byte) (n, next int) {
	next = pos
	if m.short != nil && len(values) >= minHalves {
		n, next = m.halves(buf, pos, values)
	}
	more, next := m.run(buf, next, len(buf), values[n:])
	if n += more; n == len(values) {
		m.span = next - pos
	}
	return n, next
}

// run is Run from one position, up to another one.
func (m *Memo) run(buf []byte, pos, end int, values []byte) (n, next int) {
	delims, short := m.delims, m.short
	for n = range values {
		if pos >= end {
			return n, pos
		}
		if short != nil {
			if slot, ok := short.find((*[shortWindow]byte)(buf[pos : pos+shortWindow])); ok {
				values[n] = short.values[slot]
				pos += int(short.sizes[slot])
				continue
			}
		}
		head, tail := load(buf, pos), load(buf, pos+8)
		stop := equal(head, delims)
		if stop != 0 {
			next = pos + 1 + bits.TrailingZeros64(stop)>>3
			head &= stop ^ (stop - 1)
			tail = 0
		} else {
			stop = equal(tail, delims) | 1<<63
			next = pos + 9 + bits.TrailingZeros64(stop)>>3
			tail &= stop ^ (stop - 1)
		}
		slot := m.slot(head, tail)
		if slot.head != head || slot.tail != tail {
			return n, pos
		}
		values[n], pos = slot.value, next
	}
	return len(values), pos
}

const (
	minHalves = 12 // cells, from which it is faster
	maxHalf   = 64 // cells
)

// halves reads cells from the beginning and from about the middle of the row in turn,
// which the processor does in parallel. The length of previous rows gives the middle. Any
// position after a delimiter will do: if the cells of the first half end exactly there,
// the cells of the second half follow them; otherwise the second half was read in vain.
func (m *Memo) halves(buf []byte, pos int, values []byte) (n, next int) {
	short, half := m.short, min(len(values)/2, maxHalf)
	middle := pos + m.span/2
	if len(buf)-middle < (2+half)*shortWindow {
		return 0, pos
	}
	stop := equal(load(buf, middle), m.delims)
	if stop == 0 {
		middle += 8
		if stop = equal(load(buf, middle), m.delims); stop == 0 {
			return 0, pos // no known cell is so long
		}
	}
	middle += 1 + bits.TrailingZeros64(stop)>>3

	delim, end, k := byte(m.delims), middle, 0
	for pos < middle && k < half {
		first, ok := short.find((*[shortWindow]byte)(buf[pos : pos+shortWindow]))
		size, value := int(short.sizes[first]), short.values[first]
		second, ok2 := short.find((*[shortWindow]byte)(buf[end : end+shortWindow]))
		size2, value2 := int(short.sizes[second]), short.values[second]
		if !ok {
			if buf[pos] != delim || m.blank < 0 {
				break
			}
			size, value = 1, byte(m.blank)
		}
		if !ok2 {
			if buf[end] != delim || m.blank < 0 {
				break
			}
			size2, value2 = 1, byte(m.blank)
		}
		pos, end = pos+size, end+size2
		values[k], m.later[k], m.ends[k] = value, value2, end
		k++
	}
	n, next = m.run(buf, pos, middle, values[k:])
	n += k
	if k = min(k, len(values)-n); k == 0 || next != middle {
		return n, next
	}
	copy(values[n:], m.later[:k])
	return n + k, m.ends[k-1]
}
