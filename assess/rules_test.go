package assess_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// everyone answers everything, at stages that depend on the rater and the competency, with
// counts that are not multiples of anything.
func everyone(t testing.TB, r *rubric.Rubric, n map[string]int, shift int) []*assess.Response {
	t.Helper()
	var all []*assess.Response
	for g := range r.Constituencies() {
		for i := range n[g.ID] {
			d := assess.ResponseDocument{ID: fmt.Sprint(g.ID, i), Constituency: g.ID, Ratings: make(map[string]assess.RatingEntry)}
			k := 0
			for c := range r.Competencies() {
				k++
				if s, ok := r.Spectrum().At(1 + (i*k+i/3+k+shift)%r.Spectrum().Len()); ok {
					d.Ratings[c.ID()] = assess.RatingEntry{Stage: s.ID()}
				}
			}
			all = append(all, respond(t, r, d))
		}
	}
	return all
}

// TestRoundToOne publishes with RoundTo 1, which rounds nothing: everything is as without
// rounding.
func TestRoundToOne(t *testing.T) {
	r := cei.Latest()
	raters := map[string]int{"family": 47, "student": 31, "educator": 23}
	before, after := everyone(t, r, raters, 0), everyone(t, r, raters, 1)
	published := func(all []*assess.Response, roundTo int) *assess.Published {
		p := assess.Public()
		p.RoundTo = roundTo
		return publish(t, tally(t, all), p)
	}
	plain, rounded := published(after, 0), published(after, 1)
	columns := []string{assess.AllRaters}
	for g := range r.Constituencies() {
		columns = append(columns, g.ID)
	}
	for c := range r.Competencies() {
		for _, column := range columns {
			want, _ := plain.Cell(c.ID(), column)
			got, _ := rounded.Cell(c.ID(), column)
			if got.Hidden != want.Hidden || !got.Stages.Equal(want.Stages) || got.NonAnswers != want.NonAnswers {
				t.Errorf("%s of %q: %v, want %v", c.ID(), column, got, want)
			}
		}
	}

	// Pairs are shown, as without rounding.
	var pairs assess.PairTally
	pairUp(t, &pairs, before, after, len(after))
	for _, roundTo := range [][2]int{{0, 0}, {1, 0}, {0, 1}, {1, 1}, {2, 1}, {1, 2}, {2, 2}} {
		pub, err := pairs.Publish(published(before, roundTo[0]), published(after, roundTo[1]))
		if laxer := max(roundTo[0], 1) < max(roundTo[1], 1); laxer != (err != nil) {
			t.Errorf("rounding %v: error %v", roundTo, err)
		}
		if err != nil {
			continue
		}
		if got := pub.Pairs("family"); got.Hidden != (roundTo[0] > 1 || roundTo[1] > 1) {
			t.Errorf("rounding %v: pairs %+v", roundTo, got)
		}
	}

	// The document adds up exactly.
	data, err := json.Marshal(rounded)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := assess.LoadPublished(r, "x.json", data, nil); err != nil {
		t.Error(err)
	}
	if !bytes.Contains(data, []byte(`"family":47`)) {
		t.Fatalf("the document does not have the raters: %.300s", data)
	}
	wrong := bytes.Replace(data, []byte(`"family":47`), []byte(`"family":48`), 1)
	if _, err := assess.LoadPublished(r, "x.json", wrong, nil); err == nil || !strings.Contains(err.Error(), "inconsistent") {
		t.Errorf("one rater more is no problem: %v", err)
	}

	// More answers of the same people can be published again.
	var late assess.Tally
	for _, p := range slices.Concat(after, everyone(t, r, map[string]int{"family": 90, "student": 62, "educator": 43}, 1)[20:]) {
		if err := late.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	sum, err := late.Summarize(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	results := make(map[int]string)
	for _, roundTo := range []int{0, 1} {
		p := assess.Public()
		p.RoundTo = roundTo
		_, err := sum.PublishAgain(p, published(after, roundTo))
		results[roundTo] = fmt.Sprint(err)
	}
	if results[0] != results[1] {
		t.Errorf("published again with RoundTo 0: %s, with 1: %s", results[0], results[1])
	}
}

// TestGapsOfTheSameSize gives many differences the same size, in both directions. They are
// in printed order, and for a competency in the order of the constituencies.
func TestGapsOfTheSameSize(t *testing.T) {
	r := cei.Latest()
	var all []*assess.Response
	for k, g := range []string{"student", "family", "educator", "leader"} {
		for i := range 12 {
			d := assess.ResponseDocument{ID: fmt.Sprint(g, i), Constituency: g, Ratings: make(map[string]assess.RatingEntry)}
			for c := range r.Competencies() {
				s := "developing"
				if (k+c.Index())%2 == 0 {
					s = "maturing"
				}
				d.Ratings[c.ID()] = assess.RatingEntry{Stage: s}
			}
			all = append(all, respond(t, r, d))
		}
	}
	pub := publish(t, tally(t, all), assess.Internal())
	order := make(map[string]int)
	for g := range r.Constituencies() {
		order[g.ID] = len(order)
	}
	var got []assess.ConstituencyGap
	for g := range pub.Gaps() {
		got = append(got, g)
	}
	abs := func(d float64) float64 { return max(d, -d) }
	want := slices.Clone(got)
	slices.SortStableFunc(want, func(a, b assess.ConstituencyGap) int {
		return cmp.Or(
			cmp.Compare(abs(b.Delta), abs(a.Delta)),
			a.Competency.Index()-b.Competency.Index(),
			order[a.Between[0].ID]-order[b.Between[0].ID],
			order[a.Between[1].ID]-order[b.Between[1].ID],
		)
	})
	name := func(list []assess.ConstituencyGap) (names []string) {
		for _, g := range list {
			names = append(names, fmt.Sprint(g.Delta, g.Competency.ID(), g.Between[0].ID, g.Between[1].ID))
		}
		return names
	}
	if n := 6 * r.CompetencyCount(); len(got) != n {
		t.Fatalf("%d differences, want %d", len(got), n)
	}
	if diff := gocmp.Diff(name(want), name(got)); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

// TestPairsOfTwoEditions mixes responses and waves of two editions in every place.
func TestPairsOfTwoEditions(t *testing.T) {
	older, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	r := cei.Latest()
	p := respond(t, older, assess.ResponseDocument{Constituency: "family", Ratings: plain("language-access", "maturing")})
	q := respond(t, r, assess.ResponseDocument{Constituency: "family", Ratings: plain("language-access", "developing")})
	counted := func(pairs ...*assess.Response) *assess.PairTally {
		var sum assess.PairTally
		for _, p := range pairs {
			if err := sum.Add(p, p); err != nil {
				t.Fatal(err)
			}
		}
		return &sum
	}
	const latest, first = "cei@2023.2", "cei@2023.1"
	for _, tt := range []struct {
		name string
		sum  *assess.PairTally
		do   func(*assess.PairTally) error
		want []string
	}{
		{"add earlier to later", counted(), func(s *assess.PairTally) error { return s.Add(p, q) }, []string{latest, first}},
		{"add later to earlier", counted(), func(s *assess.PairTally) error { return s.Add(q, p) }, []string{latest, first}},
		{"add to others", counted(q), func(s *assess.PairTally) error { return s.Add(p, p) }, []string{latest, first}},
		{"remove from others", counted(q), func(s *assess.PairTally) error { return s.Remove(p, p) }, []string{first}},
		{"remove a mixed pair", counted(q), func(s *assess.PairTally) error { return s.Remove(p, q) }, []string{latest}},
		{"remove from nothing", counted(), func(s *assess.PairTally) error { return s.Remove(p, p) }, []string{first}},
		{"merge", counted(q), func(s *assess.PairTally) error { return s.Merge(counted(p)) }, []string{latest, first}},
	} {
		before := encode(t, tt.sum)
		err := tt.do(tt.sum)
		if err == nil {
			t.Errorf("%s: no error", tt.name)
			continue
		}
		for _, ref := range tt.want {
			if !strings.Contains(err.Error(), ref) {
				t.Errorf("%s: %v does not name %s", tt.name, err, ref)
			}
		}
		if after := encode(t, tt.sum); after != before {
			t.Errorf("%s: %s became %s", tt.name, before, after)
		}
	}

	// Waves.
	raters := map[string]int{"family": 30}
	wave := func(r *rubric.Rubric) *assess.Published {
		sum, err := tally(t, everyone(t, r, raters, 0)).Summarize(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		pub, err := sum.Publish(assess.Public())
		if err != nil {
			t.Fatal(err)
		}
		return pub
	}
	then, now := wave(older), wave(r)
	for _, tt := range []struct {
		name          string
		sum           *assess.PairTally
		before, after *assess.Published
		ok            bool
	}{
		{"all of one edition", counted(q), now, now, true},
		{"no pairs", counted(), now, now, true},
		{"pairs of another edition", counted(p), now, now, false},
		{"an earlier wave of another edition", counted(q), then, now, false},
		{"no pairs and an earlier wave of another edition", counted(), then, now, false},
		{"a later wave of another edition", counted(q), now, then, false},
	} {
		if _, err := tt.sum.Publish(tt.before, tt.after); (err == nil) != tt.ok {
			t.Errorf("%s: error %v", tt.name, err)
		}
	}
}

// TestHeadersWithTwoReadings gives headers that name two competencies, or a competency and a
// field of a response.
func TestHeadersWithTwoReadings(t *testing.T) {
	doc := cei.Latest().Document()
	doc.ID, doc.Edition = "twice", "1"
	titles := map[string]string{"language-access": "Same words", "culture-of-service": "Same words"}
	for i := range doc.Domains {
		for j := range doc.Domains[i].Competencies {
			c := &doc.Domains[i].Competencies[j]
			if title, ok := titles[c.ID]; ok {
				c.Title.Text = title
			}
		}
	}
	r, err := rubric.New(doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ header, want string }{
		{"Same words", "ambiguous-column"},
		{"same WORDS ", "ambiguous-column"},
		{"language-access", ""},
	} {
		var found []string
		for _, err := range assess.CSV(r, "s", strings.NewReader("id,role,"+tt.header+",crucial-conversations\na,family,Maturing,Maturing\n"), nil) {
			if err != nil {
				found = append(found, err.Error())
			}
		}
		if all := strings.Join(found, "\n"); (tt.want == "") != (all == "") || !strings.Contains(all, tt.want) {
			t.Errorf("%q: %s, want %q", tt.header, all, tt.want)
		}
	}
}
