package rubric_test

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// quickBytes is the size up to which hostile documents are loaded without -long.
const quickBytes = 300_000

// hostile is a document that attacks the loaders, and the code of a problem that it has.
type hostile struct {
	name, file string
	data       []byte
	code       problem.Code
}

// hostileDocuments returns the hostile documents of a format. Most are as large as the
// limits allow, so that the loaders read them instead of refusing them for their size.
func hostileDocuments(format string) []hostile {
	const mib = 1 << 20
	var all []hostile
	yaml := func(name string, code problem.Code, parts ...string) {
		all = append(all, hostile{name, "h.yaml", []byte("format: " + format + "\n" + strings.Join(parts, "")), code})
	}
	json := func(name string, code problem.Code, parts ...string) {
		all = append(all, hostile{name, "h.json", []byte(`{"format":"` + format + `",` + strings.Join(parts, "") + "}"), code})
	}
	numbered := func(n int, layout string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, layout, i)
		}
		return b.String()
	}
	repeat := strings.Repeat

	yaml("100,000 keys", problem.TooMany, numbered(100_000, "key-%d: v\n"))
	yaml("95,000 keys", problem.UnknownKey, numbered(95_000, "key-%d: v\n"))
	yaml("a key 95,000 times", problem.DuplicateKey, repeat("k: v\n", 95_000))
	yaml("100,000 keys in a line", problem.TooMany, "a: {", numbered(100_000, "k%d: v, "), "}")
	yaml("10 MB of text", problem.TooLarge, "title: ", repeat("x", 10*mib))
	yaml("8 MB of plain text", problem.MissingKey, "title: ", repeat("x", 8*mib-100))
	yaml("8 MB of quoted text", problem.MissingKey, `title: "`, repeat("x", 8*mib-100), `"`)
	yaml("8 MB of escapes", problem.MissingKey, `title: "`, repeat(`\n`, 4*mib-100), `"`)
	yaml("8 MB of quotes", problem.Syntax, "title: ", repeat("'", 8*mib-100), "'")
	yaml("8 MB of key", problem.Syntax, repeat("x", 8*mib-100), ": v")
	yaml("text of 150,000 lines", problem.MissingKey, "title: |\n", repeat(" x\n", 150_000))
	yaml("100,000 lines of comment", problem.MissingKey, repeat("#\n", 100_000))
	yaml("150,000 empty lines", problem.MissingKey, repeat("\n", 150_000))
	yaml("150,000 documents", problem.MultipleDocuments, repeat("---\n", 150_000))
	yaml("10,000 lists in a line", problem.TooDeep, "a: ", repeat("[", 9_990), repeat("]", 9_990))
	yaml("10,000 open lists", problem.Syntax, "a: ", repeat("[", 10_000))
	yaml("150,000 open lists", problem.Syntax, "a: ", repeat("[", 150_000))
	yaml("10,000 objects in a line", problem.TooDeep, "a: ", repeat("{a: ", 9_000), repeat("}", 9_000))
	yaml("10,000 lists in a block", problem.TooDeep, "a:\n ", repeat("- ", 9_900), "x\n")
	yaml("150,000 lists in a block", problem.Syntax, "a:\n ", repeat("- ", 150_000), "x\n")
	yaml("10,000 keys within keys", problem.KeyType, repeat("? ", 9_000), "x\n")
	yaml("two million items", problem.TooMany, "a: [", repeat("a,", 2_000_000), "]")
	yaml("190,000 anchors", problem.Anchor, "a: [", repeat("&a x,", 190_000), "]")
	yaml("100,000 directives", problem.Directive, numbered(100_000, "%%TAG !a%d! x\n"), "--- a\n")
	yaml("100,000 directives, line ends of old", problem.Directive, "#\r", numbered(100_000, "%%TAG !a%d! x\r"), "--- a\r")
	yaml("100,000 directives, odd line ends", problem.Directive, "#\u2028", numbered(100_000, "%%TAG !a%d! x\u2028"), "--- a\n")
	yaml("100,000 items with comments", problem.TooMany, "a:\n", repeat("  - x # c\n  # c\n", 100_000))
	yaml("190,000 aliases", problem.Alias, "a: &a x\nb: [", repeat("*a,", 190_000), "]")
	yaml("190,000 tags", problem.Tag, "a: [", repeat("!t a,", 190_000), "]")
	yaml("50,000 aliases", problem.Alias, "a: &a x\nb: [", repeat("*a,", 50_000), "]")
	yaml("50,000 tags", problem.Tag, "a: [", repeat("!t a,", 50_000), "]")
	yaml("alias bomb", problem.Alias, "a0: &a0 [x, x]\n", bomb(100, "a%d: &a%[1]d [*a%[2]d, *a%[2]d, *a%[2]d, *a%[2]d, *a%[2]d, *a%[2]d, *a%[2]d, *a%[2]d, *a%[2]d]\n"))
	yaml("merge bomb", problem.MergeKey, "a0: &a0 {x: y}\n", bomb(100, "a%d: &a%[1]d {<<: [*a%[2]d, *a%[2]d, *a%[2]d], k%[1]d: v}\n"))
	yaml("merge bomb as list", problem.MergeKey, repeat("<<: {a: b}\n", 60_000))
	yaml("alias of itself", problem.Alias, "a: &a [*a]\n")
	yaml("merge key beside a list as key", problem.MergeKey, "{? [a]: b, <<: {a: b}}: c\n<<: {? [a] : b}\n")
	yaml("50,000 lists as keys", problem.KeyType, repeat("? [a, b]\n: c\n", 50_000))
	yaml("60,000 lists as keys in a line", problem.KeyType, "a: {", repeat("[a]: b,", 60_000), "}")
	yaml("objects as keys", problem.KeyType, repeat("? {a: b}\n: c\n", 50_000))

	json("100,000 keys", problem.TooMany, numbered(100_000, `"key-%d":1,`), `"z":1`)
	json("95,000 keys", problem.UnknownKey, numbered(95_000, `"key-%d":1,`), `"z":1`)
	json("a key 95,000 times", problem.DuplicateKey, repeat(`"k":1,`, 95_000), `"z":1`)
	json("10 MB of text", problem.TooLarge, `"title":"`, repeat("x", 10*mib), `"`)
	json("8 MB of text", problem.MissingKey, `"title":"`, repeat("x", 8*mib-100), `"`)
	json("8 MB of escapes", problem.MissingKey, `"title":"`, repeat(`\n`, 4*mib-100), `"`)
	json("8 MB of half surrogates", problem.Encoding, `"title":"`, repeat(`\ud800`, mib), `"`)
	json("8 MB of digits", problem.MissingKey, `"title":`, repeat("1", 8*mib-100))
	json("8 MB of white space", problem.MissingKey, repeat(" ", 8*mib-100), `"z":1`)
	json("10,000 lists", problem.TooDeep, `"a":`, repeat("[", 10_000), repeat("]", 10_000))
	json("10,000 objects", problem.TooDeep, `"a":`, repeat(`{"a":`, 10_000), "1", repeat("}", 10_000))
	json("eight million open lists", problem.TooDeep, `"a":`, repeat("[", 8*mib-100))
	json("two million items", problem.TooMany, `"a":[`, repeat("1,", 2_000_000), "1]")
	json("two million empty objects", problem.TooMany, `"a":[`, repeat("{},", 2_000_000), "1]")
	json("lists as keys", problem.Syntax, repeat(`["a","b"]:1,`, 50_000), `"z":1`)
	return all
}

// bomb writes lines that each refer to the previous one several times.
func bomb(lines int, layout string) string {
	var b strings.Builder
	for i := 1; i <= lines; i++ {
		fmt.Fprintf(&b, layout, i, i-1)
	}
	return b.String()
}

// footprint runs f and returns the most memory in use in addition to what was in use
// before, the bytes allocated, and the time. The garbage collector runs often, so that
// little of the measured memory is garbage.
func footprint(f func()) (peak, total uint64, took time.Duration) {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	const inUse = "/memory/classes/heap/objects:bytes"
	read := func() uint64 {
		s := []metrics.Sample{{Name: inUse}}
		metrics.Read(s)
		return s[0].Value.Uint64()
	}
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	base := read()
	done, most := make(chan struct{}), make(chan uint64)
	go func() {
		var high uint64
		for {
			high = max(high, read())
			select {
			case <-done:
				most <- high
				return
			case <-time.After(500 * time.Microsecond):
			}
		}
	}()
	start := time.Now()
	f()
	took = time.Since(start)
	close(done)
	high := <-most
	runtime.ReadMemStats(&after)
	return high - min(high, base), after.TotalAlloc - before.TotalAlloc, took
}

// mostMemory is the most memory that reading a document of at most 8 MiB may use.
const mostMemory = 100_000_000

// Loading hostile bytes ends soon and within a fixed amount of memory, with problems that
// have a position.
func TestHostileDocuments(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped with -short: takes seconds")
	}
	from, to := plots(t)
	for _, l := range []struct {
		name, format string
		load         func(name string, data []byte) error
	}{
		{"rubric", rubric.Format, func(name string, data []byte) error {
			_, err := rubric.Load(name, data, nil)
			return err
		}},
		{"overlay", rubric.OverlayFormat, func(name string, data []byte) error {
			_, err := rubric.LoadOverlay(name, data, nil)
			return err
		}},
		{"crosswalk", rubric.CrosswalkFormat, func(name string, data []byte) error {
			_, err := rubric.LoadCrosswalk(name, data, from, to, nil)
			return err
		}},
	} {
		t.Run(l.name, func(t *testing.T) {
			if l.format != rubric.Format && !*long {
				t.Skip("skipped without -long: the loaders share their reader")
			}
			t.Logf("%-42s %9s %9s %9s %9s", "document", "MB", "peak MB", "total MB", "time")
			for _, h := range hostileDocuments(l.format) {
				if len(h.data) > quickBytes && !*long {
					continue
				}
				var err error
				peak, total, took := footprint(func() { err = l.load(h.file, h.data) })
				t.Logf("%-42s %9.1f %9.1f %9.1f %9s", h.file[2:]+" "+h.name, mb(uint64(len(h.data))), mb(peak), mb(total), took.Round(time.Millisecond))
				if peak > mostMemory {
					t.Errorf("%s: %.1f MB in use", h.name, mb(peak))
				}
				ps, ok := problem.Of(err)
				if !ok {
					t.Errorf("%s %s: error %v", h.file, h.name, err)
					continue
				}
				positioned(t, err)
				if len(ps) > problem.Max+1 {
					t.Errorf("%s %s: %d problems", h.file, h.name, len(ps))
				}
				found := false
				for _, p := range ps {
					found = found || p.Code == h.code
				}
				if !found {
					t.Errorf("%s %s: no problem %s, but %.300s", h.file, h.name, h.code, ps.Error())
				}
			}
		})
	}
}

func mb(n uint64) float64 { return float64(n) / 1e6 }

// The work for hints is bounded by the number of reported problems, even if thousands of
// wrong ids each have thousands of candidates.
func TestManyWrongIDs(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped with -short: takes seconds")
	}
	n := 1500
	if *long {
		n = 9000
	}
	var sources, notes, texts, entries, notesOf strings.Builder
	for i := range n {
		fmt.Fprintf(&sources, "  - {id: source-number-%d, title: S}\n", i)
		fmt.Fprintf(&notes, "  - {text: N, source: sourze-nomber-%d}\n", i)
		fmt.Fprintf(&notesOf, "  - N\n")
		fmt.Fprintf(&texts, "  nodes[%d]: {text: a, hash: 0123456789ab}\n", i)
		fmt.Fprintf(&entries, "  - {from: [competence-nomber-%d], relation: dropped, comparable: not}\n", i)
	}
	head := strings.Replace(full, "notes: [First note, Second note]\n", "", 1)
	many := repeated(t, 30)
	noted := mustLoad(t, head+"notes:\n"+notesOf.String())
	for name, check := range map[string]func() error{
		"sources": func() error {
			_, err := rubric.Load("r.yaml", []byte(head+"sources:\n"+sources.String()+"notes:\n"+notes.String()), nil)
			return err
		},
		"texts": func() error {
			o, err := rubric.LoadOverlay("o.yaml", []byte("format: overlay/1\nrubric: circle@1\nlanguage: es\nofficial: false\ntexts:\n"+texts.String()), nil)
			if err != nil {
				return err
			}
			_, problems := noted.Localize(o)
			return problems.Err()
		},
		"competencies": func() error {
			_, err := rubric.LoadCrosswalk("x.yaml", []byte("format: crosswalk/1\nfrom: cei@2023.2\nto: cei@2023.2\ncompetencies:\n"+entries.String()), many, many, nil)
			return err
		},
	} {
		var err error
		peak, total, took := footprint(func() { err = check() })
		ps, _ := problem.Of(err)
		t.Logf("%d wrong %s: %d problems, %.1f MB in use, %.1f MB in all, %s", n, name, len(ps), mb(peak), mb(total), took.Round(time.Millisecond))
		if len(ps) != problem.Max+1 || peak > mostMemory {
			t.Errorf("%s: %d problems, %.1f MB in use", name, len(ps), mb(peak))
		}
		positioned(t, err)
	}
}

// Lists and objects under known keys have limits too.
func TestTooManyItems(t *testing.T) {
	from, to := plots(t)
	repeat := strings.Repeat
	var texts, domains strings.Builder
	for i := range 10_001 {
		fmt.Fprintf(&texts, "  k%d: {text: a, hash: 0123456789ab}\n", i)
	}
	for i := range 1001 {
		fmt.Fprintf(&domains, "  - {id: d%d, title: D, competencies: [{id: c%[1]d, title: C}]}\n", i)
	}
	for name, test := range map[string]struct {
		load func() error
		path string
	}{
		"texts": {func() error {
			_, err := rubric.LoadOverlay("o.yaml", []byte("format: overlay/1\nrubric: a@1\nlanguage: es\nofficial: false\ntexts:\n"+texts.String()), nil)
			return err
		}, "texts"},
		"entries": {func() error {
			_, err := rubric.LoadCrosswalk("x.yaml", []byte("format: crosswalk/1\nfrom: plot@1\nto: plot@2\nstages: {seed: seed}\ncompetencies:\n"+
				repeat("  - {from: [pests], relation: dropped, comparable: not}\n", 10_001)), from, to, nil)
			return err
		}, "competencies"},
		"ids of an entry": {func() error {
			_, err := rubric.LoadCrosswalk("x.yaml", []byte("format: crosswalk/1\nfrom: plot@1\nto: plot@2\nstages: {seed: seed}\ncompetencies:\n  - {from: ["+
				repeat("pests, ", 10_001)+"], to: [compost], relation: merged, comparable: not}\n"), from, to, nil)
			return err
		}, "competencies[0].from"},
		"domains": {func() error {
			_, err := rubric.Load("r.yaml", []byte(full[:strings.Index(full, "domains:\n  - id")]+"domains:\n"+domains.String()), nil)
			return err
		}, "domains"},
	} {
		ps, _ := problem.Of(test.load())
		found := false
		for _, p := range ps {
			found = found || p.Code == problem.TooMany && p.Path == test.path
		}
		if !found {
			t.Errorf("%s: problems %v", name, ps)
		}
	}
}
