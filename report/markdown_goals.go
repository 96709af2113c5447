package report

func (m *markdownWriter) progress() {
	p := m.Progress
	l := &m.Labels
	m.block("## " + escapeMarkdown(l.Progress))
	for _, s := range p.Intro {
		m.block(escapeText(s))
	}
	if p.Empty != "" {
		m.block(escapeMarkdown(p.Empty))
		return
	}
	m.block(bold(l.ProgressCaption))
	m.table([]string{l.Competency, l.Before, l.Ratings, l.Now, l.Ratings, l.Moved}, 0, 0)
	for i := range p.Rows {
		r := &p.Rows[i]
		label := escapeText(r.Label)
		if r.IsDomain {
			label = bold(r.Label.String())
		}
		m.row(label, escapeText(r.Before.Text), escapeMarkdown(r.BeforeRated.Text), escapeText(r.Now.Text), escapeMarkdown(r.NowRated.Text),
			joined("<br>", escapeMarkdown(r.Text), escapeText(r.Why)))
	}
	m.block("")
	if p.Moves.Intro == "" {
		return
	}
	m.block("### " + escapeMarkdown(l.Moves))
	m.comparisons(&p.Moves)
}

func (m *markdownWriter) consensus() {
	c := m.Consensus
	m.block("## " + escapeMarkdown(m.Labels.Consensus))
	m.block(escapeMarkdown(c.Intro))
	if c.OwnWords != "" {
		m.block("> " + bold(c.OwnWords))
	}
	if c.Empty != "" {
		m.block(escapeMarkdown(c.Empty))
	}
	for i := range c.Items {
		a := &c.Items[i]
		m.line("- " + bold(a.Label.String()) + besides(a.Domain) + "<br>")
		m.line("  " + escapeText(a.Sentence) + "<br>")
		m.line("  " + joined(" ", m.bar(a.Result.Bar), escapeMarkdown(joined(" ", a.Spread.String(), rated(a)))))
		if a.Rationale != nil {
			m.line("  - " + escapeMarkdown(m.Labels.Rationale+": "+a.Rationale.String()))
		}
		for _, e := range a.Evidence {
			m.line("  - " + escapeMarkdown(m.Labels.Evidence+": "+e.String()))
		}
		if a.Who != nil {
			m.line("  - " + escapeMarkdown(m.Labels.AgreedBy+": "+a.Who.String()))
		}
	}
	m.line("")
}

func (m *markdownWriter) targets() {
	l := &m.Labels
	m.block("## " + escapeMarkdown(l.Targets))
	m.block(escapeMarkdown(m.Targets.Intro))
	m.table([]string{l.Competency, l.Bar, l.Standing, l.Goal, l.Distance}, 0, 0)
	for i := range m.Targets.Items {
		g := &m.Targets.Items[i]
		label := escapeText(g.Label)
		if g.IsDomain {
			label = bold(g.Label.String())
		}
		how := escapeMarkdown(g.Distance)
		if g.Reached != g.Distance {
			how = joined("<br>", how, escapeMarkdown(g.Reached))
		}
		m.row(label, m.bar(g.Bar), escapeText(g.Standing.Text), escapeText(g.Goal.Text), how)
	}
	m.block("")
}
