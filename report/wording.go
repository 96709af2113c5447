package report

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/report/internal/clean"
	"github.com/waymark-go/waymark/rubric"
)

// Wording says how much of a rubric's wording a document repeats: of the summaries of domains and
// competencies, and of descriptors.
type Wording string

// The values of Wording.
const (
	WordingFull     Wording = "full"     // all of it
	WordingSentence Wording = "sentence" // the first sentence of each text, followed by "…" if there is more
	WordingTitles   Wording = "titles"   // none, so that domains and competencies have only codes and titles
)

// fullWordingCompetencies is the number of competencies up to which a report repeats the full
// wording by default.
const fullWordingCompetencies = 50

// checkWording returns an error if Wording is unknown.
func (o *Options) checkWording() error {
	switch o.Wording {
	case "", WordingFull, WordingSentence, WordingTitles:
		return nil
	}
	known := []string{string(WordingFull), string(WordingSentence), string(WordingTitles)}
	return errors.New(joined("; ", fmt.Sprintf("report: unknown wording %q", o.Wording), source.DidYouMean(string(o.Wording), known)))
}

// abridge shortens the wording of a large rubric, unless the options say otherwise.
func (b *builder) abridge() {
	competencies := 0
	for range b.rubric.Competencies() {
		competencies++
	}
	if b.wordingRule == "" && competencies > fullWordingCompetencies {
		b.wordingRule = WordingSentence
	}
}

// repeated is like prose, for a text that Options.Wording can shorten.
func (b *builder) repeated(id, field, text string) string {
	switch b.wordingRule {
	case WordingTitles:
		return ""
	case WordingSentence:
		all := rubric.Blocks(text)
		if len(all) == 0 {
			return ""
		}
		first := firstSentence(clean.Line(all[0].Text), b.languages.of(id, field))
		if len(all) > 1 || len(first) < len(clean.Line(all[0].Text)) {
			first += " …"
		}
		return b.inLanguage(id, field, first)
	}
	return b.prose(id, field, text)
}

// firstSentence returns the first sentence of a cleaned line, or the line if it has no other. The
// package documentation has the rule.
func firstSentence(s, language string) string {
	for i, r := range s {
		if !strings.ContainsRune(".!?…。．！？؟۔।॥։።။", r) {
			continue
		}
		rest := s[i+utf8.RuneLen(r):]
		after := strings.TrimLeft(rest, ".!?…。．！？؟۔।॥"+closing)
		end := len(s) - len(after)
		if after == "" {
			return s
		}
		if strings.ContainsRune("。．！？", r) {
			return s[:end]
		}
		if next := strings.TrimSpace(after); len(next) == len(after) || goesOn(next) {
			continue
		}
		if r == '.' && isAbbreviation(s[:i], strings.TrimSpace(after), language) {
			continue
		}
		return s[:end]
	}
	return s
}

// goesOn reports whether the text after a mark is in the same sentence: it begins with a small
// letter.
func goesOn(next string) bool {
	return unicode.IsLower(firstRune(strings.TrimLeft(next, opening+" ")))
}

// opening are marks that may be before a word.
const opening = "“‘«‹\"'([¿¡–—-"

// isAbbreviation reports whether a period between two texts ends an abbreviation, the initial of a
// name, or a number at the beginning of a text.
func isAbbreviation(before, next, language string) bool {
	word := before[max(0, strings.LastIndexFunc(before, unicode.IsSpace)):]
	word = strings.ToLower(strings.TrimLeft(strings.TrimSpace(word), opening))
	switch {
	case word == "":
		return false
	case strings.Trim(word, "0123456789") == "":
		return word == before || len(word) < 3 && hasOrdinals(language)
	case utf8.RuneCountInString(word[strings.LastIndexByte(word, '.')+1:]) == 1 && (strings.Contains(word, ".") || unicode.IsUpper(lastRune(before))):
		return true // U.S. or J.
	}
	const (
		names   = " mr mrs ms mx dr drs prof st vs cf approx dept gov rev hon sr sra srta srs dra profa lic ing ud uds ej ee av "
		numbers = " p pp no nos fig figs vol vols ch sec art núm núms nº pág págs cap tel "
	)
	word = " " + word + " "
	return strings.Contains(names, word) || strings.Contains(numbers, word) && unicode.IsDigit(firstRune(next))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// hasOrdinals reports whether a language writes ordinals with a period, such as 3. Mai in German.
func hasOrdinals(language string) bool {
	primary, _, _ := strings.Cut(strings.ToLower(language), "-")
	return strings.Contains(" cs da de et fi fo hr hu is lv nb nn no pl sk sl sr ", " "+primary+" ")
}
