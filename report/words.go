package report

import (
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/spectrum"
)

// catalogue is every word of a report in one language. All sentences are in it, so
// that a translation is one more type and nothing else. Arguments that are texts
// (titles of stages, groups and competencies) are put in as they are, whatever their
// grammar, so no verb may depend on them.
type catalogue interface {
	language() string // BCP 47 tag
	labels() Labels

	number(n uint64) string
	list(items []string) string // items in one text, such as "a, b"
	labeled(code, title string) string

	participation(raters uint64) string
	nobody() string
	allHidden() string
	policy(name string, minGroup int) string
	internal() string
	unofficial() string
	howToRead(lowest, highest string) []string

	median(low, high string) string // for a cell of a table
	rated(n uint64) string          // of a competency
	ratings(n uint64) string        // of a domain, which pools
	agreement(level int) string     // 0 for split to 3 for strong
	nonAnswers(notAnswered, notApplicable, dontKnow, declined uint64) []string
	stageCount(stage string, n uint64) string
	noRatings() string

	apart(level int) string // 0 for close to 3 for far apart
	apartDetail(lower, higher string) string
	apartUnstated() (text, detail string)

	domainCaption(domain string) string
	byGroupCaption(domain string) string

	standing(low, high string) string
	atOrAbove(k, n uint64, stage string, highest bool) string
	strengthsIntro() string
	edgesIntro() string
	tooFewToCompare(minRated int) string
	allAlike() string
	mostAlike() string
	noStrengths() string
	noEdges(highest string) string

	differencesIntro() string
	noDifferences() string
	tooFewGroups() string
	difference(lower, higher, competency string, level int) string // 1 for somewhat to 3 for far apart
	differenceDetail(stage string, highest bool, k, n [2]uint64, groups [2]string) string

	goalWords

	conversationsIntro() string
	noConversations() string
	stageHeading(stage string) string
	message(stage, messages string) string
	next(stage string) string
	moreQuestions(n uint64) string

	methodsIntro() string
	methods(with measures) []Method
	rubricRef(title, ref string) string
	warning(code string, n int, fallback string) string

	codebookHead() [3]string // the names of the codebook's columns
	codebook() codebook
}

// goalWords are the words on change, agreements and goals.
type goalWords interface {
	baseline(ref string, same bool) string
	waves(before, now uint64) string
	allRatings() string
	moved(direction int) string // 1 for higher, -1 for lower
	notCompared() string
	changeReason(reason assess.ChangeReason) string
	reworded() string
	fewRatings(min int) string
	movesIntro(min int) string
	noMoves(min int) string
	move(competency, group string, level int, higher bool) string // 1 for a little to 3 for much

	consensusIntro() string
	noConsensus() string
	agreed(stage, date string) string // date may be ""
	ownWords() string

	whole() string
	targetsIntro(rule assess.ScoreRule) string
	distance(low, high int) string // in stages, negative below the goal
	reached(k, n uint64) string

	share(stage string, highest bool, k, n uint64) string
	equalVoice(median string, groups []string) string // groups are none when all count
	alpha(alpha, inHundred string) string
	noAlpha(reason spectrum.Reason) string // "" when something it takes is hidden
}

// measures says which of the measures a report shows, beside those of every one.
type measures struct {
	groups, domains, progress, consensus, targets bool
	reliability                                   string // what it is
}

// codebook says what the columns of the CSV output mean.
type codebook struct {
	level, id, code, title, constituency, constituencyTitle string
	measure, value, rank, count, rated, status              string
	atOrAbove, lower, upper, equalVoice                     string
	quartileLower, quartileUpper, agreement                 string
	before, comparable, reason, delta, deltaLower           string
	deltaUpper                                              string
	// text, integer and decimal say what may stand in a column.
	text, integer, decimal string
}

// grouped writes a number with a separator between thousands.
func grouped(n uint64, separator string) string {
	digits := strconv.FormatUint(n, 10)
	if len(digits) <= 3 {
		return digits
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(separator)
		}
		b.WriteRune(d)
	}
	return b.String()
}
