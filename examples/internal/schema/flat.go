package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/assess/schema/flat"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric/problem"
)

// convert writes the usual form of the flat document in a file, or with flatten the flat form of
// a usual one, and on stderr which keys the flat form lacks.
func convert(flags *cli.RubricFlags, file string, flatten bool, stdout, stderr io.Writer) error {
	known, err := flags.Load()
	if err != nil {
		return err
	}
	in, err := cli.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, maxDocument+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", problem.FileName(file), err)
	}
	s, err := flatSchema(known, file, data)
	if err != nil {
		return err
	}
	var converted json.RawMessage
	var omitted []string
	if flatten {
		converted, omitted, err = s.Flatten(data)
	} else {
		converted, err = s.Restore(data)
	}
	if err != nil {
		return named(file, err)
	}
	for _, key := range omitted {
		fmt.Fprintln(stderr, "not in the flat form:", key)
	}
	if converted, err = indent(converted); err != nil {
		return err
	}
	_, err = stdout.Write(converted)
	return err
}

// maxDocument is more than the bytes that a flat schema reads, which refuses what is cut off.
const maxDocument = 64 << 20

// flatSchema returns the flat schema of the document whose format and rubric data names.
func flatSchema(known *cli.Rubrics, file string, data []byte) (*flat.Schema, error) {
	var document struct{ Format, Rubric string }
	if head := bytes.TrimPrefix(data, []byte("\ufeff")); !json.Valid(head) {
		document.Format = rubricFormat // whose schema reports the mistake, as any other would
	} else if err := json.Unmarshal(head, &document); err != nil {
		document.Format = "" // which is not a text, or the document is not an object
	}
	static := map[string]func() json.RawMessage{
		rubricFormat: schema.Rubric, "overlay/1": schema.Overlay, "crosswalk/1": schema.Crosswalk, "companion/1": schema.Companion,
		"consensus/1": schema.Consensus, "mapping/1": schema.Mapping, "comments/1": schema.Comments,
	}
	if of := static[document.Format]; of != nil {
		return flat.New(of())
	}
	if document.Format != assess.ResponseFormat {
		return nil, problem.List{{
			Pos: problem.Pos{File: file, Line: 1, Column: 1}, Path: "format", Code: problem.UnknownFormat,
			Msg: "the document has no format that has a flat form", Hint: `write "format": "response/1", or that of another document`,
		}}
	}
	r := known.Find(document.Rubric)
	if r == nil {
		return nil, fmt.Errorf("%s names the rubric %q, which is not known: name its file with -rubric", problem.FileName(file), document.Rubric)
	}
	return flat.New(schema.Response(r))
}

const rubricFormat = "rubric/1"

// named returns problems with the name of the file in their positions.
func named(file string, err error) error {
	list, ok := problem.Of(err)
	if !ok {
		return fmt.Errorf("%s: %w", problem.FileName(file), err)
	}
	list = slices.Clone(list)
	for i := range list {
		list[i].Pos.File = file
	}
	return list
}
