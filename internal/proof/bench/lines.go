package main

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// prepareLines counts the ends of lines and does nothing else: nobody can be faster
// who looks at every byte.
func prepareLines(_ *survey, name string, _ int) (*job, error) {
	run := func() error {
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		defer file.Close()
		buf := make([]byte, 256<<10)
		lines := 0
		for {
			n, err := file.Read(buf)
			lines += bytes.Count(buf[:n], []byte{'\n'})
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return err
			}
		}
		if lines == 0 {
			return errors.New("the file has no lines")
		}
		return nil
	}
	return &job{run: run}, nil
}
