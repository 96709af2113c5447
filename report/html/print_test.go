package html_test

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric/cei"
)

// Each printed page of a report for internal use says so in its margin. Other reports have
// no such note.
func TestWarningOnEveryPrintedPage(t *testing.T) {
	s := reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson")
	internal := reporttest.Build(t, s, assess.Internal(), nil)
	out := reporttest.Write(t, internal, html.Write, nil)
	if want := "@bottom-center{content:\"For internal"; !strings.Contains(out, want) {
		t.Errorf("the page has no %s", want)
	}
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(out)
	sum := sha256.Sum256([]byte(style[1]))
	if hash := base64.StdEncoding.EncodeToString(sum[:]); !strings.Contains(strings.ReplaceAll(out, "&#43;", "+"), "sha256-"+hash) {
		t.Error("the policy of the page does not know its style")
	}
	if out := reporttest.Write(t, reporttest.Build(t, s, assess.Public(), nil), html.Write, nil); strings.Contains(out, "@bottom-center") {
		t.Error("a public report has a warning")
	}
}

func TestWarningStaysInStyleSheet(t *testing.T) {
	// Words of the caller are in the style sheet because of it.
	v := reporttest.Build(t, reporttest.SummarizeFile(t, cei.Latest(), "team-2023.2.ndjson"), assess.Internal(), nil)
	v.Head.Internal = `</style><script>alert(1)</script>"}`
	if out := reporttest.Write(t, v, html.Write, nil); strings.Contains(out, "<script") || strings.Count(out, "</style>") != 1 {
		t.Error("a warning leaves the style sheet")
	}
}
