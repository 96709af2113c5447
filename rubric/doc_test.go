package rubric_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/rubric"
)

// reference returns the words of the reference page.
func reference(t *testing.T) map[string]bool {
	t.Helper()
	page, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	words := make(map[string]bool)
	for _, w := range regexp.MustCompile(`[a-z][a-z_-]*[a-z]`).FindAllString(string(page), -1) {
		words[w] = true
	}
	for _, w := range regexp.MustCompile(`[a-z]+(?:-[a-z]+)*`).FindAllString(string(page), -1) {
		words[w] = true
	}
	return words
}

func TestReferenceNamesEveryKey(t *testing.T) {
	words := reference(t)
	seen := make(map[reflect.Type]bool)
	var visit func(reflect.Type)
	visit = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map:
			visit(typ.Elem())
		case reflect.Struct:
			if seen[typ] {
				return
			}
			seen[typ] = true
			for i := range typ.NumField() {
				key, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
				if key != "-" && !words[key] {
					t.Errorf("the reference page does not name the key %q of %s", key, typ.Name())
				}
				for _, value := range strings.Split(typ.Field(i).Tag.Get("enum"), ",") {
					if value = strings.TrimSuffix(value, "/1"); value != "" && !words[value] {
						t.Errorf("the reference page does not name the value %q of %s.%s", value, typ.Name(), key)
					}
				}
				visit(typ.Field(i).Type)
			}
		}
	}
	for _, doc := range []any{rubric.EditionDocument{}, rubric.OverlayDocument{}, rubric.CrosswalkDocument{}, rubric.CompanionDocument{}} {
		visit(reflect.TypeOf(doc))
	}
	if len(seen) < 15 {
		t.Errorf("only %d kinds of object were looked at", len(seen))
	}
}

func TestReferenceNamesEveryCode(t *testing.T) {
	words := reference(t)
	codes := 0
	parsed, err := parser.ParseFile(token.NewFileSet(), "problem/code.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range parsed.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok || strings.Contains(group.Doc.Text(), "sheet") || strings.Contains(group.Doc.Text(), "words file") || strings.Contains(group.Doc.Text(), "summary") {
			continue
		}
		for _, spec := range group.Specs {
			value, ok := spec.(*ast.ValueSpec)
			if !ok {
				continue
			}
			code, _ := strconv.Unquote(value.Values[0].(*ast.BasicLit).Value)
			codes++
			if !words[code] {
				t.Errorf("the reference page does not name the code %q", code)
			}
		}
	}
	if codes < 45 {
		t.Errorf("only %d codes found", codes)
	}
}
