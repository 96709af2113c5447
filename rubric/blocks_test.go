package rubric_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
)

func paragraph(text string) rubric.Block {
	return rubric.Block{Kind: rubric.BlockParagraph, Text: text}
}

func bullet(text string) rubric.Block {
	return rubric.Block{Kind: rubric.BlockBullet, Text: text}
}

func item(n int, text string) rubric.Block {
	return rubric.Block{Kind: rubric.BlockNumber, Number: n, Text: text}
}

// Each paragraph is alone, and the items of each list are together.
func TestBlockRuns(t *testing.T) {
	for _, tt := range []struct {
		text string
		want [][]rubric.Block
	}{
		{" \n", nil},
		{"One.\n\nTwo.", [][]rubric.Block{{paragraph("One.")}, {paragraph("Two.")}}},
		{"We see:\n- a\n- b\n\n3. c\n\n5. d\n\nEnd.", [][]rubric.Block{
			{paragraph("We see:")},
			{bullet("a"), bullet("b")},
			{item(3, "c"), item(5, "d")},
			{paragraph("End.")},
		}},
	} {
		runs := rubric.BlockRuns(tt.text)
		for range runs {
			break // a later range begins again
		}
		if diff := cmp.Diff(tt.want, slices.Collect(runs)); diff != "" {
			t.Errorf("BlockRuns(%q) (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestBlocks(t *testing.T) {
	type blocks = []rubric.Block
	tests := []struct {
		name, text string
		want       blocks
	}{
		{"empty", "", nil},
		{"blank", " \n\t\n", nil},
		{"one line", "Trust grows.", blocks{paragraph("Trust grows.")}},
		{"an empty line", "One.\n\nTwo.", blocks{paragraph("One."), paragraph("Two.")}},
		{"several empty lines with spaces", "One.\n \n\t\nTwo.\n", blocks{paragraph("One."), paragraph("Two.")}},
		{"wrapped lines", "Families and\n  staff meet.\n\nTwo.", blocks{paragraph("Families and staff meet."), paragraph("Two.")}},
		{"wrapped after a sentence, with empty lines", "One.\nStill one.\n\nTwo.", blocks{paragraph("One. Still one."), paragraph("Two.")}},
		{"folded by YAML", "One.\nTwo?\n“Three.”\nFour", blocks{paragraph("One."), paragraph("Two?"), paragraph("“Three.”"), paragraph("Four")}},
		{"other line breaks", "One.\r\n\r\nTwo.\r\rThree.\u2028\u2029Four.", blocks{paragraph("One."), paragraph("Two."), paragraph("Three."), paragraph("Four.")}},
		{"bullets", "- a\n- b", blocks{bullet("a"), bullet("b")}},
		{"bullets below a line", "We see:\n- a\n- b", blocks{paragraph("We see:"), bullet("a"), bullet("b")}},
		{"bullets with empty lines", "- a\n\n- b", blocks{bullet("a"), bullet("b")}},
		{"continued items", "- a\n  goes on\n- b\n\nEnd.", blocks{bullet("a goes on"), bullet("b"), paragraph("End.")}},
		{"items within items", "- a\n  - b", blocks{bullet("a"), bullet("b")}},
		{"numbers", "1. a\n2. b\n10. c", blocks{item(1, "a"), item(2, "b"), item(10, "c")}},
		{"numbers as written", "3. a\n\n5. b\n5. c", blocks{item(3, "a"), item(5, "b"), item(5, "c")}},
		{"a list after a paragraph", "Steps\n1. a\n2. b", blocks{paragraph("Steps"), item(1, "a"), item(2, "b")}},
		{"a number that a line begins with", "The plan is for grades 6 to\n12. It is new\n\nEnd", blocks{paragraph("The plan is for grades 6 to 12. It is new"), paragraph("End")}},
		{"a number after a sentence", "One.\n12. Two", blocks{paragraph("One."), item(12, "Two")}},
		{"years", "It began in\n\n2024. It goes on", blocks{paragraph("It began in"), paragraph("2024. It goes on")}},
		{"not items", "-a\n\n* b\n\n1.c\n\n1) d\n\n01. e\n\n– f", blocks{paragraph("-a"), paragraph("* b"), paragraph("1.c"), paragraph("1) d"), paragraph("01. e"), paragraph("– f")}},
		{"a marker and its text on two lines", "-\na\n\n7.\nb", blocks{bullet("a"), item(7, "b")}},
		{"markers without text", "-\n\n2.\n\n- ", blocks{paragraph("-"), paragraph("2."), paragraph("-")}},
		{"a marker within an item", "- - a\n- 1. b", blocks{bullet("- a"), bullet("1. b")}},
		{"both kinds", "- a\n1. b\n- c", blocks{bullet("a"), item(1, "b"), bullet("c")}},
		{"Chinese", "一。\n二。", blocks{paragraph("一。"), paragraph("二。")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, rubric.Blocks(tt.text)); diff != "" {
				t.Errorf("Blocks(%q) (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func TestBlocksOfYAML(t *testing.T) {
	const head = "format: rubric/1\nid: r\nedition: \"1\"\ntitle: R\nlanguage: en\nspectrum: {id: s, stages: [{id: a, title: A}, {id: b, title: B}]}\n" +
		"domains: [{id: d, title: D, competencies: [{id: c, title: C}]}]\n"
	want := []rubric.Block{paragraph("Families meet."), bullet("one"), bullet("two")}
	for name, notice := range map[string]string{
		"literal":       "|\n  Families\n  meet.\n\n  - one\n  - two\n",
		"kept":          "|+\n  Families meet.\n  - one\n  - two\n\n",
		"folded":        ">\n  Families\n  meet.\n\n  - one\n\n  - two\n",
		"plain":         "Families\n  meet.\n\n  - one\n\n  - two\n",
		"double quotes": `"Families meet.\n\n- one\n- two"` + "\n",
		"JSON":          `"Families meet.\r\n- one\r\n- two"` + "\n",
	} {
		r, err := rubric.Load("r.yaml", []byte(head+"notice: "+notice), nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, rubric.Blocks(r.Notice())); diff != "" {
			t.Errorf("%s: %q (-want +got):\n%s", name, r.Notice(), diff)
		}
	}
}

func TestBlockString(t *testing.T) {
	for _, b := range []rubric.Block{paragraph("a"), bullet("a"), item(12, "a")} {
		if got := rubric.Blocks(b.String()); len(got) != 1 || got[0] != b {
			t.Errorf("Blocks(%q) = %v", b, got)
		}
	}
	if got := rubric.BlockKind(9).String(); got != "BlockKind(9)" {
		t.Error(got)
	}
}

func FuzzBlocks(f *testing.F) {
	for _, s := range []string{"a\n\n- b\n- c\n1. d", "-\n-\n2.\n3. x", "One.\n12. Two\r\n\u2028x", "- \xff", "0. a\n999. b\n1000. c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		blocks := rubric.Blocks(text)
		var words, written []string
		for _, b := range blocks {
			if strings.TrimSpace(b.Text) == "" || strings.ContainsAny(b.Text, "\n\r") {
				t.Errorf("Blocks(%q) has the text %q", text, b.Text)
			}
			words = append(words, strings.Fields(b.String())...)
			written = append(written, b.String())
		}
		if diff := cmp.Diff(strings.Join(strings.Fields(text), " "), strings.Join(words, " ")); diff != "" {
			t.Errorf("words of %q (-want +got):\n%s", text, diff)
		}
		if diff := cmp.Diff(blocks, rubric.Blocks(strings.Join(written, "\n\n"))); diff != "" {
			t.Errorf("blocks of %q, written and read again (-want +got):\n%s", text, diff)
		}
	})
}

// The blocks of a text do not depend on the kind of its line breaks.
func TestBlocksOfLineBreaks(t *testing.T) {
	for _, text := range []string{"One.\nTwo.", "One\ntwo", "- One\n- Two", "One.\n\nTwo\nthree.", "1. One\n2. Two\n\nThree", "\nOne:\n- two\n"} {
		want := rubric.Blocks(text)
		for _, lineBreak := range []string{"\r\n", "\r", "\u0085", "\u2028", "\u2029", "\v", "\f"} {
			if diff := cmp.Diff(want, rubric.Blocks(strings.ReplaceAll(text, "\n", lineBreak))); diff != "" {
				t.Errorf("%q with %q (-want +got):\n%s", text, lineBreak, diff)
			}
		}
	}
}
