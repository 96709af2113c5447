package report

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
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
	doc       wordsDocument
	plural    *pluralRule
	digits    []string // of 0 to 9, nil for the ASCII ones
	byLakhs   bool     // groups of two digits above the thousands
	ungrouped int      // digits of the longest number without groups
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

// form returns the form of a message that goes with a number.
func (w *Words) form(m *message, n uint64) *pattern { return &m.forms[w.plural.of(n)] }

// count returns a message whose one place is the number that chooses its form.
func (w *Words) count(m *message, n uint64) string { return w.form(m, n).fill(w.number(n)) }

func (w *Words) labels() Labels { return w.doc.Labels }

// labeled puts the printed number of something before its title.
func labeled(code, title string) string { return strings.TrimSpace(code + " " + title) }

type punctuationWords struct {
	List     string `json:"list" rule:"separator"`
	Sentence string `json:"sentence" rule:"separator"`
	Stop     string `json:"stop" rule:"separator"`
}

// List returns items as one text in the punctuation of the language, such as "a, b".
func (w *Words) List(items []string) string { return strings.Join(items, w.doc.Punctuation.List) }

// sentences puts sentences one after another; empty ones are left out.
func (w *Words) sentences(list ...string) string { return joined(w.doc.Punctuation.Sentence, list...) }

// closed ends a sentence with a period, unless what it ends with does.
func (w *Words) closed(s string) string {
	if isClosed(s) {
		return s
	}
	return s + w.doc.Punctuation.Stop
}

type numberWords struct {
	Group             string   `json:"group" rule:"separator"`
	Decimal           string   `json:"decimal" rule:"separator"`
	Grouping          string   `json:"grouping,omitzero" enum:"thousands,lakhs"`
	MinGroupingDigits string   `json:"min_grouping_digits,omitzero" enum:"1,2"`
	Digits            string   `json:"digits,omitzero" rule:"name"`
	Spelled           []string `json:"spelled,omitempty" items:"0-20" rule:"name"`
}

// number writes a number with separators between its groups of digits.
func (w *Words) number(n uint64) string {
	s := strconv.FormatUint(n, 10)
	if len(s) <= w.ungrouped && w.digits == nil {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if left := len(s) - i; i > 0 && len(s) > w.ungrouped && w.groupEnds(left) {
			b.WriteString(w.doc.Numbers.Group)
		}
		w.writeDigit(&b, s[i])
	}
	return b.String()
}

// groupEnds says whether a group of digits ends where so many digits are left.
func (w *Words) groupEnds(left int) bool {
	if w.byLakhs && left > 3 {
		return left%2 == 1
	}
	return left%3 == 0
}

func (w *Words) writeDigit(b *strings.Builder, digit byte) {
	if w.digits == nil {
		b.WriteByte(digit)
		return
	}
	b.WriteString(w.digits[digit-'0'])
}

// plain writes a number that stands for no quantity, such as a year.
func (w *Words) plain(s string) string {
	if w.digits == nil {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		w.writeDigit(&b, s[i])
	}
	return b.String()
}

// twoPlaces writes a number with two decimals, and never as a negative zero.
func (w *Words) twoPlaces(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	if s == "-0.00" {
		s = "0.00"
	}
	sign := ""
	if rest, negative := strings.CutPrefix(s, "-"); negative {
		sign, s = "-", rest
	}
	whole, decimals, _ := strings.Cut(s, ".")
	return sign + w.plain(whole) + w.doc.Numbers.Decimal + w.plain(decimals)
}

// spelled returns the word for a small number, from one on, or its digits where the
// language has no word in its file.
func (w *Words) spelled(n int) string {
	if words := w.doc.Numbers.Spelled; n >= 1 && n <= len(words) {
		return words[n-1]
	}
	return w.number(uint64(n))
}
