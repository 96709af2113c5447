package report

import "github.com/waymark-go/waymark/rubric/problem"

// headWords are the words at the top of a report and those on what was rated.
type headWords struct {
	*grammar

	Participation message `json:"participation" vars:"#people"`

	Missing        message        `json:"missing" vars:"#records,reasons"`
	MissingReason  message        `json:"missing_reason" vars:"reason,records"`
	MissingNamed   message        `json:"missing_named" vars:"reason"`
	MissingReasons missingReasons `json:"missing_reasons"`
	UnevenGroup    message        `json:"uneven_group" vars:"group"`
	UnevenLanguage message        `json:"uneven_language" vars:"language"`
	UnevenHidden   string         `json:"uneven_hidden" rule:"sentence"`

	Invited      message `json:"invited" vars:"people,#invited"`
	InvitedGroup message `json:"invited_group" vars:"people,invited"`
	Nobody       string  `json:"nobody" rule:"sentence"`
	AllHidden    string  `json:"all_hidden" rule:"sentence"`

	AllShown       string  `json:"all_shown" rule:"name"`
	PartOfEveryone message `json:"part_of_everyone" vars:"#people"`
	CountedAbove   string  `json:"counted_above" rule:"sentence"`

	PolicyPublic   string  `json:"policy_public" rule:"name"`
	PolicyInternal string  `json:"policy_internal" rule:"name"`
	ShowsAll       message `json:"shows_all" vars:"policy"`
	HidesSmall     message `json:"hides_small" vars:"policy,#people"`
	HidesShort     message `json:"hides_small_short" vars:"policy,#people"`
	HidesAlike     message `json:"hides_alike" vars:"#answers"`
	Rounded        message `json:"rounded" vars:"multiple"`
	Internal       string  `json:"internal" rule:"sentence"`
	OwnWords       string  `json:"own_words" rule:"sentence"`
	Unofficial     string  `json:"unofficial" rule:"sentence"`
	Reworded       string  `json:"reworded" rule:"sentence"`
	Fallback       message `json:"fallback" vars:"count,all,language"`
	Selection      message `json:"selection" vars:"shown,all"`

	ReadBars      message `json:"read_bars" vars:"lowest,highest"`
	ReadMedian    string  `json:"read_median" rule:"sentence"`
	ReadAgreement string  `json:"read_agreement" rule:"sentence"`
	ReadStages    string  `json:"read_stages" rule:"sentence"`

	RubricEdition message `json:"rubric_edition" vars:"title,edition"`
	StrandDomains message `json:"strand_domains" vars:"strand,domains"`
}

// missingReasons are the reasons for which records are not in the results.
type missingReasons struct {
	Answers    string `json:"answers" rule:"name"`
	Group      string `json:"group" rule:"name"`
	Incomplete string `json:"incomplete" rule:"name"`
	Columns    string `json:"columns" rule:"name"`
	Damaged    string `json:"damaged" rule:"name"`
	Totals     string `json:"totals" rule:"name"`
	ID         string `json:"id" rule:"name"`
	Conflict   string `json:"conflict" rule:"name"`
	Edition    string `json:"edition" rule:"name"`
	NotAsked   string `json:"not_asked" rule:"name"`
	Other      string `json:"other" rule:"name"`
	Preview    string `json:"preview" rule:"name"`
	Spam       string `json:"spam" rule:"name"`
	Unfinished string `json:"unfinished" rule:"name"`
	Rejected   string `json:"rejected" rule:"name"`
	Superseded string `json:"superseded" rule:"name"`
	Draft      string `json:"draft" rule:"name"`
	Skipped    string `json:"skipped" rule:"name"`
}

// refused returns why a record with a problem was refused.
func (w *missingReasons) refused(code problem.Code) string {
	switch code {
	case problem.UnknownStage, problem.TwoAnswers:
		return w.Answers
	case problem.UnknownConstituency:
		return w.Group
	case problem.Blank, problem.MissingKey, problem.NoteWithoutRating:
		return w.Incomplete
	case problem.UnknownColumn, problem.AmbiguousColumn, problem.DuplicateColumn, problem.MissingColumn, problem.NoHeader, problem.NotRead, problem.Aggregated:
		return w.Columns
	case problem.Syntax, problem.MissingCell, problem.ExtraCell, problem.ControlCharacter, problem.TooLarge, problem.Encoding:
		return w.Damaged
	case problem.TotalsRow, problem.RepeatedHeader, problem.LaterHeader:
		return w.Totals
	case problem.BadValue, problem.TooLong, problem.BadFormat:
		return w.ID
	case problem.Conflict, problem.DuplicateID, problem.DuplicateKey, problem.DuplicateRating:
		return w.Conflict
	case problem.WrongEdition:
		return w.Edition
	case problem.NotAsked:
		return w.NotAsked
	}
	return w.Other
}

// notCounted returns why a valid record is not counted, or "" for a reason that an author has
// named.
func (w *missingReasons) notCounted(reason string) string {
	return map[string]string{
		"preview": w.Preview, "test": w.Preview, "spam": w.Spam, "unfinished": w.Unfinished, "rejected": w.Rejected,
		"superseded": w.Superseded, "draft": w.Draft, "skipped": w.Skipped, "other": w.Other,
	}[reason]
}

func (w *headWords) participation(raters uint64) string {
	return w.count(&w.Participation, raters)
}

// invited says how many of the people invited took part.
func (w *headWords) invited(raters, invited uint64) string {
	return w.form(&w.Invited, invited).fill(w.number(raters), w.number(invited))
}

// invitedOfGroup is like invited, in the words of a list of groups.
func (w *headWords) invitedOfGroup(raters, invited uint64) string {
	return w.InvitedGroup.fill(w.number(raters), w.number(invited))
}

// partOfEveryone returns the words for a result of so many raters instead of everyone.
func (w *headWords) partOfEveryone(raters uint64) string {
	return w.count(&w.PartOfEveryone, raters)
}

func (w *headWords) policy(name string, minGroup int) string {
	return w.rule(&w.HidesSmall, name, minGroup)
}

// sharing is the same in short.
func (w *headWords) sharing(name string, minGroup int) string {
	return w.rule(&w.HidesShort, name, minGroup)
}

func (w *headWords) rule(hides *message, name string, minGroup int) string {
	switch name {
	case "public":
		name = w.PolicyPublic
	case "internal":
		name = w.PolicyInternal
	}
	if minGroup <= 1 {
		return w.ShowsAll.fill(name)
	}
	n := uint64(minGroup)
	return w.form(hides, n).fill(name, w.number(n))
}

// unanimousRule returns the rule of a policy on unanimous groups.
func (w *headWords) unanimousRule(minOutside int) string {
	return w.count(&w.HidesAlike, uint64(minOutside))
}

// roundedTo returns the rule of a policy on rounding.
func (w *headWords) roundedTo(multiple int) string {
	return w.Rounded.fill(w.number(uint64(multiple)))
}

// unofficial returns the words for texts that are not from the publisher.
func (w *headWords) unofficial(reworded bool) string {
	if reworded {
		return w.Reworded
	}
	return w.Unofficial
}

// fallback says how many of all texts are not translated.
func (w *headWords) fallback(count, all uint64, language string) string {
	return w.Fallback.fill(w.number(count), w.number(all), language)
}

// selection says how many of all competencies are shown.
func (w *headWords) selection(shown, all uint64) string {
	return w.Selection.fill(w.number(shown), w.number(all))
}

func (w *headWords) howToRead(lowest, highest string) []string {
	return []string{w.ReadBars.fill(lowest, highest), w.ReadMedian, w.ReadAgreement, w.ReadStages}
}

func (w *headWords) rubricEdition(title, edition string) string {
	return w.RubricEdition.fill(title, edition)
}

func (w *headWords) strandDomains(strand string, domains []string) string {
	return w.StrandDomains.fill(strand, w.list(domains))
}
