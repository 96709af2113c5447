package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// formOf returns the name of a file's form.
func formOf(file string) string {
	if filepath.Ext(file) == csvForm {
		return "CSV"
	}
	return "NDJSON"
}

// writeTables writes a table for each file and one of how time and memory grow.
func writeTables(w io.Writer, all []result) {
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to].form == all[from].form && all[to].n == all[from].n {
			to++
		}
		writeTable(w, all[from:to])
		from = to
	}
	writeGrowth(w, all)
}

// writeTable writes the results of a file.
func writeTable(w io.Writer, results []result) {
	first := results[0]
	fmt.Fprintf(w, "\n%s, %s responses, %s, median of %d runs:\n\n", first.form, thousands(first.n), size(first.fileBytes), runsOf(results))
	fmt.Fprintln(w, "| | workers | seconds | times Waymark | processor seconds | times Waymark | memory |")
	fmt.Fprintln(w, "|---|---:|---:|---:|---:|---:|---:|")
	for _, r := range results {
		if len(r.runs) == 0 {
			fmt.Fprintf(w, "| %s | %d | left out | | | | |\n", r.contender.title, r.workers)
			continue
		}
		fmt.Fprintf(w, "| %s | %d | %.3g | %s | %.3g | %s | %s |\n", r.contender.title, r.workers,
			median(r.values(seconds)), against(results, &r, seconds),
			median(r.values(cpuSeconds)), against(results, &r, cpuSeconds), size(int64(median(r.values(peakBytes)))))
	}
	fmt.Fprintln(w)
	lines := find(results, "lines", 1)
	one, two := find(results, "waymark", 1), find(results, "waymark", 2)
	for _, r := range []*result{one, two} {
		if ratio := ratios(r, lines, seconds); ratio != nil {
			fmt.Fprintf(w, "Waymark with %d: %s times the seconds of counting lines.\n", r.workers, spread(ratio))
		}
	}
	if ratio := ratios(one, two, seconds); ratio != nil {
		fmt.Fprintf(w, "Two workers: %s times as fast as one.\n", spread(ratio))
	}
}

// against says how a figure compares with that of Waymark with as many workers.
func against(results []result, r *result, figure func(*measurement) float64) string {
	if r.contender == &contenders[0] {
		return "1"
	}
	return spread(ratios(r, find(results, "waymark", r.workers), figure))
}

// writeGrowth writes what a response costs at each size.
func writeGrowth(w io.Writer, all []result) {
	fmt.Fprintf(w, "\nWaymark at all sizes:\n\n")
	fmt.Fprintln(w, "| | workers | responses | seconds a million | processor seconds a million | memory |")
	fmt.Fprintln(w, "|---|---:|---:|---:|---:|---:|")
	for _, r := range all {
		if !strings.HasPrefix(r.contender.name, "waymark") || len(r.runs) == 0 {
			continue
		}
		label := r.form
		if limit := r.contender.memoryLimit; limit > 0 {
			label += fmt.Sprintf(", `GOMEMLIMIT=%dMiB`", limit>>20)
		}
		million := float64(r.n) / 1e6
		fmt.Fprintf(w, "| %s | %d | %s | %.3g | %.3g | %s |\n", label, r.workers, thousands(r.n),
			median(r.values(seconds))/million, median(r.values(cpuSeconds))/million, size(int64(median(r.values(peakBytes)))))
	}
}

func seconds(m *measurement) float64    { return m.Seconds }
func cpuSeconds(m *measurement) float64 { return m.CPUSeconds }
func peakBytes(m *measurement) float64  { return float64(m.PeakBytes) }

// values returns a figure of each run.
func (r *result) values(figure func(*measurement) float64) []float64 {
	all := make([]float64, len(r.runs))
	for i := range r.runs {
		all[i] = figure(&r.runs[i])
	}
	return all
}

// find returns the result of a contender, nil where there is none.
func find(results []result, contender string, workers int) *result {
	i := slices.IndexFunc(results, func(r result) bool { return r.contender.name == contender && r.workers == workers })
	if i < 0 {
		return nil
	}
	return &results[i]
}

// ratios divides the figures of a by those of b, run by run: what disturbs the machine
// for a while disturbs both.
func ratios(a, b *result, figure func(*measurement) float64) []float64 {
	if a == nil || b == nil || len(a.runs) == 0 || len(a.runs) != len(b.runs) {
		return nil
	}
	all := make([]float64, len(a.runs))
	for i := range all {
		all[i] = figure(&a.runs[i]) / figure(&b.runs[i])
	}
	return all
}

// median returns the median of some values.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// spread says the median of ratios, and the least and the greatest.
func spread(values []float64) string {
	if len(values) == 0 {
		return ""
	}
	return fmt.Sprintf("%.3g (%.3g–%.3g)", median(values), slices.Min(values), slices.Max(values))
}

func runsOf(results []result) int {
	runs := 0
	for _, r := range results {
		runs = max(runs, len(r.runs))
	}
	return runs
}

// thousands writes a number with a comma before each three digits.
func thousands(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// size writes a number of bytes.
func size(bytes int64) string {
	if bytes >= 1e9 {
		return fmt.Sprintf("%.1f GB", float64(bytes)/1e9)
	}
	return fmt.Sprintf("%.0f MB", float64(bytes)/1e6)
}

// What stands between the markers of a Markdown file is written by this program.
const (
	beginMarker = "<!-- begin: go run . -->\n"
	endMarker   = "<!-- end -->"
)

// replaceBetweenMarkers puts text between the markers of a file.
func replaceBetweenMarkers(file, text string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(data), beginMarker)
	_, after, ended := strings.Cut(rest, endMarker)
	if !found || !ended {
		return fmt.Errorf("%s does not have the markers %q and %q", file, beginMarker, endMarker)
	}
	return os.WriteFile(file, []byte(before+beginMarker+"\n"+text+"\n"+endMarker+after), 0o666)
}
