package contract

import (
	"fmt"
	"maps"
	"slices"
	"strings"
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

// silent are the keywords that refuse nothing by themselves.
var silent = []string{"$schema", "$id", "$defs", "title", "description", "examples", "properties"}

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
			case !slices.Contains(silent, key):
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
