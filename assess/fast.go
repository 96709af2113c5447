package assess

import (
	"slices"

	"github.com/waymark-go/waymark/internal/scan"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
)

// fastTable returns what package scan needs to recognize responses to a rubric.
func fastTable(r *rubric.Rubric, lim source.Limits) *scan.Table {
	f := scan.Form{Format: Format, Rubric: r.Ref().String(), Bytes: lim.Bytes, Depth: lim.Depth, Nodes: lim.Nodes}
	f.Constituencies = constituencyIDs(r)
	for c := range r.Competencies() {
		f.Competencies = append(f.Competencies, c.ID())
	}
	for s := range r.Spectrum().Stages() {
		f.Ratings = append(f.Ratings, s.ID())
		f.Values = append(f.Values, byte(RatingOf(s)))
	}
	for i, name := range nonAnswerNames[1:] {
		f.Ratings = append(f.Ratings, name)
		f.Values = append(f.Values, byte(nonAnswerAt(i+1)))
	}
	return scan.Compile(f)
}

func constituencyIDs(r *rubric.Rubric) []string {
	var ids []string
	for c := range r.Constituencies() {
		ids = append(ids, c.ID)
	}
	return ids
}

// fastReader makes responses of the lines that package scan recognizes.
type fastReader struct {
	rubric         *rubric.Rubric
	table          *scan.Table
	constituencies []string
	record         scan.Record
	text           []byte

	// The values of the response before, which many share.
	organization, date, language string
}

func newFastReader(r *rubric.Rubric, lim source.Limits) *fastReader {
	return &fastReader{rubric: r, table: fastTable(r, lim), constituencies: constituencyIDs(r)}
}

// read reads the line at the beginning of a buffer, as [scan.Table.Scan] does.
func (f *fastReader) read(buf []byte) (p *Response, ok bool) {
	if _, ok := f.table.Scan(buf, 0, &f.record); !ok {
		return nil, false
	}
	rec := &f.record
	p = &Response{
		rubric: f.rubric, id: string(rec.ID), organization: again(&f.organization, rec.Organization),
		date: again(&f.date, rec.Date), language: again(&f.language, rec.Language),
		ratings: make([]Rating, len(rec.Ratings)),
	}
	if rec.Constituency >= 0 {
		p.constituency = f.constituencies[rec.Constituency]
	}
	for i, rating := range rec.Ratings {
		p.ratings[i] = Rating(rating)
	}
	for _, m := range rec.Remarks {
		f.addRemark(p, m)
	}
	sortRemarks(p.remarks)
	return p, true
}

// again returns a text as a string, the same one as the last time where it can.
func again(last *string, text []byte) string {
	if string(text) != *last {
		*last = string(text)
	}
	return *last
}

func (f *fastReader) addRemark(p *Response, m scan.Remark) {
	f.text = m.Append(f.text[:0])
	if m.Note && len(f.text) == 0 {
		return
	}
	i := slices.IndexFunc(p.remarks, func(known remark) bool { return known.index == m.Competency })
	if i < 0 {
		i = len(p.remarks)
		p.remarks = append(p.remarks, remark{index: m.Competency})
	}
	if m.Note {
		p.remarks[i].note = string(f.text)
	} else {
		p.remarks[i].evidence = append(p.remarks[i].evidence, string(f.text))
	}
}
