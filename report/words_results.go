package report

// resultWords are the words on the ratings of a domain or competency.
type resultWords struct {
	*grammar

	Between    message `json:"between" vars:"low,high"`
	Rated      message `json:"rated" vars:"#people"`
	Ratings    message `json:"ratings" vars:"#ratings"`
	NoRatings  string  `json:"no_ratings" rule:"sentence"`
	StageCount message `json:"stage_count" vars:"stage,#ratings"`

	AgreementSplit    string  `json:"agreement_split" rule:"name"`
	AgreementSpread   string  `json:"agreement_spread" rule:"name"`
	AgreementSomewhat string  `json:"agreement_somewhat" rule:"name"`
	AgreementFair     string  `json:"agreement_fair" rule:"name"`
	AgreementClose    string  `json:"agreement_close" rule:"name"`
	AgreementPairs    message `json:"agreement_pairs" vars:"same,near"`
	AgreementSame     message `json:"agreement_same" vars:"same"`

	LeftOpen      message `json:"left_open" vars:"#people"`
	DontKnow      message `json:"dont_know" vars:"#people"`
	NotApplicable message `json:"not_applicable" vars:"#people"`
	Declined      message `json:"declined" vars:"#people"`

	AskedOf message `json:"asked_of" vars:"groups"`

	DomainCaption  message `json:"domain_caption" vars:"domain"`
	ByGroupCaption message `json:"by_group_caption" vars:"domain"`

	StrandsIntro string `json:"strands_intro" rule:"sentence"`

	OfRatings    message `json:"of_ratings" vars:"#ratings"`
	Share        message `json:"share" vars:"stage,#count,of_ratings"`
	ShareHighest message `json:"share_highest" vars:"stage,#count,of_ratings"`
	EqualVoice   message `json:"equal_voice" vars:"median"`
	EqualVoiceOf message `json:"equal_voice_of" vars:"median,groups"`
}

// askedOf returns which groups are asked a competency.
func (w *resultWords) askedOf(groups []string) string { return w.AskedOf.fill(w.list(groups)) }

// median returns a median for a cell of a table.
func (w *resultWords) median(low, high string) string {
	if low == high {
		return low
	}
	return w.Between.fill(low, high)
}

// rated returns how many people rated a competency.
func (w *resultWords) rated(n uint64) string { return w.count(&w.Rated, n) }

// ratings returns how many ratings a domain has: it pools several for each person.
func (w *resultWords) ratings(n uint64) string { return w.count(&w.Ratings, n) }

func (w *resultWords) stageCount(stage string, n uint64) string {
	return string(w.appendStageCount(nil, stage, n))
}

// appendStageCount appends the number of ratings at a stage as an item of a list.
func (w *resultWords) appendStageCount(list []byte, stage string, n uint64) []byte {
	return w.form(&w.StageCount, n).appendTo(w.appendSeparator(list), stage, w.number(n))
}

// agreement returns a word for a level of agreement.
func (w *resultWords) agreement(level int) string {
	return [...]string{
		agreementSplit: w.AgreementSplit, agreementSpread: w.AgreementSpread, agreementSomewhat: w.AgreementSomewhat,
		agreementFair: w.AgreementFair, agreementClose: w.AgreementClose,
	}[level]
}

// pairs returns how many of 100 pairs are at the same stage and at most one stage apart.
func (w *resultWords) pairs(same, near uint64) string {
	return w.AgreementPairs.fill(w.number(same), w.number(near))
}

// samePairs returns how many of 100 pairs are at the same stage.
func (w *resultWords) samePairs(same uint64) string { return w.AgreementSame.fill(w.number(same)) }

// appendNonAnswers appends each reason that was given as an item of a list.
func (w *resultWords) appendNonAnswers(list []byte, notAnswered, notApplicable, dontKnow, declined uint64) []byte {
	for _, reason := range [...]struct {
		m *message
		n uint64
	}{{&w.LeftOpen, notAnswered}, {&w.DontKnow, dontKnow}, {&w.NotApplicable, notApplicable}, {&w.Declined, declined}} {
		if reason.n > 0 {
			list = w.form(reason.m, reason.n).appendTo(w.appendSeparator(list), w.number(reason.n))
		}
	}
	return list
}

func (w *resultWords) domainCaption(domain string) string { return w.DomainCaption.fill(domain) }

func (w *resultWords) byGroupCaption(domain string) string {
	return w.ByGroupCaption.fill(domain)
}

func (w *resultWords) ofRatings(n uint64) string { return w.count(&w.OfRatings, n) }

func (w *resultWords) share(stage string, highest bool, k, n uint64) string {
	m := &w.Share
	if highest {
		m = &w.ShareHighest
	}
	return w.form(m, k).fill(stage, w.number(k), w.ofRatings(n))
}

// equalVoice names the counted groups; pass none if all are counted.
func (w *resultWords) equalVoice(median string, groups []string) string {
	if len(groups) == 0 {
		return w.EqualVoice.fill(median)
	}
	return w.EqualVoiceOf.fill(median, w.list(groups))
}

// groupWords are the words on how far apart the groups are.
type groupWords struct {
	*grammar

	Close        string  `json:"close" rule:"name"`
	Somewhat     string  `json:"somewhat" rule:"name"`
	Apart        string  `json:"apart" rule:"name"`
	Far          string  `json:"far" rule:"name"`
	Lower        message `json:"lower" vars:"lower,higher"`
	NotStated    string  `json:"not_stated" rule:"name"`
	TooFewPeople string  `json:"too_few_people" rule:"sentence"`
}

// apart returns a word for level 0 (close) to 3 (far apart).
func (w *groupWords) apart(level int) string {
	return [...]string{w.Close, w.Somewhat, w.Apart, w.Far}[level]
}

func (w *groupWords) apartDetail(lower, higher string) string {
	return w.Lower.fill(lower, higher)
}

func (w *groupWords) apartUnstated() (text, detail string) {
	return w.NotStated, w.TooFewPeople
}
