// Package charset reads the encodings in which spreadsheet programs save text other than
// UTF-8: UTF-16, Windows-1252, ISO 8859-1 and Mac Roman. It decodes only if the input has
// a byte order mark or is clearly in one of them. Plain UTF-8 passes through unchanged.
package charset

import (
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// The encodings by their IANA names.
const (
	UTF8        = "utf-8"
	UTF16       = "utf-16"
	UTF16LE     = "utf-16le"
	UTF16BE     = "utf-16be"
	Windows1252 = "windows-1252"
	Latin1      = "iso-8859-1"
	MacRoman    = "macintosh"
)

// Names returns the names that [NewReader] knows.
func Names() []string {
	return []string{UTF8, UTF16, UTF16LE, UTF16BE, Windows1252, Latin1, MacRoman}
}

// macRoman and windows1252 are the characters of the bytes from 0x80 on.
const (
	macRoman = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø" +
		"¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"
	windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"
)

// table returns the characters of the bytes from 0x80 on.
func table(name string) []rune {
	switch name {
	case MacRoman:
		return []rune(macRoman)
	case Windows1252:
		t := []rune(windows1252)
		for c := rune(0xa0); c <= 0xff; c++ {
			t = append(t, c)
		}
		return t
	default:
		var t []rune
		for c := rune(0x80); c <= 0xff; c++ {
			t = append(t, c)
		}
		return t
	}
}

// sampleSize is how many bytes decide about an encoding, from the first byte that is not
// ASCII on.
const sampleSize = 16 << 10

// Reader decodes an input as it is read. It looks ahead by a number of bytes that does not
// depend on how the input returns them, so that the same input always decodes the same.
type Reader struct {
	in    io.Reader
	err   error  // of in, after the buffered bytes
	buf   []byte // read and not yet decoded
	out   []byte // decoded and not yet returned
	chunk []byte // memory for reading

	begun, decided bool
	name           string // what is decoded, UTF8 if nothing is
	guessed        bool   // there was no byte order mark
	unknown        bool
	table          []rune
	order          binary.ByteOrder // of UTF-16
	unit           uint16           // the first half of a surrogate pair, or 0
}

// NewReader returns a reader that decodes the encoding with a name, or the one that the
// input shows if the name is empty.
func NewReader(in io.Reader, name string) (*Reader, error) {
	r := &Reader{in: in, name: UTF8}
	switch name = strings.ToLower(name); {
	case name == "" || name == UTF16:
	case name == UTF8:
		r.begun, r.decided = true, true
	case slices.Contains(Names(), name):
		r.begun = true
		r.decide(name)
	default:
		return nil, fmt.Errorf("%q is not one of %s", name, strings.Join(Names(), ", "))
	}
	return r, nil
}

// Decoded returns the encoding that the reader has decoded so far. It is [UTF8] if the
// bytes pass unchanged. Guessed is true if no byte order mark and no caller named it.
func (r *Reader) Decoded() (name string, guessed bool) { return r.name, r.guessed }

// Unknown reports whether the input is not UTF-8 and not clearly anything else. Its bytes
// pass unchanged.
func (r *Reader) Unknown() bool { return r.unknown }

func (r *Reader) decide(name string) {
	r.decided, r.name = true, name
	switch name {
	case UTF16LE:
		r.order = binary.LittleEndian
	case UTF16BE:
		r.order = binary.BigEndian
	case UTF8:
	default:
		r.table = table(name)
	}
}

// Read reads decoded text. Bytes of UTF-8 go directly into p.
func (r *Reader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if !r.begun {
		r.begun = true
		r.begin()
	}
	for {
		if len(r.out) > 0 {
			n := copy(p, r.out)
			r.out = r.out[n:]
			return n, nil
		}
		if r.table == nil && r.order == nil {
			return r.pass(p)
		}
		r.decode()
		if len(r.out) == 0 && r.err != nil {
			return 0, r.err
		}
	}
}

// begin looks at the first bytes for UTF-16.
func (r *Reader) begin() {
	r.fill(1024)
	head := r.buf
	switch {
	case len(head) >= 2 && head[0] == 0xff && head[1] == 0xfe:
		r.buf = r.buf[2:]
		r.decide(UTF16LE)
	case len(head) >= 2 && head[0] == 0xfe && head[1] == 0xff:
		r.buf = r.buf[2:]
		r.decide(UTF16BE)
	default:
		if name := bareUTF16(head); name != "" {
			r.decide(name)
			r.guessed = true
		}
	}
}

// bareUTF16 tells UTF-16 without a byte order mark: nearly every second byte is NUL.
func bareUTF16(head []byte) string {
	pairs := len(head) / 2
	if pairs < 4 {
		return ""
	}
	var zero [2]int
	for i := range pairs * 2 {
		if head[i] == 0 {
			zero[i%2]++
		}
	}
	switch {
	case zero[1] > pairs*3/4 && zero[0] < pairs/8:
		return UTF16LE
	case zero[0] > pairs*3/4 && zero[1] < pairs/8:
		return UTF16BE
	}
	return ""
}

// fill reads until size bytes are buffered or the input ends.
func (r *Reader) fill(size int) {
	if r.chunk == nil {
		r.chunk = make([]byte, 32<<10)
	}
	for empty := 0; len(r.buf) < size && r.err == nil; {
		n, err := r.in.Read(r.chunk[:min(len(r.chunk), size-len(r.buf))])
		r.buf = append(r.buf, r.chunk[:n]...)
		r.err = err
		if n > 0 {
			empty = 0
		} else if empty++; empty == 100 && err == nil {
			r.err = io.ErrNoProgress
		}
	}
}

// pass returns bytes as they are, up to the first one that is not ASCII while nothing is
// decided.
func (r *Reader) pass(p []byte) (n int, err error) {
	if len(r.buf) > 0 {
		n = copy(p, r.buf)
	} else if r.err != nil {
		return 0, r.err
	} else {
		n, err = r.in.Read(p)
	}
	if r.decided {
		r.buf = r.buf[min(n, len(r.buf)):]
		return n, err
	}
	high := firstHigh(p[:n])
	if high == n {
		r.buf = r.buf[min(n, len(r.buf)):]
		return n, err
	}
	if len(r.buf) == 0 {
		r.buf, r.err = append(r.buf, p[:n]...), err
	}
	if high > 0 {
		r.buf = r.buf[high:]
		return high, nil
	}
	r.fill(sampleSize)
	name := recognize(r.buf[:min(len(r.buf), sampleSize)], r.err != nil)
	r.guessed, r.unknown = name != UTF8, name == ""
	if name == "" {
		name = UTF8
	}
	r.decide(name)
	return r.Read(p)
}

// firstHigh returns the index of the first byte that is not ASCII, or the length.
func firstHigh(p []byte) int {
	i := 0
	for ; i+64 <= len(p); i += 64 {
		const high = 0x8080808080808080
		b, e := (*[64]byte)(p[i:]), binary.LittleEndian
		x := e.Uint64(b[0:]) | e.Uint64(b[8:]) | e.Uint64(b[16:]) | e.Uint64(b[24:])
		y := e.Uint64(b[32:]) | e.Uint64(b[40:]) | e.Uint64(b[48:]) | e.Uint64(b[56:])
		if (x|y)&high != 0 {
			break
		}
	}
	for ; i < len(p); i++ {
		if p[i] >= utf8.RuneSelf {
			return i
		}
	}
	return i
}

// decode decodes what is buffered, or else the next bytes.
func (r *Reader) decode() {
	if len(r.buf) < 2 {
		r.fill(32 << 10)
	}
	r.out = r.out[:0]
	if r.table != nil {
		for _, c := range r.buf {
			if c < utf8.RuneSelf {
				r.out = append(r.out, c)
			} else {
				r.out = utf8.AppendRune(r.out, r.table[c-utf8.RuneSelf])
			}
		}
		r.buf = r.buf[:0]
		return
	}
	i := 0
	for ; i+2 <= len(r.buf); i += 2 {
		r.decodeUnit(r.order.Uint16(r.buf[i:]))
	}
	r.buf = append(r.buf[:0], r.buf[i:]...)
	if r.err != nil && len(r.buf) > 0 { // half a unit
		r.buf = r.buf[:0]
		r.out = utf8.AppendRune(r.out, utf8.RuneError)
	}
	if r.err != nil && r.unit != 0 {
		r.unit = 0
		r.out = utf8.AppendRune(r.out, utf8.RuneError)
	}
}

func (r *Reader) decodeUnit(u uint16) {
	if first := r.unit; first != 0 {
		r.unit = 0
		c := utf16.DecodeRune(rune(first), rune(u))
		r.out = utf8.AppendRune(r.out, c)
		if c != utf8.RuneError {
			return
		}
	}
	if 0xd800 <= u && u < 0xdc00 {
		r.unit = u
		return
	}
	r.out = utf8.AppendRune(r.out, rune(u)) // U+FFFD for the second half of a pair alone
}

// recognize returns the encoding of a sample that begins with a byte beyond ASCII, or ""
// if it is not clear. Whole is true if the sample is all there is.
func recognize(sample []byte, whole bool) string {
	valid, invalid := 0, 0
	for i := 0; i < len(sample); {
		if sample[i] < utf8.RuneSelf {
			i++
			continue
		}
		c, size := utf8.DecodeRune(sample[i:])
		switch {
		case c != utf8.RuneError || size > 1:
			valid++
		case !whole && !utf8.FullRune(sample[i:]):
		default:
			invalid++
		}
		i += size
	}
	if invalid == 0 || valid > 0 {
		return UTF8
	}
	windows, mac := plausible(sample, table(Windows1252)), plausible(sample, table(MacRoman))
	switch {
	case windows && !mac, windows && mac && onlyQuotes(sample):
		return Windows1252
	case mac && !windows:
		return MacRoman
	}
	return ""
}

// plausible reports whether all bytes beyond ASCII are characters that western European
// text has at their place: letters next to letters and in their case, or common
// punctuation.
func plausible(sample []byte, table []rune) bool {
	for i, c := range sample {
		if c < utf8.RuneSelf {
			continue
		}
		r := table[c-utf8.RuneSelf]
		before, after := neighbour(sample, i-1, table), neighbour(sample, i+1, table)
		if strings.ContainsRune("–—•", r) && unicode.IsLower(before) && unicode.IsLower(after) {
			return false
		}
		if strings.ContainsRune("‘’“”–—…•¿¡«»ºª°€\u00a0´", r) {
			continue
		}
		if !unicode.IsLetter(r) || r > 0x17f || strings.ContainsRune("ıƒÿŸˆ", r) {
			return false
		}
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return false
		}
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			return false
		}
	}
	return true
}

func neighbour(sample []byte, i int, table []rune) rune {
	switch {
	case i < 0 || i >= len(sample):
		return 'x' // not known
	case sample[i] < utf8.RuneSelf:
		return rune(sample[i])
	}
	return table[sample[i]-utf8.RuneSelf]
}

// onlyQuotes reports whether all bytes beyond ASCII are quotation marks and dashes of
// Windows-1252.
func onlyQuotes(sample []byte) bool {
	for _, c := range sample {
		if c >= utf8.RuneSelf && (c < 0x91 || c > 0x97) {
			return false
		}
	}
	return true
}

// EncodedTwice returns an example of text that was decoded as Windows-1252 although it was
// UTF-8 and then encoded again, with what it was, or "" if there is none.
func EncodedTwice(text []byte) (seen, meant string) {
	for i := 0; i+3 < len(text); i++ {
		// Ã and Â come before what the second byte of a pair was taken for.
		if text[i] != 0xc3 || text[i+1] != 0x83 && text[i+1] != 0x82 {
			continue
		}
		second, size := utf8.DecodeRune(text[i+2:])
		k := slices.Index(table(Windows1252), second)
		if size < 2 || k < 0 || k >= 0x40 {
			continue
		}
		lead := text[i+1] + 0x40
		if c, _ := utf8.DecodeRune([]byte{lead, byte(0x80 + k)}); unicode.IsLetter(c) || c == '¿' || c == '¡' {
			return string(text[i : i+2+size]), string(c)
		}
	}
	return "", ""
}
