package html_test

import (
	"bytes"
	stdhtml "html"
	"io"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/testdata"
)

// Policy returns what the meta element of each kind of page has.
func TestPolicy(t *testing.T) {
	v, err := report.Build(reporttest.Publish(t, reporttest.Read(t, cei.Latest(), testdata.District), assess.Policy{}), nil)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for name, write := range map[string]func(io.Writer, *html.Options) error{
		"report":  func(w io.Writer, opt *html.Options) error { return html.Write(w, v, opt) },
		"guide":   func(w io.Writer, opt *html.Options) error { return html.WriteGuide(w, v.Guide(), opt) },
		"handout": func(w io.Writer, opt *html.Options) error { return html.WriteHandout(w, v.Handout(), opt) },
	} {
		for _, url := range []string{"", "/waymark.js"} {
			var page, part bytes.Buffer
			if err := write(&page, &html.Options{ScriptURL: url}); err != nil {
				t.Fatal(err)
			}
			policy, err := html.Policy(page.Bytes())
			if err != nil || !strings.HasPrefix(policy, "default-src 'none'; style-src 'sha256-") || strings.Contains(policy, "script-src 'self' '"+html.ScriptHash()+"'") != (url != "") {
				t.Errorf("%s: %q, %v", name, policy, err)
			}
			if !strings.Contains(stdhtml.UnescapeString(page.String()), `content="`+policy+`"`) {
				t.Errorf("%s: the page does not have the policy %q", name, policy)
			}
			seen[policy] = true
			if err := write(&part, &html.Options{Fragment: &html.Fragment{}}); err != nil {
				t.Fatal(err)
			}
			if policy, err := html.Policy(part.Bytes()); err == nil {
				t.Errorf("%s: a fragment has the policy %q", name, policy)
			}
		}
	}
	if len(seen) < 4 {
		t.Errorf("%d different policies", len(seen))
	}
	for _, page := range []string{"", "<!DOCTYPE html>", `<!DOCTYPE html><title></title><meta http-equiv="Content-Security-Policy" content="x"/>`} {
		if policy, err := html.Policy([]byte(page)); err == nil {
			t.Errorf("%q has the policy %q", page, policy)
		}
	}
}
