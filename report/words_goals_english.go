package report

import (
	"fmt"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/spectrum"
)

func (english) baseline(ref string, same bool) string {
	if same {
		return "Compared with earlier results for the same edition of the rubric (" + ref + ")."
	}
	return "Compared with earlier results for another edition of the rubric (" + ref + "). Only what both editions ask in a way that can be compared is compared."
}

func (e english) waves(before, now uint64) string {
	return e.count(before, "person", "people") + " took part then and " + e.number(now) + " now. " +
		"The two are taken for different people, so a move is one of the community as a whole and says nothing about anyone in it."
}

func (english) allRatings() string {
	return "Whether something is rated higher or lower than before goes by all its ratings. The middle rating can pass from one stage to the next while the ratings are about the same."
}

func (english) moved(direction int) string {
	return [...]string{"Rated lower than before", "About the same", "Rated higher than before"}[direction+1]
}

func (english) notCompared() string { return "Not compared" }

func (english) changeReason(reason assess.ChangeReason) string {
	switch reason {
	case assess.ChangeHidden:
		return "One of the two results is not shown, to protect people’s privacy."
	case assess.ChangeNoRatings:
		return "One of the two times has no ratings here yet."
	case assess.ChangeAdded:
		return "It is new: the earlier edition did not ask about it."
	case assess.ChangeSplit:
		return "The earlier edition asked about it together with something else."
	case assess.ChangeMerged:
		return "It brings together what the earlier edition asked about separately."
	case assess.ChangeNot:
		return "It asks about something else than before."
	case assess.ChangeStage:
		return "Some earlier ratings are at a stage that is no longer there."
	case assess.ChangeMembership:
		return "The domain has other competencies than before."
	case assess.ChangeGroup:
		return "The earlier edition did not ask this group."
	}
	return "It cannot be compared with the earlier results."
}

func (english) reworded() string {
	return "The wording is another than before, so compare with care."
}

func (e english) fewRatings(min int) string {
	return "Fewer than " + e.number(uint64(min)) + " people rated it then or now, so this can easily change."
}

func (e english) movesIntro(min int) string {
	return "Where single groups moved most, among competencies that " + e.number(uint64(min)) + " or more of the group rated both times."
}

func (e english) noMoves(min int) string {
	return "No single group moved on a competency that " + e.number(uint64(min)) + " or more of it rated both times, as far as can be shown."
}

func (english) move(competency, group string, level int, higher bool) string {
	how := [...]string{"", "a little ", "", "much "}[level]
	where := "lower"
	if higher {
		where = "higher"
	}
	return "“" + competency + "” is rated " + how + where + " than before by " + group + "."
}

func (english) consensusIntro() string {
	return "What a team agreed on after talking it over, beside how everyone’s ratings spread. The two are shown side by side and never made into one number."
}

func (english) noConsensus() string {
	return "No stage has been agreed on yet. The conversation can begin with any competency."
}

func (english) agreed(stage, date string) string {
	if date == "" {
		return "The team agreed on " + stage + "."
	}
	return "The team agreed on " + stage + " (" + date + ")."
}

func (english) ownWords() string {
	return "This report holds people’s own words and may name them. It is for internal use only."
}

func (english) whole() string { return "Everything together" }

func (english) targetsIntro(rule assess.ScoreRule) string {
	where := map[assess.ScoreRule]string{
		assess.PooledMedian:         "the middle of all ratings (pooled median)",
		assess.MedianOfCompetencies: "the middle of the competencies’ middle ratings, each competency counting the same (median of competencies)",
		assess.Floor:                "the stage that every competency has reached, going by its middle rating (floor)",
		assess.ShareAtTarget:        "the middle of all ratings, read together with the share of ratings at the goal or above (share at target)",
	}[rule]
	return "A goal is a stage to grow toward. Where something stands today is " + where + "."
}

func (e english) distance(low, high int) string {
	switch {
	case low > 0:
		return "Reached, and further along"
	case low == 0:
		return "Reached"
	case high >= 0:
		return "Within reach: the goal is within where it stands"
	case low == high:
		return e.stages(-low) + " to go"
	}
	return "Between " + e.few(-high) + " and " + e.few(-low) + " stages to go"
}

func (e english) stages(n int) string {
	if n == 1 {
		return "One stage"
	}
	return titled(e.few(n)) + " stages"
}

func (e english) few(n int) string {
	return spelled(n, "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
}

func (e english) reached(k, n uint64) string {
	verb := " are"
	if k == 1 {
		verb = " is"
	}
	return e.number(k) + " of " + e.count(n, "rating", "ratings") + verb + " at the goal or above."
}

func (e english) share(stage string, highest bool, k, n uint64) string {
	place := "At " + stage + " or above"
	if highest {
		place = "At " + stage
	}
	return place + ": " + e.number(k) + " of " + e.count(n, "rating", "ratings")
}

func (e english) equalVoice(median string, groups []string) string {
	s := "If each group counted the same: " + median
	if len(groups) > 0 {
		s += " (counting " + e.list(groups) + ")"
	}
	return s
}

func (english) alpha(alpha, inHundred string) string {
	return fmt.Sprintf("Here alpha is %s, and two people picked at random who rated the same competency named the same stage in %s of 100 cases (percent agreement). ", alpha, inHundred) + englishTrap
}

func (english) noAlpha(reason spectrum.Reason) string {
	why := "something that it takes is not shown, to protect people’s privacy. "
	switch reason {
	case "":
	case spectrum.NoPairs:
		why = "no competency was rated by two people or more. "
	case spectrum.Unanimous:
		why = "everyone gave one and the same stage throughout: they agree fully (percent agreement is 100 of 100), but nothing is left to compare that with. "
	case spectrum.TooManyRatings:
		why = "there are more ratings than it can be computed for. "
	default:
		why = "it cannot be computed for these ratings. "
	}
	return "Here there is no alpha: " + why + englishTrap
}

const englishTrap = "Alpha is 1 when people agree on where each competency stands, and 0 when they agree no more than chance would have it. " +
	"Please note: when nearly everyone gives one stage, alpha is low although people agree, so read the two together. People see the work from different places; a low alpha is no fault of theirs."

// titled begins a sentence.
func titled(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// spelled returns the word for a small number, from one on, or its digits.
func spelled(n int, words ...string) string {
	if n <= len(words) {
		return words[n-1]
	}
	return fmt.Sprint(n)
}
