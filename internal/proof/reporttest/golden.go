package reporttest

import (
	"encoding/csv"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Updating reports whether the flag -update is set: golden files are written, not compared.
func Updating() bool { return *update }

// Testdata returns the path of a file under testdata, from the directory of the test.
func Testdata(t testing.TB, name string) string {
	t.Helper()
	for dir := "testdata"; len(dir) < 100; dir = filepath.Join("..", dir) {
		if _, err := os.Stat(filepath.Join(dir, "golden", "report")); err == nil {
			return filepath.Join(dir, filepath.FromSlash(name))
		}
	}
	t.Fatal("no directory testdata above the test")
	return ""
}

// Golden compares got with a file under testdata/golden, or writes the file.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	file := Testdata(t, "golden/"+name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (go test -update in this package writes it)", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// SummarizeFile returns the summary of a file of responses under testdata.
func SummarizeFile(t testing.TB, r *rubric.Rubric, name string) *assess.Summary {
	t.Helper()
	data, err := os.ReadFile(Testdata(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return Read(t, r, data)
}

// Records reads CSV back, each row by the names of its columns.
func Records(t testing.TB, in string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(in)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		record := make(map[string]string)
		for i, name := range rows[0] {
			record[name] = row[i]
		}
		out = append(out, record)
	}
	return out
}

// Failing is a writer that accepts Left bytes and then fails with [ErrFull].
type Failing struct{ Left int }

// ErrFull is the error of [Failing].
var ErrFull = errors.New("disk full")

func (f *Failing) Write(p []byte) (int, error) {
	if len(p) > f.Left {
		return 0, ErrFull
	}
	f.Left -= len(p)
	return len(p), nil
}
