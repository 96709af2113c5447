package assess

import "strings"

// nesting finds the end of a JSON value by its brackets and quotation marks, byte by
// byte. It is not another reader of JSON: whatever it finds is read by the strict reader,
// which needs the bytes of one response at a time.
type nesting struct {
	open                 []byte // the brackets that are to be closed
	begun, text, escaped bool
}

// ending says whether a value ends at a byte.
type ending uint8

const (
	goesOn ending = iota
	endsBefore
	endsAfter
	endsNot // the value is broken
)

// closed reports whether all brackets and texts are closed.
func (n *nesting) closed() bool { return len(n.open) == 0 && !n.text }

// next takes the next byte and says whether the value ends there.
func (n *nesting) next(c byte) ending {
	begun := n.begun
	n.begun = true
	switch {
	case n.escaped:
		n.escaped = false
	case n.text && c == '\\':
		n.escaped = true
	case n.text && c == '\n':
		return endsNot // a text has no line ends
	case c == '"':
		if n.text = !n.text; n.closed() {
			return endsAfter
		}
	case n.text:
	case c == '{', c == '[':
		n.open = append(n.open, c+2)
	case begun && len(n.open) == 0 && strings.IndexByte(",] \t\r\n", c) >= 0:
		return endsBefore
	case c == '}', c == ']':
		if len(n.open) > 0 && n.open[len(n.open)-1] != c {
			return endsNot
		}
		if len(n.open) <= 1 {
			return endsAfter
		}
		n.open = n.open[:len(n.open)-1]
	}
	return goesOn
}
