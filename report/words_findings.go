package report

// findingWords are the words of the summary at the top of a report.
type findingWords struct {
	*grammar

	StandingHeading string `json:"standing_heading" rule:"name"`
	HiddenHeading   string `json:"hidden_heading" rule:"name"`

	Standing        message `json:"standing" vars:"#count,of_ratings,stage"`
	StandingHighest message `json:"standing_highest" vars:"#count,of_ratings,stage"`
	Furthest        message `json:"furthest" vars:"domain,#count,all"`
	Least           message `json:"least" vars:"domain,#count,all"`
	DomainsAlike    string  `json:"domains_alike" rule:"sentence"`

	Named     message `json:"named" vars:"competency,sentence"`
	NamedNext message `json:"named_next" vars:"competency,#count,all"`

	Start    message `json:"start" vars:"competency"`
	Question string  `json:"question" rule:"sentence"`

	Compared  message `json:"compared" vars:"#all,list"`
	Higher    message `json:"higher" vars:"#count"`
	Lower     message `json:"lower" vars:"#count"`
	Same      message `json:"same" vars:"#count"`
	MovedMost message `json:"moved_most" vars:"competency,detail"`

	GoalsReached message `json:"goals_reached" vars:"count,#all"`
	GoalsHidden  message `json:"goals_hidden" vars:"#count"`
	Farthest     message `json:"farthest" vars:"goal,reached"`

	LowestRate message `json:"lowest_rate" vars:"group,people,invited"`

	Hidden       message `json:"hidden" vars:"#count,all"`
	HiddenGroups message `json:"hidden_groups" vars:"groups"`

	Picture          message `json:"picture" vars:"stage"`
	PictureHighest   message `json:"picture_highest" vars:"stage"`
	PictureNote      string  `json:"picture_note" rule:"sentence"`
	PictureSome      message `json:"picture_some" vars:"#count,all"`
	ShareHead        message `json:"share_head" vars:"stage"`
	ShareHeadHighest message `json:"share_head_highest" vars:"stage"`
	Share            message `json:"share" vars:"#count,all"`
}

// standing returns how many ratings are at a stage or above; ofRatings is the number of all ratings
// in words.
func (w *findingWords) standing(k uint64, ofRatings, stage string, highest bool) string {
	m := &w.Standing
	if highest {
		m = &w.StandingHighest
	}
	return w.form(m, k).fill(w.number(k), ofRatings, stage)
}

func (w *findingWords) namedNext(competency string, k, n uint64) string {
	return w.form(&w.NamedNext, k).fill(competency, w.number(k), w.number(n))
}

func (w *findingWords) furthest(domain string, k, n uint64) string {
	return w.form(&w.Furthest, k).fill(domain, w.number(k), w.number(n))
}

func (w *findingWords) least(domain string, k, n uint64) string {
	return w.form(&w.Least, k).fill(domain, w.number(k), w.number(n))
}

// compared returns how many competencies are rated higher, lower and about the same as before.
func (w *findingWords) compared(higher, lower, same int) string {
	var list []string
	for _, part := range []struct {
		m *message
		n int
	}{{&w.Higher, higher}, {&w.Lower, lower}, {&w.Same, same}} {
		if part.n > 0 {
			list = append(list, w.count(part.m, uint64(part.n)))
		}
	}
	all := uint64(higher + lower + same)
	return w.form(&w.Compared, all).fill(w.number(all), w.list(list))
}

func (w *findingWords) goalsReached(reached, all int) string {
	return w.form(&w.GoalsReached, uint64(all)).fill(w.number(uint64(reached)), w.number(uint64(all)))
}

func (w *findingWords) lowestRate(group string, people, invited uint64) string {
	return w.LowestRate.fill(group, w.number(people), w.number(invited))
}

func (w *findingWords) hidden(count, all int) string {
	return w.form(&w.Hidden, uint64(count)).fill(w.number(uint64(count)), w.number(uint64(all)))
}

func (w *findingWords) pictureTitle(stage string, highest bool) string {
	if highest {
		return w.PictureHighest.fill(stage)
	}
	return w.Picture.fill(stage)
}

// pictureSome says how many of all rows a picture has.
func (w *findingWords) pictureSome(shown, all int) string {
	return w.form(&w.PictureSome, uint64(shown)).fill(w.number(uint64(shown)), w.number(uint64(all)))
}

// shareHead is the head of a column of shares.
func (w *findingWords) shareHead(stage string, highest bool) string {
	if highest {
		return w.ShareHeadHighest.fill(stage)
	}
	return w.ShareHead.fill(stage)
}

// share returns a share as a count of ratings, for a column below shareHead.
func (w *findingWords) share(k, n uint64) string {
	return w.form(&w.Share, k).fill(w.number(k), w.number(n))
}
