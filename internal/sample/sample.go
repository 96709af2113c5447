package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// edition is pinned: a newer edition gets additional files.
const edition = "2023.2"

// survey is a file of responses: who answers, and when.
type survey struct {
	name         string // of the file
	seed         uint64
	organization string // in the form of a county-district code, of a county that does not exist
	groups       []group
	year, month  int
	day, days    int            // the first day, and how many there are
	shifts       map[string]int // how much higher a competency is rated than in other files
}

// group is how many raters speak from a constituency.
type group struct {
	constituency string
	raters       int
}

// files are the files that the program writes. Every group of the district is large enough
// to be published, and none of the team.
var files = []survey{
	{
		name: "district-" + edition + ".ndjson", seed: 20261005, organization: "00-00000",
		groups: []group{{"student", 40}, {"family", 120}, {"educator", 45}, {"leader", 23}, {"community", 12}},
		year:   2026, month: 10, day: 5, days: 21,
	},
	{
		name: "district-" + edition + "-2025.ndjson", seed: 20251006, organization: "00-00000",
		groups: []group{{"student", 38}, {"family", 112}, {"educator", 47}, {"leader", 22}, {"community", 14}},
		year:   2025, month: 10, day: 6, days: 21, shifts: earlier,
	},
	{
		name: "team-" + edition + ".ndjson", seed: 20261012, organization: "00-00001",
		groups: []group{{"student", 1}, {"family", 1}, {"educator", 1}, {"leader", 1}},
		year:   2026, month: 10, day: 12, days: 3,
	},
}

// generate returns the lines of the file. Responses are numbered in the order of their dates.
func (s survey) generate() ([]byte, error) {
	r, err := cei.Edition(edition)
	if err != nil {
		return nil, err
	}
	d := dice{rand.NewPCG(s.seed, 0)}
	var responses []response
	for _, g := range s.groups {
		for range g.raters {
			responses = append(responses, answer(d, r, s, g.constituency))
		}
	}
	d.shuffle(len(responses), func(i, j int) { responses[i], responses[j] = responses[j], responses[i] })
	slices.SortStableFunc(responses, func(a, b response) int { return cmp.Compare(a.Date, b.Date) })
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // as a form would write it: the notes are prose
	for i := range responses {
		responses[i].ID = "r-" + pad(i+1, 4)
		if err := enc.Encode(responses[i]); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// response is [assess.ResponseDocument] with the ratings in printed order, which is the
// order in which a rater meets them.
type response struct {
	Format       string  `json:"format"`
	Rubric       string  `json:"rubric"`
	ID           string  `json:"id"`
	Organization string  `json:"organization"`
	Constituency string  `json:"constituency"`
	Date         string  `json:"date"`
	Language     string  `json:"language,omitempty"`
	Ratings      ratings `json:"ratings"`
}

type ratings []rating

type rating struct {
	competency string
	assess.RatingEntry
}

// MarshalJSON writes an object by competency id that keeps the order.
func (rs ratings) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, r := range rs {
		if i > 0 {
			b = append(b, ',')
		}
		entry, err := r.RatingEntry.MarshalJSON()
		if err != nil {
			return nil, err
		}
		b = append(strconv.AppendQuote(b, r.competency), ':')
		b = append(b, entry...)
	}
	return append(b, '}'), nil
}

// answer returns the response of one rater. Ratings of one rater are correlated, and more so
// within a domain: a rating adds the view of the group on the competency and the rater's
// views on the district, the domain and the competency.
func answer(d dice, r *rubric.Rubric, s survey, constituency string) response {
	v := views[constituency]
	p := response{
		Format: assess.ResponseFormat, Rubric: r.Ref().String(), Organization: s.organization, Constituency: constituency,
		Date:     pad(s.year, 4) + "-" + pad(s.month, 2) + "-" + pad(s.day+d.below(s.days), 2),
		Language: v.language(d),
	}
	heardInEnglish := p.Language == "en"
	general := v.general + d.bell(550)
	stops := r.CompetencyCount() // the index at which the rater stops answering
	if d.chance(70) {
		stops = 8 + d.below(stops-8)
	}
	remarks := 3
	for dom := range r.Domains() {
		ofDomain := d.bell(300)
		for c := range dom.Competencies() {
			mind := general + ofDomain + common[c.ID()] + s.shifts[c.ID()] + v.competencies[c.ID()] + d.bell(750)
			if c.ID() == "language-access" && !heardInEnglish {
				mind -= 400
			}
			word := v.nonAnswer(d, c.ID())
			if word == "" {
				word = stageOf(mind)
			}
			if d.chance(12) || c.Index() >= stops {
				continue // not answered
			}
			e := assess.RatingEntry{Stage: word}
			if remarks > 0 {
				e.Evidence, e.Note = remark(d, p.Language, constituency, c.ID(), word)
				e.Note = s.dated(e.Note)
				for i := range e.Evidence {
					e.Evidence[i] = s.dated(e.Evidence[i])
				}
			}
			if len(e.Evidence) > 0 || e.Note != "" {
				remarks--
			}
			p.Ratings = append(p.Ratings, rating{c.ID(), e})
		}
	}
	if heardInEnglish && d.chance(150) {
		p.Language = "" // as on paper forms
	}
	return p
}

// dated returns a remark with the year of the survey.
func (s survey) dated(text string) string {
	return strings.ReplaceAll(text, "2026", pad(s.year, 4))
}

func stageOf(mind int) string {
	switch {
	case mind < -900:
		return "not-evident"
	case mind < 100:
		return "developing"
	case mind < 1100:
		return "maturing"
	}
	return "advanced"
}

// dice draws numbers from the generator's bits with integer arithmetic, so that neither
// rounding nor a new version of math/rand changes the files.
type dice struct{ bits *rand.PCG }

// below returns a number from 0 to n-1.
func (d dice) below(n int) int { return int((d.bits.Uint64() >> 33) * uint64(n) >> 31) }

// chance returns true with a probability of perMille in 1000.
func (d dice) chance(perMille int) bool { return d.below(1000) < perMille }

// bell returns a number from a bell curve around 0 with the given standard
// deviation: a sum of twelve uniform draws.
func (d dice) bell(deviation int) int {
	sum := -6000
	for range 12 {
		sum += d.below(1001)
	}
	return sum * deviation / 1000
}

func (d dice) shuffle(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, d.below(i+1))
	}
}

// pad writes a number with leading zeros.
func pad(n, digits int) string {
	s := strconv.Itoa(n)
	for len(s) < digits {
		s = "0" + s
	}
	return s
}
