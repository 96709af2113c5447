package report

// handbookWords are the words of the handbook of a rubric.
type handbookWords struct {
	*grammar

	Labels HandbookLabels `json:"labels"`

	Title   message `json:"title" vars:"title"`
	Purpose string  `json:"purpose" rule:"sentence"`
	Citing  message `json:"citing" vars:"source"`
	Fitting message `json:"fitting" vars:"themes"`
}

func (w *handbookWords) title(title string) string { return w.Title.fill(title) }

// citing says how sources are marked. source is the title of the one that has no mark.
func (w *handbookWords) citing(source string) string { return w.Citing.fill(source) }

// see names the themes whose questions fit a domain. It returns "" if there are none.
func (w *handbookWords) see(themes []string) string {
	if len(themes) == 0 {
		return ""
	}
	return w.Fitting.fill(w.list(themes))
}

// reflectionWords are the words of the reflection worksheet of a domain.
type reflectionWords struct {
	*grammar

	Labels ReflectionLabels `json:"labels"`

	Title   message `json:"title" vars:"domain"`
	Purpose string  `json:"purpose" rule:"sentence"`
	Read    string  `json:"read" rule:"sentence"`
	Mark    string  `json:"mark" rule:"sentence"`
	Write   string  `json:"write" rule:"sentence"`
	Agree   string  `json:"agree" rule:"sentence"`
}

func (w *reflectionWords) title(domain string) string { return w.Title.fill(domain) }

func (w *reflectionWords) steps() []string { return []string{w.Read, w.Mark, w.Write, w.Agree} }
