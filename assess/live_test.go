package assess_test

import (
	"testing"

	"github.com/waymark-go/waymark/assess"
)

func TestLiveCount(t *testing.T) {
	for _, tt := range []struct {
		policy assess.Policy
		raters uint64
		want   assess.LiveCount
	}{
		{assess.Policy{}, 0, assess.LiveCount{AtMost: 10}},
		{assess.Policy{}, 10, assess.LiveCount{AtMost: 10}},
		{assess.Policy{}, 11, assess.LiveCount{AtLeast: 11, AtMost: 21}},
		{assess.Policy{}, 32, assess.LiveCount{AtLeast: 22, AtMost: 32}},
		{assess.Policy{MinGroup: 5}, 6, assess.LiveCount{AtLeast: 6, AtMost: 11}},
		{assess.Internal(), 7, assess.LiveCount{AtLeast: 7, AtMost: 7}},
		{assess.Policy{MinGroup: 3, Name: "internal"}, 4, assess.LiveCount{AtLeast: 4, AtMost: 7}},
	} {
		if again, err := tt.policy.LiveCount(tt.want.AtLeast); again != tt.want || err != nil {
			t.Errorf("%v again: %v, %v", tt.want, again, err)
		}
		if got, err := tt.policy.LiveCount(tt.raters); got != tt.want || err != nil {
			t.Errorf("%+v: %d raters: %+v, %v; want %+v", tt.policy, tt.raters, got, err, tt.want)
		}
	}
	if _, err := (assess.Policy{MinGroup: -1}).LiveCount(1); err == nil {
		t.Error("an invalid policy")
	}
}

// Every number leaves more sizes than the minimum, and a group that a publication hides because of
// its size looks like one without raters.
func TestLiveCountLeavesSizes(t *testing.T) {
	for _, minGroup := range []int{5, 10, 20} {
		p := assess.Policy{MinGroup: minGroup}
		candidates := map[assess.LiveCount]int{}
		for n := range uint64(200) {
			c, err := p.LiveCount(n)
			if err != nil {
				t.Fatal(err)
			}
			if n < c.AtLeast || n > c.AtMost || c.Exact() {
				t.Errorf("minimum %d: %d is shown as %+v", minGroup, n, c)
			}
			candidates[c] = int(c.AtMost - c.AtLeast + 1)
		}
		for c, n := range candidates {
			if n <= minGroup {
				t.Errorf("minimum %d: %+v leaves %d sizes", minGroup, c, n)
			}
		}
		none, _ := p.LiveCount(0)
		if hidden, _ := p.LiveCount(uint64(minGroup)); hidden != none {
			t.Errorf("minimum %d: a group that is hidden is shown as %+v", minGroup, hidden)
		}
	}
}

// The sum of several groups narrows none of them: each size that a group can have by its own number
// is possible by the sum too.
func TestLiveCountSums(t *testing.T) {
	p := assess.Policy{MinGroup: 5}
	for a := range uint64(20) {
		for b := range uint64(20) {
			one, _ := p.LiveCount(a)
			two, _ := p.LiveCount(b)
			sum := one.Add(two)
			for n := one.AtLeast; n <= one.AtMost; n++ {
				if n+two.AtMost < sum.AtLeast || n+two.AtLeast > sum.AtMost {
					t.Errorf("%d and %d raters: %+v and %+v, of which the sum %+v excludes %d", a, b, one, two, sum, n)
				}
			}
		}
	}
	if exact := (assess.LiveCount{AtLeast: 2, AtMost: 2}).Add(assess.LiveCount{AtLeast: 3, AtMost: 3}); exact != (assess.LiveCount{AtLeast: 5, AtMost: 5}) || !exact.Exact() {
		t.Errorf("2 and 3 raters: %+v", exact)
	}
}

// A withdrawn response does not show.
func TestLiveCountNeverFalls(t *testing.T) {
	var shown assess.LiveCount
	for _, n := range []uint64{3, 11, 10, 21, 23, 12} {
		c, err := assess.Policy{}.LiveCount(n)
		if err != nil {
			t.Fatal(err)
		}
		next := c.After(shown)
		if next.AtLeast < shown.AtLeast || next.AtLeast < c.AtLeast {
			t.Errorf("%d raters: %+v after %+v", n, next, shown)
		}
		shown = next
	}
	if shown.AtLeast != 22 {
		t.Errorf("shown %+v", shown)
	}
}
