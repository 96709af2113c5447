package contract

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	errorkind "github.com/santhosh-tekuri/jsonschema/v6/kind"
)

var powerOf = flag.String("power", "overlay|consensus", "a pattern of the subjects whose keywords are weakened one at a time")

// occurrence is a keyword at a place of a schema.
type occurrence struct {
	at      []string // keys and indexes from the root
	keyword string
}

func (o occurrence) String() string { return "/" + strings.Join(append(o.at, o.keyword), "/") }

// asserting are the keywords that refuse documents.
var asserting = []string{
	"type", "const", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "uniqueItems", "items",
	"minProperties", "maxProperties", "required", "additionalProperties", "unevaluatedProperties", "propertyNames", "not",
	"oneOf", "anyOf", "allOf", "$ref", "if", "then", "else",
}

// occurrences returns the keywords of a schema. named is true if the keys are names.
func occurrences(v any, at []string, named bool) []occurrence {
	var all []occurrence
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if !named && slices.Contains(asserting, key) {
				all = append(all, occurrence{slices.Clone(at), key})
			}
			if !named && slices.Contains([]string{"examples", "const", "enum", "required"}, key) {
				continue
			}
			names := !named && slices.Contains([]string{"properties", "$defs", "patternProperties"}, key)
			all = append(all, occurrences(v[key], append(at, key), names)...)
		}
	case []any:
		for i, item := range v {
			all = append(all, occurrences(item, append(at, fmt.Sprint(i)), false)...)
		}
	}
	return all
}

// at returns the part of a schema at a place.
func at(v any, path []string) any {
	for _, key := range path {
		switch w := v.(type) {
		case map[string]any:
			v = w[key]
		case []any:
			var i int
			_, _ = fmt.Sscan(key, &i)
			v = w[i]
		}
	}
	return v
}

// weaken loosens a limit by one, removes a name of required, and removes any other keyword. It
// returns a function that undoes it.
func weaken(root any, o occurrence) (undo func()) {
	s, _ := at(root, o.at).(map[string]any)
	old := s[o.keyword]
	step := 1.0
	switch {
	case strings.HasPrefix(o.keyword, "min"):
		step = -1
		fallthrough
	case strings.HasPrefix(o.keyword, "max"):
		n, _ := old.(float64)
		s[o.keyword] = n + step
		if n+step < 0 && o.keyword != "minimum" {
			delete(s, o.keyword)
		}
	default:
		delete(s, o.keyword)
	}
	return func() { s[o.keyword] = old }
}

// redundant returns why a keyword refuses nothing that those beside it accept, "" if it does.
// Generators of types and forms use such keywords.
func redundant(root any, o occurrence) string {
	s, _ := at(root, o.at).(map[string]any)
	_, constant := s["const"]
	_, enum := s["enum"]
	pattern, _ := s["pattern"].(string)
	parent := ""
	if len(o.at) > 1 {
		parent = o.at[len(o.at)-2]
	}
	switch {
	case o.keyword == "type" && (constant || enum):
		return "the values have the type"
	case o.keyword == "items" && s["items"] == true:
		return "anything is accepted; for validators that check the size of a list only with items"
	case o.keyword == "additionalProperties" && s["oneOf"] != nil:
		return "every part of the choice has it"
	case o.keyword == "maxItems" && s["uniqueItems"] == true && at(s, []string{"items", "enum"}) != nil:
		return "there are no more values"
	case o.keyword == "minLength" && pattern != "":
		return "the pattern needs as many characters"
	case o.keyword == "maxLength" && strings.HasSuffix(pattern, "}$"):
		return "the pattern has a fixed length"
	case o.keyword == "type" && (s["allOf"] != nil || s["oneOf"] != nil):
		return "the parts have the type"
	case slices.Contains([]string{"type", "additionalProperties"}, o.keyword) && parent == "oneOf" && s["title"] == nil:
		return "the object around the choice has it; for validators that read one part at a time"
	case o.keyword == "type" && slices.Contains(o.at, "propertyNames"):
		return "names are texts"
	case o.keyword == "type" && (slices.Contains(o.at, "else") || slices.Contains(o.at, "then") || slices.Contains(o.at, "oneOf") && slices.Contains(o.at, "Link")):
		return "the property has the type; strict validators ask for it"
	}
	return ""
}

// failures returns the keywords at which a document fails, each with those around it.
func failures(err error) (keys map[string]bool, leaves int) {
	keys = make(map[string]bool)
	var failed *jsonschema.ValidationError
	if !errors.As(err, &failed) {
		return keys, 0
	}
	var walk func(e *jsonschema.ValidationError)
	walk = func(e *jsonschema.ValidationError) {
		_, fragment, _ := strings.Cut(e.SchemaURL, "#")
		if plain, err := url.PathUnescape(fragment); err == nil {
			fragment = plain
		}
		path := strings.Split(fragment, "/")
		if e.ErrorKind != nil {
			path = append(path, e.ErrorKind.KeywordPath()...)
			if _, ok := e.ErrorKind.(*errorkind.Not); ok && path[len(path)-1] != "not" {
				path = append(path, "not")
			}
		}
		for i := range path {
			keys[strings.Join(path[:i+1], "/")] = true
		}
		if len(e.Causes) == 0 {
			leaves++
		}
		for _, c := range e.Causes {
			walk(c)
		}
	}
	walk(failed)
	return keys, leaves
}

// TestPowerByKeyword weakens every keyword of every schema, one at a time, and requires a
// document that shows it, unless the keyword is redundant.
func TestPowerByKeyword(t *testing.T) {
	for _, s := range mustSubjects(t) {
		if ok, err := regexp.MatchString(*powerOf, s.name); err != nil || !ok {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			power(t, &s)
		})
	}
}

func power(t *testing.T, s *subject) {
	original, err := compile("urn:waymark:contract", s.schema)
	if err != nil {
		t.Fatal(err)
	}
	var root any
	if err := json.Unmarshal(s.schema, &root); err != nil {
		t.Fatal(err)
	}
	type candidate struct {
		document any
		leaves   int
	}
	valid := []any{}
	shows := make(map[string][]candidate)
	for data := range battery(s, root) {
		document, err := decode(data)
		if err != nil {
			continue
		}
		failed := original.Validate(document)
		if failed == nil {
			if len(valid) < 400 {
				valid = append(valid, document)
			}
			continue
		}
		keys, leaves := failures(failed)
		for key := range keys {
			most := 60
			if strings.Contains(key, "/oneOf/") {
				most = 600 // a document fails in every part of a choice
			}
			if list := shows[key]; len(list) < most || leaves < list[len(list)-1].leaves {
				list = append(list, candidate{document, leaves})
				slices.SortStableFunc(list, func(a, b candidate) int { return a.leaves - b.leaves })
				shows[key] = list[:min(len(list), most)]
			}
		}
	}
	total, found, excused := map[string]int{}, map[string]int{}, map[string]int{}
	for _, o := range occurrences(root, nil, false) {
		total[o.keyword]++
		undo := weaken(root, o)
		weak, err := json.Marshal(root)
		undo()
		if err != nil {
			t.Fatal(err)
		}
		compiled, err := compile("urn:waymark:contract", weak)
		if err != nil {
			t.Fatalf("%s: %v", o, err)
		}
		places := []string{o.String()}
		if before, _, ok := strings.Cut(o.String()+"/", "/if/"); ok {
			places = []string{before + "/then", before + "/else"}
		}
		shown := false
		for _, p := range places {
			shown = shown || slices.ContainsFunc(shows[p], func(c candidate) bool { return compiled.Validate(c.document) == nil })
		}
		shown = shown || slices.ContainsFunc(valid, func(d any) bool { return compiled.Validate(d) != nil })
		switch why := redundant(root, o); {
		case shown:
			found[o.keyword]++
		case why != "":
			excused[o.keyword]++
		default:
			t.Errorf("no document shows that %s is weakened (%d candidates)", o, len(shows[o.String()]))
		}
	}
	for _, keyword := range slices.Sorted(maps.Keys(total)) {
		t.Logf("%-22s %4d weakened, %4d found, %3d redundant", keyword, total[keyword], found[keyword], excused[keyword])
	}
}
