package contract

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestOpenAPI checks the descriptions of the requests, for the embedded rubrics and for a custom one,
// with redocly, makes types and a client of each with openapi-typescript and @hey-api/openapi-ts,
// and compiles both. Every component is a schema that compiles.
func TestOpenAPI(t *testing.T) {
	t.Run("embedded", func(t *testing.T) { checkOpenAPI(t) })
	t.Run("custom", func(t *testing.T) { checkOpenAPI(t, "-rubric", "examples/customrubric/rubric.yaml") })
}

func checkOpenAPI(t *testing.T, flags ...string) {
	dir := t.TempDir()
	run(t, "../../..", "go", append([]string{"run", "./examples/schema", "-out", dir}, flags...)...)
	modules, err := filepath.Abs("node_modules")
	if err != nil {
		t.Fatal(err)
	}
	api := filepath.Join(dir, "openapi.json")
	bin := func(name string) string { return filepath.Join(modules, ".bin", name) }
	t.Setenv("REDOCLY_TELEMETRY", "off")
	var lint struct {
		Problems []struct{ Message, RuleID string }
	}
	if err := json.Unmarshal([]byte(run(t, ".", bin("redocly"), "lint", "--config=redocly.yaml", "--format=json", api)), &lint); err != nil {
		t.Fatal(err)
	}
	for _, p := range lint.Problems {
		t.Errorf("redocly: %s: %s", p.RuleID, p.Message)
	}
	run(t, dir, bin("openapi-typescript"), api, "-o", filepath.Join(dir, "types.ts"))
	run(t, dir, bin("openapi-ts"), "-i", api, "-o", filepath.Join(dir, "client"))
	if err := os.Symlink(modules, filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	tsc := []string{"--strict", "--skipLibCheck", "--noEmit", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2022,dom,dom.iterable"}
	run(t, dir, bin("tsc"), append(tsc, filepath.Join(dir, "types.ts"), filepath.Join(dir, "client", "index.ts"))...)

	data, err := os.ReadFile(api)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Components struct {
			Schemas map[string]any `json:"schemas"`
		}
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	for name, s := range doc.Components.Schemas {
		o := s.(map[string]any)
		for _, key := range []string{"$id", "$schema", "$defs"} {
			if o[key] != nil {
				t.Errorf("the component %s has %s", name, key)
			}
		}
		compiled, err := compile("urn:waymark:openapi", marshal(t, map[string]any{"$ref": "#/components/schemas/" + name, "components": doc.Components}))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if o["examples"] == nil {
			continue
		}
		for _, e := range examplesOf(t, marshal(t, s)) {
			if !accepts(compiled, e) {
				t.Errorf("%s refuses its example %s", name, e)
			}
		}
	}
}
