package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"time"
)

// workbookLimits limits how much reading a workbook may cost. Each limit has a flag.
type workbookLimits struct {
	bytes    int64 // of the file
	unpacked int64 // bytes of all parts
	ratio    int   // unpacked bytes of a part for each byte in the file, beyond the first MiB
	parts    int
	rows     int // the number of the last row
	columns  int
	cells    int // rows times columns
	styles   int // elements of the part with the styles
	timeout  time.Duration
}

// freeUnpacked is how much a part may unpack to, whatever its ratio.
const freeUnpacked = 1 << 20

// register adds a flag for each limit. The defaults suit files from people who are not trusted: reading
// a workbook within them takes a few seconds and less than 400 MiB.
func (l *workbookLimits) register(fs *flag.FlagSet) {
	*l = workbookLimits{
		bytes: 64 << 20, unpacked: 128 << 20, ratio: 200, parts: 10_000,
		rows: 200_000, columns: 4096, cells: 4_000_000, styles: 200_000, timeout: time.Minute,
	}
	fs.Int64Var(&l.bytes, "max-bytes", l.bytes, "the largest workbook, in `bytes`")
	fs.Int64Var(&l.unpacked, "max-unpacked", l.unpacked, "the most that a workbook may unpack to, in `bytes`")
	fs.IntVar(&l.ratio, "max-ratio", l.ratio, "how many times its size a part of a workbook may unpack to")
	fs.IntVar(&l.parts, "max-parts", l.parts, "the most `parts` of a workbook")
	fs.IntVar(&l.rows, "max-rows", l.rows, "the most `rows` of a sheet of a workbook")
	fs.IntVar(&l.columns, "max-columns", l.columns, "the most `columns` of a sheet of a workbook")
	fs.IntVar(&l.cells, "max-cells", l.cells, "the most `cells` of a sheet of a workbook, blank ones included")
	fs.IntVar(&l.styles, "max-styles", l.styles, "the most `elements` of the styles of a workbook")
	fs.DurationVar(&l.timeout, "timeout", l.timeout, "the longest `time` that reading a workbook may take")
}

// check returns an error if a limit is not positive.
func (l *workbookLimits) check() error {
	if l.bytes <= 0 || l.unpacked <= 0 || l.ratio <= 0 || l.parts <= 0 || l.rows <= 0 || l.columns <= 0 || l.cells <= 0 || l.styles <= 0 || l.timeout <= 0 {
		return fmt.Errorf("limits of workbooks are greater than 0: %+v", *l)
	}
	return nil
}

// limitError is the error of a workbook that exceeds a limit.
type limitError struct {
	what, unit string
	max        int64
	flag       string // that raises the limit
}

// tooMuch returns the error of a workbook that exceeds a limit.
func tooMuch(what string, limit int64, unit, flag string) error {
	return &limitError{what: what, unit: unit, max: limit, flag: flag}
}

// tooLong returns the error of a workbook that took too long.
func tooLong(ctx context.Context) error {
	if context.Cause(ctx) == context.DeadlineExceeded {
		return &limitError{what: "takes longer than the time allowed", flag: "timeout", max: math.MaxInt64}
	}
	return ctx.Err()
}

// Error names the limit and the flag that raises it.
func (e *limitError) Error() string {
	if e.unit == "" {
		return fmt.Sprintf("the workbook %s; if you trust it, raise -%s", e.what, e.flag)
	}
	return fmt.Sprintf("the workbook %s %d %s; if you trust it, raise -%s", e.what, e.max, e.unit, e.flag)
}

// contextReader returns an error after the end of its context.
type contextReader struct {
	ctx context.Context
	in  io.Reader
}

// Read implements [io.Reader].
func (r contextReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.in.Read(p)
}
