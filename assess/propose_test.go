package assess_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// The proposal for a sheet is a valid mapping. With it, the sheet gives the same responses
// as without a mapping.
func TestProposeMapping(t *testing.T) {
	for _, file := range caseFiles(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(file) == ".json" {
			continue
		}
		name := filepath.Base(file)
		opt := caseOptions(t, file)
		p, err := assess.ProposeMapping(cei.Latest(), name, bytes.NewReader(data), opt)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var b bytes.Buffer
		if err := p.WriteYAML(&b); err != nil {
			t.Fatal(err)
		}
		m, err := assess.LoadMapping(cei.Latest(), name+".yaml", b.Bytes(), nil)
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, b.String())
			continue
		}
		if len(p.Problems) > 0 {
			continue
		}
		want := collect(t, assess.CSV(cei.Latest(), name, bytes.NewReader(data), opt))
		opt.CSV.Mapping = m
		got := collect(t, assess.CSV(cei.Latest(), name, bytes.NewReader(data), opt))
		if strings.Join(got.lines, "\n") != strings.Join(want.lines, "\n") {
			t.Errorf("%s: with the mapping\n%s\nwithout\n%s\n%s", name, strings.Join(got.lines, "\n"), strings.Join(want.lines, "\n"), b.String())
		}
	}
}
