package report

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/spectrum"
)

// The names that messages are filled with. No name is a part of another one.
const (
	argA, argB, argC = "⟨A⟩", "⟨B⟩", "⟨C⟩"
)

// filled are the messages about something, each with the texts that must be in it.
func filled(w *Words) map[string][]string {
	n, m := w.grammar.number(1128), w.grammar.number(40)
	out := map[string][]string{
		w.doc.Head.participation(1128):                                         {n},
		w.doc.Head.policy(argA, 1):                                             {argA},
		w.doc.Head.policy(argA, 40):                                            {argA, m},
		w.doc.Head.rubricEdition(argA, argB):                                   {argA, argB},
		w.doc.Head.strandDomains(argA, []string{argB, argC}):                   {argA, argB, argC},
		w.doc.Head.howToRead(argA, argB)[0]:                                    {argA, argB},
		w.doc.Results.median(argA, argB):                                       {argA, argB},
		w.doc.Results.rated(1128):                                              {n},
		w.doc.Results.ratings(1128):                                            {n},
		w.doc.Results.stageCount(argA, 40):                                     {argA, m},
		string(w.doc.Results.appendNonAnswers(nil, 1, 2, 1128, 40)):            {w.grammar.number(1), w.grammar.number(2), n, m},
		w.doc.Results.pairs(40, 1128):                                          {m, n},
		w.doc.Results.samePairs(1128):                                          {n},
		w.doc.Methods.evenPairs(4):                                             {w.grammar.number(4), w.grammar.number(25), w.grammar.number(63)},
		w.doc.Methods.evenPairs(2):                                             {w.grammar.number(50)},
		w.doc.Results.domainCaption(argA):                                      {argA},
		w.doc.Results.byGroupCaption(argA):                                     {argA},
		w.doc.Results.share(argA, true, 40, 1128):                              {argA, m, n},
		w.doc.Results.share(argA, false, 40, 1128):                             {argA, m, n},
		w.doc.Results.equalVoice(argA, nil):                                    {argA},
		w.doc.Results.equalVoice(argA, []string{argB, argC}):                   {argA, argB, argC},
		w.doc.Groups.apartDetail(argA, argB):                                   {argA, argB},
		w.doc.StandOut.standing(argA, argA):                                    {argA},
		w.doc.StandOut.standing(argA, argB):                                    {argA, argB},
		w.doc.StandOut.atOrAbove(40, 1128, argA, true):                         {m, n, argA},
		w.doc.StandOut.atOrAbove(40, 1128, argA, false):                        {m, n, argA},
		w.doc.StandOut.tooFewToCompare(40):                                     {m},
		w.doc.StandOut.noEdges(argA):                                           {argA},
		w.doc.Differences.ofGroup(40, 1128, argA):                              {m, n, argA},
		w.doc.Differences.ofWave(40, 1128, true):                               {m, n},
		w.doc.Conversations.stageHeading(argA):                                 {argA},
		w.doc.Conversations.message(argA, argB):                                {argA, argB},
		w.doc.Conversations.next(argA):                                         {argA},
		w.doc.Conversations.moreQuestions(40):                                  {m},
		w.doc.Progress.baseline(argA, true):                                    {argA},
		w.doc.Progress.baseline(argA, false):                                   {argA},
		w.doc.Progress.waves(40, 1128):                                         {m, n},
		w.doc.Progress.fewRatings(40):                                          {m},
		w.doc.Progress.movesIntro(40):                                          {m},
		w.doc.Progress.noMoves(40):                                             {m},
		w.doc.Consensus.agreed(argA, ""):                                       {argA},
		w.doc.Consensus.agreed(argA, argB):                                     {argA, argB},
		w.doc.Targets.distance(-12, -11):                                       {w.grammar.number(11), w.grammar.number(12)},
		w.doc.Targets.distance(-11, -11):                                       {w.grammar.number(11)},
		w.doc.Head.unanimousRule(40):                                           {m},
		w.doc.Head.roundedTo(40):                                               {m},
		w.doc.Targets.reached(40, w.doc.Results.ofRatings(1128)):               {m, n},
		w.doc.Methods.alpha(0.12, 40):                                          {w.grammar.twoPlaces(0.12), m},
		w.doc.Levels.level(40):                                                 {m},
		w.doc.Levels.inPlace(argA, true, 40):                                   {argA, m},
		w.doc.Levels.inPlace(argA, false, 40):                                  {argA, m},
		w.doc.Levels.inPlace(argA, true, 50):                                   {argA},
		w.doc.Levels.inPlace(argA, false, 50):                                  {argA},
		w.doc.Levels.reached(0, 40):                                            {m},
		w.doc.Levels.reached(40, 40):                                           {m},
		w.doc.Levels.reached(40, 1128):                                         {m, n},
		w.doc.Levels.detail(assess.LevelResult{Met: 40, Below: 1088}):          {m, n},
		w.doc.Levels.detail(assess.LevelResult{Below: 1128, NotAsked: 40}):     {m, n},
		w.doc.Warnings.warning("no-ratings", 40, ""):                           {m},
		w.doc.Warnings.warning("few-raters", 40, ""):                           {m},
		w.doc.Warnings.warning("other", 40, argA):                              {argA, m},
		w.doc.Differences.differenceDetail(argA, true, [2]string{argB, argC}):  {argA, argB, argC},
		w.doc.Differences.differenceDetail(argA, false, [2]string{argB, argC}): {argA, argB, argC},
	}
	for level := 1; level <= 3; level++ {
		out[w.doc.Differences.difference(argA, argB, argC, level)] = []string{argA, argB, argC}
		out[w.doc.Progress.move(argA, argB, level, true)] = []string{argA, argB}
		out[w.doc.Progress.move(argA, argB, level, false)] = []string{argA, argB}
	}
	maps.Copy(out, filledToPrint(w))
	return out
}

// filledToPrint are the filled messages of the guide and the worksheet.
func filledToPrint(w *Words) map[string][]string {
	return map[string][]string{
		w.doc.Guide.title(argA):                          {argA},
		w.doc.Guide.tookPart(1128, []string{argA, argB}): {w.grammar.number(1128), argA, argB},
		w.doc.Guide.nextStage(argA):                      {argA},
		w.doc.Worksheet.title(argB):                      {argB},
		w.doc.Worksheet.backgroundField(argA):            {argA},
		w.doc.Worksheet.worksheetCaption(argA):           {argA},
		w.doc.Worksheet.box(argA):                        {argA},
	}
}

// choices are the texts for one of several cases, which must all differ.
func choices(w *Words) map[string][]string {
	out := make(map[string][]string)
	for level := agreementSplit; level <= agreementClose; level++ {
		out["agreement"] = append(out["agreement"], w.doc.Results.agreement(level))
	}
	for level := range 4 {
		out["apart"] = append(out["apart"], w.doc.Groups.apart(level))
	}
	for direction := -1; direction <= 1; direction++ {
		out["moved"] = append(out["moved"], w.doc.Progress.moved(direction))
	}
	for _, reason := range append([]string{string(assess.ChangeHidden), string(assess.ChangeNoRatings), string(assess.ChangeAdded), string(assess.ChangeSplit), string(assess.ChangeMerged), string(assess.ChangeNot), string(assess.ChangeStage), string(assess.ChangeMembership), string(assess.ChangeGroup), string(assess.ChangeParts)}, "other") {
		out["changeReason"] = append(out["changeReason"], w.doc.Progress.changeReason(assess.ChangeReason(reason)))
	}
	for _, rule := range []assess.ScoreRule{assess.PooledMedian, assess.MedianOfCompetencies, assess.Floor, assess.ShareAtTarget} {
		out["targetsIntro"] = append(out["targetsIntro"], w.doc.Targets.targetsIntro(rule))
	}
	for _, reason := range []spectrum.Reason{"", spectrum.NoPairs, spectrum.Unanimous, spectrum.TooManyRatings, spectrum.MixedSpectra} {
		out["noAlpha"] = append(out["noAlpha"], w.doc.Methods.noAlpha(reason))
	}
	for _, d := range [][2]int{{1, 1}, {0, 0}, {-1, 0}, {-1, -1}, {-2, -2}, {-2, -1}} {
		out["distance"] = append(out["distance"], w.doc.Targets.distance(d[0], d[1]))
	}
	for _, rule := range []struct {
		highest bool
		percent int
	}{{false, 50}, {true, 50}, {false, 60}, {true, 60}} {
		out["inPlace"] = append(out["inPlace"], w.doc.Levels.inPlace(argA, rule.highest, rule.percent))
	}
	for _, state := range []assess.LevelState{assess.LevelReached, assess.LevelNotReached, assess.LevelOpen} {
		out["levelState"] = append(out["levelState"], w.doc.Levels.state(state))
	}
	for _, reached := range [][2]int{{0, 0}, {0, 2}, {2, 2}, {2, 3}} {
		out["levelsReached"] = append(out["levelsReached"], w.doc.Levels.reached(reached[0], reached[1]))
	}
	text, detail := w.doc.Groups.apartUnstated()
	out["sentences"] = []string{
		w.doc.Head.Nobody, w.doc.Head.AllHidden, w.doc.Head.Internal, w.doc.Head.OwnWords, w.doc.Head.Unofficial, w.doc.Results.NoRatings, text, detail, w.doc.StandOut.Strengths, w.doc.StandOut.Edges,
		w.doc.StandOut.AllAlike, w.doc.StandOut.MostAlike, w.doc.StandOut.NoStrengths, w.doc.Differences.Intro, w.doc.Differences.None, w.doc.Differences.TooFewGroups, w.doc.Conversations.Intro,
		w.doc.Conversations.None, w.doc.Progress.AllRatings, w.doc.Progress.NotCompared, w.doc.Progress.Reworded, w.doc.Consensus.Intro, w.doc.Consensus.None, w.doc.Targets.Whole, w.doc.Methods.Intro,
		w.doc.Warnings.warning("no-agreement", 1, ""),
	}
	guide := &w.doc.Guide
	out["guide"] = append([]string{guide.howToRead(), w.doc.Head.ReadStages}, guide.Internal, guide.AllHidden, guide.Unrated, guide.Edges, guide.Purpose,
		guide.Steps.Invite, guide.Steps.Strengths, guide.Steps.Edges, guide.Steps.Domains, guide.Steps.Listen, guide.Steps.Questions, guide.Steps.Plan)
	out["worksheet"] = append(w.doc.Worksheet.worksheetSteps(), w.doc.Worksheet.Purpose)
	out["withoutStage"] = w.doc.Worksheet.withoutStage()
	for _, m := range w.doc.Methods.methods(measures{true, true, true, true, true, true, true, true, "x", "x"}) {
		out["methods"] = append(out["methods"], m.Name, m.Text, m.Limits)
	}
	for _, m := range w.doc.Methods.publishing(assess.Policy{MinGroup: 1, MinOutside: 2, RoundTo: 40}, &w.doc.Head) {
		out["methods"] = append(out["methods"], m.Text, m.Limits)
	}
	return out
}

// everyWords are the embedded words and those of another language.
func everyWords(t testing.TB) []*Words {
	t.Helper()
	data, err := os.ReadFile("../testdata/good/words/ar-XB.yaml")
	if err != nil {
		t.Fatal(err)
	}
	w, err := LoadWords("ar-XB.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return []*Words{english(), spanish(), w}
}

// A sentence has the names of everything that it is about.
func TestFilled(t *testing.T) {
	for _, w := range everyWords(t) {
		for text, want := range filled(w) {
			for _, part := range want {
				if !strings.Contains(text, part) {
					t.Errorf("%s: %q lacks %s", w.Language(), text, part)
				}
			}
			if strings.ContainsAny(text, "{}") {
				t.Errorf("%s: %q has a place that is not filled", w.Language(), text)
			}
		}
	}
}

// Each case has different words.
func TestChoices(t *testing.T) {
	for _, w := range everyWords(t) {
		for name, texts := range choices(w) {
			slices.Sort(texts)
			if len(slices.Compact(slices.Clone(texts))) != len(texts) || texts[0] == "" {
				t.Errorf("%s: %s says the same twice, or nothing: %q", w.Language(), name, texts)
			}
		}
	}
}

// The tone of the embedded words: counts of people instead of percentages, and no word that
// blames.
func TestTone(t *testing.T) {
	blame := strings.Fields("fail poor weak lack bad worse worst deficien problem behind fracas peor débil deficien culpa")
	for _, language := range Languages() {
		texts := said(wordsTree(t, language), "")
		for _, key := range slices.Sorted(maps.Keys(texts)) {
			text := strings.ToLower(texts[key])
			for _, word := range blame {
				if strings.Contains(text, word) && !strings.Contains(text, "no es culpa de nadie") {
					t.Errorf("%s %s blames: %q", language, key, text)
				}
			}
			// The level of an interval is the only percentage.
			if strings.Contains(strings.NewReplacer("95%", "", "95 %", "").Replace(text), "%") {
				t.Errorf("%s %s has a percentage: %q", language, key, text)
			}
		}
	}
}
