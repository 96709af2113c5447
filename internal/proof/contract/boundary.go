package contract

import "strings"

// boundaries returns documents at the limits of the lists, objects and texts of a
// kind of document, on both sides of each.
func boundaries(s *subject) [][]byte {
	var documents [][]byte
	seed := s.seeds[0]
	for i, n := range seed.nodes(nil) {
		for _, change := range boundaryChanges(n) {
			doc := seed.clone()
			change(doc.nodes(nil)[i])
			documents = append(documents, doc.appendTo(nil))
		}
	}
	return documents
}

func boundaryChanges(n *node) []func(*node) {
	var changes []func(*node)
	switch n.kind {
	case list:
		for _, size := range []int{0, 1, 2, 16, 17, 50, 51, 100, 101, 1000, 1001} {
			if size > 0 && len(n.items) == 0 {
				continue
			}
			changes = append(changes, func(n *node) {
				n.items = n.items[:min(len(n.items), size)]
				for len(n.items) < size {
					n.items = append(n.items, n.items[0])
				}
			})
		}
	case scalar:
		old, ok := n.asText()
		if !ok {
			break
		}
		for _, size := range []int{0, 1, 2, 3, 10, 11, 12, 13, 35, 36, 40, 41, 100, 101, 141, 142, 200, 201, 1000, 1001, 2000, 2001} {
			for _, with := range []string{"a", "\n", "🌱"} {
				if with == "🌱" && size != 200 && size != 201 && size != 1000 && size != 1001 {
					continue
				}
				changes = append(changes, func(n *node) { *n = *text(cut(pad(old, with, size), size)) })
			}
		}
	}
	return changes
}

// cut returns the first characters of a text.
func cut(s string, size int) string {
	return string([]rune(s)[:size])
}

// largest returns documents at the limits that are too large to try everywhere: the
// longest texts, and lists and objects without a separate limit.
func largest(s *subject) [][]byte {
	var documents [][]byte
	seed := s.seeds[0]
	for i, n := range seed.nodes(nil) {
		for _, change := range largestChanges(n) {
			doc := seed.clone()
			change(doc.nodes(nil)[i])
			documents = append(documents, doc.appendTo(nil))
		}
	}
	return documents
}

func largestChanges(n *node) []func(*node) {
	var changes []func(*node)
	if old, ok := n.asText(); ok && strings.Contains(old, ".") { // enough of the many texts
		for _, size := range []int{20_000, 20_001} {
			changes = append(changes, func(n *node) { *n = *text(pad(old, "é", size)) })
		}
	}
	if n.kind == list && len(n.items) > 0 && n.items[0].kind == scalar {
		for _, size := range []int{10_000, 10_001} {
			changes = append(changes, func(n *node) {
				for len(n.items) < size {
					n.items = append(n.items, n.items[0])
				}
			})
		}
	}
	return changes
}
