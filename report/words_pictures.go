package report

// pictureWords are the words on pictures: the title of each and how to read it.
type pictureWords struct {
	*grammar

	HeatMap     string `json:"heat_map" rule:"name"`
	HeatMapNote string `json:"heat_map_note" rule:"sentence"`

	Strips     message `json:"strips" vars:"domain"`
	StripsNote string  `json:"strips_note" rule:"sentence"`

	StrandsNote string `json:"strands_note" rule:"sentence"`

	Dots     string  `json:"dots" rule:"name"`
	DotsNote string  `json:"dots_note" rule:"sentence"`
	DotsAll  message `json:"dots_all" vars:"#count"`
	DotsSome message `json:"dots_some" vars:"count,#all"`

	Arrows     string `json:"arrows" rule:"name"`
	ArrowsNote string `json:"arrows_note" rule:"sentence"`
}

func (w *pictureWords) stripsTitle(domain string) string { return w.Strips.fill(domain) }

// dotsDescription says how many of all competencies are shown.
func (w *pictureWords) dotsDescription(shown, all uint64) string {
	if shown == all {
		return w.sentences(w.DotsNote, w.count(&w.DotsAll, all))
	}
	return w.sentences(w.DotsNote, w.form(&w.DotsSome, all).fill(w.number(shown), w.number(all)))
}
