// Package rubric reads and represents rubrics: assessment instruments whose
// competencies are rated on a spectrum of stages.
//
// A [Rubric] is one edition of an instrument. It has domains (its chapters), competencies
// (the things that are rated, each in a domain), a spectrum (the ordered stages that a
// rating can be) and constituencies (the parts of the community that raters speak from).
// Package rubric/cei has the embedded reference rubric. Package assess reads and counts
// the ratings.
//
// # Loading a rubric
//
// [Load] reads a rubric document in YAML or JSON, [LoadFS] reads it from a file system,
// and [New] makes a rubric from an [EditionDocument] that a program has filled in. All
// three apply the same rules. The resulting Rubric never changes, so goroutines can share
// it:
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
// A competency can have a descriptor for each stage, which says what the competency looks
// like there:
//
//	for s := range r.Spectrum().Stages() {
//		if text, ok := c.Descriptor(s); ok {
//			fmt.Println(s.Title(), text)
//		}
//	}
//
// # Errors
//
// The error of a loader is a [problem.List] with all problems of the document, each with
// a position, a path, a stable [problem.Code], a message and a hint. One mistake gives one
// problem. The hint for an unknown id is the most similar known id. A problem prints as
//
//	rubric.yaml:12:9: unknown-domain: strands[0].domains[1]: no domain has the id "relatonships"; did you mean "relationships"?
//
// # The rubric document
//
// A document is one YAML or JSON object. Both are read with the same strictness:
// unknown, duplicate and wrongly-cased keys are problems. Only the part of YAML that JSON
// can express is accepted: no aliases, merge keys, tags or second documents. An unquoted
// YAML scalar is text if the key needs text, so code: 7.10 stays "7.10". (In JSON, an
// edition or a code must be a string.) A YAML text needs quotes if it contains : or # or,
// within brackets, ? or a comma.
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
// An id is a slug: lower-case letters, digits and single hyphens, at most 100 characters.
// It is unique among all ids of the rubric (a competency and a constituency cannot have the
// same id) and keeps its meaning in later editions. A code is the printed number. All
// editions of a rubric have the same id. Only the options of background questions have ids
// that are unique within their question alone, so that several questions can have an option
// "other".
//
// A text is a plain string, or {text, source, language} if its source or its language differs
// from that of its surroundings. A source key on the document or on an object applies to every text below
// it that does not name another source. If a rubric lists sources, every text must have
// one. A rubric without sources is valid. Titles have at most 1,000 characters and other
// texts 20,000, counting trailing line ends. Texts must not be blank. Trailing line ends are
// removed, so | and |- mean the same. All other line breaks are kept.
//
// # Paragraphs and lists
//
// A text, except a title or a message, can have paragraphs and lists:
//
//	summary: |
//	  Families and staff build trust. Look for:
//
//	  - home visits,
//	  - interpreters at
//	    every meeting.
//
//	  Trust takes time.
//
// [Blocks] is the only reader of this form, so reports, guides, worksheets and forms agree.
// [BlockRuns] puts the items of each list together:
//
//   - An empty line ends a paragraph or a list item.
//   - A line that begins with "- " is an item of a bulleted list. A line that begins with a
//     number of at most three digits and ". " is an item of a numbered list, which keeps its
//     number. Spaces before a line do not matter, so lists have one level.
//   - Any other line continues the paragraph or the item above it. So does a line with a
//     number from 2 up, unless it is below an item of a numbered list: a number may begin a
//     wrapped line by chance.
//   - In a text without empty lines, a line that ends a sentence or ends with a colon ends its
//     paragraph or item too. YAML makes one line break of an empty line in a text after > or
//     without | and >, so this is how paragraphs in such texts are recognized. YAML joins
//     other lines of such texts, so a list needs | or empty lines between its items.
//
// There is no other markup: * and # are characters like any other. If an output has only one
// line for a text, " / " separates the blocks. An edition's digest and text hashes depend on
// the text as it is written, with its line breaks.
//
// # Titles
//
// Readers of a report know stages, constituencies, domains and competencies by title, so
// two of a kind must not have the same title: two stages, two constituencies, two
// competencies of one domain, two background questions or options of one, or two domains
// unless each has a code. Letter case,
// accents, punctuation and spaces do not make titles different. Competencies of different
// domains may have the same title, as "Engagement" in each domain: outputs distinguish them by
// code or else by domain ([Competency.Label]).
//
// # Keys
//
// Required keys are marked with *. All others are optional.
//
// The document:
//
//   - format*: rubric/1
//   - id*: the rubric's id, the same in all editions
//   - edition*: letters and digits with single dots or hyphens, such as "2023.2"
//   - title*: text
//   - language*: a BCP 47 tag such as en or es-MX
//   - direction: ltr (the default) or rtl
//   - date: the calendar day of the last change of the data, YYYY-MM-DD
//   - notice, citation, definition: texts
//   - notes: a list of texts about this edition
//   - sources: a list of {id*, title*, publisher, url, file}; file is the name of a
//     plain-text copy, which [VerifySources] compares the texts with
//   - source: the id of the source of all texts that name no other
//   - constituencies: a list of {id*, title*, source}, at most 50; a title is a
//     plural such as "Families", because reports use it in sentences
//   - background: closed questions about the rater, at most 5 ([MaxBackgroundQuestions]), of
//     {id*, title*, source, options*}; options is a list of 2 to 30 of {id*, title*}. See
//     below. An option's id must not be not-answered
//   - spectrum*: {id*, title, source, stages*}; stages is a list of 2 to 16, lowest
//     first, of {id*, title*, source, summary, messages, steps}; messages are short
//     phrases without a full stop for what the stage tells the community; steps are the
//     ids of the reference steps that correspond to the stage. A level 0 is a stage like
//     any other. A stage's id must not be a word for a non-answer (not-answered,
//     not-applicable, dont-know, declined)
//   - reference_spectrum: a second spectrum, {id*, title*, source, alignment,
//     steps*}; alignment explains why stages and steps correspond; steps is a list of 2 to
//     100 of {id*, title*, source, introduction, prompts}
//   - strands: a list of {id*, title*, source, introduction, domains*}; domains is
//     a list of ids, and a domain belongs to at most one strand
//   - domains*: a list of 1 to 1,000 of {id*, code, source, title*, summary,
//     belief, impact, prompts, guidance, links, references, competencies*}; competencies is
//     a list of 1 to 1,000 of {id*, code, source, asked, title*, summary, wordings, level,
//     descriptors, guidance, links, references}; asked is a list of 1 to 50 constituency ids;
//     wordings is an object of titles by constituency id; level is the maturity level that
//     the competency belongs to, a whole number from 1 to 100 (see Levels and strands);
//     descriptors is an object of texts by stage id; guidance is a list of texts that help to understand, rate or improve it; links
//     is a list of {title*, url*} with addresses that begin with https, http or mailto;
//     references is a list of {framework*, id*, relation, title, url} with what it corresponds
//     to in other frameworks (see External references)
//   - prompt_sets: a list of {id*, title*, source, introduction, prompts*} with
//     exactly one of domain, stage, step (ids) and theme (a word that the rubric chooses)
//   - lists: named lists of texts, {id*, title*, source, items*}
//   - resources: a list of {id*, title*, source, url, description}
//
// # Background questions
//
// A rubric can ask a few things about the rater by which results are grouped, such as the
// grade or the home language:
//
//	background:
//	  - id: grade
//	    title: What grade are you in?
//	    options:
//	      - {id: 6-8, title: Grades 6 to 8}
//	      - {id: 9-12, title: Grades 9 to 12}
//
// Nobody has to answer them, and an answer is one of the options: free text could name its
// writer. Ask for nothing that no group is made of. Few options that many people choose show
// more than many options, because small groups are hidden. Package assess keeps the answers
// with the responses and groups by them (assess.ByBackground). Reports never show the
// answers of a person.
//
// In overlays the title of a question has the key grade.title, that of an option
// grade.options.6-8. [Diff] takes an option for a text of its question.
//
// # Who is asked
//
// A competency can name the constituencies that are asked it. Without the key asked, all of
// them are. A rater of another constituency is not asked: this is not a non-answer, and it
// has a separate state in responses, results, forms and reports. A wording is what the
// people of one constituency read in place of the title. Results and reports have the
// title.
//
//	competencies:
//	  - id: front-office
//	    title: The front office helps families in their languages
//	    asked: [family, educator]
//	    wordings:
//	      family: When I call or visit the school, somebody speaks my language
//
// [Domain.AskedOf] yields the competencies of a form for one constituency, [Rubric.DomainsAskedOf] its
// pages, and [Rubric.AskedConstituencies] the constituencies that need a form.
//
// # Levels and strands
//
// A rubric has up to three levels of structure: strands of domains, domains, and competencies.
// Reports have results for each of them. Strands do not overlap. A domain without a strand
// is in none, and a rubric without strands has only domains.
//
// Maturity models also sort their competencies by what has to be in place first: the activities
// of level 1 come before those of level 2. Such a competency has the key level:
//
//	strands:
//	  - {id: build, title: Build, domains: [process, tooling]}
//	domains:
//	  - id: process
//	    title: Process
//	    competencies:
//	      - {id: defined-build, title: The build is defined, level: 1}
//	      - {id: signed-build, title: The build is signed, level: 2}
//
// A level differs from a stage: the stage is how far a competency is, and raters choose it; the
// level belongs to the competency. Reports say how far each level is reached (package assess
// has the rule). Levels may be left out, and a competency without a level is in none.
//
// # External references
//
// A reference names a part of another framework: a control of a standard, an item of a CASE
// framework, a priority of a state.
//
//	references:
//	  - {framework: NIST CSF 2.0, id: GV.OC-01, relation: narrower}
//	  - {framework: CASE, id: 9a2f2c3c-4a45-11ee-be56-0242ac120002}
//
// Use the same name for a framework everywhere, because [Rubric.Aligned] and the reports
// select competencies by it. relation says how the framework's part compares: exact, close,
// broader (it covers more), narrower (it covers less) or related. The framework CASE is that
// of 1EdTech: its ids are the identifiers of CFItems, which package assess/form exports.
//
// # Keys of your own
//
// Every object of a rubric, overlay or crosswalk document, including a text that is written
// as an object, may have keys that begin with x-, with any JSON value. Use them for what
// another program needs to know, such as the number of a competency in its database:
//
//   - {id: listening, title: We listen to each other, x-crm: {field: 71}}
//
// Loading keeps them, in their order and with the digits of their numbers, and writing gives
// them back after the other keys of the object. [Extensions] says how a program reads them.
// They have no meaning in this module: they change no result, the digest of a rubric does not
// cover them, and [Diff] does not compare them. So a district can add keys to a published
// edition and its results stay comparable. An unquoted YAML value is a number, true, false or
// null if JSON writes it like this; anything else is text, such as 007.
//
// Objects whose keys are ids or text keys (descriptors, wordings, texts, stages of a crosswalk) have no
// keys of your own. Responses, consensus documents, mappings and summaries have none either:
// they are about people, and an unknown key could carry what disclosure control hides.
//
// # Overlays
//
// An overlay translates an edition. It lists texts by the keys that [Rubric.Texts] yields:
// the field for texts of the document itself (title, notes[0]), otherwise the id and the
// field (building-relationships.prompts[0], advanced.title,
// partner-ecosystem.descriptors.advanced, front-office.wordings.family). Each entry has the
// hash of the text that it translates ([TextHash]). If the rubric's wording has changed since, the hash differs and
// the translation is reported and not shown.
//
//   - format*: overlay/1
//   - rubric*: the edition, such as cei@2023.2
//   - language*: a BCP 47 tag
//   - direction: ltr (the default) or rtl
//   - official*: true if the rubric's publisher made or approved the translation
//   - notice: who made it, in the overlay's language
//   - covers: a list of the parts that it translates, as ids or keys of texts; a domain
//     includes its competencies. Missing translations of other parts are not reported. The
//     default is everything
//   - texts*: an object of {text*, hash*} by text key
//
// An overlay can be in the rubric's own language, for example en-simple for a plain wording.
//
// [Rubric.Localize] applies overlays, the preferred one first. A text that none of them
// translates stays as it is, in the rubric's language, and [Rubric.Translation] counts it:
//
//	o, err := rubric.LoadOverlay("es.overlay.yaml", data, nil)
//	spanish, problems := r.Localize(o)
//
// # Crosswalks
//
// A crosswalk ([LoadCrosswalk]) maps the competencies of an earlier edition to those of a
// later one, so that package assess can move responses. It must list every competency of
// both editions exactly once.
//
//   - format*: crosswalk/1
//   - from*, to*: the editions, such as cei@2023.1
//   - notice: who made the crosswalk, and why it is right
//   - stages: an object of stage ids of to by those of from, lower to lower; optional if
//     both spectra have the same ids in the same order
//   - competencies*: a list of {from, to, relation*, comparable*, note}; from and to
//     are lists of ids; relation is same or reworded (one to one), split (one to
//     several), merged (several to one), dropped (one to none) or added (none to
//     one); comparable is fully, partly or not
//
// # Companions
//
// What is printed around an instrument is not a part of its editions: frameworks that it
// builds on, examples, what it is for. A companion ([LoadCompanion]) has these texts, each
// with its source. It goes with all editions of a rubric and can grow while they are frozen.
// It also says which domains the themes of the rubric's prompt sets fit, so that a domain
// without questions has some.
//
//		format: companion/1
//		rubric: reading-circle
//		language: en
//		themes:
//		  - {id: listening, title: Listening, domains: [talk]}
//		sections:
//		  - id: how-we-began
//		    title: How we began
//		    texts: [We met in a kitchen.]
//
//	  - format*: companion/1
//	  - rubric*: the id of the rubric
//	  - language*: a BCP 47 tag
//	  - notice: a text
//	  - notes: a list of texts about the companion
//	  - sources, source: as in a rubric
//	  - themes: a list of {id*, title*, domains}; id is a theme of prompt sets, and domains is
//	    a list of the ids of the domains that its questions fit
//	  - sections*: a list of 1 to 1,000 of {id*, title*, source, texts*}
//
// [Rubric.WithCompanion] adds a companion to a rubric and returns an error if it does not
// fit. Package report shows it in handbooks and takes the questions of a theme for domains
// that have none.
//
// # Problem codes
//
// Problems of bytes and syntax:
//
//   - too-large, too-deep, too-many: more bytes, nesting, or values and items than
//     the limits
//   - encoding: not UTF-8, or half a surrogate pair; control-character: a NUL or another
//     control character
//   - empty: nothing but white space and comments
//   - syntax: not YAML or not JSON; tab-indent: YAML indented with a tab
//   - multiple-documents: more follows the first document
//   - alias, anchor, merge-key, key-type, tag, directive: YAML that JSON cannot express
//   - duplicate-key: a key twice in one object
//   - cut-text: a text such as Room #5 or Room # 5 without quotes, which YAML ends before
//     the #. Whether "Room # 5 or 6" is a text or has a comment cannot be decided: it has a
//     comment
//
// Problems of shape:
//
//   - unknown-format: another kind of document than the loader reads
//   - unknown-key, wrong-case, missing-key: the keys of an object
//   - wrong-type: text where a list belongs, and so on
//   - blank, too-long: a text; too-few: a list
//   - bad-id: not a slug, edition or reference; bad-format: not a date, language tag, web
//     address or hash; bad-value: not one of the listed values
//   - one-of: not exactly one of several keys
//
// Problems of meaning:
//
//   - duplicate-id, duplicate-code, duplicate-title, duplicate-reference: the same
//     id, code, title or reference twice
//   - reserved-id: a stage with the id of a non-answer
//   - unknown-source, missing-source: a text's source
//   - not-asked: a wording for a constituency that the competency does not ask
//   - unknown-domain, unknown-competency, unknown-stage, unknown-step,
//     unknown-constituency, unknown-question, unknown-option: an id that is not defined
//   - bad-date: a day that the calendar does not have
//   - wrong-edition: another edition than the requested one; unknown-edition: an edition
//     that is not available
//   - stale-text, missing-text, unknown-text: an overlay that does not fit its rubric
//   - not-covered, covered-twice, relation, stage-order: a crosswalk that does not fit
//     its editions
//   - io: a file that cannot be read
//
// # Limits
//
// A document has at most 8 MiB, 200,000 keys and values, and 32 levels of nesting;
// [DocumentLimits] changes these limits. A list without a limit above has at most 10,000
// items. At most [problem.Max] problems are reported.
//
// # Invalid arguments
//
// Nil and zero arguments, and stages of another spectrum, are rejected by the rule of package
// spectrum. Methods of types that only a loader makes (Rubric, Domain, Competency, Strand,
// Overlay, Crosswalk) must not be called on nil or on the zero value.
//
// # JSON
//
// A Rubric, an Overlay and a Crosswalk are written as documents. Reading them is an error that
// names the loader. A Domain, a Competency and a Strand are written as their ids. All other
// types can be written and read.
package rubric
