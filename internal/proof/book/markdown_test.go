package book

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// chapters are the chapters of the book in README.md, in order.
func chapters() []string {
	return []string{"Start", "Embed", "Your own rubric", "Privacy", "Statistics", "Forms", "Scale"}
}

// TestChapters checks the table of chapters: each names sections that its package documentation
// has, and an example that is a complete program.
func TestChapters(t *testing.T) {
	row := regexp.MustCompile(`(?m)^\| \d\. ([^|]+) \| \[([\w/]+)\]\(([\w/.]+)\): ([^|]+) \| \[(Example_\w+)\]\(([\w/.]+)\) \|$`)
	var got []string
	for _, m := range row.FindAllStringSubmatch(read(t, "README.md"), -1) {
		chapter, pkg, file, sections, example, code := m[1], m[2], m[3], m[4], m[5], m[6]
		got = append(got, chapter)
		if file != pkg+"/doc.go" || path.Dir(code) != pkg {
			t.Errorf("%s: %s and %s are not of package %s", chapter, file, code, pkg)
		}
		existing := headings(t, filepath.Join(root, file))
		for _, section := range regexp.MustCompile(`“([^”]+)”`).FindAllStringSubmatch(sections, -1) {
			if !slices.Contains(existing, section[1]) {
				t.Errorf("%s: %s has no section %q", chapter, file, section[1])
			}
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, code), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		examples := doc.Examples(f)
		if len(examples) != 1 || "Example"+examples[0].Name != example {
			t.Errorf("%s: %s does not have the one example %s", chapter, code, example)
			continue
		}
		if _, whole := examples[0].Code.(*ast.File); !whole || examples[0].Output == "" || examples[0].Doc == "" {
			t.Errorf("%s: %s has no output or no comment, or it is not a complete file", chapter, example)
		}
	}
	if !slices.Equal(got, chapters()) {
		t.Errorf("chapters in README.md: %q, want %q", got, chapters())
	}
}

// TestMarkdownLinks checks that the files that Markdown files and llms.txt link to exist.
func TestMarkdownLinks(t *testing.T) {
	links := 0
	for _, file := range markdown(t) {
		for _, m := range regexp.MustCompile(`\]\(([^)\s]+)\)`).FindAllStringSubmatch(read(t, file), -1) {
			target, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			links++
			if target != "" {
				target = path.Join(path.Dir(file), target)
			} else {
				target = file
			}
			if _, err := os.Stat(filepath.Join(root, target)); err != nil {
				t.Errorf("%s: %s", file, err)
			} else if anchor != "" && !slices.Contains(anchors(read(t, target)), anchor) {
				t.Errorf("%s: %s has no heading %s", file, target, anchor)
			}
		}
	}
	if links < 40 {
		t.Errorf("%d links in all files: the test does not see them", links)
	}
}

// TestCommands checks that the directories that go commands in Markdown files name have programs
// or packages.
func TestCommands(t *testing.T) {
	commands := 0
	for _, file := range markdown(t) {
		for _, m := range regexp.MustCompile(`\bgo (?:-C (\S+) )?(run|install|test|build) ([^`+"`"+`\n]*)`).FindAllStringSubmatch(read(t, file), -1) {
			dir := strings.TrimPrefix(m[1], "waymark/") // a clone
			if dir == "" && !strings.Contains(m[3], "./examples") {
				continue
			}
			target, _, _ := strings.Cut(m[3], " ")
			commands++
			if !strings.HasPrefix(target, ".") {
				continue
			}
			target = path.Join(dir, strings.TrimSuffix(target, "/..."))
			if files, err := filepath.Glob(filepath.Join(root, target, "*.go")); err != nil || len(files) == 0 {
				t.Errorf("%s: %q: %s has no Go files", file, m[0], target)
			}
		}
	}
	if commands < 20 {
		t.Errorf("%d commands in all files: the test does not see them", commands)
	}
}

// TestChangelog checks that CHANGELOG.md has the form of Keep a Changelog: versions with a link,
// and in each the usual kinds of changes, as lists.
func TestChangelog(t *testing.T) {
	text := read(t, "CHANGELOG.md")
	kinds := []string{"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
	versions, kind := 0, ""
	for i, line := range strings.Split(text, "\n") {
		switch {
		case strings.HasPrefix(line, "## "):
			m := regexp.MustCompile(`^## (\[(?:Unreleased|\d+\.\d+\.\d+)\])( - \d{4}-\d\d-\d\d)?$`).FindStringSubmatch(line)
			if m == nil || !strings.Contains(text, "\n"+m[1]+": https://") || (m[1] == "[Unreleased]") != (m[2] == "") {
				t.Errorf("CHANGELOG.md:%d: %q is not a version with a date and a link", i+1, line)
			}
			versions, kind = versions+1, ""
		case strings.HasPrefix(line, "### "):
			next := strings.TrimPrefix(line, "### ")
			if slices.Index(kinds, next) <= slices.Index(kinds, kind) {
				t.Errorf("CHANGELOG.md:%d: %q does not follow %q in %q", i+1, next, kind, kinds)
			}
			kind = next
		case kind != "" && line != "" && !strings.HasPrefix(line, "- ") && !strings.HasPrefix(line, "  "):
			t.Errorf("CHANGELOG.md:%d: %q is not part of a list", i+1, line)
		}
	}
	if versions == 0 {
		t.Error("CHANGELOG.md has no versions")
	}
}

// TestPackagesAreListed checks that llms.txt lists each package that other modules can import, and
// each schema.
func TestPackagesAreListed(t *testing.T) {
	list := read(t, "llms.txt")
	listed := 0
	for _, dir := range directories(t) {
		if strings.HasPrefix(dir, "examples/") || slices.Contains(strings.Split(dir, "/"), "internal") {
			continue
		}
		if listed++; !strings.Contains(list, "]("+dir+"/doc.go)") {
			t.Errorf("llms.txt does not list %s", dir)
		}
	}
	schemas, err := filepath.Glob(filepath.Join(root, "assess", "schema", "*.schema.json"))
	if err != nil || len(schemas) < 8 || listed < 14 {
		t.Fatalf("%d packages, %d schemas, %v", listed, len(schemas), err)
	}
	_, line, _ := strings.Cut(list, "[JSON Schemas]")
	line, _, _ = strings.Cut(line, ";")
	for _, file := range schemas {
		if name := strings.TrimSuffix(filepath.Base(file), ".schema.json"); !strings.Contains(line, name) {
			t.Errorf("llms.txt does not list the schema of %s", name)
		}
	}
}

// markdown returns the Markdown files and llms.txt, relative to the root.
func markdown(t *testing.T) []string {
	t.Helper()
	files := []string{"llms.txt"}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "golden" || d.Name() == ".git") {
			return fs.SkipDir
		}
		if rel, err := filepath.Rel(root, name); err == nil && filepath.Ext(name) == ".md" {
			files = append(files, filepath.ToSlash(rel))
		}
		return nil
	})
	if err != nil || len(files) < 8 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	return files
}

// anchors returns the anchors that GitHub gives to the headings of a Markdown file.
func anchors(text string) []string {
	var list []string
	for _, m := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(text, -1) {
		list = append(list, regexp.MustCompile(`[^a-z0-9 -]`).ReplaceAllString(strings.ToLower(m[1]), ""))
	}
	for i := range list {
		list[i] = strings.ReplaceAll(list[i], " ", "-")
	}
	return list
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
