package report

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/internal/prose"
	"github.com/waymark-go/waymark/internal/runs"
	"github.com/waymark-go/waymark/report/internal/clean"
	"github.com/waymark-go/waymark/rubric"
)

// TextBlock is a paragraph or a list item of a [TaggedText]. Number is that of an item of a
// numbered list, and 0 otherwise. Text has no blocks.
type TextBlock struct {
	Kind   rubric.BlockKind
	Number int
	Text   TaggedText
}

// HasBlocks reports whether the text is anything but one paragraph: it has a list or several
// paragraphs.
func (t TaggedText) HasBlocks() bool {
	for i := range t {
		if t[i].Begins != 0 {
			return true
		}
	}
	return false
}

// Blocks returns the paragraphs and list items of the text in order. Items of one kind that
// follow each other are one list, which BlockRuns yields together. The empty text has no blocks.
func (t TaggedText) Blocks() []TextBlock {
	if !t.HasBlocks() {
		if len(t) == 0 {
			return nil
		}
		return []TextBlock{{Kind: rubric.BlockParagraph, Text: t}}
	}
	var blocks []TextBlock
	for i, p := range t {
		if i == 0 || p.Begins != 0 {
			b := TextBlock{Kind: rubric.BlockParagraph}
			if p.Begins != 0 {
				b.Kind, b.Number = p.Begins, int(p.Number)
			}
			blocks = append(blocks, b)
		}
		b := &blocks[len(blocks)-1]
		p.Begins, p.Number = 0, 0
		b.Text = append(b.Text, p)
	}
	return blocks
}

// BlockRuns yields the blocks of the text by the paragraph or list that they form, like
// [rubric.BlockRuns]: a paragraph as one block, a list as all of its items.
func (t TaggedText) BlockRuns() iter.Seq[[]TextBlock] {
	blocks := t.Blocks()
	return func(yield func([]TextBlock) bool) {
		for rest := blocks; len(rest) > 0; {
			n := runs.Length(rest, sameList)
			if !yield(rest[:n:n]) {
				return
			}
			rest = rest[n:]
		}
	}
}

func sameList(before, b *TextBlock) bool {
	return b.Kind != rubric.BlockParagraph && b.Kind == before.Kind
}

// Flat returns the text as one paragraph, for places with one line. The blocks follow each other,
// with " / " after a block that does not end with a punctuation mark. Numbers of items are kept.
func (t TaggedText) Flat() TaggedText {
	if !t.HasBlocks() {
		return t
	}
	var flat TaggedText
	for _, b := range t.Blocks() {
		before := ""
		if n := len(flat); n > 0 {
			before = prose.Separator(flat[n-1].Text)
		}
		if b.Kind == rubric.BlockNumber {
			before += numberMarker(b.Number)
		}
		if before != "" {
			flat = append(flat, TextPart{Text: before})
		}
		flat = append(flat, b.Text...)
	}
	return flat
}

func numberMarker(n int) string { return rubric.Block{Kind: rubric.BlockNumber, Number: n}.String() }

// While sentences are put together, this mark begins a block. The character after it has the kind
// and the number.
const markBlock = '\x03'

// blockNumbers is one more than the largest number of an item.
const blockNumbers = 1000

// markBlocks cleans a text that can have paragraphs and lists and marks its blocks. The first
// paragraph has no mark.
func markBlocks(text string) string {
	if isOneParagraph(text) {
		return clean.Line(text)
	}
	var s strings.Builder
	for i, b := range rubric.Blocks(text) {
		if i > 0 || b.Kind != rubric.BlockParagraph {
			s.WriteRune(markBlock)
			s.WriteRune(' ' + rune(b.Kind)*blockNumbers + rune(b.Number))
		}
		s.WriteString(clean.Line(b.Text))
	}
	return s.String()
}

// isOneParagraph reports whether a text has no line break and does not begin like a list item. It
// may return false for other texts.
func isOneParagraph(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '\n' && c <= '\r' || c == 0xC2 || c == 0xE2: // 0xC2 and 0xE2 begin U+0085 and U+2028
			return !strings.ContainsAny(text, "\n\v\f\r\u0085\u2028\u2029") && !beginsItem(text)
		}
	}
	return !beginsItem(text)
}

func beginsItem(text string) bool {
	text = strings.TrimSpace(text)
	return text != "" && (text[0] == '-' || '0' <= text[0] && text[0] <= '9')
}

// appendBlocks appends the blocks of a marked text. Parts are like p.
func appendBlocks(t TaggedText, p TextPart, s string) TaggedText {
	for {
		text, rest, found := strings.Cut(s, string(markBlock))
		if p.Text = text; text != "" {
			t = append(t, p)
		}
		if !found {
			return t
		}
		if n := len(t); n > 0 { // a space after the sentence before
			t[n-1].Text = strings.TrimRight(t[n-1].Text, " ")
		}
		place, size := utf8.DecodeRuneInString(rest)
		p.Begins, p.Number = rubric.BlockKind((place-' ')/blockNumbers), uint16((place-' ')%blockNumbers)
		s = rest[size:]
	}
}

// prose is like wording, for a text that can have paragraphs and lists.
func (b *builder) prose(id, field, text string) string {
	return b.inLanguage(id, field, markBlocks(text))
}

// closing are marks that may follow the end of a sentence.
const closing = "”’»›\"')]）」』" + string(markClose)
