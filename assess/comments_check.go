package assess

import (
	"strings"
	"unicode"
)

// The things in a comment that may name a person.
const (
	checkEmail  = "email"
	checkLink   = "link"
	checkPhone  = "phone"
	checkNumber = "number"
)

// The digits that make a number worth a look. A year and a room number have fewer.
const (
	phoneDigits  = 7
	numberDigits = 5
)

// lookTwice returns what in a text may name a person, in the order of the document's words. It is a
// help for a person who reads the text and finds neither names nor every address and number.
func lookTwice(text string) (found []string) {
	var email, link bool
	for _, word := range strings.Fields(text) {
		before, after, at := strings.Cut(word, "@")
		email = email || at && before != "" && after != ""
		lower := strings.ToLower(word)
		link = link || strings.Contains(lower, "://") || strings.Contains(lower, "www.") || at && before == "" && after != ""
	}
	if email {
		found = append(found, checkEmail)
	}
	if link {
		found = append(found, checkLink)
	}
	phone, number := numbersIn(text)
	if phone {
		found = append(found, checkPhone)
	}
	if number {
		found = append(found, checkNumber)
	}
	return found
}

// numbersIn reports whether a text has something like a phone number, which is digits with a few
// signs between them, and whether it has a long number.
func numbersIn(text string) (phone, number bool) {
	grouped, run, gap := 0, 0, 0
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			grouped++
			run++
			gap = 0
			phone, number = phone || grouped >= phoneDigits, number || run >= numberDigits
			continue
		case strings.ContainsRune(" -./()+\u00a0\u202f–", r) && gap < 2:
			gap++
		default:
			grouped, gap = 0, 0
		}
		run = 0
	}
	return phone, number
}
