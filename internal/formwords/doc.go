// Package formwords holds the words of schemas and forms that no rubric has, in English
// and Spanish: what a field is called and what it is for, the non-answers as people are
// shown them, and what a form asks before and after the ratings.
//
// [In] returns those of a language. The packages assess/schema and assess/form take them
// from here, so that a form made from a schema and one for another program ask in the same
// words.
package formwords
