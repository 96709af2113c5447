package report

func (t *textWriter) progress() {
	p := t.Progress
	t.heading(t.Labels.Progress)
	for i, s := range p.Intro {
		if i > 0 {
			t.line("")
		}
		t.para(0, s.String())
	}
	if p.Empty != "" {
		t.line("")
		t.para(0, p.Empty)
		return
	}
	for i := range p.Rows {
		r := &p.Rows[i]
		indent := 2
		if r.IsDomain {
			indent = 0
			t.line("")
		}
		t.strong(indent, r.Label.String())
		t.para(indent+2, joined(" · ", t.wave(t.Labels.Before, r.Before, r.BeforeRatedText), t.wave(t.Labels.Now, r.Now, r.NowRatedText)))
		t.para(indent+2, joined(". ", r.Text, r.Why.String()))
	}
	if p.Moves.Intro == "" {
		return
	}
	t.line("")
	t.strong(0, t.Labels.Moves)
	t.comparisons(&p.Moves)
}

// wave writes a median and the number of ratings it comes from.
func (t *textWriter) wave(name string, m MedianCell, rated string) string {
	s := name + ": " + m.Text.String()
	if rated != "" {
		s += " (" + rated + ")"
	}
	return s
}

func (t *textWriter) consensus() {
	c := t.Consensus
	t.heading(t.Labels.Consensus)
	t.para(0, c.Intro)
	if c.OwnWords != "" {
		t.line("")
		t.para(0, "! "+c.OwnWords)
	}
	if c.Empty != "" {
		t.line("")
		t.para(0, c.Empty)
	}
	for i := range c.Items {
		a := &c.Items[i]
		t.line("")
		t.strong(0, a.Label.String())
		t.besides(a.Domain)
		t.para(2, a.Sentence.String())
		t.barLine(2, a.Result.Bar, joined(" ", a.Spread.String(), rated(a)))
		if a.Rationale != nil {
			t.para(2, t.Labels.Rationale+": "+a.Rationale.String())
		}
		if len(a.Evidence) > 0 {
			t.para(2, t.Labels.Evidence+":")
		}
		for _, e := range a.Evidence {
			t.hang(4, "- ", 2, e.String())
		}
		if a.Who != nil {
			t.para(2, t.Labels.AgreedBy+": "+a.Who.String())
		}
	}
}

// rated is how many people rated what a team agreed on, or "" where the spread says
// all.
func rated(a *ConsensusRow) string {
	if len(a.Result.Bar.Segments) == 0 {
		return ""
	}
	return a.Result.RatedText + "."
}

func (t *textWriter) targets() {
	t.heading(t.Labels.Targets)
	t.para(0, t.Targets.Intro)
	for i := range t.Targets.Items {
		g := &t.Targets.Items[i]
		indent := 2
		if g.IsDomain {
			indent = 0
			t.line("")
		}
		t.strong(indent, g.Label.String())
		if g.Hidden {
			t.para(indent+2, t.Labels.Goal+": "+g.Goal.Text.String())
			t.para(indent+2, t.Labels.HiddenMark+" "+t.Labels.Hidden)
			continue
		}
		t.barLine(indent+2, g.Bar, g.Distance)
		t.para(indent+2, joined(" · ", t.Labels.Standing+": "+g.Standing.Text.String(), t.Labels.Goal+": "+g.Goal.Text.String(), g.Reached))
	}
}
