package rubric_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

func plots(t testing.TB) (from, to *rubric.Rubric) {
	t.Helper()
	return readRubric(t, "good/crosswalks/plot-1.rubric.yaml"), readRubric(t, "good/crosswalks/plot-2.rubric.yaml")
}

// describeLinks writes a line for each link.
func describeLinks(x *rubric.Crosswalk) []string {
	ids := func(list []*rubric.Competency) string {
		var ids []string
		for _, c := range list {
			ids = append(ids, c.ID())
		}
		return strings.Join(ids, "+")
	}
	var lines []string
	for l := range x.Links() {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s > %s: %s, %s %s", ids(l.From), ids(l.To), l.Relation, l.Comparable, l.Note)))
	}
	return lines
}

func TestLoadCrosswalk(t *testing.T) {
	from, to := plots(t)
	for _, name := range []string{"plot-1-to-2.yaml", "plot-1-to-2.json"} {
		t.Run(name, func(t *testing.T) {
			x, err := rubric.LoadCrosswalk(name, readTestdata(t, "good/crosswalks/"+name), from, to, nil)
			if err != nil {
				t.Fatal(err)
			}
			if x.From() != from || x.To() != to || x.Notice() != "Written for the tests." {
				t.Errorf("from %v to %v, %q", x.From().Ref(), x.To().Ref(), x.Notice())
			}
			want := []string{
				"compost > compost: same, fully",
				"watering > watering: reworded, partly It names an hour.",
				"tools > hand-tools+shed: split, partly",
				"paths+signs > wayfinding: merged, not",
				"pests > : dropped, not",
				"> bees: added, not",
			}
			if diff := cmp.Diff(want, describeLinks(x)); diff != "" {
				t.Errorf("links (-want +got):\n%s", diff)
			}
			for l := range x.Links() {
				for _, c := range l.From {
					if own, _ := from.Competency(c.ID()); own != c {
						t.Errorf("%s is not the earlier edition's", c.ID())
					}
				}
				for _, c := range l.To {
					if own, _ := to.Competency(c.ID()); own != c {
						t.Errorf("%s is not the later edition's", c.ID())
					}
				}
			}
			var stages []string
			for s := range from.Spectrum().Stages() {
				next, ok := x.Stage(s)
				stages = append(stages, fmt.Sprintf("%s > %s %t", s.ID(), next.ID(), ok && next.Spectrum() == to.Spectrum()))
			}
			want = []string{"seed > seed true", "sprout > growing true", "bloom > growing true", "harvest > harvest true"}
			if diff := cmp.Diff(want, stages); diff != "" {
				t.Errorf("stages (-want +got):\n%s", diff)
			}
		})
	}
}

// The ids of a link are in the order of their edition, for any order in the document. The
// links are in the order of the document.
func TestLinksAreInOrder(t *testing.T) {
	from, to := plots(t)
	doc := string(readTestdata(t, "good/crosswalks/plot-1-to-2.yaml"))
	doc = strings.Replace(doc, "[hand-tools, shed]", "[shed, hand-tools]", 1)
	doc = strings.Replace(doc, "[paths, signs]", "[signs, paths]", 1)
	head, entries, _ := strings.Cut(doc, "competencies:\n")
	lines := strings.SplitAfter(strings.TrimSuffix(entries, "\n"), "\n")
	lines[len(lines)-1] += "\n"
	slices.Reverse(lines)
	x, err := rubric.LoadCrosswalk("x.yaml", []byte(head+"competencies:\n"+strings.Join(lines, "")), from, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"> bees: added, not",
		"pests > : dropped, not",
		"paths+signs > wayfinding: merged, not",
		"tools > hand-tools+shed: split, partly",
		"watering > watering: reworded, partly It names an hour.",
		"compost > compost: same, fully",
	}
	if diff := cmp.Diff(want, describeLinks(x)); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

// A stage can have no successor, and a later stage no predecessor.
func TestCrosswalkStages(t *testing.T) {
	from, to := plots(t)
	doc := string(readTestdata(t, "good/crosswalks/plot-1-to-2.yaml"))
	for _, drop := range []string{"seed: seed", "sprout: growing", "bloom: growing", "harvest: harvest"} {
		x, err := rubric.LoadCrosswalk("x.yaml", []byte(strings.Replace(doc, "  "+drop+"\n", "", 1)), from, to, nil)
		if err != nil {
			t.Fatal(err)
		}
		for s := range from.Spectrum().Stages() {
			next, ok := x.Stage(s)
			if want := !strings.HasPrefix(drop, s.ID()); ok != want || ok == next.IsZero() {
				t.Errorf("without %q: %s is %q, %t", drop, s.ID(), next.ID(), ok)
			}
		}
	}
}

// A crosswalk between editions with the same stages may have a mapping of stages, but
// needs none.
func TestCrosswalkSameStages(t *testing.T) {
	from := mustLoad(t, small)
	to := mustLoad(t, strings.Replace(small, `edition: "1"`, `edition: "2"`, 1))
	const doc = `format: crosswalk/1
from: circle@1
to: circle@2
competencies:
  - {from: [listening], to: [listening], relation: same, comparable: fully}
  - {from: [speaking], to: [speaking], relation: same, comparable: fully}
`
	for name, test := range map[string]struct {
		stages string
		want   map[string]string
	}{
		"none":    {"", map[string]string{"seed": "seed", "tree": "tree"}},
		"written": {"stages: {seed: seed, tree: tree}\n", map[string]string{"seed": "seed", "tree": "tree"}},
		"both":    {"stages: {seed: tree, tree: tree}\n", map[string]string{"seed": "tree", "tree": "tree"}},
		"one":     {"stages: {tree: tree}\n", map[string]string{"seed": "", "tree": "tree"}},
	} {
		x, err := rubric.LoadCrosswalk("x.yaml", []byte(test.stages+doc), from, to, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := make(map[string]string)
		for s := range from.Spectrum().Stages() {
			next, _ := x.Stage(s)
			got[s.ID()] = next.ID()
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// Crosswalks are shared, so a caller may change the slices of a link.
func TestLinksCanBeChanged(t *testing.T) {
	from, to := plots(t)
	x, err := rubric.LoadCrosswalk("x.yaml", readTestdata(t, "good/crosswalks/plot-1-to-2.yaml"), from, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	before := describeLinks(x)
	for l := range x.Links() {
		clear(l.From)
		clear(l.To)
	}
	if diff := cmp.Diff(before, describeLinks(x)); diff != "" {
		t.Errorf("the crosswalk changed:\n%s", diff)
	}
}

// A relation fits the numbers of competencies that its documentation names.
func TestRelationFits(t *testing.T) {
	fits := map[rubric.Relation]string{ // the numbers in the earlier and the later edition
		rubric.RelationSame: "1:1", rubric.RelationReworded: "1:1", rubric.RelationSplit: "1:2 1:3", rubric.RelationMerged: "2:1 3:1",
		rubric.RelationDropped: "1:0", rubric.RelationAdded: "0:1", "": "", "moved": "",
	}
	for r, want := range fits {
		var got []string
		for from := range 4 {
			for to := range 4 {
				if r.Fits(from, to) {
					got = append(got, fmt.Sprintf("%d:%d", from, to))
				}
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s fits %q, want %q", r, s, want)
		}
		for _, c := range []rubric.Comparability{rubric.FullyComparable, rubric.PartlyComparable, rubric.NotComparable} {
			if want := c == rubric.NotComparable || r != rubric.RelationAdded && r != rubric.RelationDropped; c.Fits(r) != want {
				t.Errorf("%s fits %s: %t", c, r, !want)
			}
		}
	}
}

// An entry of a crosswalk that names too few ids explains the ids that no entry lists.
func TestShortEntries(t *testing.T) {
	from, to := plots(t)
	doc := string(readTestdata(t, "good/crosswalks/plot-1-to-2.yaml"))
	for _, tt := range []struct{ old, new, want string }{
		{"[paths, signs]", "[paths]", "competencies[3]: relation: the relation merged leads from two ids or more to one, found 1 and 1; change the relation or the ids"},
		{"[hand-tools, shed]", "[shed]", "competencies[2]: relation: the relation split leads from one id to two or more, found 1 and 1; change the relation or the ids"},
		{"from: [pests]", "from: []", "competencies[4]: relation: the relation dropped leads from one id to none, found 0 and 0; change the relation or the ids"},
		{"to: [bees]", "to: []", "competencies[5]: relation: the relation added leads from no id to one, found 0 and 0; change the relation or the ids"},
		{"to: [compost]", "to: []", "competencies[0]: relation: the relation same leads from one id to one, found 1 and 0; change the relation or the ids"},
	} {
		_, err := rubric.LoadCrosswalk("x.yaml", []byte(strings.Replace(doc, tt.old, tt.new, 1)), from, to, nil)
		ps, _ := problem.Of(err)
		if len(ps) != 1 {
			t.Errorf("%s: %v", tt.new, err)
			continue
		}
		if got := fmt.Sprintf("%s: %s: %s; %s", ps[0].Path, ps[0].Code, ps[0].Msg, ps[0].Hint); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.new, got, tt.want)
		}
	}
}

// A crosswalk from an edition to itself is unusual, but valid.
func TestCrosswalkToItself(t *testing.T) {
	from, _ := plots(t)
	var b strings.Builder
	b.WriteString("format: crosswalk/1\nfrom: plot@1\nto: plot@1\ncompetencies:\n")
	for c := range from.Competencies() {
		fmt.Fprintf(&b, "  - {from: [%s], to: [%[1]s], relation: same, comparable: fully}\n", c.ID())
	}
	if _, err := rubric.LoadCrosswalk("x.yaml", []byte(b.String()), from, from, nil); err != nil {
		t.Error(err)
	}
}

func TestCrosswalkLimits(t *testing.T) {
	from, to := plots(t)
	data := readTestdata(t, "good/crosswalks/plot-1-to-2.yaml")
	for code, lim := range map[problem.Code]rubric.DocumentLimits{
		problem.TooLarge: {Bytes: len(data) - 1},
		problem.TooMany:  {Nodes: 20},
		problem.TooDeep:  {Depth: 3},
	} {
		_, err := rubric.LoadCrosswalk("x.yaml", data, from, to, &rubric.LoadOptions{Limits: lim})
		if ps, ok := problem.Of(err); !ok || len(ps) != 1 || ps[0].Code != code {
			t.Errorf("%v gives %v, want %s", lim, err, code)
		}
	}
	opt := &rubric.LoadOptions{Limits: rubric.DocumentLimits{Bytes: len(data), Depth: 4, Nodes: 200}}
	if _, err := rubric.LoadCrosswalk("x.yaml", data, from, to, opt); err != nil {
		t.Error(err)
	}
}

// crosswalkCodes are the codes of the problems of crosswalks, except those of their bytes
// and syntax.
var crosswalkCodes = []problem.Code{
	problem.UnknownFormat, problem.UnknownKey, problem.WrongCase, problem.MissingKey, problem.WrongType,
	problem.Blank, problem.TooFew, problem.BadID, problem.BadValue, problem.DuplicateKey,
	problem.UnknownCompetency, problem.UnknownStage, problem.WrongEdition,
	problem.NotCovered, problem.CoveredTwice, problem.Relation, problem.StageOrder,
}

// overlayCodes are the same for overlays. They lack the code for another edition, because
// that is not a problem of the document.
var overlayCodes = []problem.Code{
	problem.UnknownFormat, problem.UnknownKey, problem.WrongCase, problem.MissingKey, problem.WrongType,
	problem.Blank, problem.TooLong, problem.BadID, problem.BadFormat, problem.BadValue, problem.DuplicateKey,
	problem.StaleText, problem.MissingText, problem.UnknownText,
}

// For every code of a kind of document there is a broken file with that problem.
func TestCodesAreCovered(t *testing.T) {
	for kind, codes := range map[string][]problem.Code{"crosswalks": crosswalkCodes, "overlays": overlayCodes} {
		seen := make(map[problem.Code]bool)
		for _, name := range corpus(t, "broken", kind) {
			for line := range strings.Lines(string(readTestdata(t, "broken/"+kind+"/"+name[strings.LastIndexAny(name, `/\`)+1:]+".problems"))) {
				fields := strings.Split(strings.TrimSuffix(line, "\n"), ": ")
				seen[problem.Code(fields[1])] = true
			}
		}
		for _, code := range codes {
			if !seen[code] {
				t.Errorf("no file under broken/%s has the code %s", kind, code)
			}
		}
	}
}

// Wrong ids get the nearest right one as a hint, each from its own edition.
func TestCrosswalkHints(t *testing.T) {
	from, to := plots(t)
	doc := string(readTestdata(t, "good/crosswalks/plot-1-to-2.yaml"))
	for _, test := range []struct{ old, new, hint string }{
		{"from: [pests]", "from: [pest]", `did you mean "pests"?`},
		{"[hand-tools, shed]", "[hand-tools, sched]", `did you mean "shed"?`},
		{"sprout: growing", "sprout: growin", `did you mean "growing"?`},
		{"bloom: growing", "blooms: growing", `did you mean "bloom"?`},
		{"relation: merged", "relation: merge", `did you mean "merged"?`},
		{"to: [bees]", "to: [wasps-and-hornets]", "one of compost, watering, hand-tools, shed, wayfinding, bees"},
	} {
		_, err := rubric.LoadCrosswalk("x.yaml", []byte(strings.Replace(doc, test.old, test.new, 1)), from, to, nil)
		ps, _ := problem.Of(err)
		if len(ps) != 1 || ps[0].Hint != test.hint {
			t.Errorf("%s: problems %v, want the hint %s", test.new, ps, test.hint)
		}
	}
}

func ExampleLoadCrosswalk() {
	before, err := rubric.Load("circle.yaml", []byte(small), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	after, err := rubric.Load("circle.yaml", []byte(strings.NewReplacer(`edition: "1"`, `edition: "2"`, "speaking", "asking").Replace(small)), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	x, err := rubric.LoadCrosswalk("1-to-2.yaml", []byte(`format: crosswalk/1
from: circle@1
to: circle@2
competencies:
  - {from: [listening], to: [listening], relation: same, comparable: fully}
  - {from: [speaking], relation: dropped, comparable: not}
  - {to: [asking], relation: added, comparable: not}
`), before, after, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for l := range x.Links() {
		fmt.Println(l.Relation, len(l.From), len(l.To))
	}
	// Output:
	// same 1 1
	// dropped 1 0
	// added 0 1
}

// FuzzLoadCrosswalk checks that no document causes a panic, that problems have positions,
// and that a crosswalk that loads has every competency once.
func FuzzLoadCrosswalk(f *testing.F) {
	from, to := plots(f)
	for _, name := range []string{"plot-1-to-2.yaml", "plot-1-to-2.json"} {
		data := readTestdata(f, "good/crosswalks/"+name)
		f.Add(name, data)
		for _, old := range []string{"compost", "seed", "plot@1", "same", "fully", "from", "to", "not", "harvest", "split"} {
			f.Add(name, []byte(strings.Replace(string(data), old, old+"x", 1)))
			f.Add(name, []byte(strings.Replace(string(data), old, "", 1)))
		}
	}
	f.Add("a", []byte("format: crosswalk/1\nfrom: plot@1\nto: plot@2\nstages: {}\ncompetencies: [{}]\n"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		x, err := rubric.LoadCrosswalk(name, data, from, to, nil)
		if err != nil {
			positioned(t, err)
			return
		}
		seen := make(map[*rubric.Competency]int)
		for l := range x.Links() {
			for _, c := range slices.Concat(l.From, l.To) {
				seen[c]++
			}
		}
		for _, r := range []*rubric.Rubric{from, to} {
			for c := range r.Competencies() {
				if seen[c] != 1 {
					t.Fatalf("%s of %s is spoken of %d times", c.ID(), r.Ref(), seen[c])
				}
			}
		}
		last := 0
		for s := range from.Spectrum().Stages() {
			if next, ok := x.Stage(s); ok {
				if next.Rank() < last {
					t.Fatalf("%s became the lower stage %s", s.ID(), next.ID())
				}
				last = next.Rank()
			}
		}
	})
}

// A crosswalk whose entries lead the other way is one problem. A single id on the wrong side is a
// mistake of its entry.
func TestReversedEntries(t *testing.T) {
	from := mustLoad(t, strings.Replace(small, "speaking", "asking", 1))
	to := mustLoad(t, strings.NewReplacer(`edition: "1"`, `edition: "2"`, "listening", "hearing").Replace(small))
	const reversed = "wrong-edition: from: the entries lead from circle@2 to circle@1, but the keys from and to name the other direction"
	for name, tt := range map[string]struct{ entries, want string }{
		"both sides":     {"[{from: [hearing], to: [listening], relation: reworded, comparable: partly}, {from: [speaking], to: [asking], relation: reworded, comparable: partly}]", reversed},
		"two from":       {"[{from: [hearing], relation: dropped, comparable: not}, {from: [speaking], relation: dropped, comparable: not}]", reversed},
		"two to":         {"[{to: [listening], relation: added, comparable: not}, {to: [asking], relation: added, comparable: not}]", reversed},
		"one from":       {"[{from: [hearing], relation: dropped, comparable: not}]", "unknown-competency: competencies[0].from[0]"},
		"one to":         {"[{to: [listening], relation: added, comparable: not}]", "unknown-competency: competencies[0].to[0]"},
		"only one right": {"[{from: [hearing], relation: dropped, comparable: not}, {from: [speaking, asking], to: [], relation: dropped, comparable: not}]", "unknown-competency: competencies[0].from[0]"},
		"one right":      {"[{from: [hearing], relation: dropped, comparable: not}, {from: [speaking, asking], to: [hearing], relation: merged, comparable: not}]", "unknown-competency: competencies[0].from[0]"},
	} {
		doc := "format: crosswalk/1\nfrom: circle@1\nto: circle@2\ncompetencies: " + tt.entries + "\n"
		_, err := rubric.LoadCrosswalk("x.yaml", []byte(doc), from, to, nil)
		ps, _ := problem.Of(err)
		if err == nil || !strings.Contains(err.Error(), tt.want) || (tt.want == reversed) != (len(ps) == 1) {
			t.Errorf("%s: error %v, want %s", name, err, tt.want)
		}
	}
}

// An entry with an unreadable relation does not hide that another competency is missing.
func TestUnreadableRelation(t *testing.T) {
	from, to := plots(t)
	doc := string(readTestdata(t, "good/crosswalks/plot-1-to-2.yaml"))
	for _, tt := range []struct{ old, without, path string }{
		{"relation: dropped", "to: [bees]", `"bees" of plot@2`},
		{"relation: added", "from: [pests]", `"pests" of plot@1`},
	} {
		var lines []string
		for line := range strings.Lines(strings.Replace(doc, tt.old, "relation: [x]", 1)) {
			if !strings.Contains(line, tt.without) {
				lines = append(lines, line)
			}
		}
		_, err := rubric.LoadCrosswalk("x.yaml", []byte(strings.Join(lines, "")), from, to, nil)
		ps, _ := problem.Of(err)
		if n := codes(ps); len(ps) != 2 || n[problem.WrongType] != 1 || n[problem.NotCovered] != 1 || !strings.Contains(err.Error(), tt.path) {
			t.Errorf("%s: error %v", tt.old, err)
		}
	}
}
