package survey

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// sample returns an assessment of two schools.
func sample(t *testing.T, minGroup int) *Survey {
	t.Helper()
	document, err := json.Marshal(cei.Latest())
	if err != nil {
		t.Fatal(err)
	}
	o, err := cei.Overlay(cei.Latest().Edition(), "es")
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Load(&store.Assessment{
		ID: "a", Title: "Fall", Organization: "Valley", Rubric: document, Languages: []store.Language{{Tag: "en"}, {Tag: "es", Overlay: overlay}}, MinGroup: minGroup,
		Opens: "2026-10-01", Closes: "2026-10-21", DeleteOn: "2027-01-01",
		Schools: []store.School{{ID: "l", Title: "Lincoln", Invited: map[string]uint64{"family": 40}}, {ID: "r", Title: "Riverside"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLanguage(t *testing.T) {
	s := &Survey{Assessment: &store.Assessment{Languages: []store.Language{{Tag: "en-US"}, {Tag: "es-MX"}}}}
	for tag, want := range map[string]string{"es-MX": "es-MX", "es": "es-MX", "es-AR": "es-MX", "en": "en-US", "fr": "en-US", "": "en-US"} {
		if got := s.Language(tag); got != want {
			t.Errorf("Language(%q) = %q, want %q", tag, got, want)
		}
	}
}

func TestState(t *testing.T) {
	s := sample(t, 10)
	for day, want := range map[string]State{"2026-09-30": Planned, "2026-10-01": Open, "2026-10-21": Open, "2026-10-22": Closed} {
		now, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.State(now.Add(23 * time.Hour)); got != want {
			t.Errorf("State(%s) = %s, want %s", day, got, want)
		}
	}
}

// TestProgress requires that sums are those of what is shown of the groups.
func TestProgress(t *testing.T) {
	counts := []store.GroupCount{
		{SchoolID: "l", Constituency: "family", Finished: 19, Begun: 22},
		{SchoolID: "l", Constituency: "leader", Finished: 1, Begun: 1},
		{SchoolID: "r", Constituency: "family", Finished: 10, Begun: 22},
	}
	for _, test := range []struct {
		minGroup              int
		all, lincoln, parents uint64
		exact                 bool
	}{
		{10, 11, 11, 11, false}, {5, 24, 18, 18, false}, {20, 0, 0, 0, false}, {1, 30, 20, 19, true},
	} {
		p, err := sample(t, test.minGroup).progress(counts, nil)
		if err != nil {
			t.Fatal(err)
		}
		group := p.Schools[0].Groups[1]
		if group.Constituency != "family" || group.Invited != 40 {
			t.Fatalf("group %+v", group)
		}
		got := []uint64{p.Finished.AtLeast, p.Schools[0].Finished.AtLeast, group.Finished.AtLeast}
		if want := []uint64{test.all, test.lincoln, test.parents}; !cmp.Equal(got, want) || p.Finished.Exact() != test.exact {
			t.Errorf("minimum %d: %v, exact %v; want %v", test.minGroup, got, p.Finished.Exact(), want)
		}
	}
}

// TestChange follows a response from an empty draft to one that is counted and changed.
func TestChange(t *testing.T) {
	s := sample(t, 10)
	r, err := s.NewRater(store.Link{AssessmentID: "a", SchoolID: "l", Constituency: "family"}, "es")
	if err != nil {
		t.Fatal(err)
	}
	change := func(id, rating, note string) {
		t.Helper()
		if err := s.Change(r, map[string]Answer{id: {rating, note}}); err != nil {
			t.Fatal(err)
		}
	}
	change("welcoming-culture", "maturing", "")
	change("language-access", "", "only a note")
	if _, ok := problem.Of(s.Finish(r)); !ok || r.Finished {
		t.Error("a response with a note and no rating is finished")
	}
	change("language-access", "dont-know", "now with an answer")
	if err := s.Finish(r); err != nil || !r.Finished {
		t.Fatalf("Finish: %v", err)
	}
	change("welcoming-culture", "advanced", "")
	if !r.Finished {
		t.Error("a change takes a finished response back")
	}
	change("language-access", "", "a note again")
	if r.Finished {
		t.Error("a response with a note and no rating stays finished")
	}
	change("language-access", "", "")
	if err := s.Change(r, map[string]Answer{"welcoming-culture": {Rating: "splendid"}}); err == nil {
		t.Error("a stage that does not exist is accepted")
	}
	p, err := s.Response(r)
	if err != nil {
		t.Fatal(err)
	}
	want := assess.ResponseDocument{
		Format: "response/1", Rubric: "cei@2023.2", ID: r.ResponseID, Draft: true, Organization: "Lincoln", Constituency: "family", Language: "es",
		Ratings: map[string]assess.RatingEntry{"welcoming-culture": {Stage: "advanced"}},
	}
	if d := cmp.Diff(want, p.Document()); d != "" {
		t.Errorf("document (-want +got):\n%s", d)
	}
}

func TestIsSheet(t *testing.T) {
	for text, want := range map[string]bool{
		"{}": false, " \n[": false, "\ufeff{": false, "a,b\n": true, "": false, "\x1f\x8bx": false,
	} {
		if got := IsSheet([]byte(text)); got != want {
			t.Errorf("IsSheet(%q) = %v", text, got)
		}
	}
}
