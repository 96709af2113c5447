package rubric

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// SourceMatch is how a text matches the document that it cites.
type SourceMatch string

// The values of SourceMatch.
const (
	MatchExact       SourceMatch = "exact"       // word for word
	MatchCapitals    SourceMatch = "capitals"    // word for word, printed in other capitals
	MatchInterrupted SourceMatch = "interrupted" // word for word, interrupted once by a page break, a footnote or a table
	MatchNone        SourceMatch = "none"        // not found
	MatchNoFile      SourceMatch = "no-file"     // the source has no file
)

// SourceCheck is a text of a rubric and how it matches its source.
type SourceCheck struct {
	SourcedText
	Match SourceMatch
}

// VerifySources searches every text of a rubric in the document that it cites. The
// documents are the files of fsys that the rubric's sources name. White space, quotation
// marks, list bullets, HTML tags, Markdown emphasis and Markdown links make no difference. It returns an
// error if a file cannot be read, or if fsys or r is nil.
//
// It is meant for the authors of rubrics. Programs that use a rubric do not need it.
func VerifySources(fsys fs.FS, r *Rubric) ([]SourceCheck, error) {
	if err := notLoaded("VerifySources", "r", r); err != nil {
		return nil, err
	}
	if fsys == nil {
		return nil, errors.New("rubric.VerifySources: fsys is nil")
	}
	return verify(fsys, r.Sources(), r.Texts())
}

// VerifyCompanion is like [VerifySources] for the texts of a companion.
func VerifyCompanion(fsys fs.FS, c *Companion) ([]SourceCheck, error) {
	if err := missing("VerifyCompanion", "c", c); err != nil {
		return nil, err
	}
	if fsys == nil {
		return nil, errors.New("rubric.VerifyCompanion: fsys is nil")
	}
	if c.doc.Rubric == "" {
		return nil, errors.New("rubric.VerifyCompanion: c is the zero Companion; make it with rubric.LoadCompanion")
	}
	return verify(fsys, c.Sources(), c.Texts())
}

func verify(fsys fs.FS, sources iter.Seq[TextSource], texts iter.Seq[SourcedText]) ([]SourceCheck, error) {
	docs := make(map[string]string)
	for s := range sources {
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
	for t := range texts {
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

// hasWords reports whether doc contains text with word boundaries at both ends.
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

// The limits of an interruption. Shorter parts could match by accident, and a page break or
// a table is not longer than the gap, in bytes.
const (
	minPart = 20
	maxGap  = 3000
)

// interrupted reports whether doc contains text in two parts.
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
	tag, link, escape, bullet *regexp.Regexp
	marks                     *strings.Replacer
},
) {
	r.tag = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)
	r.link = regexp.MustCompile(`\[([^\[\]]*)\]\([^()]*\)`)
	r.escape = regexp.MustCompile(`\\([()\[\]])`)
	r.bullet = regexp.MustCompile(`(?m)^[\s]*[•●▪◦*-][\s]+`)
	r.marks = strings.NewReplacer("*", "", "‘", "'", "’", "'", "“", `"`, "”", `"`)
	return r
})

// plainWords reduces a text to its words: one space between them, straight quotes,
// without bullets, HTML tags, Markdown emphasis and the
// addresses of Markdown links.
func plainWords(s string) string {
	remove := removals()
	s = remove.tag.ReplaceAllString(s, " ")
	s = remove.link.ReplaceAllString(s, "$1")
	s = remove.escape.ReplaceAllString(s, "$1")
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
