package form_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// A form says what it cannot carry.
func ExampleSurveyJS() {
	survey, losses, err := form.SurveyJS(cei.Latest(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(json.Valid(survey))
	for _, l := range losses {
		fmt.Println(l.Reason, len(l.Where))
	}
	// Output:
	// true
	// text 102
	// sources 1
	// structure 1
	// id 1
	// language 1
	// remarks 1
	// limits 1
}

func ExampleSurveyJSAnswers() {
	const results = `[
  {"rubric": "cei@2023.2", "constituency": "family", "ratings-building-relationships": {"welcoming-culture": "maturing"}},
  {"rubric": "cei@2023.2", "constituency": "family", "ratings-building-relationships": {"welcoming-culture": "best"}}
]`
	for p, err := range form.SurveyJSAnswers(cei.Latest(), "results.json", strings.NewReader(results), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		c, _ := p.Rubric().Competency("welcoming-culture")
		s, _ := p.Stage(c)
		fmt.Println(p.ID(), s.Title())
	}
	// Output:
	// result-1 Maturing
	// results.json:3:110: unknown-stage: ratings-building-relationships.welcoming-culture: "best" is neither a stage nor a non-answer; one of Not Evident, Developing, Maturing, Advanced, not-applicable, dont-know, declined; say what it means (-word "best"=STAGE, or words in a mapping) if it is one
}

func ExampleXLSForm() {
	book, _, err := form.XLSForm(cei.Latest(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range book.Choices[6:13] {
		fmt.Println(strings.Join(row, " | "))
	}
	// Output:
	// answers | not-evident | Not Evident: Ignored, marginalized, dismissed, excluded, tokenized
	// answers | developing | Developing: Informed, consulted
	// answers | maturing | Maturing: Involved, engaged
	// answers | advanced | Advanced: Partnered with, developed as leaders, empowered, involved in co-creation, shared power
	// answers | not-applicable | Does not apply
	// answers | dont-know | I don't know
	// answers | declined | I would rather not say
}

func ExampleXLSFormAnswers() {
	const export = `start,constituency,building_relationships/welcoming_culture,building_relationships/welcoming_culture__note,_id,_uuid
2026-10-01T09:00:00.000-07:00,student,developing,Friendly front office,17,5a0e
2026-10-01T09:05:00.000-07:00,leader,advanced,,18,77c1
`
	r := cei.Latest()
	opt, err := form.XLSFormAnswers(r, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	c, _ := r.Competency("welcoming-culture")
	for p, err := range assess.CSV(r, "export.csv", strings.NewReader(export), &assess.ReadOptions{CSV: opt}) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		s, _ := p.Stage(c)
		fmt.Println(p.ID(), p.Constituency(), s.ID(), p.Note(c))
	}
	// Output:
	// 5a0e student developing Friendly front office
	// 77c1 leader advanced
}

func ExampleCASE() {
	doc, _, err := form.CASE(cei.Latest(), &form.CASEOptions{Changed: "2026-01-31"})
	if err != nil {
		fmt.Println(err)
		return
	}
	var rubric struct {
		Identifier string
		Criteria   []struct{ Category, Description string } `json:"CFRubricCriteria"`
	}
	if err := json.Unmarshal(doc, &rubric); err != nil {
		fmt.Println(err)
	}
	fmt.Println(rubric.Identifier)
	fmt.Println(rubric.Criteria[0].Category)
	fmt.Println(rubric.Criteria[0].Description)
	// Output:
	// 4e9f1a6a-d265-5477-bda9-cce3d5863d92
	// 1 Building Relationships
	// 1.1 Inclusive and welcoming district culture
}

func ExampleCASEPackage() {
	doc, losses, err := form.CASEPackage(cei.Latest(), &form.CASEOptions{BaseURI: "https://example.org/ims/case/v1p1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	var p struct {
		CFDocument struct{ URI, Title, Version string }
		CFItems    []struct{ CFItemType, HumanCodingScheme, FullStatement string }
	}
	if err := json.Unmarshal(doc, &p); err != nil {
		fmt.Println(err)
	}
	fmt.Println(p.CFDocument.URI)
	for _, item := range p.CFItems[:3] {
		fmt.Println(item.CFItemType, item.HumanCodingScheme, item.FullStatement)
	}
	for _, l := range losses {
		fmt.Println("loss:", l.Reason)
	}
	// Output:
	// https://example.org/ims/case/v1p1/CFDocuments/56e1bdfe-06a3-5d86-89b6-081f31da537b
	// strand  All key community constituents
	// strand  Core constituents
	// domain 1 Building Relationships
	// loss: non-answers
	// loss: extensions
	// loss: text
	// loss: date
}

func ExampleEmptySheet() {
	sheet, err := form.EmptySheet(cei.Latest(), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	headers := strings.Split(string(sheet), ",")
	fmt.Println(strings.Join(headers[:7], "\n"))
	// Output:
	// id
	// organization
	// constituency
	// date
	// language
	// 1.1 Inclusive and welcoming district culture
	// 1.2 Create a culture of service
}

// FuzzSurveyJSAnswers checks that no file of results makes the reader panic, and
// that what it accepts is a response.
func FuzzSurveyJSAnswers(f *testing.F) {
	for _, seed := range []string{
		"", "[]", "{}", "7", "[{}, {", `{"constituency":"family"}`, `[{"id":"a","ratings-building-relationships":{"welcoming-culture":"developing"}}]`,
		`{"evidence-welcoming-culture":"a\n\n b ","note-welcoming-culture":null}`, `[{"ratings-":[],"note-":{}}, [[]], null]`,
		`{"constituency":"family","constituency":"leader"}`, "\ufeff[{\"rubric\":\"cei@2023.2\"}]", `{"ratings-building-relationships":{"a.b[0]":"\u0000"}}`,
	} {
		f.Add([]byte(seed))
	}
	r := cei.Latest()
	f.Fuzz(func(t *testing.T, data []byte) {
		for p, err := range form.SurveyJSAnswers(r, "results.json", bytes.NewReader(data), nil) {
			if (p == nil) == (err == nil) {
				t.Fatalf("response %v, error %v", p, err)
			}
			if err != nil {
				_ = err.Error()
				continue
			}
			again, err := assess.NewResponse(r, p.Document())
			if err != nil || again.ID() != p.ID() {
				t.Fatalf("the response is none: %v", err)
			}
		}
	})
}

func BenchmarkSurveyJS(b *testing.B) {
	r, es := ceiSpanish(b)
	opt := &form.Options{Translations: []*rubric.Rubric{es}}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := form.SurveyJS(r, opt); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkXLSForm(b *testing.B) {
	r, es := ceiSpanish(b)
	opt := &form.Options{Translations: []*rubric.Rubric{es}}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := form.XLSForm(r, opt); err != nil {
			b.Fatal(err)
		}
	}
}
