package report

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// WordsFormat is the first key's value in a words document.
const WordsFormat = "words/1"

// Words are the words of a report in one language: every sentence, label and number
// that is not the rubric's. They never change once they are loaded and are safe for
// concurrent use. Get them with [LoadWords]; the zero value has none, and a report
// made with it speaks by Options.Language.
type Words struct {
	doc     wordsDocument
	grammar grammar
}

// wordsDocument is what a words file says, key by key.
//
// The builder calls a method for each sentence and knows no keys. A new sentence is
// a line in each file under words, a field in the struct of its section and a method
// beside that. The field is a string, or a message whose vars tag names what stands
// in braces; the method fills these in the order of the tag. A # in the tag marks
// the number that chooses the plural form: Words.form returns it. A new
// section is a struct of its own and a field of wordsDocument. Then
//
//	go test ./report -update
//
// writes the sample of another language anew; a file that lacks the line does not
// load.
type wordsDocument struct {
	Format      string           `json:"format" enum:"words/1"`
	Language    string           `json:"language" rule:"language"`
	Direction   string           `json:"direction" enum:"ltr,rtl"`
	Plurals     string           `json:"plurals,omitzero"` // the name of a pluralRule
	Punctuation punctuationWords `json:"punctuation"`
	Numbers     numberWords      `json:"numbers"`
	Dates       dateWords        `json:"dates"`

	Labels        Labels            `json:"labels"`
	Head          headWords         `json:"head"`
	Results       resultWords       `json:"results"`
	Groups        groupWords        `json:"groups"`
	StandOut      standOutWords     `json:"stand_out"`
	Differences   differenceWords   `json:"differences"`
	Conversations conversationWords `json:"conversations"`
	Progress      progressWords     `json:"progress"`
	Consensus     consensusWords    `json:"consensus"`
	Targets       targetWords       `json:"targets"`
	Pictures      pictureWords      `json:"pictures"`
	Methods       methodWords       `json:"methods"`
	Warnings      warningWords      `json:"warnings"`
	Codebook      CodebookWords     `json:"codebook"`
	Guide         guideWords        `json:"guide"`
	Worksheet     worksheetWords    `json:"worksheet"`
}

//go:embed words/*.yaml
var wordsFiles embed.FS

// Languages returns the tags of the languages that reports speak themselves,
// whatever the language of the rubric is. [LoadWords] adds others.
func Languages() []string { return []string{"en", "es"} }

// WordsFile returns the words file of one of [Languages], in YAML: the start for
// that of another language. Its comments say what each key is for.
func WordsFile(language string) ([]byte, error) {
	if !slices.Contains(Languages(), language) {
		return nil, fmt.Errorf("report: no words in %q, only in %s", language, strings.Join(Languages(), ", "))
	}
	return wordsFiles.ReadFile("words/" + language + ".yaml")
}

var (
	english = sync.OnceValue(func() *Words { return embeddedWords("en") })
	spanish = sync.OnceValue(func() *Words { return embeddedWords("es") })
)

// embeddedWords panics when the file is broken, which the tests of this package
// find.
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

// wordsFor returns the words in a language, without regard to the region. English
// stands in for those that have none.
func wordsFor(tag string) *Words {
	if sameLanguage(tag, "es") {
		return spanish()
	}
	return english()
}

// Words returns the words that the view was made with. For a view that [Build] did not make they are
// those of its language.
func (v *View) Words() *Words {
	if v.words != nil {
		return v.words
	}
	return wordsFor(v.Language)
}

// Language returns the BCP 47 tag of the language.
func (w *Words) Language() string { return w.doc.Language }

// Direction returns the direction of the script, "ltr" or "rtl".
func (w *Words) Direction() string { return w.doc.Direction }

// List returns items as one text in the punctuation of the language, such as "a, b".
func (w *Words) List(items []string) string { return w.grammar.list(items) }

// Codebook returns the explanations of the columns of the CSV table.
func (w *Words) Codebook() CodebookWords { return w.doc.Codebook }

// bind gives the words of each section the grammar of the language.
func (w *Words) bind() {
	g, d := &w.grammar, &w.doc
	g.punctuation, g.numbers, g.dates = &d.Punctuation, &d.Numbers, &d.Dates
	for _, section := range []**grammar{
		&d.Head.grammar, &d.Results.grammar, &d.Groups.grammar, &d.StandOut.grammar, &d.Differences.grammar,
		&d.Conversations.grammar, &d.Progress.grammar, &d.Consensus.grammar, &d.Targets.grammar, &d.Pictures.grammar,
		&d.Methods.grammar, &d.Warnings.grammar, &d.Guide.grammar, &d.Worksheet.grammar,
	} {
		*section = g
	}
}
