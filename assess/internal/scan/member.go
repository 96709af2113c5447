package scan

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
)

// member is the text before the value of a member of an object, in a usual style: a
// comma, or the brace before the first member, then the key and a colon. It is stored as
// machine words, the same number for all members, so that a comparison has a single
// branch.
type member struct {
	words, masks [memberWindow / 8]uint64
	size         int
	key          int // index
}

// memberWindow is the number of bytes that are compared. A longer member is never
// recognized.
const memberWindow = 40

func newMember(text []byte, key int) member {
	m := member{size: len(text), key: key}
	var padded [memberWindow]byte
	if copy(padded[:], text) < len(text) {
		m.words = noMember.words // under empty masks
		return m
	}
	for i := range m.words {
		m.words[i] = load(padded[:], 8*i)
		m.masks[i] = 1<<(8*min(8, max(0, len(text)-8*i))) - 1
	}
	return m
}

// noMember is never recognized.
var noMember = member{words: [memberWindow / 8]uint64{1}}

// starts and ends report, both together, whether the window contains the member. The
// comparison is split in two so that the compiler inlines both.
func (m *member) starts(w *[memberWindow]byte) bool {
	return (binary.LittleEndian.Uint64(w[0:8])&m.masks[0]^m.words[0])|
		(binary.LittleEndian.Uint64(w[8:16])&m.masks[1]^m.words[1])|
		(binary.LittleEndian.Uint64(w[16:24])&m.masks[2]^m.words[2]) == 0
}

func (m *member) ends(w *[memberWindow]byte) bool {
	return (binary.LittleEndian.Uint64(w[24:32])&m.masks[3]^m.words[3])|
		(binary.LittleEndian.Uint64(w[32:40])&m.masks[4]^m.words[4]) == 0
}

// The ways in which most programs write an object: with a blank after colons and commas,
// or without.
const (
	compact = iota
	spaced
	styleCount
)

// The orders in which most programs write the keys of an object.
const (
	printed = iota // as the form has them
	sorted         // by their bytes
	orderCount
)

// sequence is the members of an object in one of the orders and styles. The first one
// follows the brace. The others follow commas, and the first key is among them again: an
// object with a duplicate key is refused elsewhere. The last one is a sentinel that is
// never recognized.
type sequence struct {
	members []member
	after   []int // index of the member that is next, by key

	// The members after commas by the start of their keys, for other orders. If two have
	// the same slot, only the first is found.
	slots       []uint16 // index of a member
	key         int      // its offset in a member
	first, then uint64   // masks of as many bytes as all keys have
	shift       uint
}

// next returns the index of the member after a key, or of the first one if last is -1.
func (s *sequence) next(last int) int {
	if last < 0 {
		return 0
	}
	return s.after[last]
}

// usualMembers are the members of an object by style and order.
type usualMembers [styleCount][orderCount]sequence

// sequences returns the members of an object with the given keys. Opening returns the
// first character of a value by key. It is part of the member, so that compact text is
// not taken for spaced text. Objects that may have very many keys get none, to save
// memory.
func sequences(keys []string, opening func(key int) string) (all usualMembers) {
	if len(keys) > maxSequence {
		return all
	}
	inOrder := make([]int, len(keys))
	for i := range inOrder {
		inOrder[i] = i
	}
	byBytes := slices.Clone(inOrder)
	slices.SortFunc(byBytes, func(a, b int) int { return strings.Compare(keys[a], keys[b]) })
	var text []byte
	for style, blank := range [styleCount]string{spaced: " "} {
		add := func(s *sequence, before string, key int) {
			text = append(append(append(text[:0], before...), '"'), keys[key]...)
			text = append(append(append(text, `":`...), blank...), opening(key)...)
			s.members = append(s.members, newMember(text, key))
		}
		for order, indices := range [orderCount][]int{printed: inOrder, sorted: byBytes} {
			s := &all[style][order]
			s.members, s.after = make([]member, 0, len(keys)+2), make([]int, len(keys))
			add(s, "{", indices[0])
			for _, i := range indices {
				add(s, ","+blank, i)
				s.after[i] = len(s.members)
			}
			s.members = append(s.members, noMember)
			s.key = len(`,"`) + len(blank)
			s.place(keys)
		}
	}
	return all
}

// place fills the slots.
func (s *sequence) place(keys []string) {
	common := 2 * 8
	for _, key := range keys {
		common = min(common, len(key)+1)
	}
	s.first = ^uint64(0) >> (64 - 8*min(common, 8))
	s.then = 1<<(8*max(common-8, 0)) - 1
	size := 8 << bits.Len(uint(len(keys)))
	s.shift = uint(64 - bits.TrailingZeros(uint(size)))
	s.slots = make([]uint16, size)
	none := uint16(len(s.members) - 1)
	for i := range s.slots {
		s.slots[i] = none
	}
	for i, m := range s.members[1:none] {
		var padded [memberWindow]byte
		copy(padded[s.key:], keys[m.key]+`"`)
		if slot := s.slot(&padded); s.slots[slot] == none {
			s.slots[slot] = uint16(i + 1)
		}
	}
}

// find returns the index of the only member that the text at a position can be.
func (s *sequence) find(buf []byte, pos int) int {
	return int(s.slots[s.slot((*[memberWindow]byte)(buf[pos:pos+memberWindow]))])
}

// slot returns the slot of the member in a window.
func (s *sequence) slot(w *[memberWindow]byte) uint64 {
	first := binary.LittleEndian.Uint64(w[s.key&7:]) & s.first
	then := binary.LittleEndian.Uint64(w[s.key&7+8:]) & s.then
	return (first ^ bits.RotateLeft64(then, 29)) * firstFactor >> (s.shift & 63)
}

// maxSequence is the most keys of an object that gets sequences. They take about half a
// kilobyte a key.
const maxSequence = 1000
