package assess_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// Results by school and by grade are levels of one tree: a school, then its grades.
func ExampleByBackground() {
	r, err := rubric.LoadFS(os.DirFS("../testdata/good/rubrics"), "school-circle.yaml", nil)
	if err != nil {
		log.Fatal(err)
	}
	var lines strings.Builder
	add := func(school, background string, students int) {
		for i := range students {
			fmt.Fprintf(&lines, `{"format":"response/1","rubric":"school-circle@1","id":"r-%d","organization":%q,"constituency":"students","background":%s,"ratings":{"listening":%q}}`+"\n",
				lines.Len(), school, background, []string{"seed", "plant", "tree"}[i%3])
		}
	}
	add("lincoln", `{"grade":"6-8"}`, 30)
	add("lincoln", `{"grade":"9-12"}`, 24)
	add("lincoln", `{}`, 4)
	add("harbor", `{"grade":"6-8"}`, 40)
	input := assess.ResponseInput{Name: "answers.ndjson", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(lines.String())), nil
	}}

	byGrade, err := assess.ByBackground(r, "grade")
	if err != nil {
		log.Fatal(err)
	}
	c, err := assess.Collect(context.Background(), r, []assess.ResponseInput{input}, &assess.CollectOptions{
		Key: assess.JoinKeys(assess.ByOrganization, byGrade),
	})
	if err != nil {
		log.Fatal(err)
	}
	parent := func(id string) string {
		if school, ok := assess.KeyParent(id); ok {
			return school
		}
		if id == "district" {
			return ""
		}
		return "district"
	}
	h, err := c.PublishHierarchy(parent, assess.Policy{}, nil)
	if err != nil {
		log.Fatal(err)
	}
	for part, err := range h.All() {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(part.ID, part.Published.Raters("students"))
	}
	// The four students who skipped the question are hidden, and with them another grade, or
	// they would be what is missing from the school.

	// Output:
	// harbor/6-8 40
	// harbor 40
	// lincoln/6-8 hidden
	// lincoln/9-12 24
	// lincoln/not-answered hidden
	// lincoln 58
	// district 98
}
