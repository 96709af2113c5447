package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
)

func main() { os.Exit(run(os.Args[1:], os.Stderr)) }

func run(args []string, stderr io.Writer) int {
	fs := flag.NewFlagSet("xlsform", flag.ContinueOnError)
	fs.SetOutput(stderr)
	var rubrics cli.RubricFlags
	rubrics.Register(fs, "the newest embedded edition")
	languages := fs.String("lang", "", "`codes` of further languages, with commas between them (default those of -overlay)")
	out := fs.String("out", "form.xlsx", "`file` to write")
	if err := cli.ParseFlags(fs, args); err != nil {
		return 2
	}
	known, err := rubrics.Load()
	if err != nil {
		cli.PrintError(stderr, fmt.Errorf("xlsform: %w", err))
		return 1
	}
	r := known.FirstOrLatest()
	chosen := strings.FieldsFunc(*languages, func(c rune) bool { return c == ',' })
	if *languages == "" && len(rubrics.Overlays) > 0 {
		chosen = known.Languages(r)[1:]
	}
	opt := &form.Options{}
	for _, language := range chosen {
		local, notes, err := known.Localize(r, language)
		if err != nil {
			cli.PrintError(stderr, fmt.Errorf("xlsform: %w", err))
			return 1
		}
		for _, note := range notes {
			fmt.Fprintln(stderr, note)
		}
		opt.Translations = append(opt.Translations, local)
	}
	losses, err := write(r, opt, *out)
	if err != nil {
		cli.PrintError(stderr, fmt.Errorf("xlsform: %w", err))
		return 1
	}
	for _, l := range losses {
		fmt.Fprintf(stderr, "not carried: %s: %s %s\n", l.Reason, l.Note, summary(l.Where))
	}
	return 0
}

// summary names a few of many.
func summary(where []string) string {
	if len(where) > 5 {
		return fmt.Sprintf("(%s and %d more)", strings.Join(where[:5], ", "), len(where)-5)
	}
	return "(" + strings.Join(where, ", ") + ")"
}

func write(r *rubric.Rubric, opt *form.Options, file string) ([]form.Omission, error) {
	book, losses, err := form.XLSForm(r, opt)
	if err != nil {
		return nil, err
	}
	return losses, save(book, file)
}

// save writes a workbook with the sheets under the names that XLSForm gives them.
func save(book *form.Workbook, file string) error {
	f := excelize.NewFile()
	defer f.Close()
	for _, sheet := range []struct {
		name string
		rows form.Sheet
	}{{"survey", book.Survey}, {"choices", book.Choices}, {"settings", book.Settings}} {
		if _, err := f.NewSheet(sheet.name); err != nil {
			return fmt.Errorf("sheet %s: %w", sheet.name, err)
		}
		if err := fill(f, sheet.name, sheet.rows); err != nil {
			return fmt.Errorf("sheet %s: %w", sheet.name, err)
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil { // which every new file has
		return err
	}
	return f.SaveAs(file)
}

// fill writes rows of text: an edition such as 2023.2 is no number.
func fill(f *excelize.File, name string, rows form.Sheet) error {
	for i, row := range rows {
		for j, text := range row {
			if text == "" {
				continue
			}
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				return err
			}
			if err := f.SetCellStr(name, cell, text); err != nil {
				return err
			}
		}
	}
	return f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}
