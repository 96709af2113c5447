package report_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
)

// hostile is a text that tries to be something else in every format.
var hostile = strings.Join([]string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</style><b>`, `{{.Published}}`,
	`**strong** _em_ ~~gone~~`, `[a](javascript:alert(1))`, `![i](//evil.example/i.png)`, "`code`", `| cell |`, `&lt;b&gt;`,
	`https://evil.example www.evil.example a@evil.example :smile: $x$`,
	"\x1b[31mred\x1b[0m", "\x1b]8;;https://evil.example\x07link\x1b]8;;\x07", "\u009b31m", "\u202eevil\u202c", "\u2066isolate\u2069",
	"\r\nX: y", "\ttab", "\x00nul\x7f", "\u2028line\u2029",
}, " ")

// hostileView has it wherever the library does not choose the text. In Spanish the
// texts are in another language than the page.
func hostileView(t testing.TB, language string) *report.View {
	// A rubric cannot have ASCII control characters: its loader refuses them.
	h := text("# " + strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, hostile))
	r := newRubric(t, 4, 3, 2, 4, func(doc *rubric.Document) {
		doc.Title, doc.Notice, doc.Citation, doc.Definition, doc.Notes = h, h, h, h, []rubric.Text{h}
		doc.Source = "paper"
		doc.Sources = []rubric.Source{{ID: "paper", Title: h.Text, Publisher: h.Text, URL: `https://evil.example/"><script>)](x)|$x$*_` + "`"}}
		doc.Strands = []rubric.StrandEntry{{ID: "strand", Title: h, Domains: []string{"domain-1"}}}
		doc.PromptSets = []rubric.PromptSetEntry{{ID: "set", Title: h, Stage: "stage-2", Prompts: []rubric.Text{text("? " + h.Text)}}}
		for i := range doc.Spectrum.Stages {
			doc.Spectrum.Stages[i].Title, doc.Spectrum.Stages[i].Summary = h, h
			doc.Spectrum.Stages[i].Messages = []rubric.Text{h, h}
		}
		for i := range doc.Constituencies {
			doc.Constituencies[i].Title = h
		}
		for i := range doc.Domains {
			d := &doc.Domains[i]
			d.Code, d.Title, d.Summary, d.Prompts = strings.Repeat("1", i+1)+".", h, h, []rubric.Text{h}
			for j := range d.Competencies {
				d.Competencies[j].Title, d.Competencies[j].Summary = h, h
				d.Competencies[j].Descriptors = map[string]rubric.Text{"stage-2": h, "stage-3": h, "stage-4": h}
			}
		}
	})
	opt := &report.Options{Title: "- " + hostile, Organization: "1. " + hostile + "\xff", Date: "+ " + hostile, Language: language}
	return build(t, summary(t, r, randomTally(r, 3, 30, 40, 50)), assess.Policy{Name: hostile, MinGroup: 10}, opt)
}

// control are the characters that no output may have.
func control(r rune) bool {
	return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x2028 || r == 0x2029
}

func TestNoControlCharacters(t *testing.T) {
	for _, language := range report.Languages() {
		v := hostileView(t, language)
		for _, f := range formats {
			out := strings.ReplaceAll(write(t, v, f.write), "\r\n", "\n")
			if i := strings.IndexFunc(out, control); i >= 0 {
				t.Errorf("%s in %s: %q at byte %d", f.name, language, []rune(out[i:])[0], i)
			}
		}
	}
}

func TestHostileHTML(t *testing.T) {
	for _, language := range report.Languages() {
		v := hostileView(t, language)
		for _, f := range formats {
			if strings.HasSuffix(f.name, "html") {
				testHostileHTML(t, write(t, v, f.write))
			}
		}
	}
}

func testHostileHTML(t *testing.T, out string) {
	t.Helper()
	allowed := make(map[string]bool)
	for name := range strings.FieldsSeq("html head meta title style body a svg defs pattern g circle line path rect text tspan figure figcaption details summary header h1 h2 h3 h4 p strong small dl dt dd div nav ol ul li main section table caption thead tbody tr th td span blockquote footer article br") {
		allowed[name] = true
	}
	d := xml.NewDecoder(strings.NewReader(out))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if !allowed[start.Name.Local] {
			t.Errorf("element %s", start.Name.Local)
		}
		for _, a := range start.Attr {
			name := a.Name.Local
			if name == "style" || name == "src" || strings.HasPrefix(name, "on") || name == "href" && !strings.HasPrefix(a.Value, "#") && !strings.HasPrefix(a.Value, "https://evil.example/%22%3E%3Cscript%3E") {
				t.Errorf("attribute %s=%q", name, a.Value)
			}
		}
	}
}

func TestHostileMarkdown(t *testing.T) {
	v := hostileView(t, "")
	for _, f := range formats {
		if strings.HasSuffix(f.name, "md") {
			testHostileMarkdown(t, write(t, v, f.write))
		}
	}
}

func testHostileMarkdown(t *testing.T, out string) {
	t.Helper()
	out = regexp.MustCompile(`<https://evil\.example/%22%3E%3Cscript%3E[^<>" ]*>`).ReplaceAllString(out, "") // the source
	unescaped := regexp.MustCompile(`\\.`).ReplaceAllString(out, "")                                         // without what is escaped
	for _, raw := range []string{"<script", "<img", "</style", "**strong**", " _em_", "~~gone", "[a](", "![i]", " `code`", "| cell |", "&lt;", "https://", "www.evil", "a@evil", " :smile", "$x$"} {
		if strings.Contains(unescaped, raw) {
			t.Errorf("Markdown has %q", raw)
		}
	}
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, "# ") && strings.Contains(line, "# \\- ") {
			continue // the title
		}
		for _, start := range []string{"1. ", "+ ", "- #", "-- "} {
			if strings.HasPrefix(line, start) && strings.Contains(line, "script") {
				t.Errorf("line starts a block: %.40q", line)
			}
		}
	}
}

func TestHostileJSON(t *testing.T) {
	v := hostileView(t, "")
	out := write(t, v, (*report.View).WriteJSON)
	if strings.ContainsAny(out, "<>") {
		t.Error("JSON has an angle bracket")
	}
	want, err := v.Published.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var got, same any
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(want, &same); err != nil {
		t.Fatal(err)
	}
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(same)
	if string(a) != string(b) {
		t.Error("escaping changed what the JSON says")
	}
}

func TestEscapeMarkdown(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Plain words, (as said) – 7.1 of 10.", "Plain words, (as said) – 7.1 of 10."},
		{"Note: it is so", "Note: it is so"},
		{"a*b_c`d", "a\\*b\\_c\\`d"},
		{"1. one", `1\. one`},
		{"12) twelve", `12\) twelve`},
		{"1.1 one", "1.1 one"},
		{"- x", `\- x`},
		{"+1", `\+1`},
		{"===", `\===`},
		{"well-known", "well-known"},
		{"# h #5", `\# h \#5`},
		{"a|b", `a\|b`},
		{"http://x", `http\://x`},
		{"www.x", `www\.x`},
		{"@all", "<span>@</span>all"},
		{":tada:", "<span>:</span>tada:"},
		{"sha256:0a", "sha256:0a"},
		{"a: b:c", "a: b:c"},
		{"$1", "<span>$</span>1"},
		{"<b>", `\<b\>`},
		{"&amp;", `\&amp;`},
		{`\`, `\\`},
	}
	for _, tt := range tests {
		if got := report.EscapeMarkdown(tt.in); got != tt.want {
			t.Errorf("EscapeMarkdown(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestClean(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"plain", "plain"},
		{"  around \n", "around"},
		{"two\nlines\ttab", "two lines tab"},
		{"\x1b[1m", "\ufffd[1m"},
		{"a\u202eb\u2069", "a\ufffdb\ufffd"},
		{"bad\xffbyte", "bad\ufffdbyte"},
		{"שלום\u200f", "שלום\u200f"},
		{"\u0085x", "x"},
	}
	for _, tt := range tests {
		if got := report.Clean(tt.in); got != tt.want {
			t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
