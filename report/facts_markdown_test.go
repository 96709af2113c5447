package report_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/report"
)

// markdownSays reports whether Markdown shows a fact: numbers of ratings have no unit.
func markdownSays(f fact) bool {
	if f.Section == inContents {
		return false
	}
	switch f.What {
	case "rated in words", "before rated in words", "now rated in words", "stage", "all ratings", "agreed and spread", "caption", "caption by group", "outcome":
		return false
	}
	return true
}

// markdownBlock is a heading, a line, or a table with the names of its columns.
type markdownBlock struct {
	heading int // its level
	text    string
	columns []string
	rows    [][]string
}

var (
	escapedMark = regexp.MustCompile(`\\(.)`)
	cellBorder  = regexp.MustCompile(`(?:^| )\|(?: |$)`)
)

// plainMarkdown reverses escapes and removes the markup of bold text, quotes and lists.
func plainMarkdown(s string) string {
	s = strings.TrimLeft(s, " >")
	s = strings.TrimPrefix(s, "- ")
	s = strings.NewReplacer("**", "", "<span>", "", "</span>", "").Replace(s)
	return escapedMark.ReplaceAllString(s, "$1")
}

func cells(line string) []string {
	parts := cellBorder.Split(line, -1)
	return parts[1 : len(parts)-1]
}

func parseMarkdown(out string) []markdownBlock {
	var blocks []markdownBlock
	lines := strings.Split(out, "\n")
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		level := len(l) - len(strings.TrimLeft(l, "#"))
		switch {
		case strings.HasPrefix(l, `<a id="`): // TestMarkdownLinks is about these
		case level > 0:
			blocks = append(blocks, markdownBlock{heading: level, text: plainMarkdown(l[level+1:])})
		case strings.HasPrefix(l, "| ") && i+1 < len(lines) && strings.HasPrefix(lines[i+1], "| ---"):
			table := markdownBlock{}
			for _, c := range cells(l) {
				table.columns = append(table.columns, plainMarkdown(c))
			}
			for i += 2; i < len(lines) && strings.HasPrefix(lines[i], "|"); i++ {
				table.rows = append(table.rows, cells(lines[i]))
			}
			blocks = append(blocks, table)
		case strings.TrimSpace(l) != "":
			blocks = append(blocks, markdownBlock{text: strings.TrimSuffix(l, "<br>")})
		}
	}
	return blocks
}

type markdownReader struct {
	facts
	labels *report.Labels
}

func readMarkdown(_ *testing.T, labels *report.Labels, out string) facts {
	r := &markdownReader{labels: labels}
	title, blocks := "", []markdownBlock(nil)
	for _, b := range parseMarkdown(out) {
		if b.heading == 2 {
			r.section(title, blocks)
			title, blocks = b.text, nil
			continue
		}
		blocks = append(blocks, b)
	}
	r.section(title, blocks)
	return r.facts
}

func (r *markdownReader) section(title string, blocks []markdownBlock) {
	l := r.labels
	switch title {
	case "":
		r.head(blocks)
	case l.Findings:
		r.findings(blocks)
	case l.Who:
		r.who(blocks)
	case l.HowToRead:
		r.how(blocks)
	case l.Overview:
		r.tables(string(report.SectionOverview), blocks)
	case l.Levels:
		r.levels(blocks)
	case l.Strengths:
		r.list(string(report.SectionStrengths), blocks, r.highlight)
	case l.Edges:
		r.list(string(report.SectionEdges), blocks, r.highlight)
	case l.Differences:
		r.list(string(report.SectionDifferences), blocks, r.comparison)
	case l.Progress:
		r.progress(blocks)
	case l.Consensus:
		r.list(string(report.SectionConsensus), blocks, r.agreed)
	case l.Comments:
		r.list(string(report.SectionComments), blocks, r.named)
	case l.Targets:
		r.targets(blocks)
	case l.Conversations:
		r.prose(string(report.SectionConversations), "", "", texts(blocks)...)
	case l.Methods:
		r.prose(string(report.SectionMethods), "", "", texts(blocks)...)
	case l.About:
		r.prose(inAbout, "", "", texts(blocks)...)
	default:
		r.tables(title, blocks)
	}
}

// texts returns the texts of blocks that are not tables.
func texts(blocks []markdownBlock) []string {
	var out []string
	for _, b := range blocks {
		if b.columns == nil {
			out = append(out, plainMarkdown(b.text))
		}
	}
	return out
}

func (r *markdownReader) head(blocks []markdownBlock) { r.prose(inHead, "", "", texts(blocks)...) }

// isKey reports whether a line is the key of the stages.
func isKey(b markdownBlock) bool { return strings.HasPrefix(b.text, "`") }

// findings reads headings, each with a list, and the table of the picture below its title and the
// key of the stages.
func (r *markdownReader) findings(blocks []markdownBlock) {
	const s = string(report.SectionFindings)
	of := ""
	for i, b := range blocks {
		if len(b.columns) == 3 {
			r.add(s, "", "picture head", b.columns[2])
		}
		for _, row := range b.rows {
			if len(row) != 3 || b.columns[1] != r.labels.Bar {
				r.add(s, "", "stray", strings.Join(row, " "))
				continue
			}
			label := plainMarkdown(row[0])
			r.add(s, label, "picture bar", strings.Trim(row[1], "`"))
			r.add(s, label, "picture share", plainMarkdown(row[2]))
		}
		switch {
		case b.columns != nil:
		case isKey(b):
			r.prose(inKey, "", "", b.text)
		case strings.HasPrefix(b.text, "- "):
			r.prose(s, of, "sentence", plainMarkdown(b.text))
		case i+1 < len(blocks) && isKey(blocks[i+1]):
			r.add(s, "", "picture", plainMarkdown(b.text))
		default:
			of, _, _ = strings.Cut(strings.Trim(plainMarkdown(b.text), "[:"), "](#")
		}
	}
}

func (r *markdownReader) who(blocks []markdownBlock) {
	r.prose(inWho, "", "", texts(slices.DeleteFunc(slices.Clone(blocks), isKey))...)
	for _, b := range blocks {
		if isKey(b) {
			r.prose(inKey, "", "", b.text)
		}
	}
	for _, b := range blocks {
		r.columns(inWho, b, r.labels.Group, r.labels.TookPart)
		for _, row := range b.rows {
			r.add(inWho, plainMarkdown(row[0]), "", plainMarkdown(row[1]))
		}
	}
}

// columns checks the names of a table's columns.
func (r *markdownReader) columns(s string, b markdownBlock, names ...string) {
	if b.columns != nil && !slices.Equal(b.columns, names) {
		r.add(s, "", "stray", strings.Join(b.columns, ", "))
	}
}

func (r *markdownReader) how(blocks []markdownBlock) {
	for _, b := range blocks {
		r.columns(inHow, b, r.labels.Bar, r.labels.Stage, r.labels.Message)
		if b.columns == nil {
			r.prose(inRead, "", "", plainMarkdown(b.text))
		}
		for _, row := range b.rows {
			if !strings.HasPrefix(row[0], "`") {
				r.add(inMarks, plainMarkdown(row[0]), "", plainMarkdown(row[1]))
				continue
			}
			title, summary, _ := strings.Cut(plainMarkdown(row[1]), ": ")
			r.prose(inHow, "", "", title, summary, plainMarkdown(row[2]))
		}
	}
}

// tables reads the domains of an overview, or the competencies of a domain and their
// medians by group.
func (r *markdownReader) tables(s string, blocks []markdownBlock) {
	hidden := make(map[string]bool)
	var intro []string
	for i, b := range blocks {
		switch {
		case b.columns == nil && i+1 < len(blocks) && blocks[i+1].columns != nil && i > 0 && blocks[i-1].columns != nil:
			if got := plainMarkdown(b.text); got != r.labels.MedianBy {
				r.add(s, "", "stray", got)
			}
		case b.columns == nil:
			intro = append(intro, plainMarkdown(b.text))
		}
	}
	r.prose(s, "", "intro", intro...)
	for i, b := range blocks {
		if b.columns != nil && b.columns[1] != r.labels.Bar && (i == 0 || plainMarkdown(blocks[i-1].text) != r.labels.MedianBy) {
			r.add(s, "", "stray", "a table without a heading")
		}
		for _, row := range b.rows {
			label, summary, _ := strings.Cut(row[0], "<br>")
			of := plainMarkdown(label)
			if b.columns[1] != r.labels.Bar || len(row) != len(b.columns) {
				r.byGroup(s, of, hidden[of], b.columns[1:], row[1:])
				continue
			}
			r.add(s, of, "summary", plainMarkdown(summary))
			hidden[of] = r.row(s, of, b.columns[1:], row[1:])
		}
	}
}

func (r *markdownReader) levels(blocks []markdownBlock) {
	const s = string(report.SectionLevels)
	for _, b := range blocks {
		switch text := plainMarkdown(b.text); {
		case b.columns != nil:
		case text == r.labels.LevelsByGroup:
			r.add(s, "", "groups", text)
		default:
			r.prose(s, "", "intro", text)
		}
		for _, row := range b.rows {
			of := plainMarkdown(row[0])
			for i, c := range row[1:] {
				if b.columns[i+1] == r.labels.UpToLevel {
					r.add(s, of, "reached", plainMarkdown(c))
					continue
				}
				text, detail, _ := strings.Cut(c, "<br>")
				r.add(s, of, b.columns[i+1], plainMarkdown(text))
				r.add(s, of, b.columns[i+1]+" in detail", plainMarkdown(detail))
			}
		}
	}
}

func (r *markdownReader) byGroup(s, of string, hidden bool, columns, cells []string) {
	what := "by "
	if hidden {
		what = "hidden by "
	}
	for i, c := range cells {
		r.add(s, of, what+columns[i], plainMarkdown(c))
	}
}

// row reads a row with a bar and reports whether all of it is hidden.
func (r *markdownReader) row(s, of string, columns, cells []string) (hidden bool) {
	mark := `\` + r.labels.HiddenMark
	if columns[len(columns)-1] == r.labels.NonAnswers && cells[0] == "" && strings.Join(cells[1:], "") == strings.Repeat(mark, len(cells)-1) {
		r.add(s, of, "hidden", r.labels.HiddenMark)
		return true
	}
	for i, c := range cells {
		text := plainMarkdown(c)
		switch column := columns[i]; column {
		case r.labels.Bar:
			r.add(s, of, "bar", strings.Trim(c, "`"))
		case r.labels.Median:
			median, rest, _ := strings.Cut(c, "<br>")
			r.add(s, of, "median", plainMarkdown(median))
			if s == string(report.SectionOverview) {
				share, equal, _ := strings.Cut(rest, "<br>")
				r.add(s, of, "share", plainMarkdown(share))
				rest = equal
			}
			r.add(s, of, "equal voice", plainMarkdown(rest))
		case r.labels.Rated, r.labels.Ratings:
			r.add(s, of, "rated", text)
		case r.labels.Agreement:
			word, pairs, _ := strings.Cut(c, "<br>")
			r.add(s, of, "agreement", plainMarkdown(word))
			r.add(s, of, "pairs", plainMarkdown(pairs))
		case r.labels.Apart:
			r.prose(s, of, "apart", text)
		case r.labels.NonAnswers:
			n, reasons, given := strings.Cut(text, " (")
			if given {
				r.add(s, of, "no rating", n+" "+strings.TrimSuffix(reasons, ")"))
			} else {
				r.add(s, of, "all rated", n)
			}
		default:
			r.add(s, of, "count "+column, text)
		}
	}
	return false
}

// list reads a section of items, which begin with a bold label and the domain.
func (r *markdownReader) list(s string, blocks []markdownBlock, read func(s, of string, lines []string)) {
	var intro []string
	var items [][]string
	for _, b := range blocks {
		switch {
		case strings.HasPrefix(b.text, "- **"):
			items = append(items, []string{b.text})
		case len(items) == 0:
			intro = append(intro, plainMarkdown(b.text))
		default:
			items[len(items)-1] = append(items[len(items)-1], strings.TrimSpace(b.text))
		}
	}
	r.prose(s, "", "intro", intro...)
	for _, item := range items {
		label, domain, _ := strings.Cut(strings.TrimPrefix(item[0], "- **"), "**")
		of := plainMarkdown(label)
		r.add(s, of, "domain", strings.TrimSuffix(plainMarkdown(strings.TrimPrefix(domain, " (")), ")"))
		read(s, of, item[1:])
	}
}

// barred is a line that begins with a bar, which can be empty.
func barred(line string) (bar, text string) {
	if !strings.HasPrefix(line, "`") {
		return "", plainMarkdown(line)
	}
	bar, text, _ = strings.Cut(line[1:], "`")
	return bar, plainMarkdown(text)
}

func (r *markdownReader) highlight(s, of string, lines []string) {
	for _, l := range lines {
		bar, text := barred(l)
		r.add(s, of, "bar", bar)
		r.add(s, of, "sentence", text)
	}
}

func (r *markdownReader) comparison(s, of string, lines []string) {
	for i, l := range lines {
		bar, text := barred(l)
		if i == len(lines)-1 {
			r.add(s, of, "detail", text)
			continue
		}
		group, rest, _ := strings.Cut(text, ": ")
		r.add(s, of, group+" bar", bar)
		r.add(s, of, group, rest)
	}
}

func (r *markdownReader) progress(blocks []markdownBlock) {
	const s = string(report.SectionProgress)
	for i, b := range blocks {
		switch {
		case b.heading == 3 && b.text == r.labels.Moves:
			r.list(inMoves, blocks[i+1:], r.comparison)
			return
		case b.columns == nil && (i+1 == len(blocks) || blocks[i+1].columns == nil):
			r.prose(s, "", "intro", plainMarkdown(b.text))
		}
		for _, row := range b.rows {
			of, what := plainMarkdown(row[0]), ""
			for j, c := range row[1:] {
				switch b.columns[j+1] {
				case r.labels.Before:
					what = "before"
					r.add(s, of, what, plainMarkdown(c))
				case r.labels.Now:
					what = "now"
					r.add(s, of, what, plainMarkdown(c))
				case r.labels.Ratings:
					r.add(s, of, what+" rated", plainMarkdown(c))
				case r.labels.Moved:
					r.prose(s, of, "moved", strings.ReplaceAll(c, "<br>", " "))
				}
			}
		}
	}
}

func (r *markdownReader) agreed(s, of string, lines []string) {
	if len(lines) < 2 {
		r.add(s, of, "stray", strings.Join(lines, " "))
		return
	}
	bar, text := barred(lines[1])
	r.add(s, of, "bar", bar)
	r.prose(s, of, "agreed, spread and rated", plainMarkdown(lines[0]), text)
	r.named(s, of, lines[2:])
}

// named reads names, each with a text after it.
func (r *markdownReader) named(s, of string, lines []string) {
	for _, l := range lines {
		label, text, _ := strings.Cut(plainMarkdown(l), ":")
		r.prose(s, of, label, text)
	}
}

func (r *markdownReader) targets(blocks []markdownBlock) {
	const s = string(report.SectionTargets)
	r.prose(s, "", "intro", texts(blocks)...)
	for _, b := range blocks {
		for _, row := range b.rows {
			of := plainMarkdown(row[0])
			cell := make(map[string]string)
			for i, c := range b.columns {
				cell[c] = row[i]
			}
			mark := `\` + r.labels.HiddenMark
			if cell[r.labels.Standing] == mark && cell[r.labels.Distance] == mark && cell[r.labels.Bar] == "" {
				r.add(s, of, "goal", plainMarkdown(cell[r.labels.Goal]))
				r.add(s, of, "hidden", r.labels.HiddenMark)
				continue
			}
			distance, reached, _ := strings.Cut(cell[r.labels.Distance], "<br>")
			r.add(s, of, "bar", strings.Trim(cell[r.labels.Bar], "`"))
			r.add(s, of, "standing", plainMarkdown(cell[r.labels.Standing]))
			r.add(s, of, "goal", plainMarkdown(cell[r.labels.Goal]))
			r.add(s, of, "distance", plainMarkdown(distance))
			r.add(s, of, "reached", plainMarkdown(reached))
		}
	}
}
