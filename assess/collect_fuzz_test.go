package assess_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// collectLikeRead checks that Collect and Read agree on an input.
func collectLikeRead(tb testing.TB, name string, data []byte, opt assess.CollectOptions) (responses, refused uint64) {
	tb.Helper()
	opt.Key, opt.MaxProblems = byAll, 1<<30
	inputs := []assess.ResponseInput{bytesInput(name, data)}
	want := readOneByOne(tb, cei.Latest(), inputs, &opt)
	for _, size := range []int{64, 4096} {
		opt.Workers = size%3 + 1
		c, err := assess.CollectInBlocks(tb.Context(), cei.Latest(), inputs, &opt, size)
		if err != nil {
			tb.Fatal(err)
		}
		if diff := cmp.Diff(want, describeCollection(tb, c)); diff != "" {
			tb.Fatalf("blocks of %d (-one by one +collected):\n%s\n%q", size, diff, data)
		}
	}
	return want.Responses, want.Refused
}

// mutateSheet makes a random change to a sheet, of a kind that happens in practice.
func mutateSheet(d *rand.Rand, sheet []byte) []byte {
	i := d.IntN(len(sheet))
	pieces := []string{
		`"`, `""`, `"""`, `,`, "\n", "\r\n", "\r", "\t", " ", ` "`, `" `, ";", "=", `="007"`, "\x00", "\x7f", "\xff", "é", "\u00a0", "\ufeff",
		"x", "+", "1.2E+13", "-", "n/a", "Total", "2026-02-29", "2026/10/7", "10/07/2026", "en", "maturing", `"a` + "\n" + `b"`, `"a,b"`, `"a""b"`, strings.Repeat("y", 210), ",,,,,",
	}
	piece := pieces[d.IntN(len(pieces))]
	row := bytes.IndexByte(sheet[i:], '\n') + i + 1
	cell := bytes.IndexByte(sheet[i:], ',') + i + 1
	switch d.IntN(7) {
	case 0:
		return bytes.Join([][]byte{sheet[:i], sheet[i:]}, []byte(piece))
	case 1:
		return bytes.Join([][]byte{sheet[:cell], sheet[cell:]}, []byte(piece))
	case 2: // instead of a cell
		end := bytes.IndexAny(sheet[cell:], ",\n")
		if end >= 0 {
			return bytes.Join([][]byte{sheet[:cell], sheet[cell+end:]}, []byte(piece))
		}
	case 3:
		return bytes.Join([][]byte{sheet[:i], sheet[min(i+1+d.IntN(3), len(sheet)):]}, nil)
	case 4: // a row twice, or a piece of one
		return bytes.Join([][]byte{sheet[:row], sheet[i:]}, nil)
	case 5:
		return bytes.Join([][]byte{sheet[:row], sheet[row:]}, []byte(piece+"\n"))
	case 6:
		return sheet[:i]
	}
	return sheet
}

// The fast reader and the strict reader agree on any change to a sheet.
func TestCollectAgreesOnMutatedSheets(t *testing.T) {
	rounds := repeats(40, 300)
	var sheets [][]byte
	for _, name := range []string{"google-forms.csv", "notes.csv", "quoted-newlines.csv", "broken-quotes.csv", "excel-german.csv", "tabs.tsv", "ragged.csv", "totals.csv", "dates.csv", "codes.csv"} {
		data, err := os.ReadFile(filepath.Join(sheetsDir, name))
		if err != nil {
			t.Fatal(err)
		}
		sheets = append(sheets, data)
	}
	var simple bytes.Buffer
	simple.WriteString("id,school,role,date,language,4.3,4.3 note,1.1\n")
	for range 30 {
		simple.WriteString("r-1,19-64733,family,2026-10-01,en,maturing,\"a, note\",Advanced\nr-2,Lincoln,leader,,es-MX,\"n/a\",,\nr-3,Lincoln,leader,,es,maturing,\"\"\"a\"\", note\",Advanced\n")
	}
	d := rand.New(rand.NewPCG(5, 6))
	var responses, refused uint64
	for i := range rounds {
		sheet := simple.Bytes()
		if i%3 == 0 {
			sheet = sheets[d.IntN(len(sheets))]
		}
		for range 1 + d.IntN(6) {
			if sheet = mutateSheet(d, sheet); len(sheet) == 0 {
				break
			}
		}
		opt := assess.CollectOptions{}
		if i%5 == 0 {
			opt.Limits.Bytes = 60 + d.IntN(200)
		}
		if len(bytes.TrimSpace(sheet)) > 0 {
			a, b := collectLikeRead(t, "x.csv", sheet, opt)
			responses, refused = responses+a, refused+b
		}
	}
	if responses < 100 || refused < 100 {
		t.Errorf("%d responses and %d refused: too few of one kind for a test", responses, refused)
	}
}

// FuzzCollect checks that Collect and Read agree on any input.
func FuzzCollect(f *testing.F) {
	head := "id,role,4.3,4.3 note,school,date\n"
	for _, s := range []string{
		head + strings.Repeat("r,family,maturing,x,19,2026-10-01\n", 5), head + "r,family,\"maturing\n\n\"a\"\"b\",Students,3 - Maturing,note\r\n",
		head + ",,,\nTotal,1,2,3\n\xff,\x00,é,\nr", head + "\"r\"\t,family,maturing,\"a\nb\",\"c\"d\n", good + "\n{}\n\n" + good, "[" + good + "," + good + "]",
		begun + "\n" + good + "\n" + begun, "[" + good + "," + begun + "]", noted + "\n" + begun + "\n" + strings.Replace(noted, "true", "false", 1),
		head + "r,family,maturing,\"\"\"a\"\"\",19,\nr,family,maturing,\"\"\"\",19,\nr,family,,\"\"\"\",19,\nr,family,maturing,\"a\"\",19,\nr,family,maturing,,\"\"\"19\"\"\",\n",
		strings.ReplaceAll(head, ",", "\t") + "r\tfamily\tadvanced\t\t\t\n", strings.ReplaceAll(head, "\n", "\r") + "r,family,maturing,,,\r",
	} {
		f.Add([]byte(s), 0)
		f.Add([]byte(s), 100)
	}
	f.Fuzz(func(t *testing.T, data []byte, limit int) {
		if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
			return // gzip, which has a checksum
		}
		collectLikeRead(t, "x", data, assess.CollectOptions{Limits: assess.ResponseLimits{Bytes: max(0, limit%1000)}})
	})
}
