package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/markdown"
)

// office makes the files of a report.
type office struct {
	formats []string // of docx, pptx and xlsx
	pandoc  *pandoc  // nil if only xlsx is asked for
	drawer  *drawer
}

// officeFormats are the formats in the order in which they are written.
var officeFormats = []string{"docx", "pptx", "xlsx"}

// newOffice returns the maker of a list of formats with commas between them, or of all of them if
// the list is empty. It returns an error if a program is missing that they need.
func newOffice(list string, systemFonts bool) (*office, error) {
	o := &office{formats: officeFormats}
	if list != "" {
		o.formats = strings.Split(list, ",")
	}
	for _, f := range o.formats {
		if !slices.Contains(officeFormats, f) {
			return nil, fmt.Errorf("no format %q with -out; there are %s", f, strings.Join(officeFormats, ","))
		}
	}
	if !slices.Contains(o.formats, "docx") && !slices.Contains(o.formats, "pptx") {
		return o, nil
	}
	var err error
	if o.pandoc, err = findPandoc(); err != nil {
		return nil, err
	}
	o.drawer = newDrawer(systemFonts)
	return o, nil
}

// document is a document that is a file of its own.
type document struct {
	name  string
	write func(*bytes.Buffer, *report.View) error
}

// documents are the documents that become .docx, except drafts of texts. To add one, add a line.
var documents = []document{
	{"report", func(b *bytes.Buffer, v *report.View) error { return markdown.Write(b, v, nil) }},
	{"handout", func(b *bytes.Buffer, v *report.View) error { return markdown.WriteHandout(b, v.Handout(), nil) }},
	{"guide", func(b *bytes.Buffer, v *report.View) error { return markdown.WriteGuide(b, v.Guide(), nil) }},
	{"handbook", writeHandbook},
}

func writeHandbook(b *bytes.Buffer, v *report.View) error {
	h, err := report.BuildHandbook(v.Published.Rubric(), &v.Options)
	if err != nil {
		return err
	}
	return markdown.WriteHandbook(b, h, nil)
}

// drafts returns the drafts of texts of a report. Each is a document: narrative for the general one, the
// others have their kind in the name.
func drafts(v *report.View) []document {
	var all []document
	for _, kind := range v.Narratives() {
		d := document{name: "narrative"}
		if kind != report.NarrativeGeneral {
			d.name += "-" + string(kind)
		}
		d.write = func(b *bytes.Buffer, v *report.View) error {
			n, err := v.Narrative(kind)
			if err != nil {
				return err
			}
			return markdown.WriteNarrative(b, n, nil)
		}
		all = append(all, d)
	}
	return all
}

// files returns the files of a report.
func (o *office) files(v *report.View) ([]cli.File, error) {
	var files []cli.File
	var errs []error
	add := func(name string, data []byte, err error) {
		if err != nil {
			errs = append(errs, fmt.Errorf("write %s: %w", name, err))
			return
		}
		files = append(files, cli.File{Name: name, Data: data})
	}
	for _, format := range o.formats {
		switch format {
		case "docx":
			for _, d := range slices.Concat(documents, drafts(v)) {
				data, err := o.docx(v, d)
				add(d.name+".docx", data, err)
			}
		case "pptx":
			data, err := o.slides(v)
			add("report.pptx", data, err)
		case "xlsx":
			data, err := results(v)
			add("results.xlsx", data, err)
		}
	}
	return files, errors.Join(errs...)
}

// docx writes a document as .docx.
func (o *office) docx(v *report.View, d document) ([]byte, error) {
	var b bytes.Buffer
	if err := d.write(&b, v); err != nil {
		return nil, err
	}
	p := pages{view: v, drawer: o.drawer, images: make(map[string][]byte)}
	if d.name == "report" {
		p.pictures = v.Pictures
	}
	text, err := p.convert(b.String())
	if err != nil {
		return nil, err
	}
	return o.pandoc.convert(job{
		from: "gfm-autolink_bare_uris-emoji+attributes", to: "docx", text: text, images: p.images,
		language: v.Language, date: v.Options.Date,
		args: []string{"--shift-heading-level-by=-1"},
	})
}
