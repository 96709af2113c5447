package main

import (
	"bufio"
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
)

// schoolCount is how many schools answer. California has about ten thousand.
const schoolCount = 10_000

// answer is a response as it is generated, before it is written in a form.
type answer struct {
	id, organization, date, language string
	constituency                     int
	ratings                          []uint8 // places by competency
	remarks                          []remark
	fault                            fault

	style style
	order []int // of the competencies
}

// remark is the free text that goes with a rating.
type remark struct {
	competency int
	note       string // "" where there is evidence only
	evidence   string // "" where there is none
}

// fault is what is wrong with a response. Every contender can find each of them.
type fault uint8

const (
	valid fault = iota
	unknownStage
	unknownConstituency
	wrongEdition
	missingID
	impossibleDate
	cutOff // in the middle
	faultCount
)

// faultsPer10000 is how many of ten thousand responses have a fault.
const faultsPer10000 = 20

// style is how the program that made a response writes JSON.
type style uint8

const (
	printed  style = iota // keys in the order of the form
	sorted                // keys in alphabetical order
	shuffled              // keys in any order
	spaced                // keys in the order of the form, blanks after colons and commas
)

// generator makes the responses of a state, one after the other and the same ones for
// the same seed.
type generator struct {
	survey  *survey
	random  *rand.Rand
	schools []school
	upTo    []int // the sum of the sizes of the schools up to each
	printed []int
	sorted  []int
	easier  []int // how much higher each competency is rated
	made    int
	answer  answer
}

// school is where responses come from.
type school struct {
	code  string // county, district and school
	level int    // how much higher it is rated
}

func newGenerator(s *survey, seed uint64) *generator {
	g := &generator{survey: s, random: rand.New(rand.NewPCG(seed, 0))}
	total := 0
	for i := range schoolCount {
		code := fmt.Sprintf("%02d-%05d-%07d", 1+g.random.IntN(58), 60000+i/10, 100000+i)
		g.schools = append(g.schools, school{code, g.random.IntN(80) - 40})
		total += (5 + g.random.IntN(40)) * (5 + g.random.IntN(40)) // few schools are large
		g.upTo = append(g.upTo, total)
	}
	for i := range s.competencies {
		g.printed = append(g.printed, i)
		g.easier = append(g.easier, g.random.IntN(100)-50)
	}
	g.sorted = slices.Clone(g.printed)
	slices.SortFunc(g.sorted, func(i, j int) int { return cmp.Compare(s.competencies[i], s.competencies[j]) })
	g.answer.ratings = make([]uint8, len(s.competencies))
	g.answer.order = make([]int, len(s.competencies))
	return g
}

// next makes the next response. It holds until the one after it.
func (g *generator) next() *answer { return g.nextOf(g.school()) }

// nextOf is like next, for a response from a school.
func (g *generator) nextOf(school *school) *answer {
	a, r := &g.answer, g.random
	g.made++
	a.id = fmt.Sprintf("r-%08d", g.made)
	a.organization = school.code
	a.constituency = pick(r, constituencyShares)
	a.date = fmt.Sprintf("2026-%02d-%02d", 9+r.IntN(3), 1+r.IntN(30))
	a.language = languages[pick(r, languageShares)]
	a.fault = valid
	if r.IntN(10_000) < faultsPer10000 {
		a.fault = 1 + fault(r.IntN(int(faultCount)-1))
	}
	g.rate(school)
	g.comment()
	a.style = style(pick(r, styleShares))
	copy(a.order, g.printed)
	switch a.style {
	case sorted:
		copy(a.order, g.sorted)
	case shuffled:
		r.Shuffle(len(a.order), func(i, j int) { a.order[i], a.order[j] = a.order[j], a.order[i] })
	}
	return a
}

// school returns the school that a response comes from: the larger, the more often.
func (g *generator) school() *school {
	at := g.random.IntN(g.upTo[len(g.upTo)-1])
	i, _ := slices.BinarySearch(g.upTo, at+1)
	return &g.schools[i]
}

// Shares in percent, by index.
var (
	constituencyShares = []int{42, 36, 14, 2, 6} // in the order of the rubric
	languageShares     = []int{68, 25, 4, 3}
	styleShares        = []int{50, 25, 15, 10}
	languages          = []string{"en", "es", "zh", "vi"}
)

func pick(r *rand.Rand, shares []int) int {
	at := r.IntN(100)
	for i, share := range shares {
		if at -= share; at < 0 {
			return i
		}
	}
	return len(shares) - 1
}

// rate rates every competency but one. A rater has a view of the whole, and a school
// and a competency are rated higher or lower than others.
func (g *generator) rate(s *school) {
	a, r := &g.answer, g.random
	view := s.level + r.IntN(160) - 80 + 12*a.constituency
	for i := range a.ratings {
		bits := r.Uint64()
		if bits>>54 < 60 { // of 1024
			a.ratings[i] = uint8(len(g.survey.ratings) - 1 - int(bits&3)%3)
			continue
		}
		score := view + g.easier[i] + int(bits>>8&0x7f) + int(bits>>16&0x7f) - 127
		switch {
		case score < -90:
			a.ratings[i] = 0
		case score < 10:
			a.ratings[i] = 1
		case score < 110:
			a.ratings[i] = 2
		default:
			a.ratings[i] = 3
		}
	}
	a.ratings[r.IntN(len(a.ratings))] = uint8(g.survey.place(notAnswered))
}

// comment adds notes and evidence to some responses.
func (g *generator) comment() {
	a, r := &g.answer, g.random
	a.remarks = a.remarks[:0]
	if r.IntN(100) >= 30 {
		return
	}
	for range 1 + r.IntN(3) {
		m := remark{competency: r.IntN(len(a.ratings))}
		if r.IntN(3) == 0 {
			m.competency = slices.Index(g.survey.competencies, commented)
		}
		taken := slices.ContainsFunc(a.remarks, func(o remark) bool { return o.competency == m.competency })
		if taken || a.ratings[m.competency] >= uint8(g.survey.place(notAnswered)) {
			continue
		}
		kind := r.IntN(3)
		if kind != 1 {
			m.note = notes[r.IntN(len(notes))]
		}
		if kind != 0 {
			m.evidence = evidence[r.IntN(len(evidence))]
		}
		a.remarks = append(a.remarks, m)
	}
}

// commented is the competency whose notes a spreadsheet has a column for.
const commented = "language-access"

var (
	notes = []string{
		"We get the letters in English only.",
		`The principal says "come in any time", and means it.`,
		"Meetings are at 9 a.m.; most of us work then.\nEvenings would help.",
		"Recibimos los avisos en español, pero llegan tarde.",
		"Mejoró mucho este año; la enlace comunitaria nos llama por teléfono.",
		"The folder is at C:\\shared\\minutes.",
		"家长会有翻译,很有帮助。",
		"Better than last year 🙂",
	}
	evidence = []string{
		"Minutes of the site council, 2026-09-14",
		`Survey "Our voice", question 12`,
		"https://example.org/plan?year=2026&lang=es",
		"Encuesta de familias, otoño",
	}
)

// files are the same responses in both forms.
type files struct {
	n           int
	ndjson, csv string // names
	valid       uint64
	digest      string // of the counts of the valid ones
}

// generate writes n responses to a directory in both forms.
func generate(dir string, s *survey, n int, seed uint64) (*files, error) {
	f := &files{n: n, ndjson: fmt.Sprintf("%s/responses-%d.ndjson", dir, n), csv: fmt.Sprintf("%s/responses-%d.csv", dir, n)}
	ndjson, err := os.Create(f.ndjson)
	if err != nil {
		return nil, err
	}
	defer ndjson.Close()
	csv, err := os.Create(f.csv)
	if err != nil {
		return nil, err
	}
	defer csv.Close()
	lines, rows := bufio.NewWriterSize(ndjson, 1<<20), bufio.NewWriterSize(csv, 1<<20)
	rows.Write(appendHeader(nil, s))
	truth := newCounts(s)
	g := newGenerator(s, seed)
	var buf []byte
	for range n {
		a := g.next()
		buf = appendLine(buf[:0], s, a)
		lines.Write(buf)
		buf = appendRow(buf[:0], s, a)
		rows.Write(buf)
		if a.fault == valid {
			truth.add(a.organization, s.constituencies[a.constituency], a.ratings)
		}
	}
	for _, w := range []*bufio.Writer{lines, rows} {
		if err := w.Flush(); err != nil {
			return nil, fmt.Errorf("generate responses: %w", err)
		}
	}
	f.valid, f.digest = truth.responses(), truth.digest()
	return f, nil
}
