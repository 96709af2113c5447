package rubric

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// SourceMatch says how a text stands in the document that it cites.
type SourceMatch string

// The ways in which a text stands in its source.
const (
	MatchExact       SourceMatch = "exact"       // word for word
	MatchCapitals    SourceMatch = "capitals"    // word for word, printed in other capitals
	MatchInterrupted SourceMatch = "interrupted" // word for word, cut once by a page break, a footnote or a table
	MatchNone        SourceMatch = "none"        // not there
	MatchNoFile      SourceMatch = "no-file"     // the source has no file to look in
)

// SourceCheck is a text of a rubric and how it stands in its source.
type SourceCheck struct {
	SourcedText
	Match SourceMatch
}

// VerifySources looks every text of a rubric up in the document that it cites and
// says how it stands there. The documents are the files that the rubric's sources
// name, in a file system. White space, quotation marks, list bullets, HTML tags and
// the asterisks of Markdown emphasis make no difference. The error says that a file could not be read.
//
// It is for those who transcribe; a program that uses a rubric has no need of it.
func VerifySources(fsys fs.FS, r *Rubric) ([]SourceCheck, error) {
	if err := missing("VerifySources", "r", r); err != nil {
		return nil, err
	}
	if fsys == nil {
		return nil, errors.New("rubric.VerifySources: fsys is nil")
	}
	docs := make(map[string]string)
	for s := range r.Sources() {
		if s.File == "" {
			continue
		}
		data, err := fs.ReadFile(fsys, s.File)
		if err != nil {
			return nil, fmt.Errorf("verify sources: %w", err)
		}
		docs[s.ID] = plainWords(string(data))
	}
	var checks []SourceCheck
	for t := range r.Texts() {
		match := MatchNoFile
		if doc, ok := docs[t.Source]; ok {
			match = findText(doc, plainWords(t.Text))
		}
		checks = append(checks, SourceCheck{t, match})
	}
	return checks, nil
}

func findText(doc, text string) SourceMatch {
	switch {
	case text == "":
		return MatchNone
	case hasWords(doc, text):
		return MatchExact
	case hasWords(strings.ToLower(doc), strings.ToLower(text)):
		return MatchCapitals
	case interrupted(doc, text):
		return MatchInterrupted
	}
	return MatchNone
}

// hasWords says whether a text stands in a document as whole words.
func hasWords(doc, text string) bool {
	for from := 0; ; {
		i := strings.Index(doc[from:], text)
		if i < 0 {
			return false
		}
		start := from + i
		before, _ := utf8.DecodeLastRuneInString(doc[:start])
		after, _ := utf8.DecodeRuneInString(doc[start+len(text):])
		first, size := utf8.DecodeRuneInString(text)
		last, _ := utf8.DecodeLastRuneInString(text)
		if !(inWord(before) && inWord(first)) && !(inWord(last) && inWord(after)) {
			return true
		}
		from = start + size
	}
}

func inWord(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// What an interruption may be: each part must be long enough to be no accident,
// and the parts stand as near as a page break or a table leaves them.
const (
	minPart = 20
	maxGap  = 3000
)

// interrupted says whether a text stands in a document in two parts.
func interrupted(doc, text string) bool {
	for cut := len(text) - minPart; cut >= minPart; cut-- {
		if text[cut] != ' ' {
			continue
		}
		before, after := text[:cut], text[cut+1:]
		for from := 0; ; {
			i := strings.Index(doc[from:], before)
			if i < 0 {
				break
			}
			from += i + len(before)
			if strings.Contains(doc[from:min(len(doc), from+maxGap)], after) {
				return true
			}
		}
	}
	return false
}

// removals are what plainWords drops from a text, compiled on first use.
var removals = sync.OnceValue(func() (r struct {
	tag, bullet *regexp.Regexp
	marks       *strings.Replacer
},
) {
	r.tag = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)
	r.bullet = regexp.MustCompile(`(?m)^[\s]*[•●▪◦*-][\s]+`)
	r.marks = strings.NewReplacer("*", "", "‘", "'", "’", "'", "“", `"`, "”", `"`)
	return r
})

// plainWords reduces a text to its words: one space between them, straight quotes,
// without bullets, HTML tags and Markdown emphasis.
func plainWords(s string) string {
	remove := removals()
	s = remove.tag.ReplaceAllString(s, " ")
	s = remove.bullet.ReplaceAllString(s, " ")
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(s, func(c rune) bool { return unicode.IsSpace(c) || c == '●' || c == '•' }) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(remove.marks.Replace(word))
	}
	return b.String()
}
