package assess_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/testdata"
)

// sheetOf returns the sheet of comments.
func sheetOf(t testing.TB, k *assess.Comments) string {
	t.Helper()
	var b bytes.Buffer
	if err := k.WriteSheet(&b, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The comments of sheets whose blocks are read a second time are gathered once.
func TestCommentsOfSheets(t *testing.T) {
	files, err := os.ReadDir("../testdata/sheets")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	_, _, p := gathered(t, testdata.District, assess.Policy{})
	for _, f := range files {
		name := "../testdata/sheets/" + f.Name()
		if !strings.HasSuffix(name, ".csv") {
			continue
		}
		in, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		var one, many assess.CommentCollector
		for response, err := range assess.CSV(cei.Latest(), name, in, nil) {
			if err == nil {
				if err := one.Add(response); err != nil {
					t.Fatal(err)
				}
			}
		}
		in.Close()
		if _, err := assess.Collect(context.Background(), cei.Latest(), []assess.ResponseInput{assess.FileInput(name)}, &assess.CollectOptions{Comments: &many}); err != nil {
			t.Fatal(err)
		}
		found += one.Len()
		if diff := cmp.Diff(entries(reviewed(t, &one, p)), entries(reviewed(t, &many, p))); diff != "" {
			t.Errorf("%s (-CSV +Collect):\n%s", name, diff)
		}
	}
	if found < 10 {
		t.Errorf("%d comments in all sheets", found)
	}
}

// A sheet is read as spreadsheet programs save it.
func TestCommentSheetForms(t *testing.T) {
	const sheet = "Competency;Text;Edited;Cleared;Public\r\nlanguage-access;'=1;;X;\r\n;;;;\r\nlanguage-access;\"a \"\"b\"\"\nc\";b;No;yes\r\n"
	utf16 := []byte{0xff, 0xfe}
	for _, r := range strings.ReplaceAll(sheet, ";", "\t") {
		utf16 = append(utf16, byte(r), 0)
	}
	for name, data := range map[string][]byte{
		"semicolons": []byte(sheet), "byte order mark": []byte("\xef\xbb\xbf" + sheet), "tabs, UTF-16": utf16,
		"sep": []byte("sep=;\r\n" + sheet), "commas": []byte(strings.ReplaceAll(sheet, ";", ",")),
	} {
		k, err := assess.LoadCommentSheet(cei.Latest(), "c.csv", data, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []assess.Comment
		for c := range k.All() {
			c.Competency = nil
			got = append(got, c)
		}
		want := []assess.Comment{{Text: "=1", Cleared: true}, {Text: "b", Public: true}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	latin, err := assess.LoadCommentSheet(cei.Latest(), "c.csv", []byte("competency,text,edited,cleared\nlanguage-access,Las juntas son en espa\xf1ol y tambi\xe9n en ingl\xe9s,,s\xed\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for c := range latin.All() {
		if !c.Cleared || !strings.Contains(c.Text, "español") {
			t.Errorf("%+v", c)
		}
	}
}

func TestCommentSheetProblems(t *testing.T) {
	const header = "competency,text,edited,cleared,public,stage,constituency\n"
	for _, tt := range []struct {
		name, sheet string
		want        []string
	}{
		{"unknown competency", header + "langage-access,a,,yes,,,\n", []string{"2:1: unknown-competency"}},
		{"the hint", header + "langage-access,a,,yes,,,\n", []string{`did you mean "language-access"?`}},
		{"after an accent", header + "language-access,é,,perhaps,,,\n", []string{"2:20: bad-value"}},
		{"all of a row", header + "x,a,,maybe,,bad,nobody\n", []string{"unknown-competency", "bad-value", "unknown-stage", "unknown-constituency"}},
		{"no text", header + "language-access,,b,yes,,,\n", []string{"2:17: blank"}},
		{"a mistyped header", "competency,text,editd,cleared\n", []string{"1:17: unknown-column", "missing-column", `did you mean "edited"?`}},
		{"two headers", header[:len(header)-1] + ",text\n", []string{"1:58: duplicate-column"}},
		{"no header", "language-access,a,b\n", []string{"unknown-column", "missing-column"}},
		{"a cell too many", header + "language-access,a,,,,,,,b\n", []string{"2:25: extra-cell"}},
		{"quotes", header + "language-access,\"a,,,,,\n", []string{"syntax"}},
		{"empty", " \n", []string{"empty"}},
		{"not text", header + "language-access,\xff\xfe\x80,,,,,\n", []string{"encoding"}},
		{"columns", strings.Repeat("competency,", 101) + "\n", []string{"1:1: too-many"}},
		{"problems", header + strings.Repeat("x,a,,,,,\n", 1100), []string{"1002:1: too-many", "1001:1: unknown-competency"}},
		{"extra cells", header + "language-access,a,,,,,," + strings.Repeat("b,", 100_000) + "\n", []string{"2:24: extra-cell"}},
		{"too long", header + "language-access," + strings.Repeat("a", 20_001) + ",,,,,\n", []string{"too-long"}},
	} {
		_, err := assess.LoadCommentSheet(cei.Latest(), "c.csv", []byte(tt.sheet), nil)
		problems, ok := problem.Of(err)
		if !ok {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		text := problems.Error()
		for _, p := range problems {
			text += "\n" + p.Error() + " " + p.Hint
		}
		for _, want := range tt.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %s\n does not have %s", tt.name, text, want)
			}
		}
	}
}

func FuzzLoadCommentSheet(f *testing.F) {
	f.Add([]byte("competency,title,stage,constituency,text,check,edited,cleared,public\r\nlanguage-access,4.3,developing,family,'=1,email,,yes,no\r\n"))
	f.Add([]byte("sep=;\ncompetency;text;edited;cleared\nlanguage-access;\"a\n\"\"b\";;x\n"))
	f.Add([]byte("competency\ttext\tedited\tcleared\nlanguage-access\t\xf1\t''-\t\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		k, err := assess.LoadCommentSheet(cei.Latest(), "c", data, nil)
		if err != nil {
			return
		}
		checkReadBack(t, k)
	})
}
