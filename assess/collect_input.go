package assess

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/waymark-go/waymark/assess/internal/sheet"
	"github.com/waymark-go/waymark/internal/source"
)

// openInput is an input that is being read. It hands out blocks of whole lines, or of
// whole rows, to whichever worker asks; what cannot be divided it hands out as a whole.
type openInput struct {
	c       *collector
	index   int
	input   ResponseInput
	workers int // that help with it

	mu      sync.Mutex
	begun   bool
	ended   bool // nothing more is handed out
	file    io.ReadCloser
	in      *bufio.Reader
	bytes   atomic.Int64  // read and not yet reported
	rest    []byte        // the beginning of the next block
	lines   int           // handed out
	blocks  int           // handed out
	sheet   *sheet.Sheet  // of which rows are read; nil for lines
	order   blockOrder    // of its blocks
	notices sheet.Notices // of the rows of its blocks
	report  Report        // of a sheet that is read as a whole
}

// block is a part of an input for one worker.
type block struct {
	input  *openInput
	number int    // of the block
	lines  int    // before it
	data   []byte // whole lines, with what package scan needs after them
	end    int    // of the lines

	sheet *sheet.Sheet // of which rows are read; nil for lines
	rows  sheet.Block  // in place of data

	all records // an input as a whole, in place of data
}

// next reads the next block. It returns false when there is none for this worker.
func (in *openInput) next(b *block) (ok bool, err error) {
	lockAwake(&in.mu)
	defer in.mu.Unlock()
	b.input, b.number, b.all, b.data = in, in.blocks, nil, b.data[:0]
	in.blocks++
	if in.ended {
		return false, nil
	}
	if !in.begun {
		in.begun = true
		if err := in.open(b); err != nil || b.all != nil {
			in.ended = true
			return b.all != nil, in.wrap(err)
		}
	}
	b.sheet, b.lines = in.sheet, in.lines
	if in.sheet != nil {
		ok, err = in.sheet.Next(&b.rows, in.c.blockSize)
	} else {
		ok, err = in.nextLines(b)
	}
	in.ended = !ok
	return ok, in.wrap(err)
}

// lockAwake locks mu. To wake up takes longer than another worker needs to read a block
// that the system has at hand, so that a worker asks for about as long before it sleeps.
func lockAwake(mu *sync.Mutex) {
	const asks = 300
	for range asks {
		if mu.TryLock() {
			return
		}
		runtime.Gosched()
	}
	mu.Lock()
}

func (in *openInput) wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("read %s: %w", in.input.Name, err)
}

// close closes the input, once nobody reads it any more.
func (in *openInput) close() error {
	if in.file == nil {
		return nil
	}
	return in.wrap(in.file.Close())
}

// open opens the input and finds out what it is. An input that cannot be divided is
// put into the block as a whole.
func (in *openInput) open(b *block) error {
	if in.input.Open == nil {
		return errors.New("the input has no function Open")
	}
	var err error
	if in.file, err = in.input.Open(); err != nil {
		return err
	}
	if in.in, err = unpack(inputReader{in.file, in.c.ctx, &in.bytes}); err != nil {
		return err
	}
	f, err := formOf(in.in, in.input.Name)
	if err != nil {
		return err
	}
	name := in.input.Name
	switch f {
	case formArray:
		b.all = arrayRecords(in.c.rubric, name, in.in, in.c.lim)
	case formObject:
		b.all = objectRecord(in.c.rubric, name, in.in, in.c.lim)
	case formCSV:
		return in.openSheet(b)
	}
	return nil
}

// openSheet reads the headers of a sheet.
func (in *openInput) openSheet(b *block) error {
	s, err := openSheet(in.c.rubric, in.input.Name, in.in, in.c.opt.CSV, in.c.lim)
	if err != nil {
		return err
	}
	if s.Divisible() {
		in.sheet = s
		return nil
	}
	b.all = sheetRecords(s, in.input.Name, &in.report)
	return nil
}

// addNotices adds what a worker has noticed in a block.
func (in *openInput) addNotices(n sheet.Notices) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.notices.Merge(n)
}

// takeReport returns the report on the input, once nobody reads it any more.
func (in *openInput) takeReport() Report {
	if in.sheet != nil {
		in.notices.Merge(in.sheet.Notices())
		in.report.add(in.notices)
	}
	return in.report
}

// inputReader counts what is read, and reads no more once the context has ended: it can
// take long to read what is handed out at once, such as a refused sheet.
type inputReader struct {
	io.Reader
	ctx context.Context
	n   *atomic.Int64
}

func (r inputReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.Reader.Read(p)
	r.n.Add(int64(n))
	return n, err
}

// nextLines reads a block of whole lines.
func (in *openInput) nextLines(b *block) (ok bool, err error) {
	b.data = append(b.data, in.rest...)
	in.rest = in.rest[:0]
	if b.data, err = in.fill(b.data, in.c.blockSize); err != nil {
		return false, err
	}
	if in.blocks == 1 {
		b.data = source.TrimByteOrderMark(b.data)
	}
	end := bytes.LastIndexByte(b.data, '\n') + 1
	for end == 0 && len(b.data) > 0 {
		// A line that is longer than a block, or the last one. Two bytes more than the
		// limit may be the line's end.
		before := len(b.data)
		if before > in.c.lim.Bytes+2 {
			if err := in.skipLine(); err != nil {
				return false, err
			}
		} else if b.data, err = in.fill(b.data, min(2*before, in.c.lim.Bytes+3)); err != nil {
			return false, err
		}
		if end = bytes.IndexByte(b.data[before:], '\n') + 1; end > 0 {
			end += before
		} else if len(b.data) == before {
			b.data = append(b.data, '\n')
			end = len(b.data)
		}
	}
	in.rest = append(in.rest, b.data[end:]...)
	in.lines += bytes.Count(b.data[:end], newline)
	b.data, b.end = append(b.data[:end], linePadding[1:]...), end
	return end > 0, nil
}

var newline = []byte{'\n'}

// fill reads until the data has a size, or to the end of the input.
func (in *openInput) fill(data []byte, size int) ([]byte, error) {
	if need := size + len(linePadding); cap(data) < need {
		data = append(make([]byte, 0, need), data...)
	}
	for empty := 0; len(data) < size; {
		n, err := in.in.Read(data[len(data):size])
		data = data[:len(data)+n]
		switch {
		case err == io.EOF:
			return data, nil
		case err != nil:
			return data, err
		case n > 0:
			empty = 0
		default:
			if empty++; empty == 100 {
				return data, io.ErrNoProgress
			}
		}
	}
	return data, nil
}

// skipLine passes over the rest of a line.
func (in *openInput) skipLine() error {
	for {
		_, err := in.in.ReadSlice('\n')
		switch {
		case err == nil, err == io.EOF:
			return nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}
