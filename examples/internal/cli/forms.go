package cli

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// File is a file to write, its name relative to a directory and with slashes.
type File struct {
	Name string
	Data []byte
}

// Languages returns the languages that a rubric is available in: its own and those
// of its embedded translations.
func Languages(r *rubric.Rubric) []string {
	list := []string{r.Language()}
	if embedded, err := cei.Edition(r.Edition()); err == nil && embedded == r {
		list = append(list, cei.Languages(r.Edition())...)
	}
	return list
}

// Forms returns the forms of a rubric, in all languages that it is available in:
// beside the response schema its UI schema, and the response and UI schema of each
// translation, all named response-ID-EDITION; under forms the forms of package
// assess/form, with what each of them loses in ID-EDITION.losses.json.
func Forms(r *rubric.Rubric) ([]File, error) {
	name := r.ID() + "-" + r.Edition()
	files := []File{{"response-" + name + ".ui.json", schema.UI(r)}}
	var translations []*rubric.Rubric
	for _, language := range Languages(r)[1:] {
		local, err := Localize(r, language)
		if err != nil {
			return nil, err
		}
		translations = append(translations, local)
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

// collectors returns the forms for other tools.
func collectors(r *rubric.Rubric, translations []*rubric.Rubric) ([]File, error) {
	opt := &form.Options{Translations: translations}
	losses := make(map[string][]form.Omission)
	survey, lost, err := form.SurveyJS(r, opt)
	if err != nil {
		return nil, err
	}
	losses["surveyjs"] = lost
	doc, lost, err := form.CASE(r, nil)
	if err != nil {
		return nil, err
	}
	losses["case"] = lost
	sheet, err := form.EmptySheet(r, nil)
	if err != nil {
		return nil, err
	}
	files := []File{{"surveyjs.json", survey}, {"case.json", doc}, {"responses.csv", sheet}}
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
