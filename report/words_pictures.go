package report

// pictureWords are the words on pictures: of each its title and how to read it.
type pictureWords struct {
	HeatMap     string `json:"heat_map" rule:"name"`
	HeatMapNote string `json:"heat_map_note" rule:"sentence"`

	Strips     message `json:"strips" vars:"domain"`
	StripsNote string  `json:"strips_note" rule:"sentence"`

	Dots     string  `json:"dots" rule:"name"`
	DotsNote string  `json:"dots_note" rule:"sentence"`
	DotsAll  message `json:"dots_all" vars:"#count"`
	DotsSome message `json:"dots_some" vars:"count,#all"`

	Arrows     string `json:"arrows" rule:"name"`
	ArrowsNote string `json:"arrows_note" rule:"sentence"`
}

func (w *Words) heatMapTitle() string             { return w.doc.Pictures.HeatMap }
func (w *Words) heatMapDescription() string       { return w.doc.Pictures.HeatMapNote }
func (w *Words) stripsTitle(domain string) string { return w.doc.Pictures.Strips.fill(domain) }
func (w *Words) stripsDescription() string        { return w.doc.Pictures.StripsNote }
func (w *Words) dotsTitle() string                { return w.doc.Pictures.Dots }
func (w *Words) arrowsTitle() string              { return w.doc.Pictures.Arrows }
func (w *Words) arrowsDescription() string        { return w.doc.Pictures.ArrowsNote }

// dotsDescription says how many competencies of all are shown.
func (w *Words) dotsDescription(shown, all uint64) string {
	p := &w.doc.Pictures
	if shown == all {
		return w.sentences(p.DotsNote, w.count(&p.DotsAll, all))
	}
	return w.sentences(p.DotsNote, w.form(&p.DotsSome, all).fill(w.number(shown), w.number(all)))
}
