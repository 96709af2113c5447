package source

import (
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/rubric/problem"
)

// trail is the path from the root to a value. It becomes a string only if a problem needs it.
type trail []segment

type segment struct {
	key   string
	index int // from 0, or -1 if the segment is a key
}

func (t *trail) pushKey(key string) { *t = append(*t, segment{key, -1}) }

func (t *trail) pushIndex(i int) { *t = append(*t, segment{"", i}) }

func (t *trail) pop() { *t = (*t)[:len(*t)-1] }

// String returns the path, as in domains[0].title. It shares no memory with the keys,
// because it may outlive the document.
func (t trail) String() string {
	var buf [128]byte
	path := buf[:0]
	for _, s := range t {
		if s.index >= 0 {
			path = append(path, '[')
			path = strconv.AppendInt(path, int64(s.index), 10)
			path = append(path, ']')
		} else {
			path = appendKey(path, s.key)
		}
	}
	return string(path)
}

// JoinPath appends a key to a path: a.b, or a["b c"] if the key is not a word.
func JoinPath(path, key string) string {
	var buf [128]byte
	return string(appendKey(append(buf[:0], path...), key))
}

// maxPathKey is how many characters of a key a path shows, so that a long key is not copied into
// each of a thousand problems below it. An id with its field has fewer.
const maxPathKey = 300

func appendKey(path []byte, key string) []byte {
	if len(key) > maxPathKey || !isWord(key) {
		path = append(path, '[')
		path = append(path, quote(key, maxPathKey)...)
		return append(path, ']')
	}
	if len(path) > 0 {
		path = append(path, '.')
	}
	return append(path, key...)
}

func isWord(key string) bool {
	for i := range len(key) {
		c := key[i]
		if c != '-' && c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return key != ""
}

// Lookup returns the position of the value at a path in the form that Decode writes, or of
// the innermost enclosing value that exists.
func Lookup(root *Node, path string) problem.Pos {
	value, _ := lookup(root, path)
	return value
}

// LookupKey returns the position of the last key of a path, or the result of Lookup if the
// path does not end in a key.
func LookupKey(root *Node, path string) problem.Pos {
	_, key := lookup(root, path)
	return key
}

func lookup(root *Node, path string) (value, key problem.Pos) {
	if root == nil {
		return problem.Pos{}, problem.Pos{}
	}
	n := root
	key = n.Pos
	for path != "" {
		var next *Node
		switch {
		case strings.HasPrefix(path, "[\""):
			quoted, err := strconv.QuotedPrefix(path[1:])
			if err != nil {
				return n.Pos, n.Pos
			}
			name, _ := strconv.Unquote(quoted)
			if next, key = n.field(name); next == nil {
				next, key = n.shortened(name)
			}
			path = strings.TrimPrefix(path[1+len(quoted):], "]")
		case path[0] == '[':
			digits, rest, _ := strings.Cut(path[1:], "]")
			i, err := strconv.Atoi(digits)
			if err == nil && i >= 0 && i < len(n.Items) {
				next, key = n.Items[i], n.Items[i].Pos
			}
			path = rest
		default:
			path = strings.TrimPrefix(path, ".")
			end := strings.IndexAny(path, ".[")
			if end < 0 {
				end = len(path)
			}
			next, key = n.field(path[:end])
			path = path[end:]
		}
		if next == nil {
			return n.Pos, n.Pos
		}
		n = next
	}
	return n.Pos, key
}

func (n *Node) field(key string) (*Node, problem.Pos) {
	for i := range n.Fields {
		if n.Fields[i].Key == key {
			return n.Fields[i].Value, n.Fields[i].Pos
		}
	}
	return nil, problem.Pos{}
}

// shortened is like field for a key that a path does not show completely.
func (n *Node) shortened(name string) (*Node, problem.Pos) {
	for i := range n.Fields {
		if f := &n.Fields[i]; len(f.Key) > maxPathKey && cut(f.Key, maxPathKey) == name {
			return f.Value, f.Pos
		}
	}
	return nil, problem.Pos{}
}
