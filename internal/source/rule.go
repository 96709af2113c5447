package source

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/waymark-go/waymark/rubric/problem"
)

// Rule is a constraint on a text. A field's rule tag names it, and the JSON Schemas are made
// from it.
type Rule struct {
	Pattern string       // in ECMA-262 and ASCII, in the part of the syntax that RE2 and Python share; "" for any
	Min     int          // runes at least
	Max     int          // runes at most
	Code    problem.Code // of the problem when Pattern does not match
	Want    string       // completes "expected ..."
	Trim    bool         // trailing line ends, which YAML block texts have, are removed
}

// notBlank matches any character that is not white space: the white space of ECMA-262 and
// U+0085. It is in ASCII, since generators of code copy patterns into sources, where some
// characters are not allowed. Python's \s has the separators U+001C to U+001F too, which the
// second part accepts.
const notBlank = `(?:[^\s\x0b\x85\xa0]|[\x1c-\x1f])`

// ecmaSpace is \s of ECMA-262 in a class of RE2, whose own \s has fewer characters.
const ecmaSpace = `\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`

// Expression returns a pattern of ECMA-262, such as that of a Rule, for package regexp. The pattern
// may have \s only within a class, and no escaped backslash before an s.
func Expression(pattern string) string { return strings.ReplaceAll(pattern, `\s`, ecmaSpace) }

// oneLine matches a text without control characters that is not blank.
const oneLine = `^[^\x00-\x1f\x7f]*` + notBlank + `[^\x00-\x1f\x7f]*$`

// rules are the rules by name.
var rules = sync.OnceValue(func() map[string]Rule {
	return map[string]Rule{
		"id":       {Pattern: `^[a-z0-9]+(-[a-z0-9]+)*$`, Min: 1, Max: 100, Code: problem.BadID, Want: "an id: lower-case letters, digits and single hyphens"},
		"edition":  {Pattern: `^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$`, Min: 1, Max: 40, Code: problem.BadID, Want: "an edition such as 2023.2"},
		"ref":      {Pattern: `^[a-z0-9]+(-[a-z0-9]+)*@[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$`, Min: 3, Max: 141, Code: problem.BadID, Want: "a rubric and its edition, such as cei@2023.2"},
		"language": {Pattern: `^[A-Za-z]{2,3}(-[0-9A-Za-z]{1,8})*$`, Min: 2, Max: 35, Code: problem.BadFormat, Want: "a language tag such as en or es-MX"},
		"date":     {Pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`, Min: 10, Max: 10, Code: problem.BadFormat, Want: "a calendar day such as 2026-10-01"},
		"url":      {Pattern: `^https?://[!-~]+$`, Min: 8, Max: 2000, Code: problem.BadFormat, Want: "a web address that starts with https:// or http://"},
		"link":     {Pattern: `^(https?://|mailto:)[!-~]+$`, Min: 8, Max: 2000, Code: problem.BadFormat, Want: "an address that starts with https://, http:// or mailto:"},
		"hash":     {Pattern: `^[0-9a-f]{12}$`, Min: 12, Max: 12, Code: problem.BadFormat, Want: "a hash of 12 hexadecimal digits"},
		"digest":   {Pattern: `^sha256:[0-9a-f]{64}$`, Min: 71, Max: 71, Code: problem.BadFormat, Want: "sha256: and 64 hexadecimal digits"},
		"code":     {Pattern: notBlank, Min: 1, Max: 40, Code: problem.Blank, Want: "text that is not blank"},
		"name":     {Pattern: oneLine, Min: 1, Max: 200, Code: problem.BadFormat, Want: "text on one line that is not blank"},
		"title":    {Pattern: notBlank, Min: 1, Max: 1000, Code: problem.Blank, Want: "text that is not blank", Trim: true},
		"text":     {Pattern: notBlank, Min: 1, Max: 20_000, Code: problem.Blank, Want: "text that is not blank", Trim: true},
		"sentence": {Pattern: oneLine, Min: 1, Max: 2000, Code: problem.BadFormat, Want: "text on one line that is not blank", Trim: true},
		// The separator of items or digits may be a space or empty.
		"separator": {Pattern: `^[^\x00-\x1f\x7f]*$`, Min: 0, Max: 5, Code: problem.BadFormat, Want: "a few characters on one line"},
		"free":      {Min: 0, Max: 20_000},
	}
})

// RuleNamed returns the rule with the given name.
func RuleNamed(name string) (Rule, bool) {
	r, ok := rules()[name]
	return r, ok
}

var patterns = sync.OnceValue(func() map[string]*regexp.Regexp {
	m := make(map[string]*regexp.Regexp)
	for name, r := range rules() {
		if r.Pattern != "" {
			m[name] = regexp.MustCompile(Expression(r.Pattern))
		}
	}
	return m
})

// checkRule returns the code and the message of the problem if the text breaks the rule,
// and "" otherwise.
func checkRule(name, text string) (code problem.Code, msg string) {
	r, ok := rules()[name]
	if !ok {
		return "", ""
	}
	if p := patterns()[name]; p != nil && !p.MatchString(text) {
		if !patterns()["text"].MatchString(text) {
			return problem.Blank, "is blank; expected " + r.Want
		}
		return r.Code, "is " + Quote(text) + "; expected " + r.Want
	}
	if n := utf8.RuneCountInString(text); n > r.Max {
		return problem.TooLong, "has " + plural(n, "character", "characters") + ", the limit is " + plural(r.Max, "character", "characters")
	}
	return "", ""
}

// Keeps reports whether text keeps the rule with the given name: its pattern and its
// limits on length.
func Keeps(name, text string) bool {
	code, _ := checkRule(name, text)
	return code == ""
}
