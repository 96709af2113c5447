package report

// headWords are the words at the top of a report and those on what was rated.
type headWords struct {
	Participation message `json:"participation" vars:"#people"`
	Nobody        string  `json:"nobody" rule:"sentence"`
	AllHidden     string  `json:"all_hidden" rule:"sentence"`

	PolicyPublic   string  `json:"policy_public" rule:"name"`
	PolicyInternal string  `json:"policy_internal" rule:"name"`
	ShowsAll       message `json:"shows_all" vars:"policy"`
	HidesSmall     message `json:"hides_small" vars:"policy,#people"`
	HidesAlike     message `json:"hides_alike" vars:"#answers"`
	Rounded        message `json:"rounded" vars:"multiple"`
	Internal       string  `json:"internal" rule:"sentence"`
	OwnWords       string  `json:"own_words" rule:"sentence"`
	Unofficial     string  `json:"unofficial" rule:"sentence"`

	ReadBars      message `json:"read_bars" vars:"lowest,highest"`
	ReadMedian    string  `json:"read_median" rule:"sentence"`
	ReadAgreement string  `json:"read_agreement" rule:"sentence"`
	ReadStages    string  `json:"read_stages" rule:"sentence"`

	RubricEdition message `json:"rubric_edition" vars:"title,edition"`
	StrandDomains message `json:"strand_domains" vars:"strand,domains"`
}

func (w *Words) participation(raters uint64) string {
	return w.count(&w.doc.Head.Participation, raters)
}

func (w *Words) nobody() string     { return w.doc.Head.Nobody }
func (w *Words) allHidden() string  { return w.doc.Head.AllHidden }
func (w *Words) internal() string   { return w.doc.Head.Internal }
func (w *Words) ownWords() string   { return w.doc.Head.OwnWords }
func (w *Words) unofficial() string { return w.doc.Head.Unofficial }

func (w *Words) policy(name string, minGroup int) string {
	head := &w.doc.Head
	switch name {
	case "public":
		name = head.PolicyPublic
	case "internal":
		name = head.PolicyInternal
	}
	if minGroup <= 1 {
		return head.ShowsAll.fill(name)
	}
	n := uint64(minGroup)
	return w.form(&head.HidesSmall, n).fill(name, w.number(n))
}

// alike is the rule of a policy on groups of one mind.
func (w *Words) alike(minOutside int) string {
	return w.count(&w.doc.Head.HidesAlike, uint64(minOutside))
}

// roundedTo is the rule of a policy on rounding.
func (w *Words) roundedTo(multiple int) string {
	return w.doc.Head.Rounded.fill(w.number(uint64(multiple)))
}

func (w *Words) howToRead(lowest, highest string) []string {
	head := &w.doc.Head
	return []string{head.ReadBars.fill(lowest, highest), head.ReadMedian, head.ReadAgreement, head.ReadStages}
}

func (w *Words) rubricEdition(title, edition string) string {
	return w.doc.Head.RubricEdition.fill(title, edition)
}

func (w *Words) strandDomains(strand string, domains []string) string {
	return w.doc.Head.StrandDomains.fill(strand, w.List(domains))
}
