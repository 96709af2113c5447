package cei_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// identical are the texts that have the same words in Spanish: names of works and tools,
// which the glossary does not translate, and a citation.
var identical = []string{
	"citation",
	"cei-self-assessment-tool.title",
	"family-facing-reflection-tool.title",
	"school-wide-family-engagement-rubric.title",
	"community-toolkit.title",
	"constructivist-listening.title",
	"dual-capacity-framework.title",
	"family-engagement-toolkit.title",
}

func spanish(t *testing.T) *rubric.Rubric {
	t.Helper()
	o, err := cei.Overlay("2023.2", "es")
	if err != nil {
		t.Fatal(err)
	}
	r, problems := cei.Latest().Localize(o)
	if len(problems) > 0 {
		t.Fatalf("the embedded translation is out of step:\n%v", problems)
	}
	return r
}

// pairs yields each text with its translation.
func pairs(t *testing.T) func(yield func(english, spanish rubric.SourcedText) bool) {
	t.Helper()
	local := spanish(t)
	var translated []rubric.SourcedText
	for text := range local.Texts() {
		translated = append(translated, text)
	}
	return func(yield func(english, spanish rubric.SourcedText) bool) {
		i := 0
		for text := range cei.Latest().Texts() {
			if translated[i].Key != text.Key {
				t.Fatalf("%s stands where %s should", translated[i].Key, text.Key)
			}
			if !yield(text, translated[i]) {
				return
			}
			i++
		}
	}
}

func TestOverlay(t *testing.T) {
	o, err := cei.Overlay("2023.2", "es")
	if err != nil {
		t.Fatal(err)
	}
	if o.Official() || o.Notice() == "" || o.Language() != "es" || o.Direction() != "ltr" || o.Rubric() != "cei@2023.2" {
		t.Errorf("official %t, notice %q, %s %s of %s", o.Official(), o.Notice(), o.Language(), o.Direction(), o.Rubric())
	}
	if !strings.Contains(o.Notice(), "no oficial") {
		t.Errorf("the notice does not say that the translation is unofficial: %q", o.Notice())
	}
	r := spanish(t)
	if tr, ok := r.Translation(); !ok || tr.Official || tr.Notice != o.Notice() {
		t.Errorf("translation %+v, %t", tr, ok)
	}
	if r.Ref() != cei.Latest().Ref() {
		t.Errorf("the ref became %v", r.Ref())
	}
	if got := r.Title(); got != "Herramienta de autoevaluación de las mejores prácticas de participación comunitaria de la CEI" {
		t.Errorf("title %q", got)
	}
	if got := cei.Latest().Title(); got != "CEI Community Engagement Best Practices Self Assessment Tool" {
		t.Errorf("the original has the title %q", got)
	}
}

func TestOverlayTranslatesEveryText(t *testing.T) {
	same := slices.Clone(identical)
	for english, spanish := range pairs(t) {
		if spanish.Language != "es" || spanish.Source != english.Source {
			t.Errorf("%s is in %s, from %s", english.Key, spanish.Language, spanish.Source)
		}
		i := slices.Index(same, english.Key)
		switch {
		case i >= 0 && spanish.Text != english.Text:
			t.Errorf("%s is to stay as it is", english.Key)
		case i >= 0:
			same = slices.Delete(same, i, i+1)
		case spanish.Text == english.Text:
			t.Errorf("%s is not translated", english.Key)
		}
	}
	if len(same) > 0 {
		t.Errorf("there is no text %v", same)
	}
}

// Both languages use the same punctuation marks.
func TestOverlayKeepsTheMarks(t *testing.T) {
	numbers := regexp.MustCompile(`\d+(\.\d+)*`)
	for english, spanish := range pairs(t) {
		en, es := english.Text, spanish.Text
		// The English print lacks the mark of some questions, and the Spanish may
		// have it. So the opposite direction is not checked.
		if strings.HasSuffix(en, "?") && !strings.HasSuffix(es, "?") {
			t.Errorf("%s is a question in English: %q", english.Key, es)
		}
		if strings.HasSuffix(en, "?") && !strings.Contains(es, "¿") {
			t.Errorf("%s has no opening mark: %q", english.Key, es)
		}
		for _, marks := range [][2]string{{"¿", "?"}, {"¡", "!"}, {"“", "”"}, {"‘", "’"}, {"(", ")"}} {
			if strings.Count(es, marks[0]) != strings.Count(es, marks[1]) && !slices.Contains(identical, english.Key) {
				t.Errorf("%s opens %s and closes %s at odds: %q", english.Key, marks[0], marks[1], es)
			}
		}
		if diff := cmp.Diff(numbers.FindAllString(en, -1), numbers.FindAllString(es, -1)); diff != "" && !strings.Contains(english.Key, "notes") {
			t.Errorf("%s has other numbers:\n%s", english.Key, diff)
		}
		if strings.Count(en, "\n\n") != strings.Count(es, "\n\n") {
			t.Errorf("%s has other paragraphs", english.Key)
		}
		if es != strings.TrimSpace(es) || strings.Contains(es, "  ") {
			t.Errorf("%s has white space at its ends or twice: %q", english.Key, es)
		}
	}
}

// glossary reads the table of the glossary: the alternatives of each Spanish cell.
func glossary(t *testing.T) (terms map[string][]string) {
	t.Helper()
	data, err := os.ReadFile("2023.2/es.glossary.md")
	if err != nil {
		t.Fatal(err)
	}
	terms = make(map[string][]string)
	inside := false
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 3 {
			continue
		}
		if strings.HasPrefix(cells[0], "---") {
			inside = true
			continue
		}
		if !inside {
			continue
		}
		english := strings.TrimSpace(cells[0])
		for cell := range strings.FieldsFuncSeq(aside.ReplaceAllString(cells[1], ""), func(c rune) bool { return c == ';' || c == ',' }) {
			term := strings.TrimSpace(strings.ReplaceAll(forWhat.ReplaceAllString(cell, ""), "*", ""))
			if term != "" {
				terms[english] = append(terms[english], term)
			}
		}
	}
	if len(terms) < 70 {
		t.Fatalf("only %d terms in the glossary", len(terms))
	}
	return terms
}

var (
	aside   = regexp.MustCompile(`\([^)]*\)`)
	forWhat = regexp.MustCompile(` for “[^”]*”`)
)

// forms matches the words of a term, in the singular or the plural and with an article
// after y.
func forms(term string) *regexp.Regexp {
	var words []string
	for word := range strings.FieldsSeq(strings.ToLower(term)) {
		if word == "y" {
			word = "y( las| los)?"
		} else {
			word = regexp.QuoteMeta(word) + "(s|es)?"
		}
		words = append(words, word)
	}
	return regexp.MustCompile(`(^|[^\p{L}])` + strings.Join(words, `\s+`) + `([^\p{L}]|$)`)
}

// The translation uses every term of the glossary.
func TestOverlayUsesTheGlossary(t *testing.T) {
	var all strings.Builder
	for _, spanish := range pairs(t) {
		all.WriteString(strings.ToLower(spanish.Text) + "\n")
	}
	for english, terms := range glossary(t) {
		for _, term := range terms {
			if !forms(term).MatchString(all.String()) {
				t.Errorf("%s: the translation does not say %q", english, term)
			}
		}
	}
}

// If the English text has a term, the Spanish text has one of its translations in the
// glossary.
func TestOverlayKeepsToTheGlossary(t *testing.T) {
	for english, want := range map[string][]string{
		"belonging":            {"pertenencia"},
		"collective efficacy":  {"eficacia colectiva"},
		"caregivers":           {"personas cuidadoras"},
		"decision-making":      {"toma de decisiones", "tomar decisiones", "decisiones"},
		"participatory budget": {"presupuesto participativo", "presupuestos participativos"},
		"relational trust":     {"confianza relacional"},
		"language access":      {"acceso lingüístico"},
		"school site":          {"plantel", "planteles"},
		"shared power":         {"poder compartido", "compartidos"},
		"neighborhood hubs":    {"centros del vecindario"},
		"competencies":         {"competencias"},
		"stage":                {"etapa"},
		"ownership":            {"apropiación"},
		"consultation":         {"consulta"},
		"students":             {"estudiantes", "estudiante"},
		"families":             {"familias"},
		"domain":               {"dominio"},
		"self assessment tool": {"herramienta de autoevaluación"},
	} {
		found := 0
		for en, es := range pairs(t) {
			if !strings.Contains(strings.ToLower(en.Text), english) || slices.Contains(identical, en.Key) {
				continue
			}
			found++
			if !slices.ContainsFunc(want, func(w string) bool { return strings.Contains(strings.ToLower(es.Text), w) }) {
				t.Errorf("%s says %q, and not %q: %q", en.Key, english, want, es.Text)
			}
		}
		if found == 0 {
			t.Errorf("no text says %q", english)
		}
	}
}

func TestLanguages(t *testing.T) {
	for version, want := range map[string][]string{"2023.2": {"es"}, "2023.1": nil, "2022": nil, "": nil} {
		if diff := cmp.Diff(want, cei.Languages(version)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", version, diff)
		}
	}
	for _, pair := range [][2]string{{"2023.1", "es"}, {"2023.2", "fr"}, {"2023.2", "ES"}, {"2023.2", ""}, {"", "es"}, {"2023.2", "../2023.2/es"}} {
		if o, err := cei.Overlay(pair[0], pair[1]); err == nil || o != nil {
			t.Errorf("%q has a translation into %q", pair[0], pair[1])
		}
	}
}

// Every embedded translation of every edition is complete.
func TestOverlaysAreInStep(t *testing.T) {
	for _, version := range cei.Editions() {
		r, err := cei.Edition(version)
		if err != nil {
			t.Fatal(err)
		}
		for _, language := range cei.Languages(version) {
			o, err := cei.Overlay(version, language)
			if err != nil {
				t.Fatal(err)
			}
			if _, problems := r.Localize(o); len(problems) > 0 || o.Language() != language {
				t.Errorf("%s %s:\n%v", version, language, problems)
			}
		}
	}
}

func ExampleOverlay() {
	o, err := cei.Overlay("2023.2", "es")
	if err != nil {
		fmt.Println(err)
		return
	}
	r, problems := cei.Latest().Localize(o)
	c, _ := r.Competency("language-access")
	fmt.Println(c.Code(), c.Title(), len(problems))
	for s := range r.Spectrum().Stages() {
		fmt.Println(s.Title())
	}
	// Output:
	// 4.3 Acceso lingüístico 0
	// No evidente
	// En desarrollo
	// En maduración
	// Avanzado
}
