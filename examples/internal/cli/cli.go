// Package cli is what the example programs share: finding a rubric, opening
// inputs and writing a report in several formats.
package cli

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// Rubric returns the rubric that a -rubric flag names: an embedded edition such as
// cei@2023.2, a file, or, when it is empty, the newest embedded edition.
func Rubric(arg string) (*rubric.Rubric, error) {
	if arg == "" {
		return cei.Latest(), nil
	}
	if version, ok := strings.CutPrefix(arg, "cei@"); ok {
		return cei.Edition(version)
	}
	data, err := os.ReadFile(arg)
	if err != nil {
		return nil, err
	}
	return rubric.Load(arg, data)
}

// Localize returns the rubric in a language, by its tag: that of the embedded
// translation, or of the wider one that covers it (es for es-MX).
func Localize(r *rubric.Rubric, language string) (*rubric.Rubric, error) {
	if language == "" || strings.EqualFold(language, r.Language()) {
		return r, nil
	}
	var available []string
	if embedded, err := cei.Edition(r.Edition()); err == nil && embedded == r {
		available = cei.Languages(r.Edition())
	}
	var chain []*rubric.Overlay
	for tag := language; tag != ""; tag = tag[:max(0, strings.LastIndexByte(tag, '-'))] {
		if !slices.Contains(available, tag) {
			continue
		}
		o, err := cei.Overlay(r.Edition(), tag)
		if err != nil {
			return nil, err
		}
		chain = append(chain, o)
	}
	if len(chain) == 0 {
		return nil, fmt.Errorf("%s is not available in %q, only in %q", r.Ref(), language, append([]string{r.Language()}, available...))
	}
	local, problems := r.Localize(chain...)
	return local, problems.Err()
}

// Open opens a file, or standard input for "-", and unpacks gzip, which it knows
// by its first bytes.
func Open(name string) (io.ReadCloser, error) {
	file := os.Stdin
	if name != "-" {
		var err error
		if file, err = os.Open(name); err != nil {
			return nil, err
		}
	}
	in := bufio.NewReaderSize(file, 64<<10)
	magic, err := in.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", name, errors.Join(err, file.Close()))
	}
	if !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return input{in, file}, nil
	}
	unpacked, err := gzip.NewReader(in)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, errors.Join(err, file.Close()))
	}
	return input{unpacked, file}, nil
}

type input struct {
	io.Reader
	io.Closer
}

// Format is an output format: its name, the file it is written to and how.
type Format struct {
	Name, File string
	write      func(*report.View, io.Writer) error
}

// Formats are the output formats, in the order they are listed to users.
func Formats() []Format {
	return []Format{
		{"text", "report.txt", (*report.View).WriteText},
		{"md", "report.md", (*report.View).WriteMarkdown},
		{"html", "report.html", (*report.View).WriteHTML},
		{"json", "report.json", (*report.View).WriteJSON},
	}
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

// Write writes the report in one format.
func (f Format) Write(v *report.View, w io.Writer) error { return f.write(v, w) }

// WriteFiles writes the report to a directory, which it makes if need be, a file a
// format, and returns the files' paths.
func WriteFiles(v *report.View, dir string, formats []Format) ([]string, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	var paths []string
	for _, f := range formats {
		path := filepath.Join(dir, f.File)
		if err := writeFile(path, func(w io.Writer) error { return f.Write(v, w) }); err != nil {
			return paths, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

func writeFile(path string, write func(io.Writer) error) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return write(file)
}
