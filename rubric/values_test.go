package rubric_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// values returns a value of every exported type that holds data, as a program gets it.
func values(t *testing.T) []any {
	t.Helper()
	r := cei.Latest()
	before, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	o, err := cei.Overlay("2023.2", "es")
	if err != nil {
		t.Fatal(err)
	}
	x, err := cei.Crosswalk("2023.1", "2023.2")
	if err != nil {
		t.Fatal(err)
	}
	local, _ := r.Localize(o)
	translation, _ := local.Translation()
	reference, _ := r.ReferenceSpectrum()
	checks, err := rubric.VerifySources(os.DirFS("cei"), mustLoad(t, full))
	if err != nil {
		t.Fatal(err)
	}
	doc := r.Document()
	changes := rubric.Diff(before, r)
	var link rubric.CrosswalkLink
	for l := range x.Links() {
		link = l
	}
	all := []any{
		r, r.Ref(), o, x, link, link.Relation, link.Comparable, translation, reference, reference.Steps[0],
		changes[0], changes[0].Kind, checks[0], checks[0].Match, checks[0].SourcedText,
		rubric.PromptSubject{Stage: "advanced"},
		rubric.Extensions(`{"x-crm":7}`),
		rubric.OverlayUse{Language: "es"},
		rubric.Link{Title: "a"},
		rubric.Reference{Framework: "a"},
		rubric.BroaderReference,
		rubric.LinkEntry{},
		rubric.ReferenceEntry{},
		rubric.DocumentLimits{},
		rubric.LoadOptions{},
		&rubric.LoadOptions{},
		doc, doc.Title, doc.Sources[0], doc.Constituencies[0], doc.Spectrum, doc.Spectrum.Stages[0],
		*doc.ReferenceSpectrum, doc.ReferenceSpectrum.Steps[0], doc.Strands[0], doc.Domains[0], doc.Domains[0].Competencies[0],
		rubric.NamedListEntry{ID: "a"},
		rubric.ResourceEntry{ID: "a"},
		rubric.PromptSetEntry{ID: "a"},
		rubric.OverlayDocument{Rubric: "cei@2023.2", Language: "es"},
		rubric.OverlayEntry{Text: "a"},
		rubric.CrosswalkDocument{From: "cei@2023.1", To: "cei@2023.2"},
		rubric.CrosswalkEntry{From: []string{"a"}},
		rubric.CompanionDocument{Rubric: "cei"},
		rubric.CompanionThemeEntry{ID: "a"},
		rubric.CompanionSectionEntry{ID: "a"},
		rubric.CompanionSection{ID: "a"},
		rubric.CompanionTheme{ID: "a"},
		cei.Companion(),
		rubric.NamedList{ID: "a"},
		rubric.Resource{ID: "a"},
		rubric.Constituency{ID: "a"},
		rubric.BackgroundQuestionEntry{ID: "a"},
		rubric.BackgroundOptionEntry{ID: "a"},
		rubric.BackgroundQuestion{ID: "a"},
		rubric.BackgroundOption{ID: "a"},
		rubric.Block{Text: "a"},
		rubric.BlockBullet,
	}
	for d := range r.Domains() {
		all = append(all, d, d.Strand())
		for c := range d.Competencies() {
			all = append(all, c)
			break
		}
		break
	}
	for p := range r.Prompts(rubric.PromptSubject{}) {
		return append(all, p)
	}
	t.Fatal("no prompts")
	return nil
}

// exportedTypes returns the names of the exported types of the package.
func exportedTypes(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range f.Decls {
			group, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range group.Specs {
				if typ, ok := spec.(*ast.TypeSpec); ok && typ.Name.IsExported() {
					names = append(names, typ.Name.Name)
				}
			}
		}
	}
	return names
}

// A value prints as what it is, without addresses of memory.
func TestValuesPrint(t *testing.T) {
	var printed []string
	for _, v := range values(t) {
		typ := reflect.TypeOf(v)
		if typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		printed = append(printed, typ.Name())
		if s := fmt.Sprint(v); strings.Contains(s, "0xc0") || strings.Contains(s, "%!") || strings.Contains(s, "PANIC") {
			t.Errorf("%s prints as %.200s", typ.Name(), s)
		}
	}
	for _, name := range exportedTypes(t) {
		if !slices.Contains(printed, name) {
			t.Errorf("no value of %s is printed", name)
		}
	}
	for _, tt := range []struct {
		v    any
		want string
	}{
		{cei.Latest(), "cei@2023.2"},
		{rubric.Ref{}, ""},
		{rubric.Ref{ID: "cei", Edition: "2023.2", Digest: "sha256:0"}, "cei@2023.2"},
	} {
		if got := fmt.Sprint(tt.v); got != tt.want {
			t.Errorf("printed %q, want %q", got, tt.want)
		}
	}
}

// A type that only a loader can fill returns an error from UnmarshalJSON, because the value
// would be empty.
func TestUnmarshalNamesTheLoader(t *testing.T) {
	for _, tt := range []struct {
		into   json.Unmarshaler
		loader string
	}{
		{new(rubric.Rubric), "rubric.Load"},
		{new(rubric.Overlay), "rubric.LoadOverlay"},
		{new(rubric.Crosswalk), "rubric.LoadCrosswalk"},
		{new(rubric.Companion), "rubric.LoadCompanion"},
	} {
		err := json.Unmarshal([]byte(`{"format":"rubric/1"}`), tt.into)
		if err == nil || !strings.HasSuffix(err.Error(), tt.loader) {
			t.Errorf("%T: error %v, want one that names %s", tt.into, err, tt.loader)
		}
	}
	// Every exported type with a MarshalJSON method has an UnmarshalJSON method or the
	// fields that encoding/json sets.
	for _, v := range values(t) {
		typ := reflect.TypeOf(v)
		if typ.Kind() != reflect.Pointer || typ.Elem().Kind() != reflect.Struct {
			continue
		}
		_, reads := v.(json.Unmarshaler)
		if _, writes := v.(json.Marshaler); writes && !reads {
			t.Errorf("%T writes JSON and drops it when read", v)
		}
	}
}

// Overlays and crosswalks are written as documents that load again as the same.
func TestMarshalOverlayAndCrosswalk(t *testing.T) {
	o, err := cei.Overlay("2023.2", "es")
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	back, err := rubric.LoadOverlay("es.json", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := json.Marshal(back); err != nil || string(again) != string(data) {
		t.Errorf("overlay: written again differs, error %v", err)
	}
	x, err := cei.Crosswalk("2023.1", "2023.2")
	if err != nil {
		t.Fatal(err)
	}
	if data, err = json.Marshal(x); err != nil {
		t.Fatal(err)
	}
	backX, err := rubric.LoadCrosswalk("x.json", data, x.From(), x.To(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := json.Marshal(backX); err != nil || string(again) != string(data) {
		t.Errorf("crosswalk: written again differs, error %v", err)
	}
}

func TestRef(t *testing.T) {
	full := rubric.Ref{ID: "cei", Edition: "2023.2", Digest: "sha256:ab"}
	short := rubric.Ref{ID: "cei", Edition: "2023.2"}
	for _, s := range []string{"", "cei", "@", "cei@", "@2023.2", "CEI@2023.2", "cei@2023.2@1", "cei@2023.2 ", "cei@2023..2"} {
		if got, err := rubric.ParseRef(s); err == nil {
			t.Errorf("ParseRef(%q) = %v", s, got)
		}
	}
	if got, err := rubric.ParseRef("cei@2023.2"); err != nil || got != short {
		t.Errorf("ParseRef = %#v, %v", got, err)
	}

	for _, tt := range []struct {
		ref  rubric.Ref
		json string
	}{
		{full, `{"id":"cei","edition":"2023.2","digest":"sha256:ab"}`},
		{short, `{"id":"cei","edition":"2023.2"}`},
		{rubric.Ref{}, `{"id":"","edition":""}`},
	} {
		data, err := json.Marshal(tt.ref)
		if err != nil || string(data) != tt.json {
			t.Errorf("written as %s, %v, want %s", data, err, tt.json)
		}
		var back rubric.Ref
		if err := json.Unmarshal(data, &back); err != nil || back != tt.ref {
			t.Errorf("read back as %#v, %v", back, err)
		}
	}
	var fromText rubric.Ref
	if err := json.Unmarshal([]byte(`"cei@2023.2"`), &fromText); err != nil || fromText != short {
		t.Errorf("read from a string as %#v, %v", fromText, err)
	}
	for _, bad := range []string{`"cei"`, `1`, `[]`, `"\ud800"`} {
		if err := json.Unmarshal([]byte(bad), new(rubric.Ref)); err == nil {
			t.Errorf("%s was read", bad)
		}
	}

	byRef := map[rubric.Ref]int{short: 1}
	data, err := json.Marshal(byRef)
	if err != nil || string(data) != `{"cei@2023.2":1}` {
		t.Errorf("as a key: %s, %v", data, err)
	}
	var back map[rubric.Ref]int
	if err := json.Unmarshal(data, &back); err != nil || !cmp.Equal(byRef, back) {
		t.Errorf("keys read back as %v, %v", back, err)
	}

	var set rubric.Ref
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	flags.TextVar(&set, "rubric", rubric.Ref{}, "")
	if err := flags.Parse([]string{"-rubric", "cei@2023.2"}); err != nil || set != short {
		t.Errorf("as a flag: %#v, %v", set, err)
	}
}

// A function with a nil argument returns an error that names the argument. If it returns no
// error, it panics with that error.
func TestNilArguments(t *testing.T) {
	r := cei.Latest()
	files := fstest.MapFS{}
	tests := []struct {
		want   string
		panics bool
		call   func() error
	}{
		{"rubric.LoadFS: fsys is nil", false, func() error { _, err := rubric.LoadFS(nil, "r.yaml", nil); return err }},
		{"rubric.LoadCrosswalk: from is nil", false, func() error { _, err := rubric.LoadCrosswalk("x.yaml", nil, nil, r, nil); return err }},
		{"rubric.LoadCrosswalk: to is nil", false, func() error { _, err := rubric.LoadCrosswalk("x.yaml", nil, r, nil, nil); return err }},
		{"rubric.VerifySources: r is nil", false, func() error { _, err := rubric.VerifySources(files, nil); return err }},
		{"rubric.VerifySources: fsys is nil", false, func() error { _, err := rubric.VerifySources(nil, r); return err }},
		{"rubric.Rubric.WriteYAML: w is nil", false, func() error { return r.WriteYAML(nil) }},
		{"rubric.Diff: before is nil", true, func() error { rubric.Diff(nil, r); return nil }},
		{"rubric.Diff: after is nil", true, func() error { rubric.Diff(r, nil); return nil }},
		{"rubric.Rubric.Localize: an overlay of the chain is nil", true, func() error { r.Localize(nil); return nil }},
	}
	for _, tt := range tests {
		var err error
		panicked := func() (v any) {
			defer func() { v = recover() }()
			err = tt.call()
			return nil
		}()
		switch {
		case tt.panics && panicked != tt.want:
			t.Errorf("panic with %v, want %s", panicked, tt.want)
		case !tt.panics && (panicked != nil || err == nil || err.Error() != tt.want):
			t.Errorf("error %v, panic %v, want the error %s", err, panicked, tt.want)
		}
	}
}

// A rubric that no loader made is refused, with the name of the function that makes one.
func TestZeroValues(t *testing.T) {
	r, zero := severalRubric(), new(rubric.Rubric)
	panics := func(call func()) (text string) {
		defer func() { text, _ = recover().(string) }()
		call()
		return ""
	}
	_, from := rubric.LoadCrosswalk("x.yaml", nil, zero, r, nil)
	_, to := rubric.LoadCrosswalk("x.yaml", nil, r, zero, nil)
	_, verified := rubric.VerifySources(fstest.MapFS{}, zero)
	_, with := zero.WithCompanion(cei.Companion())
	_, companion := r.WithCompanion(new(rubric.Companion))
	_, without := r.WithCompanion(nil)
	_, verifiedCompanion := rubric.VerifyCompanion(fstest.MapFS{}, new(rubric.Companion))
	_, noFiles := rubric.VerifyCompanion(nil, cei.Companion())
	_, noCompanion := rubric.VerifyCompanion(fstest.MapFS{}, nil)
	for got, want := range map[string]string{
		panics(func() { rubric.Diff(zero, r) }): "rubric.Diff: before is the zero Rubric; make it with rubric.Load",
		panics(func() { rubric.Diff(r, zero) }): "rubric.Diff: after is the zero Rubric; make it with rubric.Load",
		fmt.Sprint(from):                        "rubric.LoadCrosswalk: from is the zero Rubric; make it with rubric.Load",
		fmt.Sprint(to):                          "rubric.LoadCrosswalk: to is the zero Rubric; make it with rubric.Load",
		fmt.Sprint(verified):                    "rubric.VerifySources: r is the zero Rubric; make it with rubric.Load",
		fmt.Sprint(with):                        "rubric.Rubric.WithCompanion: the receiver is the zero Rubric; make it with rubric.Load",
		fmt.Sprint(companion):                   "rubric.Rubric.WithCompanion: c is the zero Companion; make it with rubric.LoadCompanion",
		fmt.Sprint(without):                     "rubric.Rubric.WithCompanion: c is nil",
		fmt.Sprint(verifiedCompanion):           "rubric.VerifyCompanion: c is the zero Companion; make it with rubric.LoadCompanion",
		fmt.Sprint(noFiles):                     "rubric.VerifyCompanion: fsys is nil",
		fmt.Sprint(noCompanion):                 "rubric.VerifyCompanion: c is nil",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for range r.ThemesOf("meeting") {
		t.Error("a rubric without a companion has a theme")
	}
	if _, ok := r.Companion(); ok {
		t.Error("a rubric without a companion has one")
	}
	for kind, want := range []string{"BlockKind(0)", "paragraph", "bullet", "number", "BlockKind(4)"} {
		if got := rubric.BlockKind(kind).String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if kinds := []rubric.BlockKind{rubric.BlockParagraph, rubric.BlockBullet, rubric.BlockNumber}; !slices.Equal(kinds, []rubric.BlockKind{1, 2, 3}) {
		t.Errorf("kinds %d", kinds)
	}
}

// The text of a value is what names it.
func TestStrings(t *testing.T) {
	r := severalRubric()
	s, _ := r.Strand("inside")
	d, _ := r.Domain("reading")
	c, _ := r.Competency("alone")
	x := rubric.CrosswalkDocument{From: "a@1", To: "a@2"}
	o := mustLoadOverlay(t, "o.yaml", overlay(r, "language: es", prefixed("es ")))
	for got, want := range map[string]string{
		s.String(): "Inside", d.String(): "2 Reading", c.String(): "2.2 We read alone", r.String(): "circle@1", x.String(): "a@1 to a@2",
		o.String(): "circle@1 in es", rubric.OverlayDocument{Rubric: "a@1", Language: "fr"}.String(): "a@1 in fr", r.Document().String(): "circle@1",
		rubric.DomainEntry{ID: "a", Title: rubric.TextEntry{Text: "B"}}.String(): "a B", rubric.TextEntry{Text: "C"}.String(): "C",
		rubric.CompanionDocument{Rubric: "a"}.String(): "companion of a", rubric.Link{Title: "D"}.String(): "D", rubric.Reference{Framework: "E", ID: "1"}.String(): "E 1",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	ref := r.Ref()
	if err := ref.UnmarshalText(nil); err != nil || ref != (rubric.Ref{}) {
		t.Errorf("an empty text is %v, error %v", ref, err)
	}
	if err := ref.UnmarshalJSON(nil); err == nil {
		t.Error("no JSON is a ref")
	}
	if got := rubric.Blocks("0. Zero\n\n01. One\n\n100. Two\n\n1000. Three"); len(got) != 4 ||
		got[0].Kind != rubric.BlockNumber || got[1].Kind != rubric.BlockParagraph || got[2].Kind != rubric.BlockNumber || got[3].Kind != rubric.BlockParagraph {
		t.Errorf("blocks %v", got)
	}
}
