package build

import (
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameOf returns the name of a type's definition.
func (b *Builder) nameOf(t reflect.Type) string {
	if name, ok := b.Names[t]; ok {
		return name
	}
	return strings.TrimSuffix(t.Name(), "Entry")
}

// words separates the words of a name: ReferenceSpectrum becomes reference spectrum.
func words(name string) string {
	var b strings.Builder
	for i, c := range name {
		if i > 0 && unicode.IsUpper(c) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String()
}

// keyWords are the words of a key.
func keyWords(key string) string {
	switch key {
	case "url":
		return "web address"
	case "by":
		return "by constituency"
	case "all":
		return "for everyone"
	case "n":
		return "numbers"
	case "msg":
		return "message"
	}
	return strings.ReplaceAll(key, "_", " ")
}

func sentenceCase(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// comment returns what a type, or a field of it, says of itself, in words that mean
// something outside of Go: "StageEntry is a stage" becomes "A stage".
func (b *Builder) comment(t reflect.Type, field string) string {
	key := t.PkgPath() + "." + t.Name()
	if field != "" {
		key += "." + field
	}
	text := strings.Join(strings.Fields(b.Comments[key]), " ")
	text, _, _ = strings.Cut(text, "; see [") // what only Go has
	if rest, ok := strings.CutPrefix(text, t.Name()+" "); ok {
		rest = strings.TrimPrefix(rest, "is, in a document, ")
		text = sentenceCase(strings.TrimPrefix(rest, "is "))
	}
	if text != "" && !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}
