// Command attack tries to break the disclosure control of package assess. It makes
// random assessments, publishes them, and gives what was published to an attacker
// who has nothing but the JSON documents and a solver of linear programs.
//
// The README says what comes of it and what it shows. The test runs the same and
// fails when a promise of the library is broken.
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
