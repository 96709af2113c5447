package assess_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

func TestPublishAgainNotAsked(t *testing.T) {
	r := audiences(t)
	all := audienceResponses(t, r, 3, 40, 35, 30, 25, 20)
	late := audienceResponses(t, r, 4, 20, 0, 0, 0, 0)
	before := publishedOf(t, r, all, assess.Policy{})
	s, err := tallyOf(t, append(slices.Clone(all), late...)).Summarize(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.PublishAgain(assess.Policy{}, before); err != nil {
		t.Errorf("twenty students more: %v", err)
	}
	if s, err = tallyOf(t, append(slices.Clone(all), late[:4]...)).Summarize(r, nil); err != nil {
		t.Fatal(err)
	}
	var few *assess.RepublishError
	if _, err := s.PublishAgain(assess.Policy{}, before); !errors.As(err, &few) || few.Reason != assess.RepublishFew {
		t.Errorf("four students more: %v", err)
	}
}

// moved is the rubric of audiences as a later edition that asks others.
func movedAudiences(t testing.TB) (from, to *rubric.Rubric, x *rubric.Crosswalk) {
	t.Helper()
	from = audiences(t)
	to = audiences(t, `edition: "1"`, `edition: "2"`, "asked: [student, educator]", "asked: [educator, leader]",
		"        wordings:\n          student: {text: There is a place at school where I feel safe, source: student-voice}\n", "")
	var links strings.Builder
	for c := range from.Competencies() {
		fmt.Fprintf(&links, "  - {from: [%s], to: [%s], relation: same, comparable: fully}\n", c.ID(), c.ID())
	}
	x, err := rubric.LoadCrosswalk("x.yaml", []byte("format: crosswalk/1\nfrom: school-welcome@1\nto: school-welcome@2\ncompetencies:\n"+links.String()), from, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	return from, to, x
}

func TestMigrateNotAsked(t *testing.T) {
	from, to, x := movedAudiences(t)
	p := respond(t, from, assess.ResponseDocument{Constituency: "student", Ratings: plain("greeting", "always", "safe-places", "sometimes")})
	moved, losses, err := assess.MigrateResponse(p, x)
	if err != nil {
		t.Fatal(err)
	}
	want := []assess.MigrationLoss{{Competency: "safe-places", To: []string{"safe-places"}, Reason: assess.LossNotAsked, Ratings: 1}}
	if diff := cmp.Diff(want, losses); diff != "" {
		t.Errorf("losses (-want +got):\n%s", diff)
	}
	if c, _ := to.Competency("safe-places"); moved.Rating(c) != assess.NotAsked {
		t.Errorf("the moved response rates %s", moved.Rating(c))
	}

	all := audienceResponses(t, from, 5, 20, 15, 15, 12, 12)
	sum, lost := new(assess.Tally), uint64(0)
	for _, p := range all {
		moved, losses, err := assess.MigrateResponse(p, x)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range losses {
			lost += l.Ratings
		}
		if err := sum.Add(moved); err != nil {
			t.Fatal(err)
		}
	}
	tally, losses, err := assess.MigrateTally(tallyOf(t, all), x)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(encode(t, sum), encode(t, tally)); diff != "" {
		t.Errorf("tally (-want +got):\n%s", diff)
	}
	if len(losses) != 1 || losses[0].Ratings != lost || losses[0].Reason != assess.LossNotAsked {
		t.Errorf("losses %+v, want %d ratings", losses, lost)
	}
}

func TestProgressNotAsked(t *testing.T) {
	from, to, x := movedAudiences(t)
	before := publishedOf(t, from, audienceResponses(t, from, 5, 60, 50, 40, 30, 30), assess.Policy{})
	after := publishedOf(t, to, audienceResponses(t, to, 6, 60, 50, 40, 30, 30), assess.Policy{})
	p, err := assess.Compare(before, after, x)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		id, constituency string
		want             assess.ChangeReason
	}{
		{"safe-places", "student", assess.ChangeNotAsked},
		{"safe-places", "leader", assess.ChangeNotAsked},
		{"safe-places", "educator", ""},
		{"safe-places", assess.AllRaters, assess.ChangeAsked},
		{"daily-life", assess.AllRaters, assess.ChangeAsked},
		{"daily-life", "student", assess.ChangeAsked},
		{"daily-life", "family", ""},
		{"budget-voice", "student", assess.ChangeNotAsked},
		{"greeting", "student", ""},
	} {
		if c, ok := p.Change(tt.id, tt.constituency); !ok || c.Reason != tt.want {
			t.Errorf("%s of %q: %q, want %q", tt.id, tt.constituency, c.Reason, tt.want)
		}
	}
	data := encode(t, p)
	back, err := assess.LoadProgress(from, to, "p.json", []byte(data), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(data, encode(t, back)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, id := range []string{"safe-places", "daily-life", "budget-voice"} {
		for _, x := range append([]rubric.Constituency{{}}, after.Constituencies()...) {
			a, _ := p.Change(id, x.ID)
			b, _ := back.Change(id, x.ID)
			if a.Before.NotAsked != b.Before.NotAsked || a.Reason != b.Reason || a.Before.Hidden != b.Before.Hidden {
				t.Errorf("%s of %q: %+v is read as %+v", id, x.ID, a, b)
			}
		}
	}
}

func TestPairsNotAsked(t *testing.T) {
	r := audiences(t)
	all := audienceResponses(t, r, 7, 40, 35, 30, 25, 20)
	again := audienceResponses(t, r, 8, 40, 35, 30, 25, 20)
	var pairs assess.PairTally
	for i := range all {
		if err := pairs.Add(all[i], again[i]); err != nil {
			t.Fatal(err)
		}
	}
	p, err := pairs.Publish(publishedOf(t, r, all, assess.Policy{MinGroup: 5}), publishedOf(t, r, again, assess.Policy{MinGroup: 5}))
	if err != nil {
		t.Fatal(err)
	}
	if moved, ok := p.Transitions("safe-places", "student"); !ok || moved.N() == 0 {
		t.Error("students on safe places: no pairs")
	}
	if moved, ok := p.Transitions("safe-places", "leader"); ok && moved.N() > 0 {
		t.Errorf("leaders on safe places: %d pairs", moved.N())
	}
}

// A strand is compared without the domains that a constituency is asked in neither wave.
func TestStrandProgressNotAsked(t *testing.T) {
	strand := []string{"domains:\n  - id: daily-life", "strands:\n  - {id: all-of-it, title: All of it, domains: [daily-life, decisions]}\ndomains:\n  - id: daily-life", "        title: People hear", "        asked: [family, educator]\n        title: People hear"}
	r := audiences(t, strand...)
	before := publishedOf(t, r, audienceResponses(t, r, 5, 60, 50, 40, 30, 30), assess.Policy{})
	after := publishedOf(t, r, audienceResponses(t, r, 6, 60, 50, 40, 30, 30), assess.Policy{})
	p, err := assess.Compare(before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c, _ := p.Change("decisions", "student"); c.Reason != assess.ChangeNotAsked {
		t.Errorf("decisions of students: %q", c.Reason)
	}
	if c, _ := p.Change("all-of-it", "student"); c.Reason != "" || c.Before.Asked() != 120 {
		t.Errorf("all of it, of students: %q, %d", c.Reason, c.Before.Asked())
	}
	data := encode(t, p)
	back, err := assess.LoadProgress(r, r, "p.json", []byte(data), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(data, encode(t, back)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
