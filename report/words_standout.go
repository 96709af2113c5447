package report

// standOutWords are the words on strengths and growing edges.
type standOutWords struct {
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

func (w *Words) strengthsIntro() string { return w.doc.StandOut.Strengths }
func (w *Words) edgesIntro() string     { return w.doc.StandOut.Edges }
func (w *Words) allAlike() string       { return w.doc.StandOut.AllAlike }
func (w *Words) mostAlike() string      { return w.doc.StandOut.MostAlike }
func (w *Words) noStrengths() string    { return w.doc.StandOut.NoStrengths }

func (w *Words) standing(low, high string) string {
	if low == high {
		return w.doc.StandOut.Standing.fill(low)
	}
	return w.doc.StandOut.StandingBetween.fill(low, high)
}

func (w *Words) ofPeople(n uint64) string { return w.count(&w.doc.StandOut.OfPeople, n) }

func (w *Words) atOrAbove(k, n uint64, stage string, highest bool) string {
	m := &w.doc.StandOut.AtOrAbove
	if highest {
		m = &w.doc.StandOut.AtHighest
	}
	return w.form(m, k).fill(w.number(k), w.ofPeople(n), stage)
}

func (w *Words) tooFewToCompare(minRated int) string {
	return w.count(&w.doc.StandOut.TooFew, uint64(max(minRated, 1)))
}

func (w *Words) noEdges(highest string) string { return w.doc.StandOut.NoEdges.fill(highest) }

// differenceWords are the words on differences of view.
type differenceWords struct {
	Intro        string `json:"intro" rule:"sentence"`
	None         string `json:"none" rule:"sentence"`
	TooFewGroups string `json:"too_few_groups" rule:"sentence"`

	Little message `json:"little" vars:"competency,lower,higher"`
	Lower  message `json:"lower" vars:"competency,lower,higher"`
	Much   message `json:"much" vars:"competency,lower,higher"`

	OfGroup         message `json:"of_group" vars:"#count,all,group"`
	OfTime          message `json:"of_time" vars:"#count,all,time"`
	Detail          message `json:"detail" vars:"stage,first,second"`
	DetailOfHighest message `json:"detail_of_highest" vars:"stage,first,second"`
}

func (w *Words) differencesIntro() string { return w.doc.Differences.Intro }
func (w *Words) noDifferences() string    { return w.doc.Differences.None }
func (w *Words) tooFewGroups() string     { return w.doc.Differences.TooFewGroups }

// difference is said of 1, a little lower, to 3, much lower.
func (w *Words) difference(lower, higher, competency string, level int) string {
	d := &w.doc.Differences
	return [...]*message{&d.Little, &d.Lower, &d.Much}[level-1].fill(competency, lower, higher)
}

// differenceDetail says how many of each side are at a stage or above.
func (w *Words) differenceDetail(stage string, highest bool, sides [2]string) string {
	if highest {
		return w.doc.Differences.DetailOfHighest.fill(stage, sides[0], sides[1])
	}
	return w.doc.Differences.Detail.fill(stage, sides[0], sides[1])
}

func (w *Words) ofGroup(k, n uint64, group string) string {
	return w.form(&w.doc.Differences.OfGroup, k).fill(w.number(k), w.number(n), group)
}

// ofTime is of one group before or now.
func (w *Words) ofTime(k, n uint64, time string) string {
	return w.form(&w.doc.Differences.OfTime, k).fill(w.number(k), w.number(n), time)
}

// conversationWords are the words on what to talk about next.
type conversationWords struct {
	Intro         string  `json:"intro" rule:"sentence"`
	None          string  `json:"none" rule:"sentence"`
	Stage         message `json:"stage" vars:"stage"`
	Message       message `json:"message" vars:"stage,messages"`
	Next          message `json:"next" vars:"stage"`
	MoreQuestions message `json:"more_questions" vars:"#questions"`
}

func (w *Words) conversationsIntro() string { return w.doc.Conversations.Intro }
func (w *Words) noConversations() string    { return w.doc.Conversations.None }

func (w *Words) stageHeading(stage string) string { return w.doc.Conversations.Stage.fill(stage) }

func (w *Words) message(stage, messages string) string {
	return w.closed(w.doc.Conversations.Message.fill(stage, messages))
}

func (w *Words) next(stage string) string { return w.doc.Conversations.Next.fill(stage) }

func (w *Words) moreQuestions(n uint64) string { return w.count(&w.doc.Conversations.MoreQuestions, n) }
