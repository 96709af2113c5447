package schema

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric"
)

// object is an object of JSON.
type object = map[string]any

// openAPI returns a description in OpenAPI 3.1 of the requests of examples/server that exchange
// documents. Its components are the schemas of all documents, with one for responses to each rubric.
func openAPI(rubrics []*rubric.Rubric) ([]byte, error) {
	components := object{}
	static := map[string]json.RawMessage{
		"Rubric": schema.Rubric(), "Overlay": schema.Overlay(), "Crosswalk": schema.Crosswalk(), "Companion": schema.Companion(), "Consensus": schema.Consensus(),
		"Mapping": schema.Mapping(), "CommentReview": schema.Comments(), "Summary": schema.Summary(),
	}
	for _, name := range slices.Sorted(maps.Keys(static)) {
		if err := hoist(components, name, static[name]); err != nil {
			return nil, err
		}
	}
	var responses []any
	for _, r := range rubrics {
		name := "Response" + pascal(r.ID()+"-"+r.Edition())
		if err := hoist(components, name, schema.Response(r)); err != nil {
			return nil, err
		}
		responses = append(responses, object{"$ref": "#/components/schemas/" + name})
	}
	components["Response"] = object{"title": "Response to one of the rubrics", "anyOf": responses}
	if len(responses) == 1 {
		components["Response"] = responses[0]
	}
	return indent2(object{
		"openapi": "3.1.0",
		"info": object{
			"title": "Waymark example server", "version": "1",
			"summary":     "The requests of examples/server that exchange documents.",
			"description": "All other requests of the server are forms and pages for people.",
			"license":     object{"name": "Apache-2.0", "identifier": "Apache-2.0"},
		},
		"servers":  []any{object{"url": "http://127.0.0.1:8080", "description": "The address of the server without flags."}},
		"security": []any{object{"session": []any{}}},
		"paths":    paths(),
		"components": object{
			"schemas":         components,
			"securitySchemes": object{"session": object{"type": "apiKey", "in": "cookie", "name": sessionCookie, "description": "The cookie of someone who signed in on the page /signin. A server with TLS calls it __Host-session."}},
		},
	})
}

// sessionCookie is the cookie of a session of examples/server.
const sessionCookie = "session"

// indent2 returns a value as JSON, indented.
func indent2(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return indent(data)
}

// hoist adds a schema and its definitions to the components. The definitions get the name of the
// schema as a prefix, since documents have different definitions of the same name.
func hoist(components object, name string, data json.RawMessage) error {
	var s object
	if err := json.Unmarshal(data, &s); err != nil {
		return fmt.Errorf("schema %s: %w", name, err)
	}
	defs, _ := s["$defs"].(object)
	for _, key := range []string{"$id", "$schema", "$defs"} {
		delete(s, key)
	}
	component := func(def string) string { return name + strings.ToUpper(def[:1]) + def[1:] }
	redirect(s, component)
	components[name] = s
	for def, v := range defs {
		redirect(v, component)
		if components[component(def)] != nil {
			return fmt.Errorf("two components are called %s", component(def))
		}
		components[component(def)] = v
	}
	return nil
}

// redirect changes the references to definitions.
func redirect(v any, component func(def string) string) {
	switch v := v.(type) {
	case object:
		for key, w := range v {
			if ref, ok := w.(string); ok && key == "$ref" {
				v[key] = "#/components/schemas/" + component(strings.TrimPrefix(ref, "#/$defs/"))
				continue
			}
			if key != "examples" {
				redirect(w, component)
			}
		}
	case []any:
		for _, w := range v {
			redirect(w, component)
		}
	}
}

// pascal returns a name of a type for words with hyphens between: cei-2023.2 becomes Cei2023_2.
func pascal(s string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(s, "-") {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + strings.ReplaceAll(word[1:], ".", "_"))
		}
	}
	return b.String()
}

// paths returns the requests of examples/server that exchange documents.
func paths() object {
	assessment := parameter("assessment", "The id of the assessment.")
	problem := object{"description": "The assessment, the publication or the file does not exist, or is not shown to the signed-in person.", "content": content("text/html", object{"type": "string"})}
	signIn := object{
		"description": "Nobody is signed in. The answer leads to the page to sign in on.",
		"headers":     object{"Location": object{"description": "The address of that page.", "schema": object{"type": "string", "const": "/signin"}}},
	}
	return object{
		"/healthz": object{"get": object{
			"operationId": "health", "summary": "Whether the database answers", "security": []any{},
			"responses": object{
				"200": object{"description": "It answers.", "content": content("text/plain", object{"type": "string"})},
				"503": object{"description": "It does not.", "content": content("text/plain", object{"type": "string"})},
			},
		}},
		"/a/{assessment}/data/responses.ndjson": object{"get": object{
			"operationId": "exportResponses", "summary": "All responses, one JSON document a line, if the assessment hides nothing",
			"parameters": []any{assessment},
			"responses": object{
				"303": signIn,
				"200": object{"description": "The responses.", "content": content("application/x-ndjson", object{"$ref": "#/components/schemas/Response"})},
				"404": problem,
			},
		}},
		"/a/{assessment}/results/{number}/{node}/report.json": object{"get": object{
			"operationId": "publishedSummary", "summary": "The published results of the organization or one of its schools",
			"parameters": []any{assessment, parameter("number", "The number of the publication."), parameter("node", "The id of the school or the organization.")},
			"responses": object{
				"303": signIn,
				"200": object{"description": "The results.", "content": content("application/json", object{"$ref": "#/components/schemas/Summary"})},
				"404": problem,
			},
		}},
		"/p/{name}/{node}/report.json": object{"get": object{
			"operationId": "publicSummary", "summary": "Published results with a public page", "security": []any{},
			"parameters": []any{parameter("name", "The name in the address of the public page."), parameter("node", "The id of the school or the organization.")},
			"responses": object{
				"200": object{"description": "The results.", "content": content("application/json", object{"$ref": "#/components/schemas/Summary"})},
				"404": problem,
			},
		}},
	}
}

func parameter(name, description string) object {
	return object{"name": name, "in": "path", "required": true, "description": description, "schema": object{"type": "string"}}
}

func content(mediaType string, schema object) object {
	return object{mediaType: object{"schema": schema}}
}
