package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/terminal"
)

// Progress shows on a terminal how far the reading of long inputs has come. Nil shows
// nothing.
type Progress struct {
	to      io.Writer
	now     func() time.Time
	total   int64 // bytes of the inputs, 0 where that is not known
	next    time.Time
	written int // characters on the line
}

// How long it takes before anything is shown, and how often that changes.
const (
	progressDelay = time.Second
	progressStep  = 200 * time.Millisecond
)

// NewProgress returns what shows the progress of reading files, nil where the writer is
// no terminal.
func NewProgress(to io.Writer, files []string) *Progress {
	f, ok := to.(*os.File)
	if !ok {
		return nil
	}
	if _, isTerminal := terminal.Columns(f); !isTerminal {
		return nil
	}
	p := newProgress(to, time.Now)
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() || strings.HasSuffix(name, ".gz") { // Open has it unpacked
			p.total = 0
			break
		}
		p.total += info.Size()
	}
	return p
}

func newProgress(to io.Writer, now func() time.Time) *Progress {
	return &Progress{to: to, now: now, next: now().Add(progressDelay)}
}

// Show shows the progress on one line, over what it showed before.
func (p *Progress) Show(c assess.CollectProgress) {
	if p == nil {
		return
	}
	now := p.now()
	if now.Before(p.next) {
		return
	}
	p.next = now.Add(progressStep)
	text := fmt.Sprintf("%d MB read, %d responses", c.Bytes>>20, c.Responses)
	if p.total > 0 {
		text = fmt.Sprintf("%d %% read, %d responses", min(100, c.Bytes*100/p.total), c.Responses)
	}
	if c.Refused > 0 {
		text += fmt.Sprintf(", %d refused", c.Refused)
	}
	p.write(text)
}

// Done removes the line.
func (p *Progress) Done() {
	if p != nil && p.written > 0 {
		p.write("")
		fmt.Fprint(p.to, "\r")
	}
}

// write overwrites the line. It ignores errors, because a lost line of progress does no harm.
func (p *Progress) write(text string) {
	fmt.Fprintf(p.to, "\r%-*s", p.written, text)
	p.written = max(p.written, len(text))
}
