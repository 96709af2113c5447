package report_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/markdown"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/testdata"
)

// said returns the findings of a view: a line for each heading, with the section that it links to, and
// for each sentence.
func said(v *report.View) string {
	var b strings.Builder
	for _, f := range v.Findings.Items {
		fmt.Fprintf(&b, "%s: %s [%s]\n", f.Kind, f.Heading, f.Section)
		for _, s := range f.Sentences {
			fmt.Fprintf(&b, "- %s\n", s.Text)
		}
	}
	return b.String()
}

// invited is the sample district with numbers of people invited.
func invited(t *testing.T) *assess.Summary {
	t.Helper()
	r := cei.Latest()
	var tally assess.Tally
	for resp, err := range assess.NDJSON(r, "district.ndjson", bytes.NewReader(testdata.District), nil) {
		if err != nil {
			t.Fatal(err)
		}
		if err := tally.Add(resp); err != nil {
			t.Fatal(err)
		}
	}
	s, err := tally.Summarize(r, &assess.SummaryOptions{Invited: assess.Invitations{
		"student": 100, "family": 1200, "educator": 90, "leader": 25, "community": 30,
	}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// alike is a summary in which all competencies have the same ratings.
func alike(t *testing.T, groups int) *assess.Summary {
	t.Helper()
	r := newRubric(t, 4, groups, 2, 2, nil)
	row := [][]uint64{{2, 10, 7, 1}, {2, 10, 7, 1}, {2, 10, 7, 1}, {2, 10, 7, 1}}
	raters, counts := make(map[string]uint64), make(map[string][][]uint64)
	for i := range groups {
		id := "group-" + strconv.Itoa(i+1)
		raters[id], counts[id] = 20, row
	}
	return summary(t, r, tally(r, raters, counts))
}

func TestFindings(t *testing.T) {
	only := []report.Section{report.SectionFindings}
	goals := everyOption(t, cei.Latest(), assess.Public(), sampleOptions)
	short := func(v *report.View, opt report.Options) *report.View { return rebuilt(t, v, opt) }
	onlyFindings := goals.Options
	onlyFindings.Sections = only
	two := newRubric(t, 2, 1, 1, 3, nil)
	for _, tt := range []struct {
		name string
		view *report.View
		want string
	}{
		{"progress and goals", short(goals, onlyFindings), `standing: Where we stand []
- 2,802 of 6,698 ratings are at Maturing or above.
- Furthest along: “Building Relationships”, with 564 of 1,128.
- The most room to grow: “Shared Power And Decision-Making”, with 242 of 854.
strengths: Strengths []
- “Inclusive and welcoming district culture”: 146 of 227 people rated it Maturing or above.
- “Create a culture of service”: 127 of 223.
- “Frequent, proactive, student, family, and community centered communication”: 128 of 231.
edges: Growing edges []
- “Participatory budgeting”: 37 of 181 people rated it Maturing or above.
- “The district regularly collects, makes use of, and shares data on the impact of community partnerships”: 43 of 176.
- “Shared decision-making”: 61 of 226.
conversations: What to talk about next []
- “Participatory budgeting” is a good place to start.
- A question to begin with: Do you and your team seek opportunities to continuously develop as a professional and learn alongside families by attending trainings and sharing ideas with campus leadership teams?
differences: Biggest differences between groups []
- “Shared decision-making” is rated much lower by families than by leaders. Rated Maturing or above: 17 of 115 families; 13 of 20 leaders.
- “Language access” is rated much lower by families than by leaders. Rated Maturing or above: 27 of 112 families; 18 of 23 leaders.
progress: What has changed since last time []
- 31 competencies can be compared: 10 are rated lower than before, 21 are about the same.
- “The district regularly collects, makes use of, and shares data on the impact of community partnerships” moved most. Rated Maturing or above: 97 of 170 before; 43 of 176 now.
targets: How close we are to our goals []
- Goals reached: 2 of 10.
- The farthest to go is “Building Relationships”: 210 of 1,128 ratings are at the goal or above.
participation: Who took part []
- 240 people took part.
hidden: What is not shown []
- 4 of 186 results are hidden, to protect people’s privacy.
`},
		{
			"invited, one group", build(t, invited(t), assess.Policy{}, &report.Options{Constituencies: []string{"family"}, Competencies: []string{"welcoming-culture"}}),
			`standing: Where we stand [overview]
- 564 of 1,128 ratings are at Maturing or above.
strengths: Strengths [strengths]
- It is too early to say: fewer than two competencies have been rated by 10 people or more.
participation: Who took part []
- 240 of 1,445 people invited took part.
`,
		},
		{"nothing stands out", build(t, alike(t, 2), assess.Policy{}, nil), `standing: Where we stand [overview]
- 64 of 160 ratings are at Stage 3 or above.
- People see all domains much alike.
strengths: Strengths [strengths]
- Nothing stands out: people see all of the competencies at the same stage.
differences: Biggest differences between groups [differences]
- The groups that can be compared see the work in much the same way.
participation: Who took part []
- 40 people took part.
`},
		{"two stages, one domain", build(t, summary(t, two, tally(two, map[string]uint64{"group-1": 20}, map[string][][]uint64{
			"group-1": {{12, 8}, {5, 15}, {19, 1}},
		})), assess.Policy{}, nil), `standing: Where we stand [domains]
- 24 of 60 ratings are at Stage 2.
strengths: Strengths [strengths]
- “Competency c-1-2”: 15 of 20 people rated it Stage 2.
edges: Growing edges [edges]
- “Competency c-1-3”: 1 of 20 people rated it Stage 2.
conversations: What to talk about next [conversations]
- “Competency c-1-3” is a good place to start.
- A question to begin with: What next?
participation: Who took part []
- 20 people took part.
`},
		{"nobody", build(t, summary(t, two, &assess.Tally{}), assess.Policy{}, nil), ""},
		{"hidden", build(t, summary(t, two, randomTally(two, 1, 3)), assess.Policy{}, nil), ""},
		{"another section", short(goals, report.Options{Sections: []report.Section{report.SectionOverview}}), ""},
	} {
		if diff := cmp.Diff(tt.want, said(tt.view)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// The group with the smallest share of those invited is named; those that are not shown are counted.
func TestFindingsOnWhoTookPart(t *testing.T) {
	v := build(t, invited(t), assess.Policy{MinGroup: 30}, nil)
	for kind, want := range map[report.FindingKind]string{
		report.FindingParticipation: "The smallest share took part among families: 120 of 1,200 invited.",
		report.FindingHidden:        "No results are shown for: leaders, community partners.",
	} {
		f := v.Finding(kind)
		if f == nil || f.Sentences[len(f.Sentences)-1].Text.String() != want {
			t.Errorf("%s says %v, want %s", kind, f, want)
		}
	}
}

// Every number of a sentence is that of a published cell.
func TestFindingsRestOnCells(t *testing.T) {
	number := regexp.MustCompile(`\d[\d,]*`)
	for name, v := range views(t) {
		for _, f := range v.Findings.Items {
			for _, s := range f.Sentences {
				cells := map[string]bool{}
				for _, c := range s.Cells {
					checkCell(t, v, c)
					for _, n := range []uint64{c.Count, c.Of} {
						cells[strconv.FormatUint(n, 10)] = true
					}
				}
				if !strings.HasPrefix(v.Published.Rubric().ID(), "cei") || f.Kind == report.FindingHidden || s.Cells == nil {
					continue // titles have numbers, or nothing is counted
				}
				for _, n := range number.FindAllString(s.Text.String(), -1) {
					n = strings.ReplaceAll(n, ",", "")
					if k, _ := strconv.Atoi(n); !cells[n] && k > len(s.Cells) {
						t.Errorf("%s: %q: %s is in none of %v", name, s.Text, n, s.Cells)
					}
				}
			}
			for _, id := range f.Competencies {
				if _, ok := v.Published.Rubric().Competency(id); !ok {
					t.Errorf("%s: %s names %q", name, f.Kind, id)
				}
			}
		}
	}
}

// checkCell compares a cell of a finding with the summary.
func checkCell(t *testing.T, v *report.View, c report.FindingCell) {
	t.Helper()
	if c.Stage == "" {
		if n := v.Published.Raters(c.Constituency); n.Hidden || n.N != c.Count {
			t.Errorf("%+v: raters are %v", c, n)
		}
		return
	}
	stage, _ := v.Published.Rubric().Spectrum().Stage(c.Stage)
	var count, of uint64
	add := func(cell assess.ResultCell, ok bool) {
		if !ok || cell.Hidden {
			t.Errorf("%+v is not shown", c)
			return
		}
		k, n := cell.Stages.AtOrAbove(stage)
		count, of = count+k, of+n
	}
	switch {
	case c.Earlier:
		change, ok := v.Options.Progress.Change(c.ID, c.Constituency)
		add(change.Before, ok)
	case c.ID == "":
		for d := range v.Published.Rubric().Domains() {
			add(v.Published.Cell(d.ID(), c.Constituency))
		}
	default:
		add(v.Published.Cell(c.ID, c.Constituency))
	}
	if count != c.Count || of != c.Of {
		t.Errorf("%+v: the summary has %d of %d", c, count, of)
	}
}

// The picture of the summary shows the domains, the strands of many domains, or the competencies of
// one domain, and no more than twelve.
func TestFindingsPicture(t *testing.T) {
	strands := func(doc *rubric.EditionDocument) {
		for i := range 3 {
			s := rubric.StrandEntry{ID: "strand-" + strconv.Itoa(i+1), Title: rubricText("Strand " + strconv.Itoa(i+1))}
			for j := i * 5; j < i*5+5; j++ {
				s.Domains = append(s.Domains, doc.Domains[j].ID)
			}
			doc.Strands = append(doc.Strands, s)
		}
	}
	for _, tt := range []struct {
		name          string
		domains, each int
		edit          func(*rubric.EditionDocument)
		rows          int
		head          string
	}{
		{"domains", 3, 2, nil, 3, "Domain"},
		{"many domains", 20, 1, nil, 12, "Domain"},
		{"many domains in strands", 15, 1, strands, 3, "Strand"},
		{"one domain", 1, 5, nil, 5, "Competency"},
		{"one long domain", 1, 30, nil, 12, "Competency"},
	} {
		r := newRubric(t, 5, 1, tt.domains, tt.each, tt.edit)
		v := build(t, summary(t, r, randomTally(r, 1, 40)), assess.Policy{}, nil)
		p := v.Picture("findings")
		if len(p.Rows) != tt.rows || p.Labels.Row != tt.head || p.Labels.Share.String() != "At Stage 4 or above" {
			t.Errorf("%s: %d rows of %s, shares %q", tt.name, len(p.Rows), p.Labels.Row, p.Labels.Share)
		}
		for _, row := range p.Rows {
			upper := row.Result.Counts[3].N + row.Result.Counts[4].N
			if want := fmt.Sprintf("%d of %d", upper, row.Result.Rated.N); row.Share != want {
				t.Errorf("%s: %s has %s, want %s", tt.name, row.Label, row.Share, want)
			}
		}
		if some := strings.Contains(p.Description.String(), "12 of "); some != (tt.rows == 12) {
			t.Errorf("%s: %s", tt.name, p.Description)
		}
	}
}

// TestMarkdownLinks makes sure that the headings of the findings lead to sections of the report, in
// Markdown and in HTML to the same ones.
func TestMarkdownLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(#part-([^)]*)\)`)
	for name, v := range views(t) {
		out := output(t, v, with(markdown.Write))
		page := output(t, v, with(html.Write))
		links := link.FindAllStringSubmatch(out, -1)
		if v.Has(report.SectionFindings) && len(links) < len(v.Findings.Items)-1 {
			t.Errorf("%s: %d links of %d findings", name, len(links), len(v.Findings.Items))
		}
		for _, l := range links {
			if strings.Count(out, "\n<a id=\"part-"+l[1]+"\"></a>\n\n## ") != 1 || !strings.Contains(page, ` id="`+l[1]+`"`) {
				t.Errorf("%s: no section %s", name, l[1])
			}
		}
	}
}

// TestFirstScreenOfText makes sure that a terminal of 24 lines, one of them with a prompt, shows where
// the community stands, its strengths and growing edges, and what to talk about next.
func TestFirstScreenOfText(t *testing.T) {
	opt := reporttest.EnglishOptions()
	v := reporttest.Build(t, reporttest.Read(t, cei.Latest(), testdata.District), assess.Policy{}, &opt)
	screen := strings.Split(output(t, v, with(text.Write)), "\n")[:23]
	for _, f := range v.Findings.Items[:4] {
		if !slices.ContainsFunc(screen, func(l string) bool { return strings.HasPrefix(l, f.Heading+":") }) {
			t.Errorf("the first screen lacks %q:\n%s", f.Heading, strings.Join(screen, "\n"))
		}
	}
}
