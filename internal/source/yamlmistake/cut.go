package yamlmistake

// CutMessage and CutHint are the words for a comment that was part of a text.
const (
	CutMessage = "the # starts a comment, so the rest of the line is not part of the text"
	CutHint    = "put the text in quotes, or write a space after the # of a comment"
)

// CutsText reports whether a comment after an unquoted text was meant as part of
// the text: if something other than a space follows its #, as in "Room #5". A
// comment such as "# the number" is one.
func CutsText(comment string) bool {
	return len(comment) > 1 && comment[0] == '#' && comment[1] != ' ' && comment[1] != '\t' && comment[1] != '#'
}
