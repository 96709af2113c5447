package assess

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/assess/internal/scan"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// ReadOptions are the options of the readers of responses. The zero value, or nil, means
// the defaults.
type ReadOptions struct {
	Limits ResponseLimits
	CSV    *CSVOptions // for spreadsheets

	// Context ends the reading with its error, once it is done. Nil means that nothing does.
	Context context.Context

	// Report, if it is not nil, gets what the reader did that no response and no problem
	// shows. It is complete when the reader has ended.
	Report *Report
}

func (o *ReadOptions) report() *Report {
	if o == nil {
		return nil
	}
	return o.Report
}

func (o *ReadOptions) limits() source.Limits {
	if o == nil {
		return ResponseLimits{}.source()
	}
	return o.Limits.source()
}

// input returns the limits on the input.
func (o *ReadOptions) input() InputLimits {
	if o == nil {
		return InputLimits{}.withDefaults()
	}
	return o.Limits.Input.withDefaults()
}

func (o *ReadOptions) csv() *CSVOptions {
	if o == nil {
		return nil
	}
	return o.CSV
}

// LoadResponse reads one response to a rubric, a JSON object (or the same in YAML). The
// response may be a draft (see [Response.Draft]). Name is the file name to report positions
// with. opt may be nil. The error is a [problem.List] with everything that is wrong with the
// response.
func LoadResponse(r *rubric.Rubric, name string, data []byte, opt *ReadOptions) (*Response, error) {
	if err := checkReader("assess.LoadResponse", r, strings.NewReader(""), opt); err != nil {
		return nil, err
	}
	strict := strictReader{rubric: r, lim: opt.limits()}
	rec, problems := strict.load(name, data)
	if len(problems) > 0 {
		return nil, problems
	}
	return newUnpacker(r).response(rec), nil
}

// sorted returns problems in the order of the file.
func sorted(ps problem.List) problem.List {
	ps.Sort()
	return ps
}

// NDJSON reads responses to a rubric, one JSON object a line. It skips blank lines and
// accepts a byte order mark and CRLF. opt may be nil.
//
// For every other line it yields either a response or an error. A line that is not a
// valid response yields a [problem.List] with its line number, and the reading goes on,
// so that the responses and the refused lines add up to the lines of the input. Any other
// error is the reader's own, and the last result.
func NDJSON(r *rubric.Rubric, name string, in io.Reader, opt *ReadOptions) iter.Seq2[*Response, error] {
	if err := checkReader("assess.NDJSON", r, in, opt); err != nil {
		return failed(err)
	}
	return responses(r, limited(name, ndjsonRecords(r, name, newLimitedReader(in, opt), opt.limits()), opt))
}

func ndjsonRecords(r *rubric.Rubric, name string, in io.Reader, lim source.Limits) records {
	return func(yield func(*record.Record, error) bool) {
		lines := lineReader{in: bufio.NewReaderSize(in, 64<<10), limit: lim.Bytes}
		fast, strict := scan.NewScanner(fastTable(r, lim)), strictReader{rubric: r, lim: lim}
		var scanned record.Record
		for {
			line, err := lines.next()
			if err == io.EOF { // not one that wraps it, which is a failure
				return
			}
			if err != nil && !errors.Is(err, errLongLine) {
				yield(nil, fmt.Errorf("read %s: %w", problem.FileName(name), err))
				return
			}
			if err == nil && len(bytes.Trim(line, " \t\r")) == 0 {
				continue
			}
			rec, ok := &scanned, false
			if err == nil {
				_, ok = fast.Scan(lines.padded, 0, rec)
			}
			var problems problem.List
			if !ok {
				rec, problems = strict.line(problem.Pos{File: name, Line: lines.count, Column: 1}, line, err)
			}
			if !yield(rec, problems.Err()) {
				return
			}
		}
	}
}

// errLongLine means that a line was skipped because of its length.
var errLongLine = errors.New("line too long")

// linePadding is what package scan needs after a line.
var linePadding = [1 + scan.Padding]byte{'\n'}

// lineReader reads lines of bounded length.
type lineReader struct {
	in     *bufio.Reader
	limit  int
	buf    []byte
	padded []byte // the line with its end, as package scan needs it
	count  int    // lines read
}

// next returns the next line without its end. It and the padded line are valid until
// the next call.
func (l *lineReader) next() ([]byte, error) {
	l.buf = l.buf[:0]
	limit, long := l.limit+2, false // two more bytes may be the line end
	if l.count == 0 {
		limit += len(source.ByteOrderMark)
	}
	for {
		part, err := l.in.ReadSlice('\n')
		if !long {
			l.buf = append(l.buf, part...)
		}
		long = long || len(l.buf) > limit
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF:
			if len(l.buf) == 0 {
				return nil, io.EOF
			}
		case err != nil:
			return nil, err
		}
		break
	}
	l.count++
	size := len(l.buf)
	l.buf = append(l.buf, linePadding[:]...)
	l.padded, l.buf = l.buf, l.buf[:size]
	line := bytes.TrimSuffix(bytes.TrimSuffix(l.buf, []byte{'\n'}), []byte{'\r'})
	if l.count == 1 && source.HasByteOrderMark(line) {
		line, l.padded = line[len(source.ByteOrderMark):], l.padded[len(source.ByteOrderMark):]
	}
	if long || len(line) > l.limit {
		return nil, errLongLine
	}
	return line, nil
}
