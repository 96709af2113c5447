package flat_test

import (
	"fmt"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/assess/schema/flat"
	"github.com/waymark-go/waymark/rubric/cei"
)

// A model that summarizes an interview returns a response, with null for what was not said.
func Example() {
	r := cei.Latest()
	f, err := flat.New(schema.Response(r))
	if err != nil {
		fmt.Println(err)
		return
	}
	answer := `{"format":"response/1","rubric":"cei@2023.2","id":"interview-7","organization":null,"draft":null,
		"constituency":"family","date":"2026-10-01","language":null,
		"ratings":{"welcoming-culture":{"stage":"developing","evidence":["They know my name."],"note":null},"language-access":null}}`
	document, err := f.Restore([]byte(answer))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(document))
	response, err := assess.LoadResponse(r, "answer.json", document, nil)
	fmt.Println(response.ID(), err)
	// Output:
	// {"format":"response/1","rubric":"cei@2023.2","id":"interview-7","constituency":"family","date":"2026-10-01","ratings":{"welcoming-culture":{"stage":"developing","evidence":["They know my name."]}}}
	// interview-7 <nil>
}
