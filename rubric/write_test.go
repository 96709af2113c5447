package rubric_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// nasty are texts of which a writer of YAML or JSON may lose a part.
var nasty = []string{
	" leading", "trailing ", "\tleading tab", "trailing tab\t", "a\ttab", "a  b   c", " \u00a0x\u00a0 ",
	"colon: space", "ends with colon:", ": starts", "a:b", "- item", "-", "--", "---", "...", "? key", "?", "# comment", "a # comment", "a#b", "#",
	"'single'", "'", "it's", `"double"`, `"`, `\`, `\n`, `a\tb`, `"half`, "'half",
	"two\nlines", "two\n\nparagraphs", "\nstarts with a line end", "ends with one\n", "ends with two\n\n", "a\n  indented\nb", "\n", "a\r\nb", "a\rb", " \n x",
	"yes", "no", "on", "off", "y", "n", "true", "false", "True", "null", "Null", "~", "7.10", "1", "-1", "0x1f", "0o17", "017", "1e3", ".5", "+1", "1_000", ".inf", "-.INF", ".nan", "12:30:45", "2026-10-01", "2026-10-01T12:00:00Z", "=", "<<",
	"[a, b]", "{a: b}", "[", "]", "{", "}", ",", "a, b", "&anchor", "*alias", "&", "*", "!tag", "!!str x", "!", "|", ">", ">-", "|2", "%TAG", "%", "@at", "`tick`",
	"😀", "👩‍👩‍👧", "é", "e\u0301", "مرحبا", "\u200fمرحبا", "日本語", "Estrada – “é”", "a\u2028b", "a\u2029b", "\u2028", "a\u0085b", "\u0085a", "a\u00a0b", "\u00a0a", "\ufeffa", "a\ufeff", "a\u200bb", "\u200b", "a\u00adb",
	"\ufffd", "a\ufffdb", "\ue000", "\ufdd0", "\ufffe", "\uffff", "\U0010ffff", "<b>&amp;</b>", "</script>", "\u2066rtl\u2069",
	strings.Repeat("long ", 200), strings.Repeat("x", 1000), strings.Repeat("a\n", 100),
}

// nastyRubric is a rubric with every nasty text that is not blank.
func nastyRubric(t testing.TB) *rubric.Rubric {
	t.Helper()
	doc := mustDocument(t, full)
	doc.Notes = nil
	for _, text := range nasty {
		// The loader decides which texts are blank.
		one := doc
		one.Notes = []rubric.TextEntry{{Text: text}}
		if _, err := rubric.New(one); err != nil {
			ps, _ := problem.Of(err)
			if len(ps) != 1 || ps[0].Code != problem.Blank {
				t.Errorf("%q: %v", text, err)
			}
			continue
		}
		doc.Notes = append(doc.Notes, one.Notes...)
	}
	if len(doc.Notes) < len(nasty)-10 {
		t.Fatalf("only %d of %d texts are let in", len(doc.Notes), len(nasty))
	}
	doc.Title = rubric.TextEntry{Text: " 7.10: #\n"}
	doc.Domains[0].Code = "7.10"
	doc.Domains[0].Competencies[0].Code = " null "
	doc.Domains[0].Competencies[1].Code = "yes"
	r, err := rubric.New(doc)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func mustDocument(t testing.TB, doc string) rubric.EditionDocument {
	t.Helper()
	r, err := rubric.Load("doc.yaml", []byte(doc), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r.Document()
}

func written(t *testing.T) map[string]*rubric.Rubric {
	t.Helper()
	all := map[string]*rubric.Rubric{"nasty": nastyRubric(t), "full": mustLoad(t, full), "garden": readRubric(t, "good/rubrics/garden.yaml")}
	for _, version := range cei.Editions() {
		r, err := cei.Edition(version)
		if err != nil {
			t.Fatal(err)
		}
		all[version] = r
	}
	return all
}

func TestWriteAndReadBack(t *testing.T) {
	for name, r := range written(t) {
		t.Run(name, func(t *testing.T) {
			data, err := r.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			y := yamlOf(t, r)
			for file, data := range map[string][]byte{"r.json": data, "r.yaml": y, "unnamed": data, "crlf.json": bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))} {
				back, err := rubric.Load(file, data, nil)
				if err != nil {
					t.Errorf("%s: %v", file, err)
					continue
				}
				if back.Ref() != r.Ref() {
					t.Errorf("%s: %v became %v", file, r.Ref(), back.Ref())
				}
				if diff := cmp.Diff(r.Document(), back.Document()); diff != "" {
					t.Errorf("%s (-want +got):\n%s", file, diff)
				}
				if diff := cmp.Diff(string(y), string(yamlOf(t, back))); diff != "" {
					t.Errorf("%s: written again, it is (-want +got):\n%s", file, diff)
				}
			}
			if !json.Valid(data) {
				t.Error("not JSON")
			}
			// encoding/json gives the same.
			viaPackage, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			back, err := rubric.Load("r.json", viaPackage, nil)
			if err != nil || back.Ref() != r.Ref() {
				t.Errorf("json.Marshal: %v", err)
			}
		})
	}
}

func yamlOf(t testing.TB, r *rubric.Rubric) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := r.WriteYAML(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWriteYAMLReportsTheWriter(t *testing.T) {
	broken := errors.New("disk full")
	if err := cei.Latest().WriteYAML(failing{broken}); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// A translated rubric is written with its translated texts.
func TestWriteTranslation(t *testing.T) {
	r := mustLoad(t, full)
	o := mustLoadOverlay(t, "o.yaml", overlay(r, "language: ar\ndirection: rtl", prefixed("م ")))
	local, _ := r.Localize(o)
	back, err := rubric.Load("r.yaml", yamlOf(t, local), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(said(local), said(back)); diff != "" || back.Language() != "ar" || back.Direction() != "rtl" {
		t.Errorf("%s %s (-want +got):\n%s", back.Language(), back.Direction(), diff)
	}
	if back.Ref().Digest == r.Ref().Digest || back.Ref().String() != r.Ref().String() {
		t.Errorf("ref %v", back.Ref())
	}
	if _, ok := back.Translation(); ok {
		t.Error("a rubric in its own right is a translation")
	}
}

// spoil sets every string in a value to another one.
func spoil(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("spoilt")
	case reflect.Struct:
		for i := range v.NumField() {
			spoil(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			spoil(v.Index(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			spoil(v.Elem())
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			v.SetMapIndex(k, reflect.Zero(v.Type().Elem()))
		}
	}
}

func TestDocumentIsACopy(t *testing.T) {
	for name, r := range written(t) {
		before, saidBefore, ref := r.Document(), said(r), r.Ref()
		doc := r.Document()
		spoil(reflect.ValueOf(&doc).Elem())
		if cmp.Equal(before, doc) {
			t.Fatalf("%s: nothing was spoilt", name)
		}
		if diff := cmp.Diff(before, r.Document()); diff != "" {
			t.Errorf("%s: the document changed:\n%s", name, diff)
		}
		if diff := cmp.Diff(saidBefore, said(r)); diff != "" || r.Ref() != ref {
			t.Errorf("%s: the rubric changed:\n%s", name, diff)
		}
		// Later copies are not changed either.
		doc = r.Document()
		made, err := rubric.New(doc)
		if err != nil {
			t.Fatal(err)
		}
		spoil(reflect.ValueOf(&doc).Elem())
		if diff := cmp.Diff(saidBefore, said(made)); diff != "" || made.Ref() != ref {
			t.Errorf("%s: New keeps the caller's document:\n%s", name, diff)
		}
	}
}

// The canonical form is readable: block style, keys in the order of the documentation,
// plain text without quotes.
func ExampleRubric_WriteYAML() {
	r, err := rubric.Load("circle.json", []byte(`{"domains":[{"competencies":[{"title":"We listen: always","id":"listening"}],"title":"7.10","id":"talk"}],
		"spectrum":{"stages":[{"id":"seed","title":"Seed"},{"id":"tree","title":{"text":"Tree"}}],"id":"growth"},
		"language":"en","title":"Circle","edition":"1","id":"circle","format":"rubric/1"}`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := r.WriteYAML(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// format: rubric/1
	// id: circle
	// edition: "1"
	// title: Circle
	// language: en
	// spectrum:
	//   id: growth
	//   stages:
	//     - id: seed
	//       title: Seed
	//     - id: tree
	//       title: Tree
	// domains:
	//   - id: talk
	//     title: "7.10"
	//     competencies:
	//       - id: listening
	//         title: 'We listen: always'
}

// FuzzWriteYAML checks that any text is the same after writing and reading.
func FuzzWriteYAML(f *testing.F) {
	for _, text := range nasty {
		f.Add(text)
	}
	base := mustDocument(f, small)
	f.Fuzz(func(t *testing.T, text string) {
		doc := base
		doc.Notes = []rubric.TextEntry{{Text: text}, {Text: "before " + text + " after"}}
		r, err := rubric.New(doc)
		if err != nil {
			return
		}
		back, err := rubric.Load("r.yaml", yamlOf(t, r), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := slices.Collect(back.Notes()), slices.Collect(r.Notes()); !slices.Equal(got, want) {
			t.Fatalf("%q became %q", want, got)
		}
	})
}
