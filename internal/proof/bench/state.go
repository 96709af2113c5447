package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"strings"
	"time"

	"github.com/waymark-go/waymark/assess"
)

// stateConfig is what the command state is told.
type stateConfig struct {
	schools, responses, workers int
	seed                        uint64
	dir, profile                string
}

// runState makes the responses of a state, counts them, publishes all levels together and writes
// the documents of each school, district and county and of the state. It prints what each phase took.
func runState(args []string) error {
	var c stateConfig
	var keep bool
	flags := flag.NewFlagSet("bench state", flag.ExitOnError)
	flags.IntVar(&c.schools, "schools", 10_000, "how many schools answer, each in a file of its own")
	flags.IntVar(&c.responses, "responses", 0, "how many responses; default 200 for each school")
	flags.IntVar(&c.workers, "workers", runtime.GOMAXPROCS(0), "how many goroutines read and write")
	flags.Uint64Var(&c.seed, "seed", 1, "the seed of the responses")
	flags.StringVar(&c.dir, "dir", "", "an empty directory for responses and documents; default a temporary one. 10,000 schools take about 10 GB")
	flags.BoolVar(&keep, "keep", false, "keep the temporary directory")
	flags.StringVar(&c.profile, "cpuprofile", "", "the file that the processor profile is kept in; default state.pprof in -dir")
	memory := flags.Int64("memory", 192, "the limit of Go's memory in MB, as GOMEMLIMIT sets it; the process has some 30 MB more")
	flags.Parse(args)
	debug.SetMemoryLimit(*memory << 20)
	if c.responses == 0 {
		c.responses = 200 * c.schools
	}
	if c.dir == "" {
		dir, err := os.MkdirTemp("", "waymark-state")
		if err != nil {
			return err
		}
		if !keep {
			defer os.RemoveAll(dir)
		}
		c.dir = dir
	}
	if c.profile == "" {
		c.profile = filepath.Join(c.dir, "state.pprof")
	}
	_, err := c.run(os.Stdout)
	return err
}

// stateResult is what a run has come to.
type stateResult struct {
	phases    []phase
	memory    int64 // the most of the process
	nodes     int   // schools, districts, counties and the state
	files     int   // documents
	bytes     int64 // of the documents
	responses uint64
	refused   uint64
}

// phase is a part of the work with what it took.
type phase struct {
	name               string
	seconds, processor float64
}

// run does the work and prints the figures to w.
func (c *stateConfig) run(w io.Writer) (r *stateResult, err error) {
	s, err := newSurvey()
	if err != nil {
		return nil, err
	}
	r = &stateResult{}
	var files *stateFiles
	if err := r.measure("make the responses (not counted)", func() (err error) {
		files, err = generateState(filepath.Join(c.dir, "responses"), s, c.schools, c.responses, c.seed)
		return err
	}); err != nil {
		return nil, err
	}
	stop, err := startProfile(c.profile)
	if err != nil {
		return nil, err
	}
	err = errors.Join(c.work(r, s, files), stop())
	if err != nil {
		return nil, err
	}
	if r.memory, err = peakMemory(); err != nil {
		return nil, err
	}
	r.print(w, c, files)
	return r, printCosts(w, c.profile)
}

// work counts, publishes and writes.
func (c *stateConfig) work(r *stateResult, s *survey, files *stateFiles) error {
	var collection *assess.Collection
	if err := r.measure("read and count", func() (err error) {
		inputs := make([]assess.ResponseInput, len(files.names))
		for i, name := range files.names {
			inputs[i] = assess.FileInput(name)
		}
		collection, err = assess.Collect(context.Background(), s.rubric, inputs, &assess.CollectOptions{Key: assess.ByOrganization, Workers: c.workers})
		return err
	}); err != nil {
		return err
	}
	r.responses, r.refused = collection.Responses, collection.Refused
	var hierarchy *assess.Hierarchy
	if err := r.measure("publish all levels together", func() (err error) {
		hierarchy, err = collection.PublishHierarchy(parentOf, assess.Public(), nil)
		collection = nil // the hierarchy has what it needs of it
		return err
	}); err != nil {
		return err
	}
	return r.measure("build and write the documents", func() error {
		set := &documentSet{dir: filepath.Join(c.dir, "published"), workers: c.workers}
		err := set.write(hierarchy, files.nodes)
		r.nodes, r.files, r.bytes = len(files.nodes), int(set.files.Load()), set.bytes.Load()
		return err
	})
}

// measure runs a phase and adds what it took.
func (r *stateResult) measure(name string, run func() error) error {
	processor, start := cpuTime(), time.Now()
	err := run()
	r.phases = append(r.phases, phase{name, time.Since(start).Seconds(), (cpuTime() - processor).Seconds()})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// startProfile begins a processor profile, which the returned function ends.
func startProfile(name string) (stop func() error, err error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		return f.Close()
	}, nil
}

// print writes the figures as a table.
func (r *stateResult) print(w io.Writer, c *stateConfig, files *stateFiles) {
	fmt.Fprintf(w, "%d schools, %d responses counted, %d refused, %.1f GB in %d files (%d sheets, %d packed); %d workers\n\n",
		c.schools, r.responses, r.refused, float64(files.bytes)/1e9, len(files.names), files.sheets, files.packed, c.workers)
	fmt.Fprintln(w, "| | seconds | processor seconds |\n|---|---:|---:|")
	var all phase
	for i, p := range r.phases {
		fmt.Fprintf(w, "| %s | %.2f | %.2f |\n", p.name, p.seconds, p.processor)
		if i > 0 { // without making the responses
			all.seconds += p.seconds
			all.processor += p.processor
		}
	}
	fmt.Fprintf(w, "| all | %.2f | %.2f |\n\n", all.seconds, all.processor)
	fmt.Fprintf(w, "%d documents of %d schools, districts, counties and the state, %.1f GB; at most %d MB of memory\n",
		r.files, r.nodes, float64(r.bytes)/1e9, r.memory>>20)
}

// parentOf returns what a school, district or county is a part of, and "" for the state.
func parentOf(id string) string {
	if id == stateID {
		return ""
	}
	if i := strings.LastIndexByte(id, '-'); i >= 0 {
		return id[:i]
	}
	return stateID
}
