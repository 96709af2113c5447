package assess_test

import (
	"testing"

	"github.com/waymark-go/waymark/assess"
)

// TestRepublishErrors compares the text of each reason.
func TestRepublishErrors(t *testing.T) {
	for reason, want := range map[assess.RepublishReason]string{
		assess.RepublishPolicy:   "the wave was published under another policy or with other options: publish it under the same, or withdraw the earlier file before you publish",
		assess.RepublishParts:    "raters.by.family: the wave was published with other parts: publish with the same parts, or withdraw the earlier file before you publish",
		assess.RepublishHidden:   "raters.by.family: the wave was published with other results hidden, and the difference would expose raters: wait for the next wave, or withdraw the earlier file before you publish",
		assess.RepublishFell:     "raters.by.family: an answer was withdrawn or edited since the wave was published, and the difference would show it: leave the published file as it is, or withdraw the earlier file before you publish",
		assess.RepublishFew:      "raters.by.family: the difference to what was published would show the answers of too few raters: wait for at least 7 more, leave out the new answers, or withdraw the earlier file before you publish",
		assess.RepublishAlike:    "raters.by.family: the difference to what was published would show that the new raters answered alike: wait for more, leave out the new answers, or withdraw the earlier file before you publish",
		assess.RepublishRounding: "raters.by.family: rounded counts changed, and the difference cannot be judged: leave the published file as it is, or withdraw the earlier file before you publish",
	} {
		err := &assess.RepublishError{Reason: reason, Path: "raters.by.family", Wait: 7}
		if got := err.Error(); got != want {
			t.Errorf("%s: %s\nwant %s", reason, got, want)
		}
	}
}
