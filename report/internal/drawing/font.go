package drawing

import (
	"strings"
	"unicode"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/layout"
)

// font is a size of text in units of the drawing. The font that shows it is not known.
type font struct {
	size int
	bold bool
}

// FontSize is the size of most texts, in units.
const FontSize = 13

var (
	titleFont   = font{17, true}
	labelFont   = font{FontSize, false}
	headingFont = font{13, true}
	smallFont   = font{11, false}
	letterFont  = font{13, true}
)

// line returns the distance of two lines, ascent the distance of the baseline from the top.
func (f font) line() int   { return (f.size*13 + 9) / 10 }
func (f font) ascent() int { return f.size }

// advance returns the greatest width of a text in the common sans-serif fonts, rounded up.
func (f font) advance(s string) int {
	return f.units(f.hundredths(s))
}

func (f font) textAdvance(t report.TaggedText) int {
	sum := 0
	for _, p := range t {
		sum += f.hundredths(p.Text)
	}
	return f.units(sum)
}

// hundredths returns the width of a text in hundredths of an em.
func (f font) hundredths(s string) int {
	sum := 0
	for _, r := range s {
		sum += f.rune(r)
	}
	return sum
}

func (f font) rune(r rune) int {
	n := runeAdvance(r)
	if f.bold && n > 0 {
		n += 9
	}
	return n
}

// units converts hundredths of an em to units.
func (f font) units(hundredths int) int { return (hundredths*f.size + 99) / 100 }

// latinAdvances are the widths of U+0020 to U+017F in hundredths of an em: the larger of DejaVu
// Sans and Verdana, which are wider than nearly all other fonts.
var latinAdvances = [...]uint8{
	36, 41, 46, 84, 64, 96, 78, 28, 46, 46, 50, 84, 37, 46, 37, 46, // U+0020
	64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 46, 46, 84, 84, 84, 56, // U+0030
	102, 69, 69, 73, 78, 67, 62, 78, 76, 43, 50, 67, 56, 87, 75, 79, // U+0040
	67, 79, 73, 67, 62, 74, 69, 99, 69, 67, 69, 46, 46, 46, 84, 56, // U+0050
	50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 35, 58, 28, 98, 64, 62, // U+0060
	64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 46, 64, 84, 0, // U+0070
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // U+0080
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // U+0090
	36, 41, 64, 64, 64, 64, 34, 50, 50, 100, 48, 62, 84, 40, 100, 50, // U+00A0
	50, 84, 41, 41, 50, 64, 64, 32, 50, 41, 48, 62, 97, 97, 97, 54, // U+00B0
	69, 69, 69, 69, 69, 69, 98, 70, 64, 64, 64, 64, 43, 43, 43, 43, // U+00C0
	78, 75, 79, 79, 79, 79, 79, 84, 79, 74, 74, 74, 74, 62, 61, 63, // U+00D0
	62, 62, 62, 62, 62, 62, 99, 55, 62, 62, 62, 62, 28, 28, 28, 28, // U+00E0
	62, 64, 62, 62, 62, 62, 62, 84, 62, 64, 64, 64, 64, 60, 64, 60, // U+00F0
	69, 62, 69, 62, 69, 62, 70, 55, 70, 55, 70, 55, 70, 55, 78, 64, // U+0100
	78, 64, 64, 62, 64, 62, 64, 62, 64, 62, 64, 62, 78, 64, 78, 64, // U+0110
	78, 64, 78, 64, 76, 64, 92, 70, 43, 28, 43, 28, 43, 28, 43, 28, // U+0120
	43, 28, 59, 56, 30, 35, 66, 58, 58, 56, 28, 56, 28, 56, 38, 56, // U+0130
	35, 57, 29, 75, 64, 75, 64, 75, 64, 82, 75, 64, 79, 62, 79, 62, // U+0140
	79, 62, 107, 103, 70, 42, 70, 42, 70, 42, 64, 53, 64, 53, 64, 53, // U+0150
	64, 53, 62, 40, 62, 40, 62, 40, 74, 64, 74, 64, 74, 64, 74, 64, // U+0160
	74, 64, 74, 64, 99, 82, 62, 60, 62, 69, 53, 69, 53, 69, 53, 36, // U+0170
}

// runeAdvance returns the greatest width of a character in hundredths of an em. Scripts without a
// table have the width of their widest letters.
func runeAdvance(r rune) int {
	if r >= ' ' && int(r)-' ' < len(latinAdvances) {
		return int(latinAdvances[r-' '])
	}
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x370 && r < 0x400: // Greek
		return 94
	case strings.ContainsRune("ЖМФШЩЫЮ", unicode.ToUpper(r)):
		return 110
	case r >= 0x400 && r < 0x500: // Cyrillic
		return 84
	case r >= 0x590 && r < 0x600: // Hebrew
		return 76
	case r >= 0x600 && r < 0x780: // Arabic, Syriac
		return 104
	case r >= 0x2010 && r < 0x2028: // dashes, quotation marks, the ellipsis
		return punctuationAdvance(r)
	case r >= 0x1F000 || r >= 0x2300 && r < 0x2C00: // pictures
		return 140
	case layout.RuneWidth(r) == 2:
		return 106
	}
	return 144
}

func punctuationAdvance(r rune) int {
	switch r {
	case '‘', '’', '‚', '‛':
		return 34
	case '“', '”', '„', '‟', '–', '‐', '‑', '†', '‡':
		return 54
	case '•':
		return 62
	}
	return 104
}

// wrap breaks a text into lines of at most width units: at spaces, and within a word only if it is
// longer than a line. An empty text has no lines.
func (f font) wrap(t report.TaggedText, width int) []report.TaggedText {
	if len(t) == 1 && f.textAdvance(t) <= width {
		return []report.TaggedText{t}
	}
	w := textWrapper{font: f, width: width}
	for _, p := range t {
		w.part(p)
	}
	return w.lines
}

type textWrapper struct {
	font
	width int
	lines []report.TaggedText
	used  int // hundredths of an em on the last line
}

// part adds the words of a part. The words on a line stay one part.
func (w *textWrapper) part(p report.TextPart) {
	s := p.Text
	start, at := 0, 0 // of the piece on the present line, and how far it goes
	flush := func() {
		if piece := s[start:at]; piece != "" {
			p.Text = piece
			w.lines[len(w.lines)-1] = append(w.lines[len(w.lines)-1], p)
		}
	}
	for at < len(s) {
		begin := at + len(s[at:]) - len(strings.TrimLeft(s[at:], " "))
		end := len(s)
		if i := strings.IndexByte(s[begin:], ' '); i >= 0 {
			end = begin + i
		}
		space, word := w.hundredths(s[at:begin]), w.hundredths(s[begin:end])
		if len(w.lines) > 0 && w.units(w.used+space+word) <= w.width {
			w.used += space + word
			at = end
			continue
		}
		if len(w.lines) > 0 && w.used > 0 {
			flush()
		}
		if len(w.lines) == 0 || w.used > 0 {
			w.lines = append(w.lines, nil)
		}
		start, w.used = begin, 0
		for w.units(word) > w.width {
			at = begin + w.fitting(s[begin:end])
			if at == end {
				break
			}
			flush()
			w.lines = append(w.lines, nil)
			start, begin = at, at
			word = w.hundredths(s[begin:end])
		}
		at, w.used = end, word
	}
	if len(w.lines) > 0 {
		flush()
	}
}

// fitting returns the number of bytes of a word that fit on a line: at least one character with
// its combining marks.
func (w *textWrapper) fitting(word string) int {
	used, begin, joined := 0, 0, false // begin is that of the last character
	for i, r := range word {
		n := w.rune(r)
		if n > 0 && !joined && (r < 0x1F3FB || r > 0x1F3FF) { // skin tones
			begin = i
		}
		used += n
		if begin > 0 && w.units(used) > w.width {
			return begin
		}
		joined = r == 0x200D
	}
	return len(word)
}

// longestWord returns the width of the widest word of a text.
func (f font) longestWord(t report.TaggedText) int {
	longest := 0
	for word := range strings.FieldsSeq(t.String()) {
		longest = max(longest, f.advance(word))
	}
	return longest
}

// Advance returns the greatest width that s can have in a font of a size, in units.
func Advance(s string, size int, bold bool) int { return font{size, bold}.advance(s) }
