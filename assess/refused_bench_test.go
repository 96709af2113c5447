package assess_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// BenchmarkRefused reads lines that the strict reader refuses, each for one reason.
func BenchmarkRefused(b *testing.B) {
	for name, line := range map[string]string{
		"constituency": strings.Replace(good, `"family"`, `"nobody"`, 1), "stage": strings.Replace(good, `"maturing"`, `"great"`, 1), "syntax": good[:len(good)/2],
	} {
		b.Run(name, func(b *testing.B) {
			const n = 1000
			data := bytes.Repeat([]byte(line+"\n"), n)
			b.ReportAllocs()
			for b.Loop() {
				refused := 0
				for _, err := range assess.NDJSON(cei.Latest(), "x.ndjson", bytes.NewReader(data), nil) {
					refused += assess.Refused(err)
				}
				if refused != n {
					b.Fatal(refused)
				}
			}
		})
	}
}
