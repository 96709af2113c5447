package svg_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// drawnPair is what a reader sees of a pair.
type drawnPair struct {
	bars   [2][][2]int // the start and the width of every segment, of the upper and of the lower bar
	height int         // of the bars
	lines  [][2]int    // where a thick line leaves the upper bar and where it reaches the lower one
	texts  []string
}

// drawnRow draws one row of a picture and reads what is drawn.
func drawnRow(t *testing.T, p *report.Picture, row report.PictureRow) drawnPair {
	t.Helper()
	one := *p
	one.Stages = slices.Clone(p.Stages)
	one.Rows = []report.PictureRow{row}
	out := drawnSVG(t, &one)
	_, elements, _ := strings.Cut(string(out), "</desc>")
	var pair drawnPair
	var tops []int
	for _, e := range elementsOf(t, "<svg>"+elements) {
		number := func(name string) int {
			n, err := strconv.Atoi(e[name])
			if err != nil {
				t.Fatalf("%s of %v", name, e)
			}
			return n
		}
		switch {
		// The segments have the color of a stage and a border; the legend is square.
		case e["name"] == "rect" && e["stroke"] != "" && strings.HasPrefix(e["fill"], "#") && (e["height"] == "16" || e["height"] == "8"):
			y := number("y")
			if !slices.Contains(tops, y) {
				tops = append(tops, y)
			}
			i := slices.Index(tops, y)
			if i > 1 || pair.height != 0 && pair.height != number("height") {
				t.Fatalf("bars at %d of height %d and %s", tops, pair.height, e["height"])
			}
			pair.height = number("height")
			pair.bars[i] = append(pair.bars[i], [2]int{number("x"), number("width")})
		case e["name"] == "path" && e["stroke-width"] == "3":
			var x1, x2, x3, x4 int
			var y [4]int
			if _, err := fmt.Sscanf(e["d"], "M%d %dL%d %dL%d %dL%d %d", &x1, &y[0], &x2, &y[1], &x3, &y[2], &x4, &y[3]); err != nil || x1 != x2 || x3 != x4 {
				t.Fatalf("line %s: %v", e["d"], err)
			}
			if want := [4]int{tops[0], tops[0] + pair.height, tops[1], tops[1] + pair.height}; y != want {
				t.Errorf("the line is at %d, the bars at %d", y, want)
			}
			pair.lines = append(pair.lines, [2]int{x1, x3})
		}
	}
	pair.texts = readSVG(t, p.Name, out)
	return pair
}

// elementsOf returns the attributes of the elements of a document, and their names.
func elementsOf(t *testing.T, doc string) []map[string]string {
	t.Helper()
	var all []map[string]string
	d := xml.NewDecoder(bytes.NewReader([]byte(doc)))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok {
			attr := attributes(e)
			attr["name"] = e.Name.Local
			all = append(all, attr)
		}
	}
}

// randomWave returns ratings of three groups: each competency has a shape of its own, and some are
// those of the other wave.
func randomWave(rng *rand.Rand, r *rubric.Rubric, other map[string][][]uint64) (map[string]uint64, map[string][][]uint64) {
	people, counts := make(map[string]uint64), make(map[string][][]uint64)
	for c := range r.Constituencies() {
		most := uint64(0)
		for i := range r.CompetencyCount() {
			row := make([]uint64, r.Spectrum().Len())
			switch rng.IntN(4) {
			case 0:
				if other != nil {
					copy(row, other[c.ID][i])
				}
			case 1: // two camps
				row[0], row[len(row)-1] = rng.Uint64N(30), rng.Uint64N(30)
			case 2: // one hump
				for range rng.IntN(60) {
					row[(rng.IntN(len(row))+rng.IntN(len(row)))/2]++
				}
			default:
				for j := range row {
					row[j] = rng.Uint64N(25)
				}
			}
			n := uint64(0)
			for _, x := range row {
				n += x
			}
			most = max(most, n)
			counts[c.ID] = append(counts[c.ID], row)
		}
		people[c.ID] = max(most, 1)
	}
	return people, counts
}

// TestPicturesAgreeWithTheTable draws the changes and the differences of random waves. What a
// reader sees must be what the table says:
//
//   - of a row that is rated higher, a thick line leads from the upper bar to the lower one towards
//     the lower stages, so that the part of the bar for the stages above it grows; of one that is
//     rated lower, towards the higher stages. It moves by 7 % of the bar or more;
//   - a row that is about the same has no such line, and bars half as high;
//   - a row that is not compared has no bars;
//   - equal ratings have equal bars.
func TestPicturesAgreeWithTheTable(t *testing.T) {
	seeds := 12
	if *long {
		seeds = 400
	}
	seen := make(map[string]int)
	for seed := range uint64(seeds) {
		rng := rand.New(rand.NewPCG(seed, 18))
		r := reporttest.NewRubric(t, []int{4, 2, 3, 5, 7}[seed%5], 3, 2, 2, nil)
		people, counts := randomWave(rng, r, nil)
		before := reporttest.Publish(t, reporttest.Summarize(t, r, reporttest.Tally(r, people, counts)), assess.Internal())
		people, counts = randomWave(rng, r, counts)
		after := reporttest.Publish(t, reporttest.Summarize(t, r, reporttest.Tally(r, people, counts)), assess.Internal())
		progress, err := assess.Compare(before, after, nil)
		if err != nil {
			t.Fatal(err)
		}
		v, err := report.Build(after, &report.Options{Progress: progress})
		if err != nil {
			t.Fatal(err)
		}
		testProgressPicture(t, v, seen)
		testDifferencesPicture(t, v, seen)
	}
	for _, what := range []string{"higher", "lower", "same", "equal", "groups"} {
		if seen[what] == 0 {
			t.Errorf("no row is %s", what)
		}
	}
}

func testProgressPicture(t *testing.T, v *report.View, seen map[string]int) {
	t.Helper()
	p := v.Picture("progress")
	if p == nil {
		return
	}
	if len(p.Rows) != len(v.Progress.Rows) {
		t.Fatalf("%d rows of the picture, %d of the table", len(p.Rows), len(v.Progress.Rows))
	}
	for i, row := range v.Progress.Rows {
		drawn := drawnRow(t, p, p.Rows[i])
		testPair(t, row.ID, p.Rows[i].Pair, drawn, row.Compared, row.Direction)
		if all := strings.Join(drawn.texts, " "); !strings.Contains(strings.ReplaceAll(all, " ", ""), strings.ReplaceAll(row.Outcome.String(), " ", "")) {
			t.Errorf("%s: the picture says %q, the table %q", row.ID, all, row.Outcome)
		}
		change, _ := v.Options.Progress.Change(row.ID, assess.AllRaters)
		if row.Compared && change.Before.Stages.Equal(change.After.Stages) {
			seen["equal"]++
			if row.Direction != 0 {
				t.Errorf("%s: equal ratings with the direction %d", row.ID, row.Direction)
			}
		}
		switch {
		case row.Direction > 0:
			seen["higher"]++
		case row.Direction < 0:
			seen["lower"]++
		case row.Compared:
			seen["same"]++
		}
	}
}

func testDifferencesPicture(t *testing.T, v *report.View, seen map[string]int) {
	t.Helper()
	p := v.Picture("differences")
	if p == nil {
		return
	}
	said := make(map[string]report.Comparison)
	for _, d := range v.Differences.Items {
		said[d.Competency] = d
	}
	ids := make(map[string]string)
	for c := range v.Published.Rubric().Competencies() {
		ids[c.Title()] = c.ID()
	}
	for _, row := range p.Rows {
		if row.IsHeading() {
			continue
		}
		seen["groups"]++
		testPair(t, row.Label.String(), row.Pair, drawnRow(t, p, row), true, 1)
		lower, higher := distribution(t, v, row.Pair.Sides[0]), distribution(t, v, row.Pair.Sides[1])
		if delta, ok := spectrum.Dominance(higher, lower); !ok || delta < 0.147 {
			t.Errorf("%s: %s is drawn lower than %s, delta %v", row.Label, row.Pair.Sides[0].Group, row.Pair.Sides[1].Group, delta)
		}
		if d, ok := said[ids[row.Label.String()]]; ok {
			if diff := cmp.Diff([]string{d.Sides[0].Group.String(), d.Sides[1].Group.String(), d.Detail.String()}, []string{row.Pair.Sides[0].Group.String(), row.Pair.Sides[1].Group.String(), row.Pair.Detail.String()}); diff != "" {
				t.Errorf("%s (-said +drawn):\n%s", row.Label, diff)
			}
		}
	}
}

func distribution(t *testing.T, v *report.View, s report.ComparisonSide) spectrum.Distribution {
	t.Helper()
	var counts []uint64
	for _, n := range s.Result.Counts {
		counts = append(counts, n.N)
	}
	d, err := v.Published.Rubric().Spectrum().Distribution(counts...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func testPair(t *testing.T, name string, p *report.PicturePair, drawn drawnPair, compared bool, direction int) {
	t.Helper()
	if p.Compared != compared || p.Direction != direction {
		t.Fatalf("%s: the pair is compared %v, %d, the table %v, %d", name, p.Compared, p.Direction, compared, direction)
	}
	if !compared {
		if drawn.height != 0 || len(drawn.lines) != 0 {
			t.Errorf("%s is not compared, but has bars", name)
		}
		return
	}
	length := 0
	for _, segment := range drawn.bars[0] {
		length += segment[1]
	}
	for i, bar := range drawn.bars {
		var want [][2]int
		x := drawn.bars[0][0][0]
		for _, n := range p.Sides[i].Result.Bar.Cells(length) {
			if n > 0 {
				want = append(want, [2]int{x, n})
			}
			x += n
		}
		if diff := cmp.Diff(want, bar); diff != "" {
			t.Errorf("%s: bar %d (-want +got):\n%s", name, i, diff)
		}
	}
	if slices.EqualFunc(p.Sides[0].Result.Counts, p.Sides[1].Result.Counts, func(x, y report.NumberCell) bool { return x.N == y.N }) && !slices.Equal(drawn.bars[0], drawn.bars[1]) {
		t.Errorf("%s: equal ratings are drawn as %v", name, drawn.bars)
	}
	if direction == 0 {
		if drawn.height != 8 || len(drawn.lines) != 0 || p.Detail != nil {
			t.Errorf("%s is about the same, but looks like a change: %+v", name, drawn)
		}
		return
	}
	if drawn.height != 16 || len(drawn.lines) != 1 {
		t.Fatalf("%s differs, but looks like no change: %+v", name, drawn)
	}
	from, to := drawn.lines[0][0], drawn.lines[0][1]
	if moved := float64(from-to) * float64(direction); moved < math.Floor(0.0735*float64(length))-2 {
		t.Errorf("%s has the direction %d, but the line leads from %d to %d on a bar of %d", name, direction, from, to, length)
	}
	// The line is at the stage that the detail names.
	for i, x := range []int{from, to} {
		below := 0
		for _, n := range p.Sides[i].Result.Bar.Cells(length)[:p.Widest] {
			below += n
		}
		if x != drawn.bars[0][0][0]+below {
			t.Errorf("%s: the line meets bar %d at %d", name, i, x)
		}
	}
}
