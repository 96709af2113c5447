// Package rubric models an assessment instrument as data: domains of competencies,
// rated on a spectrum of stages by the constituencies of a community.
//
// # Reading one
//
// [Load] reads a rubric document, YAML or JSON; [LoadFS] reads it from a file
// system; [New] makes one from a [Document] put together in code. The three keep
// the same rules. What comes back is a [Rubric] that never changes and may be
// shared by goroutines:
//
//	r, err := rubric.LoadFS(os.DirFS("."), "rubric.yaml")
//	if err != nil {
//		log.Fatal(err) // every problem of the file, one on a line
//	}
//	for d := range r.Domains() {
//		for c := range d.Competencies() {
//			fmt.Println(c.Code(), c.Title())
//		}
//	}
//
// # When something is wrong
//
// An error of a loader is a [Problems]: all findings in the document, each with a
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
// plain YAML scalar is text where text is wanted: code: 7.10 stays "7.10".
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
// characters), unique in the rubric whatever it names, and keeps its meaning in
// all later editions. A code is the printed number. The editions of one rubric
// share its id.
//
// A text is a plain string, or {text, source} where it comes from another source
// than its surroundings. A source key on the document or on any object that holds
// texts holds for every text below it until another is named. A rubric that lists
// sources must give every text one; a rubric of one's own needs none. Titles have
// at most 1,000 characters, other texts 20,000; none may be blank. Paragraphs of
// a text are separated by an empty line.
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
//   - constituencies: a list of {id*, title*, source}, at most 50
//   - spectrum*: {id*, title, source, stages*}; stages is a list of 2 to 16, lowest
//     first, of {id*, title*, source, messages, steps}: messages are what the stage
//     tells the community, steps the ids of reference steps that it lines up with.
//     A stage's id is none of the words for non-answers (not-answered,
//     not-applicable, dont-know, declined)
//   - reference_spectrum: a second spectrum, {id*, title*, source, alignment,
//     steps*}; alignment says on what the lining up rests; steps is a list of 2 to
//     100 of {id*, title*, source, introduction, prompts}
//   - strands: a list of {id*, title*, source, introduction, domains*}; domains is
//     a list of ids, and a domain belongs to one strand at the most
//   - domains*: a list of 1 to 1,000 of {id*, code, source, title*, summary,
//     belief, impact, prompts, competencies*}; competencies is a list of 1 to 1,000
//     of {id*, code, source, title*, descriptors}; descriptors is an object of texts
//     by stage id
//   - prompt_sets: a list of {id*, title*, source, introduction, prompts*} with
//     exactly one of domain, stage, step (ids) and theme (a word of the rubric's own)
//   - lists: named lists of texts, {id*, title*, source, items*}
//   - resources: a list of {id*, title*, source, url, description}
//
// # Limits
//
// A document has at most 8 MiB, 200,000 keys and values, and 32 levels of nesting;
// [Limits] changes that. A list without a limit of its own has at most 10,000
// items. At most [MaxProblems] problems are reported.
package rubric
