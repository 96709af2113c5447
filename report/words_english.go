package report

import (
	"fmt"
	"strings"
)

// english is the catalogue of English. It speaks of what people see and of what
// can grow, never of what they lack.
type english struct{}

func (english) language() string { return "en" }

func (english) labels() Labels {
	return Labels{
		Contents: "Contents", Who: "Who took part", HowToRead: "How to read this report",
		Overview: "Overview by domain", Strengths: "Strengths", Edges: "Growing edges",
		Differences: "Biggest differences of view", Progress: "What moved since last time",
		Consensus: "What the team agreed", Targets: "How far to our goals", Conversations: "What to talk about next",
		Methods: "How these results were made", About: "About this report",

		Group: "Group", TookPart: "Took part", Bar: "Ratings", Stage: "Stage", Message: "What it tells people",
		Domain: "Domain", Competency: "Competency", Median: "Middle rating", Rated: "Rated", Ratings: "Ratings given",
		Apart: "Views of the groups", Agreement: "Agreement", NonAnswers: "No rating",
		Before: "Before", Now: "Now", Moved: "Since last time", Standing: "Today", Goal: "Goal", Distance: "How far",

		OverviewCaption: "All ratings in each domain, by stage", ProgressCaption: "Everyone’s middle rating before and now",
		TargetsCaption: "Everyone’s ratings and the goals",

		BasedOn: "Based on", MedianBy: "Middle rating by group", Questions: "Questions to talk about together",
		Source: "Source", Notes: "Please keep in mind", SkipToContent: "Skip to the report",
		Moves: "Groups that moved most", Agreed: "Agreed", AllRatings: "All ratings", Rationale: "Why", Evidence: "What it rests on", AgreedBy: "Who agreed",

		Rubric: "Rubric", Digest: "Digest", Definition: "What is assessed", Strands: "Strands",
		Reference: "Reference spectrum", Citation: "Citation", Notice: "Notice", Sources: "Sources of the wording",
		EditionNotes: "Notes on this edition", Generator: "Made with",

		Everyone: "Everyone",

		HiddenMark: "*", Hidden: "Not shown, to protect people’s privacy",
		NoneMark: "–", None: "Nobody rated this, or too few for this to be stated",
	}
}

func (english) number(n uint64) string { return grouped(n, ",") }

func (english) list(items []string) string { return strings.Join(items, ", ") }

func (english) labeled(code, title string) string { return strings.TrimSpace(code + " " + title) }

// count returns a number with the right form of its noun.
func (e english) count(n uint64, one, many string) string {
	if n == 1 {
		return e.number(n) + " " + one
	}
	return e.number(n) + " " + many
}

func (e english) participation(raters uint64) string {
	return e.count(raters, "person", "people") + " took part."
}

func (english) nobody() string {
	return "Nobody has taken part yet. The results will be here as soon as people have shared their views."
}

func (english) allHidden() string {
	return "Thank you to everyone who took part. So far too few people have for results to be shown without " +
		"somebody being recognized, so this report has no numbers yet. Every voice counts: as more people take part, the results can be shown."
}

func (e english) policy(name string, minGroup int) string {
	if minGroup <= 1 {
		return "Sharing rule “" + name + "”: every group is shown, however small."
	}
	return "Sharing rule “" + name + "”: to protect people’s privacy, groups of fewer than " + e.number(uint64(minGroup)) +
		" people are not shown. A larger group is sometimes not shown either, so that nobody can work out the numbers of a small one."
}

func (english) internal() string {
	return "For internal use: this report shows every group, however small, and people may be recognized by their answers. Please do not pass it on."
}

func (english) unofficial() string { return "The texts of the rubric are an unofficial translation." }

func (english) howToRead(lowest, highest string) []string {
	return []string{
		"Each bar shows how people’s ratings spread over the stages, from " + lowest + " to " + highest +
			". The longer a part of the bar, the more ratings are at that stage.",
		"The middle rating is the one in the middle when all ratings are lined up from the lowest stage to the highest: " +
			"at least half of them are at that stage or below, and at least half at that stage or above. " +
			"Where the middle falls between two stages, both are named.",
		"Agreement says how close together the ratings are, whatever stage they are at: strong, moderate, mixed, or split, " +
			"when people see the same work in two different ways.",
		"A stage is no grade. It says how the work looks today to the people who know it, and what it can grow into.",
	}
}

func (english) median(low, high string) string {
	if low == high {
		return low
	}
	return "Between " + low + " and " + high
}

func (e english) rated(n uint64) string {
	return e.count(n, "person rated this", "people rated this")
}

func (e english) ratings(n uint64) string { return e.count(n, "rating", "ratings") }

func (english) agreement(level int) string {
	return [...]string{"Split", "Mixed", "Moderate", "Strong"}[level]
}

func (e english) nonAnswers(notAnswered, notApplicable, dontKnow, declined uint64) []string {
	var parts []string
	for _, kind := range []struct {
		n    uint64
		name string
	}{
		{notAnswered, "left open"},
		{dontKnow, "don’t know"},
		{notApplicable, "not applicable"},
		{declined, "preferred not to say"},
	} {
		if kind.n > 0 {
			parts = append(parts, e.number(kind.n)+" "+kind.name)
		}
	}
	return parts
}

func (e english) stageCount(stage string, n uint64) string { return stage + ": " + e.number(n) }

func (english) noRatings() string { return "No ratings" }

func (english) apart(level int) string {
	return [...]string{"Close together", "Somewhat apart", "Apart", "Far apart"}[level]
}

func (english) apartDetail(lower, higher string) string {
	return "Rated lower by " + lower + " than by " + higher
}

func (english) apartUnstated() (text, detail string) {
	return "Not stated", "Too few people in the groups so far"
}

func (english) domainCaption(domain string) string { return "All ratings: " + domain }

func (english) byGroupCaption(domain string) string {
	return "Middle rating by group: " + domain
}

func (english) standing(low, high string) string {
	if low == high {
		return "The middle rating is " + low + "."
	}
	return "The middle rating lies between " + low + " and " + high + "."
}

func (e english) atOrAbove(k, n uint64, stage string, highest bool) string {
	place := stage + " or above"
	if highest {
		place = stage
	}
	return e.number(k) + " of " + e.count(n, "person", "people") + " rated it " + place + "."
}

func (english) strengthsIntro() string {
	return "Where people see the work furthest along. These are places to learn from and to celebrate."
}

func (english) edgesIntro() string {
	return "Where people see the most room to grow. These are invitations to work on together."
}

func (e english) tooFewToCompare(minRated int) string {
	return "It is too early to say: fewer than two competencies have been rated by " +
		e.count(uint64(max(minRated, 1)), "person", "people") + " or more."
}

func (english) allAlike() string {
	return "None stands out: people see all competencies at the same stage."
}

func (english) mostAlike() string {
	return "None stands out: most of the competencies are seen alike."
}

func (english) noStrengths() string {
	return "None stands out yet: the competencies are at the first stage together."
}

func (english) noEdges(highest string) string {
	return "None stands out: people see the work at " + highest + " throughout."
}

func (english) differencesIntro() string {
	return "Where two groups see the same work most differently. Both views are true to the people who hold them; the difference is worth a conversation."
}

func (english) noDifferences() string {
	return "The groups that can be compared see the work much the same way."
}

func (english) tooFewGroups() string {
	return "Groups are compared where ten or more people in each of two rated the same competency. That is not so yet."
}

func (english) difference(lower, higher, competency string, level int) string {
	how := [...]string{"", "a little lower", "lower", "much lower"}[level]
	return "“" + competency + "” is rated " + how + " by " + lower + " than by " + higher + "."
}

func (e english) differenceDetail(stage string, highest bool, k, n [2]uint64, groups [2]string) string {
	place := "At " + stage + " or above"
	if highest {
		place = "At " + stage
	}
	return fmt.Sprintf("%s: %s of %s (%s), %s of %s (%s).", place,
		e.number(k[0]), e.number(n[0]), groups[0], e.number(k[1]), e.number(n[1]), groups[1])
}

func (english) conversationsIntro() string {
	return "The growing edges, with what the rubric says of the next stage, and questions to talk about. Invite the people the questions are about."
}

func (english) noConversations() string {
	return "No growing edge stands out. Any competency is a good place to start a conversation."
}

func (english) message(stage, messages string) string {
	return closed("What " + stage + " tells people: " + messages)
}

func (english) stageHeading(stage string) string { return "About the stage " + stage }

func (english) next(stage string) string { return "What " + stage + " looks like:" }

func (e english) moreQuestions(n uint64) string {
	return e.count(n, "more question is", "more questions are") + " in the rubric."
}
