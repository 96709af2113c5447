package sheet

import (
	"slices"
	"strings"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// backgroundPrefix comes before the id of a background question in a meaning.
const backgroundPrefix = "background."

// isBackground reports whether a column has the answers to a background question.
func (k columnKind) isBackground() bool { return k >= columnBackground && k <= columnLastBackground }

// question returns the index of the background question of a column.
func (k columnKind) question() int { return int(k - columnBackground) }

// parseBackground reads the meaning background.QUESTION, which may be written with a colon.
func (h *headings) parseBackground(name string) (meaning, bool) {
	id, ok := strings.CutPrefix(name, backgroundPrefix)
	if !ok {
		if id, ok = strings.CutPrefix(name, "background:"); !ok {
			return meaning{}, false
		}
	}
	id = strings.TrimSpace(id)
	i := 0
	for q := range h.rubric.BackgroundQuestions() {
		if q.ID == id {
			return meaning{columnBackground + columnKind(i), -1}, true
		}
		i++
	}
	return meaning{}, false
}

// backgroundName returns the meaning of a column with the answers to a background question.
func (h *headings) backgroundName(kind columnKind) string {
	i := 0
	for q := range h.rubric.BackgroundQuestions() {
		if i == kind.question() {
			return backgroundPrefix + q.ID
		}
		i++
	}
	return ""
}

// addBackground adds the ids and titles of the background questions.
func (h *headings) addBackground(r *rubric.Rubric) {
	i := 0
	for q := range r.BackgroundQuestions() {
		m := meaning{columnBackground + columnKind(i), -1}
		for _, name := range []string{q.ID, q.Title, backgroundPrefix + q.ID} {
			h.know(name, m)
		}
		i++
	}
}

// answers is what cells mean as answers to a background question, by wordKey: the index of
// an option plus 1, or 0 for no answer.
type answers map[string]uint8

// newAnswers returns what cells mean for each background question: the ids and titles of
// the options, and the words of the options of the sheet, which count before them.
func newAnswers(rubrics []*rubric.Rubric, words map[string]string) []answers {
	var all []answers
	ids := slices.Collect(rubrics[0].BackgroundQuestions())
	for i := range ids {
		a := make(answers)
		conflict := make(map[string]bool)
		for _, r := range rubrics {
			for n, o := range slices.Collect(r.BackgroundQuestions())[i].Options {
				for _, name := range []string{o.ID, o.Title} {
					key, value := wordKey(name), uint8(n+1)
					if known, ok := a[key]; ok && known != value {
						conflict[key] = true
					}
					a[key] = value
				}
			}
		}
		for key := range conflict { // such a word names no option
			delete(a, key)
		}
		a.give(ids[i], words)
		all = append(all, a)
	}
	return all
}

// give adds words that mean an option of a question, or a non-answer.
func (a answers) give(q rubric.BackgroundQuestion, words map[string]string) {
	for text, meaning := range words {
		if _, ok := nonAnswer(meaning); ok {
			a[wordKey(text)] = 0
		}
		if n := slices.IndexFunc(q.Options, func(o rubric.BackgroundOption) bool { return o.ID == meaning }); n >= 0 {
			a[wordKey(text)] = uint8(n + 1)
		}
	}
}

// answersOf returns what the cells of a column mean as answers to a background question,
// nil if a mapping says nothing else of the column than of the sheet.
func (c *ColumnRule) answersOf(sheet []answers, kind columnKind, r *rubric.Rubric) answers {
	if c == nil || len(c.Words) == 0 || !kind.isBackground() {
		return nil
	}
	own := make(answers)
	for key, value := range sheet[kind.question()] {
		own[key] = value
	}
	own.give(slices.Collect(r.BackgroundQuestions())[kind.question()], c.Words)
	return own
}

// isOption reports whether a background question has an option with the given id.
func isOption(r *rubric.Rubric, id string) bool {
	for q := range r.BackgroundQuestions() {
		if slices.ContainsFunc(q.Options, func(o rubric.BackgroundOption) bool { return o.ID == id }) {
			return true
		}
	}
	return false
}

// find returns what a cell means: the index of an option plus 1, or 0 for no answer. A text
// in several languages must mean the same in each.
func (a answers) find(text string) (value uint8, ok bool) {
	if len(text) > maxWord {
		return 0, false
	}
	key := wordKey(text)
	if value, ok = a[key]; ok {
		return value, true
	}
	if value, ok = a[withoutPictures(key)]; ok {
		return value, true
	}
	found := false
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/|()\n", r) }) {
		if strings.TrimSpace(part) == "" {
			continue
		}
		v, ok := a[wordKey(part)]
		if !ok || found && v != value {
			return 0, false
		}
		value, found = v, true
	}
	return value, found
}

// Background returns the id of the option that a text under a name means as an answer to a
// background question, "" for no answer. It returns false if the text means neither.
func (v *Values) Background(name, question, text string) (option string, ok bool) {
	m, ok := v.headings.parseBackground(backgroundPrefix + question)
	if !ok {
		return "", false
	}
	a := v.headings.ruleOf([]string{name}, -1).answersOf(v.answers, m.kind, v.rubric)
	if a == nil {
		a = v.answers[m.kind.question()]
	}
	value, ok := a.find(text)
	if !ok || value == 0 {
		return "", ok || v.words.isNonAnswer([]byte(text))
	}
	q, _ := v.rubric.BackgroundQuestion(question)
	return q.Options[value-1].ID, true
}

// answer returns what the text of a cell means as an answer to a background question.
func (c *cellReader) answer(k int, kind columnKind, text []byte) (value uint8, ok bool) {
	a := c.layout.columns[k].answers
	if a == nil {
		a = c.answers[kind.question()]
	}
	if value, ok = a.find(string(text)); ok {
		return value, true
	}
	return 0, c.words.isNonAnswer(text)
}

// background reads an answer to a background question. A text that is not an option is left
// out, because nobody has to answer.
func (c *cellReader) background(rec *record.Record, row *row, k int, kind columnKind, text []byte) {
	value, ok := c.answer(k, kind, text)
	q := kind.question()
	switch earlier := rec.Background[q]; {
	case !ok:
		header := c.layout.columns[k].full
		c.drop(row, k, problem.UnknownOption, source.Quote(string(text))+" is not an option of "+c.headings.backgroundName(kind),
			"say what it means (words in a mapping: columns: [{header: "+source.Quote(header)+", words: {"+source.Quote(string(text))+": ID}}])")
	case value == 0:
	case earlier != 0 && earlier != value:
		options := slices.Collect(c.rubric.BackgroundQuestions())[q].Options
		c.conflict(row, k, options[earlier-1].ID, options[value-1].ID)
	default:
		rec.Background[q] = value
	}
}
