package assess

import "encoding/binary"

// cells holds the counts of constituencies in groups, those of each in one piece, so
// that they come from memory together. A cell is
//
//	where its carries are, or 0	8 bytes
//	the counts, their low byte	1 byte each
//
// Most groups are small, so that a byte is all that a count ever needs, and adding one to
// it is all there is to do. Where a count passes 255, the cell gets carries, and these
// may have carries in their turn:
//
//	where the next carries are, or 0	8 bytes
//	the counts, their next bits	2 bits each
//
// Two bits are little, so that four times as many responses take little more memory. No
// number is ever made wider, so that nothing is copied and nothing thrown away. How many
// raters there are is not kept: each of them has one rating of the first competency.
type cells struct {
	pages
	counts int // of a cell
}

const (
	nextBytes     = 8 // of where the carries are
	carryBits     = 2 // of a count
	carryMask     = 1<<carryBits - 1
	carriesOfByte = 8 / carryBits
)

// create returns a new cell.
func (c *cells) create() pageRef { return c.room(nextBytes + c.counts) }

// add counts a response in a cell.
func (c *cells) add(cell pageRef, ratings []byte, s *shape) {
	// Whether a count is full is asked once, of all of them.
	low := c.at(cell)[nextBytes:][:c.counts]
	at, over := 0, uint(0)
	for _, rating := range ratings {
		i := at + int(s.places[rating])
		n := uint(low[i]) + 1
		low[i] = byte(n)
		over |= n >> 8
		at += s.width
	}
	if over > 0 {
		c.carry(cell, ratings, s)
	}
}

// carry adds to the carries of those counts of a response whose low byte has just become
// zero.
func (c *cells) carry(cell pageRef, ratings []byte, s *shape) {
	first := c.at(cell)
	at := 0
	for _, rating := range ratings {
		if i := at + int(s.places[rating]); first[nextBytes+i] == 0 {
			c.carryOne(first, i)
		}
		at += s.width
	}
}

// carryOne adds one to a count in the carries of data, a cell or carries, and goes on to
// their carries while these are full.
func (c *cells) carryOne(data []byte, count int) {
	at, shift := nextBytes+count/carriesOfByte, count%carriesOfByte*carryBits
	for n := byte(0); n == 0; {
		next := pageRef(binary.LittleEndian.Uint64(data))
		if next == 0 {
			next = c.room(nextBytes + (c.counts+carriesOfByte-1)/carriesOfByte)
			binary.LittleEndian.PutUint64(data, uint64(next))
		}
		data = c.at(next)
		n = (data[at]>>shift + 1) & carryMask
		data[at] = data[at]&^(carryMask<<shift) | n<<shift
	}
}

// addTo adds the counts of a cell to those of a group.
func (c *cells) addTo(g *GroupCounts, cell pageRef, s *shape) {
	data := c.at(cell)
	for i, n := range data[nextBytes:][:c.counts] {
		g.Counts[i] += uint64(n)
	}
	for bits := 8; ; bits += carryBits {
		next := pageRef(binary.LittleEndian.Uint64(data))
		if next == 0 {
			break
		}
		data = c.at(next)
		for i := range c.counts {
			n := data[nextBytes+i/carriesOfByte] >> (i % carriesOfByte * carryBits) & carryMask
			g.Counts[i] += uint64(n) << bits
		}
	}
	g.Raters = 0
	for _, n := range g.Counts[:s.width] {
		g.Raters += n
	}
}
