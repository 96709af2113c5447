package scan

// shortWords is words for a set of words that differ in the first machine word and have
// no more than two, as the words for ratings do, of which there are more than of
// anything else. A slot has all that there is to compare.
type shortWords struct {
	slots  []shortWord
	factor uint64
	shift  uint
}

type shortWord struct {
	head, tail, tailMask uint64
	size                 int  // with the quotation mark
	value                byte // 0 for an empty slot
}

// compileShort returns nil where the words are not so.
func compileShort(w *words, values []byte) *shortWords {
	if w == nil || w.heads > 1 {
		return nil
	}
	s := &shortWords{factor: w.factor, shift: w.shift, slots: make([]shortWord, len(w.slots))}
	for i, e := range w.entries {
		short := shortWord{head: e.last, size: e.size, value: values[i]}
		switch len(e.full) {
		case 0:
		case 1:
			short.head, short.tail, short.tailMask = e.full[0], e.last, e.mask
		default:
			return nil
		}
		slot := &s.slots[short.head*s.factor>>s.shift]
		if slot.value != 0 {
			return nil
		}
		*slot = short
	}
	return s
}

// find returns the value of the word that stands at a position and its length with the
// quotation mark. The value is 0 where none of the words stands there.
func (s *shortWords) find(buf []byte, pos int) (value byte, size int) {
	x := load(buf, pos)
	q := equal(x, quotes)
	x &= q ^ (q - 1)
	slot := &s.slots[x*s.factor>>(s.shift&63)]
	if x != slot.head || load(buf, pos+8)&slot.tailMask != slot.tail {
		return 0, 0
	}
	return slot.value, slot.size
}
