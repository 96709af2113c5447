package source_test

import (
	"strings"
	"testing"

	"github.com/waymark-go/waymark/internal/source"
)

func TestHints(t *testing.T) {
	for _, test := range []struct {
		name, file, in string
		want           []string // line:column: path: message; hint
	}{
		{"list printed once", "a.json", `{"id":"a","title":"b","kind":"huge"}`, []string{`"huge" is not one of big, small`}},
		{"near one of a list", "a.json", `{"id":"a","title":"b","kind":"bigg"}`, []string{`"bigg" is not one of big, small; did you mean "big"?`}},
		{"id from a title", "a.json", `{"id":"Écoute, Every One\u2019s Turn!","title":"b"}`, []string{`did you mean "ecoute-every-ones-turn"?`}},
		{"no id from a title", "a.json", `{"id":"聞く","title":"b"}`, []string{`single hyphens`}},
		{"text for an object", "a.yaml", "id: a\ntitle: b\ninner: We ask\n", []string{"expected an object, found text; write id: we-ask and title: We ask, each on a line of its own"}},
		{"text for an object in JSON", "a.json", `{"id":"a","title":"b","inner":"We ask"}`, []string{`expected an object, found text; write {"id": "we-ask", "title": "We ask"}`}},
		{"colon in an item", "a.yaml", "id: a\ntitle: b\nwords:\n  - Note: x\n", []string{"expected text, found an object; put the text in quotes if the colon is part of it"}},
		{"text for a list", "a.yaml", "id: a\ntitle: b\nwords: x\n", []string{`expected a list, found text; write "- x" on a line of its own`}},
		{"two commas in a text", "a.yaml", "{id: a, title: We ask, and listen, and talk}\n", []string{`put the complete text in quotes: title: "We ask, and listen, and talk"`}},
		{"no space after a colon in braces", "a.yaml", "{id:a, title: b}\n", []string{"write a space after the colon: id: a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			root, problems := source.Parse(test.file, []byte(test.in), source.Limits{})
			var got sample
			more, _ := source.Decode(root, &got)
			problems = append(problems, more...)
			if len(problems) != len(test.want) {
				t.Fatalf("%v", problems)
			}
			for i, p := range problems {
				if !strings.HasSuffix(p.Error(), test.want[i]) {
					t.Errorf("%v\nwant %s", p, test.want[i])
				}
			}
		})
	}
}
