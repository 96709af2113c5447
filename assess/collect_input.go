package assess

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/waymark-go/waymark/assess/internal/sheet"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// openInput is an input that is being read. It divides lines, and the rows of a sheet, into
// blocks for any number of workers. Any other input is one block.
type openInput struct {
	c       *collector
	index   int
	input   ResponseInput
	workers int // that read it; guarded by collector.mu

	mu      sync.Mutex // guards the fields below, but not the atomic ones
	begun   bool
	ended   bool // there are no more blocks
	file    io.ReadCloser
	in      *bufio.Reader
	bytes   atomic.Int64 // read and not reported yet
	records atomic.Int64 // counted or refused so far
	refused atomic.Int64
	rest    []byte        // the start of the next block
	lines   int           // in the blocks so far
	blocks  int           // so far
	sheet   *sheet.Sheet  // how rows are read; nil for lines
	order   blockOrder    // of its blocks
	notices sheet.Notices // of the rows of its blocks
	report  Report        // of a sheet that is read as a whole
}

// block is a part of an input for one worker.
type block struct {
	input  *openInput
	number int    // blocks of the input before it
	lines  int    // lines of the input before it
	data   []byte // complete lines or rows, then the padding that package scan needs
	end    int    // of the lines or rows in data

	sheet *sheet.Sheet // of which rows are read; nil for lines
	rows  sheet.Block  // in place of data

	all records // an input as a whole, in place of data
}

// next reads the next block into b. It returns false if there are no more.
func (in *openInput) next(b *block) (ok bool, err error) {
	spinLock(&in.mu)
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

// spinLock locks mu. It spins briefly before blocking: waking a worker costs more than
// reading a cached block.
func spinLock(mu *sync.Mutex) {
	const attempts = 300
	for range attempts {
		if mu.TryLock() {
			return
		}
		runtime.Gosched()
	}
	mu.Lock()
}

// wrap adds the name of the input to an error, unless it is nil.
func (in *openInput) wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("read %s: %w", problem.FileName(in.input.Name), err)
}

// close closes the input, after the last worker has left it.
func (in *openInput) close() error {
	if in.file == nil {
		return nil
	}
	return in.wrap(in.file.Close())
}

// open opens the input and detects its form. It sets b.all if the input cannot be divided.
func (in *openInput) open(b *block) error {
	if in.input.Open == nil {
		return errors.New("the input has no Open function")
	}
	var err error
	if in.file, err = in.input.Open(); err != nil {
		return err
	}
	if in.file == nil {
		return errors.New("the function Open of the input returned neither a reader nor an error")
	}
	if in.in, err = unpack(&limitedReader{in: inputReader{in.file, &in.bytes}, ctx: in.c.ctx, lim: in.c.inputLimits}); err != nil {
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

// openSheet reads the headers of a sheet. It sets b.all if the sheet is refused or a response
// may have several rows.
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

// inputReader counts the bytes that are read.
type inputReader struct {
	in io.Reader
	n  *atomic.Int64
}

func (r inputReader) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	r.n.Add(int64(n))
	return n, err
}

// add adds to the records of the input. It returns an error if there are more than the
// limits allow.
func (in *openInput) add(more recordCount) error {
	count := recordCount{all: in.records.Add(more.all), refused: in.refused.Add(more.refused)}
	return in.wrap(count.exceeds(in.c.inputLimits))
}

// nextLines reads a block of complete lines.
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
		// The line is longer than a block, or the last one. It may be two bytes longer
		// than the limit, those of the line end.
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

// fill reads until data has size bytes or the input ends.
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

// skipLine skips the rest of a line.
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
