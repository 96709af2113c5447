package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/testdata"
)

// reviewedComments returns the comments of a sample with a text of their own each: which are not
// cleared, cleared, and cleared and public, in turn. The review file names groups as far as the
// internal policy allows it.
func reviewedComments(t testing.TB, data []byte) *assess.Comments {
	t.Helper()
	r := cei.Latest()
	var c assess.CommentCollector
	for p, err := range assess.NDJSON(r, "d.ndjson", strings.NewReader(string(data)), nil) {
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	k, err := c.Review(reporttest.Publish(t, reporttest.Read(t, r, data), assess.Internal()))
	if err != nil {
		t.Fatal(err)
	}
	doc := k.Document()
	for i := range doc.Comments {
		e := &doc.Comments[i]
		e.Edited = []string{"unread-words", "cleared-words", "public-words", "unread-public-words"}[i%4]
		e.Cleared, e.Public = i%4 == 1 || i%4 == 2, i%4 >= 2
	}
	if k, err = assess.NewComments(r, doc); err != nil {
		t.Fatal(err)
	}
	return k
}

// A report shows only what is cleared, and one for anybody only what is also public; without the
// option it says nothing.
func TestCommentsAreShownIfCleared(t *testing.T) {
	comments := reviewedComments(t, testdata.District)
	small := reviewedComments(t, testdata.Team)
	for _, test := range []struct {
		name        string
		data        []byte
		policy      assess.Policy
		comments    *assess.Comments
		want, never []string
	}{
		{"internal", testdata.District, assess.Internal(), comments, []string{"cleared-words", "public-words", "own words (Families who chose ", "may name them"}, []string{"unread"}},
		{"public", testdata.District, assess.Public(), comments, []string{"public-words"}, []string{"unread", "cleared-words", "may name them"}},
		{"strict", testdata.District, assess.Policy{MinGroup: 24}, comments, []string{"public-words"}, []string{"unread", "cleared-words", "own words ("}},
		{"team, internal", testdata.Team, assess.Internal(), small, []string{"cleared-words", "public-words"}, []string{"unread", "own words ("}},
		{"team, public", testdata.Team, assess.Public(), small, nil, []string{"-words", "own words"}},
		{"none", testdata.District, assess.Internal(), nil, nil, []string{"-words", "own words"}},
	} {
		s := reporttest.Read(t, cei.Latest(), test.data)
		v := build(t, s, test.policy, &report.Options{Comments: test.comments, Consensus: consensusOn(t, cei.Latest(), "agreements: {language-access: {stage: maturing}}\n")})
		for _, f := range formats {
			out := output(t, v, f.write)
			if document, _, _ := strings.Cut(f.name, "."); ofRubric(f.name) || isExtract(document) || strings.Contains(f.name, "csv") || strings.Contains(f.name, "json") {
				if strings.Contains(out, "-words") {
					t.Errorf("%s: %s has comments", test.name, f.name)
				}
				continue
			}
			plain := strings.Join(strings.Fields(unformattedText(out)), " ")
			for _, never := range test.never {
				if strings.Contains(plain, never) {
					t.Errorf("%s: %s says %q", test.name, f.name, never)
				}
			}
			for _, want := range test.want {
				if !strings.Contains(plain, want) && !strings.HasPrefix(f.name, "guide") {
					t.Errorf("%s: %s does not say %q", test.name, f.name, want)
				}
			}
		}
	}
}

// unformattedText removes what the formats put around words and within them.
func unformattedText(s string) string {
	return strings.NewReplacer(`\-`, "-", `\(`, "(", `\)`, ")", "<wbr>", "").Replace(s)
}

// Internal reports, guides and pages of a consensus name the stage next to a comment, lowest first. Other
// reports do not, nor do comments whose stage the review file does not have.
func TestCommentsNameStages(t *testing.T) {
	r := reporttest.Spanish(t)
	entry := func(stage, text string) assess.CommentEntry {
		return assess.CommentEntry{Competency: "participatory-budgeting", Constituency: "family", Stage: stage, Text: text, Cleared: true, Public: true}
	}
	comments := reporttest.Comments(t, r, entry("", "one"), entry("maturing", "two"), entry("not-evident", "three"), entry("maturing", "four"), entry("dont-know", "five"))
	s := reporttest.Read(t, r, testdata.District)
	opt := &report.Options{Comments: comments, Consensus: consensusOn(t, r, "agreements: {participatory-budgeting: {stage: maturing}}\n")}
	said := func(groups []report.CommentGroup) (all []string) {
		for _, g := range groups {
			for _, text := range g.Texts {
				all = append(all, g.Stage+" | "+g.From.String()+": "+text.String())
			}
		}
		return all
	}
	named := "En sus propias palabras (Familias"
	unnamed := []string{" | " + named + "): one", " | " + named + "): five"}
	internal := append([]string{
		"not-evident | En palabras de quienes eligieron “No evidente” (Familias): three",
		"maturing | En palabras de quienes eligieron “En maduración” (Familias): two",
		"maturing | En palabras de quienes eligieron “En maduración” (Familias): four",
	}, unnamed...)
	public := []string{" | " + named + "): one", " | " + named + "): two", " | " + named + "): three", " | " + named + "): four", " | " + named + "): five"}
	for _, test := range []struct {
		policy assess.Policy
		want   []string
	}{{assess.Internal(), internal}, {assess.Public(), public}} {
		v := build(t, s, test.policy, opt)
		for place, groups := range map[string][]report.CommentGroup{
			"report": v.Comments.Items[0].Comments, "consensus": v.Consensus.Items[0].Comments, "guide": v.Guide().Topics[0].Edges[0].Comments,
		} {
			if diff := cmp.Diff(test.want, said(groups)); diff != "" {
				t.Errorf("%s, %v (-want +got):\n%s", place, test.policy, diff)
			}
		}
		for _, f := range formats {
			if out := unformattedText(output(t, v, f.write)); test.policy == assess.Public() && strings.Contains(out, "quienes eligieron") {
				t.Errorf("%s names a stage", f.name)
			}
		}
	}
}

// Comments are in their section, below what the team agreed and below the growing edges of the
// guide.
func TestCommentsArePlaced(t *testing.T) {
	entry := func(competency, text string) assess.CommentEntry {
		return assess.CommentEntry{Competency: competency, Constituency: "leader", Text: text, Cleared: true, Public: true}
	}
	r := cei.Latest()
	s := reporttest.SummarizeFile(t, r, "district-2023.2.ndjson")
	opt := &report.Options{
		Comments:  reporttest.Comments(t, r, entry("language-access", "one"), entry("participatory-budgeting", "two"), entry("language-access", "three")),
		Consensus: consensusOn(t, r, "agreements: {language-access: {stage: maturing}}\n"),
	}
	v := build(t, s, assess.Policy{}, opt)
	texts := func(groups []report.CommentGroup) (all []string) {
		for _, g := range groups {
			for _, text := range g.Texts {
				all = append(all, g.From.String()+": "+text.String())
			}
		}
		return all
	}
	got := map[string][]string{"consensus": texts(v.Consensus.Items[0].Comments)}
	for _, c := range v.Comments.Items {
		got[c.ID] = texts(c.Comments)
	}
	for _, topic := range v.Guide().Topics {
		for _, e := range topic.Edges {
			if e.Comments != nil {
				got["guide "+e.ID] = texts(e.Comments)
			}
		}
	}
	access := []string{"In their own words (Leaders): one", "In their own words (Leaders): three"}
	budgeting := []string{"In their own words (Leaders): two"}
	want := map[string][]string{"consensus": access, "language-access": access, "participatory-budgeting": budgeting, "guide participatory-budgeting": budgeting}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// A group that is not selected is not named, and competencies that are not selected have none.
	opt.Constituencies, opt.Competencies = []string{"family"}, []string{"language-access"}
	v = build(t, s, assess.Policy{}, opt)
	if diff := cmp.Diff([]string{"In people’s own words: one", "In people’s own words: three"}, texts(v.Comments.Items[0].Comments)); diff != "" || len(v.Comments.Items) != 1 {
		t.Errorf("%d competencies (-want +got):\n%s", len(v.Comments.Items), diff)
	}
}

func TestCommentsOptionErrors(t *testing.T) {
	s := reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson")
	older, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	p := reporttest.Publish(t, s, assess.Policy{})
	for name, comments := range map[string]*assess.Comments{"zero": {}, "another edition": reporttest.Comments(t, older)} {
		if _, err := report.Build(p, &report.Options{Comments: comments}); err == nil || !strings.Contains(err.Error(), "Options.Comments") {
			t.Errorf("%s: %v", name, err)
		}
	}
	// The comments of a translation are those of the rubric.
	v, err := report.Build(p, &report.Options{Comments: reporttest.Comments(t, localized(t), assess.CommentEntry{Competency: "language-access", Text: "a", Cleared: true, Public: true})})
	if err != nil || v.Comments == nil {
		t.Errorf("%v", err)
	}
	if v, err = report.Build(p, &report.Options{Comments: reporttest.Comments(t, cei.Latest())}); err != nil || v.Comments != nil || v.Has(report.SectionComments) {
		t.Errorf("a section without comments, %v", err)
	}
}

// The warning of an internal report with comments begins with internal use and says so once.
func TestInternalUseOnce(t *testing.T) {
	for phrase, r := range map[string]*rubric.Rubric{"internal use": cei.Latest(), "uso interno": reporttest.Spanish(t)} {
		comments := reporttest.Comments(t, r, assess.CommentEntry{Competency: "participatory-budgeting", Text: "words", Cleared: true})
		v := build(t, reporttest.Read(t, r, testdata.District), assess.Internal(), &report.Options{Comments: comments})
		for document, warning := range map[string]string{"report": v.Head.Internal, "guide": v.Guide().Head.Internal} {
			if at := strings.Index(warning, phrase); at < 0 || at > 10 || strings.Count(warning, phrase) != 1 {
				t.Errorf("%s: %s", document, warning)
			}
		}
	}
}
