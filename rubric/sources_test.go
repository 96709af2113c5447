package rubric_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// TestUnknownSourceAnywhere names a source that is not listed, at one place after the other.
func TestUnknownSourceAnywhere(t *testing.T) {
	tried := 0
	check := func(where string, change func(*rubric.EditionDocument) *string) {
		t.Helper()
		doc := cei.Latest().Document()
		source := change(&doc)
		if source == nil {
			return
		}
		*source = "nowhere"
		tried++
		if _, err := rubric.New(doc); err == nil || !strings.Contains(err.Error(), "nowhere") {
			t.Errorf("%s: %v", where, err)
		}
	}
	doc := cei.Latest().Document()
	check("document", func(d *rubric.EditionDocument) *string { return &d.Source })
	check("spectrum", func(d *rubric.EditionDocument) *string { return &d.Spectrum.Source })
	check("reference spectrum", func(d *rubric.EditionDocument) *string { return &d.ReferenceSpectrum.Source })
	for i := range doc.Constituencies {
		check("constituency", func(d *rubric.EditionDocument) *string { return &d.Constituencies[i].Source })
	}
	for i := range doc.Spectrum.Stages {
		check("stage", func(d *rubric.EditionDocument) *string { return &d.Spectrum.Stages[i].Source })
	}
	for i := range doc.ReferenceSpectrum.Steps {
		check("step", func(d *rubric.EditionDocument) *string { return &d.ReferenceSpectrum.Steps[i].Source })
	}
	for i := range doc.Strands {
		check("strand", func(d *rubric.EditionDocument) *string { return &d.Strands[i].Source })
	}
	for i := range doc.PromptSets {
		check("prompt set", func(d *rubric.EditionDocument) *string { return &d.PromptSets[i].Source })
	}
	for i := range doc.Lists {
		check("list", func(d *rubric.EditionDocument) *string { return &d.Lists[i].Source })
	}
	for i := range doc.Resources {
		check("resource", func(d *rubric.EditionDocument) *string { return &d.Resources[i].Source })
	}
	for i := range doc.Domains {
		check("domain", func(d *rubric.EditionDocument) *string { return &d.Domains[i].Source })
		last := len(doc.Domains[i].Competencies) - 1
		for _, j := range []int{0, last} {
			check("competency", func(d *rubric.EditionDocument) *string { return &d.Domains[i].Competencies[j].Source })
			check("title", func(d *rubric.EditionDocument) *string { return &d.Domains[i].Competencies[j].Title.Source })
		}
	}
	if tried < 30 {
		t.Errorf("%d places were tried", tried)
	}
}

// TestDuplicatesAnywhere gives two parts the same id or code.
func TestDuplicatesAnywhere(t *testing.T) {
	for name, change := range map[string]func(*rubric.EditionDocument){
		"codes of domains":      func(d *rubric.EditionDocument) { d.Domains[6].Code = d.Domains[0].Code },
		"codes of competencies": func(d *rubric.EditionDocument) { d.Domains[6].Competencies[0].Code = d.Domains[0].Competencies[0].Code },
		"a domain's code":       func(d *rubric.EditionDocument) { d.Domains[6].Competencies[0].Code = d.Domains[0].Code },
		"prompt sets": func(d *rubric.EditionDocument) {
			d.PromptSets[len(d.PromptSets)-1].ID = d.PromptSets[0].ID
		},
		"strands":        func(d *rubric.EditionDocument) { d.Strands[len(d.Strands)-1].ID = d.Strands[0].ID },
		"stages":         func(d *rubric.EditionDocument) { d.Spectrum.Stages[3].ID = d.Spectrum.Stages[0].ID },
		"steps":          func(d *rubric.EditionDocument) { d.ReferenceSpectrum.Steps[5].ID = d.ReferenceSpectrum.Steps[0].ID },
		"sources":        func(d *rubric.EditionDocument) { d.Sources[len(d.Sources)-1].ID = d.Sources[0].ID },
		"constituencies": func(d *rubric.EditionDocument) { d.Constituencies[4].ID = d.Constituencies[0].ID },
		"domains":        func(d *rubric.EditionDocument) { d.Domains[6].ID = d.Domains[0].ID },
		"competencies":   func(d *rubric.EditionDocument) { d.Domains[6].Competencies[0].ID = d.Domains[0].Competencies[0].ID },
	} {
		doc := cei.Latest().Document()
		change(&doc)
		if _, err := rubric.New(doc); err == nil || !strings.Contains(err.Error(), "duplicate") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEverythingIsYielded compares what the iterators of a companion yield with its document, and
// stops each after the first element.
func TestEverythingIsYielded(t *testing.T) {
	c := cei.Companion()
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var doc rubric.CompanionDocument
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	if got, want := len(slices.Collect(c.Sections())), len(doc.Sections); got != want || want < 2 {
		t.Errorf("%d sections, want %d", got, want)
	}
	if got, want := len(slices.Collect(c.Themes())), len(doc.Themes); got != want {
		t.Errorf("%d themes, want %d", got, want)
	}
	if got, want := len(slices.Collect(c.Sources())), len(doc.Sources); got != want {
		t.Errorf("%d sources, want %d", got, want)
	}
	texts := slices.Collect(c.Texts())
	for range c.Texts() {
		break
	}
	for range c.Sections() {
		break
	}
	for i := range texts {
		k := 0
		for text := range c.Texts() {
			if k == i {
				if text != texts[i] {
					t.Errorf("text %d: %+v, want %+v", i, text, texts[i])
				}
				break
			}
			k++
		}
	}
	if got, want := c.String(), "companion of "+c.Rubric(); got != want || len(texts) < 3 {
		t.Errorf("%q, want %q; %d texts", got, want, len(texts))
	}
}

// TestNumbersOfItems parses list items with numbers of different lengths.
func TestNumbersOfItems(t *testing.T) {
	for _, tt := range []struct {
		text string
		kind rubric.BlockKind
		n    int
	}{
		{"1. one", rubric.BlockNumber, 1},
		{"99. one", rubric.BlockNumber, 99},
		{"100. one", rubric.BlockNumber, 100},
		{"999. one", rubric.BlockNumber, 999},
		{"1000. one", rubric.BlockParagraph, 0},
		{"01. one", rubric.BlockParagraph, 0},
		{"7", rubric.BlockParagraph, 0},
		{"12", rubric.BlockParagraph, 0},
		{"- one", rubric.BlockBullet, 0},
		{"-one", rubric.BlockParagraph, 0},
	} {
		if blocks := rubric.Blocks(tt.text); len(blocks) != 1 || blocks[0].Kind != tt.kind || blocks[0].Number != tt.n {
			t.Errorf("%q: %+v", tt.text, blocks)
		}
	}
}
