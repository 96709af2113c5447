package drawing

// AppendEscaped appends s as content or attribute value of XML or HTML. U+FFFE and U+FFFF, which
// XML refuses, become U+FFFD.
func AppendEscaped(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		var entity string
		size := 1
		switch c := s[i]; {
		case c >= 0x80:
			if c != 0xEF || len(s)-i < 3 || s[i+1] != 0xBF || s[i+2] < 0xBE {
				continue
			}
			entity, size = "\uFFFD", 3 // U+FFFE and U+FFFF
		case c == '&':
			entity = "&amp;"
		case c == '<':
			entity = "&lt;"
		case c == '>':
			entity = "&gt;"
		case c == '"':
			entity = "&#34;"
		default:
			continue
		}
		b = append(append(b, s[from:i]...), entity...)
		i += size - 1
		from = i + 1
	}
	return append(b, s[from:]...)
}
