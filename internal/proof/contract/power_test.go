package contract

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var (
	powerOf = flag.String("power", "overlay|consensus", "a pattern of the subjects whose keywords are weakened one at a time")
	every   = flag.Int("every", 1, "weaken one of so many keywords")
	tries   = flag.Int("tries", 10_000, "how many documents are tried for each keyword")
)

// occurrence is a keyword at a place of a schema.
type occurrence struct {
	at      []string // keys and indexes from the root
	keyword string
	name    string // the name that is required
}

func (o occurrence) String() string {
	path := append(slices.Clone(o.at), o.keyword)
	if o.name != "" {
		path = append(path, o.name)
	}
	return "/" + strings.Join(path, "/")
}

// asserting are the keywords that refuse documents.
var asserting = []string{
	"type", "const", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "uniqueItems", "items",
	"minProperties", "maxProperties", "required", "additionalProperties", "patternProperties", "unevaluatedProperties", "propertyNames", "not",
	"oneOf", "anyOf", "allOf", "$ref", "if", "then", "else",
}

// occurrences returns the keywords of a schema. named is true if the keys are names.
func occurrences(v any, at []string, named bool) []occurrence {
	var all []occurrence
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			switch {
			case named:
			case key == "required":
				for _, name := range v[key].([]any) {
					all = append(all, occurrence{slices.Clone(at), key, name.(string)})
				}
			case slices.Contains(asserting, key):
				all = append(all, occurrence{slices.Clone(at), key, ""})
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
	case o.keyword == "required":
		s[o.keyword] = slices.DeleteFunc(slices.Clone(old.([]any)), func(name any) bool { return name == o.name })
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

// TestPowerByKeyword weakens every keyword of every schema, one at a time, and requires a
// document that shows it, unless the keyword follows from others. The document is one that
// the schema and the loader accept and the weakened schema refuses, or the other way round.
func TestPowerByKeyword(t *testing.T) {
	bySchema := make(map[string]*power)
	var all []*power
	for _, s := range mustSubjects(t) {
		if ok, err := regexp.MatchString(*powerOf, s.name); err != nil || !ok {
			continue
		}
		p := bySchema[string(s.schema)]
		if p == nil {
			p = &power{name: strings.Split(s.name, ".")[0], schema: s.schema}
			bySchema[string(s.schema)], all = p, append(all, p)
		}
		p.subjects = append(p.subjects, s)
	}
	for _, p := range all {
		t.Run(p.name, func(t *testing.T) {
			p.run(t)
		})
	}
	table(t, all)
}

// power is how many keywords of a schema are found when they are weakened.
type power struct {
	name     string
	schema   json.RawMessage
	subjects []subject // with the schema
	total    map[string]int
	found    map[string]int
	implied  map[string]int
}

func (p *power) run(t *testing.T) {
	p.total, p.found, p.implied = make(map[string]int), make(map[string]int), make(map[string]int)
	original, err := compile("urn:waymark:contract", p.schema)
	if err != nil {
		t.Fatal(err)
	}
	var root any
	if err := json.Unmarshal(p.schema, &root); err != nil {
		t.Fatal(err)
	}
	tracers := make([]*tracer, len(p.subjects))
	for i, s := range p.subjects {
		tracers[i] = newTracer(root, holder(t, p.schema))
		for _, seed := range s.seeds {
			document, err := decode(seed.appendTo(nil))
			if err != nil {
				t.Fatal(err)
			}
			tracers[i].add(document, nil)
		}
		t.Log("before complete", len(tracers[i].sites))
		defer func(start time.Time) { t.Log(time.Since(start)) }(time.Now())
		tracers[i].complete(func(document any) bool { return original.Validate(document) == nil })
	}
	for i, o := range occurrences(root, nil, false) {
		p.total[o.keyword]++
		why := tracers[0].implied(o)
		if why == "" && i%*every != 0 {
			p.total[o.keyword]--
			continue
		}
		began := time.Now()
		undo := weaken(root, o)
		weak, err := json.Marshal(root)
		undo()
		if err != nil {
			t.Fatal(err)
		}
		weakened, err := compile("urn:waymark:contract", weak)
		if err != nil {
			t.Fatalf("%s: %v", o, err)
		}
		found := false
		for i, tracer := range tracers {
			found = found || p.finds(t, &p.subjects[i], tracer, o, original, weakened, why != "")
		}
		if spent := time.Since(began); spent > 2*time.Second {
			t.Log(o, spent)
		}
		switch {
		case found && why != "":
			t.Errorf("%s is not implied: %s", o, why)
		case found:
			p.found[o.keyword]++
		case why != "":
			p.implied[o.keyword]++
		default:
			t.Errorf("no document shows that %s is weakened (%d sites)", o, len(tracers[0].sites[strings.Join(o.at, "/")]))
		}
	}
}

// finds reports whether a document shows that a schema is weakened. If the keyword is implied, few
// documents are tried.
func (p *power) finds(t *testing.T, s *subject, tracer *tracer, o occurrence, original, weakened *jsonschema.Schema, implied bool) bool {
	left := *tries
	if implied {
		left = 15
	}
	for document := range tracer.aimed(o) {
		if left--; left < 0 {
			return false
		}
		before, after := original.Validate(document) == nil, weakened.Validate(document) == nil
		if before == after {
			continue
		}
		data, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		if what := disagreement(s, data, before); what != "" {
			t.Errorf("%s: %s:\n%.1000s", o, what, data)
		}
		if (s.load(data) == nil) == before {
			return true
		}
	}
	return false
}

// table prints the power by keyword.
func table(t *testing.T, all []*power) {
	total, found, implied := make(map[string]int), make(map[string]int), make(map[string]int)
	for _, p := range all {
		for keyword := range p.total {
			total[keyword] += p.total[keyword]
			found[keyword] += p.found[keyword]
			implied[keyword] += p.implied[keyword]
		}
	}
	t.Log("| keyword | weakened | found | implied |")
	for _, keyword := range slices.Sorted(maps.Keys(total)) {
		t.Logf("| %s | %d | %d | %d |", keyword, total[keyword], found[keyword], implied[keyword])
	}
	for _, p := range all {
		weakened, shown, excused := 0, 0, 0
		for keyword := range p.total {
			weakened, shown, excused = weakened+p.total[keyword], shown+p.found[keyword], excused+p.implied[keyword]
		}
		t.Logf("%s: %d weakened, %d found, %d implied", p.name, weakened, shown, excused)
	}
}

// holder returns a function that says whether the part of a schema at a place accepts a value.
func holder(t *testing.T, schema []byte) func(place []string, value any) bool {
	document, err := decode(schema)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.UseRegexpEngine(ecma)
	if err := c.AddResource("urn:waymark:contract", document); err != nil {
		t.Fatal(err)
	}
	compiled := make(map[string]*jsonschema.Schema)
	return func(place []string, value any) bool {
		key := strings.Join(place, "/")
		if compiled[key] == nil {
			part, err := c.Compile("urn:waymark:contract#/" + key)
			if err != nil {
				t.Fatal(err)
			}
			compiled[key] = part
		}
		return compiled[key].Validate(value) == nil
	}
}
