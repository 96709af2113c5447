package assess_test

import (
	"fmt"
	"os"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// What raters wrote goes to somebody who reads it before anybody else does.
func ExampleCommentCollector() {
	r := cei.Latest()
	var collector assess.CommentCollector
	var tally assess.Tally
	for i, note := range []string{"The office called me back.", ""} {
		p, err := assess.NewResponse(r, assess.ResponseDocument{
			ID: fmt.Sprint("r-", i), Constituency: "family",
			Ratings: map[string]assess.RatingEntry{"language-access": {Stage: "maturing", Note: note}},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		if err := tally.Add(p); err != nil {
			fmt.Println(err)
			return
		}
		if err := collector.Add(p); err != nil {
			fmt.Println(err)
			return
		}
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	published, err := summary.Publish(assess.Internal())
	if err != nil {
		fmt.Println(err)
		return
	}
	comments, err := collector.Review(published)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := comments.WriteSheet(os.Stdout, nil); err != nil {
		fmt.Println(err)
	}
	// The two raters are too few to name their group or the stage.

	// Output:
	// competency,title,stage,constituency,text,check,edited,cleared,public
	// language-access,4.3 Language access,,,The office called me back.,,,no,no
}

func ExampleLoadCommentSheet() {
	comments, err := assess.LoadCommentSheet(cei.Latest(), "comments.csv", []byte(`competency,text,edited,cleared,public
language-access,Ms. Lee called me back.,Somebody called me back.,yes,no
language-access,Call me: 555-010-2345,,no,no
`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for c := range comments.All() {
		fmt.Println(c.Cleared, c.Text)
	}
	// Output:
	// true Somebody called me back.
	// false Call me: 555-010-2345
}

func ExampleLoadComments() {
	_, err := assess.LoadComments(cei.Latest(), "comments.yaml", []byte(`format: comments/1
rubric: cei@2023.2
comments:
  - {competency: langage-access, text: Thank you, cleared: true, public: false}
`), nil)
	fmt.Println(err)
	// Output: comments.yaml:4:18: unknown-competency: comments[0].competency: cei@2023.2 has no competency "langage-access"; did you mean "language-access"?
}

// A web page that shows the comments to a coordinator changes the document.
func ExampleNewComments() {
	comments, err := assess.NewComments(cei.Latest(), assess.CommentsDocument{Comments: []assess.CommentEntry{{Competency: "language-access", Text: "Thank you"}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	document := comments.Document()
	document.Comments[0].Cleared = true
	if comments, err = assess.NewComments(comments.Rubric(), document); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(comments)
	// Output: 1 comments on cei@2023.2
}
