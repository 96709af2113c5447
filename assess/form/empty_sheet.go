package form

import (
	"bytes"
	"encoding/csv"
	"fmt"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
)

// EmptySheetOptions selects the columns of a sheet. nil is the same as the zero value.
type EmptySheetOptions struct {
	// Remarks adds a column for evidence and one for a note after each competency.
	Remarks bool
}

// EmptySheet returns a sheet with one row, the headers that [assess.CSV] reads. Each response is a
// further row. The headers of competencies are their labels in the rubric's language, those of
// background questions are titles. They are ids if the reader could not distinguish the
// titles. It returns an error if r is nil.
func EmptySheet(r *rubric.Rubric, opt *EmptySheetOptions) ([]byte, error) {
	if err := given.Rubric("form.EmptySheet", "r", r); err != nil {
		return nil, err
	}
	if opt == nil {
		opt = &EmptySheetOptions{}
	}
	titled := headers(r, opt, true, (*rubric.Competency).Label)
	data, err := sheetOf(titled)
	if err != nil || readable(r, data) {
		return data, err
	}
	return sheetOf(headers(r, opt, false, (*rubric.Competency).ID))
}

func headers(r *rubric.Rubric, opt *EmptySheetOptions, titles bool, name func(*rubric.Competency) string) []string {
	row := []string{"id", "organization"}
	for range r.Constituencies() {
		row = append(row, "constituency")
		break
	}
	row = append(append(row, backgroundHeaders(r, titles)...), "date", "language")
	for c := range r.Competencies() {
		row = append(row, name(c))
		if opt.Remarks {
			row = append(row, name(c)+" - evidence", name(c)+" - note")
		}
	}
	return row
}

func sheetOf(header []string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write(header); err != nil {
		return nil, fmt.Errorf("write sheet: %w", err)
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// readable reports whether the reader accepts the headers.
func readable(r *rubric.Rubric, data []byte) bool {
	for _, err := range assess.CSV(r, "", bytes.NewReader(data), nil) {
		if err != nil {
			return false
		}
	}
	return true
}
