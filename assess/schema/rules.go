package schema

import (
	"slices"
	"strconv"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// LoaderRule is a rule that a JSON Schema cannot express, so that only the Go loader checks
// it.
type LoaderRule struct {
	// Code is the code of the loader's problems.
	Code problem.Code `json:"code"`
	// Reason is why a schema cannot check the rule.
	Reason string `json:"reason"`
}

// formatRule is a rule and the formats of the documents that have it, none for all.
type formatRule struct {
	LoaderRule
	formats []string
}

// formats returns the formats of the documents that have schemas.
func formats() []string {
	return []string{
		rubric.Format, rubric.OverlayFormat, rubric.CrosswalkFormat, rubric.CompanionFormat, assess.ResponseFormat, assess.ConsensusFormat, assess.MappingFormat, assess.CommentsFormat, assess.SummaryFormat,
	}
}

// LoaderRules returns the rules that only the Go loader checks, for a format such as
// rubric/1. A document that breaks none of them is accepted by its
// schema exactly when it is accepted by the loader. Whatever a schema refuses, the
// loader refuses. LoaderRules panics if no document that has a schema has the format.
func LoaderRules(format string) []LoaderRule {
	if !slices.Contains(formats(), format) {
		panic("schema.LoaderRules: unknown format " + strconv.Quote(format))
	}
	var rules []LoaderRule
	for _, r := range loaderRules() {
		if len(r.formats) == 0 || slices.Contains(r.formats, format) {
			rules = append(rules, r.LoaderRule)
		}
	}
	return rules
}

const (
	wholeDocument = "limits on the document as a whole; a schema sees one value at a time"
	lookUp        = "an id is looked up in another place of the document"
	otherDocument = "an id is looked up in the rubric, which is another document"
)

func loaderRules() []formatRule {
	dated := []string{rubric.Format, assess.ResponseFormat, assess.ConsensusFormat, assess.MappingFormat}
	onMapping := []string{assess.MappingFormat}
	onRubric := []string{rubric.Format}
	onCompanion := []string{rubric.CompanionFormat}
	onCrosswalk := []string{rubric.CrosswalkFormat}
	onSummary := []string{assess.SummaryFormat}
	onOthers := []string{rubric.CrosswalkFormat, assess.ConsensusFormat, assess.CommentsFormat, assess.SummaryFormat}
	onComments := []string{assess.CommentsFormat}
	return []formatRule{
		{LoaderRule{problem.DuplicateKey, "JSON parsers keep one of two equal keys before a schema sees them"}, nil},
		{LoaderRule{problem.Encoding, "bytes that are not UTF-8 and halves of surrogate pairs; parsers mend or refuse them"}, nil},
		{LoaderRule{problem.ControlCharacter, "U+0000 and U+007F anywhere in the document, in keys as in texts"}, nil},
		{LoaderRule{problem.TooLarge, wholeDocument}, nil},
		{LoaderRule{problem.TooDeep, wholeDocument}, nil},
		{LoaderRule{problem.TooMany, wholeDocument}, nil},
		{LoaderRule{problem.BadDate, "a day of the right shape that the calendar does not have"}, dated},
		{LoaderRule{problem.DuplicateID, "an id is unique among all ids of the rubric"}, onRubric},
		{LoaderRule{problem.DuplicateCode, "a printed number is unique in the rubric"}, onRubric},
		{LoaderRule{problem.DuplicateTitle, "titles are compared without letter case, accents, punctuation and spaces"}, onRubric},
		{LoaderRule{problem.DuplicateReference, "a domain belongs to at most one strand"}, onRubric},
		{LoaderRule{problem.UnknownSource, lookUp}, onRubric},
		{LoaderRule{problem.MissingSource, "where sources are listed, a text takes its source from what is around it"}, onRubric},
		{LoaderRule{problem.UnknownDomain, lookUp}, onRubric},
		{LoaderRule{problem.UnknownStep, lookUp}, onRubric},
		{LoaderRule{problem.UnknownStage, lookUp}, onRubric},
		{LoaderRule{problem.UnknownConstituency, lookUp}, onRubric},
		{LoaderRule{problem.NotAsked, "a wording is for a constituency that the competency asks"}, onRubric},
		{LoaderRule{problem.DuplicateID, "an id is unique among all ids of the companion"}, onCompanion},
		{LoaderRule{problem.UnknownSource, lookUp}, onCompanion},
		{LoaderRule{problem.MissingSource, "where sources are listed, a text takes its source from what is around it"}, onCompanion},
		{LoaderRule{problem.UnknownStage, otherDocument}, onOthers},
		{LoaderRule{problem.UnknownCompetency, otherDocument}, onOthers},
		{LoaderRule{problem.UnknownCompetency, otherDocument}, onMapping},
		{LoaderRule{problem.UnknownConstituency, otherDocument}, onMapping},
		{LoaderRule{problem.BadValue, otherDocument}, onMapping},
		{LoaderRule{problem.WrongEdition, "the edition is the one that the loader is given"}, onMapping},
		{LoaderRule{problem.WrongEdition, "the edition is the one that the loader is given"}, onOthers},
		{LoaderRule{problem.UnknownConstituency, otherDocument}, onComments},
		{LoaderRule{problem.UnknownDomain, otherDocument}, onSummary},
		{LoaderRule{problem.UnknownConstituency, otherDocument}, onSummary},
		{LoaderRule{problem.Inconsistent, "counts add up, and results follow from them, which a schema cannot work out"}, onSummary},
		{LoaderRule{problem.NotCovered, "every competency and stage of both editions is listed"}, onCrosswalk},
		{LoaderRule{problem.CoveredTwice, "every competency of both editions is listed once"}, onCrosswalk},
		{LoaderRule{problem.StageOrder, "the order of stages is that of the rubrics, which are other documents"}, onCrosswalk},
	}
}
