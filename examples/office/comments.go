package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// readComments reads a file of comments that somebody has reviewed: a sheet or a document, by the ending
// of its name.
func readComments(r *rubric.Rubric, name string) (*assess.Comments, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if strings.EqualFold(filepath.Ext(name), ".csv") {
		return assess.LoadCommentSheet(r, name, data, nil)
	}
	return assess.LoadComments(r, name, data, nil)
}
