package scan

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// words finds which of a fixed set of words is at a position. The words are stored with
// the quotation mark that ends them, so that no word matches a longer one.
type words struct {
	entries []entry
	slots   []uint32 // index of an entry plus 1, by hash; 0 for none
	factor  uint64
	shift   uint
	heads   int // how many machine words it takes to tell the words apart
}

// entry is a word in machine words, the last one masked.
type entry struct {
	full       []uint64
	last, mask uint64
	size       int // with the quotation mark
}

// maxWord is the longest word in bytes. So many readable bytes must follow every line
// (see Padding).
const maxWord = 160

// compileWords returns nil if a word is too long, empty, a duplicate, or not printable
// ASCII without escapes.
func compileWords(list []string) *words {
	w := &words{}
	padded := make([][]byte, len(list))
	for i, text := range list {
		if len(text) == 0 || len(text) > maxWord || !isPlain(text) {
			return nil
		}
		padded[i] = append([]byte(text+`"`), make([]byte, maxWord)...)
		w.entries = append(w.entries, newEntry(padded[i], len(text)+1))
	}
	if !w.setHeads(padded) {
		return nil // a duplicate
	}
	w.place(padded)
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

func newEntry(padded []byte, size int) entry {
	e := entry{size: size}
	at := 0
	for ; size-at > 8; at += 8 {
		e.full = append(e.full, load(padded, at))
	}
	e.mask = ^uint64(0) >> (8 * (8 - (size - at)))
	e.last = load(padded, at) & e.mask
	return e
}

// setHeads finds how many machine words tell the words apart. It returns false for
// duplicates.
func (w *words) setHeads(padded [][]byte) bool {
	for w.heads = 1; 8*w.heads <= maxWord+8; w.heads++ {
		seen := make(map[string]bool)
		for _, text := range padded {
			n := min(8*w.heads, bytes.IndexByte(text, '"')+1)
			seen[string(text[:n])] = true
		}
		if len(seen) == len(padded) {
			return true
		}
	}
	return false
}

// place gives each word a slot. For usual rubrics one of the factors gives each word a
// different slot. Otherwise a word goes into the next free slot, and find searches on.
func (w *words) place(padded [][]byte) {
	size := 4 << bits.Len(uint(len(padded)))
	w.shift = uint(64 - bits.TrailingZeros(uint(size)))
	best := len(padded) + 1
	var bestFactor uint64
	for try, factor := 0, firstFactor; try < maxFactors && best > 0; try, factor = try+1, nextFactor(factor) {
		w.factor = factor
		if c := w.fill(padded, size); c < best {
			best, bestFactor = c, factor
		}
	}
	w.factor = bestFactor
	w.fill(padded, size)
}

// firstFactor is the first of maxFactors factors that are tried.
const firstFactor uint64 = 0x9e3779b97f4a7c15

const maxFactors = 64

func nextFactor(factor uint64) uint64 { return factor*0xd1342543de82ef95 | 1 }

// fill fills the slots and returns how many words are not in their own.
func (w *words) fill(padded [][]byte, size int) (collisions int) {
	w.slots = make([]uint32, size)
	for i, text := range padded {
		slot := int(w.slot(text, 0))
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

// slot returns the slot of the word at a position, whatever follows the word. The first
// two machine words, which tell the words of usual rubrics apart, are hashed without a
// branch.
func (w *words) slot(buf []byte, pos int) uint64 {
	head, next := load(buf, pos), load(buf, pos+8)
	p, q := equal(head, quotes), equal(next, quotes)
	head &= p ^ (p - 1)
	next &= q ^ (q - 1)
	next &= -((p - 1) &^ p >> 63) // nothing where the word has ended
	h := (head ^ bits.RotateLeft64(next, 29)) * w.factor
	for n := 2; n < w.heads && p|q == 0; n++ {
		pos += 8
		x := load(buf, pos+8)
		q = equal(x, quotes)
		h = (bits.RotateLeft64(h, 32) ^ x&(q^(q-1))) * w.factor
	}
	return h >> (w.shift & 63)
}

// is reports whether the word with an index is at a position.
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

// find returns the index of the word at a position, and the position after its quotation
// mark. The index is -1 if none of the words is there.
func (w *words) find(buf []byte, pos int) (index, end int) {
	slot := int(w.slot(buf, pos))
	for {
		i := int(w.slots[slot]) - 1
		if i < 0 {
			return -1, pos
		}
		if w.is(i, buf, pos) {
			return i, pos + w.entries[i].size
		}
		slot = (slot + 1) & (len(w.slots) - 1)
	}
}

// Eight bytes at a time.
const (
	ones        = 0x0101010101010101
	highBits    = 0x80 * ones
	quotes      = '"' * ones
	backslashes = '\\' * ones
	spaces      = ' ' * ones
	deletes     = 0x7f * ones
)

// load returns the eight bytes at a position, the first one lowest.
func load(buf []byte, pos int) uint64 {
	return binary.LittleEndian.Uint64(buf[pos : pos+8])
}

// equal returns a number whose lowest bit set is the high bit of the first byte that x
// and y have in common, or 0 if there is none.
func equal(x, y uint64) uint64 {
	x ^= y
	return (x - ones) &^ x & highBits
}
