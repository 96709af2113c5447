package report

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/waymark-go/waymark/rubric/problem"

	"github.com/waymark-go/waymark/report/internal/clean"

	"github.com/waymark-go/waymark/internal/source"
)

// maxWordsBytes is about thirty times the size of the English words.
const maxWordsBytes = 1 << 20

// LoadWords parses a words document, YAML or JSON, which name identifies in problems. [WordsFile]
// returns one to start from. All keys but constituencies are required, so that no report mixes two languages. Each
// message must have the placeholders of the English one, and either one text for all numbers or a
// form for each plural category of the language in CLDR.
//
// The error is a [problem.List] with every problem of the document. Documents are limited to 1
// MiB.
func LoadWords(name string, data []byte) (*Words, error) {
	root, problems := source.Parse(name, data, source.Limits{Bytes: maxWordsBytes})
	if root == nil {
		return nil, problems.Err()
	}
	if bad := source.WrongFormat(root, WordsFormat); bad != nil {
		problems.Add(*bad)
		problems.Sort()
		return nil, problems
	}
	w := new(Words)
	w.bind()
	more, unread := source.Decode(root, &w.doc)
	problems.Append(more)
	l := wordsLoader{words: w, problems: problems, unread: unread}
	if root.Kind == source.Map {
		l.chooseRule(root)
		l.object(reflect.ValueOf(&w.doc).Elem(), root, "")
		l.numbers(root.Get("numbers"))
	}
	if len(l.problems) > 0 {
		l.problems.Sort()
		return nil, l.problems
	}
	return w, nil
}

// wordsLoader checks a decoded words document and prepares it for use.
type wordsLoader struct {
	words      *Words
	categories []category // of the language; nil if its rule is not known
	single     []category // those that contain a single number
	problems   problem.List
	unread     map[string]bool
}

func (l *wordsLoader) add(n *source.Node, path string, code problem.Code, msg, hint string) {
	l.problems.Add(problem.Problem{Pos: n.Pos, Path: path, Code: code, Msg: msg, Hint: hint})
}

// chooseRule finds the plural rule by the name in the file or by the language.
func (l *wordsLoader) chooseRule(root *source.Node) {
	doc := &l.words.doc
	names := strings.Join(pluralRuleNames(), ", ")
	switch n := root.Get("plurals"); {
	case l.unread["plurals"] || l.unread["language"]:
		return
	case n != nil:
		if l.words.grammar.plural = pluralRuleNamed(doc.Plurals); l.words.grammar.plural == nil {
			l.add(n, "plurals", problem.BadValue, source.Quote(doc.Plurals)+" is not one of "+names, source.DidYouMean(doc.Plurals, pluralRuleNames()))
		}
	default:
		if l.words.grammar.plural = pluralRuleOf(doc.Language); l.words.grammar.plural == nil && doc.Language != "" {
			l.add(root, "plurals", problem.MissingKey, "the plural rule of "+source.Quote(doc.Language)+" is not known", "name one under plurals: "+names)
		}
	}
	if l.words.grammar.plural != nil {
		l.categories, l.single = l.words.grammar.plural.used()
	}
}

// value checks the texts of a value.
func (l *wordsLoader) value(v reflect.Value, n *source.Node, path string, tag reflect.StructTag) {
	if n == nil || l.unread[path] {
		return
	}
	switch v := v.Addr().Interface().(type) {
	case *message:
		l.message(v, n, path, strings.Split(tag.Get("vars"), ","))
	case *string:
		l.text(*v, n, path, tag)
	case *[]listedTitle:
		for i, item := range n.Items {
			l.value(reflect.ValueOf(&(*v)[i]).Elem(), item, fmt.Sprintf("%s[%d]", path, i), tag)
		}
	case *[]string:
		for i, item := range n.Items {
			l.text((*v)[i], item, fmt.Sprintf("%s[%d]", path, i), tag)
		}
	default:
		l.object(reflect.ValueOf(v).Elem(), n, path)
	}
}

func (l *wordsLoader) object(v reflect.Value, n *source.Node, path string) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() {
			continue // the grammar is not part of the document
		}
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		l.value(v.Field(i), n.Get(key), source.JoinPath(path, key), f.Tag)
	}
}

// text checks a text without placeholders.
func (l *wordsLoader) text(text string, n *source.Node, path string, tag reflect.StructTag) {
	if l.unread[path] || !l.isClean(text, n, path, tag.Get("rule") != "separator") {
		return
	}
	if strings.ContainsAny(text, "{}") {
		l.add(n, path, problem.UnknownPlaceholder, "braces are not allowed here", "remove the braces")
	}
}

// isClean checks that a text is safe to show on one line.
func (l *wordsLoader) isClean(text string, n *source.Node, path string, trimmed bool) bool {
	for _, r := range text {
		if clean.IsUnsafe(r) {
			l.add(n, path, problem.ControlCharacter, fmt.Sprintf("control character U+%04X", r), "remove it")
			return false
		}
	}
	if trimmed && strings.TrimFunc(text, unicode.IsSpace) != text {
		l.add(n, path, problem.BadFormat, "begins or ends with a space", "remove it")
		return false
	}
	return true
}

// message checks and parses the forms of a message. vars are its placeholders as in the tag.
func (l *wordsLoader) message(m *message, n *source.Node, path string, vars []string) {
	number := slices.IndexFunc(vars, func(v string) bool { return v[0] == '#' })
	if number >= 0 {
		vars[number] = vars[number][1:]
	}
	if len(vars) == 1 && vars[0] == "" {
		vars = nil // the number selects the form and is not in it
	}
	p := messagePlaces{vars: vars, number: number}
	if n.Kind != source.Map {
		m.forms[pluralOther] = l.form(m.Other, n, path, p)
		for c := range m.forms {
			m.forms[c] = m.forms[pluralOther]
		}
		return
	}
	if number < 0 {
		l.add(n, path, problem.PluralForm, "plural forms are not allowed here, because no number selects one", "write one text")
		return
	}
	for c, text := range m.texts() {
		key := categoryNames[c]
		at, where := n.Get(key), source.JoinPath(path, key)
		used := l.categories == nil || slices.Contains(l.categories, category(c))
		switch {
		case at == nil && used && category(c) != pluralOther && l.categories != nil:
			l.add(n, where, problem.MissingKey, "the form "+key+" is missing", "the language has "+l.names())
		case at == nil || l.unread[where]:
		case !used:
			l.add(at, where, problem.PluralForm, "the language has no form "+key, "it has "+l.names())
		default:
			p.implied = l.categories == nil || slices.Contains(l.single, category(c))
			m.forms[c] = l.form(text, at, where, p)
		}
	}
	for c := range m.forms {
		if m.forms[c].parts == nil {
			m.forms[c] = m.forms[pluralOther]
		}
	}
}

func (l *wordsLoader) names() string {
	var names []string
	for _, c := range l.categories {
		names = append(names, categoryNames[c])
	}
	return strings.Join(names, ", ")
}

// messagePlaces is the placeholders that a form of a message must have.
type messagePlaces struct {
	vars    []string
	number  int  // index of the number that selects the form, -1 for none
	implied bool // the form is for a single number, which may be left out of it
}

func (l *wordsLoader) form(text string, n *source.Node, path string, p messagePlaces) pattern {
	if l.unread[path] || !l.isClean(text, n, path, true) {
		return pattern{}
	}
	t, unknown, ok := parsePattern(text, p.vars)
	if !ok {
		l.add(n, path, problem.BadFormat, "unbalanced brace", "braces hold one of "+strings.Join(p.vars, ", "))
		return pattern{}
	}
	for _, name := range unknown {
		l.add(n, path, problem.UnknownPlaceholder, "unknown placeholder "+source.Quote("{"+name+"}"), source.DidYouMean(name, p.vars))
	}
	for place, name := range p.vars {
		if !t.uses(place) && len(unknown) == 0 && !(p.implied && place == p.number) {
			l.add(n, path, problem.MissingPlaceholder, "{"+name+"} is missing", "")
		}
	}
	if len(unknown) > 0 {
		return pattern{}
	}
	return t
}

// numbers prepares the format of numbers.
func (l *wordsLoader) numbers(n *source.Node) {
	g, numbers := &l.words.grammar, &l.words.doc.Numbers
	g.byLakhs = numbers.Grouping == "lakhs"
	g.ungrouped = 3
	if numbers.MinGroupingDigits == "2" {
		g.ungrouped = 4
	}
	at := n.Get("digits")
	if at == nil || l.unread["numbers.digits"] {
		return
	}
	if utf8.RuneCountInString(numbers.Digits) != 10 {
		l.add(at, "numbers.digits", problem.BadFormat, "is "+source.Quote(numbers.Digits)+"; expected the ten digits from 0 to 9", "")
		return
	}
	g.digits = strings.Split(numbers.Digits, "")
}
