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

// The names that messages are filled with, none of which is in another.
const (
	argA, argB, argC = "⟨A⟩", "⟨B⟩", "⟨C⟩"
)

// filled are the messages about something, each with what has to be in it.
func filled(w *Words) map[string][]string {
	n, m := w.number(1128), w.number(40)
	out := map[string][]string{
		w.participation(1128):                                  {n},
		w.policy(argA, 1):                                      {argA},
		w.policy(argA, 40):                                     {argA, m},
		w.rubricEdition(argA, argB):                            {argA, argB},
		w.strandDomains(argA, []string{argB, argC}):            {argA, argB, argC},
		w.howToRead(argA, argB)[0]:                             {argA, argB},
		w.median(argA, argB):                                   {argA, argB},
		w.rated(1128):                                          {n},
		w.ratings(1128):                                        {n},
		w.stageCount(argA, 40):                                 {argA, m},
		strings.Join(w.nonAnswers(1, 2, 1128, 40), "|"):        {w.number(1), w.number(2), n, m},
		w.domainCaption(argA):                                  {argA},
		w.byGroupCaption(argA):                                 {argA},
		w.share(argA, true, 40, 1128):                          {argA, m, n},
		w.share(argA, false, 40, 1128):                         {argA, m, n},
		w.equalVoice(argA, nil):                                {argA},
		w.equalVoice(argA, []string{argB, argC}):               {argA, argB, argC},
		w.apartDetail(argA, argB):                              {argA, argB},
		w.standing(argA, argA):                                 {argA},
		w.standing(argA, argB):                                 {argA, argB},
		w.atOrAbove(40, 1128, argA, true):                      {m, n, argA},
		w.atOrAbove(40, 1128, argA, false):                     {m, n, argA},
		w.tooFewToCompare(40):                                  {m},
		w.noEdges(argA):                                        {argA},
		w.ofGroup(40, 1128, argA):                              {m, n, argA},
		w.ofTime(40, 1128, argB):                               {m, n, argB},
		w.stageHeading(argA):                                   {argA},
		w.message(argA, argB):                                  {argA, argB},
		w.next(argA):                                           {argA},
		w.moreQuestions(40):                                    {m},
		w.baseline(argA, true):                                 {argA},
		w.baseline(argA, false):                                {argA},
		w.waves(40, 1128):                                      {m, n},
		w.fewRatings(40):                                       {m},
		w.movesIntro(40):                                       {m},
		w.noMoves(40):                                          {m},
		w.agreed(argA, ""):                                     {argA},
		w.agreed(argA, argB):                                   {argA, argB},
		w.distance(-12, -11):                                   {w.number(11), w.number(12)},
		w.distance(-11, -11):                                   {w.number(11)},
		w.alike(40):                                            {m},
		w.roundedTo(40):                                        {m},
		w.reached(40, 1128):                                    {m, n},
		w.alpha(0.12, 40):                                      {w.twoPlaces(0.12), m},
		w.warning("no-ratings", 40, ""):                        {m},
		w.warning("few-raters", 40, ""):                        {m},
		w.warning("other", 40, argA):                           {argA, m},
		w.differenceDetail(argA, true, [2]string{argB, argC}):  {argA, argB, argC},
		w.differenceDetail(argA, false, [2]string{argB, argC}): {argA, argB, argC},
	}
	for level := 1; level <= 3; level++ {
		out[w.difference(argA, argB, argC, level)] = []string{argA, argB, argC}
		out[w.move(argA, argB, level, true)] = []string{argA, argB}
		out[w.move(argA, argB, level, false)] = []string{argA, argB}
	}
	maps.Copy(out, filledToPrint(w))
	return out
}

// filledToPrint are those of the guide and the worksheet.
func filledToPrint(w *Words) map[string][]string {
	return map[string][]string{
		w.guideTitle(argA):                        {argA},
		w.whoTookPart(1128, []string{argA, argB}): {w.number(1128), argA, argB},
		w.nextStage(argA):                         {argA},
		w.worksheetTitle(argB):                    {argB},
		w.worksheetCaption(argA):                  {argA},
		w.box(argA):                               {argA},
	}
}

// choices are the texts that stand for one of several cases, none like another.
func choices(w *Words) map[string][]string {
	out := make(map[string][]string)
	for level := range 4 {
		out["agreement"] = append(out["agreement"], w.agreement(level))
		out["apart"] = append(out["apart"], w.apart(level))
	}
	for direction := -1; direction <= 1; direction++ {
		out["moved"] = append(out["moved"], w.moved(direction))
	}
	for _, reason := range append([]string{string(assess.ChangeHidden), string(assess.ChangeNoRatings), string(assess.ChangeAdded), string(assess.ChangeSplit), string(assess.ChangeMerged), string(assess.ChangeNot), string(assess.ChangeStage), string(assess.ChangeMembership), string(assess.ChangeGroup)}, "other") {
		out["changeReason"] = append(out["changeReason"], w.changeReason(assess.ChangeReason(reason)))
	}
	for _, rule := range []assess.ScoreRule{assess.PooledMedian, assess.MedianOfCompetencies, assess.Floor, assess.ShareAtTarget} {
		out["targetsIntro"] = append(out["targetsIntro"], w.targetsIntro(rule))
	}
	for _, reason := range []spectrum.Reason{"", spectrum.NoPairs, spectrum.Unanimous, spectrum.TooManyRatings, spectrum.MixedSpectra} {
		out["noAlpha"] = append(out["noAlpha"], w.noAlpha(reason))
	}
	for _, d := range [][2]int{{1, 1}, {0, 0}, {-1, 0}, {-1, -1}, {-2, -2}, {-2, -1}} {
		out["distance"] = append(out["distance"], w.distance(d[0], d[1]))
	}
	text, detail := w.apartUnstated()
	out["sentences"] = []string{
		w.nobody(), w.allHidden(), w.internal(), w.ownWords(), w.unofficial(), w.noRatings(), text, detail, w.strengthsIntro(), w.edgesIntro(),
		w.allAlike(), w.mostAlike(), w.noStrengths(), w.differencesIntro(), w.noDifferences(), w.tooFewGroups(), w.conversationsIntro(),
		w.noConversations(), w.allRatings(), w.notCompared(), w.reworded(), w.consensusIntro(), w.noConsensus(), w.whole(), w.methodsIntro(),
		w.warning("no-agreement", 1, ""),
	}
	guide := w.guide()
	out["guide"] = append(w.guideHowToRead(), guide.Internal, guide.AllHidden, guide.Unrated, guide.Edges, guide.Purpose,
		guide.Steps.Invite, guide.Steps.Strengths, guide.Steps.Edges, guide.Steps.Domains, guide.Steps.Listen, guide.Steps.Questions, guide.Steps.Plan)
	out["worksheet"] = append(w.worksheetSteps(), w.worksheet().Purpose)
	out["withoutStage"] = w.withoutStage()
	for _, m := range w.methods(measures{true, true, true, true, true, true, true, true, "x", assess.Public()}) {
		out["methods"] = append(out["methods"], m.Name, m.Text, m.Limits)
	}
	for _, m := range w.publishing(assess.Policy{MinGroup: 1, MinOutside: 2, RoundTo: 40}) {
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

// Whatever a sentence is about is in it.
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

// Each case has words of its own.
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

// The tone of the embedded words: counts of people in place of percentages, and no
// word that blames.
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
			// The level of an interval is the one percentage.
			if strings.Contains(strings.ReplaceAll(text, "95 %", ""), "%") {
				t.Errorf("%s %s has a percentage: %q", language, key, text)
			}
		}
	}
}
