package report

// resultWords are the words on the ratings of a domain or competency.
type resultWords struct {
	Between    message `json:"between" vars:"low,high"`
	Rated      message `json:"rated" vars:"#people"`
	Ratings    message `json:"ratings" vars:"#ratings"`
	NoRatings  string  `json:"no_ratings" rule:"sentence"`
	StageCount message `json:"stage_count" vars:"stage,#ratings"`

	AgreementSplit    string `json:"agreement_split" rule:"name"`
	AgreementMixed    string `json:"agreement_mixed" rule:"name"`
	AgreementModerate string `json:"agreement_moderate" rule:"name"`
	AgreementStrong   string `json:"agreement_strong" rule:"name"`

	LeftOpen      message `json:"left_open" vars:"#people"`
	DontKnow      message `json:"dont_know" vars:"#people"`
	NotApplicable message `json:"not_applicable" vars:"#people"`
	Declined      message `json:"declined" vars:"#people"`

	DomainCaption  message `json:"domain_caption" vars:"domain"`
	ByGroupCaption message `json:"by_group_caption" vars:"domain"`

	OfRatings    message `json:"of_ratings" vars:"#ratings"`
	Share        message `json:"share" vars:"stage,#count,of_ratings"`
	ShareHighest message `json:"share_highest" vars:"stage,#count,of_ratings"`
	EqualVoice   message `json:"equal_voice" vars:"median"`
	EqualVoiceOf message `json:"equal_voice_of" vars:"median,groups"`
}

// median is for a cell of a table.
func (w *Words) median(low, high string) string {
	if low == high {
		return low
	}
	return w.doc.Results.Between.fill(low, high)
}

// rated is how many people rated a competency.
func (w *Words) rated(n uint64) string { return w.count(&w.doc.Results.Rated, n) }

// ratings is how many ratings a domain has, which pools several a person.
func (w *Words) ratings(n uint64) string { return w.count(&w.doc.Results.Ratings, n) }

func (w *Words) noRatings() string { return w.doc.Results.NoRatings }

func (w *Words) stageCount(stage string, n uint64) string {
	return w.form(&w.doc.Results.StageCount, n).fill(stage, w.number(n))
}

// agreement is a word for 0, split, to 3, strong.
func (w *Words) agreement(level int) string {
	r := &w.doc.Results
	return [...]string{r.AgreementSplit, r.AgreementMixed, r.AgreementModerate, r.AgreementStrong}[level]
}

// nonAnswers has a text for each reason that was given.
func (w *Words) nonAnswers(notAnswered, notApplicable, dontKnow, declined uint64) []string {
	r := &w.doc.Results
	var reasons []string
	add := func(m *message, n uint64) {
		if n > 0 {
			reasons = append(reasons, w.count(m, n))
		}
	}
	add(&r.LeftOpen, notAnswered)
	add(&r.DontKnow, dontKnow)
	add(&r.NotApplicable, notApplicable)
	add(&r.Declined, declined)
	return reasons
}

func (w *Words) domainCaption(domain string) string { return w.doc.Results.DomainCaption.fill(domain) }

func (w *Words) byGroupCaption(domain string) string {
	return w.doc.Results.ByGroupCaption.fill(domain)
}

func (w *Words) ofRatings(n uint64) string { return w.count(&w.doc.Results.OfRatings, n) }

func (w *Words) share(stage string, highest bool, k, n uint64) string {
	m := &w.doc.Results.Share
	if highest {
		m = &w.doc.Results.ShareHighest
	}
	return w.form(m, k).fill(stage, w.number(k), w.ofRatings(n))
}

// equalVoice names the groups that are counted; there are none when all are.
func (w *Words) equalVoice(median string, groups []string) string {
	if len(groups) == 0 {
		return w.doc.Results.EqualVoice.fill(median)
	}
	return w.doc.Results.EqualVoiceOf.fill(median, w.List(groups))
}

// groupWords are the words on how far apart the groups are.
type groupWords struct {
	Close        string  `json:"close" rule:"name"`
	Somewhat     string  `json:"somewhat" rule:"name"`
	Apart        string  `json:"apart" rule:"name"`
	Far          string  `json:"far" rule:"name"`
	Lower        message `json:"lower" vars:"lower,higher"`
	NotStated    string  `json:"not_stated" rule:"name"`
	TooFewPeople string  `json:"too_few_people" rule:"sentence"`
}

// apart is a word for 0, close, to 3, far apart.
func (w *Words) apart(level int) string {
	g := &w.doc.Groups
	return [...]string{g.Close, g.Somewhat, g.Apart, g.Far}[level]
}

func (w *Words) apartDetail(lower, higher string) string {
	return w.doc.Groups.Lower.fill(lower, higher)
}

func (w *Words) apartUnstated() (text, detail string) {
	return w.doc.Groups.NotStated, w.doc.Groups.TooFewPeople
}
