package html_test

import (
	"io"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report/html"
)

// The fragment of a handout has no more elements around its parts than that of a report: the article
// has the class of the handout.
func TestHandoutFragment(t *testing.T) {
	v := reporttest.Small(t)
	opt := &html.Options{Fragment: &html.Fragment{NoStyle: true}}
	out := reporttest.Written(t, func(w io.Writer) error { return html.WriteHandout(w, v.Handout(), opt) })
	start, rest, _ := strings.Cut(out, ">")
	if !strings.HasPrefix(start, "<article class=") || !strings.Contains(start, "-handout\"") && !strings.Contains(start, "-handout ") {
		t.Errorf("the article is %s>", start)
	}
	if i := strings.Index(rest, "<header"); i < 0 || strings.Contains(rest[:i], "<div") {
		t.Errorf("before the title: %.300s", rest)
	}
	if strings.Count(rest, "<div") != strings.Count(rest, "</div>") {
		t.Error("elements are not closed")
	}
}
