package assess_test

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// twelve returns NDJSON of twelve families, of whom so many rate language access as
// developing and the others as maturing.
func twelve(edition string, developing int) string {
	var b strings.Builder
	for i := range 12 {
		stage := "maturing"
		if i < developing {
			stage = "developing"
		}
		fmt.Fprintf(&b, `{"format":"response/1","rubric":"cei@%s","id":"r-%d","constituency":"family","ratings":{"language-access":%q}}`+"\n", edition, i, stage)
	}
	return b.String()
}

// publishLines takes NDJSON all the way to a published summary.
func publishLines(r *rubric.Rubric, ndjson string) (*assess.Published, error) {
	var tally assess.Tally
	for resp, err := range assess.NDJSON(r, "responses.ndjson", strings.NewReader(ndjson), nil) {
		if err != nil {
			return nil, err
		}
		if err := tally.Add(resp); err != nil {
			return nil, err
		}
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		return nil, err
	}
	return summary.Publish(assess.Policy{})
}

func ExampleLoadResponse() {
	_, err := assess.LoadResponse(cei.Latest(), "response.json", []byte(`{
  "format": "response/1",
  "rubric": "cei@2023.2",
  "id": "r-0001",
  "constituency": "family",
  "ratings": {"language-access": "maturng"}
}`), nil)
	fmt.Println(err)
	// Output:
	// response.json:6:34: unknown-stage: ratings.language-access: "maturng" is neither a stage nor a non-answer; did you mean "maturing"?
}

func ExampleCollect() {
	inputs := []assess.ResponseInput{
		{Name: "north.ndjson", Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(`{"format":"response/1","rubric":"cei@2023.2","id":"r-1","organization":"North","constituency":"family","ratings":{"language-access":"developing"}}
{"format":"response/1","rubric":"cei@2023.2","id":"r-2","organization":"North","constituency":"familly","ratings":{}}`)), nil
		}},
		{Name: "others.csv", Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader("id,school,role,Language access\nr-3,South,leader,Maturing\nr-4,North,leader,Advanced\n")), nil
		}},
	}
	c, err := assess.Collect(context.Background(), cei.Latest(), inputs, &assess.CollectOptions{Key: assess.ByOrganization})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Responses, "responses,", c.Refused, "refused")
	fmt.Println(c.Problems[0].Pos, c.Problems[0].Code)
	for school, tally := range c.UnprotectedTallies() {
		for constituency, group := range tally.Groups {
			if constituency == "leader" {
				fmt.Println(school, constituency, group.Raters)
			}
		}
	}
	// Output:
	// 3 responses, 1 refused
	// north.ndjson:2:95 unknown-constituency
	// North leader 1
	// South leader 1
}

func ExampleNDJSON() {
	lines := `{"format":"response/1","rubric":"cei@2023.2","id":"r-1","constituency":"family","ratings":{"language-access":"developing"}}
{"format":"response/1","rubric":"cei@2023.2","id":"r-2","constituency":"familly","ratings":{}}
{"format":"response/1","rubric":"cei@2023.2","id":"r-3","constituency":"leader","ratings":{"language-access":"advanced"}}
`
	for resp, err := range assess.NDJSON(cei.Latest(), "in.ndjson", strings.NewReader(lines), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(resp.ID(), resp.Constituency())
	}
	// Output:
	// r-1 family
	// in.ndjson:2:72: unknown-constituency: constituency: no constituency has the id "familly"; did you mean "family"?
	// r-3 leader
}

func ExampleNewResponse() {
	r := cei.Latest()
	resp, err := assess.NewResponse(r, assess.ResponseDocument{
		ID: "r-1", Constituency: "student",
		Ratings: map[string]assess.RatingEntry{
			"staff-mindsets":  {Stage: "developing", Note: "It depends on the teacher."},
			"language-access": {Stage: assess.DontKnow.String()},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for c, rating := range resp.Ratings() {
		if stage, ok := rating.Stage(r.Spectrum()); ok {
			fmt.Println(c.Title()+":", stage.Title())
		}
	}
	// Output: Staff mindsets: Developing
}

func ExampleTally_Merge() {
	r := cei.Latest()
	count := func(ndjson string) *assess.Tally {
		var t assess.Tally
		for resp, err := range assess.NDJSON(r, "in", strings.NewReader(ndjson), nil) {
			if err == nil {
				err = t.Add(resp)
			}
			if err != nil {
				fmt.Println(err)
			}
		}
		return &t
	}
	var all assess.Tally
	for _, part := range []*assess.Tally{count(twelve("2023.2", 12)), count(twelve("2023.2", 3))} {
		if err := all.Merge(part); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println(all.Groups["family"].Raters)
	// Output: 24
}

func ExampleSummary_Publish() {
	r := cei.Latest()
	published, err := publishLines(r, twelve("2023.2", 8))
	if err != nil {
		fmt.Println(err)
		return
	}
	cell, _ := published.Cell("language-access", "family")
	low, high := cell.Stages.Median()
	maturing, _ := r.Spectrum().Stage("maturing")
	k, n := cell.Stages.AtOrAbove(maturing)
	fmt.Println(low.Title(), high.Title())
	fmt.Printf("%d of %d at Maturing or above\n", k, n)
	// Output:
	// Developing Developing
	// 4 of 12 at Maturing or above
}

func ExamplePublished_Score() {
	r := cei.Latest()
	published, err := publishLines(r, twelve("2023.2", 8))
	if err != nil {
		fmt.Println(err)
		return
	}
	target, _ := r.Spectrum().Stage("advanced")
	score, ok, err := published.Score(assess.PooledMedian, "operations-systems-and-resourcing", assess.AllRaters, target)
	low, _, _ := score.Distance()
	fmt.Println(score.Rule, score.Low, low, ok, err)
	// Output: pooled-median developing -2 true <nil>
}

func ExampleCompare() {
	x, err := cei.Crosswalk("2023.1", "2023.2")
	if err != nil {
		fmt.Println(err)
		return
	}
	before, err := publishLines(x.From(), twelve("2023.1", 10))
	if err != nil {
		fmt.Println(err)
		return
	}
	after, err := publishLines(x.To(), twelve("2023.2", 4))
	if err != nil {
		fmt.Println(err)
		return
	}
	progress, err := assess.Compare(before, after, x)
	if err != nil {
		fmt.Println(err)
		return
	}
	change, _ := progress.Change("language-access", "family")
	fmt.Printf("%+.1f (%.2f to %.2f)\n", change.Delta, change.Interval.Lower, change.Interval.Upper)
	domain, _ := progress.Change("shared-power-and-decision-making", assess.AllRaters)
	fmt.Println(domain.Comparable, domain.Reason)
	// Output:
	// +0.5 (0.07 to 0.77)
	// not membership
}

func ExampleLoadConsensus() {
	k, err := assess.LoadConsensus(cei.Latest(), "team.yaml", []byte(`
format: consensus/1
rubric: cei@2023.2
id: site-team-fall
agreements:
  language-access:
    stage: developing
    rationale: Interpreters are there for meetings, not for the phone.
`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for a := range k.Agreements() {
		fmt.Println(a.Competency.Title()+":", a.Stage.Title())
	}
	// Output: Language access: Developing
}

func ExamplePublished_EqualVoice() {
	r := small2()
	line := func(n int, constituency, stage string) string {
		return strings.Repeat(fmt.Sprintf(`{"format":"response/1","rubric":"small@1","id":"a","constituency":%q,"ratings":{"one":%q}}`+"\n", constituency, stage), n)
	}
	published, err := publishLines(r, line(20, "many", "low")+line(10, "many", "high")+line(5, "few", "low")+line(10, "few", "high"))
	if err != nil {
		fmt.Println(err)
		return
	}
	voice, _ := published.EqualVoice("one")
	var shares []string
	for stage, share := range voice.Voices.Shares() {
		shares = append(shares, fmt.Sprintf("%s %.2f", stage, share))
	}
	fmt.Println(strings.Join(shares, ", "), voice.Differs)
	// Output: low 0.50, high 0.50 true
}

// small2 is a rubric of two constituencies and one competency.
func small2() *rubric.Rubric {
	text := func(s string) rubric.TextEntry { return rubric.TextEntry{Text: s} }
	r, err := rubric.New(rubric.EditionDocument{
		ID: "small", Edition: "1", Title: text("Small"), Language: "en",
		Constituencies: []rubric.ConstituencyEntry{{ID: "many", Title: text("Many")}, {ID: "few", Title: text("Few")}},
		Spectrum:       rubric.SpectrumEntry{ID: "two", Stages: []rubric.StageEntry{{ID: "low", Title: text("Low")}, {ID: "high", Title: text("High")}}},
		Domains:        []rubric.DomainEntry{{ID: "d", Title: text("D"), Competencies: []rubric.CompetencyEntry{{ID: "one", Title: text("One")}}}},
	})
	if err != nil {
		panic(err)
	}
	return r
}
