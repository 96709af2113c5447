package rubric

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"

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
	// The translated texts, by the key of each text in the rubric, such as advanced.title.
	Texts map[string]OverlayEntry `json:"texts"`
}

// OverlayEntry is a translated text with the hash of the text that it was translated
// from; see [TextHash].
type OverlayEntry struct {
	// The translation.
	Text string `json:"text" rule:"text"`
	// The first 12 hexadecimal digits of the SHA-256 of the text that it was translated from.
	Hash string `json:"hash" rule:"hash"`
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
	root, problems := parse(name, data, OverlayFormat, opt.limits())
	if root == nil {
		return nil, problems.Err()
	}
	o := &Overlay{root: root}
	more, _ := source.Decode(root, &o.doc)
	if problems.Append(more); len(problems) > 0 {
		problems.Sort()
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
// text is not translated. For Mexican Spanish, pass the overlays of es-MX and es. The
// result has the same ref as r. Without overlays, Localize returns r.
//
// The problems have positions in the overlays. They do not prevent the use of the result:
//
//   - [problem.StaleText]: an entry translates an earlier wording, and is not used
//   - [problem.MissingText]: no overlay of the chain translates a text
//   - [problem.UnknownText]: an entry translates a text that the rubric does not have
//   - [problem.DuplicateTitle]: the translations of two titles cannot be told apart, so the
//     second keeps the rubric's title
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
	languages := make(map[string]string)
	var keys []string
	for t := range r.Texts() {
		keys = append(keys, t.Key)
	}
	misspelt := make(map[string]bool) // the keys that are most similar to unknown ones
	for _, o := range chain {
		problems = append(problems, o.unknown(r, keys, misspelt)...)
	}
	doc.walk(func(key, _ string, t *TextEntry, _ string) {
		text, language, stale := translate(chain, key, t.Text)
		problems = append(problems, stale...)
		switch {
		case text != "":
			t.Text = text
		case len(stale) == 0 && !misspelt[key]:
			last := chain[len(chain)-1]
			problems.Add(last.problem("texts", problem.MissingText, "no translation of "+key, "add it with the hash "+TextHash(t.Text)))
		}
		if language == "" {
			language = r.doc.Language
		}
		if language != doc.Language {
			languages[key] = language
		}
	})
	problems.Append(r.restoreTitles(&doc, chain, languages))
	problems.Sort()
	local, err := build(doc)
	if err != nil {
		// Only texts have changed, so what was built once is built again.
		return r, append(problems, first.problem("texts", problem.BadValue, err.Error(), ""))
	}
	local.ref = r.ref
	local.languages = languages
	local.translation = &Translation{Language: first.doc.Language, Official: first.doc.Official, Notice: first.doc.Notice}
	return local, problems
}

// restoreTitles replaces translated titles that readers could not tell from another one
// by the titles of the rubric, and reports them.
func (r *Rubric) restoreTitles(doc *EditionDocument, chain []*Overlay, languages map[string]string) problem.List {
	var problems problem.List
	restore := make(map[string]duplicateTitle) // by key
	for _, dup := range doc.duplicateTitles() {
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
		for _, o := range chain {
			if e, ok := o.doc.Texts[key]; ok && e.Text == t.Text {
				msg, hint := dup.describe()
				problems.Add(o.problem(source.JoinPath("texts", key), problem.DuplicateTitle, msg, hint))
				break
			}
		}
		t.Text = original[key].Text
		if language := original[key].Language; language != doc.Language {
			languages[key] = language
		} else {
			delete(languages, key)
		}
	})
	return problems
}

// translate returns the first translation of a text in the chain, and the stale ones before
// it.
func translate(chain []*Overlay, key, text string) (translated, language string, stale problem.List) {
	hash := TextHash(text)
	for _, o := range chain {
		e, ok := o.doc.Texts[key]
		if !ok {
			continue
		}
		if e.Hash == hash {
			return e.Text, o.doc.Language, stale
		}
		stale.Add(o.problem(source.JoinPath("texts", key), problem.StaleText,
			"the translation of "+key+" belongs to another wording", "translate "+source.Quote(text)+" and set the hash "+hash))
	}
	return "", "", stale
}

// unknown reports the entries whose keys the rubric does not have. It adds the keys that
// were probably meant to misspelt.
func (o *Overlay) unknown(r *Rubric, keys []string, misspelt map[string]bool) problem.List {
	known := make(map[string]bool, len(keys))
	for _, k := range keys {
		known[k] = true
	}
	var ps problem.List
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

func (o *Overlay) problem(path string, code problem.Code, msg, hint string) problem.Problem {
	pos := source.LookupKey(o.root, path)
	if path == "rubric" {
		pos = source.Lookup(o.root, path)
	}
	return problem.Problem{Pos: pos, Path: path, Code: code, Msg: msg, Hint: hint}
}
