package report

// guideWords are the words of the discussion guide.
type guideWords struct {
	*grammar

	Labels GuideLabels `json:"labels"`

	Title      message `json:"title" vars:"title"`
	TookPart   message `json:"took_part" vars:"#people,groups"`
	Internal   string  `json:"internal" rule:"sentence"`
	OwnWords   string  `json:"own_words" rule:"sentence"`
	AllHidden  string  `json:"all_hidden" rule:"sentence"`
	Unrated    string  `json:"unrated" rule:"sentence"`
	Edges      string  `json:"edges" rule:"sentence"`
	NextStage  message `json:"next_stage" vars:"stage"`
	ReadBars   string  `json:"read_bars" rule:"sentence"`
	ReadMedian string  `json:"read_median" rule:"sentence"`

	Purpose string     `json:"purpose" rule:"sentence"`
	Steps   guideSteps `json:"steps"`
}

// guideSteps are the steps of using a guide. A guide has those that apply to its content.
type guideSteps struct {
	Invite    string `json:"invite" rule:"sentence"`
	Strengths string `json:"strengths" rule:"sentence"`
	Edges     string `json:"edges" rule:"sentence"`
	Domains   string `json:"domains" rule:"sentence"`
	Listen    string `json:"listen" rule:"sentence"`
	Questions string `json:"questions" rule:"sentence"`
	Plan      string `json:"plan" rule:"sentence"`
}

func (w *guideWords) title(title string) string { return w.Title.fill(title) }

func (w *guideWords) howToRead() string { return w.sentences(w.ReadBars, w.ReadMedian) }

// tookPart returns the number of raters and the groups, each with its number.
func (w *guideWords) tookPart(raters uint64, groups []string) string {
	return w.form(&w.TookPart, raters).fill(w.number(raters), w.list(groups))
}

func (w *guideWords) nextStage(stage string) string { return w.NextStage.fill(stage) }

// worksheetWords are the words of the blank worksheet.
type worksheetWords struct {
	*grammar

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
	Background    message `json:"background" vars:"question"`
	Wording       message `json:"wording" vars:"group,wording"`
}

func (w *worksheetWords) title(title string) string { return w.Title.fill(title) }

func (w *worksheetWords) worksheetSteps() []string {
	return []string{w.ReadStages, w.MarkOne, w.NoStage, w.WriteDown}
}

func (w *worksheetWords) worksheetCaption(domain string) string { return w.Caption.fill(domain) }

// wording returns what a group reads in place of the title of a competency.
func (w *worksheetWords) wording(group, wording string) string { return w.Wording.fill(group, wording) }

// withoutStage returns the answers that name no stage.
func (w *worksheetWords) withoutStage() []string {
	return []string{w.NotApplicable, w.DontKnow, w.Declined}
}

// backgroundField returns the name of the field for a background question.
func (w *worksheetWords) backgroundField(question string) string { return w.Background.fill(question) }

// box returns the label of the box of a choice, for people who do not see it.
func (w *worksheetWords) box(choice string) string { return w.Box.fill(choice) }
