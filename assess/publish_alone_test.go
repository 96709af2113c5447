package assess_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// TestRounding rounds counts to the nearest multiple, and of two to the higher.
func TestRounding(t *testing.T) {
	r := small(t, "1", "a")
	const most = math.MaxUint64
	for _, tt := range []struct {
		base    int
		n, want uint64
	}{
		{4, 0, 0},
		{4, 1, 0},
		{4, 2, 4},
		{4, 3, 4},
		{4, 4, 4},
		{4, 5, 4},
		{5, 2, 0},
		{5, 3, 5},
		{5, 7, 5},
		{5, 8, 10},
		{2, 1, 2},
		{1, 7, 7},
		{0, 7, 7},
		{5, most, most},
		{5, most - 2, most},
		{5, most - 3, most - 5},
		{4, most, most - 3}, // there is no larger multiple
	} {
		// All answers are the same, which a minimum of one does not hide.
		for place := range 8 {
			g := &assess.GroupCounts{Raters: tt.n, Counts: make([]uint64, 8)}
			g.Counts[place] = tt.n
			tally := &assess.Tally{Rubric: r.Ref(), Stages: 4, Competencies: 1, Groups: map[string]*assess.GroupCounts{"": g}}
			p := publishedAs(t, tally, r, assess.Policy{MinGroup: 1, RoundTo: tt.base})
			cell, _ := p.Cell("a", assess.AllRaters)
			var got []uint64
			for _, n := range cell.Stages.Counts() {
				got = append(got, n)
			}
			got = append(got, cell.NonAnswers.NotAnswered, cell.NonAnswers.NotApplicable, cell.NonAnswers.DontKnow, cell.NonAnswers.Declined)
			want := make([]uint64, 8)
			want[place] = tt.want
			if !slices.Equal(got, want) || p.Raters(assess.AllRaters).N != tt.want {
				t.Errorf("%d to %d: %d, raters %d, want %d", tt.n, tt.base, got, p.Raters(assess.AllRaters).N, want)
			}
		}
	}
	// What is hidden stays hidden.
	c := clinic(t, "1", "a", "b")
	p := publishedAs(t, ratedBy(c, 33, 33, 4), c, assess.Policy{RoundTo: 5})
	for _, id := range []string{"a", "listening"} {
		for group, hidden := range map[string]bool{assess.AllRaters: false, "patient": false, "nurse": true, "board": true} {
			if cell, _ := p.Cell(id, group); cell.Hidden != hidden || hidden && cell != (assess.ResultCell{Hidden: true}) {
				t.Errorf("%s of %q: %+v", id, group, cell)
			}
		}
	}
}

// TestOneConstituency publishes a rubric with one constituency, which is everyone.
func TestOneConstituency(t *testing.T) {
	text := func(s string) rubric.TextEntry { return rubric.TextEntry{Text: s} }
	r, err := rubric.New(rubric.EditionDocument{
		ID: "one", Edition: "1", Title: text("One"), Language: "en",
		Constituencies: []rubric.ConstituencyEntry{{ID: "staff", Title: text("Staff")}},
		Spectrum:       rubric.SpectrumEntry{ID: "two", Stages: []rubric.StageEntry{{ID: "low", Title: text("Low")}, {ID: "high", Title: text("High")}}},
		Domains:        []rubric.DomainEntry{{ID: "d", Title: text("D"), Competencies: []rubric.CompetencyEntry{{ID: "one", Title: text("One")}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for raters, hidden := range map[uint64]bool{5: true, 8: true, 10: true, 11: false, 20: false} {
		tally := &assess.Tally{Rubric: r.Ref(), Stages: 2, Competencies: 1, Groups: map[string]*assess.GroupCounts{
			"staff": {Raters: raters, Counts: []uint64{raters / 2, raters - raters/2, 0, 0, 0, 0}},
		}}
		p := publishedAs(t, tally, r, assess.Policy{})
		for _, group := range []string{assess.AllRaters, "staff"} {
			if cell, _ := p.Cell("one", group); p.Raters(group).Hidden != hidden || cell.Hidden != hidden || !hidden && cell.Rated() != raters {
				t.Errorf("%d raters, %q: hidden %t, %+v", raters, group, p.Raters(group).Hidden, cell)
			}
		}
		if _, err := assess.LoadPublished(r, "p.json", marshal(t, p), nil); err != nil {
			t.Errorf("%d raters: %v", raters, err)
		}
	}
}

// TestReadingWithoutConstituencies reads a summary of everyone alone.
func TestReadingWithoutConstituencies(t *testing.T) {
	r := small(t, "1", "a")
	for _, raters := range []uint64{3, 40} {
		tally := &assess.Tally{Rubric: r.Ref(), Stages: 4, Competencies: 1, Groups: map[string]*assess.GroupCounts{
			"": {Raters: raters, Counts: []uint64{raters - 2, 2, 0, 0, 0, 0, 0, 0}},
		}}
		p := publishedAs(t, tally, r, assess.Policy{})
		read, err := assess.LoadPublished(r, "p.json", marshal(t, p), nil)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(encode(t, p), encode(t, read)); diff != "" || p.Raters(assess.AllRaters).Hidden != (raters == 3) {
			t.Errorf("%d raters (-want +got):\n%s", raters, diff)
		}
	}
}

// TestReadingSmallRoundedGroups reads a group that is below the minimum because it is rounded.
func TestReadingSmallRoundedGroups(t *testing.T) {
	r := clinic(t, "1", "a", "b")
	p := publishedAs(t, ratedBy(r, 33, 33, 13), r, assess.Policy{MinGroup: 12, RoundTo: 10})
	if n := p.Raters("board"); n != (assess.RaterCount{N: 10}) {
		t.Fatalf("raters %+v", n)
	}
	if _, err := assess.LoadPublished(r, "p.json", marshal(t, p), nil); err != nil {
		t.Error(err)
	}
}

// TestPolicyErrors compares the errors of policies.
func TestPolicyErrors(t *testing.T) {
	for _, tt := range []struct {
		policy assess.Policy
		want   string
	}{
		{assess.Policy{MinGroup: -1}, "a negative number"},
		{assess.Policy{MinOutside: -1}, "a negative number"},
		{assess.Policy{RoundTo: -1}, "a negative number"},
		{assess.Policy{MinGroup: 2}, "a minimum of 2 raters is too small"},
		{assess.Policy{MinGroup: 4, Name: "board"}, "a minimum of 4 raters is too small"},
		{assess.Policy{MinGroup: 4, Name: "internal"}, ""},
		{assess.Policy{MinGroup: 2, Name: "internal"}, ""},
		{assess.Policy{MinGroup: 5}, ""},
		{assess.Policy{MinGroup: 1}, ""},
	} {
		p, err := tt.policy.WithDefaults()
		switch {
		case tt.want == "" && (err != nil || p.MinGroup != tt.policy.MinGroup):
			t.Errorf("%+v: %+v, %v", tt.policy, p, err)
		case tt.want != "" && (err == nil || !strings.HasPrefix(err.Error(), "policy: "+tt.want) || p != assess.Policy{}):
			t.Errorf("%+v: %+v, %v", tt.policy, p, err)
		}
	}
	for _, tt := range []struct{ in, want assess.Policy }{
		{assess.Policy{MinGroup: 1, MinOutside: 1}, assess.Policy{Name: "custom", MinGroup: 1, MinOutside: 1}},
		{assess.Policy{MinOutside: 1}, assess.Policy{Name: "custom", MinGroup: 10, MinOutside: 1}},
		{assess.Policy{Name: "board"}, assess.Policy{Name: "board", MinGroup: 10}},
		{assess.Policy{Name: "board", MinGroup: 1}, assess.Policy{Name: "board", MinGroup: 1}},
	} {
		if got, err := tt.in.WithDefaults(); got != tt.want || err != nil {
			t.Errorf("%+v: %+v, %v", tt.in, got, err)
		}
	}
}

// TestPublishLeavesTheSummary publishes a summary under a policy that hides and rounds. The summary
// stays as it was, and so does what was published before.
func TestPublishLeavesTheSummary(t *testing.T) {
	r := clinic(t, "1", "a", "b")
	s := summaryOf(t, ratedBy(r, 33, 12, 4), r, &assess.SummaryOptions{
		Invited: assess.Invitations{"patient": 50, "board": 9, "nurse": 20},
	})
	internal := func() string {
		p, err := s.Publish(assess.Internal())
		if err != nil {
			t.Fatal(err)
		}
		return encode(t, p)
	}
	before := internal()
	for _, policy := range []assess.Policy{{}, {RoundTo: 5}, {MinGroup: 40}} {
		p, err := s.Publish(policy)
		if err != nil {
			t.Fatal(err)
		}
		first := encode(t, p)
		if got := internal(); got != before {
			t.Errorf("%+v: (-before +after):\n%s", policy, cmp.Diff(before, got))
		}
		if encode(t, p) != first {
			t.Errorf("%+v: the published summary changes", policy)
		}
		for _, group := range []string{assess.AllRaters, "patient", "nurse", "board"} {
			invited, ok := p.Invited(group)
			if want := p.Raters(group).Hidden; ok && invited.Hidden != want || invited.Hidden && invited.N != 0 {
				t.Errorf("%+v: invited of %q: %+v, raters hidden %t", policy, group, invited, want)
			}
		}
	}
	if n := s.Raters("board"); n != (assess.RaterCount{N: 4}) {
		t.Errorf("raters %+v", n)
	}
}
