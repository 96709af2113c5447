package report

import (
	"bufio"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every language with a rule is tested with the sample numbers of CLDR.
func TestPluralRules(t *testing.T) {
	f, err := os.Open("testdata/plurals.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var languages []string
	tested := make(map[string]bool)
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		name, rest, _ := strings.Cut(lines.Text(), " ")
		switch name {
		case "", "#":
		case "languages":
			languages = strings.Fields(rest)
		default:
			for _, language := range languages {
				tested[language] = true
				testSamples(t, language, name, rest)
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	for _, r := range pluralRules {
		for _, language := range strings.Fields(r.languages) {
			if !tested[language] && language != "hmn" && language != "mww" {
				t.Errorf("no samples for %s", language)
			}
		}
	}
}

// testSamples checks samples such as "3~10, 103".
func testSamples(t *testing.T, language, name, samples string) {
	t.Helper()
	rule := pluralRuleOf(language)
	for sample := range strings.SplitSeq(samples, ", ") {
		first, last, isRange := strings.Cut(sample, "~")
		if !isRange {
			last = first
		}
		from, err := strconv.ParseUint(first, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		to, err := strconv.ParseUint(last, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		for n := from; n <= to; n++ {
			if got := categoryNames[rule.of(n)]; got != name {
				t.Errorf("%s: %d is %s, want %s", language, n, got, name)
			}
		}
	}
}

// A rule gives only the categories in its list. A category of a single number is given for
// no other number.
func TestPluralRuleUse(t *testing.T) {
	for _, r := range pluralRules {
		used, single := r.used()
		count := make(map[category]int)
		for n := range uint64(20_000) {
			count[r.of(n)]++
		}
		for c, n := range count {
			if !slices.Contains(used, c) {
				t.Errorf("%s: %s is not among those in use", r.name, categoryNames[c])
			}
			if slices.Contains(single, c) != (n == 1) {
				t.Errorf("%s: %s has %d numbers", r.name, categoryNames[c], n)
			}
		}
		if r.of(1_000_000_000) != r.of(2_000_000) && r.of(1_000_000_000) != r.of(1_000_000) {
			t.Errorf("%s: a milliard is %s", r.name, categoryNames[r.of(1_000_000_000)])
		}
	}
}

func TestPluralRuleOf(t *testing.T) {
	for tag, want := range map[string]string{
		"en-US": "one", "ES-mx": "one-million", "pt": "zero-one-million", "pt-PT": "one-million", "pt-BR": "zero-one-million",
		"zh-Hant-TW": "other", "hmn": "other", "ar-XB": "arabic", "sr-Latn": "croatian", "fil": "tagalog", "vi": "other",
	} {
		if got := pluralRuleOf(tag); got == nil || got.name != want {
			t.Errorf("%s has the rule %v, want %s", tag, got, want)
		}
	}
	if got := pluralRuleOf("tlh"); got != nil {
		t.Errorf("Klingon has the rule %s", got.name)
	}
	data, err := WordsFile("en")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.FieldsFunc(string(data), func(r rune) bool { return strings.ContainsRune(" ,\n", r) })
	for _, name := range pluralRuleNames() {
		if !slices.Contains(words, name) {
			t.Errorf("the comments of en.yaml do not name the rule %s", name)
		}
		if r := pluralRuleNamed(name); r == nil || r.name != name {
			t.Errorf("no rule is called %s", name)
		}
	}
}
