package contract

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/spectrum"
)

// district2023 returns the responses of the sample district.
func district2023(t *testing.T) []*assess.Response {
	t.Helper()
	data, err := os.ReadFile("../../../testdata/district-2023.2.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	var responses []*assess.Response
	for p, err := range assess.NDJSON(cei.Latest(), "district", bytes.NewReader(data), nil) {
		if err != nil {
			t.Fatal(err)
		}
		responses = append(responses, p)
	}
	return responses
}

func published(t *testing.T, responses []*assess.Response, policy assess.Policy) *assess.Published {
	t.Helper()
	var tally assess.Tally
	for _, p := range responses {
		if err := tally.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	options := &assess.SummaryOptions{}
	if len(responses)%2 == 1 {
		options.Assumption = spectrum.EqualSteps
	}
	summary, err := tally.Summarize(cei.Latest(), options)
	if err != nil {
		t.Fatal(err)
	}
	p, err := summary.Publish(policy)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// written returns summaries and progress documents of parts of the sample district
// under different policies.
func written(t *testing.T, n int) [][]byte {
	t.Helper()
	all := district2023(t)
	rnd := rand.New(rand.NewPCG(*seed, 0))
	policies := []assess.Policy{{}, {MinGroup: 1}, {MinGroup: 6, MinOutside: 2}, {MinGroup: 5, RoundTo: 5}}
	part := func(policy assess.Policy) *assess.Published {
		size := rnd.IntN(1 + rnd.IntN(len(all)))
		rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		return published(t, all[:size], policy)
	}
	var documents [][]byte
	for i := range n {
		policy := policies[rnd.IntN(len(policies))]
		after := part(policy)
		if i%2 == 0 {
			documents = append(documents, marshal(t, after))
			continue
		}
		progress, err := assess.Compare(part(policy), after, nil)
		if err != nil {
			t.Fatal(err)
		}
		documents = append(documents, marshal(t, progress))
	}
	return append(documents, together(t, all)...)
}

// together returns the summaries of two parts and their whole, published together.
func together(t *testing.T, responses []*assess.Response) [][]byte {
	t.Helper()
	var tallies [2]assess.Tally
	for i, p := range responses {
		if err := tallies[i%2].Add(p); err != nil {
			t.Fatal(err)
		}
	}
	parts := []assess.Part{{ID: "whole"}, {ID: "one", Parent: "whole", Tally: &tallies[0]}, {ID: "two", Parent: "whole", Tally: &tallies[1]}}
	h, err := assess.PublishHierarchy(cei.Latest(), slices.Values(parts), assess.Policy{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var documents [][]byte
	for part, err := range h.All() {
		if err != nil {
			t.Fatal(err)
		}
		documents = append(documents, marshal(t, part.Published))
	}
	return documents
}

// TestSummariesAreValid checks the summaries that Go writes with their schema.
func TestSummariesAreValid(t *testing.T) {
	compiled, err := compile("urn:waymark:contract", schema.Summary())
	if err != nil {
		t.Fatal(err)
	}
	for _, document := range written(t, 200) {
		if !accepts(compiled, document) {
			t.Errorf("the schema refuses %.3000s", document)
		}
	}
}

// TestValidatorsAgreeOnSummaries derives documents from summaries of the sample district
// and compares the results of the validators.
func TestValidatorsAgreeOnSummaries(t *testing.T) {
	compiled, err := compile("urn:waymark:contract", schema.Summary())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "summary.json"), schema.Summary())
	seeds := smallSummaries(t)
	m := newMutator(*seed, seeds)
	var lines []line
	accepted := 0
	for _, s := range seeds {
		lines = append(lines, line{"summary", s.appendTo(nil)})
	}
	for range 1000 {
		lines = append(lines, line{"summary", m.next()})
	}
	for _, j := range judges() {
		verdicts, err := j.verdicts(dir, lines)
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range lines {
			want := accepts(compiled, l.document)
			if want {
				accepted++
			}
			if verdicts[i] != want && !(j.name == python && verdicts[i] && unlikeECMA(l.document)) {
				t.Errorf("%s says %t, the Go validator %t, to %.3000s", j.name, verdicts[i], want, l.document)
			}
			if i < len(seeds) && !want {
				t.Errorf("the schema refuses %.3000s", l.document)
			}
		}
	}
	if accepted < 50 {
		t.Errorf("only %d documents are valid", accepted)
	}
}

// smallSummaries are summaries with one competency in each domain.
func smallSummaries(t *testing.T) []*node {
	t.Helper()
	var seeds []*node
	for _, document := range written(t, 6) {
		n, err := parse(document)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range n.fields {
			switch f.key {
			case `"domains"`:
				n.fields[i].value.items = f.value.items[:1]
				for _, g := range f.value.items[0].fields {
					if g.key == `"competencies"` {
						g.value.items = g.value.items[:1]
					}
				}
			case `"gaps"`, `"warnings"`:
				f.value.items = f.value.items[:min(2, len(f.value.items))]
			}
		}
		seeds = append(seeds, n)
	}
	return seeds
}
