package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// steps are the functions that the work consists of, by the end of their names in a profile. None of
// them calls another one.
var steps = []struct{ function, name string }{
	{"report.Build", "build what the reports say"},
	{"html.Write", "write the pages"},
	{"html.WriteHandout", "write the handouts"},
	{"tidy.Write", "write the tables"},
	{"assess.(*Hierarchy).Node", "summarize a node"},
	{"assess.(*Collection).PublishHierarchy", "publish"},
	{"os.WriteFile", "write the files"},
	{"runtime.gcBgMarkWorker", "collect garbage"},
	{"assess.(*worker).run", "read and count"},
}

// cost is a step with its share of the profile.
type cost struct {
	name  string
	share float64 // in percent
}

// printCosts prints the three largest costs of a profile.
func printCosts(w io.Writer, profile string) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	out, err := exec.Command("go", "tool", "pprof", "-top", "-cum", "-nodefraction=0", "-nodecount=100000", program, profile).Output()
	if err != nil {
		return fmt.Errorf("go tool pprof: %w", err)
	}
	costs := largestCosts(string(out))
	fmt.Fprintf(w, "the largest costs, of all processor seconds (%s):\n", profile)
	for i, c := range costs[:min(3, len(costs))] {
		fmt.Fprintf(w, "%d. %s: %.0f %%\n", i+1, c.name, c.share)
	}
	return nil
}

// largestCosts returns the steps in a table of pprof, the largest first.
func largestCosts(table string) []cost {
	var costs []cost
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if len(fields) < 6 {
			continue
		}
		share, err := strconv.ParseFloat(strings.TrimSuffix(fields[4], "%"), 64)
		if err != nil {
			continue
		}
		for _, s := range steps {
			if strings.HasSuffix(fields[5], "/"+s.function) || fields[5] == s.function {
				costs = append(costs, cost{s.name + " (" + s.function + ")", share})
			}
		}
	}
	slices.SortStableFunc(costs, func(a, b cost) int { return cmp.Compare(b.share, a.share) })
	return costs
}
