package form_test

import (
	"crypto/sha1"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
)

// caseFields are the fields of CASE 1.1 in the list of its information model
// (1EdTech, "Competencies and Academic Standards Exchange (CASE) Service, Information
// Model, Version 1.1", final release of 24 January 2025), for the classes of a CFPackage. The
// schema allows no other fields and no null. hierarchyCode, licenseText and the description of
// an item type are required by the REST/JSON binding.
var caseFields = map[string]map[string]caseField{
	"CFPackage": {
		"CFDocument": {"one CFPckgDocument", true}, "CFItems": {"CFPckgItem", false}, "CFAssociations": {"CFPckgAssociation", false},
		"CFDefinitions": {"one CFDefinition", false}, "CFRubrics": {"CFRubric", false}, "extensions": {objectType, false},
	},
	"CFPckgDocument": {
		"identifier": {uuidType, true}, "uri": {uriType, true}, "frameworkType": {lineType, false}, "caseVersion": {versionType, false},
		"creator": {lineType, true}, "title": {lineType, true}, "lastChangeDateTime": {dateTimeType, true}, "officialSourceURL": {uriType, false},
		"publisher": {lineType, false}, "description": {textType, false}, "subject": {"list " + lineType, false}, "subjectURI": {"LinkURI", false},
		"language": {languageType, false}, "version": {lineType, false}, "adoptionStatus": {lineType, false}, "statusStartDate": {dateType, false},
		"statusEndDate": {dateType, false}, "licenseURI": {"one LinkURI", false}, "notes": {textType, false}, "extensions": {objectType, false},
	},
	"CFPckgItem": {
		"identifier": {uuidType, true}, "uri": {uriType, true}, "fullStatement": {textType, true}, "alternativeLabel": {lineType, false},
		"CFItemType": {lineType, false}, "humanCodingScheme": {lineType, false}, "listEnumeration": {lineType, false},
		"abbreviatedStatement": {lineType, false}, "conceptKeywords": {"list " + lineType, false}, "conceptKeywordsURI": {"one LinkURI", false},
		"notes": {textType, false}, "subject": {"list " + lineType, false}, "subjectURI": {"LinkURI", false}, "language": {languageType, false},
		"educationLevel": {"list " + lineType, false}, "CFItemTypeURI": {"one LinkURI", false}, "licenseURI": {"one LinkURI", false},
		"statusStartDate": {dateType, false}, "statusEndDate": {dateType, false}, "lastChangeDateTime": {dateTimeType, true}, "extensions": {objectType, false},
	},
	"CFPckgAssociation": {
		"identifier": {uuidType, true}, "associationType": {associationType, true}, "sequenceNumber": {integerType, false}, "uri": {uriType, true},
		"originNodeURI": {"one LinkGenURI", true}, "destinationNodeURI": {"one LinkGenURI", true}, "CFAssociationGroupingURI": {"one LinkURI", false},
		"lastChangeDateTime": {dateTimeType, true}, "notes": {textType, false}, "extensions": {objectType, false},
	},
	"LinkURI":    {"title": {lineType, true}, "identifier": {uuidType, true}, "uri": {uriType, true}},
	"LinkGenURI": {"title": {lineType, true}, "identifier": {lineType, true}, "uri": {uriType, true}, "targetType": {targetType, false}},
	"CFDefinition": {
		"CFConcepts": {"CFConcept", false}, "CFSubjects": {"CFSubject", false}, "CFLicenses": {"CFLicense", false},
		"CFItemTypes": {"CFItemType", false}, "CFAssociationGroupings": {"CFAssociationGrouping", false}, "extensions": {objectType, false},
	},
	"CFConcept": {
		"identifier": {uuidType, true}, "uri": {uriType, true}, "title": {lineType, true}, "keywords": {lineType, false}, "hierarchyCode": {lineType, true},
		"description": {textType, false}, "lastChangeDateTime": {dateTimeType, true}, "extensions": {objectType, false},
	},
	"CFSubject": {
		"identifier": {uuidType, true}, "uri": {uriType, true}, "title": {lineType, true}, "hierarchyCode": {lineType, true},
		"description": {textType, false}, "lastChangeDateTime": {dateTimeType, true}, "extensions": {objectType, false},
	},
	"CFLicense": {
		"identifier": {uuidType, true}, "uri": {uriType, true}, "title": {lineType, true}, "description": {textType, false},
		"licenseText": {textType, true}, "lastChangeDateTime": {dateTimeType, true}, "extensions": {objectType, false},
	},
	"CFItemType": {
		"identifier": {uuidType, true}, "uri": {uriType, true}, "title": {lineType, true}, "description": {textType, true}, "hierarchyCode": {lineType, true},
		"typeCode": {lineType, false}, "lastChangeDateTime": {dateTimeType, true}, "extensions": {objectType, false},
	},
	"CFAssociationGrouping": {
		"identifier": {uuidType, true}, "uri": {uriType, true}, "title": {lineType, true}, "description": {textType, false},
		"lastChangeDateTime": {dateTimeType, true}, "extensions": {objectType, false},
	},
	"CFRubric": {
		"identifier": {uuidType, true}, "uri": {uriType, true}, "title": {textType, false}, "description": {textType, false},
		"lastChangeDateTime": {dateTimeType, true}, "CFRubricCriteria": {"CFRubricCriterion", false}, "extensions": {objectType, false},
	},
	"CFRubricCriterion": {
		"identifier": {uuidType, true}, "uri": {uriType, true}, "category": {textType, false}, "description": {textType, false},
		"CFItemURI": {"one LinkURI", false}, "weight": {numberType, false}, "position": {integerType, false}, "rubricId": {uuidType, false},
		"lastChangeDateTime": {dateTimeType, true}, "CFRubricCriterionLevels": {"CFRubricCriterionLevel", false}, "extensions": {objectType, false},
	},
	"CFRubricCriterionLevel": {
		"identifier": {uuidType, true}, "uri": {uriType, true}, "description": {textType, false}, "quality": {textType, false},
		"score": {numberType, false}, "feedback": {textType, false}, "position": {integerType, false}, "rubricCriterionId": {uuidType, false},
		"lastChangeDateTime": {dateTimeType, true}, "extensions": {objectType, false},
	},
}

type caseField struct {
	kind     string // one of those below, or the class of the items of a list
	required bool
}

const (
	uuidType     = "UUID"
	uriType      = "AnyURI"
	textType     = "String"
	dateTimeType = "DateTime"
	numberType   = "Float"
	integerType  = "Integer"
	objectType   = "Object"
	lineType     = "NormalizedString"
	dateType     = "Date"
	languageType = "Language"

	versionType     = "CASE version"
	associationType = "association type"
	targetType      = "target type"
)

// Extensible enumerations take ext: and a name.
var (
	associationTypes = regexp.MustCompile(`^(isChildOf|isPeerOf|isPartOf|exactMatchOf|precedes|isRelatedTo|replacedBy|exemplar|hasSkillLevel|isTranslationOf|ext:[a-zA-Z0-9._-]+)$`)
	targetTypes      = regexp.MustCompile(`^(CASE|ext:[a-zA-Z0-9._-]+)$`)
)

var (
	uuidPattern = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	uriPattern  = regexp.MustCompile(`^(urn:uuid:[0-9a-f-]{36}|https?://[!-~]+)$`)
)

// conforms returns the mistakes in an object of a class.
func conforms(class, path string, v any) []string {
	object, ok := v.(map[string]any)
	if !ok {
		return []string{path + ": no object"}
	}
	var wrong []string
	for name, value := range object {
		field, ok := caseFields[class][name]
		if !ok {
			wrong = append(wrong, path+"."+name+": no such field")
			continue
		}
		wrong = append(wrong, conformsTo(field.kind, path+"."+name, value)...)
	}
	for name, field := range caseFields[class] {
		if _, ok := object[name]; field.required && !ok {
			wrong = append(wrong, path+"."+name+": missing")
		}
	}
	return wrong
}

func conformsTo(kind, path string, v any) []string {
	if class, one := strings.CutPrefix(kind, "one "); one {
		return conforms(class, path, v)
	}
	if item, list := strings.CutPrefix(kind, "list "); list {
		items, ok := v.([]any)
		if !ok {
			return []string{path + ": no list"}
		}
		var wrong []string
		for i, v := range items {
			wrong = append(wrong, conformsTo(item, fmt.Sprintf("%s[%d]", path, i), v)...)
		}
		return wrong
	}
	if _, class := caseFields[kind]; class {
		items, ok := v.([]any)
		if !ok {
			return []string{path + ": no list"}
		}
		var wrong []string
		for i, item := range items {
			wrong = append(wrong, conforms(kind, fmt.Sprintf("%s[%d]", path, i), item)...)
		}
		return wrong
	}
	text, isText := v.(string)
	number, isNumber := v.(float64)
	ok := false
	switch kind {
	case uuidType:
		ok = isText && uuidPattern.MatchString(text)
	case uriType:
		ok = isText && uriPattern.MatchString(text)
	case textType:
		ok = isText && strings.TrimSpace(text) != ""
	case lineType:
		ok = isText && text != "" && text == strings.Join(strings.Fields(text), " ")
	case languageType:
		ok = isText && regexp.MustCompile(`^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$`).MatchString(text)
	case versionType:
		ok = text == "1.1"
	case associationType:
		ok = associationTypes.MatchString(text)
	case targetType:
		ok = targetTypes.MatchString(text)
	case dateType:
		_, err := time.Parse(time.DateOnly, text)
		ok = isText && err == nil
	case objectType:
		_, ok = v.(map[string]any)
	case dateTimeType:
		_, err := time.Parse(time.RFC3339, text)
		ok = isText && err == nil
	case numberType:
		ok = isNumber
	case integerType:
		ok = isNumber && number == float64(int(number))
	}
	if !ok {
		return []string{fmt.Sprintf("%s: %v is no %s", path, v, kind)}
	}
	return nil
}

func TestCASEHasThePublishedFields(t *testing.T) {
	r, es := ceiSpanish(t)
	for _, r := range []*rubric.Rubric{r, es, workshop(t)} {
		for _, score := range []bool{false, true} {
			data, _, err := form.CASE(r, &form.CASEOptions{Score: score, Changed: "2026-01-31", BaseURI: "https://example.org/ims/case/v1p1/"})
			if err != nil {
				t.Fatal(err)
			}
			var doc any
			if err := json.Unmarshal(data, &doc); err != nil {
				t.Fatal(err)
			}
			for _, wrong := range conforms("CFRubric", "$", doc) {
				t.Errorf("%s in %s: %s", r.Ref(), r.Language(), wrong)
			}
			if got := strings.Contains(string(data), `"score"`); got != score {
				t.Errorf("scores %t, asked for %t", got, score)
			}
		}
	}
}

func TestCASEIdentifiers(t *testing.T) {
	r, es := ceiSpanish(t)
	seen := make(map[string]bool)
	for _, r := range []*rubric.Rubric{r, es} {
		data, _, err := form.CASE(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"identifier":"([^"]+)"`).FindAllSubmatch(data, -1) {
			if seen[string(m[1])] {
				t.Errorf("%s stands for two things", m[1])
			}
			seen[string(m[1])] = true
		}
	}
	if want := 2 * (1 + 31 + 31*4); len(seen) != want {
		t.Errorf("%d identifiers, want %d", len(seen), want)
	}
	// The identifier computed by hand from the bytes of the URL namespace and of the name.
	namespace := []byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	sum := sha1.Sum(append(namespace, "urn:waymark:rubric:cei@2023.2:en"...))
	sum[6], sum[8] = sum[6]&0x0f|0x50, sum[8]&0x3f|0x80
	want := fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
	if !seen[want] {
		t.Errorf("no identifier %s", want)
	}
}

func TestCASEAddresses(t *testing.T) {
	r, _ := ceiSpanish(t)
	for base, rubricAt := range map[string]string{
		"": "urn:uuid:", "https://example.org/ims/case/v1p1": "https://example.org/ims/case/v1p1/CFRubrics/",
		"https://example.org/ims/case/v1p1/": "https://example.org/ims/case/v1p1/CFRubrics/",
	} {
		data, _, err := form.CASE(r, &form.CASEOptions{BaseURI: base})
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			Identifier, URI  string
			CFRubricCriteria []struct{ Identifier, URI string }
		}
		if err := json.Unmarshal(data, &doc); err != nil {
			t.Fatal(err)
		}
		if want := rubricAt + doc.Identifier; doc.URI != want {
			t.Errorf("base %q: the rubric is at %s, want %s", base, doc.URI, want)
		}
		c := doc.CFRubricCriteria[0]
		want := "urn:uuid:" + c.Identifier
		if base != "" {
			want = doc.URI + "#" + c.Identifier
		}
		if c.URI != want {
			t.Errorf("base %q: a criterion is at %s, want %s", base, c.URI, want)
		}
	}
}

func TestCASENeedsADay(t *testing.T) {
	r := workshop(t)
	for _, changed := range []string{"", "yesterday", "2026-02-30"} {
		if _, _, err := form.CASE(r, &form.CASEOptions{Changed: changed}); err == nil {
			t.Errorf("a rubric that was last changed on %q is written", changed)
		}
	}
}

// TestXLSFormIsWellFormed checks what converters of XLSForms check: names, groups,
// lists and references.
func TestXLSFormIsWellFormed(t *testing.T) {
	r, es := ceiSpanish(t)
	for _, list := range [][]*rubric.Rubric{{r, es}, {workshop(t)}, {awkward(t)}} {
		book, _, err := form.XLSForm(list[0], &form.Options{Translations: list[1:]})
		if err != nil {
			t.Fatal(err)
		}
		lists := make(map[string]map[string]bool)
		for _, row := range book.Choices[1:] {
			if lists[row[0]] == nil {
				lists[row[0]] = make(map[string]bool)
			}
			if lists[row[0]][row[1]] || strings.ContainsAny(row[1], " \t") || slices.Contains(row[2:], "") {
				t.Errorf("choice %q", row)
			}
			lists[row[0]][row[1]] = true
		}
		wellFormedSurvey(t, book.Survey, lists)
	}
}

func wellFormedSurvey(t *testing.T, survey form.Sheet, lists map[string]map[string]bool) {
	t.Helper()
	name := regexp.MustCompile(`^[a-z_][a-z0-9_]*$`)
	reference := regexp.MustCompile(`\$\{([^}]*)\}`)
	column := func(header string) int { return slices.Index(survey[0], header) }
	names := make(map[string]bool)
	depth := 0
	for _, row := range survey[1:] {
		kind, list, selects := strings.Cut(row[0], " ")
		switch {
		case kind == "end_group":
			depth--
			continue
		case kind == "begin_group":
			depth++
		case selects && lists[list] == nil:
			t.Errorf("%s: no choice list %q", row[1], list)
		case kind == "calculate" && row[column("calculation")] == "":
			t.Errorf("%s calculates nothing", row[1])
		}
		if !name.MatchString(row[1]) || names[row[1]] || row[1] == "meta" || row[1] == "data" {
			t.Errorf("name %q", row[1])
		}
		names[row[1]] = true
		if kind != "calculate" && row[2] == "" {
			t.Errorf("%s has no label", row[1])
		}
		for _, m := range reference.FindAllStringSubmatch(strings.Join(row, "\n"), -1) {
			if !names[m[1]] {
				t.Errorf("%s refers to %q", row[1], m[1])
			}
		}
	}
	if depth != 0 {
		t.Errorf("%d groups are open at the end", depth)
	}
}

// awkward is a rubric whose ids are not valid names in forms, or names with another meaning.
func awkward(t *testing.T) *rubric.Rubric {
	t.Helper()
	r, err := rubric.Load("awkward.yaml", []byte(`
format: rubric/1
id: 3-steps
edition: "1"
title: "Costs ${amount} <b>*all*</b>"
language: fr
spectrum: {id: s, stages: [{id: 1-low, title: Low}, {id: high, title: High}]}
domains:
  - id: meta
    title: Meta
    competencies:
      - {id: 2nd, title: "Is it \"${there}\"?", summary: A summary}
      - {id: date, title: Date, descriptors: {high: "A & B < C"}}
      - {id: notice, title: Notice}
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAwkwardNames(t *testing.T) {
	for id, want := range map[string]string{
		"welcoming-culture": "welcoming_culture", "2nd": "_2nd", "date": "date_", "meta": "meta_", "a-2": "a_2",
	} {
		if got := form.XMLName(id); got != want {
			t.Errorf("XMLName(%q) = %q, want %q", id, got, want)
		}
	}
	_, losses, err := form.XLSForm(awkward(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(losses, func(l form.Omission) bool { return l.Reason == form.OmissionText && slices.Contains(l.Where, "${") }) {
		t.Error("${ is rewritten in silence")
	}
	if !slices.ContainsFunc(losses, func(l form.Omission) bool {
		return l.Reason == form.OmissionTranslation && slices.Contains(l.Where, "fr")
	}) {
		t.Error("English words in a French form are not among the losses")
	}
}
