package report

import (
	"slices"

	"github.com/waymark-go/waymark/assess"
)

// maxShareRows is the number of rows of the picture at the top of a report.
const maxShareRows = 12

// shares returns the picture at the top of a report: how the ratings of each domain spread, with the
// share in the upper half of the stages. If there are too many domains it shows the strands; if the
// rubric has one domain, its competencies.
func (b pictureBuilder) shares(v *View) (Picture, bool) {
	stage := upperHalf(b.rubric.Spectrum())
	_, more := stage.Next()
	words := &b.phrases.Findings
	p := Picture{
		Name: "findings", Form: Strips,
		Title:       b.text(words.pictureTitle(b.title(stage), !more)),
		Description: plain(words.PictureNote),
		Labels:      PictureLabels{Row: b.labels.Domain, Rated: b.labels.Ratings, Share: b.text(words.shareHead(b.title(stage), !more))},
	}
	var cells []assess.ResultCell
	add := func(id string, label TaggedText, r ResultText) {
		cell, _ := b.published.Cell(id, b.everyone)
		row := PictureRow{Label: label, Result: r, Share: r.Rated.Text}
		switch {
		case r.Hidden || r.Median.NotAsked:
		case cell.Rated() == 0:
			row.Share = b.none()
		default:
			row.Share = words.share(cell.Stages.AtOrAbove(stage))
		}
		p.Rows, cells = append(p.Rows, row), append(cells, cell)
	}
	switch strands := len(v.Strands.Rows); {
	case b.oneDomain:
		p.Labels.Row, p.Labels.Rated = b.labels.Competency, b.labels.Rated
		for i := range v.Domains[0].Competencies {
			c := &v.Domains[0].Competencies[i]
			add(c.ID, c.Label, c.Result)
		}
	case len(v.Domains) > maxShareRows && strands > 1 && strands <= maxShareRows:
		p.Labels.Row = b.labels.Strand
		for i := range v.Strands.Rows {
			s := &v.Strands.Rows[i]
			add(s.ID, s.Label, s.Result)
		}
	default:
		for i := range v.Domains {
			d := &v.Domains[i]
			add(d.ID, d.Label, d.Result)
		}
	}
	if all := len(p.Rows); all > maxShareRows {
		p.Rows = outermost(p.Rows, cells, maxShareRows)
		p.Description = plain(b.grammar.sentences(words.PictureNote, words.pictureSome(len(p.Rows), all)))
	}
	return p, b.has(SectionFindings)
}

// outermost returns the n rows with the largest and the smallest shares in the upper half of the
// stages, in their order. Rows without ratings are left out.
func outermost(rows []PictureRow, cells []assess.ResultCell, n int) []PictureRow {
	var order []int
	for i := range cells {
		if !cells[i].Hidden && cells[i].Rated() > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(x, y int) int {
		stages := cells[x].Stages
		return compareShares(stages, cells[y].Stages, upperHalf(stages.Spectrum()))
	})
	if len(order) > n {
		order = slices.Concat(order[:n/2], order[len(order)-(n-n/2):])
	}
	slices.Sort(order)
	var out []PictureRow
	for _, i := range order {
		out = append(out, rows[i])
	}
	return out
}
