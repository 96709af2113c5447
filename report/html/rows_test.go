package html

import (
	"io"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/rubric/cei"
)

// BenchmarkDomainRows writes 34 competencies and the medians of five constituencies.
func BenchmarkDomainRows(b *testing.B) {
	r, err := cei.Edition("2023.1")
	if err != nil {
		b.Fatal(err)
	}
	v := reporttest.Build(b, reporttest.Summarize(b, r, reporttest.RandomTally(r, 1, 40, 120, 45, 23, 12)), assess.Policy{}, nil)
	b.ReportAllocs()
	for b.Loop() {
		p := &page{View: v, markup: &markup{w: io.Discard}}
		for i := range v.Domains {
			t := resultTables{DomainSection: &v.Domains[i]}
			p.results(&t)
			p.byGroup(&t)
		}
	}
}
