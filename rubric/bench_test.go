package rubric_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// repeated returns a rubric with n copies of the domains of the CEI rubric, with
// different ids and codes.
func repeated(b testing.TB, n int) *rubric.Rubric {
	b.Helper()
	doc := cei.Latest().Document()
	domains, sets := doc.Domains, doc.PromptSets
	for i := 1; i < n; i++ {
		suffix := fmt.Sprint("-", i)
		for _, d := range domains {
			d.ID += suffix
			d.Code += suffix
			var competencies []rubric.CompetencyEntry
			for _, c := range d.Competencies {
				c.ID += suffix
				c.Code += suffix
				competencies = append(competencies, c)
			}
			d.Competencies = competencies
			doc.Domains = append(doc.Domains, d)
		}
		for _, s := range sets {
			s.ID += suffix
			doc.PromptSets = append(doc.PromptSets, s)
		}
	}
	r, err := rubric.New(doc)
	if err != nil {
		b.Fatal(err)
	}
	return r
}

// BenchmarkLoad shows that time and memory are linear. The default limits allow a hundred
// times the CEI rubric. The rest of the document is not repeated, so the cost of a
// competency is highest in the smallest rubric.
func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{1, 10, 100} {
		r := repeated(b, n)
		json, err := r.MarshalJSON()
		if err != nil {
			b.Fatal(err)
		}
		for _, doc := range []struct {
			name string
			data []byte
		}{{"r.yaml", yamlOf(b, r)}, {"r.json", json}} {
			b.Run(fmt.Sprintf("%s/%dx", doc.name[2:], n), func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(len(doc.data)))
				for b.Loop() {
					if _, err := rubric.Load(doc.name, doc.data, nil); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(r.CompetencyCount()), "ns/competency")
			})
		}
	}
}

func BenchmarkLocalize(b *testing.B) {
	for _, n := range []int{1, 10, 30} {
		b.Run(fmt.Sprintf("%dx", n), func(b *testing.B) {
			r := repeated(b, n)
			o := mustLoadOverlay(b, "o.yaml", overlay(r, "language: qaa", prefixed("¡")))
			b.ReportAllocs()
			for b.Loop() {
				if _, problems := r.Localize(o); len(problems) > 0 {
					b.Fatal(problems[0])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(r.CompetencyCount()), "ns/competency")
		})
	}
}

func BenchmarkLoadCrosswalk(b *testing.B) {
	for _, n := range []int{1, 10, 100} {
		b.Run(fmt.Sprintf("%dx", n), func(b *testing.B) {
			r := repeated(b, n)
			var doc strings.Builder
			doc.WriteString("format: crosswalk/1\nfrom: cei@2023.2\nto: cei@2023.2\ncompetencies:\n")
			for c := range r.Competencies() {
				fmt.Fprintf(&doc, "  - {from: [%s], to: [%[1]s], relation: same, comparable: fully}\n", c.ID())
			}
			data := []byte(doc.String())
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := rubric.LoadCrosswalk("x.yaml", data, r, r, nil); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(r.CompetencyCount()), "ns/competency")
		})
	}
}

func BenchmarkDiff(b *testing.B) {
	before, err := cei.Edition("2023.1")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		rubric.Diff(before, cei.Latest())
	}
}
