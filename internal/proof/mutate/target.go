package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

const modulePath = "github.com/waymark-go/waymark"

// moduleRoot returns the directory of the module, for a program that runs in this one.
func moduleRoot() (string, error) { return filepath.Abs("../../..") }

// options choose the mutants of a target.
type options struct {
	sample         int // 0 is all
	seed           uint64
	limit          time.Duration // no mutant is begun after it; 0 is no limit
	function, file string        // empty for all
	again          []string      // keys; nil for all
	tests          string        // a regular expression; empty for those of the target
}

// choose returns the mutants to try, in random order.
func (o options) choose(all []*mutant) []*mutant {
	all = slices.DeleteFunc(slices.Clone(all), func(m *mutant) bool {
		return o.function != "" && m.function != o.function || o.file != "" && m.file != o.file ||
			o.again != nil && !slices.Contains(o.again, m.key())
	})
	r := rand.New(rand.NewPCG(o.seed, 0))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	if o.sample > 0 {
		all = all[:min(o.sample, len(all))]
	}
	return all
}

// testTargets tries the mutants of targets with the same tests.
func testTargets(root string, all []target, list accepted, opt options, log io.Writer) ([]*outcome, error) {
	work, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	together := target{tests: all[0].tests, only: cmp.Or(opt.tests, all[0].only)}
	outcomes := make([]*outcome, len(all))
	for k, t := range all {
		together.files = append(together.files, t.files...)
		outcomes[k] = &outcome{target: t}
	}
	r := &runner{root: root, target: together, work: work, log: log, killers: make(map[string][]*test)}
	if err := r.prepare(); err != nil {
		return nil, err
	}
	owner := make(map[*mutant]*unit)
	var mutants []*mutant
	for _, u := range r.units {
		for _, m := range u.mutants {
			owner[m] = u
			mutants = append(mutants, m)
		}
	}
	chosen := interleave(opt.choose(mutants), all)
	fmt.Fprintf(log, "%d of %d mutants, %d tests\n", len(chosen), len(mutants), len(r.tests))
	if err := r.try(outcomes, owner, chosen, list, opt.limit); err != nil {
		return nil, err
	}
	for _, o := range outcomes {
		o.skipped = r.skipped
		o.findGone(mutants, list)
	}
	return outcomes, nil
}

// interleave orders mutants so that each target has its turn, for runs with a time limit.
func interleave(mutants []*mutant, targets []target) []*mutant {
	turn := make(map[*mutant]int)
	count := make([]int, len(targets))
	for _, m := range mutants {
		k := slices.IndexFunc(targets, func(t target) bool { return t.matches(m.file) })
		turn[m] = count[k]
		count[k]++
	}
	slices.SortStableFunc(mutants, func(a, b *mutant) int { return turn[a] - turn[b] })
	return mutants
}

// prepare finds the mutants, builds them and profiles the tests.
func (r *runner) prepare() error {
	var err error
	if r.units, err = load(r.root, r.target); err != nil {
		return err
	}
	files := make(map[string]string)
	for _, u := range r.units {
		changed, err := u.compile(r.root)
		if err != nil {
			return err
		}
		for name, text := range changed {
			files[name] = text
		}
	}
	overlay, err := r.overlay("all", files)
	if err != nil {
		return err
	}
	if r.binaries, err = r.build("all", overlay); err != nil {
		return err
	}
	return r.profile()
}

// try runs the tests of each mutant.
func (r *runner) try(outcomes []*outcome, owner map[*mutant]*unit, chosen []*mutant, list accepted, limit time.Duration) error {
	start := time.Now()
	var mu sync.Mutex
	var group errgroup.Group
	group.SetLimit(workers)
	tried := 0
	for _, m := range chosen {
		group.Go(func() error {
			if limit > 0 && time.Since(start) > limit {
				return nil
			}
			killed, compiles, err := r.tryOne(owner[m], m)
			if err != nil || !compiles {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			for _, o := range outcomes {
				if o.target.matches(m.file) {
					o.add(m, killed, list)
				}
			}
			if !killed && list[m.key()] == "" {
				fmt.Fprintf(r.log, "survived: %s\n", m.key())
			}
			if tried++; tried%25 == 0 {
				fmt.Fprintf(r.log, "%s: %d tried\n", time.Since(start).Round(time.Second), tried)
			}
			return nil
		})
	}
	return group.Wait()
}

// tryOne reports whether the tests notice a mutant, and whether it compiles.
func (r *runner) tryOne(u *unit, m *mutant) (killed, compiles bool, err error) {
	if m.decl != nil {
		return r.kill(r.binaries, m, r.fitting(u, m)), true, nil
	}
	binaries, err := r.alone(u, m)
	if err != nil {
		return false, false, nil // most likely it does not compile
	}
	killed = r.kill(binaries, m, r.fitting(u, m))
	for _, b := range binaries {
		err = errors.Join(err, os.Remove(b.file))
	}
	return killed, true, err
}

// add counts a mutant.
func (o *outcome) add(m *mutant, killed bool, list accepted) {
	o.mutants++
	_, isAccepted := list[m.key()]
	switch {
	case killed && isAccepted:
		o.stale = append(o.stale, "killed: "+m.key())
		o.killed++
	case killed:
		o.killed++
	case isAccepted:
		o.accepted++
	default:
		o.survived = append(o.survived, m)
	}
}

// findGone finds accepted mutants of the target that do not exist, and counts the mutants
// that do.
func (o *outcome) findGone(all []*mutant, list accepted) {
	known := make(map[string]bool)
	for _, m := range all {
		if o.target.matches(m.file) {
			known[m.key()] = true
			o.total++
		}
	}
	for key := range list {
		if file, _, _ := strings.Cut(key, " "); o.target.matches(file) && !known[key] {
			o.stale = append(o.stale, "gone: "+key)
		}
	}
	slices.Sort(o.stale)
}

// write writes the figures as a row of a table, and after it the survivors.
func (o *outcome) write(w io.Writer) {
	of := ""
	if o.total > o.mutants {
		of = fmt.Sprintf(" of %d", o.total)
	}
	fmt.Fprintf(w, "| %s | %d%s | %d (%.1f %%) | %d | %d |\n", o.target.name, o.mutants, of,
		o.killed, 100*float64(o.killed)/float64(max(1, o.mutants)), o.accepted, len(o.survived))
	slices.SortFunc(o.survived, func(a, b *mutant) int { return a.id - b.id })
	for _, m := range o.survived {
		fmt.Fprintf(w, "survived: %s\n", m.key())
	}
	for _, s := range o.stale {
		fmt.Fprintf(w, "stale: %s\n", s)
	}
	if len(o.skipped) > 0 {
		slices.Sort(o.skipped)
		fmt.Fprintf(w, "left out, because they fail without a mutant or are slow: %s\n", strings.Join(o.skipped, ", "))
	}
}
