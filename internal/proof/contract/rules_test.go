package contract

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric/problem"
)

// onlyLoaders has a change for each rule that only loaders know: the schema accepts the
// first valid document of the subject with this change, and the loader refuses it.
var onlyLoaders = []struct {
	subject  string
	code     problem.Code
	old, new string
}{
	{"rubric.*", problem.DuplicateKey, `"direction":"ltr"`, `"direction":"ltr","direction":"ltr"`},
	{"rubric.*", problem.Encoding, `"Ours."`, `"\ud800"`},
	{"rubric.*", problem.ControlCharacter, `"Ours."`, `"Ours\u0000"`},
	{"rubric.*", problem.BadDate, `2026-02-28`, `2026-02-29`},
	{"rubric.*", problem.DuplicateID, `"id":"watering"`, `"id":"compost"`},
	{"rubric.*", problem.DuplicateCode, `"id":"watering"`, `"id":"watering","code":"1.1"`},
	{"rubric.*", problem.DuplicateTitle, `"title":"Watering"`, `"title":"Compost"`},
	{"rubric.*", problem.DuplicateReference, `"strands":[`, `"strands":[{"id":"shed","title":"Shed","domains":["soil"]},`},
	{"rubric.*", problem.UnknownSource, `"source":"page","stages"`, `"source":"pages","stages"`},
	{"rubric.*", problem.UnknownSource, `{"text":"Two.","source":"page"}`, `{"text":"Two.","source":"pages"}`},
	{"rubric.*", problem.MissingSource, `"source":"book","constituencies"`, `"constituencies"`},
	{"rubric.*", problem.UnknownDomain, `"domain":"soil"`, `"domain":"rock"`},
	{"rubric.*", problem.UnknownStep, `"step":"dig"`, `"step":"rest"`},
	{"rubric.*", problem.UnknownStage, `"stage":"seed"`, `"stage":"flower"`},
	{"rubric.*", problem.UnknownConstituency, `"asked":["grower"]`, `"asked":["gardener"]`},
	{"rubric.*", problem.NotAsked, `"asked":["grower"]`, `"asked":["grower"],"wordings":{"eater":"Water"}`},
	{"overlay.*", problem.DuplicateKey, `"official":false`, `"official":false,"official":true`},
	{"overlay.*", problem.Encoding, `"Jardín"`, `"\udc00"`},
	{"overlay.*", problem.ControlCharacter, `"Jardín"`, `"Jardín\u0000"`},
	{"companion.*", problem.DuplicateKey, `"rubric":"garden"`, `"rubric":"garden","rubric":"garden"`},
	{"companion.*", problem.Encoding, `"Ours."`, `"\ud800"`},
	{"companion.*", problem.ControlCharacter, `"Ours."`, `"Ours\u0000"`},
	{"companion.*", problem.DuplicateID, `"id":"story"`, `"id":"book"`},
	{"companion.*", problem.UnknownSource, `"source":"page"`, `"source":"pages"`},
	{"companion.*", problem.MissingSource, `"source":"book","themes"`, `"themes"`},
	{"crosswalk.everything", problem.DuplicateKey, `"notice":"By hand."`, `"notice":"By hand.","notice":"By hand."`},
	{"crosswalk.everything", problem.Encoding, `"By hand."`, `"\ud800"`},
	{"crosswalk.everything", problem.ControlCharacter, `"By hand."`, "\"By hand.\u007f\""},
	{"crosswalk.everything", problem.UnknownStage, `"seed":"sprout"`, `"seed":"flower"`},
	{"crosswalk.everything", problem.UnknownCompetency, `"to":["shade"]`, `"to":["shadow"]`},
	{"crosswalk.everything", problem.WrongEdition, `"from":"garden@1.2"`, `"from":"garden@1.3"`},
	{"crosswalk.everything", problem.NotCovered, `,{"to":["shade"],"relation":"added","comparable":"not"}`, ``},
	{"crosswalk.everything", problem.NotCovered, `"stages":{"seed":"sprout","harvest":"harvest"},`, ``},
	{"crosswalk.everything", problem.CoveredTwice, `"to":["shade"]`, `"to":["light"]`},
	{"crosswalk.everything", problem.StageOrder, `{"seed":"sprout","harvest":"harvest"}`, `{"seed":"harvest","harvest":"sprout"}`},
	{"consensus.*", problem.DuplicateKey, `"id":"team"`, `"id":"team","id":"team"`},
	{"consensus.*", problem.Encoding, `"A photo"`, `"\udc00"`},
	{"consensus.*", problem.ControlCharacter, `"A photo"`, `"A photo\u0000"`},
	{"consensus.*", problem.BadDate, `2026-09-30`, `2026-09-31`},
	{"consensus.*", problem.UnknownStage, `"stage":"harvest"`, `"stage":"dont-know"`},
	{"consensus.*", problem.UnknownCompetency, `"light":`, `"shade":`},
	{"consensus.*", problem.WrongEdition, `"garden@1.2"`, `"garden@2"`},
	{"summary", problem.WrongEdition, `"edition":"1.2"`, `"edition":"1.3"`},
	{"summary", problem.UnknownDomain, `"id":"soil"`, `"id":"rock"`},
	{"summary", problem.UnknownCompetency, `"id":"compost"`, `"id":"peat"`},
	{"summary", problem.UnknownStage, `"title":"Compost","all":{"rated":34,"counts":{"seed"`, `"title":"Compost","all":{"rated":34,"counts":{"seeds"`},
	{"summary", problem.UnknownConstituency, `"eater":20`, `"eaters":20`},
	{"summary", problem.Inconsistent, `"rated":34`, `"rated":33`},
	{"mapping.*", problem.DuplicateKey, `"tool":"none"`, `"tool":"none","tool":"none"`},
	{"mapping.*", problem.Encoding, `"Garden club"`, `"\udc00"`},
	{"mapping.*", problem.ControlCharacter, `"Tell us"`, `"Tell us\u0000"`},
	{"mapping.*", problem.BadDate, `2026-09-30`, `2026-09-31`},
	{"mapping.*", problem.UnknownCompetency, `"is":"light"`, `"is":"shade"`},
	{"mapping.*", problem.UnknownConstituency, `"constituency":"grower"`, `"constituency":"nobody"`},
	{"mapping.*", problem.BadValue, `"ok":"harvest"`, `"ok":"harvested"`},
	{"mapping.*", problem.WrongEdition, `"garden@1.2"`, `"garden@2"`},
	{"comments.*", problem.DuplicateKey, `"public":false`, `"public":false,"public":true`},
	{"comments.*", problem.Encoding, `"Wet"`, `"\udc00"`},
	{"comments.*", problem.ControlCharacter, `"Wet"`, `"Wet\u0000"`},
	{"comments.*", problem.UnknownStage, `"stage":"harvest"`, `"stage":"reaped"`},
	{"comments.*", problem.UnknownCompetency, `"competency":"light"`, `"competency":"shade"`},
	{"comments.*", problem.UnknownConstituency, `"constituency":"grower"`, `"constituency":"nobody"`},
	{"comments.*", problem.WrongEdition, `"garden@1.2"`, `"garden@2"`},
	{"response.[el]*", problem.DuplicateKey, `"id":"r-1"`, `"id":"r-1","id":"r-1"`},
	{"response.[el]*", problem.Encoding, `"Wet"`, `"\ud800"`},
	{"response.[el]*", problem.ControlCharacter, `"Wet"`, `"\u0000"`},
	{"summary", problem.DuplicateKey, `"format":"summary/1"`, `"format":"summary/1","format":"summary/1"`},
	{"summary", problem.Encoding, `"name":"public"`, `"name":"\ud800"`},
	{"summary", problem.ControlCharacter, `"name":"public"`, `"name":"\u0000"`},
	{"response.[el]*", problem.BadDate, `2026-10-01`, `2026-13-01`},
}

// wholeDocument are limits that only a large document exceeds.
var wholeDocument = []problem.Code{problem.TooLarge, problem.TooMany, problem.TooDeep}

// TestLoaderRulesAreNeeded shows a document for each rule that the schema accepts and the
// loader refuses for that rule alone. So no rule in the list is superfluous.
func TestLoaderRulesAreNeeded(t *testing.T) {
	shown := make(map[string]map[problem.Code]bool)
	for _, s := range mustSubjects(t) {
		compiled, err := compile("urn:waymark:contract", s.schema)
		if err != nil {
			t.Fatal(err)
		}
		if shown[s.format] == nil {
			shown[s.format] = make(map[problem.Code]bool)
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
			problems, _ := problem.Of(s.load(document))
			if codes := codesOf(problems); !slices.Equal(codes, []problem.Code{c.code}) {
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

func codesOf(problems problem.List) []problem.Code {
	codes := make(map[problem.Code]bool)
	for _, p := range problems {
		codes[p.Code] = true
	}
	return slices.Sorted(maps.Keys(codes))
}
