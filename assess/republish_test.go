package assess_test

import (
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
)

// TestRepublishErrors writes the error of each reason. All are different and say something.
func TestRepublishErrors(t *testing.T) {
	seen := make(map[string]bool)
	for _, reason := range []assess.RepublishReason{
		assess.RepublishPolicy, assess.RepublishRounding, assess.RepublishFell, assess.RepublishFew,
	} {
		err := &assess.RepublishError{Reason: reason, Path: "raters.by.family", Wait: 7}
		text := err.Error()
		if len(text) < 30 || seen[text] {
			t.Errorf("%s: %q", reason, text)
		}
		seen[text] = true
		if reason == assess.RepublishFew && (!strings.Contains(text, "7") || !strings.Contains(text, "family")) {
			t.Errorf("%s: %q does not say how many of which", reason, text)
		}
	}
}
