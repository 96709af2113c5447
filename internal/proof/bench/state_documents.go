package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/tidy"
)

// documents are the files of a node, by what follows the id in their names.
var documents = []struct {
	ending string
	write  func(io.Writer, *report.View) error
}{
	{".html", func(w io.Writer, v *report.View) error { return html.Write(w, v, nil) }},
	{".handout.html", func(w io.Writer, v *report.View) error { return html.WriteHandout(w, v.Handout(), nil) }},
	{".csv", func(w io.Writer, v *report.View) error { return tidy.Write(w, v, nil) }},
}

// documentSet writes the documents of a hierarchy to a directory, which appears when it is complete.
type documentSet struct {
	dir     string
	workers int
	files   atomic.Int64
	bytes   atomic.Int64
}

// write writes the documents of nodes.
func (d *documentSet) write(h *assess.Hierarchy, nodes []string) error {
	unfinished := d.dir + ".unfinished"
	if err := os.MkdirAll(unfinished, 0o755); err != nil {
		return err
	}
	ids := make(chan string)
	errs := make([]error, d.workers)
	var workers sync.WaitGroup
	for i := range errs {
		workers.Go(func() {
			var b bytes.Buffer
			for id := range ids {
				if errs[i] == nil {
					errs[i] = d.node(unfinished, h, id, &b)
				}
			}
		})
	}
	for _, id := range nodes {
		ids <- id
	}
	close(ids)
	workers.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return os.Rename(unfinished, d.dir)
}

// node writes the documents of one node. It puts each together in b.
func (d *documentSet) node(dir string, h *assess.Hierarchy, id string, b *bytes.Buffer) error {
	published, ok, err := h.Node(id)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("the hierarchy lacks %s", id)
	}
	v, err := report.Build(published, &report.Options{Organization: id})
	if err != nil {
		return fmt.Errorf("report of %s: %w", id, err)
	}
	for _, document := range documents {
		b.Reset()
		if err := document.write(b, v); err != nil {
			return fmt.Errorf("report of %s: %w", id, err)
		}
		if err := os.WriteFile(filepath.Join(dir, id+document.ending), b.Bytes(), 0o644); err != nil {
			return err
		}
		d.files.Add(1)
		d.bytes.Add(int64(b.Len()))
	}
	return nil
}
