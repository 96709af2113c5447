package report_test

import (
	"bytes"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/svg"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/testdata"
)

func ExampleBuild() {
	r := cei.Latest()
	var tally assess.Tally
	for resp, err := range assess.NDJSON(r, "district.ndjson", bytes.NewReader(testdata.District), nil) {
		if err != nil {
			log.Print(err) // a bad record; the good ones flow on
			continue
		}
		if err := tally.Add(resp); err != nil {
			log.Fatal(err)
		}
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		log.Fatal(err)
	}
	published, err := summary.Publish(assess.Policy{})
	if err != nil {
		log.Fatal(err)
	}
	view, err := report.Build(published, &report.Options{Organization: "Sample Valley Unified School District"})
	if err != nil {
		log.Fatal(err)
	}
	// All of it, as a page: html.Write(w, view, nil). Or what one wants of it:
	fmt.Println(view.Head.Participation)
	for _, edge := range view.Edges.Items[:2] {
		fmt.Println(edge.Label)
		fmt.Println(" ", edge.Sentence)
	}
	// Output:
	// 240 people took part.
	// 3.4 Participatory budgeting
	//   The middle rating is Developing. 37 of 181 people rated it Maturing or above.
	// 7.4 The district regularly collects, makes use of, and shares data on the impact of community partnerships
	//   The middle rating is Developing. 43 of 176 people rated it Maturing or above.
}

// A renderer of one's own reads the view and decides nothing.
func ExampleView() {
	v, err := report.Build(publishedSample(), nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, d := range v.Domains[:2] {
		fmt.Printf("%s: %s (%s)\n", d.Label, d.Result.Median.Text, d.Result.Bar.Label)
	}
	// Output:
	// 1 Building Relationships: Between Developing and Maturing (Not Evident: 208, Developing: 356, Maturing: 354, Advanced: 210)
	// 2 Building Collective Efficacy: Developing (Not Evident: 237, Developing: 405, Maturing: 356, Advanced: 125)
}

// What a team takes into a meeting; html.WriteGuide(w, g, nil) makes it ready to print.
func ExampleView_Guide() {
	v, err := report.Build(publishedSample(), nil)
	if err != nil {
		log.Fatal(err)
	}
	g := v.Guide()
	edge := g.Topics[0].Edges[0]
	fmt.Println(edge.Label)
	fmt.Println(edge.Said)
	fmt.Println(edge.Present)
	fmt.Println(edge.Next)
	// Output:
	// 3.4 Participatory budgeting
	// 37 of 181 people rated it Maturing or above.
	// The middle rating is Developing. Message to the community at Developing: Informed, consulted.
	// The next stage is Maturing. Message to the community at Maturing: Involved, engaged. This matches Involvement in “The Spectrum of Community Engagement to Ownership”.
}

// The report in brief; html.WriteHandout(w, h, nil) makes it ready to print on one page.
func ExampleView_Handout() {
	v, err := report.Build(publishedSample(), nil)
	if err != nil {
		log.Fatal(err)
	}
	h := v.Handout()
	for _, sentence := range h.Standing.Sentences {
		fmt.Println(sentence)
	}
	for _, row := range h.Bars.Rows[:2] {
		fmt.Println(row.Label, row.Share)
	}
	// Output:
	// 2,802 of 6,698 ratings are at Maturing or above.
	// Furthest along: “Building Relationships”, with 564 of 1,128.
	// The most room to grow: “Shared Power And Decision-Making”, with 242 of 854.
	// 1 Building Relationships 564 of 1,128
	// 2 Building Collective Efficacy 481 of 1,123
}

// A draft for a plan or a state's form, with the numbers that each sentence rests on.
func ExampleView_Narrative() {
	v, err := report.Build(publishedSample(), nil)
	if err != nil {
		log.Fatal(err)
	}
	n, err := v.Narrative(report.NarrativePriority3)
	if err != nil {
		log.Fatal(err)
	}
	area := n.Parts[2]
	fmt.Println(area.Heading)
	for _, sentence := range area.Paragraphs[1].Sentences {
		fmt.Println("-", sentence)
		for _, cell := range sentence.Cells {
			fmt.Println("  ", cell.ID, cell.Stage, cell.Count, cell.Of)
		}
	}
	// Output:
	// Seeking Input for Decision-Making
	// - This is where people see the most room to grow.
	// - 37 of 181 people rated “Participatory budgeting” Maturing or above.
	//    participatory-budgeting maturing 37 181
	// - [Describe what you will do next, who will do it and by when.]
}

// The rubric on paper; html.WriteWorksheet(w, s, nil) makes it ready to print.
func ExampleBuildWorksheet() {
	s, err := report.BuildWorksheet(cei.Latest(), nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(s.Domains[0].Competencies[0].Label)
	for _, box := range s.Domains[0].Competencies[0].Boxes {
		fmt.Println("[ ]", box.Choice.Title)
	}
	// Output:
	// 1.1 Inclusive and welcoming district culture
	// [ ] Not Evident
	// [ ] Developing
	// [ ] Maturing
	// [ ] Advanced
	// [ ] Not applicable
	// [ ] Don’t know
	// [ ] Prefer not to say
}

// The handbook has everything that the rubric says; html.WriteHandbook(w, h, nil) makes it a page.
func ExampleBuildHandbook() {
	h, err := report.BuildHandbook(cei.Latest(), nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, chapter := range h.Chapters[:3] {
		fmt.Println(chapter.Title.Text)
	}
	fmt.Println(len(h.Chapters), "chapters")
	fmt.Println(h.Index[0].Title, "is at", h.Index[0].Anchor)
	// Output:
	// What is assessed
	// Frameworks and background
	// Who is asked
	// 15 chapters
	// Advanced is at stage-advanced
}

// A group thinks about one domain; html.WriteReflection(w, s, nil) makes the worksheet ready to print.
func ExampleBuildReflection() {
	s, err := report.BuildReflection(cei.Latest(), "community-as-collaborators", nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, section := range s.Sections {
		fmt.Println(section.Title.Text)
	}
	// Output:
	// 7 Community as Collaborators
	// The stages and their messages to the community
	// Where we are today
	// Questions to talk about together
	// The Spectrum of Community Engagement to Ownership
	// What we take away
}

// A picture goes into a file of its own, and has its numbers as a table too.
func ExamplePicture() {
	v, err := report.Build(publishedSample(), nil)
	if err != nil {
		log.Fatal(err)
	}
	p := v.Picture("domain-building-relationships")
	var file bytes.Buffer
	if err := svg.Write(&file, p, nil); err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Title)
	table := p.Table()
	for _, cell := range table.Rows[1] {
		fmt.Println(" ", cell)
	}
	// Output:
	// How the ratings are spread: 1 Building Relationships
	//   1.2 Create a culture of service
	//   25
	//   71
	//   73
	//   54
	//   223
}

// publishedSample is the results of the sample district.
func publishedSample() *assess.Published {
	r := cei.Latest()
	var tally assess.Tally
	for resp, err := range assess.NDJSON(r, "district.ndjson", bytes.NewReader(testdata.District), nil) {
		if err == nil {
			err = tally.Add(resp)
		}
		if err != nil {
			log.Fatal(err)
		}
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		log.Fatal(err)
	}
	published, err := summary.Publish(assess.Public())
	if err != nil {
		log.Fatal(err)
	}
	return published
}

// A report in a language of one's own: a words file, and the rubric in that language.
func ExampleLoadWords() {
	// To start: data, err := report.WordsFile("en"), and translate that. This file is
	// a sample, the English words in Arabic letters.
	data, err := os.ReadFile("../testdata/good/words/ar-XB.yaml")
	if err != nil {
		log.Fatal(err)
	}
	words, err := report.LoadWords("ar-XB.yaml", data)
	if err != nil {
		log.Fatal(err) // every key that is missing, with its place
	}
	view, err := report.Build(publishedSample(), &report.Options{Words: words, Date: "2026-10"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(view.Language, view.Direction, view.Labels.Edges)
	// Output:
	// ar-XB rtl خعضلذصخ جثخجغ
}

// What a translator still has to do is in the problems.
func ExampleLoadWords_problems() {
	data, err := report.WordsFile("en")
	if err != nil {
		log.Fatal(err)
	}
	begun := strings.NewReplacer("language: en", "language: vi", "{people} people took part.", "{person} người đã tham gia.").Replace(string(data))
	_, err = report.LoadWords("vi.yaml", []byte(begun))
	problems, _ := problem.Of(err)
	for _, p := range problems[:2] {
		fmt.Printf("%s: %s; %s\n", p.Path, p.Msg, p.Hint)
	}
	// Output:
	// head.participation.one: the language has no form one; it has other
	// head.participation.other: unknown placeholder "{person}"; one of people
}

func ExampleWordsFile() {
	for _, language := range report.Languages() {
		data, err := report.WordsFile(language)
		if err != nil {
			log.Fatal(err)
		}
		first, _, _ := strings.Cut(string(data), "\n")
		fmt.Println(first)
	}
	// Output:
	// # The words of reports in English.
	// # The words of reports in Spanish, in plain words and with usted, as school districts in California write to families.
}
