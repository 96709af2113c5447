// Package arguments checks what renderers are given.
package arguments

import (
	"cmp"
	"io"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/report"
)

// View returns an error if a renderer cannot write v to w.
func View(function string, w io.Writer, v *report.View) error {
	return both(function, w, given.Made(function, "v", v == nil, func() bool { return v.Language == "" }, "report.Build"))
}

// Guide returns an error if a renderer cannot write g to w.
func Guide(function string, w io.Writer, g *report.Guide) error {
	return both(function, w, given.Made(function, "g", g == nil, func() bool { return g.Language == "" }, "View.Guide"))
}

// Worksheet returns an error if a renderer cannot write s to w.
func Worksheet(function string, w io.Writer, s *report.Worksheet) error {
	return both(function, w, given.Made(function, "s", s == nil, func() bool { return s.Language == "" }, "report.BuildWorksheet"))
}

// Handbook returns an error if a renderer cannot write h to w.
func Handbook(function string, w io.Writer, h *report.Handbook) error {
	return both(function, w, given.Made(function, "h", h == nil, func() bool { return h.Language == "" }, "report.BuildHandbook"))
}

// Reflection returns an error if a renderer cannot write s to w.
func Reflection(function string, w io.Writer, s *report.Reflection) error {
	return both(function, w, given.Made(function, "s", s == nil, func() bool { return s.Language == "" }, "report.BuildReflection"))
}

// Handout returns an error if a renderer cannot write h to w.
func Handout(function string, w io.Writer, h *report.Handout) error {
	return both(function, w, given.Made(function, "h", h == nil, func() bool { return h.Language == "" }, "View.Handout"))
}

// Narrative returns an error if a renderer cannot write n to w.
func Narrative(function string, w io.Writer, n *report.Narrative) error {
	return both(function, w, given.Made(function, "n", n == nil, func() bool { return n.Language == "" }, "View.Narrative"))
}

// Picture returns an error if a renderer cannot write p to w.
func Picture(function string, w io.Writer, p *report.Picture) error {
	return both(function, w, given.NotNil(function, "p", p == nil))
}

func both(function string, w io.Writer, err error) error {
	return cmp.Or(given.NotNil(function, "w", w == nil), err)
}
