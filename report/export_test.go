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
