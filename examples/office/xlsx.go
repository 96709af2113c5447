package main

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"path"
	"strconv"
	"strings"
	"time"
)

// xlsx reads the parts of a workbook that a table needs, in the order in which they are
// written. It expands nothing: a row costs what its cells cost, however far apart they are.
type xlsx struct {
	ctx     context.Context
	lim     workbookLimits
	parts   map[string]*zip.File
	strings []string
	days    []bool // by style of cells: the number format is one of days
	date04  bool   // days count from 1904
	sheets  []xlsxSheet
}

// xlsxSheet is an entry of the list of sheets.
type xlsxSheet struct {
	name, part string
	hidden     bool
}

// xlsxRow is a row of a sheet. Its cells are at their columns.
type xlsxRow struct {
	number int // 1 is the first
	hidden bool
	cells  []string
}

// xlsxRange is a merged range: the numbers of its first and last column and row.
type xlsxRange struct{ left, top, right, bottom int }

// openXLSX opens a workbook and reads its list of sheets, its styles and its texts.
func openXLSX(ctx context.Context, in io.ReaderAt, size int64, lim workbookLimits) (*xlsx, error) {
	if size > lim.bytes {
		return nil, tooMuch("is larger than", lim.bytes, "bytes", "max-bytes")
	}
	archive, err := zip.NewReader(in, size)
	if err != nil {
		return nil, err
	}
	x := &xlsx{ctx: ctx, lim: lim, parts: make(map[string]*zip.File)}
	if err := x.addParts(archive.File); err != nil {
		return nil, err
	}
	book, err := x.officeDocument()
	if err != nil {
		return nil, err
	}
	targets, err := x.relations(book)
	if err != nil {
		return nil, err
	}
	if err := x.readBook(book, targets); err != nil {
		return nil, err
	}
	for _, t := range targets {
		switch {
		case strings.HasSuffix(t.kind, "/sharedStrings"):
			err = x.readStrings(t.part)
		case strings.HasSuffix(t.kind, "/styles"):
			err = x.readStyles(t.part)
		}
		if err != nil {
			return nil, err
		}
	}
	return x, nil
}

// addParts adds the parts of an archive. The size that an archive states for a part holds:
// package zip returns an error for a part that is longer.
func (x *xlsx) addParts(files []*zip.File) error {
	if len(files) > x.lim.parts {
		return tooMuch("has more than", int64(x.lim.parts), "parts", "max-parts")
	}
	var sum uint64
	for _, f := range files {
		size := f.UncompressedSize64
		if sum += size; size > uint64(x.lim.unpacked) || sum > uint64(x.lim.unpacked) {
			return tooMuch("unpacks to more than", x.lim.unpacked, "bytes", "max-unpacked")
		}
		if size > freeUnpacked && size/uint64(x.lim.ratio) > f.CompressedSize64 {
			return tooMuch("has a part that unpacks to more than", int64(x.lim.ratio), "times its size", "max-ratio")
		}
		x.parts[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))] = f
	}
	return nil
}

// relation is a part that another part names.
type relation struct{ id, kind, part string }

// officeDocument returns the name of the part with the list of sheets.
func (x *xlsx) officeDocument() (string, error) {
	all, err := x.relations("")
	if err != nil {
		return "", err
	}
	for _, r := range all {
		if strings.HasSuffix(r.kind, "/officeDocument") {
			return r.part, nil
		}
	}
	return "", errors.New("this is not a workbook (.xlsx)")
}

// relations returns the parts that a part names.
func (x *xlsx) relations(part string) ([]relation, error) {
	dir, file := path.Split(part)
	var all []relation
	err := x.elements(dir+"_rels/"+file+".rels", func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local == "Relationship" {
			target := attribute(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join(dir, target)
			}
			all = append(all, relation{attribute(e, "Id"), attribute(e, "Type"), strings.TrimPrefix(target, "/")})
		}
		return nil
	})
	return all, err
}

// elements calls a function for each element of a part, which may read from the decoder. It
// does nothing if there is no such part.
func (x *xlsx) elements(part string, do func(*xml.Decoder, xml.StartElement) error) error {
	f := x.parts[strings.ToLower(part)]
	if f == nil {
		return nil
	}
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	d := xml.NewDecoder(contextReader{x.ctx, in})
	for {
		token, err := d.Token()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			if x.ctx.Err() != nil {
				err = tooLong(x.ctx)
			}
			return fmt.Errorf("%s: %w", part, err)
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := do(d, e); err != nil {
				if x.ctx.Err() != nil {
					err = tooLong(x.ctx)
				}
				return fmt.Errorf("%s: %w", part, err)
			}
		}
	}
}

// attribute returns the value of an attribute, whatever its name space.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func isTrue(s string) bool { return s == "1" || s == "true" }

// readBook reads the list of sheets.
func (x *xlsx) readBook(part string, targets []relation) error {
	return x.elements(part, func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			x.date04 = isTrue(attribute(e, "date1904"))
		case "sheet":
			state := attribute(e, "state")
			s := xlsxSheet{name: attribute(e, "name"), hidden: state == "hidden" || state == "veryHidden"}
			for _, t := range targets {
				if t.id == attribute(e, "id") && strings.HasSuffix(t.kind, "/worksheet") {
					s.part = t.part
				}
			}
			if s.part != "" { // otherwise it is a chart
				x.sheets = append(x.sheets, s)
			}
		}
		return nil
	})
}

// readStrings reads the texts that cells share.
func (x *xlsx) readStrings(part string) error {
	return x.elements(part, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		if len(x.strings) >= x.lim.cells {
			return tooMuch("has more than", int64(x.lim.cells), "texts", "max-cells")
		}
		s, err := richText(d)
		x.strings = append(x.strings, s)
		return err
	})
}

// richText reads an element to its end and returns the text in it, without the readings of
// Japanese words.
func richText(d *xml.Decoder) (string, error) {
	var b strings.Builder
	for depth, skip, inText := 1, 0, false; depth > 0; {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			if t.Name.Local == "rPh" && skip == 0 {
				skip = depth
			}
			inText = t.Name.Local == "t" && skip == 0
		case xml.EndElement:
			if depth == skip {
				skip = 0
			}
			depth--
			inText = false
		case xml.CharData:
			if inText {
				b.Write(t)
			}
		}
	}
	return unescape(b.String()), nil
}

// unescape decodes the characters that XML cannot have, which are written as _x000D_.
func unescape(s string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "_x")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		if code, err := strconv.ParseUint(rest[:min(4, len(rest))], 16, 16); err == nil && len(rest) > 4 && rest[4] == '_' {
			b.WriteRune(rune(code))
			s = rest[5:]
			continue
		}
		b.WriteString("_x")
		s = rest
	}
}

// readStyles finds the styles whose number format is one of days.
func (x *xlsx) readStyles(part string) error {
	formats := make(map[string]string)
	inCells, styles := false, 0
	return x.elements(part, func(_ *xml.Decoder, e xml.StartElement) error {
		if styles++; styles > x.lim.styles {
			return tooMuch("has more than", int64(x.lim.styles), "elements of styles", "max-styles")
		}
		switch e.Name.Local {
		case "numFmt":
			formats[attribute(e, "numFmtId")] = attribute(e, "formatCode")
		case "cellXfs":
			inCells = true
		case "cellStyleXfs", "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if inCells {
				id := attribute(e, "numFmtId")
				x.days = append(x.days, isDayFormat(id, formats[id]))
			}
		}
		return nil
	})
}

// isDayFormat reports whether a number format shows numbers as days.
func isDayFormat(id, custom string) bool {
	if custom != "" {
		custom = strings.ToLower(custom)
		return strings.Contains(custom, "yy") && strings.Contains(custom, "m")
	}
	switch id {
	case "14", "15", "16", "17", "22":
		return true
	}
	return false
}

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
