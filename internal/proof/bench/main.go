package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
)

func main() {
	args := os.Args[1:]
	command := compare
	if len(args) > 0 {
		named := map[string]func([]string) error{"run": runOne, "state": runState, "hostile": runHostile}[args[0]]
		if named != nil {
			command, args = named, args[1:]
		}
	}
	if err := command(args); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// compare is the command: it measures and prints the tables.
func compare(args []string) error {
	flags := flag.NewFlagSet("bench", flag.ExitOnError)
	sizes := flags.String("n", "10000,100000,1000000", "how many responses, with commas between")
	workers := flags.String("workers", "1,2", "how many workers, with commas between")
	skip := flags.String("skip", "", "what to leave out, such as json:10000000,duckdb-map:10000000")
	write := flags.String("write", "", "a Markdown file to write the tables into, between its two markers, as they are filled")
	p := plan{}
	flags.IntVar(&p.runs, "runs", 5, "how many times everything is run")
	flags.Uint64Var(&p.seed, "seed", 1, "the seed of the responses")
	flags.StringVar(&p.dir, "dir", "", "where the responses are written; default a temporary directory. A million takes 1.9 GB")
	flags.BoolVar(&p.keep, "keep", false, "keep the responses")
	flags.Parse(args)
	var err error
	if p.sizes, err = numbers(*sizes); err != nil {
		return fmt.Errorf("-n: %w", err)
	}
	if p.workers, err = numbers(*workers); err != nil {
		return fmt.Errorf("-workers: %w", err)
	}
	if p.skip, err = parseSkip(*skip); err != nil {
		return fmt.Errorf("-skip: %w", err)
	}
	about, err := describeMachine()
	if err != nil {
		return err
	}
	return p.measure(func(results []result, last bool) error {
		var tables bytes.Buffer
		tables.WriteString(about)
		writeTables(&tables, results)
		if *write != "" {
			return replaceBetweenMarkers(*write, tables.String())
		}
		if !last {
			return nil
		}
		_, err = io.Copy(os.Stdout, &tables)
		return err
	})
}

// runOne measures one contender in a separate process.
func runOne(args []string) error {
	flags := flag.NewFlagSet("bench run", flag.ExitOnError)
	name := flags.String("contender", "waymark", "who counts")
	workers := flags.Int("workers", 1, "how many workers")
	flags.Parse(args)
	if flags.NArg() != 1 {
		return fmt.Errorf("run: expected one file")
	}
	c, err := findContender(*name)
	if err != nil {
		return err
	}
	if c.memoryLimit > 0 {
		debug.SetMemoryLimit(c.memoryLimit)
	}
	m, err := c.measure(flags.Arg(0), *workers)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(m)
}

// numbers reads positive numbers with commas between.
func numbers(list string) ([]int, error) {
	var all []int
	for text := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("%q is no positive number", text)
		}
		all = append(all, n)
	}
	return all, nil
}

// parseSkip reads what to leave out: names of contenders with sizes.
func parseSkip(list string) (map[entry]bool, error) {
	skip := make(map[entry]bool)
	if list == "" {
		return skip, nil
	}
	for text := range strings.SplitSeq(list, ",") {
		name, size, _ := strings.Cut(text, ":")
		if _, err := findContender(name); err != nil {
			return nil, err
		}
		n, err := numbers(size)
		if err != nil {
			return nil, err
		}
		skip[entry{name, n[0]}] = true
	}
	return skip, nil
}
