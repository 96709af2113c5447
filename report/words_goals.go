package report

import (
	"github.com/waymark-go/waymark/assess"
)

// progressWords are the words on what moved since an earlier wave.
type progressWords struct {
	SameEdition    message `json:"same_edition" vars:"edition"`
	AnotherEdition message `json:"another_edition" vars:"edition"`
	Waves          message `json:"waves" vars:"#before,now"`
	WavesNote      string  `json:"waves_note" rule:"sentence"`
	AllRatings     string  `json:"all_ratings" rule:"sentence"`

	Lower       string  `json:"lower" rule:"name"`
	Same        string  `json:"same" rule:"name"`
	Higher      string  `json:"higher" rule:"name"`
	NotCompared string  `json:"not_compared" rule:"name"`
	Reworded    string  `json:"reworded" rule:"sentence"`
	FewRatings  message `json:"few_ratings" vars:"#people"`

	// Why two results are not compared.
	Hidden     string `json:"hidden" rule:"sentence"`
	NoRatings  string `json:"no_ratings" rule:"sentence"`
	Added      string `json:"added" rule:"sentence"`
	Split      string `json:"split" rule:"sentence"`
	Merged     string `json:"merged" rule:"sentence"`
	Not        string `json:"not" rule:"sentence"`
	Stage      string `json:"stage" rule:"sentence"`
	Membership string `json:"membership" rule:"sentence"`
	Group      string `json:"group" rule:"sentence"`
	Otherwise  string `json:"otherwise" rule:"sentence"`

	Moves        message `json:"moves" vars:"#people"`
	NoMoves      message `json:"no_moves" vars:"#people"`
	LittleHigher message `json:"little_higher" vars:"competency,group"`
	MoveHigher   message `json:"move_higher" vars:"competency,group"`
	MuchHigher   message `json:"much_higher" vars:"competency,group"`
	LittleLower  message `json:"little_lower" vars:"competency,group"`
	MoveLower    message `json:"move_lower" vars:"competency,group"`
	MuchLower    message `json:"much_lower" vars:"competency,group"`
}

func (w *Words) baseline(edition string, same bool) string {
	if same {
		return w.doc.Progress.SameEdition.fill(edition)
	}
	return w.doc.Progress.AnotherEdition.fill(edition)
}

func (w *Words) waves(before, now uint64) string {
	p := &w.doc.Progress
	return w.sentences(w.form(&p.Waves, before).fill(w.number(before), w.number(now)), p.WavesNote)
}

func (w *Words) allRatings() string  { return w.doc.Progress.AllRatings }
func (w *Words) notCompared() string { return w.doc.Progress.NotCompared }
func (w *Words) reworded() string    { return w.doc.Progress.Reworded }

// moved is said of 1 for higher, 0 for the same and -1 for lower.
func (w *Words) moved(direction int) string {
	p := &w.doc.Progress
	return [...]string{p.Lower, p.Same, p.Higher}[direction+1]
}

func (w *Words) changeReason(reason assess.ChangeReason) string {
	p := &w.doc.Progress
	switch reason {
	case assess.ChangeHidden:
		return p.Hidden
	case assess.ChangeNoRatings:
		return p.NoRatings
	case assess.ChangeAdded:
		return p.Added
	case assess.ChangeSplit:
		return p.Split
	case assess.ChangeMerged:
		return p.Merged
	case assess.ChangeNot:
		return p.Not
	case assess.ChangeStage:
		return p.Stage
	case assess.ChangeMembership:
		return p.Membership
	case assess.ChangeGroup:
		return p.Group
	}
	return p.Otherwise
}

func (w *Words) fewRatings(min int) string { return w.count(&w.doc.Progress.FewRatings, uint64(min)) }
func (w *Words) movesIntro(min int) string { return w.count(&w.doc.Progress.Moves, uint64(min)) }
func (w *Words) noMoves(min int) string    { return w.count(&w.doc.Progress.NoMoves, uint64(min)) }

// move is said of 1, a little, to 3, much.
func (w *Words) move(competency, group string, level int, higher bool) string {
	p := &w.doc.Progress
	sizes := [...]*message{&p.LittleLower, &p.MoveLower, &p.MuchLower}
	if higher {
		sizes = [...]*message{&p.LittleHigher, &p.MoveHigher, &p.MuchHigher}
	}
	return sizes[level-1].fill(competency, group)
}

// consensusWords are the words on what a team agreed.
type consensusWords struct {
	Intro    string  `json:"intro" rule:"sentence"`
	None     string  `json:"none" rule:"sentence"`
	Agreed   message `json:"agreed" vars:"stage"`
	AgreedOn message `json:"agreed_on" vars:"stage,date"`
}

func (w *Words) consensusIntro() string { return w.doc.Consensus.Intro }
func (w *Words) noConsensus() string    { return w.doc.Consensus.None }

// agreed takes a date that is written out, or "".
func (w *Words) agreed(stage, date string) string {
	if date == "" {
		return w.doc.Consensus.Agreed.fill(stage)
	}
	return w.doc.Consensus.AgreedOn.fill(stage, date)
}

// targetWords are the words on how far it is to the goals.
type targetWords struct {
	Whole                string `json:"whole" rule:"name"`
	Intro                string `json:"intro" rule:"sentence"`
	PooledMedian         string `json:"pooled_median" rule:"sentence"`
	MedianOfCompetencies string `json:"median_of_competencies" rule:"sentence"`
	Floor                string `json:"floor" rule:"sentence"`
	ShareAtTarget        string `json:"share_at_target" rule:"sentence"`

	Beyond        string  `json:"beyond" rule:"sentence"`
	Reached       string  `json:"reached" rule:"sentence"`
	WithinReach   string  `json:"within_reach" rule:"sentence"`
	Stages        message `json:"stages" vars:"#stages"`
	StagesBetween message `json:"stages_between" vars:"fewest,#most"`
	RatingsAtGoal message `json:"ratings_at_goal" vars:"#count,of_ratings"`
}

func (w *Words) whole() string { return w.doc.Targets.Whole }

func (w *Words) targetsIntro(rule assess.ScoreRule) string {
	t := &w.doc.Targets
	standing := t.PooledMedian
	switch rule {
	case assess.MedianOfCompetencies:
		standing = t.MedianOfCompetencies
	case assess.Floor:
		standing = t.Floor
	case assess.ShareAtTarget:
		standing = t.ShareAtTarget
	}
	return w.sentences(t.Intro, standing)
}

// distance is in stages, negative below the goal.
func (w *Words) distance(low, high int) string {
	t := &w.doc.Targets
	switch {
	case low > 0:
		return t.Beyond
	case low == 0:
		return t.Reached
	case high >= 0:
		return t.WithinReach
	case low == high:
		return titled(w.form(&t.Stages, uint64(-low)).fill(w.spelled(-low)))
	}
	return titled(w.form(&t.StagesBetween, uint64(-low)).fill(w.spelled(-high), w.spelled(-low)))
}

func (w *Words) reached(k, n uint64) string {
	return w.form(&w.doc.Targets.RatingsAtGoal, k).fill(w.number(k), w.ofRatings(n))
}
