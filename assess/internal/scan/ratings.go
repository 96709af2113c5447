package scan

import (
	"bytes"

	"github.com/waymark-go/waymark/assess/internal/record"
)

// ratings reads the ratings.
func (c *cursor) ratings() bool {
	if c.isEmpty() {
		return true
	}
	count := 0
	for last := -1; ; {
		var n int
		if last, n = c.usualRatings(last); n == 0 {
			var ok bool
			if last, ok = c.rating(last); !ok {
				return false
			}
			n = 1
		}
		count += n
		if c.closes('}') {
			break
		}
	}
	c.nodes += 2 * count
	// If a competency is duplicate, there are fewer ratings than members.
	return count <= maxRatings && count == len(c.r.Ratings)-bytes.Count(c.r.Ratings, unrated)
}

var unrated = []byte{0}

// usualRatings reads consecutive ratings in a usual style, as most are. Last is the
// previous competency, or -1 after the brace. It returns the last competency and the
// number of ratings.
func (c *cursor) usualRatings(last int) (newLast, count int) {
	words, s := c.t.shortRatings, &c.t.usualRatings[c.s.style][c.s.order]
	if words == nil || s.after == nil {
		return last, 0
	}
	next := s.next(last)
	for guess := true; ; guess = false {
		n := c.inSequence(s.members[next:], words)
		if count += n; n > 0 {
			last = s.members[next+n-1].key
		} else if !guess {
			return last, count
		}
		if last < 0 || c.buf[c.pos] != ',' {
			return last, count
		}
		next = s.find(c.buf, c.pos)
	}
}

// inSequence reads ratings that follow each other as in a sequence and returns their
// number. Most bytes of most responses are read here. So it calls nothing, its branches
// are nearly always taken the same way, and each step waits only for the size of the
// previous word.
func (c *cursor) inSequence(members []member, words *shortWords) (count int) {
	buf, ratings, pos := c.buf, c.r.Ratings, c.pos
	for i := range members {
		m := &members[i]
		w := (*[memberWindow]byte)(buf[pos : pos+memberWindow])
		if !m.starts(w) || !m.ends(w) {
			break
		}
		at := pos + m.size
		slot, ok := words.find((*[shortWindow]byte)(buf[at : at+shortWindow]))
		if !ok {
			break
		}
		ratings[m.key] = words.values[slot]
		pos = at + int(words.sizes[slot])
		count++
	}
	c.pos = pos
	return count
}

// rating reads a rating in any form and returns its competency. Last is the previous
// competency, or -1 for none.
func (c *cursor) rating(last int) (competency int, ok bool) {
	if competency, ok = c.member(&c.t.usualRatings, c.t.competencies, last); !ok {
		return 0, false
	}
	if c.buf[c.pos] == '{' {
		return competency, c.entry(competency)
	}
	return competency, c.stage(competency)
}

// stage reads the word for a rating.
func (c *cursor) stage(competency int) bool {
	if value, ok := c.value(c.t.shortRatings); ok {
		c.r.Ratings[competency] = value
		return true
	}
	word, ok := c.word(c.t.ratings)
	if ok {
		c.r.Ratings[competency] = c.t.form.Values[word]
	}
	return ok
}

// entry reads a rating with remarks.
func (c *cursor) entry(competency int) bool {
	var seen uint
	for part := -1; ; {
		var ok bool
		if part, ok = c.member(&c.t.usualParts, c.t.parts, part); !ok || seen>>part&1 != 0 {
			return false
		}
		seen |= 1 << part
		c.nodes += 2
		switch part {
		case partStage:
			ok = c.stage(competency)
		case partEvidence:
			ok = c.evidence(competency)
		case partNote:
			ok = c.remark(record.Remark{Competency: competency, Note: true})
		}
		if !ok {
			return false
		}
		if c.closes('}') {
			return seen&(1<<partStage) != 0
		}
	}
}

// evidence reads the list of evidence.
func (c *cursor) evidence(competency int) bool {
	if !c.token('[') {
		return false
	}
	if c.closes(']') {
		return true
	}
	for count := 1; ; count++ {
		if !c.remark(record.Remark{Competency: competency}) {
			return false
		}
		c.nodes++
		if c.closes(']') {
			return count <= maxEvidence
		}
		if !c.token(',') {
			return false
		}
	}
}

// remark reads a free text.
func (c *cursor) remark(m record.Remark) bool {
	s, ok := c.text()
	if !ok || s.to-s.from > maxRemark {
		return false
	}
	m.Text, m.Escaped = c.buf[s.from:s.to], s.escaped
	c.r.Remarks = append(c.r.Remarks, m)
	return true
}
