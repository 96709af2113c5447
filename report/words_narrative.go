package report

// narrativeWords are the words of narratives.
type narrativeWords struct {
	*grammar

	Labels narrativeLabels `json:"labels"`

	Title          message `json:"title" vars:"title"`
	Priority3Title message `json:"priority_3_title" vars:"title"`
	Use            string  `json:"use" rule:"sentence"`
	Areas          string  `json:"areas" rule:"sentence"`
	Unused         message `json:"unused" vars:"competencies"`
	Quoted         message `json:"quoted" vars:"title"`
	Internal       string  `json:"internal" rule:"sentence"`
	AllHidden      string  `json:"all_hidden" rule:"sentence"`

	Rests             message `json:"rests" vars:"title"`
	ByGroup           message `json:"by_group" vars:"groups"`
	Domain            message `json:"domain" vars:"domain,#count,of_ratings,stage"`
	DomainHighest     message `json:"domain_highest" vars:"domain,#count,of_ratings,stage"`
	Competency        message `json:"competency" vars:"competency,#count,of_people,stage"`
	CompetencyHighest message `json:"competency_highest" vars:"competency,#count,of_people,stage"`

	Furthest      string `json:"furthest" rule:"sentence"`
	MostRoom      string `json:"most_room" rule:"sentence"`
	NoneShown     string `json:"none_shown" rule:"sentence"`
	NoneStandsOut string `json:"none_stands_out" rule:"sentence"`

	Higher       message `json:"higher" vars:"title"`
	Lower        message `json:"lower" vars:"title"`
	NothingMoved string  `json:"nothing_moved" rule:"sentence"`
	FewMoved     string  `json:"few_moved" rule:"sentence"`
	NotCompared  string  `json:"not_compared" rule:"sentence"`
	Goal         message `json:"goal" vars:"title,stage"`
	GoalWhole    message `json:"goal_whole" vars:"stage"`

	LowerRate       message `json:"lower_rate" vars:"group,people,#invited,all,all_invited"`
	NoLowerRate     string  `json:"no_lower_rate" rule:"sentence"`
	UnknownRates    string  `json:"unknown_rates" rule:"sentence"`
	FamiliesUnnamed string  `json:"families_unnamed" rule:"sentence"`

	Possible         string  `json:"possible" rule:"sentence"`
	Next             string  `json:"next" rule:"sentence"`
	Listen           string  `json:"listen" rule:"sentence"`
	Underrepresented message `json:"underrepresented" vars:"area"`
}

// narrativeLabels are the headings that only a narrative has.
type narrativeLabels struct {
	About string `json:"about" rule:"name"`

	Relationships string `json:"relationships" rule:"name"`
	Partnerships  string `json:"partnerships" rule:"name"`
	Input         string `json:"input" rule:"name"`

	Strengths        string `json:"strengths" rule:"name"`
	Focus            string `json:"focus" rule:"name"`
	Underrepresented string `json:"underrepresented" rule:"name"`
}

// title returns the function that titles a narrative of a kind.
func (w *narrativeWords) title(kind NarrativeKind) func(title string) string {
	m := &w.Title
	if kind == NarrativePriority3 {
		m = &w.Priority3Title
	}
	return func(title string) string { return m.fill(title) }
}

func (w *narrativeWords) unused(titles []string) string { return w.Unused.fill(w.list(titles)) }

func (w *narrativeWords) quoted(title string) string { return w.Quoted.fill(title) }

func (w *narrativeWords) rests(title string) string { return w.Rests.fill(title) }

func (w *narrativeWords) byGroup(groups []string) string { return w.ByGroup.fill(w.list(groups)) }

func (w *narrativeWords) domain(domain string, k uint64, ofRatings, stage string, highest bool) string {
	m := &w.Domain
	if highest {
		m = &w.DomainHighest
	}
	return w.form(m, k).fill(domain, w.number(k), ofRatings, stage)
}

func (w *narrativeWords) competency(competency string, k uint64, ofPeople, stage string, highest bool) string {
	m := &w.Competency
	if highest {
		m = &w.CompetencyHighest
	}
	return w.form(m, k).fill(competency, w.number(k), ofPeople, stage)
}

func (w *narrativeWords) moved(title string, higher bool) string {
	if higher {
		return w.Higher.fill(title)
	}
	return w.Lower.fill(title)
}

func (w *narrativeWords) goal(title, stage string) string { return w.Goal.fill(title, stage) }

func (w *narrativeWords) lowerRate(group string, people, invited, all, allInvited uint64) string {
	return w.form(&w.LowerRate, invited).fill(group, w.number(people), w.number(invited), w.number(all), w.number(allInvited))
}

func (w *narrativeWords) underrepresented(area string) string { return w.Underrepresented.fill(area) }
