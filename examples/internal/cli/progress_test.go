package cli

import (
	"bytes"
	"testing"
	"time"

	"github.com/waymark-go/waymark/assess"
)

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	clock := time.Unix(0, 0)
	p := newProgress(&out, func() time.Time { return clock })
	step := func(after time.Duration, c assess.CollectProgress) {
		clock = clock.Add(after)
		p.Show(c)
	}
	step(999*time.Millisecond, assess.CollectProgress{Bytes: 1 << 20, Responses: 10})
	step(time.Millisecond, assess.CollectProgress{Bytes: 3 << 20, Responses: 20, Refused: 1})
	step(199*time.Millisecond, assess.CollectProgress{Bytes: 4 << 20, Responses: 30, Refused: 1})
	p.total = 10 << 20
	step(time.Millisecond, assess.CollectProgress{Bytes: 5 << 20, Responses: 40})
	p.Done()
	want := "\r3 MB read, 20 responses, 1 refused" +
		"\r50 % read, 40 responses           " +
		"\r                                  \r"
	if got := out.String(); got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// Nothing is shown without a terminal, or for work that is done soon.
func TestProgressShowsNothing(t *testing.T) {
	var out bytes.Buffer
	for _, p := range []*Progress{NewProgress(&out, nil), newProgress(&out, time.Now)} {
		p.Show(assess.CollectProgress{Bytes: 1})
		p.Done()
	}
	if out.Len() > 0 {
		t.Errorf("%q", out.String())
	}
}
