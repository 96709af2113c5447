package sheet

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// totalsWord is the meaning of words that start a row of totals.
const totalsWord = "totals-row"

// DefaultWords is the function of package assess.
func DefaultWords() map[string]string {
	words := make(map[string]string)
	for tag, names := range languageNames() {
		for _, name := range names {
			words[name] = tag
		}
	}
	for meaning, list := range map[string][]string{
		"not-answered": {
			"-", "--", "---", "–", "—", ".", "blank", "no answer", "not answered", "no response", "unanswered", "skipped", "null", "nan", "<NA>", "undefined",
			"en blanco", "sin respuesta", "no respondió", "no contestó", "no contestada",
		},
		"not-applicable": {"n/a", "NA", "n.a.", "not applicable", "does not apply", "doesn't apply", "no aplica", "no se aplica", "no corresponde"},
		"dont-know": {
			"don't know", "do not know", "I don't know", "I do not know", "DK", "IDK", "not sure", "I'm not sure", "unsure", "unknown", "unable to rate", "?",
			"no sé", "no lo sé", "no sabe", "no estoy seguro", "no estoy segura", "desconozco",
		},
		"declined": {
			"declined", "decline", "decline to answer", "declined to answer", "prefer not to say", "prefer not to answer", "I prefer not to say",
			"I prefer not to answer", "rather not say", "refused",
			"prefiero no decir", "prefiero no decirlo", "prefiero no responder", "prefiero no contestar",
		},
		totalsWord: {
			"total", "totals", "grand total", "subtotal", "sum", "average", "mean", "median", "count", "percent", "overall", "mode", "standard deviation", "std dev", "minimum", "maximum", "Summe", "Gesamt", "Durchschnitt", "moyenne",
			"totales", "total general", "suma", "promedio", "media", "mediana", "recuento", "cuenta", "porcentaje",
		},
	} {
		for _, w := range list {
			words[w] = meaning
		}
	}
	return words
}

// defaultWords returns the meanings of the default words by wordKey. They are folded once,
// because every sheet needs them.
var defaultWords = sync.OnceValue(func() []defaultWord {
	var words []defaultWord
	for text, meaning := range DefaultWords() {
		words = append(words, defaultWord{wordKey(text), meaning})
	}
	return words
})

type defaultWord struct{ key, meaning string }

// word is what the text of a cell means in each kind of column.
type word struct {
	rating       byte
	rated        bool // the text is a rating
	constituency string
	language     string
	totals       bool
	ambiguous    bool // NA, which R writes for a missing value
	stages       int  // how many stages the text names, if it is not a rating
}

// isNonAnswer reports whether the text is a word for a non-answer.
func (w *word) isNonAnswer() bool { return w.rated && record.IsNonAnswer(w.rating) }

// words knows what the texts of cells mean. It is for one goroutine.
type words struct {
	spectrum *spectrum.Spectrum
	ranks    bool
	known    map[string]word // by wordKey
	names    [][]string      // by rank-1: what a stage is called, folded
	extra    [][]string      // by rank-1: what may be in a cell with its name, folded
	seen     map[string]*word
	digits   bool // a word for a non-answer has a digit
}

// maxSeen is the number of different texts that are stored with their meaning.
const maxSeen = 4096

// newWords collects the names in a rubric and its translations. They take precedence over
// the default words, and the words of the options over both.
func newWords(rubrics []*rubric.Rubric, opt *Options) (*words, error) {
	r := rubrics[0]
	n := r.Spectrum().Len()
	v := &words{
		spectrum: r.Spectrum(), ranks: opt.Ranks, known: make(map[string]word, len(defaultWords())),
		names: make([][]string, n), extra: make([][]string, n), seen: make(map[string]*word),
	}
	for _, w := range defaultWords() {
		v.mean(r, w.key, w.meaning)
	}
	for _, n := range record.NonAnswers() {
		v.mean(r, wordKey(n.Word), n.Word)
	}
	v.addStages(rubrics)
	v.addConstituencies(rubrics)
	given := make(map[string]string)
	for _, text := range slices.Sorted(maps.Keys(opt.Words)) {
		meaning, key := opt.Words[text], wordKey(text)
		if first, twice := given[key]; twice && first != meaning {
			return nil, fmt.Errorf("CSVOptions.Words[%q]: %q, but letter case, accents and punctuation aside the same word means %q", text, meaning, first)
		}
		given[key] = meaning
		w := v.known[key]
		w.totals = false
		if meaning == "" {
			w = word{}
		}
		v.known[key] = w
		if meaning != "" && !v.mean(r, key, meaning) {
			return nil, fmt.Errorf("CSVOptions.Words[%q]: %q is no stage, constituency, non-answer, language tag or option of a background question, nor %s", text, meaning, totalsWord)
		}
	}
	for key, w := range v.known {
		v.digits = v.digits || w.isNonAnswer() && hasDigit([]byte(key))
	}
	return v, nil
}

// forGoroutine returns the same words for another goroutine.
func (v *words) forGoroutine() *words {
	own := *v
	own.seen = make(map[string]*word)
	return &own
}

// mean adds a meaning to the word with a wordKey.
func (v *words) mean(r *rubric.Rubric, key, meaning string) bool {
	w := v.known[key]
	if s, ok := r.Spectrum().Stage(meaning); ok {
		w.rating, w.rated = byte(s.Rank()), true
	} else if rating, ok := nonAnswer(meaning); ok {
		w.rating, w.rated = rating, true
	} else if _, ok := r.Constituency(meaning); ok {
		w.constituency = meaning
	} else if meaning == totalsWord {
		w.totals = true
	} else if source.IsLanguageTag(meaning) {
		w.language = meaning
	} else if !isOption(r, meaning) { // options are found by column
		return false
	}
	v.known[key] = w
	return true
}

// nonAnswer returns the rating that a document's word for a non-answer means.
func nonAnswer(word string) (rating byte, ok bool) {
	for _, n := range record.NonAnswers() {
		if n.Word == word {
			return n.Rating, true
		}
	}
	return 0, false
}

// addStages adds the names of the stages, which take precedence over the default words. A
// name that two stages share names neither.
func (v *words) addStages(rubrics []*rubric.Rubric) {
	owner := make(map[string]byte)
	for _, r := range rubrics {
		for s := range r.Spectrum().Stages() {
			i := s.Rank() - 1
			for _, name := range []string{s.ID(), s.Title()} {
				key := wordKey(name)
				if key == "" {
					continue
				}
				v.names[i] = appendNew(v.names[i], key)
				w := v.known[key]
				w.rating, w.rated = byte(s.Rank()), true
				if first, taken := owner[key]; taken && first != w.rating {
					w.rating, w.rated = 0, false
				} else if !taken {
					owner[key] = w.rating
				}
				v.known[key] = w
			}
			for m := range s.Messages() {
				v.extra[i] = appendNew(v.extra[i], fold(m))
			}
			for c := range r.Competencies() {
				if d, ok := c.Descriptor(s); ok {
					v.extra[i] = appendNew(v.extra[i], fold(d))
				}
			}
		}
	}
	for i := range v.names {
		longestFirst(v.names[i])
		longestFirst(v.extra[i])
	}
}

func (v *words) addConstituencies(rubrics []*rubric.Rubric) {
	owner := make(map[string]string)
	for _, r := range rubrics {
		for c := range r.Constituencies() {
			for _, name := range []string{c.ID, c.Title} {
				key := wordKey(name)
				w := v.known[key]
				w.constituency = c.ID
				if first, taken := owner[key]; taken && first != c.ID {
					w.constituency = ""
				} else if !taken {
					owner[key] = c.ID
				}
				v.known[key] = w
			}
		}
	}
}

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

func longestFirst(list []string) {
	slices.SortStableFunc(list, func(a, b string) int { return len(b) - len(a) })
}

// lookup returns what the text of a cell means. It stores the answers, because a sheet
// repeats a few words.
func (v *words) lookup(text []byte) *word {
	if w, ok := v.seen[string(text)]; ok {
		return w
	}
	copied := string(text)
	w := v.find(copied)
	if len(text) <= 200 {
		if len(v.seen) >= maxSeen {
			clear(v.seen)
		}
		v.seen[copied] = &w
	}
	return &w
}

// isNonAnswer reports whether the text of a cell is a word for a non-answer. It stores no
// text with a digit that cannot be one, because most organizations have digits.
func (v *words) isNonAnswer(text []byte) bool {
	return (v.digits || !hasDigit(text)) && v.lookup(text).isNonAnswer()
}

// maxWord is the length in bytes above which a text is not looked up.
const maxWord = 64 << 10

func (v *words) find(text string) word {
	if len(text) > maxWord {
		return word{}
	}
	key := wordKey(text)
	w, known := v.known[key]
	if !known {
		key = withoutPictures(key)
		w, known = v.known[key]
	}
	if !known {
		if plain := withoutCode(text); plain != text {
			return v.find(plain)
		}
	}
	if known {
		if w.rated && !w.isNonAnswer() && strings.HasSuffix(text, "?") {
			w.rated = false // "Maturing?" is a doubt
		}
		return w
	}
	if rank, ok := parseRank(text); ok {
		if s, ok := v.spectrum.At(rank); ok && v.ranks {
			return word{rating: byte(s.Rank()), rated: true}
		}
		return word{}
	}
	for s := range v.spectrum.Stages() {
		if !v.saysOnly(key, s.Rank()) {
			continue
		}
		if w.rated {
			return word{}
		}
		w.rating, w.rated = byte(s.Rank()), !strings.HasSuffix(text, "?")
	}
	if !w.rated {
		w.stages = v.namedStages(key)
		w.constituency = v.sameConstituency(text)
	}
	return w
}

// withoutCode returns a text without the code of a choice behind it, such as "Maturing [A3]",
// as tools write that export both.
func withoutCode(text string) string {
	text = strings.TrimRight(text, " ")
	i := strings.LastIndexByte(text, '[')
	if i <= 0 || !strings.HasSuffix(text, "]") {
		return text
	}
	code := text[i+1 : len(text)-1]
	digits := strings.TrimLeft(code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	if len(code) > 6 || digits == "" || len(digits) == len(code) || strings.Trim(digits, "0123456789") != "" {
		return text
	}
	return trimCell(text[:i])
}

// saysOnly reports whether a text names a stage and has nothing else than what the rubric
// says about the stage: its rank ("3 - Maturing"), its messages ("Maturing: Involved,
// engaged"), a descriptor, or its name in another language. Any other word may contradict
// the name.
func (v *words) saysOnly(key string, rank int) bool {
	named := false
	for key != "" {
		before := key
		for _, name := range v.names[rank-1] {
			if rest, ok := cutWords(key, name); ok {
				key, named = rest, true
			}
		}
		for _, level := range [...]string{"stage ", "level ", "etapa ", "nivel ", ""} {
			for _, number := range [...]string{strconv.Itoa(rank) + ".0", strconv.Itoa(rank), string(rune('a' + rank - 1))} {
				if rest, ok := cutWords(key, level+number); ok {
					key = rest
				}
			}
			if rest, ok := cutWords(key, "="); ok {
				key = rest
			}
			if rest, ok := cutWords(key, strings.TrimSpace(level)); ok && named {
				key = rest
			}
		}
		for _, text := range v.extra[rank-1] {
			if rest, ok := cutWords(key, text); ok {
				key = rest
			}
		}
		if key == before {
			return false
		}
	}
	return named
}

// cutWords removes words from the beginning of a text, or else from its end.
func cutWords(key, words string) (rest string, ok bool) {
	if words == "" {
		return key, false
	}
	if rest, ok := strings.CutPrefix(key, words); ok && (rest == "" || rest[0] == ' ') {
		return strings.TrimPrefix(rest, " "), true
	}
	if rest, ok := strings.CutSuffix(key, words); ok && (rest == "" || rest[len(rest)-1] == ' ') {
		return strings.TrimSuffix(rest, " "), true
	}
	return key, false
}

// stageHint returns advice on a text that is not a rating.
func (v *words) stageHint(text string) string {
	if isNumber(text) {
		if v.ranks {
			return fmt.Sprintf("the ranks are 1 to %d", v.spectrum.Len())
		}
		return fmt.Sprintf("if numbers are ranks, say so (-ranks, or ranks: true in a mapping); otherwise say what each means (-word %[1]s=STAGE, or words: {%[1]q: STAGE})", text)
	}
	switch {
	case strings.HasPrefix(text, "#"):
		return "it is a spreadsheet's error message"
	case v.lookup([]byte(text)).stages > 1:
		return "the cell names several stages; ask for one, or ignore the row"
	case strings.HasSuffix(text, "?"):
		return "the question mark leaves it open"
	}
	names := make([]string, 0, v.spectrum.Len()+3)
	for s := range v.spectrum.Stages() {
		names = append(names, cmp.Or(s.Title(), s.ID()))
	}
	names = append(names, "not-applicable", "dont-know", "declined")
	hint := source.DidYouMean(text, names)
	if hint != "" {
		hint += "; "
	}
	return hint + "say what it means (-word " + source.Quote(text) + "=STAGE, or words in a mapping) if it is one"
}

// isNumber reports whether a text is a number, a percentage or a rank.
func isNumber(text string) bool {
	if !strings.ContainsAny(text, "0123456789") {
		return false
	}
	if _, ranked := parseRank(text); ranked {
		return true
	}
	_, err := strconv.ParseFloat(strings.Replace(strings.TrimSuffix(text, "%"), ",", ".", 1), 64)
	return err == nil
}

// parseRank reads a number of a stage: "3", "3.0", "3,0", "(3)", "Level 3".
func parseRank(text string) (rank int, ok bool) {
	text = strings.Trim(trimCell(text), "()[] ")
	if word, number, found := strings.Cut(text, " "); found {
		switch fold(word) {
		case "level", "stage", "nivel", "etapa":
			text = trimCell(number)
		}
	}
	digits, zeros, point := strings.Cut(strings.Replace(text, ",", ".", 1), ".")
	if digits == "" || len(digits) > 9 || strings.Trim(digits, "0123456789") != "" || point && (zeros == "" || strings.Trim(zeros, "0") != "") {
		return 0, false
	}
	rank, err := strconv.Atoi(digits)
	return rank, err == nil
}

// namedStages returns how many stages a folded text names.
func (v *words) namedStages(key string) (n int) {
	for _, names := range v.names {
		if slices.ContainsFunc(names, func(name string) bool { return strings.Contains(" "+key+" ", " "+name+" ") }) {
			n++
		}
	}
	return n
}

// sameConstituency returns the constituency that all parts of a text in several languages
// name, such as "Families / Familias", or "".
func (v *words) sameConstituency(text string) (same string) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/|()\n;", r) })
	if len(parts) < 2 || len(text) > 200 {
		return ""
	}
	for _, part := range parts {
		key := withoutPictures(wordKey(part))
		if key == "" {
			continue
		}
		id := v.known[key].constituency
		if id == "" || same != "" && id != same {
			return ""
		}
		same = id
	}
	return same
}
