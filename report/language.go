package report

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/waymark-go/waymark/report/internal/clean"

	"github.com/waymark-go/waymark/rubric"
)

// TaggedText is a text that may hold wording of the rubric, in parts by language. Nearly
// always it is one part in the language of the view.
type TaggedText []TextPart

// TextPart is a part of a [TaggedText]. Language is its BCP 47 tag, "" where that is the
// language of the view, and Direction that of its script, "" where that is the
// direction of the view.
type TextPart struct{ Text, Language, Direction string }

// String returns the whole text.
func (t TaggedText) String() string {
	if len(t) == 1 {
		return t[0].Text
	}
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.Text)
	}
	return b.String()
}

// sameLanguage compares the primary subtags: es-MX and es are one language.
func sameLanguage(a, b string) bool {
	a, _, _ = strings.Cut(a, "-")
	b, _, _ = strings.Cut(b, "-")
	return strings.EqualFold(a, b)
}

// rightToLeft are the languages written so, for texts of which no document says.
var rightToLeft = []string{"ar", "arc", "ckb", "dv", "fa", "he", "ks", "pnb", "ps", "sd", "syr", "ug", "ur", "yi"}

func directionOf(tag string) string {
	if slices.ContainsFunc(rightToLeft, func(l string) bool { return sameLanguage(tag, l) }) {
		return "rtl"
	}
	return "ltr"
}

// A wording in another language than the page's is between these marks, with the
// place of its language after the first, while sentences are made of it; text
// takes them out again. Texts have no control characters once they are clean, so
// nothing else is taken for a mark.
const (
	markOpen  = '\x01'
	markClose = '\x02'
)

// languages knows the language of each wording of a rubric.
type languages struct {
	page      string            // that of the report's own words
	script    string            // the direction of the page
	base      string            // of the rubric's texts, but for those in others
	others    map[string]string // by text key
	direction string            // of base
	foreign   bool              // there are texts in another language than the page's
	list      []TextPart        // the other languages met so far; Text is empty
}

func newLanguages(r *rubric.Rubric, words *Words) languages {
	t := languages{page: words.Language(), script: words.Direction(), base: clean.Line(r.Language()), direction: r.Direction()}
	t.foreign = !sameLanguage(t.base, t.page)
	if _, translated := r.Translation(); !translated {
		return t
	}
	t.others = make(map[string]string)
	for text := range r.Texts() {
		if text.Language != r.Language() {
			t.others[text.Key] = clean.Line(text.Language)
			t.foreign = true
		}
	}
	return t
}

// wording makes a text of the rubric safe and marks its language. The two names
// make the text's key; id is "" for the document's own texts.
func (b *builder) wording(id, field, text string) string {
	text = clean.Line(text)
	if !b.languages.foreign {
		return text
	}
	key := field
	if id != "" {
		key = id + "." + field
	}
	if language, ok := b.languages.others[key]; ok {
		return b.languages.mark(text, language)
	}
	return b.languages.mark(text, b.languages.base)
}

// mark marks a safe text as being in a language, if that is not the page's.
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

// text takes a marked text apart.
func (b *builder) text(s string) TaggedText {
	if s == "" {
		return nil
	}
	var t TaggedText
	for {
		before, rest, found := strings.Cut(s, string(markOpen))
		if before != "" {
			t = append(t, TextPart{Text: before})
		}
		if !found {
			return joinParts(t)
		}
		place, size := utf8.DecodeRuneInString(rest)
		text, after, _ := strings.Cut(rest[size:], string(markClose))
		p := b.languages.list[place-' ']
		p.Text = text
		t = append(t, p)
		s = after
	}
}

func (b *builder) texts(list []string) []TaggedText {
	var out []TaggedText
	for _, s := range list {
		out = append(out, b.text(s))
	}
	return out
}

// joinParts joins two parts of one language with what is between them, where that
// is punctuation only.
func joinParts(t TaggedText) TaggedText {
	for i := 2; i < len(t); {
		if t[i].Language == t[i-2].Language && t[i].Language != "" && !strings.ContainsFunc(t[i-1].Text, isWord) {
			t[i-2].Text += t[i-1].Text + t[i].Text
			t = slices.Delete(t, i-1, i+1)
			continue
		}
		i++
	}
	return t
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// unclosed removes a single period at the end of a phrase that goes into a list.
func unclosed(s string) string {
	if strings.HasSuffix(s, "..") {
		return s
	}
	return strings.TrimSuffix(s, ".")
}

// isClosed reports whether a text ends as a sentence does, in any language.
func isClosed(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, string(markClose)+"”»\"'"))
	return strings.ContainsRune(".!?…。！？؟۔।։።។", last)
}
