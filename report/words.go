package report

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// WordsFormat is the value of the first key in a words document.
const WordsFormat = "words/1"

// Words are the words of reports in one language: every sentence, label and number format that
// does not come from the rubric. Get them with [LoadWords]. They do not change after they are
// loaded and are safe for concurrent use. The zero value has no words: [Build] returns an error for it.
type Words struct {
	doc     wordsDocument
	grammar grammar
}

// wordsDocument is a words file, key by key.
//
// The builders call a method for each sentence and know no keys. To add a sentence, add a line to
// each file in words, a field to the struct of its section and, if it has placeholders, a method
// to that struct. The field is a string, or a message whose vars tag names the placeholders; the
// method fills them in the order of the tag. A # in the tag marks the number that selects the
// plural form, which grammar.form returns. A new section is a struct and a field of wordsDocument;
// bind gives it the grammar.
//
// Then run go test ./report -update to write the sample of another language again. A file without
// the line does not load.
type wordsDocument struct {
	Format      string           `json:"format" enum:"words/1"`
	Language    string           `json:"language" rule:"language"`
	Name        string           `json:"name" rule:"name"`
	Direction   string           `json:"direction" enum:"ltr,rtl"`
	Plurals     string           `json:"plurals,omitzero"` // the name of a pluralRule
	Punctuation punctuationWords `json:"punctuation"`
	Numbers     numberWords      `json:"numbers"`
	Dates       dateWords        `json:"dates"`

	Labels         Labels            `json:"labels"`
	Head           headWords         `json:"head"`
	Constituencies constituencyWords `json:"constituencies,omitzero"`
	Findings       findingWords      `json:"findings"`
	Results        resultWords       `json:"results"`
	Groups         groupWords        `json:"groups"`
	StandOut       standOutWords     `json:"stand_out"`
	Differences    differenceWords   `json:"differences"`
	Conversations  conversationWords `json:"conversations"`
	Progress       progressWords     `json:"progress"`
	Consensus      consensusWords    `json:"consensus"`
	Comments       commentWords      `json:"comments"`
	Targets        targetWords       `json:"targets"`
	Levels         levelWords        `json:"levels"`
	Pictures       pictureWords      `json:"pictures"`
	Methods        methodWords       `json:"methods"`
	Warnings       warningWords      `json:"warnings"`
	Codebook       CodebookWords     `json:"codebook"`
	Guide          guideWords        `json:"guide"`
	Worksheet      worksheetWords    `json:"worksheet"`
	Handbook       handbookWords     `json:"handbook"`
	Reflection     reflectionWords   `json:"reflection"`
	Narrative      narrativeWords    `json:"narrative"`
	Handout        handoutWords      `json:"handout"`
}

//go:embed words/*.yaml
var wordsFiles embed.FS

// Languages returns the tags of the built-in languages of reports, which do not depend on the
// language of the rubric. [LoadWords] adds others.
func Languages() []string { return []string{"en", "es"} }

// WordsFile returns the words file of one of [Languages] as YAML. It is the starting point for
// another language: comments explain each key. It returns an error for other languages.
func WordsFile(language string) ([]byte, error) {
	if !slices.Contains(Languages(), language) {
		return nil, fmt.Errorf("report: no words file for %q; available are %s", language, strings.Join(Languages(), ", "))
	}
	return wordsFiles.ReadFile("words/" + language + ".yaml")
}

var (
	english = sync.OnceValue(func() *Words { return embeddedWords("en") })
	spanish = sync.OnceValue(func() *Words { return embeddedWords("es") })
)

// embeddedWords returns the words of an embedded file. It panics if the file is broken, which the
// tests exclude.
func embeddedWords(language string) *Words {
	data, err := WordsFile(language)
	if err != nil {
		panic(err)
	}
	w, err := LoadWords(language+".yaml", data)
	if err != nil {
		panic(err)
	}
	return w
}

// wordsFor returns the words of a language without regard to the region, and the English ones if
// there are none.
func wordsFor(tag string) *Words {
	if sameLanguage(tag, "es") {
		return spanish()
	}
	return english()
}

// BuiltinWords returns the words of one of [Languages]. They are parsed on first use; every call returns the
// same words. The region of the tag does not matter: "es-MX" has the words of "es". ok is false for
// other languages.
func BuiltinWords(language string) (w *Words, ok bool) {
	for _, tag := range Languages() {
		if sameLanguage(language, tag) {
			return wordsFor(tag), true
		}
	}
	return nil, false
}

// Words returns the words that the view was built with. For a view that [Build] did not make they
// are the words of its language.
func (v *View) Words() *Words {
	if v.words != nil {
		return v.words
	}
	return wordsFor(v.Language)
}

// Language returns the BCP 47 tag of the language.
func (w *Words) Language() string { return w.doc.Language }

// Name returns the name of the language in itself, such as Español, for a page that lets its reader
// choose a language.
func (w *Words) Name() string { return w.doc.Name }

// Direction returns the direction of the script, "ltr" or "rtl".
func (w *Words) Direction() string { return w.doc.Direction }

// List returns items as one text in the punctuation of the language, such as "a, b".
func (w *Words) List(items []string) string { return w.grammar.list(items) }

// Codebook returns the explanations of the columns of the CSV table.
func (w *Words) Codebook() CodebookWords { return w.doc.Codebook }

// bind sets the grammar of each section.
func (w *Words) bind() {
	g, d := &w.grammar, &w.doc
	g.punctuation, g.numbers, g.dates = &d.Punctuation, &d.Numbers, &d.Dates
	for _, section := range []**grammar{
		&d.Constituencies.grammar, &d.Head.grammar, &d.Findings.grammar, &d.Results.grammar, &d.Groups.grammar, &d.StandOut.grammar, &d.Differences.grammar,
		&d.Conversations.grammar, &d.Progress.grammar, &d.Consensus.grammar, &d.Targets.grammar, &d.Levels.grammar, &d.Pictures.grammar,
		&d.Methods.grammar, &d.Warnings.grammar, &d.Guide.grammar, &d.Worksheet.grammar, &d.Handbook.grammar, &d.Reflection.grammar, &d.Narrative.grammar, &d.Handout.grammar,
	} {
		*section = g
	}
}
