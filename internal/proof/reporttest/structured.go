package reporttest

import (
	"fmt"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
)

// structuredText has every kind of block. The place makes its words unlike those of other texts.
func structuredText(place string) rubric.TextEntry {
	return Text(fmt.Sprintf("%[1]s is described in two paragraphs. The first one is\nwrapped.\n\nLook for:\n\n- %[1]s bullets,\n- <b>markup</b> and * stars\n  that go on.\n\n13. %[1]s steps\n14. in order\n17. and later", place))
}

// Structured is a rubric with paragraphs and lists in every text that can have them.
func Structured(t testing.TB) *rubric.Rubric {
	t.Helper()
	return NewRubric(t, 4, 2, 2, 2, func(doc *rubric.EditionDocument) {
		doc.Definition, doc.Notice, doc.Citation = structuredText("Definition"), structuredText("Notice"), structuredText("Citation")
		doc.Notes = []rubric.TextEntry{structuredText("Note"), Text("- A note\n- that is a list")}
		doc.ReferenceSpectrum = &rubric.ReferenceSpectrumEntry{
			ID: "reference", Title: Text("Reference"), Alignment: structuredText("Alignment"),
			Steps: []rubric.ReferenceStepEntry{{ID: "step-1", Title: Text("Step 1")}, {ID: "step-2", Title: Text("Step 2")}},
		}
		for i := range doc.Spectrum.Stages {
			doc.Spectrum.Stages[i].Summary = structuredText(fmt.Sprintf("Stage-%d", i+1))
		}
		for i := range doc.Domains {
			d := &doc.Domains[i]
			d.Summary = structuredText("Summary-of-" + d.ID)
			d.Prompts = []rubric.TextEntry{structuredText("Prompt-of-" + d.ID), Text("What next?")}
			for j := range d.Competencies {
				c := &d.Competencies[j]
				c.Summary = structuredText("Summary-of-" + c.ID)
				c.Descriptors = make(map[string]rubric.TextEntry)
				for _, s := range doc.Spectrum.Stages {
					c.Descriptors[s.ID] = structuredText("Descriptor-of-" + c.ID + "-at-" + s.ID)
				}
			}
		}
	})
}

// StructuredView is a report on the rubric of [Structured], with an agreement.
func StructuredView(t testing.TB, opt report.Options) *report.View {
	t.Helper()
	r := Structured(t)
	opt.Consensus = Consensus(t, r, "agreements:\n  c-1-1:\n    stage: stage-2\n    rationale: \"Rationale.\\n\\n- one\\n- two\"\n    evidence: [\"Evidence:\\n1. a log\\n2. a list\", Sheets]\n    who: [Team]\n")
	opt.Comments = Comments(t, r,
		assess.CommentEntry{Competency: "c-1-1", Text: "Comment.\n\n- one\n- two", Cleared: true},
		assess.CommentEntry{Competency: "c-1-2", Text: "1. a\n2. b", Cleared: true},
	)
	return Build(t, Summarize(t, r, RandomTally(r, 24, 30, 17)), assess.Internal(), &opt)
}
