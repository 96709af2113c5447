package main

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
)

// xlsx reads the parts of a workbook that a table needs, in the order in which they are written.
type xlsx struct {
	ctx     context.Context
	lim     workbookLimits
	parts   map[string]*zip.File
	strings []string
	days    []bool // by style of cells, whether the number format shows days
	date04  bool   // days count from 1904
	sheets  []xlsxSheet
}

// xlsxSheet is an entry of the list of sheets.
type xlsxSheet struct {
	name, part string
	hidden     bool
}

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

// addParts adds the parts of an archive. It trusts the sizes that the archive states, because package
// zip returns an error for a part that is longer.
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

// readStyles finds the styles whose number format shows days.
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
