package report

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/waymark-go/waymark/report/internal/clean"

	"github.com/waymark-go/waymark/rubric"
)

// TaggedText is a text that may contain wording of the rubric, in parts by language. Usually it is
// one part in the language of the view. nil is the empty text.
//
// Texts of the rubric and of a consensus, except titles and messages, can have several paragraphs and
// lists. Blocks returns these, Flat and String put them on one line.
type TaggedText []TextPart

// TextPart is a part of a [TaggedText]. Text is one line. Language is its BCP 47 tag, or "" for the
// language of the view. Direction is "ltr" or "rtl", or "" for the direction of the view.
//
// Begins is the kind of the block that the part begins, and Number the number of a list item. Begins
// is 0 if the part continues the text before it, and for the first part of a text that begins with a
// paragraph.
type TextPart struct {
	Text, Language, Direction string

	Begins rubric.BlockKind
	Number uint16
}

// String returns the whole text on one line.
func (t TaggedText) String() string {
	if len(t) == 1 && t[0].Begins != rubric.BlockNumber {
		return t[0].Text
	}
	var b strings.Builder
	for _, p := range t.Flat() {
		b.WriteString(p.Text)
	}
	return b.String()
}

// sameLanguage compares the primary subtags: es-MX and es are the same language.
func sameLanguage(a, b string) bool {
	a, _, _ = strings.Cut(a, "-")
	b, _, _ = strings.Cut(b, "-")
	return strings.EqualFold(a, b)
}

// rightToLeft are the languages written from right to left, for texts whose document does not say.
var rightToLeft = []string{"ar", "arc", "ckb", "dv", "fa", "he", "ks", "pnb", "ps", "sd", "syr", "ug", "ur", "yi"}

func directionOf(tag string) string {
	if slices.ContainsFunc(rightToLeft, func(l string) bool { return sameLanguage(tag, l) }) {
		return "rtl"
	}
	return "ltr"
}

// While sentences are put together, a text in another language than the page's is between these
// marks. The character after the first one is the index of the language. Cleaned texts have no
// control characters, so the marks are unambiguous.
const (
	markOpen  = '\x01'
	markClose = '\x02'
)

// languages knows the language of each text of a rubric.
type languages struct {
	page      string            // of the fixed words
	script    string            // the direction of the page
	base      string            // of the rubric's texts except others
	others    map[string]string // by text key
	direction string            // of base
	foreign   bool              // some texts are in another language than the page
	list      []TextPart        // the other languages seen so far; Text is empty
}

func newLanguages(r *rubric.Rubric, words *Words) languages {
	t := languages{page: words.Language(), script: words.Direction(), base: clean.Line(r.Language()), direction: r.Direction()}
	t.foreign = !sameLanguage(t.base, t.page)
	t.others = make(map[string]string)
	for text := range r.Texts() {
		if text.Language != r.Language() {
			t.others[text.Key] = clean.Line(text.Language)
			t.foreign = true
		}
	}
	return t
}

// wording cleans a text of the rubric and marks its language. id and field make the key of the
// text; id is "" for texts of the document itself.
func (b *builder) wording(id, field, text string) string {
	return b.inLanguage(id, field, clean.Line(text))
}

// inLanguage marks the language of a cleaned text of the rubric.
func (b *builder) inLanguage(id, field, text string) string {
	if !b.languages.foreign {
		return text
	}
	return b.languages.mark(text, b.languages.of(id, field))
}

// of returns the language of a text of the rubric.
func (t *languages) of(id, field string) string {
	key := field
	if id != "" {
		key = id + "." + field
	}
	if language, ok := t.others[key]; ok {
		return language
	}
	return t.base
}

// mark marks a cleaned text as being in a language, unless it is the page's.
func (t *languages) mark(text, language string) string {
	if text == "" || sameLanguage(language, t.page) {
		return text
	}
	i := slices.IndexFunc(t.list, func(p TextPart) bool { return p.Language == language })
	if i < 0 {
		p := TextPart{Language: language}
		direction := t.direction
		if language != t.base {
			direction = directionOf(language)
		}
		if direction != t.script {
			p.Direction = direction
		}
		i = len(t.list)
		t.list = append(t.list, p)
	}
	return string(markOpen) + string(rune(' '+i)) + text + string(markClose)
}

// text converts a marked text.
func (b *builder) text(s string) TaggedText {
	if s == "" {
		return nil
	}
	if isUnmarked(s) {
		t := TaggedText(b.parts.take(1))
		t[0].Text = s
		return t
	}
	var t TaggedText
	for {
		before, rest, found := strings.Cut(s, string(markOpen))
		t = appendBlocks(t, TextPart{}, before)
		if !found {
			return joinParts(t)
		}
		place, size := utf8.DecodeRuneInString(rest)
		text, after, _ := strings.Cut(rest[size:], string(markClose))
		t = appendBlocks(t, b.languages.list[place-' '], text)
		s = after
	}
}

// isUnmarked reports whether a text has no marks. It may return false for other texts.
func isUnmarked(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' {
			return false
		}
	}
	return true
}

func (b *builder) texts(list []string) []TaggedText {
	var out []TaggedText
	for _, s := range list {
		out = append(out, b.text(s))
	}
	return out
}

// joinParts joins two parts in the same language if only punctuation is between them.
func joinParts(t TaggedText) TaggedText {
	for i := 2; i < len(t); {
		if t[i].Language == t[i-2].Language && t[i].Language != "" && t[i-1].Begins == 0 && t[i].Begins == 0 && !strings.ContainsFunc(t[i-1].Text, isWord) {
			t[i-2].Text += t[i-1].Text + t[i].Text
			t = slices.Delete(t, i-1, i+1)
			continue
		}
		i++
	}
	return t
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// unclosed removes the period at the end of a phrase.
func unclosed(s string) string {
	if strings.HasSuffix(s, "..") {
		return s
	}
	return strings.TrimSuffix(s, ".")
}

// isClosed reports whether s ends with a punctuation mark of a sentence, in any language.
func isClosed(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, string(markClose)+"”»\"'"))
	return strings.ContainsRune(".!?…。！？؟۔।։።។", last)
}
