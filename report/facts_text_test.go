package report_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/report"
)

// textSays reports whether plain text shows a fact: numbers of ratings have their unit,
// and there is nothing by group if everyone's result is hidden.
func textSays(f fact) bool {
	if f.Section == inContents {
		return false
	}
	switch f.What {
	case "rated", "before rated", "now rated", "all rated", "stage", "all ratings", "agreed and spread", "caption", "caption by group", "moved", "picture head":
		return false
	}
	return !strings.HasPrefix(f.What, "hidden by ")
}

// textLine is a line of text, with the bar that it begins with.
type textLine struct {
	indent int
	hasBar bool
	bar    string
	text   string
}

// blankBar is more than the indent of any line, so a line with more spaces has an empty
// bar.
const blankBar = 20

func parseLine(s string) textLine {
	text := strings.TrimLeft(s, " ")
	l := textLine{indent: len(s) - len(text), text: text}
	marks := len(text) - len(strings.TrimLeft(text, "░▒▓█"))
	switch {
	case l.indent >= blankBar:
		l.hasBar = true
	case marks > 0:
		l.hasBar, l.bar, l.text = true, text[:marks], strings.TrimSpace(text[marks:])
	}
	return l
}

// textSections divides text at its headings, which are underlined. The first section is
// the head. Blank lines are left out.
func textSections(out string) (titles []string, sections [][]textLine) {
	lines := strings.Split(out, "\n")
	titles, sections = []string{""}, [][]textLine{nil}
	for i, l := range lines {
		if i+1 < len(lines) && l != "" && strings.Trim(lines[i+1], "-") == "" && lines[i+1] != "" {
			titles, sections = append(titles, l), append(sections, nil)
			continue
		}
		if strings.Trim(l, "-=") != "" {
			at := len(sections) - 1
			sections[at] = append(sections[at], parseLine(l))
		}
	}
	return titles, sections
}

type textReader struct {
	facts
	labels *report.Labels
}

func readText(_ *testing.T, labels *report.Labels, out string) facts {
	r := &textReader{labels: labels}
	titles, sections := textSections(out)
	for i, lines := range sections {
		r.section(titles[i], lines)
	}
	return r.facts
}

func (r *textReader) section(title string, lines []textLine) {
	l := r.labels
	switch title {
	case "":
		r.head(lines)
	case l.Findings:
		r.findings(lines)
	case l.Who:
		r.who(lines)
	case l.HowToRead:
		r.how(lines)
	case l.Overview:
		r.overview(string(report.SectionOverview), lines)
	case l.Levels:
		r.levels(lines)
	case l.Strengths:
		r.highlights(string(report.SectionStrengths), lines)
	case l.Edges:
		r.highlights(string(report.SectionEdges), lines)
	case l.Differences:
		r.comparisons(string(report.SectionDifferences), lines)
	case l.Progress:
		r.progress(lines)
	case l.Consensus:
		r.consensus(lines)
	case l.Comments:
		r.comments(lines)
	case l.Targets:
		r.targets(lines)
	case l.Conversations:
		r.prose(string(report.SectionConversations), "", "", all(lines)...)
	case l.Methods:
		r.prose(string(report.SectionMethods), "", "", all(lines)...)
	case l.About:
		r.prose(inAbout, "", "", all(lines)...)
	default:
		r.rows(title, lines)
	}
}

func all(lines []textLine) []string {
	var texts []string
	for _, l := range lines {
		texts = append(texts, l.text)
	}
	return texts
}

func (r *textReader) head(lines []textLine) { r.prose(inHead, "", "", all(lines)...) }

// findings reads headings, each with a list or with a sentence on its line, and the bars of the picture below its title and the key
// of the stages.
func (r *textReader) findings(lines []textLine) {
	const s = string(report.SectionFindings)
	of := ""
	for i, l := range lines {
		sentence, isSentence := strings.CutPrefix(l.text, "- ")
		share, label, isRow := strings.Cut(l.text, " · ")
		heading, first, hasFirst := strings.Cut(l.text, ": ")
		switch {
		case l.indent == 0 && hasFirst:
			of = heading
			r.prose(s, of, "sentence", first)
		case l.indent == 2 && !l.hasBar && !isSentence:
			r.prose(s, of, "sentence", l.text)
		case isSentence:
			r.prose(s, of, "sentence", sentence)
		case l.hasBar && isRow:
			r.add(s, label, "picture bar", l.bar)
			r.add(s, label, "picture share", share)
		case l.hasBar:
			r.prose(inKey, "", "", l.text)
		case i+1 < len(lines) && lines[i+1].hasBar:
			r.add(s, "", "picture", l.text)
		default:
			of = strings.TrimSuffix(l.text, ":")
		}
	}
}

func (r *textReader) who(lines []textLine) {
	var rest []textLine
	var later facts
	for _, l := range lines {
		if name, n, ok := cutLast(l.text, "  "); ok && l.indent == 2 && !l.hasBar {
			later.add(inWho, strings.TrimSpace(name), "", n)
			continue
		}
		if l.hasBar {
			r.prose(inKey, "", "", l.text)
			continue
		}
		rest = append(rest, l)
	}
	r.prose(inWho, "", "", all(rest)...)
	r.facts = append(r.facts, later...)
}

func cutLast(s, separator string) (before, after string, found bool) {
	i := strings.LastIndex(s, separator)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(separator):], true
}

func (r *textReader) how(lines []textLine) {
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		sign, text, marked := strings.Cut(l.text, " ")
		switch {
		case l.indent == 0:
			r.prose(inRead, "", "", l.text)
		case l.hasBar:
			title, messages, _ := strings.Cut(l.text, ": ")
			var summary string
			if i+1 < len(lines) && lines[i+1].indent == 8 {
				i++
				summary = lines[i].text
			}
			r.prose(inHow, "", "", title, summary, messages)
		case marked:
			r.add(inMarks, sign, "", text)
		}
	}
}

// levels reads rows of a label, the level that is reached and a line for each level.
func (r *textReader) levels(lines []textLine) {
	const s = string(report.SectionLevels)
	of := ""
	for i, l := range lines {
		name, rest, found := strings.Cut(l.text, ": ")
		text, detail, _ := strings.Cut(rest, " · ")
		switch {
		case i+1 < len(lines) && strings.HasPrefix(lines[i+1].text, r.labels.UpToLevel+": "):
			of = l.text
		case of == "":
			r.prose(s, "", "intro", l.text)
		case name == r.labels.UpToLevel:
			r.add(s, of, "reached", rest)
		case found:
			r.add(s, of, name, text)
			r.add(s, of, name+" in detail", detail)
		default:
			r.add(s, "", "groups", l.text)
		}
	}
}

// overview reads strands and domains, which are followed by a bar. Domains of a strand
// are indented.
func (r *textReader) overview(s string, lines []textLine) {
	var later facts // an overview has nothing by group
	defer func() { r.facts = append(r.facts, later...) }()
	isRow := func(i int) bool { return i+1 < len(lines) && !lines[i].hasBar && lines[i+1].hasBar }
	for i := 0; i < len(lines); {
		end := i + 1
		for end < len(lines) && !isRow(end) {
			end++
		}
		if isRow(i) {
			r.row(s, lines[i].text, lines[i+1:end], &later)
		} else {
			r.add(s, "", "stray", lines[i].text)
		}
		i = end
	}
}

// rows reads the strands, or the competencies of a domain after the lines about the
// domain.
func (r *textReader) rows(s string, lines []textLine) {
	isRow := func(i int) bool { return lines[i].indent == 0 && i+1 < len(lines) && lines[i+1].indent > 0 }
	first := 0
	for first < len(lines) && !isRow(first) {
		first++
	}
	r.prose(s, "", "intro", all(lines[:first])...)
	var later facts // groups come after all rows
	for i := first; i < len(lines); {
		of := lines[i].text
		end := i + 1
		for end < len(lines) && lines[end].indent > 0 {
			end++
		}
		r.row(s, of, lines[i+1:end], &later)
		if end < len(lines) && !isRow(end) {
			r.add(s, "", "stray", lines[end].text)
			end++
		}
		i = end
	}
	r.facts = append(r.facts, later...)
}

func (r *textReader) row(s, of string, lines []textLine, later *facts) {
	rated := false
	for _, l := range lines {
		group, isGroup := strings.CutPrefix(l.text, r.labels.MedianBy+": ")
		apart, isApart := strings.CutPrefix(l.text, r.labels.Apart+": ")
		non, isNon := strings.CutPrefix(l.text, r.labels.NonAnswers+": ")
		counts, agreement, isCounts := cutLast(l.text, " · "+r.labels.Agreement+": ")
		switch {
		case l.hasBar:
			median, ratings, _ := cutLast(l.text, " · ")
			r.add(s, of, "bar", l.bar)
			r.add(s, of, "median", median)
			r.add(s, of, "rated in words", ratings)
			rated = true
		case l.text == r.labels.HiddenMark+" "+r.labels.Hidden:
			r.add(s, of, "hidden", r.labels.HiddenMark)
		case isGroup:
			for _, g := range strings.Split(group, " · ") {
				name, median, _ := strings.Cut(g, ": ")
				later.add(s, of, "by "+name, median)
			}
		case isApart:
			r.prose(s, of, "apart", apart)
		case isNon:
			r.add(s, of, "no rating", strings.TrimSuffix(strings.Replace(non, " (", " ", 1), ")"))
		case isCounts:
			for _, c := range strings.Split(counts, " · ") {
				stage, n, _ := cutLast(c, ": ")
				r.add(s, of, "count "+stage, n)
			}
			agreement, pairs, _ := strings.Cut(strings.TrimSuffix(agreement, ")"), " (")
			r.add(s, of, "agreement", agreement)
			r.add(s, of, "pairs", pairs)
		case rated:
			r.voice(s, of, l.text)
		default:
			r.add(s, of, "summary", l.text)
		}
	}
}

// voice moves the share in an overview, and the median with an equal voice, next to the median, before
// the number of ratings, which is its place in the view.
func (r *textReader) voice(s, of, text string) {
	last := len(r.facts) - 1
	rated := r.facts[last]
	r.facts = r.facts[:last]
	what := "equal voice"
	if s == string(report.SectionOverview) && r.facts[last-1].What == "median" {
		what = "share"
	}
	r.add(s, of, what, text)
	r.facts = append(r.facts, rated)
}

// items divides lines into those before the first item and the items. An item begins at
// the left margin and has indented lines.
func items(lines []textLine) (before []textLine, items [][]textLine) {
	for i, l := range lines {
		switch {
		case l.indent == 0 && i+1 < len(lines) && lines[i+1].indent > 0:
			items = append(items, []textLine{l})
		case len(items) == 0:
			before = append(before, l)
		default:
			items[len(items)-1] = append(items[len(items)-1], l)
		}
	}
	return before, items
}

func (r *textReader) highlights(s string, lines []textLine) {
	before, items := items(lines)
	r.prose(s, "", "intro", all(before)...)
	for _, item := range items {
		of := item[0].text
		for _, l := range item[1:] {
			if !l.hasBar {
				r.add(s, of, "domain", l.text)
				continue
			}
			r.add(s, of, "bar", l.bar)
			r.add(s, of, "sentence", l.text)
		}
	}
}

func (r *textReader) comparisons(s string, lines []textLine) {
	before, items := items(lines)
	r.prose(s, "", "intro", all(before)...)
	for _, item := range items {
		of, what := item[0].text, "domain"
		for _, l := range item[1:] {
			if !l.hasBar {
				r.add(s, of, what, l.text)
				continue
			}
			what = "detail"
			group, rest, _ := strings.Cut(l.text, ": ")
			r.add(s, of, group+" bar", l.bar)
			r.add(s, of, group, rest)
		}
	}
}

func (r *textReader) progress(lines []textLine) {
	const s = string(report.SectionProgress)
	for i := 0; i < len(lines); i++ {
		if lines[i].text == r.labels.Moves {
			r.comparisons(inMoves, lines[i+1:])
			return
		}
		if i+2 >= len(lines) || !strings.HasPrefix(lines[i+1].text, r.labels.Before+": ") {
			r.prose(s, "", "intro", lines[i].text)
			continue
		}
		of := lines[i].text
		before, now, _ := strings.Cut(lines[i+1].text, " · "+r.labels.Now+": ")
		for _, wave := range [][2]string{{"before", strings.TrimPrefix(before, r.labels.Before+": ")}, {"now", now}} {
			median, rated, _ := strings.Cut(wave[1], " (")
			r.add(s, of, wave[0], median)
			r.add(s, of, wave[0]+" rated in words", strings.TrimSuffix(rated, ")"))
		}
		r.prose(s, of, "outcome", lines[i+2].text)
		i += 2
	}
}

func (r *textReader) consensus(lines []textLine) {
	const s = string(report.SectionConsensus)
	before, items := items(lines)
	r.prose(s, "", "intro", all(before)...)
	for _, item := range items {
		r.agreed(s, item[0].text, item[1:])
	}
}

func (r *textReader) agreed(s, of string, lines []textLine) {
	at := slices.IndexFunc(lines, func(l textLine) bool { return l.hasBar })
	if at < 1 {
		r.prose(s, of, "stray", all(lines)...)
		return
	}
	if at == 2 {
		r.add(s, of, "domain", lines[0].text)
	}
	r.add(s, of, "bar", lines[at].bar)
	r.prose(s, of, "agreed, spread and rated", lines[at-1].text, lines[at].text)
	r.named(s, of, lines[at+1:])
}

func (r *textReader) comments(lines []textLine) {
	const s = string(report.SectionComments)
	before, items := items(lines)
	r.prose(s, "", "intro", all(before)...)
	for _, item := range items {
		of, rest := item[0].text, item[1:]
		if !strings.HasSuffix(rest[0].text, ":") {
			r.add(s, of, "domain", rest[0].text)
			rest = rest[1:]
		}
		r.named(s, of, rest)
	}
}

// named reads names, each with a text after it or a list below it.
func (r *textReader) named(s, of string, lines []textLine) {
	label := "stray"
	for _, l := range lines {
		text := l.text
		if l.indent < 4 {
			label, text, _ = strings.Cut(l.text, ":")
		}
		r.prose(s, of, label, text)
	}
}

func (r *textReader) targets(lines []textLine) {
	const s = string(report.SectionTargets)
	of := ""
	for i, l := range lines {
		standing, isStanding := strings.CutPrefix(l.text, r.labels.Standing+": ")
		goal, isGoal := strings.CutPrefix(l.text, r.labels.Goal+": ")
		switch {
		case i == 0:
			r.prose(s, "", "intro", l.text)
		case l.hasBar:
			r.add(s, of, "bar", l.bar)
			r.add(s, of, "distance", l.text)
		case isStanding:
			r.standing(s, of, standing)
		case isGoal:
			r.add(s, of, "goal", goal)
		case l.text == r.labels.HiddenMark+" "+r.labels.Hidden:
			r.add(s, of, "hidden", r.labels.HiddenMark)
		default:
			of = l.text
		}
	}
}

// standing reads the line below the bar. The distance is next to the bar, but after the
// goal in the view.
func (r *textReader) standing(s, of, text string) {
	standing, rest, _ := strings.Cut(text, " · "+r.labels.Goal+": ")
	goal, reached, _ := strings.Cut(rest, " · ")
	last := len(r.facts) - 1
	distance := r.facts[last]
	r.facts = r.facts[:last]
	r.add(s, of, "standing", standing)
	r.add(s, of, "goal", goal)
	r.facts = append(r.facts, distance)
	if reached != distance.Value {
		r.add(s, of, "reached", reached)
	}
}
