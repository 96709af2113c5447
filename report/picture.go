package report

// Picture is a picture of results, as data: what it shows, row by row, and every
// word on it. [Picture.WriteSVG] draws it, [View.WriteHTML] draws it within the
// page, and [Picture.Table] has the same numbers to read.
type Picture struct {
	// Name tells the picture apart from the others of a report and suits a file:
	// overview, domain- with the id of a domain, differences or progress.
	Name string
	Form PictureForm
	// Title says what is shown, Description how to read it.
	Title, Description TaggedText
	// Language and Direction are those of the view.
	Language, Direction string
	Stages              []StageLegend // lowest first
	// Series are the columns of a heat map, what the shapes of a dot plot stand for,
	// and the two ends of an arrow. A strip has none.
	Series []TaggedText
	Rows   []PictureRow
	// Marks explains the marks in this picture for values that are not there.
	Marks  []LegendMark
	Labels PictureLabels
}

// PictureForm is how a picture is drawn.
type PictureForm string

const (
	// Strips are bars of all ratings, side by side around the middle of the
	// spectrum: what is on the left of it is in the lower half of the stages. Of an
	// odd number of stages the middle one is centered.
	Strips PictureForm = "strips"
	// HeatMap is a table of middle ratings, each a cell in the color of its stage
	// with the letters of the stage on it.
	HeatMap PictureForm = "heat map"
	// Dots are middle ratings along the spectrum, a shape for each series.
	Dots PictureForm = "dots"
	// Arrows lead from one middle rating to another along the spectrum.
	Arrows PictureForm = "arrows"
)

// PictureLabels are the fixed words of a picture.
type PictureLabels struct {
	// Row and Rated head the columns of the rows' labels and of the number of
	// ratings, Moved that of what is said of an arrow.
	Row, Rated, Moved string
	// Middle names the middle of the spectrum, Aside heads what has no place along
	// it, and Still says that there is a dot in place of an arrow.
	SpectrumMiddle, NotPlaced, NoMove string
	// Table announces the table of the same numbers.
	Table string
	// HiddenMark and NoneMark stand where a value is hidden or does not exist.
	HiddenMark, NoneMark string
}

// PictureRow is a row of a picture: a domain or a competency. A domain in a picture
// of competencies is a heading and has neither Result nor Medians.
type PictureRow struct {
	Label    TaggedText
	IsDomain bool
	// Result is what a strip shows.
	Result ResultCell
	// Medians are the middle ratings by series.
	Medians []MedianCell
	// Compared says that there is an arrow, or a dot where nothing moved. Rated are
	// the numbers of ratings behind its ends, with their unit, and Moved says what it
	// means or why there is none.
	Compared bool
	Rated    [2]string
	Moved    TaggedText
}

// PictureTable is rows and columns of texts. Every row has as many as Head.
type PictureTable struct {
	Head []TaggedText
	Rows [][]TaggedText
}

// Picture returns the picture with a name. It is nil where the report has none.
func (v *View) Picture(name string) *Picture {
	for i := range v.Pictures {
		if v.Pictures[i].Name == name {
			return &v.Pictures[i]
		}
	}
	return nil
}

// PictureTable returns the numbers of a picture: those of a strip by stage, and the middle
// ratings of any other by series.
func (p *Picture) Table() PictureTable {
	t := PictureTable{Head: []TaggedText{plain(p.Labels.Row)}}
	switch p.Form {
	case Strips:
		for _, s := range p.Stages {
			t.Head = append(t.Head, s.Title)
		}
		t.Head = append(t.Head, plain(p.Labels.Rated))
	case Arrows:
		t.Head = append(append(t.Head, p.Series...), plain(p.Labels.Moved))
	default:
		t.Head = append(t.Head, p.Series...)
	}
	for i := range p.Rows {
		if row := &p.Rows[i]; !row.IsHeading() {
			t.Rows = append(t.Rows, p.cells(row))
		}
	}
	return t
}

func (p *Picture) cells(row *PictureRow) []TaggedText {
	cells := []TaggedText{row.Label}
	if p.Form == Strips {
		for _, n := range row.Result.Counts {
			cells = append(cells, plain(n.Text))
		}
		return append(cells, plain(row.Result.Rated.Text))
	}
	for i, m := range row.Medians {
		text := m.Text
		if p.Form == Arrows && i < len(row.Rated) && row.Rated[i] != "" {
			text = append(append(TaggedText{}, text...), TextPart{Text: " (" + row.Rated[i] + ")"})
		}
		cells = append(cells, text)
	}
	if p.Form == Arrows {
		cells = append(cells, row.Moved)
	}
	return cells
}

// IsHeading reports whether the row is a domain above its competencies, without values.
func (r *PictureRow) IsHeading() bool { return r.Medians == nil && r.Result.Counts == nil }

// plain is a text in the language of the view.
func plain(s string) TaggedText {
	if s == "" {
		return nil
	}
	return TaggedText{{Text: s}}
}
