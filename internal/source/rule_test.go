package source_test

import (
	"regexp"
	"testing"
	"unicode"

	"github.com/waymark-go/waymark/internal/source"
)

// Patterns are printable ASCII, and blank texts are those of the white space of ECMA-262 and
// U+0085, one character at a time.
func TestBlank(t *testing.T) {
	blank := make(map[rune]bool)
	for _, c := range "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff" {
		blank[c] = true
	}
	for _, name := range []string{"code", "title", "text"} {
		r, _ := source.RuleNamed(name)
		for _, c := range r.Pattern {
			if c > unicode.MaxASCII || !unicode.IsPrint(c) {
				t.Errorf("%s: the pattern has %U", name, c)
			}
		}
		matches := regexp.MustCompile(source.Expression(r.Pattern)).MatchString
		for c := range rune(0x10000) {
			if c >= 0xd800 && c < 0xe000 {
				continue
			}
			if matches(string(c)) == blank[c] {
				t.Errorf("%s: %U is blank: %t", name, c, !blank[c])
			}
		}
	}
}

// A text on one line has no control character, wherever it is.
func TestOneLine(t *testing.T) {
	for _, name := range []string{"name", "sentence"} {
		r, _ := source.RuleNamed(name)
		matches := regexp.MustCompile(source.Expression(r.Pattern)).MatchString
		for c := range rune(0x100) {
			for _, text := range []string{string(c), "a" + string(c), string(c) + "b", "a" + string(c) + "b"} {
				alone := text == string(c)
				want := c > 0x1f && c != 0x7f && !(alone && (c == ' ' || c == 0x85 || c == 0xa0))
				if matches(text) != want {
					t.Errorf("%s: %q matches: %t, want %t", name, text, !want, want)
				}
			}
		}
	}
}
