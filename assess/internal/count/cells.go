package count

import "encoding/binary"

// cells holds the counts of a stripe, in cells: the counts of one constituency in one
// group, next to each other, so that the processor fetches them together. A cell is
//
//	8 bytes       ref of its carries, or 0
//	1 byte each   the low 8 bits of the counts
//
// A count that passes 255 carries into the next bits, which are stored apart because most
// groups are small and never need them. Carries are
//
//	8 bytes       ref of the next carries, or 0
//	2 bits each   the next bits of the counts
//
// and form a list: bits 8 and 9, bits 10 and 11, and so on. A longer list takes the place
// of wider counts, so cells are never copied. Two bits keep the memory low: four times as
// many responses add a quarter of the size of the cell.
//
// The number of responses is not stored. It is the sum of the counts of any competency,
// because each response has one rating of each.
type cells struct {
	mem    arena
	counts int // in a cell
}

const (
	refSize        = 8 // bytes of a ref in memory
	carryBits      = 2 // of a count, in carries
	carryMask      = 1<<carryBits - 1
	carriesPerByte = 8 / carryBits
	cacheLine      = 64 // bytes that a processor fetches from memory at once
)

// alloc returns a new cell whose counts are zero.
func (c *cells) alloc() ref { return c.mem.alloc(refSize + c.counts) }

// bytes returns the memory of a cell.
func (c *cells) bytes(cell ref) []byte { return c.mem.at(cell)[:refSize+c.counts] }

// add counts the ratings of a response in a cell.
func (c *cells) add(cell ref, ratings []byte, l *Layout) {
	// One test after the loop finds out whether any count has passed 255.
	low := c.mem.at(cell)[refSize:][:c.counts]
	first, over := 0, uint(0)
	for _, rating := range ratings {
		i := first + int(l.Index[rating])
		n := uint(low[i]) + 1
		low[i] = byte(n)
		over |= n >> 8
		first += l.Width
	}
	if over > 0 {
		c.carry(cell, ratings, l)
	}
}

// carry carries those counts of a response whose low bits have just become zero.
func (c *cells) carry(cell ref, ratings []byte, l *Layout) {
	data := c.mem.at(cell)
	first := 0
	for _, rating := range ratings {
		if i := first + int(l.Index[rating]); data[refSize+i] == 0 {
			c.carryOne(data, i)
		}
		first += l.Width
	}
}

// carryOne adds one to count i in the carries that data, a cell or carries, refers to,
// and in the next ones as long as the bits become zero.
func (c *cells) carryOne(data []byte, i int) {
	at, shift := refSize+i/carriesPerByte, i%carriesPerByte*carryBits
	for bits := byte(0); bits == 0; {
		next := ref(binary.LittleEndian.Uint64(data))
		if next == 0 {
			next = c.mem.alloc(refSize + (c.counts+carriesPerByte-1)/carriesPerByte)
			binary.LittleEndian.PutUint64(data, uint64(next))
		}
		data = c.mem.at(next)
		bits = (data[at]>>shift + 1) & carryMask
		data[at] = data[at]&^(carryMask<<shift) | bits<<shift
	}
}

// addTo adds the counts of a cell to sums.
func (c *cells) addTo(sums []uint64, cell ref) {
	data := c.mem.at(cell)
	for i, n := range data[refSize:][:c.counts] {
		sums[i] += uint64(n)
	}
	for shift := 8; ; shift += carryBits {
		next := ref(binary.LittleEndian.Uint64(data))
		if next == 0 {
			return
		}
		data = c.mem.at(next)
		for i := range c.counts {
			bits := data[refSize+i/carriesPerByte] >> (i % carriesPerByte * carryBits) & carryMask
			sums[i] += uint64(bits) << shift
		}
	}
}
