package source_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/waymark-go/waymark/internal/source"
)

// BenchmarkParseJSON reads a line of a response file, and a truncated one.
func BenchmarkParseJSON(b *testing.B) {
	data, err := os.ReadFile("../../testdata/district-2023.2.ndjson")
	if err != nil {
		b.Fatal(err)
	}
	line, _, _ := bytes.Cut(data, []byte("\n"))
	for _, bm := range []struct {
		name string
		line []byte
	}{
		{"whole", line},
		{"cut off", line[:len(line)/2]},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(bm.line)))
			for b.Loop() {
				source.Parse(".ndjson", bm.line, source.Limits{})
			}
		})
	}
}
