package author

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/waymark-go/waymark/rubric"
)

// FuzzDocuments checks that files of other tools never end the program.
func FuzzDocuments(f *testing.F) {
	for _, name := range []string{"../../author/testdata/dsomm.yml", "../../author/testdata/questionnaire.json", "../../author/testdata/samm/questions/G-SC-1-A.yml"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := filepath.Join(t.TempDir(), "file.yaml")
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
		in := input{file: file}
		in.document = rubric.EditionDocument{ID: "x", Edition: "1", Language: "en", Title: rubric.TextEntry{Text: "X"}}
		in.document.Spectrum.Stages = []rubric.StageEntry{{Title: rubric.TextEntry{Text: "A"}}, {Title: rubric.TextEntry{Text: "B"}}}
		for name, read := range formats() {
			in.file = file
			if name == "samm" {
				in.file = filepath.Dir(file)
			}
			if r, _, err := read(in); err == nil && r == nil {
				t.Errorf("%s: neither a rubric nor an error", name)
			}
		}
	})
}
