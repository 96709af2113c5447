package judges

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

var update = flag.Bool("update", false, "write the files of facts")

// facts compares a file of the library's tests with what a judge says now.
func facts(t *testing.T, file string, now []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, now, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(written), string(now)); diff != "" {
		t.Errorf("%s (-written +now):\n%s", file, diff)
	}
}

// TestWidths writes down the widths of all characters that uniseg gives another width than 1, and
// those of texts that terminals display in several ways.
func TestWidths(t *testing.T) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Columns of characters and texts by github.com/rivo/uniseg, a line for each range with another width than 1.\n"+
		"# Written by the tests of internal/proof/judges with -update.\n\n")
	start, width := rune(0xa0), 1
	for r := rune(0xa0); r <= 0xE0000; r++ {
		w := 1
		if r < 0xE0000 && (r < 0xD800 || r > 0xDFFF) {
			w = uniseg.StringWidth(string(r))
		}
		if w == width {
			continue
		}
		if width != 1 {
			fmt.Fprintf(&b, "%04X-%04X %d\n", start, r-1, width)
		}
		start, width = r, w
	}
	b.WriteByte('\n')
	for _, s := range texts {
		fmt.Fprintf(&b, "%+q %d\n", s, uniseg.StringWidth(s))
	}
	facts(t, "../../../report/internal/layout/testdata/widths.txt", b.Bytes())
}

// texts are of several scripts, with marks, emoji of all kinds and those of the last two years.
var texts = []string{
	"Welcoming culture", "Comunicación", "Việt Nam", "Đường", "日本語の文", "한국어", "中文（繁體）", "ｆｕｌｌ", "ﾊﾝｶｸ", "Ελληνικά", "Русский",
	"العربية", "עִבְרִית", "فارسی", "हिन्दी", "ਪੰਜਾਬੀ", "தமிழ்", "ไทย", "ខ្មែរ", "မြန်မာ", "አማርኛ", "Hmoob", "ქართული", "հայերեն",
	"e\u0301", "a\u0308\u0323", "\u1112\u1161\u11ab", "か\u3099", "\u0600١٢", "a\u200bb", "a\u200db", "\u2066a\u2069", "a\u00adb", "“…”", "—", "⸺", "½", "№", "█▓▒░", "│─┼",
	"😀", "🌱", "🌳", "❤", "❤️", "☺️", "✔️", "⚠️", "1️⃣", "©️", "🇪🇸", "🇺🇸🇲🇽", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "👍🏽", "👩🏽‍🌾", "👨‍👩‍👧‍👦", "🧑‍🤝‍🧑", "🏳️‍🌈", "❤️‍🔥", "🐦‍🔥", "🙂‍↔️",
	"🫨", "🩷", "🪿", // Unicode 15
	"🫩", "🫆", "🪾", "🫜", "🪉", "🪏", "🫟", "🇨🇶", // 16
	"\U0001faea", "\U0001fac8", "\U0001facd", "\U0001f6d8", "\U0001fa8a", "\U0001fa8e", "\U0001faef", "🧑‍🩰", // 17
}

// TestPluralsAndNumbers writes down the plural categories of the whole numbers to 10,000 by golang.org/x/text,
// for every language that report/testdata/plurals.txt names, and numbers of English and Spanish.
func TestPluralsAndNumbers(t *testing.T) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# By golang.org/x/text (CLDR %s), written by the tests of internal/proof/judges with -update: the first 40 plural categories of the\n"+
		"# whole numbers (z zero, o one, t two, f few, m many, x other), then the SHA-256 of those to 10,000; the SHA-256\n"+
		"# of the numbers to 10,000, a line each; that of the numbers -10.00 to 10.00 with two decimals.\n\n", plural.CLDRVersion)
	for _, tag := range languages(t) {
		lang := language.Make(tag)
		if base, c := lang.Base(); c == language.No || base.String() == "und" {
			fmt.Fprintf(&b, "unknown %s\n", tag)
			continue
		}
		var all strings.Builder
		for n := range 10_001 {
			all.WriteByte(letters[plural.Cardinal.MatchPlural(lang, n, 0, 0, 0, 0)])
		}
		fmt.Fprintf(&b, "plural %s %s %s\n", tag, all.String()[:40], digest(all.String()))
	}
	// Spanish reports write numbers as in the United States and in Mexico.
	for _, l := range [][2]string{{"en", "en"}, {"es", "es-MX"}} {
		p := message.NewPrinter(language.Make(l[1]))
		var whole, decimals strings.Builder
		for n := range 10_001 {
			p.Fprintf(&whole, "%v\n", number.Decimal(n))
		}
		for n := -1000; n <= 1000; n++ {
			p.Fprintf(&decimals, "%v\n", number.Decimal(float64(n)/100, number.Scale(2)))
		}
		fmt.Fprintf(&b, "numbers %s %s\ndecimals %s %s\n", l[0], digest(whole.String()), l[0], digest(decimals.String()))
	}
	facts(t, "../../../report/testdata/judged.txt", b.Bytes())
}

// letters are those of the categories of package plural.
var letters = map[plural.Form]byte{plural.Zero: 'z', plural.One: 'o', plural.Two: 't', plural.Few: 'f', plural.Many: 'm', plural.Other: 'x'}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// languages returns the tags that the plural rules of report name.
func languages(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("../../../report/testdata/plurals.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.Lines(string(data)) {
		if tags, ok := strings.CutPrefix(line, "languages "); ok {
			all = append(all, strings.Fields(tags)...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
