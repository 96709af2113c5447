package sheet

import (
	_ "embed"
	"strings"
)

// languagesFile lists names of languages: CLDR's in English and Spanish, those that
// languages have for themselves, and others in use.
//
//go:embed languages.txt
var languagesFile string

// languageNames returns the names of languages by their tags.
func languageNames() map[string][]string {
	names := make(map[string][]string)
	for line := range strings.Lines(languagesFile) {
		tag, list, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(tag, "#") {
			continue
		}
		for name := range strings.SplitSeq(list, "|") {
			names[tag] = append(names[tag], strings.TrimSpace(name))
		}
	}
	return names
}
