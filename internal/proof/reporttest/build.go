package reporttest

import (
	"bytes"
	"io"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/spectrum"
)

// Read tallies responses in NDJSON, all of which have to be good.
func Read(t testing.TB, r *rubric.Rubric, data []byte) *assess.Summary {
	t.Helper()
	var tally assess.Tally
	for resp, err := range assess.NDJSON(r, "responses.ndjson", bytes.NewReader(data), nil) {
		if err != nil {
			t.Fatal(err)
		}
		if err := tally.Add(resp); err != nil {
			t.Fatal(err)
		}
	}
	return Summarize(t, r, &tally)
}

// Summarize summarizes a tally.
func Summarize(t testing.TB, r *rubric.Rubric, tally *assess.Tally) *assess.Summary {
	t.Helper()
	s, err := tally.Summarize(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Publish publishes a summary.
func Publish(t testing.TB, s *assess.Summary, p assess.Policy) *assess.Published {
	t.Helper()
	out, err := s.Publish(p)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Build makes the view of a summary under a policy.
func Build(t testing.TB, s *assess.Summary, p assess.Policy, opt *report.Options) *report.View {
	t.Helper()
	v, err := report.Build(Publish(t, s, p), opt)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Write returns a view as a renderer writes it.
func Write[Options any](t testing.TB, v *report.View, render func(io.Writer, *report.View, *Options) error, opt *Options) string {
	t.Helper()
	return Written(t, func(w io.Writer) error { return render(w, v, opt) })
}

// Written returns what a function writes.
func Written(t testing.TB, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Spanish is the rubric with the embedded translation.
func Spanish(t testing.TB) *rubric.Rubric {
	t.Helper()
	o, err := cei.Overlay("2023.2", "es")
	if err != nil {
		t.Fatal(err)
	}
	r, problems := cei.Latest().Localize(o)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return r
}

// Stage is a stage of a rubric by its id.
func Stage(t testing.TB, r *rubric.Rubric, id string) spectrum.Stage {
	t.Helper()
	s, ok := r.Spectrum().Stage(id)
	if !ok {
		t.Fatalf("no stage %s", id)
	}
	return s
}

// Comments makes reviewed comments on a rubric.
func Comments(t testing.TB, r *rubric.Rubric, entries ...assess.CommentEntry) *assess.Comments {
	t.Helper()
	k, err := assess.NewComments(r, assess.CommentsDocument{Comments: entries})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// Consensus reads a consensus on a rubric. The first three keys come from here.
func Consensus(t testing.TB, r *rubric.Rubric, doc string) *assess.Consensus {
	t.Helper()
	k, err := assess.LoadConsensus(r, "team.yaml", []byte("format: consensus/1\nrubric: "+r.Ref().String()+"\nid: team-1\n"+doc), nil)
	if err != nil {
		t.Fatal(err)
	}
	return k
}
