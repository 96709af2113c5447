package assess

import (
	"fmt"

	"github.com/waymark-go/waymark/assess/internal/disclose"
)

// DefaultMinGroup is the number of raters up to which the zero [Policy] hides a
// group, and of ratings below which it hides a cell.
const DefaultMinGroup = 10

// LeastMinGroup is the smallest minimum that a [Policy] may have, unless it is internal.
// Below it, the candidates that are left for a hidden size are too few to protect it.
const LeastMinGroup = 5

// Policy says what may be shown. The zero value is the safe one.
//
// A policy is a safeguard, not a promise of compliance with any law: which rule
// applies is for those who publish to say.
type Policy struct {
	// Name is printed with the results; "" is "public" for the zero value.
	Name string
	// MinGroup is the least number of ratings that a cell needs to be shown unless it has
	// none, and how many numbers of raters a hidden group may have for all that anybody can
	// find out. A group needs one rater more to be shown, so that 1 to MinGroup are the sizes of a
	// group that is too small: see the package documentation. 0 means DefaultMinGroup and 1
	// hides nothing. A number from 2 to 4 is an error unless the Name is internal.
	MinGroup int
	// MinOutside is the least number of answers (non-answers included) other than the
	// commonest one that a cell needs to be shown, and that hidden cells need together
	// if their sum can be worked out. Otherwise everybody knows what nearly each member
	// answered. 0 means 1, which hides unanimous cells. Under MinGroup 1 it means 0.
	// Cells without any rating are shown.
	MinOutside int
	// RoundTo makes every shown count a multiple of it, the nearest one and of two
	// the higher; medians, shares and gaps then follow from the rounded counts. 0
	// and 1 leave the counts as they are.
	RoundTo int
}

// Public returns the policy for everyone's eyes, the zero Policy spelled out:
// groups of up to ten raters are hidden.
func Public() Policy { return Policy{Name: "public", MinGroup: DefaultMinGroup} }

// Internal returns the policy for the few who may see every answer: nothing is
// hidden.
func Internal() Policy { return Policy{Name: internalPolicy, MinGroup: 1} }

const internalPolicy = "internal"

// WithDefaults returns the policy with its defaults filled in, as [Published.Policy] returns it. The
// error says what is wrong with it, as that of [Summary.Publish] does.
func (p Policy) WithDefaults() (Policy, error) {
	if p.MinGroup < 0 || p.MinOutside < 0 || p.RoundTo < 0 {
		return Policy{}, fmt.Errorf("policy: a negative number: %+v", p)
	}
	if p.MinGroup == 0 {
		p.MinGroup = DefaultMinGroup
	}
	if p.MinGroup > 1 && p.MinGroup < LeastMinGroup && p.Name != internalPolicy {
		return Policy{}, fmt.Errorf("policy: a minimum of %d raters is too small to protect anybody; use %d or more, or the name %q for results that are not published", p.MinGroup, LeastMinGroup, internalPolicy)
	}
	if p.Name == "" {
		switch {
		case p == Policy{MinGroup: DefaultMinGroup}:
			p.Name = "public"
		case p == Policy{MinGroup: 1}:
			p.Name = internalPolicy
		default:
			p.Name = "custom"
		}
	}
	return p, nil
}

// rule returns what cells need under a policy with its defaults filled in.
func (p Policy) rule() disclose.Rule {
	rule := disclose.Rule{MinRaters: uint64(p.MinGroup), MinRated: uint64(p.MinGroup), MinOutside: p.minOutside()}
	if p.MinGroup > 1 {
		rule.MinRaters++ // so that 1 to MinGroup are the sizes of a group that is too small
	}
	return rule
}

func (p Policy) minOutside() uint64 {
	if p.MinGroup > 1 {
		return uint64(max(1, p.MinOutside))
	}
	return uint64(p.MinOutside)
}

// same reports whether two policies hide the same, whatever they are called.
func (p Policy) same(q Policy) bool { return !p.laxer(q) && !q.laxer(p) }

// laxer reports whether a policy shows something that another one would hide.
func (p Policy) laxer(than Policy) bool {
	return p.MinGroup < than.MinGroup || p.minOutside() < than.minOutside() || max(p.RoundTo, 1) < max(than.RoundTo, 1)
}
