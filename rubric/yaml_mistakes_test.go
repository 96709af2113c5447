package rubric_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// yamlMistakes has the position and the code of the only problem of each file under
// broken/yaml. They are not read from the golden file, so that -update cannot accept a
// wrong position.
var yamlMistakes = map[string]string{
	"anchor.yaml":                      "21:18: anchor",
	"at.yaml":                          "21:18: syntax",
	"backtick.yaml":                    "21:18: syntax",
	"bad-indent-deeper.yaml":           "20:11: syntax",
	"bad-indent.yaml":                  "17:4: syntax",
	"bold-text.yaml":                   "21:18: alias",
	"brace.yaml":                       "21:18: syntax",
	"colon-in-text.yaml":               "21:22: syntax",
	"early-dq.yaml":                    "4:8: syntax",
	"flow-colon.yaml":                  "25:35: syntax",
	"flow-comma.yaml":                  "25:37: unknown-key",
	"flow-unclosed.yaml":               "25:9: syntax",
	"gt.yaml":                          "21:18: syntax",
	"hash-in-text.yaml":                "21:23: cut-text",
	"nbsp.yaml":                        "17:1: syntax",
	"no-competencies.yaml":             "18:5: unknown-key",
	"no-space-colon.yaml":              "17:10: syntax",
	"percent.yaml":                     "21:18: syntax",
	"quote-then-text.yaml":             "21:22: syntax",
	"stray-dash.yaml":                  "20:7: missing-key",
	"tab-indent.yaml":                  "17:1: tab-indent",
	"two-docs.yaml":                    "15:1: multiple-documents",
	"unclosed-block.yaml":              "7:5: syntax",
	"unclosed-dq.yaml":                 "20:16: syntax",
	"unclosed-sq.yaml":                 "20:23: syntax",
	"undefined-alias.yaml":             "21:18: alias",
	"question-mark-first.yaml":         "21:18: syntax",
	"dash-first.yaml":                  "21:18: syntax",
	"bar-first.yaml":                   "21:18: syntax",
	"comma-first.yaml":                 "21:18: syntax",
	"bracket-first.yaml":               "21:18: syntax",
	"closing-bracket-first.yaml":       "21:18: syntax",
	"ampersand-and-colon.yaml":         "21:18: anchor",
	"exclamation-mark-first.yaml":      "21:18: tag",
	"colon-first.yaml":                 "21:18: syntax",
	"single-quotes-half.yaml":          "21:22: syntax",
	"quotes-inside.yaml":               "21:22: syntax",
	"apostrophe-first.yaml":            "21:18: syntax",
	"unclosed-quote-in-braces.yaml":    "25:29: syntax",
	"unclosed-quote-in-list.yaml":      "12:25: syntax",
	"quote-ends-at-next-quote.yaml":    "20:16: syntax",
	"colon-at-end-of-text.yaml":        "21:27: syntax",
	"colon-on-second-line.yaml":        "22:20: syntax",
	"two-colons-on-second-line.yaml":   "22:26: syntax",
	"no-space-after-first-colon.yaml":  "1:7: syntax",
	"no-space-colon-in-list.yaml":      "16:7: syntax",
	"no-space-after-quoted-key.yaml":   "17:12: syntax",
	"no-colon.yaml":                    "17:10: syntax",
	"full-width-colon.yaml":            "17:10: syntax",
	"too-deep-after-quotes.yaml":       "21:10: syntax",
	"too-deep-item.yaml":               "25:8: syntax",
	"too-shallow-item.yaml":            "13:4: syntax",
	"too-shallow-key.yaml":             "21:7: syntax",
	"root-too-deep.yaml":               "4:2: syntax",
	"between-siblings.yaml":            "24:10: syntax",
	"nbsp-in-indent.yaml":              "17:3: syntax",
	"narrow-nbsp.yaml":                 "17:1: syntax",
	"ideographic-space.yaml":           "17:1: syntax",
	"nbsp-after-dash.yaml":             "8:4: syntax",
	"nbsp-after-colon.yaml":            "17:11: syntax",
	"tab-after-spaces.yaml":            "17:3: tab-indent",
	"tab-after-dash.yaml":              "16:4: tab-indent",
	"tab-in-nested-list.yaml":          "25:5: tab-indent",
	"alias-in-list.yaml":               "12:25: alias",
	"bad-escape.yaml":                  "21:26: syntax",
	"bad-escape-hex.yaml":              "21:22: syntax",
	"backslash-before-quote.yaml":      "21:18: syntax",
	"unclosed-list.yaml":               "12:28: syntax",
	"unclosed-list-on-two-lines.yaml":  "11:11: syntax",
	"missing-comma-in-braces.yaml":     "12:16: syntax",
	"missing-comma-between-lines.yaml": "12:28: syntax",
	"two-commas.yaml":                  "12:17: syntax",
	"question-mark-in-braces.yaml":     "25:35: syntax",
	"brace-in-braces.yaml":             "25:36: syntax",
	"hash-in-braces.yaml":              "25:36: cut-text",
	"bracket-too-many.yaml":            "25:37: syntax",
	"block-text-less-indented.yaml":    "23:10: syntax",
	"block-text-not-indented.yaml":     "22:9: syntax",
	"block-text-with-tab.yaml":         "22:9: tab-indent",
	"text-not-indented.yaml":           "22:9: syntax",
	"comment-in-text.yaml":             "22:26: cut-text",
	"missing-dash.yaml":                "13:5: syntax",
	"missing-dash-of-key.yaml":         "25:7: syntax",
	"missing-space-after-dash.yaml":    "13:5: syntax",
	"stray-dash-of-key.yaml":           "17:5: syntax",
	"stray-dash-at-root.yaml":          "4:1: syntax",
	"comments-and-blank-lines.yaml":    "24:22: syntax",
	"crlf-colon.yaml":                  "21:22: syntax",
	"crlf-unclosed-quote.yaml":         "20:16: syntax",
	"crlf-indent.yaml":                 "17:4: syntax",
	"crlf-hash.yaml":                   "21:23: cut-text",
	"accents-before-colon.yaml":        "21:29: syntax",
	"accents-before-quote.yaml":        "20:26: syntax",
	"accents-in-braces.yaml":           "25:35: syntax",
	"accents-before-hash.yaml":         "21:21: cut-text",
	"missing-space-unknown-key.yaml":   "25:10: unknown-key",
	"text-for-competency.yaml":         "25:9: wrong-type",
	"bad-id.yaml":                      "19:13: bad-id",
	"second-document-at-end.yaml":      "26:1: multiple-documents",
}

// TestYAMLMistakes loads rubrics that have one mistake in YAML each. The file EXPECTED
// has the printed problems.
func TestYAMLMistakes(t *testing.T) {
	folder := filepath.Join("..", "testdata", "broken", "yaml")
	names, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(names) != len(yamlMistakes) {
		t.Errorf("%d files, %d positions", len(names), len(yamlMistakes))
	}
	var printed strings.Builder
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(name)
		_, err = rubric.Load(base, data, nil)
		ps, _ := problem.Of(err)
		if len(ps) != 1 {
			t.Errorf("%s: %d problems, want 1:\n%v", base, len(ps), err)
			continue
		}
		p := ps[0]
		if got := fmt.Sprintf("%d:%d: %s", p.Pos.Line, p.Pos.Column, p.Code); got != yamlMistakes[base] || p.Pos.Approx {
			t.Errorf("%s: %v, want %s", base, p, yamlMistakes[base])
		}
		if p.Hint == "" {
			t.Errorf("%s: no hint: %v", base, p)
		}
		fmt.Fprintln(&printed, p)
	}
	golden := filepath.Join(folder, "EXPECTED")
	if *update {
		if err := os.WriteFile(golden, []byte(printed.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), printed.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The line ends of Windows do not change positions.
func TestYAMLMistakesWithCRLF(t *testing.T) {
	for base, want := range yamlMistakes {
		data := string(readTestdata(t, "broken/yaml/"+base))
		data = strings.ReplaceAll(strings.ReplaceAll(data, "\r\n", "\n"), "\n", "\r\n")
		_, err := rubric.Load(base, []byte(data), nil)
		ps, _ := problem.Of(err)
		if len(ps) != 1 || fmt.Sprintf("%d:%d: %s", ps[0].Pos.Line, ps[0].Pos.Column, ps[0].Code) != want {
			t.Errorf("%s: %v, want %s", base, err, want)
		}
	}
}

func TestCrosswalkInTheOtherDirection(t *testing.T) {
	from := readRubric(t, "good/crosswalks/plot-1.rubric.yaml")
	to := readRubric(t, "good/crosswalks/plot-2.rubric.yaml")
	data := readTestdata(t, "good/crosswalks/plot-1-to-2.yaml")
	exchanged := strings.NewReplacer("from: "+from.Ref().String(), "from: "+to.Ref().String(), "to: "+to.Ref().String(), "to: "+from.Ref().String()).Replace(string(data))
	for _, test := range []struct {
		name, doc string
		from, to  *rubric.Rubric
	}{
		{"editions exchanged by the caller", string(data), to, from},
		{"editions exchanged in the document", exchanged, to, from},
		{"keys exchanged in the document", exchanged, from, to},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := rubric.LoadCrosswalk("x.yaml", []byte(test.doc), test.from, test.to, nil)
			ps, _ := problem.Of(err)
			if len(ps) != 1 || ps[0].Code != problem.WrongEdition || ps[0].Path != "from" {
				t.Errorf("%v", err)
			}
		})
	}
}
