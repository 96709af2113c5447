package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/waymark-go/waymark/internal/prose"
	"github.com/waymark-go/waymark/report/internal/clean"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// maxMoves is the number of changes of single groups that a report names.
const maxMoves = 5

// progressBuilder builds the section on what changed since an earlier wave.
type progressBuilder struct{ *builder }

// progress returns what changed since the earlier wave. It is nil without Options.Progress.
func (b progressBuilder) progress() *ProgressSection {
	p := b.opt.Progress
	if p == nil {
		return nil
	}
	before, now := p.Baseline().Raters(assess.AllRaters), b.published.Raters(assess.AllRaters)
	baseline := p.Baseline().Rubric().Ref()
	out := &ProgressSection{Intro: b.texts([]string{b.phrases.Progress.baseline(clean.Line(baseline.String()), baseline == b.rubric.Ref())})}
	switch {
	case before.Hidden || now.Hidden:
		out.Empty = b.phrases.Progress.changeReason(assess.ChangeHidden)
		return out
	case before.N == 0:
		out.Empty = b.phrases.Progress.changeReason(assess.ChangeNoRatings)
		return out
	}
	out.Intro = append(out.Intro, b.text(b.phrases.Progress.waves(before.N, now.N)), b.text(b.phrases.Progress.AllRatings))
	for s := range b.strands() {
		if !b.hasStrands() {
			break
		}
		out.Rows = append(out.Rows, b.progressRow(s.ID(), b.strandTitle(s), fewIn(p, competenciesOf(s))))
		out.Rows[len(out.Rows)-1].IsDomain = true
	}
	for d := range b.domains() {
		out.Rows = append(out.Rows, b.progressRow(d.ID(), b.domainLabel(d), fewIn(p, slices.Collect(d.Competencies()))))
		out.Rows[len(out.Rows)-1].IsDomain = true
		for c := range b.selectedOf(d.Competencies()) {
			change, _ := p.Change(c.ID(), assess.AllRaters)
			out.Rows = append(out.Rows, b.progressRow(c.ID(), b.label(c), few(change)))
		}
	}
	if len(b.groups) > 0 {
		out.Moves = b.moves()
	}
	return out
}

// few reports whether a wave has fewer ratings than a comparison of groups needs.
func few(c assess.ResultChange) bool {
	return c.Before.Rated() < minCompared || c.After.Rated() < minCompared
}

// fewIn reports the same for the pooled ratings of some competencies. Pooled ratings are not
// people, so one of the competencies must have enough ratings.
func fewIn(p *assess.Progress, competencies []*rubric.Competency) bool {
	for _, c := range competencies {
		if change, ok := p.Change(c.ID(), assess.AllRaters); ok && change.Reason == "" && !few(change) {
			return false
		}
	}
	return true
}

func (b progressBuilder) progressRow(id, label string, few bool) ProgressRow {
	change, _ := b.opt.Progress.Change(id, assess.AllRaters)
	row := ProgressRow{ID: id, Label: b.text(label), Compared: change.Reason == ""}
	row.Now, row.NowRated, row.NowRatedText = b.wave(change.After)
	switch change.Reason {
	case "", assess.ChangeHidden, assess.ChangeNoRatings:
		row.Before, row.BeforeRated, row.BeforeRatedText = b.wave(change.Before)
	default:
		mark := b.none()
		row.Before = MedianCell{Low: -1, High: -1, Text: b.text(mark), Letters: mark}
		row.BeforeRated = NumberCell{Text: mark}
	}
	row.Why = b.text(b.grammar.sentences(b.why(change, few), b.note(change)))
	switch {
	case !row.Compared:
		row.Text = b.phrases.Progress.NotCompared
	case deltaLevel(change.Delta) > 0:
		row.Direction = cmp.Compare(change.Delta, 0)
		fallthrough
	default:
		row.Text = b.phrases.Progress.moved(row.Direction)
	}
	row.Outcome = plain(row.Text)
	if row.Why != nil {
		row.Outcome = append(plain(b.grammar.closed(row.Text)+b.grammar.punctuation.Sentence), row.Why...)
	}
	return row
}

// why returns why a row is not compared, or what to keep in mind if it is.
func (b progressBuilder) why(c assess.ResultChange, few bool) string {
	if c.Reason != "" {
		return b.phrases.Progress.changeReason(c.Reason)
	}
	var why string
	if c.Comparable == rubric.PartlyComparable {
		why = b.phrases.Progress.Reworded
	}
	if few {
		why = b.grammar.sentences(why, b.phrases.Progress.fewRatings(minCompared))
	}
	return why
}

// note returns the crosswalk's note on a competency that changed. A crosswalk does not name its
// language; it is taken to be the language of the earlier edition.
func (b progressBuilder) note(c assess.ResultChange) string {
	switch c.Reason {
	case "", assess.ChangeAdded, assess.ChangeSplit, assess.ChangeMerged, assess.ChangeNot:
	default:
		return "" // the reason is another than the editions
	}
	note := clean.Line(prose.Line(c.Note))
	if note == "" || c.Comparable == rubric.FullyComparable {
		return ""
	}
	return b.languages.mark(b.grammar.closed(note), clean.Line(b.opt.Progress.Baseline().Rubric().Language()))
}

// wave returns one of the two cells of a change in words.
func (b progressBuilder) wave(c assess.ResultCell) (MedianCell, NumberCell, string) {
	if c.Hidden {
		return b.hiddenMedian(), b.hiddenFigure(), ""
	}
	return b.median(c.Stages), b.figure(c.Rated()), b.phrases.Results.ratings(c.Rated())
}

// groupMove is a competency that a group rates differently than before.
type groupMove struct {
	competency *rubric.Competency
	group      rubric.Constituency // with a cleaned title
	change     assess.ResultChange
}

// moves returns the largest changes of single groups; equal ones keep the rubric's order.
func (b progressBuilder) moves() ComparisonList {
	var all []groupMove
	for c := range b.selectedOf(b.rubric.Competencies()) {
		for _, g := range b.groups {
			change, ok := b.opt.Progress.Change(c.ID(), g.ID)
			if ok && change.Reason == "" && !few(change) && deltaLevel(change.Delta) > 0 {
				all = append(all, groupMove{c, g, change})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y groupMove) int {
		return cmp.Compare(math.Abs(y.change.Delta), math.Abs(x.change.Delta))
	})
	ds := ComparisonList{Intro: b.phrases.Progress.movesIntro(minCompared)}
	for _, m := range all[:min(len(all), maxMoves)] {
		ds.Items = append(ds.Items, b.move(m))
	}
	if len(ds.Items) == 0 {
		ds.Empty = b.phrases.Progress.noMoves(minCompared)
	}
	return ds
}

func (b progressBuilder) move(m groupMove) Comparison {
	c, id := m.change, m.competency.ID()
	detail, stage := b.detail(c)
	title := b.titleAlone(m.competency)
	waves := b.waves()
	return Comparison{
		Competency: id, Stage: stage.ID(),
		Domain:   b.otherDomain(m.competency.Domain()),
		Sentence: b.text(b.phrases.Progress.move(title, b.phrases.Constituencies.by(m.group.Title), deltaLevel(c.Delta), c.Delta > 0)),
		Detail:   b.text(detail),
		Sides: [2]ComparisonSide{
			{Constituency: m.group.ID, Group: b.text(waves[0]), Result: b.cellResult(c.Before, b.phrases.Results.rated)},
			{Constituency: m.group.ID, Group: b.text(waves[1]), Result: b.cellResult(c.After, b.phrases.Results.rated)},
		},
	}
}

// waves are the names of the earlier and the later wave.
func (b *builder) waves() [2]string { return [2]string{b.labels.Before, b.labels.Now} }

// detail returns how many people were at a stage or above before and are now, at the stage where
// the two shares differ most.
func (b progressBuilder) detail(c assess.ResultChange) (text string, stage spectrum.Stage) {
	lower, higher := c.Before.Stages, c.After.Stages
	if c.Delta < 0 {
		lower, higher = higher, lower
	}
	stage = widestStage(lower, higher)
	return b.sharesAt(stage, [2]spectrum.Distribution{c.Before.Stages, c.After.Stages}, func(i int, k, n uint64) string {
		return b.phrases.Differences.ofWave(k, n, i == 0)
	}), stage
}
