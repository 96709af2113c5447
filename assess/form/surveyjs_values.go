package form

import (
	"fmt"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/internal/sheet"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// useOptions prepares what names and texts mean. It returns an error if an option is wrong.
func (s *surveyReader) useOptions() error {
	for i, t := range s.opt.Translations {
		if err := given.Rubric("form.SurveyJSAnswers", fmt.Sprintf("AnswerOptions.Translations[%d]", i), t); err != nil {
			return err
		}
	}
	opt, err := s.sheetOptions()
	if err != nil {
		return fmt.Errorf("AnswerOptions.Mapping: %w", err)
	}
	opt.Translations = s.opt.Translations
	if s.values, err = sheet.NewValues(s.rubric, opt); err != nil {
		return fmt.Errorf("AnswerOptions: %w", err)
	}
	return nil
}

// sheetOptions returns what the mapping says of names and texts.
func (s *surveyReader) sheetOptions() (opt sheet.Options, err error) {
	m := s.opt.Mapping
	if m == nil {
		return opt, nil
	}
	d := m.Document()
	if d.Format == "" {
		return opt, given.Made("form.SurveyJSAnswers", "AnswerOptions.Mapping", false, func() bool { return true }, "assess.LoadMapping")
	}
	if _, err := assess.NewMapping(s.rubric, d); err != nil {
		return opt, err
	}
	if d.Repeats != nil || d.Header > 0 || d.Delimiter != "" || d.Encoding != "" {
		return opt, fmt.Errorf("repeats, header, delimiter and encoding are about sheets only")
	}
	opt = sheet.Options{Words: d.Words, Ranks: d.Ranks, DateLayout: d.DateLayout}
	for _, c := range d.Columns {
		opt.Rules = append(opt.Rules, sheet.ColumnRule{Header: c.Header, Pattern: c.Pattern, Position: c.Position, Is: c.Is, Words: c.Words, Ranks: c.Ranks, DateLayout: c.DateLayout})
	}
	for _, rule := range d.Skip {
		reason := strings.TrimSpace(rule.Reason)
		if reason == "" {
			reason = "skipped"
		}
		opt.Skip = append(opt.Skip, sheet.SkipRule{Header: rule.Header, Values: rule.Values, Blank: rule.Blank, Reason: reason})
	}
	return opt, nil
}

// yield yields the nth result, unless it does not count.
func (s *surveyReader) yield(n int, result *source.Node, yield func(*assess.Response, error) bool) bool {
	p, err := s.read(n, result)
	if s.skipped != "" {
		return true
	}
	return yield(p, err)
}

// unwrap returns the data of a result that is in an envelope, or the result itself. It keeps the
// id of the envelope.
func (s *surveyReader) unwrap(result *source.Node) *source.Node {
	for _, key := range [...]string{"data", "Data", "Json", "json", "result", "surveyResult"} {
		inner := result.Get(key)
		if inner == nil {
			continue
		}
		if inner = s.unquote(inner); inner.Kind != source.Map {
			continue
		}
		for _, key := range [...]string{"id", "Id", "instanceId"} {
			if id := result.Get(key); id != nil && id.Kind == source.String && s.document.ID == "" {
				s.document.ID = id.Text
				s.places["id"] = place{id.Pos, key}
			}
		}
		return inner
	}
	return result
}

// unquote returns the value that a text has as JSON, or the value itself if it is not such a
// text. Positions in it are that of the text.
func (s *surveyReader) unquote(value *source.Node) *source.Node {
	if value.Kind != source.String || !strings.HasPrefix(strings.TrimSpace(value.Text), "{") {
		return value
	}
	root, problems := new(source.Parser).ParseJSON(value.Pos, []byte(value.Text), s.limits.source())
	s.addFromParser(problems)
	if root == nil {
		return value
	}
	return root
}

// addConstants adds what the mapping says of all results.
func (s *surveyReader) addConstants() {
	if s.opt.Mapping == nil {
		return
	}
	d, all := &s.document, s.opt.Mapping.Document()
	for _, f := range []struct {
		field *string
		value string
	}{{&d.Constituency, all.Constituency}, {&d.Organization, all.Organization}, {&d.Date, all.Date}, {&d.Language, all.Language}} {
		if *f.field == "" {
			*f.field = f.value
		}
	}
}

// field reads one value of a result.
func (s *surveyReader) field(f source.Field) {
	if reason := s.values.Skipped(f.Key, f.Value.Text); reason != "" && s.skipped == "" {
		s.skip(f, reason)
	}
	is, given, known := s.values.Name(f.Key)
	if slices.Contains(s.opt.Ignore, f.Key) {
		return
	}
	if given {
		s.meant(f, is)
		return
	}
	into := map[string]*string{
		"rubric": &s.document.Rubric, "id": &s.document.ID, "constituency": &s.document.Constituency,
		"organization": &s.document.Organization, "date": &s.document.Date, "language": &s.document.Language,
	}
	if v, ok := into[f.Key]; ok {
		*v = s.text(f, f.Key, f.Key)
		if f.Key == "constituency" {
			*v = s.constituencyID(f.Key, *v)
		}
		return
	}
	switch {
	case isSurveyMetadata(f.Key):
	case f.Key == "draft":
		s.draft(f)
	case s.background(f):
	case s.ofForm(f):
	case known && f.Value.Kind != source.Map:
		s.meant(f, is)
	case f.Value.Kind == source.Map && s.matrix(f):
	default:
		s.unknown(f)
	}
}

// isSurveyMetadata reports whether a value is one that SurveyJS or its service adds to the
// answers: when and where they were given, and the text that goes with the choice "other".
func isSurveyMetadata(key string) bool {
	switch key {
	case "HappendAt", "timeSpent", "pageNo", "locale", "sender", "instanceId", "Id", "createdAt", "ip":
		return true
	}
	return strings.HasSuffix(key, "-Comment")
}

// ofForm reads a value whose name is one that [SurveyJS] gives. It reports whether it is.
func (s *surveyReader) ofForm(f source.Field) bool {
	if id, ok := strings.CutPrefix(f.Key, surveyRatings); ok {
		if d, ok := s.rubric.Domain(id); ok {
			s.ratings(f, d)
			return true
		}
	}
	if id, ok := strings.CutPrefix(f.Key, surveyEvidence); ok && s.competency(id) {
		s.evidence(f, id)
		return true
	}
	if id, ok := strings.CutPrefix(f.Key, surveyNote); ok && s.competency(id) {
		s.note(f, id)
		return true
	}
	return false
}

func (s *surveyReader) evidence(f source.Field, id string) {
	entry := s.document.Ratings[id]
	for line := range strings.Lines(s.text(f, "ratings."+id+".evidence", f.Key)) {
		if line = strings.TrimSpace(line); line != "" {
			entry.Evidence = append(entry.Evidence, line)
		}
	}
	s.document.Ratings[id] = entry
}

func (s *surveyReader) note(f source.Field, id string) {
	entry := s.document.Ratings[id]
	entry.Note = s.text(f, "ratings."+id+".note", f.Key)
	s.document.Ratings[id] = entry
}

// meant reads a value as what its name means: a field, or a part of the data on a competency.
func (s *surveyReader) meant(f source.Field, is string) {
	d := &s.document
	switch is {
	case "ignore", "person":
	case "id":
		d.ID = s.text(f, "id", f.Key)
	case "rubric":
		d.Rubric = s.text(f, "rubric", f.Key)
	case "organization":
		d.Organization = s.text(f, "organization", f.Key)
	case "constituency":
		if id := s.values.Constituency(f.Key, f.Value.Text); f.Value.Kind == source.Number && id != "" {
			s.places["constituency"], d.Constituency = place{f.Value.Pos, f.Key}, id
			return
		}
		d.Constituency = s.constituencyID(f.Key, s.text(f, "constituency", f.Key))
	case "language":
		text := s.text(f, "language", f.Key)
		if tag := s.values.Language(f.Key, text); tag != "" {
			text = tag
		}
		d.Language = text
	case "date", "timestamp":
		if text := s.text(f, "date", f.Key); is == "date" || d.Date == "" {
			if day := s.values.Day(f.Key, text); day != "" || is == "timestamp" {
				text = day
			}
			d.Date = text
		}
	default:
		if id, ok := strings.CutPrefix(is, "background."); ok {
			s.answer(f, id)
		} else if id, ok := strings.CutSuffix(is, ".note"); ok {
			s.note(f, id)
		} else if id, ok := strings.CutSuffix(is, ".evidence"); ok {
			s.evidence(f, id)
		} else {
			s.rate(f, f.Key, f.Key, is)
		}
	}
}

// matrix reads the rows of a matrix that is not one of a domain, if each of them is a
// competency by a mapping or by its name.
func (s *surveyReader) matrix(f source.Field) bool {
	ids := make([]string, len(f.Value.Fields))
	for i, row := range f.Value.Fields {
		is, given, _ := s.values.Name(f.Key + "." + row.Key)
		if !given {
			is, _, _ = s.values.Name(row.Key)
		}
		if ids[i] = is; is != "ignore" && !s.competency(is) {
			return false
		}
	}
	for i, row := range f.Value.Fields {
		if ids[i] != "ignore" {
			s.rate(row, f.Key+"."+row.Key, source.JoinPath(f.Key, row.Key), ids[i])
		}
	}
	return len(ids) > 0
}

// rate reads the rating of a competency. Two different ratings of one contradict each other.
func (s *surveyReader) rate(f source.Field, name, path, id string) {
	target := "ratings." + id
	entry := s.document.Ratings[id]
	if first, twice := s.places[target]; twice && entry.Stage != "" {
		s.add(f.Value.Pos, path, problem.Conflict, "another value, "+source.Quote(first.path)+", has the same meaning", s.values.WayOut("ignore", name))
		return
	}
	s.places[target] = place{f.Value.Pos, path}
	text, hint := f.Value.Text, ""
	switch f.Value.Kind {
	case source.Null:
		return
	case source.String:
		if text == "" {
			return
		}
		if entry.Stage, hint = s.values.Rating(name, text); hint != "" {
			s.add(f.Value.Pos, path, problem.UnknownStage, source.Quote(text)+" is neither a stage nor a non-answer", hint)
		}
	case source.Number:
		if entry.Stage, hint = s.values.Rating(name, text); hint != "" {
			s.add(f.Value.Pos, path, problem.WrongType, "expected text, found number", hint)
		}
	default:
		s.add(f.Value.Pos, path, problem.WrongType, "expected text, found "+f.Value.Kind.String(), "")
	}
	if entry.Stage != "" {
		s.document.Ratings[id] = entry
	}
}

// ratings reads the rows of a domain's matrix.
func (s *surveyReader) ratings(f source.Field, d *rubric.Domain) {
	if f.Value.Kind != source.Map {
		s.add(f.Value.Pos, f.Key, problem.WrongType, "expected an object, found "+f.Value.Kind.String(), "")
		return
	}
	for _, row := range f.Value.Fields {
		path := source.JoinPath(f.Key, row.Key)
		c, ok := s.rubric.Competency(row.Key)
		if !ok {
			if is, _, known := s.values.Name(row.Key); known {
				c, ok = s.rubric.Competency(is)
			}
		}
		if !ok || c.Domain() != d {
			s.add(row.Pos, path, problem.UnknownCompetency, "the domain has no competency "+source.Quote(row.Key), "")
			continue
		}
		s.rate(row, f.Key+"."+row.Key, path, c.ID())
	}
}

// constituencyID returns the id of a constituency that a text means, or the text itself.
func (s *surveyReader) constituencyID(name, text string) string {
	if id := s.values.Constituency(name, text); id != "" {
		return id
	}
	return text
}

// unknown reports a value that belongs to no question.
func (s *surveyReader) unknown(f source.Field) {
	if s.problems.Full() {
		return
	}
	if near := s.values.Resembles(f.Key); s.opt.Report == nil || near != "" || f.Value.Kind == source.Map {
		hint := "if it was added to the form, ignore it (" + s.values.WayOut("ignore", f.Key) + ")"
		if near != "" {
			hint = "did you mean " + source.Quote(near) + "? If not, ignore it (" + s.values.WayOut("ignore", f.Key) + ")"
		}
		s.add(f.Pos, f.Key, problem.UnknownKey, "the form has no question "+source.Quote(f.Key), hint)
		return
	}
	s.notice(assess.Notice{Problem: problem.Problem{
		Pos: f.Pos, Path: f.Key, Code: problem.IgnoredColumn, Msg: "the value is ignored: its name is no competency and no field of a response",
	}})
}

// skip notes that the result does not count.
func (s *surveyReader) skip(f source.Field, reason string) {
	s.skipped = reason
	s.notice(assess.Notice{NotCounted: true, Count: 1, Reason: reason, Problem: problem.Problem{
		Pos: f.Pos, Path: f.Key, Code: problem.NotCounted, Msg: "not counted (" + reason + "): " + f.Key + " is " + source.Quote(f.Value.Text),
	}})
}

// notice adds to the report, if there is one, what has not been noticed before.
func (s *surveyReader) notice(n assess.Notice) {
	r := s.opt.Report
	if r == nil {
		return
	}
	if n.NotCounted {
		r.NotCounted++
	}
	for i := range r.Notices {
		old := &r.Notices[i]
		if old.Code == n.Code && old.Path == n.Path && old.Reason == n.Reason && old.Pos.File == n.Pos.File {
			old.Count += n.Count
			return
		}
	}
	r.Notices = append(r.Notices, n)
}
