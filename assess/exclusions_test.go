package assess_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// unevenSheet has rows of families in Spanish, of which more are refused, and of leaders.
func unevenSheet(families, refused int) string {
	var b strings.Builder
	b.WriteString("id,constituency,language,language-access\n")
	for i := range 20 {
		fmt.Fprintf(&b, "l%d,leader,en,advanced\n", i)
	}
	for i := range families {
		rating := "developing"
		if i < refused {
			rating = "muy bien"
		}
		fmt.Fprintf(&b, "f%d,family,es-MX,%s\n", i, rating)
	}
	return b.String()
}

func publishSheet(t *testing.T, text string, policy assess.Policy) *assess.Published {
	t.Helper()
	r := cei.Latest()
	c, err := assess.Collect(context.Background(), r, []assess.ResponseInput{{Name: "x.csv", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := c.UnprotectedTotal().Summarize(r, &assess.SummaryOptions{Exclusions: c.Exclusions()})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Publish(policy)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A summary says how many records are missing, and of which group and language there are
// more if the policy allows it.
func TestExclusions(t *testing.T) {
	refused := func(n uint64) []assess.ReasonCount { return []assess.ReasonCount{{Reason: "unknown-stage", Count: n}} }
	named := []assess.UnevenEntry{{Constituency: "family"}, {Language: "es"}}
	tests := map[string]struct {
		families, refused int
		policy            assess.Policy
		want              assess.ExclusionsEntry
	}{
		"named":    {30, 10, assess.Policy{}, assess.ExclusionsEntry{Refused: refused(10), Uneven: named}},
		"few":      {30, 4, assess.Policy{}, assess.ExclusionsEntry{Refused: refused(4)}},
		"small":    {12, 8, assess.Policy{}, assess.ExclusionsEntry{Refused: refused(8), Uneven: []assess.UnevenEntry{{Hidden: true}}}},
		"internal": {12, 8, assess.Internal(), assess.ExclusionsEntry{Refused: refused(8), Uneven: named}},
		"rounded":  {30, 12, assess.Policy{RoundTo: 10}, assess.ExclusionsEntry{Refused: refused(10), Uneven: named}},
	}
	for name, tt := range tests {
		p := publishSheet(t, unevenSheet(tt.families, tt.refused), tt.policy)
		got, ok := p.Exclusions()
		tt.want.NotCounted = []assess.ReasonCount{}
		if tt.want.Uneven == nil {
			tt.want.Uneven = []assess.UnevenEntry{}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || !ok {
			t.Errorf("%s: %s", name, diff)
		}
		data, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		read, err := assess.LoadPublished(cei.Latest(), "x.json", data, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if again, err := json.Marshal(read); err != nil || !bytes.Equal(data, again) {
			t.Errorf("%s: %v, the summary is written in another way after reading", name, err)
		}
	}
	p := publishSheet(t, unevenSheet(30, 0), assess.Policy{})
	if _, ok := p.Exclusions(); ok {
		t.Error("nothing is missing")
	}
	if data, err := json.Marshal(p); err != nil || bytes.Contains(data, []byte("excluded")) {
		t.Errorf("%v: %s", err, data)
	}
}

// A document cannot name a group whose raters are hidden.
func TestExclusionsOfHidden(t *testing.T) {
	data, err := json.Marshal(publishSheet(t, unevenSheet(12, 8), assess.Policy{}))
	if err != nil {
		t.Fatal(err)
	}
	for old, new := range map[string]string{
		`{"hidden":true}]`: `{"constituency":"family"}]`,
		`"uneven":[{`:      `"uneven":[{"language":"es",`,
		`"uneven":[`:       `"uneven":[{},`,
	} {
		changed := strings.Replace(string(data), old, new, 1)
		if changed == string(data) {
			t.Fatalf("%s is not in %s", old, data)
		}
		if _, err := assess.LoadPublished(cei.Latest(), "x.json", []byte(changed), nil); !hasCode(err, problem.Inconsistent) {
			t.Errorf("%s: %v", new, err)
		}
	}
}

func hasCode(err error, code problem.Code) bool {
	ps, _ := problem.Of(err)
	for _, p := range ps {
		if p.Code == code {
			return true
		}
	}
	return false
}

// What Read yields adds up to what Collect has counted, but for the group and language of
// what was refused.
func TestExclusionsAdd(t *testing.T) {
	text := unevenSheet(30, 10)
	var got assess.Exclusions
	opt := &assess.ReadOptions{Report: &assess.Report{}}
	for p, err := range assess.CSV(cei.Latest(), "x.csv", strings.NewReader(text), opt) {
		got.Add(p, err)
	}
	got.AddReport(opt.Report)
	want := assess.Exclusions{
		Refused: []assess.Refusal{{Code: problem.UnknownStage, Count: 10}},
		Counted: []assess.LanguageCount{{"en", 20}, {"es", 20}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
