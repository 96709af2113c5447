package svg_test

import (
	"strings"
	"testing"

	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report/svg"
)

// The colors are those of the pictures.
func TestStageColors(t *testing.T) {
	v := reporttest.Small(t)
	var b strings.Builder
	if err := svg.Write(&b, v.Picture("domain-domain-1"), nil); err != nil {
		t.Fatal(err)
	}
	picture := b.String()
	colors, letters := svg.StageColors(len(v.Stages)), svg.LetterColors(len(v.Stages))
	if len(colors) != len(v.Stages) || len(letters) != len(v.Stages) {
		t.Fatalf("%q, %q", colors, letters)
	}
	for i, c := range colors {
		if !strings.Contains(picture, c) {
			t.Errorf("the picture does not have %s", c)
		}
		if letters[i] != "#000000" && letters[i] != "#ffffff" {
			t.Errorf("letters in %s", letters[i])
		}
	}
	for _, n := range []int{0, -1} {
		if svg.StageColors(n) != nil || svg.LetterColors(n) != nil {
			t.Errorf("colors of %d stages", n)
		}
	}
}
