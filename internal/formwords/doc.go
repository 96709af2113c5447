// Package formwords has the words of forms and schemas that are not part of a rubric, in
// English and Spanish: titles and descriptions of fields, the non-answers, and the questions
// that a form asks in addition to the ratings.
//
// [In] returns the words in a language. The packages assess/schema and assess/form share
// them, so that all forms use the same words.
package formwords
