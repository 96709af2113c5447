package form_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// random makes responses as a rater might give them. Evidence and notes are texts that
// forms do not change: no line breaks in evidence and no spaces at the ends.
func random(t testing.TB, r *rubric.Rubric, rng *rand.Rand, n int) []assess.ResponseDocument {
	t.Helper()
	var answers []string
	for s := range r.Spectrum().Stages() {
		answers = append(answers, s.ID())
	}
	answers = append(answers, "not-applicable", "dont-know", "declined")
	constituencies := slices.Collect(r.Constituencies())
	var list []assess.ResponseDocument
	for i := range n {
		d := assess.ResponseDocument{
			Format: assess.ResponseFormat, Rubric: r.Ref().String(), ID: fmt.Sprintf("r-%d-%d", n, i),
			Ratings: make(map[string]assess.RatingEntry),
		}
		if len(constituencies) > 0 {
			d.Constituency = constituencies[rng.IntN(len(constituencies))].ID
		}
		if rng.IntN(2) == 0 {
			d.Organization, d.Date = `Oak "Hill", USD`, "2026-10-01"
		}
		for q := range r.BackgroundQuestions() {
			if n := rng.IntN(len(q.Options) + 1); n < len(q.Options) {
				if d.Background == nil {
					d.Background = make(map[string]string)
				}
				d.Background[q.ID] = q.Options[n].ID
			}
		}
		for c := range r.Competencies() {
			if rng.IntN(3) == 0 {
				continue
			}
			e := assess.RatingEntry{Stage: answers[rng.IntN(len(answers))]}
			for range rng.IntN(3) {
				e.Evidence = append(e.Evidence, fmt.Sprintf("Piece %d; “quoted”, with a comma", rng.IntN(100)))
			}
			if rng.IntN(3) == 0 {
				e.Note = "First line\nsecond — línea"
			}
			d.Ratings[c.ID()] = e
		}
		list = append(list, d)
	}
	return list
}

func documents(t *testing.T, responses iter.Seq2[*assess.Response, error]) []assess.ResponseDocument {
	t.Helper()
	var list []assess.ResponseDocument
	for p, err := range responses {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, p.Document())
	}
	return list
}

// surveyResult returns the data of SurveyJS for a response.
func surveyResult(r *rubric.Rubric, d assess.ResponseDocument) map[string]any {
	result := map[string]any{"id": d.ID, "rubric": d.Rubric, "constituency": d.Constituency}
	if d.Constituency == "" {
		delete(result, "constituency")
	}
	if d.Organization != "" {
		result["organization"], result["date"] = d.Organization, d.Date
	}
	for question, option := range d.Background {
		result["background-"+question] = option
	}
	for domain := range r.Domains() {
		rows := make(map[string]string)
		for c := range domain.Competencies() {
			e, ok := d.Ratings[c.ID()]
			if !ok {
				continue
			}
			rows[c.ID()] = e.Stage
			if len(e.Evidence) > 0 {
				result["evidence-"+c.ID()] = strings.Join(e.Evidence, "\n")
			}
			if e.Note != "" {
				result["note-"+c.ID()] = e.Note
			}
		}
		if len(rows) > 0 {
			result["ratings-"+domain.ID()] = rows
		}
	}
	return result
}

func TestSurveyJSAnswersRoundTrip(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	cei, _ := ceiSpanish(t)
	for _, r := range []*rubric.Rubric{cei, workshop(t), schoolCircle(t)} {
		for n := range 20 {
			want := random(t, r, rng, n)
			results := make([]map[string]any, 0, n)
			for _, d := range want {
				results = append(results, surveyResult(r, d))
			}
			data, err := json.Marshal(results)
			if err != nil {
				t.Fatal(err)
			}
			got := documents(t, form.SurveyJSAnswers(r, "results.json", bytes.NewReader(data), nil))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%d responses (-want +got):\n%s", n, diff)
			}
		}
	}
}

func TestSurveyJSAnswersOnLines(t *testing.T) {
	r, _ := ceiSpanish(t)
	want := random(t, r, rand.New(rand.NewPCG(7, 8)), 12)
	for _, end := range []string{"\n", "\r\n", "\n\n"} {
		var b bytes.Buffer
		b.WriteString("\ufeff")
		for _, d := range want {
			data, err := json.Marshal(surveyResult(r, d))
			if err != nil {
				t.Fatal(err)
			}
			b.Write(data)
			b.WriteString(end)
		}
		got := documents(t, form.SurveyJSAnswers(r, "results.ndjson", &b, nil))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("lines that end with %q (-want +got):\n%s", end, diff)
		}
	}
}

func TestSurveyJSAnswersOfBadResults(t *testing.T) {
	r, _ := ceiSpanish(t)
	const results = `[
 {"rubric": "cei@2023.2", "constituency": "family", "ratings-building-relationships": {"welcoming-culture": "developing"}},
 {"rubric": "cei@2023.1", "constituency": "family"},
 {"constituency": "famly", "ratings-building-relationships": {"welcoming-culture": "developping", "language-acces": "maturing"},
  "note-welcoming-culture": 7, "question1": "x"},
 {"constituency": "family", "note-language-access": "no rating"},
 {"constituency": "family", "constituency": "student"},
 7,
 {"constituency": "leader", "date": "2026-02-30"},
 {"constituency": "student", "page": 3}
]`
	got := outcomes(t, form.SurveyJSAnswers(r, "results.json", strings.NewReader(results), &form.AnswerOptions{Ignore: []string{"page"}}))
	want := []string{
		"result-1",
		"results.json:3:13 rubric wrong-edition",
		"results.json:4:19 constituency unknown-constituency",
		"results.json:4:84 ratings-building-relationships.welcoming-culture unknown-stage",
		"results.json:4:99 ratings-building-relationships.language-acces unknown-competency",
		"results.json:5:29 note-welcoming-culture wrong-type",
		"results.json:5:32 question1 unknown-key",
		"results.json:6:53 note-language-access note-without-rating",
		"results.json:7:29 constituency duplicate-key",
		"results.json:8:2  wrong-type",
		"results.json:9:37 date bad-date",
		"result-8",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSurveyJSAnswersOfDrafts(t *testing.T) {
	r, _ := ceiSpanish(t)
	const results = `[
 {"draft": true},
 {"draft": true, "note-language-access": "ask the team", "ratings-building-relationships": {"welcoming-culture": "maturing"}},
 {"draft": false, "note-language-access": "x"},
 {"draft": "yes", "constituency": "family"}
]`
	var got []string
	for p, err := range form.SurveyJSAnswers(r, "results.json", strings.NewReader(results), nil) {
		if err != nil {
			problems, _ := problem.Of(err)
			for _, p := range problems {
				got = append(got, string(p.Code)+" "+p.Path)
			}
			continue
		}
		c := p.Completeness()
		got = append(got, fmt.Sprintln(p.ID(), p.Draft(), c.Answered, c.Missing))
	}
	want := []string{
		"result-1 true 0 [constituency]\n",
		"result-2 true 1 [constituency ratings.language-access.stage]\n",
		"missing-key ",
		"note-without-rating note-language-access",
		"wrong-type draft",
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("drafts (-want +got):\n%s", diff)
	}
}

func TestSurveyJSAnswersOfBadLines(t *testing.T) {
	r, _ := ceiSpanish(t)
	for name, c := range map[string]struct {
		in   string
		want []string
	}{
		"a line among others": {
			"{\"constituency\": \"family\"}\n\n{\"constituency\": }\n{\"constituency\": \"famly\"}\n7\n{\"constituency\": \"student\"}\n",
			[]string{
				"result-1", "results.json:3:18  syntax", "results.json:4:18 constituency unknown-constituency", "results.json:5:1  wrong-type", "result-5",
			},
		},
		"one result on several lines": {"{\"constituency\": \"family\",\n\"date\": \"2026-10-01\"}\n", []string{"result-1"}},
		"no JSON":                     {"{\n\"constituency\": family\n}", []string{"results.json:2:19  syntax"}},
		"nothing":                     {"", []string{"results.json:1:1  empty"}},
	} {
		got := outcomes(t, form.SurveyJSAnswers(r, "results.json", strings.NewReader(c.in), nil))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// outcomes returns the ids of the responses, and the problems of records that are not
// responses.
func outcomes(t *testing.T, responses iter.Seq2[*assess.Response, error]) []string {
	t.Helper()
	var list []string
	for p, err := range responses {
		if err == nil {
			list = append(list, p.ID())
			continue
		}
		problems, ok := problem.Of(err)
		if !ok {
			t.Fatal(err)
		}
		for _, problem := range problems {
			list = append(list, fmt.Sprintf("%s %s %s", problem.Pos, problem.Path, problem.Code))
		}
	}
	return list
}

// exported is the form in which a server writes the answers to an XLSForm.
type exported struct {
	name      string
	separator string // between group and question; "" for no groups
	id        string // the column of the submission's id
	more      map[string]string
}

var exports = []exported{
	{"KoboToolbox", "/", "_uuid", map[string]string{
		"start": "2026-10-01T09:00:00.000-07:00", "end": "2026-10-01T09:30:00.000-07:00", "_id": "77", "_submission_time": "2026-10-02T10:00:00",
		"_validation_status": "", "_notes": "", "_status": "submitted_via_web", "_submitted_by": "", "__version__": "vX", "_tags": "", "_index": "1",
		"today": "2026-10-01", "deviceid": "x", "formhub/uuid": "u",
	}},
	{"KoboToolbox without groups", "", "_uuid", map[string]string{"_id": "77", "_submission_time": "2026-10-02T10:00:00", "_index": "1"}},
	{"ODK Central", "-", "KEY", map[string]string{
		"SubmissionDate": "2026-10-02T10:00:00.000Z", "meta-instanceID": "uuid:1", "SubmitterID": "4", "SubmitterName": "Ana", "AttachmentsPresent": "0",
		"AttachmentsExpected": "0", "Status": "", "ReviewState": "", "DeviceID": "x", "Edits": "0", "FormVersion": "2023.2",
	}},
}

// sheet writes responses as the server exports them, with labels instead of choices if
// asked to.
func (x exported) sheet(t testing.TB, r *rubric.Rubric, book *form.Workbook, list []assess.ResponseDocument, labels bool) []byte {
	t.Helper()
	label := choiceLabels(book)
	var header []string
	cell := make(map[string]func(assess.ResponseDocument) string)
	add := func(name string, get func(assess.ResponseDocument) string) {
		header = append(header, name)
		cell[name] = get
	}
	add(x.id, func(d assess.ResponseDocument) string { return d.ID })
	group := ""
	for _, row := range book.Survey[1:] {
		kind, choices, _ := strings.Cut(row[0], " ")
		switch {
		case kind == "begin_group":
			group = row[1]
			continue
		case kind == "end_group":
			group = ""
			continue
		case kind == "note":
			add(x.path(group, row[1]), func(assess.ResponseDocument) string { return "" })
			continue
		}
		question := row[1]
		add(x.path(group, question), func(d assess.ResponseDocument) string {
			value := answer(r, d, question)
			if labels && choices != "" && value != "" {
				return label[choices+" "+value]
			}
			return value
		})
	}
	for name, value := range x.more {
		add(name, func(assess.ResponseDocument) string { return value })
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write(header)
	for _, d := range list {
		var row []string
		for _, name := range header {
			row = append(row, cell[name](d))
		}
		w.Write(row)
	}
	w.Flush()
	return b.Bytes()
}

func (x exported) path(group, name string) string {
	if group == "" || x.separator == "" {
		return name
	}
	return group + x.separator + name
}

// choiceLabels are the labels in the first language by list and name.
func choiceLabels(book *form.Workbook) map[string]string {
	labels := make(map[string]string)
	for _, row := range book.Choices[1:] {
		labels[row[0]+" "+row[1]] = row[2]
	}
	return labels
}

// answer returns the answer of a response to a question of the form.
func answer(r *rubric.Rubric, d assess.ResponseDocument, question string) string {
	switch question {
	case "rubric":
		return d.Rubric
	case "constituency":
		return d.Constituency
	case "organization":
		return d.Organization
	case "date":
		return d.Date
	}
	for q := range r.BackgroundQuestions() {
		if question == form.XMLName(q.ID) {
			return d.Background[q.ID]
		}
	}
	for c := range r.Competencies() {
		e := d.Ratings[c.ID()]
		switch question {
		case form.XMLName(c.ID()):
			return e.Stage
		case form.XMLName(c.ID()) + "__evidence":
			return strings.Join(e.Evidence, "\n")
		case form.XMLName(c.ID()) + "__note":
			return e.Note
		}
	}
	return "no such question: " + question
}

func TestXLSFormAnswersRoundTrip(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	cei, es := ceiSpanish(t)
	for _, x := range exports {
		for _, labels := range []bool{false, true} {
			for _, list := range [][]*rubric.Rubric{{cei, es}, {workshop(t)}, {schoolCircle(t)}} {
				r, opt := list[0], &form.Options{Translations: list[1:]}
				book, _, err := form.XLSForm(r, opt)
				if err != nil {
					t.Fatal(err)
				}
				read, err := form.XLSFormAnswers(r, opt)
				if err != nil {
					t.Fatal(err)
				}
				want := random(t, r, rng, 15)
				data := x.sheet(t, r, book, want, labels)
				got := documents(t, assess.CSV(r, "export.csv", bytes.NewReader(data), &assess.ReadOptions{CSV: read}))
				for i := range want { // the day of the submission stands in for a date that was not given
					if want[i].Date == "" && i < len(got) {
						want[i].Date = got[i].Date
					}
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s, labels %t (-want +got):\n%s", x.name, labels, diff)
				}
			}
		}
	}
}

// TestXLSFormAnswersTellNamesApart reads the answers to a rubric whose ids are almost the
// names of other columns.
func TestXLSFormAnswersTellNamesApart(t *testing.T) {
	r, err := rubric.Load("rubric.yaml", []byte(`
format: rubric/1
id: awkward
edition: "1"
title: Awkward
language: en
spectrum: {id: growth, stages: [{id: seed, title: Seed}, {id: tree, title: Tree}]}
domains:
  - {id: formhub, title: One, competencies: [{id: x, title: A}, {id: x-note, title: B}, {id: x-evidence, title: C}, {id: uuid, title: D}]}
  - {id: meta, title: Two, competencies: [{id: id, title: E}, {id: status, title: F}, {id: today, title: G}, {id: instance-id, title: H}]}
  - {id: x-about, title: Three, competencies: [{id: 1a, title: I}, {id: a-1, title: J}, {id: key, title: K}, {id: rubric, title: L}]}
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	book, _, err := form.XLSForm(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	read, err := form.XLSFormAnswers(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := random(t, r, rand.New(rand.NewPCG(5, 6)), 20)
	for i := range want {
		want[i].Organization, want[i].Date = "Oak", "2026-10-01"
	}
	for _, x := range exports {
		data := x.sheet(t, r, book, want, false)
		got := documents(t, assess.CSV(r, "export.csv", bytes.NewReader(data), &assess.ReadOptions{CSV: read}))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", x.name, diff)
		}
	}
}

func TestEmptySheetIsReadable(t *testing.T) {
	r, es := ceiSpanish(t)
	for _, r := range []*rubric.Rubric{r, es, workshop(t), schoolCircle(t)} {
		for _, remarks := range []bool{false, true} {
			sheet, err := form.EmptySheet(r, &form.EmptySheetOptions{Remarks: remarks})
			if err != nil {
				t.Fatal(err)
			}
			header, err := csv.NewReader(bytes.NewReader(sheet)).Read()
			if err != nil {
				t.Fatal(err)
			}
			var row []string
			want := make(map[string]assess.RatingEntry)
			for c := range r.Competencies() {
				e := assess.RatingEntry{Stage: slices.Collect(r.Spectrum().Stages())[c.Index()%r.Spectrum().Len()].ID()}
				row = append(row, e.Stage)
				if remarks {
					e.Evidence, e.Note = []string{"e " + c.ID()}, "n "+c.ID()
					row = append(row, e.Evidence[0], e.Note)
				}
				want[c.ID()] = e
			}
			about := []string{"r-1", "", slices.Collect(r.Constituencies())[0].ID}
			for q := range r.BackgroundQuestions() {
				about = append(about, q.Options[1].ID)
			}
			row = append(append(about, "2026-10-01", ""), row...)
			if len(row) != len(header) {
				t.Fatalf("%d columns, want %d", len(header), len(row))
			}
			filled := string(sheet) + strings.Join(row, ",") + "\n"
			got := documents(t, assess.CSV(r, "responses.csv", strings.NewReader(filled), nil))
			if len(got) != 1 || cmp.Diff(want, got[0].Ratings) != "" {
				t.Errorf("%s, remarks %t: %v", r.Language(), remarks, got)
			}
		}
	}
}
