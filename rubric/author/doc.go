// Package author helps the authors of rubrics. It drafts translations and crosswalks, and reads
// rubrics from spreadsheets, from 1EdTech CASE and, through [Outline], from anything else. The
// program examples/author has all of it as commands.
//
// # Translations
//
// [DraftOverlay] lists every text of a rubric with its hash and an empty translation.
// [UpdateOverlay] brings a translation up to date after a new edition. Both write YAML with the
// source text as a comment before each entry:
//
//	# We make compost
//	compost.title:
//	  text: ""
//	  hash: 88bad66b5bb0
//	# STALE. The text now reads:
//	#   We disturb the soil as little as we can
//	# Correct the translation and set the hash "c0f21c2fb288".
//	digging.title:
//	  text: Cavamos con cuidado
//	  hash: 017dc769b5e1
//
// rubric.LoadOverlay reports each empty translation at its line, and rubric.Rubric.Localize each
// stale one. Once all are edited, the document loads without a problem. [OverlayDraft.Finished]
// leaves out what is not translated, so that a translation can be used before it is complete.
//
// # Crosswalks
//
// [DraftCrosswalk] compares two editions. A competency that has the same id and the same texts
// in both is the same. Everything else has the value "to decide" ([ToDecide]), which
// rubric.LoadCrosswalk reports at its line, below a comment with the wordings before and now.
//
// # Spreadsheets
//
// [ReadSheet] reads a rubric from a sheet, [WriteSheet] writes one, and [SheetTemplate] is a
// sheet to fill in. A sheet is CSV with commas, semicolons or tabs, in UTF-8. It has two parts.
//
// First there may be settings, one in a row: a name in the first cell and what it is in the
// cells after it. Blank rows and rows that begin with # are skipped.
//
//	title, id, edition, language, direction, date, notice, citation, definition
//	note          a text; a row for each note
//	constituency  title, id; a row for each, as a plural
//	spectrum      title, id
//	stage         title, id, summary, messages (one on each line of the cell); a row for each, lowest first
//	order         "lowest first" (the default) or "highest first", for the columns of the stages
//
// SheetOptions.Document can have the settings instead.
//
// Then there is a row of headers, which is the first one with the header competency (or
// criterion, practice, activity, item or indicator), and a row for each competency:
//
//	domain              title of the domain; a blank cell means the domain of the row above
//	domain code, domain id, domain summary, domain belief, domain impact
//	domain prompts      one on each line of the cell
//	strand, strand id, strand introduction
//	competency          title
//	code, id, summary
//	a stage             what the competency looks like at the stage
//
// Any other key of a competency, or of a domain after the word domain, is a column too if its
// value fits a cell: a text, a number, a list of texts (one on each line) or ids with commas
// between them. Texts by constituency have the header KEY: ID.
//
// Only domain and competency are needed, and two stages. The header of a stage is its title. If
// there are no rows for the stages, every other header is one; write "stage: Domain" if the
// title is also the name of a column. What belongs to a domain or strand is given once, or the
// same in each of its rows.
//
// An apostrophe at the beginning of a cell is removed if =, +, -, @ or # follows it. WriteSheet
// adds it to texts that a spreadsheet program would take for a formula.
//
// A problem has the line and column in the file, and the address of the cell (C5) as its path.
//
// # Ids
//
// Sheets and CASE may have no ids. Then they are made from the titles: We make compost becomes
// we-make-compost, with the id of the domain before it if that is taken. Ids must keep their
// meaning in later editions, so write the rubric down (see [WriteRubric]) and keep its ids,
// also when a title changes.
//
// # CASE
//
// [ReadCASE] reads a CFPackage of CASE 1.0 or 1.1, or a CFRubric. Package assess/form writes
// both: form.CASEPackage and form.CASE. Documents, the licence of the document, items, their
// isChildOf associations, and rubrics with their criteria and levels are read. What else there
// is, is listed. A package of form.CASEPackage becomes the same rubric again, with its ids.
//
// # Other instruments
//
// A program that reads another format fills an [Outline]: one row for each competency, with its
// domain and strand. examples/author does so for FHIR questionnaires and for the model files of
// OWASP SAMM and DSOMM.
//
// Respect the licence of an instrument. A rubric says in its notice who owns the wording and why
// it may be reproduced, and in its sources where each text comes from.
//
// Nil and zero rubrics and nil writers give an error. All functions are safe for concurrent use.
package author
