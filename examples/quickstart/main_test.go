package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	if err := run(dir); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		if info, err := e.Info(); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", e.Name(), err)
		}
		got = append(got, e.Name())
	}
	want := []string{
		"differences.svg",
		"domain-building-collective-efficacy.svg", "domain-building-relationships.svg",
		"domain-community-as-collaborators.svg", "domain-families-as-co-educators.svg",
		"domain-operations-systems-and-resourcing.svg", "domain-participatory-practices-with-students.svg",
		"domain-shared-power-and-decision-making.svg",
		"findings.svg", "guide.html", "guide.md", "guide.txt",
		"handbook.html", "handbook.md", "handbook.txt",
		"handout.html", "handout.md", "handout.txt",
		"narrative-lcff-priority-3.md", "narrative-lcff-priority-3.txt", "narrative.md", "narrative.txt",
		"overview.svg",
		"reflection.html", "reflection.md", "reflection.txt",
		"report.codebook.csv", "report.csv", "report.html", "report.json", "report.md", "report.txt", "strands.svg",
		"worksheet.html", "worksheet.md", "worksheet.txt",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

// TestREADME checks that the report begins as the README shows it.
func TestREADME(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "begins like this:\n\n```\n")
	shown, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("the README shows no report")
	}
	dir := t.TempDir()
	if err := run(dir); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "report.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(shown, string(text[:min(len(shown), len(text))])); diff != "" {
		t.Errorf("the beginning of the report (-README +report):\n%s", diff)
	}
}
