package scan_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/assess/internal/scan"
	"github.com/waymark-go/waymark/rubric/cei"
)

var words = []string{"not-evident", "developing", "maturing", "advanced", "not-applicable", "dont-know", "declined"}

func form() scan.Form {
	f := scan.Form{Format: "response/1", Rubric: "cei@2023.2", Ratings: words, Values: []byte{1, 2, 3, 4, 128, 129, 130}, Bytes: 1 << 20, Depth: 8, Nodes: 20_000}
	for c := range cei.Latest().Constituencies() {
		f.Constituencies = append(f.Constituencies, c.ID)
	}
	for c := range cei.Latest().Competencies() {
		f.Competencies = append(f.Competencies, c.ID())
	}
	return f
}

// pad returns lines as Scan needs them.
func pad(lines []byte) []byte { return append(lines, make([]byte, scan.Padding)...) }

func district(tb testing.TB) []byte {
	tb.Helper()
	data, err := os.ReadFile("../../../testdata/district-2023.2.ndjson")
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// All responses in the form in which programs write them are recognized.
func TestRecognizes(t *testing.T) {
	data := district(t)
	buf := pad(bytes.Clone(data))
	scanner := scan.NewScanner(scan.Compile(form()))
	var r record.Record
	n, remarks := 0, 0
	for at := 0; at < len(data); n++ {
		end, ok := scanner.Scan(buf, at, &r)
		if line, _, _ := bytes.Cut(data[at:], []byte("\n")); !ok || end != at+len(line)+1 {
			t.Fatalf("line %d, which ends at %d, is recognized (%t) up to %d:\n%s", n+1, at+len(line), ok, end, line)
		}
		if want := fmt.Sprintf("r-%04d", n+1); string(r.ID) != want || string(r.Organization) != "00-00000" || len(r.Date) != 10 || r.Constituency < 0 {
			t.Errorf("line %d: id %s", n+1, r.ID)
		}
		at, remarks = end, remarks+len(r.Remarks)
	}
	if n != 240 || remarks == 0 {
		t.Errorf("%d lines with %d remarks", n, remarks)
	}
}

func TestRemarks(t *testing.T) {
	line := `{"ratings":{"language-access":{"note":"a\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t","evidence":["é","x\u0041"],"stage":"maturing"}},` +
		`"id":"S\u00ed","constituency":"family","format":"response/1","rubric":"cei@2023.2"}` + "\r\n"
	var r record.Record
	if _, ok := scan.NewScanner(scan.Compile(form())).Scan(pad([]byte(line)), 0, &r); !ok || string(r.ID) != "Sí" {
		t.Fatalf("recognized: %t, id %q", ok, r.ID)
	}
	var got []string
	for _, m := range r.Remarks {
		got = append(got, fmt.Sprintf("%v %q", m.Note, m.Append(nil)))
	}
	if want := `true "aé😀\"\\/\b\f\n\r\t",false "é",false "xA"`; strings.Join(got, ",") != want {
		t.Errorf("%s\nwant %s", strings.Join(got, ","), want)
	}
}

// Words are distinguished by as many of their bytes as necessary.
func TestWords(t *testing.T) {
	long := strings.Repeat("a-word-that-is-long-", 7)
	for name, ids := range map[string][]string{
		"one letter":               {"a", "b", "c", "ab", "abc"},
		"eight":                    {"12345678", "123456789", "1234567", "1234567812345678", "12345678123456781"},
		"same start":               {long + "1", long + "2", long, long + "12", "a"},
		"one":                      {"alone"},
		"two bytes":                {"ax", "bx", "ay", "by"}, // no single byte distinguishes them
		"long":                     {long[:30] + "a", long[:34] + "b", long[:35] + "c", long[:36] + "d", long[:37] + "e", long},
		"many":                     numbered("id-", 3000),
		"as many as have an order": numbered("id-", 1000),
		"more":                     numbered("id-", 1001),
		"with a start":             numbered("goal-aligned-activities-for-", 500),
	} {
		t.Run(name, func(t *testing.T) {
			f := form()
			f.Competencies = ids
			f.Ratings, f.Values = ids[:min(len(ids), 50)], nil
			for i := range f.Ratings {
				f.Values = append(f.Values, byte(i+1))
			}
			table := scan.Compile(f)
			if table == nil {
				t.Fatal("no table")
			}
			scanner := scan.NewScanner(table)
			var r record.Record
			for i, id := range ids {
				for _, wrong := range []string{"", "x", "-"} {
					rating := i % len(f.Ratings)
					line := fmt.Sprintf(`{"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family","ratings":{"%s":"%s"}}`, id, f.Ratings[rating]+wrong)
					_, ok := scanner.Scan(pad([]byte(line+"\n")), 0, &r)
					if want := wrong == ""; ok != want {
						t.Fatalf("%s recognized: %t", line, ok)
					}
					if ok && (int(r.Ratings[i]) != rating+1 || bytes.Count(r.Ratings, []byte{0}) != len(ids)-1) {
						t.Fatalf("%s: ratings %v", line, r.Ratings)
					}
				}
			}
		})
	}
}

// document writes a response with its keys in an order, and with text after the commas and
// the colons.
func document(fields, ratings []string, comma, colon string) string {
	header := map[string]string{"format": `"response/1"`, "rubric": `"cei@2023.2"`, "id": `"r"`, "organization": `"Oak \"1\""`, "constituency": `"leader"`, "date": `"2026-10-01"`, "language": `"es-MX"`}
	var members, rated []string
	for i, id := range ratings {
		value := `"` + words[i%len(words)] + `"`
		if i%5 == 4 {
			value = "{" + `"stage"` + colon + value + comma + `"note"` + colon + `"x"` + "}"
		}
		rated = append(rated, `"`+id+`"`+colon+value)
	}
	header["ratings"] = "{" + strings.Join(rated, comma) + "}"
	for _, field := range fields {
		members = append(members, `"`+field+`"`+colon+header[field])
	}
	return "{" + strings.Join(members, comma) + "}\n"
}

// Keys can be in any order and have spaces around them, in consecutive lines. A repeated key
// is not recognized.
func TestOrdersAndStyles(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	scanner := scan.NewScanner(scan.Compile(form()))
	fields := []string{"format", "rubric", "id", "organization", "constituency", "date", "language", "ratings"}
	ids := form().Competencies
	var r record.Record
	for range 2000 {
		fields, ids := slices.Clone(fields), slices.Clone(ids)
		switch random.IntN(3) {
		case 0:
			slices.Sort(fields)
			slices.Sort(ids)
		case 1:
			random.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
			random.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		}
		for range random.IntN(5) {
			at := random.IntN(len(ids))
			ids = slices.Delete(ids, at, at+1)
		}
		blanks := [][2]string{{",", ":"}, {", ", ": "}, {" ,\t", "  : "}, {", ", ":"}, {",", ": "}}[random.IntN(5)]
		line := document(fields, ids, blanks[0], blanks[1])
		end, ok := scanner.Scan(pad([]byte(line)), 0, &r)
		if !ok || end != len(line) || string(r.ID) != "r" || string(r.Organization) != `Oak "1"` || string(r.Date) != "2026-10-01" || string(r.Language) != "es-MX" {
			t.Fatalf("recognized: %t, %d of %d\n%s", ok, end, len(line), line)
		}
		for i, id := range form().Competencies {
			want := byte(0)
			if at := slices.Index(ids, id); at >= 0 {
				want = form().Values[at%len(words)]
			}
			if r.Ratings[i] != want {
				t.Fatalf("%s is %d, want %d, in\n%s", id, r.Ratings[i], want, line)
			}
		}
		twice := slices.Clone(ids)
		line = document(fields, append(twice, ids[random.IntN(len(ids))]), blanks[0], blanks[1])
		if _, ok := scanner.Scan(pad([]byte(line)), 0, &r); ok {
			t.Fatalf("recognized although a competency stands twice\n%s", line)
		}
		line = document(append(fields, fields[random.IntN(len(fields))]), ids, blanks[0], blanks[1])
		if _, ok := scanner.Scan(pad([]byte(line)), 0, &r); ok {
			t.Fatalf("recognized although a field stands twice\n%s", line)
		}
	}
}

func numbered(prefix string, n int) (ids []string) {
	for i := range n {
		ids = append(ids, fmt.Sprintf("%s%d", prefix, i))
	}
	return ids
}

// A rubric that the scanner cannot handle gives a table that recognizes nothing.
func TestCompileRefuses(t *testing.T) {
	for name, change := range map[string]func(*scan.Form){
		"depth":        func(f *scan.Form) { f.Depth = 3 },
		"long word":    func(f *scan.Form) { f.Competencies = []string{strings.Repeat("x", 200)} },
		"twice":        func(f *scan.Form) { f.Competencies = []string{"a", "a"} },
		"quotation":    func(f *scan.Form) { f.Ratings = append(f.Ratings[:6:6], `a"b`) },
		"not ASCII":    func(f *scan.Form) { f.Constituencies = []string{"é"} },
		"empty":        func(f *scan.Form) { f.Rubric = "" },
		"none to rate": func(f *scan.Form) { f.Competencies = nil },
	} {
		f := form()
		change(&f)
		if scan.Compile(f) != nil {
			t.Errorf("%s: there is a table", name)
		}
	}
	if _, ok := scan.NewScanner(nil).Scan(pad([]byte("{}\n")), 0, new(record.Record)); ok {
		t.Error("no table recognizes a line")
	}
}

// Cells are distinguished by all of their bytes, for any position of the delimiter.
func TestMemo(t *testing.T) {
	for _, delim := range []byte(",;\t|") {
		m := scan.NewMemo(delim)
		texts := []string{"", "Maturing", "Not Evident", `"Developing"`, "sí", "学校", "developing", "developed", "-", "\xff", "exactly sixteen!", "seventeen letters"}
		for n := range 15 {
			texts = append(texts, "abcdefghijklmno"[:n+1])
		}
		for i, text := range texts {
			m.Put([]byte(text), byte(i+1))
		}
		var values [3]byte
		for i, text := range texts {
			in := text + string(delim)
			n, next := m.Run(pad([]byte(in+in+"\n")), 0, values[:])
			if known := len(text) <= 15; known != (n == 2) || known && (int(values[0]) != i+1 || values[1] != values[0]) || next != n*len(in) {
				t.Errorf("%q: %d cells with the values %v, next %d", in, n, values, next)
			}
			for _, other := range []string{text + "x", text + "\x00", "\x00" + text, text + "\n", text + " ", "\x00\x00\x00\x00\x00\x00\x00\x00" + text, text + string(delim^1), "z"} {
				if n, _ := m.Run(pad([]byte(other+string(delim)+"\n")), 0, values[:1]); n != 0 && !slices.Contains(texts, other) {
					t.Errorf("%q has the value %d", other, values[0])
				}
			}
		}
		for _, none := range []string{"\n", strings.Repeat("\x00", 40), strings.Repeat("\xff", 40)} {
			if n, _ := m.Run(pad([]byte(none)), 0, values[:]); n != 0 {
				t.Errorf("%q has the value %d", none, values[0])
			}
		}
	}
}

// Reading many cells at once gives the same as reading them one by one, after any rows.
func TestMemoOfManyCells(t *testing.T) {
	words := []string{"", "not-evident", "developing", "maturing", "advanced", "dont-know", "a word too long to be known", "?"}
	for _, known := range [][]string{words[:6], words[1:6], words[:2], append(numbered("word-", 40), words[:5]...)} {
		m := scan.NewMemo(',')
		values := make(map[string]byte)
		for i, word := range known {
			m.Put([]byte(word), byte(i))
			values[word] = byte(i)
		}
		random := rand.New(rand.NewPCG(1, 2))
		for range 2000 {
			from := known
			if random.IntN(3) == 0 {
				from = words
			}
			row := make([]string, 1+random.IntN(200))
			for i := range row {
				row[i] = from[random.IntN(len(from))]
			}
			var want []byte
			next, room := 0, random.IntN(150)
			for _, cell := range row {
				value, ok := values[cell]
				if !ok || len(want) == room {
					break
				}
				want, next = append(want, value), next+len(cell)+1
			}
			got := make([]byte, room)
			n, end := m.Run(pad([]byte(strings.Join(row, ",")+",\n"+strings.Repeat("maturing,", random.IntN(99))+"\n")), 0, got)
			if n != len(want) || end != next || !bytes.Equal(got[:n], want) {
				t.Fatalf("%q: %d cells with the values %v, next %d; want %v, next %d", row, n, got[:n], end, want, next)
			}
		}
	}
}

// A text that contains the delimiter is more than one cell.
func TestMemoOfMoreThanACell(t *testing.T) {
	m := scan.NewMemo('@')
	m.Put([]byte("cei@2023.2"), 1)
	var values [1]byte
	if n, next := m.Run(pad([]byte("cei@2023.2@\n")), 0, values[:]); n != 0 || next != 0 {
		t.Errorf("%d cells, next %d", n, next)
	}
}

// A few cells do not replace each other. With many cells the values are still right.
func TestMemoRemembers(t *testing.T) {
	for _, count := range []int{1, 10, 20, 1000} {
		m := scan.NewMemo(',')
		cells := numbered("word-", count)
		for i, cell := range cells {
			m.Put([]byte(cell), byte(i))
		}
		known := 0
		for i, cell := range cells {
			var value [1]byte
			if n, _ := m.Run(pad([]byte(cell+",\n")), 0, value[:]); n == 1 {
				if known++; value[0] != byte(i) {
					t.Errorf("%s: value %d, want %d", cell, value[0], byte(i))
				}
			}
		}
		if known < min(count, 100) {
			t.Errorf("%d of %d cells are known", known, count)
		}
	}
}

func TestScanDoesNotAllocate(t *testing.T) {
	data := district(t)
	buf := pad(bytes.Clone(data))
	scanner := scan.NewScanner(scan.Compile(form()))
	var r record.Record
	if n := testing.AllocsPerRun(10, func() {
		for at := 0; at < len(data); {
			at, _ = scanner.Scan(buf, at, &r)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkScan(b *testing.B) {
	data := district(b)
	buf := pad(bytes.Clone(data))
	scanner := scan.NewScanner(scan.Compile(form()))
	var r record.Record
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		for at := 0; at < len(data); {
			at, _ = scanner.Scan(buf, at, &r)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	f := form()
	b.ReportAllocs()
	for b.Loop() {
		scan.Compile(f)
	}
}

func TestBackground(t *testing.T) {
	f := form()
	f.Background = []scan.Question{{ID: "grade", Options: []string{"k-5", "6-8"}}, {ID: "language", Options: []string{"english", "spanish"}}}
	const head = `{"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family",`
	for _, tt := range []struct {
		line string
		want [2]uint8
		ok   bool
	}{
		{head + `"background":{"grade":"6-8","language":"english"},"ratings":{}}`, [2]uint8{2, 1}, true},
		{head + `"ratings":{}, "background" : { "language" : "spanish" } }`, [2]uint8{0, 2}, true},
		{head + `"background":{},"ratings":{}}`, [2]uint8{}, true},
		{head + `"ratings":{}}`, [2]uint8{}, true},
		{head + `"background":{"grade":"6-8","grade":"6-8"},"ratings":{}}`, [2]uint8{}, false},
		{head + `"background":{"grade":"6-8",},"ratings":{}}`, [2]uint8{}, false},
		{head + `"background":{"grade":"6-9"},"ratings":{}}`, [2]uint8{}, false},
		{head + `"background":{"grad":"6-8"},"ratings":{}}`, [2]uint8{}, false},
		{head + `"background":{"grade":"6-8"}}`, [2]uint8{}, false},
	} {
		var r record.Record
		scanner := scan.NewScanner(scan.Compile(f))
		for range 2 { // the second time in the style of the first
			_, ok := scanner.Scan(pad([]byte(tt.line+"\n")), 0, &r)
			if got := [2]uint8(r.Background[:2]); ok != tt.ok || ok && got != tt.want {
				t.Errorf("%s: %v, recognized: %t, want %v, %t", tt.line, got, ok, tt.want, tt.ok)
			}
		}
		if _, ok := scan.NewScanner(scan.Compile(form())).Scan(pad([]byte(tt.line+"\n")), 0, &r); ok && strings.Contains(tt.line, "background") {
			t.Errorf("a form without background questions recognizes %s", tt.line)
		}
	}
}
