package rubric

import (
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/waymark-go/waymark/internal/runs"
)

// BlockKind is the kind of a [Block].
type BlockKind uint8

// The values of BlockKind.
const (
	BlockParagraph BlockKind = iota + 1
	BlockBullet              // an item of a bulleted list
	BlockNumber              // an item of a numbered list
)

// String returns the name of the kind, such as "paragraph".
func (k BlockKind) String() string {
	switch k {
	case BlockParagraph:
		return "paragraph"
	case BlockBullet:
		return "bullet"
	case BlockNumber:
		return "number"
	}
	return "BlockKind(" + strconv.Itoa(int(k)) + ")"
}

// Block is a paragraph or a list item of a text.
type Block struct {
	Kind   BlockKind
	Number int    // of a BlockNumber, as written, 0 to 999; otherwise 0
	Text   string // one line, not blank, without the marker of the item
}

// String returns the block as it is written: with "- " or its number before a list item.
func (b Block) String() string {
	switch b.Kind {
	case BlockBullet:
		return "- " + b.Text
	case BlockNumber:
		return strconv.Itoa(b.Number) + ". " + b.Text
	}
	return b.Text
}

// Blocks returns the paragraphs and list items of a text in order, by the rules under
// "Paragraphs and lists" in the package documentation. Items of one kind that follow each
// other are one list, which [BlockRuns] yields together. Every word of the text is in a block. A
// blank text has no blocks.
func Blocks(text string) []Block {
	p := blockParser{byEmptyLines: hasEmptyLine(text)}
	for text != "" {
		var line string
		line, text = cutLine(text)
		p.line(strings.TrimSpace(line))
	}
	p.close()
	return p.blocks
}

// BlockRuns yields the blocks of a text by the paragraph or list that they form: a paragraph as one
// block, a list as all of its items, which are of the same kind. So a program that writes HTML
// opens an element for each list and closes it after the last item. Lists have one level. The
// numbers of a list may begin anywhere and have gaps. A blank text yields nothing.
func BlockRuns(text string) iter.Seq[[]Block] {
	blocks := Blocks(text)
	return func(yield func([]Block) bool) {
		for rest := blocks; len(rest) > 0; {
			n := runs.Length(rest, sameList)
			if !yield(rest[:n:n]) {
				return
			}
			rest = rest[n:]
		}
	}
}

func sameList(before, b *Block) bool {
	return b.Kind != BlockParagraph && b.Kind == before.Kind
}

// blockParser collects the blocks of a text, line by line.
type blockParser struct {
	blocks       []Block
	byEmptyLines bool // only empty lines separate paragraphs

	open  bool     // the next line may continue the last block
	lines []string // of the last block, if it is open
	ended bool     // the last line ends a sentence
}

func (p *blockParser) line(line string) {
	if line == "" {
		p.close()
		return
	}
	continues := p.open && (p.byEmptyLines || !p.ended)
	b, isItem := parseItem(line)
	switch {
	case isItem && (!continues || b.Number <= 1 || p.blocks[len(p.blocks)-1].Kind == BlockNumber):
		line, b.Text = b.Text, ""
		p.begin(b)
	case !continues:
		p.begin(Block{Kind: BlockParagraph})
	}
	if line != "" {
		p.lines = append(p.lines, line)
		p.ended = endsSentence(line)
	}
}

func (p *blockParser) begin(b Block) {
	p.close()
	p.blocks, p.open, p.lines, p.ended = append(p.blocks, b), true, p.lines[:0], false
}

// close completes the last block. A marker without a text is a paragraph.
func (p *blockParser) close() {
	if !p.open {
		return
	}
	p.open = false
	b := &p.blocks[len(p.blocks)-1]
	b.Text = strings.Join(p.lines, " ")
	if b.Text == "" {
		*b = Block{Kind: BlockParagraph, Text: strings.TrimSpace(b.String())}
	}
}

// parseItem parses a line that begins a list item. The line has no white space around it.
func parseItem(line string) (Block, bool) {
	if text, ok := cutMarker(line, "-"); ok {
		return Block{Kind: BlockBullet, Text: text}, true
	}
	digits := 0
	for digits < len(line) && '0' <= line[digits] && line[digits] <= '9' {
		digits++
	}
	if digits == 0 || digits > 3 || digits > 1 && line[0] == '0' {
		return Block{}, false
	}
	text, ok := cutMarker(line[digits:], ".")
	n, _ := strconv.Atoi(line[:digits])
	return Block{Kind: BlockNumber, Number: n, Text: text}, ok
}

// cutMarker returns the text after a marker, which a space or the end of the line follows.
func cutMarker(line, marker string) (text string, ok bool) {
	rest, ok := strings.CutPrefix(line, marker)
	text = strings.TrimSpace(rest)
	return text, ok && (rest == "" || len(text) < len(rest))
}

// cutLine splits a text after its first line. Line breaks are those of Unicode, and \r\n is
// one.
func cutLine(text string) (line, rest string) {
	i := strings.IndexFunc(text, isLineBreak)
	if i < 0 {
		return text, ""
	}
	line = text[:i]
	if rest, ok := strings.CutPrefix(text[i:], "\r\n"); ok {
		return line, rest
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	return line, text[i+size:]
}

func isLineBreak(r rune) bool {
	return '\n' <= r && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// hasEmptyLine reports whether an empty line is between two lines of a text.
func hasEmptyLine(text string) bool {
	text = strings.TrimSpace(text)
	for text != "" {
		var line string
		if line, text = cutLine(text); strings.TrimSpace(line) == "" {
			return true
		}
	}
	return false
}

// endsSentence reports whether a line ends with a mark that ends a sentence or announces what
// follows. Quotation marks and brackets may follow the mark.
func endsSentence(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, "”’»›\"')]）」』*"))
	return strings.ContainsRune(".!?…:。．！？：؟۔।॥։።။", last)
}
