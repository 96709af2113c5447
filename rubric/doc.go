// Package rubric models an assessment instrument as data: domains of competencies,
// rated on a spectrum of stages by the constituencies of a community.
//
// # Reading one
//
// [Load] reads a rubric document, YAML or JSON; [LoadFS] reads it from a file
// system; [New] makes one from a [EditionDocument] put together in code. The three keep
// the same rules. What comes back is a [Rubric] that never changes and may be
// shared by goroutines:
//
//	r, err := rubric.LoadFS(os.DirFS("."), "rubric.yaml", nil)
//	if err != nil {
//		log.Fatal(err) // every problem of the file, one on a line
//	}
//	for d := range r.Domains() {
//		for c := range d.Competencies() {
//			fmt.Println(c.Code(), c.Title())
//		}
//	}
//
// What a competency looks like at each stage:
//
//	for s := range r.Spectrum().Stages() {
//		if text, ok := c.Descriptor(s); ok {
//			fmt.Println(s.Title(), text)
//		}
//	}
//
// # When something is wrong
//
// An error of a loader is a [problem.List]: all findings in the document, each with a
// position, a path, a stable [Code], a message and a hint. One mistake gives one
// problem. A wrong id gets the nearest right one as its hint. Printed, a problem is
//
//	rubric.yaml:12:9: unknown-domain: strands[0].domains[1]: no domain has the id "relatonships"; did you mean "relationships"?
//
// # The document
//
// A document is one YAML or JSON object. Both are read with the same strictness:
// unknown, duplicate and wrongly-cased keys are problems. Of YAML only what JSON
// can say too is accepted: no aliases, merge keys, tags or second documents. A
// plain YAML scalar is text where text is wanted: code: 7.10 stays "7.10". (In JSON
// an edition or a code is a string.) A YAML text that holds : or # or, within
// brackets, ? or a comma needs quotes around it.
//
// The smallest rubric:
//
//	format: rubric/1
//	id: reading-circle
//	edition: "1"
//	title: Our reading circle
//	language: en
//	spectrum:
//	  id: growth
//	  stages:
//	    - {id: seed, title: Seed}
//	    - {id: tree, title: Tree}
//	domains:
//	  - id: talk
//	    title: Talk
//	    competencies:
//	      - {id: listening, title: We listen to each other}
//
// # Ids, texts and sources
//
// An id is a slug (lower-case letters, digits, single hyphens, at most 100
// characters), unique in the rubric whatever it names (no competency is called like
// a constituency), and keeps its meaning in all later editions. A code is the
// printed number. The editions of one rubric share its id.
//
// A text is a plain string, or {text, source} where it comes from another source
// than its surroundings. A source key on the document or on any object that holds
// texts holds for every text below it until another is named. A rubric that lists
// sources must give every text one; a rubric of one's own needs none. Titles have
// at most 1,000 characters, other texts 20,000, line ends at the end among them; none
// may be blank. Paragraphs of a text are separated by an empty line; line ends at the
// end of a text are no part of it, so | and |- mean the same.
//
// # Keys
//
// Required keys are marked with *. Everything else may be left out.
//
// The document:
//
//   - format*: rubric/1
//   - id*: the rubric's id, the same in all editions
//   - edition*: letters and digits with single dots or hyphens, such as "2023.2"
//   - title*: text
//   - language*: a BCP 47 tag such as en or es-MX
//   - direction: ltr (the default) or rtl
//   - date: the calendar day on which the data was last changed, YYYY-MM-DD
//   - notice, citation, definition: texts
//   - notes: a list of texts about this edition
//   - sources: a list of {id*, title*, publisher, url, file}; file names the
//     plain-text copy that the transcription can be checked against
//   - source: the id of the source that holds for the document
//   - constituencies: a list of {id*, title*, source}, at most 50; a title is a
//     plural, as in "Families", because reports make sentences with it
//   - spectrum*: {id*, title, source, stages*}; stages is a list of 2 to 16, lowest
//     first, of {id*, title*, source, summary, messages, steps}: messages are what the
//     stage tells the community, in short phrases without a full stop (a level 0 is a
//     stage like the others); steps are the ids of reference steps that it lines up with.
//     A stage's id is none of the words for non-answers (not-answered,
//     not-applicable, dont-know, declined)
//   - reference_spectrum: a second spectrum, {id*, title*, source, alignment,
//     steps*}; alignment says on what the lining up rests; steps is a list of 2 to
//     100 of {id*, title*, source, introduction, prompts}
//   - strands: a list of {id*, title*, source, introduction, domains*}; domains is
//     a list of ids, and a domain belongs to one strand at the most
//   - domains*: a list of 1 to 1,000 of {id*, code, source, title*, summary,
//     belief, impact, prompts, competencies*}; competencies is a list of 1 to 1,000
//     of {id*, code, source, title*, summary, descriptors}; descriptors is an object of texts
//     by stage id
//   - prompt_sets: a list of {id*, title*, source, introduction, prompts*} with
//     exactly one of domain, stage, step (ids) and theme (a word of the rubric's own)
//   - lists: named lists of texts, {id*, title*, source, items*}
//   - resources: a list of {id*, title*, source, url, description}
//
// # Overlays
//
// An overlay translates an edition. Its texts are by the keys that [Rubric.Texts]
// gives: the field for the document's own texts (title, notes[0]), else the id and
// the field (building-relationships.prompts[0], advanced.title,
// partner-ecosystem.descriptors.advanced). Each entry carries the hash of the text
// that it was translated from ([TextHash]), so that a translation of an earlier
// wording is found out and not shown.
//
//   - format*: overlay/1
//   - rubric*: the edition, such as cei@2023.2
//   - language*: a BCP 47 tag
//   - direction: ltr (the default) or rtl
//   - official*: true when the rubric's publisher made or approved the translation
//   - notice: who made it, in the overlay's language
//   - texts*: an object of {text*, hash*} by text key
//
// [Rubric.Localize] applies overlays, the preferred one first:
//
//	o, err := rubric.LoadOverlay("es.overlay.yaml", data, nil)
//	spanish, problems := r.Localize(o)
//
// # Crosswalks
//
// A crosswalk leads from an earlier edition to a later one, competency by
// competency, so that answers can be moved ([LoadCrosswalk]; package assess moves
// them). Every competency of both editions is spoken of exactly once.
//
//   - format*: crosswalk/1
//   - from*, to*: the editions, such as cei@2023.1
//   - notice: who made it and on what ground
//   - stages: an object of stage ids of to by those of from, lower to lower; it may
//     be left out where both spectra have the same ids
//   - competencies*: a list of {from, to, relation*, comparable*, note}; from and to
//     are lists of ids; relation is same or reworded (one to one), split (one to
//     several), merged (several to one), dropped (one to none) or added (none to
//     one); comparable is fully, partly or not
//
// # Problem codes
//
// Of bytes and syntax:
//
//   - too-large, too-deep, too-many: more bytes, nesting, or values and items than
//     the limits
//   - encoding: not UTF-8, or half a surrogate pair; control-character: a NUL or, in
//     JSON and YAML source, any other control character
//   - empty: nothing but white space and comments
//   - syntax: not YAML or not JSON; tab-indent: YAML indented with a tab
//   - multiple-documents: more follows the first document
//   - alias, merge-key, key-type, tag, directive: YAML that JSON cannot say
//   - duplicate-key: a key twice in one object
//
// Of shape:
//
//   - unknown-format: another kind of document than asked for
//   - unknown-key, wrong-case, missing-key: the keys of an object
//   - wrong-type: text where a list belongs, and so on
//   - blank, too-long: a text; too-few: a list
//   - bad-id: no slug, edition or reference; bad-format: no date, language tag, web
//     address or hash; bad-value: not one of the listed values
//   - one-of: exactly one of several keys is needed
//
// Of meaning:
//
//   - duplicate-id, duplicate-code, duplicate-title, duplicate-reference: the same twice
//   - reserved-id: a stage named like a non-answer
//   - unknown-source, missing-source: a text's source
//   - unknown-domain, unknown-competency, unknown-stage, unknown-step,
//     unknown-constituency: an id that names nothing
//   - bad-date: a day that the calendar does not have
//   - wrong-edition: of another edition than asked for; unknown-edition: of one that
//     is not at hand
//   - stale-text, missing-text, unknown-text: an overlay held against its rubric
//   - not-covered, covered-twice, relation, stage-order: a crosswalk held against
//     its editions
//   - io: a file that cannot be read
//
// # Limits
//
// A document has at most 8 MiB, 200,000 keys and values, and 32 levels of nesting;
// [DocumentLimits] changes that. A list without a limit of its own has at most 10,000
// items. At most [problem.Max] problems are reported.
package rubric
