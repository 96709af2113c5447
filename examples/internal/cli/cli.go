package cli

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/markdown"
	"github.com/waymark-go/waymark/report/svg"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/report/tidy"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Policy returns the policy that a flag names.
func Policy(name string) (assess.Policy, error) {
	switch name {
	case "public":
		return assess.Public(), nil
	case "internal":
		return assess.Internal(), nil
	}
	return assess.Policy{}, errors.New("the policies are public and internal")
}

// HeadSize is how much of an input can be looked at before it is read.
const HeadSize = 64 << 10

// Input is an open input, unpacked. Peek looks at what comes next.
type Input struct {
	*bufio.Reader
	file *os.File
}

// Close closes the file.
func (in *Input) Close() error { return in.file.Close() }

// Head returns the beginning of the input, HeadSize bytes at the most, without
// reading it.
func (in *Input) Head() ([]byte, error) {
	head, err := in.Peek(HeadSize)
	if err != nil && err != io.EOF {
		return nil, err
	}
	return head, nil
}

// Open opens a file, or standard input for "-", and unpacks gzip, which it knows by
// its first bytes.
func Open(name string) (*Input, error) {
	file := os.Stdin
	if name != "-" {
		var err error
		if file, err = os.Open(name); err != nil {
			return nil, err
		}
	}
	in := bufio.NewReaderSize(file, HeadSize)
	magic, err := in.Peek(2)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("read %s: %w", problem.FileName(name), errors.Join(err, file.Close()))
	}
	if bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", problem.FileName(name), errors.Join(err, file.Close()))
		}
		in = bufio.NewReaderSize(unpacked, HeadSize)
	}
	return &Input{in, file}, nil
}

// Format is an output format: its name and the files that it makes.
type Format struct {
	Name, File string // File is the first of the files
	write      func(io.Writer, *report.View) error
	more       []Format                  // files that go with it
	narratives func(*report.View) []file // drafts of texts that go with it
	files      func(*report.View) []file // all of them, where that depends on the view
}

// Formats returns the output formats, in the order in which they are listed to users.
func Formats() []Format {
	return []Format{
		{Name: "text", File: "report.txt", write: with(text.Write, nil), more: []Format{
			{File: "guide.txt", write: guide(text.WriteGuide, nil)},
			{File: "handout.txt", write: handout(text.WriteHandout, nil)},
		}, narratives: narratives("txt", text.WriteNarrative)},
		{Name: "md", File: "report.md", write: with(markdown.Write, nil), more: []Format{
			{File: "guide.md", write: guide(markdown.WriteGuide, nil)},
			{File: "handout.md", write: handout(markdown.WriteHandout, nil)},
		}, narratives: narratives("md", markdown.WriteNarrative)},
		{Name: "html", File: "report.html", write: with(html.Write, nil), more: []Format{
			{File: "guide.html", write: guide(html.WriteGuide, nil)},
			{File: "handout.html", write: handout(html.WriteHandout, nil)},
		}},
		{Name: "svg", File: "overview.svg", write: writeFirstPicture, files: pictures},
		{Name: "csv", File: "report.csv", write: with(tidy.Write, nil), more: []Format{
			{File: "report.codebook.csv", write: with(tidy.WriteCodebook, nil)},
		}},
		{Name: "json", File: "report.json", write: func(w io.Writer, v *report.View) error { return v.WriteJSON(w) }},
	}
}

// WithByteOrderMark returns the formats with a byte order mark at the beginning of CSV files.
func WithByteOrderMark(formats []Format) []Format {
	marked := slices.Clone(formats)
	for i := range marked {
		if marked[i].Name == "csv" {
			opt := &tidy.Options{ByteOrderMark: true}
			marked[i].write = with(tidy.Write, opt)
			marked[i].more = []Format{{File: "report.codebook.csv", write: with(tidy.WriteCodebook, opt)}}
		}
	}
	return marked
}

// with returns a function that writes a document with the options opt.
func with[Document, Options any](write func(io.Writer, *Document, *Options) error, opt *Options) func(io.Writer, *Document) error {
	return func(w io.Writer, d *Document) error { return write(w, d, opt) }
}

// guide returns a function that writes the discussion guide of a report.
func guide[Options any](write func(io.Writer, *report.Guide, *Options) error, opt *Options) func(io.Writer, *report.View) error {
	return func(w io.Writer, v *report.View) error { return write(w, v.Guide(), opt) }
}

// handout returns a function that writes the handout of a report.
func handout[Options any](write func(io.Writer, *report.Handout, *Options) error, opt *Options) func(io.Writer, *report.View) error {
	return func(w io.Writer, v *report.View) error { return write(w, v.Handout(), opt) }
}

// narratives returns a function that returns a file for each narrative of a report. That of the general
// one is called narrative, the others have their kind in the name.
func narratives[Options any](ext string, write func(io.Writer, *report.Narrative, *Options) error) func(*report.View) []file {
	return func(v *report.View) []file {
		var files []file
		for _, kind := range v.Narratives() {
			name := "narrative"
			if kind != report.NarrativeGeneral {
				name += "-" + string(kind)
			}
			files = append(files, file{name + "." + ext, func(w io.Writer) error {
				n, err := v.Narrative(kind)
				if err != nil {
					return err
				}
				return write(w, n, nil)
			}})
		}
		return files
	}
}

// writeFirstPicture writes the overview, which is the first picture, or the next one if the
// rubric has no groups.
func writeFirstPicture(w io.Writer, v *report.View) error {
	if len(v.Pictures) == 0 {
		return errors.New("there are no results yet, so there is no picture")
	}
	return svg.Write(w, &v.Pictures[0], nil)
}

// pictures returns a file for each picture.
func pictures(v *report.View) []file {
	files := make([]file, len(v.Pictures))
	for i := range v.Pictures {
		p := &v.Pictures[i]
		files[i] = file{p.Name + ".svg", func(w io.Writer) error { return svg.Write(w, p, nil) }}
	}
	return files
}

// FormatNames returns the names of the formats, with commas between them.
func FormatNames() string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ",")
}

// ParseFormats reads a list of format names with commas between them.
func ParseFormats(list string) ([]Format, error) {
	var chosen []Format
	for name := range strings.SplitSeq(list, ",") {
		i := slices.IndexFunc(Formats(), func(f Format) bool { return f.Name == strings.TrimSpace(name) })
		if i < 0 {
			return nil, fmt.Errorf("no format %q; there are %s", name, FormatNames())
		}
		chosen = append(chosen, Formats()[i])
	}
	return chosen, nil
}

// Print writes the report to a file such as standard output, text as it suits the terminal. Of
// pictures it writes the first.
func (f Format) Print(out *os.File, v *report.View) error {
	if f.Name == "text" {
		return text.Write(out, v, text.ForTerminal(out))
	}
	return f.write(out, v)
}

// WriteFiles writes the report to a directory, which it makes if need be, and returns
// the files' paths.
func WriteFiles(v *report.View, dir string, formats []Format) ([]string, error) {
	var files []file
	for _, f := range formats {
		if f.files != nil {
			files = append(files, f.files(v)...)
			continue
		}
		for _, f := range append([]Format{f}, f.more...) {
			files = append(files, file{f.File, func(w io.Writer) error { return f.write(w, v) }})
		}
		if f.narratives != nil {
			files = append(files, f.narratives(v)...)
		}
	}
	return writeFiles(dir, files)
}

// WriteWorksheet writes the blank worksheet of a rubric to a directory, in every
// format that it has, and returns the files' paths.
func WriteWorksheet(s *report.Worksheet, dir string) ([]string, error) {
	return writeFiles(dir, []file{
		{"worksheet.txt", func(w io.Writer) error { return text.WriteWorksheet(w, s, nil) }},
		{"worksheet.md", func(w io.Writer) error { return markdown.WriteWorksheet(w, s, nil) }},
		{"worksheet.html", func(w io.Writer) error { return html.WriteWorksheet(w, s, nil) }},
	})
}

// WriteHandbook writes the handbook of a rubric to a directory, in every format that it has,
// and returns the files' paths.
func WriteHandbook(h *report.Handbook, dir string) ([]string, error) {
	return writeFiles(dir, []file{
		{"handbook.txt", func(w io.Writer) error { return text.WriteHandbook(w, h, nil) }},
		{"handbook.md", func(w io.Writer) error { return markdown.WriteHandbook(w, h, nil) }},
		{"handbook.html", func(w io.Writer) error { return html.WriteHandbook(w, h, nil) }},
	})
}

// WriteReflection writes the reflection worksheet of a domain to a directory, in every
// format that it has, and returns the files' paths.
func WriteReflection(s *report.Reflection, dir string) ([]string, error) {
	return writeFiles(dir, []file{
		{"reflection.txt", func(w io.Writer) error { return text.WriteReflection(w, s, nil) }},
		{"reflection.md", func(w io.Writer) error { return markdown.WriteReflection(w, s, nil) }},
		{"reflection.html", func(w io.Writer) error { return html.WriteReflection(w, s, nil) }},
	})
}

// file is a file to write: its name and how.
type file struct {
	name  string
	write func(io.Writer) error
}

// writeFiles makes all files before it writes the first, so that an error leaves those of an
// earlier run as they were.
func writeFiles(dir string, files []file) ([]string, error) {
	set := make([]File, len(files))
	for i, f := range files {
		var b bytes.Buffer
		if err := f.write(&b); err != nil {
			return nil, fmt.Errorf("write %s: %w", f.name, err)
		}
		set[i] = File{Name: f.name, Data: b.Bytes()}
	}
	return WriteSet(dir, set)
}
