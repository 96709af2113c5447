package contract

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric/problem"
)

var (
	seed      = flag.Uint64("seed", 1, "seed of the documents")
	documents = flag.Int("documents", 35_000, "how many documents the Go validator judges")
	judged    = flag.Int("judged", 3_500, "how many documents each of the other validators judges")
)

// disagreement returns what a schema and a loader disagree on, or "". It excuses the
// rules that only loaders know, except the limits on a complete document, which no
// document of these tests reaches.
func disagreement(s *subject, document []byte, accepted bool) string {
	err := s.load(document)
	switch {
	case accepted == (err == nil):
		return ""
	case err == nil:
		return "the schema refuses what the loader accepts"
	}
	problems, _ := problem.Of(err)
	excused := make(map[problem.Code]bool)
	for _, r := range schema.LoaderRules(s.format) {
		excused[r.Code] = r.Code != problem.TooMany && r.Code != problem.TooLarge
	}
	var codes []string
	for i, p := range problems {
		if p.Code == problem.DuplicateKey {
			return "" // the loader keeps the first of the two, the others the last
		}
		more := p.Code == problem.TooMany && i >= 100 // there are more problems than it reports
		if !excused[p.Code] && !more {
			codes = append(codes, string(p.Code))
		}
	}
	if len(codes) == 0 {
		return ""
	}
	return "the schema accepts what the loader refuses: " + strings.Join(codes, ", ")
}

// count is how many documents were accepted and refused.
type count struct{ documents, accepted, excused int }

func (c *count) add(s *subject, document []byte, accepted bool) {
	c.documents++
	if accepted {
		c.accepted++
		if s.load(document) != nil {
			c.excused++
		}
	}
}

func TestSchemasAgreeWithLoaders(t *testing.T) {
	subs := mustSubjects(t)
	for i, s := range subs {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			compiled, err := compile("urn:waymark:contract", s.schema)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range s.seeds {
				if !accepts(compiled, n.appendTo(nil)) {
					t.Errorf("the schema refuses a valid document: %s", n.appendTo(nil))
				}
			}
			var c count
			m := newMutator(*seed+uint64(i), s.seeds)
			for range *documents / len(subs) {
				document := m.next()
				accepted := accepts(compiled, document)
				if what := disagreement(&s, document, accepted); what != "" {
					t.Errorf("%s:\n%s", what, document)
				}
				c.add(&s, document, accepted)
			}
			if c.accepted-c.excused < c.documents/50 {
				t.Errorf("only %d documents are valid, so little is known of what the schema accepts", c.accepted-c.excused)
			}
			t.Logf("%d documents, %d valid for both, %d for the schema alone", c.documents, c.accepted-c.excused, c.excused)
		})
	}
}

func TestOtherValidatorsAgreeWithLoaders(t *testing.T) {
	subs := mustSubjects(t)
	dir := writeSchemas(t, subs)
	var lines []line
	var of []*subject
	for i := range subs {
		m := newMutator(*seed+100+uint64(i), subs[i].seeds)
		for range *judged / len(subs) {
			lines = append(lines, line{schemaName(i), m.next()})
			of = append(of, &subs[i])
		}
		for n, b := range boundaries(&subs[i]) {
			if n%5 == 0 { // the Go validator sees them all
				lines = append(lines, line{schemaName(i), b})
				of = append(of, &subs[i])
			}
		}
	}
	for _, j := range judges() {
		t.Run(j.name, func(t *testing.T) {
			t.Parallel()
			verdicts, err := j.verdicts(dir, lines)
			if err != nil {
				t.Fatal(err)
			}
			for i, accepted := range verdicts {
				if j.name == python && accepted && unlikeECMA(lines[i].document) {
					continue
				}
				if what := disagreement(of[i], lines[i].document, accepted); what != "" {
					t.Errorf("%s:\n%.2000s", what, lines[i].document)
				}
			}
			t.Logf("%d documents", len(verdicts))
		})
	}
}

const python = "python-jsonschema"

// unlikeECMA reports whether a document has what patterns of Python take for something else than
// those of ECMA-262: a line end at the end of a text, where a $ matches, and U+FEFF, which is no
// white space.
func unlikeECMA(document []byte) bool {
	return bytes.Contains(document, []byte(`\n"`)) || bytes.ContainsRune(document, '\ufeff')
}

// TestBoundaries compares loaders and schemas on documents just within and just beyond
// the limits of lists and texts.
func TestBoundaries(t *testing.T) {
	for _, s := range mustSubjects(t) {
		compiled, err := compile("urn:waymark:contract", s.schema)
		if err != nil {
			t.Fatal(err)
		}
		seen := make(map[bool]int)
		for _, document := range slices.Concat(rare(&s), boundaries(&s), largest(&s)) {
			accepted := accepts(compiled, document)
			seen[accepted]++
			if what := disagreement(&s, document, accepted); what != "" {
				t.Errorf("%s: %s:\n%.2000s", s.name, what, document)
			}
		}
		if seen[true] == 0 || seen[false] == 0 {
			t.Errorf("%s: the documents are on one side of the limits: %v", s.name, seen)
		}
	}
}

func mustSubjects(t *testing.T) []subject {
	t.Helper()
	subs, err := subjects()
	if err != nil {
		t.Fatal(err)
	}
	return subs
}

func schemaName(i int) string { return fmt.Sprintf("schema-%d", i) }

// writeSchemas writes the schemas to a directory, for validators in other languages.
func writeSchemas(t *testing.T, subs []subject) string {
	t.Helper()
	dir := t.TempDir()
	for i, s := range subs {
		if err := os.WriteFile(filepath.Join(dir, schemaName(i)+".json"), s.schema, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
