package html_test

import (
	"errors"
	"io"
	"testing"

	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report/html"
)

// shortWriter writes less than it is given, without an error.
type shortWriter struct{}

func (shortWriter) Write(b []byte) (int, error) { return len(b) / 2, nil }

// A page that is not written completely is an error, even if the writer returns none.
func TestShortWrites(t *testing.T) {
	v := reporttest.Small(t)
	for _, opt := range []*html.Options{nil, {Fragment: &html.Fragment{}}} {
		for name, write := range map[string]func() error{
			"report": func() error { return html.Write(shortWriter{}, v, opt) },
			"guide":  func() error { return html.WriteGuide(shortWriter{}, v.Guide(), opt) },
		} {
			if err := write(); !errors.Is(err, io.ErrShortWrite) {
				t.Errorf("%s, fragment %t: %v", name, opt != nil, err)
			}
		}
	}
}
