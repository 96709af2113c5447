package reporttest

import (
	"os"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
)

// Audiences returns the rubric that asks five constituencies partly different questions, in
// English or, with "es", in Spanish.
func Audiences(t testing.TB, language string) *rubric.Rubric {
	t.Helper()
	read := func(name string) []byte {
		data, err := os.ReadFile(Testdata(t, name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	r, err := rubric.Load("audiences.yaml", read("good/rubrics/audiences.yaml"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if language == "en" {
		return r
	}
	o, err := rubric.LoadOverlay("overlay.yaml", read("good/overlays/audiences."+language+".yaml"), nil)
	if err != nil {
		t.Fatal(err)
	}
	local, problems := r.Localize(o)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return local
}

// AudiencesView is a view of random ratings of [Audiences]. The last two constituencies are
// hidden: one is small, and the other one would give it away.
func AudiencesView(t testing.TB, language string) *report.View {
	t.Helper()
	r := Audiences(t, language)
	return Build(t, Summarize(t, r, RandomTally(r, 17, 60, 50, 40, 30, 4)), assess.Policy{}, nil)
}
