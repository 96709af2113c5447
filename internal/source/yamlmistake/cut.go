package yamlmistake

import "strings"

// CutMessage and CutHint are the words for a comment that was part of a text.
const (
	CutMessage = "the # starts a comment, so the rest of the line is not part of the text"
	CutHint    = "put the text in quotes, or move the comment to a line of its own"
)

// CutsText reports whether a comment after an unquoted text was meant as part of
// the text: if something other than a space follows its #, as in "Room #5", or if it
// is nothing but a number, as in "Room # 5" or "Room # 5b". A number alone explains
// nothing, so it is hardly ever a comment. Whether "Room # 5 or 6" has a comment
// cannot be decided. It has one, as YAML says, because people write comments such as
// "# 5 competencies" after a text.
func CutsText(comment string) bool {
	if len(comment) < 2 || comment[0] != '#' || comment[1] == '#' {
		return false
	}
	rest := strings.TrimSpace(comment[1:])
	return comment[1] != ' ' && comment[1] != '\t' || isNumber(rest)
}

// isNumber reports whether a text is digits with points, hyphens or slashes between
// them and at most one letter after them.
func isNumber(text string) bool {
	letters := strings.TrimLeft(text, "0123456789.-/")
	if len(letters) == len(text) || text[0] < '0' || text[0] > '9' {
		return false
	}
	return letters == "" || len(letters) == 1 && (letters[0]|' ' >= 'a' && letters[0]|' ' <= 'z')
}
