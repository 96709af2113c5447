package schema

import (
	_ "embed"
	"encoding/json"
	"slices"
)

//go:generate go run ./internal/generate -root ../..

var (
	//go:embed rubric.schema.json
	rubricSchema []byte
	//go:embed overlay.schema.json
	overlaySchema []byte
	//go:embed crosswalk.schema.json
	crosswalkSchema []byte
	//go:embed companion.schema.json
	companionSchema []byte
	//go:embed consensus.schema.json
	consensusSchema []byte
	//go:embed mapping.schema.json
	mappingSchema []byte
	//go:embed comments.schema.json
	commentsSchema []byte
	//go:embed summary.schema.json
	summarySchema []byte
)

// Rubric returns the JSON Schema of rubric documents. The caller may change the bytes.
func Rubric() json.RawMessage { return slices.Clone(rubricSchema) }

// Overlay returns the JSON Schema of overlays, which are translations of a rubric.
// The caller may change the bytes.
func Overlay() json.RawMessage { return slices.Clone(overlaySchema) }

// Crosswalk returns the JSON Schema of crosswalks from one edition to another. The caller may
// change the bytes.
func Crosswalk() json.RawMessage { return slices.Clone(crosswalkSchema) }

// Companion returns the JSON Schema of companions, which are texts that go with a rubric. The
// caller may change the bytes.
func Companion() json.RawMessage { return slices.Clone(companionSchema) }

// Consensus returns the JSON Schema of what a team agreed on. The ids of stages and
// competencies are those of the rubric that the document names, so the schema does
// not list them. The caller may change the bytes.
func Consensus() json.RawMessage { return slices.Clone(consensusSchema) }

// Mapping returns the JSON Schema of what the columns and rows of a spreadsheet are. The
// caller owns the bytes.
func Mapping() json.RawMessage { return slices.Clone(mappingSchema) }

// Comments returns the JSON Schema of what raters wrote, to be reviewed. The caller owns the bytes.
func Comments() json.RawMessage { return slices.Clone(commentsSchema) }

// Summary returns the JSON Schema of published results, which are what the JSON
// report writes: a summary, or the progress since an earlier one. The caller may
// change the bytes.
func Summary() json.RawMessage { return slices.Clone(summarySchema) }
