package scan

import "slices"

// Record is what a line says. Its texts are views of the line, or of memory that the
// next Scan uses again. The zero value is ready to use, one goroutine at a time.
type Record struct {
	ID, Organization, Date, Language []byte // nil where the key is absent
	Constituency                     int    // index, -1 where the rubric has none
	Ratings                          []byte // by competency, 0 for one without a rating; the caller may set where they go
	Remarks                          []Remark

	decoded []byte // names that had escapes

	// What is likely to stand after a key, by the index of the key plus 1; 0 is for
	// what stands first.
	fieldAfter  [fieldCount + 1]uint32 // what stood there the last time
	ratingAfter [orderCount][]uint32
	order       int // in which the ratings were the last time
}

// The orders in which ratings are likely to be. A file may have lines in each of them.
const (
	orderPrinted = iota // as the form has them
	orderSorted         // as programs write them that sort keys
	orderSeen           // what stood after a key the last time that it was in neither
	orderCount
)

// Remark is a piece of free text that goes with the rating of a competency.
type Remark struct {
	Competency int
	Note       bool // otherwise evidence
	raw        []byte
	escaped    bool
}

// Append appends the text.
func (m Remark) Append(dst []byte) []byte {
	if m.escaped {
		return unescape(dst, m.raw)
	}
	return append(dst, m.raw...)
}

// Scan reads the line that starts at a position. It returns the position after the line
// feed that ends the line, or ok false where the line is not recognized. Somewhere at or
// after the position there must be a line feed with [Padding] bytes after it.
func (t *Table) Scan(buf []byte, at int, r *Record) (end int, ok bool) {
	if t == nil {
		return 0, false
	}
	r.reset(t)
	c := cursor{t: t, r: r, buf: buf, pos: at, nodes: 1}
	if !c.document() {
		return 0, false
	}
	pos := skip(buf, c.pos)
	if buf[pos] != '\n' || pos-at > t.form.Bytes || c.nodes > t.form.Nodes {
		return 0, false
	}
	return pos + 1, true
}

func (r *Record) reset(t *Table) {
	competencies := len(t.form.Competencies)
	if len(r.Ratings) != competencies {
		r.Ratings = make([]byte, competencies)
	}
	if len(r.ratingAfter[orderSeen]) != competencies+1 {
		r.ratingAfter = [orderCount][]uint32{t.printed, t.sorted, slices.Clone(t.printed)}
		inOrder(r.fieldAfter[:])
	}
	clear(r.Ratings)
	r.ID, r.Organization, r.Date, r.Language = nil, nil, nil, nil
	r.Constituency = -1
	r.Remarks, r.decoded = r.Remarks[:0], r.decoded[:0]
}

// reorder finds an order in which a rating stands after another one, whose index may
// be -1 for none.
func (r *Record) reorder(before, index int) {
	for order, after := range r.ratingAfter {
		if after[before+1] == uint32(index) {
			r.order = order
			return
		}
	}
	r.ratingAfter[orderSeen][before+1] = uint32(index)
}

// cursor is a place in a line.
type cursor struct {
	t     *Table
	r     *Record
	buf   []byte
	pos   int
	nodes int // keys and values passed over
}

// skip returns the position after white space. A line feed is none, so that it ends
// everything.
func skip(buf []byte, pos int) int {
	for buf[pos] == ' ' || buf[pos] == '\t' || buf[pos] == '\r' {
		pos++
	}
	return pos
}

// token passes over white space, a character, and white space after it.
func (c *cursor) token(want byte) bool {
	pos := skip(c.buf, c.pos)
	if c.buf[pos] != want {
		return false
	}
	c.pos = skip(c.buf, pos+1)
	return true
}

// more passes over the comma after a member, or over the closing bracket.
func (c *cursor) more(closing byte) (more, ok bool) {
	pos := skip(c.buf, c.pos)
	switch c.buf[pos] {
	case ',':
		c.pos = skip(c.buf, pos+1)
		return true, true
	case closing:
		c.pos = pos + 1
		return false, true
	}
	return false, false
}

// word passes over a word in quotation marks.
func (c *cursor) word(w *words) (index int, ok bool) {
	if c.buf[c.pos] != '"' {
		return 0, false
	}
	index, c.pos = w.find(c.buf, c.pos+1)
	return index, index >= 0
}

// key passes over a key. Guess is the index of the one that is likely to stand here.
func (c *cursor) key(w *words, guess uint32) (index int, ok bool) {
	if index = int(guess); c.buf[c.pos] == '"' && w.is(index, c.buf, c.pos+1) {
		c.pos += 1 + w.entries[index].size
		return index, true
	}
	return c.word(w)
}

// document reads the whole document.
func (c *cursor) document() bool {
	if !c.token('{') {
		return false
	}
	var seen uint
	for field, more := -1, true; more; {
		var ok bool
		guess := &c.r.fieldAfter[field+1]
		if field, ok = c.key(c.t.fields, *guess); !ok || seen>>field&1 != 0 || !c.token(':') || !c.field(field) {
			return false
		}
		*guess = uint32(field)
		seen |= 1 << field
		c.nodes += 2
		if more, ok = c.more('}'); !ok {
			return false
		}
	}
	const optional = 1<<fieldOrganization | 1<<fieldDate | 1<<fieldLanguage
	want := uint(1<<fieldCount - 1)
	if c.t.constituencies == nil {
		want &^= 1 << fieldConstituency
	}
	return seen|optional == want
}

// field reads the value of a field.
func (c *cursor) field(field int) (ok bool) {
	r := c.r
	switch field {
	case fieldFormat, fieldRubric:
		i, ok := c.word(c.t.fixed)
		return ok && i == field
	case fieldConstituency:
		if c.t.constituencies == nil {
			return false
		}
		r.Constituency, ok = c.word(c.t.constituencies)
		return ok
	case fieldID:
		r.ID, ok = c.name()
	case fieldOrganization:
		r.Organization, ok = c.name()
	case fieldDate:
		r.Date, ok = c.plain()
		return ok && isDate(r.Date)
	case fieldLanguage:
		r.Language, ok = c.plain()
		return ok && isLanguage(r.Language)
	case fieldRatings:
		return c.ratings()
	}
	return ok
}

// text reads a text in quotation marks.
func (c *cursor) text() (s span, ok bool) {
	if c.buf[c.pos] != '"' {
		return s, false
	}
	s, c.pos, ok = text(c.buf, c.pos+1)
	return s, ok
}

// plain reads a text without escapes.
func (c *cursor) plain() ([]byte, bool) {
	s, ok := c.text()
	if !ok || s.escaped {
		return nil, false
	}
	return c.buf[s.from:s.to], true
}

// name reads a name.
func (c *cursor) name() ([]byte, bool) {
	s, ok := c.text()
	if !ok {
		return nil, false
	}
	name := c.buf[s.from:s.to]
	if s.escaped {
		from := len(c.r.decoded)
		c.r.decoded = unescape(c.r.decoded, name)
		name = c.r.decoded[from:]
	}
	return name, isName(name)
}

// ratings reads the ratings. Most of the bytes of a response are here, so that the
// usual case goes through without a call for each token.
func (c *cursor) ratings() bool {
	if !c.token('{') {
		return false
	}
	if c.buf[c.pos] == '}' {
		c.pos++
		return true
	}
	buf, ratings, ids := c.buf, c.r.Ratings, c.t.competencies
	after := c.r.ratingAfter[c.r.order]
	count := 0
	for i := -1; ; count++ {
		before, guess := i, after[i+1]
		var ok bool
		if i, ok = c.key(ids, guess); !ok || ratings[i] != 0 {
			return false
		}
		if i != int(guess) {
			c.r.reorder(before, i)
			after = c.r.ratingAfter[c.r.order]
		}
		if pos := c.pos; buf[pos] == ':' && buf[pos+1] == '"' {
			c.pos++
		} else if !c.token(':') {
			return false
		}
		if buf[c.pos] != '"' {
			ok = c.entry(i)
		} else if c.t.short != nil {
			var size int
			ratings[i], size = c.t.short.find(buf, c.pos+1)
			c.pos += 1 + size
			ok = size > 0
		} else {
			ratings[i], ok = c.rating()
		}
		if !ok {
			return false
		}
		if pos := c.pos; buf[pos] == ',' && buf[pos+1] == '"' {
			c.pos++
			continue
		}
		if more, ok := c.more('}'); !ok {
			return false
		} else if !more {
			break
		}
	}
	c.nodes += 2 * (count + 1)
	return count < maxRatings
}

// rating reads the word for a rating.
func (c *cursor) rating() (value byte, ok bool) {
	word, ok := c.word(c.t.ratings)
	if !ok {
		return 0, false
	}
	return c.t.form.Values[word], true
}

// entry reads a rating with remarks.
func (c *cursor) entry(competency int) bool {
	if !c.token('{') {
		return false
	}
	var seen uint
	for part, more := -1, true; more; {
		var ok bool
		if part, ok = c.word(c.t.parts); !ok || seen>>part&1 != 0 || !c.token(':') {
			return false
		}
		seen |= 1 << part
		c.nodes += 2
		switch part {
		case partStage:
			c.r.Ratings[competency], ok = c.rating()
		case partEvidence:
			ok = c.evidence(competency)
		case partNote:
			ok = c.remark(Remark{Competency: competency, Note: true})
		}
		if !ok {
			return false
		}
		if more, ok = c.more('}'); !ok {
			return false
		}
	}
	return seen&(1<<partStage) != 0
}

// evidence reads the list of evidence.
func (c *cursor) evidence(competency int) bool {
	if !c.token('[') {
		return false
	}
	if c.buf[c.pos] == ']' {
		c.pos++
		return true
	}
	for count := 1; ; count++ {
		if !c.remark(Remark{Competency: competency}) {
			return false
		}
		c.nodes++
		if more, ok := c.more(']'); !ok {
			return false
		} else if !more {
			return count <= maxEvidence
		}
	}
}

// remark reads a free text.
func (c *cursor) remark(m Remark) bool {
	s, ok := c.text()
	if !ok || s.to-s.from > maxRemark {
		return false
	}
	m.raw, m.escaped = c.buf[s.from:s.to], s.escaped
	c.r.Remarks = append(c.r.Remarks, m)
	return true
}
