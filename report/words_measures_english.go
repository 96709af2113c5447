package report

// goalMethods are the measures of agreement among raters, of groups with an equal
// voice, and of change, agreements and goals.
func (english) goalMethods(with measures) []Method {
	ms := []Method{{
		"At a stage or above",
		"A count of the ratings at that stage and all higher ones. The table for spreadsheets (CSV) has Wilson’s 95 % interval beside each, which speaks of chance in who was asked and of nothing else.",
		"Wilson (1927), Probable Inference, Journal of the American Statistical Association 22",
	}}
	if with.groups {
		ms = append(ms, Method{
			"If each group counted the same",
			"Everywhere else each rating counts the same, so a large group weighs more. Here the groups that are shown are weighed so that each counts the same, and the middle follows from these. " +
				"It is stated where it is another than the middle rating. A small group then weighs as much as a large one.",
			"",
		})
	}
	ms = append(ms, Method{
		"Agreement among raters",
		"Krippendorff’s alpha for ranks, with the competencies as its units. " + with.reliability,
		"Krippendorff, Content Analysis: An Introduction to Its Methods",
	})
	if with.progress {
		ms = append(ms, Method{
			"Since last time",
			"Cliff’s delta of the ratings now against those before: of all pairs of one rating from each, the share in which the later is higher less the share in which it is lower. " +
				"A size below 0.147 counts as about the same. For single groups, a size below 0.33 is a little, and from 0.474 on much. " +
				"Its 95 % interval, which takes the two times for independent samples, is in the tables for programs and spreadsheets (JSON, CSV).",
			"Cliff (1993); Feng and Cliff (2004), Monte Carlo Evaluation of Ordinal d with Improved Confidence Interval, Journal of Modern Applied Statistical Methods 3; thresholds of Romano and others (2006)",
		})
	}
	if with.consensus {
		ms = append(ms, Method{
			"What the team agreed",
			"A stage agreed on is the result of a conversation and no rating. It is in none of the counts, medians or shares.",
			"",
		})
	}
	if with.targets {
		ms = append(ms, Method{
			"Goals",
			"The distance is counted in stages on the way, which have no size: two stages are not twice as far as one. Where the middle falls between two stages, the distance is given from both. Another rule may give another place, so the rule is named.",
			"",
		})
	}
	return ms
}
