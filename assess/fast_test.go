package assess_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// sameResult checks that NDJSON, which reads most lines without the strict reader, and
// LoadResponse, which is the strict reader, agree on a line.
func sameResult(tb testing.TB, r *rubric.Rubric, lim assess.ResponseLimits, line []byte) (valid bool) {
	tb.Helper()
	line = bytes.TrimSuffix(bytes.TrimPrefix(line, []byte("\xef\xbb\xbf")), []byte("\r"))
	if bytes.IndexByte(line, '\n') >= 0 || bytes.HasPrefix(line, []byte("\xef\xbb\xbf")) || len(bytes.Trim(line, " \t\r")) == 0 {
		return false // no line, or one of which NDJSON speaks otherwise
	}
	strict, strictErr := assess.LoadResponse(r, "x.ndjson", line, &assess.ReadOptions{Limits: lim})
	n := 0
	for p, err := range assess.NDJSON(r, "x.ndjson", bytes.NewReader(line), &assess.ReadOptions{Limits: lim}) {
		n++
		if (err == nil) != (strictErr == nil) {
			tb.Fatalf("Load: %v\nNDJSON: %v\n%q", strictErr, err, line)
		}
		if err == nil {
			if diff := cmp.Diff(encode(tb, strict), encode(tb, p)); diff != "" {
				tb.Fatalf("(-Load +NDJSON):\n%s\n%q", diff, line)
			}
		}
	}
	if n != 1 {
		tb.Fatalf("%d results of\n%q", n, line)
	}
	return strictErr == nil
}

// fastSeeds are lines to start from: good ones and broken ones.
func fastSeeds(tb testing.TB) [][]byte {
	tb.Helper()
	var lines [][]byte
	for _, name := range []string{"../testdata/district-2023.2.ndjson", "../testdata/team-2023.2.ndjson", broken} {
		data, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		for line := range bytes.SplitSeq(data, []byte("\n")) {
			if len(bytes.TrimSpace(line)) > 0 && (name == broken || len(lines) < 40) {
				lines = append(lines, line)
			}
		}
	}
	for _, value := range fastTexts() {
		for _, doc := range fastPlaces {
			lines = append(lines, []byte(fmt.Sprintf(doc, value)))
		}
	}
	return lines
}

// fastPlaces are documents with a place for a value.
var fastPlaces = []string{
	`{"format":"response/1","rubric":"cei@2023.2","id":"r","draft":%s,"constituency":"family","ratings":{}}`,
	`{"format":"response/1","rubric":"cei@2023.2","id":"r","draft":true,"ratings":{"language-access":%s}}`,
	`{"format":"response/1","rubric":"cei@2023.2","id":%s,"constituency":"family","ratings":{}}`,
	`{"format":"response/1","rubric":"cei@2023.2","id":"r","organization":%s,"constituency":"family","ratings":{}}`,
	`{"ratings":{"language-access":{"note":%s,"stage":"maturing"}},"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family"}`,
	`{"ratings":{"language-access":{"evidence":[%s,"x"],"stage":"maturing"}},"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family"}`,
	`{"ratings":{"language-access":%s},"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family"}`,
	`{"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":%s,"ratings":{}}`,
	`{"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family","date":%s,"ratings":{}}`,
	`{"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family","language":%s,"ratings":{}}`,
	`{"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family","ratings":%s}`,
	`{"format":"response/1","rubric":%s,"id":"r","constituency":"family","ratings":{}}`,
	`{"format":%s,"rubric":"cei@2023.2","id":"r","constituency":"family","ratings":{}}`,
	`{"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family","ratings":{%s:"maturing"}}`,
	`{"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family","ratings":{"language-access":{"stage":"maturing","evidence":%s}}}`,
	`{"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family","ratings":%s,"language-access":"maturing"}}`,
	`{"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family","ratings":{"language-access":%s,"welcoming-culture":"maturing"}}`,
	` { "format" : "response/1" ,"rubric" :"cei@2023.2","id": "r",	"constituency":"family","ratings":{ "language-access" : { "stage" : "declined" , %s : "x" } } } `,
}

// fastTexts are values just within and just beyond the limits of the rules.
func fastTexts() []string {
	texts := []string{
		``, `{`, `[`, `""`, `" "`, `"\t"`, `"\u0020"`, `"a"`, `"a b"`, "\"\u00a0\"", "\"\u00a0a\"", "\"\u200b\"", "\"\ufeff\"", "\"学校\"", "\"Ca\u00f1on\"", `"Ca\u00f1on"`, `"\u5b66"`,
		`"a\nb"`, `"a\u0001"`, `"a\u007f"`, "\"a\x7f\"", "\"a\x01\"", "\"a\tb\"", `"a\u0000"`, `"\/"`, `"\\\""`, `"\x"`, `"\u12"`, `"\u12G4"`, `"\`, `"`,
		`"\ud83d\ude00"`, `"\ud83d"`, `"\ude00"`, `"\ud83d\ud83d"`, `"\ud83dx"`, `"\ud83d\n"`, `"\uD83D\uDE00"`, `"\ufffd"`, "\"\ufffd\\ud800\"", "\"\ufffd\"", "\"\xff\"", "\"\xc3\"", "\"\xed\xa0\x80\"", "\"\xf4\x90\x80\x80\"", "\"\xc0\x80\"",
		`null`, `true`, `7`, `{}`, `[]`, `{"stage":"maturing"}`, `{"stage":null}`, `{"note":"x"}`, `{"stage":"maturing","stage":"maturing"}`, `{"stage":"maturing","note":""}`,
		`{"stage":"maturing","evidence":[]}`, `{"stage":"maturing","evidence":[""]}`, `{"stage":"maturing","evidence":["a",]}`, `{"stage":"maturing","evidence":[["a"]]}`, `{"stage":"maturing","note":"a","evidence":["b","c"],}`, `[{"stage":"x"}]`,
		`"maturing"`, `"Maturing"`, `"maturing "`, `"m\u0061turing"`, `"dont-know"`, `"declined"`, `"not-applicable"`, `"not-answered"`, `"not-evident"`, `"not-evidentx"`, `"advance"`, `"advancedd"`,
		`"language-access"`, `"language-acces"`, `"language-accesss"`, `"l\u0061nguage-access"`, `"family"`, `"families"`, `"Family"`, `"student"`, `"note"`, `"stage"`, `"evidence"`, `"Note"`,
		`"2026-10-01"`, `"2026-10-1"`, `"2026-02-29"`, `"2024-02-29"`, `"1900-02-29"`, `"2000-02-29"`, `"0000-02-29"`, `"0000-00-00"`, `"2026-13-01"`, `"2026-04-31"`, `"2026-12-31"`, `"2026-10-00"`, `"2026-1O-01"`, `"2026-10-01 "`, `"9999-12-31"`,
		`"en"`, `"e"`, `"engl"`, `"es-MX"`, `"es-"`, `"-es"`, `"es--MX"`, `"zh-Hans-CN"`, `"en-12345678"`, `"en-123456789"`, `"e1"`, `"en_US"`, `"eng-1-2-3-4-5-6-7-8-9-0-a-b-c-d-e-f"`, `"eng-1-2-3-4-5-6-7-8-9-0-a-b-c-d-e"`,
		`"cei@2023.2"`, `"cei@2023.1"`, `"response/1"`, `"response/2"`,
	}
	for _, n := range []int{199, 200, 201} {
		texts = append(texts, `"`+strings.Repeat("a", n)+`"`, `"`+strings.Repeat("é", n)+`"`, `"`+strings.Repeat(`\u00e9`, n)+`"`)
	}
	for _, n := range []int{19_999, 20_000, 20_001} {
		texts = append(texts, `"`+strings.Repeat("a", n)+`"`, `"`+strings.Repeat("é", n)+`"`, `"`+strings.Repeat(`\n`, n)+`"`)
	}
	for _, n := range []int{99, 100, 101} {
		texts = append(texts, `[`+strings.TrimSuffix(strings.Repeat(`"a",`, n), ",")+`]`)
	}
	return texts
}

func TestFastAgreesWithStrict(t *testing.T) {
	r := cei.Latest()
	valid := 0
	for i, line := range fastSeeds(t) {
		if sameResult(t, r, assess.ResponseLimits{}, line) {
			valid++
		}
		if i%17 > 0 {
			continue
		}
		for _, lim := range []assess.ResponseLimits{{Depth: 1}, {Depth: 2}, {Depth: 3}, {Depth: 4}, {Nodes: 13}, {Nodes: 14}, {Nodes: 15}, {Nodes: 16}, {Nodes: 17}, {Nodes: 18}, {Nodes: 20}, {Bytes: 100}, {Bytes: 110}} {
			sameResult(t, r, lim, line)
		}
	}
	if valid < 100 {
		t.Errorf("%d valid lines, too few to say anything", valid)
	}
}

// The fast reader expects a line to be written like the previous one. After any line, it
// agrees with the strict reader on malformed objects.
func TestFastAgreesAfterOtherLines(t *testing.T) {
	before := map[string]string{
		"printed": `{"format":"response/1","rubric":"cei@2023.2","id":"p","constituency":"family","ratings":{"language-access":{"stage":"maturing","note":"x"}}}`,
		"sorted":  `{"constituency":"family","format":"response/1","id":"p","ratings":{"language-access":{"note":"x","stage":"maturing"}},"rubric":"cei@2023.2"}`,
	}
	spaced := strings.NewReplacer(`,"`, `, "`, `":`, `": `)
	const start, end = `{"format":"response/1","rubric":"cei@2023.2","id":"r","constituency":"family","ratings":`, `}`
	lines := []string{`{,` + start[1:] + `{}}`, start[1:] + `{}}`, start + `{}}}`, start + `{}"date":"2026-10-01"}`, start + `{},}`, start + `{},"ratings":{}}`}
	for _, ratings := range []string{
		`{}`, `{,"language-access":"maturing"}`, `,"language-access":"maturing"}`, `{"language-access":"maturing",}`, `{"language-access":"maturing","language-access":"maturing"}`,
		`{"language-access":"maturing", "language-access" :{"stage":"maturing"}}`, `{"language-access"  "maturing"}`, `{"":"maturing"}`,
		`{"language-access":{,"stage":"maturing"}}`, `{"language-access":,"stage":"maturing"}}`, `{"language-access":{"stage":"maturing"}"note":"x"}}`, `{"language-access":{}}`,
		`{"language-access":{"stage":"maturing", "stage":"maturing"}}`, `{"language-access":{"evidence":[],"stage":"maturing","evidence":["a"]}}`, `{"language-access":{"stage":"maturing","note":"x"}}`,
	} {
		lines = append(lines, start+ratings+end)
	}
	for _, line := range lines {
		for _, line := range []string{line, spaced.Replace(line)} {
			_, strict := assess.LoadResponse(cei.Latest(), "x.ndjson", []byte(line), nil)
			for name, first := range before {
				for _, first := range []string{first, spaced.Replace(first)} {
					n := 0
					for _, err := range assess.NDJSON(cei.Latest(), "x.ndjson", strings.NewReader(first+"\n"+line+"\n"), nil) {
						if n++; n == 1 && err != nil || n == 2 && (err == nil) != (strict == nil) {
							t.Errorf("after %s, line %d: %v, Load: %v\n%s", name, n, err, strict, line)
						}
					}
				}
			}
		}
	}
}

// mutate makes a random change of a kind that happens in practice.
func mutate(d *rand.Rand, line []byte, other []byte) []byte {
	n := len(line)
	i, j := d.IntN(n), d.IntN(n)
	if i > j {
		i, j = j, i
	}
	put := func(at int, text string) []byte {
		return bytes.Join([][]byte{line[:at], line[at:]}, []byte(text))
	}
	interesting := []string{
		`"`, `\`, `,`, `:`, `{`, `}`, `[`, `]`, " ", "\t", "\r", "\x00", "\x1f", "\x7f", "\xff", "\xc3\xa9", "\ufeff", "\u2028", "null", "-", "x", "0",
		`\u0041`, `\u0000`, `\ud800`, `\ud83d\ude00`, `\n`, `""`, `"":"",`, `{}`, `[]`, `"note":"x",`, `"id":"r",`, `"language-access":"maturing",`, "        ",
	}
	word := interesting[d.IntN(len(interesting))]
	switch d.IntN(12) {
	case 0:
		return line[:i] // cut off
	case 1:
		return bytes.Join([][]byte{line[:i], line[min(i+1, n):]}, nil)
	case 2:
		return bytes.Join([][]byte{line[:i], line[j:]}, nil)
	case 3:
		return bytes.Join([][]byte{line[:j], line[i:]}, nil) // a piece twice
	case 4:
		line = bytes.Clone(line)
		line[i] ^= 1 << d.IntN(8)
		return line
	case 5:
		line = bytes.Clone(line)
		line[i], line[j] = line[j], line[i]
		return line
	case 6, 7:
		return put(i, word)
	case 8: // between tokens, where it may do no harm
		if k := bytes.IndexAny(line[i:], `{}[],:`); k >= 0 {
			return put(i+k+d.IntN(2), word)
		}
	case 9: // another member
		if k := bytes.IndexByte(line[i:], ','); k >= 0 {
			return put(i+k, `,`+[]string{`"id":"z"`, `"language":"es"`, `"welcoming-culture":"declined"`, `"stage":"advanced"`, `"Date":"2026-01-01"`}[d.IntN(5)])
		}
	case 10: // a member less
		if a := bytes.IndexByte(line[i:], ','); a >= 0 {
			if b := bytes.IndexByte(line[i+a+1:], ','); b >= 0 {
				return bytes.Join([][]byte{line[:i+a], line[i+a+1+b:]}, nil)
			}
		}
	case 11:
		return append(bytes.Clone(line[:i]), other[min(i, len(other)):]...)
	}
	return line
}

// The fast reader and the strict one agree on changed documents.
func TestFastAgreesOnMutations(t *testing.T) {
	rounds := repeats(2, 10)
	r, seeds := cei.Latest(), fastSeeds(t)
	d := rand.New(rand.NewPCG(3, 4))
	valid, refused := 0, 0
	for range rounds {
		for _, line := range seeds {
			if len(line) > 4000 {
				continue
			}
			for range 1 + d.IntN(3) {
				if line = mutate(d, line, seeds[d.IntN(40)]); len(line) == 0 {
					break
				}
			}
			if sameResult(t, r, assess.ResponseLimits{}, line) {
				valid++
			} else {
				refused++
			}
		}
	}
	if valid < refused/50 || refused < valid/50 {
		t.Errorf("%d valid and %d refused lines: too few of one kind to say anything", valid, refused)
	}
}

// FuzzFast checks that the fast reader and the strict one agree on any line.
func FuzzFast(f *testing.F) {
	for i, line := range fastSeeds(f) {
		if len(line) < 4000 && i%repeats(5, 1) == 0 {
			f.Add(line)
		}
	}
	r := cei.Latest()
	f.Fuzz(func(t *testing.T, line []byte) { sameResult(t, r, assess.ResponseLimits{}, line) })
}

// The two readers also agree for other rubrics: without constituencies, with long ids that
// start alike, with a single competency.
func TestFastAgreesOnOtherRubrics(t *testing.T) {
	long := strings.Repeat("level-of-engagement-", 4)
	for name, head := range map[string]string{
		"no constituencies": "format: rubric/1\nid: g\nedition: \"1\"\ntitle: G\nlanguage: en\nspectrum: {id: s, stages: [{id: a, title: A}, {id: ab, title: AB}, {id: abc, title: ABC}]}\n",
		"long ids": "format: rubric/1\nid: g\nedition: \"1\"\ntitle: G\nlanguage: en\nconstituencies: [{id: " + long + "x, title: X}, {id: " + long + "y, title: Y}]\n" +
			"spectrum: {id: s, stages: [{id: " + long + "1, title: A}, {id: " + long + "2, title: B}]}\n",
	} {
		t.Run(name, func(t *testing.T) {
			r, err := rubric.Load("g.yaml", []byte(head+"domains: [{id: d, title: D, competencies: [{id: "+long+"one, title: One}, {id: "+long+"two, title: Two}, {id: c, title: C}]}]\n"), nil)
			if err != nil {
				t.Fatal(err)
			}
			constituency, stages := "", []string{"declined"}
			for c := range r.Constituencies() {
				constituency = `,"constituency":"` + c.ID + `"`
			}
			for s := range r.Spectrum().Stages() {
				stages = append(stages, s.ID())
			}
			d := rand.New(rand.NewPCG(7, 8))
			n := repeats(400, 2000)
			valid := 0
			for i := range n {
				stage := stages[i%len(stages)]
				line := []byte(fmt.Sprintf(`{"format":"response/1","rubric":"g@1","id":"r"%s,"ratings":{"%sone":"%s","c":{"stage":"%s"},"%stwo":"%s"}}`, constituency, long, stage, stage, long, stage))
				if i%2 > 0 {
					line = mutate(d, line, line)
				}
				if len(line) > 0 && sameResult(t, r, assess.ResponseLimits{}, line) {
					valid++
				}
			}
			if valid < n/2 || valid == n {
				t.Errorf("%d of %d lines are valid", valid, n)
			}
		})
	}
}
