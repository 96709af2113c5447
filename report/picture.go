package report

// Picture is a picture of results as data: its rows and every word on it. Package svg writes it as
// a document, package html draws it in the page, and [Picture.Table] has the same values as text.
type Picture struct {
	// Name identifies the picture within its report and is suitable as a file name: overview,
	// findings, strands, domain- followed by the id of a domain, differences or progress.
	Name string
	Form PictureForm
	// Title says what the picture shows. Description says how to read it.
	Title, Description TaggedText
	// Language and Direction are the same as in the view.
	Language, Direction string
	Stages              []StageLegend // lowest first
	// Series are the columns of a heat map, or the names of the two bars of all pairs. Strips have
	// none, and pairs of different groups have none either.
	Series []TaggedText
	Rows   []PictureRow
	// Marks explains the marks for hidden and missing values in the picture.
	Marks  []LegendMark
	Labels PictureLabels
}

// PictureForm is how a picture is drawn.
type PictureForm string

const (
	// Strips are bars of all ratings around the middle of the spectrum: the lower half of the
	// stages is on the left. The middle stage of an odd number is centered.
	Strips PictureForm = "strips"
	// HeatMap is a table of medians. Each cell has the color and the letters of its stage.
	HeatMap PictureForm = "heat map"
	// Pairs are two bars of all ratings, one below the other, with what the report says of them. A
	// pair that differs has a line from bar to bar, at the stage with the widest difference. The bars
	// of a pair that is about the same are thin and have no line.
	Pairs PictureForm = "pairs"
)

// PictureLabels are the fixed words of a picture.
type PictureLabels struct {
	// Row, Rated and Outcome are the heads of the columns of labels, numbers of ratings and outcomes
	// of pairs.
	Row, Rated, Outcome string
	// Share is the head of the column of shares. It is empty if the rows have none.
	Share TaggedText
	// SpectrumMiddle is as in [Labels].
	SpectrumMiddle string
	// Table announces the table of the same values.
	Table string
	// HiddenMark and NoneMark replace a hidden and a missing value.
	HiddenMark, NoneMark string
}

// PictureRow is a strand, a domain or a competency in a picture. In a picture of competencies a
// domain is a heading, with neither Result nor Medians nor Pair.
type PictureRow struct {
	Label    TaggedText
	IsDomain bool // also set for a strand
	// Result is for strips.
	Result ResultText
	// Share says how many of the ratings are in the upper half of the stages, such as "12 of 40", or
	// it is the mark for a hidden or missing value. It is "" in pictures without shares.
	Share string
	// Medians are the medians by series, for heat maps.
	Medians []MedianCell
	// Pair is for pairs.
	Pair *PicturePair
}

// PictureTable is a table of texts. Every row has as many cells as Head.
type PictureTable struct {
	Head []TaggedText
	Rows [][]TaggedText
}

// Picture returns the picture with a name, or nil if the report has none with it.
func (v *View) Picture(name string) *Picture {
	for i := range v.Pictures {
		if v.Pictures[i].Name == name {
			return &v.Pictures[i]
		}
	}
	return nil
}

// Table returns the values of the picture: of strips the counts by stage, of pairs those of both
// sides, a row each, and of heat maps the medians by series.
func (p *Picture) Table() PictureTable {
	t := PictureTable{Head: []TaggedText{plain(p.Labels.Row)}, Rows: make([][]TaggedText, 0, len(p.Rows))}
	var m tableMemory
	switch p.Form {
	case Strips, Pairs:
		for _, s := range p.Stages {
			t.Head = append(t.Head, s.Title)
		}
		t.Head = append(t.Head, plain(p.Labels.Rated))
		if p.Labels.Share != nil {
			t.Head = append(t.Head, p.Labels.Share)
		}
		if p.Form == Pairs {
			t.Head = append(t.Head, plain(p.Labels.Outcome))
		}
	default:
		t.Head = append(t.Head, p.Series...)
	}
	for i := range p.Rows {
		row := &p.Rows[i]
		switch {
		case row.IsHeading():
		case row.Pair != nil:
			for _, s := range row.Pair.Sides {
				label := append(append(TaggedText{}, row.Label...), TextPart{Text: ": "})
				cells := m.counts(append(label, s.Group...), &s.Result, 1)
				cells[len(cells)-1] = row.Pair.Outcome
				t.Rows = append(t.Rows, cells)
			}
		case p.Form == Strips:
			more := 0
			if p.Labels.Share != nil {
				more = 1
			}
			cells := m.counts(row.Label, &row.Result, more)
			if more > 0 {
				cells[len(cells)-1] = m.plain(row.Share)
			}
			t.Rows = append(t.Rows, cells)
		default:
			cells := m.cells.take(1 + len(row.Medians))
			cells[0] = row.Label
			for j := range row.Medians {
				cells[1+j] = row.Medians[j].Text
			}
			t.Rows = append(t.Rows, cells)
		}
	}
	return t
}

// tableMemory is the memory of a table.
type tableMemory struct {
	cells slab[TaggedText]
	parts slab[TextPart]
}

// counts returns a label, the counts of a result by stage, their sum, and more cells to fill in.
func (m *tableMemory) counts(label TaggedText, r *ResultText, more int) []TaggedText {
	n := len(r.Counts)
	cells := m.cells.take(2 + n + more)
	cells[0], cells[1+n] = label, m.plain(r.Rated.Text)
	for i := range r.Counts {
		cells[1+i] = m.plain(r.Counts[i].Text)
	}
	return cells
}

// plain is like the function plain.
func (m *tableMemory) plain(s string) TaggedText {
	if s == "" {
		return nil
	}
	t := TaggedText(m.parts.take(1))
	t[0].Text = s
	return t
}

// IsHeading reports whether the row is a domain above its competencies, without values.
func (r *PictureRow) IsHeading() bool {
	return r.Medians == nil && r.Result.Counts == nil && r.Pair == nil
}

// plain returns s as a text in the language of the view.
func plain(s string) TaggedText {
	if s == "" {
		return nil
	}
	return TaggedText{{Text: s}}
}
