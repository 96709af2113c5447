package report

import (
	"strconv"

	"github.com/waymark-go/waymark/report/internal/clean"
	"github.com/waymark-go/waymark/rubric"
)

// handbookBuilder builds handbooks and reflection worksheets.
type handbookBuilder struct {
	conversationBuilder
	companion *rubric.Companion // nil if there is none

	sources            []SourceCitation
	main               int               // the number of the source of most texts; 0 if there are no sources
	ofTexts            map[string]int    // numbers of sources by text key
	ofCompanion        map[string]int    // the same for texts of the companion
	companionLanguages map[string]string // languages of texts of the companion by text key
}

// numberSources numbers the sources of the rubric and its companion from 1. Sources that are
// printed alike have one number.
func (b *handbookBuilder) numberSources() {
	b.ofTexts, b.ofCompanion, b.companionLanguages = make(map[string]int), make(map[string]int), make(map[string]string)
	used := make(map[int]int)
	numbers := make(map[string]int)
	for s := range b.rubric.Sources() {
		numbers[s.ID] = b.sourceNumber(s)
	}
	for t := range b.rubric.Texts() {
		if n := numbers[t.Source]; n > 0 {
			b.ofTexts[t.Key] = n
			used[n]++
		}
	}
	for n := range b.sources {
		if used[n+1] > used[b.main] {
			b.main = n + 1
		}
	}
	if b.companion == nil {
		return
	}
	numbers = make(map[string]int)
	for s := range b.companion.Sources() {
		numbers[s.ID] = b.sourceNumber(s)
	}
	for t := range b.companion.Texts() {
		b.ofCompanion[t.Key], b.companionLanguages[t.Key] = numbers[t.Source], clean.Line(t.Language)
	}
}

// sourceNumber returns the number of a source, which it adds if it is new.
func (b *handbookBuilder) sourceNumber(s rubric.TextSource) int {
	citation := SourceCitation{clean.Line(s.Title), clean.Line(s.Publisher), address(s.URL)}
	for i, other := range b.sources {
		if other == citation {
			return i + 1
		}
	}
	b.sources = append(b.sources, citation)
	return len(b.sources)
}

// citing says how the sources of texts are marked.
func (b *handbookBuilder) citing() TaggedText {
	if b.main == 0 {
		return nil
	}
	return b.text(b.phrases.Handbook.citing(b.sources[b.main-1].Title))
}

// cited returns a text of the rubric that is already marked, with its source. id and field make
// its key.
func (b *handbookBuilder) cited(id, field, marked string) CitedText {
	key := field
	if id != "" {
		key = id + "." + field
	}
	c := CitedText{Text: b.text(marked)}
	if n := b.ofTexts[key]; n != b.main && c.Text != nil {
		c.Source = n
	}
	return c
}

// companionText returns a text of the companion with its source.
func (b *handbookBuilder) companionText(key, text string) CitedText {
	c := CitedText{Text: b.text(b.languages.mark(markBlocks(text), b.companionLanguages[key]))}
	if n := b.ofCompanion[key]; n != b.main {
		c.Source = n
	}
	return c
}

// plain returns fixed words, which have no source.
func (b *handbookBuilder) plain(text string) CitedText { return CitedText{Text: b.text(text)} }

// about returns what the handbook ends with.
func (b *handbookBuilder) about() AboutSection {
	about := aboutBuilder{b.builder}
	ref := b.rubric.Ref()
	var a AboutSection
	a.Facts = about.fact(a.Facts, b.labels.Rubric, about.rubricEdition())
	a.Facts = about.fact(a.Facts, b.labels.Digest, ref.Digest[:min(len(ref.Digest), shortDigest)])
	a.Facts = about.fact(a.Facts, b.labels.Citation, b.prose("", "citation", b.rubric.Citation()))
	a.Facts = about.fact(a.Facts, b.labels.Notice, b.prose("", "notice", b.rubric.Notice()))
	i := 0
	for n := range b.rubric.Notes() {
		a.Notes = append(a.Notes, b.text(b.prose("", numbered("notes", i), n)))
		i++
	}
	if b.companion != nil {
		if notice := b.companionText("notice", b.companion.Notice()); notice.Text != nil {
			a.Facts = append(a.Facts, RubricFact{b.phrases.Handbook.Labels.Background, notice.Text})
		}
		i = 0
		for n := range b.companion.Notes() {
			a.Notes = append(a.Notes, b.companionText(numbered("notes", i), n).Text)
			i++
		}
	}
	a.Sources = b.sources
	return a
}

// SourceMark returns the mark of a source, such as "[2]", or "" for 0.
func (c CitedText) SourceMark() string {
	if c.Source == 0 {
		return ""
	}
	return "[" + strconv.Itoa(c.Source) + "]"
}
