package assess_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// disguise writes a header or a word in another way with the same meaning.
func disguise(rng *rand.Rand, s string) string {
	switch rng.IntN(6) {
	case 0:
		return strings.ToUpper(s)
	case 1:
		return strings.ToLower(s)
	case 2:
		return "  " + s + "\u00a0"
	case 3:
		return "“" + s + "”"
	case 4:
		return strings.ReplaceAll(s, " ", "  ") + "."
	}
	return s
}

// sheetColumnFor is a column of a sheet that a test writes.
type sheetColumnFor struct {
	header string
	cell   func(d assess.ResponseDocument) string
}

func columnsFor(rng *rand.Rand, r, es *rubric.Rubric) []sheetColumnFor {
	word := func(id string) string {
		s, ok := r.Spectrum().Stage(id)
		if !ok {
			words := map[string][]string{"": {"", "-"}, "not-applicable": {"n/a", "No aplica"}, "dont-know": {"Don’t know", "no sé"}, "declined": {"Prefer not to say"}}[id]
			return words[rng.IntN(len(words))]
		}
		local, _ := es.Spectrum().Stage(id)
		names := []string{id, s.Title(), local.Title(), fmt.Sprintf("%d - %s", s.Rank(), s.Title()), fmt.Sprintf("%s (%d)", local.Title(), s.Rank())}
		return disguise(rng, names[rng.IntN(len(names))])
	}
	columns := []sheetColumnFor{
		{"Response ID", func(d assess.ResponseDocument) string { return d.ID }},
		{"District", func(d assess.ResponseDocument) string { return d.Organization }},
		{"I am a…", func(d assess.ResponseDocument) string {
			c, _ := r.Constituency(d.Constituency)
			return disguise(rng, []string{c.ID, c.Title}[rng.IntN(2)])
		}},
		{"Fecha", func(d assess.ResponseDocument) string { return d.Date }},
		{"Language", func(d assess.ResponseDocument) string { return d.Language }},
	}
	for c := range r.Competencies() {
		local, _ := es.Competency(c.ID())
		names := []string{c.ID(), c.Title(), local.Title(), "Q" + c.Code() + ": " + c.Title(), "Rate [" + c.Title() + "]", c.Code() + " " + local.Title()}
		header := disguise(rng, names[rng.IntN(len(names))])
		entry := func(d assess.ResponseDocument) assess.RatingEntry { return d.Ratings[c.ID()] }
		columns = append(
			columns,
			sheetColumnFor{header, func(d assess.ResponseDocument) string { return word(entry(d).Stage) }},
			sheetColumnFor{c.Title() + " - Note", func(d assess.ResponseDocument) string { return entry(d).Note }},
			sheetColumnFor{c.ID() + ".evidence", func(d assess.ResponseDocument) string { return strings.Join(entry(d).Evidence, "\n") }},
		)
	}
	rng.Shuffle(len(columns), func(i, j int) { columns[i], columns[j] = columns[j], columns[i] })
	return columns
}

// Responses written as a wide sheet read back the same, with any order of columns, any
// delimiter and any spelling.
func TestCSVRoundTrip(t *testing.T) {
	r, es := cei.Latest(), spanish(t)
	rng := rand.New(rand.NewPCG(7, 11))
	all := responses(t)
	for i := range 40 {
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		var docs []assess.ResponseDocument
		for _, p := range all[:8] {
			d := p.Document()
			for id, e := range d.Ratings {
				if rng.IntN(8) == 0 {
					e.Evidence = []string{"Acta del 4 de mayo; página 2", `"quoted", with | and` + "\t;"}
				}
				if rng.IntN(8) == 0 {
					e.Note = "first line,\n\"second\" line"
				}
				d.Ratings[id] = e
			}
			docs = append(docs, d)
		}
		columns := columnsFor(rng, r, es)
		var b bytes.Buffer
		if rng.IntN(2) == 0 {
			b.WriteString("\ufeff")
		}
		w := csv.NewWriter(&b)
		w.Comma = []rune(",;\t|")[rng.IntN(4)]
		w.UseCRLF = rng.IntN(2) == 0
		row := make([]string, len(columns))
		for k, c := range columns {
			row[k] = c.header
		}
		write := func() {
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
		}
		write()
		for _, d := range docs {
			for k, c := range columns {
				row[k] = c.cell(d)
			}
			write()
		}
		w.Flush()
		var got []assess.ResponseDocument
		for p, err := range assess.CSV(r, "s.csv", &b, &assess.ReadOptions{CSV: &assess.CSVOptions{Translations: []*rubric.Rubric{es}}}) {
			if err != nil {
				t.Fatalf("sheet %d: %v", i, err)
			}
			got = append(got, p.Document())
		}
		if diff := cmp.Diff(docs, got); diff != "" {
			t.Fatalf("sheet %d (-want +got):\n%s", i, diff)
		}
	}
}

// Each of the default words and headers has one meaning, in any spelling.
func TestCSVDefaults(t *testing.T) {
	r := cei.Latest()
	words := assess.DefaultWords()
	for word, meaning := range words {
		for other, second := range words {
			if strings.EqualFold(word, other) && meaning != second {
				t.Errorf("%q means %s, %q means %s", word, meaning, other, second)
			}
		}
		if !slices.Contains([]string{"not-answered", "not-applicable", "dont-know", "declined"}, meaning) {
			continue
		}
		opt := &assess.CSVOptions{Delimiter: '\t', Words: map[string]string{word: meaning}}
		for p, err := range assess.CSV(r, "s", strings.NewReader("id\trole\t4.3\nr-1\tfamily\t"+word+"\n"), &assess.ReadOptions{CSV: opt}) {
			if err != nil {
				t.Errorf("%q: %v", word, err)
			} else if got := p.Document().Ratings["language-access"].Stage; got != meaning && (got != "" || meaning != "not-answered") {
				t.Errorf("%q is %q, want %q", word, got, meaning)
			}
		}
	}
	// Giving the defaults as options finds those that contradict each other.
	opt := &assess.CSVOptions{Columns: assess.DefaultColumns(), Words: words}
	for _, err := range assess.CSV(r, "s", strings.NewReader("id,role,4.3\nr-1,family,maturing\n"), &assess.ReadOptions{CSV: opt}) {
		if err != nil {
			t.Error(err)
		}
	}
}

// A hostile sheet takes linear time: quotation marks that do not match do not cause
// bytes to be read again and again.
func TestCSVHostile(t *testing.T) {
	const head = "id,role,4.3\n"
	for name, in := range map[string]string{
		"closing and opening": head + strings.Repeat("a\",\"\"\"\n", repeats(60_000, 300_000)),
		"one open":            head + "\"" + strings.Repeat("a,b\n", repeats(200_000, 1_000_000)),
		"long line":           head + strings.Repeat("x", 8<<20) + "\nr,family,\n",
		"long quoted line":    head + "\"" + strings.Repeat("x", 8<<20) + "\nr,family,\n",
		"many cells":          head + strings.Repeat(",", 1<<20) + "\nr,family,\n",
		"many headers":        strings.Repeat("x,", 4000) + "\n",
		"many rows of cells":  strings.Repeat(strings.Repeat("Rate [x],", 4000)+"\n", 10),
		"different words":     head + strings.Repeat("1,family,Maturing Maturing Maturing zz\n", repeats(4000, 20_000)),
	} {
		refused := 0
		for _, err := range assess.CSV(cei.Latest(), "s", strings.NewReader(in), nil) {
			refused += assess.Refused(err)
		}
		if strings.HasSuffix(in, "r,family,\n") && refused != 1 {
			t.Errorf("%s: %d refused", name, refused)
		}
	}
}

// rowsIn counts the rows that are not blank, in text without quotation marks.
func rowsIn(text string) int {
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		if strings.ContainsFunc(line, func(r rune) bool {
			return r != ',' && r != '\t' && !(unicode.IsSpace(r) && r >= ' ') && !strings.ContainsRune("\u200b\u2060\ufeff", r)
		}) {
			n++
		}
	}
	return n
}

// FuzzCSV checks that the responses read and refused add up to the rows, that positions
// are within the sheet, and that every response read is valid.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{
		"r-1,family,maturing,\n", "r-1,family,\"maturing\n\n", "\"a\"\"b\",Students,3 - Maturing,note\r\n", ",,,\n", "Total,1,2,3", "\xff,\x00,é,\n",
		"r-1,family,advanced,x,y\n", "r-1\n", "r-1,family,n/a,-\n\u00a0\n", "id,role,4.3,4.3 note\n",
	} {
		f.Add([]byte(s), true)
		f.Add([]byte("id,role,4.3,4.3 note\n"+s), false)
		f.Add([]byte("id,role,competency,rating\n"+s), false)
	}
	r := cei.Latest()
	head := "id,role,4.3,4.3 note\n" + strings.Repeat("r-0,family,maturing,\n", 10)
	f.Fuzz(func(t *testing.T, data []byte, headed bool) {
		var opt *assess.CSVOptions
		if headed {
			data = append([]byte(head), data...)
			opt = &assess.CSVOptions{Delimiter: ','}
		}
		eol := "\n"
		if !bytes.Contains(data, []byte(eol)) {
			eol = "\r"
		}
		lines := strings.Split(string(data), eol)
		total := 0
		for p, err := range assess.CSV(r, "f", bytes.NewReader(data), &assess.ReadOptions{CSV: opt}) {
			if (p == nil) == (err == nil) {
				t.Fatal("neither or both of a response and an error")
			}
			if p != nil {
				total++
				again, err := assess.NewResponse(r, p.Document())
				if err != nil {
					t.Fatalf("what is read is refused by New: %v", err)
				}
				if diff := cmp.Diff(p.Document(), again.Document()); diff != "" {
					t.Fatal(diff)
				}
				continue
			}
			total += assess.Refused(err)
			ps, ok := problem.Of(err)
			if !ok {
				t.Fatal(err)
			}
			for _, p := range ps {
				if p.Pos.Line < 1 || p.Pos.Line > len(lines) || p.Pos.Column < 1 || p.Pos.Column > 1+utf8.RuneCountInString(lines[p.Pos.Line-1]) || p.Code == "" || p.Msg == "" {
					t.Fatalf("problem %#v in %d lines", p, len(lines))
				}
			}
		}
		// The bytes 0xa0 and 0xca are spaces in Windows-1252 and Mac Roman, so a row of them
		// can be blank.
		spaces := bytes.IndexByte(data, 0xa0) >= 0 || bytes.IndexByte(data, 0xca) >= 0
		if headed && !spaces && !bytes.ContainsAny(data, "\"\r\x00") {
			if want := rowsIn(string(data)) - 1; total != want {
				t.Fatalf("%d read and refused of %d rows", total, want)
			}
		}
	})
}

func BenchmarkCSV(b *testing.B) {
	r := cei.Latest()
	var sheet bytes.Buffer
	w := csv.NewWriter(&sheet)
	row := []string{"Response ID", "District", "Role", "Date"}
	for c := range r.Competencies() {
		row = append(row, c.Title())
	}
	write := func() {
		if err := w.Write(row); err != nil {
			b.Fatal(err)
		}
	}
	write()
	rows := 0
	for range 20 {
		for _, p := range responses(b) {
			row = append(row[:0], p.ID(), p.Organization(), p.Constituency(), p.Date())
			for _, rating := range p.Ratings() {
				s, _ := rating.Stage(r.Spectrum())
				row = append(row, s.Title())
			}
			write()
			rows++
		}
	}
	w.Flush()
	b.SetBytes(int64(sheet.Len()))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range assess.CSV(r, "s", bytes.NewReader(sheet.Bytes()), nil) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != rows {
			b.Fatalf("%d of %d rows", n, rows)
		}
	}
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
}
