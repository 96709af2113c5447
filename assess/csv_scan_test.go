package assess_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// scannedWords are words for ratings. They have all lengths around one and two machine
// words, some begin alike, and some have characters outside ASCII.
func scannedWords() map[string]string {
	words := make(map[string]string)
	meanings := []string{"not-evident", "developing", "maturing", "advanced", "not-applicable", "dont-know", "declined"}
	for n := 1; n <= 18; n++ {
		words["abcdefghijklmnopqr"[:n]] = meanings[n%7]
		words["abcdefgh"+strings.Repeat("y", n)] = meanings[(n+1)%7]
		words[strings.Repeat("é", n)+"z"] = meanings[(n+2)%7]
	}
	return words
}

// scannedSheet returns a sheet with the given number of rows. Most of its cells are in the
// usual form.
func scannedSheet(d *rand.Rand, words []string, delim, end string, rows int) []byte {
	var ids []string
	for c := range cei.Latest().Competencies() {
		ids = append(ids, c.ID())
	}
	if d.IntN(2) == 0 { // in another order, so that ratings do not follow each other
		d.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	}
	ids = ids[:1+d.IntN(len(ids))]
	head := append([]string{"id", "rubric", "school", "role", "date", "language"}, ids...)
	fields := len(head) - len(ids)
	if d.IntN(3) > 0 {
		head = append(head, ids[0]+".note", ids[0]+".evidence")
	}
	var b bytes.Buffer
	b.WriteString(strings.Join(head, delim) + end)
	for i := range rows {
		row := []string{fmt.Sprint("r-", i), cei.Latest().Ref().String(), "19-64733", "family", "2026-10-01", []string{"en", "es-MX", "Spanish", "n/a", fmt.Sprint("x", i%900, "y")[:3]}[d.IntN(5)]}
		for range ids {
			row = append(row, words[d.IntN(len(words))])
		}
		for len(row) < len(head) {
			row = append(row, []string{"", "a", `"a` + end + `b"`, `"` + strings.Repeat("x"+end, d.IntN(104)) + `x"`, "\"\r\"", `"é` + delim + `""` + end + `"""`}[d.IntN(6)])
		}
		if d.IntN(3) == 0 {
			odd := []string{`"maturing"`, `"maturing`, "abcdefg", "abcdefghx", "-", "maturing ", "m\xffturing", "\x00", "mat\x00uring", "é", `"a` + end + `"`, "=1", "Leaders", "cei@2023.1", "\u200b"}
			row[d.IntN(len(row))] = odd[d.IntN(len(odd))]
		}
		if d.IntN(40) == 0 {
			row = row[:fields+d.IntN(len(ids)+1)]
		}
		b.WriteString(strings.Join(row, delim) + end)
	}
	return b.Bytes()
}

// Collect and Read agree on words of any kind and length, with anything between them.
func TestCollectAgreesOnWords(t *testing.T) {
	rounds := repeats(12, 60)
	meanings := scannedWords()
	words := []string{"", "", "maturing", "Developing", "Not Evident", `"Advanced"`}
	for w := range meanings {
		words = append(words, w)
	}
	d := rand.New(rand.NewPCG(13, 14))
	var responses, refused uint64
	for i := range rounds {
		few := words[:4+d.IntN(len(words)-4)]
		sheet := scannedSheet(d, few, []string{",", ";", "\t", "|"}[i%4], []string{"\n", "\r\n"}[d.IntN(2)], 1+d.IntN(60))
		sheet = sheet[:len(sheet)-d.IntN(3)]
		opt := assess.CollectOptions{CSV: &assess.CSVOptions{Words: meanings}}
		if i%5 == 0 {
			opt.Limits.Bytes = 400 + d.IntN(400)
		}
		a, b := collectLikeRead(t, "x.csv", sheet, opt)
		responses, refused = responses+a, refused+b
	}
	if responses < uint64(5*rounds) || refused < uint64(5*rounds) {
		t.Errorf("%d responses and %d refused: too few of one kind to say anything", responses, refused)
	}
}

// A sheet can name more languages than are stored.
func TestCollectManyLanguages(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,role,language,4.3\n")
	for i := range 1500 {
		fmt.Fprintf(&b, "r-%d,family,e%c-%c%d,maturing\n", i, 'a'+i%26, 'a'+i/26%26, i/676)
	}
	if responses, refused := collectLikeRead(t, "x.csv", []byte(b.String()), assess.CollectOptions{}); responses+refused != 1500 || responses < 1000 {
		t.Errorf("%d responses, %d refused", responses, refused)
	}
}

// The name of the rubric can contain the delimiter. Then it is one cell only within
// quotation marks.
func TestCollectAgreesOnDelimiters(t *testing.T) {
	for _, delim := range []string{"@", ".", "3"} {
		opt := assess.CollectOptions{CSV: &assess.CSVOptions{
			Delimiter: rune(delim[0]), Ignore: []string{"x"}, Columns: map[string]string{"teach": "language-access"},
		}}
		header := strings.Join([]string{"id", "rubric", "role", "teach", "x"}, delim) + "\n"
		for ref, valid := range map[string]bool{"cei@2023.2": false, `"cei@2023.2"`: true} {
			row := strings.Join([]string{"r1", ref, "family", "maturing", "\n"}, delim)
			if responses, _ := collectLikeRead(t, "x.csv", []byte(header+strings.Repeat(row, 3)), opt); (responses == 3) != valid {
				t.Errorf("%d responses of rows %q", responses, row)
			}
		}
	}
}

// Rows that cannot be split into cells take little more time than others.
func BenchmarkCollectBrokenRows(b *testing.B) {
	sheet := []byte("id,role,4.3\n" + strings.Repeat("r,family,\"maturing\n", 50_000))
	b.SetBytes(int64(len(sheet)))
	b.ReportAllocs()
	for b.Loop() {
		c, err := assess.Collect(b.Context(), cei.Latest(), []assess.ResponseInput{bytesInput("x.csv", sheet)}, &assess.CollectOptions{Workers: 1})
		if err != nil || c.Refused != 50_000 {
			b.Fatal(err)
		}
	}
}
