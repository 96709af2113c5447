package api

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/form"
	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/markdown"
	"github.com/waymark-go/waymark/report/svg"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/report/tidy"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/author"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/spectrum"
)

// must2 returns v, or fails the test.
func must2[V any](t *testing.T) func(v V, err error) V {
	return func(v V, err error) V {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// fixture has a value of each kind that a function takes.
type fixture struct {
	rubric, earlier *rubric.Rubric
	spanish         *rubric.Rubric
	overlay         *rubric.Overlay
	crosswalk       *rubric.Crosswalk
	companion       *rubric.Companion // without sources
	responses       []*assess.Response
	old             *assess.Response // to the earlier edition
	tally           *assess.Tally
	summary         *assess.Summary
	exclusions      assess.Exclusions
	published       *assess.Published
	progress        *assess.Progress
	consensus       *assess.Consensus
	comments        *assess.Comments
	collector       *assess.CommentCollector
	collection      *assess.Collection
	pairs           *assess.PairTally
	publishedPairs  *assess.PublishedPairs
	parts           []assess.Part
	hierarchy       *assess.Hierarchy
	mapping         *assess.Mapping
	proposal        *assess.Proposal
	words           *report.Words
	circle          *rubric.Rubric // with background questions
	view            *report.View
	guide           *report.Guide
	worksheet       *report.Worksheet
	handbook        *report.Handbook
	reflection      *report.Reflection
	handout         *report.Handout
	narrative       *report.Narrative
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{rubric: cei.Latest()}
	f.earlier = must2[*rubric.Rubric](t)(cei.Edition("2023.1"))
	f.overlay = must2[*rubric.Overlay](t)(cei.Overlay("2023.2", "es"))
	f.spanish, _ = f.rubric.Localize(f.overlay)
	f.companion = must2[*rubric.Companion](t)(rubric.LoadCompanion("c.yaml", []byte("{format: companion/1, rubric: cei, language: en, sections: [{id: a, title: A, texts: [One.]}]}"), nil))
	f.crosswalk = must2[*rubric.Crosswalk](t)(cei.Crosswalk("2023.1", "2023.2"))
	data := must2[[]byte](t)(os.ReadFile("../../../testdata/district-2023.2.ndjson"))
	f.tally = &assess.Tally{}
	for p, err := range assess.NDJSON(f.rubric, "district", bytes.NewReader(data), nil) {
		if err != nil {
			t.Fatal(err)
		}
		f.responses = append(f.responses, p)
		if err := f.tally.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	f.circle = must2[*rubric.Rubric](t)(rubric.LoadFS(os.DirFS("../../../testdata/good/rubrics"), "school-circle.yaml", nil))
	f.old = must2[*assess.Response](t)(assess.NewResponse(f.earlier, assess.ResponseDocument{ID: "old", Constituency: "family"}))
	f.exclusions = assess.Exclusions{
		Refused:    []assess.Refusal{{Code: problem.UnknownStage, Constituency: "family", Language: "es", Count: 3}},
		NotCounted: []assess.ReasonCount{{Reason: "preview", Count: 2}},
		Counted:    []assess.LanguageCount{{Language: "en", Count: 2}},
	}
	f.summary = must2[*assess.Summary](t)(f.tally.Summarize(f.rubric, &assess.SummaryOptions{Assumption: spectrum.EqualSteps, Invited: assess.Invitations{"student": 100, "family": 300, "educator": 60, "leader": 30, "community": 40}, Exclusions: &f.exclusions}))
	f.published = must2[*assess.Published](t)(f.summary.Publish(assess.Policy{}))
	f.progress = must2[*assess.Progress](t)(assess.Compare(f.published, f.published, nil))
	f.consensus = must2[*assess.Consensus](t)(assess.LoadConsensus(f.rubric, "c.json",
		[]byte(`{"format":"consensus/1","rubric":"cei@2023.2","id":"c-1","who":["the team"],"agreements":{"welcoming-culture":{"stage":"maturing","rationale":"why","evidence":["seen"]}}}`), nil))
	f.collector = &assess.CommentCollector{}
	for _, p := range f.responses[:20] {
		if err := f.collector.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	f.comments = must2[*assess.Comments](t)(f.collector.Review(f.published))
	commented := f.comments.Document()
	commented.Comments[0].Cleared, commented.Comments[0].Edited, commented.Comments[0].Check = true, "edited", []string{"email"}
	f.comments = must2[*assess.Comments](t)(assess.NewComments(f.rubric, commented))
	f.pairs = &assess.PairTally{}
	for _, p := range f.responses {
		if err := f.pairs.Add(p, p); err != nil {
			t.Fatal(err)
		}
	}
	f.publishedPairs = must2[*assess.PublishedPairs](t)(f.pairs.Publish(f.published, f.published))
	f.words = must2[*report.Words](t)(report.LoadWords("en.yaml", must2[[]byte](t)(report.WordsFile("en"))))
	f.collection = must2[*assess.Collection](t)(assess.Collect(t.Context(), f.rubric,
		[]assess.ResponseInput{assess.FileInput("../../../testdata/district-2023.2.ndjson")}, &assess.CollectOptions{
			CompareIDs: 1000,
			Key:        func(key []byte, _ *assess.ResponseHeader) []byte { return append(key, "school"...) },
		}))
	f.parts = []assess.Part{{ID: "school", Parent: "district", Tally: f.tally}, {ID: "district"}}
	f.hierarchy = must2[*assess.Hierarchy](t)(assess.PublishHierarchy(f.rubric, slices.Values(f.parts), assess.Policy{}, nil))
	f.mapping = must2[*assess.Mapping](t)(assess.NewMapping(f.rubric, mappingDocument()))
	f.proposal = must2[*assess.Proposal](t)(assess.ProposeMapping(f.rubric, "sheet.csv", strings.NewReader(sheetText), nil))
	f.view = reporttest.EveryOption(t, f.rubric, assess.Internal(), report.Options{})
	f.guide = f.view.Guide()
	f.handbook = must2[*report.Handbook](t)(report.BuildHandbook(f.rubric, nil))
	f.reflection = must2[*report.Reflection](t)(report.BuildReflection(f.rubric, "community-as-collaborators", nil))
	f.handout = f.view.Handout()
	f.narrative = must2[*report.Narrative](t)(f.view.Narrative(report.NarrativePriority3))
	f.worksheet = must2[*report.Worksheet](t)(report.BuildWorksheet(f.rubric, nil))
	return f
}

// sheetText is a sheet with a column that has no meaning.
const sheetText = "id,constituency,language-access,Comments\nr-1,family,maturing,x\n"

// mappingDocument returns a mapping with a value in every field that can be combined with the
// others.
func mappingDocument() assess.MappingDocument {
	return assess.MappingDocument{
		Format: assess.MappingFormat, Rubric: "cei@2023.2", Tool: "none", Encoding: "utf-8", Delimiter: "comma", Header: 1, DateLayout: "DD/MM/YYYY",
		Ranks: true, Constituency: "family", Organization: "o", Date: "2026-10-01", Language: "en", IDPrefix: "row-",
		Columns: []assess.ColumnEntry{{Header: "Q1", Is: "language-access", Words: map[string]string{"ok": "maturing"}, Ranks: true}},
		Words:   map[string]string{"none": "declined"},
		Skip:    []assess.SkipEntry{{Header: "status", Values: []string{"test"}, Blank: true, Reason: "preview"}},
		Count:   []string{"unfinished"},
		Repeats: &assess.RepeatsEntry{Keep: "last", By: "id"},
	}
}

// sampler collects a value of every exported type that it finds. If there are several of a type,
// it keeps the one that is longest when written, up to a limit.
type sampler struct {
	found map[string]reflect.Value // pointers
	size  map[string]int
	seen  map[seenKey]bool
}

type seenKey struct {
	at  uintptr
	typ reflect.Type
}

const modulePath = "github.com/waymark-go/waymark/"

// nameOf returns the name of an exported type of a public package, such as assess.Response.
func nameOf(typ reflect.Type) string {
	dir, ok := strings.CutPrefix(typ.PkgPath(), modulePath)
	if !ok || !slices.Contains(publicPackages(), dir) || typ.Name() == "" || typ.Name()[0] < 'A' || typ.Name()[0] > 'Z' {
		return ""
	}
	return dir[strings.LastIndex(dir, "/")+1:] + "." + typ.Name()
}

// add collects v and everything in its exported fields.
func (s *sampler) add(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return
		}
		if v.Kind() == reflect.Pointer {
			key := seenKey{v.Pointer(), v.Type()}
			if s.seen[key] {
				return
			}
			s.seen[key] = true
		}
		s.add(v.Elem())
		return
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				s.add(v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range min(v.Len(), 40) {
			s.add(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			s.add(key)
			s.add(v.MapIndex(key))
		}
	}
	s.keep(v)
}

func (s *sampler) keep(v reflect.Value) {
	name := nameOf(v.Type())
	if name == "" {
		return
	}
	p := v
	if v.CanAddr() {
		p = v.Addr()
	} else {
		p = reflect.New(v.Type())
		p.Elem().Set(v)
	}
	size := 1
	if _, known := s.found[name]; known {
		if data, err := json.Marshal(p.Interface()); err == nil {
			size = len(data)
		}
	}
	if _, known := s.found[name]; !known || size > s.size[name] && size < 50_000 {
		s.found[name], s.size[name] = p, size
	}
}

// samples returns a pointer to a value of every exported type, by name.
func samples(t *testing.T, f *fixture) map[string]reflect.Value {
	t.Helper()
	s := &sampler{found: make(map[string]reflect.Value), size: make(map[string]int), seen: make(map[seenKey]bool)}
	for _, v := range roots(t, f) {
		s.add(reflect.ValueOf(v))
	}
	return s.found
}

// roots returns values that every type can be found from.
func roots(t *testing.T, f *fixture) []any {
	t.Helper()
	r := f.rubric
	welcoming, _ := r.Competency("welcoming-culture")
	stage, _ := r.Spectrum().At(2)
	cell, _ := f.published.Cell("welcoming-culture", assess.AllRaters)
	change, _ := f.progress.Change("welcoming-culture", assess.AllRaters)
	score, _, err := f.published.Score(assess.PooledMedian, assess.AllDomains, assess.AllRaters, stage)
	if err != nil {
		t.Fatal(err)
	}
	voices, _ := f.published.EqualVoice("welcoming-culture")
	reliability, _ := f.published.Reliability(assess.AllRaters)
	transitions, _ := f.publishedPairs.Transitions("welcoming-culture", assess.AllRaters)
	trend := must2[[]assess.TrendPoint](t)(assess.Trend([]assess.Wave{{Published: f.published}, {Published: f.published}}, "welcoming-culture", assess.AllRaters))
	moved, lost, err := assess.MigrateResponse(f.old, f.crosswalk)
	if err != nil {
		t.Fatal(err)
	}
	translation, _ := f.spanish.Translation()
	reference, _ := r.ReferenceSpectrum()
	var overlay rubric.OverlayDocument
	if err := json.Unmarshal(must2[[]byte](t)(json.Marshal(f.overlay)), &overlay); err != nil {
		t.Fatal(err)
	}
	var crosswalk rubric.CrosswalkDocument
	if err := json.Unmarshal(must2[[]byte](t)(json.Marshal(f.crosswalk)), &crosswalk); err != nil {
		t.Fatal(err)
	}
	var companion rubric.CompanionDocument
	if err := json.Unmarshal(must2[[]byte](t)(json.Marshal(cei.Companion())), &companion); err != nil {
		t.Fatal(err)
	}
	var consensus assess.ConsensusDocument
	if err := json.Unmarshal(must2[[]byte](t)(json.Marshal(f.consensus)), &consensus); err != nil {
		t.Fatal(err)
	}
	book, losses, err := form.XLSForm(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	overlayDraft := must2[*author.OverlayDraft](t)(author.DraftOverlay(r, "vi"))
	crosswalkDraft := must2[*author.CrosswalkDraft](t)(author.DraftCrosswalk(f.earlier, r))
	outline := author.Outline{Document: r.Document(), Places: map[string]author.Place{"title": {Pos: problem.Pos{Line: 1, Column: 1}, Path: "B1"}}}
	outline.Document.Domains, outline.Document.Strands, outline.Document.PromptSets = nil, nil, nil
	outline.Rows = append(outline.Rows, author.OutlineRow{Domain: r.Document().Domains[0], Competency: r.Document().Domains[0].Competencies[0]})
	_, broken := rubric.Load("broken.yaml", []byte("format: rubric/1\nid: A\n"), nil)
	problems, _ := problem.Of(broken)
	gaps := slices.Collect(f.published.Gaps())
	var clusters spectrum.Clusters
	if err := clusters.Add(1, 2, 0, 0); err != nil {
		t.Fatal(err)
	}
	var parts []assess.PublishedPart
	for part, err := range f.hierarchy.All() {
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, part)
	}
	all := []any{
		r, r.Document(), r.Ref(), r.Spectrum(), r.Spectrum().Definition(), welcoming, welcoming.Domain(), stage, cell.Stages,
		slices.Collect(r.Strands()), slices.Collect(r.Constituencies()), slices.Collect(f.circle.BackgroundQuestions()), f.circle.Document().Background, slices.Collect(r.Lists()), slices.Collect(r.Resources()),
		slices.Collect(r.Sources()), slices.Collect(r.Prompts(rubric.PromptSubject{})), reference, translation,
		slices.Collect(r.Texts())[:5], f.overlay, overlay, f.crosswalk, crosswalk, slices.Collect(f.crosswalk.Links()),
		cei.Companion(), companion, slices.Collect(cei.Companion().Themes()), slices.Collect(cei.Companion().Sections()),
		rubric.Diff(f.earlier, r),
		rubric.LoadOptions{Limits: rubric.DocumentLimits{Bytes: 1}},
		rubric.SourceCheck{},
		rubric.Extensions(`{"x-crm":7}`),
		report.HelpSection{Items: []report.HelpItem{{Links: []report.HelpLink{{URL: "https://example.org"}}}}},
		rubric.Link{Title: "a", URL: "https://example.org"},
		rubric.Reference{Framework: "a", ID: "b", Relation: rubric.BroaderReference},
		rubric.LinkEntry{URL: "https://example.org"},
		rubric.ReferenceEntry{Framework: "a", ID: "b"},
		rubric.Blocks("1. a"),
		problems,
		f.responses[0], f.responses[0].Document(), f.responses[0].Profile(), f.tally, f.summary, f.published, f.published.Document(),
		f.progress, f.progress.Document(), f.progress.Baseline(), f.consensus, consensus, slices.Collect(f.consensus.Agreements()), f.collection,
		f.comments, f.comments.Document(), slices.Collect(f.comments.All()), f.collector,
		assess.CommentSheetOptions{ByteOrderMark: true},
		f.pairs, f.publishedPairs, cell, change, score, voices, reliability, transitions, trend, moved, lost, gaps,
		slices.Collect(f.published.Warnings()),
		assess.Place{ID: "school", Parent: "district"},
		f.published.Policy(), f.published.Raters(assess.AllRaters),
		assess.MigrationLoss{Competency: "a", To: []string{"b"}, Reason: assess.LossSplit, Ratings: 3},
		assess.AnswerCount{Group: "g", Competency: "c", Answer: "declined", N: 3},
		assess.DontKnow, assess.WarnFewRaters,
		f.parts, parts, f.hierarchy, f.hierarchy.Shown(),
		assess.LiveCount{AtLeast: 11, AtMost: 21},
		assess.HierarchyOptions{Summary: &assess.SummaryOptions{MinGapRaters: 3}, Merged: []string{"family", "student"}},
		assess.RepublishError{Reason: assess.RepublishFew, Path: "raters.by.family", Wait: 3},
		f.mapping, f.mapping.Document(), f.proposal,
		assess.Completeness{Answered: 1, Asked: 2, Missing: []string{"constituency"}},
		assess.Refusal{Code: problem.UnknownStage, Constituency: "family", Language: "es", Count: 3},
		f.exclusions,
		assess.ReasonCount{Reason: "preview", Count: 2},
		assess.LanguageCount{Language: "es", Count: 2},
		assess.ExclusionsEntry{Refused: []assess.ReasonCount{{Reason: "unknown-stage", Count: 3}}, Uneven: []assess.UnevenEntry{{Language: "es"}}},
		assess.UnevenEntry{Constituency: "family"},
		assess.InputLimitError{Field: "Records", Max: 3},
		assess.Report{NotCounted: 2, Notices: []assess.Notice{{
			Problem: problem.Problem{Pos: problem.Pos{File: "x.csv", Line: 2, Column: 1}, Code: problem.IgnoredColumn, Path: "Comments", Msg: "m"},
			Count:   2, NotCounted: true, Reason: "preview",
		}}},
		assess.ResultWarning{Code: assess.WarnFewRaters, Path: "welcoming-culture.all", Msg: "m"},
		assess.ReadOptions{CSV: &assess.CSVOptions{Ranks: true, Mapping: f.mapping}},
		assess.CollectOptions{Key: assess.ByOrganization},
		assess.CollectProgress{Bytes: 3},
		assess.FileInput("x"),
		assess.ResponseHeader{ID: []byte("x")},
		assess.SummaryOptions{MinGapRaters: 3},
		assess.ResponseDocument{ID: "r", Ratings: map[string]assess.RatingEntry{"a": {Stage: "maturing", Note: "n"}}},
		assess.Wave{Published: f.published, Crosswalk: f.crosswalk},
		assess.GapEntry{},
		assess.LevelResults{{Level: 1, Met: 2, Below: 1, State: assess.LevelNotReached}},
		assess.LevelsEntry{Stage: "advanced", Percent: 50, Results: []assess.LevelsOf{{ID: "a", Levels: []assess.LevelEntry{{Level: 1, By: map[string]assess.LevelCount{"family": {Met: 3, State: "reached"}}}}}}},
		assess.ReliabilityEntry{Reason: "x"},
		overlayDraft, crosswalkDraft, outline,
		author.SheetOptions{HighestFirst: true},
		author.CASEOptions{Rubric: "r"},
		book, losses,
		form.Options{Translations: []*rubric.Rubric{f.spanish}},
		form.CASEOptions{},
		form.EmptySheetOptions{Remarks: true},
		form.AnswerOptions{},
		schema.LoaderRules(rubric.Format)[0],
		f.view, f.guide, f.worksheet, f.handbook, f.reflection, f.handout, f.narrative, f.words, f.words.Codebook(), f.view.Pictures[0].Table(), f.view.Overview()[0],
		report.LevelRow{Label: report.TaggedText{{Text: "a"}}, Cells: []report.LevelCell{{State: assess.LevelOpen, Text: "b"}}},
		report.Options{Words: f.words, Title: "x"},
		f.view.Head.Title.Blocks(),
		report.Logo{MediaType: "image/png", Data: []byte{1}, Width: 1, Height: 1},
		text.Options{Width: 60},
		markdown.Options{ASCII: true},
		html.Options{Fragment: &html.Fragment{ID: "x", HeadingLevel: 3}, Scheme: html.SchemeHost},
		html.Fragment{ID: "x", HeadingLevel: 3},
		html.StyleSheet{CSS: "a{}", Hash: "sha256-"},
		svg.Options{},
		tidy.Options{ByteOrderMark: true},
		spectrum.Interval{Level: 0.95},
		spectrum.EqualSteps, spectrum.Ordinal, clusters, spectrum.Reason("x"),
	}
	return all
}
