package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"
)

// laterRules are the languages whose rule in CLDR 46 differs from that of the judge's older CLDR,
// with what has changed. All other languages must agree.
var laterRules = map[string]string{
	"ceb": "had no rule; that of Filipino since CLDR 34",
	"he":  "had the form many for whole tens, dropped in CLDR 42",
	"mk":  "had the form one for 11, too, until CLDR 35",
	"mr":  "had the form one for 0, dropped in CLDR 38",
}

// TestJudged compares the plural categories and the numbers to 10,000 with those that
// golang.org/x/text has for them.
func TestJudged(t *testing.T) {
	data, err := os.ReadFile("testdata/judged.txt")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]*Words{"en": english(), "es": spanish()}
	agree := 0
	for line := range strings.Lines(string(data)) {
		fields := strings.Fields(line)
		if len(fields) < 3 || fields[0] == "#" {
			continue
		}
		want, language := fields[len(fields)-1], fields[1]
		var all strings.Builder
		switch fields[0] {
		case "plural":
			rule := pluralRuleOf(language)
			for n := range uint64(10_001) {
				all.WriteByte("zotfmx"[rule.of(n)])
			}
		case "numbers":
			for n := range uint64(10_001) {
				fmt.Fprintln(&all, words[language].grammar.number(n))
			}
		case "decimals":
			for n := -1000; n <= 1000; n++ {
				fmt.Fprintln(&all, words[language].grammar.twoPlaces(float64(n)/100))
			}
		}
		sum := sha256.Sum256([]byte(all.String()))
		_, later := laterRules[language]
		later = later && fields[0] == "plural"
		switch same := hex.EncodeToString(sum[:]) == want; {
		case same && later:
			t.Errorf("%s agrees now: %s", language, laterRules[language])
		case same:
			agree++
		case !later:
			t.Errorf("%s differs: %.40s, want %.40s", strings.Join(fields[:2], " "), all.String(), fields[2])
		}
	}
	if agree < 80 {
		t.Errorf("only %d agree", agree)
	}
}
