package cli

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// ReadComments reads a file of comments that somebody has reviewed: a sheet if [IsSheet] reports so,
// otherwise a document.
func ReadComments(r *rubric.Rubric, name string) (*assess.Comments, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if IsSheet(name) {
		return assess.LoadCommentSheet(r, name, data, nil)
	}
	return assess.LoadComments(r, name, data, nil)
}

// IsSheet reports whether a file is a sheet by the ending of its name, .csv or .tsv.
func IsSheet(name string) bool {
	ending := strings.ToLower(filepath.Ext(name))
	return ending == ".csv" || ending == ".tsv"
}
