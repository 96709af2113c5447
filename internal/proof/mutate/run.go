package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Limits of one run of tests. Those by time are of processor time, so that other work on the
// machine changes no figure.
const (
	workers    = 2
	slowestRun = 15 * time.Second // tests that take longer are left out
	endless    = 3 * time.Second  // a mutant may take this much longer, and five times as long as without it
	memory     = 6 << 20          // KiB of address space
	// A test that waits for something takes no processor time. The Go runtime ends it if all
	// of its goroutines wait, and this limit ends the others.
	longestWait = 10 * time.Minute
)

// test is a test of a package.
type test struct {
	name   string
	binary int                // of the runner
	took   time.Duration      // of processor time
	blocks map[string][]block // what it reaches, by file relative to the module
}

// block is a part of a file that ran: from a line and column to another.
type block struct{ fromLine, fromColumn, toLine, toColumn int }

func (b block) contains(line, column int) bool {
	return (b.fromLine < line || b.fromLine == line && b.fromColumn <= column) &&
		(line < b.toLine || line == b.toLine && column <= b.toColumn)
}

// binary is a test binary and the directory that its tests run in.
type binary struct{ file, dir string }

// runner runs tests of a target.
type runner struct {
	root   string
	target target
	work   string // a temporary directory
	log    io.Writer

	units    []*unit
	binaries []binary // with all mutants of functions
	tests    []*test
	skipped  []string // tests that fail without a mutant, or are too slow
	all      map[string][]block

	mu      sync.Mutex
	killers map[string][]*test // by function
}

// outcome is what came of a target.
type outcome struct {
	target   target
	mutants  int // that compile and ran
	killed   int
	accepted int
	survived []*mutant
	stale    []string // accepted mutants that were killed or that are gone
	skipped  []string
	total    int // of which the mutants are a sample
}

// goCommand runs the go command in the module.
func (r *runner) goCommand(args ...string) error {
	cmd := exec.Command("go", args...)
	cmd.Dir = r.root
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w\n%s", strings.Join(args[:min(2, len(args))], " "), err, out[:min(len(out), 4000)])
	}
	return nil
}

// overlay writes files into the work directory and returns the file for -overlay.
func (r *runner) overlay(name string, files map[string]string) (string, error) {
	replace := make(map[string]string)
	dir := filepath.Join(r.work, name)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	k := 0
	for file, text := range files {
		k++
		replace[file] = filepath.Join(dir, fmt.Sprintf("%d.go", k))
		if err := os.WriteFile(replace[file], []byte(text), 0o666); err != nil {
			return "", err
		}
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "overlay.json")
	return file, os.WriteFile(file, data, 0o666)
}

// build builds the test binaries of the target with an overlay.
func (r *runner) build(name, overlay string, flags ...string) ([]binary, error) {
	var all []binary
	for k, dir := range r.target.tests {
		b := binary{filepath.Join(r.work, fmt.Sprintf("%s-%d.test", name, k)), filepath.Join(r.root, dir)}
		args := append([]string{"test", "-c", "-vet=off", "-o", b.file}, flags...)
		if overlay != "" {
			args = append(args, "-overlay", overlay)
		}
		if err := r.goCommand(append(args, "./"+dir)...); err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	return all, nil
}

// command returns the command that runs tests of a binary, and ends it after a limit of
// processor time. The context ends it too.
func command(ctx context.Context, b binary, mutant int, limit time.Duration, args ...string) *exec.Cmd {
	script := fmt.Sprintf(`ulimit -v %d; ulimit -t %.0f; exec "$0" "$@"`, memory, math.Ceil(limit.Seconds()))
	cmd := exec.CommandContext(ctx, "sh", append([]string{"-c", script, b.file, "-test.short"}, args...)...)
	cmd.Dir = b.dir
	cmd.Env = append(os.Environ(), "WAYMARK_MUTANT="+strconv.Itoa(mutant))
	cmd.WaitDelay = time.Minute
	return cmd
}

// processorTime returns how much a command took that has ended.
func processorTime(cmd *exec.Cmd) time.Duration {
	if cmd.ProcessState == nil { // it did not start
		return 0
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// profile finds the tests of the target, how long each takes and what it reaches.
func (r *runner) profile() error {
	var covered []string
	for _, dir := range r.target.packages() {
		covered = append(covered, "./"+dir)
	}
	covering, err := r.build("cover", "", "-cover", "-coverpkg="+strings.Join(covered, ","))
	if err != nil {
		return err
	}
	var group errgroup.Group
	group.SetLimit(workers)
	for k, b := range covering {
		out, err := command(context.Background(), b, 0, slowestRun, "-test.list", cmp.Or(r.target.only, ".")).Output()
		if err != nil {
			return fmt.Errorf("list tests of %s: %w", b.dir, err)
		}
		for _, name := range strings.Fields(string(out)) {
			if !strings.HasPrefix(name, "Benchmark") {
				t := &test{name: name, binary: k}
				r.tests = append(r.tests, t)
				group.Go(func() error { return r.profileTest(t, b) })
			}
		}
	}
	if err := group.Wait(); err != nil {
		return err
	}
	r.tests = slices.DeleteFunc(r.tests, func(t *test) bool { return t.took > slowestRun })
	slices.SortFunc(r.tests, func(a, b *test) int { return cmp.Compare(a.took, b.took) })
	return nil
}

// profileTest runs a test. One that fails or that is too slow is left out.
func (r *runner) profileTest(t *test, b binary) error {
	file := filepath.Join(r.work, fmt.Sprintf("cover-%d-%s", t.binary, t.name))
	run := func(b binary, args ...string) (time.Duration, error) {
		ctx, cancel := context.WithTimeout(context.Background(), longestWait)
		defer cancel()
		cmd := command(ctx, b, 0, 2*slowestRun, append(args, "-test.run", "^"+t.name+"$")...)
		err := cmd.Run()
		return processorTime(cmd), err
	}
	var err error
	if t.took, err = run(r.binaries[t.binary]); err == nil && t.took <= slowestRun {
		_, err = run(b, "-test.coverprofile", file)
	}
	if err != nil || t.took > slowestRun {
		r.mu.Lock()
		r.skipped = append(r.skipped, t.name)
		r.mu.Unlock()
		t.took = 2 * slowestRun
		return nil
	}
	t.blocks, err = r.readProfile(file)
	return errors.Join(err, os.Remove(file))
}

func (r *runner) readProfile(file string) (map[string][]block, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	blocks, all := make(map[string][]block), make(map[string][]block)
	in := bufio.NewScanner(f)
	for in.Scan() {
		name, rest, ok := strings.Cut(in.Text(), ".go:")
		if !ok {
			continue
		}
		name = strings.TrimPrefix(name, modulePath+"/") + ".go"
		var b block
		var statements, count int
		if _, err := fmt.Sscanf(rest, "%d.%d,%d.%d %d %d", &b.fromLine, &b.fromColumn, &b.toLine, &b.toColumn, &statements, &count); err != nil {
			return nil, fmt.Errorf("coverage: %q: %w", in.Text(), err)
		}
		all[name] = append(all[name], b)
		if count > 0 {
			blocks[name] = append(blocks[name], b)
		}
	}
	r.mu.Lock()
	if r.all == nil {
		r.all = all
	}
	r.mu.Unlock()
	return blocks, in.Err()
}

// fitting returns the tests that reach a mutant, the fastest first. Code outside of all
// blocks, such as the conditions of cases, is reached if something of its function is.
func (r *runner) fitting(u *unit, m *mutant) []*test {
	if m.decl == nil {
		return r.tests
	}
	at := u.pkg.Fset.Position(m.decl.Pos())
	start := m.start
	line := 1 + strings.Count(u.sources[m.file][:start], "\n")
	column := start - strings.LastIndexByte(u.sources[m.file][:start], '\n')
	inBlock := slices.ContainsFunc(r.all[m.file], func(b block) bool { return b.contains(line, column) })
	first, last := at.Line, u.pkg.Fset.Position(m.decl.End()).Line
	var fit []*test
	for _, t := range r.tests {
		if slices.ContainsFunc(t.blocks[m.file], func(b block) bool {
			if inBlock {
				return b.contains(line, column)
			}
			return b.fromLine >= first && b.toLine <= last
		}) {
			fit = append(fit, t)
		}
	}
	return fit
}

// batches divides tests into runs: those that failed for another mutant of the function,
// the fastest, and the others.
func (r *runner) batches(m *mutant, fit []*test) [][]*test {
	r.mu.Lock()
	killers := slices.Clone(r.killers[m.file+m.function])
	r.mu.Unlock()
	var first []*test
	var sum time.Duration
	for _, t := range killers {
		if sum += t.took; slices.Contains(fit, t) && sum < 2*time.Second && len(first) < 3 {
			first = append(first, t)
		}
	}
	all := [][]*test{first}
	var batch []*test
	limits := []time.Duration{300 * time.Millisecond, 2 * time.Second, 8 * time.Second}
	sum = 0
	for _, t := range fit {
		if slices.Contains(first, t) {
			continue
		}
		if limit := limits[min(len(all)-1, len(limits)-1)]; sum+t.took > limit && len(batch) > 0 {
			all = append(all, batch)
			batch, sum = nil, 0
		}
		batch = append(batch, t)
		sum += t.took
	}
	return append(all, batch)
}

// kill runs tests and reports whether one of them fails.
func (r *runner) kill(binaries []binary, m *mutant, fit []*test) bool {
	for _, batch := range r.batches(m, fit) {
		for k, b := range binaries {
			var names []string
			var sum time.Duration
			for _, t := range batch {
				if t.binary == k {
					names = append(names, t.name)
					sum += t.took
				}
			}
			if len(names) > 0 && r.fails(b, m, names, endless+5*sum) {
				return true
			}
		}
	}
	return false
}

// fails runs tests of a binary and reports whether one fails or they take more processor
// time than the limit.
func (r *runner) fails(b binary, m *mutant, names []string, limit time.Duration) bool {
	ctx, cancel := context.WithTimeout(context.Background(), longestWait)
	defer cancel()
	id := m.id
	if m.decl == nil {
		id = 0 // built for it
	}
	cmd := command(ctx, b, id, limit, "-test.failfast", "-test.run", "^("+strings.Join(names, "|")+")$")
	var out bytes.Buffer
	cmd.Stdout = &limitedBuffer{b: &out}
	err := cmd.Run()
	if err == nil {
		return false
	}
	if found := regexp.MustCompile(`(?m)^--- FAIL: (\w+)`).FindStringSubmatch(out.String()); found != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		k := slices.IndexFunc(r.tests, func(t *test) bool { return t.name == found[1] })
		if key := m.file + m.function; k >= 0 {
			known := slices.DeleteFunc(r.killers[key], func(t *test) bool { return t == r.tests[k] })
			r.killers[key] = append([]*test{r.tests[k]}, known...)
		}
	}
	return true
}

// limitedBuffer keeps the beginning of what is written to it.
type limitedBuffer struct{ b *bytes.Buffer }

// Write implements [io.Writer].
func (l *limitedBuffer) Write(p []byte) (int, error) {
	if left := 1<<20 - l.b.Len(); left > 0 {
		l.b.Write(p[:min(len(p), left)])
	}
	return len(p), nil
}

// alone builds the test binaries for a mutant outside of functions.
func (r *runner) alone(u *unit, m *mutant) ([]binary, error) {
	name := fmt.Sprintf("alone%d", m.id)
	text := apply(u.sources[m.file], []edit{{m.start, m.end, m.text}})
	overlay, err := r.overlay(name, map[string]string{
		filepath.Join(r.root, m.file):                      text,
		filepath.Join(r.root, u.dir, "waymark_mutants.go"): fmt.Sprintf(helpers, u.pkg.Name),
	})
	if err != nil {
		return nil, err
	}
	return r.build(name, overlay)
}
