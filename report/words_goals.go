package report

import (
	"github.com/waymark-go/waymark/assess"
)

// progressWords are the words on what changed since an earlier wave.
type progressWords struct {
	*grammar

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
	NotAsked   string `json:"not_asked" rule:"sentence"`
	Asked      string `json:"asked" rule:"sentence"`
	Parts      string `json:"parts" rule:"sentence"`
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

func (w *progressWords) baseline(edition string, same bool) string {
	if same {
		return w.SameEdition.fill(edition)
	}
	return w.AnotherEdition.fill(edition)
}

func (w *progressWords) waves(before, now uint64) string {
	return w.sentences(w.form(&w.Waves, before).fill(w.number(before), w.number(now)), w.WavesNote)
}

// moved returns a word for direction 1 (higher), 0 (about the same) and -1 (lower).
func (w *progressWords) moved(direction int) string {
	return [...]string{w.Lower, w.Same, w.Higher}[direction+1]
}

func (w *progressWords) changeReason(reason assess.ChangeReason) string {
	switch reason {
	case assess.ChangeHidden:
		return w.Hidden
	case assess.ChangeNoRatings:
		return w.NoRatings
	case assess.ChangeAdded:
		return w.Added
	case assess.ChangeSplit:
		return w.Split
	case assess.ChangeMerged:
		return w.Merged
	case assess.ChangeNot:
		return w.Not
	case assess.ChangeStage:
		return w.Stage
	case assess.ChangeMembership:
		return w.Membership
	case assess.ChangeGroup:
		return w.Group
	case assess.ChangeNotAsked:
		return w.NotAsked
	case assess.ChangeAsked:
		return w.Asked
	case assess.ChangeParts:
		return w.Parts
	}
	return w.Otherwise
}

func (w *progressWords) fewRatings(min int) string { return w.count(&w.FewRatings, uint64(min)) }
func (w *progressWords) movesIntro(min int) string { return w.count(&w.Moves, uint64(min)) }
func (w *progressWords) noMoves(min int) string    { return w.count(&w.NoMoves, uint64(min)) }

// move returns the sentence for level 1 (a little) to 3 (much).
func (w *progressWords) move(competency, group string, level int, higher bool) string {
	sizes := [...]*message{&w.LittleLower, &w.MoveLower, &w.MuchLower}
	if higher {
		sizes = [...]*message{&w.LittleHigher, &w.MoveHigher, &w.MuchHigher}
	}
	return sizes[level-1].fill(competency, group)
}

// consensusWords are the words on what a team agreed.
type consensusWords struct {
	*grammar

	Intro    string  `json:"intro" rule:"sentence"`
	None     string  `json:"none" rule:"sentence"`
	Agreed   message `json:"agreed" vars:"stage"`
	AgreedOn message `json:"agreed_on" vars:"stage,date"`
}

// agreed returns the stage and the date, which is in words and may be "".
func (w *consensusWords) agreed(stage, date string) string {
	if date == "" {
		return w.Agreed.fill(stage)
	}
	return w.AgreedOn.fill(stage, date)
}

// targetWords are the words on how far it is to the goals.
type targetWords struct {
	*grammar

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

func (w *targetWords) targetsIntro(rule assess.ScoreRule) string {
	standing := w.PooledMedian
	switch rule {
	case assess.MedianOfCompetencies:
		standing = w.MedianOfCompetencies
	case assess.Floor:
		standing = w.Floor
	case assess.ShareAtTarget:
		standing = w.ShareAtTarget
	}
	return w.sentences(w.Intro, standing)
}

// distance returns the distance in stages in words; numbers are negative below the goal.
func (w *targetWords) distance(low, high int) string {
	switch {
	case low > 0:
		return w.Beyond
	case low == 0:
		return w.Reached
	case high >= 0:
		return w.WithinReach
	case low == high:
		return titled(w.form(&w.Stages, uint64(-low)).fill(w.spelled(-low)))
	}
	return titled(w.form(&w.StagesBetween, uint64(-low)).fill(w.spelled(-high), w.spelled(-low)))
}

// reached returns how many ratings are at the goal; ofRatings is the number of all ratings in
// words.
func (w *targetWords) reached(k uint64, ofRatings string) string {
	return w.form(&w.RatingsAtGoal, k).fill(w.number(k), ofRatings)
}
