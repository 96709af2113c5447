package contract

import (
	"fmt"
	"maps"
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
)

// implied returns why the rest of a schema refuses everything that a keyword refuses, or "" if
// that does not follow from the keywords around it. Generators of types and forms, and validators
// that read one part at a time, use such keywords.
func (t *tracer) implied(o occurrence) string {
	schema, _ := at(t.root, o.at).(map[string]any)
	limit := numberOf(schema[o.keyword])
	pattern, _ := schema["pattern"].(string)
	items, _ := schema["items"].(map[string]any)
	values, _ := items["enum"].([]any)
	required, _ := schema["required"].([]any)
	shortest, longest := lengthsOf(pattern)
	switch {
	case schema[o.keyword] == true && slices.Contains([]string{"items", "additionalProperties", "unevaluatedProperties", "propertyNames"}, o.keyword):
		return "accepts anything"
	case o.keyword == "type" && len(o.at) > 0 && o.at[len(o.at)-1] == "propertyNames":
		return "names are texts"
	case o.keyword == "type" && t.typed(schema):
		return "the values have the type"
	case o.keyword == "type" && t.typedAround(o.at, schema):
		return "a value of another type is refused as a property"
	case o.keyword == "minLength" && pattern != "" && float64(shortest) >= limit:
		return "the pattern needs as many characters"
	case o.keyword == "maxLength" && longest >= 0 && float64(longest) <= limit:
		return "the pattern accepts no more characters"
	case o.keyword == "maxItems" && schema["uniqueItems"] == true && len(values) > 0 && float64(len(values)) <= limit:
		return "there are no more values"
	case o.keyword == "minProperties" && float64(len(required)) >= limit:
		return "as many properties are required"
	case o.keyword == "additionalProperties" && schema[o.keyword] == false && t.partsClosed(schema):
		return "every part of the choice is closed"
	}
	for _, place := range t.alongside(o.at) {
		other, _ := at(t.root, place).(map[string]any)
		if stricter(o, schema, other) {
			return "#/" + strings.Join(place, "/") + " asks the same of the value"
		}
	}
	for i := range o.at {
		if t.byEveryPart(o, schema, o.at[:i]) {
			return "every part of the choice asks the same"
		}
	}
	if t.byEveryPart(o, schema, o.at) {
		return "every part of the choice asks the same"
	}
	return ""
}

// byEveryPart reports whether every part of the choice at a place refuses all that the keyword
// refuses.
func (t *tracer) byEveryPart(o occurrence, schema map[string]any, place []string) bool {
	owner, _ := at(t.root, place).(map[string]any)
	parts, ok := owner["oneOf"].([]any)
	for i := range parts {
		part := slices.Concat(place, []string{"oneOf", fmt.Sprint(i)})
		if ref, ok := at(t.root, part).(map[string]any)["$ref"].(string); ok {
			part = reference(ref)
		}
		other, _ := at(t.root, slices.Concat(part, o.at[len(place):])).(map[string]any)
		if !stricter(o, schema, other) {
			return false
		}
	}
	return ok
}

// stricter reports whether another schema of the same value refuses all that the keyword refuses.
func stricter(o occurrence, schema, other map[string]any) bool {
	mine, theirs := schema[o.keyword], other[o.keyword]
	choice, _ := mine.([]any)
	constant, ok := other["const"]
	switch {
	case o.keyword == "enum" && ok:
		return slices.Contains(choice, constant)
	case theirs == nil:
		return false
	case o.keyword == "required":
		names, _ := theirs.([]any)
		return slices.Contains(names, any(o.name))
	case strings.HasPrefix(o.keyword, "min"):
		return numberOf(theirs) >= numberOf(mine)
	case strings.HasPrefix(o.keyword, "max"):
		return numberOf(theirs) <= numberOf(mine)
	case o.keyword == "type":
		return theirs == mine
	case o.keyword == "additionalProperties" && mine == false:
		return closedWithin(other, schema)
	}
	return false
}

// closedWithin reports whether a schema is closed and knows no key that the other does not know.
func closedWithin(schema, other map[string]any) bool {
	if schema["additionalProperties"] != false {
		return false
	}
	for _, keyword := range []string{"properties", "patternProperties"} {
		names, _ := schema[keyword].(map[string]any)
		known, _ := other[keyword].(map[string]any)
		for name := range names {
			if _, ok := known[name]; !ok {
				return false
			}
		}
	}
	return true
}

func (t *tracer) partsClosed(schema map[string]any) bool {
	parts, _ := schema["oneOf"].([]any)
	for _, p := range parts {
		part, _ := p.(map[string]any)
		if ref, ok := part["$ref"].(string); ok {
			part, _ = at(t.root, reference(ref)).(map[string]any)
		}
		if !closedWithin(part, schema) {
			return false
		}
	}
	return len(parts) > 0
}

func reference(ref string) []string { return strings.Split(strings.TrimPrefix(ref, "#/"), "/") }

// alongside returns the places of other schemas that the value at a place must satisfy too: of
// those around it, of which it is a part, and of their references and parts.
func (t *tracer) alongside(place []string) [][]string {
	self := strings.Join(place, "/")
	var also [][]string
	start := 0
	if len(place) > 1 && place[0] == "$defs" {
		start = 2
	}
	for i := start; i < len(place); i++ {
		switch step := place[i]; step {
		case "allOf", "oneOf", "anyOf":
			also = append(also, place[:i])
			i++
		case "if", "then", "else":
			also = append(also, place[:i])
		case "not":
			return nil
		default:
			steps := []string{step}
			if step == "properties" || step == "patternProperties" {
				i++
				steps = append(steps, place[i])
			}
			also = t.below(t.expanded(also), steps)
		}
	}
	return slices.DeleteFunc(t.expanded(also), func(p []string) bool { return strings.Join(p, "/") == self })
}

// below returns the places of the same value below each place.
func (t *tracer) below(places [][]string, steps []string) [][]string {
	var all [][]string
	for _, p := range places {
		p = slices.Concat(p, steps)
		if at(t.root, p[:len(p)-len(steps)+1]) != nil && at(t.root, p) != nil {
			all = append(all, p)
		}
	}
	return all
}

// expanded returns places with those of references and of parts that must all hold.
func (t *tracer) expanded(places [][]string) [][]string {
	all := slices.Clone(places)
	for i := 0; i < len(all) && i < 1000; i++ {
		schema, _ := at(t.root, all[i]).(map[string]any)
		if ref, ok := schema["$ref"].(string); ok {
			all = append(all, reference(ref))
		}
		parts, _ := schema["allOf"].([]any)
		for k := range parts {
			all = append(all, slices.Concat(all[i], []string{"allOf", fmt.Sprint(k)}))
		}
	}
	return all
}

// typed reports whether a schema without its keyword type has the same types.
func (t *tracer) typed(schema map[string]any) bool {
	rest := maps.Clone(schema)
	delete(rest, "type")
	types := t.types(rest, 0)
	for name := range types {
		if name != schema["type"] && !(name == "integer" && schema["type"] == "number") {
			return false
		}
	}
	return true
}

// typedAround reports whether a type in a part of unevaluatedProperties refuses only what the
// properties around it refuse, too, or other parts accept.
func (t *tracer) typedAround(place []string, schema map[string]any) bool {
	n := len(place)
	if n < 3 || place[n-3] != "unevaluatedProperties" || place[n-2] != "anyOf" {
		return false
	}
	possible := make(map[string]bool)
	for _, p := range t.alongside(place[:n-3]) {
		other, _ := at(t.root, p).(map[string]any)
		properties, _ := other["properties"].(map[string]any)
		for _, v := range properties {
			maps.Copy(possible, t.types(v, 0))
		}
		if v := other["additionalProperties"]; v != false {
			maps.Copy(possible, t.types(v, 0))
		}
	}
	parts, _ := at(t.root, place[:n-1]).([]any)
	for _, p := range parts {
		if part, ok := p.(map[string]any); ok && len(part) == 1 && part["type"] != nil {
			delete(possible, fmt.Sprint(part["type"])) // which the other part accepts
		}
	}
	return len(possible) == 1 && possible[fmt.Sprint(schema["type"])]
}

var allTypes = []string{"null", "boolean", "integer", "number", "string", "array", "object"}

// types returns the types of the values that a schema accepts, or more.
func (t *tracer) types(v any, depth int) map[string]bool {
	types := make(map[string]bool)
	for _, name := range allTypes {
		types[name] = true
	}
	schema, ok := v.(map[string]any)
	if !ok || depth > 20 {
		return types
	}
	keep := func(other map[string]bool) {
		maps.DeleteFunc(types, func(name string, _ bool) bool { return !other[name] })
	}
	if name, ok := schema["type"].(string); ok {
		keep(map[string]bool{name: true, "integer": name == "integer" || name == "number"})
	}
	choice, _ := schema["enum"].([]any)
	if c, ok := schema["const"]; ok {
		choice = []any{c}
	}
	if len(choice) > 0 {
		of := make(map[string]bool)
		for _, c := range choice {
			of[typeOf(c)] = true
		}
		keep(of)
	}
	if ref, ok := schema["$ref"].(string); ok {
		keep(t.types(at(t.root, reference(ref)), depth+1))
	}
	parts, _ := schema["allOf"].([]any)
	for _, p := range parts {
		keep(t.types(p, depth+1))
	}
	for _, keyword := range []string{"oneOf", "anyOf"} {
		parts, ok := schema[keyword].([]any)
		if !ok {
			continue
		}
		of := make(map[string]bool)
		for _, p := range parts {
			maps.Copy(of, t.types(p, depth+1))
		}
		keep(of)
	}
	return types
}

func typeOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case []any:
		return "array"
	case map[string]any:
		return "object"
	}
	return "number"
}

// lengthsOf returns the lengths in characters of the shortest and the longest text that a pattern
// matches, -1 without a longest one.
func lengthsOf(pattern string) (shortest, longest int) {
	parsed, err := syntax.Parse(source.Expression(pattern), syntax.Perl)
	if err != nil || pattern == "" {
		return 0, -1
	}
	shortest, longest = matchLengths(parsed)
	if parts := parsed.Sub; parsed.Op != syntax.OpConcat || parts[0].Op != syntax.OpBeginText || parts[len(parts)-1].Op != syntax.OpEndText {
		longest = -1 // more can be around the match
	}
	return shortest, longest
}

func matchLengths(re *syntax.Regexp) (shortest, longest int) {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune), len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1, 1
	case syntax.OpCapture:
		return matchLengths(re.Sub[0])
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		low, high := map[syntax.Op]int{syntax.OpPlus: 1, syntax.OpRepeat: re.Min}[re.Op], map[syntax.Op]int{syntax.OpQuest: 1, syntax.OpRepeat: re.Max}[re.Op]
		if re.Op == syntax.OpStar || re.Op == syntax.OpPlus {
			high = -1
		}
		one, most := matchLengths(re.Sub[0])
		if high < 0 || most < 0 {
			return low * one, -1
		}
		return low * one, high * most
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			low, high := matchLengths(sub)
			shortest += low
			if longest = longest + high; high < 0 || longest < 0 {
				longest = -1 << 40
			}
		}
		return shortest, max(longest, -1)
	case syntax.OpAlternate:
		shortest, longest = matchLengths(re.Sub[0])
		for _, sub := range re.Sub[1:] {
			low, high := matchLengths(sub)
			shortest = min(shortest, low)
			if longest = max(longest, high); high < 0 {
				longest = -1 << 40
			}
		}
		return shortest, max(longest, -1)
	case syntax.OpBeginText, syntax.OpEndText, syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine:
		return 0, 0
	}
	return 0, -1
}
