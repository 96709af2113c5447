package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
)

const (
	stateID            = "state"
	schoolsPerDistrict = 10
	countyCount        = 58
)

// stateFiles are the responses of a state, a file for each school.
type stateFiles struct {
	names          []string
	bytes          int64    // of the files
	sheets, packed int      // how many are sheets, and how many are compressed
	nodes          []string // the ids of schools, districts, counties and the state
}

// generateState writes the responses of schools to a directory, and parents.csv, which names what
// each school, district and county is a part of. Every second file is a sheet, and every fourth one
// is compressed.
func generateState(dir string, s *survey, schools, responses int, seed uint64) (*stateFiles, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	g := newGenerator(s, seed)
	random := rand.New(rand.NewPCG(seed, 1))
	sizes, total := make([]int, schools), 0
	for i := range sizes {
		sizes[i] = (5 + random.IntN(40)) * (5 + random.IntN(40)) // few schools are large
		total += sizes[i]
	}
	f := &stateFiles{}
	written, upTo := 0, 0
	for i, size := range sizes {
		district := i / schoolsPerDistrict
		at := school{fmt.Sprintf("%02d-%05d-%07d", 1+district%countyCount, 60000+district, 100000+i), random.IntN(80) - 40}
		upTo += size
		n := responses*upTo/total - written
		written += n
		if err := f.add(dir, s, g, at, n, i); err != nil {
			return nil, err
		}
		f.nodes = append(f.nodes, at.code)
		if i%schoolsPerDistrict == 0 {
			f.nodes = append(f.nodes, parentOf(at.code))
			if district < countyCount {
				f.nodes = append(f.nodes, parentOf(parentOf(at.code)))
			}
		}
	}
	f.nodes = append(f.nodes, stateID)
	return f, f.writeParents(filepath.Join(dir, "parents.csv"))
}

// add writes the responses of a school, which is number i.
func (f *stateFiles) add(dir string, s *survey, g *generator, at school, n, i int) (err error) {
	name := filepath.Join(dir, at.code+".ndjson")
	sheet, packed := i%2 == 1, i%4 < 2 && i%8 < 4
	if sheet {
		name = filepath.Join(dir, at.code+".csv")
		f.sheets++
	}
	if packed {
		name += ".gz"
		f.packed++
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	out := bufio.NewWriterSize(file, 1<<16)
	var w io.Writer = out
	var zip *gzip.Writer
	if packed {
		if zip, err = gzip.NewWriterLevel(out, gzip.BestSpeed); err != nil {
			return err
		}
		w = zip
	}
	var buf []byte
	if sheet {
		buf = appendHeader(buf, s)
	}
	for range n {
		if a := g.nextOf(&at); sheet {
			buf = appendRow(buf, s, a)
		} else {
			buf = appendLine(buf, s, a)
		}
		if len(buf) > 1<<15 {
			w.Write(buf) // the buffer keeps its first error
			buf = buf[:0]
		}
	}
	w.Write(buf)
	if zip != nil {
		err = zip.Close()
	}
	if err := errors.Join(err, out.Flush()); err != nil {
		return fmt.Errorf("generate responses: %w", err)
	}
	info, err := file.Stat()
	if err != nil {
		return err
	}
	f.names = append(f.names, name)
	f.bytes += info.Size()
	return nil
}

// writeParents writes what each node but the state is a part of.
func (f *stateFiles) writeParents(name string) error {
	var b []byte
	for _, id := range f.nodes {
		if parent := parentOf(id); parent != "" {
			b = fmt.Appendf(b, "%s,%s\n", id, parent)
		}
	}
	return os.WriteFile(name, b, 0o644)
}
