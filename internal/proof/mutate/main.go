package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

func main() {
	name := flag.String("package", "", "the `targets` to test, with commas between; default all of targets.go")
	sample := flag.Int("sample", 0, "how many mutants to try, chosen at random; 0 is all")
	seed := flag.Uint64("seed", 1, "the seed of the choice")
	function := flag.String("function", "", "try the mutants of this function only, such as Rubric.Domain")
	file := flag.String("file", "", "try the mutants of this file only, such as spectrum/pairs.go")
	limit := flag.Duration("time", 0, "begin no mutant of a target after this time; 0 is no limit")
	again := flag.String("again", "", "try only the survivors in this file, which has the output of an earlier run")
	tests := flag.String("tests", "", "run only tests that match this `regexp`, such as new ones with -again")
	flag.Parse()
	survivors, err := readSurvivors(*again)
	if err == nil {
		err = run(*name, options{sample: *sample, seed: *seed, function: *function, file: *file, limit: *limit, again: survivors, tests: *tests})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

// run tests the targets and prints what came of them.
func run(names string, opt options) error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	list, err := readAccepted("accepted.yaml")
	if err != nil {
		return err
	}
	chosen, err := choose(names)
	if err != nil {
		return err
	}
	failed := false
	for _, together := range chosen {
		start := time.Now()
		outcomes, err := testTargets(root, together, list, opt, os.Stderr)
		if err != nil {
			return err
		}
		for _, o := range outcomes {
			o.write(os.Stdout)
			failed = failed || len(o.survived) > 0 || len(o.stale) > 0
		}
		fmt.Fprintln(os.Stderr, time.Since(start).Round(time.Second))
	}
	if failed {
		return errors.New("mutants survive that accepted.yaml does not name, or it names some that do not survive")
	}
	return nil
}

// choose returns the targets with the names, all if there are none. Those that have the same
// tests are together, because building and timing the tests takes minutes.
func choose(names string) ([][]target, error) {
	known := targets()
	if names != "" {
		var some []target
		for name := range strings.SplitSeq(names, ",") {
			k := slices.IndexFunc(known, func(t target) bool { return t.name == name })
			if k < 0 {
				return nil, fmt.Errorf("there is no target %q", name)
			}
			some = append(some, known[k])
		}
		known = some
	}
	var all [][]target
	for _, t := range known {
		k := slices.IndexFunc(all, func(g []target) bool { return slices.Equal(g[0].tests, t.tests) })
		if k < 0 {
			all = append(all, []target{t})
		} else {
			all[k] = append(all[k], t)
		}
	}
	return all, nil
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
		if key, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "survived: "); ok {
			keys = append(keys, key)
		}
	}
	return keys, nil
}
