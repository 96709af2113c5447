package report

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/spectrum"
)

var (
	_ catalogue = english{}
	_ catalogue = spanish{}
)

// everything is what a catalogue says, by method.
func everything(c catalogue) map[string][]any {
	one, many := uint64(1), uint64(1128)
	k, n, groups := [2]uint64{1, 1128}, [2]uint64{2, 2000}, [2]string{"A", "B"}
	text, detail := c.apartUnstated()
	return map[string][]any{
		"language": {c.language()}, "labels": {c.labels()}, "number": {c.number(many)},
		"list": {c.list([]string{"A", "B"})}, "labeled": {c.labeled("1", "A")},
		"participation": {c.participation(one), c.participation(many)},
		"nobody":        {c.nobody()}, "allHidden": {c.allHidden()},
		"policy":   {c.policy("public", 10), c.policy("internal", 1), c.policy("X", 5)},
		"internal": {c.internal()}, "unofficial": {c.unofficial()}, "howToRead": {c.howToRead("A", "B")},
		"median": {c.median("A", "A"), c.median("A", "B")},
		"rated":  {c.rated(one), c.rated(many)}, "ratings": {c.ratings(one), c.ratings(many)},
		"agreement":  {c.agreement(0), c.agreement(1), c.agreement(2), c.agreement(3)},
		"nonAnswers": {c.nonAnswers(1, 2, 3, 4)}, "stageCount": {c.stageCount("A", 3)}, "noRatings": {c.noRatings()},
		"apart":       {c.apart(0), c.apart(1), c.apart(2), c.apart(3)},
		"apartDetail": {c.apartDetail("A", "B")}, "apartUnstated": {text, detail},
		"domainCaption": {c.domainCaption("A")}, "byGroupCaption": {c.byGroupCaption("A")},
		"standing":       {c.standing("A", "A"), c.standing("A", "B")},
		"atOrAbove":      {c.atOrAbove(1, 1, "A", true), c.atOrAbove(2, 9, "A", false)},
		"strengthsIntro": {c.strengthsIntro()}, "edgesIntro": {c.edgesIntro()},
		"tooFewToCompare": {c.tooFewToCompare(1), c.tooFewToCompare(10)},
		"allAlike":        {c.allAlike()}, "mostAlike": {c.mostAlike()}, "noStrengths": {c.noStrengths()}, "noEdges": {c.noEdges("A")},
		"differencesIntro": {c.differencesIntro()}, "noDifferences": {c.noDifferences()}, "tooFewGroups": {c.tooFewGroups()},
		"difference":         {c.difference("A", "B", "C", 1), c.difference("A", "B", "C", 2), c.difference("A", "B", "C", 3)},
		"differenceDetail":   {c.differenceDetail("A", true, k, n, groups), c.differenceDetail("A", false, k, n, groups)},
		"conversationsIntro": {c.conversationsIntro()}, "noConversations": {c.noConversations()},
		"stageHeading": {c.stageHeading("A")}, "message": {c.message("A", "b")}, "next": {c.next("A")},
		"moreQuestions": {c.moreQuestions(one), c.moreQuestions(many)},
		"methodsIntro":  {c.methodsIntro()}, "methods": {c.methods(measures{true, true, true, true, true, "x"})}, "rubricRef": {c.rubricRef("A", "B")},
		"warning": {
			c.warning("few-raters", 1, ""), c.warning("few-raters", 2, ""), c.warning("no-ratings", 2, ""),
			c.warning("no-agreement", 2, ""), c.warning("other", 2, "X"),
		},
		"baseline": {c.baseline("A", true), c.baseline("A", false)}, "waves": {c.waves(one, many), c.waves(many, one)},
		"allRatings": {c.allRatings()}, "moved": {c.moved(-1), c.moved(0), c.moved(1)}, "notCompared": {c.notCompared()},
		"changeReason": {
			c.changeReason(assess.ChangeHidden), c.changeReason(assess.ChangeNoRatings), c.changeReason(assess.ChangeAdded),
			c.changeReason(assess.ChangeSplit), c.changeReason(assess.ChangeMerged), c.changeReason(assess.ChangeNot),
			c.changeReason(assess.ChangeStage), c.changeReason(assess.ChangeMembership), c.changeReason(assess.ChangeGroup), c.changeReason("other"),
		},
		"reworded": {c.reworded()}, "fewRatings": {c.fewRatings(10)}, "movesIntro": {c.movesIntro(10)}, "noMoves": {c.noMoves(10)},
		"move": {
			c.move("A", "B", 1, true), c.move("A", "B", 2, true), c.move("A", "B", 3, true),
			c.move("A", "B", 1, false), c.move("A", "B", 2, false), c.move("A", "B", 3, false),
		},
		"consensusIntro": {c.consensusIntro()}, "noConsensus": {c.noConsensus()}, "ownWords": {c.ownWords()},
		"agreed": {c.agreed("A", ""), c.agreed("A", "2026-11-03")}, "whole": {c.whole()},
		"targetsIntro": {
			c.targetsIntro(assess.PooledMedian), c.targetsIntro(assess.MedianOfCompetencies), c.targetsIntro(assess.Floor), c.targetsIntro(assess.ShareAtTarget),
		},
		"distance": {
			c.distance(1, 1), c.distance(0, 0), c.distance(0, 1), c.distance(-1, 0), c.distance(-1, -1), c.distance(-2, -2), c.distance(-2, -1), c.distance(-12, -11),
		},
		"reached": {c.reached(one, many), c.reached(many, many)},
		"share":   {c.share("A", true, one, many), c.share("A", false, many, many)}, "equalVoice": {c.equalVoice("A", nil), c.equalVoice("A", []string{"B"})},
		"alpha": {c.alpha("0.12", "41")},
		"noAlpha": {
			c.noAlpha(""), c.noAlpha(spectrum.NoPairs), c.noAlpha(spectrum.Unanimous), c.noAlpha(spectrum.TooManyRatings), c.noAlpha(spectrum.MixedSpectra),
		},
		"codebookHead": {c.codebookHead()}, "codebook": {c.codebook()},
	}
}

// texts visits the texts in a value, by where they are.
func texts(where string, v reflect.Value, visit func(where, text string)) {
	switch v.Kind() {
	case reflect.String:
		visit(where, v.String())
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			texts(fmt.Sprintf("%s[%d]", where, i), v.Index(i), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			texts(where+"."+v.Type().Field(i).Name, v.Field(i), visit)
		}
	}
}

func said(c catalogue) map[string]string {
	out := make(map[string]string)
	for name, results := range everything(c) {
		for i, r := range results {
			texts(fmt.Sprintf("%s#%d", name, i), reflect.ValueOf(r), func(where, text string) { out[where] = text })
		}
	}
	return out
}

func TestCataloguesAreFull(t *testing.T) {
	if said, all := len(everything(english{})), reflect.TypeFor[catalogue]().NumMethod(); said != all {
		t.Errorf("the test calls %d of %d methods", said, all)
	}
	in, es := said(english{}), said(spanish{})
	for where, text := range in {
		translated, ok := es[where]
		optional := strings.HasSuffix(where, ".Source")
		switch {
		case !ok:
			t.Errorf("Spanish has no %s", where)
		case !optional && strings.TrimSpace(text) == "":
			t.Errorf("English %s is empty", where)
		case (strings.TrimSpace(translated) == "") != (strings.TrimSpace(text) == ""):
			t.Errorf("Spanish %s is %q", where, translated)
		}
	}
	if len(es) != len(in) {
		t.Errorf("Spanish says %d things, English %d", len(es), len(in))
	}
}

// What is the same in both languages is so on purpose.
func TestCataloguesDiffer(t *testing.T) {
	same := map[string]bool{
		"number#0": true, "list#0": true, "labeled#0": true, "median#0": true, "stageCount#0": true, "rubricRef#0": true,
		"labels#0.HiddenMark": true, "labels#0.NoneMark": true,
	}
	es := said(spanish{})
	for where, text := range said(english{}) {
		if text != "" && (text == es[where]) != same[where] {
			t.Errorf("%s is %q and %q", where, text, es[where])
		}
	}
}

func TestPlurals(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{english{}.participation(1), "1 person took part."},
		{english{}.participation(1128), "1,128 people took part."},
		{spanish{}.participation(1), "Participó 1 persona."},
		{spanish{}.participation(1128), "Participaron 1,128 personas."},
		{spanish{}.ratings(1), "1 valoración"},
		{spanish{}.ratings(1234567), "1,234,567 valoraciones"},
		{spanish{}.atOrAbove(1, 12, "Avanzado", true), "1 de 12 personas eligió la etapa “Avanzado”."},
		{spanish{}.atOrAbove(0, 1, "En maduración", false), "0 de 1 persona eligieron la etapa “En maduración” o una más avanzada."},
		{spanish{}.rated(1), "1 persona valoró esto"},
		{english{}.moreQuestions(1), "1 more question is in the rubric."},
		{spanish{}.moreQuestions(2), "La rúbrica tiene 2 preguntas más."},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}

func TestWordsFor(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "en", "es": "es", "es-MX": "es", "es-419": "es", "ES-us": "es", "": "en", "tl": "en", "est": "en", "en-GB": "en",
	} {
		if got := wordsFor(tag).language(); got != want {
			t.Errorf("wordsFor(%q) speaks %q, want %q", tag, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{unclosed("You are noticed."), "You are noticed"},
		{unclosed("And so on..."), "And so on..."},
		{unclosed("noticed"), "noticed"},
		{closed("A: b"), "A: b."},
		{closed("A: b?"), "A: b?"},
		{closed("A: “b.”"), "A: “b.”"},
		{closed("A: \x01 b.\x02"), "A: \x01 b.\x02"},
		{closed("A: 。"), "A: 。"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}
