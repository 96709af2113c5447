// Package report turns a published summary into everything that a report about it says, for the
// people it is about: families, students, educators, boards.
//
// # One view, many renderers
//
// [Build] returns a [View]: each row, number, word and color class of a report, in order. Renderers
// are separate packages. They arrange and escape, and make no decision, so all formats say the
// same:
//
//   - report/text writes plain text for terminals and mail
//   - report/markdown writes GitHub Flavored Markdown
//   - report/html writes pages that contain their style and pictures
//   - report/svg writes the pictures as documents
//   - report/tidy writes the counts as a CSV table, and a codebook
//
// [View.WriteJSON] writes the summary document. Another renderer needs no more than the view:
//
//	view, err := report.Build(published, nil)
//	err = html.Write(w, view, nil)
//
// [Options] select what a report contains and its language; nil selects the defaults. How a format is
// written, such as the width of text, is an option of its renderer.
//
// The same summary and options give the same bytes on every machine. A report does not contain
// the time when it was made, unless Options.Date does.
//
// # Handout, narrative, guide and worksheet
//
// Six more documents follow the same rules. The text, markdown and html renderers write them; a narrative
// is text or Markdown only.
//
// [View.Handout] returns the report in brief for a board packet, on one printed page of Letter or A4 paper,
// or two with progress or goals: who took part, what was found, the picture of the findings, and the
// sharing rule. It repeats sentences of the report, so it computes nothing again. Options.Sections
// selects its parts, and Options.Address says where the complete report is.
//
// [View.Narrative] returns a draft of a text to paste into another document and to edit: a general one, and
// for the rubric of package cei one for the local indicator of Priority 3 of California's Local Control
// Funding Formula, with an answer to each of its nine questions. Sentences state published numbers and
// name them ([NarrativeSentence].Cells). What the results do not say is left to the readers, in square
// brackets. Groups are named for a low response rate only if theirs and that of everyone are known.
//
// The publisher of the rubric recommends it for the Local Control Funding Formula and the Local Control and
// Accountability Plan (Frameworks & Self-Assessment, californiaengage.org/lessons/self-assessment), but
// does not say which domain belongs to which of the state's three areas: building relationships, building
// partnerships for student outcomes, and seeking input for decision-making (California Department of
// Education, Record Layout for Local Measures: Priority 3). This package assigns Building Relationships,
// most of Building Collective Efficacy, the staff who face the community and language access to the first
// area; Families As Co-Educators and Community as Collaborators to the second; and Shared Power And
// Decision-Making with leadership development to the third. A draft names the competencies that belong to
// none: those on students' participation and on resources. Only order is used within an area, by the rule
// of strengths and growing edges below.
//
// [View.Guide] returns the discussion guide, the document that a team takes into a meeting about the
// report: how to use it, the strengths to start with, the growing edges and a plan to fill in. A
// growing edge has how people rated it, what its stage and the next one tell people, the
// rubric's descriptor if there is one, the two groups that see it most differently if that is among
// the largest differences of view, and lines to write on. The edges are grouped by domain. Each
// domain begins on a new page and has all its questions, those of the themes that fit it, and those
// of its edges' stages and the next ones, so that small groups can take one each. The questions of
// the other themes are at the beginning. Without results or growing edges, the guide has the questions of
// every domain.
//
// [BuildWorksheet] returns a blank form of a rubric to rate on paper. Each domain has one page or
// more, with a row for each competency: a box for each stage with its descriptor if there is
// one, boxes for not applicable, don't know and rather not say, and lines for evidence and notes.
// A competency without a marked box is not answered.
//
// [BuildHandbook] returns everything that a rubric and its companion say: the definition, the
// frameworks behind it, who is asked, strands, domains with their beliefs and impact, competencies
// with descriptors, stages, the steps of a second spectrum, all questions, what to read further,
// and an index. A number after a text names its source. Chapters and parts have ids that links can
// use: domain-ID, competency-ID, stage-ID, step-ID, strand-ID, questions-ID, theme-ID, list-ID,
// text-ID and resource-ID, with the ids of the rubric.
//
// [BuildReflection] returns a worksheet for a group that thinks about one domain: its belief and
// impact, the stages, its competencies with boxes and lines, its questions or those of the themes
// that fit it, and the questions of each step, with lines to write on.
//
//	err = html.WriteGuide(w, view.Guide(), nil)
//	err = html.WriteHandout(w, view.Handout(), nil)
//
//	narrative, err := view.Narrative(report.NarrativeGeneral)
//	err = text.WriteNarrative(w, narrative, nil)
//
//	handbook, err := report.BuildHandbook(r, nil)
//	err = html.WriteHandbook(w, handbook, nil)
//
//	worksheet, err := report.BuildWorksheet(r, nil)
//	err = html.WriteWorksheet(w, worksheet, nil)
//
// # What is stable
//
// Programs should read the summary/1 document of [View.WriteJSON] or the table of package tidy. Their
// shapes are stable: columns may be added to the table at the end. The names of pictures are stable
// too. The wording and the layout of all other formats may change with any version, as may the
// words in a view. Fields may be added to a view.
//
// # What is shown
//
// The results of a report come from an [assess.Published], and from an [assess.Progress] that
// compares two of them, so a report cannot contain what the policy hides. A hidden value is a mark that
// the legend explains. The mark is the same for every reason and says nothing about the value.
// Free text of raters is in a report only with Options.Comments, and only what a person
// has cleared for it. If the policy hides nothing, the top of the report says
// so.
//
// # What was found
//
// A report begins with what was found ([View.Findings]): which share of all ratings is in the upper half
// of the stages, and in which domains that share is the largest and the smallest; up to three strengths
// and three growing edges, and where to begin a conversation; up to two differences of view; how many
// competencies moved since an earlier wave, and which one most; how many goals are reached, and which
// is the farthest; who took part, and the group in which the smallest share of those invited did; and
// how much is not shown. What has nothing to say is left out. Two domains whose ratings differ by less than
// a Cliff's delta of 0.147 are called alike.
//
// Each sentence comes with the published numbers that it rests on ([FindingSentence].Cells), so that
// other documents can be made from the same findings. The sentences do not depend on which other
// sections the report has. The picture beside them has the ratings of each domain; of more than twelve
// domains the strands, or the rows furthest along and those with the most room to grow.
//
// Who took part follows, then the other sections, and then how to read the report, with the marks, the
// sharing rule in full and the records that are missing.
//
// # What a report contains
//
// Options.Sections selects sections and Options.Constituencies selects groups, for example for a
// board that reads two pages. Sections keep the order of every report. Some parts are in all
// reports: the title block with the sharing rule in short and the warning of a report for
// internal use, who took part, the explanation of how to read it with the complete sharing rule, and the rubric's notice and sources at the end.
// View.Sections lists the sections of a report.
//
// A selection of groups never shows more. It does not change what is hidden, nor the results of
// everyone. No column, sentence or count of warnings is about a group that is not selected. Results
// that weigh all groups alike are left out, because readers could not know which groups those are. CSV
// and JSON have all groups in any case.
//
// Options.Logo adds an image to the top of the page: PNG, JPEG, GIF or WebP as a data URI, up to
// 256 KiB and 4096 pixels on each side. Its bytes must match its type. SVG is refused, because it can
// contain scripts and refer to other documents. With the organization's name beside it, the logo
// is decoration that screen readers skip; without the name, LogoText is required.
//
// The methods section describes the measures that the report shows: what each is, what it cannot
// say ([MethodDescription].Limits) and its source.
//
// # Pictures
//
// View.Pictures are the pictures of a report. Each has a title, a description of how to read it, and a
// table of the same values ([Picture.Table]):
//
//   - findings: bars of the ratings of each domain around the middle of the spectrum, with the
//     share in its upper half
//   - overview, if the rubric has groups: a heat map of the medians of everyone and of each group
//   - strands, if there are any: bars of the ratings of each strand and of its domains
//   - domain- with the id of a domain, for each: bars of the ratings around the middle of the
//     spectrum
//   - differences, if two groups differ: bars of the two groups that differ most, for the
//     competencies on which Cliff's delta is not negligible
//   - progress, with Options.Progress: bars of everyone's ratings before and now
//
// Pictures without content are left out; without results there are none. Hidden values are shown as
// hidden.
//
// A pair of bars never contradicts the table ([PicturePair]). Both bars have all ratings, the lowest
// stage first, so equal results look equal. Where the table calls one of them higher, a line connects
// them at the stage where the shares at or above it differ most, which is by 0.0735 or more; a sign
// and a word say the same. Pairs that are about the same have thin bars, no line and another sign.
//
// Color never carries meaning alone: stages have letters, hatches or a place, outcomes have signs, and
// the colors of stages keep their order in gray. The letters of stages are the first letters of
// their titles if these differ, otherwise the initials of their words, otherwise more letters of the
// titles, otherwise ranks.
//
// # Change, agreements and goals
//
// Options.Progress adds what changed since an earlier wave. Everyone's ratings of a domain or
// competency are called higher or lower than before if Cliff's delta is 0.147 or more, and about
// the same otherwise. That depends on all ratings, so the median may move to another stage although
// they are about the same. If fewer than ten people rated in a wave, the row says so. The largest
// changes are those of single groups of which ten people or more rated in both waves. The two
// waves are treated as different people. The earlier wave must be published under a policy that
// hides as much or more. The crosswalk's note on a competency that was reworded, split or merged
// is shown beside it.
//
// Options.Consensus adds what a team agreed on, beside the spread of the ratings and never counted
// with them. It is shown even if there are no results. Free text in it (rationale, evidence, names) is
// shown only if the policy's MinGroup is 1, and the title block then has a warning. Under
// any other policy only the stage and the date are shown. JSON and CSV do not contain it.
//
// Options.Comments adds what raters wrote, as far as somebody has cleared it: in a section by
// competency, beside what the team agreed on, and at the growing edges of the guide. If the policy
// hides anything, only comments marked as public are shown. Comments on a competency whose
// result is hidden are not shown, and those of a small group do not name it. JSON and CSV
// do not contain comments.
//
// Options.Targets adds the distance to goals, by a rule that the report names.
//
// If the median would be another stage with the same weight for each group, a line says so. It names
// the counted groups if some are not counted.
//
// # What a report uses of a rubric
//
// By the keys of the rubric document:
//
//   - title, and below it if Options.Title is set
//   - constituencies: the titles, as columns and as names of groups in sentences ("rated lower by
//     Families than by Leaders"), so plural nouns read best
//   - spectrum: title, summary and messages of each stage, in the legend. Messages are listed with
//     commas between them, without a period at the end of one
//   - strands: titles, in the overview and in a section of their own. A strand has results like a
//     domain: its ratings, middle, agreement, groups, change and goal
//   - domains: code, title and summary. A rubric with one domain has no overview and no results of
//     strands, and results do not name its domain
//   - level of competencies: a section says how far each level is reached by the rubric, its strands
//     and its domains, and by each group, and when that is open; see [assess.Published.Levels]
//   - competencies: code, title and summary; of a growing edge also the descriptor of the next
//     stage above the lower one of its median that has one
//   - prompts and prompt_sets of the domain of a growing edge; prompts of the steps that the stage of a
//     growing edge lines up with, and the prompt_sets of that stage or of those steps. The
//     report shows the first four questions of each set and counts the others; a question appears
//     once. The guide has them all (at most 24 of a set), each once in a domain
//   - definition, strands with their domains, the title and the alignment of reference_spectrum, citation, notice,
//     sources (title, publisher, url) and notes, at the end
//
// The worksheet uses title, constituencies, spectrum, domains, citation, notice and sources, and code,
// title, summary and all descriptors of competencies.
//
// Not used are belief, impact, date, introductions, prompt_sets of themes, lists and resources, the
// files of sources and, except in the worksheet, descriptors of other stages.
//
// # Paragraphs, lists and how much is repeated
//
// Texts of the rubric keep their paragraphs and lists, as package rubric defines them; so do the
// rationale and the evidence of a consensus. [TaggedText.Blocks] returns them. Text and Markdown
// show them as paragraphs and lists, HTML as p, ul and ol elements. In a cell of a Markdown table
// the blocks are below each other. Where a text has one line, blocks follow each other
// ([TaggedText.Flat]). Titles and messages are always one line.
//
// Options.Wording selects how much of the summaries of domains and competencies and of descriptors
// is repeated: all of it, first sentences, or nothing. By default a report shortens the wording of
// rubrics with more than 50 competencies. Stages, questions, the definition, notice, citation and
// notes are always complete.
//
// A sentence ends at a period, question mark or exclamation mark of any script before a space, or at
// a fullwidth one. It does not end before a small letter, after the abbreviations of English and
// Spanish that a capital letter or a number may follow (Dr., No. 5, p. ej.), after a capital letter
// alone (J. Smith), after letters with periods (U.S.), or after an ordinal in languages that write
// 3. for third. If it is not certain where a sentence ends, more is shown. A language without marks
// between sentences, such as Thai, has the first paragraph.
//
// # Languages
//
// Reports are available in English and Spanish ([Languages]). The language is that of Options.Language
// or of the rubric, and English if there are no words in it. The Spanish is written for families in
// California, with numbers as in the United States and in Mexico (1,128 and 0.33). The region of a
// tag is ignored: es-MX is Spanish.
//
// Any other language needs a words/1 document, YAML or JSON: every sentence and label of a
// report by a key, how numbers, lists and dates are written, and the direction of the script.
// [WordsFile] returns the English one, whose comments explain each key to translators.
// [LoadWords] reads such a document as strictly as a rubric and reports every missing key, so that no
// report mixes two languages:
//
//	words, err := report.LoadWords("vi.yaml", data)
//	view, err := report.Build(published, &report.Options{Words: words})
//
// Titles of groups inside a sentence have a form of their own under constituencies, such as "by
// families" or "de las familias". Titles that the file does not list, and those of a rubric in
// another language, are in quotation marks. The section is optional.
//
// Words that depend on a number have the plural forms of the language, by the cardinal rules of
// Unicode CLDR for whole numbers: from one (Vietnamese, Chinese, Korean, Khmer, Hmong) to the six of
// Arabic. The language tag selects the rule; a language without a known rule names one under plurals.
//
// Options.Date and the date of an agreement are written in the language of the report (October 1,
// 2026; 1 de octubre de 2026) if they are a calendar day or a month. Other texts stay as they are.
//
// The rubric's texts stay in their language, so a report in Spanish begins with a translation of the
// rubric:
//
//	overlay, err := cei.Overlay("2023.2", "es")
//	r, problems := cei.Latest().Localize(overlay)
//	summary, err := tally.Summarize(r, nil)
//
// If the two languages differ, or if a translation has gaps, each [TextPart] of a [TaggedText] has
// its language, and pages mark it for screen readers. An unofficial translation is called
// unofficial near the top of text, Markdown and HTML and in the codebook, in the words of its notice if
// it has one.
//
// # How it is worded
//
// Numbers are counts of people or of ratings ("12 of 40"), never percentages: stages are ranks, and
// readers would take a percentage for a score. Measures for analysts (Krippendorff's alpha, percent
// agreement) are in the methods section, intervals in the CSV table.
//
// The middle rating is the median, which is two stages if it falls between them.
//
// Agreement is a word and two numbers that anyone can check: of 100 pairs of ratings, how many are at
// the same stage and how many at most one stage apart. The word compares the pairs that are further
// apart with those of an even spread over all stages, which are 37.5 of 100 on four stages:
//
//	close together       half as many or fewer
//	fairly close         two thirds or fewer
//	somewhat spread out  three quarters or fewer
//	spread out           more
//	split in two         instead, if there are two camps ([spectrum.Distribution.TwoCamps])
//
// No source gives such limits. These separate the cases that a reader should tell apart. On four
// stages, all ratings on two neighbors are close together, an even spread over three stages and the
// binomial distribution 1:3:3:1 are fairly close, the weak hump 1:2:2:1 is at the limit of spread out,
// and an even spread is spread out. In simulations with 200 ratings, all samples of an even spread
// are spread out, 84 of 100 of 1:3:3:1 are fairly close and the others next to it, and nearly all of
// 4:1:1:4 are split in two; with 50 ratings, 95 of 100 of an even spread are spread out and 4 split.
// Van der Eijk's A, for analysts, is in JSON and CSV. It is not in words because it is between 0.2 and
// 0.5 for nearly all results with one hump.
//
// With two stages, pairs at different stages are compared with those of an even spread, which are
// half of all; nothing can be between two camps. With three stages, two camps are at both ends, and
// only these pairs are further apart than one stage. Fewer than five ratings get no word.
//
// Groups are compared by Cliff's delta, with the sizes of Romano and others (2006): close below 0.147,
// somewhat apart below 0.33, apart below 0.474, otherwise far apart. Two groups are compared if ten
// people or more of each rated the same competency; for a domain, if ten or more of each rated at
// least one of its competencies. If several pairs differ on a competency, the largest differences of
// view name the pair that differs most.
//
// # Strengths and growing edges
//
// Up to five competencies are strengths and up to five are growing edges, by a rule that uses only
// order. It considers the competencies that at least as many people rated as the policy requires of a
// group, and orders them by
//
//  1. the median, its lower stage first and then its higher,
//  2. the share of ratings at or above the upper half of the stages (of four, the third; the
//     middle one of an odd number is not in it),
//  3. the shares at or above each stage, from the highest down,
//  4. the rubric's order.
//
// The first are the strengths, at most a third of all (one of two); the last are the growing edges,
// at most as many. If the two lists would meet in competencies that are equal except for the
// rubric's order, those are in neither. A competency whose median is the lowest stage is not a
// strength, and one whose median is the highest stage is not a growing edge. If a list is empty, the
// report says so in a sentence.
//
// # Text from outside
//
// Titles and all other texts may come from anywhere. Build replaces characters that could control a
// terminal or reorder the line (control characters, bidirectional overrides), and each renderer
// escapes for its format, so no text becomes markup, script or an escape sequence.
//
// # Invalid arguments
//
// Nil and zero arguments are rejected by the rule of package spectrum, here and in the renderers.
// Methods of View and Words must not be called on nil, and [View.Guide] and [View.Handout] only on a view that
// Build made.
//
// # JSON
//
// A View and Words are neither written nor read: errors name the functions to call. A Guide, a
// Handout, a Narrative, a Worksheet and their parts can be written and read. Their JSON may change with any version;
// [View.WriteJSON] is the stable form of results.
package report
