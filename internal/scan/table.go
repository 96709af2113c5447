package scan

import (
	"slices"
	"strings"
)

// Form says which responses are recognized: those to one rubric, within limits.
type Form struct {
	Format, Rubric string   // the only values of these keys
	Constituencies []string // ids; where there are none, the key must not be there
	Competencies   []string // ids
	Ratings        []string // words for stages and non-answers; the rating of word i is Values[i]
	Values         []byte   // none is 0, which stands for a competency without a rating

	// Bytes, Depth and Nodes are the limits of a response.
	Bytes, Depth, Nodes int
}

// Table is a Form made ready. It never changes and is safe for concurrent use.
type Table struct {
	form           Form
	fields         *words
	fixed          *words // the values of format and rubric
	constituencies *words // nil for none
	competencies   *words
	ratings        *words
	short          *shortWords // the ratings, where they are short; otherwise nil
	parts          *words      // keys of a rating with remarks

	printed, sorted []uint32 // what stands after a rating in each of the orders, as in a Record
}

// The fields of a response, in the order in which they are usually written.
const (
	fieldFormat = iota
	fieldRubric
	fieldID
	fieldOrganization
	fieldConstituency
	fieldDate
	fieldLanguage
	fieldRatings
	fieldCount
)

var fieldNames = [fieldCount]string{"format", "rubric", "id", "organization", "constituency", "date", "language", "ratings"}

// The parts of a rating with remarks.
const (
	partStage = iota
	partEvidence
	partNote
	partCount
)

var partNames = [partCount]string{"stage", "evidence", "note"}

// What the rules of package source allow. A text of no more bytes than this has no more
// characters either.
const (
	maxName     = 200
	maxLanguage = 35
	maxRemark   = 20_000
	maxEvidence = 100
	maxRatings  = 10_000
	depth       = 4 // of a piece of evidence
)

// Padding is how many readable bytes must follow the line feed that ends a line.
const Padding = maxWord + 16

// Compile makes a form ready. It returns nil, whose Scan recognizes nothing, where the
// form is not one that can be recognized.
func Compile(f Form) *Table {
	t := &Table{
		form:         f,
		fields:       compileWords(fieldNames[:]),
		fixed:        compileWords([]string{f.Format, f.Rubric}),
		competencies: compileWords(f.Competencies),
		ratings:      compileWords(f.Ratings),
		parts:        compileWords(partNames[:]),
	}
	if len(f.Constituencies) > 0 {
		if t.constituencies = compileWords(f.Constituencies); t.constituencies == nil {
			return nil
		}
	}
	if t.fixed == nil || t.competencies == nil || len(f.Competencies) == 0 || t.ratings == nil || f.Depth < depth {
		return nil
	}
	t.short = compileShort(t.ratings, f.Values)
	t.printed = inOrder(make([]uint32, len(f.Competencies)+1))
	t.sorted = sorted(f.Competencies)
	return t
}

// inOrder fills in what stands after each key in the usual order.
func inOrder(after []uint32) []uint32 {
	for i := range after {
		after[i] = uint32(min(i, len(after)-2))
	}
	return after
}

// sorted returns what stands after each competency in the order of their ids.
func sorted(ids []string) []uint32 {
	order := make([]int, len(ids))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(ids[a], ids[b]) })
	after := make([]uint32, len(ids)+1)
	last := -1
	for _, i := range order {
		after[last+1] = uint32(i)
		last = i
	}
	return after
}
