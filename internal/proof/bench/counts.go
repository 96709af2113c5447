package main

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"
)

// counts is what a contender has to come to: for each organization and constituency
// how many responses there are and how often each competency got each rating.
type counts struct {
	survey *survey
	groups map[string]*group // by name
	name   []byte
}

// group is the counts of a constituency of an organization.
type group struct {
	responses uint64
	cells     []uint32 // by competency and rating
}

func newCounts(s *survey) *counts { return &counts{survey: s, groups: make(map[string]*group)} }

// group returns the counts of a constituency of an organization.
func (c *counts) group(organization, constituency string) *group {
	c.name = append(append(append(c.name[:0], organization...), '\t'), constituency...)
	g := c.groups[string(c.name)]
	if g == nil {
		g = &group{cells: make([]uint32, len(c.survey.competencies)*len(c.survey.ratings))}
		c.groups[string(c.name)] = g
	}
	return g
}

// add counts a response, whose ratings are places by competency.
func (c *counts) add(organization, constituency string, ratings []uint8) {
	g := c.group(organization, constituency)
	g.responses++
	at := 0
	for _, r := range ratings {
		g.cells[at+int(r)]++
		at += len(c.survey.ratings)
	}
}

// merge adds other counts, which are not used afterwards.
func (c *counts) merge(other *counts) {
	for name, theirs := range other.groups {
		mine := c.groups[name]
		if mine == nil {
			c.groups[name] = theirs
			continue
		}
		mine.responses += theirs.responses
		for i, n := range theirs.cells {
			mine.cells[i] += n
		}
	}
}

// responses returns how many responses were counted.
func (c *counts) responses() uint64 {
	var n uint64
	for _, g := range c.groups {
		n += g.responses
	}
	return n
}

// digest returns a hash of all counts. Two contenders with the same digest agree on
// each of them.
func (c *counts) digest() string {
	h := sha256.New()
	var buf []byte
	for _, name := range slices.Sorted(maps.Keys(c.groups)) {
		g := c.groups[name]
		buf = append(append(buf[:0], name...), '\n')
		buf = binary.LittleEndian.AppendUint64(buf, g.responses)
		for _, n := range g.cells {
			buf = binary.LittleEndian.AppendUint32(buf, n)
		}
		h.Write(buf)
	}
	return hex.EncodeToString(h.Sum(nil))
}
