package scan_test

import (
	"math/rand/v2"
	"testing"

	"github.com/waymark-go/waymark/assess/internal/scan"
)

// BenchmarkMemo reads the ratings of rows. Each row has a blank rating.
func BenchmarkMemo(b *testing.B) {
	words := []string{"not-evident", "developing", "maturing", "advanced", "not-applicable", "dont-know", "declined"}
	m := scan.NewMemo(',')
	m.Put(nil, 0)
	for i, word := range words {
		m.Put([]byte(word), byte(i+1))
	}
	random := rand.New(rand.NewPCG(1, 2))
	const rows, columns = 1000, 34
	var data []byte
	for range rows {
		blank := random.IntN(columns)
		for k := range columns {
			if k != blank {
				data = append(data, words[min(random.IntN(4), random.IntN(8), 6)]...)
			}
			data = append(data, ',')
		}
		data = append(data, "x\n"...)
	}
	size := len(data)
	data = append(data, make([]byte, scan.Padding)...)
	values := make([]byte, columns)
	b.SetBytes(int64(size) / rows)
	b.ReportAllocs()
	for pos := 0; b.Loop(); {
		if pos == size {
			pos = 0
		}
		n, next := m.Run(data, pos, values)
		if n != columns {
			b.Fatalf("%d cells", n)
		}
		pos = next + len("x\n")
	}
}
