package main

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"
	"testing"
)

const sample = `package p

const limit = 3

type counter struct{ n int }

func (c *counter) add(list []int, more bool) (int, error) {
	if !more && len(list) > limit {
		return c.n, nil
	}
	for _, x := range list {
		c.n += x
	}
	c.n++
	c.reset()
	return c.n - 1, nil
}

func (*counter) reset() {}
`

// sampleKeys are the mutants of the sample, without the file.
var sampleKeys = []string{
	"limit: constant: limit = 3 => limit = 4",
	"limit: constant: limit = 3 => limit = 2",
	"counter.add: condition: !more && len(list) > limit => true || (!more && len(list) > limit)",
	"counter.add: condition: !more && len(list) > limit => false && (!more && len(list) > limit)",
	"counter.add: logic: !more && len(list) > limit => !more || len(list) > limit",
	"counter.add: not: !more => more",
	"counter.add: boundary: len(list) > limit => len(list) >= limit",
	"counter.add: negation: len(list) > limit => len(list) <= limit",
	"counter.add: return: return c.n, nil => zero for c.n",
	"counter.add: loop: list => waymarkTail(list)",
	"counter.add: loop: list => waymarkHead(list)",
	"counter.add: arithmetic: c.n += x => c.n -= x",
	"counter.add: deletion: c.n += x => ",
	"counter.add: increment: c.n++ => c.n--",
	"counter.add: deletion: c.n++ => ",
	"counter.add: deletion: c.reset() => ",
	"counter.add: return: return c.n - 1, nil => zero for c.n - 1",
	"counter.add: arithmetic: c.n - 1 => c.n + 1",
	"counter.add: constant: c.n - 1 => c.n - 2",
	"counter.add: constant: c.n - 1 => c.n - 0",
}

func TestFinder(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", sample, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Types: make(map[ast.Expr]types.TypeAndValue)}
	conf := types.Config{Importer: importer.Default()}
	if _, err := conf.Check("p", fset, []*ast.File{file}, info); err != nil {
		t.Fatal(err)
	}
	f := finder{file: "p.go", src: sample, base: file.FileStart, info: info}
	for _, d := range file.Decls {
		f.declaration(d)
	}
	var got []string
	for _, m := range f.found {
		got = append(got, strings.TrimPrefix(m.key(), "p.go "))
	}
	if !slices.Equal(got, sampleKeys) {
		t.Errorf("mutants:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(sampleKeys, "\n"))
	}
}

// sources returns the directory of the module and the accepted survivors.
func sources(t *testing.T) (root string, list accepted) {
	t.Helper()
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	if list, err = readAccepted("accepted.yaml"); err != nil {
		t.Fatal(err)
	}
	return root, list
}

// TestAccepted checks that the accepted survivors are mutants of the sources, so that one that
// is gone is not kept.
func TestAccepted(t *testing.T) {
	root, list := sources(t)
	known := make(map[string]bool)
	for _, target := range targets() {
		units, err := load(root, target)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range units {
			for _, m := range u.mutants {
				known[m.key()] = true
			}
		}
	}
	for key := range list {
		if !known[key] {
			t.Errorf("%s is in accepted.yaml, but there is no such mutant", key)
		}
	}
}

// TestSample tries some mutants of one file. A run of everything takes an hour.
func TestSample(t *testing.T) {
	root, list := sources(t)
	some := target{name: "pairs of ratings", files: []string{"spectrum/pairs.go"}, tests: []string{"spectrum"}, only: "Pairs|TwoCamps"}
	outcomes, err := testTargets(root, []target{some}, list, options{sample: 40, seed: 1}, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	o := outcomes[0]
	o.write(t.Output())
	if o.mutants != 40 || 10*o.killed < 9*(o.mutants-o.accepted) {
		t.Errorf("%d of %d mutants were noticed, want 9 in 10", o.killed, o.mutants)
	}
}

func TestAcceptedList(t *testing.T) {
	for name, text := range map[string]string{
		"no reason":    "- mutants: [a]\n",
		"no mutants":   "- reason: b\n",
		"twice":        "- {reason: a, mutants: [b, b]}\n",
		"unknown keys": "- {reason: a, mutants: [b], line: 3}\n",
	} {
		file := t.TempDir() + "/list.yaml"
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if list, err := readAccepted(file); err == nil {
			t.Errorf("%s: %v", name, list)
		}
	}
}
