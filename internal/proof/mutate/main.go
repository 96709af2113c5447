package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

func main() {
	name := flag.String("package", "", "the target to test; default all of targets.go")
	sample := flag.Int("sample", 0, "how many mutants to try, chosen at random; 0 is all")
	seed := flag.Uint64("seed", 1, "the seed of the choice")
	function := flag.String("function", "", "try the mutants of this function only, such as Rubric.Domain")
	file := flag.String("file", "", "try the mutants of this file only, such as spectrum/pairs.go")
	limit := flag.Duration("time", 0, "begin no mutant of a target after this time; 0 is no limit")
	again := flag.String("again", "", "try only the survivors in this file, which has the output of an earlier run")
	flag.Parse()
	survivors, err := readSurvivors(*again)
	if err == nil {
		err = run(*name, options{sample: *sample, seed: *seed, function: *function, file: *file, limit: *limit, again: survivors})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

// run tests the targets and prints what came of them.
func run(name string, opt options) error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	list, err := readAccepted("accepted.yaml")
	if err != nil {
		return err
	}
	found, failed := false, false
	for _, t := range targets() {
		if name != "" && t.name != name {
			continue
		}
		found = true
		start := time.Now()
		o, err := testTarget(root, t, list, opt, os.Stderr)
		if err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
		o.write(os.Stdout)
		fmt.Fprintf(os.Stderr, "%s: %s\n", t.name, time.Since(start).Round(time.Second))
		failed = failed || len(o.survived) > 0 || len(o.stale) > 0
	}
	switch {
	case !found:
		return fmt.Errorf("there is no target %q", name)
	case failed:
		return fmt.Errorf("mutants survive that accepted.yaml does not name, or it names some that do not survive")
	}
	return nil
}

// readSurvivors returns the keys of the survivors in the output of an earlier run, nil if
// there is no file.
func readSurvivors(file string) ([]string, error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	keys := []string{}
	for line := range strings.Lines(string(data)) {
		if key, ok := strings.CutPrefix(strings.TrimSpace(line), "survived: "); ok {
			keys = append(keys, key)
		}
	}
	return keys, nil
}
