package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/examples/internal/cli"
)

// TestWorkbook checks that the workbook has the cells of the sheets, each as text.
func TestWorkbook(t *testing.T) {
	for _, x := range []struct{ rubric, languages string }{
		{"cei@2023.2", "es"},
		{"../customrubric/rubric.yaml", ""},
	} {
		r, err := cli.Rubric(x.rubric)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "form.xlsx")
		var stderr strings.Builder
		if status := run([]string{"-rubric", x.rubric, "-lang", x.languages, "-out", file}, &stderr); status != 0 {
			t.Fatalf("exit status %d\n%s", status, &stderr)
		}
		if !strings.Contains(stderr.String(), "not carried: id:") {
			t.Errorf("losses are not told:\n%s", &stderr)
		}
		opt := &form.Options{}
		if x.languages != "" {
			local, err := cli.Localize(r, x.languages)
			if err != nil {
				t.Fatal(err)
			}
			opt.Translations = append(opt.Translations, local)
		}
		want, _, err := form.XLSForm(r, opt)
		if err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenFile(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if got := strings.Join(f.GetSheetList(), " "); got != "survey choices settings" {
			t.Errorf("sheets %s", got)
		}
		for name, sheet := range map[string]form.Sheet{"survey": want.Survey, "choices": want.Choices, "settings": want.Settings} {
			sameCells(t, f, name, sheet)
		}
	}
}

func sameCells(t *testing.T, f *excelize.File, name string, want form.Sheet) {
	t.Helper()
	for i, row := range want {
		for j, text := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			got, err := f.GetCellValue(name, cell)
			if err != nil {
				t.Fatal(err)
			}
			if got != text {
				t.Errorf("%s!%s is %q, want %q", name, cell, got, text)
			}
			kind, err := f.GetCellType(name, cell)
			if err != nil {
				t.Fatal(err)
			}
			if text != "" && kind != excelize.CellTypeSharedString {
				t.Errorf("%s!%s is no text", name, cell)
			}
		}
	}
}

func TestRunRefuses(t *testing.T) {
	for _, args := range [][]string{
		{"-rubric", "no-such-file.yaml"},
		{"-lang", "xx"},
		{"-out", filepath.Join(t.TempDir(), "no", "such", "folder.xlsx")},
		{"-unknown"},
	} {
		var stderr strings.Builder
		if run(args, &stderr) == 0 || stderr.Len() == 0 {
			t.Errorf("%q is taken", args)
		}
	}
}

// A custom translation is a further language of the workbook, with or without -lang.
func TestOwnTranslation(t *testing.T) {
	for _, more := range [][]string{nil, {"-lang", "es"}} {
		file := filepath.Join(t.TempDir(), "form.xlsx")
		args := append(more, "-rubric", "../assess/testdata/circle2.yaml", "-overlay", "../assess/testdata/circle-es.yaml", "-out", file)
		var stderr strings.Builder
		if status := run(args, &stderr); status != 0 || !strings.Contains(stderr.String(), "3 texts are not translated") {
			t.Fatalf("exit status %d\n%s", status, &stderr)
		}
		f, err := excelize.OpenFile(file)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows("survey")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(strings.Join(rows[0], " "), "(es)") {
			t.Errorf("headers %q", rows[0])
		}
	}
}
