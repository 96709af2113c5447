package build

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type plantEntry struct {
	ID     string            `json:"id" rule:"id" except:"weed"`
	Height *float64          `json:"height" range:"0,3"`
	Colors []string          `json:"colors,omitempty" enum:"red,blue" items:"1-2"`
	Names  map[string]string `json:"names,omitempty" keys:"language" rule:"name"`
	Seed   string            `json:"seed,omitzero" oneof:"true"`
	Bulb   bool              `json:"bulb,omitzero" oneof:"true"`
}

// comments are those of plantEntry.
func comments() map[string]string {
	t := reflect.TypeFor[plantEntry]()
	m := make(map[string]string)
	for i := range t.NumField() {
		m[t.PkgPath()+"."+t.Name()+"."+t.Field(i).Name] = "What " + t.Field(i).Name + " says.\nAll of it"
	}
	return m
}

func TestDocument(t *testing.T) {
	b := Builder{Comments: comments()}
	s, err := b.Document(reflect.TypeFor[plantEntry](), "Plant", "A plant.")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ key, want string }{
		{"id", `{"not":{"enum":["weed"]},"type":"string","maxLength":100,"minLength":1,"pattern":"^[a-z0-9]+(-[a-z0-9]+)*$","title":"Plant id","description":"What ID says. All of it."}`},
		{"height", `{"oneOf":[{"type":"number","maximum":3,"minimum":0},{"type":"null"}],"title":"Plant height","description":"What Height says. All of it."}`},
		{"colors", `{"items":{"type":"string","enum":["red","blue"]},"type":"array","maxItems":2,"minItems":1,"title":"Plant colors","description":"What Colors says. All of it."}`},
		{"names", `{"additionalProperties":{"$ref":"#/$defs/TextLine"},"propertyNames":{"$ref":"#/$defs/LanguageTag"},"type":"object","maxProperties":10000,"title":"Plant names","description":"What Names says. All of it."}`},
	}
	for _, tt := range tests {
		p, _ := s.Properties.Get(tt.key)
		got, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.key, diff)
		}
	}
	if diff := cmp.Diff([]string{"id", "height"}, s.Required); diff != "" {
		t.Errorf("required (-want +got):\n%s", diff)
	}
	if len(s.OneOf) != 2 {
		t.Errorf("of one-of keys there are %d", len(s.OneOf))
	}
}

func TestDocumentRefusesWhatReadersWouldMiss(t *testing.T) {
	silent := comments()
	delete(silent, reflect.TypeFor[plantEntry]().PkgPath()+".plantEntry.Seed")
	type twice struct {
		A string `json:"a" title:"Plant"`
	}
	tests := []struct {
		name     string
		comments map[string]string
		wire     reflect.Type
		want     string
	}{
		{"a field without a comment", silent, reflect.TypeFor[plantEntry](), "Plant.seed has no comment"},
		{"a title twice", map[string]string{reflect.TypeFor[twice]().PkgPath() + ".twice.A": "A."}, reflect.TypeFor[twice](), `are both called "Plant"`},
		{"a type without a schema", nil, reflect.TypeFor[struct {
			C complex128 `json:"c"`
		}](), "no schema of complex128"},
	}
	for _, tt := range tests {
		b := Builder{Comments: tt.comments}
		_, err := b.Document(tt.wire, "Plant", "A plant.")
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %s", tt.name, err, tt.want)
		}
	}
}
