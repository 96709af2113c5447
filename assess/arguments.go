package assess

import (
	"cmp"
	"errors"
	"io"
	"iter"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
)

// checkResponse returns an error if p is nil or the zero Response.
func checkResponse(function, argument string, p *Response) error {
	return given.Made(function, argument, p == nil, func() bool { return p.rubric == nil }, "assess.LoadResponse")
}

// checkPublished returns an error if p is nil or the zero Published.
func checkPublished(function, argument string, p *Published) error {
	return given.Made(function, argument, p == nil, func() bool { return p.table.rubric == nil }, "Summary.Publish")
}

// checkReader returns an error if a reader of responses cannot use its arguments.
func checkReader(function string, r *rubric.Rubric, in io.Reader, opt *ReadOptions) error {
	err := cmp.Or(given.Rubric(function, "r", r), given.NotNil(function, "in", in == nil))
	if err == nil && opt != nil {
		err = opt.Limits.check(function)
	}
	return err
}

// failed yields an error and no response.
func failed(err error) iter.Seq2[*Response, error] {
	return func(yield func(*Response, error) bool) { yield(nil, err) }
}

// indexOf returns the index of a competency of the rubric or of a translation of it. It
// panics if c is nil or the zero Competency.
func (p *Response) indexOf(method string, c *rubric.Competency) (int, bool) {
	if c == nil || c.Domain() == nil {
		given.Must(given.Made("assess.Response."+method, "c", c == nil, func() bool { return true }, "Rubric.Competency"))
	}
	own, ok := p.rubric.CompetencyAt(c.Index())
	return c.Index(), ok && own.Equal(c)
}

// check returns an error if the options cannot be used.
func (o *CollectOptions) check() error {
	if o == nil {
		return nil
	}
	if o.MaxGroups < 0 || o.MaxProblems < 0 || o.CompareIDs < 0 || o.Workers < 0 || o.Comments != nil && o.Comments.MaxBytes < 0 {
		return errors.New("assess.Collect: a number in the options is negative")
	}
	return o.Limits.check("assess.Collect")
}
