package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
)

// prepareCSV reads rows into a record that is used again for the next.
func prepareCSV(s *survey, name string, workers int) (*job, error) {
	return prepareBlocks(s, name, workers, endOfRow, func(total *counts) func([]byte) error {
		c := newChecker(total)
		return func(block []byte) error {
			r := csv.NewReader(bytes.NewReader(block))
			r.ReuseRecord = true
			r.FieldsPerRecord = len(csvColumns) + len(s.competencies) + 1
			for {
				row, err := r.Read()
				if errors.Is(err, io.EOF) {
					return nil
				}
				// The header is refused for its constituency.
				if err == nil && c.row(row) {
					total.add(row[2], row[3], c.ratings)
				}
			}
		}
	}), nil
}

// row checks a row, whose columns are those of a generated sheet, and reports whether
// it is one to count.
func (c *checker) row(row []string) bool {
	if !c.header(row[1], row[0], row[3], row[4]) {
		return false
	}
	for i := range c.ratings {
		if !c.rate(i, row[len(csvColumns)+i]) {
			return false
		}
	}
	return true
}
