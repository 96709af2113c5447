// Package scan reads response/1 documents in their usual form, one on a line, at
// about the speed at which they can be copied, and without allocations.
//
// It never says what is wrong with a document. If [Scanner.Scan] recognizes a line, the
// strict reader of package assess accepts it with the same content. If Scan does not
// recognize it, the strict reader decides. The two never disagree, because Scan accepts no
// more than it has checked by the rules of the strict reader. Tests in package assess
// compare the two on mutated and on arbitrary lines.
//
// This is the second reader of JSON in the module, after the one of package source, and
// it exists for speed only: it counts several times as many responses in a second.
//
// # What makes it fast
//
// A document repeats the same few words: eight keys, some dozens of competency ids and
// about seven ratings. [Compile] turns them into tables once. Then:
//
//   - Programs write the members of an object in the form's order or sorted, with blanks
//     after commas and colons or without. The text before a value, from the comma on, is
//     compared as one piece with the text that would come next in the style of the
//     previous member (see sequence). If it differs, its first machine words select the
//     slot of a table with the only member that it can be.
//   - The words for ratings, which are the most frequent, have a slot by one byte in
//     which all of them differ, so that the end of a word is known at once (see
//     shortWords). Other words have a slot by as many machine words as it takes to tell
//     them apart (see words).
//   - Nothing is searched for twice. The end of the line is found by reading the
//     document, because a line feed cannot occur within it.
//   - A text is read eight bytes at a time, looking for quotation marks, backslashes and
//     control characters at once. Whether it is UTF-8 is checked only if a byte has its
//     high bit set (see text).
//   - A duplicate competency is found at the end: there are fewer ratings than members.
//   - The result is views of the line, and a byte for each competency.
//
// Cells of spreadsheets are read in the same way: [Cell] finds the end of a cell, and a
// [Memo] reads known cells, which most are, from two places of a row at once.
//
// # What it recognizes
//
// It recognizes the keys in any order, answers to background questions, white space anywhere between tokens, ratings as a
// word or as an object with stage, evidence and note, escapes in texts, and UTF-8. It
// leaves to the strict reader everything that is wrong and also: escapes in keys and in
// words, names of more than 200 bytes and remarks of more than 20,000, names without a
// visible ASCII character, byte order marks.
package scan
