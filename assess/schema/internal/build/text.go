package build

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf16"

	"github.com/invopop/jsonschema"

	"github.com/waymark-go/waymark/internal/source"
)

// Text returns the schema of a text that keeps a rule.
func Text(name string) *jsonschema.Schema {
	rule, _ := source.RuleNamed(name)
	s := &jsonschema.Schema{Type: "string", Pattern: rule.Pattern, MaxLength: count(rule.Max)}
	if rule.Min > 0 {
		s.MinLength = count(rule.Min)
	}
	return s
}

// Except returns the schema with some texts left out.
func Except(s *jsonschema.Schema, texts []string) *jsonschema.Schema {
	if len(texts) == 0 {
		return s
	}
	s.Not = &jsonschema.Schema{Enum: anys(texts)}
	return s
}

// Identify gives the schema of a document its $id, which need not resolve: an address under
// the name of the module, from the format and, for a schema made for one rubric, what
// distinguishes it.
func Identify(s *jsonschema.Schema, path string) {
	s.ID = jsonschema.ID("https://github.com/waymark-go/waymark/schema/" + path)
}

// Named adds to the properties of a document the key that names its schema.
func Named(s *jsonschema.Schema, title, description string) {
	s.Properties.Set(source.SchemaKey, Described(&jsonschema.Schema{Type: "string"}, title, description))
}

// Visible escapes the characters of a schema in JSON that are not printable, except line ends.
func Visible(data []byte) []byte {
	var b bytes.Buffer
	for _, c := range string(data) {
		switch {
		case c == '\n' || unicode.IsPrint(c):
			b.WriteRune(c)
		case c > 0xffff:
			high, low := utf16.EncodeRune(c)
			fmt.Fprintf(&b, "\\u%04x\\u%04x", high, low)
		default:
			fmt.Fprintf(&b, "\\u%04x", c)
		}
	}
	return b.Bytes()
}

// Described sets what a schema is called and says.
func Described(s *jsonschema.Schema, title, description string) *jsonschema.Schema {
	s.Title, s.Description = title, description
	return s
}

// Constant returns the schema of a text that is always the same.
func Constant(value string) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "string", Const: value}
}

func count(n int) *uint64 {
	u := uint64(n)
	return &u
}

// Counted bounds how many items a list or properties an object has.
func Counted(s *jsonschema.Schema, tags source.Tags) *jsonschema.Schema {
	fewest, most := &s.MinItems, &s.MaxItems
	if s.Type == "object" {
		fewest, most = &s.MinProperties, &s.MaxProperties
	}
	if tags.Min > 0 {
		*fewest = count(tags.Min)
	}
	*most = count(tags.Max)
	return s
}

// ref returns a reference to a definition.
func ref(name string) *jsonschema.Schema { return &jsonschema.Schema{Ref: "#/$defs/" + name} }

// ruleNames are the names of the definitions of rules.
var ruleNames = map[string]string{
	"id":       "Id",
	"edition":  "Edition",
	"ref":      "EditionReference",
	"language": "LanguageTag",
	"date":     "CalendarDay",
	"url":      "WebAddress",
	"link":     "LinkAddress",
	"hash":     "TextHash",
	"digest":   "Digest",
	"code":     "PrintedNumber",
	"name":     "TextLine",
	"title":    "PlainTitle",
	"text":     "PlainText",
	"free":     "FreeText",
}
