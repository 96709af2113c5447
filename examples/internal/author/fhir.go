package author

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/author"
)

// fhirReader reads a FHIR Questionnaire. Questions with the same options become competencies,
// the options stages, and the groups domains.
type fhirReader struct {
	outline   author.Outline
	contained map[string]*source.Node // value sets by #id
	options   []string                // texts of the stages, from the first question with options
	omitted   []string
}

func fromFHIR(in input) (*rubric.Rubric, []string, error) {
	data, err := os.ReadFile(in.file)
	if err != nil {
		return nil, nil, err
	}
	roots, err := documents(in.file, data)
	if err != nil {
		return nil, nil, err
	}
	if len(roots) != 1 || text(roots[0], "resourceType") != "Questionnaire" {
		return nil, nil, errors.New(in.file + " is not a FHIR Questionnaire in JSON")
	}
	root := roots[0]
	f := fhirReader{outline: author.Outline{Document: in.document}, contained: make(map[string]*source.Node)}
	d := &f.outline.Document
	d.Title.Text = cmp.Or(d.Title.Text, text(root, "title"), text(root, "name"))
	d.Edition = cmp.Or(d.Edition, text(root, "version"))
	d.Language = cmp.Or(d.Language, text(root, "language"))
	if day, _, _ := strings.Cut(text(root, "date"), "T"); source.IsDate(day) {
		d.Date = cmp.Or(d.Date, day)
	}
	d.Notice.Text = cmp.Or(d.Notice.Text, text(root, "copyright"))
	for _, n := range items(root, "contained") {
		f.contained["#"+text(n, "id")] = n
	}
	f.items(root, nil)
	if len(f.outline.Rows) == 0 {
		return nil, nil, errors.New(in.file + " has no question with options")
	}
	r, err := f.outline.Rubric()
	return r, f.omitted, err
}

// items reads the items of a group. groups are the groups around them, the innermost last.
func (f *fhirReader) items(n *source.Node, groups []*source.Node) {
	for _, item := range items(n, "item") {
		if text(item, "type") == "group" {
			f.items(item, append(slices.Clone(groups), item))
			continue
		}
		f.question(item, groups)
		f.items(item, groups) // questions that depend on an answer
	}
}

func (f *fhirReader) question(n *source.Node, groups []*source.Node) {
	options := f.optionsOf(n)
	if len(options) > 0 && f.options == nil {
		f.options = options
		f.stages()
	}
	if len(options) == 0 || !slices.Equal(options, f.options) {
		f.omitted = append(f.omitted, fmt.Sprintf("%d:%d: the item %s, which has other options than the first question", n.Pos.Line, n.Pos.Column, text(n, "linkId")))
		return
	}
	row := author.OutlineRow{Places: places(n)}
	row.Competency.Title.Text, row.Competency.Code = text(n, "text"), text(n, "prefix")
	row.Domain.Title.Text = f.outline.Document.Title.Text
	if len(groups) > 0 {
		inner := groups[len(groups)-1]
		row.Domain.Title.Text, row.Domain.Code = text(inner, "text"), text(inner, "prefix")
	}
	if len(groups) > 1 {
		row.Strand.Title.Text = text(groups[0], "text")
	}
	f.outline.Rows = append(f.outline.Rows, row)
}

// stages calls the stages by the options, unless -stages has named them.
func (f *fhirReader) stages() {
	stages := &f.outline.Document.Spectrum.Stages
	for i := len(*stages); i < len(f.options); i++ {
		*stages = append(*stages, rubric.StageEntry{Title: rubric.TextEntry{Text: f.options[i]}})
	}
}

// optionsOf returns the texts of the options of a question.
func (f *fhirReader) optionsOf(n *source.Node) []string {
	var list []string
	for _, o := range items(n, "answerOption") {
		coding := o.Get("valueCoding")
		list = append(list, cmp.Or(text(o, "valueString"), text(o, "valueInteger"), text(coding, "display"), text(coding, "code")))
	}
	set := f.contained[text(n, "answerValueSet")]
	if len(list) > 0 || set == nil {
		return list
	}
	if compose := set.Get("compose"); compose != nil {
		for _, include := range items(compose, "include") {
			for _, concept := range items(include, "concept") {
				list = append(list, cmp.Or(text(concept, "display"), text(concept, "code")))
			}
		}
	}
	return list
}
