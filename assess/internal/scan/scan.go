package scan

import (
	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/internal/source"
)

// Scanner reads lines by a table. It is for one goroutine.
type Scanner struct {
	t       *Table
	decoded []byte // memory of names that had escapes

	style, order int // of the last members that were read
}

// NewScanner returns a scanner that recognizes the responses of a table. A nil table
// recognizes none.
func NewScanner(t *Table) *Scanner { return &Scanner{t: t} }

// Scan reads the line that starts at position at into a record. The texts of the record
// are views of the line, or of memory that the next Scan uses again. Scan returns the
// position after the line feed that ends the line, or ok false if it does not recognize
// the line. Somewhere at or after the position there must be a line feed with [Padding]
// bytes after it.
func (s *Scanner) Scan(buf []byte, at int, r *record.Record) (end int, ok bool) {
	t := s.t
	if t == nil {
		return 0, false
	}
	r.Reset(len(t.form.Competencies))
	s.decoded = s.decoded[:0]
	c := cursor{t: t, s: s, r: r, buf: buf, pos: at, nodes: 1}
	if !c.document() {
		return 0, false
	}
	pos := skip(buf, c.pos)
	if buf[pos] != '\n' || pos-at > t.form.Bytes || c.nodes > t.form.Nodes {
		return 0, false
	}
	if t.form.NotAsked != nil && t.form.NotAsked.Rated(r) != nil {
		return 0, false
	}
	return pos + 1, true
}

// cursor is a position in a line.
type cursor struct {
	t     *Table
	s     *Scanner
	r     *record.Record
	buf   []byte
	pos   int
	nodes int  // keys and values read
	seen  uint // fields, as bits
}

// skip returns the position after white space. A line feed is not white space here, so
// that it ends everything.
func skip(buf []byte, pos int) int {
	for buf[pos] == ' ' || buf[pos] == '\t' || buf[pos] == '\r' {
		pos++
	}
	return pos
}

// token reads a character with the white space around it.
func (c *cursor) token(want byte) bool {
	pos := skip(c.buf, c.pos)
	if c.buf[pos] != want {
		return false
	}
	c.pos = skip(c.buf, pos+1)
	return true
}

// closes reads a closing bracket if it is next.
func (c *cursor) closes(bracket byte) bool {
	pos := skip(c.buf, c.pos)
	if c.buf[pos] != bracket {
		return false
	}
	c.pos = pos + 1
	return true
}

// isEmpty reads an object without members if it is next.
func (c *cursor) isEmpty() bool {
	pos := skip(c.buf, c.pos)
	if c.buf[pos] != '{' {
		return false
	}
	if pos = skip(c.buf, pos+1); c.buf[pos] != '}' {
		return false
	}
	c.pos = pos + 1
	return true
}

// word reads a word in quotation marks.
func (c *cursor) word(w *words) (index int, ok bool) {
	if c.buf[c.pos] != '"' {
		return 0, false
	}
	index, c.pos = w.find(c.buf, c.pos+1)
	return index, index >= 0
}

// value reads one of the words and returns its value.
func (c *cursor) value(words *shortWords) (value byte, ok bool) {
	if words == nil || c.buf[c.pos] != '"' {
		return 0, false
	}
	slot, ok := words.find((*[shortWindow]byte)(c.buf[c.pos+1:]))
	if ok {
		c.pos += 1 + int(words.sizes[slot])
	}
	return words.values[slot], ok
}

// member reads the text before the value of a member of an object and returns its key.
// Last is the key of the previous member, or -1 after the brace.
func (c *cursor) member(usual *usualMembers, keys *words, last int) (key int, ok bool) {
	if s := &usual[c.s.style][c.s.order]; s.after != nil {
		w := (*[memberWindow]byte)(c.buf[c.pos : c.pos+memberWindow])
		m := &s.members[s.next(last)]
		if m.starts(w) && m.ends(w) {
			c.pos += m.size - 1 // where the value begins
			return m.key, true
		}
		if m = &s.members[s.find(c.buf, c.pos)]; last >= 0 && m.starts(w) && m.ends(w) {
			c.pos += m.size - 1
			return m.key, true
		}
	}
	return c.otherMember(usual, keys, last)
}

// otherMember is member for an object in another style than the last one that was read.
// It sets the style and the order that the next members are likely to have.
func (c *cursor) otherMember(usual *usualMembers, keys *words, last int) (key int, ok bool) {
	opening := byte(',')
	if last < 0 {
		opening = '{'
	}
	if !c.token(opening) {
		return 0, false
	}
	if key, ok = c.word(keys); !ok || !c.token(':') {
		return 0, false
	}
	c.s.style = compact
	if c.buf[c.pos-1] == ' ' {
		c.s.style = spaced
	}
	other := orderCount - 1 - c.s.order
	if s := &usual[c.s.style][other]; s.after != nil && s.members[s.next(last)].key == key {
		c.s.order = other
	}
	return key, true
}

// document reads the complete document.
func (c *cursor) document() bool {
	for field := -1; ; {
		var ok bool
		if field, ok = c.member(&c.t.usualFields, c.t.fields, field); !ok || !c.field(field) {
			return false
		}
		if c.closes('}') {
			break
		}
	}
	const optional = 1<<fieldOrganization | 1<<fieldDate | 1<<fieldLanguage | 1<<fieldBackground
	want := uint(1<<fieldCount - 1 | 1<<fieldBackground)
	if c.t.constituencies == nil {
		want &^= 1 << fieldConstituency
	}
	return c.seen|optional == want
}

// field reads the value of a field.
func (c *cursor) field(field int) (ok bool) {
	if c.seen>>field&1 != 0 {
		return false
	}
	c.seen |= 1 << field
	c.nodes += 2
	r := c.r
	switch field {
	case fieldFormat, fieldRubric:
		return c.fixed(field)
	case fieldConstituency:
		r.Constituency, ok = c.constituency()
	case fieldID:
		r.ID, ok = c.name()
	case fieldOrganization:
		r.Organization, ok = c.name()
	case fieldDate:
		r.Date, ok = c.date()
	case fieldLanguage:
		r.Language, ok = c.plain()
		return ok && source.IsLanguageTag(r.Language)
	case fieldRatings:
		return c.ratings()
	case fieldBackground:
		return c.background()
	}
	return ok
}

// fixed reads the only value that a field may have.
func (c *cursor) fixed(field int) bool {
	if c.buf[c.pos] != '"' || !c.t.fixed.is(field, c.buf, c.pos+1) {
		return false
	}
	c.pos += 1 + c.t.fixed.entries[field].size
	return true
}

func (c *cursor) constituency() (index int, ok bool) {
	if c.t.constituencies == nil {
		return 0, false
	}
	if number, ok := c.value(c.t.shortConstituencies); ok {
		return int(number) - 1, true
	}
	return c.word(c.t.constituencies)
}

func (c *cursor) date() ([]byte, bool) {
	const size = len("2006-01-02")
	date := c.buf[c.pos+1 : c.pos+1+size]
	if c.buf[c.pos] != '"' || c.buf[c.pos+1+size] != '"' || !source.IsDate(date) {
		return nil, false
	}
	c.pos += size + 2
	return date, true
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
		from := len(c.s.decoded)
		c.s.decoded = source.AppendUnescaped(c.s.decoded, name)
		name = c.s.decoded[from:]
	}
	if !s.escaped && len(name) > 0 && name[0] > ' ' && name[0] < 0x7f { // the other characters need no check
		return name, len(name) <= maxName
	}
	return name, isName(name)
}
