package contract

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric"
)

// onlyLoaders are changes to the first valid document of a subject that its schema
// accepts and its loader refuses, one for each rule that only loaders know.
var onlyLoaders = []struct {
	subject  string
	code     rubric.Code
	old, new string
}{
	{"rubric.*", rubric.CodeDuplicateKey, `"direction":"ltr"`, `"direction":"ltr","direction":"ltr"`},
	{"rubric.*", rubric.CodeEncoding, `"Ours."`, `"\ud800"`},
	{"rubric.*", rubric.CodeControlCharacter, `"Ours."`, `"Ours\u0000"`},
	{"rubric.*", rubric.CodeBadDate, `2026-02-28`, `2026-02-29`},
	{"rubric.*", rubric.CodeDuplicateID, `"id":"watering"`, `"id":"compost"`},
	{"rubric.*", rubric.CodeDuplicateCode, `"id":"watering"`, `"id":"watering","code":"1.1"`},
	{"rubric.*", rubric.CodeDuplicateReference, `"strands":[`, `"strands":[{"id":"shed","title":"Shed","domains":["soil"]},`},
	{"rubric.*", rubric.CodeUnknownSource, `"source":"page","stages"`, `"source":"pages","stages"`},
	{"rubric.*", rubric.CodeUnknownSource, `{"text":"Two.","source":"page"}`, `{"text":"Two.","source":"pages"}`},
	{"rubric.*", rubric.CodeMissingSource, `"source":"book","constituencies"`, `"constituencies"`},
	{"rubric.*", rubric.CodeUnknownDomain, `"domain":"soil"`, `"domain":"rock"`},
	{"rubric.*", rubric.CodeUnknownStep, `"step":"dig"`, `"step":"rest"`},
	{"rubric.*", rubric.CodeUnknownStage, `"stage":"seed"`, `"stage":"flower"`},
	{"overlay.*", rubric.CodeDuplicateKey, `"official":false`, `"official":false,"official":true`},
	{"overlay.*", rubric.CodeEncoding, `"Jardín"`, `"\udc00"`},
	{"overlay.*", rubric.CodeControlCharacter, `"Jardín"`, `"Jardín\u0000"`},
	{"crosswalk.everything", rubric.CodeDuplicateKey, `"notice":"By hand."`, `"notice":"By hand.","notice":"By hand."`},
	{"crosswalk.everything", rubric.CodeEncoding, `"By hand."`, `"\ud800"`},
	{"crosswalk.everything", rubric.CodeControlCharacter, `"By hand."`, "\"By hand.\u007f\""},
	{"crosswalk.everything", rubric.CodeUnknownStage, `"seed":"sprout"`, `"seed":"flower"`},
	{"crosswalk.everything", rubric.CodeUnknownCompetency, `"to":["shade"]`, `"to":["shadow"]`},
	{"crosswalk.everything", rubric.CodeWrongEdition, `"from":"garden@1.2"`, `"from":"garden@1.3"`},
	{"crosswalk.everything", rubric.CodeNotCovered, `,{"to":["shade"],"relation":"added","comparable":"not"}`, ``},
	{"crosswalk.everything", rubric.CodeNotCovered, `"stages":{"seed":"sprout","harvest":"harvest"},`, ``},
	{"crosswalk.everything", rubric.CodeCoveredTwice, `"to":["shade"]`, `"to":["light"]`},
	{"crosswalk.everything", rubric.CodeStageOrder, `{"seed":"sprout","harvest":"harvest"}`, `{"seed":"harvest","harvest":"sprout"}`},
	{"consensus.*", rubric.CodeDuplicateKey, `"id":"team"`, `"id":"team","id":"team"`},
	{"consensus.*", rubric.CodeEncoding, `"A photo"`, `"\udc00"`},
	{"consensus.*", rubric.CodeControlCharacter, `"A photo"`, `"A photo\u0000"`},
	{"consensus.*", rubric.CodeBadDate, `2026-09-30`, `2026-09-31`},
	{"consensus.*", rubric.CodeUnknownStage, `"stage":"harvest"`, `"stage":"dont-know"`},
	{"consensus.*", rubric.CodeUnknownCompetency, `"light":`, `"shade":`},
	{"consensus.*", rubric.CodeWrongEdition, `"garden@1.2"`, `"garden@2"`},
	{"response.[el]*", rubric.CodeDuplicateKey, `"id":"r-1"`, `"id":"r-1","id":"r-1"`},
	{"response.[el]*", rubric.CodeEncoding, `"Wet"`, `"\ud800"`},
	{"response.[el]*", rubric.CodeControlCharacter, `"Wet"`, `"\u0000"`},
	{"response.[el]*", rubric.CodeBadDate, `2026-10-01`, `2026-13-01`},
}

// wholeDocument are limits that take a large document to pass.
var wholeDocument = []rubric.Code{rubric.CodeTooLarge, rubric.CodeTooMany, rubric.CodeTooDeep}

// TestLoaderRulesAreNeeded shows for each rule a document that the schema accepts and
// the loader refuses for that rule alone, so that the list has nothing to spare.
func TestLoaderRulesAreNeeded(t *testing.T) {
	shown := make(map[string]map[rubric.Code]bool)
	for _, s := range mustSubjects(t) {
		compiled, err := compile("urn:waymark:contract", s.schema)
		if err != nil {
			t.Fatal(err)
		}
		if shown[s.format] == nil {
			shown[s.format] = make(map[rubric.Code]bool)
		}
		for _, c := range onlyLoaders {
			if c.subject != s.name {
				continue
			}
			shown[s.format][c.code] = true
			valid := s.seeds[0].appendTo(nil)
			document := bytes.Replace(valid, []byte(c.old), []byte(c.new), 1)
			if bytes.Equal(document, valid) {
				t.Errorf("%s has no %s", s.name, c.old)
			}
			if !accepts(compiled, document) {
				t.Errorf("the schema finds %s in %s", c.code, document)
			}
			problems, _ := rubric.ProblemsOf(s.load(document))
			if codes := codesOf(problems); !slices.Equal(codes, []rubric.Code{c.code}) {
				t.Errorf("the loader finds %s, want %s:\n%s", codes, c.code, document)
			}
		}
	}
	for format, codes := range shown {
		for _, r := range schema.LoaderRules(format) {
			if !codes[r.Code] && !slices.Contains(wholeDocument, r.Code) {
				t.Errorf("%s: nothing shows that only the loader finds %s", format, r.Code)
			}
		}
	}
}

func codesOf(problems rubric.Problems) []rubric.Code {
	codes := make(map[rubric.Code]bool)
	for _, p := range problems {
		codes[p.Code] = true
	}
	return slices.Sorted(maps.Keys(codes))
}
