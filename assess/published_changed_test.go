package assess_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// eachNumber calls a function for the numbers of a JSON value. What it returns takes the place
// of the number while do runs.
func eachNumber(path string, v any, do func(path string, n json.Number, set func(any))) {
	visit := func(path string, x any, set func(any)) {
		if n, ok := x.(json.Number); ok {
			do(path, n, set)
			set(n)
			return
		}
		eachNumber(path, x, do)
	}
	switch v := v.(type) {
	case map[string]any:
		keys := make([]string, 0, len(v))
		for key := range v {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			visit(path+"."+key, v[key], func(x any) { v[key] = x })
		}
	case []any:
		for i := range v {
			visit(fmt.Sprintf("%s[%d]", path, i), v[i], func(x any) { v[i] = x })
		}
	}
}

// TestPublishedNumbersAreChecked makes many counts of a published summary and of a comparison one
// larger or smaller, one at a time. No such document is read, because counts add up and results
// follow from them. Those who named no stage in the earlier wave are in no sum.
func TestPublishedNumbersAreChecked(t *testing.T) {
	r := cei.Latest()
	raters := map[string]int{"family": 41, "student": 30, "leader": 3, "educator": 15, "community": 4}
	before := publish(t, tally(t, everyone(t, r, raters, 0)), assess.Policy{})
	after := publish(t, tally(t, everyone(t, r, raters, 1)), assess.Policy{})
	p, err := assess.Compare(before, after, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		value any
		load  func(data []byte) error
		every int
	}{
		{"summary", after, func(data []byte) error {
			_, err := assess.LoadPublished(r, "s.json", data, nil)
			return err
		}, 37},
		{"progress", p, func(data []byte) error {
			_, err := assess.LoadProgress(r, r, "p.json", data, nil)
			return err
		}, 101},
	} {
		data, err := json.Marshal(tt.value)
		if err != nil {
			t.Fatal(err)
		}
		if err := tt.load(data); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		d := json.NewDecoder(strings.NewReader(string(data)))
		d.UseNumber()
		var doc any
		if err := d.Decode(&doc); err != nil {
			t.Fatal(err)
		}
		seen, accepted := 0, 0
		eachNumber("", doc, func(path string, n json.Number, set func(any)) {
			whole, err := n.Int64()
			if seen++; err != nil || seen%tt.every != 0 && !strings.HasPrefix(path, ".raters") || strings.Contains(path, "policy") || strings.Contains(path, "non_answers_before") {
				return
			}
			for _, change := range []int64{1, -1} {
				if whole+change < 0 {
					continue
				}
				set(json.Number(fmt.Sprint(whole + change)))
				changed, err := json.Marshal(doc)
				if err != nil {
					t.Fatal(err)
				}
				if tt.load(changed) == nil {
					if accepted++; accepted < 10 {
						t.Errorf("%s: %s may be %d instead of %d", tt.name, path, whole+change, whole)
					}
				}
			}
		})
		if seen < 500 {
			t.Errorf("%s: %d numbers", tt.name, seen)
		}
	}
}
