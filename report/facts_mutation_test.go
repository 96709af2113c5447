package report_test

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
)

// misses reports an error with the number of changed renderings that a medium reads as the
// same as the view, and shows some of them.
func (m medium) misses(t *testing.T, v *report.View, changed []string) {
	t.Helper()
	want := m.view(v).bySection(m.says)
	missed := 0
	for i, out := range changed {
		if !*long && i%3 > 0 {
			continue
		}
		if reflect.DeepEqual(want, m.read(t, &v.Labels, out).bySection(nil)) {
			if missed++; missed <= 3 {
				t.Errorf("%s: nobody sees that this is wrong:\n%s", m.name, cmp.Diff(strings.Split(output(t, v, m.write), "\n"), strings.Split(out, "\n")))
			}
		}
	}
	if missed > 0 || len(changed) < 4 {
		t.Errorf("%s: %d of %d changes are not seen", m.name, missed, len(changed))
	}
}

// withoutPictures returns a rendering without the pictures of a page and their tables,
// which other tests check.
func withoutPictures(out string) string {
	return regexp.MustCompile(`(?s)<figure>.*?</figure>|<details>.*?</details>`).ReplaceAllString(out, "")
}

// within returns the places of a pattern's first group in a rendering.
func within(pattern, out string) [][]int {
	var places [][]int
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatchIndex(out, -1) {
		places = append(places, m[2:4])
	}
	return places
}

// numberPlaces finds the numbers that people or programs read in a rendering.
func numberPlaces(m medium, out string) [][]int {
	switch m.name {
	case "HTML":
		var places [][]int
		for _, p := range within(`(?:>|aria-label=")([^<>"]*[0-9][^<>"]*)[<"]`, out) {
			if strings.LastIndex(out[:p[0]], "<style>") > strings.LastIndex(out[:p[0]], "</style>") || strings.HasSuffix(out[:p[0]], `<title>`) {
				continue
			}
			for _, n := range within(`([0-9]+)(?:[^0-9;]|$)`, out[p[0]:p[1]]) {
				places = append(places, []int{p[0] + n[0], p[0] + n[1]})
			}
		}
		for _, svg := range within(`(<svg class="bar" role="img".*?</svg>)`, out) {
			for _, n := range within(`<rect class="s[0-9]" x="([0-9.]+)%`, out[svg[0]:svg[1]]) {
				places = append(places, []int{svg[0] + n[0], svg[0] + n[1]})
			}
		}
		return places
	case "CSV": // the count and the number of ratings
		return append(within(`(?:stage|non-answer),[^,]*,[0-9]*,([0-9]+),[0-9]+,shown`, out), within(`(?:stage|non-answer),[^,]*,1,[0-9]+,([0-9]+),shown`, out)...)
	case "JSON":
		return within(`"(?:stage-1|rated|declined|not-answered)": ([0-9]+)`, regexp.MustCompile(`(?s)"(?:at_or_above|counts_before|non_answers_before)": \{.*?\}`).ReplaceAllStringFunc(out, func(s string) string { return strings.Repeat(" ", len(s)) }))
	case "Markdown": // TestMarkdownLinks is about the anchors
		return within(`([0-9]+)`, regexp.MustCompile(`<a id="[^"]*">`).ReplaceAllStringFunc(out, func(s string) string { return strings.Repeat(" ", len(s)) }))
	}
	return within(`([0-9]+)`, out)
}

// The tests detect another number at any place of any format.
func TestAnotherNumberIsSeen(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped with -short: tests the tests, the same everywhere")
	}
	v := reporttest.Small(t)
	for _, m := range media {
		out := withoutPictures(output(t, v, m.write))
		var changed []string
		for i, p := range numberPlaces(m, out) {
			if (m.name == "CSV" || m.name == "JSON") && i%5 != 0 {
				continue // all rows are written alike
			}
			another := "98"
			if out[p[0]:p[1]] == another {
				another = "99"
			}
			changed = append(changed, out[:p[0]]+another+out[p[1]:])
		}
		m.misses(t, v, changed)
	}
}

// The tests detect a missing line or element.
func TestALostRowIsSeen(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped with -short: tests the tests, the same everywhere")
	}
	v := reporttest.Small(t)
	patterns := map[string]string{
		"text": `(?m)^(.*[\p{L}\p{N}].*\n)`, "Markdown": `(?m)^([^<\n].*[\p{L}\p{N}].*\n)`, "CSV": `(?m)^((?:strand|domain|competency),.*,(?:stage|non-answer),.*\n)`,
	}
	for _, m := range media {
		out := withoutPictures(output(t, v, m.write))
		places := [][]int(nil)
		switch m.name {
		case "JSON":
			continue // what a reader of the document would refuse is no rendering
		case "HTML":
			for _, tag := range []string{"tr", "li", "p", "dd", "dt", "td", "svg", "small"} {
				body := strings.Index(out, "<header>")
				for _, p := range within(`(?s)(<`+tag+`(?: [^>]*)?>(?:[^<]|<[^/]|</[^`+tag[:1]+`]).*?</`+tag+`>)`, out[body:]) {
					part := out[body+p[0] : body+p[1]]
					inNav := strings.Contains(out[:body+p[0]], "<nav") && !strings.Contains(out[:body+p[0]], "</nav>")
					if !inNav && !strings.Contains(part, "aria-hidden") && !strings.Contains(part, `class="m"`) {
						places = append(places, []int{body + p[0], body + p[1]})
					}
				}
			}
		default:
			places = within(patterns[m.name], out)
		}
		var changed []string
		for _, p := range places {
			changed = append(changed, out[:p[0]]+out[p[1]:])
		}
		m.misses(t, v, changed)
	}
}

// The tests detect neighbors that are swapped.
func TestSwappedColumnsAreSeen(t *testing.T) {
	v := reporttest.Small(t)
	patterns := map[string]string{
		"text":     ` · (Stage [0-9]: )([0-9]+)( · Stage [0-9]: )([0-9]+)( )`,
		"Markdown": `( \| )([^|\n]*[0-9A-Za-z][^|\n]*)( \| )([^|\n]*[0-9A-Za-z][^|\n]*)( \|)`,
		"HTML":     `(<td role="cell"(?: class="n")? data-label="[^"]*">)([^\n]*?)(</td><td role="cell"(?: class="n")? data-label="[^"]*">)([^\n]*?)(</td>)`,
	}
	for _, m := range media {
		pattern, ok := patterns[m.name]
		if !ok {
			continue
		}
		out := withoutPictures(output(t, v, m.write))
		var changed []string
		for _, p := range regexp.MustCompile(pattern).FindAllStringSubmatchIndex(out, -1) {
			if first, second := out[p[4]:p[5]], out[p[8]:p[9]]; first != second {
				changed = append(changed, out[:p[4]]+second+out[p[6]:p[7]]+first+out[p[9]:])
			}
		}
		m.misses(t, v, changed)
	}
}

// leaves visits the texts of a view by their path.
func leaves(path string, v reflect.Value, visit func(path string, leaf reflect.Value)) {
	switch v.Kind() {
	case reflect.String:
		if v.String() != "" {
			visit(path, v)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			leaves(path, v.Elem(), visit)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			leaves(fmt.Sprintf("%s[%d]", path, i), v.Index(i), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if where := strings.TrimPrefix(path+"."+field.Name, "."); field.IsExported() && !notShown.MatchString(where) {
				leaves(where, v.Field(i), visit)
			}
		}
	}
}

// notShown are the texts of a view that the formats do not show unchanged: ids and others for
// renderers, pictures, parts of labels, labels with a period, and everything by group except the
// medians of competencies.
var notShown = regexp.MustCompile(`^(Published|Options|Labels|Language|Direction|Sections|Pictures)\b|\.(ID|Class|Mark|ASCIIMark|Letters|Code|Language|Direction|MediaType)$|` +
	`^Domains\[\d+\](\.Competencies\[\d+\])?\.Title|^Strands\.Rows\[\d+\]\.CompetencyRow\.Title|^Domains\[\d+\]\.By\b|\.By\[\d+\]\.(Rated|RatedText|Bar|Counts|Agreement|Pairs|NonAnswers|Reasons)\b|` +
	`^Domains\[\d+\]\.Result\.(Counts|Agreement|Pairs|NonAnswers|Reasons)|Sides\[\d\]\.Result\.(Rated\.|Counts|Agreement|Pairs|NonAnswers|Reasons)|` +
	`^Consensus\.Items\[\d+\]\.(Date|Result\.(Rated\.|Counts|Agreement|Pairs|NonAnswers|Reasons))|` +
	`^Findings\.Items\[\d+\]\.(Kind|Section|Competencies|Sentences\[\d+\]\.Cells)|Items\[\d+\]\.(Competency|Stage|Comments\[\d+\]\.Stage|Sides\[\d\]\.Constituency)$|^Conversations\.Items\[\d+\]\.Edges\[\d+\]\.Label\b|\.Empty$|\.LabelSentence\b|\.State$`)

// Each text of a view is compared, and the formats for people show any text that is in the
// view.
func TestEveryTextOfAViewIsCompared(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped with -short: tests the tests, the same everywhere")
	}
	v := reporttest.Small(t)
	original := make(map[string]map[string][]string)
	for _, m := range media[:3] {
		original[m.name] = m.view(v).bySection(m.says)
	}
	seen := 0
	leaves("", reflect.ValueOf(v).Elem(), func(path string, leaf reflect.Value) {
		seen++
		was := leaf.String()
		leaf.SetString(was + "zz")
		defer leaf.SetString(was)
		compared := false
		for _, m := range media[:3] {
			compared = compared || !reflect.DeepEqual(original[m.name], m.view(v).bySection(m.says))
			if seen%7 == 0 { // rendering takes longer
				if diff := m.compare(t, v, output(t, v, m.write)); diff != "" {
					t.Errorf("%s: another text at %s (-view +%s):\n%s", m.name, path, m.name, diff)
				}
			}
		}
		if !compared {
			t.Errorf("%s is not compared", path)
		}
	})
	if seen < 200 {
		t.Errorf("%d texts in the view", seen)
	}
}
