package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

func main() {
	assessments := flag.Int("assessments", 2000, "how many random assessments to attack")
	trees := flag.Int("trees", 60, "how many random trees to attack; 2000 take about an hour on two cores")
	publications := flag.Int("publications", 2000, "how many second publications of a wave, and pairs of waves, to attack; every second pair by the solver, up to minutes each")
	seed := flag.Uint64("seed", 1, "the seed of the first; the next has the next")
	flag.Parse()
	start := time.Now()
	t, err := run(*assessments, *seed)
	if err != nil {
		fmt.Fprintln(os.Stderr, "attack:", err)
		os.Exit(1)
	}
	t.write(os.Stdout)
	if err := t.others(os.Stdout, *trees, *publications, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "attack:", err)
		os.Exit(1)
	}
	optimum, err := runOptimum(optimumCases, *seed)
	if err != nil {
		fmt.Fprintln(os.Stderr, "attack:", err)
		os.Exit(1)
	}
	writeOptimum(os.Stdout, optimum)
	fmt.Fprintf(os.Stderr, "%s\n", time.Since(start).Round(time.Second))
	for _, b := range t.breaches {
		fmt.Fprintln(os.Stderr, "breach:", b)
	}
	if len(t.breaches) > 0 {
		os.Exit(1)
	}
}
