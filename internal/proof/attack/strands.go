package main

import (
	"fmt"
	"slices"

	"github.com/waymark-go/waymark/rubric"
)

// strandRow is the results of a strand: sums over its domains, which tell an attacker about
// hidden counts as sums over competencies do.
type strandRow struct {
	row
	Domains []string `json:"domains"`
}

// strandsOf returns the strands of a random rubric: none, all domains in one, the first domain and
// the others, or the last two domains and one domain without a strand. They follow from what is
// random already, so that the random numbers stay those of a rubric without strands.
func strandsOf(d *rubric.EditionDocument) []rubric.StrandEntry {
	var domains []string
	kind := len(d.Spectrum.Stages) + len(d.Constituencies)
	for _, dom := range d.Domains {
		domains = append(domains, dom.ID)
		kind += len(dom.Competencies)
	}
	var lists [][]string
	switch kind % 4 {
	case 1:
		lists = [][]string{domains}
	case 2:
		lists = [][]string{domains[:1], domains[1:]}
	case 3:
		lists = [][]string{domains[len(domains)-2:]}
	}
	var strands []rubric.StrandEntry
	for i, list := range lists {
		strands = append(strands, rubric.StrandEntry{
			ID: fmt.Sprint("strand-", i+1), Title: rubric.TextEntry{Text: fmt.Sprint("Strand ", i+1)}, Domains: list,
		})
	}
	return strands
}

// everyRow returns the rows of domains and competencies and then those of strands.
func (d *document) everyRow() []row {
	rows := d.rows()
	for _, s := range d.Strands {
		rows = append(rows, s.row)
	}
	return rows
}

// isCompetency reports whether an id is that of a competency.
func (d *document) isCompetency(id string) bool {
	for _, dom := range d.Domains {
		if slices.ContainsFunc(dom.Competencies, func(r row) bool { return r.ID == id }) {
			return true
		}
	}
	return false
}

// checkStrands makes sure that the cell of a strand is the sum of the cells of its domains in the
// same document, rounded or not, and that it is hidden if one of these is.
func (d *document) checkStrands() error {
	domains := make(map[string]row)
	for _, dom := range d.Domains {
		domains[dom.ID] = dom.row
	}
	for _, s := range d.Strands {
		for _, g := range append([]string{""}, d.groups()...) {
			hidden := false
			sum := make(map[string]int)
			for _, id := range s.Domains {
				c := domains[id].of(g)
				hidden = hidden || c.Hidden
				for _, code := range d.codes() {
					sum[code] += c.count(code)
				}
			}
			c := s.of(g)
			if c.Hidden != hidden {
				return fmt.Errorf("%s of %q: hidden %t, and one of its domains %t", s.ID, g, c.Hidden, hidden)
			}
			for _, code := range d.codes() {
				if !hidden && c.count(code) != sum[code] {
					return fmt.Errorf("%s of %q: %d %s, and its domains have %d", s.ID, g, c.count(code), code, sum[code])
				}
			}
		}
	}
	return nil
}

// of returns the cell of a group, or of everyone for "".
func (r row) of(group string) cell {
	if group == "" {
		return r.All
	}
	return r.By[group]
}

// addStrands adds the unknowns of strands, which are those of their domains. Pooled has the counts
// of each domain by group.
func (s *system) addStrands(wave int, d *document, codes []string, pooled map[string]map[string][]value) {
	for _, strand := range d.Strands {
		sums := make(map[string][]value)
		for _, g := range d.groups() {
			sums[g] = make([]value, len(codes))
			for _, id := range strand.Domains {
				for i, v := range pooled[id][g] {
					sums[g][i].unknowns = append(sums[g][i].unknowns, v.unknowns...)
					sums[g][i].known += v.known
				}
			}
			if c := strand.By[g]; !c.Hidden {
				for i, code := range codes {
					s.equate([]value{sums[g][i]}, -1, c.count(code))
				}
			}
		}
		s.addRow(wave, d, strand.row, codes, sums)
	}
}

// addStrands adds the figures of strands at all nodes. Pooled has the counts of each domain by
// code, leaf and group.
func (s *treeSystem) addStrands(pooled map[string][][][]value) {
	for at, strand := range s.docs[0].Strands {
		for i, code := range s.codes {
			sums := make([][]value, len(s.docs))
			for v := range s.docs {
				sums[v] = make([]value, len(s.groups))
				for _, id := range strand.Domains {
					for g, val := range pooled[id][i][v] {
						sums[v][g].unknowns = append(sums[v][g].unknowns, val.unknowns...)
						sums[v][g].known += val.known
					}
				}
			}
			s.addFigures(strand.ID, code, sums, func(d *document, g int) (int, bool) {
				return figureOf(&d.Strands[at].row, s.groups, g, code)
			})
		}
	}
}

// unhideStrands returns the document as a careless publisher would write it: with the sums of
// strands over their hidden domains too, where a group's number of raters is shown.
func (c *community) unhideStrands(d *document) (leaky *document, changed bool) {
	copied := *d
	copied.Strands = slices.Clone(d.Strands)
	for i := range copied.Strands {
		s := &copied.Strands[i]
		by := make(map[string]cell)
		for g, was := range s.By {
			by[g] = was
			if !was.Hidden || d.Raters.By[g].hidden {
				continue
			}
			changed = true
			open := cell{Counts: make(map[string]int), NonAnswers: make(map[string]int)}
			for j, code := range d.codes() {
				n := c.count(s.ID, code, []string{g})
				if j < len(d.Spectrum) {
					open.Counts[code] = n
					open.Rated += n
				} else {
					open.NonAnswers[code] = n
				}
			}
			by[g] = open
		}
		s.By = by
	}
	return &copied, changed
}
