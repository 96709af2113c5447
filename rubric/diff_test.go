package rubric_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func changed(t *testing.T, old string, pairs ...string) []string {
	t.Helper()
	return changeLines(rubric.Diff(mustLoad(t, old), mustLoad(t, strings.NewReplacer(pairs...).Replace(old))))
}

func changeLines(changes []rubric.EditionChange) []string {
	var lines []string
	for _, c := range changes {
		lines = append(lines, fmt.Sprintf("%s %s: %q > %q", c.Kind, c.Key, c.Before, c.After))
	}
	return lines
}

func TestDiff(t *testing.T) {
	for name, test := range map[string]struct {
		pairs []string
		want  []string
	}{
		"nothing":                           {nil, nil},
		"another edition of the same words": {[]string{`edition: "1"`, `edition: "2"`}, nil},
		"text reworded":                     {[]string{"All are welcomed.", "All are at home."}, []string{`reworded welcome.descriptors.tree: "All are welcomed." > "All are at home."`}},
		"capitals":                          {[]string{"title: Our circle", "title: Our Circle"}, []string{`reworded title: "Our circle" > "Our Circle"`}},
		"document's own text":               {[]string{"Second note", "Last note"}, []string{`reworded notes[1]: "Second note" > "Last note"`}},
		"document's own text dropped":       {[]string{", Second note", ""}, []string{`dropped notes[1]: "Second note" > ""`}},
		"document's own text added":         {[]string{"Second note", "Second note, Third note"}, []string{`added notes[2]: "" > "Third note"`}},
		"text of a part dropped":            {[]string{"    summary: How we meet\n", ""}, []string{`dropped meeting.summary: "How we meet" > ""`}},
		"text of a part added":              {[]string{"title: We thank", "title: We thank, descriptors: {tree: Often}"}, []string{`added thanks.descriptors.tree: "" > "Often"`}},
		"competency added": {[]string{"      - {id: thanks", "      - {id: goodbye, title: We say goodbye, descriptors: {tree: Always}}\n      - {id: thanks"}, []string{
			`added goodbye: "" > "We say goodbye"`,
		}},
		"competency dropped": {[]string{"      - {id: thanks, title: We thank}\n", ""}, []string{`dropped thanks: "We thank" > ""`}},
		"competency renamed": {[]string{"id: thanks", "id: gratitude"}, []string{
			`added gratitude: "" > "We thank"`, `dropped thanks: "We thank" > ""`,
		}},
		"domain coded":     {[]string{"  - id: meeting\n", "  - id: meeting\n    code: \"1\"\n"}, []string{`moved meeting: "all" > "1 in all"`}},
		"competency coded": {[]string{"{id: thanks", "{id: thanks, code: \"1.2\""}, []string{`moved thanks: "meeting" > "1.2 in meeting"`}},
		"competency in another domain": {[]string{"      - {id: thanks, title: We thank}\n", "  - id: parting\n    title: Parting\n    competencies:\n      - {id: thanks, title: We thank}\n"}, []string{
			`added parting: "" > "Parting"`, `moved thanks: "meeting" > "parting"`,
		}},
		"competency at a level": {[]string{"title: We thank", "title: We thank, level: 2"}, []string{`moved thanks: "meeting" > "level 2 in meeting"`}},
		"strand dropped": {[]string{"strands:\n  - {id: all, title: All of it, introduction: It is one., domains: [meeting]}\n", ""}, []string{
			`moved meeting: "all" > ""`, `dropped all: "All of it" > ""`,
		}},
		"prompt set of another theme": {[]string{"theme: ending", "stage: tree"}, []string{`moved look-back: "ending" > "tree"`}},
		"prompts reordered": {[]string{`["Who talks?", "Who does not?"]`, `["Who does not?", "Who talks?"]`}, []string{
			`reworded talk.prompts[0]: "Who talks?" > "Who does not?"`, `reworded talk.prompts[1]: "Who does not?" > "Who talks?"`,
		}},
		"list dropped": {[]string{"lists:\n  - {id: rules, title: Rules, items: [Be on time, Be kind]}\n", ""}, []string{`dropped rules: "Rules" > ""`}},
		"constituency and resource added": {[]string{
			"  - {id: reader, title: Readers}", "  - {id: reader, title: Readers}\n  - {id: writer, title: Writers}",
			"resources:\n", "resources:\n  - {id: film, title: The Film}\n",
		}, []string{`added writer: "" > "Writers"`, `added film: "" > "The Film"`}},
		"stages the other way round": {[]string{
			"    - {id: seed, title: Seed, summary: Hardly there, messages: [Wait, Listen], steps: [hear]}\n", "",
			"    - {id: tree, title: Tree, messages: [Speak], steps: [talk, act]}\n",
			"    - {id: tree, title: Tree, messages: [Speak], steps: [talk, act]}\n    - {id: seed, title: Seed, summary: Hardly there, messages: [Wait, Listen], steps: [hear]}\n",
		}, []string{`moved tree: "2 in growth" > "1 in growth"`, `moved seed: "1 in growth" > "2 in growth"`}},
		"a stage in between": {[]string{"    - {id: tree,", "    - {id: shrub, title: Shrub}\n    - {id: tree,"}, []string{
			`added shrub: "" > "Shrub"`, `moved tree: "2 in growth" > "3 in growth"`,
		}},
		"the first step dropped": {[]string{
			"    - {id: hear, title: Hear, introduction: Hearing comes first., prompts: [\"Who hears?\"]}\n", "", ", steps: [hear]", "",
		}, []string{`moved talk: "2 in ladder" > "1 in ladder"`, `moved act: "3 in ladder" > "2 in ladder"`, `dropped hear: "Hear" > ""`}},
		"the last step dropped": {[]string{"    - {id: act, title: Act}\n", "", "[talk, act]", "[talk]"}, []string{`dropped act: "Act" > ""`}},
		"reference spectrum dropped": {[]string{
			full[strings.Index(full, "reference_spectrum:"):strings.Index(full, "strands:")], "", ", steps: [hear]", "", ", steps: [talk, act]", "",
		}, []string{`dropped ladder: "Ladder" > ""`, `dropped hear: "Hear" > ""`, `dropped talk: "Talk" > ""`, `dropped act: "Act" > ""`}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, changed(t, full, test.pairs...)); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

// Parts come before texts. They are in the order of the later edition, with the dropped
// ones at the end.
func TestDiffOrder(t *testing.T) {
	got := changed(t, full,
		"title: Our circle", "title: Your circle",
		"First note, Second note", "First note",
		"      - {id: thanks, title: We thank}", "      - {id: goodbye, title: We say goodbye}",
		"title: Readers", "title: Reader",
		"{id: book, title: The Book, description: It is long.,", "{id: book, title: The Book,",
		"messages: [Speak]", "messages: [Speak, Sing]",
		"  - {id: rules,", "  - {id: aims, title: Aims, items: [Peace]}\n  - {id: rules,",
	)
	want := []string{
		`added goodbye: "" > "We say goodbye"`,
		`added aims: "" > "Aims"`,
		`dropped thanks: "We thank" > ""`,
		`reworded title: "Our circle" > "Your circle"`,
		`reworded reader.title: "Readers" > "Reader"`,
		`added tree.messages[1]: "" > "Sing"`,
		`dropped notes[1]: "Second note" > ""`,
		`dropped book.description: "It is long." > ""`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

// What is added in one direction is dropped in the other.
func TestDiffBothWays(t *testing.T) {
	a, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	b := cei.Latest()
	reverse := map[rubric.EditionChangeKind]rubric.EditionChangeKind{
		rubric.PartAdded: rubric.PartDropped, rubric.PartDropped: rubric.PartAdded,
		rubric.TextReworded: rubric.TextReworded, rubric.PartMoved: rubric.PartMoved,
	}
	there := changeLines(rubric.Diff(a, b))
	var back []rubric.EditionChange
	for _, c := range rubric.Diff(b, a) {
		back = append(back, rubric.EditionChange{Kind: reverse[c.Kind], Key: c.Key, Before: c.After, After: c.Before})
	}
	lines := changeLines(back)
	slices.Sort(there)
	slices.Sort(lines)
	if diff := cmp.Diff(there, lines); diff != "" {
		t.Errorf("there and back (-there +back):\n%s", diff)
	}
	for _, r := range []*rubric.Rubric{a, b} {
		if changes := rubric.Diff(r, r); len(changes) > 0 {
			t.Errorf("%s differs from itself: %v", r.Ref(), changes)
		}
	}
}

// The two released editions never change, so their differences do not change either.
func TestDiffOfEditions(t *testing.T) {
	before, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range rubric.Diff(before, cei.Latest()) {
		got = append(got, string(c.Kind)+" "+c.Key)
		if (c.Before == "") != (c.Kind == rubric.PartAdded) || (c.After == "") != (c.Kind == rubric.PartDropped) || c.Before == c.After {
			t.Errorf("change %+v", c)
		}
	}
	want := []string{
		"dropped community-initiative",
		"dropped strategic-planning-avenues",
		"dropped outreach-to-most-marginalized",
		"reworded notes[0]",
		"reworded notes[1]",
		"reworded notes[4]",
		"reworded notes[5]",
		"reworded notes[6]",
		"added notes[7]",
		"reworded building-relationships.summary",
		"reworded building-relationships.prompts[3]",
		"reworded belonging-to-action.title",
		"reworded building-collective-efficacy.summary",
		"reworded building-collective-efficacy.prompts[2]",
		"reworded building-collective-efficacy.prompts[4]",
		"reworded shared-power-and-decision-making.summary",
		"reworded operations-systems-and-resourcing.summary",
		"reworded families-as-co-educators.summary",
		"reworded families-as-co-educators.prompts[0]",
		"reworded families-as-co-educators.prompts[3]",
		"reworded co-educator-role.title",
		"reworded participatory-practices-with-students.summary",
		"reworded community-as-collaborators.summary",
		"dropped all-constituents.introduction",
		"dropped core-constituents.introduction",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

func ExampleDiff() {
	before, err := cei.Edition("2023.1")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range rubric.Diff(before, cei.Latest()) {
		if c.Kind == rubric.PartDropped && !strings.Contains(c.Key, ".") {
			fmt.Println(c.Kind, c.Key)
		}
	}
	// Output:
	// dropped community-initiative
	// dropped strategic-planning-avenues
	// dropped outreach-to-most-marginalized
}
