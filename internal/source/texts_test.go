package source

import (
	"math/rand/v2"
	"testing"
	"time"
)

// edit changes a few characters of a text.
func edit(d *rand.Rand, text, alphabet string) string {
	b := []byte(text)
	for range d.IntN(3) {
		c := alphabet[d.IntN(len(alphabet))]
		switch i := d.IntN(len(b) + 1); {
		case i == len(b) || d.IntN(4) == 0:
			b = append(b[:i:i], append([]byte{c}, b[i:]...)...)
		case d.IntN(4) == 0:
			b = append(b[:i:i], b[i+1:]...)
		default:
			b[i] = c
		}
	}
	return string(b)
}

func TestIsDate(t *testing.T) {
	d := rand.New(rand.NewPCG(1, 2))
	valid := 0
	for range 200_000 {
		text := edit(d, []string{"2026-10-01", "2024-02-29", "1900-02-29", "2000-02-29", "0000-12-31", "2026-04-30"}[d.IntN(6)], "0123456789-/ x")
		_, err := time.Parse(time.DateOnly, text)
		if IsDate(text) != (err == nil) || IsDate([]byte(text)) != (err == nil) {
			t.Fatalf("%q is a day: %t, time.Parse: %v", text, IsDate(text), err)
		}
		if err == nil {
			valid++
		}
	}
	if valid < 10_000 || valid > 190_000 {
		t.Errorf("%d valid days, too few of one kind to say anything", valid)
	}
}

func TestIsLanguageTag(t *testing.T) {
	d := rand.New(rand.NewPCG(3, 4))
	valid := 0
	for range 200_000 {
		text := edit(d, []string{"en", "es-MX", "zh-Hans-CN", "", "e", "eng-12345678-a", "eng-1-2-3-4-5-6-7-8-9-0-a-b-c-d-e"}[d.IntN(7)], "abzAZ019-_@[`{ \x7f\xc3")
		code, _ := checkRule("language", text)
		if want := code == ""; IsLanguageTag(text) != want || IsLanguageTag([]byte(text)) != want {
			t.Fatalf("%q is a tag: %t, the rule says %q", text, IsLanguageTag(text), code)
		}
		if code == "" {
			valid++
		}
	}
	if valid < 10_000 || valid > 190_000 {
		t.Errorf("%d valid tags, too few of one kind to say anything", valid)
	}
}
