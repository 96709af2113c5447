package report

// pictureWords are the words on pictures: the title of each and how to read it.
type pictureWords struct {
	*grammar

	HeatMap     string `json:"heat_map" rule:"name"`
	HeatMapNote string `json:"heat_map_note" rule:"sentence"`

	Strips     message `json:"strips" vars:"domain"`
	StripsNote string  `json:"strips_note" rule:"sentence"`

	StrandsNote string `json:"strands_note" rule:"sentence"`

	Differences     string  `json:"differences" rule:"name"`
	DifferencesNote string  `json:"differences_note" rule:"sentence"`
	DifferencesAll  message `json:"differences_all" vars:"#count"`
	DifferencesSome message `json:"differences_some" vars:"count,#all"`

	Progress     string `json:"progress" rule:"name"`
	ProgressNote string `json:"progress_note" rule:"sentence"`
}

func (w *pictureWords) stripsTitle(domain string) string { return w.Strips.fill(domain) }

// differencesDescription says how many of all competencies are shown.
func (w *pictureWords) differencesDescription(shown, all uint64) string {
	if shown == all {
		return w.sentences(w.DifferencesNote, w.count(&w.DifferencesAll, all))
	}
	return w.sentences(w.DifferencesNote, w.form(&w.DifferencesSome, all).fill(w.number(shown), w.number(all)))
}
