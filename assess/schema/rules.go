package schema

import (
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// LoaderRule is a rule that a JSON Schema cannot express, so that only the Go loader checks
// it.
type LoaderRule struct {
	// Code is the code of the loader's problems.
	Code problem.Code
	// Reason is why a schema cannot check the rule.
	Reason string
	// formats are the documents that have the rule, none for all.
	formats []string
}

// LoaderRules returns the rules that only the Go loader checks, for a format such as
// rubric/1. A document that breaks none of them is accepted by its
// schema exactly when it is accepted by the loader. Whatever a schema refuses, the
// loader refuses.
func LoaderRules(format string) []LoaderRule {
	var rules []LoaderRule
	for _, r := range loaderRules() {
		if len(r.formats) == 0 || slices.Contains(r.formats, format) {
			rules = append(rules, r)
		}
	}
	return rules
}

const (
	wholeDocument = "limits on the document as a whole; a schema sees one value at a time"
	lookUp        = "an id is looked up in another place of the document"
	otherDocument = "an id is looked up in the rubric, which is another document"
)

func loaderRules() []LoaderRule {
	dated := []string{rubric.Format, assess.ResponseFormat, assess.ConsensusFormat, assess.MappingFormat}
	onMapping := []string{assess.MappingFormat}
	onRubric := []string{rubric.Format}
	onCrosswalk := []string{rubric.CrosswalkFormat}
	onSummary := []string{assess.SummaryFormat}
	onOthers := []string{rubric.CrosswalkFormat, assess.ConsensusFormat, assess.SummaryFormat}
	return []LoaderRule{
		{problem.DuplicateKey, "JSON parsers keep one of two equal keys before a schema sees them", nil},
		{problem.Encoding, "bytes that are not UTF-8 and halves of surrogate pairs; parsers mend or refuse them", nil},
		{problem.ControlCharacter, "U+0000 and U+007F anywhere in the document, in keys as in texts", nil},
		{problem.TooLarge, wholeDocument, nil},
		{problem.TooDeep, wholeDocument, nil},
		{problem.TooMany, wholeDocument, nil},
		{problem.BadDate, "a day of the right shape that the calendar does not have", dated},
		{problem.DuplicateID, "an id is unique among all ids of the rubric", onRubric},
		{problem.DuplicateCode, "a printed number is unique in the rubric", onRubric},
		{problem.DuplicateTitle, "titles are compared without letter case, accents, punctuation and spaces", onRubric},
		{problem.DuplicateReference, "a domain belongs to at most one strand", onRubric},
		{problem.UnknownSource, lookUp, onRubric},
		{problem.MissingSource, "where sources are listed, a text takes its source from what is around it", onRubric},
		{problem.UnknownDomain, lookUp, onRubric},
		{problem.UnknownStep, lookUp, onRubric},
		{problem.UnknownStage, lookUp, onRubric},
		{problem.UnknownStage, otherDocument, onOthers},
		{problem.UnknownCompetency, otherDocument, onOthers},
		{problem.UnknownCompetency, otherDocument, onMapping},
		{problem.UnknownConstituency, otherDocument, onMapping},
		{problem.BadValue, otherDocument, onMapping},
		{problem.WrongEdition, "the edition is the one that the loader is given", onMapping},
		{problem.WrongEdition, "the edition is the one that the loader is given", onOthers},
		{problem.UnknownDomain, otherDocument, onSummary},
		{problem.UnknownConstituency, otherDocument, onSummary},
		{problem.Inconsistent, "counts add up, and results follow from them, which a schema cannot work out", onSummary},
		{problem.NotCovered, "every competency and stage of both editions is listed", onCrosswalk},
		{problem.CoveredTwice, "every competency of both editions is listed once", onCrosswalk},
		{problem.StageOrder, "the order of stages is that of the rubrics, which are other documents", onCrosswalk},
	}
}
