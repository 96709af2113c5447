package rubric_test

import (
	"fmt"
	"testing/fstest"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func ExampleParseRef() {
	ref, err := rubric.ParseRef("cei@2023.2")
	fmt.Println(ref.ID, ref.Edition, err)
	_, err = rubric.ParseRef("cei 2023.2")
	fmt.Println(err)
	// Output:
	// cei 2023.2 <nil>
	// rubric reference "cei 2023.2": expected an id and an edition, such as cei@2023.2
}

func ExampleNew() {
	r, err := rubric.New(rubric.EditionDocument{
		ID: "circle", Edition: "1", Title: rubric.TextEntry{Text: "Our reading circle"}, Language: "en",
		Spectrum: rubric.SpectrumEntry{ID: "growth", Stages: []rubric.StageEntry{
			{ID: "seed", Title: rubric.TextEntry{Text: "Seed"}},
			{ID: "tree", Title: rubric.TextEntry{Text: "Tree"}},
		}},
		Domains: []rubric.DomainEntry{{
			ID: "talk", Title: rubric.TextEntry{Text: "Talk"},
			Competencies: []rubric.CompetencyEntry{{ID: "listening", Title: rubric.TextEntry{Text: "We listen to each other"}}},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r, r.CompetencyCount())
	// Output: circle@1 1
}

func ExampleLoadFS() {
	files := fstest.MapFS{"circle.yaml": {Data: []byte("format: rubric/2\n")}}
	_, err := rubric.LoadFS(files, "circle.yaml", nil)
	fmt.Println(err)
	// Output: circle.yaml:1:9: unknown-format: format: the document is "rubric/2", expected rubric/1; did you mean "rubric/1"?
}

func ExampleRubric_Texts() {
	n := 0
	for text := range cei.Latest().Texts() {
		if n++; n == 1 {
			fmt.Println(text.Key, text.Source, text.Language)
		}
	}
	fmt.Println(n > 100)
	// Output:
	// title workspace en
	// true
}
