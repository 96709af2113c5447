package assess

import (
	"cmp"
	"encoding/binary"
	"hash/maphash"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/waymark-go/waymark/rubric"
)

// groupTable counts responses by group and constituency, for one goroutine. It is a
// hash table with open addressing whose hash nobody can foresee.
type groupTable struct {
	seed  maphash.Seed
	slots []uint32 // index in cells plus 1, by hash; 0 for none
	cells []cell
	limit int // cells that there may be

	constituencies []string
	width          int        // counts of a competency
	size           int        // counts of a cell
	places         [256]uint8 // of ratings among the counts of a competency
}

// cell is the counts of a constituency in a group.
type cell struct {
	hash         uint64
	key          string
	constituency int // index, -1 for none
	counts       counts
}

func newGroupTable(r *rubric.Rubric, seed maphash.Seed, limit int) *groupTable {
	t := &groupTable{seed: seed, slots: make([]uint32, 64), limit: limit, constituencies: constituencyIDs(r)}
	shape := Tally{Stages: r.Spectrum().Len(), Competencies: r.CompetencyCount()}
	t.width = shape.width()
	t.size = t.width * shape.Competencies
	for s := range r.Spectrum().Stages() {
		t.places[RatingOf(s)] = uint8(shape.countIndex(RatingOf(s)))
	}
	for i := range nonAnswerNames {
		t.places[nonAnswerAt(i)] = uint8(shape.countIndex(nonAnswerAt(i)))
	}
	return t
}

// find returns the index of the cell of a group and a constituency, a new one where
// there is none yet, or -1 where there are too many.
func (t *groupTable) find(key []byte, constituency int) int {
	h := maphash.Bytes(t.seed, key) ^ uint64(constituency+1)*0x9e3779b97f4a7c15
	mask := uint64(len(t.slots) - 1)
	slot := h & mask
	for ; t.slots[slot] != 0; slot = (slot + 1) & mask {
		i := int(t.slots[slot] - 1)
		if c := &t.cells[i]; c.hash == h && c.constituency == constituency && c.key == string(key) {
			return i
		}
	}
	if len(t.cells) >= t.limit {
		return -1
	}
	t.cells = append(t.cells, cell{hash: h, key: string(key), constituency: constituency})
	t.slots[slot] = uint32(len(t.cells))
	if 2*len(t.cells) > len(t.slots) {
		t.rehash()
	}
	return len(t.cells) - 1
}

func (t *groupTable) rehash() {
	t.slots = make([]uint32, 2*len(t.slots))
	mask := uint64(len(t.slots) - 1)
	for i := range t.cells {
		slot := t.cells[i].hash & mask
		for t.slots[slot] != 0 {
			slot = (slot + 1) & mask
		}
		t.slots[slot] = uint32(i + 1)
	}
}

// add counts a response in a cell.
func (t *groupTable) add(cell int, ratings []byte) {
	t.cells[cell].counts.add(ratings, &t.places, t.width, t.size)
}

// merge adds the counts of another table of the same shape and seed.
func (t *groupTable) merge(u *groupTable) {
	t.limit = math.MaxInt
	for i := range u.cells {
		c := &u.cells[i]
		t.cells[t.find([]byte(c.key), c.constituency)].counts.merge(&c.counts)
		c.counts = counts{}
	}
}

// sort puts the cells in the order of their groups. The table finds nothing afterwards.
func (t *groupTable) sort() {
	t.slots = nil
	slices.SortFunc(t.cells, func(a, b cell) int {
		return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.constituency, b.constituency))
	})
}

// named returns the cells of a group of a sorted table.
func (t *groupTable) named(key string) []cell {
	from := sort.Search(len(t.cells), func(i int) bool { return t.cells[i].key >= key })
	to := from
	for to < len(t.cells) && t.cells[to].key == key {
		to++
	}
	return t.cells[from:to]
}

// tally makes a tally of cells.
func (t *groupTable) tally(r *rubric.Rubric, cells []cell) *Tally {
	tally := &Tally{}
	if len(cells) == 0 {
		return tally
	}
	tally.Rubric, tally.Stages, tally.Competencies = r.Ref(), r.Spectrum().Len(), r.CompetencyCount()
	for i := range cells {
		constituency := ""
		if k := cells[i].constituency; k >= 0 {
			constituency = t.constituencies[k]
		}
		g := tally.group(constituency)
		c := &cells[i].counts
		g.Raters += c.raters
		for i := range g.Counts {
			g.Counts[i] += c.at(i)
		}
	}
	return tally
}

// counts are the counts of a cell. Since no count is larger than the number of raters,
// the numbers are only as wide as that one needs: most groups are small, and a byte for
// each count keeps them in the processor's caches.
type counts struct {
	raters uint64
	bytes  int // of a number: 1, 2, 4 or 8
	data   []byte
}

// add counts a response. A uint64 does not overflow by adding one at a time.
func (c *counts) add(ratings []byte, places *[256]uint8, width, size int) {
	if c.data == nil {
		c.bytes, c.data = 1, make([]byte, size)
	} else if c.bytes < 8 && c.raters == 1<<(8*c.bytes)-1 {
		c.widen(2 * c.bytes)
	}
	c.raters++
	at := 0
	switch c.bytes {
	case 1:
		for _, r := range ratings {
			c.data[at+int(places[r])]++
			at += width
		}
	case 2:
		for _, r := range ratings {
			b := c.data[2*(at+int(places[r])):]
			binary.LittleEndian.PutUint16(b, binary.LittleEndian.Uint16(b)+1)
			at += width
		}
	default:
		for _, r := range ratings {
			i := at + int(places[r])
			c.set(i, c.at(i)+1)
			at += width
		}
	}
}

// at returns a count.
func (c *counts) at(i int) uint64 {
	switch c.bytes {
	case 1:
		return uint64(c.data[i])
	case 2:
		return uint64(binary.LittleEndian.Uint16(c.data[2*i:]))
	case 4:
		return uint64(binary.LittleEndian.Uint32(c.data[4*i:]))
	}
	return binary.LittleEndian.Uint64(c.data[8*i:])
}

func (c *counts) set(i int, n uint64) {
	switch c.bytes {
	case 1:
		c.data[i] = uint8(n)
	case 2:
		binary.LittleEndian.PutUint16(c.data[2*i:], uint16(n))
	case 4:
		binary.LittleEndian.PutUint32(c.data[4*i:], uint32(n))
	default:
		binary.LittleEndian.PutUint64(c.data[8*i:], n)
	}
}

// widen makes the numbers wider.
func (c *counts) widen(bytes int) {
	wide := counts{raters: c.raters, bytes: bytes, data: make([]byte, len(c.data)/c.bytes*bytes)}
	for i := range len(c.data) / c.bytes {
		wide.set(i, c.at(i))
	}
	*c = wide
}

// merge adds the counts of another cell, whose numbers it may take over.
func (c *counts) merge(d *counts) {
	if d.data == nil {
		return
	}
	if c.data == nil {
		*c = *d
		return
	}
	bytes := max(c.bytes, d.bytes)
	for bytes < 8 && c.raters+d.raters > 1<<(8*bytes)-1 {
		bytes *= 2
	}
	if bytes > c.bytes {
		c.widen(bytes)
	}
	c.raters += d.raters
	for i := range len(c.data) / c.bytes {
		c.set(i, c.at(i)+d.at(i))
	}
}
