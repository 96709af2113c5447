package main

import (
	"reflect"

	"github.com/invopop/jsonschema"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/schema/internal/build"
	"github.com/waymark-go/waymark/rubric"
)

// document is a kind of document that has the same schema for every rubric.
type document struct {
	name, title, description string
	wire                     reflect.Type
	refine                   func(*jsonschema.Schema)
}

var documents = []document{
	{
		name: "rubric", title: "Rubric", wire: reflect.TypeFor[rubric.EditionDocument](),
		description: "An edition of an assessment instrument: domains of competencies, rated on a spectrum of stages.",
	},
	{
		name: "overlay", title: "Overlay", wire: reflect.TypeFor[rubric.OverlayDocument](),
		description: "A translation of an edition of a rubric.",
	},
	{
		name: "crosswalk", title: "Crosswalk", wire: reflect.TypeFor[rubric.CrosswalkDocument](), refine: relations,
		description: "What became of each competency from one edition of a rubric to another.",
	},
	{
		name: "companion", title: "Companion", wire: reflect.TypeFor[rubric.CompanionDocument](),
		description: "Texts that go with a rubric without being part of its editions.",
	},
	{
		name: "consensus", title: "Consensus", wire: reflect.TypeFor[assess.ConsensusDocument](),
		description: "The stages that a team agreed on, with the reasons. They are never counted with ratings.",
	},
	{
		name: "mapping", title: "Mapping", wire: reflect.TypeFor[assess.MappingDocument](),
		description: "What the columns and rows of a spreadsheet are.",
	},
	{
		name: "comments", title: "Comment review", wire: reflect.TypeFor[assess.CommentsDocument](),
		description: "What raters wrote, for someone to read, edit and clear. Nothing says who wrote it or when.",
	},
	{
		name: "summary", title: "Summary", wire: reflect.TypeFor[assess.SummaryDocument](),
		description: "The published results of an assessment, with what moved since an earlier one where there is a baseline.",
	},
}

// names are the names of definitions that differ from those of their types.
var names = map[reflect.Type]string{
	reflect.TypeFor[rubric.TextSource]():         "Source",
	reflect.TypeFor[rubric.ReferenceStepEntry](): "Step",
	reflect.TypeFor[rubric.CrosswalkEntry]():     "Link",
	reflect.TypeFor[rubric.OverlayEntry]():       "Translation",
	reflect.TypeFor[rubric.Ref]():                "RubricReference",
	reflect.TypeFor[assess.CellEntry]():          "Result",
	reflect.TypeFor[assess.ConsensusEntry]():     "Agreement",
	reflect.TypeFor[assess.ColumnEntry]():        "SheetColumn",
	reflect.TypeFor[assess.CommentEntry]():       "Comment",
	reflect.TypeFor[assess.SkipEntry]():          "SkippedRows",
	reflect.TypeFor[assess.RepeatsEntry]():       "RepeatedAnswers",
}

func (d document) schema(comments map[string]string) (*jsonschema.Schema, error) {
	b := &build.Builder{Comments: comments, Names: names, Special: special}
	s, err := b.Document(d.wire, d.title, d.description)
	if err != nil {
		return nil, err
	}
	build.Identify(s, d.name+"/1")
	build.Named(s, d.title+" schema", "The address or file of this schema, for editors. Loaders ignore it.")
	if d.refine != nil {
		d.refine(s)
	}
	return s, nil
}
