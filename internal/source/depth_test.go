package source

import (
	"math"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/rubric/problem"
)

// TestGreatestDepth reads documents that are nested far deeper than the greatest limit on
// nesting. Without it the stack would overflow, which no program recovers from.
func TestGreatestDepth(t *testing.T) {
	lim := Limits{Bytes: math.MaxInt32, Nodes: math.MaxInt32, Depth: math.MaxInt32}
	for _, part := range []string{"[", `{"a":`} {
		_, problems := Parse("x.json", []byte(strings.Repeat(part, 3_000_000)), lim)
		if len(problems) == 0 || problems[0].Code != problem.TooDeep {
			t.Errorf("%s: %.200v", part, problems)
		}
	}
}
