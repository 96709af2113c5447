package report_test

import (
	"runtime"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/rubric/cei"
)

// TestSameBytes builds and renders everything several times, on one processor and on
// several.
func TestSameBytes(t *testing.T) {
	outputs := func() map[string]string {
		out := make(map[string]string)
		for _, c := range []reporttest.Case{
			{Name: "district", View: everyOption(t, cei.Latest(), assess.Public(), sampleOptions)},
			{Name: "hostile", View: reporttest.NewDealer(reporttest.Hostile(t), 0).View(t, "es")},
		} {
			for _, f := range formats {
				out[c.Name+"."+f.name] = output(t, c.View, f.write)
			}
		}
		return out
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	first := outputs()
	for _, processors := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(processors)
		for name, out := range outputs() {
			if out != first[name] {
				t.Errorf("%s has other bytes with %d processors", name, processors)
			}
		}
	}
}
