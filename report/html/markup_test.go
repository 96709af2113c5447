package html

import (
	"encoding/xml"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric/cei"
)

// TestTagsAreConstant makes sure that nothing but a literal is converted to tags.
func TestTagsAreConstant(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 1 {
				return true
			}
			if to, ok := call.Fun.(*ast.Ident); ok && to.Name == "tags" {
				found++
				if _, ok := call.Args[0].(*ast.BasicLit); !ok {
					t.Errorf("%s converts something other than a literal to tags", name)
				}
			}
			return true
		})
	}
	if found == 0 {
		t.Error("no conversions found")
	}
}

// hostileText ends attributes, elements, comments and scripts.
const hostileText = `"'><evil on="1" style='x'>--></title></style></script>&amp;<![CDATA[`

// spoil replaces the strings of a document, except those of types and fields that select what is
// written. It replaces addresses with scripts.
func spoil(v reflect.Value, field string, keep map[string]bool) {
	switch v.Kind() {
	case reflect.String:
		switch {
		case !v.CanSet() || keep[field]:
		case v.String() == "":
		case field == "URL":
			v.SetString("JavaScript:" + hostileText)
		default:
			v.SetString(v.String() + hostileText)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Type != reflect.TypeFor[*assess.Published]() && f.Type != reflect.TypeFor[report.Options]() {
				spoil(v.Field(i), f.Name, keep)
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			spoil(v.Index(i), field, keep)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			spoil(v.Elem(), field, keep)
		}
	}
}

// tagsOf counts the elements of a document with their attributes, and the texts. It leaves out the
// elements of drawings, because these wrap long texts.
func tagsOf(t *testing.T, document string) (elements, texts map[string]int) {
	t.Helper()
	elements, texts = make(map[string]int), make(map[string]int)
	d := xml.NewDecoder(strings.NewReader(document))
	drawings := 0 // how many elements of drawings are open
	for {
		next, err := d.Token()
		switch {
		case err == io.EOF:
			return elements, texts
		case err != nil:
			t.Fatal(err)
		}
		switch e := next.(type) {
		case xml.StartElement:
			name := e.Name.Local
			for _, a := range e.Attr {
				name += " " + a.Name.Local
				if a.Name.Local == "href" && strings.HasPrefix(strings.ToLower(a.Value), "javascript") {
					t.Errorf("a link to %q", a.Value)
				}
				texts[a.Value]++
			}
			if drawings > 0 || e.Name.Local == "svg" {
				drawings++
			} else {
				elements[name]++
			}
		case xml.EndElement:
			drawings = max(0, drawings-1)
		case xml.CharData:
			texts[string(e)]++
		case xml.Comment, xml.ProcInst:
			t.Errorf("a comment or an instruction: %v", e)
		}
	}
}

// TestHostileFields writes documents with hostile text in every string that a renderer gets. They
// have no more elements and attributes than with harmless text.
func TestHostileFields(t *testing.T) {
	names := map[string]bool{"Form": true, "Sections": true, "Section": true, "MediaType": true}
	all := map[string]bool{"Form": true, "Sections": true, "Section": true, "MediaType": true, "Name": true, "ID": true, "Language": true, "Direction": true}
	for i, keep := range []map[string]bool{names, all} {
		for _, opt := range []*Options{nil, {Fragment: &Fragment{}}, {ScriptURL: "/s.js", Nonce: "a+b="}} {
			t.Run(fmt.Sprint(i, opt != nil && opt.Fragment != nil), func(t *testing.T) {
				v := reporttest.EveryOption(t, cei.Latest(), assess.Internal(), reporttest.EnglishOptions())
				h := v.Handout()
				before := []string{
					reporttest.Written(t, func(w io.Writer) error { return Write(w, v, opt) }),
					reporttest.Written(t, func(w io.Writer) error { return WriteHandout(w, h, opt) }),
				}
				spoil(reflect.ValueOf(v).Elem(), "", keep)
				spoil(reflect.ValueOf(h).Elem(), "", keep)
				for j, after := range []string{
					reporttest.Written(t, func(w io.Writer) error { return Write(w, v, opt) }),
					reporttest.Written(t, func(w io.Writer) error { return WriteHandout(w, h, opt) }),
				} {
					if strings.Contains(after, "<evil") {
						t.Fatal("an element of a text")
					}
					harmless, _ := tagsOf(t, before[j])
					elements, texts := tagsOf(t, after)
					for name, n := range elements {
						if n > harmless[name] {
							t.Errorf("%d times %q, with harmless texts %d times", n, name, harmless[name])
						}
					}
					spoiled := 0
					for text := range texts {
						if strings.Contains(text, hostileText) {
							spoiled++
						}
					}
					if spoiled < 50 {
						t.Errorf("%d texts are hostile", spoiled)
					}
				}
			})
		}
	}
}

// TestHref makes sure that links have no other schemes and no characters that end an attribute.
func TestHref(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org/a?b=c&d=%20#e": "https://example.org/a?b=c&amp;d=%20#e",
		"HTTP://example.org/é b\"'<>":       "HTTP://example.org/%c3%a9%20b%22%27%3c%3e",
		"mailto:a+b@example.org":            "mailto:a&#43;b@example.org",
		"javascript:alert(1)":               "#",
		" javascript:alert(1)":              "#",
		"data:text/html,x":                  "#",
		"a/b:c":                             "a/b:c",
		"100%":                              "100%25",
		"":                                  "",
	} {
		if got := string(new(markup).href(in).b); got != want {
			t.Errorf("href(%q) = %s, want %s", in, got, want)
		}
	}
}
