package report

// guideWords are the words of the discussion guide.
type guideWords struct {
	Labels GuideLabels `json:"labels"`

	Title      message `json:"title" vars:"title"`
	TookPart   message `json:"took_part" vars:"#people,groups"`
	Internal   string  `json:"internal" rule:"sentence"`
	AllHidden  string  `json:"all_hidden" rule:"sentence"`
	Unrated    string  `json:"unrated" rule:"sentence"`
	Edges      string  `json:"edges" rule:"sentence"`
	NextStage  message `json:"next_stage" vars:"stage"`
	ReadBars   string  `json:"read_bars" rule:"sentence"`
	ReadMedian string  `json:"read_median" rule:"sentence"`

	Purpose string     `json:"purpose" rule:"sentence"`
	Steps   guideSteps `json:"steps"`
}

// guideSteps are the steps of using a guide, of which each guide has those that it
// has the matter for.
type guideSteps struct {
	Invite    string `json:"invite" rule:"sentence"`
	Strengths string `json:"strengths" rule:"sentence"`
	Edges     string `json:"edges" rule:"sentence"`
	Domains   string `json:"domains" rule:"sentence"`
	Listen    string `json:"listen" rule:"sentence"`
	Questions string `json:"questions" rule:"sentence"`
	Plan      string `json:"plan" rule:"sentence"`
}

func (w *Words) guide() *guideWords { return &w.doc.Guide }

func (w *Words) guideTitle(title string) string { return w.doc.Guide.Title.fill(title) }

func (w *Words) guideHowToRead() []string {
	return []string{w.sentences(w.doc.Guide.ReadBars, w.doc.Guide.ReadMedian), w.doc.Head.ReadStages}
}

// whoTookPart names the groups, each with its number, where there are some.
func (w *Words) whoTookPart(raters uint64, groups []string) string {
	if len(groups) == 0 {
		return w.participation(raters)
	}
	return w.form(&w.doc.Guide.TookPart, raters).fill(w.number(raters), w.List(groups))
}

func (w *Words) nextStage(stage string) string { return w.doc.Guide.NextStage.fill(stage) }

// worksheetWords are the words of the blank worksheet.
type worksheetWords struct {
	Labels WorksheetLabels `json:"labels"`

	Title         message `json:"title" vars:"title"`
	Purpose       string  `json:"purpose" rule:"sentence"`
	ReadStages    string  `json:"read_stages" rule:"sentence"`
	MarkOne       string  `json:"mark_one" rule:"sentence"`
	NoStage       string  `json:"no_stage" rule:"sentence"`
	WriteDown     string  `json:"write_down" rule:"sentence"`
	Caption       message `json:"caption" vars:"domain"`
	NotApplicable string  `json:"not_applicable" rule:"name"`
	DontKnow      string  `json:"dont_know" rule:"name"`
	Declined      string  `json:"declined" rule:"name"`
	Box           message `json:"box" vars:"choice"`
}

func (w *Words) worksheet() *worksheetWords { return &w.doc.Worksheet }

func (w *Words) worksheetTitle(title string) string { return w.doc.Worksheet.Title.fill(title) }

func (w *Words) worksheetSteps() []string {
	s := &w.doc.Worksheet
	return []string{s.ReadStages, s.MarkOne, s.NoStage, s.WriteDown}
}

func (w *Words) worksheetCaption(domain string) string { return w.doc.Worksheet.Caption.fill(domain) }

// withoutStage are the answers that name no stage.
func (w *Words) withoutStage() []string {
	s := &w.doc.Worksheet
	return []string{s.NotApplicable, s.DontKnow, s.Declined}
}

// box says of a choice that it is a box, for those who do not see it.
func (w *Words) box(choice string) string { return w.doc.Worksheet.Box.fill(choice) }
