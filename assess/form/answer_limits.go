package form

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// problemsOfOne is how many problems of a refused result count as one refused result, as
// [assess.InputLimits] says.
const problemsOfOne = 20

// answerLimits bounds the work behind a file of results.
type answerLimits struct {
	assess.InputLimits // with the defaults filled in
	ctx                context.Context
}

func newAnswerLimits(l assess.InputLimits, ctx context.Context) answerLimits {
	if ctx == nil {
		ctx = context.Background()
	}
	return answerLimits{assess.InputLimits{
		Bytes: min(cmp.Or(l.Bytes, 64<<20), math.MaxInt/16), // so that sums do not overflow
		Ratio: l.Ratio, Records: cmp.Or(l.Records, 1_000_000_000_000), Refused: cmp.Or(l.Refused, 10_000_000),
	}, ctx}
}

// check returns an error if a limit is negative.
func (l answerLimits) check() error {
	if l.Bytes < 0 || l.Ratio < 0 || l.Records < 0 || l.Refused < 0 {
		return fmt.Errorf("form.SurveyJSAnswers: a limit is negative: %+v", l.InputLimits)
	}
	return nil
}

// source returns the limits on the JSON of a file.
func (l answerLimits) source() source.Limits {
	return source.Limits{Bytes: int(l.Bytes), Nodes: int(l.Bytes/8) + 1}
}

// readAll returns the data of a file.
func (l answerLimits) readAll(in io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(contextReader{l.ctx, in}, l.Bytes+1))
	if err == nil && int64(len(data)) > l.Bytes {
		err = &assess.InputLimitError{Field: "Bytes", Max: l.Bytes}
	}
	return data, err
}

// bound returns a function that calls yield until there are more results than the limits allow, or
// until the end of the context. The last call of yield then has an error.
func (l answerLimits) bound(name string, yield func(*assess.Response, error) bool) func(*assess.Response, error) bool {
	var all, refused int64
	return func(p *assess.Response, err error) bool {
		all++
		if err != nil {
			list, _ := problem.Of(err)
			refused += 1 + int64(max(len(list)-1, 0)/problemsOfOne)
		}
		if !yield(p, err) {
			return false
		}
		stop := l.ctx.Err()
		switch {
		case refused > l.Refused:
			stop = &assess.InputLimitError{Field: "Refused", Max: l.Refused}
		case all > l.Records:
			stop = &assess.InputLimitError{Field: "Records", Max: l.Records}
		}
		if stop != nil {
			yield(nil, fmt.Errorf("read %s: %w", problem.FileName(name), stop))
		}
		return stop == nil
	}
}

// contextReader returns the error of a context once it is done.
type contextReader struct {
	ctx context.Context
	in  io.Reader
}

func (r contextReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.in.Read(p)
}
