package source

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// A hint never suggests what is written already, nor what looks the same in the message.
func TestHintsNeverRepeatTheWord(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 0))
	word := func() string {
		var b strings.Builder
		for range 1 + rng.IntN(4) {
			b.WriteByte("aAbB-s "[rng.IntN(7)])
		}
		return strings.Repeat("long-title-", 6*rng.IntN(2)) + b.String()
	}
	for range 20_000 {
		text := word()
		candidates := []string{text, word(), word(), text, word()}
		rng.Shuffle(len(candidates), func(i, j int) { candidates[i], candidates[j] = candidates[j], candidates[i] })
		hint := DidYouMean(text, candidates)
		if strings.HasSuffix(hint, " "+Quote(text)+"?") || strings.HasSuffix(hint, " "+strconv.Quote(text)+"?") {
			t.Fatalf("the hint for %q of %q is %s", text, candidates, hint)
		}
		if hint := idHint("id", "bad-id", text); strings.HasSuffix(hint, " "+strconv.Quote(text)+"?") {
			t.Fatalf("the id proposed for %q is %s", text, hint)
		}
	}
}

// A comment that is nothing but a number was meant as text.
func TestNumberAfterHash(t *testing.T) {
	for _, tt := range []struct {
		yaml string
		cut  bool
	}{
		{"title: Room #5", true},
		{"title: Room # 5", true},
		{"title: Room #  12b", true},
		{"title: Room # 5.1-3", true},
		{"title: Room # 5 or 6", false},
		{"title: Room # the number", false},
		{"title: Room # b", false},
		{"title: Room ## 5", false},
		{"title: \"Room # 5\"", false},
		{"title: Room # ", false},
		{"# 5\ntitle: Room", false},
	} {
		_, problems := Parse("a.yaml", []byte(tt.yaml), Limits{})
		if cut := len(problems) == 1 && problems[0].Code == "cut-text"; cut != tt.cut || len(problems) > 1 {
			t.Errorf("%s: problems %v", tt.yaml, problems)
		}
	}
}
