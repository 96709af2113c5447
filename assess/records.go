package assess

import (
	"iter"
	"slices"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/assess/internal/scan"
	"github.com/waymark-go/waymark/assess/internal/sheet"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
)

// fastTable returns the table with which package scan recognizes responses to a rubric.
func fastTable(r *rubric.Rubric, lim source.Limits) *scan.Table {
	f := scan.Form{Format: ResponseFormat, Rubric: r.Ref().String(), Bytes: lim.Bytes, Depth: lim.Depth, Nodes: lim.Nodes}
	f.Constituencies = constituencyIDs(r)
	for q := range r.BackgroundQuestions() {
		f.Background = append(f.Background, scan.Question{ID: q.ID, Options: optionIDs(q)})
	}
	for c := range r.Competencies() {
		f.Competencies = append(f.Competencies, c.ID())
	}
	for s := range r.Spectrum().Stages() {
		f.Ratings = append(f.Ratings, s.ID())
		f.Values = append(f.Values, byte(RatingOf(s)))
	}
	for _, n := range record.NonAnswers() {
		if n.Rating != record.NotAnswered {
			f.Ratings, f.Values = append(f.Ratings, n.Word), append(f.Values, n.Rating)
		}
	}
	f.NotAsked = sheet.NotAsked(r)
	return scan.Compile(f)
}

func constituencyIDs(r *rubric.Rubric) []string {
	var ids []string
	for c := range r.Constituencies() {
		ids = append(ids, c.ID)
	}
	return ids
}

// records is what every reader yields: records, each of which is valid until the next one
// is asked for, and errors. Beside an error a record, if it is not nil, has what is known
// of what was refused.
type records = iter.Seq2[*record.Record, error]

// responses makes responses from records.
func responses(r *rubric.Rubric, all records) iter.Seq2[*Response, error] {
	return func(yield func(*Response, error) bool) {
		unpack := newUnpacker(r)
		for rec, err := range all {
			var p *Response
			if err == nil {
				p = unpack.response(rec)
			}
			if !yield(p, err) {
				return
			}
		}
	}
}

// unpacker makes responses from records. It is for one goroutine.
type unpacker struct {
	rubric         *rubric.Rubric
	constituencies []string
	background     backgroundIDs
	text           []byte

	// The texts of the previous response, which are often the same.
	organization, date, language string
}

func newUnpacker(r *rubric.Rubric) *unpacker {
	return &unpacker{rubric: r, constituencies: constituencyIDs(r), background: backgroundIDsOf(r)}
}

// response makes a response from a record, without references to the memory of the
// record.
func (u *unpacker) response(rec *record.Record) *Response {
	p := &Response{
		rubric: u.rubric, id: string(rec.ID), draft: rec.Draft, organization: reuse(&u.organization, rec.Organization),
		date: reuse(&u.date, rec.Date), language: reuse(&u.language, rec.Language),
		ratings: make([]Rating, len(rec.Ratings)), background: u.background.answers(rec),
	}
	if rec.Constituency >= 0 {
		p.constituency = u.constituencies[rec.Constituency]
	}
	for i, rating := range rec.Ratings {
		p.ratings[i] = Rating(rating)
	}
	for _, m := range rec.Remarks {
		u.addRemark(p, m)
	}
	sortRemarks(p.remarks)
	return p
}

// headerOf returns the header of a record without what is stored as an index: the
// constituency and the answers to background questions.
func headerOf(rec *record.Record) ResponseHeader {
	return ResponseHeader{ID: rec.ID, Organization: rec.Organization, Date: rec.Date, Language: rec.Language}
}

// reuse returns a text as a string: the last one, if they are equal.
func reuse(last *string, text []byte) string {
	if string(text) != *last {
		*last = string(text)
	}
	return *last
}

func (u *unpacker) addRemark(p *Response, m record.Remark) {
	u.text = m.Append(u.text[:0])
	if m.Note && len(u.text) == 0 {
		return
	}
	i := slices.IndexFunc(p.remarks, func(known remark) bool { return known.index == m.Competency })
	if i < 0 {
		i = len(p.remarks)
		p.remarks = append(p.remarks, remark{index: m.Competency})
	}
	if m.Note {
		p.remarks[i].note = string(u.text)
	} else {
		p.remarks[i].evidence = append(p.remarks[i].evidence, string(u.text))
	}
}
