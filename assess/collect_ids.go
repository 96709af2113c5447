package assess

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"math/bits"
	"slices"
	"sync"

	"github.com/waymark-go/waymark/rubric/problem"
)

// DuplicateIDs is what comparing the ids of responses has found.
type DuplicateIDs struct {
	// Count is how many responses have the id of a response before them. Where not all
	// ids were compared, it is how many of those that were.
	Count uint64
	// Persons is how many responses are of a person who has answered before, where a sheet
	// has a column that says who answered, such as an e-mail address.
	Persons uint64
	// Share is the share of the different ids that were compared: 1 for all, 0 when ids
	// were not to be compared, or 1/2, 1/4 and so on where there were too many to
	// remember. Which ones are is decided by a hash of the id, so that all responses with
	// one id are compared with each other or none is.
	Share float64
	// Problems are the first ones in the order of the inputs, with the code
	// [problem.DuplicateID]; nil where not all ids were compared. An input that is not read
	// by lines has no line in the position.
	Problems problem.List
}

// idSet finds ids that come again. What it says depends on which ids there are and
// where, not on the order in which they come, so that any number of workers finds the
// same.
type idSet struct {
	mu       sync.Mutex
	seen     map[idHash]idPlaces
	limit    int
	halvings int // only ids whose hash begins with so many zeros are compared

	again     []seenID // the first ones
	maxAgain  int
	unordered map[int]bool // inputs in which a place is no line
}

// idHash is the beginning of an id's SHA-256. Nobody can make two ids with the same, or
// find out for many ids quickly which of them are compared.
type idHash [16]byte

// place is where a response stands: the input, and in it the line or, where it is not
// read by lines, the ordinal number of the response.
type place uint64

const placeBits = 40

func placeOf(input, number int) place { return place(input)<<placeBits | place(number) }

func (p place) input() int  { return int(p >> placeBits) }
func (p place) number() int { return int(p & (1<<placeBits - 1)) }

// idPlaces is where an id was seen first, and how often after that.
type idPlaces struct {
	first  place
	again  uint64
	person bool
}

// seenID is an id at a place.
type seenID struct {
	hash   idHash
	at     place
	person bool // it is not an id but who answered
}

func newIDSet(limit, maxAgain int) *idSet {
	return &idSet{seen: make(map[idHash]idPlaces), limit: limit, maxAgain: maxAgain, unordered: make(map[int]bool)}
}

func hashID(id []byte) idHash {
	sum := sha256.Sum256(id)
	return idHash(sum[:len(idHash{})])
}

// hashPerson returns a hash that no id is likely to have.
func hashPerson(person []byte) idHash {
	return hashID(append([]byte("person\x00"), person...))
}

func (h idHash) zeros() int { return bits.LeadingZeros64(binary.BigEndian.Uint64(h[:])) }

// add compares ids with those before. In the order of the inputs, what is found at
// several places is found again at all but the first of them, whichever comes first.
func (s *idSet) add(ids []seenID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range ids {
		if id.hash.zeros() < s.halvings {
			continue
		}
		p, known := s.seen[id.hash]
		if !known {
			s.seen[id.hash] = idPlaces{first: id.at, person: id.person}
			if len(s.seen) > s.limit {
				s.halve()
			}
			continue
		}
		s.again = append(s.again, seenID{id.hash, max(p.first, id.at), id.person})
		s.seen[id.hash] = idPlaces{min(p.first, id.at), p.again + 1, p.person}
	}
	if len(s.again) > 2*s.maxAgain {
		s.prune()
	}
}

// byOrdinal says that places in an input are no lines.
func (s *idSet) byOrdinal(input int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unordered[input] = true
}

// halve lets go of every second id.
func (s *idSet) halve() {
	for len(s.seen) > s.limit && s.halvings < 64 {
		s.halvings++
		maps.DeleteFunc(s.seen, func(h idHash, _ idPlaces) bool { return h.zeros() < s.halvings })
	}
}

// prune lets go of all places but the first.
func (s *idSet) prune() {
	slices.SortFunc(s.again, func(a, b seenID) int { return cmp.Or(cmp.Compare(a.at, b.at), bytes.Compare(a.hash[:], b.hash[:])) })
	s.again = s.again[:min(len(s.again), s.maxAgain)]
}

// duplicates says what was found in inputs.
func (s *idSet) duplicates(inputs []ResponseInput) DuplicateIDs {
	if s == nil {
		return DuplicateIDs{}
	}
	d := DuplicateIDs{Share: math.Ldexp(1, -s.halvings)}
	for _, p := range s.seen {
		if p.person {
			d.Persons += p.again
		} else {
			d.Count += p.again
		}
	}
	if s.halvings > 0 {
		return d
	}
	s.prune()
	for _, id := range s.again {
		path, what, hint := "id", "the id is that of ", ""
		if id.person {
			path, what, hint = "person", "the person gave ", "to count one of the two: -keep last, or repeats: {keep: last} in a mapping"
		}
		d.Problems = append(d.Problems, problem.Problem{
			Pos: s.position(inputs, id.at), Path: path, Code: problem.DuplicateID,
			Msg: what + s.describe(inputs, s.seen[id.hash].first) + " too", Hint: hint,
		})
	}
	return d
}

func (s *idSet) position(inputs []ResponseInput, p place) problem.Pos {
	pos := problem.Pos{File: inputs[p.input()].Name, Line: p.number(), Column: 1}
	if s.unordered[p.input()] {
		pos.Line, pos.Column = 0, 0
	}
	return pos
}

func (s *idSet) describe(inputs []ResponseInput, p place) string {
	name := inputs[p.input()].Name
	if s.unordered[p.input()] {
		return fmt.Sprintf("response %d of %s", p.number(), name)
	}
	return fmt.Sprintf("the response at %s:%d", name, p.number())
}
