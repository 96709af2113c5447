package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/waymark-go/waymark/assess"
)

// pictureBuilder builds the pictures.
type pictureBuilder struct{ *builder }

// pictures returns the pictures of the sections in the report, from the finished sections.
func (b pictureBuilder) pictures(v *View) []Picture {
	var all []Picture
	add := func(p Picture, ok bool) {
		if !ok {
			return
		}
		p.Language, p.Direction, p.Stages = v.Language, v.Direction, v.Stages
		p.Labels = PictureLabels{
			Row: cmp.Or(p.Labels.Row, b.labels.Competency), Rated: cmp.Or(p.Labels.Rated, b.labels.Rated), Outcome: b.labels.Moved,
			Share: p.Labels.Share, SpectrumMiddle: b.labels.SpectrumMiddle, Table: b.labels.PictureTable,
			HiddenMark: b.labels.HiddenMark, NoneMark: b.labels.NoneMark,
		}
		if p.Name == "differences" {
			p.Labels.Outcome = b.labels.Apart
		}
		p.Marks = b.marksOf(p.Rows)
		all = append(all, p)
	}
	shares, ok := b.shares(v)
	v.brief.shares = shares
	add(shares, ok)
	add(b.heatMap(v))
	add(b.strandStrips(v))
	at := 0
	for d := range b.domains() {
		add(b.strips(&v.Domains[at], b.domainLabel(d)), b.has(SectionDomains))
		at++
	}
	add(b.differencePairs(v))
	add(b.progressPairs(v))
	return all
}

// marksOf returns the marks that occur in rows and what they mean.
func (b pictureBuilder) marksOf(rows []PictureRow) []LegendMark {
	var hidden, none, notAsked bool
	result := func(r *ResultText) {
		hidden = hidden || r.Hidden
		none = none || r.Counts != nil && !r.Hidden && r.Median.Low < 0
	}
	for i := range rows {
		r := &rows[i]
		result(&r.Result)
		if r.Pair != nil {
			result(&r.Pair.Sides[0].Result)
			result(&r.Pair.Sides[1].Result)
		}
		for _, m := range r.Medians {
			hidden = hidden || m.Hidden
			notAsked = notAsked || m.NotAsked
			none = none || !m.Hidden && !m.NotAsked && m.Low < 0
		}
	}
	var marks []LegendMark
	if hidden {
		marks = append(marks, LegendMark{b.labels.HiddenMark, b.labels.Hidden})
	}
	if none {
		marks = append(marks, LegendMark{b.labels.NoneMark, b.labels.None})
	}
	if notAsked {
		marks = append(marks, LegendMark{b.labels.NotAskedMark, b.labels.NotAsked})
	}
	return marks
}

// strips returns the picture of how the ratings of a domain's competencies spread.
func (b pictureBuilder) strips(d *DomainSection, label string) Picture {
	p := Picture{
		Name: "domain-" + d.ID, Form: Strips,
		Title:       b.text(b.phrases.Pictures.stripsTitle(label)),
		Description: plain(b.phrases.Pictures.StripsNote),
	}
	p.Rows = make([]PictureRow, 0, len(d.Competencies))
	for i := range d.Competencies {
		c := &d.Competencies[i]
		p.Rows = append(p.Rows, PictureRow{Label: c.Label, Result: c.Result})
	}
	return p
}

// strandStrips returns the picture of how the ratings of strands spread, and of their domains.
func (b pictureBuilder) strandStrips(v *View) (Picture, bool) {
	p := Picture{
		Name: "strands", Form: Strips,
		Title:       b.text(b.phrases.Pictures.stripsTitle(b.labels.Strands)),
		Description: plain(b.phrases.Pictures.StrandsNote),
		Labels:      PictureLabels{Row: b.labels.Strand, Rated: b.labels.Ratings}, // a person gives several
	}
	for i := range v.Strands.Rows {
		s := &v.Strands.Rows[i]
		p.Rows = append(p.Rows, PictureRow{Label: s.Label, IsDomain: true, Result: s.Result})
		for _, d := range s.Domains {
			p.Rows = append(p.Rows, PictureRow{Label: v.Domains[d].Label, Result: v.Domains[d].Result})
		}
	}
	return p, b.has(SectionStrands)
}

// heatMap returns the picture of the medians of everyone and of each group. If there is only one
// domain, the picture belongs to the section of that domain.
func (b pictureBuilder) heatMap(v *View) (Picture, bool) {
	p := Picture{
		Name: "overview", Form: HeatMap,
		Title: plain(b.phrases.Pictures.HeatMap), Description: plain(b.phrases.Pictures.HeatMapNote),
		Series: []TaggedText{plain(b.everyoneTitle())},
	}
	for _, g := range v.Groups {
		p.Series = append(p.Series, g.Title)
	}
	b.competencies(v, &p)
	return p, len(v.Groups) > 0 && (b.has(SectionOverview) || b.oneDomain && b.has(SectionDomains))
}

// competencies adds rows with the medians of all competencies, each domain with its heading.
func (b pictureBuilder) competencies(v *View, p *Picture) {
	rows := 0
	for i := range v.Domains {
		rows += 1 + len(v.Domains[i].Competencies)
	}
	p.Rows = make([]PictureRow, 0, rows)
	for i := range v.Domains {
		d := &v.Domains[i]
		if !b.oneDomain {
			p.Rows = append(p.Rows, PictureRow{Label: d.Label, IsDomain: true})
		}
		for j := range d.Competencies {
			c := &d.Competencies[j]
			p.Rows = append(p.Rows, PictureRow{Label: c.Label, Medians: medians(&c.Result, c.By)})
		}
	}
}

// medians returns the median of everyone and those of the groups.
func medians(everyone *ResultText, by []ResultText) []MedianCell {
	out := make([]MedianCell, 1+len(by))
	out[0] = everyone.Median
	for i := range by {
		out[1+i] = by[i].Median
	}
	return out
}

// stageLetters returns short labels that distinguish stages: the first letters of their titles if
// these differ, otherwise the initials of their words, otherwise up to four letters, otherwise
// their ranks.
func stageLetters(titles []string) []string {
	for _, short := range []func(string) string{
		func(s string) string { return initials(s, 1) },
		func(s string) string { return initials(s, 3) },
		func(s string) string { return firstLetters(s, 2) },
		func(s string) string { return firstLetters(s, 3) },
		func(s string) string { return firstLetters(s, 4) },
	} {
		if letters := shortened(titles, short); letters != nil {
			return letters
		}
	}
	ranks := make([]string, len(titles))
	for i := range ranks {
		ranks[i] = strconv.Itoa(i + 1)
	}
	return ranks
}

// shortened returns the shortened titles, or nil if one is empty or two are equal.
func shortened(titles []string, short func(string) string) []string {
	letters := make([]string, 0, len(titles))
	for _, title := range titles {
		s := short(title)
		if s == "" || slices.Contains(letters, s) {
			return nil
		}
		letters = append(letters, s)
	}
	return letters
}

// initials returns the first letters of the first words as capitals.
func initials(s string, words int) string {
	var letters []rune
	for word := range strings.FieldsSeq(s) {
		if r, ok := firstLetter(word); ok && len(letters) < words {
			letters = append(letters, unicode.ToUpper(r))
		}
	}
	return string(letters)
}

// firstLetters returns the first n letters of a text.
func firstLetters(s string, n int) string {
	var letters []rune
	for _, r := range s {
		if len(letters) < n && isWord(r) {
			letters = append(letters, r)
		}
	}
	return string(letters)
}

func firstLetter(word string) (rune, bool) {
	if i := strings.IndexFunc(word, isWord); i >= 0 {
		r, _ := utf8.DecodeRuneInString(word[i:])
		return r, true
	}
	return 0, false
}

// everyoneTitle names the raters who stand for everyone.
func (b *builder) everyoneTitle() string {
	if b.everyone == assess.ShownRaters {
		return b.phrases.Head.AllShown
	}
	return b.labels.Everyone
}
