package report_test

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestHostile(t *testing.T) {
	harmless := map[string]map[string]map[string]int{
		"en":    pages(t, reporttest.Harmless().View(t, "en")),
		"es":    pages(t, reporttest.Harmless().View(t, "es")),
		"ar":    pages(t, reporttest.Harmless().Translated(t)),
		"words": pages(t, reporttest.Harmless().Spoken(t)),
	}
	for part := range reporttest.HostileParts {
		t.Run(fmt.Sprint(part), func(t *testing.T) {
			t.Parallel()
			for v := range reporttest.HostileViews(t, part, *long) {
				like := v.Language
				switch {
				case v.Options.Words != nil:
					like = "words"
				case v.Published.Rubric().Language() == "ar":
					like = "ar"
				}
				if testHostile(t, v, harmless[like]); t.Failed() {
					t.Fatalf("these are in the view with the title %q", v.Options.Title)
				}
			}
		})
	}
}

func testHostile(t *testing.T, v *report.View, harmless map[string]map[string]int) {
	t.Helper()
	out := make(map[string]string)
	for _, f := range formats {
		out[f.name] = output(t, v, f.write)
	}
	testControl(t, v, out)
	for name, page := range out {
		if strings.HasSuffix(name, "html") {
			testNothingMore(t, name, harmless[name], elements(t, page))
		}
	}
	testFormulas(t, out["csv"])
	testFormulas(t, out["codebook.csv"])
	testJSON(t, v, out["json"])
}

// colors are the escape sequences of colored text.
var colors = regexp.MustCompile("\x1b\\[(0|1|2|38;5;[0-9]+)m")

func testControl(t *testing.T, v *report.View, out map[string]string) {
	t.Helper()
	out["colored text"] = colors.ReplaceAllString(reporttest.Write(t, v, text.Write, &text.Options{Color: true}), "")
	for name, s := range out {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		if i := strings.IndexFunc(s, reporttest.Control); i >= 0 {
			t.Errorf("%s: %q in %q", name, []rune(s[i:])[0], s[max(0, i-20):min(i+20, len(s))])
		}
	}
}

// pages returns the elements of every page of a view.
func pages(t *testing.T, v *report.View) map[string]map[string]int {
	found := make(map[string]map[string]int)
	for _, f := range formats {
		if strings.HasSuffix(f.name, "html") {
			found[f.name] = elements(t, output(t, v, f.write))
		}
	}
	return found
}

// lineOfPicture matches a line of text in a picture. Long texts take several lines.
var lineOfPicture = regexp.MustCompile(`^(text|tspan)( (x|y|font-weight|font-size|text-anchor|direction|fill|lang|xml:lang|unicode-bidi))*$`)

// ofStructure matches the elements of paragraphs and lists, of which a text can have several.
var ofStructure = regexp.MustCompile(`^((ul|ol) class=t( dir)?( lang)?|(li|p) ?(dir )?(lang)?( ?value)?|div class=(sub|txt|note))$`)

// elements counts the elements of a page by their names and attributes, and the values of
// the attributes that can be addresses.
func elements(t *testing.T, page string) map[string]int {
	t.Helper()
	found := make(map[string]int)
	d := xml.NewDecoder(strings.NewReader(page))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			var names []string
			for _, a := range e.Attr {
				name := a.Name.Local
				if name == "href" && !strings.HasPrefix(a.Value, "https://evil.example/") || name == "class" || name == "id" {
					name += "=" + a.Value
				}
				names = append(names, name)
			}
			slices.Sort(names)
			if name := e.Name.Local + " " + strings.Join(names, " "); !lineOfPicture.MatchString(name) && !ofStructure.MatchString(name) {
				found[name]++
			}
		case xml.Comment, xml.ProcInst:
			t.Errorf("a comment or an instruction: %v", e)
		}
	}
}

// testNothingMore reports elements of which there are more than with harmless texts.
func testNothingMore(t *testing.T, page string, harmless, hostile map[string]int) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		if hostile[name] > harmless[name] {
			t.Errorf("%s: %q is there %d times, with harmless texts %d", page, name, hostile[name], harmless[name])
		}
	}
}

// formula matches text that a spreadsheet can read as a formula, after characters that
// some programs drop.
var formula = regexp.MustCompile(`^[\s\p{Cf}\p{Zs}]*[=+\-@\t\r＝＋－＠﹦﹢﹣﹫−]`)

func testFormulas(t *testing.T, out string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if _, err := strconv.ParseFloat(cell, 64); err != nil && formula.MatchString(cell) {
				t.Errorf("CSV has the cell %q", cell)
			}
		}
	}
}

// testJSON makes sure that escaping does not change the values in the JSON.
func testJSON(t *testing.T, v *report.View, out string) {
	t.Helper()
	if strings.ContainsAny(out, "<>") {
		t.Error("JSON has an angle bracket")
	}
	want, err := v.Options.Progress.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var got, same any
	if err := errors.Join(json.Unmarshal([]byte(out), &got), json.Unmarshal(want, &same)); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, same) {
		t.Error("the JSON is not the progress document")
	}
}

// TestHostileResponses makes sure that no format has text that a rater wrote.
func TestHostileResponses(t *testing.T) {
	texts := reporttest.Hostile(t)
	outputs := func(words func() string) map[string]string {
		var tally assess.Tally
		for i := range len(texts) {
			doc := assess.ResponseDocument{
				Format: assess.ResponseFormat, Rubric: "cei@2023.2", ID: "r-" + strconv.Itoa(i), Organization: words(), Constituency: "family",
				Ratings: map[string]assess.RatingEntry{"welcoming-culture": {Stage: "developing", Evidence: []string{words()}, Note: words()}},
			}
			data, err := json.Marshal(doc)
			if err != nil {
				t.Fatal(err)
			}
			resp, err := assess.LoadResponse(cei.Latest(), "r.json", data, nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := tally.Add(resp); err != nil {
				t.Fatal(err)
			}
		}
		v := build(t, summary(t, cei.Latest(), &tally), assess.Internal(), nil)
		out := make(map[string]string)
		for _, f := range formats {
			out[f.name] = output(t, v, f.write)
		}
		return out
	}
	i := 0
	hostile := outputs(func() string {
		i++
		return "x" + strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(reporttest.Admissible(texts[i%len(texts)]))
	})
	if diff := cmp.Diff(outputs(func() string { return "x" }), hostile); diff != "" {
		t.Errorf("what raters wrote is in a report:\n%s", diff)
	}
}
