package scan

import "github.com/waymark-go/waymark/assess/internal/record"

// Form describes the responses that are recognized: those to one rubric, within limits.
type Form struct {
	Format, Rubric string   // the only values of these keys
	Constituencies []string // ids; if there are none, the key is not recognized
	Competencies   []string // ids
	Ratings        []string // words for stages and non-answers; the rating of word i is Values[i]
	Values         []byte   // none is 0, the value of a competency without a rating

	// Background has the background questions. If there are none, the key is not recognized.
	Background []Question

	// NotAsked says which competencies a response may not rate, by its constituency.
	NotAsked record.NotAsked

	// Bytes, Depth and Nodes are the limits of a response.
	Bytes, Depth, Nodes int
}

// Table is a compiled Form. It never changes and is safe for concurrent use.
type Table struct {
	form           Form
	fields         *words
	fixed          *words // the values of format and rubric
	constituencies *words // nil for none
	competencies   *words
	ratings        *words
	parts          *words   // keys of a rating with remarks
	questions      *words   // nil for none
	options        []*words // by question

	// The same for short words, otherwise nil. The value of a constituency is its index
	// plus 1.
	shortConstituencies, shortRatings *shortWords

	// The texts before the values of fields and of parts, and before the words for
	// ratings.
	usualFields, usualParts, usualRatings usualMembers
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

	// fieldBackground is a field of rubrics with background questions only. It comes after
	// the others, so that the tables of other rubrics do not contain it.
	fieldBackground = fieldCount
)

var fieldNames = [fieldCount]string{"format", "rubric", "id", "organization", "constituency", "date", "language", "ratings"}

const backgroundName = "background"

// The parts of a rating with remarks.
const (
	partStage = iota
	partEvidence
	partNote
	partCount
)

var partNames = [partCount]string{"stage", "evidence", "note"}

// The limits of the rules of package source. A text within such a limit in bytes is within
// it in characters too.
const (
	maxName     = 200
	maxLanguage = 35
	maxRemark   = 20_000
	maxEvidence = 100
	maxRatings  = 10_000
	depth       = 4 // of a piece of evidence
)

// Padding is how many readable bytes must follow the line feed that ends a line.
const Padding = maxWord + memberWindow

// Compile compiles a form. It returns nil if responses of the form cannot be recognized;
// a Scanner without a table recognizes none.
func Compile(f Form) *Table {
	names := fieldNames[:]
	if len(f.Background) > 0 {
		names = append(names[:len(names):len(names)], backgroundName)
	}
	t := &Table{
		form:         f,
		fields:       compileWords(names),
		fixed:        compileWords([]string{f.Format, f.Rubric}),
		competencies: compileWords(f.Competencies),
		ratings:      compileWords(f.Ratings),
		parts:        compileWords(partNames[:]),
	}
	if len(f.Constituencies) > 0 {
		if t.constituencies = compileWords(f.Constituencies); t.constituencies == nil {
			return nil
		}
		t.shortConstituencies = compileShort(f.Constituencies, numbers(len(f.Constituencies)), '"')
	}
	if t.fixed == nil || t.competencies == nil || len(f.Competencies) == 0 || t.ratings == nil || f.Depth < depth {
		return nil
	}
	t.compileBackground()
	t.shortRatings = compileShort(f.Ratings, f.Values, '"')
	t.usualFields = sequences(names, func(field int) string {
		if field == fieldRatings || field == fieldBackground {
			return "{"
		}
		return `"`
	})
	t.usualParts = sequences(partNames[:], func(part int) string {
		if part == partEvidence {
			return "["
		}
		return `"`
	})
	t.usualRatings = sequences(f.Competencies, func(int) string { return `"` })
	return t
}

// numbers returns the numbers from 1 to n, or to 255 if n is larger.
func numbers(n int) []byte {
	all := make([]byte, min(n, 255))
	for i := range all {
		all[i] = byte(i + 1)
	}
	return all
}
