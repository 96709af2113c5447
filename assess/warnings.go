package assess

import "fmt"

// ResultWarning is something that a reader of the results should know. It accompanies them
// and is not an error.
type ResultWarning struct {
	// The kind of warning.
	Code WarningCode `json:"code" rule:"id"`
	// The cell that it speaks of, by ids, such as welcoming-culture.all.
	Path string `json:"path"`
	// What it says, for people.
	Msg string `json:"msg"`
}

// WarningCode names a kind of warning. Codes are stable.
type WarningCode string

// The warnings. Path names the cell as in the summary document, by ids:
// welcoming-culture.all, language-access.by.family.
const (
	WarnNoRatings   WarningCode = "no-ratings"   // nobody rated it: there is no median and no agreement
	WarnNoAgreement WarningCode = "no-agreement" // the spectrum has too few stages for agreement to exist
	WarnFewRaters   WarningCode = "few-raters"   // too few rated it for gaps to be stated

	WarnMoreThanInvited WarningCode = "more-than-invited" // more people took part than were invited
)

// warnings speaks of the shown cells for which something cannot be said.
func (t *table) warnings(minGapRaters uint64) []ResultWarning {
	var ws []ResultWarning
	agrees := t.rubric.Spectrum().Len() >= 3
	for row, id := range t.ids {
		_, isCompetency := t.rubric.Competency(id)
		if _, ok := t.rubric.Strand(id); ok && t.withoutStrands {
			continue
		}
		for col, c := range t.columns {
			cell := t.at(row, col)
			if cell.Hidden || cell.NotAsked || t.raters[col].N == 0 && col > 0 {
				continue
			}
			warn := func(code WarningCode, msg string) {
				path := id + ".all"
				if col > 0 {
					path = id + ".by." + c.ID
				}
				ws = append(ws, ResultWarning{code, path, msg})
			}
			rated := cell.Rated()
			switch {
			case rated == 0:
				warn(WarnNoRatings, "nobody rated this, so there is no median and no agreement")
			case !agrees:
				warn(WarnNoAgreement, "agreement needs a spectrum of three stages or more")
			}
			if rated > 0 && rated < minGapRaters && col > 0 && isCompetency {
				warn(WarnFewRaters, fmt.Sprintf("fewer than %d rated this, so no difference of view is stated", minGapRaters))
			}
		}
	}
	return append(ws, t.invitedWarnings()...)
}
