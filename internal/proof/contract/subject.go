package contract

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"iter"
	"path"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/assess/schema"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
	"github.com/waymark-go/waymark/spectrum"
	samples "github.com/waymark-go/waymark/testdata"
)

//go:embed testdata
var testdata embed.FS

// subject is a kind of document: its schema, its loader and documents that are valid.
type subject struct {
	name   string
	format string
	schema json.RawMessage
	load   func(data []byte) error
	seeds  []*node
}

func subjects() ([]subject, error) {
	everything, err := rubric.LoadFS(testdata, "testdata/rubric.everything.json", nil)
	if err != nil {
		return nil, err
	}
	later, err := rubric.LoadFS(testdata, "testdata/rubric.later.json", nil)
	if err != nil {
		return nil, err
	}
	small, err := rubric.LoadFS(testdata, "testdata/rubric.small.json", nil)
	if err != nil {
		return nil, err
	}
	response := func(name string, r *rubric.Rubric) subject {
		return subject{name: name, format: assess.ResponseFormat, schema: schema.Response(r), load: func(data []byte) error {
			_, err := assess.LoadResponse(r, ".json", data, nil)
			return err
		}}
	}
	crosswalk := func(name string, from, to *rubric.Rubric) subject {
		return subject{name: name, format: rubric.CrosswalkFormat, schema: schema.Crosswalk(), load: func(data []byte) error {
			_, err := rubric.LoadCrosswalk(".json", data, from, to, nil)
			return err
		}}
	}
	list := []subject{
		{name: "rubric.*", format: rubric.Format, schema: schema.Rubric(), load: func(data []byte) error {
			_, err := rubric.Load(".json", data, nil)
			return err
		}},
		{name: "overlay.*", format: rubric.OverlayFormat, schema: schema.Overlay(), load: func(data []byte) error {
			_, err := rubric.LoadOverlay(".json", data, nil)
			return err
		}},
		crosswalk("crosswalk.everything", everything, later),
		crosswalk("crosswalk.back", later, everything),
		{name: "companion.*", format: rubric.CompanionFormat, schema: schema.Companion(), load: func(data []byte) error {
			_, err := rubric.LoadCompanion(".json", data, nil)
			return err
		}},
		{name: "consensus.*", format: assess.ConsensusFormat, schema: schema.Consensus(), load: func(data []byte) error {
			_, err := assess.LoadConsensus(everything, ".json", data, nil)
			return err
		}},
		{name: "mapping.*", format: assess.MappingFormat, schema: schema.Mapping(), load: func(data []byte) error {
			_, err := assess.LoadMapping(everything, ".json", data, nil)
			return err
		}},
		{name: "comments.*", format: assess.CommentsFormat, schema: schema.Comments(), load: func(data []byte) error {
			_, err := assess.LoadComments(everything, ".json", data, nil)
			return err
		}},
		response("response.[el]*", everything),
		response("response.small", small),
		response("cei", cei.Latest()),
	}
	summary, err := summarySubject(everything)
	if err != nil {
		return nil, err
	}
	list = append(list, summary)
	for i := range list {
		if list[i].seeds != nil {
			continue
		}
		if err := list[i].readSeeds(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (s *subject) readSeeds() error {
	if s.name == "cei" {
		for line := range bytes.Lines(samples.District[:10_000]) {
			if seed, err := parse(line); err == nil {
				s.seeds = append(s.seeds, seed)
			}
		}
	}
	files, err := fs.Glob(testdata, path.Join("testdata", s.name+".json"))
	if err != nil {
		return err
	}
	for _, file := range files {
		data, err := testdata.ReadFile(file)
		if err != nil {
			return err
		}
		if err := s.load(data); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		seed, err := parse(data)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		s.seeds = append(s.seeds, seed)
	}
	if len(s.seeds) == 0 {
		return fmt.Errorf("no seeds %s", s.name)
	}
	return nil
}

// summarySubject has summaries under three policies and a progress document.
func summarySubject(r *rubric.Rubric) (subject, error) {
	s := subject{name: "summary", format: assess.SummaryFormat, schema: schema.Summary(), load: func(data []byte) error {
		_, err := assess.LoadPublished(r, ".json", data, nil)
		return err
	}}
	var waves []*assess.Published
	for i, policy := range []assess.Policy{{}, assess.Internal(), {RoundTo: 5}} {
		tally := &assess.Tally{Rubric: r.Ref(), Stages: r.Spectrum().Len(), Competencies: r.CompetencyCount(), Groups: make(map[string]*assess.GroupCounts)}
		for c := range constituencies(r) {
			g := &assess.GroupCounts{Raters: 20}
			for competency := range r.Competencies() {
				if !competency.Asks(c) {
					g.Counts = append(g.Counts, make([]uint64, r.Spectrum().Len()+4)...)
					continue
				}
				counts := make([]uint64, r.Spectrum().Len()+4)
				counts[0], counts[1], counts[len(counts)-2] = uint64(8+i), 9, uint64(3-i)
				g.Counts = append(g.Counts, counts...)
			}
			tally.Groups[c] = g
		}
		exclusions := &assess.Exclusions{
			Refused:    []assess.Refusal{{Code: problem.UnknownStage, Language: "es", Count: uint64(12 * i)}},
			NotCounted: []assess.ReasonCount{{Reason: "preview", Count: 3}},
			Counted:    []assess.LanguageCount{{Language: "en", Count: 40}, {Language: "es", Count: 20}},
		}
		for c := range constituencies(r) {
			exclusions.Refused[0].Constituency = c
		}
		if i == 0 {
			exclusions = nil
		}
		summary, err := tally.Summarize(r, &assess.SummaryOptions{Assumption: spectrum.EqualSteps, MinGapRaters: 10 + i, Exclusions: exclusions})
		if err != nil {
			return subject{}, err
		}
		published, err := summary.Publish(policy)
		if err != nil {
			return subject{}, err
		}
		waves = append(waves, published)
	}
	progress, err := assess.Compare(waves[0], waves[1], nil)
	if err != nil {
		return subject{}, err
	}
	for _, document := range []json.Marshaler{waves[0], waves[1], waves[2], progress} {
		data, err := document.MarshalJSON()
		if err != nil {
			return subject{}, err
		}
		seed, err := parse(data)
		if err != nil {
			return subject{}, err
		}
		s.seeds = append(s.seeds, seed)
	}
	return s, nil
}

// constituencies yields the ids of the constituencies, or that of everyone.
func constituencies(r *rubric.Rubric) iter.Seq[string] {
	return func(yield func(string) bool) {
		none := true
		for c := range r.Constituencies() {
			none = false
			if !yield(c.ID) {
				return
			}
		}
		if none {
			yield(assess.AllRaters)
		}
	}
}
