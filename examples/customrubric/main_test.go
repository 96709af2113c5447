package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

func TestEveryFormat(t *testing.T) {
	dir := t.TempDir()
	stdout, err := os.Create(filepath.Join(t.TempDir(), "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	defer stdout.Close()
	if err := run(dir, stdout); err != nil {
		t.Fatal(err)
	}
	for _, f := range cli.Formats() {
		ext := filepath.Ext(f.File)
		files, err := filepath.Glob(filepath.Join(dir, "*"+ext))
		if err != nil || len(files) == 0 {
			t.Errorf("%s: no file *%s, %v", f.Name, ext, err)
			continue
		}
		var text strings.Builder
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			text.Write(data)
		}
		check(t, f.Name, text.String())
	}
}

func TestTerminal(t *testing.T) {
	stdout, err := os.Create(filepath.Join(t.TempDir(), "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	defer stdout.Close()
	if err := run("", stdout); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(stdout.Name())
	if err != nil {
		t.Fatal(err)
	}
	check(t, "terminal", string(data))
}

// check looks for the rubric's stages and constituencies, by title or id, and for
// traces of the embedded rubric.
func check(t *testing.T, format, text string) {
	t.Helper()
	r := load(t)
	want := make(map[string]string)
	for s := range r.Spectrum().Stages() {
		want[s.ID()] = s.Title()
	}
	for c := range r.Constituencies() {
		want[c.ID] = c.Title
	}
	for id, title := range want {
		if !strings.Contains(text, title) && !strings.Contains(text, id) {
			t.Errorf("%s: neither %q nor %q is in it", format, title, id)
		}
	}
	for _, foreign := range []string{"CEI", "cei@", "ommunity engagement", "ommunity Engagement", "Not Evident", "not-evident", "Families"} {
		if strings.Contains(text, foreign) {
			t.Errorf("%s: %q is in it", format, foreign)
		}
	}
}

func TestEveryCellHasADescriptor(t *testing.T) {
	r := load(t)
	if n := r.Spectrum().Len(); n != 5 {
		t.Errorf("%d stages", n)
	}
	for c := range r.Competencies() {
		for s := range r.Spectrum().Stages() {
			if _, ok := c.Descriptor(s); !ok {
				t.Errorf("%s has no descriptor of %s", c.ID(), s)
			}
		}
	}
}

func TestSheets(t *testing.T) {
	r := load(t)
	good := func() sheet {
		return sheet{number: 1, group: "tutors", marks: map[string]int{"open-books": 5, "tool-care": cannotTell}}
	}
	resp, err := response(r, good())
	if err != nil {
		t.Fatal(err)
	}
	got := resp.Document().Ratings
	if len(got) != 2 || got["open-books"].Stage != "craft" || got["tool-care"].Stage != "dont-know" {
		t.Errorf("ratings %v", got)
	}

	bad := map[problem.Code]func(*sheet){
		problem.UnknownStage:        func(s *sheet) { s.marks["open-books"] = 6 },
		problem.UnknownCompetency:   func(s *sheet) { s.marks["no-such"] = 1 },
		problem.UnknownConstituency: func(s *sheet) { s.group = "students" },
	}
	for code, spoil := range bad {
		s := good()
		spoil(&s)
		_, err := response(r, s)
		problems, _ := problem.Of(err)
		if !slices.ContainsFunc(problems, func(p problem.Problem) bool { return p.Code == code }) {
			t.Errorf("want %s, got %v", code, err)
		}
	}
}

func load(t *testing.T) *rubric.Rubric {
	t.Helper()
	r, err := rubric.Load("rubric.yaml", document, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
