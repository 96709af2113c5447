package form_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
)

// isRelevant evaluates the conditions of a form: the constituency is one of some.
func isRelevant(t *testing.T, condition, constituency string) bool {
	t.Helper()
	if condition == "" {
		return true
	}
	for part := range strings.SplitSeq(condition, " or ") {
		id, ok := strings.CutPrefix(part, "${constituency} = '")
		if !ok {
			t.Fatalf("condition %q", condition)
		}
		if id == constituency+"'" {
			return true
		}
	}
	return false
}

// Raters see the questions that their constituency is asked, once each and in its words, and
// what they enter is read.
func TestXLSFormAsks(t *testing.T) {
	r := audiences(t)[0]
	book, losses, err := form.XLSForm(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range losses {
		if l.Reason == form.OmissionText && slices.ContainsFunc(l.Where, func(key string) bool { return strings.Contains(key, ".wordings.") }) {
			t.Errorf("lost: %+v", l)
		}
	}
	column := func(name string) int { return slices.Index(book.Survey[0], name) }
	typ, name, label, relevant := column("type"), column("name"), column("label::English (en)"), column("relevant")
	header := []string{"_uuid", "constituency"}
	var rows [][]string
	for x := range r.Constituencies() {
		var labels, want []string
		row := make(map[string]string)
		skipped := false
		for _, q := range book.Survey[1:] {
			switch {
			case q[typ] == "begin_group":
				skipped = !isRelevant(t, q[relevant], x.ID)
			case q[typ] == "end_group":
				skipped = false
			case strings.HasPrefix(q[typ], "select_one answers"):
				if !slices.Contains(header, q[name]) {
					header = append(header, q[name])
				}
				if !skipped && isRelevant(t, q[relevant], x.ID) {
					labels = append(labels, q[label])
					row[q[name]] = "always"
				}
			}
		}
		for c := range r.Competencies() {
			if c.Asks(x.ID) {
				want = append(want, c.Code()+" "+c.TitleFor(x.ID))
			}
		}
		if diff := cmp.Diff(want, labels); diff != "" {
			t.Errorf("%s (-want +got):\n%s", x.ID, diff)
		}
		cells := []string{"r-" + x.ID, x.ID}
		for _, name := range header[2:] {
			cells = append(cells, row[name])
		}
		rows = append(rows, cells)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(append([][]string{header}, rows...)); err != nil {
		t.Fatal(err)
	}
	opt, err := form.XLSFormAnswers(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for p, err := range assess.CSV(r, "export.csv", &b, &assess.ReadOptions{CSV: opt}) {
		if err != nil {
			t.Error(err)
			continue
		}
		n++
		if c := p.Completeness(); c.Asked != c.Answered {
			t.Errorf("%s: %+v", p.ID(), c)
		}
	}
	if n != 5 {
		t.Errorf("%d responses", n)
	}
}
