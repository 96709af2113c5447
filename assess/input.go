package assess

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Read reads responses to a rubric in any form: NDJSON ([NDJSON]), a JSON array
// ([Array]), a single JSON object over several lines ([LoadResponse]) or a spreadsheet
// ([CSV]), plain or compressed with gzip. The content selects the form. A name ending in
// .ndjson or .jsonl selects NDJSON unless the input starts with [. opt may be nil.
//
// It yields what the reader of that form yields. Compressed data is decompressed as it is
// read, so that no more of it is held than the limits allow. The limits on the input stop a
// small file that decompresses to a large one (see [InputLimits]).
func Read(r *rubric.Rubric, name string, in io.Reader, opt *ReadOptions) iter.Seq2[*Response, error] {
	if err := checkReader("assess.Read", r, in, opt); err != nil {
		return failed(err)
	}
	return func(yield func(*Response, error) bool) {
		input, err := unpack(newLimitedReader(in, opt))
		var f form
		if err == nil {
			f, err = formOf(input, name)
		}
		if err != nil {
			yield(nil, fmt.Errorf("read %s: %w", problem.FileName(name), err))
			return
		}
		lim := opt.limits()
		var all records
		switch f {
		case formArray:
			all = arrayRecords(r, name, input, lim)
		case formObject:
			all = objectRecord(r, name, input, lim)
		case formCSV:
			all = csvRecords(r, name, input, opt.csv(), lim, opt.report())
		default:
			all = ndjsonRecords(r, name, input, lim)
		}
		responses(r, limited(name, all, opt))(yield)
	}
}

// unpack decompresses gzip, which it recognizes by the first bytes.
func unpack(in *limitedReader) (*bufio.Reader, error) {
	const size = 64 << 10
	input := bufio.NewReaderSize(in, size)
	magic, err := input.Peek(2)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return input, nil
	}
	unpacked, err := gzip.NewReader(input)
	if err != nil {
		return nil, err
	}
	return bufio.NewReaderSize(in.decompressing(unpacked), size), nil
}

// form is a form of responses.
type form uint8

const (
	formUnknown     form = iota // another character than white space is needed
	formUnknownLine             // the end of the first line is needed
	formNDJSON
	formArray
	formObject
	formCSV
)

// formOf recognizes the form by as many of the first bytes as it takes. It does not
// consume them.
func formOf(input *bufio.Reader, name string) (form, error) {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	lines := path.Ext(name) == ".ndjson" || path.Ext(name) == ".jsonl"
	f, seen := formUnknown, 0
	for n := 1; ; n++ {
		_, err := input.Peek(n)
		if err != nil && err != io.EOF && !errors.Is(err, bufio.ErrBufferFull) {
			return formUnknown, err
		}
		n = input.Buffered()
		head, _ := input.Peek(n)
		// An input can arrive in small pieces, so only those are looked at that can tell more.
		if err != nil || f.mayTell(head[seen:]) {
			f = tellForm(head, err != nil)
		}
		switch {
		case f == formUnknown, f == formUnknownLine:
			seen = n
		case lines && f != formArray:
			return formNDJSON, nil
		default:
			return f, nil
		}
	}
}

// mayTell reports whether more bytes can tell a form that is not known yet.
func (f form) mayTell(more []byte) bool {
	if f == formUnknownLine {
		return bytes.IndexByte(more, '\n') >= 0
	}
	return len(bytes.TrimLeft(more, " \t\r\n")) > 0
}

// tellForm recognizes the form by the beginning of an input. Last means that there is no
// more.
func tellForm(head []byte, last bool) form {
	head = bytes.TrimLeft(source.TrimByteOrderMark(head), " \t\r\n")
	switch {
	case len(head) == 0 && !last, len(head) < len(source.ByteOrderMark) && strings.HasPrefix(source.ByteOrderMark, string(head)) && !last:
		return formUnknown
	case len(head) == 0:
		return formNDJSON // without lines
	case head[0] == '[':
		return formArray
	case head[0] != '{':
		return formCSV
	}
	line, rest, ended := bytes.Cut(head, []byte{'\n'})
	if !ended && !last {
		return formUnknownLine
	}
	if isWhole(line) {
		return formNDJSON
	}
	rest = bytes.TrimLeft(rest, " \t\r\n")
	switch {
	case len(rest) == 0 && !last:
		return formUnknown
	case len(rest) == 0 || rest[0] == '{':
		return formNDJSON // with a broken first line
	}
	return formObject
}

// isWhole reports whether the brackets and texts on a line close.
func isWhole(line []byte) bool {
	var n nesting
	for _, c := range line {
		switch n.next(c) {
		case endsAfter:
			n = nesting{open: n.open[:0]} // more values may follow
		case endsNot:
			return false
		}
	}
	return n.closed()
}

// objectRecord reads an input that is one response.
func objectRecord(r *rubric.Rubric, name string, in io.Reader, lim source.Limits) records {
	return func(yield func(*record.Record, error) bool) {
		data, err := io.ReadAll(io.LimitReader(in, int64(lim.Bytes)+1))
		if err != nil {
			yield(nil, fmt.Errorf("read %s: %w", problem.FileName(name), err))
			return
		}
		strict := strictReader{rubric: r, lim: lim}
		rec, problems := strict.load(name, data)
		yield(rec, problems.Err())
	}
}
