package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/rubric/problem"
)

// sheet is a sheet of a workbook, as text.
type sheet struct {
	name   string
	others []string // the names of the other visible sheets
	rows   [][]string
	hidden int // rows that are hidden
	merged int // ranges that were filled
}

// readSheet reads a sheet of a workbook, the first visible one if the name is empty. Its
// errors wrap a [limitError] if the workbook exceeds a limit.
func readSheet(ctx context.Context, file, name string, skipHidden bool, lim workbookLimits) (*sheet, error) {
	ctx, cancel := context.WithTimeout(ctx, lim.timeout)
	defer cancel()
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return nil, err
	}
	x, err := openXLSX(ctx, in, info.Size(), lim)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", problem.FileName(file), err)
	}
	s := &sheet{}
	if err := s.read(x, name, skipHidden); err != nil {
		return nil, fmt.Errorf("read %s: %w", problem.FileName(file), err)
	}
	return s, nil
}

func (s *sheet) read(x *xlsx, name string, skipHidden bool) error {
	from, err := s.choose(x.sheets, name)
	if err != nil {
		return err
	}
	var hidden []int // rows
	merged, err := x.readSheet(from, func(r xlsxRow) error {
		for len(s.rows) < r.number {
			s.rows = append(s.rows, nil)
		}
		s.rows[r.number-1] = r.cells
		if r.hidden {
			hidden = append(hidden, r.number-1)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.fill(merged, x.lim); err != nil {
		return err
	}
	// As CSV, all lines are as long as the longest.
	if int64(s.width())*int64(len(s.rows)) > int64(x.lim.cells) {
		return tooMuch("has more than", int64(x.lim.cells), "cells", "max-cells")
	}
	for _, k := range hidden {
		if strings.Join(s.rows[k], "") != "" {
			s.hidden++
			if skipHidden {
				s.rows[k] = nil
			}
		}
	}
	return nil
}

// choose finds the sheet to read.
func (s *sheet) choose(all []xlsxSheet, name string) (xlsxSheet, error) {
	k := slices.IndexFunc(all, func(x xlsxSheet) bool {
		return x.name == name || name == "" && !x.hidden
	})
	for i, x := range all {
		if i != k && !x.hidden {
			s.others = append(s.others, x.name)
		}
	}
	if k < 0 {
		return xlsxSheet{}, fmt.Errorf("there is no sheet %q; there are %q", name, s.others)
	}
	s.name = all[k].name
	return all[k], nil
}

// fill writes the value of the first cell of each merged range into the others.
func (s *sheet) fill(merged []xlsxRange, lim workbookLimits) error {
	cells := 0
	for _, row := range s.rows {
		cells += len(row)
	}
	for _, m := range merged {
		if m.right > lim.columns {
			return tooMuch("has more than", int64(lim.columns), "columns", "max-columns")
		}
		// The range may go on below the last row.
		bottom := min(m.bottom, len(s.rows))
		if cells += m.right * max(0, bottom-m.top+1); cells > lim.cells {
			return tooMuch("has more than", int64(lim.cells), "cells", "max-cells")
		}
		s.merged++
		value := ""
		if m.top <= len(s.rows) && m.left <= len(s.rows[m.top-1]) {
			value = s.rows[m.top-1][m.left-1]
		}
		for k := m.top - 1; k < bottom; k++ {
			for len(s.rows[k]) < m.right {
				s.rows[k] = append(s.rows[k], "")
			}
			for column := m.left; column <= m.right; column++ {
				s.rows[k][column-1] = value
			}
		}
	}
	return nil
}

// width returns how many columns the sheet has, at least one.
func (s *sheet) width() int {
	width := 1
	for _, row := range s.rows {
		width = max(width, len(row))
	}
	return width
}

// writeCSV writes the sheet as CSV, with a line for each row.
func (s *sheet) writeCSV(w io.Writer) error {
	width := s.width()
	out := csv.NewWriter(w)
	for _, row := range s.rows {
		cells := make([]string, width)
		copy(cells, row)
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// describe writes what was done to the sheet.
func (s *sheet) describe(w io.Writer, skipHidden bool) {
	if len(s.others) > 0 {
		fmt.Fprintf(w, "read the sheet %q; there are also %q (-sheet NAME)\n", s.name, s.others)
	}
	if s.merged > 0 {
		fmt.Fprintf(w, "%d merged ranges were filled\n", s.merged)
	}
	switch {
	case s.hidden > 0 && skipHidden:
		fmt.Fprintf(w, "%d hidden rows were left out\n", s.hidden)
	case s.hidden > 0:
		fmt.Fprintf(w, "%d hidden rows were read too (-skip-hidden leaves them out)\n", s.hidden)
	}
}
