package author_test

import (
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/author"
	"github.com/waymark-go/waymark/rubric/cei"
)

const circle = "title,Our reading circle\nid,circle\nedition,1\nlanguage,en\n" +
	"domain,competency,Seed,Tree\nTalk,We listen,One talks,All are heard\n,We take turns,,\n"

func ExampleReadSheet() {
	r, err := author.ReadSheet("circle.csv", []byte(circle), nil)
	if err != nil {
		log.Fatal(err) // every problem with its line, column and cell
	}
	for c := range r.Competencies() {
		fmt.Println(c.Domain().ID(), c.ID())
	}
	// Output:
	// talk we-listen
	// talk we-take-turns
}

// A mistake is reported at its cell.
func ExampleReadSheet_mistake() {
	_, err := author.ReadSheet("circle.csv", []byte(strings.Replace(circle, "competency,Seed", "competency,Sumary", 1)), nil)
	fmt.Println(err)
	// Output:
	// circle.csv:5:19: unknown-column: C5: the header "Sumary" means nothing; did you mean summary? If it is a stage, write stage: Sumary
}

func ExampleWriteSheet() {
	r, err := author.ReadSheet("circle.csv", []byte(circle), nil)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := author.WriteSheet(os.Stdout, r); err != nil {
		log.Fatal(err)
	}
	// Output:
	// title,Our reading circle
	// id,circle
	// edition,1
	// language,en
	// stage,Seed,seed,,
	// stage,Tree,tree,,
	//
	// domain,domain id,competency,id,Seed,Tree
	// Talk,talk,We listen,we-listen,One talks,All are heard
	// Talk,talk,We take turns,we-take-turns,,
}

func ExampleSheetTemplate() {
	r, err := author.ReadSheet("template.csv", author.SheetTemplate(), nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(r.Title(), r.CompetencyCount())
	// Output: Our school garden 3
}

func ExampleReadCASE() {
	const document = `{"title":"Talk","lastChangeDateTime":"2026-03-04T05:06:07Z","CFRubricCriteria":[
		{"category":"Talk","description":"We listen","CFRubricCriterionLevels":[{"quality":"Seed"},{"quality":"Tree"}]}]}`
	r, omitted, err := author.ReadCASE("talk.json", []byte(document), &author.CASEOptions{Document: rubric.EditionDocument{Language: "en"}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(r.Ref(), r.CompetencyCount(), len(omitted))
	// Output: talk@2026 1 0
}

func ExampleOutline() {
	o := author.Outline{Document: rubric.EditionDocument{
		Edition: "1", Language: "en", Title: rubric.TextEntry{Text: "Our reading circle"},
		Spectrum: rubric.SpectrumEntry{Stages: []rubric.StageEntry{{Title: rubric.TextEntry{Text: "Seed"}}, {Title: rubric.TextEntry{Text: "Tree"}}}},
	}}
	for _, title := range []string{"We listen", "We take turns"} {
		o.Rows = append(o.Rows, author.OutlineRow{
			Domain:     rubric.DomainEntry{Title: rubric.TextEntry{Text: "Talk"}},
			Competency: rubric.CompetencyEntry{Title: rubric.TextEntry{Text: title}},
		})
	}
	r, err := o.Rubric()
	if err != nil {
		log.Fatal(err)
	}
	if err := author.WriteRubric(os.Stdout, r); err != nil {
		log.Fatal(err)
	}
	// Output:
	// format: rubric/1
	// id: our-reading-circle
	// edition: "1"
	// title: Our reading circle
	// language: en
	// spectrum:
	//   id: stages
	//   stages:
	//     - id: seed
	//       title: Seed
	//     - id: tree
	//       title: Tree
	// domains:
	//   - id: talk
	//     title: Talk
	//     competencies:
	//       - id: we-listen
	//         title: We listen
	//       - id: we-take-turns
	//         title: We take turns
}

func ExampleDraftOverlay() {
	d, err := author.DraftOverlay(cei.Latest(), "vi")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d.Document.Rubric, d.Count(author.TextUntranslated) == len(d.Texts))
	// Output: cei@2023.2 true
}

func ExampleUpdateOverlay() {
	r, err := author.ReadSheet("circle.csv", []byte(circle), nil)
	if err != nil {
		log.Fatal(err)
	}
	old := fmt.Sprintf("format: overlay/1\nrubric: circle@1\nlanguage: es\nofficial: false\ntexts:\n  talk.title: {text: Charla, hash: %q}\n", rubric.TextHash("Talking"))
	d, err := author.UpdateOverlay(r, "es.yaml", []byte(old), nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, t := range d.Texts {
		if t.State == author.TextStale {
			fmt.Println(t.Key, t.Entry.Text, "for", t.Source)
		}
	}
	// Output: talk.title Charla for Talk
}

func ExampleDraftCrosswalk() {
	before, err := cei.Edition("2023.1")
	if err != nil {
		log.Fatal(err)
	}
	d, err := author.DraftCrosswalk(before, cei.Latest())
	if err != nil {
		log.Fatal(err)
	}
	for _, l := range d.Links {
		if !l.Decided() {
			fmt.Println(l.Entry.From, l.Entry.To, l.Entry.Relation)
			break
		}
	}
	// Output: [belonging-to-action] [belonging-to-action] reworded
}
