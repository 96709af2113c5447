package assess

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Invitations are how many people were invited, by the id of their constituency. [AllRaters]
// is for all together. It may be left out if the number of each constituency is known, and
// is the only one if none is. Constituencies without a number are unknown.
type Invitations map[string]uint64

// invited is the numbers of people invited, by the columns of a table. It is nil if no
// number is known.
type invited []invitedCount

type invitedCount struct {
	RaterCount
	known bool
}

// columns returns the numbers by column. It returns an error if a constituency is unknown or
// the total is not the sum of its parts.
func (in Invitations) columns(columns []rubric.Constituency) (invited, error) {
	if len(in) == 0 {
		return nil, nil
	}
	counts, sum, all := make(invited, len(columns)), uint64(0), true
	for column, c := range columns {
		n, known := in[c.ID]
		counts[column] = invitedCount{RaterCount{N: n}, known}
		if column == 0 {
			continue
		}
		if n > math.MaxUint64-sum {
			return nil, fmt.Errorf("the number of people invited overflows")
		}
		sum, all = sum+n, all && known
	}
	for _, id := range slices.Sorted(maps.Keys(in)) {
		if !slices.ContainsFunc(columns, func(c rubric.Constituency) bool { return c.ID == id }) {
			return nil, fmt.Errorf("people invited of the constituency %q, which the rubric does not name", id)
		}
	}
	switch everyone := &counts[0]; {
	case len(columns) == 1:
	case all && !everyone.known:
		*everyone = invitedCount{RaterCount{N: sum}, true}
	case everyone.known && (everyone.N < sum || all && everyone.N != sum):
		return nil, fmt.Errorf("%d people invited in all, but %d in the constituencies", everyone.N, sum)
	}
	return counts, nil
}

// add adds the numbers of another part. A number is known only if it is in both.
func (in invited) add(other invited) (invited, error) {
	if in == nil || other == nil {
		return nil, nil
	}
	sum := slices.Clone(in)
	for column := range sum {
		if other[column].N > math.MaxUint64-sum[column].N {
			return nil, fmt.Errorf("the number of people invited overflows")
		}
		sum[column].N += other[column].N
		sum[column].known = sum[column].known && other[column].known
	}
	return sum, nil
}

// setInvited sets the numbers of each node.
func (h *Hierarchy) setInvited() error {
	if h.opt.Summary != nil && h.opt.Summary.Invited != nil {
		return errors.New("the people invited are in the summary options: put them into HierarchyOptions.Invited, by part")
	}
	columns := tableColumns(h.rubric)
	begun := make([]bool, len(h.nodes)) // nodes that have numbers
	for _, id := range slices.Sorted(maps.Keys(h.opt.Invited)) {
		at, ok := h.index[id]
		if !ok {
			return fmt.Errorf("people invited of %q, which is not a part", id)
		}
		var err error
		if h.nodes[at].invited, err = h.opt.Invited[id].columns(columns); err != nil {
			return fmt.Errorf("%q: %w", id, err)
		}
		begun[at] = h.nodes[at].invited != nil
	}
	given := slices.Clone(begun)
	for _, n := range h.nodes {
		if n.parent < 0 {
			continue
		}
		parent := &h.nodes[n.parent]
		if given[n.parent] {
			if n.invited != nil {
				return fmt.Errorf("people invited of %q and of its part %q: give the one or the other", parent.id, n.id)
			}
			continue
		}
		if !begun[n.parent] {
			begun[n.parent], parent.invited = true, n.invited
			continue
		}
		var err error
		if parent.invited, err = parent.invited.add(n.invited); err != nil {
			return fmt.Errorf("%q: %w", parent.id, err)
		}
	}
	return nil
}

// invitedOf returns how many people of a constituency were invited; ok is false if that is
// not known.
func (t *table) invitedOf(constituency string) (n RaterCount, ok bool) {
	column, known := t.column(constituency)
	if !known || t.invited == nil || !t.invited[column].known {
		return RaterCount{}, false
	}
	return t.invited[column].RaterCount, true
}

// Invited returns how many people of a constituency, or of all for AllRaters, were invited;
// ok is false if that is not known.
func (s *Summary) Invited(constituency string) (n RaterCount, ok bool) {
	return s.table.invitedOf(constituency)
}

// Invited returns how many people of a constituency, or of all for AllRaters, were invited;
// ok is false if that is not known. The number is hidden where that of raters is, since a
// constituency has no more raters than people invited.
func (p *Published) Invited(constituency string) (n RaterCount, ok bool) {
	return p.table.invitedOf(constituency)
}

// ResponseRate returns the share of those invited who took part, from 0 to 1. ok is false if
// one of the two numbers is hidden or unknown, if nobody was invited, or if more took part
// than were invited.
func (p *Published) ResponseRate(constituency string) (share float64, ok bool) {
	invited, known := p.Invited(constituency)
	raters := p.Raters(constituency)
	if !known || invited.Hidden || raters.Hidden || invited.N == 0 || raters.N > invited.N {
		return 0, false
	}
	return float64(raters.N) / float64(invited.N), true
}

// invitedWarnings are about constituencies with more raters than people invited.
func (t *table) invitedWarnings() (ws []ResultWarning) {
	for column, n := range t.invited {
		if raters := t.raters[column]; !n.known || n.Hidden || raters.Hidden || raters.N <= n.N {
			continue
		}
		path := "invited.all"
		if column > 0 {
			path = "invited.by." + t.columns[column].ID
		}
		ws = append(ws, ResultWarning{WarnMoreThanInvited, path, "more people took part than were invited, so no response rate is stated"})
	}
	return ws
}

// InvitedEntry is the numbers of people invited, as far as they are known.
type InvitedEntry struct {
	// How many people were invited in all.
	All *CountEntry `json:"all,omitempty" title:"People invited in all"`
	// How many people of each constituency were invited, by its id.
	By map[string]CountEntry `json:"by" keys:"id" title:"People invited by constituency"`
}

// entry returns the numbers as data, nil if there are none.
func (in invited) entry(columns []rubric.Constituency) *InvitedEntry {
	if in == nil {
		return nil
	}
	e := &InvitedEntry{By: make(map[string]CountEntry)}
	for column, n := range in {
		switch {
		case !n.known:
		case column == 0:
			e.All = &CountEntry{n.RaterCount}
		default:
			e.By[columns[column].ID] = CountEntry{n.RaterCount}
		}
	}
	return e
}

// readInvited reads the numbers of people invited.
func (l *summaryReader) readInvited() {
	if l.doc.Invited == nil {
		return
	}
	t := &l.table
	t.invited = make(invited, len(t.columns))
	if all := l.doc.Invited.All; all != nil {
		t.invited[0] = invitedCount{all.RaterCount, true}
	}
	knownGroups(l, "invited.by", l.doc.Invited.By, func(column int, e CountEntry) {
		t.invited[column] = invitedCount{e.RaterCount, true}
	})
	for column, n := range t.invited {
		if n.known && n.Hidden != t.raters[column].Hidden {
			l.add("invited."+l.columnPath(column), problem.Inconsistent, "the numbers of people invited and of raters are not both hidden or both shown", "")
		}
	}
	l.checkInvited()
}

// checkInvited checks that the total fits the constituencies.
func (l *summaryReader) checkInvited() {
	in := l.table.invited
	if len(in) == 1 || !in[0].known || in[0].Hidden {
		return
	}
	sum, complete := uint64(0), true
	for _, n := range in[1:] {
		sum += min(n.N, math.MaxUint64-sum)
		complete = complete && n.known && !n.Hidden
	}
	if in[0].N < sum || complete && in[0].N != sum {
		l.add("invited.all", problem.Inconsistent, fmt.Sprintf("%d people were invited in all, but %d in the constituencies", in[0].N, sum), "")
	}
}
