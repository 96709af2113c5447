package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// publicPackages are the directories of the public packages.
func publicPackages() []string {
	return []string{
		"spectrum", "rubric", "rubric/problem", "rubric/author", "assess", "assess/form", "assess/schema", "report",
		"report/text", "report/markdown", "report/html", "report/svg", "report/tidy",
	}
}

// names are the exported types and functions of the public packages, such as
// assess.Response and assess.Read. Methods are left out: reflection finds them.
func names(t *testing.T) (types, functions []string) {
	t.Helper()
	for _, dir := range publicPackages() {
		files, err := filepath.Glob(filepath.Join("../../..", dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no files, error %v", dir, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ofTypes, ofFunctions := declared(f)
			types, functions = append(types, ofTypes...), append(functions, ofFunctions...)
		}
	}
	return types, functions
}

func declared(f *ast.File) (types, functions []string) {
	prefix := f.Name.Name + "."
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.IsExported() {
				functions = append(functions, prefix+d.Name.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if s, ok := s.(*ast.TypeSpec); ok && s.Name.IsExported() {
					types = append(types, prefix+s.Name.Name)
				}
			}
		}
	}
	return types, functions
}
