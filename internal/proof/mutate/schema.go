package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/packages"
)

// unit is a package with the mutants of its files.
type unit struct {
	dir     string // of the package, relative to the module
	pkg     *packages.Package
	sources map[string]string // by path relative to the module
	mutants []*mutant
}

// helpers is added to each package that is changed.
const helpers = `package %s

import (
	"os"
	"strconv"
)

var waymarkMutant, _ = strconv.Atoi(os.Getenv("WAYMARK_MUTANT"))

func waymarkZero[T any](T) (zero T) { return zero }

func waymarkTail[S ~[]E, E any](s S) S { return s[min(1, len(s)):] }

func waymarkHead[S ~[]E, E any](s S) S { return s[:max(0, len(s)-1)] }
`

// load finds the mutants of the files of a target. root is the directory of the module.
func load(root string, t target) ([]*unit, error) {
	var units []*unit
	for _, dir := range t.packages() {
		pkgs, err := packages.Load(&packages.Config{
			Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports,
			Dir:  root,
		}, "./"+dir)
		if err != nil {
			return nil, err
		}
		if len(pkgs) != 1 || len(pkgs[0].Errors) > 0 {
			return nil, fmt.Errorf("%s: %v", dir, pkgs[0].Errors)
		}
		u := &unit{dir: dir, pkg: pkgs[0], sources: make(map[string]string)}
		if err := u.find(root, t); err != nil {
			return nil, err
		}
		units = append(units, u)
	}
	id := 0
	for _, u := range units {
		seen := make(map[string]int)
		for _, m := range u.mutants {
			id++
			m.id = id
			k := m.key()
			seen[k]++
			m.nth = seen[k]
		}
	}
	return units, nil
}

// packages returns the directories of the files of a target.
func (t target) packages() []string {
	dirs := make(map[string]bool)
	for _, f := range t.files {
		dirs[path.Dir(f)] = true
	}
	return slices.Sorted(maps.Keys(dirs))
}

// matches reports whether a file belongs to a target.
func (t target) matches(file string) bool {
	return slices.ContainsFunc(t.files, func(pattern string) bool {
		ok, err := path.Match(pattern, file)
		return err == nil && ok
	})
}

func (u *unit) find(root string, t target) error {
	for _, syntax := range u.pkg.Syntax {
		name, err := filepath.Rel(root, u.pkg.Fset.Position(syntax.FileStart).Filename)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if !t.matches(name) {
			continue
		}
		src, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		u.sources[name] = string(src)
		f := finder{file: name, src: string(src), base: syntax.FileStart, info: u.pkg.TypesInfo}
		for _, d := range syntax.Decls {
			f.declaration(d)
		}
		u.mutants = append(u.mutants, f.found...)
	}
	return nil
}

// edit replaces a part of a text.
type edit struct {
	start, end int
	text       string
}

// apply applies edits that do not overlap. Edits at the same place are applied in order.
func apply(src string, edits []edit) string {
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].start < edits[j].start })
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(src[at:e.start])
		b.WriteString(e.text)
		at = e.end
	}
	b.WriteString(src[at:])
	return b.String()
}

// combine returns the text of a file with all the mutants of its functions. It also returns
// the line where each copy of a function starts.
func (u *unit) combine(file string, mutants []*mutant) (text string, lines map[int]*mutant) {
	src := u.sources[file]
	base := token.Pos(0)
	for _, s := range u.pkg.Syntax {
		if strings.HasSuffix(filepath.ToSlash(u.pkg.Fset.Position(s.FileStart).Filename), "/"+file) {
			base = s.FileStart
		}
	}
	byDecl := make(map[*ast.FuncDecl][]*mutant)
	var decls []*ast.FuncDecl
	for _, m := range mutants {
		if byDecl[m.decl] == nil {
			decls = append(decls, m.decl)
		}
		byDecl[m.decl] = append(byDecl[m.decl], m)
	}
	var edits []edit
	for _, d := range decls {
		edits = append(edits, dispatch(d, byDecl[d], base)...)
	}
	var b strings.Builder
	b.WriteString(apply(src, edits))
	line := strings.Count(b.String(), "\n") + 1
	lines = make(map[int]*mutant)
	for _, m := range mutants {
		start, end := int(m.decl.Pos()-base), int(m.decl.End()-base)
		if m.decl.Doc != nil {
			start = int(m.decl.Type.Func - base)
		}
		name := m.decl.Name
		copied := apply(src[start:end], []edit{
			{int(name.Pos()-base) - start, int(name.End()-base) - start, copyName(m)},
			{m.start - start, m.end - start, m.text},
		})
		b.WriteString("\n" + copied + "\n")
		lines[line+1] = m
		line += strings.Count(copied, "\n") + 2
	}
	return b.String(), lines
}

func copyName(m *mutant) string { return fmt.Sprintf("waymark%d_%s", m.id, m.decl.Name.Name) }

// dispatch returns the edits that let a function call its changed copies.
func dispatch(d *ast.FuncDecl, mutants []*mutant, base token.Pos) []edit {
	var edits []edit
	names := func(list *ast.FieldList, prefix string) []string {
		var all []string
		if list == nil {
			return nil
		}
		for k, field := range list.List {
			if len(field.Names) == 0 {
				name := fmt.Sprintf("%s%d", prefix, k)
				at := int(field.Type.Pos() - base)
				edits = append(edits, edit{at, at, name + " "})
				all = append(all, name)
			}
			for j, n := range field.Names {
				name := n.Name
				if name == "_" {
					name = fmt.Sprintf("%s%d_%d", prefix, k, j)
					edits = append(edits, edit{int(n.Pos() - base), int(n.End() - base), name})
				}
				all = append(all, name)
			}
		}
		return all
	}
	receiver := ""
	if d.Recv != nil {
		receiver = names(d.Recv, "waymarkR")[0] + "."
	}
	args := names(d.Type.Params, "waymarkP")
	if list := d.Type.Params.List; len(list) > 0 {
		if _, ok := list[len(list)-1].Type.(*ast.Ellipsis); ok {
			args[len(args)-1] += "..."
		}
	}
	typeArgs := ""
	if d.Type.TypeParams != nil {
		var all []string
		for _, field := range d.Type.TypeParams.List {
			for _, n := range field.Names {
				all = append(all, n.Name)
			}
		}
		typeArgs = "[" + strings.Join(all, ", ") + "]"
	}
	var b strings.Builder
	fmt.Fprintf(&b, " if waymarkMutant >= %d && waymarkMutant <= %d { switch waymarkMutant {", mutants[0].id, mutants[len(mutants)-1].id)
	for _, m := range mutants {
		call := fmt.Sprintf("%s%s%s(%s)", receiver, copyName(m), typeArgs, strings.Join(args, ", "))
		if d.Type.Results.NumFields() > 0 {
			fmt.Fprintf(&b, " case %d: return %s;", m.id, call)
		} else {
			fmt.Fprintf(&b, " case %d: %s; return;", m.id, call)
		}
	}
	b.WriteString("}}; ")
	at := int(d.Body.Lbrace-base) + 1
	return append(edits, edit{at, at, b.String()})
}

// mapImporter imports what a package imports.
type mapImporter map[string]*packages.Package

func (m mapImporter) Import(name string) (*types.Package, error) {
	switch p := m[name]; {
	case name == "unsafe":
		return types.Unsafe, nil
	case p == nil || p.Types == nil:
		return nil, fmt.Errorf("%s is not imported", name)
	default:
		return p.Types, nil
	}
}

// compile removes the mutants of functions that do not compile and returns the changed
// files by their path.
func (u *unit) compile(root string) (files map[string]string, err error) {
	for {
		files = make(map[string]string)
		lines := make(map[string]map[int]*mutant)
		byFile := make(map[string][]*mutant)
		for _, m := range u.mutants {
			if m.decl != nil {
				byFile[m.file] = append(byFile[m.file], m)
			}
		}
		for file, ms := range byFile {
			full := filepath.Join(root, file)
			files[full], lines[full] = u.combine(file, ms)
		}
		files[filepath.Join(root, u.dir, "waymark_mutants.go")] = fmt.Sprintf(helpers, u.pkg.Name)
		bad, err := u.check(files, lines)
		if err != nil {
			return nil, err
		}
		if len(bad) == 0 {
			return files, nil
		}
		u.mutants = slices.DeleteFunc(u.mutants, func(m *mutant) bool { return bad[m] })
	}
}

// check returns the mutants with type errors.
func (u *unit) check(files map[string]string, lines map[string]map[int]*mutant) (map[*mutant]bool, error) {
	fset := token.NewFileSet()
	var parsed []*ast.File
	names := slices.Clone(u.pkg.CompiledGoFiles)
	for name := range files {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	bad := make(map[*mutant]bool)
	var others []error
	note := func(at token.Position, err error) {
		starts := slices.Sorted(maps.Keys(lines[at.Filename]))
		k, found := slices.BinarySearch(starts, at.Line)
		if !found {
			k--
		}
		if k < 0 {
			others = append(others, err)
			return
		}
		bad[lines[at.Filename][starts[k]]] = true
	}
	for _, name := range names {
		var src any
		if text, ok := files[name]; ok {
			src = text
		}
		f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		parsed = append(parsed, f)
	}
	imports := mapImporter(maps.Clone(u.pkg.Imports))
	extra, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedTypes, Fset: u.pkg.Fset}, "os", "strconv")
	if err != nil {
		return nil, err
	}
	for _, p := range extra {
		if imports[p.PkgPath] == nil {
			imports[p.PkgPath] = p
		}
	}
	conf := types.Config{Importer: imports, Error: func(err error) {
		var e types.Error
		if errors.As(err, &e) {
			note(fset.Position(e.Pos), err)
		}
	}}
	_, _ = conf.Check(u.pkg.PkgPath, fset, parsed, nil)
	return bad, errors.Join(others...)
}
