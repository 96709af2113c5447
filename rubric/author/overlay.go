package author

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// TextState is how far the translation of a text has come.
type TextState string

// The states of a text.
const (
	TextTranslated   TextState = "translated"   // the translation belongs to the present wording
	TextReused       TextState = "reused"       // translated as another text with the same wording is
	TextUntranslated TextState = "untranslated" // there is no translation
	TextStale        TextState = "stale"        // the translation belongs to an earlier wording
	TextRemoved      TextState = "removed"      // the rubric no longer has the text
)

// DraftText is a text of an [OverlayDraft].
type DraftText struct {
	// Key is the key of the text; see [rubric.SourcedText].
	Key string `json:"key"`
	// State is how far the translation has come.
	State TextState `json:"state"`
	// Source is the present wording in the rubric. It is "" if the text was removed.
	Source string `json:"source,omitempty"`
	// Before is the wording that a stale translation belongs to, or "" if it is not known.
	Before string `json:"before,omitempty"`
	// Entry has the translation and the hash of the wording that it belongs to. The text of an
	// untranslated entry is "", and its hash that of the present wording.
	Entry rubric.OverlayEntry `json:"entry"`
}

// OverlayDraft is a translation in progress: what is translated, and what remains to be done.
// [OverlayDraft.WriteYAML] writes it for a translator.
type OverlayDraft struct {
	// Document is the overlay without its texts.
	Document rubric.OverlayDocument `json:"document"`
	// Texts are the texts of the rubric in its order, followed by the removed ones by key.
	Texts []DraftText `json:"texts"`
}

// DraftOverlay returns the draft of a translation of r into a language, given by its BCP 47
// tag. All texts are untranslated. It returns an error if r is nil or language is not a tag.
func DraftOverlay(r *rubric.Rubric, language string) (*OverlayDraft, error) {
	if err := loaded("DraftOverlay", "r", r); err != nil {
		return nil, err
	}
	if !source.IsLanguageTag(language) {
		return nil, fmt.Errorf("author.DraftOverlay: %s is not a language tag such as es or es-MX", source.Quote(language))
	}
	return updated(r, nil, rubric.OverlayDocument{Language: language}), nil
}

// UpdateOverlay returns the draft of a translation of r that continues an overlay document,
// finished or not, of this edition or an earlier one. name is the file name in the positions
// of problems. before is the edition that the document translates, to show its wording beside
// stale translations; it may be nil.
//
// A translation stays if its wording is unchanged. If the rubric now has the same wording
// under another key, such as a later place in a list, the translation moves there. Other
// translations of changed texts stay with their old hashes and are stale. Translations of
// texts that r no longer has are kept and marked as removed.
//
// The error is a [problem.List] if the document cannot be read or translates another rubric.
// It is another error if r is nil. Comments in the document are lost.
func UpdateOverlay(r *rubric.Rubric, name string, data []byte, before *rubric.Rubric) (*OverlayDraft, error) {
	if err := loaded("UpdateOverlay", "r", r); err != nil {
		return nil, err
	}
	if before != nil && before.Spectrum() == nil {
		return nil, errors.New("author.UpdateOverlay: before is the zero Rubric; make it with rubric.Load")
	}
	root, problems := parse(name, data, source.Limits{})
	if root == nil {
		return nil, problems.Err()
	}
	if bad := source.WrongFormat(root, rubric.OverlayFormat); bad != nil {
		return nil, problem.List{*bad}
	}
	var doc rubric.OverlayDocument
	more, _ := source.Decode(root, &doc)
	for _, p := range more {
		if p.Code == problem.Blank && strings.HasPrefix(p.Path, "texts") {
			continue // not translated yet
		}
		problems.Add(p)
	}
	if ref, err := rubric.ParseRef(doc.Rubric); err == nil && ref.ID != r.ID() {
		problems.Add(problem.Problem{
			Pos: source.Lookup(root, "rubric"), Path: "rubric", Code: problem.WrongEdition,
			Msg: "the overlay translates " + source.Quote(doc.Rubric) + ", expected an edition of " + r.ID(),
		})
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	return updated(r, before, doc), nil
}

// updated returns the draft that brings a document up to date.
func updated(r, before *rubric.Rubric, doc rubric.OverlayDocument) *OverlayDraft {
	entries := doc.Texts
	doc.Texts = nil
	doc.Format, doc.Rubric = rubric.OverlayFormat, r.Ref().String()
	earlier := make(map[string]string)
	if before != nil {
		for t := range before.Texts() {
			earlier[t.Key] = t.Text
		}
	}
	d := &OverlayDraft{Document: doc}
	present := make(map[string]bool) // keys of the rubric
	wanted := make(map[string]bool)  // hashes of texts that their own key does not translate
	for t := range r.Texts() {
		present[t.Key] = true
		if hash := rubric.TextHash(t.Text); entries[t.Key].Hash != hash || entries[t.Key].Text == "" {
			wanted[hash] = true
		}
	}
	moved := make(map[string]string) // key of the translation to reuse by hash
	for _, key := range slices.Sorted(maps.Keys(entries)) {
		if e := entries[key]; e.Text != "" && wanted[e.Hash] {
			if _, ok := moved[e.Hash]; !ok {
				moved[e.Hash] = key
			}
		}
	}
	for t := range r.Texts() {
		hash := rubric.TextHash(t.Text)
		e := entries[t.Key]
		text := DraftText{Key: t.Key, State: TextTranslated, Source: t.Text, Entry: e}
		from, found := moved[hash]
		_, goes := moved[e.Hash] // the translation belongs to a wording that has moved
		switch {
		case e.Hash == hash && e.Text != "":
		case found:
			text.State, text.Entry = TextReused, entries[from]
		case e.Text == "" || goes:
			text.State, text.Entry = TextUntranslated, rubric.OverlayEntry{Hash: hash}
		default:
			text.State = TextStale
			if was := earlier[t.Key]; rubric.TextHash(was) == e.Hash {
				text.Before = was
			}
		}
		d.Texts = append(d.Texts, text)
	}
	for _, key := range slices.Sorted(maps.Keys(entries)) {
		_, goes := moved[entries[key].Hash]
		if !present[key] && entries[key].Text != "" && !goes {
			d.Texts = append(d.Texts, DraftText{Key: key, State: TextRemoved, Before: earlier[key], Entry: entries[key]})
		}
	}
	return d
}

// String returns what the draft is and how many texts are left to translate, for messages.
func (d OverlayDraft) String() string {
	return fmt.Sprintf("translation of %s into %s: %d texts, %d to translate, %d stale", d.Document.Rubric, d.Document.Language, len(d.Texts), d.Count(TextUntranslated), d.Count(TextStale))
}

// Count returns the number of texts in a state.
func (d OverlayDraft) Count(state TextState) int {
	n := 0
	for _, t := range d.Texts {
		if t.State == state {
			n++
		}
	}
	return n
}

// Finished returns the draft with the texts only that are translated, reused or stale. Its YAML
// can be loaded.
func (d OverlayDraft) Finished() *OverlayDraft {
	f := &OverlayDraft{Document: d.Document}
	for _, t := range d.Texts {
		if t.State != TextUntranslated && t.State != TextRemoved {
			f.Texts = append(f.Texts, t)
		}
	}
	return f
}

// WriteYAML writes the draft as an overlay document with a comment before each entry that says
// what is to be translated. An untranslated entry has an empty text, which [rubric.LoadOverlay]
// reports at its line. A stale entry keeps its translation and its old hash, which
// [rubric.Rubric.Localize] reports; the comment has the present wording and its hash. A
// removed entry is at the end and reported as an unknown text.
//
// A document that is read with [UpdateOverlay] and written again stays the same, byte by byte,
// unless the rubric has changed; only the remark about a reused translation is not repeated. It
// returns an error if writing fails or w is nil.
func (d OverlayDraft) WriteYAML(w io.Writer) error {
	if w == nil {
		return errors.New("author.OverlayDraft.WriteYAML: w is nil")
	}
	var b yamlWriter
	b.value(0, d.Document, "texts")
	b.line(0, "texts:")
	if len(d.Texts) == 0 {
		b.cut(1)
		b.line(0, " {}")
	}
	removed := false
	for _, t := range d.Texts {
		switch t.State {
		case TextStale:
			b.comment(2, "STALE. The text now reads:")
			b.comment(2, indented(t.Source))
			if t.Before != "" {
				b.comment(2, "It was translated from:")
				b.comment(2, indented(t.Before))
			}
			b.comment(2, "Correct the translation and set the hash \""+rubric.TextHash(t.Source)+"\".")
		case TextReused:
			b.comment(2, "REUSED from another text with the same wording. Check that it fits.")
			b.comment(2, t.Source)
		case TextRemoved:
			if !removed {
				b.comment(2, "REMOVED. The rubric no longer has the texts from here on. Delete them.")
			}
			removed = true
		default:
			b.comment(2, t.Source)
		}
		b.value(2, map[string]rubric.OverlayEntry{t.Key: t.Entry})
	}
	return b.writeTo(w)
}

// indented moves the lines of a text to the right.
func indented(text string) string {
	return "  " + strings.ReplaceAll(text, "\n", "\n  ")
}
