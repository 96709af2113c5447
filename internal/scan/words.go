package scan

import (
	"encoding/binary"
	"math/bits"
)

// words finds out which one of a fixed set of words stands at a place. The words are
// kept with the quotation mark that ends them, so that no word is taken for a longer
// one that starts with it.
type words struct {
	entries []entry
	slots   []uint32 // index of an entry plus 1, by hash; 0 for none
	factor  uint64
	shift   uint
	longest int // bytes of the longest word
}

// entry is a word in machine words, the last one masked.
type entry struct {
	full       []uint64
	last, mask uint64
	size       int // with the quotation mark
}

// maxWord is the longest word in bytes. No line ends without that many readable bytes
// after it (see Padding).
const maxWord = 160

// compileWords returns nil where a word is too long, empty, or not plain ASCII that
// JSON has without escapes.
func compileWords(list []string) *words {
	w := &words{}
	for _, text := range list {
		if len(text) == 0 || len(text) > maxWord || !isPlain(text) {
			return nil
		}
		w.longest = max(w.longest, len(text))
		w.entries = append(w.entries, newEntry(text))
	}
	w.place(list)
	return w
}

func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c <= ' ' || c >= 0x7f || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

func newEntry(text string) entry {
	e := entry{size: len(text) + 1}
	padded := append([]byte(text), '"')
	padded = append(padded, make([]byte, 8)...)
	at := 0
	for ; e.size-at > 8; at += 8 {
		e.full = append(e.full, load(padded, at))
	}
	e.mask = ^uint64(0) >> (8 * (8 - (e.size - at)))
	e.last = load(padded, at) & e.mask
	return e
}

// place gives each word a slot. Among so many factors there is one under which each
// word of a usual rubric has a slot of its own; where there is none, a word stands in
// the next free slot and is found all the same.
func (w *words) place(list []string) {
	size := 4 << bits.Len(uint(len(list)))
	w.shift = uint(64 - bits.TrailingZeros(uint(size)))
	best := len(list) + 1
	var bestFactor uint64
	for try, factor := 0, uint64(0x9e3779b97f4a7c15); try < 64 && best > 0; try, factor = try+1, factor*0xd1342543de82ef95|1 {
		w.factor = factor
		if c := w.fill(list, size); c < best {
			best, bestFactor = c, factor
		}
	}
	w.factor = bestFactor
	w.fill(list, size)
}

// fill fills the slots and returns how many words are not in their own.
func (w *words) fill(list []string, size int) (collisions int) {
	w.slots = make([]uint32, size)
	for i, text := range list {
		padded := append([]byte(text), make([]byte, 8)...)
		slot := w.slot(padded, 0, len(text))
		if w.slots[slot] != 0 {
			collisions++
		}
		for w.slots[slot] != 0 {
			slot = (slot + 1) & (size - 1)
		}
		w.slots[slot] = uint32(i + 1)
	}
	return collisions
}

// slot returns the slot of the n bytes at a position.
func (w *words) slot(buf []byte, pos, n int) int {
	h := load(buf, pos)
	if n < 8 {
		h &= 1<<(8*n) - 1
	} else {
		h ^= bits.RotateLeft64(load(buf, pos+n-8), 29)
	}
	return int((h + uint64(n)) * w.factor >> w.shift)
}

// is reports whether the word with an index stands at a position.
func (w *words) is(i int, buf []byte, pos int) bool {
	e := &w.entries[i]
	for _, t := range e.full {
		if load(buf, pos) != t {
			return false
		}
		pos += 8
	}
	return load(buf, pos)&e.mask == e.last
}

// find returns the index of the word that stands at a position, and the position after
// its quotation mark. The index is -1 where none of the words stands there.
func (w *words) find(buf []byte, pos int) (index, end int) {
	n := 0
	for {
		if q := equal(load(buf, pos+n), quotes); q != 0 {
			n += bits.TrailingZeros64(q) >> 3
			break
		}
		if n += 8; n > w.longest {
			return -1, pos
		}
	}
	for slot := w.slot(buf, pos, n); ; slot = (slot + 1) & (len(w.slots) - 1) {
		i := int(w.slots[slot]) - 1
		if i < 0 {
			return -1, pos
		}
		if w.is(i, buf, pos) {
			return i, pos + n + 1
		}
	}
}

// Eight bytes at a time.
const (
	ones        = 0x0101010101010101
	highs       = 0x80 * ones
	quotes      = '"' * ones
	backslashes = '\\' * ones
	spaces      = ' ' * ones
	deletes     = 0x7f * ones
)

// load returns the eight bytes at a position, the first one lowest.
func load(buf []byte, pos int) uint64 {
	return binary.LittleEndian.Uint64(buf[pos : pos+8])
}

// equal returns a number whose lowest bit set is the high bit of the first byte that is
// the same in both, 0 where none is.
func equal(x, y uint64) uint64 {
	x ^= y
	return (x - ones) &^ x & highs
}
