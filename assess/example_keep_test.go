package assess_test

import (
	"encoding/json"
	"fmt"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// The file that was published last year is all that this year's comparison needs.
func ExampleLoadPublished() {
	lastYear, err := publishLines(cei.Latest(), twelve("2023.2", 9))
	if err != nil {
		fmt.Println(err)
		return
	}
	file, err := json.Marshal(lastYear)
	if err != nil {
		fmt.Println(err)
		return
	}

	// A year later: find the edition, read the file and compare.
	ref, err := assess.SummaryRubric("2025.json", file)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := cei.Edition(ref.Edition)
	if err != nil {
		fmt.Println(err)
		return
	}
	before, err := assess.LoadPublished(r, "2025.json", file, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	now, err := publishLines(r, twelve(ref.Edition, 2))
	if err != nil {
		fmt.Println(err)
		return
	}
	progress, err := assess.Compare(before, now, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	change, _ := progress.Change("language-access", assess.AllRaters)
	fmt.Println("before:", change.Before.Stages)
	fmt.Println("now:   ", change.After.Stages)
	fmt.Printf("delta %+.2f\n", change.Delta)
	// Output:
	// before: not-evident: 0, developing: 9, maturing: 3, advanced: 0
	// now:    not-evident: 0, developing: 2, maturing: 10, advanced: 0
	// delta +0.58
}

// A rater withdraws a response before anything is published.
func ExampleTally_Remove() {
	r := cei.Latest()
	var tally assess.Tally
	for _, id := range []string{"r-1", "r-2"} {
		p, err := assess.NewResponse(r, assess.ResponseDocument{
			ID: id, Constituency: "family", Ratings: map[string]assess.RatingEntry{"language-access": {Stage: "developing"}},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		if err := tally.Add(p); err != nil {
			fmt.Println(err)
			return
		}
	}
	withdrawn, err := assess.LoadResponse(r, "r-2.json", []byte(`{"format":"response/1","rubric":"cei@2023.2","id":"r-2",
		"constituency":"family","ratings":{"language-access":"developing"}}`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("removed:", tally.Remove(withdrawn))
	fmt.Println("families:", tally.Groups["family"].Raters)

	// A response that cannot be in the tally is an error and changes nothing.
	other, err := assess.NewResponse(r, assess.ResponseDocument{ID: "r-3", Constituency: "leader"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tally.Remove(other))
	// Output:
	// removed: <nil>
	// families: 1
	// tally: remove "r-3": no response of "leader" to cei@2023.2 was counted
}
