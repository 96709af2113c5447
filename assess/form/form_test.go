package form_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

var update = flag.Bool("update", false, "write the goldens anew")

const goldens = "../../testdata/golden/forms"

// ceiSpanish returns the newest edition and its Spanish text.
func ceiSpanish(t testing.TB) (*rubric.Rubric, *rubric.Rubric) {
	t.Helper()
	r := cei.Latest()
	o, err := cei.Overlay(r.Edition(), "es")
	if err != nil {
		t.Fatal(err)
	}
	es, problems := r.Localize(o)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return r, es
}

// audiences returns a rubric that asks five constituencies partly different questions, and
// its translation.
func audiences(t testing.TB) []*rubric.Rubric {
	t.Helper()
	good := os.DirFS("../../testdata/good")
	r, err := rubric.LoadFS(good, "rubrics/audiences.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := fs.ReadFile(good, "overlays/audiences.es.yaml")
	if err != nil {
		t.Fatal(err)
	}
	o, err := rubric.LoadOverlay("audiences.es.yaml", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	es, problems := r.Localize(o)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return []*rubric.Rubric{r, es}
}

// schoolCircle is a rubric with background questions.
func schoolCircle(t testing.TB) *rubric.Rubric {
	t.Helper()
	r, err := rubric.LoadFS(os.DirFS("../../testdata/good/rubrics"), "school-circle.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func workshop(t testing.TB) *rubric.Rubric {
	t.Helper()
	const name = "../../examples/customrubric/rubric.yaml"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := rubric.Load(name, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// forms returns all forms of a rubric as files, with the losses of each.
func forms(t testing.TB, r *rubric.Rubric, translations ...*rubric.Rubric) (map[string][]byte, map[string][]form.Omission) {
	t.Helper()
	opt := &form.Options{Translations: translations}
	files, losses := make(map[string][]byte), make(map[string][]form.Omission)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	survey, lost, err := form.SurveyJS(r, opt)
	check(err)
	files["surveyjs.json"], losses["surveyjs"] = survey, lost
	book, lost, err := form.XLSForm(r, opt)
	check(err)
	losses["xlsform"] = lost
	for name, sheet := range map[string]form.Sheet{"survey": book.Survey, "choices": book.Choices, "settings": book.Settings} {
		files["xlsform-"+name+".csv"], err = sheet.CSV()
		check(err)
	}
	doc, lost, err := form.CASE(r, &form.CASEOptions{Changed: "2026-01-31"})
	check(err)
	files["case.json"], losses["case"] = doc, lost
	doc, lost, err = form.CASEPackage(r, &form.CASEOptions{Changed: "2026-01-31"})
	check(err)
	files["package.json"], losses["package"] = doc, lost
	files["responses.csv"], err = form.EmptySheet(r, nil)
	check(err)
	return files, losses
}

func TestGoldens(t *testing.T) {
	r, es := ceiSpanish(t)
	for name, list := range map[string][]*rubric.Rubric{"cei-2023.2": {r, es}, "makers-workshop-1": {workshop(t)}, "school-welcome-1": audiences(t), "school-circle-1": {schoolCircle(t)}} {
		files, losses := forms(t, list[0], list[1:]...)
		report, err := json.MarshalIndent(losses, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		files["losses.json"] = append(report, '\n')
		for file, data := range files {
			golden(t, filepath.Join(goldens, name, file), indented(t, file, data))
		}
	}
}

// indented returns JSON on several lines, so that differences are readable.
func indented(t *testing.T, file string, data []byte) []byte {
	t.Helper()
	if !strings.HasSuffix(file, ".json") {
		return data
	}
	var v json.RawMessage = data
	out, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(out, '\n')
}

// abridged returns the golden file of a document and its path. For a large document it is
// a small file .head with the first lines and a digest of all bytes. The golden files of
// the workshop are complete.
func abridged(path string, data []byte) (string, []byte) {
	const most = 60_000
	if len(data) <= most {
		return path, data
	}
	head := data[:bytes.LastIndexByte(data[:most/3], '\n')+1]
	return path + ".head", fmt.Appendf(bytes.Clone(head), "... %d bytes, SHA-256 %x\n", len(data), sha256.Sum256(data))
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	path, got = abridged(path, got)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test ./assess/form -update writes it", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// TestEveryTextIsThereOrLost checks that every text of a rubric is in the form, or the
// losses name it.
func TestEveryTextIsThereOrLost(t *testing.T) {
	r, es := ceiSpanish(t)
	for _, list := range [][]*rubric.Rubric{{r, es}, {workshop(t)}, audiences(t), {schoolCircle(t)}} {
		files, losses := forms(t, list[0], list[1:]...)
		for name, lost := range losses {
			var content strings.Builder
			for file, data := range files {
				if strings.HasPrefix(file, name) {
					content.WriteString(plain(t, file, data))
				}
			}
			var missing []string
			for _, l := range lost {
				missing = append(missing, l.Where...)
			}
			languages := list
			if name == "case" || name == "package" {
				languages = list[:1] // CASE holds one
			}
			for _, local := range languages {
				for text := range local.Texts() {
					isLost := slices.Contains(missing, text.Key)
					if !isLost && !strings.Contains(content.String(), text.Text) {
						t.Errorf("%s of %s has not got %s: %q", name, local.Language(), text.Key, text.Text)
					}
				}
			}
		}
	}
}

// plain reverses the changes that a format makes to texts.
func plain(t *testing.T, file string, data []byte) string {
	t.Helper()
	content := string(data)
	if strings.HasSuffix(file, ".json") {
		var b strings.Builder
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(err)
		}
		texts(v, &b)
		content = b.String()
	} else {
		content = strings.ReplaceAll(content, `""`, `"`)
	}
	return strings.NewReplacer("&#34;", `"`, "&#39;", "'", "&amp;", "&", "&lt;", "<", "&gt;", ">").Replace(content)
}

func texts(v any, b *strings.Builder) {
	switch v := v.(type) {
	case string:
		b.WriteString(v + "\n")
	case []any:
		for _, item := range v {
			texts(item, b)
		}
	case map[string]any:
		for _, item := range v {
			texts(item, b)
		}
	}
}

func TestTranslationsFit(t *testing.T) {
	r, es := ceiSpanish(t)
	for name, opt := range map[string]*form.Options{
		"another rubric":   {Translations: []*rubric.Rubric{workshop(t)}},
		"a language twice": {Translations: []*rubric.Rubric{es, es}},
		"its own language": {Translations: []*rubric.Rubric{r}},
	} {
		if _, _, err := form.SurveyJS(r, opt); err == nil {
			t.Errorf("SurveyJS takes %s", name)
		}
		if _, _, err := form.XLSForm(r, opt); err == nil {
			t.Errorf("XLSForm takes %s", name)
		}
	}
}
