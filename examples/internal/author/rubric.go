package author

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/author"
	"github.com/waymark-go/waymark/rubric/problem"
)

// input is what a rubric is made from.
type input struct {
	file         string
	document     rubric.EditionDocument // the settings of the flags
	highestFirst bool
	base         *rubric.Rubric
	caseRubric   string
}

// formats are the kinds of input by name. The functions return the rubric and what was not read.
func formats() map[string]func(input) (*rubric.Rubric, []string, error) {
	return map[string]func(input) (*rubric.Rubric, []string, error){
		"sheet": fromSheet, "case": fromCASE, "fhir": fromFHIR, "samm": fromSAMM, "dsomm": fromDSOMM,
	}
}

func makeRubric(c *command, args []string) error {
	var in input
	d := &in.document
	format := c.String("from", "", "`kind` of the input: sheet, case, fhir, samm or dsomm (default by its name and content)")
	c.StringVar(&d.ID, "id", "", "`id` of the rubric (default made from its title)")
	c.StringVar(&d.Edition, "edition", "", "`edition` of the rubric, such as 2026.1")
	c.StringVar(&d.Title.Text, "title", "", "`title` of the rubric")
	c.StringVar(&d.Language, "language", "", "`code` of the language of the texts, such as en")
	c.StringVar(&d.Date, "date", "", "`day` of the last change, YYYY-MM-DD")
	c.StringVar(&d.Notice.Text, "notice", "", "`text` that says who owns the wording and why it may be reproduced")
	stages := c.String("stages", "", "`titles` of the stages, lowest first, with commas between them")
	c.BoolVar(&in.highestFirst, "highest-first", false, "the columns of the stages in a sheet begin with the highest")
	base := c.String("base", "", "rubric `file` that a sheet was made from, to keep what the sheet does not have")
	c.StringVar(&in.caseRubric, "case-rubric", "", "`title` of the CFRubric to read, if there are several")
	files, err := c.parse(args, 1)
	if err != nil {
		return err
	}
	in.file = files[0]
	for title := range strings.SplitSeq(*stages, ",") {
		if title = strings.TrimSpace(title); title != "" {
			d.Spectrum.Stages = append(d.Spectrum.Stages, rubric.StageEntry{Title: rubric.TextEntry{Text: title}})
		}
	}
	if *base != "" {
		if in.base, err = cli.Rubric(*base); err != nil {
			return err
		}
	}
	if *format == "" {
		if *format, err = guess(in.file); err != nil {
			return err
		}
	}
	read, ok := formats()[*format]
	if !ok {
		return fmt.Errorf("-from %s: the kinds are sheet, case, fhir, samm and dsomm", problem.FileName(*format))
	}
	r, omitted, err := read(in)
	if err != nil {
		return err
	}
	for _, o := range omitted {
		fmt.Fprintln(c.stderr, "not read:", o)
	}
	fmt.Fprintf(c.stderr, "%s: %d competencies on the stages %s (lowest first)\n", r.Ref(), r.CompetencyCount(), strings.Join(stageTitles(r), ", "))
	return c.write(func(w io.Writer) error { return author.WriteRubric(w, r) })
}

func stageTitles(r *rubric.Rubric) []string {
	var titles []string
	for s := range r.Spectrum().Stages() {
		titles = append(titles, s.Title())
	}
	return titles
}

// guess returns the kind of a file.
func guess(file string) (string, error) {
	info, err := os.Stat(file)
	if err != nil {
		return "", err
	}
	if info.IsDir() {
		return "samm", nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	switch ext := strings.ToLower(filepath.Ext(file)); {
	case ext == ".xlsx" || ext == ".xls" || ext == ".ods":
		return "", errors.New("save the workbook as CSV first, or convert it with go -C examples/office run . -csv")
	case bytes.Contains(data, []byte(`"Questionnaire"`)):
		return "fhir", nil
	case ext == ".json":
		return "case", nil
	case ext == ".yaml" || ext == ".yml":
		return "dsomm", nil
	}
	return "sheet", nil
}

func fromSheet(in input) (*rubric.Rubric, []string, error) {
	data, err := os.ReadFile(in.file)
	if err != nil {
		return nil, nil, err
	}
	r, err := author.ReadSheet(in.file, data, &author.SheetOptions{Document: in.document, HighestFirst: in.highestFirst, Base: in.base})
	return r, nil, err
}

func fromCASE(in input) (*rubric.Rubric, []string, error) {
	data, err := os.ReadFile(in.file)
	if err != nil {
		return nil, nil, err
	}
	return author.ReadCASE(in.file, data, &author.CASEOptions{Document: in.document, Rubric: in.caseRubric})
}
