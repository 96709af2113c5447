package reporttest

import (
	"iter"
	"testing"

	"github.com/waymark-go/waymark/report"
)

// HostileParts are how many tests share the hostile views, side by side.
const HostileParts = 4

// HostileViews yields a part of the views in which, one after the other, every hostile
// text stands in every free field: of a rubric under a page of its language and of
// another one, of a translation, and in all words of a report. If all is false it
// yields one in 32 of these views.
func HostileViews(t *testing.T, part int, all bool) iter.Seq[*report.View] {
	texts := Hostile(t)
	step := HostileParts
	if !all {
		step *= 32
	}
	return func(yield func(*report.View) bool) {
		for i := part; i < len(texts); i += step {
			for _, v := range []*report.View{
				NewDealer(texts, i).View(t, report.Languages()[i/step%2]),
				NewDealer(texts, i).Translated(t),
				NewDealer(texts, i).Spoken(t),
			} {
				if !yield(v) {
					return
				}
			}
		}
	}
}

// Control are the characters that no output may have.
func Control(r rune) bool {
	return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x2028 || r == 0x2029
}
