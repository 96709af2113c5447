package report

func (e english) methodsIntro() string {
	return "Stages are ranks, not quantities: no step between two stages has a size, so nothing here is an average or a score. " +
		"Every number is a count of people or of ratings."
}

func (e english) methods(with measures) []Method {
	ms := []Method{
		{
			"Middle rating",
			"The median by the inverse of the empirical distribution: the lowest stage that half of the ratings or more are at or below and, " +
				"where exactly half are, the next stage with a rating too.",
			"Hyndman and Fan (1996), Sample Quantiles in Statistical Packages, The American Statistician 50 (their type 1)",
		},
		{
			"Agreement",
			"Van der Eijk’s A, which is 1 when all ratings are at one stage, 0 when they are spread evenly over all stages, and -1 when half are at each end. " +
				"Strong is 0.5 or more, moderate 0.2 or more, mixed 0 or more, and split below 0. Stated from three ratings on, where there are three stages or more.",
			"van der Eijk (2001), Measuring Agreement in Ordered Rating Scales, Quality & Quantity 35; the words are this report’s own",
		},
		{
			"Strengths and growing edges",
			"Competencies in the order of their middle rating; of equals, of the share of ratings in the upper half of the stages, then of the share at the highest stage and so on down. " +
				"Only competencies with enough ratings are compared, each list has a third of them or fewer and at most five, and none is in both.",
			"",
		},
	}
	if with.groups {
		ms = append(ms, Method{
			"Differences of view",
			"Cliff’s delta: of all pairs of one person from each group, the share in which the first rates higher less the share in which the first rates lower. " +
				"A size below 0.147 counts as close, below 0.33 as a little (groups: somewhat apart), below 0.474 as lower (apart), and from there on as much lower (far apart). " +
				"Stated where ten or more people in each group rated. A competency is listed with the two groups that differ most on it.",
			"Cliff (1993), Dominance Statistics, Psychological Bulletin 114; thresholds of Romano, Kromrey, Coraggio and Skowronek (2006), who call the sizes negligible, small, medium and large",
		})
	}
	if with.domains {
		ms = append(ms, Method{
			"Domains",
			"A domain’s row pools the ratings of its competencies, several from each person. One person’s ratings go together, so a thousand ratings say less than a thousand people would.",
			"",
		})
	}
	return append(ms, e.goalMethods(with)...)
}

func (english) rubricRef(title, ref string) string { return title + " (" + ref + ")" }

func (e english) warning(code string, n int, fallback string) string {
	results := e.count(uint64(n), "result", "results")
	switch code {
	case "no-ratings":
		return "Nobody gave a rating for " + results + " in this report; there is no middle rating there."
	case "few-raters":
		return "In " + e.count(uint64(n), "case", "cases") + " only a few people of a group rated a competency; no difference of view is stated there."
	case "no-agreement":
		return "Agreement needs three stages or more and is not stated."
	}
	return fallback + " (" + results + ")"
}

func (english) codebookHead() [3]string { return [3]string{"column", "meaning", "values"} }

func (english) codebook() codebook {
	return codebook{
		level:             "What the row is about. A domain pools the ratings of its competencies, several from each person.",
		id:                "The id of the domain or competency, the same in all editions of the rubric.",
		code:              "Its printed number; empty where it has none.",
		title:             "Its title.",
		constituency:      "The id of the group that the row counts; “all” is everyone together, whose rows come first.",
		constituencyTitle: "The title of the group.",
		measure:           "Whether the row counts a stage of the rubric or a reason for giving no rating.",
		value:             "The stage or the reason that the row counts.",
		rank:              "The place of the stage, 1 for the lowest. It is an order and no quantity, so do not average it. Empty for reasons.",
		count:             "How many ratings of the group name this stage, or how many gave this reason. Of a competency, each person counts once.",
		rated:             "How many ratings of the group name any stage: the counts of its stages added up.",
		status:            "Whether the numbers may be seen. What is hidden has none, whatever the reason, and is not zero.",
		text:              "text; an apostrophe comes before what a spreadsheet would run",
		atOrAbove:         "How many ratings of the group name this stage or a higher one. Empty for reasons, as are the next three.",
		lower:             "The lower end of the 95 % interval by Wilson for the share of rated that at_or_above is. It speaks of chance in who was asked; of a domain it is too narrow, because the ratings of one person go together.",
		upper:             "The upper end of that interval.",
		equalVoice:        "The share that this stage would have if each group that is shown counted the same. In the rows of everyone only, and where two groups or more are shown and have ratings.",
		quartileLower:     "The stage that a quarter of the ratings or more are at or below. Empty without ratings. This and what follows is the same in all rows of a group and of what it rated.",
		quartileUpper:     "The stage that three quarters of the ratings or more are at or below. Half of the ratings or more are from the lower one to this one.",
		agreement:         "Van der Eijk’s A, from -1 to 1. Empty where it does not exist.",
		before:            "How many ratings named any stage in the earlier wave.",
		comparable:        "How far what the earlier edition asked can be compared with this.",
		reason:            "Why there is no change to speak of; empty where there is one.",
		delta:             "Cliff’s delta of these ratings against the earlier ones, from -1 to 1: positive means that these are higher. The two waves are taken for different people.",
		deltaLower:        "The lower end of the 95 % interval of delta by Feng and Cliff. Empty where a wave has fewer than two ratings.",
		deltaUpper:        "The upper end of that interval.",
		decimal:           "number with four decimals; empty where hidden or where there is none",
		integer:           "whole number without separators; empty where hidden",
	}
}
