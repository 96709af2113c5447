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
	// Series are the columns of a heat map, the meanings of the shapes in a dot plot, or the two
	// ends of arrows. Strips have none.
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
	// Dots are medians along the spectrum, with a shape for each series.
	Dots PictureForm = "dots"
	// Arrows connect two medians along the spectrum.
	Arrows PictureForm = "arrows"
)

// PictureLabels are the fixed words of a picture.
type PictureLabels struct {
	// Row, Rated and Moved are the heads of the columns of labels, numbers of ratings and changes.
	Row, Rated, Moved string
	// Share is the head of the column of shares. It is empty if the rows have none.
	Share TaggedText
	// SpectrumMiddle, NotPlaced and NoMove are as in [Labels].
	SpectrumMiddle, NotPlaced, NoMove string
	// Table announces the table of the same values.
	Table string
	// HiddenMark and NoneMark replace a hidden and a missing value.
	HiddenMark, NoneMark string
}

// PictureRow is a strand, a domain or a competency in a picture. In a picture of competencies a
// domain is a heading, with neither Result nor Medians.
type PictureRow struct {
	Label    TaggedText
	IsDomain bool // also set for a strand
	// Result is for strips.
	Result ResultText
	// Share says how many of the ratings are in the upper half of the stages, such as "12 of 40", or
	// it is the mark for a hidden or missing value. It is "" in pictures without shares.
	Share string
	// Medians are the medians by series, for other forms.
	Medians []MedianCell
	// Compared reports whether there is an arrow, or a dot if the median is the same. Rated are
	// the numbers of ratings at both ends, with their unit. Moved says what changed or why nothing
	// is compared.
	Compared bool
	Rated    [2]string
	Moved    TaggedText
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

// Table returns the values of the picture: of strips the counts by stage, otherwise the medians by
// series.
func (p *Picture) Table() PictureTable {
	t := PictureTable{Head: []TaggedText{plain(p.Labels.Row)}}
	switch p.Form {
	case Strips:
		for _, s := range p.Stages {
			t.Head = append(t.Head, s.Title)
		}
		t.Head = append(t.Head, plain(p.Labels.Rated))
		if p.Labels.Share != nil {
			t.Head = append(t.Head, p.Labels.Share)
		}
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
		cells = append(cells, plain(row.Result.Rated.Text))
		if p.Labels.Share != nil {
			cells = append(cells, plain(row.Share))
		}
		return cells
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

// plain returns s as a text in the language of the view.
func plain(s string) TaggedText {
	if s == "" {
		return nil
	}
	return TaggedText{{Text: s}}
}
