package contract

import (
	"encoding/json"
	"flag"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var (
	powerOf = flag.String("power", ".", "a pattern of the subjects whose keywords are weakened one at a time")
	every   = flag.Int("every", 10, "weaken one of so many keywords, 1 for each of them")
	tries   = flag.Int("tries", 10_000, "how many documents are tried for each keyword")
)

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
		tracers[i].complete(func(document any) bool { return original.Validate(document) == nil })
	}
	for i, o := range occurrences(root, nil, false) {
		p.total[o.keyword]++
		why := tracers[0].implied(o)
		if why == "" && i%*every != 0 {
			p.total[o.keyword]--
			continue
		}
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
// documents are tried, to refute that.
func (p *power) finds(t *testing.T, s *subject, tracer *tracer, o occurrence, original, weakened *jsonschema.Schema, implied bool) bool {
	left := *tries
	if implied {
		left = 150 / *every
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
