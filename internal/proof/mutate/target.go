package main

import (
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

// testTarget tries the mutants of a target.
func testTarget(root string, t target, list accepted, opt options, log io.Writer) (*outcome, error) {
	work, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	r := &runner{root: root, target: t, work: work, log: log, killers: make(map[string][]*test)}
	o := &outcome{target: t.name}
	if err := r.prepare(o); err != nil {
		return nil, err
	}
	owner := make(map[*mutant]*unit)
	var all []*mutant
	for _, u := range r.units {
		for _, m := range u.mutants {
			owner[m] = u
			all = append(all, m)
		}
	}
	chosen := opt.choose(all)
	o.total, o.skipped = len(all), r.skipped
	fmt.Fprintf(log, "%s: %d of %d mutants, %d tests\n", t.name, len(chosen), len(all), len(r.tests))
	if err := r.try(o, owner, chosen, list, opt.limit); err != nil {
		return nil, err
	}
	o.findGone(r.units, t, list)
	return o, nil
}

// prepare finds the mutants, builds them and profiles the tests.
func (r *runner) prepare(o *outcome) error {
	var err error
	if r.units, err = load(r.root, r.target); err != nil {
		return err
	}
	files := make(map[string]string)
	for _, u := range r.units {
		changed, removed, err := u.compile(r.root)
		if err != nil {
			return err
		}
		o.broken += removed
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
func (r *runner) try(o *outcome, owner map[*mutant]*unit, chosen []*mutant, list accepted, limit time.Duration) error {
	start := time.Now()
	var mu sync.Mutex
	var group errgroup.Group
	group.SetLimit(workers)
	for _, m := range chosen {
		group.Go(func() error {
			if limit > 0 && time.Since(start) > limit {
				return nil
			}
			binaries := r.binaries
			if m.decl == nil {
				var err error
				if binaries, err = r.alone(owner[m], m); err != nil {
					mu.Lock()
					defer mu.Unlock()
					o.broken++ // most likely it does not compile
					return nil
				}
				defer func() {
					for _, b := range binaries {
						_ = os.Remove(b.file)
					}
				}()
			}
			killed := r.kill(binaries, owner[m], m)
			mu.Lock()
			defer mu.Unlock()
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
			if o.mutants%25 == 0 {
				fmt.Fprintf(r.log, "%s: %s: %d tried, %d killed, %d accepted\n", r.target.name, time.Since(start).Round(time.Second), o.mutants, o.killed, o.accepted)
			}
			return nil
		})
	}
	return group.Wait()
}

// findGone finds accepted mutants of the target that do not exist.
func (o *outcome) findGone(units []*unit, t target, list accepted) {
	known := make(map[string]bool)
	for _, u := range units {
		for _, m := range u.mutants {
			known[m.key()] = true
		}
	}
	for key := range list {
		if file, _, _ := strings.Cut(key, " "); t.matches(file) && !known[key] {
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
	fmt.Fprintf(w, "| %s | %d%s | %d (%.1f %%) | %d | %d |\n", o.target, o.mutants, of,
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
