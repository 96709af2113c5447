package report_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// headings returns the headings of the second level in a format for people.
func headings(t *testing.T, v *report.View, format string) []string {
	t.Helper()
	pattern := map[string]string{
		"txt": `(?m)^(.+)\n-{3,}$`, "md": `(?m)^## (.+)$`, "html": `(?s)<h2 [^>]*>(.*?)</h2>`,
	}[format]
	var out []string
	for _, f := range formats {
		if f.name == format {
			for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(output(t, v, f.write), -1) {
				out = append(out, m[1])
			}
		}
	}
	return out
}

// wantHeadings returns the headings of the sections of a view.
func wantHeadings(v *report.View) []string {
	l := &v.Labels
	var out []string
	if v.Message == "" && !v.Has(report.SectionFindings) {
		out = append(out, l.Who)
	}
	for _, s := range v.Sections {
		if s == report.SectionMethods {
			continue // behind how to read the report
		}
		if s == report.SectionFindings {
			out = append(out, l.Findings, l.Who)
			continue
		}
		if s == report.SectionDomains {
			for _, d := range v.Domains {
				out = append(out, d.Label.String())
			}
			continue
		}
		out = append(out, map[report.Section]string{
			report.SectionOverview: l.Overview, report.SectionStrands: l.Strands, report.SectionLevels: l.Levels, report.SectionStrengths: l.Strengths, report.SectionEdges: l.Edges,
			report.SectionDifferences: l.Differences, report.SectionProgress: l.Progress, report.SectionConsensus: l.Consensus,
			report.SectionComments: l.Comments, report.SectionTargets: l.Targets, report.SectionConversations: l.Conversations,
		}[s])
	}
	if v.Message == "" {
		out = append(out, l.HowToRead)
	}
	if v.Has(report.SectionMethods) {
		out = append(out, l.Methods)
	}
	return append(out, l.About)
}

// Reports with a single section, with one section left out, and with sections in another
// order than the report's.
func TestSections(t *testing.T) {
	all := report.Sections()
	selections := [][]report.Section{nil, {}, {report.SectionMethods, report.SectionEdges, report.SectionEdges}}
	for i, s := range all {
		selections = append(selections, []report.Section{s}, slices.Delete(slices.Clone(all), i, i+1))
	}
	whole := everyOption(t, cei.Latest(), assess.Internal(), sampleOptions)
	for _, selection := range selections {
		opt := whole.Options
		opt.Sections = selection
		v, err := report.Build(whole.Published, &opt)
		if err != nil {
			t.Fatal(err)
		}
		want := slices.DeleteFunc(slices.Clone(all), func(s report.Section) bool {
			return s == report.SectionLevels || len(selection) > 0 && !slices.Contains(selection, s) // the rubric has no levels
		})
		if diff := cmp.Diff(want, v.Sections); diff != "" {
			t.Errorf("%v: sections (-want +got):\n%s", selection, diff)
		}
		for _, format := range []string{"txt", "md", "html"} {
			if diff := cmp.Diff(wantHeadings(v), headings(t, v, format)); diff != "" {
				t.Errorf("%v: headings of %s (-want +got):\n%s", selection, format, diff)
			}
		}
		checkDuties(t, v)
		reporttest.CheckPage(t, write(t, v, html.Write), -1)
	}
}

// checkDuties checks the parts that no selection can leave out.
func checkDuties(t *testing.T, v *report.View) {
	t.Helper()
	for _, f := range formats[:3] {
		out := strings.Join(strings.Fields(unformatted(t, v, f.name)), " ")
		for _, duty := range []string{v.Head.Policy, v.Head.Sharing, v.Head.Internal, v.Published.Rubric().Notice(), v.About.Sources[0].Title} {
			if !strings.Contains(out, strings.Join(strings.Fields(duty), " ")) {
				t.Errorf("%v: %s does not say %q", v.Options.Sections, f.name, duty)
			}
		}
	}
}

func TestSectionsThatHaveNothingToSay(t *testing.T) {
	one := newRubric(t, 4, 1, 1, 2, nil)
	v := build(t, summary(t, one, randomTally(one, 1, 20)), assess.Policy{}, nil)
	want := []report.Section{report.SectionFindings, report.SectionDomains, report.SectionStrengths, report.SectionEdges, report.SectionConversations, report.SectionMethods}
	if diff := cmp.Diff(want, v.Sections); diff != "" {
		t.Errorf("one domain, one group (-want +got):\n%s", diff)
	}
	v = build(t, summary(t, one, &assess.Tally{}), assess.Policy{}, &report.Options{Consensus: consensusOn(t, one, "agreements: {}\n")})
	if diff := cmp.Diff([]report.Section{report.SectionConsensus}, v.Sections); diff != "" {
		t.Errorf("nobody took part (-want +got):\n%s", diff)
	}
}

func TestSelectionsThatDoNotExist(t *testing.T) {
	p := published(t, reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson"), assess.Public())
	for _, tt := range []struct {
		opt  report.Options
		want string
	}{
		{report.Options{Sections: []report.Section{"strength"}}, `report: unknown section "strength"; did you mean "strengths"?`},
		{report.Options{Sections: []report.Section{"methods", ""}}, `report: unknown section ""`},
		{report.Options{Constituencies: []string{"family", "leeder"}}, `report: cei@2023.2 has no constituency "leeder"; did you mean "leader"?`},
		{report.Options{Constituencies: []string{"Families"}}, `report: cei@2023.2 has no constituency "Families"`},
		{report.Options{Constituencies: []string{""}}, `report: cei@2023.2 has no constituency ""`},
	} {
		if _, err := report.Build(p, &tt.opt); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%q and %q: error %v, want %s", tt.opt.Sections, tt.opt.Constituencies, err, tt.want)
		}
	}
}

// A group that is not selected is not in any column, sentence or count of warnings. The
// selected groups are unchanged.
func TestConstituencies(t *testing.T) {
	whole := everyOption(t, cei.Latest(), assess.Internal(), sampleOptions)
	var titles []string
	for c := range whole.Published.Rubric().Constituencies() {
		titles = append(titles, c.Title)
	}
	for _, ids := range [][]string{{"leader", "family"}, {"student"}, {"educator", "student", "family"}} {
		opt := whole.Options
		opt.Constituencies = ids
		v, err := report.Build(whole.Published, &opt)
		if err != nil {
			t.Fatal(err)
		}
		var shown []string
		for _, g := range v.Groups {
			shown = append(shown, g.Title.String())
		}
		if len(shown) != len(ids) || v.Groups[0].ID != order(whole.Published.Rubric(), ids)[0] {
			t.Errorf("%v shows %v", ids, shown)
		}
		for _, f := range formats[:3] {
			out := unformatted(t, v, f.name)
			before, _, _ := strings.Cut(out, v.Labels.Conversations+"\n") // questions of the rubric speak of all
			for _, title := range titles {
				if got := regexp.MustCompile(`\b(by|than by|counting|of) `+title).FindString(before) != "" || strings.Contains(out, title+": "); got && !slices.Contains(shown, title) {
					t.Errorf("%v: %s speaks of %s", ids, f.name, title)
				}
			}
		}
		for i, d := range v.Domains {
			if diff := cmp.Diff(whole.Domains[i].Result, d.Result); diff != "" {
				t.Errorf("%v changes what everyone says:\n%s", ids, diff)
			}
			if d.EqualVoice != nil || len(d.By) != len(ids) {
				t.Errorf("%v: %d columns, equal voice %q", ids, len(d.By), d.EqualVoice)
			}
		}
		for _, write := range []string{"json", "csv", "codebook.csv"} {
			if unformatted(t, v, write) != unformatted(t, whole, write) {
				t.Errorf("%v changes the %s", ids, write)
			}
		}
	}
}

// order sorts ids of constituencies as the rubric does.
func order(r *rubric.Rubric, ids []string) []string {
	var out []string
	for c := range r.Constituencies() {
		if slices.Contains(ids, c.ID) {
			out = append(out, c.ID)
		}
	}
	return out
}

// unformatted returns the text of a format, without the escapes of Markdown and HTML and
// without tags.
func unformatted(t *testing.T, v *report.View, format string) string {
	t.Helper()
	for _, f := range formats {
		if f.name != format {
			continue
		}
		out := output(t, v, f.write)
		switch format {
		case "md":
			out = regexp.MustCompile(`\\(.)`).ReplaceAllString(strings.NewReplacer("<br>", " ", "**", "").Replace(out), "$1")
		case "html":
			out = regexp.MustCompile(`(?s)<style>.*</style>|<[^>]*>`).ReplaceAllString(out, "\n")
			out = strings.NewReplacer("&#39;", "'", "&#34;", `"`, "&lt;", "<", "&gt;", ">", "&#43;", "+", "&amp;", "&").Replace(out)
		}
		return out
	}
	t.Fatalf("no format %s", format)
	return ""
}
