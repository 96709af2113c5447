package assess_test

import (
	"fmt"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// A sheet as a form tool exports it. One family answered with a word that the
// rubric does not have.
func ExampleCSV() {
	const sheet = `Timestamp,Email Address,I am a...,Please rate [Language access],Please rate [Crucial conversations],Anything else?
2026/10/01 9:15:02 AM PDT,a@example.org,Families,3 - Maturing,Don't know,
2026/10/01 9:20:41 AM PDT,b@example.org,Parent,Developing,Advanced,Thanks!
2026/10/02 7:02:10 PM PDT,c@example.org,Families,Pretty good,,
`
	opt := &assess.CSVOptions{
		Ignore: []string{"Anything else?"},
		Words:  map[string]string{"Parent": "family"},
	}
	for resp, err := range assess.CSV(cei.Latest(), "form.csv", strings.NewReader(sheet), &assess.ReadOptions{CSV: opt}) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(resp.ID(), resp.Date(), resp.Constituency(), len(resp.Document().Ratings))
	}
	// Output:
	// row-2 2026-10-01 family 2
	// row-3 2026-10-01 family 2
	// form.csv:4:50: unknown-stage: Please rate [Language access]: "Pretty good" is neither a stage nor a non-answer; one of Not Evident, Developing, Maturing, Advanced, not-applicable, dont-know, declined; say what it means (-word "Pretty good"=STAGE, or words in a mapping) if it is one
}

// Read takes whatever it is given.
func ExampleRead() {
	inputs := []string{
		"id;constituency;4.3\nr-1;student;advanced\n",
		`[{"format":"response/1","rubric":"cei@2023.2","id":"r-2","constituency":"student","ratings":{"language-access":"maturing"}}]`,
	}
	language, _ := cei.Latest().Competency("language-access")
	for _, in := range inputs {
		for resp, err := range assess.Read(cei.Latest(), "responses", strings.NewReader(in), nil) {
			if err != nil {
				fmt.Println(err)
				continue
			}
			stage, _ := resp.Stage(language)
			fmt.Println(resp.ID(), stage)
		}
	}
	// Output:
	// r-1 advanced
	// r-2 maturing
}

// A JSON array is read an element at a time.
func ExampleArray() {
	const list = `[
  {"format":"response/1","rubric":"cei@2023.2","id":"r-1","constituency":"student","ratings":{}},
  {"format":"response/1","rubric":"cei@2023.2","id":"r-2","constituency":"pupil","ratings":{}}
]`
	for resp, err := range assess.Array(cei.Latest(), "list.json", strings.NewReader(list), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(resp.ID())
	}
	// Output:
	// r-1
	// list.json:3:74: unknown-constituency: constituency: no constituency has the id "pupil"; one of student, family, educator, leader, community
}

// A sheet with a header that means nothing is refused as a whole.
func ExampleRefused() {
	const sheet = "ID,Role,Language acess\nr-1,Students,Maturing\nr-2,Students,Advanced\n"
	read, refused := 0, 0
	for _, err := range assess.CSV(cei.Latest(), "s.csv", strings.NewReader(sheet), nil) {
		if err == nil {
			read++
		}
		refused += assess.Refused(err)
	}
	fmt.Println(read, "read,", refused, "refused")
	// Output: 0 read, 2 refused
}

// The words and headers that are known can be looked at.
func ExampleDefaultWords() {
	fmt.Println(assess.DefaultWords()["no sé"])
	fmt.Println(assess.DefaultColumns()["marca temporal"])
	// Output:
	// dont-know
	// timestamp
}
