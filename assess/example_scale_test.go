package assess_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// All schools of a district at once: the files are read on all cores, and the memory depends on
// the number of schools, not of responses. Schools and district are published in one call, so
// that no school can be worked out from the others.
func Example_scale() {
	var inputs []assess.ResponseInput
	for _, school := range []string{"lincoln", "roosevelt", "washington"} {
		inputs = append(inputs, assess.ResponseInput{Name: school + ".ndjson", Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(schoolFile(school))), nil // os.Open in a program
		}})
	}
	c, err := assess.Collect(context.Background(), cei.Latest(), inputs, &assess.CollectOptions{Key: assess.ByOrganization})
	if err != nil {
		log.Fatal(err)
	}
	district := func(id string) string {
		if id == "district" {
			return "" // the root
		}
		return "district"
	}
	h, err := c.PublishHierarchy(district, assess.Policy{}, nil)
	if err != nil {
		log.Fatal(err)
	}
	for part, err := range h.All() {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(part.ID, "students:", part.Published.Raters("student"), "leaders:", part.Published.Raters("leader"))
	}
	// Output:
	// lincoln students: 60 leaders: hidden
	// roosevelt students: 60 leaders: hidden
	// washington students: 60 leaders: hidden
	// district students: 180 leaders: 15
}

// schoolFile returns the responses of a school: 60 students and 5 leaders.
func schoolFile(school string) string {
	var b strings.Builder
	for i := range 65 {
		constituency, stage := "student", []string{"developing", "maturing", "advanced"}[i%3]
		if i >= 60 {
			constituency = "leader"
		}
		fmt.Fprintf(&b, `{"format":"response/1","rubric":"cei@2023.2","id":"%s-%d","organization":%q,"constituency":%q,"ratings":{"language-access":%q}}`+"\n",
			school, i, school, constituency, stage)
	}
	return b.String()
}
