package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/waymark-go/waymark/examples/internal/schema"
	samples "github.com/waymark-go/waymark/testdata"
)

// openAPI is the description of the requests that examples/schema writes.
type openAPI struct {
	Paths map[string]map[string]operation
	raw   any
}

type operation struct {
	OperationID string
	Security    *[]any // none for requests that anyone may make
	Parameters  []struct {
		Name, In string
		Required bool
	}
	RequestBody any
	Responses   map[string]struct {
		Headers map[string]struct{ Schema struct{ Const string } }
		Content map[string]struct{ Schema any }
	}
}

func readOpenAPI(t *testing.T) *openAPI {
	t.Helper()
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	if status := schema.Run("schema", []string{"-out", dir}, &stdout, &stderr); status != 0 {
		t.Fatal(stderr.String())
	}
	data, err := os.ReadFile(filepath.Join(dir, "openapi.json"))
	if err != nil {
		t.Fatal(err)
	}
	var api openAPI
	if err := json.Unmarshal(data, &api); err != nil {
		t.Fatal(err)
	}
	if api.raw, err = jsonschema.UnmarshalJSON(bytes.NewReader(data)); err != nil {
		t.Fatal(err)
	}
	return &api
}

// check returns what a request answers with that the operation does not describe.
func (api *openAPI) check(path, method string, a answer) error {
	r, ok := api.Paths[path][method].Responses[fmt.Sprint(a.status)]
	if !ok {
		return fmt.Errorf("status %d is not described", a.status)
	}
	for name, h := range r.Headers {
		if got := a.header.Get(name); got != h.Schema.Const {
			return fmt.Errorf("the header %s is %q, described as %q", name, got, h.Schema.Const)
		}
	}
	kind, _, err := mime.ParseMediaType(a.header.Get("Content-Type"))
	if a.status == http.StatusSeeOther {
		return nil // whose body is for browsers that do not follow
	}
	if a.body == "" {
		return nil
	}
	if _, ok := r.Content[kind]; !ok || err != nil {
		return fmt.Errorf("a body of the type %q with status %d is not described", kind, a.status)
	}
	documents := []string{a.body}
	switch kind {
	case "application/x-ndjson":
		documents = slices.Collect(strings.Lines(a.body))
	case "text/html", "text/plain":
		quoted, err := json.Marshal(a.body)
		if err != nil {
			return err
		}
		documents = []string{string(quoted)}
	}
	pointer := func(s string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(s) }
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.UseRegexpEngine(func(p string) (jsonschema.Regexp, error) { return regexp.Compile(p) })
	if err := c.AddResource("openapi.json", api.raw); err != nil {
		return err
	}
	s, err := c.Compile(fmt.Sprintf("openapi.json#/paths/%s/%s/responses/%d/content/%s/schema", pointer(path), method, a.status, pointer(kind)))
	if err != nil {
		return err
	}
	for _, d := range documents {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(d))
		if err != nil {
			return err
		}
		if err := s.Validate(v); err != nil {
			return fmt.Errorf("%.200s: %w", d, err)
		}
	}
	return nil
}

// routeOf returns the pattern of the route that serves a path.
func routeOf(method, path string) string {
	mux := http.NewServeMux()
	for _, r := range Routes() {
		mux.Handle(r.Pattern, http.NotFoundHandler())
	}
	req, err := http.NewRequest(strings.ToUpper(method), path, nil)
	if err != nil {
		return ""
	}
	_, pattern := mux.Handler(req)
	return pattern
}

// TestOpenAPIHasRoutes checks that the server has a route for every described request, with the
// same parameters and the same people who may make it.
func TestOpenAPIHasRoutes(t *testing.T) {
	api := readOpenAPI(t)
	access := make(map[string]Access)
	for _, r := range Routes() {
		access[r.Pattern] = r.Access
	}
	parameter := regexp.MustCompile(`\{(\w+)\}`)
	for path, operations := range api.Paths {
		for method, o := range operations {
			pattern := routeOf(method, parameter.ReplaceAllString(path, "x"))
			if pattern == "" {
				t.Errorf("the server has no %s %s", method, path)
				continue
			}
			var names, described []string
			for _, m := range parameter.FindAllStringSubmatch(path, -1) {
				names = append(names, m[1])
				if !strings.Contains(pattern, m[0]) {
					t.Errorf("%s: the route %s has another name for %s", path, pattern, m[0])
				}
			}
			for _, p := range o.Parameters {
				described = append(described, p.Name)
				if p.In != "path" || !p.Required {
					t.Errorf("%s: the parameter %s is in %s", path, p.Name, p.In)
				}
			}
			if !slices.Equal(names, described) {
				t.Errorf("%s has the parameters %q, described are %q", path, names, described)
			}
			if open := o.Security != nil && len(*o.Security) == 0; open != (access[pattern] == Anyone || access[pattern] == Public) {
				t.Errorf("%s: open to anyone %v, the route is for %s", path, open, access[pattern])
			}
			if o.RequestBody != nil {
				t.Errorf("%s has a body, which this test does not send", path)
			}
		}
	}
	if len(api.Paths) < 3 {
		t.Errorf("%d paths", len(api.Paths))
	}
}

// TestOpenAPIDescribesAnswers makes every described request as everybody, of what is there and of
// what is not. All answers are described and valid, and each described status is seen, other than
// that of a broken database.
func TestOpenAPIDescribesAnswers(t *testing.T) {
	api := readOpenAPI(t)
	c := newCast(t)
	ana := c.who["coordinator"]
	// An assessment that hides nothing, which alone exports its responses.
	open := ana.create("schools", "", "min_group", "1")
	to := ana.follow(ana.postFiles(open+"/data/uploads", []upload{{"file", "d.ndjson", string(samples.District)}}), open+"/data/uploads/")
	school := regexp.MustCompile(`name="school" value="(\w+)"`).FindStringSubmatch(ana.page(to))[1]
	ana.follow(ana.post(to, "go", "import", "school", school), open+"/data")
	ana.follow(ana.post(open+"/publish"), open)

	seen := make(map[string]bool)
	for path, operations := range api.Paths {
		for method, o := range operations {
			if method != "get" {
				t.Errorf("this test does not make %s %s", method, path)
				continue
			}
			for _, values := range []map[string]string{
				{"assessment": strings.TrimPrefix(c.assessment, "/a/"), "number": "1", "node": "all", "name": "fall-survey"},
				{"assessment": strings.TrimPrefix(open, "/a/"), "number": "1", "node": "all", "name": "fall-survey"},
				{"assessment": strings.TrimPrefix(open, "/a/"), "number": "1", "node": school},
				{"assessment": strings.TrimPrefix(open, "/a/"), "number": "9", "node": "nowhere"},
				{"assessment": "unknown", "number": "x", "node": "all"},
			} {
				url := path
				for name, value := range values {
					url = strings.ReplaceAll(url, "{"+name+"}", value)
				}
				for who, b := range c.who {
					a := b.get(url)
					seen[fmt.Sprint(o.OperationID, " ", a.status)] = true
					if err := api.check(path, method, a); err != nil {
						t.Errorf("GET %s as %s: %v", url, who, err)
					}
				}
			}
			for status := range o.Responses {
				if !seen[o.OperationID+" "+status] && status != "503" {
					t.Errorf("%s never answers %s", path, status)
				}
			}
		}
	}
}

// TestOpenAPIIsComplete checks that every route and every file of results that answers with JSON is
// described.
func TestOpenAPIIsComplete(t *testing.T) {
	api := readOpenAPI(t)
	c := newCast(t)
	ana := c.who["coordinator"]
	described := make(map[string]bool)
	for path := range api.Paths {
		described["GET "+path] = true
	}
	try := func(pattern string) {
		kind, _, _ := mime.ParseMediaType(ana.get(c.path(pattern)).header.Get("Content-Type"))
		if strings.HasSuffix(kind, "json") && !described[pattern] {
			t.Errorf("%s answers with %s and is not described", pattern, kind)
		}
	}
	for _, r := range Routes() {
		switch {
		case strings.HasSuffix(r.Pattern, "/{file}"):
			for _, f := range resultFiles() {
				try(strings.Replace(r.Pattern, "{file}", f.Name, 1))
			}
		case strings.HasPrefix(r.Pattern, "GET "):
			try(r.Pattern)
		}
	}
}
