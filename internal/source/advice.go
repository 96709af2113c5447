package source

import (
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/waymark-go/waymark/rubric/problem"
)

// badValue reports a text that is not one of the listed values.
func (d *decoder) badValue(n *Node, text string, values []string) {
	hint := ""
	if near := Nearest(text, values); near != "" {
		hint = didYouMean(text, near)
	}
	msg := Quote(text) + " is not one of " + strings.Join(values, ", ")
	if len(values) == 1 {
		msg = "expected " + values[0] + ", found " + Quote(text)
	}
	d.add(n, problem.BadValue, msg, hint)
}

// notObject reports a value in the place of an object, with an example of the object.
func (d *decoder) notObject(n *Node, shape *Shape) {
	if shape.Shorthand >= 0 {
		d.wrongType(n, "text or an object")
		return
	}
	inList := len(d.path) > 0 && d.path[len(d.path)-1].index >= 0
	hint := ""
	if word, spaced := spaceMissing(Field{Key: n.Text, Value: &Node{Kind: Null}}); n.plain && word != "" {
		hint = spaced
	} else if n.Kind != Null || inList {
		hint = example(shape, n, inList)
	}
	if hint == "" {
		d.wrongType(n, "an object")
		return
	}
	d.addWrongType(n, "an object", hint)
}

// example returns the hint for a value where an object is wanted: the keys that the
// object needs, with the value as their text if there is one.
func example(shape *Shape, n *Node, inList bool) string {
	var keys []string
	for _, p := range shape.Properties {
		if !p.Required {
			continue
		}
		value := "..."
		text := short(n.Text)
		switch {
		case n.Kind != String:
		case p.Key == "id" && Slug(n.Text) != "":
			value = Slug(n.Text)
		case p.Key == "title":
			value = text
		}
		if n.plain || n.block || n.flow {
			keys = append(keys, p.Key+": "+value)
		} else {
			keys = append(keys, Quote(p.Key)+": "+Quote(value))
		}
	}
	switch {
	case len(keys) == 0:
		return ""
	case !n.plain && !n.block && !n.flow:
		return "write {" + strings.Join(keys, ", ") + "}"
	case inList:
		keys[0] = "- " + keys[0]
	}
	return "write " + joinAnd(keys) + ", each on a line of its own"
}

func joinAnd(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// strayDash reports item i of a list if it and the item before it are one object
// that a dash too many divides: each lacks keys that it needs, neither has a key of
// the other, and together they lack none.
func (d *decoder) strayDash(n *Node, i int, item reflect.Type) bool {
	if item.Kind() != reflect.Struct || !n.block {
		return false
	}
	shape := d.shapeOf(item)
	if i+1 < len(n.Items) && divided(n.Items[i], n.Items[i+1], shape) {
		d.note(d.path.String())
		return true
	}
	if i == 0 || !divided(n.Items[i-1], n.Items[i], shape) {
		return false
	}
	second := n.Items[i]
	at := second.Pos
	at.Column = n.Pos.Column
	d.addAt(at, problem.MissingKey, "this dash begins a new item, which lacks "+joinAnd(lacking(second, shape)), "remove the dash if "+Quote(second.Fields[0].Key)+" belongs to the item above it")
	d.note(d.path.String())
	return true
}

// divided reports whether two neighbouring items of a list are one object.
func divided(a, b *Node, shape *Shape) bool {
	if a.Kind != Map || b.Kind != Map || !a.block || !b.block || a.partial || b.partial || len(b.Fields) == 0 {
		return false
	}
	lacksA, lacksB := lacking(a, shape), lacking(b, shape)
	if len(lacksA) == 0 || len(lacksB) == 0 {
		return false
	}
	for _, key := range lacksA {
		if slices.Contains(lacksB, key) {
			return false
		}
	}
	// Unknown keys leave open which key was meant. A key of both is one of two objects.
	seen := make(map[string]bool)
	for _, object := range []*Node{a, b} {
		for _, f := range object.Fields {
			if _, ok := shape.byKey[f.Key]; !ok || seen[f.Key] {
				return false
			}
			seen[f.Key] = true
		}
	}
	return true
}

// lacking returns the keys that an object needs and does not have.
func lacking(n *Node, shape *Shape) []string {
	var keys []string
	for _, p := range shape.Properties {
		if p.Required && n.Get(p.Key) == nil {
			keys = append(keys, p.Key)
		}
	}
	return keys
}

// partOfText reports field k of an object in braces if it is the rest of a text
// with a comma, as in {title: We ask, and listen}: it has no value and is not a
// key. Further parts of the same text are not reported.
func (d *decoder) partOfText(n *Node, k int, shape *Shape) bool {
	isPart := func(i int) bool {
		f := n.Fields[i]
		_, known := shape.byKey[f.Key]
		// The position of a missing value is the comma or brace after it.
		after := f.Pos.Column + utf8.RuneCountInString(f.Key)
		return !known && f.Value.Kind == Null && f.Value.plain && (f.Value.Pos.Column == after || strings.Contains(f.Key, " "))
	}
	if !n.flow || k == 0 || !isPart(k) {
		return false
	}
	first := k
	for first > 1 && isPart(first-1) {
		first--
	}
	before := n.Fields[first-1]
	if before.Value.Kind != String || !before.Value.plain {
		return false
	}
	if first < k {
		return true
	}
	text := before.Value.Text
	for i := k; i < len(n.Fields) && isPart(i) && len(text) < 200; i++ {
		text += ", " + n.Fields[i].Key
	}
	d.path.pushKey(n.Fields[k].Key)
	d.addAt(n.Fields[k].Pos, problem.UnknownKey, "the comma before "+Quote(n.Fields[k].Key)+" ends the text of "+before.Key, "put the complete text in quotes: "+before.Key+": "+Quote(text))
	d.path.pop()
	return true
}

// spaceMissing returns the key and a hint for a field such as title:Talk, whose
// colon no space follows. It returns "" for any other field.
func spaceMissing(f Field) (key, hint string) {
	key, rest, ok := strings.Cut(f.Key, ":")
	if !ok || rest == "" || f.Value.Kind != Null || key == "" || strings.ContainsAny(key, " \t") || strings.HasPrefix(rest, "//") {
		return "", ""
	}
	return key, "write a space after the colon: " + key + ": " + short(rest)
}

// onlyMissing returns the key that an unknown one probably means, although it
// is not spelt like it: the only key that the object needs and does not have, if f is
// the only unknown key and has a value of the right kind.
func (d *decoder) onlyMissing(n *Node, f Field, object reflect.Type, shape *Shape, present []bool) string {
	missing := ""
	for i := range shape.Properties {
		p := &shape.Properties[i]
		if !p.Required || present[i] {
			continue
		}
		if missing != "" {
			return ""
		}
		missing = p.Key
	}
	if missing == "" {
		return ""
	}
	for _, other := range n.Fields {
		if _, ok := shape.byKey[other.Key]; !ok && other.Key != f.Key {
			return ""
		}
	}
	switch object.Field(shape.Properties[shape.byKey[missing]].Index).Type.Kind() {
	case reflect.Slice:
		if f.Value.Kind == List {
			return missing
		}
	case reflect.Map:
		if f.Value.Kind == Map {
			return missing
		}
	}
	return ""
}

// idHint returns the hint for a text that is not an id: the id that it could be.
func idHint(rule string, code problem.Code, text string) string {
	if rule != "id" || code != problem.BadID {
		return ""
	}
	if slug := Slug(text); slug != "" && slug != text {
		return "did you mean " + Quote(slug) + "?"
	}
	return ""
}

// Slug returns the id that a title suggests: its letters and digits in lower case,
// without accents, with a hyphen for whatever is between them. It returns "" if none
// of them are Latin.
func Slug(title string) string {
	const most = 60
	var b strings.Builder
	gap := false
	for _, c := range title {
		c = unicode.ToLower(c)
		letters := folded(c)
		switch {
		case letters != "":
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteString(letters)
		case c == '\'' || c == '\u2019' || unicode.Is(unicode.Mn, c):
			// an apostrophe or an accent is within a word
		case unicode.IsLetter(c):
			return ""
		default:
			gap = true
		}
		if b.Len() > most {
			break
		}
	}
	return b.String()
}

// folded returns a lower-case letter without its accent, or a digit; "" for other
// characters.
func folded(c rune) string {
	if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
		return string(c)
	}
	const from, to = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ", "aaaaaaceeeeiiiinoooooouuuuyy"
	if i := strings.IndexRune(from, c); i >= 0 {
		i = utf8.RuneCountInString(from[:i])
		return to[i : i+1]
	}
	switch c {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	}
	return ""
}

func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
