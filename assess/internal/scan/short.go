package scan

import "encoding/binary"

// shortWords is words for words of at most two machine words that differ within the
// length of the shortest one, such as the words for ratings, which are the most frequent.
// All that is compared is in one slot.
type shortWords struct {
	at           int    // of a byte in which all differ
	factor, mask uint64 // if no single byte differs in all: a hash of several; otherwise 0
	slots        [1 << slotBits]shortWord
	sizes        [1 << slotBits]uint8 // with the character after the word; 0 for an empty slot
	values       [1 << slotBits]uint8
}

const slotBits = 8

// shortWord is a word with the character after it.
type shortWord struct {
	head, headMask uint64
	tail, tailMask uint64
}

// shortWindow is the number of bytes that are compared.
const shortWindow = 16

// compileShort returns nil if the words are not short or cannot be told apart. End is the
// character after a word.
func compileShort(list []string, values []byte, end byte) *shortWords {
	if len(list) == 0 || len(list) > len(values) {
		return nil
	}
	shortest := 8
	for _, text := range list {
		shortest = min(shortest, len(text)+1)
		if len(text)+1 > shortWindow {
			return nil
		}
	}
	for at := range shortest {
		if s := (&shortWords{at: at}); s.fill(list, values, end) {
			return s
		}
	}
	for try, factor := 0, firstFactor; try < maxFactors; try, factor = try+1, nextFactor(factor) {
		if s := (&shortWords{factor: factor, mask: ^uint64(0) >> (8 * (8 - shortest))}); s.fill(list, values, end) {
			return s
		}
	}
	return nil
}

// fill gives each word a different slot. It returns false if that is impossible.
func (s *shortWords) fill(list []string, values []byte, end byte) bool {
	for i := range s.slots {
		s.slots[i].head = 1 // never equal under an empty mask
	}
	for i, text := range list {
		var padded, mask [shortWindow]byte
		size := copy(padded[:], append([]byte(text), end))
		for k := range size {
			mask[k] = 0xff
		}
		slot, _ := s.find(&padded)
		if s.sizes[slot] != 0 {
			return false
		}
		s.slots[slot] = shortWord{load(padded[:], 0), load(mask[:], 0), load(padded[:], 8), load(mask[:], 8)}
		s.sizes[slot], s.values[slot] = uint8(size), values[i]
	}
	return true
}

// find returns the slot of the word in a window, and whether the word is there. The size
// of the word depends on the slot alone, so that the caller does not wait for the
// comparison.
func (s *shortWords) find(w *[shortWindow]byte) (slot uint8, ok bool) {
	head, tail := binary.LittleEndian.Uint64(w[0:8]), binary.LittleEndian.Uint64(w[8:16])
	if slot = w[s.at&(shortWindow-1)]; s.factor != 0 {
		slot = uint8(head & s.mask * s.factor >> (64 - slotBits))
	}
	word := &s.slots[slot]
	return slot, (head&word.headMask^word.head)|(tail&word.tailMask^word.tail) == 0
}
