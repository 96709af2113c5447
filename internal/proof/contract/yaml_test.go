package contract

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// inYAML returns the subjects as documents in YAML: with the loaders for YAML and the schemas of
// editors. Programs alone write summaries, so they have none.
func inYAML(t *testing.T) []subject {
	t.Helper()
	read := func(name string) *rubric.Rubric {
		r, err := rubric.LoadFS(testdata, "testdata/rubric."+name+".json", nil)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	everything, later, small := read("everything"), read("later"), read("small")
	ratings := func(r *rubric.Rubric) func([]byte) error {
		return func(data []byte) error { _, err := assess.LoadResponse(r, ".yaml", data, nil); return err }
	}
	crosswalks := func(from, to *rubric.Rubric) func([]byte) error {
		return func(data []byte) error { _, err := rubric.LoadCrosswalk(".yaml", data, from, to, nil); return err }
	}
	loaders := map[string]func(data []byte) error{
		"rubric.*":             func(data []byte) error { _, err := rubric.Load(".yaml", data, nil); return err },
		"overlay.*":            func(data []byte) error { _, err := rubric.LoadOverlay(".yaml", data, nil); return err },
		"companion.*":          func(data []byte) error { _, err := rubric.LoadCompanion(".yaml", data, nil); return err },
		"consensus.*":          func(data []byte) error { _, err := assess.LoadConsensus(everything, ".yaml", data, nil); return err },
		"mapping.*":            func(data []byte) error { _, err := assess.LoadMapping(everything, ".yaml", data, nil); return err },
		"comments.*":           func(data []byte) error { _, err := assess.LoadComments(everything, ".yaml", data, nil); return err },
		"crosswalk.everything": crosswalks(everything, later),
		"crosswalk.back":       crosswalks(later, everything),
		"response.[el]*":       ratings(everything),
		"response.small":       ratings(small),
	}
	var list []subject
	for _, s := range mustSubjects(t) {
		if s.format == assess.SummaryFormat || s.name == "cei" {
			continue
		}
		s.load = loaders[s.name]
		var err error
		if s.load == nil {
			t.Fatalf("no loader of %s in YAML", s.name)
		}
		if s.schema, err = schema.ForYAML(s.schema); err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	return list
}

// yamlValue returns what an editor takes a document for: YAML 1.2, in which a day is a text. ok
// is false if the document is not YAML that JSON could say.
func yamlValue(data []byte) (v any, ok bool) {
	var doc yaml.Node
	d := yaml.NewDecoder(bytes.NewReader(data))
	if d.Decode(&doc) != nil || len(doc.Content) != 1 || d.Decode(new(yaml.Node)) == nil {
		return nil, false
	}
	return yamlNode(doc.Content[0])
}

func yamlNode(n *yaml.Node) (v any, ok bool) {
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Style&yaml.TaggedStyle != 0 {
			return nil, false
		}
		if tag := n.ShortTag(); tag == "!!str" || tag == "!!timestamp" {
			return n.Value, true
		}
		err := n.Decode(&v)
		_, truth := v.(bool)
		return v, err == nil && (!truth || n.Value == "true" || n.Value == "false")
	case yaml.SequenceNode:
		list := []any{}
		for _, inner := range n.Content {
			item, ok := yamlNode(inner)
			if !ok {
				return nil, false
			}
			list = append(list, item)
		}
		return list, true
	case yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			key := n.Content[i]
			value, ok := yamlNode(n.Content[i+1])
			if _, twice := object[key.Value]; twice || !ok || key.Kind != yaml.ScalarNode || key.ShortTag() == "!!merge" {
				return nil, false
			}
			object[key.Value] = value
		}
		return object, true
	}
	return nil, false
}

// plainScalars are values as people write them in YAML.
var plainScalars = []string{
	"7", "0", "-7", "7.5", "-7.5", "2023.2", "2.50", "1", "3", "101", "123456789012", "true", "false", "null", "~", `""`, `"7"`, `"true"`,
	"2026-10-01", "2026", "yes", "no", "plain words", "[]", "{}", "[7]", "{text: 7}", "{text: true, source: 7}",
}

// here marks the place of a change.
const here = "PLACE-OF-THE-CHANGE"

// yamlDocuments returns the seeds of a subject in YAML, and each with every plain scalar at every
// place, of places that are alike at one.
func yamlDocuments(t *testing.T, s *subject) [][]byte {
	t.Helper()
	write := func(n *node) []byte {
		var y yaml.Node
		if err := yaml.Unmarshal(n.appendTo(nil), &y); err != nil {
			t.Fatal(err)
		}
		plain(&y)
		data, err := yaml.Marshal(&y)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	var all [][]byte
	seen := make(map[string]bool)
	for _, seed := range s.seeds {
		all = append(all, write(seed))
		places := seed.places("", nil)
		for i := range seed.nodes(nil) {
			if i == 0 || seen[places[i]] {
				continue
			}
			seen[places[i]] = true
			changed := seed.clone()
			*changed.nodes(nil)[i] = *text(here)
			data := write(changed)
			for _, value := range plainScalars {
				all = append(all, bytes.Replace(data, []byte(here), []byte(value), 1))
			}
		}
	}
	return all
}

// plain removes the styles of JSON, so that YAML is written as people do.
func plain(n *yaml.Node) {
	n.Style = 0
	for _, inner := range n.Content {
		plain(inner)
	}
}

// TestYAMLAgreesWithLoaders checks that the loaders for YAML and the schemas of editors accept the
// same documents, those of the corpus among them.
func TestYAMLAgreesWithLoaders(t *testing.T) {
	list := inYAML(t)
	corpus := corpusInYAML(t)
	strict := make(map[string]json.RawMessage)
	for _, s := range mustSubjects(t) {
		strict[s.name] = s.schema
	}
	for i := range list {
		s := &list[i]
		editors, err := compile("urn:waymark:yaml", s.schema)
		if err != nil {
			t.Fatal(err)
		}
		usual, err := compile("urn:waymark:json", strict[s.name])
		if err != nil {
			t.Fatal(err)
		}
		var documents, valid, more int
		for _, document := range append(yamlDocuments(t, s), corpus[s.name]...) {
			v, ok := yamlValue(document)
			if !ok || onlyYAML(s.load(document)) {
				continue
			}
			documents++
			accepted := editors.Validate(v) == nil
			if what := disagreement(s, document, accepted); what != "" && !(accepted && onlyHashes(s.load(document))) {
				t.Errorf("%s: %s:\n%.1500s", s.name, what, document)
			}
			if accepted && s.load(document) == nil {
				valid++
				if usual.Validate(v) != nil {
					more++
				}
			}
		}
		t.Logf("%s: %d documents, %d valid, %d of them not by the schema for JSON", s.name, documents, valid, more)
		if valid < len(s.seeds) || valid > 1 && more == 0 {
			t.Errorf("%s: %d of %d documents are valid, %d not by the schema for JSON", s.name, valid, documents, more)
		}
	}
}

// onlyYAML reports whether a loader refuses a document for something in YAML that no value has,
// such as an anchor.
func onlyYAML(err error) bool {
	problems, _ := problem.Of(err)
	for _, p := range problems {
		switch p.Code {
		case problem.Syntax, problem.CutText, problem.Alias, problem.Anchor, problem.Tag, problem.MergeKey, problem.KeyType, problem.Directive, problem.MultipleDocuments, problem.DuplicateKey:
			return true
		}
	}
	return false
}

// onlyHashes reports whether a loader refuses nothing but hashes, which an editor cannot count the
// digits of: 012345678901 is a number of eleven.
func onlyHashes(err error) bool {
	problems, _ := problem.Of(err)
	for _, p := range problems {
		if p.Code != problem.BadFormat || !strings.HasSuffix(p.Path, ".hash") {
			return false
		}
	}
	return true
}

// corpusInYAML returns the documents of the corpus in YAML, good and broken, by the name of their
// subject.
func corpusInYAML(t *testing.T) map[string][][]byte {
	t.Helper()
	all := make(map[string][][]byte)
	for name, dirs := range map[string][]string{
		"rubric.*":    {"good/rubrics", "broken/rubrics", "broken/yaml"},
		"overlay.*":   {"good/overlays", "broken/overlays"},
		"companion.*": {"good/companions", "broken/companions"},
	} {
		for _, dir := range dirs {
			files, err := filepath.Glob(filepath.Join("../../../testdata", dir, "*.yaml"))
			if err != nil || len(files) == 0 && !strings.Contains(dir, "yaml") {
				t.Fatal(dir, err)
			}
			for _, file := range files {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				all[name] = append(all[name], data)
			}
		}
	}
	return all
}

// TestResponsesTogether loads the schemas of responses to two editions, in two languages and for
// YAML, into one Go validator. Each judges its own responses.
func TestResponsesTogether(t *testing.T) {
	schemas := make(map[string]json.RawMessage) // by language and edition
	for _, edition := range cei.Editions() {
		r, err := cei.Edition(edition)
		if err != nil {
			t.Fatal(err)
		}
		schemas[edition] = schema.Response(r)
		if es, err := cei.Overlay(edition, "es"); err == nil {
			local, problems := r.Localize(es)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			schemas[edition+" es"] = schema.Response(local)
		}
	}
	for name, s := range maps.Clone(schemas) {
		y, err := schema.ForYAML(s)
		if err != nil {
			t.Fatal(err)
		}
		schemas[name+" yaml"] = y
	}
	c := jsonschema.NewCompiler()
	c.UseRegexpEngine(ecma)
	ids := make(map[string]string) // by name
	for name, s := range schemas {
		doc, err := decode(s)
		if err != nil {
			t.Fatal(err)
		}
		ids[name] = doc.(map[string]any)["$id"].(string)
		if err := c.AddResource(ids[name], doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	for name := range schemas {
		compiled, err := c.Compile(ids[name])
		if err != nil {
			t.Fatal(err)
		}
		for other, o := range schemas {
			for _, example := range examplesOf(t, o) {
				same := strings.Fields(name)[0] == strings.Fields(other)[0]
				if accepts(compiled, example) != same {
					t.Errorf("the schema %s judges a response to %s wrong: %s", name, other, example)
				}
			}
		}
	}
	if len(schemas) < 6 {
		t.Errorf("only %d schemas", len(schemas))
	}
}
