package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
)

// TestMain runs the test binary as the program that measures one contender, if it is asked to.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && (os.Args[1] == "run" || os.Args[1] == "hostile") {
		main()
		return
	}
	os.Exit(m.Run())
}

func mustSurvey(tb testing.TB) *survey {
	tb.Helper()
	s, err := newSurvey()
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func mustGenerate(tb testing.TB, s *survey, n int, seed uint64) *files {
	tb.Helper()
	f, err := generate(tb.TempDir(), s, n, seed)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// Every contender that counts gets the counts of the generator.
func TestContendersAgree(t *testing.T) {
	s := mustSurvey(t)
	f := mustGenerate(t, s, 2000, 7)
	for _, file := range []string{f.ndjson, f.csv} {
		for _, c := range contenders {
			for _, workers := range []int{1, 2} {
				if !c.reads(file) {
					continue
				}
				m, err := c.measure(file, workers)
				if err != nil {
					t.Fatal(err)
				}
				if c.name == "lines" {
					continue
				}
				if m.Responses != f.valid || m.Digest != f.digest {
					t.Errorf("%s with %d workers counts %d of %s as %s, want %d as %s",
						c.name, workers, m.Responses, filepath.Base(file), m.Digest, f.valid, f.digest)
				}
			}
		}
	}
}

// Each contender refuses a response with any of the faults.
func TestEveryFaultIsRefused(t *testing.T) {
	s := mustSurvey(t)
	for kind := unknownStage; kind < faultCount; kind++ {
		g := newGenerator(s, uint64(kind))
		a := g.next()
		for a.fault != valid {
			a = g.next()
		}
		lines, rows := appendLine(nil, s, a), appendRow(appendHeader(nil, s), s, a)
		a.fault = kind
		lines, rows = appendLine(lines, s, a), appendRow(rows, s, a)
		for name, data := range map[string][]byte{"one.ndjson": lines, "one.csv": rows} {
			file := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(file, data, 0o666); err != nil {
				t.Fatal(err)
			}
			for _, c := range contenders {
				if c.name == "lines" || !c.reads(file) {
					continue
				}
				m, err := c.measure(file, 1)
				if err != nil {
					t.Fatal(err)
				}
				if m.Responses != 1 {
					t.Errorf("%s counts %d of a good response and one with fault %d in %s", c.name, m.Responses, kind, name)
				}
			}
		}
	}
}

func TestGenerateIsDeterministic(t *testing.T) {
	s := mustSurvey(t)
	hash := func(seed uint64) (sums [2]string) {
		f := mustGenerate(t, s, 1000, seed)
		for i, file := range []string{f.ndjson, f.csv} {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			sum := sha256.Sum256(data)
			sums[i] = hex.EncodeToString(sum[:])
		}
		return sums
	}
	want := [2]string{
		"500583e79493e9c1a821aa6d64ee2d7a6d9af99f7cc74f633583aeefe98a2ab9",
		"dda709ca09aaf70719d2abe1c58a30203fdc31c65c753957ebcd4bc7582e1986",
	}
	if got := hash(1); got != want {
		t.Errorf("seed 1 makes %q, want %q", got, want)
	}
	if hash(2) == want {
		t.Error("another seed makes the same responses")
	}
}

// The generated input is as the README describes it.
func TestGeneratedResponses(t *testing.T) {
	s := mustSurvey(t)
	g := newGenerator(s, 3)
	const n = 50_000
	faults, constituencies, styles := make(map[fault]int), make(map[int]int), make(map[style]int)
	schools := make(map[string]bool)
	remarks, bytes := 0, 0
	for range n {
		a := g.next()
		answered := 0
		for _, r := range a.ratings {
			if s.ratings[r] != notAnswered {
				answered++
			}
		}
		if answered != 33 {
			t.Fatalf("%s rates %d competencies", a.id, answered)
		}
		faults[a.fault]++
		constituencies[a.constituency]++
		styles[a.style]++
		schools[a.organization] = true
		remarks += min(1, len(a.remarks))
		bytes += len(appendLine(nil, s, a))
	}
	if bad := n - faults[valid]; bad < n*15/10_000 || bad > n*25/10_000 || len(faults) != int(faultCount) {
		t.Errorf("faults %v, want about 20 in 10000 and each kind", faults)
	}
	if len(constituencies) != len(s.constituencies) || len(styles) != len(headerOrder) {
		t.Errorf("constituencies %v, styles %v", constituencies, styles)
	}
	if len(schools) < schoolCount*8/10 || len(schools) > schoolCount {
		t.Errorf("%d schools", len(schools))
	}
	if remarks < n/4 || remarks > n/3 {
		t.Errorf("%d of %d responses have remarks", remarks, n)
	}
	if mean := bytes / n; mean < 1300 || mean > 1500 {
		t.Errorf("a response has %d bytes", mean)
	}
}

// The reader that reads one response after the other refuses no valid response and counts
// no invalid one.
func TestGeneratedFaults(t *testing.T) {
	s := mustSurvey(t)
	g := newGenerator(s, 5)
	for range 5000 {
		a := g.next()
		line := appendLine(nil, s, a)
		_, err := assess.LoadResponse(s.rubric, "line", bytes.TrimSpace(line), nil)
		if (err == nil) != (a.fault == valid) {
			t.Fatalf("fault %d: %v in %s", a.fault, err, line)
		}
	}
}

// Blocks together are a file, and each ends at the end of a row.
func TestBlocks(t *testing.T) {
	row := `a,"with ""marks"" and` + "\n" + `two lines",b` + "\n"
	text := strings.Repeat(row, 3*blockSize/len(row)) + `the "last" one`
	b := &blocks{file: strings.NewReader(text), end: endOfRow}
	var got strings.Builder
	if err := b.each(func(block []byte) error {
		if got.Len() > 0 && !strings.HasSuffix(got.String(), "b\n") {
			return errors.New("a block ends within a row")
		}
		got.Write(block)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if got.String() != text {
		t.Error("the blocks are not the file")
	}
}

// The command measures and writes its results between the markers.
func TestCompare(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "README.md")
	if err := os.WriteFile(file, []byte("before\n"+beginMarker+"old\n"+endMarker+"after\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := compare([]string{"-n", "100", "-runs", "2", "-dir", dir, "-skip", "duckdb-map:100", "-write", file}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"before\n" + beginMarker, "NDJSON, 100 responses", "CSV, 100 responses", "median of 2 runs",
		"| DuckDB, ratings in a map | 2 | left out |", "Two workers:", endMarker + "after\n",
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("%q is missing in\n%s", want, data)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "waymark-bench-*")); len(left) > 0 {
		t.Errorf("%v are left", left)
	}
}

// Ratios compare runs of the same round.
func TestRatios(t *testing.T) {
	a := &result{runs: []measurement{{Seconds: 2}, {Seconds: 8}, {Seconds: 3}}}
	b := &result{runs: []measurement{{Seconds: 1}, {Seconds: 2}, {Seconds: 3}}}
	if got := spread(ratios(a, b, seconds)); got != "2 (1–4)" {
		t.Error(got)
	}
	if got := median([]float64{4, 1, 3, 2}); got != 2.5 {
		t.Error(got)
	}
	if got := ratios(a, nil, seconds); got != nil {
		t.Error(got)
	}
}

// The command reports that a machine is busy.
func TestDescribeLoad(t *testing.T) {
	for loadavg, busy := range map[string]bool{"0.08 1.00 2.00 1/99 7\n": false, "4.78 0.1 0.1 1/99 7\n": true} {
		if got := describeLoad(loadavg); strings.Contains(got, "Others were at work") != busy {
			t.Errorf("%q: %s", loadavg, got)
		}
	}
}
