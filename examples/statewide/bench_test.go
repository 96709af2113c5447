package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

// district is the responses that the figures of README.md are measured on.
const district = "../../testdata/district-2023.2.ndjson"

// BenchmarkRead reads a shard as a worker does, up to what it emits. Run it with
// -cpu 1 for what one core does.
func BenchmarkRead(b *testing.B) {
	one, err := os.ReadFile(district)
	if err != nil {
		b.Fatal(err)
	}
	shard := bytes.Repeat(one, 50)
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(shard); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	b.Run("ndjson", func(b *testing.B) { benchmarkRead(b, "shard.ndjson", shard, len(shard)) })
	b.Run("gzip", func(b *testing.B) { benchmarkRead(b, "shard.ndjson.gz", packed.Bytes(), len(shard)) })
}

// benchmarkRead reads a shard that has a number of bytes when it is unpacked.
func benchmarkRead(b *testing.B, name string, data []byte, size int) {
	path := filepath.Join(b.TempDir(), name)
	if err := os.WriteFile(path, data, 0o666); err != nil {
		b.Fatal(err)
	}
	var fn readFn
	if err := fn.Setup(); err != nil {
		b.Fatal(err)
	}
	responses := 0
	emitTally := func(string, assess.Tally) {}
	emitRefusal := func(string, refusal) {}
	emitCount := func(c shardCount) { responses += int(c.Responses) }
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		if err := fn.ProcessElement(b.Context(), path, emitTally, emitRefusal, emitCount); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(responses)/b.Elapsed().Seconds(), "responses/s")
	b.ReportMetric(float64(size)/(float64(responses)/float64(b.N)), "bytes/response")
}

// BenchmarkPublish makes and writes the files of one organization.
func BenchmarkPublish(b *testing.B) {
	out := b.TempDir()
	fn := publishFn{Job: job{Output: out, Policy: assess.Public()}}
	if err := fn.Setup(); err != nil {
		b.Fatal(err)
	}
	tally := districtTally(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := fn.ProcessElement(b.Context(), "00-00000", tally, func(indexEntry) {}); err != nil {
			b.Fatal(err)
		}
	}
	for _, ending := range []string{"csv", "html"} {
		info, err := os.Stat(filepath.Join(out, organizationsDir, "00-00000."+ending))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size()), ending+"-bytes")
	}
}

// BenchmarkMerge sends a tally from one worker to another and adds it up there.
func BenchmarkMerge(b *testing.B) {
	tally := districtTally(b)
	var fn mergeFn
	size := 0
	b.ReportAllocs()
	for b.Loop() {
		data, err := encodeTally(tally)
		if err != nil {
			b.Fatal(err)
		}
		size = len(data)
		part, err := decodeTally(data)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := fn.MergeAccumulators(fn.CreateAccumulator(), part); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(size), "sent-bytes")
}

func districtTally(b *testing.B) assess.Tally {
	b.Helper()
	file, err := os.Open(district)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	var tally assess.Tally
	for p, err := range assess.NDJSON(cei.Latest(), district, file, nil) {
		if err != nil {
			b.Fatal(err)
		}
		if err := tally.Add(p); err != nil {
			b.Fatal(err)
		}
	}
	return tally
}
