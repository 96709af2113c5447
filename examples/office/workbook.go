package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Limits of a workbook.
const (
	maxBytes    = 64 << 20
	maxUnpacked = 256 << 20
	maxColumns  = 4096
	maxMerged   = 1 << 20 // cells of merged ranges
)

// sheet is a sheet of a workbook, as text.
type sheet struct {
	name   string
	others []string // the names of the other visible sheets
	rows   [][]string
	hidden int // rows that are hidden
	merged int // ranges that were filled
}

// readSheet reads a sheet of a workbook, the first visible one if the name is empty.
func readSheet(file, name string, skipHidden bool) (*sheet, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxBytes {
		return nil, fmt.Errorf("%s has more than %d MiB", file, maxBytes>>20)
	}
	book, err := excelize.OpenFile(file, excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: 16 << 20})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	r := reader{book: book, dates: make(map[int]bool), sheet: &sheet{}}
	if err := errors.Join(r.read(name, skipHidden), book.Close()); err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return r.sheet, nil
}

// reader reads a sheet.
type reader struct {
	book  *excelize.File
	dates map[int]bool // by style: the number format is one of days
	sheet *sheet
}

func (r *reader) read(name string, skipHidden bool) error {
	if err := r.choose(name); err != nil {
		return err
	}
	merged, err := r.mergedCells()
	if err != nil {
		return err
	}
	rows, err := r.book.Rows(r.sheet.name)
	if err != nil {
		return err
	}
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return err
		}
		if len(cells) > maxColumns {
			return fmt.Errorf("row %d has more than %d columns", number, maxColumns)
		}
		if err := r.typed(cells, number); err != nil {
			return err
		}
		for column, value := range merged[number] {
			for len(cells) < column {
				cells = append(cells, "")
			}
			cells[column-1] = value
		}
		if rows.GetRowOpts().Hidden && strings.Join(cells, "") != "" {
			r.sheet.hidden++
			if skipHidden {
				cells = nil
			}
		}
		r.sheet.rows = append(r.sheet.rows, cells)
	}
	return errors.Join(rows.Error(), rows.Close())
}

// choose finds the sheet to read.
func (r *reader) choose(name string) error {
	for _, n := range r.book.GetSheetList() {
		visible, err := r.book.GetSheetVisible(n)
		switch {
		case err != nil:
			return err
		case n == name || name == "" && visible && r.sheet.name == "":
			r.sheet.name = n
		case visible:
			r.sheet.others = append(r.sheet.others, n)
		}
	}
	if r.sheet.name == "" {
		return fmt.Errorf("there is no sheet %q; there are %q", name, r.sheet.others)
	}
	return nil
}

// mergedCells returns the values of the cells of merged ranges but the first, by row and
// column.
func (r *reader) mergedCells() (map[int]map[int]string, error) {
	ranges, err := r.book.GetMergeCells(r.sheet.name, true)
	if err != nil {
		return nil, err
	}
	filled := make(map[int]map[int]string)
	size := 0
	for _, m := range ranges {
		left, top, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil {
			return nil, err
		}
		right, bottom, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil {
			return nil, err
		}
		if size += (right - left + 1) * (bottom - top + 1); size > maxMerged || right > maxColumns {
			return nil, fmt.Errorf("merged ranges have more than %d cells", maxMerged)
		}
		value, err := r.book.GetCellValue(r.sheet.name, m.GetStartAxis(), excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		first := []string{value}
		if err := r.typedAt(first, 0, left, top); err != nil {
			return nil, err
		}
		r.sheet.merged++
		for row := top; row <= bottom; row++ {
			if filled[row] == nil {
				filled[row] = make(map[int]string)
			}
			for column := left; column <= right; column++ {
				filled[row][column] = first[0]
			}
		}
	}
	return filled, nil
}

// typed writes the numbers that are days as days.
func (r *reader) typed(cells []string, row int) error {
	for k := range cells {
		if err := r.typedAt(cells, k, k+1, row); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) typedAt(cells []string, k, column, row int) error {
	number, err := strconv.ParseFloat(cells[k], 64)
	if err != nil {
		return nil // text
	}
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return err
	}
	kind, err := r.book.GetCellType(r.sheet.name, name)
	if err != nil || kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
		return err
	}
	style, err := r.book.GetCellStyle(r.sheet.name, name)
	if err != nil {
		return err
	}
	isDay, err := r.isDay(style)
	if err != nil || !isDay {
		return err
	}
	at, err := excelize.ExcelDateToTime(number, false)
	if err != nil {
		return err
	}
	layout := "2006-01-02 15:04:05"
	if number == float64(int64(number)) {
		layout = "2006-01-02"
	}
	cells[k] = at.Format(layout)
	return nil
}

// isDay reports whether a style shows numbers as days.
func (r *reader) isDay(style int) (bool, error) {
	if isDay, known := r.dates[style]; known {
		return isDay, nil
	}
	s, err := r.book.GetStyle(style)
	if err != nil {
		return false, err
	}
	isDay := s.NumFmt >= 14 && s.NumFmt <= 17 || s.NumFmt == 22
	if s.CustomNumFmt != nil {
		format := strings.ToLower(*s.CustomNumFmt)
		isDay = strings.Contains(format, "yy") && strings.Contains(format, "m")
	}
	r.dates[style] = isDay
	return isDay, nil
}

// writeCSV writes the sheet as CSV, with a line for each row.
func (s *sheet) writeCSV(w io.Writer) error {
	width := 1
	for _, row := range s.rows {
		width = max(width, len(row))
	}
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

// describe says what was done to the sheet.
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
