package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/author"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/spectrum"
)

// argument has the values to try for a parameter: a valid one, and invalid ones by name. They
// are functions, because some calls change their arguments.
type argument struct {
	valid   func() any
	invalid map[string]func() any
}

// arg returns the argument with these values.
func arg(valid any, invalid ...any) argument {
	a := argument{valid: func() any { return valid }, invalid: make(map[string]func() any)}
	for i := 0; i < len(invalid); i += 2 {
		v := invalid[i+1]
		a.invalid[invalid[i].(string)] = func() any { return v }
	}
	return a
}

// arguments returns the values to try for a parameter of each type.
func arguments(t *testing.T, f *fixture) map[reflect.Type]argument {
	t.Helper()
	other := must2[*spectrum.Spectrum](t)(spectrum.New(spectrum.Definition{ID: "other", Stages: []spectrum.StageDefinition{{ID: "not-evident"}, {ID: "developing"}, {ID: "maturing"}, {ID: "advanced"}}}))
	foreignStage, _ := other.At(2)
	stage, _ := f.rubric.Spectrum().At(2)
	own := rated(f.responses[0])
	foreign, _ := f.earlier.CompetencyAt(0)
	strand := &rubric.Strand{}
	for s := range f.rubric.Strands() {
		strand = s
	}
	var oldTally assess.Tally
	if err := oldTally.Add(f.old); err != nil {
		t.Fatal(err)
	}
	old := reporttest.Publish(t, must2[*assess.Summary](t)(oldTally.Summarize(f.earlier, nil)), assess.Policy{})
	rows := func(yield func(assess.AnswerCount, error) bool) {}
	failing := func(yield func(assess.AnswerCount, error) bool) { yield(assess.AnswerCount{}, errors.New("no rows")) }
	noOpen := []assess.ResponseInput{{Name: "x"}}
	all := map[reflect.Type]argument{
		reflect.TypeFor[*rubric.Rubric]():     arg(f.rubric, "nil", (*rubric.Rubric)(nil), "zero", &rubric.Rubric{}, "foreign", f.earlier),
		reflect.TypeFor[*rubric.Crosswalk]():  arg(f.crosswalk, "nil", (*rubric.Crosswalk)(nil), "zero", &rubric.Crosswalk{}),
		reflect.TypeFor[*rubric.Companion]():  arg(cei.Companion(), "nil", (*rubric.Companion)(nil), "zero", &rubric.Companion{}),
		reflect.TypeFor[*rubric.Competency](): arg(own, "nil", (*rubric.Competency)(nil), "zero", &rubric.Competency{}, "foreign", foreign),
		reflect.TypeFor[*rubric.Domain]():     arg(own.Domain(), "nil", (*rubric.Domain)(nil), "zero", &rubric.Domain{}, "foreign", foreign.Domain()),
		reflect.TypeFor[*rubric.Strand]():     arg(strand, "nil", (*rubric.Strand)(nil), "zero", &rubric.Strand{}),
		reflect.TypeFor[[]*rubric.Overlay]():  arg([]*rubric.Overlay{f.overlay}, "nil", []*rubric.Overlay{nil}, "zero", []*rubric.Overlay{{}}),
		reflect.TypeFor[spectrum.Stage]():     arg(stage, "zero", spectrum.Stage{}, "foreign", foreignStage),
		reflect.TypeFor[*spectrum.Spectrum](): arg(f.rubric.Spectrum(), "nil", (*spectrum.Spectrum)(nil)),
		reflect.TypeFor[*assess.Response]():   arg(f.responses[0], "nil", (*assess.Response)(nil), "zero", &assess.Response{}, "foreign", f.old),
		reflect.TypeFor[*assess.Published]():  arg(f.published, "nil", (*assess.Published)(nil), "zero", &assess.Published{}, "foreign", old),
		reflect.TypeFor[*assess.Tally](): arg(f.tally, "nil", (*assess.Tally)(nil), "foreign", &oldTally,
			"malformed", &assess.Tally{Rubric: f.rubric.Ref(), Stages: 4, Groups: map[string]*assess.GroupCounts{"family": nil}}),
		reflect.TypeFor[*assess.PairTally](): arg(f.pairs, "nil", (*assess.PairTally)(nil), "foreign", &assess.PairTally{Rubric: f.earlier.Ref()},
			"malformed", &assess.PairTally{Rubric: f.rubric.Ref(), Groups: map[string]*assess.PairGroup{"family": nil}}),
		reflect.TypeFor[*assess.ResponseHeader](): arg(&assess.ResponseHeader{}, "nil", (*assess.ResponseHeader)(nil)),
		reflect.TypeFor[[]assess.Wave](): arg([]assess.Wave{{Published: f.published}}, "none", []assess.Wave(nil), "nil", []assess.Wave{{}},
			"zero", []assess.Wave{{Published: &assess.Published{}}}, "foreign", []assess.Wave{{Published: old}, {Published: f.published}}),
		reflect.TypeFor[[]assess.ResponseInput]():               arg([]assess.ResponseInput(nil), "no Open", noOpen),
		reflect.TypeFor[iter.Seq2[assess.AnswerCount, error]](): arg(iter.Seq2[assess.AnswerCount, error](rows), "nil", iter.Seq2[assess.AnswerCount, error](nil), "failing", iter.Seq2[assess.AnswerCount, error](failing)),
		reflect.TypeFor[uint64]():                               arg(uint64(12)),
		reflect.TypeFor[assess.LiveCount]():                     arg(assess.LiveCount{AtLeast: 11, AtMost: 21}),
		reflect.TypeFor[assess.Policy]():                        arg(assess.Policy{}, "negative", assess.Policy{MinGroup: -1}),
		reflect.TypeFor[assess.ScoreRule]():                     arg(assess.PooledMedian, "unknown", assess.ScoreRule("x"), "none", assess.ScoreRule("")),
		reflect.TypeFor[assess.ResponseDocument]():              arg(f.responses[0].Document(), "zero", assess.ResponseDocument{}, "foreign", f.old.Document()),
		reflect.TypeFor[*assess.Comments](): arg(f.comments, "nil", (*assess.Comments)(nil), "zero", &assess.Comments{},
			"foreign", must2[*assess.Comments](t)(assess.NewComments(f.earlier, assess.CommentsDocument{}))),
		reflect.TypeFor[map[string]assess.RatingEntry](): arg(map[string]assess.RatingEntry{"language-access": {Stage: "advanced"}},
			"unknown competency", map[string]assess.RatingEntry{"x": {Stage: "advanced"}}),
		reflect.TypeFor[assess.CommentsDocument](): arg(f.comments.Document(), "foreign", assess.CommentsDocument{Rubric: "cei@2023.1"},
			"unknown competency", assess.CommentsDocument{Comments: []assess.CommentEntry{{Competency: "x", Text: "a"}}}),
		reflect.TypeFor[assess.ConsensusDocument](): arg(f.consensus.Document(), "zero", assess.ConsensusDocument{},
			"foreign", assess.ConsensusDocument{ID: "c", Rubric: "cei@2023.1"}),
		reflect.TypeFor[assess.MappingDocument](): arg(mappingDocument(), "unknown tool", assess.MappingDocument{Tool: "x"},
			"foreign", assess.MappingDocument{Rubric: "cei@2023.1"}, "unknown column", assess.MappingDocument{Columns: []assess.ColumnEntry{{Header: "a", Is: "x"}}}),
		reflect.TypeFor[rubric.EditionDocument]():    arg(f.rubric.Document(), "zero", rubric.EditionDocument{}),
		reflect.TypeFor[rubric.PromptSubject]():      arg(rubric.PromptSubject{Theme: "x"}),
		reflect.TypeFor[rubric.Ref]():                arg(f.rubric.Ref(), "zero", rubric.Ref{}),
		reflect.TypeFor[rubric.Constituency]():       arg(rubric.Constituency{ID: "family"}, "zero", rubric.Constituency{}),
		reflect.TypeFor[rubric.BackgroundQuestion](): arg(rubric.BackgroundQuestion{ID: "grade"}, "zero", rubric.BackgroundQuestion{}),
		reflect.TypeFor[rubric.BackgroundOption]():   arg(rubric.BackgroundOption{ID: "6-8"}, "zero", rubric.BackgroundOption{}),
		reflect.TypeFor[[]func([]byte, *assess.ResponseHeader) []byte](): arg([]func([]byte, *assess.ResponseHeader) []byte{assess.ByOrganization},
			"nil", []func([]byte, *assess.ResponseHeader) []byte{nil}),
		reflect.TypeFor[rubric.Relation]():      arg(rubric.RelationSame, "unknown", rubric.Relation("x")),
		reflect.TypeFor[report.Section]():       arg(report.SectionStrengths, "unknown", report.Section("x")),
		reflect.TypeFor[report.FindingKind]():   arg(report.FindingStanding, "unknown", report.FindingKind("x")),
		reflect.TypeFor[*report.View]():         arg(f.view, "nil", (*report.View)(nil), "zero", &report.View{}),
		reflect.TypeFor[*report.Guide]():        arg(f.guide, "nil", (*report.Guide)(nil), "zero", &report.Guide{}),
		reflect.TypeFor[*report.Handbook]():     arg(f.handbook, "nil", (*report.Handbook)(nil), "zero", &report.Handbook{}),
		reflect.TypeFor[*report.Reflection]():   arg(f.reflection, "nil", (*report.Reflection)(nil), "zero", &report.Reflection{}),
		reflect.TypeFor[*report.Worksheet]():    arg(f.worksheet, "nil", (*report.Worksheet)(nil), "zero", &report.Worksheet{}),
		reflect.TypeFor[*report.Picture]():      arg(&f.view.Pictures[0], "nil", (*report.Picture)(nil), "zero", &report.Picture{}),
		reflect.TypeFor[io.Writer]():            arg(io.Discard, "nil", nil),
		reflect.TypeFor[fs.FS]():                arg(fstest.MapFS{}, "nil", nil),
		reflect.TypeFor[context.Context]():      arg(context.Background(), "nil", nil),
		reflect.TypeFor[*os.File]():             arg(os.Stdout, "nil", (*os.File)(nil)),
		reflect.TypeFor[error]():                arg(problem.List{{Code: problem.IO}}, "nil", nil),
		reflect.TypeFor[[]byte]():               arg([]byte("{}"), "empty", []byte(nil), "broken", []byte("{")),
		reflect.TypeFor[string]():               arg("welcoming-culture", "unknown", "x"),
		reflect.TypeFor[[]string]():             arg([]string{"a"}),
		reflect.TypeFor[int]():                  arg(1, "negative", -1),
		reflect.TypeFor[problem.Problem]():      arg(problem.Problem{Code: problem.IO}),
		reflect.TypeFor[problem.List]():         arg(problem.List{{Code: problem.IO}}),
		reflect.TypeFor[*report.Handout]():      arg(f.handout, "nil", (*report.Handout)(nil), "zero", &report.Handout{}),
		reflect.TypeFor[*report.Narrative]():    arg(f.narrative, "nil", (*report.Narrative)(nil), "zero", &report.Narrative{}),
		reflect.TypeFor[report.NarrativeKind](): arg(report.NarrativeGeneral, "unknown", report.NarrativeKind("x")),
	}
	all[reflect.TypeFor[io.Reader]()] = argument{
		valid:   func() any { return strings.NewReader("") },
		invalid: map[string]func() any{"nil": func() any { return nil }},
	}
	addHierarchies(t, f, all, &oldTally, old)
	all[reflect.TypeFor[*assess.Tally]()] = fresh(t, all[reflect.TypeFor[*assess.Tally]()], f.tally)
	all[reflect.TypeFor[*assess.PairTally]()] = fresh(t, all[reflect.TypeFor[*assess.PairTally]()], f.pairs)
	addOptions(f, all, stage, foreignStage)
	return all
}

// addHierarchies adds the arguments for publishing a hierarchy and publishing again: a tally
// and a publication of the earlier edition.
func addHierarchies(t *testing.T, f *fixture, all map[reflect.Type]argument, tally *assess.Tally, old *assess.Published) {
	t.Helper()
	part := func(tally *assess.Tally) iter.Seq[assess.Part] {
		return slices.Values([]assess.Part{{ID: "a", Tally: tally}})
	}
	foreign := must2[*assess.Hierarchy](t)(assess.PublishHierarchy(f.earlier, part(tally), assess.Policy{}, nil))
	all[reflect.TypeFor[[]*assess.Published]()] = arg([]*assess.Published{f.published},
		"nil", []*assess.Published{nil}, "zero", []*assess.Published{{}}, "foreign", []*assess.Published{old})
	all[reflect.TypeFor[iter.Seq[assess.Part]]()] = arg(slices.Values(f.parts), "nil", iter.Seq[assess.Part](nil),
		"none", slices.Values([]assess.Part(nil)), "zero", slices.Values([]assess.Part{{}}), "foreign", part(tally),
		"malformed", part(&assess.Tally{Rubric: f.rubric.Ref(), Stages: 4, Groups: map[string]*assess.GroupCounts{"family": nil}}))
	all[reflect.TypeFor[func(string) string]()] = arg(func(id string) string {
		if id == "school" {
			return "district"
		}
		return ""
	}, "nil", (func(string) string)(nil))
	earlier := func(e iter.Seq2[assess.PublishedPart, error]) *assess.HierarchyOptions {
		return &assess.HierarchyOptions{Earlier: e}
	}
	all[reflect.TypeFor[*assess.HierarchyOptions]()] = arg((*assess.HierarchyOptions)(nil),
		"negative", &assess.HierarchyOptions{Summary: &assess.SummaryOptions{MinGapRaters: -1}},
		"unknown constituency", &assess.HierarchyOptions{Merged: []string{"family", "x"}},
		"zero earlier", earlier(func(yield func(assess.PublishedPart, error) bool) { yield(assess.PublishedPart{}, nil) }),
		"foreign earlier", earlier(foreign.All()))
}

// fresh makes a copy for every call.
func fresh[T any](t *testing.T, a argument, v *T) argument {
	t.Helper()
	data := must2[[]byte](t)(json.Marshal(v))
	a.valid = func() any {
		c := new(T)
		if err := json.Unmarshal(data, c); err != nil {
			t.Fatal(err)
		}
		return c
	}
	return a
}

// addOptions adds the values to try for options. Nil options are valid.
func addOptions(f *fixture, all map[reflect.Type]argument, stage, foreign spectrum.Stage) {
	negative := &assess.ReadOptions{Limits: assess.ResponseLimits{Depth: -1}}
	all[reflect.TypeFor[*rubric.LoadOptions]()] = arg((*rubric.LoadOptions)(nil), "negative", &rubric.LoadOptions{Limits: rubric.DocumentLimits{Nodes: -1}})
	all[reflect.TypeFor[*assess.ReadOptions]()] = arg((*assess.ReadOptions)(nil), "negative", negative)
	all[reflect.TypeFor[*assess.SummaryOptions]()] = arg((*assess.SummaryOptions)(nil),
		"negative", &assess.SummaryOptions{MinGapRaters: -1}, "unknown", &assess.SummaryOptions{Assumption: "x"})
	all[reflect.TypeFor[*assess.CollectOptions]()] = arg((*assess.CollectOptions)(nil),
		"negative", &assess.CollectOptions{Workers: -1}, "negative comments", &assess.CollectOptions{Comments: &assess.CommentCollector{MaxBytes: -1}}, "negative limit", &assess.CollectOptions{Limits: assess.ResponseLimits{Bytes: -1}})
	all[reflect.TypeFor[*form.Options]()] = arg((*form.Options)(nil), "nil", &form.Options{Translations: []*rubric.Rubric{nil}},
		"zero", &form.Options{Translations: []*rubric.Rubric{{}}}, "foreign", &form.Options{Translations: []*rubric.Rubric{f.earlier}})
	all[reflect.TypeFor[*author.SheetOptions]()] = arg((*author.SheetOptions)(nil), "zero", &author.SheetOptions{Base: &rubric.Rubric{}})
	all[reflect.TypeFor[*author.CASEOptions]()] = arg((*author.CASEOptions)(nil))
	all[reflect.TypeFor[author.TextState]()] = arg(author.TextStale, "unknown", author.TextState("x"))
	all[reflect.TypeFor[*form.AnswerOptions]()] = arg((*form.AnswerOptions)(nil))
	all[reflect.TypeFor[*form.CASEOptions]()] = arg((*form.CASEOptions)(nil), "bad date", &form.CASEOptions{Changed: "x"})
	all[reflect.TypeFor[*form.EmptySheetOptions]()] = arg((*form.EmptySheetOptions)(nil))
	all[reflect.TypeFor[*text.Options]()] = arg((*text.Options)(nil), "narrow", &text.Options{Width: 3}, "negative", &text.Options{Width: -1})
	all[reflect.TypeFor[*report.Options]()] = arg((*report.Options)(nil),
		"zero words", &report.Options{Words: &report.Words{}}, "zero progress", &report.Options{Progress: &assess.Progress{}},
		"zero consensus", &report.Options{Consensus: &assess.Consensus{}}, "zero comments", &report.Options{Comments: &assess.Comments{}}, "unknown rule", &report.Options{ScoreRule: "x"},
		"unknown section", &report.Options{Sections: []report.Section{"x"}}, "unknown constituency", &report.Options{Constituencies: []string{"x"}},
		"zero target", &report.Options{Targets: map[string]spectrum.Stage{"": {}}}, "broken logo", &report.Options{Logo: "x"},
		"foreign target", &report.Options{Targets: map[string]spectrum.Stage{"": foreign}}, "unknown target", &report.Options{Targets: map[string]spectrum.Stage{"x": stage}},
	)
	all[reflect.TypeFor[*report.Options]()].invalid["foreign progress"] = func() any {
		other, err := f.summary.Publish(assess.Policy{})
		if err != nil {
			return nil
		}
		progress, err := assess.Compare(other, other, nil)
		if err != nil {
			return nil
		}
		return &report.Options{Progress: progress}
	}
}

// special are the arguments of single functions, by name and position from 1.
func special(t *testing.T, f *fixture) map[string]argument {
	t.Helper()
	document := func(v any) argument {
		return arg(must2[[]byte](t)(json.Marshal(v)), "empty", []byte(nil), "broken", []byte("{"))
	}
	responses := func() argument {
		var lines bytes.Buffer
		lines.Write(must2[[]byte](t)(json.Marshal(f.responses[0])))
		return argument{
			valid:   func() any { return bytes.NewReader(lines.Bytes()) },
			invalid: map[string]func() any{"nil": func() any { return nil }},
		}
	}
	array := responses()
	one := array.valid
	array.valid = func() any { return io.MultiReader(strings.NewReader("["), one().(io.Reader), strings.NewReader("]")) }
	header := must2[[]byte](t)(form.EmptySheet(f.rubric, nil))
	sheet := func() any { return bytes.NewReader(header) }
	foreignMapping := must2[*assess.Mapping](t)(assess.NewMapping(f.earlier, assess.MappingDocument{}))
	csv := arg((*assess.ReadOptions)(nil), "nil translation", translated(nil), "zero translation", translated(&rubric.Rubric{}),
		"foreign translation", translated(f.earlier), "unknown column", &assess.ReadOptions{CSV: &assess.CSVOptions{Columns: map[string]string{"a": "x"}}},
		"unknown word", &assess.ReadOptions{CSV: &assess.CSVOptions{Words: map[string]string{"a": "x"}}},
		"unknown constituency", &assess.ReadOptions{CSV: &assess.CSVOptions{Constituency: "x"}}, "bad date", &assess.ReadOptions{CSV: &assess.CSVOptions{Date: "x"}},
		"bad delimiter", &assess.ReadOptions{CSV: &assess.CSVOptions{Delimiter: '"'}}, "negative", &assess.ReadOptions{Limits: assess.ResponseLimits{Bytes: -1}},
		"zero mapping", &assess.ReadOptions{CSV: &assess.CSVOptions{Mapping: &assess.Mapping{}}},
		"foreign mapping", &assess.ReadOptions{CSV: &assess.CSVOptions{Mapping: foreignMapping}})
	id, group := arg("welcoming-culture", "unknown", "x"), arg("family", "unknown", "x")
	caseRubric, _, err := form.CASE(f.rubric, nil)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]argument{
		"author.DraftCrosswalk 1": arg(f.earlier, "nil", (*rubric.Rubric)(nil), "zero", &rubric.Rubric{}, "the same", f.rubric),
		"author.DraftOverlay 2":   arg("vi", "unknown", "x"),
		"author.UpdateOverlay 3":  document(f.overlay),
		"author.UpdateOverlay 4":  arg((*rubric.Rubric)(nil), "zero", &rubric.Rubric{}),
		"author.ReadSheet 2":      arg(author.SheetTemplate(), "empty", []byte(nil), "broken", []byte("{")),
		"author.ReadCASE 2":       arg([]byte(caseRubric), "empty", []byte(nil), "broken", []byte("{")),
		"schema.ForYAML 1":        arg(schema.Consensus(), "empty", json.RawMessage(nil), "broken", json.RawMessage("{"), "another value", json.RawMessage("7")),
		"flat.New 1":              arg(schema.Consensus(), "empty", json.RawMessage(nil), "broken", json.RawMessage("{")),
		"author.ReadCASE 3":       arg(&author.CASEOptions{Document: rubric.EditionDocument{Language: "en"}}, "without a language", (*author.CASEOptions)(nil)),
		"rubric.Load 2":           document(f.rubric), "rubric.LoadOverlay 2": document(f.overlay), "rubric.LoadCrosswalk 2": document(f.crosswalk),
		"rubric.LoadCompanion 2": document(cei.Companion()),
		"rubric.LoadFS 1":        arg(fstest.MapFS{"r.json": {Data: must2[[]byte](t)(json.Marshal(f.rubric))}}, "nil", nil, "empty", fstest.MapFS{}),
		"rubric.LoadFS 2":        arg("r.json", "unknown", "x"),
		"rubric.ParseRef 1":      arg("cei@2023.2", "unknown", "x"),
		"rubric.LoadCrosswalk 3": arg(f.earlier, "nil", (*rubric.Rubric)(nil), "zero", &rubric.Rubric{}, "foreign", f.rubric),
		"assess.LoadResponse 3":  document(f.responses[0]), "assess.LoadConsensus 3": document(f.consensus), "assess.LoadComments 3": document(f.comments),
		"assess.LoadCommentSheet 3": arg([]byte("competency,text,edited,cleared\nlanguage-access,a,,yes\n"), "empty", []byte(nil), "broken", []byte("{")),
		"assess.LoadMapping 3":      document(f.mapping),
		"assess.LoadPublished 3":    document(f.published), "assess.LoadProgress 4": document(f.progress), "assess.SummaryRubric 2": document(f.published),
		"assess.NDJSON 3": responses(), "assess.Read 3": responses(), "assess.Array 3": array,
		"assess.Comparable 4":      arg((*rubric.Crosswalk)(nil), "zero", &rubric.Crosswalk{}, "foreign", f.crosswalk),
		"assess.Compare 3":         arg((*rubric.Crosswalk)(nil), "zero", &rubric.Crosswalk{}, "foreign", f.crosswalk),
		"assess.MigrateResponse 1": arg(f.old, "nil", (*assess.Response)(nil), "zero", &assess.Response{}, "foreign", f.responses[0]),
		"assess.MigrateTally 1":    arg(&assess.Tally{}, "nil", (*assess.Tally)(nil), "foreign", f.tally),
		"assess.Trend 2":           id, "assess.Trend 3": group,
		"schema.LoaderRules 1":         arg(rubric.Format, "unknown", "x", "empty", ""),
		"report.LoadWords 2":           arg(must2[[]byte](t)(report.WordsFile("en")), "empty", []byte(nil)),
		"report.WordsFile 1":           arg("en", "unknown", "x"),
		"report.BuiltinWords 1":        arg("en", "unknown", "x"),
		"html.Policy 1":                arg(page(t, f), "empty", []byte(nil), "broken", []byte("{")),
		"html.Style 1":                 arg(4, "zero", 0, "too many", 17),
		"rubric.Rubric.Constituency 1": group,
		"assess.ByBackground 1":        arg(f.circle, "nil", (*rubric.Rubric)(nil), "zero", &rubric.Rubric{}, "foreign", f.rubric),
		"assess.ByBackground 2":        arg("grade", "unknown", "x"),
		"assess.KeyParent 1":           arg("a/b", "unknown", "x"),
		"rubric.Rubric.Domain 1":       arg(firstDomain(f.rubric), "unknown", "x"),
		"report.BuildReflection 2":     arg(firstDomain(f.rubric), "unknown", "x"),
		"rubric.Rubric.Strand 1":       arg(firstStrand(f.rubric), "unknown", "x"),
		"rubric.Rubric.Extensions 1":   arg(firstDomain(f.rubric), "unknown", "x"),
		"rubric.Extensions.Get 1":      arg("x-crm", "unknown", "x"),
		"rubric.Rubric.Aligned 1":      arg("CASE"),
		"rubric.VerifyCompanion 2":     arg(f.companion, "nil", (*rubric.Companion)(nil), "zero", &rubric.Companion{}),
		"rubric.VerifySources 2":       arg(reporttest.NewRubric(t, 4, 0, 1, 2, nil), "nil", (*rubric.Rubric)(nil), "zero", &rubric.Rubric{}),
		"assess.CSV 4":                 csv, "assess.ProposeMapping 4": csv,
		"assess.ProposeMapping 3":             {valid: sheet, invalid: map[string]func() any{"nil": func() any { return nil }}},
		"assess.CSV 3":                        {valid: sheet, invalid: map[string]func() any{"nil": func() any { return nil }}},
		"form.SurveyJSAnswers 3":              {valid: func() any { return strings.NewReader("[]") }, invalid: map[string]func() any{"nil": func() any { return nil }}},
		"rubric.Comparability.Fits 1":         arg(rubric.RelationSame),
		"assess.Published.Cell 2":             group,
		"assess.Published.Raters 1":           group,
		"assess.Published.Invited 1":          group,
		"assess.Published.ResponseRate 1":     group,
		"assess.Summary.Invited 1":            group,
		"rubric.Competency.Asks 1":            group,
		"rubric.Competency.TitleFor 1":        group,
		"rubric.Domain.Asks 1":                group,
		"rubric.Domain.AskedOf 1":             group,
		"rubric.Rubric.AskedOf 1":             group,
		"rubric.Rubric.DomainsAskedOf 1":      group,
		"assess.Published.Reliability 1":      group,
		"assess.Published.Score 3":            group,
		"assess.Summary.Cell 2":               group,
		"assess.Summary.Raters 1":             group,
		"assess.Progress.Change 2":            group,
		"assess.PublishedPairs.Transitions 2": group,
		"assess.PublishedPairs.Pairs 1":       group,
		"assess.Collection.Tally 1":           arg("school", "unknown", "x"),
		"assess.Hierarchy.Node 1":             arg("school", "unknown", "x"),
	}
}

// page returns a report as a complete page.
func page(t *testing.T, f *fixture) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := html.Write(&b, f.view, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func firstDomain(r *rubric.Rubric) string {
	for d := range r.Domains() {
		return d.ID()
	}
	return ""
}

func firstStrand(r *rubric.Rubric) string {
	for s := range r.Strands() {
		return s.ID()
	}
	return ""
}

func translated(r *rubric.Rubric) *assess.ReadOptions {
	return &assess.ReadOptions{CSV: &assess.CSVOptions{Translations: []*rubric.Rubric{r}}}
}

// rated returns a competency that a response rates at a stage.
func rated(p *assess.Response) *rubric.Competency {
	for c, rating := range p.Ratings() {
		if rating.Rank() > 0 {
			return c
		}
	}
	return nil
}
