package assess

import (
	"fmt"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// StrandResult is the results for a strand. Each cell is the sum of the cells of its domains as
// the document shows them, and hidden if one of these is. It therefore says nothing that the
// domains do not.
type StrandResult struct {
	// The id of the strand.
	ID string `json:"id" rule:"id"`
	// What the strand is called.
	Title string `json:"title" rule:"title"`
	// The ids of the domains of the strand, in the order of the rubric's strand.
	Domains []string `json:"domains" rule:"id" items:"1-1000"`
	// The ratings of everyone on all competencies of the strand together.
	All CellEntry `json:"all"`
	// The ratings of each constituency, by its id.
	By map[string]CellEntry `json:"by" keys:"id"`
	// The result with each constituency counting the same.
	EqualVoice *EqualVoiceEntry `json:"equal_voice,omitempty"`
}

// rowsWith returns the rows that the ratings of a competency are in: its own, that of its domain
// and, if there is one, that of its strand.
func (t *table) rowsWith(c *rubric.Competency) []int {
	rows := []int{t.rows[c.ID()], t.rows[c.Domain().ID()]}
	if s := c.Domain().Strand(); s != nil {
		rows = append(rows, t.rows[s.ID()])
	}
	return rows
}

// addStrands sets the cells of strands to the sums of those of their domains. A sum is hidden
// if one of its parts is: the others would give that part away. Sums are made of the cells as
// they are shown, after rounding, so that they add nothing to what the domains say. A
// constituency that is asked no competency of any domain is not asked.
func (t *table) addStrands() error {
	for s := range t.rubric.Strands() {
		for column := range t.columns {
			sum := ResultCell{NotAsked: true}
			for d := range s.Domains() {
				part := t.at(t.rows[d.ID()], column)
				if part.Hidden {
					sum = ResultCell{Hidden: true}
					break
				}
				sum.NotAsked = sum.NotAsked && part.NotAsked
				if err := sum.add(*part); err != nil {
					return fmt.Errorf("strand %s: %w", s.ID(), err)
				}
			}
			*t.at(t.rows[s.ID()], column) = sum
		}
	}
	return nil
}

func (p *Published) strandResults() []StrandResult {
	t := &p.table
	if t.withoutStrands {
		return nil
	}
	var results []StrandResult
	for s := range t.rubric.Strands() {
		r := StrandResult{ID: s.ID(), Title: s.Title(), EqualVoice: p.equalVoiceEntry(s.ID())}
		for d := range s.Domains() {
			r.Domains = append(r.Domains, d.ID())
		}
		r.All, r.By = t.entries(s.ID())
		results = append(results, r)
	}
	return results
}

// readStrands checks which strands the document has results of. Their cells follow from those
// of the domains, and are compared with these together with all other results. A document
// without strands was written before summaries had them, and is written without them again.
func (l *summaryReader) readStrands() {
	entries := l.doc.Strands
	if entries == nil {
		l.table.withoutStrands = true
		return
	}
	i := 0
	for s := range l.rubric.Strands() {
		switch {
		case i == len(entries):
			l.add("strands", problem.Inconsistent, "the strand "+source.Quote(s.ID())+" is missing", "")
			return
		case entries[i].ID != s.ID():
			l.add(fmt.Sprintf("strands[%d].id", i), problem.Inconsistent, "found "+source.Quote(entries[i].ID)+", expected "+source.Quote(s.ID()), "the strands are in the order of the rubric")
			return
		}
		i++
	}
	if i < len(entries) {
		l.add(fmt.Sprintf("strands[%d].id", i), problem.Inconsistent, l.rubric.Ref().String()+" has no strand "+source.Quote(entries[i].ID), "")
	}
}

// addStrands adds the changes of strands, which follow the changes of domains and competencies.
// A strand is compared if it has the same domains in both editions and all of them are compared:
// its earlier result is the sum of theirs.
func (p *Progress) addStrands() error {
	t := &p.after.table
	for s := range t.rubric.Strands() {
		was, _ := p.baseline.rubric.Strand(s.ID())
		for column := range t.columns {
			change, err := p.strandChange(was, s, column)
			if err != nil {
				return fmt.Errorf("strand %s: %w", s.ID(), err)
			}
			p.changes = append(p.changes, change)
		}
	}
	return nil
}

func (p *Progress) strandChange(was, s *rubric.Strand, column int) (ResultChange, error) {
	t := &p.after.table
	change := ResultChange{After: *t.at(t.rows[s.ID()], column), Comparable: rubric.FullyComparable}
	if change.After.Hidden {
		return ResultChange{Before: ResultCell{Hidden: true}, After: change.After, Comparable: rubric.NotComparable, Reason: ChangeHidden}, nil
	}
	if change.After.NotAsked {
		return ResultChange{After: change.After, Comparable: rubric.NotComparable, Reason: ChangeNotAsked}, nil
	}
	if was == nil {
		change.Comparable, change.Reason = rubric.NotComparable, ChangeAdded
		return change, nil
	}
	change.Reason = sameDomains(was, s)
	for d := range s.Domains() {
		part := &p.changes[t.rows[d.ID()]*len(t.columns)+column]
		if part.Comparable == rubric.PartlyComparable {
			change.Comparable = rubric.PartlyComparable
		}
		switch part.Reason {
		case "", ChangeNoRatings:
			if err := change.Before.add(part.Before); err != nil {
				return ResultChange{}, err
			}
		case ChangeNotAsked:
			if asked := p.wasAsked(d, column); (asked || !part.After.NotAsked) && change.Reason == "" {
				change.Reason = ChangeAsked
			}
		case ChangeHidden, ChangeGroup, ChangeStage, ChangeAsked:
			if change.Reason == "" {
				change.Reason = part.Reason
			}
		default:
			change.Reason = ChangeParts
		}
	}
	switch change.Reason {
	case "":
		change.measure(true)
	case ChangeHidden:
		change.Before = ResultCell{Hidden: true}
	default:
		change.Before, change.Comparable = ResultCell{}, rubric.NotComparable
	}
	return change, nil
}

// wasAsked reports whether the constituency of a column was asked any competency of a domain
// in the earlier wave.
func (p *Progress) wasAsked(d *rubric.Domain, column int) bool {
	was, ok := p.baseline.rubric.Domain(d.ID())
	return ok && was.Asks(p.after.table.columns[column].ID)
}

// sameDomains returns why two strands cannot be compared, or "" if they have the same domains.
func sameDomains(was, is *rubric.Strand) ChangeReason {
	domains := make(map[string]bool)
	for d := range was.Domains() {
		domains[d.ID()] = true
	}
	for d := range is.Domains() {
		if !domains[d.ID()] {
			return ChangeParts
		}
		delete(domains, d.ID())
	}
	if len(domains) > 0 {
		return ChangeParts
	}
	return ""
}
