package report

// handoutWords are the words of the handout.
type handoutWords struct {
	*grammar

	Labels handoutLabels `json:"labels"`

	Title      message `json:"title" vars:"title"`
	Internal   string  `json:"internal" rule:"sentence"`
	AllHidden  string  `json:"all_hidden" rule:"sentence"`
	More       message `json:"more" vars:"#count"`
	Made       string  `json:"made" rule:"sentence"`
	Complete   string  `json:"complete" rule:"sentence"`
	CompleteAt message `json:"complete_at" vars:"address"`
}

func (w *handoutWords) title(title string) string { return w.Title.fill(title) }

// more says how many rows only the report has.
func (w *handoutWords) more(n uint64) string { return w.count(&w.More, n) }

// complete says where the complete report is, which may be "".
func (w *handoutWords) complete(address string) string {
	if address == "" {
		return w.Complete
	}
	return w.CompleteAt.fill(address)
}
