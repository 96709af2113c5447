package sheet

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
)

// resembled is a name of the rubric that headers are compared with.
type resembled struct {
	name, key string
	words     []string // of the key, without small words
}

// smallWords are words without a meaning by themselves, in English and Spanish.
const smallWords = " a an and are at for in is of on or the to with y o de del la el los las en para con un una se "

// addResembled collects the names of competencies and domains.
func (h *headings) addResembled(rubrics []*rubric.Rubric) {
	h.common = make(map[string]int)
	add := func(name string) {
		r := resembled{name: name, key: fold(name)}
		for w := range strings.FieldsSeq(r.key) {
			if !strings.Contains(smallWords, " "+w+" ") {
				r.words = append(r.words, w)
				h.common[w]++
			}
		}
		h.resembled = append(h.resembled, r)
	}
	for _, r := range rubrics {
		for c := range r.Competencies() {
			add(c.Title())
		}
		for d := range r.Domains() {
			add(d.Title())
		}
	}
}

// resembles returns the name of a competency or domain that a header may stand for, or "".
// It errs towards one: what resembles nothing is ignored.
func (h *headings) resembles(header string) string {
	if utf8.RuneCountInString(header) > 2*maxTitle {
		return ""
	}
	texts := []string{header}
	for _, p := range h.pieces(header) {
		if p.part == columnUnknown {
			texts = append(texts, p.text)
		}
	}
	if rest, ok := cutNumber(fold(header)); ok {
		texts = append(texts, rest)
	}
	for _, text := range texts {
		text = trimCell(text)
		if utf8.RuneCountInString(text) < 6 {
			continue
		}
		if near := source.Nearest(text, h.competencyNames()); near != "" {
			return near
		}
	}
	key := fold(header)
	words := strings.Fields(key)
	for _, r := range h.resembled {
		if len(r.words) >= 2 && strings.Contains(" "+key+" ", " "+r.key+" ") || h.shareWords(words, r) || abbreviates(words, strings.Fields(r.key)) {
			return r.name
		}
	}
	return ""
}

// shareWords reports whether two thirds of the words of a name are in a header, among
// them one that few names have.
func (h *headings) shareWords(words []string, r resembled) bool {
	n, rare := 0, false
	for _, w := range r.words {
		if slices.Contains(words, w) {
			n++
			rare = rare || h.common[w] <= 2
		}
	}
	return rare && n >= 2 && 3*n >= 2*len(r.words)
}

// abbreviates reports whether each word begins the word of a name at its place.
func abbreviates(words, name []string) bool {
	if len(words) != len(name) || len(words) < 2 {
		return false
	}
	for i, w := range words {
		if len(w) < 3 && w != name[i] || !strings.HasPrefix(name[i], w) {
			return false
		}
	}
	return true
}

// commentOn returns the competency that a header asks a comment on, such as "Why did you
// choose this rating for Crucial conversations?", or -1.
func (h *headings) commentOn(header string) int {
	if !asksForComment(header) {
		return -1
	}
	key := " " + fold(header) + " "
	comp := -1
	for name, found := range h.known {
		if len(found) != 1 || found[0].comp < 0 || found[0].kind != columnRating || !strings.Contains(name, " ") && len(name) < 8 {
			continue
		}
		if strings.Contains(key, " "+name+" ") {
			if comp >= 0 && comp != found[0].comp {
				return -1
			}
			comp = found[0].comp
		}
	}
	return comp
}

// asksForComment reports whether a header asks for free text.
func asksForComment(header string) bool {
	key := " " + fold(header) + " "
	return slices.ContainsFunc(commentWords(), func(w string) bool { return strings.Contains(key, " "+w+" ") })
}

// commentWords are words, folded, that ask for free text.
func commentWords() []string {
	return []string{
		"why", "explain", "explanation", "reason", "reasons", "comment", "comments", "describe", "elaborate", "tell us more", "rationale", "feedback on", "notes",
		"por que", "explique", "explica", "razon", "motivo", "comentario", "comentarios", "describa", "detalle",
	}
}

// withoutPictures returns a folded text without emoji, or the text if nothing is left.
// Gestures and crosses stay, because they can take back what a word says.
func withoutPictures(key string) string {
	if strings.IndexFunc(key, isPicture) < 0 {
		return key
	}
	rest := strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if isPicture(r) {
			return ' '
		}
		return r
	}, key)), " ")
	if rest == "" {
		return key
	}
	return rest
}

func isPicture(r rune) bool {
	switch {
	case 0xfe00 <= r && r <= 0xfe0f, 0x1f3fb <= r && r <= 0x1f3ff:
		return true // selectors and skin tones
	case 0x1f446 <= r && r <= 0x1f450, r == 0x1f6ab, r == 0x1f645:
		return false
	}
	return 0x1f300 <= r && r <= 0x1faff || r == '✔' || r == '✓' || r == '✅' || r == '☑' || r == '★' || r == '⭐'
}
