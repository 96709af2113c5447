package assess_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// What the policy does: it hides a small group, and with it what would give the group away.
// Publishing again is refused if the difference would be the answers of a few.
func Example_privacy() {
	var tally assess.Tally
	addAnswers(&tally, "student", 40)
	addAnswers(&tally, "family", 30)
	addAnswers(&tally, "leader", 3)

	first, err := publishTally(&tally, assess.Policy{})
	if err != nil {
		log.Fatal(err)
	}
	for _, group := range []string{"student", "family", "leader", assess.AllRaters} {
		fmt.Printf("%q %v\n", group, first.Raters(group))
	}

	// Two late answers would be the difference of two publications.
	addAnswers(&tally, "student", 2)
	_, err = publishTally(&tally, assess.Policy{}, first)
	var refused *assess.RepublishError
	fmt.Println("refused:", errors.As(err, &refused))

	// For the team's own eyes: nothing is hidden, and every page says so.
	internal, err := publishTally(&tally, assess.Internal())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("leader", internal.Raters("leader"))
	// Output:
	// "student" 40
	// "family" hidden
	// "leader" hidden
	// "" 73
	// refused: true
	// leader 3
}

// addAnswers counts responses of a constituency, half of them at a higher stage.
func addAnswers(tally *assess.Tally, constituency string, responses int) {
	for i := range responses {
		stage := []string{"developing", "maturing"}[i%2]
		resp, err := assess.NewResponse(cei.Latest(), assess.ResponseDocument{
			ID: fmt.Sprint(constituency, i), Constituency: constituency,
			Ratings: map[string]assess.RatingEntry{"language-access": {Stage: stage}},
		})
		if err == nil {
			err = tally.Add(resp)
		}
		if err != nil {
			log.Fatal(err)
		}
	}
}

func publishTally(tally *assess.Tally, p assess.Policy, earlier ...*assess.Published) (*assess.Published, error) {
	summary, err := tally.Summarize(cei.Latest(), nil)
	if err != nil {
		return nil, err
	}
	if len(earlier) > 0 {
		return summary.PublishAgain(p, earlier...)
	}
	return summary.Publish(p)
}
