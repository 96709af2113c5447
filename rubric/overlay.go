package rubric

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// OverlayFormat is the first key's value in an overlay document.
const OverlayFormat = "overlay/1"

// OverlayDocument is a translation in its editable form, with a field for each key of an
// overlay file.
type OverlayDocument struct {
	// Says what the document is.
	Format string `json:"format" enum:"overlay/1"`
	// The edition that is translated, such as cei@2023.2.
	Rubric string `json:"rubric" rule:"ref"`
	// The language of the translation, as a BCP 47 tag such as es or es-MX.
	Language string `json:"language" rule:"language"`
	// The direction of the script: ltr, which is the default, or rtl.
	Direction string `json:"direction,omitzero" enum:"ltr,rtl"`
	// Whether the publisher of the rubric made or approved the translation.
	Official bool `json:"official"`
	// Who made the translation, in its language.
	Notice string `json:"notice,omitzero" rule:"text"`
	// The ids of the parts of the rubric that the overlay translates, or keys of texts. A domain
	// includes its competencies. Without covers the overlay translates everything.
	Covers []string `json:"covers,omitempty" rule:"name" unique:"true"`
	// The translated texts, by the key of each text in the rubric, such as advanced.title.
	Texts map[string]OverlayEntry `json:"texts"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// OverlayEntry is a translated text with the hash of the text that it was translated
// from; see [TextHash].
type OverlayEntry struct {
	// The translation.
	Text string `json:"text" rule:"text"`
	// The first 12 hexadecimal digits of the SHA-256 of the text that it was translated from.
	Hash string `json:"hash" rule:"hash"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// TextHash returns the hash that an overlay entry has for the text that it translates: the first 12 hexadecimal digits of the SHA-256 of its UTF-8 bytes.
func TextHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])[:12]
}

// Overlay is a translation of an edition. It never changes once it is loaded and is
// safe for concurrent use.
type Overlay struct {
	doc  OverlayDocument
	root *source.Node
}

// LoadOverlay reads an overlay document in YAML or JSON. name and opt are as in [Load]. The
// error is a [problem.List]. [Rubric.Localize] reports whether the overlay fits a rubric.
func LoadOverlay(name string, data []byte, opt *LoadOptions) (*Overlay, error) {
	if err := opt.check("LoadOverlay"); err != nil {
		return nil, err
	}
	o := new(Overlay)
	keep := func(root *source.Node, _ map[string]bool) problem.List {
		o.root = root // for the positions of problems that Localize finds
		return nil
	}
	if problems := load(name, data, OverlayFormat, opt, &o.doc, keep); len(problems) > 0 {
		return nil, problems
	}
	return o, nil
}

// Rubric returns the edition that the overlay translates, as id@edition.
func (o *Overlay) Rubric() string { return o.doc.Rubric }

// Language returns the BCP 47 tag of the language.
func (o *Overlay) Language() string { return o.doc.Language }

// Direction returns the direction of the script, "ltr" or "rtl".
func (o *Overlay) Direction() string {
	if o.doc.Direction == "" {
		return "ltr"
	}
	return o.doc.Direction
}

// Official reports whether the publisher of the rubric made or approved the translation.
func (o *Overlay) Official() bool { return o.doc.Official }

// Notice returns who made the translation, in the overlay's language, or "".
func (o *Overlay) Notice() string { return o.doc.Notice }

// Translation describes the overlay that gave a localized rubric its language.
type Translation struct {
	Language string
	Official bool
	Notice   string // may be ""
	// Reworded reports whether the overlay is in the rubric's language, as for plain wording.
	Reworded bool
	// Original is the language of the rubric.
	Original string
	// Overlays are the overlays of the chain, with the number of texts taken from each.
	Overlays []OverlayUse
	// Texts is the number of texts of the rubric, Fallback that of those which no overlay
	// translates, so that they are in the rubric's wording.
	Texts, Fallback int
}

// OverlayUse is an overlay of a chain and how many texts a localized rubric takes from it.
type OverlayUse struct {
	Language string
	Official bool
	Notice   string // may be ""
	Texts    int
}

// Translation returns the overlay's language, status and notice. ok is false if the rubric
// is not localized.
func (r *Rubric) Translation() (t Translation, ok bool) {
	if r.translation == nil {
		return Translation{}, false
	}
	return *r.translation, true
}

// Localize returns the rubric in the language of the first overlay. Each text comes from
// the first overlay of the chain that translates its current wording. If none does, the
// text is not translated and stays in the rubric's language; [Translation] counts these. For
// Mexican Spanish, pass the overlays of es-MX and es; for a plain wording of part of a
// translation, that overlay and the translation. An overlay can be in the rubric's own
// language. The result has the same ref as r. Without overlays, Localize returns r.
//
// The problems have positions in the overlays. They do not prevent the use of the result:
//
//   - [problem.StaleText]: an entry translates an earlier wording, and is not used
//   - [problem.MissingText]: no overlay of the chain translates a text that one covers
//   - [problem.UnknownText]: an entry translates a text that the rubric does not have, or
//     covers names nothing in it
//   - [problem.DuplicateTitle]: the translation of a title cannot be told apart from another
//     title, so that the rubric's title is kept
//   - [problem.WrongEdition]: an overlay is of another edition, and is not used
//
// Localize panics if an overlay is nil or the zero Overlay.
func (r *Rubric) Localize(chain ...*Overlay) (*Rubric, problem.List) {
	for _, o := range chain {
		must(missing("Rubric.Localize", "an overlay of the chain", o))
		if o.root == nil {
			panic("rubric.Rubric.Localize: an overlay of the chain is the zero Overlay; make it with rubric.LoadOverlay")
		}
	}
	var problems problem.List
	chain = slices.DeleteFunc(slices.Clone(chain), func(o *Overlay) bool {
		wrong := o.doc.Rubric != r.ref.String()
		if wrong {
			problems.Add(o.problem("rubric", problem.WrongEdition, "the overlay translates "+source.Quote(o.doc.Rubric)+", expected "+r.ref.String(), ""))
		}
		return wrong
	})
	if len(chain) == 0 {
		return r, problems
	}
	first := chain[0]
	doc := r.Document()
	doc.Language, doc.Direction = first.doc.Language, first.doc.Direction
	var keys []string
	for t := range r.Texts() {
		keys = append(keys, t.Key)
	}
	misspelt := make(map[string]bool) // the keys that are most similar to unknown ones
	for _, o := range chain {
		problems = append(problems, o.unknown(r, keys, misspelt)...)
	}
	used := make(map[string]*Overlay)
	doc.walk(func(key, _ string, t *TextEntry, _ string) {
		o, text, stale := translate(chain, key, t.Text)
		problems = append(problems, stale...)
		language := cmp.Or(t.Language, r.doc.Language)
		switch {
		case o != nil:
			used[key], t.Text, language = o, text, o.doc.Language
		case len(stale) == 0 && !misspelt[key]:
			if last := r.lastCovering(chain, key); last != nil {
				problems.Add(last.problem("texts", problem.MissingText, "no translation of "+key, "add it with the hash "+TextHash(t.Text)))
			}
		}
		t.setLanguage(language, doc.Language)
	})
	problems.Append(r.restoreTitles(&doc, chain, used))
	problems.Sort()
	local, err := build(doc)
	if err != nil {
		// Only texts have changed, so what was built once is built again.
		return r, append(problems, first.problem("texts", problem.BadValue, err.Error(), ""))
	}
	local.ref, local.companion = r.ref, r.companion
	local.translation = r.translationOf(chain, used, len(keys))
	return local, problems
}

// setLanguage sets the language of a text in a document in the language surrounding.
func (t *TextEntry) setLanguage(language, surrounding string) {
	t.Language = ""
	if language != surrounding {
		t.Language = language
	}
}

// translationOf describes a chain of overlays, of which used are those of the texts by key.
func (r *Rubric) translationOf(chain []*Overlay, used map[string]*Overlay, texts int) *Translation {
	first := chain[0].doc
	t := &Translation{
		Language: first.Language, Official: first.Official, Notice: first.Notice,
		Reworded: source.PrimaryLanguage(first.Language) == source.PrimaryLanguage(r.doc.Language),
		Original: r.doc.Language, Texts: texts, Fallback: texts - len(used),
	}
	for _, o := range chain {
		use := OverlayUse{Language: o.doc.Language, Official: o.doc.Official, Notice: o.doc.Notice}
		for _, by := range used {
			if by == o {
				use.Texts++
			}
		}
		t.Overlays = append(t.Overlays, use)
	}
	return t
}

// lastCovering returns the last overlay of a chain that is meant to translate a text, or nil.
func (r *Rubric) lastCovering(chain []*Overlay, key string) *Overlay {
	for _, o := range slices.Backward(chain) {
		if len(o.doc.Covers) == 0 || slices.ContainsFunc(o.doc.Covers, func(part string) bool { return r.covers(part, key) }) {
			return o
		}
	}
	return nil
}

// covers reports whether a text belongs to a part of the rubric, which is an id or a key.
func (r *Rubric) covers(part, key string) bool {
	if key == part || strings.HasPrefix(key, part+".") || strings.HasPrefix(key, part+"[") {
		return true
	}
	id, _, _ := strings.Cut(key, ".")
	c, ok := r.competencyByID[id]
	return ok && c.domain.ID() == part
}

// restoreTitles replaces translated titles that readers could not tell from another one
// by the titles of the rubric, and reports them. It removes them from used.
func (r *Rubric) restoreTitles(doc *EditionDocument, chain []*Overlay, used map[string]*Overlay) problem.List {
	var problems problem.List
	restore := make(map[string]duplicateTitle) // by key
	for _, dup := range doc.duplicateTitles() {
		if used[dup.key()] == nil { // only the first is translated
			dup.first, dup.second = dup.second, dup.first
		}
		restore[dup.key()] = dup
	}
	if len(restore) == 0 {
		return nil
	}
	original := make(map[string]SourcedText)
	for t := range r.Texts() {
		original[t.Key] = t
	}
	doc.walk(func(key, _ string, t *TextEntry, _ string) {
		dup, ok := restore[key]
		if !ok {
			return
		}
		if o := used[key]; o != nil {
			msg, hint := dup.describe()
			problems.Add(o.problem(source.JoinPath("texts", key), problem.DuplicateTitle, msg, hint))
		}
		delete(used, key)
		t.Text = original[key].Text
		t.setLanguage(original[key].Language, doc.Language)
	})
	return problems
}

// translate returns the first overlay of the chain that translates a text, or nil, the
// translation, and the stale ones before it.
func translate(chain []*Overlay, key, text string) (by *Overlay, translated string, stale problem.List) {
	hash := TextHash(text)
	for _, o := range chain {
		e, ok := o.doc.Texts[key]
		if !ok {
			continue
		}
		if e.Hash == hash {
			return o, e.Text, stale
		}
		stale.Add(o.problem(source.JoinPath("texts", key), problem.StaleText,
			"the translation of "+key+" belongs to another wording", "translate "+source.Quote(text)+" and set the hash "+hash))
	}
	return nil, "", stale
}

// unknown reports the entries whose keys the rubric does not have. It adds the keys that
// were probably meant to misspelt.
func (o *Overlay) unknown(r *Rubric, keys []string, misspelt map[string]bool) problem.List {
	known := make(map[string]bool, len(keys))
	for _, k := range keys {
		known[k] = true
	}
	var ps problem.List
	for i, part := range o.doc.Covers {
		if slices.ContainsFunc(keys, func(key string) bool { return r.covers(part, key) }) {
			continue
		}
		hint := ""
		if len(ps) < maxHints {
			hint = source.DidYouMean(part, r.partIDs())
		}
		path := at("covers", i)
		ps.Add(problem.Problem{Pos: source.Lookup(o.root, path), Path: path, Code: problem.UnknownText, Msg: r.ref.String() + " has no part or text " + source.Quote(part), Hint: hint})
	}
	for _, key := range slices.Sorted(maps.Keys(o.doc.Texts)) {
		if known[key] {
			continue
		}
		hint := ""
		if len(ps) < maxHints {
			hint = source.DidYouMean(key, keys)
			misspelt[source.Nearest(key, keys)] = true
		}
		ps.Add(o.problem(source.JoinPath("texts", key), problem.UnknownText, r.ref.String()+" has no text "+source.Quote(key), hint))
	}
	return ps
}

// partIDs returns the ids of the parts of the rubric.
func (r *Rubric) partIDs() []string {
	var ids []string
	for _, p := range r.parts().list {
		ids = append(ids, p.id)
	}
	return ids
}

func (o *Overlay) problem(path string, code problem.Code, msg, hint string) problem.Problem {
	pos := source.LookupKey(o.root, path)
	if path == "rubric" {
		pos = source.Lookup(o.root, path)
	}
	return problem.Problem{Pos: pos, Path: path, Code: code, Msg: msg, Hint: hint}
}
