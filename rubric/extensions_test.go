package rubric_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

const extended = `
format: rubric/1
id: circle
edition: "1"
title: {text: Our reading circle, x-font: serif}
language: en
x-owner: {b: 1, a: [1.10, 1e400, 12345678901234567890, -0, 0.0, null, true, "true", 007, "", [], {}]}
x-a: yes
sources:
  - {id: book, title: Book, x-isbn: 9780000000002}
source: book
constituencies:
  - {id: family, title: Families, x-color: "#fff"}
spectrum:
  id: growth
  x-scale: 2
  stages:
    - {id: seed, title: Seed, x-n: 0}
    - {id: tree, title: Tree}
reference_spectrum:
  id: ladder
  title: Ladder
  x-l: 1
  steps:
    - {id: rung, title: Rung, x-r: 1}
    - {id: top, title: Top}
strands:
  - {id: both, title: Both, domains: [talk], x-s: 1}
domains:
  - id: talk
    title: Talk
    x-d: null
    competencies:
      - id: listening
        title: We listen
        descriptors: {seed: {text: We try, x-t: "<&>\u007f"}}
        x-crm: {field: 71}
prompt_sets:
  - {id: ask, title: Ask, theme: any, prompts: ["Why?"], x-p: 1}
lists:
  - {id: list, title: List, items: [One], x-i: 1}
resources:
  - {id: more, title: More, x-m: 1}
`

func TestExtensionsAreKept(t *testing.T) {
	r, err := rubric.Load("r.yaml", []byte(extended), nil)
	if err != nil {
		t.Fatal(err)
	}
	document, _ := r.Extensions("")
	if want := rubric.Extensions(`{"x-owner":{"b":1,"a":[1.10,1e400,12345678901234567890,-0,0.0,null,true,"true","007","",[],{}]},"x-a":"yes"}`); document != want {
		t.Errorf("extensions of the document\n%s, want\n%s", document, want)
	}
	for _, id := range []string{"book", "family", "growth", "seed", "ladder", "rung", "both", "talk", "listening", "ask", "list", "more"} {
		if e, ok := r.Extensions(id); e == "" || !ok {
			t.Errorf("no extensions of %s", id)
		}
	}
	if e, ok := r.Extensions("tree"); e != "" || !ok {
		t.Errorf("extensions of a part without them: %q, %v", e, ok)
	}
	c, _ := r.Competency("listening")
	if value, ok := c.Extensions().Get("x-crm"); string(value) != `{"field":71}` || !ok {
		t.Errorf("x-crm is %s, %v", value, ok)
	}
	if keys := slices.Collect(maps.Keys(maps.Collect(c.Domain().Extensions().All()))); !slices.Equal(keys, []string{"x-d"}) {
		t.Errorf("keys of the domain: %v", keys)
	}
}

// What is written has the same extensions, in every way to write a rubric.
func TestExtensionsRoundTrip(t *testing.T) {
	r, err := rubric.Load("r.yaml", []byte(extended), nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var yaml bytes.Buffer
	if err := r.WriteYAML(&yaml); err != nil {
		t.Fatal(err)
	}
	var doc rubric.EditionDocument
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r.Document(), doc); diff != "" {
		t.Error(diff)
	}
	for name, load := range map[string]func() (*rubric.Rubric, error){
		"JSON":     func() (*rubric.Rubric, error) { return rubric.Load("r.json", data, nil) },
		"YAML":     func() (*rubric.Rubric, error) { return rubric.Load("r.yaml", yaml.Bytes(), nil) },
		"document": func() (*rubric.Rubric, error) { return rubric.New(r.Document()) },
		"struct":   func() (*rubric.Rubric, error) { return rubric.New(doc) },
	} {
		again, err := load()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, _ := json.Marshal(again); !bytes.Equal(got, data) {
			t.Errorf("%s: %s", name, cmp.Diff(string(data), string(got)))
		}
	}
	if n := strings.Count(string(data), `"x-`); n != strings.Count(extended, "x-") {
		t.Errorf("%d extension keys are written, want %d", n, strings.Count(extended, "x-"))
	}
}

func TestExtensionsAreNotInterpreted(t *testing.T) {
	r, err := rubric.Load("r.yaml", []byte(extended), nil)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(extended) {
		if !strings.HasPrefix(strings.TrimSpace(line), "x-") {
			lines = append(lines, line)
		}
	}
	bare, err := rubric.Load("r.yaml", []byte(strings.Join(lines, "")), nil)
	if err != nil {
		t.Fatal(err)
	}
	if bare.Ref() != r.Ref() {
		t.Errorf("the digest is %s with extensions, %s with fewer", r.Ref().Digest, bare.Ref().Digest)
	}
	if changes := rubric.Diff(bare, r); len(changes) > 0 {
		t.Errorf("changes: %v", changes)
	}
	doc := cei.Latest().Document()
	doc.Domains[0].Competencies[0].Extensions = `{"x-crm": 1}`
	own, err := rubric.New(doc)
	if err != nil {
		t.Fatal(err)
	}
	if own.Ref() != cei.Latest().Ref() {
		t.Error("an extension changes the digest")
	}
}

func TestExtensionProblems(t *testing.T) {
	smallest := func(extra string) string {
		return `{"format":"rubric/1","id":"a","edition":"1","title":"A","language":"en","spectrum":{"id":"s","stages":[{"id":"x","title":"X"},{"id":"y","title":"Y"}]},"domains":[{"id":"d","title":"D","competencies":[{"id":"c","title":"C"` + extra + `}]}]}`
	}
	for _, tt := range []struct {
		extra string
		code  problem.Code
	}{
		{`,"X-a":1`, problem.WrongCase},
		{`,"xa":1`, problem.UnknownKey},
		{`,"x-a":1,"x-a":2`, problem.DuplicateKey},
		{`,"x-a":{"b":1,"b":2}`, problem.DuplicateKey},
		{`,"descriptors":{"x-a":"text"}`, problem.UnknownStage},
	} {
		_, err := rubric.Load("r.json", []byte(smallest(tt.extra)), nil)
		ps, _ := problem.Of(err)
		if len(ps) != 1 || ps[0].Code != tt.code {
			t.Errorf("%s: problems %v, want one %s", tt.extra, ps, tt.code)
		}
	}
	doc := cei.Latest().Document()
	for _, e := range []rubric.Extensions{`[1]`, `{"title":"A"}`, `{"x-a":1,"x-a":2}`, `{`, `{"x-a":}`} {
		doc.Domains[0].Extensions = e
		if _, err := rubric.New(doc); err == nil || !strings.Contains(err.Error(), "extensions") {
			t.Errorf("extensions %s: error %v", e, err)
		}
	}
}

// Overlays and crosswalks keep the keys too.
func TestExtensionsOfOtherDocuments(t *testing.T) {
	data := []byte(`{"format":"overlay/1","rubric":"cei@2023.2","language":"es","official":false,"texts":{"title":{"text":"Hola","hash":"0123456789ab","x-tool":1}},"x-project":"7"}`)
	o, err := rubric.LoadOverlay("o.json", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := json.Marshal(o); !bytes.Equal(got, data) {
		t.Errorf("got %s, want %s", got, data)
	}
	var doc rubric.OverlayDocument
	if err := json.Unmarshal(data, &doc); err != nil || doc.Extensions != `{"x-project":"7"}` {
		t.Errorf("extensions %s, error %v", doc.Extensions, err)
	}
}

// Every object of a document takes extensions.
func TestEveryEntryHasExtensions(t *testing.T) {
	seen := make(map[reflect.Type]bool)
	var visit func(reflect.Type)
	visit = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map:
			visit(typ.Elem())
		case reflect.Struct:
			if seen[typ] {
				return
			}
			seen[typ] = true
			if f, ok := typ.FieldByName("Extensions"); !ok || f.Tag.Get("extensions") != "true" || f.Tag.Get("json") != "-" {
				t.Errorf("%s has no field for extensions", typ)
			}
			for i := range typ.NumField() {
				visit(typ.Field(i).Type)
			}
		}
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[rubric.EditionDocument](), reflect.TypeFor[rubric.OverlayDocument](), reflect.TypeFor[rubric.CrosswalkDocument](), reflect.TypeFor[rubric.CompanionDocument]()} {
		visit(typ)
	}
}
