package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// hostileWorkbook is a workbook that is small and takes long to read without limits.
type hostileWorkbook struct {
	name          string
	texts, rows   string // a part that is repeated
	nTexts, nRows int
}

// hostileWorkbooks prints rows of the table for workbooks, which a program reads.
func hostileWorkbooks(program string, most float64) error {
	dir, err := os.MkdirTemp("", "waymark-hostile")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	const row = `<row><c r="%s1"><v>1</v></c></row>`
	for _, b := range []hostileWorkbook{
		{"a workbook of ten million texts", "<si><t>aaaaaaaa</t></si>", "", 10_000_000, 0},
		{"a workbook of a million empty rows", "", "<row/>", 0, 1_000_000},
		{"a workbook of 10,000 rows of 4,000 columns", "", fmt.Sprintf(row, "EVA"), 0, 10_000},
	} {
		file := filepath.Join(dir, "x.xlsx")
		if err := b.write(file); err != nil {
			return err
		}
		info, err := os.Stat(file)
		if err != nil {
			return err
		}
		var cells []string
		for _, flags := range [][]string{
			{"-max-bytes=1099511627776", "-max-unpacked=1099511627776", "-max-ratio=1000000000", "-max-rows=1048576", "-max-columns=16384", "-max-cells=2000000000", "-timeout=1h"},
			nil,
		} {
			r, err := officeProcess(program, append(flags, "-csv", file), most)
			if err != nil {
				return err
			}
			cells = append(cells, r.cell(most))
		}
		fmt.Printf("| %s | %s | %s | – | %s |\n", b.name, sizeText(int(info.Size())), cells[0], cells[1])
	}
	return nil
}

// write writes the workbook.
func (b hostileWorkbook) write(file string) error {
	const relations = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	const relation = `<Relationship Id="%s" Type="` + relations + `/%s" Target="%s"/>`
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	part := func(name, before, repeated string, n int, after string) error {
		w, err := z.Create(name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, before); err != nil {
			return err
		}
		block := strings.Repeat(repeated, 1000)
		for range n / 1000 {
			if _, err := io.WriteString(w, block); err != nil {
				return err
			}
		}
		_, err = io.WriteString(w, after)
		return err
	}
	return errors.Join(
		part("_rels/.rels", "<Relationships>"+fmt.Sprintf(relation, "a", "officeDocument", "xl/workbook.xml"), "", 0, "</Relationships>"),
		part("xl/workbook.xml", `<workbook xmlns:r="`+relations+`"><sheets><sheet name="One" sheetId="1" r:id="s"/></sheets>`, "", 0, "</workbook>"),
		part("xl/_rels/workbook.xml.rels", "<Relationships>"+fmt.Sprintf(relation, "s", "worksheet", "sheet.xml")+
			fmt.Sprintf(relation, "t", "sharedStrings", "texts.xml"), "", 0, "</Relationships>"),
		part("xl/texts.xml", "<sst>", b.texts, b.nTexts, "</sst>"),
		part("xl/sheet.xml", "<worksheet><sheetData>", b.rows, b.nRows, "</sheetData></worksheet>"),
		z.Close(),
		os.WriteFile(file, out.Bytes(), 0o666),
	)
}

// officeProcess runs a program, which may fail because of its input.
func officeProcess(program string, args []string, most float64) (r hostileResult, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(10*most)*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", append([]string{"-c", fmt.Sprintf(`ulimit -t %.0f; exec "$0" "$@"`, most), program}, args...)...)
	cmd.Stdout = io.Discard
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		return r, err
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return r, errors.New("the system does not measure processes")
	}
	r.Seconds = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	r.Memory = megabytes(usage.Maxrss << 10)
	r.Stopped = r.Seconds >= most-1
	return r, nil
}
