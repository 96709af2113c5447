package reporttest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/fold"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
	"github.com/waymark-go/waymark/testdata"
)

// Hostile returns the texts that try to be something else than text, those of
// testdata/hostile/strings.txt. Some are not UTF-8.
func Hostile(t testing.TB) []string {
	t.Helper()
	var texts []string
	lines := bufio.NewScanner(strings.NewReader(testdata.Hostile))
	for lines.Scan() {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		text, err := strconv.Unquote(line)
		if err != nil {
			t.Fatalf("testdata/hostile/strings.txt: %s: %v", line, err)
		}
		texts = append(texts, text)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return texts
}

// Dealer deals texts to the free fields of documents and options, each field the
// next one. Dealers that begin at each of the texts in turn give every text to every
// field. The fields are found by their rules, so that new ones are among them.
type Dealer struct {
	texts []string
	next  int
	known map[string]bool // folded titles and texts that were dealt for documents
}

// NewDealer returns a dealer that begins at a place among the texts.
func NewDealer(texts []string, first int) *Dealer {
	return &Dealer{texts: texts, next: first, known: make(map[string]bool)}
}

// Harmless returns a dealer of plain words, all different.
func Harmless() *Dealer {
	texts := make([]string, 1000)
	for i := range texts {
		texts[i] = "Plain " + strconv.Itoa(i)
	}
	return NewDealer(texts, 0)
}

func (d *Dealer) deal() string {
	s := d.texts[d.next%len(d.texts)]
	d.next++
	return s
}

// dealOption deals a text that is not blank: a blank option is as good as none, and
// the documents have other parts then.
func (d *Dealer) dealOption() string {
	s := d.deal()
	if strings.TrimSpace(s) == "" {
		return "_" + s
	}
	return s
}

// dealFor deals a text that a document may have in a field with a rule.
func (d *Dealer) dealFor(rule string) string {
	s := Admissible(d.deal())
	switch rule {
	case "url":
		return "https://evil.example/" + strings.Map(func(r rune) rune {
			if r < '!' || r > '~' {
				return -1
			}
			return r
		}, s)
	case "code":
		s = shortened(s, 35) + strconv.Itoa(d.next) // no two may be the same
	case "name":
		s = shortened(strings.Map(func(r rune) rune {
			if r < ' ' {
				return ' '
			}
			return r
		}, s), 200)
	}
	if strings.Trim(s, " \t\n\r\u0085\u00a0\u2028\u2029\u3000\ufeff") == "" {
		s = "_" + strconv.Itoa(d.next) + s // blank is refused
	}
	if rule == "title" || rule == "text" {
		// A title that folds to another one is refused.
		if d.known[fold.Key(s)] {
			s += " " + strconv.Itoa(d.next)
		}
		d.known[fold.Key(s)] = true
	}
	return s
}

// shortened is a text without what goes beyond a number of characters.
func shortened(s string, limit int) string {
	if runes := []rune(s); len(runes) > limit {
		return string(runes[:limit])
	}
	return s
}

// Admissible is a text without what no document may have: what is not UTF-8, and
// control characters other than tabs and line ends.
func Admissible(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// fill deals to every free text under a value. The rule is the one of the field
// that the value is in.
func (d *Dealer) fill(v reflect.Value, rule string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			d.fill(v.Elem(), rule)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			own := v.Type().Field(i).Tag.Get("rule")
			if v.Type() == reflect.TypeFor[rubric.TextEntry]() && own == "text" {
				own = rule
			}
			d.fill(v.Field(i), own)
		}
	case reflect.Slice:
		for i := range v.Len() {
			d.fill(v.Index(i), rule)
		}
	case reflect.Map:
		for _, key := range slices.SortedFunc(maps.Keys(entries(v)), strings.Compare) {
			entry := reflect.New(v.Type().Elem()).Elem()
			entry.Set(v.MapIndex(reflect.ValueOf(key)))
			d.fill(entry, rule)
			v.SetMapIndex(reflect.ValueOf(key), entry)
		}
	case reflect.String:
		switch rule {
		case "title", "text", "name", "free", "code", "url":
			v.SetString(d.dealFor(rule))
		}
	}
}

// entries are the keys of a map by string.
func entries(v reflect.Value) map[string]bool {
	keys := make(map[string]bool)
	for _, k := range v.MapKeys() {
		keys[k.String()] = true
	}
	return keys
}

// everyField makes a rubric that has every part that a rubric can have.
func everyField(t testing.TB, change func(*rubric.EditionDocument)) *rubric.Rubric {
	t.Helper()
	words := func(n int) []rubric.TextEntry { return slices.Repeat([]rubric.TextEntry{Text("Words")}, n) }
	return NewRubric(t, 4, 3, 2, 3, func(doc *rubric.EditionDocument) {
		doc.Notes, doc.Source = words(1), "paper"
		doc.Notice, doc.Citation, doc.Definition = Text("Words"), Text("Words"), Text("Words")
		doc.Sources = []rubric.TextSource{{ID: "paper", Title: "Words", Publisher: "Words", URL: "https://example.org"}}
		doc.Strands = []rubric.StrandEntry{{ID: "strand", Title: Text("Words"), Introduction: Text("Words"), Domains: []string{"domain-1"}}}
		doc.Spectrum.Title = Text("Words")
		doc.ReferenceSpectrum = &rubric.ReferenceSpectrumEntry{ID: "reference", Title: Text("Words"), Alignment: Text("Words"), Steps: []rubric.ReferenceStepEntry{
			{ID: "step-1", Title: Text("Words"), Introduction: Text("Words"), Prompts: words(1)},
			{ID: "step-2", Title: Text("Words"), Introduction: Text("Words"), Prompts: words(1)},
		}}
		set := func(id string) rubric.PromptSetEntry {
			return rubric.PromptSetEntry{ID: id, Title: Text("Words"), Introduction: Text("Words"), Prompts: words(2)}
		}
		domain, stage, step, theme := set("of-domain"), set("of-stage"), set("of-step"), set("of-theme")
		domain.Domain, stage.Stage, step.Step, theme.Theme = "domain-1", "stage-2", "step-1", "a-theme"
		doc.PromptSets = []rubric.PromptSetEntry{domain, stage, step, theme}
		doc.Lists = []rubric.NamedListEntry{{ID: "a-list", Title: Text("Words"), Items: words(1)}}
		doc.Resources = []rubric.ResourceEntry{{ID: "a-resource", Title: Text("Words"), URL: "https://example.org", Description: Text("Words")}}
		for i := range doc.Spectrum.Stages {
			s := &doc.Spectrum.Stages[i]
			s.Summary, s.Messages, s.Steps = Text("Words"), words(2), []string{"step-1"}
		}
		for i := range doc.Domains {
			d := &doc.Domains[i]
			d.Code, d.Summary, d.Belief, d.Impact, d.Prompts = strconv.Itoa(i+1), Text("Words"), Text("Words"), Text("Words"), words(2)
			for j := range d.Competencies {
				c := &d.Competencies[j]
				c.Code, c.Summary = strconv.Itoa(i+1)+"."+strconv.Itoa(j+1), Text("Words")
				c.Descriptors = map[string]rubric.TextEntry{"stage-1": words(1)[0], "stage-2": words(1)[0], "stage-3": words(1)[0], "stage-4": words(1)[0]}
			}
		}
		if change != nil {
			change(doc)
		}
	})
}

// View is a view with dealt texts wherever the library does not choose them: in the
// rubric, the consensus, the policy's name and the options. Nothing is hidden, so
// people's own words are shown too. In another language than English the rubric's
// texts are in another language than the page.
func (d *Dealer) View(t testing.TB, language string) *report.View {
	t.Helper()
	r := everyField(t, func(doc *rubric.EditionDocument) { d.fill(reflect.ValueOf(doc).Elem(), "") })
	return d.view(t, r, report.Options{Language: language})
}

// Translated is a view of a plain rubric with an overlay whose texts are dealt.
func (d *Dealer) Translated(t testing.TB) *report.View {
	t.Helper()
	r := everyField(t, nil)
	doc := rubric.OverlayDocument{
		Format: rubric.OverlayFormat, Rubric: r.Ref().ID + "@" + r.Ref().Edition, Language: "ar", Direction: "rtl",
		Notice: "Words", Texts: make(map[string]rubric.OverlayEntry),
	}
	for text := range r.Texts() {
		doc.Texts[text.Key] = rubric.OverlayEntry{Text: text.Text, Hash: rubric.TextHash(text.Text)}
	}
	d.fill(reflect.ValueOf(&doc).Elem(), "")
	data, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	o, err := rubric.LoadOverlay("overlay.json", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, problems := r.Localize(o)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return d.view(t, r, report.Options{})
}

// Spoken is a view of a plain rubric with words of a report that are dealt: each of
// the English words has a dealt text before it.
func (d *Dealer) Spoken(t testing.TB) *report.View {
	t.Helper()
	data, err := report.WordsFile("en")
	if err != nil {
		t.Fatal(err)
	}
	root, issues := source.Parse("en.yaml", data, source.Limits{})
	if len(issues) > 0 {
		t.Fatal(issues)
	}
	for _, f := range root.Fields {
		switch f.Key {
		case "format", "language", "direction", "plurals", "punctuation", "numbers":
		default:
			d.fillNode(f.Value)
		}
	}
	var b bytes.Buffer
	if err := source.WriteYAML(&b, root); err != nil {
		t.Fatal(err)
	}
	w, err := report.LoadWords("words.yaml", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return d.view(t, everyField(t, nil), report.Options{Words: w})
}

// fillNode puts a dealt text before every text. Words may have nothing that is not
// shown as a character, and braces in them would name what stands there.
func (d *Dealer) fillNode(n *source.Node) {
	for _, item := range n.Items {
		d.fillNode(item)
	}
	for _, f := range n.Fields {
		d.fillNode(f.Value)
	}
	if n.Kind == source.String {
		dealt := strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || r&0xfffe == 0xfffe || strings.ContainsRune("{}\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", r) {
				return -1
			}
			return r
		}, d.dealFor("name"))
		n.Text = strings.TrimSpace(shortened(dealt, 80) + " " + n.Text)
	}
}

func (d *Dealer) view(t testing.TB, r *rubric.Rubric, opt report.Options) *report.View {
	t.Helper()
	policy := assess.Policy{Name: d.deal(), MinGroup: 1}
	wave := func(seed uint64) *assess.Published {
		return Publish(t, Summarize(t, r, RandomTally(r, seed, 30, 40, 50)), policy)
	}
	after := wave(3)
	progress, err := assess.Compare(wave(4), after, nil)
	if err != nil {
		t.Fatal(err)
	}
	opt.Title, opt.Organization, opt.Date = d.dealOption(), d.dealOption(), d.dealOption()
	opt.Progress, opt.Consensus, opt.Comments = progress, d.consensus(t, r), d.comments(t, r)
	opt.Targets = map[string]spectrum.Stage{assess.AllDomains: Stage(t, r, "stage-3"), "c-1-1": Stage(t, r, "stage-4")}
	v, err := report.Build(after, &opt)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (d *Dealer) comments(t testing.TB, r *rubric.Rubric) *assess.Comments {
	t.Helper()
	entries := []assess.CommentEntry{
		{Competency: "c-1-1", Text: "Words", Cleared: true},
		{Competency: "c-1-1", Constituency: "group-1", Text: "Words", Edited: "Words", Cleared: true},
		{Competency: "c-2-2", Text: "Words", Cleared: true},
		{Competency: "c-2-1", Text: "Words", Cleared: true},
	}
	d.fill(reflect.ValueOf(&entries).Elem(), "")
	return Comments(t, r, entries...)
}

func (d *Dealer) consensus(t testing.TB, r *rubric.Rubric) *assess.Consensus {
	t.Helper()
	words := func() []string { return []string{"Words", "Words"} }
	doc := assess.ConsensusDocument{
		Format: assess.ConsensusFormat, Rubric: r.Ref().ID + "@" + r.Ref().Edition, ID: "Words", Organization: "Words", Who: words(),
		Language: "fr",
		Agreements: map[string]assess.ConsensusEntry{
			"c-1-1": {Stage: "stage-2", Rationale: "Words", Evidence: words(), Who: words()},
			"c-2-2": {Stage: "stage-3", Rationale: "Words", Evidence: words()},
		},
	}
	d.fill(reflect.ValueOf(&doc).Elem(), "")
	data, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	k, err := assess.LoadConsensus(r, "consensus.json", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	return k
}
