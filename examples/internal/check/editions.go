package check

import (
	"errors"
	"io/fs"
	"os"

	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// editions are the rubrics that a file may go with.
type editions struct {
	forced *rubric.Rubric            // the first that -rubric named, or nil
	files  map[string]*rubric.Rubric // among the files to check, by id@edition
	known  cli.Rubrics               // the others, with the translations

	records, drafts int // of the last file
}

func newEditions(flags *cli.RubricFlags, files []string) (*editions, error) {
	e := &editions{files: make(map[string]*rubric.Rubric)}
	for _, name := range flags.Rubrics {
		if err := e.known.AddRubric(name); err != nil {
			return nil, err
		}
	}
	e.forced = e.known.First()
	for _, file := range files {
		// What cannot be read or loaded is reported when the file's turn comes.
		if r, err := rubric.LoadFS(rootFS{}, file, nil); err == nil {
			e.files[r.Ref().String()] = r
		}
	}
	for _, file := range flags.Overlays {
		// A file with problems is checked like the others.
		_ = e.known.AddOverlay(file)
	}
	return e, nil
}

// rootFS opens files by their names on the command line, which need not be below
// one directory.
type rootFS struct{}

func (rootFS) Open(name string) (fs.File, error) {
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(err, fs.ErrInvalid)
	}
	return os.Open(name)
}

// named returns the rubric that a document names under a key. If that is not
// available, it returns a problem. A document that names nothing is checked against
// the newest embedded edition, which reports the missing key.
func (e *editions) named(file, key string, data []byte) (*rubric.Rubric, problem.List) {
	if e.forced != nil && key == "rubric" {
		return e.forced, nil
	}
	found := cli.Named(key, data)
	for _, m := range found {
		if r := e.edition(string(data[m[0]:m[1]])); r != nil {
			return r, nil
		}
	}
	if len(found) == 0 {
		return cei.Latest(), nil
	}
	m := found[0]
	return nil, problem.List{{
		Pos: place(file, data, m[0]), Path: key, Code: problem.UnknownEdition,
		Msg:  "there is no edition " + string(data[m[0]:m[1]]) + " to check against",
		Hint: "name its file on the command line too",
	}}
}

func (e *editions) edition(ref string) *rubric.Rubric {
	if r, ok := e.files[ref]; ok && (e.forced == nil || e.forced.Ref().String() != ref) {
		return r
	}
	return e.known.Find(ref)
}

// place returns the position of an offset.
func place(file string, data []byte, offset int) problem.Pos {
	line, column := 1, 1
	for _, c := range string(data[:offset]) {
		if column++; c == '\n' {
			line, column = line+1, 1
		}
	}
	return problem.Pos{File: file, Line: line, Column: column}
}
