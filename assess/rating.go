package assess

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/spectrum"
)

// Rating is the rating of one competency in a byte: the rank of a stage, or one of the
// four non-answers. The zero value is NotAnswered.
type Rating uint8

// The non-answers. Ratings from 1 to [spectrum.MaxStages] are stages.
const (
	NotAnswered   Rating = Rating(record.NotAnswered)   // 0
	NotApplicable Rating = Rating(record.NotApplicable) // 0x80: the rater says that it does not apply
	DontKnow      Rating = Rating(record.DontKnow)      // 0x81: the rater says that they do not know
	Declined      Rating = Rating(record.Declined)      // 0x82: the rater prefers not to say
)

// NotAsked is the rating of a competency that the rater's constituency is not asked. It is
// not a non-answer: nothing counts it, and no document has it.
const NotAsked Rating = 0x83

// RatingOf returns the rating for a stage, or NotAnswered for the zero Stage.
func RatingOf(s spectrum.Stage) Rating { return Rating(s.Rank()) }

// Rank returns the rank of the rated stage, from 1, or 0 for a non-answer.
func (r Rating) Rank() int {
	if r <= spectrum.MaxStages {
		return int(r)
	}
	return 0
}

// Stage returns the rated stage of a spectrum; ok is false for a non-answer and for a
// rank that the spectrum does not have.
func (r Rating) Stage(s *spectrum.Spectrum) (stage spectrum.Stage, ok bool) { return s.At(r.Rank()) }

// nonAnswerNames are the words for the non-answers in documents, in the order of
// the counts in a tally.
var nonAnswerNames = [nonAnswers]string{"not-answered", "not-applicable", "dont-know", "declined"}

const nonAnswers = 4

// nonAnswerAt returns the non-answer with an index in that order.
func nonAnswerAt(i int) Rating { return Rating(record.NonAnswers()[i].Rating) }

// nonAnswerIndex returns the index of a non-answer in that order.
func (r Rating) nonAnswerIndex() (int, bool) {
	switch r {
	case NotAnswered:
		return 0, true
	case NotApplicable, DontKnow, Declined:
		return int(r-NotApplicable) + 1, true
	}
	return 0, false
}

// String returns the word for a non-answer as documents have it (not-answered,
// not-applicable, dont-know, declined), not-asked, and stage-N for a stage of rank N. A rating does
// not know its spectrum: call [Rating.Stage] for the id of the stage.
func (r Rating) String() string {
	if r == NotAsked {
		return notAskedName
	}
	if i, ok := r.nonAnswerIndex(); ok {
		return nonAnswerNames[i]
	}
	return rankPrefix + strconv.Itoa(int(r))
}

const notAskedName = "not-asked"

// rankPrefix is what precedes the rank in the text of a rating.
const rankPrefix = "stage-"

// MarshalText returns what [Rating.String] does. It returns an error for a value that is
// neither a non-answer, NotAsked nor a rank from 1 to [spectrum.MaxStages].
func (r Rating) MarshalText() ([]byte, error) {
	if _, ok := r.nonAnswerIndex(); !ok && r.Rank() == 0 && r != NotAsked {
		return nil, fmt.Errorf("assess.Rating.MarshalText: %d is not a rating", uint8(r))
	}
	return []byte(r.String()), nil
}

// UnmarshalText reads what [Rating.MarshalText] writes. It does not read ids of stages, for
// which call [spectrum.Spectrum.Stage] and [RatingOf].
func (r *Rating) UnmarshalText(text []byte) error {
	if i := slices.Index(nonAnswerNames[:], string(text)); i >= 0 {
		*r = nonAnswerAt(i)
		return nil
	}
	if string(text) == notAskedName {
		*r = NotAsked
		return nil
	}
	digits, ok := strings.CutPrefix(string(text), rankPrefix)
	rank, err := strconv.Atoi(digits)
	if !ok || err != nil || rank < 1 || rank > spectrum.MaxStages || digits != strconv.Itoa(rank) {
		return fmt.Errorf("assess.Rating.UnmarshalText: %s is neither a non-answer nor stage-N; for the id of a stage call Spectrum.Stage and RatingOf", source.Quote(string(text)))
	}
	*r = Rating(rank)
	return nil
}

// NonAnswers counts the ratings that name no stage.
type NonAnswers struct {
	// How many raters said nothing.
	NotAnswered uint64 `json:"not-answered"`
	// How many said that it does not apply.
	NotApplicable uint64 `json:"not-applicable"`
	// How many said that they do not know.
	DontKnow uint64 `json:"dont-know"`
	// How many would rather not say.
	Declined uint64 `json:"declined"`
}

// Total returns the number of non-answers of all kinds.
func (n NonAnswers) Total() uint64 {
	return n.NotAnswered + n.NotApplicable + n.DontKnow + n.Declined
}
