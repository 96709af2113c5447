package count

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"math"
	"math/bits"
	"slices"
	"sync"
)

// IDs finds ids that occur more than once. What it finds depends on the ids and their
// places only, not on the order of the calls to Add, so any number of goroutines finds the
// same. It is safe for concurrent use.
type IDs struct {
	mu       sync.Mutex
	seen     map[idHash]occurrences
	limit    int // ids in seen
	halvings int // only ids whose hash starts with so many zero bits are in seen

	repeats    []ID // the first ones, and those since the last call to prune
	maxRepeats int
}

// ID is an id at a place in the inputs.
type ID struct {
	hash idHash
	at   place
}

// idHash is the first bytes of the SHA-256 of an id. With it nobody can make two ids that are
// taken for the same, or many ids that are not compared.
type idHash [16]byte

// place is a Place in half the memory. Places are in the order of the inputs.
type place uint64

const (
	numberBits = 40
	numberMask = 1<<numberBits - 1
)

// occurrences is where an id was seen first, and how many times at other places.
type occurrences struct {
	first   place
	repeats uint64
}

// NewIDs returns an IDs that remembers up to limit ids and keeps up to maxRepeats repeats,
// the first ones in the order of the inputs.
func NewIDs(limit, maxRepeats int) *IDs {
	return &IDs{seen: make(map[idHash]occurrences), limit: limit, maxRepeats: maxRepeats}
}

// Place is where an id is: an input, by its index, and a number that orders the ids of this
// input, such as that of the line. The number is less than 1<<40.
type Place struct{ Input, Number int }

// IDAt returns the ID for an id at a place.
func IDAt(id []byte, p Place) ID {
	sum := sha256.Sum256(id)
	return ID{idHash(sum[:len(idHash{})]), pack(p)}
}

// Repeats is what an IDs has found.
type Repeats struct {
	// Count is how many ids were the same as one at an earlier place.
	Count uint64
	// Share is the share of the ids that were compared: 1 for all, 1/2, 1/4 and so on if
	// there were more than the limit. A hash of the id decides, so an id is compared
	// at all of its places or at none.
	Share float64
	// First are the first repeats in the order of the inputs; none unless Share is 1.
	First []Repeat
}

// Repeat is an id at a place after its first one.
type Repeat struct{ Place, First Place }

// Add compares ids with those added before.
func (s *IDs) Add(ids []ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range ids {
		if id.hash.zeros() < s.halvings {
			continue
		}
		o, known := s.seen[id.hash]
		if !known {
			s.seen[id.hash] = occurrences{first: id.at}
			if len(s.seen) > s.limit {
				s.halve()
			}
			continue
		}
		// Whichever place was added first, the later one in the inputs is the repeat.
		s.repeats = append(s.repeats, ID{id.hash, max(o.first, id.at)})
		s.seen[id.hash] = occurrences{min(o.first, id.at), o.repeats + 1}
	}
	if len(s.repeats)/2 > s.maxRepeats {
		s.prune()
	}
}

// Repeats returns what was found among the ids added so far.
func (s *IDs) Repeats() Repeats {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := Repeats{Share: math.Ldexp(1, -s.halvings)}
	for _, o := range s.seen {
		r.Count += o.repeats
	}
	if s.halvings > 0 {
		return r
	}
	s.prune()
	for _, id := range s.repeats {
		r.First = append(r.First, Repeat{Place: id.at.unpack(), First: s.seen[id.hash].first.unpack()})
	}
	return r
}

// halve forgets half of the ids, again and again until there are no more than the limit.
func (s *IDs) halve() {
	for len(s.seen) > s.limit && s.halvings < 64 {
		s.halvings++
		maps.DeleteFunc(s.seen, func(h idHash, _ occurrences) bool { return h.zeros() < s.halvings })
	}
}

// prune forgets all repeats but the first ones.
func (s *IDs) prune() {
	slices.SortFunc(s.repeats, func(a, b ID) int { return cmp.Compare(a.at, b.at) })
	s.repeats = s.repeats[:min(len(s.repeats), s.maxRepeats)]
}

func (h idHash) zeros() int { return bits.LeadingZeros64(binary.BigEndian.Uint64(h[:])) }

// pack returns a Place as a place. A number that has overflowed, as the number of a line can
// where int has 32 bits, does not change the input.
func pack(p Place) place { return place(p.Input)<<numberBits | place(uint(p.Number))&numberMask }

func (p place) unpack() Place { return Place{int(p >> numberBits), int(p & numberMask)} }
