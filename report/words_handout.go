package report

// handoutWords are the words of the handout.
type handoutWords struct {
	*grammar

	Labels handoutLabels `json:"labels"`

	Title         message `json:"title" vars:"title"`
	Internal      string  `json:"internal" rule:"sentence"`
	AllHidden     string  `json:"all_hidden" rule:"sentence"`
	Bars          string  `json:"bars" rule:"sentence"`
	BarsOne       string  `json:"bars_one" rule:"sentence"`
	Column        message `json:"column" vars:"stage"`
	ColumnHighest message `json:"column_highest" vars:"stage"`
	Share         message `json:"share" vars:"count,all"`
	More          message `json:"more" vars:"#count"`
	Made          string  `json:"made" rule:"sentence"`
	Complete      string  `json:"complete" rule:"sentence"`
	CompleteAt    message `json:"complete_at" vars:"address"`
}

func (w *handoutWords) title(title string) string { return w.Title.fill(title) }

// bars returns the caption of the bars, of competencies if oneDomain is true.
func (w *handoutWords) bars(oneDomain bool) string {
	if oneDomain {
		return w.BarsOne
	}
	return w.Bars
}

// column returns the head of the column of shares.
func (w *handoutWords) column(stage string, highest bool) string {
	if highest {
		return w.ColumnHighest.fill(stage)
	}
	return w.Column.fill(stage)
}

func (w *handoutWords) share(k, n uint64) string { return w.Share.fill(w.number(k), w.number(n)) }

// more says how many rows only the report has.
func (w *handoutWords) more(n uint64) string { return w.count(&w.More, n) }

// complete says where the complete report is, which may be "".
func (w *handoutWords) complete(address string) string {
	if address == "" {
		return w.Complete
	}
	return w.CompleteAt.fill(address)
}
