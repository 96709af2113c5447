package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric"
)

// File is a file to write, its name relative to a directory and with slashes.
type File struct {
	Name string
	Data []byte
}

// Forms returns the forms of a rubric and of its translations: beside the response schema its
// UI schema, and the response and UI schema of each translation, all named
// response-ID-EDITION; under forms the forms of package assess/form, with what each of them
// loses in ID-EDITION.losses.json. A rubric whose last change is not known has no CASE files.
func Forms(r *rubric.Rubric, translations []*rubric.Rubric) ([]File, error) {
	name := r.ID() + "-" + r.Edition()
	files := []File{{"response-" + name + ".ui.json", schema.UI(r)}}
	for _, local := range translations {
		language := local.Language()
		files = append(files,
			File{"response-" + name + "." + language + ".schema.json", schema.Response(local)},
			File{"response-" + name + "." + language + ".ui.json", schema.UI(local)},
		)
	}
	forms, err := collectors(r, translations)
	if err != nil {
		return nil, fmt.Errorf("forms of %s: %w", r.Ref(), err)
	}
	for _, f := range forms {
		files = append(files, File{"forms/" + name + "." + f.Name, f.Data})
	}
	return indentJSON(files)
}

// HasCASE reports whether a rubric can be written as CASE, which needs a day of the last
// change: the date of the rubric, or a year at the start of its edition.
func HasCASE(r *rubric.Rubric) bool {
	if r.Date() != "" {
		return true
	}
	_, err := time.Parse("2006", r.Edition()[:min(4, len(r.Edition()))])
	return err == nil
}

// collectors returns the forms for other tools.
func collectors(r *rubric.Rubric, translations []*rubric.Rubric) ([]File, error) {
	opt := &form.Options{Translations: translations}
	losses := make(map[string][]form.Omission)
	survey, lost, err := form.SurveyJS(r, opt)
	if err != nil {
		return nil, err
	}
	losses["surveyjs"] = lost
	files := []File{{"surveyjs.json", survey}}
	if HasCASE(r) {
		doc, lost, err := form.CASE(r, nil)
		if err != nil {
			return nil, err
		}
		losses["case"] = lost
		files = append(files, File{"case.json", doc})
		if doc, lost, err = form.CASEPackage(r, nil); err != nil {
			return nil, err
		}
		losses["case-package"] = lost
		files = append(files, File{"case-package.json", doc})
	}
	sheet, err := form.EmptySheet(r, nil)
	if err != nil {
		return nil, err
	}
	files = append(files, File{"responses.csv", sheet})
	book, lost, err := form.XLSForm(r, opt)
	if err != nil {
		return nil, err
	}
	losses["xlsform"] = lost
	for _, s := range []struct {
		name string
		rows form.Sheet
	}{{"survey", book.Survey}, {"choices", book.Choices}, {"settings", book.Settings}} {
		data, err := s.rows.CSV()
		if err != nil {
			return nil, err
		}
		files = append(files, File{"xlsform-" + s.name + ".csv", data})
	}
	report, err := json.Marshal(losses)
	if err != nil {
		return nil, err
	}
	return append(files, File{"losses.json", report}), nil
}

// indentJSON spreads the JSON among files over lines.
func indentJSON(files []File) ([]File, error) {
	for i, f := range files {
		if !json.Valid(f.Data) {
			continue
		}
		var b bytes.Buffer
		if err := json.Indent(&b, f.Data, "", "  "); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		b.WriteByte('\n')
		files[i].Data = b.Bytes()
	}
	return files, nil
}
