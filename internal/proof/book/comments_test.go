package book

import (
	"go/ast"
	"go/build"
	"go/doc"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const (
	root   = "../../.."
	module = "github.com/waymark-go/waymark"
)

// TestDocLinks checks that each link in a doc comment, such as [Build] or [assess.Published],
// names something exported that exists.
func TestDocLinks(t *testing.T) {
	p := packages{}
	links := 0
	for _, dir := range directories(t) {
		pkg := p.load(t, filepath.Join(root, dir))
		if pkg == nil {
			continue
		}
		for name, text := range pkg.comments {
			found, broken := pkg.check(t, p, text)
			links += found
			for _, link := range broken {
				t.Errorf("%s: the comment of %s links to %s, which does not exist", dir, name, link)
			}
		}
	}
	if links < 200 {
		t.Errorf("%d links in all doc comments: the test does not see them", links)
	}
}

// directories returns the directories with Go files, below the root and relative to it.
func directories(t *testing.T) []string {
	t.Helper()
	var dirs []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); d.IsDir() && (name == "node_modules" || name == "testdata" || strings.HasPrefix(name, ".") && path != root) {
			return fs.SkipDir
		}
		if files, err := filepath.Glob(filepath.Join(path, "*.go")); d.IsDir() && err == nil && len(files) > 0 {
			rel, err := filepath.Rel(root, path)
			dirs = append(dirs, filepath.ToSlash(rel))
			return err
		}
		return nil
	})
	if err != nil || len(dirs) == 0 {
		t.Fatalf("%d directories, %v", len(dirs), err)
	}
	return dirs
}

// docs are the doc comments of a package and what links can name.
type docs struct {
	imports  map[string]string // paths by the names of packages
	names    map[string]bool   // Build, View.Guide
	comments map[string]string
}

// packages caches packages by directory.
type packages map[string]*docs

// load returns the package in a directory, nil if it has none.
func (p packages) load(t *testing.T, dir string) *docs {
	t.Helper()
	if d, ok := p[dir]; ok {
		return d
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	var files []*ast.File
	imports := make(map[string]string)
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if len(files) > 0 && f.Name.Name != files[0].Name.Name {
			continue // for another system
		}
		files = append(files, f)
		for _, i := range f.Imports {
			path, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			name := path[strings.LastIndexByte(path, '/')+1:]
			if i.Name != nil {
				name = i.Name.Name
			}
			imports[name] = path
		}
	}
	p[dir] = nil
	if len(files) > 0 {
		pkg, err := doc.NewFromFiles(set, files, dir)
		if err != nil {
			t.Fatal(err)
		}
		p[dir] = newDocs(pkg, imports)
	}
	return p[dir]
}

func newDocs(pkg *doc.Package, imports map[string]string) *docs {
	d := &docs{imports: imports, names: make(map[string]bool), comments: map[string]string{"the package": pkg.Doc}}
	add := func(name, text string) {
		d.names[name] = true
		d.comments[name] = text
	}
	values := func(list []*doc.Value) {
		for _, v := range list {
			for _, name := range v.Names {
				add(name, v.Doc)
			}
		}
	}
	functions := func(receiver string, list []*doc.Func) {
		for _, f := range list {
			add(receiver+f.Name, f.Doc)
		}
	}
	values(pkg.Consts)
	values(pkg.Vars)
	functions("", pkg.Funcs)
	for _, typ := range pkg.Types {
		add(typ.Name, typ.Doc)
		values(typ.Consts)
		values(typ.Vars)
		functions("", typ.Funcs)
		functions(typ.Name+".", typ.Methods)
		for _, spec := range typ.Decl.Specs {
			if s, ok := spec.(*ast.TypeSpec); ok {
				d.addFields(s)
			}
		}
	}
	return d
}

// addFields adds the comments of a type's fields, and the methods of an interface.
func (d *docs) addFields(spec *ast.TypeSpec) {
	ast.Inspect(spec.Type, func(n ast.Node) bool {
		f, ok := n.(*ast.Field)
		if !ok {
			return true
		}
		for _, name := range f.Names {
			d.names[spec.Name.Name+"."+name.Name] = true
			d.comments[spec.Name.Name+"."+name.Name] = f.Doc.Text() + "\n" + f.Comment.Text()
		}
		return true
	})
}

// check returns the number of links in a comment and the broken ones.
func (d *docs) check(t *testing.T, p packages, text string) (links int, broken []string) {
	t.Helper()
	var parser comment.Parser
	parser.LookupPackage = func(name string) (string, bool) {
		if path, ok := d.imports[name]; ok {
			return path, true
		}
		return comment.DefaultLookupPackage(name)
	}
	parser.LookupSym = func(receiver, name string) bool {
		if receiver != "" {
			name = receiver + "." + name
		}
		return d.names[name]
	}
	visit(parser.Parse(text).Content, func(text comment.Text) {
		switch text := text.(type) {
		case comment.Plain:
			// What looks like a link and was not recognized as one.
			broken = append(broken, regexp.MustCompile(`\[((?:[a-z]\w*\.)?[A-Z]\w*(?:\.[A-Z]\w*)?)\]`).FindAllString(string(text), -1)...)
		case *comment.DocLink:
			links++
			if !d.resolves(t, p, text) {
				broken = append(broken, "["+text.DefaultURL("")+"]")
			}
		}
	})
	return links, broken
}

// resolves reports whether the target of a link exists.
func (d *docs) resolves(t *testing.T, p packages, link *comment.DocLink) bool {
	t.Helper()
	target := d
	if link.ImportPath != "" {
		dir := filepath.Join(root, strings.TrimPrefix(link.ImportPath, module))
		if !strings.HasPrefix(link.ImportPath, module) {
			found, err := build.Import(link.ImportPath, ".", build.FindOnly)
			if err != nil {
				return false
			}
			dir = found.Dir
		}
		if target = p.load(t, dir); target == nil {
			return false
		}
	}
	name := link.Name
	if link.Recv != "" {
		name = link.Recv + "." + name
	}
	return name == "" || target.names[name]
}

// visit calls f for each text in the blocks of a comment.
func visit(blocks []comment.Block, f func(comment.Text)) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *comment.Paragraph:
			for _, text := range b.Text {
				f(text)
			}
		case *comment.List:
			for _, item := range b.Items {
				visit(item.Content, f)
			}
		}
	}
}

// headings returns the headings of the package documentation in a file.
func headings(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, m := range regexp.MustCompile(`(?m)^// # (.+)$`).FindAllStringSubmatch(string(text), -1) {
		list = append(list, m[1])
	}
	return list
}
