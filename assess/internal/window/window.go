// Package window reads an input ahead of where a parser is, so that the parser can look
// at bytes, decide, and go back.
package window

import (
	"io"
	"slices"
)

// Window is the part of an input that was read and not yet taken. It is for one
// goroutine. A copy is independent until either of the two reads on.
type Window struct {
	in    io.Reader
	buf   []byte
	pos   int   // buf[pos:] is not taken yet
	kept  int   // buf[:kept] is not overwritten; see Keep
	ended error // io.EOF or the reader's error, once it came
}

// New returns a window that reads from in.
func New(in io.Reader) Window { return Window{in: in} }

// Of returns a window on data that are all there is.
func Of(data []byte) Window { return Window{buf: data, ended: io.EOF} }

// step is the fewest bytes that Fill makes space for.
const step = 64 << 10

// Rest returns the bytes that were read and not yet taken.
func (w *Window) Rest() []byte { return w.buf[w.pos:] }

// Pos returns the position of the next byte in the memory of the window. It is for
// [Window.HandOver].
func (w *Window) Pos() int { return w.pos }

// Ended reports whether the input has no more bytes than those in the window.
func (w *Window) Ended() bool { return w.ended != nil }

// Fill reads more. It reports whether there was any.
func (w *Window) Fill() bool {
	if w.ended != nil {
		return false
	}
	if cap(w.buf)-len(w.buf) < step {
		w.buf = slices.Grow(w.buf, max(step, len(w.buf)))
	}
	return w.read(cap(w.buf))
}

// FillTo reads until size bytes are not taken or the input ends. It leaves padding bytes
// of capacity after them.
func (w *Window) FillTo(size, padding int) {
	if need := w.pos + size + padding; cap(w.buf) < need {
		w.buf = slices.Grow(w.buf, need-len(w.buf))
	}
	for len(w.buf) < w.pos+size && w.ended == nil {
		w.read(w.pos + size)
	}
}

// read reads until buf has at most size bytes. It reports whether it read any.
func (w *Window) read(size int) bool {
	for range 100 {
		n, err := w.in.Read(w.buf[len(w.buf):size])
		w.buf, w.ended = w.buf[:len(w.buf)+n], err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	w.ended = io.ErrNoProgress
	return false
}

// At returns the byte at offset i from the first byte that is not taken. It reads more
// if needed; ok is false after the end of the input.
func (w *Window) At(i int) (c byte, ok bool) {
	for w.pos+i >= len(w.buf) {
		if !w.Fill() {
			return 0, false
		}
	}
	return w.buf[w.pos+i], true
}

// Advance takes n bytes. Slices of them stay valid until the next Take.
func (w *Window) Advance(n int) { w.pos += n }

// Take takes n bytes. Their memory, and that of those taken earlier, is used again
// once it is more than what is left.
func (w *Window) Take(n int) {
	w.pos += n
	if left := len(w.buf) - w.pos; w.kept == 0 && w.ended == nil && w.pos > step && w.pos > left {
		copy(w.buf, w.buf[w.pos:])
		w.buf, w.pos = w.buf[:left], 0
	}
}

// Keep keeps all bytes before the next one where they are, whatever is taken, until
// [Window.HandOver].
func (w *Window) Keep() { w.kept = w.pos }

// Kept returns the position of the last Keep.
func (w *Window) Kept() int { return w.kept }

// Drop takes all bytes that were read and uses the memory after the last Keep again.
func (w *Window) Drop() { w.buf, w.pos = w.buf[:w.kept], w.kept }

// HandOver gives away the bytes from start to end, two positions before the next byte. It
// copies whichever is shorter, these bytes or those that are left: it returns either a
// copy in the memory of other, or its own memory, in which case it goes on with that of
// other.
func (w *Window) HandOver(start, end int, other []byte) (data []byte) {
	w.kept = 0
	if left := len(w.buf) - w.pos; left > end-start {
		return append(other[:0], w.buf[start:end]...)
	}
	data = w.buf[start:end]
	w.buf, w.pos = append(other[:0], w.buf[w.pos:]...), 0
	return data
}

// Err returns the reader's error, or nil at the end of the input and before it.
func (w *Window) Err() error {
	if w.ended == nil || w.ended == io.EOF {
		return nil
	}
	return w.ended
}
