package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// workbook writes a workbook with a day, merged cells, a hidden row and a second sheet.
func workbook(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	rows := [][]any{
		{"District", "ID", "Role", "Date", "Language access", "Crucial conversations"},
		{"Valley USD", "007", "Families", time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), "Maturing", 2},
		{"", "8", "Families", time.Date(2026, 10, 2, 9, 15, 0, 0, time.UTC), "Developing", 3.0},
		{"", "9", "Students", "2026-10-03", "Advanced", 4},
	}
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		check(err)
		check(f.SetSheetRow("Sheet1", cell, &row))
	}
	check(f.MergeCell("Sheet1", "A2", "A4"))
	check(f.SetRowVisible("Sheet1", 4, false))
	_, err := f.NewSheet("Notes")
	check(err)
	name := filepath.Join(t.TempDir(), "book.xlsx")
	check(f.SaveAs(name))
	check(f.Close())
	return name
}

// execute runs the program and returns its exit status and what it wrote.
func execute(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	out, err := os.Create(filepath.Join(t.TempDir(), "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	var errs bytes.Buffer
	status = run(args, out, &errs)
	data, err := os.ReadFile(out.Name())
	if err != nil {
		t.Fatal(err)
	}
	return status, string(data), errs.String()
}

func TestCSV(t *testing.T) {
	status, out, errs := execute(t, "-csv", workbook(t))
	want := "District,ID,Role,Date,Language access,Crucial conversations\n" +
		"Valley USD,007,Families,2026-10-01,Maturing,2\nValley USD,8,Families,2026-10-02 09:15:00,Developing,3\nValley USD,9,Students,2026-10-03,Advanced,4\n"
	if status != 0 || out != want {
		t.Errorf("status %d, %s\n%s", status, errs, out)
	}
	for _, said := range []string{`"Notes"`, "1 merged ranges", "1 hidden rows"} {
		if !strings.Contains(errs, said) {
			t.Errorf("%q does not say %s", errs, said)
		}
	}
}

func TestReport(t *testing.T) {
	status, out, errs := execute(t, "-policy", "internal", "-ranks", workbook(t))
	if status != 0 || !strings.Contains(errs, "3 read, 0 refused, 0 not counted") || out == "" {
		t.Errorf("status %d, %s", status, errs)
	}
	if status, _, errs := execute(t, "-policy", "internal", "-ranks", "-skip-hidden", workbook(t)); status != 0 || !strings.Contains(errs, "2 read") {
		t.Errorf("status %d, %s", status, errs)
	}
	if status, _, errs := execute(t, "-sheet", "Nothing", workbook(t)); status != 2 || !strings.Contains(errs, "no sheet") {
		t.Errorf("status %d, %s", status, errs)
	}
}
