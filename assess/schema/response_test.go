package schema_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric/cei"
)

type responseSchema struct {
	ID         string `json:"$id"`
	Required   []string
	Else       struct{ Required []string }
	Properties struct {
		Rubric       struct{ Const string }
		Constituency struct {
			OneOf []struct{ Const, Title string }
		}
		Ratings struct {
			Properties           map[string]struct{ Title, Description string }
			AdditionalProperties *bool
		}
	}
	Defs map[string]struct {
		OneOf []struct{ Const, Title, Description string }
	} `json:"$defs"`
}

func TestResponse(t *testing.T) {
	r := cei.Latest()
	data := schema.Response(r)
	if !bytes.Equal(data, schema.Response(r)) {
		t.Error("two calls give different bytes")
	}
	var s responseSchema
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"format", "rubric", "id"}, s.Required); diff != "" {
		t.Errorf("required (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"constituency", "ratings"}, s.Else.Required); diff != "" {
		t.Errorf("required unless a draft (-want +got):\n%s", diff)
	}
	if len(s.Properties.Constituency.OneOf) != 5 || s.Properties.Rubric.Const != "cei@2023.2" {
		t.Errorf("properties %+v", s.Properties)
	}
	if p := s.Properties.Ratings.AdditionalProperties; p == nil || *p {
		t.Error("ratings of unknown competencies are let through")
	}
	for c := range r.Competencies() {
		if got, want := s.Properties.Ratings.Properties[c.ID()].Title, c.Code()+" "+c.Title(); got != want {
			t.Errorf("%s has the title %q, want %q", c.ID(), got, want)
		}
	}
	var words []string
	for _, a := range s.Defs["answer"].OneOf {
		words = append(words, a.Const)
	}
	want := []string{"not-evident", "developing", "maturing", "advanced", "not-applicable", "dont-know", "declined"}
	if diff := cmp.Diff(want, words); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	c, _ := r.Competency("partner-ecosystem")
	advanced, _ := r.Spectrum().Stage("advanced")
	descriptor, _ := c.Descriptor(advanced)
	about := c.Domain().Title() + "\n\nAdvanced: " + descriptor
	if got := s.Properties.Ratings.Properties[c.ID()].Description; got != about {
		t.Errorf("partner-ecosystem is described by %q, want %q", got, about)
	}
}

func ExampleResponse() {
	var s struct {
		Schema string `json:"$schema"`
		Title  string
	}
	if err := json.Unmarshal(schema.Response(cei.Latest()), &s); err != nil {
		fmt.Println(err)
	}
	fmt.Println(s.Schema)
	fmt.Println(s.Title)
	// Output:
	// https://json-schema.org/draft/2020-12/schema
	// Response to CEI Community Engagement Best Practices Self Assessment Tool
}

func BenchmarkResponse(b *testing.B) {
	r := cei.Latest()
	b.ReportAllocs()
	for b.Loop() {
		schema.Response(r)
	}
}
