package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"sync"
)

// blockSize is how much of a file a worker takes at a time.
const blockSize = 1 << 20

// blocks divides a file among workers for the packages of the standard library, which
// read with one goroutine: each block ends where a record does. Workers count for
// themselves, and what they counted is put together at the end.
type blocks struct {
	mu   sync.Mutex
	file io.Reader
	end  func([]byte) int // how much of a block is whole records
	rest []byte           // the beginning of the next block
	err  error
}

// next fills a worker's buffer with the next block.
func (b *blocks) next(buf []byte) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	buf = append(buf[:0], b.rest...)
	b.rest = b.rest[:0]
	for b.err == nil {
		at := len(buf)
		buf = append(buf, make([]byte, blockSize-at%blockSize)...)
		var n int
		n, b.err = io.ReadFull(b.file, buf[at:])
		buf = buf[:at+n]
		if b.err != nil {
			break
		}
		if end := b.end(buf); end > 0 {
			b.rest = append(b.rest, buf[end:]...)
			return buf[:end], nil
		}
	}
	if !errors.Is(b.err, io.EOF) && !errors.Is(b.err, io.ErrUnexpectedEOF) {
		return nil, b.err
	}
	if len(buf) == 0 {
		return nil, io.EOF
	}
	return buf, nil
}

// endOfLine is the end for a form whose records are lines.
func endOfLine(block []byte) int { return bytes.LastIndexByte(block, '\n') + 1 }

// endOfRow is the end for sheets, where a quoted cell may have line ends.
func endOfRow(block []byte) int {
	quoted := bytes.Count(block, []byte{'"'})%2 == 1
	for {
		i := bytes.LastIndexAny(block, "\"\n")
		if i < 0 {
			return 0
		}
		if block[i] == '"' {
			quoted = !quoted
		} else if !quoted {
			return i + 1
		}
		block = block[:i]
	}
}

// prepareBlocks is a job that counts the blocks of a file with a function that each
// worker has for itself.
func prepareBlocks(s *survey, name string, workers int, end func([]byte) int, newWorker func(*counts) func(block []byte) error) *job {
	total := newCounts(s)
	run := func() error {
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		defer file.Close()
		b := &blocks{file: file, end: end}
		all, errs := make([]*counts, workers), make([]error, workers)
		var wait sync.WaitGroup
		for i := range workers {
			all[i] = newCounts(s)
			wait.Go(func() { errs[i] = b.each(newWorker(all[i])) })
		}
		wait.Wait()
		for _, c := range all {
			total.merge(c)
		}
		return errors.Join(errs...)
	}
	return &job{run: run, counts: func() (*counts, error) { return total, nil }}
}

// each calls a function with one block after the other until there are none.
func (b *blocks) each(count func(block []byte) error) error {
	var buf []byte
	for {
		block, err := b.next(buf)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := count(block); err != nil {
			return err
		}
		buf = block
	}
}
