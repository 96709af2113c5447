package assess_test

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// All ways to give the root of a tree mean the same.
func TestPublishHierarchyRoot(t *testing.T) {
	tally := answering(t, []int{20, 20, 20, 20, 20}, 1, stageWords...)
	school := func(id, parent string) assess.Part { return assess.Part{ID: id, Parent: parent, Tally: tally} }
	for name, same := range map[string][][]assess.Part{
		"two schools": {
			{school("a", "d"), school("b", "d"), {ID: "d"}},
			{school("a", "d"), school("b", "d")},
			{{ID: "d", Parent: "d"}, school("a", "d"), school("b", "d")},
		},
		"one school":              {{school("a", "d"), {ID: "d"}}, {school("a", "d")}},
		"its own school":          {{school("d", "")}, {school("d", "d")}},
		"its own, with languages": {{{ID: "d"}, school("d/en", "d"), school("d/es", "d")}, {school("d/en", "d"), school("d/es", "d"), {ID: "d", Parent: "d"}}},
	} {
		want := encodings(t, hierarchy(t, same[0], assess.Policy{}, nil))
		for _, parts := range same[1:] {
			if diff := cmp.Diff(want, encodings(t, hierarchy(t, parts, assess.Policy{}, nil))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	}
}

// An organization that is its own school has the document of a summary by itself, and a school below an
// organization has the same results but says where it is.
func TestPublishHierarchyOwnSchool(t *testing.T) {
	tally := answering(t, []int{20, 20, 20, 20, 20}, 1, stageWords...)
	alone := publish(t, tally, assess.Policy{})
	own := encodings(t, hierarchy(t, []assess.Part{{ID: "d", Parent: "d", Tally: tally}}, assess.Policy{}, nil))
	if diff := cmp.Diff(map[string]string{"d": encode(t, alone)}, own); diff != "" {
		t.Errorf("a summary by itself (-) and the only node of a tree (+):\n%s", diff)
	}
	h := hierarchy(t, []assess.Part{{ID: "a", Parent: "d", Tally: tally}}, assess.Policy{}, nil)
	places := map[assess.Place]bool{}
	for part, err := range h.All() {
		if err != nil {
			t.Fatal(err)
		}
		place, _ := part.Published.Place()
		places[place] = true
		for c := range cei.Latest().Competencies() {
			want, _ := alone.Cell(c.ID(), assess.AllRaters)
			if got, _ := part.Published.Cell(c.ID(), assess.AllRaters); fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s, %s: %+v, want %+v", part.ID, c.ID(), got, want)
			}
		}
	}
	if diff := cmp.Diff(map[assess.Place]bool{{ID: "a", Parent: "d"}: true, {ID: "d"}: true}, places); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
}

// The parent of the root of a collection is "" or the root.
func TestCollectionPublishHierarchyRoot(t *testing.T) {
	for _, schools := range [][]string{{"a", "b"}, {"a"}, {"d"}} {
		var trees [2]map[string]string
		for i, root := range []string{"", "d"} {
			var inputs []assess.ResponseInput
			for _, school := range schools {
				line := fmt.Sprintf(`{"format":"response/1","rubric":"cei@2023.2","id":"1","organization":%q,"constituency":"family","ratings":{"language-access":"maturing"}}`, school)
				inputs = append(inputs, assess.ResponseInput{Name: school + ".ndjson", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(line)), nil }})
			}
			c, err := assess.Collect(t.Context(), cei.Latest(), inputs, &assess.CollectOptions{Key: assess.ByOrganization})
			if err != nil {
				t.Fatal(err)
			}
			h, err := c.PublishHierarchy(func(id string) string {
				if id == "d" {
					return root
				}
				return "d"
			}, assess.Policy{}, nil)
			if err != nil {
				t.Fatalf("%q: %v", schools, err)
			}
			trees[i] = encodings(t, h)
		}
		if diff := cmp.Diff(trees[0], trees[1]); diff != "" {
			t.Errorf("%q: with the parent %q (-) and with itself (+):\n%s", schools, "", diff)
		}
		if want := len(slices.Compact(append(schools, "d"))); len(trees[0]) != want {
			t.Errorf("%q: %d nodes %q", schools, len(trees[0]), slices.Sorted(maps.Keys(trees[0])))
		}
	}
}
