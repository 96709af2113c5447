package author_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/author"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares what was written with a file.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func readFile(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func load(tb testing.TB, name string) *rubric.Rubric {
	tb.Helper()
	r, err := rubric.Load(name, readFile(tb, name), nil)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// written returns what a document writes.
func written(t *testing.T, write func(w io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func states(d *author.OverlayDraft) map[author.TextState]int {
	n := make(map[author.TextState]int)
	for _, t := range d.Texts {
		n[t.State]++
	}
	return n
}

// A draft has an entry for each text, and the loader reports each one at its line until it is
// translated.
func TestDraftOverlay(t *testing.T) {
	r := load(t, "garden1.yaml")
	d, err := author.DraftOverlay(r, "es")
	if err != nil {
		t.Fatal(err)
	}
	data := written(t, d.WriteYAML)
	golden(t, "garden1-es.draft.yaml", data)
	_, err = rubric.LoadOverlay("es.yaml", data, nil)
	problems, _ := problem.Of(err)
	if len(problems) != len(d.Texts) {
		t.Errorf("%d problems of %d untranslated texts: %v", len(problems), len(d.Texts), err)
	}
	lines := strings.Split(string(data), "\n")
	for _, p := range problems {
		if p.Code != problem.Blank || !strings.Contains(lines[p.Pos.Line-1], `text: ""`) {
			t.Errorf("problem %v is not at an empty text", p)
		}
	}
	for i := range d.Texts {
		d.Texts[i].Entry.Text = "ES " + d.Texts[i].Source
	}
	o, err := rubric.LoadOverlay("es.yaml", written(t, d.WriteYAML), nil)
	if err != nil {
		t.Fatal(err)
	}
	local, problems := r.Localize(o)
	if len(problems) > 0 || !strings.HasPrefix(local.Title(), "ES ") {
		t.Errorf("title %q, problems %v", local.Title(), problems)
	}
}

// An overlay that is brought up to date keeps what fits, reuses what has moved, marks what is
// stale and loads strictly once it is edited.
func TestUpdateOverlay(t *testing.T) {
	before, after := load(t, "garden1.yaml"), load(t, "garden2.yaml")
	data := readFile(t, "garden1-es.yaml")
	d, err := author.UpdateOverlay(after, "es.yaml", data, before)
	if err != nil {
		t.Fatal(err)
	}
	want := map[author.TextState]int{author.TextTranslated: 20, author.TextReused: 3, author.TextStale: 1, author.TextUntranslated: 2, author.TextRemoved: 1}
	if diff := cmp.Diff(want, states(d)); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
	first := written(t, d.WriteYAML)
	golden(t, "garden2-es.updated.yaml", first)

	// Again, with the earlier edition: only the remarks on reused texts go away.
	d, err = author.UpdateOverlay(after, "es.yaml", first, before)
	if err != nil {
		t.Fatal(err)
	}
	second := written(t, d.WriteYAML)
	if want := strings.ReplaceAll(string(first), "  # REUSED from another text with the same wording. Check that it fits.\n", ""); want != string(second) {
		t.Errorf("not the same again:\n%s", cmp.Diff(want, string(second)))
	}
	if d, err = author.UpdateOverlay(after, "es.yaml", second, before); err != nil || !bytes.Equal(written(t, d.WriteYAML), second) {
		t.Errorf("the third time differs from the second, error %v", err)
	}

	finished, err := rubric.LoadOverlay("es.yaml", written(t, d.Finished().WriteYAML), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, problems := after.Localize(finished); len(problems) != 3 { // stale and untranslated
		t.Errorf("problems of what is finished: %v", problems)
	}

	// The edits that the comments ask for.
	edited := string(second)
	edited = strings.ReplaceAll(edited, `text: ""`, "text: traducido")
	edited = strings.Replace(edited, rubric.TextHash("We dig with care"), rubric.TextHash("We disturb the soil as little as we can"), 1)
	edited = edited[:strings.Index(edited, "  # REMOVED")]
	o, err := rubric.LoadOverlay("es.yaml", []byte(edited), nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, edited)
	}
	if _, problems := after.Localize(o); len(problems) > 0 {
		t.Error(problems)
	}
}

// The embedded translation is up to date.
func TestUpdateOverlayOfCEI(t *testing.T) {
	data, err := os.ReadFile("../cei/2023.2/es.overlay.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d, err := author.UpdateOverlay(cei.Latest(), "es.yaml", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := d.Count(author.TextTranslated); n != len(d.Texts) {
		t.Errorf("%d of %d texts are translated", n, len(d.Texts))
	}
	old, err := rubric.LoadOverlay("es.yaml", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	now, err := rubric.LoadOverlay("es.yaml", written(t, d.WriteYAML), nil)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := old.MarshalJSON()
	b, _ := now.MarshalJSON()
	if !bytes.Equal(a, b) {
		t.Error("writing has changed the overlay")
	}
}

func TestUpdateOverlayRefuses(t *testing.T) {
	r := load(t, "garden1.yaml")
	for name, text := range map[string]string{
		"a list":         "- x\n",
		"a rubric":       "format: rubric/1\n",
		"another rubric": "format: overlay/1\nrubric: cei@2023.2\nlanguage: es\nofficial: false\ntexts: {}\n",
		"no hash":        "format: overlay/1\nrubric: garden@1\nlanguage: es\nofficial: false\ntexts: {title: {text: x}}\n",
		"nothing":        "",
	} {
		if _, err := author.UpdateOverlay(r, "o.yaml", []byte(text), nil); err == nil {
			t.Errorf("%s is accepted", name)
		} else if _, ok := problem.Of(err); !ok {
			t.Errorf("%s: %v is not a list of problems", name, err)
		}
	}
	if _, err := author.DraftOverlay(r, "Spanish!"); err == nil {
		t.Error("a language that is no tag is accepted")
	}
}

// FuzzUpdateOverlay checks that a draft that was read once is read again, and then stays.
func FuzzUpdateOverlay(f *testing.F) {
	r := load(f, "garden2.yaml")
	for _, name := range []string{"garden1-es.yaml", "garden1-es.draft.yaml", "garden2-es.updated.yaml"} {
		f.Add(readFile(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := author.UpdateOverlay(r, "o.yaml", data, nil)
		if err != nil {
			return
		}
		var before []byte
		for i := range 3 {
			data := written(t, d.WriteYAML)
			if i == 2 && !bytes.Equal(before, data) {
				t.Errorf("not the same again:\n%s", cmp.Diff(string(before), string(data)))
			}
			before = data
			if d, err = author.UpdateOverlay(r, "o.yaml", data, nil); err != nil {
				t.Fatalf("%v\n%s", err, data)
			}
		}
	})
}
