package report

// standOutWords are the words on strengths and growing edges.
type standOutWords struct {
	*grammar

	Strengths string `json:"strengths" rule:"sentence"`
	Edges     string `json:"edges" rule:"sentence"`

	Standing        message `json:"standing" vars:"stage"`
	StandingBetween message `json:"standing_between" vars:"low,high"`
	OfPeople        message `json:"of_people" vars:"#people"`
	AtOrAbove       message `json:"at_or_above" vars:"#count,of_people,stage"`
	AtHighest       message `json:"at_highest" vars:"#count,of_people,stage"`

	TooFew      message `json:"too_few" vars:"#people"`
	AllAlike    string  `json:"all_alike" rule:"sentence"`
	MostAlike   string  `json:"most_alike" rule:"sentence"`
	NoStrengths string  `json:"no_strengths" rule:"sentence"`
	NoEdges     message `json:"no_edges" vars:"highest"`
}

func (w *standOutWords) standing(low, high string) string {
	if low == high {
		return w.Standing.fill(low)
	}
	return w.StandingBetween.fill(low, high)
}

func (w *standOutWords) ofPeople(n uint64) string { return w.count(&w.OfPeople, n) }

func (w *standOutWords) atOrAbove(k, n uint64, stage string, highest bool) string {
	m := &w.AtOrAbove
	if highest {
		m = &w.AtHighest
	}
	return w.form(m, k).fill(w.number(k), w.ofPeople(n), stage)
}

func (w *standOutWords) tooFewToCompare(minRated int) string {
	return w.count(&w.TooFew, uint64(max(minRated, 1)))
}

func (w *standOutWords) noEdges(highest string) string { return w.NoEdges.fill(highest) }

// differenceWords are the words on differences of view.
type differenceWords struct {
	*grammar

	Intro        string `json:"intro" rule:"sentence"`
	None         string `json:"none" rule:"sentence"`
	TooFewGroups string `json:"too_few_groups" rule:"sentence"`

	Little message `json:"little" vars:"competency,lower,higher"`
	Lower  message `json:"lower" vars:"competency,lower,higher"`
	Much   message `json:"much" vars:"competency,lower,higher"`

	OfGroup         message `json:"of_group" vars:"#count,all,group"`
	OfBefore        message `json:"of_before" vars:"#count,all"`
	OfNow           message `json:"of_now" vars:"#count,all"`
	Detail          message `json:"detail" vars:"stage,first,second"`
	DetailOfHighest message `json:"detail_of_highest" vars:"stage,first,second"`
}

// difference returns the sentence for level 1 (a little lower) to 3 (much lower).
func (w *differenceWords) difference(lower, higher, competency string, level int) string {
	return [...]*message{&w.Little, &w.Lower, &w.Much}[level-1].fill(competency, lower, higher)
}

// differenceDetail returns how many people on each side are at a stage or above.
func (w *differenceWords) differenceDetail(stage string, highest bool, sides [2]string) string {
	if highest {
		return w.DetailOfHighest.fill(stage, sides[0], sides[1])
	}
	return w.Detail.fill(stage, sides[0], sides[1])
}

func (w *differenceWords) ofGroup(k, n uint64, group string) string {
	return w.form(&w.OfGroup, k).fill(w.number(k), w.number(n), group)
}

// ofWave returns the number in the earlier wave or in this one.
func (w *differenceWords) ofWave(k, n uint64, earlier bool) string {
	m := &w.OfNow
	if earlier {
		m = &w.OfBefore
	}
	return w.form(m, k).fill(w.number(k), w.number(n))
}

// conversationWords are the words on what to talk about next.
type conversationWords struct {
	*grammar

	Intro         string  `json:"intro" rule:"sentence"`
	None          string  `json:"none" rule:"sentence"`
	Stage         message `json:"stage" vars:"stage"`
	Message       message `json:"message" vars:"stage,messages"`
	Steps         message `json:"steps" vars:"steps,spectrum"`
	Next          message `json:"next" vars:"stage"`
	MoreQuestions message `json:"more_questions" vars:"#questions"`
}

func (w *conversationWords) stageHeading(stage string) string { return w.Stage.fill(stage) }

func (w *conversationWords) message(stage, messages string) string {
	return w.closed(w.Message.fill(stage, messages))
}

// steps names the steps of a second spectrum that correspond to a stage.
func (w *conversationWords) steps(steps []string, spectrum string) string {
	return w.Steps.fill(w.list(steps), spectrum)
}

func (w *conversationWords) next(stage string) string { return w.Next.fill(stage) }

func (w *conversationWords) moreQuestions(n uint64) string { return w.count(&w.MoreQuestions, n) }
