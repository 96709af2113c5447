package assess_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// invitedTally has so many raters of each constituency of the latest edition, whose ratings differ.
func invitedTally(t *testing.T, raters map[string]int) *assess.Tally {
	t.Helper()
	r, tally := cei.Latest(), new(assess.Tally)
	stages := []string{"not-evident", "developing", "maturing", "advanced"}
	for id, n := range raters {
		for i := range n {
			ratings := map[string]string{}
			for c := range r.Competencies() {
				ratings[c.ID()] = stages[(i+c.Index())%len(stages)]
			}
			data, err := json.Marshal(map[string]any{
				"format": "response/1", "rubric": r.Ref().String(), "id": id + "-" + string(rune('a'+i%26)) + strings.Repeat("x", i/26),
				"constituency": id, "ratings": ratings,
			})
			if err != nil {
				t.Fatal(err)
			}
			p, err := assess.LoadResponse(r, "r.json", data, nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := tally.Add(p); err != nil {
				t.Fatal(err)
			}
		}
	}
	return tally
}

func publishInvited(t *testing.T, tally *assess.Tally, in assess.Invitations) *assess.Published {
	t.Helper()
	s, err := tally.Summarize(cei.Latest(), &assess.SummaryOptions{Invited: in})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Publish(assess.Policy{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestResponseRate(t *testing.T) {
	tally := invitedTally(t, map[string]int{"student": 40, "family": 30, "educator": 20, "leader": 12, "community": 11})
	p := publishInvited(t, tally, assess.Invitations{"student": 80, "family": 120, "educator": 20, "leader": 11})
	type rate struct {
		Share float64
		OK    bool
	}
	got := map[string]rate{}
	for _, id := range []string{"student", "family", "educator", "leader", "community", assess.AllRaters, "nobody"} {
		share, ok := p.ResponseRate(id)
		got[id] = rate{share, ok}
	}
	want := map[string]rate{
		"student": {0.5, true}, "family": {0.25, true}, "educator": {1, true},
		"leader": {}, "community": {}, assess.AllRaters: {}, "nobody": {}, // too many, unknown, unknown, no such id
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("response rates (-want +got):\n%s", diff)
	}
	var warned []string
	for w := range p.Warnings() {
		if w.Code == assess.WarnMoreThanInvited {
			warned = append(warned, w.Path)
		}
	}
	if diff := cmp.Diff([]string{"invited.by.leader"}, warned); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

// The number invited is hidden where that of raters is, and the document reads back.
func TestInvitedIsHiddenWithRaters(t *testing.T) {
	tally := invitedTally(t, map[string]int{"student": 40, "family": 30, "educator": 20, "leader": 4, "community": 11})
	in := assess.Invitations{"student": 80, "family": 120, "educator": 20, "leader": 5, "community": 15}
	p := publishInvited(t, tally, in)
	hidden := 0
	for id := range in {
		n, ok := p.Invited(id)
		if raters := p.Raters(id); !ok || n.Hidden != raters.Hidden {
			t.Errorf("%s: %+v people invited, known %v, %+v raters", id, n, ok, raters)
		} else if n.Hidden {
			hidden++
		}
	}
	if hidden < 2 {
		t.Errorf("%d numbers are hidden, want the small one and another", hidden)
	}
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	back, err := assess.LoadPublished(cei.Latest(), "s.json", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(back)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(data), string(again)); diff != "" {
		t.Errorf("written again (-first +second):\n%s", diff)
	}
}

func TestInvitedOfDocumentsIsChecked(t *testing.T) {
	tally := invitedTally(t, map[string]int{"student": 40, "family": 30, "educator": 20, "leader": 12, "community": 11})
	data, err := json.Marshal(publishInvited(t, tally, assess.Invitations{"student": 80, "family": 120, "educator": 20, "leader": 15, "community": 15}))
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"sum":     {`"invited":{"all":250`, `"invited":{"all":251`},
		"unknown": {`"invited":{"all":250,"by":{"community":15`, `"invited":{"all":250,"by":{"comunity":15`},
		"hidden":  {`"invited":{"all":250,"by":{"community":15`, `"invited":{"all":250,"by":{"community":{"hidden":true}`},
	} {
		changed := strings.Replace(string(data), change[0], change[1], 1)
		if changed == string(data) {
			t.Fatalf("%s: nothing to change in %.300s", name, data)
		}
		_, err := assess.LoadPublished(cei.Latest(), "s.json", []byte(changed), nil)
		list, _ := problem.Of(err)
		if len(list) == 0 || !strings.HasPrefix(list[0].Path, "invited") {
			t.Errorf("%s: error %v, want a problem of invited", name, err)
		}
	}
}

func TestInvitationsAreChecked(t *testing.T) {
	for name, in := range map[string]assess.Invitations{
		"unknown":   {"familie": 3},
		"too small": {assess.AllRaters: 10, "family": 11},
		"not sum":   {assess.AllRaters: 16, "student": 1, "family": 2, "educator": 3, "leader": 4, "community": 5},
		"overflow":  {"student": 1 << 63, "family": 1 << 63},
	} {
		if _, err := new(assess.Tally).Summarize(cei.Latest(), &assess.SummaryOptions{Invited: in}); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

// A node has the sum of its parts if all of them are known.
func TestInvitedOfHierarchy(t *testing.T) {
	sizes := map[string]int{"student": 40, "family": 30, "educator": 20, "leader": 12, "community": 11}
	parts := func(yield func(assess.Part) bool) {
		for _, p := range []assess.Part{
			{ID: "state"},
			{ID: "district", Parent: "state"},
			{ID: "a", Parent: "district", Tally: invitedTally(t, sizes)},
			{ID: "b", Parent: "district", Tally: invitedTally(t, sizes)},
			{ID: "c", Parent: "state", Tally: invitedTally(t, sizes)},
		} {
			if !yield(p) {
				return
			}
		}
	}
	h, err := assess.PublishHierarchy(cei.Latest(), parts, assess.Policy{}, &assess.HierarchyOptions{
		Invited: map[string]assess.Invitations{"a": {"student": 100, "family": 50}, "b": {"student": 50}},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for part, err := range h.All() {
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(part.Published.Document().Invited)
		if err != nil {
			t.Fatal(err)
		}
		got[part.ID] = string(data)
	}
	want := map[string]string{
		"a": `{"by":{"family":50,"student":100}}`, "b": `{"by":{"student":50}}`, "c": "null",
		"district": `{"by":{"student":150}}`, "state": "null",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("people invited (-want +got):\n%s", diff)
	}
	_, err = assess.PublishHierarchy(cei.Latest(), parts, assess.Policy{}, &assess.HierarchyOptions{
		Invited: map[string]assess.Invitations{"district": {"student": 300}, "b": {"student": 50}, "a": {"student": 50}},
	})
	if want := `people invited of "district" and of its part "a"`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("people invited twice: error %v, want %s", err, want)
	}
}

// A node with parts has the numbers that are given for it, and its parts have none.
func TestInvitedOfDividedSchool(t *testing.T) {
	sizes := map[string]int{"student": 40, "family": 30, "educator": 20, "leader": 12, "community": 11}
	parts := slices.Values([]assess.Part{
		{ID: "district"},
		{ID: "school", Parent: "district"},
		{ID: "school/6-8", Parent: "school", Tally: invitedTally(t, sizes)},
		{ID: "school/9-12", Parent: "school", Tally: invitedTally(t, sizes)},
	})
	h, err := assess.PublishHierarchy(cei.Latest(), parts, assess.Policy{}, &assess.HierarchyOptions{
		Invited: map[string]assess.Invitations{"school": {"student": 160, "family": 120}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for part, err := range h.All() {
		if err != nil {
			t.Fatal(err)
		}
		share, ok := part.Published.ResponseRate("family")
		if want := !strings.Contains(part.ID, "/"); ok != want || ok && share != 0.5 {
			t.Errorf("%s: response rate %v, %t", part.ID, share, ok)
		}
	}
}
