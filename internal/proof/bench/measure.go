package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

// measurement is what one run of a contender comes to.
type measurement struct {
	Seconds    float64
	CPUSeconds float64 // of all threads
	PeakBytes  int64   // the most memory that the process had, its own code included
	Responses  uint64  // that were counted; 0 for a contender that counts none
	Digest     string  // of the counts
}

// measure counts a file.
func (c *contender) measure(file string, workers int) (*measurement, error) {
	s, err := newSurvey()
	if err != nil {
		return nil, err
	}
	j, err := c.prepare(s, file, workers)
	if err != nil {
		return nil, err
	}
	if j.close != nil {
		defer j.close()
	}
	cpu, start := cpuTime(), time.Now()
	if err := j.run(); err != nil {
		return nil, fmt.Errorf("%s: %w", c.name, err)
	}
	m := &measurement{Seconds: time.Since(start).Seconds(), CPUSeconds: (cpuTime() - cpu).Seconds()}
	if m.PeakBytes, err = peakMemory(); err != nil {
		return nil, err
	}
	if j.counts != nil {
		all, err := j.counts()
		if err != nil {
			return nil, err
		}
		m.Responses, m.Digest = all.responses(), all.digest()
	}
	return m, nil
}

// cpuTime returns the processor time that the process has used.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// plan is what is to be measured.
type plan struct {
	sizes, workers []int
	runs           int
	seed           uint64
	dir            string
	keep           bool
	skip           map[entry]bool
}

// entry is a contender at a size.
type entry struct {
	contender string
	n         int
}

// result is the runs of a contender on a file with a number of workers.
type result struct {
	contender *contender
	form      string
	n         int
	fileBytes int64
	workers   int
	runs      []measurement // none where the contender is left out
}

// measure runs all contenders at all sizes, and hands on all results whenever there are
// those of another file.
func (p *plan) measure(report func(all []result, last bool) error) error {
	s, err := newSurvey()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(p.dir, "waymark-bench-")
	if err != nil {
		return err
	}
	if !p.keep {
		defer os.RemoveAll(dir)
	}
	var all []result
	for i, n := range p.sizes {
		fmt.Fprintf(os.Stderr, "%d responses are written to %s\n", n, dir)
		f, err := generate(dir, s, n, p.seed)
		if err != nil {
			return err
		}
		for _, file := range []string{f.ndjson, f.csv} {
			results, err := p.measureFile(f, file)
			if err != nil {
				return err
			}
			if !p.keep {
				if err := os.Remove(file); err != nil {
					return err
				}
			}
			all = append(all, results...)
			if err := report(all, i == len(p.sizes)-1 && file == f.csv); err != nil {
				return err
			}
		}
	}
	return nil
}

// measureFile runs all contenders on a file, one after the other, and again. Each run
// begins with another one, so that none is always first.
func (p *plan) measureFile(f *files, file string) ([]result, error) {
	results, err := p.results(f, file)
	if err != nil {
		return nil, err
	}
	if _, err := runApart(&contenders[0], file, 1); err != nil { // the file is in memory then
		return nil, err
	}
	for run := range p.runs {
		for i := range results {
			r := &results[(i+run)%len(results)]
			if p.skip[entry{r.contender.name, f.n}] {
				continue
			}
			m, err := runApart(r.contender, file, r.workers)
			if err != nil {
				return nil, err
			}
			fmt.Fprintf(os.Stderr, "%s %d %s with %d: %.3f s\n", r.form, f.n, r.contender.name, r.workers, m.Seconds)
			if m.Digest != "" && (m.Responses != f.valid || m.Digest != f.digest) {
				return nil, fmt.Errorf("%s counts %d of %s as %s, want %d as %s", r.contender.name, m.Responses, file, m.Digest, f.valid, f.digest)
			}
			r.runs = append(r.runs, *m)
		}
	}
	return results, nil
}

// results returns what is to be filled in for a file.
func (p *plan) results(f *files, file string) ([]result, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	var all []result
	for i := range contenders {
		c := &contenders[i]
		if !c.reads(file) {
			continue
		}
		for _, workers := range p.workers {
			if c.single && workers > 1 {
				continue
			}
			all = append(all, result{contender: c, form: formOf(file), n: f.n, fileBytes: info.Size(), workers: workers})
		}
	}
	return all, nil
}

// runApart runs a contender in a separate process, so that its memory is measured alone.
func runApart(c *contender, file string, workers int) (*measurement, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, "run", "-contender", c.name, "-workers", strconv.Itoa(workers), file)
	cmd.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(workers))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("run %s: %w", c.name, err)
	}
	m := &measurement{}
	if err := json.Unmarshal(out.Bytes(), m); err != nil {
		return nil, fmt.Errorf("run %s: %w", c.name, err)
	}
	return m, nil
}
