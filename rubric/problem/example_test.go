package problem_test

import (
	"encoding/json"
	"fmt"
	"html/template"
	"os"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// A web page shows each problem of a response next to the answer that has it.
func ExampleProblem() {
	page := template.Must(template.New("").Parse(`<ul>
{{- range .}}
<li data-path="{{.path}}"><a href="#line-{{.line}}">Line {{.line}}</a>: {{.message}}{{with .hint}} ({{.}}){{end}}</li>
{{- end}}
</ul>
`))
	_, err := assess.LoadResponse(cei.Latest(), "response.json", []byte(`{"format": "response/1", "rubric": "cei@2023.2", "id": "r-1",
"constituency": "familly",
"ratings": {"language-access": "<b>maturing"}}`), nil)
	problems, _ := problem.Of(err)

	// A server sends the problems as JSON. The page reads their fields.
	data, err := json.Marshal(problems)
	if err != nil {
		fmt.Println(err)
		return
	}
	var fields []map[string]any
	if err := json.Unmarshal(data, &fields); err != nil {
		fmt.Println(err)
		return
	}
	if err := page.Execute(os.Stdout, fields); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <ul>
	// <li data-path="constituency"><a href="#line-2">Line 2</a>: no constituency has the id &#34;familly&#34; (did you mean &#34;family&#34;?)</li>
	// <li data-path="ratings.language-access"><a href="#line-3">Line 3</a>: &#34;&lt;b&gt;maturing&#34; is neither a stage nor a non-answer (one of not-evident, developing, maturing, advanced, not-applicable, dont-know, declined)</li>
	// </ul>
}
