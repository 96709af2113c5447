// Package scan reads response/1 documents in their usual form, one on a line, at
// about the speed at which they can be copied, and allocates nothing.
//
// It never says what is wrong with a document. [Table.Scan] either recognizes a line
// as a response, and then the strict reader of package assess accepts it with the
// same content, or it does not, and then the strict reader is to be asked: its verdict
// is the only one. The two never disagree, because Scan accepts no more than it has
// checked by the rules that the strict reader checks by. Tests in package assess
// compare the two on mutated and on arbitrary lines.
//
// # What makes it fast
//
// A document says the same few words over and over: eight keys, some dozens of
// competency ids and about seven ratings. [Compile] turns them into tables once. Then:
//
//   - Programs write the members of an object in the form's order or sorted, with blanks
//     after commas and colons or without. What stands before a value, from the comma on,
//     is compared as a whole with what would come next in the way of the member before
//     (see sequence). Where it is something else, its first machine words say in which
//     slot of a table the one member stands that it can be.
//   - The words for ratings, which are the most frequent, have a slot by one byte in
//     which all differ, so that where a word ends is known at once (see shortWords). Other
//     words have a slot by as many machine words as it takes to tell them apart (see
//     words).
//   - Nothing is searched for twice. The end of the line is found by reading the
//     document, since a line feed can stand nowhere within it.
//   - A text is passed over eight bytes at a time, looking for quotation marks,
//     backslashes and control characters at once; whether it is UTF-8 is looked into
//     only where a byte has its high bit set (see text).
//   - A competency that stands twice is found at the end, when there are fewer ratings
//     than members.
//   - What is returned are views of the line, and a byte for each competency.
//
// Cells of spreadsheets go the same way: [Cell] finds where one ends, and a [Memo] reads
// those that it knows, which stand there over and over, from two places of a row at once.
//
// # What it recognizes
//
// The keys in any order, white space anywhere between tokens, ratings as a word or as
// an object with stage, evidence and note, escapes in texts, UTF-8. It leaves to the
// strict reader, beside everything that is wrong: escapes in keys and in words, names
// of more than 200 bytes and remarks of more than 20,000, names without a visible
// ASCII character, byte order marks.
package scan
