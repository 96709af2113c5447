package drawing

import (
	"fmt"
	"slices"

	"github.com/waymark-go/waymark/report"
)

// Check returns an error if the form is unknown or a row of the picture does not have a value for
// each stage or series. Pictures that report.Build makes have no such error.
func Check(p *report.Picture) error {
	switch p.Form {
	case report.Strips, report.HeatMap, report.Pairs:
	default:
		return fmt.Errorf("picture %q: unknown form %q", p.Name, p.Form)
	}
	if len(p.Stages) == 0 {
		return fmt.Errorf("picture %q: %d stages, %d series", p.Name, len(p.Stages), len(p.Series))
	}
	for i := range p.Rows {
		if row := &p.Rows[i]; !row.IsHeading() && !fits(p, row) {
			return fmt.Errorf("picture %q: row %d does not fit %d stages and %d series", p.Name, i+1, len(p.Stages), len(p.Series))
		}
	}
	return nil
}

func fits(p *report.Picture, row *report.PictureRow) bool {
	switch p.Form {
	case report.Strips:
		return fitsResult(p, &row.Result)
	case report.Pairs:
		pair := row.Pair
		return pair != nil && pair.Widest >= 0 && pair.Widest < len(p.Stages) && fitsResult(p, &pair.Sides[0].Result) && fitsResult(p, &pair.Sides[1].Result)
	}
	return len(row.Medians) == len(p.Series) && !slices.ContainsFunc(row.Medians, func(m report.MedianCell) bool {
		return m.High >= len(p.Stages) || m.Low > m.High
	})
}

func fitsResult(p *report.Picture, r *report.ResultText) bool {
	segments := len(r.Bar.Segments)
	return len(r.Counts) == len(p.Stages) && (segments == 0 || segments == len(p.Stages))
}
