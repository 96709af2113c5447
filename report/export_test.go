package report

// What the tests of the external package look into.
var (
	TextWidth      = textWidth
	Wrap           = wrap
	Truncate       = truncate
	EscapeMarkdown = escapeMarkdown
	Clean          = clean
	CSSString      = cssString
	ParseLogo      = parseLogo
)

// TextAdvance is how wide a text of a picture is at most.
func TextAdvance(s string, size int, bold bool) int { return font{size, bold}.advance(s) }

// StageLetters are the short labels of stages.
var StageLetters = stageLetters

// StripLength is how long a strip of a picture is.
const StripLength = stripLength

// DomainRows writes the rows of the tables of all domains and returns their length.
func DomainRows(v *View) int {
	p, n := &page{View: v}, 0
	for i := range v.Domains {
		t := domainTables{DomainSection: &v.Domains[i], Page: p}
		n += len(t.Rows()) + len(t.GroupRows())
	}
	return n
}
