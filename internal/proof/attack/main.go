package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

func main() {
	assessments := flag.Int("assessments", 2000, "how many random assessments to attack")
	seed := flag.Uint64("seed", 1, "the seed of the first; the next has the next")
	flag.Parse()
	start := time.Now()
	t, err := run(*assessments, *seed)
	if err != nil {
		fmt.Fprintln(os.Stderr, "attack:", err)
		os.Exit(1)
	}
	t.write(os.Stdout)
	fmt.Fprintf(os.Stderr, "%s\n", time.Since(start).Round(time.Second))
	for _, b := range t.breaches {
		fmt.Fprintln(os.Stderr, "breach:", b)
	}
	if len(t.breaches) > 0 {
		os.Exit(1)
	}
}
