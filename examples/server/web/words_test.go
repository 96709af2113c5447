package web

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestWords requires that each text of the words file is used, and each text that is used is
// there, in both languages with the same arguments.
func TestWords(t *testing.T) {
	words, err := parseTemplates()
	if err != nil {
		t.Fatal(err)
	}
	var sources strings.Builder
	err = filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || filepath.Ext(path) != ".go" && filepath.Ext(path) != ".html" {
			return err
		}
		data, err := os.ReadFile(path)
		sources.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	used := sources.String()
	verb := regexp.MustCompile(`%(\[\d\])?(\.0)?v`)
	for key, text := range words.words {
		prefix := key[:strings.IndexByte(key, '.')+1]
		again, isAgain := strings.CutPrefix(key, "publish.again-")
		if !strings.Contains(used, `"`+key+`"`) && !strings.Contains(used, `"`+prefix+`"`) && !(isAgain && again != "") {
			t.Errorf("%s is not used", key)
		}
		if text["en"] == "" || text["es"] == "" || len(text) != 2 {
			t.Errorf("%s is not in English and Spanish", key)
		}
		if en, es := len(verb.FindAllString(text["en"], -1)), len(verb.FindAllString(text["es"], -1)); en != es {
			t.Errorf("%s has %d arguments in English and %d in Spanish", key, en, es)
		}
	}
	for _, m := range regexp.MustCompile(`(?:\.T |word\([a-z.]+, |errorPage\([^"]*|bad\([^"]*"[a-z_]+", |Action: |audit\([^"]*)"([a-z]+\.[a-z-]+)"`).FindAllStringSubmatch(used, -1) {
		if _, ok := words.words[m[1]]; !ok {
			t.Errorf("%s is used and not in the words file", m[1])
		}
	}
}
