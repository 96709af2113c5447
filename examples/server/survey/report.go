package survey

import (
	"context"
	"errors"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// Published returns what was published of a node, with the texts of a language.
func (s *Survey) Published(ctx context.Context, st *store.Store, number int, node, language string) (*assess.Published, error) {
	data, err := st.Summary(ctx, s.ID, number, node)
	if err != nil {
		return nil, err
	}
	return assess.LoadPublished(s.Rubric(language), "summary.json", data, nil)
}

// LastPublished is Published for the last publication. It returns nil if there is none.
func (s *Survey) LastPublished(ctx context.Context, st *store.Store, school, language string) (*assess.Published, error) {
	all, err := st.Publications(ctx, s.ID)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return s.Published(ctx, st, all[len(all)-1].Number, school, language)
}

// View returns the report of what was published of a node. Only schools, and all of them together,
// are compared with an earlier time and have a team that agrees on something.
func (s *Survey) View(ctx context.Context, st *store.Store, number int, node, language string) (*report.View, error) {
	p, err := s.Published(ctx, st, number, node, language)
	if err != nil {
		return nil, err
	}
	opt := &report.Options{Title: s.Title, Organization: s.ResultTitle(language, node), Date: s.period(), Language: language}
	if !strings.Contains(node, "/") {
		if err := s.addTo(ctx, st, opt, p, node, language); err != nil {
			return nil, err
		}
	}
	return report.Build(p, opt)
}

// addTo adds to a report what there is besides the results of a school, or of all schools for "".
func (s *Survey) addTo(ctx context.Context, st *store.Store, opt *report.Options, p *assess.Published, school, language string) (err error) {
	if opt.Progress, err = s.compare(ctx, st, p, school); err != nil {
		return err
	}
	k, version, err := s.Consensus(ctx, st, school, language)
	if err != nil {
		return err
	}
	if version > 0 {
		opt.Consensus = k
	}
	if school == "" {
		// Notes of the people of one school would be those of fewer people.
		if opt.Comments, _, err = s.Comments(ctx, st, language); err != nil {
			return err
		}
	}
	return nil
}

// period returns the month or the months in which people could answer.
func (s *Survey) period() string {
	const month = len("2026-10")
	first, last := s.Opens[:month], s.Closes[:month]
	if first == last {
		return first
	}
	return first + "/" + last
}

// compare compares results with those of an earlier wave, if there are any.
func (s *Survey) compare(ctx context.Context, st *store.Store, p *assess.Published, school string) (*assess.Progress, error) {
	b, err := st.Baseline(ctx, s.ID, school)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	before, x, err := s.LoadBaseline("baseline.json", b.Summary)
	if err != nil {
		return nil, err
	}
	return assess.Compare(before, p, x)
}

// LoadBaseline reads the published summary of an earlier wave that results can be compared with:
// of the same edition or of another embedded edition of the same rubric that a crosswalk connects
// with it, and published under a policy that hides as much.
func (s *Survey) LoadBaseline(name string, data []byte) (*assess.Published, *rubric.Crosswalk, error) {
	ref, err := assess.SummaryRubric(name, data)
	if err != nil {
		return nil, nil, err
	}
	r, x, err := cei.Find(ref, s.rubric)
	if err != nil {
		return nil, nil, err
	}
	before, err := assess.LoadPublished(r, name, data, nil)
	if err != nil {
		return nil, nil, err
	}
	return before, x, assess.Comparable(before, s.rubric, s.Policy(), x)
}
