package report_test

import (
	"slices"

	"github.com/waymark-go/waymark/report"
)

// viewFacts returns the facts of a view for people.
func viewFacts(v *report.View, bar func(report.StageBar) string) facts {
	w := &viewReader{View: v, bar: bar}
	w.head()
	for _, s := range v.Sections {
		switch s {
		case report.SectionFindings:
			w.findings()
		case report.SectionOverview:
			w.overview()
		case report.SectionStrands:
			w.strands()
		case report.SectionLevels:
			w.levels()
		case report.SectionDomains:
			for i := range v.Domains {
				w.domain(&v.Domains[i])
			}
		case report.SectionStrengths:
			w.highlights(string(s), v.Strengths)
		case report.SectionEdges:
			w.highlights(string(s), v.Edges)
		case report.SectionDifferences:
			w.comparisons(string(s), v.Differences)
		case report.SectionProgress:
			w.progress()
		case report.SectionConsensus:
			w.consensus()
		case report.SectionComments:
			w.comments()
		case report.SectionTargets:
			w.targets()
		case report.SectionConversations:
			w.conversations()
		case report.SectionMethods:
			w.methods()
		}
	}
	w.about()
	return w.facts
}

type viewReader struct {
	*report.View
	facts
	bar func(report.StageBar) string
}

func (w *viewReader) head() {
	h := &w.Head
	parts := []string{h.Title.String(), h.Organization, h.Date}
	if h.Instrument != nil {
		parts = append(parts, w.Labels.BasedOn, h.Instrument.String())
	}
	parts = append(parts, h.Translation.String(), h.Internal)
	var missing []string
	for _, text := range h.Missing {
		missing = append(missing, text.String())
	}
	if w.Message != "" {
		parts = append(append(parts, w.Message), missing...)
		w.prose(inHead, "", "", append(parts, h.Policy)...)
		return
	}
	w.prose(inHead, "", "", append(parts, h.Sharing)...)
	for _, title := range wantHeadings(w.View)[:len(wantHeadings(w.View))-1] {
		w.add(inContents, "", "", title)
	}
	w.prose(inWho, "", "", h.Participation)
	for _, g := range w.Groups {
		w.add(inWho, g.Title.String(), "", g.Raters.Text)
	}
	var key []string
	for _, s := range w.Stages {
		key = append(key, s.Title.String())
	}
	w.prose(inKey, "", "", key...)
	for _, p := range h.HowToRead {
		w.prose(inRead, "", "", p.String())
	}
	for _, text := range append([]string{h.Policy}, missing...) {
		w.prose(inRead, "", "", text)
	}
	for _, s := range w.Stages {
		w.prose(inHow, "", "", s.Title.String(), s.Summary.String(), s.Messages.String())
	}
	for _, m := range h.Marks {
		w.add(inMarks, m.Sign, "", m.Text)
	}
}

func (w *viewReader) findings() {
	const s = string(report.SectionFindings)
	for _, f := range w.Findings.Items {
		for _, sentence := range f.Sentences {
			w.prose(s, f.Heading, "sentence", sentence.Text.String())
		}
	}
	p := w.Picture("findings")
	w.add(s, "", "picture", p.Title.String())
	w.add(s, "", "picture head", p.Labels.Share.String())
	for _, r := range p.Rows {
		w.add(s, r.Label.String(), "picture bar", w.bar(r.Result.Bar))
		w.add(s, r.Label.String(), "picture share", r.Share)
	}
}

func (w *viewReader) overview() {
	const s = string(report.SectionOverview)
	for _, d := range w.Overview() {
		of := d.Label.String()
		w.add(s, of, "bar", w.bar(d.Result.Bar))
		w.add(s, of, "median", d.Result.Median.Text.String())
		w.add(s, of, "share", d.Share.String())
		w.add(s, of, "equal voice", d.EqualVoice.String())
		w.add(s, of, "rated", d.Result.Rated.Text)
		w.add(s, of, "rated in words", d.Result.RatedText)
		if len(w.Groups) > 1 {
			w.prose(s, of, "apart", d.Apart.Text, d.Apart.Detail.String())
		}
	}
}

func (w *viewReader) domain(d *report.DomainSection) {
	s := d.Label.String()
	intro := []string{d.Summary.String(), d.Share.String()}
	if w.OneDomain {
		intro = append(intro, d.EqualVoice.String())
	}
	w.prose(s, "", "intro", intro...)
	w.add(s, "", "caption", d.Caption.String())
	if len(w.Groups) > 0 {
		w.add(s, "", "caption by group", d.ByCaption.String())
	}
	w.results(s, d.Competencies)
}

func (w *viewReader) strands() {
	s := w.Labels.Strands
	w.prose(s, "", "intro", w.Strands.Intro)
	w.add(s, "", "caption", w.Strands.Caption.String())
	if len(w.Groups) > 0 {
		w.add(s, "", "caption by group", w.Strands.ByCaption.String())
	}
	w.results(s, w.Strands.Results())
}

func (w *viewReader) levels() {
	const s = string(report.SectionLevels)
	for _, p := range w.Levels.Intro {
		w.prose(s, "", "intro", p.String())
	}
	for i, r := range append(slices.Clone(w.Levels.Rows), w.Levels.Groups...) {
		if i == len(w.Levels.Rows) {
			w.add(s, "", "groups", w.Labels.LevelsByGroup)
		}
		of := r.Label.String()
		w.add(s, of, "reached", r.Reached)
		for i, c := range r.Cells {
			w.add(s, of, w.Levels.Heads[i], c.Text)
			w.add(s, of, w.Levels.Heads[i]+" in detail", c.Detail)
		}
	}
}

func (w *viewReader) results(s string, rows []report.CompetencyRow) {
	for i := range rows {
		w.competency(s, &rows[i])
	}
	for i := range rows {
		c := &rows[i]
		what := "by "
		if c.Result.Hidden {
			what = "hidden by "
		}
		for j, by := range c.By {
			w.add(s, c.Label.String(), what+w.Groups[j].Title.String(), by.Median.Text.String())
		}
	}
}

func (w *viewReader) competency(s string, c *report.CompetencyRow) {
	of, r := c.Label.String(), &c.Result
	w.add(s, of, "summary", c.Summary.String())
	if r.Hidden {
		w.add(s, of, "hidden", w.Labels.HiddenMark)
		return
	}
	w.add(s, of, "bar", w.bar(r.Bar))
	w.add(s, of, "median", r.Median.Text.String())
	w.add(s, of, "equal voice", c.EqualVoice.String())
	w.add(s, of, "rated in words", r.RatedText)
	for i, n := range r.Counts {
		w.add(s, of, "count "+w.Stages[i].Title.String(), n.Text)
	}
	w.add(s, of, "rated", r.Rated.Text)
	w.add(s, of, "agreement", r.Agreement)
	w.add(s, of, "pairs", r.Pairs)
	if r.Reasons != "" {
		w.add(s, of, "no rating", r.NonAnswers.Text+" "+r.Reasons)
	} else {
		w.add(s, of, "all rated", r.NonAnswers.Text)
	}
}

func (w *viewReader) highlights(s string, hs report.HighlightList) {
	if hs.Empty != nil {
		w.prose(s, "", "intro", hs.Empty.String())
		return
	}
	w.prose(s, "", "intro", hs.Intro)
	for _, h := range hs.Items {
		w.add(s, h.Label.String(), "domain", h.Domain.String())
		w.add(s, h.Label.String(), "bar", w.bar(h.Bar))
		w.add(s, h.Label.String(), "sentence", h.Sentence.String())
	}
}

func (w *viewReader) comparisons(s string, ds report.ComparisonList) {
	if ds.Empty != "" {
		w.prose(s, "", "intro", ds.Empty)
		return
	}
	w.prose(s, "", "intro", ds.Intro)
	for _, d := range ds.Items {
		of := d.Sentence.String()
		w.add(s, of, "domain", d.Domain.String())
		for _, side := range d.Sides {
			w.add(s, of, side.Group.String()+" bar", w.bar(side.Result.Bar))
			w.add(s, of, side.Group.String(), side.Result.Median.Text.String()+" · "+side.Result.RatedText)
		}
		w.add(s, of, "detail", d.Detail.String())
	}
}

func (w *viewReader) progress() {
	const s = string(report.SectionProgress)
	p := w.Progress
	for _, t := range p.Intro {
		w.prose(s, "", "intro", t.String())
	}
	if p.Empty != "" {
		w.prose(s, "", "intro", p.Empty)
		return
	}
	for _, r := range p.Rows {
		of := r.Label.String()
		w.add(s, of, "before", r.Before.Text.String())
		w.add(s, of, "before rated", r.BeforeRated.Text)
		w.add(s, of, "before rated in words", r.BeforeRatedText)
		w.add(s, of, "now", r.Now.Text.String())
		w.add(s, of, "now rated", r.NowRated.Text)
		w.add(s, of, "now rated in words", r.NowRatedText)
		w.prose(s, of, "moved", r.Text, r.Why.String())
		w.prose(s, of, "outcome", r.Outcome.String())
	}
	if p.Moves.Intro != "" {
		w.comparisons(inMoves, p.Moves)
	}
}

func (w *viewReader) consensus() {
	const s = string(report.SectionConsensus)
	w.prose(s, "", "intro", w.Consensus.Intro, w.Consensus.FreeTextWarning, w.Consensus.Empty)
	for _, a := range w.Consensus.Items {
		of := a.Label.String()
		w.add(s, of, "domain", a.Domain.String())
		w.add(s, of, "stage", a.Stage.Text.String())
		w.add(s, of, "bar", w.bar(a.Result.Bar))
		median := a.Result.Median.Text.String()
		if !a.Result.Hidden {
			median += " · " + a.Result.RatedText
		}
		w.add(s, of, "all ratings", median)
		w.prose(s, of, "agreed, spread and rated", a.Sentence.String(), a.RatedSpread.String())
		w.prose(s, of, "agreed and spread", a.Sentence.String(), a.Spread.String())
		w.prose(s, of, w.Labels.Rationale, a.Rationale.String())
		for _, e := range a.Evidence {
			w.prose(s, of, w.Labels.Evidence, e.String())
		}
		w.prose(s, of, w.Labels.AgreedBy, a.AgreedBy.String())
		w.ownWords(s, of, a.Comments)
	}
}

func (w *viewReader) comments() {
	const s = string(report.SectionComments)
	w.prose(s, "", "intro", w.Comments.Intro, w.Comments.FreeTextWarning)
	for _, c := range w.Comments.Items {
		w.add(s, c.Label.String(), "domain", c.Domain.String())
		w.ownWords(s, c.Label.String(), c.Comments)
	}
}

func (w *viewReader) ownWords(s, of string, groups []report.CommentGroup) {
	for _, g := range groups {
		for _, text := range g.Texts {
			w.prose(s, of, g.From.String(), text.String())
		}
	}
}

func (w *viewReader) targets() {
	const s = string(report.SectionTargets)
	w.prose(s, "", "intro", w.Targets.Intro)
	for _, g := range w.Targets.Items {
		of := g.Label.String()
		if g.Hidden {
			w.add(s, of, "goal", g.Goal.Text.String())
			w.add(s, of, "hidden", w.Labels.HiddenMark)
			continue
		}
		w.add(s, of, "bar", w.bar(g.Bar))
		w.add(s, of, "standing", g.Current.Text.String())
		w.add(s, of, "goal", g.Goal.Text.String())
		w.add(s, of, "distance", g.Distance)
		if g.Reached != g.Distance { // both are the mark for none
			w.add(s, of, "reached", g.Reached)
		}
	}
}

func (w *viewReader) conversations() {
	const s = string(report.SectionConversations)
	cs := &w.Conversations
	if cs.Empty != "" {
		w.prose(s, "", "", cs.Empty)
		return
	}
	parts := []string{cs.Intro}
	ask := func(sets []report.QuestionSet) {
		if len(sets) > 0 {
			parts = append(parts, w.Labels.Questions)
		}
		for _, set := range sets {
			parts = append(parts, set.Title.String(), set.Introduction.String())
			for _, q := range set.Items {
				parts = append(parts, q.String())
			}
			parts = append(parts, set.More)
		}
	}
	for _, c := range cs.Items {
		parts = append(parts, c.Domain.String())
		for _, e := range c.Edges {
			parts = append(parts, e.Label.String(), e.Current.String(), e.Next.String(), e.DescriptorIntro.String(), e.Descriptor.String())
		}
		ask(c.Questions)
	}
	for _, talk := range cs.Stages {
		parts = append(parts, talk.Heading.String())
		ask(talk.Questions)
	}
	w.prose(s, "", "", parts...)
}

func (w *viewReader) methods() {
	m := &w.Methods
	parts := []string{m.Intro}
	for _, item := range m.Items {
		parts = append(parts, item.Name, item.Text, w.Labels.Limits, item.Limits, w.Labels.Source, item.Source)
	}
	if len(m.Notes) > 0 {
		parts = append(parts, w.Labels.Notes)
	}
	for _, n := range m.Notes {
		parts = append(parts, n.String())
	}
	w.prose(string(report.SectionMethods), "", "", parts...)
}

func (w *viewReader) about() {
	a := &w.About
	var parts []string
	for _, f := range a.Facts {
		parts = append(parts, f.Name, f.Text.String())
	}
	if len(a.Sources) > 0 {
		parts = append(parts, w.Labels.Sources)
	}
	for _, s := range a.Sources {
		parts = append(parts, s.Title, s.Publisher, s.URL)
	}
	if len(a.Notes) > 0 {
		parts = append(parts, w.Labels.EditionNotes)
	}
	for _, n := range a.Notes {
		parts = append(parts, n.String())
	}
	w.prose(inAbout, "", "", parts...)
}
