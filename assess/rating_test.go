package assess_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/spectrum"
)

// Every rating is read back from its text, as a value and as a key. Other texts and numbers
// are errors.
func TestRatingText(t *testing.T) {
	want := map[assess.Rating]string{
		assess.NotAnswered: "not-answered", assess.NotApplicable: "not-applicable", assess.DontKnow: "dont-know",
		assess.Declined: "declined", assess.NotAsked: "not-asked", 1: "stage-1", spectrum.MaxStages: "stage-16",
	}
	for r, text := range want {
		if got, err := r.MarshalText(); err != nil || string(got) != text || r.String() != text {
			t.Errorf("%d is written as %q, %q, error %v, want %q", uint8(r), got, r, err, text)
		}
	}
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var back map[assess.Rating]string
	if err := json.Unmarshal(data, &back); err != nil || !maps.Equal(back, want) {
		t.Errorf("%s is read as %v, error %v", data, back, err)
	}
	valid := 0
	for i := range 256 {
		text, err := assess.Rating(i).MarshalText()
		if err != nil {
			continue
		}
		valid++
		var r assess.Rating
		if err := r.UnmarshalText(text); err != nil || r != assess.Rating(i) {
			t.Errorf("%s is read as %d, error %v", text, uint8(r), err)
		}
	}
	if valid != spectrum.MaxStages+5 {
		t.Errorf("%d ratings are written", valid)
	}
	for _, text := range []string{"", "stage-0", "stage-17", "stage-01", "stage-+1", "stage 1", "stage-", "1", "developing", "Declined"} {
		var r assess.Rating
		if err := r.UnmarshalText([]byte(text)); err == nil || !strings.Contains(err.Error(), "RatingOf") {
			t.Errorf("%q is read as %s, error %v", text, r, err)
		}
	}
}
