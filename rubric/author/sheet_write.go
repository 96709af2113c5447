package author

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"

	"github.com/waymark-go/waymark/rubric"
)

//go:embed template.csv
var template string

// SheetTemplate returns a sheet in CSV form to fill in: a small rubric with remarks on every
// setting and column. [ReadSheet] reads it as it is.
func SheetTemplate() []byte { return []byte(template) }

// WriteSheet writes a rubric as a spreadsheet in CSV form that [ReadSheet] reads. omitted are
// the paths of what the sheet does not carry, without the numbers of items, such as
// prompt_sets. They stay if the sheet is read with the rubric as SheetOptions.Base.
//
// A text that a spreadsheet program would take for a formula has an apostrophe before it. It
// returns an error if r or w is nil or writing fails.
func WriteSheet(w io.Writer, r *rubric.Rubric) (omitted []string, err error) {
	if err := loaded("WriteSheet", "r", r); err != nil {
		return nil, err
	}
	if w == nil {
		return nil, errors.New("author.WriteSheet: w is nil")
	}
	doc := r.Document()
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	for _, row := range sheetRows(&doc) {
		for i := range row {
			row[i] = guarded(row[i])
		}
		if err := out.Write(row); err != nil {
			return nil, fmt.Errorf("write sheet: %w", err)
		}
	}
	out.Flush()
	back, err := ReadSheet("sheet.csv", b.Bytes(), nil)
	if err != nil {
		return nil, fmt.Errorf("write sheet: what a sheet does not carry is needed to read it: %w", err)
	}
	if omitted, err = lost(r, back); err != nil {
		return nil, err
	}
	_, err = w.Write(b.Bytes())
	return omitted, err
}

// sheetRows returns the rows of a rubric's sheet.
func sheetRows(doc *rubric.EditionDocument) [][]string {
	var rows [][]string
	for _, s := range settings() {
		for _, cells := range s.write(doc) {
			rows = append(rows, append([]string{s.name}, cells...))
		}
	}
	list := outlineRows(doc)
	all := columns()
	fields := textMaps()
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		for _, c := range doc.Constituencies {
			all = append(all, mapColumn(name, c.ID, fields[name]))
		}
	}
	shown := slices.DeleteFunc(all, func(c column) bool {
		return !c.always && !slices.ContainsFunc(list, func(r OutlineRow) bool { return c.get(&r) != "" })
	})
	rows = append(rows, []string{})
	var header []string
	for _, c := range shown {
		header = append(header, c.name)
	}
	for _, s := range doc.Spectrum.Stages {
		title := s.Title.Text
		if _, marked := stageHeader(title); marked {
			title = "stage: " + title
		} else if _, ok := columnNamed(title); ok {
			title = "stage: " + title
		}
		header = append(header, title)
	}
	rows = append(rows, header)
	for i := range list {
		first := i == 0 || list[i].Domain.ID != list[i-1].Domain.ID
		var row []string
		for _, c := range shown {
			text := c.get(&list[i])
			if c.once && !first {
				text = ""
			}
			row = append(row, text)
		}
		for _, s := range doc.Spectrum.Stages {
			row = append(row, list[i].Competency.Descriptors[s.ID].Text)
		}
		rows = append(rows, row)
	}
	return rows
}

// outlineRows returns the competencies of a document as the rows of an outline.
func outlineRows(doc *rubric.EditionDocument) []OutlineRow {
	strands := make(map[string]rubric.StrandEntry)
	for _, s := range doc.Strands {
		for _, id := range s.Domains {
			strands[id] = s
		}
	}
	var rows []OutlineRow
	for _, d := range doc.Domains {
		for _, c := range d.Competencies {
			rows = append(rows, OutlineRow{Strand: strands[d.ID], Domain: d, Competency: c})
		}
	}
	return rows
}

// lost returns the paths of a rubric's document that another one does not have, or has in
// another form.
func lost(r, back *rubric.Rubric) ([]string, error) {
	var values [2]any
	for i, x := range []*rubric.Rubric{r, back} {
		data, err := x.MarshalJSON()
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, &values[i]); err != nil {
			return nil, err
		}
	}
	paths := make(map[string]bool)
	addLost(paths, "", values[0], values[1])
	return slices.Sorted(maps.Keys(paths)), nil
}

func addLost(paths map[string]bool, path string, was, is any) {
	switch was := was.(type) {
	case map[string]any:
		object, _ := is.(map[string]any)
		for key, value := range was {
			inner := key
			if path != "" {
				inner = path + "." + key
			}
			if text, ok := is.(string); ok && key == "text" && text == value {
				continue // {text, source} has become a plain text
			}
			addLost(paths, inner, value, object[key])
		}
	case []any:
		list, _ := is.([]any)
		if len(list) != len(was) {
			paths[path] = true
			return
		}
		for i := range was {
			addLost(paths, path+"[]", was[i], list[i])
		}
	default:
		if !reflect.DeepEqual(was, is) {
			paths[path] = true
		}
	}
}
