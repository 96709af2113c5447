package report_test

import (
	"io"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/svg"
	"github.com/waymark-go/waymark/rubric/cei"
)

func BenchmarkBuild(b *testing.B) {
	published, err := reporttest.SummarizeFile(b, cei.Latest(), "district-2023.2.ndjson").Publish(assess.Policy{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := report.Build(published, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBuildWithGoals(b *testing.B) {
	v := everyOption(b, cei.Latest(), assess.Public(), report.Options{})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := report.Build(v.Published, &v.Options); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGuide(b *testing.B) {
	v := build(b, reporttest.SummarizeFile(b, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{}, nil)
	b.ReportAllocs()
	for b.Loop() {
		v.Guide()
	}
}

func BenchmarkBuildWorksheet(b *testing.B) {
	r := cei.Latest()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := report.BuildWorksheet(r, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWrite writes every document in every format.
func BenchmarkWrite(b *testing.B) {
	v := build(b, reporttest.SummarizeFile(b, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{}, nil)
	for _, f := range formats {
		b.Run(f.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := f.write(io.Discard, v); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSchool renders the page of a school from its tally.
func BenchmarkSchool(b *testing.B) {
	r := cei.Latest()
	tally := randomTally(r, 1, 40, 120, 45, 23, 12)
	b.ReportAllocs()
	for b.Loop() {
		v := build(b, summary(b, r, tally), assess.Policy{}, nil)
		if err := html.Write(io.Discard, v, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSchoolHandout renders the page and the handout of a school from its tally. The view is built
// once.
func BenchmarkSchoolHandout(b *testing.B) {
	r := cei.Latest()
	tally := randomTally(r, 1, 40, 120, 45, 23, 12)
	b.ReportAllocs()
	for b.Loop() {
		v := build(b, summary(b, r, tally), assess.Policy{}, nil)
		if err := html.Write(io.Discard, v, nil); err != nil {
			b.Fatal(err)
		}
		if err := html.WriteHandout(io.Discard, v.Handout(), nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSVG(b *testing.B) {
	v := everyOption(b, cei.Latest(), assess.Public(), report.Options{})
	for _, name := range []string{"overview", "domain-building-relationships", "differences", "progress"} {
		b.Run(name, func(b *testing.B) {
			p := v.Picture(name)
			b.ReportAllocs()
			for b.Loop() {
				if err := svg.Write(io.Discard, p, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
