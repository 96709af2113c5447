package main

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"time"
)

// pandoc runs the program pandoc.
type pandoc struct {
	path       string
	references map[string][]byte // by format
}

// findPandoc finds the program on the path and makes the reference documents of its formats.
func findPandoc() (*pandoc, error) {
	path, err := exec.LookPath("pandoc")
	if err != nil {
		return nil, errors.New("pandoc makes documents and slides and is not installed: install the Debian package pandoc (apt install pandoc), or write only the workbook with -format xlsx")
	}
	p := &pandoc{path: path, references: make(map[string][]byte)}
	for _, format := range []string{"docx", "pptx"} {
		plain, err := p.output(nil, "--print-default-data-file", "reference."+format)
		if err != nil {
			return nil, err
		}
		if p.references[format], err = rezip(plain, restyle(format)); err != nil {
			return nil, fmt.Errorf("the styles of %s: %w", format, err)
		}
	}
	return p, nil
}

func (p *pandoc) output(env []string, args ...string) ([]byte, error) {
	cmd := exec.Command(p.path, args...)
	cmd.Env = append(os.Environ(), env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("pandoc: %w: %s", err, bytes.TrimSpace(errs.Bytes()))
	}
	return out.Bytes(), nil
}

// job is a document to convert.
type job struct {
	from, to                        string // formats of pandoc
	text                            string
	images                          map[string][]byte // by file name
	title, subtitle, language, date string
	args                            []string
	widths                          map[int][]int // of the columns of each table in slides, for which pandoc has none
}

//go:embed filter.lua
var filter []byte

// convert returns a document in another format. The same job gives the same bytes with the same
// version of pandoc.
func (p *pandoc) convert(j job) (data []byte, err error) {
	dir, err := os.MkdirTemp("", "waymark-office-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	files := map[string][]byte{"text.md": []byte(j.text), "filter.lua": filter, "reference." + j.to: p.references[j.to]}
	for name, image := range j.images {
		files[name] = image
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return nil, err
		}
	}
	out := filepath.Join(dir, "out."+j.to)
	args := []string{
		"-f", j.from, "-t", j.to, "-o", out, "--resource-path", dir,
		"--lua-filter", filepath.Join(dir, "filter.lua"), "--reference-doc", filepath.Join(dir, "reference."+j.to),
		"-V", "lang=" + j.language, "-M", "lang=" + j.language,
	}
	if j.title != "" {
		args = append(args, "-M", "title="+j.title)
	}
	if j.subtitle != "" {
		args = append(args, "-M", "subtitle="+j.subtitle)
	}
	args = append(args, j.args...)
	if _, err := p.output([]string{"SOURCE_DATE_EPOCH=" + strconv.FormatInt(epoch(j.date).Unix(), 10)}, append(args, filepath.Join(dir, "text.md"))...); err != nil {
		return nil, err
	}
	if data, err = os.ReadFile(out); err != nil {
		return nil, err
	}
	return rezip(data, func(name string, content []byte) ([]byte, error) {
		if filepath.Ext(name) != ".xml" {
			return content, nil
		}
		content = unnamed(content)
		if name == "word/document.xml" {
			content = paged(content)
		}
		return j.setWidths(name, content), nil
	})
}

// slideName returns the pattern of the name of the part with a slide.
var slideName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^ppt/slides/slide(\d+)\.xml$`) })

// gridColumn returns the pattern of the width of a column of a table on a slide.
var gridColumn = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<a:gridCol w="(\d+)"`) })

// setWidths sets the widths of the columns of a table on a slide, which pandoc makes equal.
func (j *job) setWidths(name string, content []byte) []byte {
	m := slideName().FindStringSubmatch(name)
	if m == nil {
		return content
	}
	number, _ := strconv.Atoi(m[1])
	widths := j.widths[number]
	if widths == nil {
		return content
	}
	i := -1
	return gridColumn().ReplaceAllFunc(content, func(s []byte) []byte {
		i++
		equal, _ := strconv.Atoi(string(gridColumn().FindSubmatch(s)[1]))
		return fmt.Appendf(nil, `<a:gridCol w="%d"`, equal*len(widths)*widths[min(i, len(widths)-1)]/total(widths))
	})
}

// epoch returns the time that is written into the documents of a day. Without a day it is the earliest
// time that a zip file can have.
func epoch(date string) time.Time {
	if t, err := time.Parse("2006-01-02", date); err == nil && t.Year() > 1980 {
		return t
	}
	return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
}

// rezip returns a zip file with edited contents. Times are the same in every run.
func rezip(data []byte, edit func(name string, content []byte) ([]byte, error)) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil {
			return nil, err
		}
		if content, err = edit(f.Name, content); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		w, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: epoch("")})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(content); err != nil {
			return nil, err
		}
	}
	err = out.Close()
	return b.Bytes(), err
}

// unnamed removes names of files from the descriptions of images: pandoc puts them after the text of
// the description in slides, and into a second element in documents.
func unnamed(content []byte) []byte {
	fileName := regexp.MustCompile(`( descr="[^"]*?)(?:&#10;|\s)*[a-z0-9-]+\.png"`)
	return fileName.ReplaceAll(content, []byte(`$1"`))
}

// rulePattern returns the pattern of a thematic break, which pandoc draws as a shape.
var rulePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<w:p>(?:<w:pPr>(?:<w:[^>]*>)*?</w:pPr>)?<w:r><w:pict><v:rect[^>]*o:hr="t"[^>]*/></w:pict></w:r></w:p>`)
})

// writingLine is a line to write on: the lower border of an empty paragraph.
const writingLine = `<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="7A8694"/><w:between w:val="single" w:sz="4" w:space="1" w:color="7A8694"/></w:pBdr><w:spacing w:before="260" w:after="0"/></w:pPr></w:p>`

// paged keeps each row of a table that has no properties of its own on one page, and makes thematic breaks lines to write on.
func paged(content []byte) []byte {
	content = rulePattern().ReplaceAllLiteral(content, []byte(writingLine))
	const unsplit = "<w:trPr><w:cantSplit/></w:trPr>"
	content = bytes.ReplaceAll(content, []byte("<w:tr>"), []byte("<w:tr>"+unsplit))
	return bytes.ReplaceAll(content, []byte(unsplit+"<w:trPr>"), []byte("<w:trPr>"))
}
