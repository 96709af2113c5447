package form

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/internal/sheet"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// AnswerOptions controls how results are read. nil is the same as the zero value.
type AnswerOptions struct {
	// IDPrefix and the number of the result, from 1, are the id of a result without one.
	// The default is "result-". Use a different prefix for each file.
	IDPrefix string
	// Ignore lists the names of values to skip, such as those of questions that were added
	// to the form.
	Ignore []string
	// Translations are the rubric in other languages ([rubric.Rubric.Localize]). Their titles
	// are recognized too, as results have them that are exported as display texts.
	Translations []*rubric.Rubric
	// Mapping says what the names of values mean, as it does for the headers of a sheet, what
	// texts and numbers mean, and which results do not count. A row of a matrix has the name
	// MATRIX.ROW. What it says of sheets only (header, delimiter, encoding, repeats) is an error.
	Mapping *assess.Mapping
	// Report, if it is not nil, gets what was ignored and not counted. A value whose name
	// resembles nothing in the rubric is then ignored instead of refused.
	Report *assess.Report
	// Limits bounds the work behind a file of results. Bytes is 64 MiB by default, because the
	// file is held in memory; the other defaults are those of [assess.InputLimits]. Ratio does
	// not apply, because the reader does not decompress. For uploads use
	// assess.UploadLimits().Input.
	Limits assess.InputLimits
	// Context ends the reading with its error, once it is done. Nil means that nothing does.
	Context context.Context
}

// SurveyJSAnswers reads the results of a form from [SurveyJS]: a JSON array of results, one
// result on each line (NDJSON), or a single result. A result is the survey's data, or an
// envelope of the service that stores it, with the data or their JSON under data, Data, Json,
// json, result or surveyResult. It may also have an id, a language and draft: true, which the
// program that stores it adds. A result with draft: true is one that was saved before it was
// complete; it gives a draft. Names and values may be display texts: titles of competencies,
// stages and constituencies, in the language of the rubric and of the translations.
//
// SurveyJSAnswers yields either a response or a [problem.List] for every result. The
// problems have lines and columns, and paths within the result. A value that belongs to no
// question is a problem unless opt ignores it. Evidence or a note without a rating is a
// problem too, except in a draft. In NDJSON, a line that is not JSON is one refused result. Any other file
// that is not JSON is one problem.List for all results. Any other error comes from in, is an
// [assess.InputLimitError], or means that r is nil. It is the last one.
func SurveyJSAnswers(r *rubric.Rubric, name string, in io.Reader, opt *AnswerOptions) iter.Seq2[*assess.Response, error] {
	s := surveyReader{rubric: r, name: name}
	if opt != nil {
		s.opt = *opt
	}
	if s.opt.IDPrefix == "" {
		s.opt.IDPrefix = "result-"
	}
	s.limits = newAnswerLimits(s.opt.Limits, s.opt.Context)
	return func(yield func(*assess.Response, error) bool) {
		err := cmp.Or(given.Rubric("form.SurveyJSAnswers", "r", r), given.NotNil("form.SurveyJSAnswers", "in", in == nil))
		err = cmp.Or(err, s.limits.check())
		if err == nil {
			err = s.useOptions()
		}
		if err != nil {
			yield(nil, err)
			return
		}
		data, err := s.limits.readAll(in)
		if err != nil {
			yield(nil, fmt.Errorf("read %s: %w", problem.FileName(name), err))
			return
		}
		yield = s.limits.bound(name, yield)
		if onLines(data) {
			s.readLines(data, yield)
		} else {
			s.readWhole(data, yield)
		}
	}
}

// onLines reports whether data is a result on each line rather than one JSON value.
func onLines(data []byte) bool {
	first, rest, _ := bytes.Cut(bytes.TrimSpace(data), []byte("\n"))
	first = bytes.TrimSpace(source.TrimByteOrderMark(first))
	return len(rest) > 0 && bytes.HasPrefix(first, []byte("{")) && bytes.HasSuffix(first, []byte("}")) && !json.Valid(data)
}

// readLines reads a result on each line.
func (s *surveyReader) readLines(data []byte, yield func(*assess.Response, error) bool) {
	n := 0
	for line := range bytes.Lines(data) {
		if len(bytes.TrimSpace(line)) > 0 {
			n++
			root, problems := s.parse(line)
			s.start(root)
			s.addFromParser(problems)
			if !s.yield(n, root, yield) {
				return
			}
		}
		s.lines++
	}
}

// readWhole reads an array of results, or one.
func (s *surveyReader) readWhole(data []byte, yield func(*assess.Response, error) bool) {
	root, problems := s.parse(data)
	problems.Sort()
	root = unwrapResults(root)
	results := []*source.Node{root}
	if root != nil && root.Kind == source.List {
		results = root.Items
	}
	for i, result := range results {
		own := problems
		if i+1 < len(results) {
			own, problems = before(problems, results[i+1].Pos)
		}
		s.start(result)
		s.addFromParser(own)
		if !s.yield(i+1, result, yield) {
			return
		}
	}
}

// unwrapResults returns the results in the envelope of SurveyJS's service, or the value
// itself.
func unwrapResults(root *source.Node) *source.Node {
	for _, key := range [...]string{"data", "Data", "results", "Results"} {
		if list := root.Get(key); list != nil && list.Kind == source.List {
			return list
		}
	}
	return root
}

// parse parses JSON after the lines that were read. The tree is nil if it is not JSON.
func (s *surveyReader) parse(data []byte) (*source.Node, problem.List) {
	start := problem.Pos{File: s.name, Line: 1 + s.lines, Column: 1}
	return new(source.Parser).ParseJSON(start, data, s.limits.source())
}

// surveyReader reads results, one after another.
type surveyReader struct {
	rubric *rubric.Rubric
	name   string
	opt    AnswerOptions
	limits answerLimits
	lines  int // before what is parsed

	values   *sheet.Values
	document assess.ResponseDocument
	skipped  string           // why the result does not count, "" if it does
	places   map[string]place // by the path in the document
	problems problem.List
}

// place is the position and path in the result of a value of the document.
type place struct {
	pos  problem.Pos
	path string
}

// before splits sorted problems at a position.
func before(problems problem.List, pos problem.Pos) (earlier, later problem.List) {
	n := slices.IndexFunc(problems, func(p problem.Problem) bool {
		return p.Pos.Line > pos.Line || p.Pos.Line == pos.Line && p.Pos.Column >= pos.Column
	})
	if n < 0 {
		return problems, nil
	}
	return problems[:n], problems[n:]
}

func (s *surveyReader) start(result *source.Node) {
	s.document = assess.ResponseDocument{Ratings: make(map[string]assess.RatingEntry)}
	s.places = make(map[string]place)
	if result != nil {
		s.places[""] = place{result.Pos, ""}
	}
	s.problems, s.skipped = nil, ""
}

// addFromParser adds problems whose paths may begin with the index of the result.
func (s *surveyReader) addFromParser(problems problem.List) {
	for _, i := range problems {
		path := i.Path
		if strings.HasPrefix(path, "[") { // of the result among the others
			_, path, _ = strings.Cut(path, "].")
		}
		s.add(i.Pos, path, i.Code, i.Msg, i.Hint)
	}
}

func (s *surveyReader) add(at problem.Pos, path string, code problem.Code, msg, hint string) {
	s.problems.Add(problem.Problem{Pos: at, Path: path, Code: code, Msg: msg, Hint: hint})
}

// read returns the response of the nth result. result is nil if it is not JSON.
func (s *surveyReader) read(n int, result *source.Node) (*assess.Response, error) {
	if result == nil {
		return nil, s.problems.Err()
	}
	if result = s.unquote(result); result.Kind != source.Map {
		s.add(result.Pos, "", problem.WrongType, "expected a result, found "+result.Kind.String(), "")
		return nil, s.problems.Err()
	}
	result = s.unwrap(result)
	for _, f := range result.Fields {
		s.field(f)
	}
	s.addConstants()
	s.checkRemarks()
	if s.document.ID == "" {
		s.document.ID = s.opt.IDPrefix + strconv.Itoa(n)
	}
	p, err := assess.NewResponse(s.rubric, s.document)
	if found, ok := problem.Of(err); ok {
		for _, problem := range found {
			at := s.placeOf(problem.Path)
			s.add(at.pos, at.path, problem.Code, problem.Msg, problem.Hint)
		}
	} else if err != nil {
		return nil, err
	}
	s.problems.Sort()
	if err := s.problems.Err(); err != nil {
		return nil, err
	}
	return p, nil
}

// placeOf returns the place in the result of the value at a path in the document, or of the
// innermost enclosing value that has one.
func (s *surveyReader) placeOf(path string) place {
	for {
		if at, ok := s.places[path]; ok {
			return at
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
}

// draft reads whether the result is a draft.
func (s *surveyReader) draft(f source.Field) {
	if f.Value.Kind != source.Bool {
		s.add(f.Value.Pos, f.Key, problem.WrongType, "expected true or false, found "+f.Value.Kind.String(), "")
		return
	}
	s.document.Draft = f.Value.Text == "true"
}

func (s *surveyReader) competency(id string) bool {
	_, ok := s.rubric.Competency(id)
	return ok
}

// text reads a text; target is its path in the document.
func (s *surveyReader) text(f source.Field, target, path string) string {
	s.places[target] = place{f.Value.Pos, path}
	if f.Value.Kind == source.Null {
		return ""
	}
	if f.Value.Kind != source.String {
		s.add(f.Value.Pos, path, problem.WrongType, "expected text, found "+f.Value.Kind.String(), "")
		return ""
	}
	return f.Value.Text
}

// checkRemarks removes competencies without an answer, and reports evidence and notes on
// competencies without a rating unless the result is a draft.
func (s *surveyReader) checkRemarks() {
	for c := range s.rubric.Competencies() {
		entry, ok := s.document.Ratings[c.ID()]
		if !ok || entry.Stage != "" {
			continue
		}
		hasRemark := len(entry.Evidence) > 0 || entry.Note != ""
		if hasRemark && s.document.Draft {
			continue
		}
		delete(s.document.Ratings, c.ID())
		if !hasRemark {
			continue
		}
		for _, field := range []string{"evidence", "note"} {
			if at, ok := s.places["ratings."+c.ID()+"."+field]; ok {
				s.add(at.pos, at.path, problem.NoteWithoutRating, "a remark on "+c.ID()+" without a rating", "rate the competency or remove the remark")
				break
			}
		}
	}
}
