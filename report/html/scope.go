package html

import (
	"strconv"
	"strings"
)

// scopedSheet returns the rules of a page for the inside of a fragment. All selectors begin with the
// class of the article, all classes and variables with the prefix. Rules for sheets of paper are
// left out, because they would change the page around the fragment. Narrow is measured by the
// article instead of the window.
//
// It reads the style sheets of this package only: no comments, and no braces in strings.
func scopedSheet(css string, stages int, f *Fragment) string {
	s := scoper{
		root: "." + f.Prefix + "report", colors: "." + f.Prefix + "stages-" + strconv.Itoa(stages),
		prefix: f.Prefix, shift: f.HeadingLevel - 1,
	}
	s.b.Grow(2 * len(css))
	s.b.WriteString(s.root + "{container-type:inline-size;width:100%}")
	s.rules(css)
	return s.b.String()
}

type scoper struct {
	b            strings.Builder
	root, colors string // selectors of the article
	prefix       string
	shift        int // of the levels of headings
}

// rules writes rules and blocks of rules.
func (s *scoper) rules(css string) {
	for css = strings.TrimSpace(css); css != ""; css = strings.TrimSpace(css) {
		i := strings.IndexByte(css, '{')
		end := blockEnd(css, i)
		head, body := css[:i], css[i+1:end-1]
		css = css[end:]
		switch {
		case strings.HasPrefix(head, "@page"):
		case strings.HasPrefix(head, "@media screen and (max-width:"):
			s.b.WriteString("@media screen{@container " + strings.TrimPrefix(head, "@media screen and ") + "{")
			s.rules(body)
			s.b.WriteString("}}")
		case head[0] == '@':
			s.b.WriteString(head + "{")
			s.rules(body)
			s.b.WriteByte('}')
		default:
			s.selectors(head)
			s.b.WriteByte('{')
			s.declarations(body)
			s.b.WriteByte('}')
		}
	}
	s.b.WriteByte('\n')
}

// blockEnd returns the end of the block that begins at a brace.
func blockEnd(css string, i int) int {
	for depth := 0; i < len(css); i++ {
		switch css[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(css)
}

func (s *scoper) declarations(body string) {
	from := 0
	for i := range len(body) - 1 {
		if body[i] == '-' && body[i+1] == '-' && (i == 0 || strings.IndexByte(";(,", body[i-1]) >= 0) {
			s.b.WriteString(body[from:i+2] + s.prefix)
			from = i + 2
		}
	}
	s.b.WriteString(body[from:])
}

func (s *scoper) selectors(head string) {
	depth, from := 0, 0
	for i := range len(head) + 1 {
		switch {
		case i == len(head) || head[i] == ',' && depth == 0:
			if from > 0 {
				s.b.WriteByte(',')
			}
			s.selector(head[from:i])
			from = i + 1
		case head[i] == '(':
			depth++
		case head[i] == ')':
			depth--
		}
	}
}

// selector writes a selector without commas outside of parentheses.
func (s *scoper) selector(sel string) {
	switch sel {
	case ":root":
		s.b.WriteString(s.colors)
		return
	case "html", "body":
		s.b.WriteString(s.root)
		return
	}
	s.b.WriteString(s.root)
	if rest, ok := strings.CutPrefix(sel, "[dir=rtl] "); ok {
		s.b.WriteString("[dir=rtl]")
		sel = rest
	}
	// The class of the body is one of the article.
	if !hasClass(sel, handoutClass) {
		s.b.WriteByte(' ')
	}
	for i := 0; i < len(sel); {
		n := 1
		for i+n < len(sel) && isWordByte(sel[i+n]) {
			n++
		}
		s.word(sel[i : i+n])
		i += n
	}
}

// handoutClass is the class of the body of a handout.
const handoutClass = "handout"

// hasClass reports whether a selector begins with a class.
func hasClass(sel, class string) bool {
	rest, ok := strings.CutPrefix(sel, "."+class)
	return ok && (rest == "" || !isWordByte(rest[0]))
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_'
}

// word writes a name of an element, or a name with the character before it.
func (s *scoper) word(w string) {
	switch {
	case w[0] == '.' && len(w) > 1:
		s.b.WriteString("." + s.prefix + w[1:])
	case w == "main":
		s.b.WriteString("." + s.prefix + w)
	case isHeading(w):
		s.b.WriteString("h" + strconv.Itoa(shiftedLevel(w[1], s.shift)))
	default:
		s.b.WriteString(w)
	}
}

// isHeading reports whether the name of an element is that of a heading.
func isHeading(name string) bool {
	return len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6'
}

// shiftedLevel returns the level of a heading in a fragment. HTML has six.
func shiftedLevel(level byte, shift int) int { return min(int(level-'0')+shift, 6) }
