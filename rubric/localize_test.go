package rubric_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// textFields returns the values of all texts in a document. It finds them by reflection, so
// that a new field is not forgotten elsewhere. Seen counts the values of the fields.
func textFields(v reflect.Value, name string, seen map[string]int, all *[]string) {
	switch {
	case v.Type() == reflect.TypeFor[rubric.TextEntry]():
		text := v.Interface().(rubric.TextEntry).Text
		seen[name] += len(text)
		if text != "" {
			*all = append(*all, text)
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			textFields(v.Field(i), v.Type().Name()+"."+v.Type().Field(i).Name, seen, all)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			textFields(v.Index(i), name, seen, all)
		}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		textFields(v.Elem(), name, seen, all)
	case v.Kind() == reflect.Map:
		for _, k := range v.MapKeys() {
			textFields(v.MapIndex(k), name, seen, all)
		}
	}
}

func TestTextsAreComplete(t *testing.T) {
	r := mustLoad(t, full)
	seen := make(map[string]int)
	var want, got []string
	textFields(reflect.ValueOf(r.Document()), "", seen, &want)
	for name, n := range seen {
		if n == 0 {
			t.Errorf("the document of this test has no %s", name)
		}
	}
	keys := make(map[string]bool)
	for text := range r.Texts() {
		got = append(got, text.Text)
		if keys[text.Key] {
			t.Errorf("two texts have the key %s", text.Key)
		}
		keys[text.Key] = true
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("texts (-in the document +in Texts):\n%s", diff)
	}
}

// said returns the texts that the methods of a rubric return, except ids and addresses.
func said(r *rubric.Rubric) []string {
	all := []string{r.Title(), r.Notice(), r.Citation(), r.Definition(), r.Spectrum().Title()}
	all = slices.AppendSeq(all, r.Notes())
	for c := range r.Constituencies() {
		all = append(all, c.Title)
	}
	for s := range r.Spectrum().Stages() {
		all = append(all, s.Title(), s.Summary())
		all = slices.AppendSeq(all, s.Messages())
		for step := range r.StepsOf(s) {
			all = append(all, step.Title)
		}
	}
	ref, _ := r.ReferenceSpectrum()
	all = append(all, ref.Title, ref.Alignment)
	for s := range r.Strands() {
		all = append(all, s.Title(), s.Introduction())
	}
	for d := range r.Domains() {
		all = append(all, d.Title(), d.Summary(), d.Belief(), d.Impact(), d.Strand().Title())
		for c := range d.Competencies() {
			all = append(all, c.Title(), c.Summary(), c.Domain().Title())
			for s := range r.Spectrum().Stages() {
				if text, ok := c.Descriptor(s); ok {
					all = append(all, text)
				}
			}
		}
	}
	for p := range r.Prompts(rubric.PromptSubject{}) {
		all = append(append(all, p.Title, p.Introduction), p.Prompts...)
	}
	for l := range r.Lists() {
		all = append(append(all, l.Title), l.Items...)
	}
	for e := range r.Resources() {
		all = append(all, e.Title, e.Description)
	}
	return all
}

func TestLocalizeReplacesEveryText(t *testing.T) {
	original := mustLoad(t, full)
	before, saidBefore := original.Document(), said(original)
	o := mustLoadOverlay(t, "x.yaml", overlay(original, "language: qaa\ndirection: rtl\nnotice: By nobody", prefixed("¡")))
	r, problems := original.Localize(o)
	if len(problems) > 0 {
		t.Fatalf("problems:\n%v", problems)
	}
	was := keyed(original)
	count := 0
	for text := range r.Texts() {
		count++
		want := rubric.SourcedText{Key: text.Key, Text: "¡" + was[text.Key].Text, Source: was[text.Key].Source, Language: "qaa"}
		if text != want {
			t.Errorf("text %+v, want %+v", text, want)
		}
	}
	if count != len(was) {
		t.Errorf("%d texts of %d", count, len(was))
	}
	want := make([]string, len(saidBefore))
	for i, text := range saidBefore {
		if text != "" {
			want[i] = "¡" + text
		}
	}
	if diff := cmp.Diff(want, said(r)); diff != "" {
		t.Errorf("what the methods say (-want +got):\n%s", diff)
	}
	if r.Ref() != original.Ref() {
		t.Errorf("the ref became %v", r.Ref())
	}
	if r.Language() != "qaa" || r.Direction() != "rtl" {
		t.Errorf("language %s, direction %s", r.Language(), r.Direction())
	}
	tr, ok := r.Translation()
	if diff := cmp.Diff(rubric.Translation{Language: "qaa", Notice: "By nobody", Original: "en", Overlays: []rubric.OverlayUse{{Language: "qaa", Notice: "By nobody", Texts: 44}}, Texts: 44}, tr); diff != "" || !ok {
		t.Errorf("translation, %t (-want +got):\n%s", ok, diff)
	}

	if diff := cmp.Diff(before, original.Document()); diff != "" {
		t.Errorf("the original changed:\n%s", diff)
	}
	if diff := cmp.Diff(saidBefore, said(original)); diff != "" {
		t.Errorf("the original says something else:\n%s", diff)
	}
	if _, ok := original.Translation(); ok {
		t.Error("the original is a translation")
	}
	if original.Language() != "en" || original.Direction() != "ltr" {
		t.Errorf("the original became %s, %s", original.Language(), original.Direction())
	}
}

func TestLocalizeWithNothing(t *testing.T) {
	r := mustLoad(t, full)
	if got, problems := r.Localize(); got != r || len(problems) > 0 {
		t.Errorf("another rubric, problems %v", problems)
	}
}

// An overlay of another edition is left out, with any content and at any place in the
// chain.
func TestLocalizeWrongEdition(t *testing.T) {
	r := mustLoad(t, full)
	doc := overlay(r, "language: es", prefixed("es "))
	good := mustLoadOverlay(t, "good.yaml", doc)
	other := mustLoadOverlay(t, "other.yaml", strings.Replace(strings.Replace(doc, "circle@1", "circle@2", 1), "es ", "wrong ", 1))
	got, problems := r.Localize(other)
	if got != r {
		t.Error("not the rubric itself")
	}
	wrongEdition := func(problems problem.List) {
		t.Helper()
		if len(problems) != 1 {
			t.Fatalf("problems:\n%v", problems)
		}
		p := problems[0]
		if p.Code != problem.WrongEdition || p.Path != "rubric" || p.Pos != (problem.Pos{File: "other.yaml", Line: 2, Column: 9}) {
			t.Errorf("problem %v", p)
		}
	}
	wrongEdition(problems)
	for _, chain := range [][]*rubric.Overlay{{good, other}, {other, good}, {other, good, other}} {
		got, problems = r.Localize(chain...)
		wrongEdition(problems)
		if got.Language() != "es" || got.Title() != "es Our circle" {
			t.Errorf("title %q in %s", got.Title(), got.Language())
		}
	}
}

func TestLocalizeProblems(t *testing.T) {
	r := mustLoad(t, small)
	const doc = `format: overlay/1
rubric: circle@1
language: es
official: false
texts:
  title: {text: Nuestro círculo, hash: HASH(Our reading circle)}
  reader.title:
    text: Lectores
    hash: HASH(Reader)
  growth.title: {text: Crecimiento, hash: HASH(Growth)}
  "seed.messages[0]": {text: Apenas, hash: HASH(Just begun)}
  seed.messages[1]: {text: De más, hash: HASH(More)}
  tree.title: {text: 木, hash: HASH(Tree)}
  all.title: {text: Todo, hash: HASH(All of it)}
  talk.title: {text: Charla, hash: HASH(Talk)}
  talk.prompts[0]: {text: "¿Quién?", hash: HASH(Who speaks?)}
  talk.prompts[1]: {text: "¿Quién?", hash: HASH(Who listens?)}
  listening.title: {text: Oímos, hash: HASH(We listen)}
  listening.descriptors.tree: {text: Se oye, hash: HASH(Everyone is heard)}
  listening.descriptors.seed: {text: Se oye poco, hash: HASH(Few are heard)}
  speaking.title: {text: Hablamos, hash: HASH(We speak)}
`
	o := mustLoadOverlay(t, "es.yaml", hashes.ReplaceAllStringFunc(doc, func(s string) string {
		return rubric.TextHash(s[len("HASH(") : len(s)-1])
	}))
	got, problems := r.Localize(o)
	var lines []string
	for _, p := range problems {
		lines = append(lines, fmt.Sprintf("%s %s %s", p.Pos, p.Code, p.Path))
	}
	want := []string{
		"es.yaml:5:1 missing-text texts", // seed.title
		`es.yaml:7:3 stale-text texts["reader.title"]`,
		`es.yaml:12:3 unknown-text texts["seed.messages[1]"]`,
		`es.yaml:18:3 stale-text texts["listening.title"]`,
		`es.yaml:20:3 unknown-text texts["listening.descriptors.seed"]`,
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	for key, want := range map[string][2]string{
		"title":           {"Nuestro círculo", "es"},
		"reader.title":    {"Readers", "en"}, // stale
		"listening.title": {"We listen to each other", "en"},
		"seed.title":      {"Seed", "en"}, // missing
		"tree.title":      {"木", "es"},
		"speaking.title":  {"Hablamos", "es"},
	} {
		text := keyed(got)[key]
		if text.Text != want[0] || text.Language != want[1] {
			t.Errorf("%s is %+v, want %q in %s", key, text, want[0], want[1])
		}
	}
	// The report on a text that is not translated has everything to translate it.
	missing := problems[0]
	if !strings.Contains(missing.Msg, "seed.title") || !strings.Contains(missing.Hint, rubric.TextHash("Seed")) {
		t.Errorf("problem %v names neither the text nor its hash", missing)
	}
	stale := problems[1]
	if !strings.Contains(stale.Hint, "Readers") || !strings.Contains(stale.Hint, rubric.TextHash("Readers")) {
		t.Errorf("problem %v names neither the wording nor its hash", stale)
	}
	seed, _ := got.Spectrum().Stage("seed")
	c, _ := got.Competency("listening")
	if _, ok := c.Descriptor(seed); ok {
		t.Error("the overlay added a descriptor")
	}
}

var hashes = regexp.MustCompile(`HASH\([^)]*\)`)

// The chain of Mexican Spanish, Spanish and the original.
func TestLocalizeChain(t *testing.T) {
	r := mustLoad(t, small)
	pick := func(prefix string, keys ...string) func(rubric.SourcedText) string {
		return func(text rubric.SourcedText) string {
			if slices.Contains(keys, text.Key) {
				return prefix + text.Text
			}
			return ""
		}
	}
	mx := overlay(r, "language: es-MX\nnotice: De México", pick("mx ", "title", "seed.title", "tree.title", "growth.title"))
	es := overlay(r, "language: es", pick("es ", "seed.title", "tree.title", "growth.title", "talk.title", "all.title"))
	stale := func(doc, text string) string {
		return strings.Replace(doc, rubric.TextHash(text), rubric.TextHash(text+" before"), 1)
	}
	mx = stale(stale(mx, "Tree"), "Growth") // tree.title: stale in the first, good in the second
	es = stale(stale(es, "Growth"), "Talk") // growth.title: stale in both; talk.title: missing, then stale
	got, problems := r.Localize(mustLoadOverlay(t, "mx.yaml", mx), mustLoadOverlay(t, "es.yaml", es))

	texts := keyed(got)
	for key, want := range map[string][2]string{
		"title":        {"mx Our reading circle", "es-MX"},
		"seed.title":   {"mx Seed", "es-MX"},
		"tree.title":   {"es Tree", "es"},
		"growth.title": {"Growth", "en"},
		"talk.title":   {"Talk", "en"},
		"all.title":    {"es All of it", "es"},
		"reader.title": {"Readers", "en"},
	} {
		if text := texts[key]; text.Text != want[0] || text.Language != want[1] {
			t.Errorf("%s is %+v, want %q in %s", key, text, want[0], want[1])
		}
	}
	for _, text := range texts {
		if strings.Contains(text.Text, "mx Tree") || strings.Contains(text.Text, "Growth") && text.Language != "en" {
			t.Errorf("a stale text is shown: %+v", text)
		}
	}
	count := make(map[string]int)
	for _, p := range problems {
		count[p.Pos.File+" "+string(p.Code)]++
	}
	// A missing text is reported once, for the last overlay. A text that is stale in an
	// overlay is not reported as missing too.
	want := map[string]int{
		"mx.yaml stale-text": 2, "es.yaml stale-text": 2,
		"es.yaml missing-text": len(texts) - 6,
	}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Errorf("problems (-want +got):\n%s\n%v", diff, problems)
	}
	if tr, ok := got.Translation(); !ok || tr.Language != "es-MX" || tr.Notice != "De México" {
		t.Errorf("translation %+v, %t", tr, ok)
	}
	if got.Language() != "es-MX" || got.Ref() != r.Ref() {
		t.Errorf("language %s, ref %v", got.Language(), got.Ref())
	}
}

// The direction is that of the overlay, even if the overlay does not state one.
func TestLocalizeDirection(t *testing.T) {
	rtl := mustLoad(t, strings.Replace(small, "language: en", "language: ar\ndirection: rtl", 1))
	got, problems := rtl.Localize(mustLoadOverlay(t, "en.yaml", overlay(rtl, "language: en", prefixed("en "))))
	if len(problems) > 0 || got.Direction() != "ltr" || rtl.Direction() != "rtl" {
		t.Errorf("direction %s of %s, problems %v", got.Direction(), rtl.Direction(), problems)
	}
}

// Run with -race, this shows that rubrics and overlays can be shared.
func TestLocalizeConcurrently(t *testing.T) {
	r := mustLoad(t, full)
	overlays := make([]*rubric.Overlay, 4)
	for i := range overlays {
		overlays[i] = mustLoadOverlay(t, "o.yaml", overlay(r, "language: qa"+string(rune('a'+i)), prefixed(fmt.Sprint(i, " "))))
	}
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			for j := range 5 {
				n := (i + j) % len(overlays)
				got, problems := r.Localize(overlays[n], overlays[(n+1)%len(overlays)])
				if len(problems) > 0 {
					t.Errorf("problems %v", problems)
				}
				if want := fmt.Sprint(n, " Our circle"); got.Title() != want {
					t.Errorf("title %q, want %q", got.Title(), want)
				}
				_ = said(r)
			}
		})
	}
	wg.Wait()
}

func ExampleRubric_Localize() {
	r, err := rubric.Load("circle.yaml", []byte(small), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	o, err := rubric.LoadOverlay("es.yaml", []byte(`format: overlay/1
rubric: circle@1
language: es
official: false
texts:
  title: {text: Nuestro círculo de lectura, hash: `+rubric.TextHash("Our reading circle")+`}
  talk.title: {text: Conversar, hash: 000000000000}
`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	spanish, problems := r.Localize(o)
	fmt.Println(spanish.Title(), "-", spanish.Ref())
	for _, p := range problems {
		if p.Code == problem.StaleText {
			fmt.Println(p.Pos, p.Msg)
		}
	}
	d, _ := spanish.Domain("talk")
	fmt.Println(d.Title())
	// Output:
	// Nuestro círculo de lectura - circle@1
	// es.yaml:7:3 the translation of talk.title belongs to another wording
	// Talk
}
