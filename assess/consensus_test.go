package assess_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

const agreed = `format: consensus/1
rubric: cei@2023.2
id: team-1
date: "2026-11-03"
who: [Site team]
agreements:
  language-access:
    stage: developing
    rationale: Interpreters are there for meetings, not for the phone.
    evidence: [Call log]
    who: [Front office, Parent council]
    date: "2026-11-05"
  welcoming-culture: {stage: maturing}
`

func TestConsensus(t *testing.T) {
	k, err := assess.LoadConsensus(cei.Latest(), "team.yaml", []byte(agreed), nil)
	if err != nil {
		t.Fatal(err)
	}
	type brief struct {
		ID, Stage, Rationale, Date string
		Who                        []string
	}
	var got []brief
	for a := range k.Agreements() {
		got = append(got, brief{a.Competency.ID(), a.Stage.ID(), a.Rationale, a.Date, a.Who})
	}
	want := []brief{
		{"welcoming-culture", "maturing", "", "2026-11-03", []string{"Site team"}},
		{"language-access", "developing", "Interpreters are there for meetings, not for the phone.", "2026-11-05", []string{"Front office", "Parent council"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("agreements (-want +got):\n%s", diff)
	}
	if _, ok := k.Agreement(competency(t, "staff-mindsets")); ok {
		t.Error("an agreement that nobody made")
	}
	data, err := json.Marshal(k)
	if err != nil {
		t.Fatal(err)
	}
	again, err := assess.LoadConsensus(cei.Latest(), "team.json", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if twice, _ := json.Marshal(again); string(twice) != string(data) {
		t.Errorf("round trip:\n%s\n%s", data, twice)
	}
}

func TestConsensusProblems(t *testing.T) {
	tests := []struct {
		name, old, with, want string
	}{
		{"a response", "consensus/1", "response/1", "1:9: unknown-format"},
		{"another edition", "cei@2023.2", "cei@2023.1", "2:9: wrong-edition"},
		{"an unknown competency", "language-access", "langauge-access", "7:3: unknown-competency"},
		{"an unknown stage", "developing", "develping", "8:12: unknown-stage"},
		{"a non-answer", "developing", "dont-know", "8:12: unknown-stage"},
		{"an impossible day", "2026-11-05", "2026-11-31", "12:11: bad-date"},
		{"an impossible day of the document", "2026-11-03", "2026-13-03", "4:7: bad-date"},
		{"an unknown key", "rationale", "reason", "9:5: unknown-key"},
		{"no stage", "{stage: maturing}", "{}", "13:22: missing-key"},
		{"no id", "id: team-1\n", "", "1:1: missing-key"},
		{"text for a list", "[Site team]", "Site team", "5:6: wrong-type"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := assess.LoadConsensus(cei.Latest(), "k.yaml", []byte(strings.Replace(agreed, tt.old, tt.with, 1)), nil)
			ps, ok := problem.Of(err)
			if !ok || len(ps) != 1 || !strings.HasPrefix(ps[0].Error(), "k.yaml:"+tt.want+": ") {
				t.Errorf("problems:\n%v\nwant one at %s", err, tt.want)
			}
		})
	}
}

func FuzzLoadConsensus(f *testing.F) {
	f.Add([]byte(agreed))
	f.Add([]byte(`{"format":"consensus/1","rubric":"cei@2023.2","id":"a","agreements":{"language-access":{"stage":"advanced","who":["x"]}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		k, err := assess.LoadConsensus(cei.Latest(), "k", data, nil)
		if err != nil {
			if _, ok := problem.Of(err); !ok {
				t.Fatalf("the error is no list of problems: %v", err)
			}
			return
		}
		for a := range k.Agreements() {
			if a.Stage.IsZero() || a.Competency == nil {
				t.Fatalf("agreement %+v", a)
			}
		}
	})
}

// TestNewConsensus makes a consensus in code, changes its document, and reports what is wrong
// with one.
func TestNewConsensus(t *testing.T) {
	k, err := assess.NewConsensus(cei.Latest(), assess.ConsensusDocument{
		ID: "team-1", Agreements: map[string]assess.ConsensusEntry{"language-access": {Stage: "developing", Evidence: []string{"Call log"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	doc := k.Document()
	if doc.Format != assess.ConsensusFormat || doc.Rubric != "cei@2023.2" {
		t.Errorf("format %q, rubric %q", doc.Format, doc.Rubric)
	}
	doc.Agreements["language-access"].Evidence[0] = "changed"
	doc.Agreements["welcoming-culture"] = assess.ConsensusEntry{Stage: "splendid"}
	if got := k.Document().Agreements; len(got) != 1 || got["language-access"].Evidence[0] != "Call log" {
		t.Errorf("changing the document changes the consensus: %v", got)
	}
	_, err = assess.NewConsensus(cei.Latest(), doc)
	problems, ok := problem.Of(err)
	if !ok || len(problems) != 1 || problems[0].Code != problem.UnknownStage || problems[0].Path != "agreements.welcoming-culture.stage" || problems[0].Pos.Line != 0 {
		t.Errorf("problems %v, want the unknown stage", err)
	}
	if k, err = assess.NewConsensus(cei.Latest(), assess.ConsensusDocument{ID: "empty"}); err != nil || k.ID() != "empty" {
		t.Errorf("an empty consensus: %v", err)
	}
}
