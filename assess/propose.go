package assess

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/waymark-go/waymark/assess/internal/charset"
	"github.com/waymark-go/waymark/assess/internal/sheet"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Proposal is a mapping for a sheet as far as its headers and first rows show it, for a
// person to complete. [Proposal.WriteYAML] writes it with a comment on each column.
type Proposal struct {
	// Tool is the form tool that wrote the sheet, as [MappingDocument] names it, or "".
	Tool string
	// Columns are all columns of the sheet that have a header or cells.
	Columns []ProposedColumn
	// Problems are those for which the sheet is not read without a mapping.
	Problems problem.List

	rubric string
	guess  sheet.Guess
}

// ProposedColumn is what a column most likely is, and why.
type ProposedColumn struct {
	Position int    // from 1
	Header   string // "" if there is none
	Is       string // as in [ColumnEntry]
	Sure     bool   // the reader takes the column as that without a mapping
	Reason   string
	Samples  []string // a few different cells
	Unknown  []string // cells of the first rows that mean nothing yet
}

// ProposeMapping reads the beginning of a sheet and proposes a mapping for it. opt may be
// nil; its CSVOptions count, a mapping among them too. The error is the reader's own, or
// an argument or an option is invalid.
func ProposeMapping(r *rubric.Rubric, name string, in io.Reader, opt *ReadOptions) (*Proposal, error) {
	if err := checkReader("assess.ProposeMapping", r, in, opt); err != nil {
		return nil, err
	}
	input, err := unpack(newLimitedReader(in, opt))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", problem.FileName(name), err)
	}
	s, err := openSheet(r, name, input, opt.csv(), opt.limits())
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", problem.FileName(name), err)
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", problem.FileName(name), err)
	}
	g := s.Guess()
	p := &Proposal{Tool: g.Tool, Problems: g.Problems, rubric: r.Ref().String(), guess: g}
	for _, c := range g.Columns {
		p.Columns = append(p.Columns, ProposedColumn{Position: c.Position, Header: c.Header, Is: c.Is, Sure: c.Sure, Reason: c.Reason, Samples: c.Samples, Unknown: c.Unknown})
	}
	return p, nil
}

// WriteYAML writes the proposal as a mapping document in YAML, which [LoadMapping] reads.
// The comments give for each column the reason of the guess and samples of its cells, and
// after "#" keys that are left to a person. It returns an error if w is nil, writing fails
// or p is not from [ProposeMapping].
func (p *Proposal) WriteYAML(w io.Writer) error {
	const function = "assess.Proposal.WriteYAML"
	made := given.Made(function, "p", p == nil, func() bool { return p.rubric == "" }, "assess.ProposeMapping")
	if err := cmp.Or(made, given.NotNil(function, "w", w == nil)); err != nil {
		return err
	}
	var b bytes.Buffer
	g := &p.guess
	fmt.Fprintf(&b, "# Check what each column is, and change it where it is wrong.\nformat: %s\nrubric: %s\n", MappingFormat, p.rubric)
	if g.Tool != "" {
		fmt.Fprintf(&b, "tool: %s # the headers are those of %s\n", g.Tool, g.Title)
	}
	if g.Encoding != charset.UTF8 {
		fmt.Fprintf(&b, "encoding: %s\n", g.Encoding)
	}
	for i, delim := range []rune(",;\t|") {
		if delim == g.Delimiter {
			fmt.Fprintf(&b, "delimiter: %s\n", []string{"comma", "semicolon", "tab", "pipe"}[i])
		}
	}
	if g.Header > 0 {
		fmt.Fprintf(&b, "header: %d\n", g.Header)
	}
	for _, bad := range p.Problems {
		fmt.Fprintf(&b, "# not read yet: %s\n", oneLine(bad.Error()))
	}
	has := make(map[string]bool)
	for _, c := range g.Columns {
		has[c.Is] = true
	}
	if !has["constituency"] {
		b.WriteString("# constituency: ID # of all rows, because no column has it\n")
	}
	b.WriteString("# date_layout: MM/DD/YYYY\n")
	if len(g.Columns) > 0 {
		b.WriteString("columns:\n")
	}
	for i := range g.Columns {
		writeColumn(&b, &g.Columns[i])
	}
	if has["person"] || has["id"] {
		b.WriteString("# repeats: {keep: last} # one response for each person\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}

// writeColumn writes what a column is.
func writeColumn(b *bytes.Buffer, c *sheet.ColumnGuess) {
	samples := make([]string, len(c.Samples))
	for i, s := range c.Samples {
		samples[i] = quoteYAML(s)
	}
	fmt.Fprintf(b, "  # column %d: %s", c.Position, oneLine(c.Reason))
	if len(samples) > 0 {
		fmt.Fprintf(b, "; for example %s", strings.Join(samples, ", "))
	}
	b.WriteByte('\n')
	if c.Header == "" || c.Repeated {
		if c.Repeated && c.Header != "" {
			fmt.Fprintf(b, "  # header: %s\n", quoteYAML(c.Header))
		}
		fmt.Fprintf(b, "  - position: %d\n", c.Position)
	} else {
		fmt.Fprintf(b, "  - header: %s\n", quoteYAML(c.Header))
	}
	fmt.Fprintf(b, "    is: %s\n", c.Is)
	switch {
	case c.Fills:
		b.WriteString("    fill_down: true\n")
	case c.Gaps:
		b.WriteString("    # fill_down: true # if cells were merged, so that an empty one means the same as the one above it\n")
	}
	if len(c.Unknown) == 0 {
		return
	}
	if c.Numbers && c.Is != "constituency" {
		b.WriteString("    # ranks: true # if 1 is the lowest stage\n")
	}
	b.WriteString("    # words: {")
	for i, text := range c.Unknown {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(b, "%s: ID", quoteYAML(text))
	}
	b.WriteString("} # say what each means\n")
}

// quoteYAML returns a text in quotation marks, as JSON and YAML read it.
func quoteYAML(text string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil {
		return `""`
	}
	var escaped strings.Builder
	for _, c := range strings.TrimSuffix(b.String(), "\n") {
		switch {
		case strconv.IsPrint(c) || unicode.Is(unicode.Zs, c):
			escaped.WriteRune(c)
		case c <= 0xffff:
			fmt.Fprintf(&escaped, "\\u%04x", c)
		default:
			fmt.Fprintf(&escaped, "\\U%08x", c)
		}
	}
	return escaped.String()
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
