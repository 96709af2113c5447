package main

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// xlsxRow is a row of a sheet. Its cells are at their columns.
type xlsxRow struct {
	number int // 1 is the first
	hidden bool
	cells  []string
}

// xlsxRange is a merged range: the numbers of its first and last column and row.
type xlsxRange struct{ left, top, right, bottom int }

// readSheet calls a function for each row of a sheet and returns the merged ranges.
func (x *xlsx) readSheet(s xlsxSheet, do func(xlsxRow) error) ([]xlsxRange, error) {
	var merged []xlsxRange
	row, rows, cells := 0, 0, 0
	err := x.elements(s.part, func(d *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "mergeCell":
			m, err := parseRange(attribute(e, "ref"))
			if err != nil {
				return err
			}
			if len(merged) >= x.lim.cells {
				return tooMuch("has more than", int64(x.lim.cells), "merged ranges", "max-cells")
			}
			merged = append(merged, m)
		case "row":
			row++
			if r := attribute(e, "r"); r != "" {
				n, err := strconv.Atoi(r)
				if err != nil || n < row {
					return fmt.Errorf("row %q comes after row %d", r, row-1)
				}
				row = n
			}
			// The number counts, because rows that are not in the file become blank lines.
			if rows++; rows > x.lim.rows || row > x.lim.rows {
				return tooMuch("has more than", int64(x.lim.rows), "rows", "max-rows")
			}
			r := xlsxRow{number: row, hidden: isTrue(attribute(e, "hidden"))}
			if err := x.readCells(d, &r, x.lim.cells-cells); err != nil {
				return err
			}
			cells += len(r.cells)
			return do(r)
		}
		return nil
	})
	return merged, err
}

// readCells reads the cells of a row, whose element has begun.
func (x *xlsx) readCells(d *xml.Decoder, r *xlsxRow, left int) error {
	column := 0
	for {
		token, err := d.Token()
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if e.Name.Local != "c" {
				if err := d.Skip(); err != nil {
					return err
				}
				continue
			}
			column++
			if ref := attribute(e, "r"); ref != "" {
				if column, _, err = parseCell(ref); err != nil {
					return err
				}
			}
			if column > x.lim.columns {
				return tooMuch("has more than", int64(x.lim.columns), "columns", "max-columns")
			}
			value, err := x.readCell(d, e)
			if err != nil {
				return err
			}
			if value == "" {
				continue
			}
			if column > left {
				return tooMuch("has more than", int64(x.lim.cells), "cells", "max-cells")
			}
			for len(r.cells) < column {
				r.cells = append(r.cells, "")
			}
			r.cells[column-1] = value
		}
	}
}

// readCell reads a cell, whose element has begun, to its end.
func (x *xlsx) readCell(d *xml.Decoder, e xml.StartElement) (string, error) {
	var value string
	for {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.EndElement:
			return x.value(attribute(e, "t"), attribute(e, "s"), value)
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				value, err = plainText(d)
			case "is":
				value, err = richText(d)
			default:
				err = d.Skip()
			}
			if err != nil {
				return "", err
			}
		}
	}
}

// plainText reads an element without others in it.
func plainText(d *xml.Decoder) (string, error) {
	var b strings.Builder
	for {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			return "", fmt.Errorf("there is an element %q in a value", t.Name.Local)
		case xml.EndElement:
			return b.String(), nil
		}
	}
}

// value returns the text of a cell with the type t and the style s.
func (x *xlsx) value(t, s, v string) (string, error) {
	switch t {
	case "s":
		if v == "" {
			return "", nil
		}
		k, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil || k < 0 || k >= len(x.strings) {
			return "", fmt.Errorf("there is no text %q", v)
		}
		return x.strings[k], nil
	case "", "n":
		style, err := strconv.Atoi(s)
		if err != nil || style < 0 || style >= len(x.days) || !x.days[style] {
			return v, nil
		}
		return dayOf(v, x.date04), nil
	case "str":
		return unescape(v), nil
	}
	return v, nil
}

// dayOf writes a number of days as a day, with the time if it has one.
func dayOf(number string, from1904 bool) string {
	const lastDay = 2_958_465 // of the year 9999
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || n < 0 || n > lastDay {
		return number
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case n < 60:
		epoch = epoch.AddDate(0, 0, 1) // Excel has a February 29, 1900
	}
	whole, part := math.Modf(n)
	at := epoch.AddDate(0, 0, int(whole)).Add(time.Duration(math.Round(part*24*3600)) * time.Second)
	if part == 0 {
		return at.Format(time.DateOnly)
	}
	return at.Format(time.DateTime)
}

// parseCell returns the column and the row of a cell such as B12.
func parseCell(ref string) (column, row int, err error) {
	k := 0
	for ; k < len(ref) && k < 4; k++ {
		letter := ref[k] &^ 0x20
		if letter < 'A' || letter > 'Z' {
			break
		}
		column = 26*column + int(letter-'A') + 1
	}
	if row, err = strconv.Atoi(ref[k:]); err != nil || column == 0 || row < 1 || row > 1<<20 {
		return 0, 0, fmt.Errorf("%q is not the name of a cell", ref)
	}
	return column, row, nil
}

// parseRange returns a range such as A2:B4.
func parseRange(ref string) (r xlsxRange, err error) {
	first, last, ok := strings.Cut(ref, ":")
	if !ok {
		last = first
	}
	if r.left, r.top, err = parseCell(first); err != nil {
		return r, err
	}
	if r.right, r.bottom, err = parseCell(last); err != nil {
		return r, err
	}
	if r.right < r.left || r.bottom < r.top {
		return r, fmt.Errorf("%q is not a range of cells", ref)
	}
	return r, nil
}
