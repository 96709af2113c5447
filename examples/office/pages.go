package main

import (
	"fmt"
	"html"
	"image/color"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/svg"
)

// pages turns the Markdown of a report into Markdown for pandoc: bars of characters become images,
// pictures are put into their sections, and tables say how wide their columns are.
type pages struct {
	view     *report.View
	pictures []report.Picture // to put into their sections
	drawer   *drawer
	images   map[string][]byte // by file name

	palette []color.RGBA
	drawn   bool // the section has its picture
}

// The space on a page of Letter paper in inches, without the margins in reference.go and the space for
// a heading and a sentence.
const (
	pageWidth  = 7.0
	pageHeight = 8.9
)

// barPattern returns the pattern of a bar of report/markdown.
var barPattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("`([^`a-zA-Z0-9 ]{2,20})`") })

// convert returns the text of a report as Markdown for pandoc. It adds the images that the text names.
func (p *pages) convert(text string) (string, error) {
	p.palette = palette(len(p.view.Stages))
	var out []string
	var section *report.Picture // of the section, not yet written
	flush := func() error {
		if section == nil {
			return nil
		}
		lines, err := p.picture(section)
		out = append(out, lines...)
		section = nil
		return err
	}
	// GitHub shows braces, but pandoc reads them as attributes, which only this code may write.
	lines := strings.Split(strings.ReplaceAll(text, "{", `\{`), "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		switch {
		case strings.HasPrefix(line, "#"):
			if level := len(line) - len(strings.TrimLeft(line, "#")); level <= 2 {
				if err := flush(); err != nil {
					return "", err
				}
				section = p.pictureOf(plainMarkdown(strings.TrimLeft(line, "# ")))
				p.drawn = false
			}
			out = append(out, line)
		case strings.HasPrefix(line, "|"):
			table := []string{line}
			for i+1 < len(lines) && strings.HasPrefix(lines[i+1], "|") {
				i++
				table = append(table, lines[i])
			}
			if section != nil && section.Form == report.Strips {
				if err := flush(); err != nil { // its table comes next
					return "", err
				}
				p.drawn = true
			}
			converted, err := p.table(table)
			if err != nil {
				return "", err
			}
			out = append(out, converted...)
		default:
			converted, err := p.bars(line)
			if err != nil {
				return "", err
			}
			out = append(out, converted)
		}
	}
	err := flush()
	return strings.Join(out, "\n"), err
}

// pictureOf returns the picture of the section with a heading, or nil.
func (p *pages) pictureOf(heading string) *report.Picture {
	v := p.view
	for i := range p.pictures {
		picture := &p.pictures[i]
		title := ""
		switch picture.Name {
		case "findings":
			title = v.Labels.SectionTitle(report.SectionFindings)
		case "overview":
			title = v.Labels.SectionTitle(report.SectionOverview)
		case "strands":
			title = v.Labels.Strands
		case "differences":
			title = v.Labels.SectionTitle(report.SectionDifferences)
		case "progress":
			title = v.Labels.SectionTitle(report.SectionProgress)
		default:
			for j := range v.Domains {
				if picture.Name == "domain-"+v.Domains[j].ID {
					title = v.Domains[j].Label.String()
				}
			}
		}
		if title != "" && title == heading {
			return picture
		}
	}
	return nil
}

// picture returns the lines of a picture, in several parts if it is higher than a page.
func (p *pages) picture(picture *report.Picture) ([]string, error) {
	parts, err := p.drawer.parts(picture, pageHeight/pageWidth)
	if err != nil {
		return nil, err
	}
	lines := []string{"", "**" + escape(picture.Title.String()) + "**"}
	for i := range parts {
		d, err := p.drawer.draw(&parts[i])
		if err != nil {
			return nil, err
		}
		name := fmt.Sprintf("%s-%d.png", picture.Name, i+1)
		p.images[name] = d.data
		lines = append(lines, "", fmt.Sprintf("![%s](%s){width=%.2fin}", escape(describe(&parts[i])), name, min(pageWidth*d.width, pageHeight/d.ratio)))
	}
	return append(lines, "", escape(picture.Description.String()), ""), nil
}

// describe returns the title of a picture and its values for people who do not see it.
func describe(p *report.Picture) string {
	text := []string{p.Title.String() + "."}
	table := p.Table()
	for _, row := range table.Rows {
		var cells []string
		for i, cell := range row[1:] {
			if s := cell.String(); s != "" {
				cells = append(cells, table.Head[i+1].String()+": "+s)
			}
		}
		text = append(text, row[0].String()+" – "+strings.Join(cells, "; ")+".")
	}
	return strings.Join(text, " ")
}

// bars replaces the bars in a line by images.
func (p *pages) bars(line string) (string, error) {
	var failed error
	line = barPattern().ReplaceAllStringFunc(line, func(s string) string {
		stages, ok := p.stagesOf(strings.Trim(s, "`"))
		if !ok {
			return s
		}
		name := "bar"
		for _, stage := range stages {
			name += "-" + strconv.Itoa(stage)
		}
		name += ".png"
		if p.images[name] == nil {
			var err error
			if p.images[name], err = drawBar(stages, p.palette); err != nil {
				failed = err
			}
		}
		return fmt.Sprintf("![%s](%s){width=%.2fin height=0.14in}", escape(p.inWords(stages)), name, float64(len(stages))*0.055)
	})
	return line, failed
}

// inWords describes a bar, such as "Developing 7/20, Maturing 13/20". A part of a bar that is all
// of one stage is the sign of the stage.
func (p *pages) inWords(stages []int) string {
	count := make([]int, len(p.view.Stages))
	for _, s := range stages {
		count[s]++
	}
	var parts []string
	for i, n := range count {
		switch {
		case n == len(stages):
			return p.view.Stages[i].Title.String()
		case n > 0:
			parts = append(parts, fmt.Sprintf("%s %d/%d", p.view.Stages[i].Title, n, len(stages)))
		}
	}
	return strings.Join(parts, ", ")
}

// stagesOf returns the stage of each character of a bar.
func (p *pages) stagesOf(bar string) ([]int, bool) {
	var stages []int
	for _, r := range bar {
		found := -1
		for i := range p.view.Stages {
			if p.view.Stages[i].Mark == string(r) {
				found = i
			}
		}
		if found < 0 {
			return nil, false
		}
		stages = append(stages, found)
	}
	return stages, true
}

// The widths of columns and of a page in characters.
const (
	narrowest   = 5
	firstColumn = 20 // has the longest texts
	widest      = 45
	barWidth    = 22 // of a column with bars
	pageLetters = 122
)

// withoutBars returns the lines of a table without its columns of bars.
func withoutBars(lines []string) []string {
	isBar := func(line string, j int) bool {
		row := cells(line)
		return j < len(row) && barPattern().FindString(row[j]) == row[j] && row[j] != ""
	}
	out := slices.Clone(lines)
	for j := len(cells(lines[1])) - 1; j >= 0; j-- {
		if !slices.ContainsFunc(lines[2:], func(line string) bool { return isBar(line, j) }) {
			continue
		}
		for i, line := range out {
			row := cells(line)
			out[i] = "| " + strings.Join(slices.Delete(row, j, j+1), " | ") + " |"
		}
	}
	return out
}

// fitted returns the widths of columns: the least ones and, if the page has space left, a part of it
// in proportion to how much each column lacks for its best width.
func fitted(least, best []int) []int {
	widths := slices.Clone(least)
	left, lack := pageLetters-total(least), total(best)-total(least)
	if left <= 0 || lack <= 0 {
		return widths
	}
	for j := range widths {
		widths[j] += (best[j] - least[j]) * min(left, lack) / lack
	}
	return widths
}

// table returns a table, preceded by the relative widths of its columns, which filter.lua reads.
func (p *pages) table(lines []string) ([]string, error) {
	if len(lines) < 2 {
		return lines, nil
	}
	if p.drawn {
		lines = withoutBars(lines) // the picture above has them
	}
	least, best := make([]int, len(cells(lines[1]))), make([]int, len(cells(lines[1])))
	for i, line := range lines {
		if i == 1 {
			continue
		}
		for j, cell := range cells(line) {
			if j < len(least) {
				low, high := columnWidths(cell)
				if i == 0 {
					low += 2 // bold
				}
				least[j], best[j] = max(least[j], low), max(best[j], high)
			}
		}
	}
	least[0] = max(least[0], min(best[0], firstColumn))
	widths := fitted(least, best)
	out := make([]string, len(lines))
	for i, line := range lines {
		var err error
		if out[i], err = p.bars(line); err != nil {
			return nil, err
		}
	}
	return append([]string{"", widthsComment(widths), ""}, out...), nil
}

func widthsComment(widths []int) string {
	var b strings.Builder
	for _, w := range widths {
		fmt.Fprintf(&b, " %d", w)
	}
	return "<!-- widths" + b.String() + " -->"
}

// columnWidths returns the least width of a cell, in which no word is broken, and the best one.
func columnWidths(cell string) (least, best int) {
	if barPattern().MatchString(cell) && utf8.RuneCountInString(cell) > 12 {
		return barWidth, barWidth
	}
	for line := range strings.SplitSeq(cell, "<br>") {
		text := plainMarkdown(strings.ReplaceAll(line, "**", ""))
		best = max(best, utf8.RuneCountInString(text))
		for _, w := range strings.Fields(text) {
			least = max(least, utf8.RuneCountInString(w))
		}
	}
	least = max(narrowest, least+2)
	if best > widest { // several lines, which should not be too many
		least = max(least, 16)
	}
	return least, max(least, min(best, widest))
}

// cells returns the cells of a line of a table.
func cells(line string) []string {
	line = strings.Trim(strings.TrimSpace(line), "|")
	line = strings.ReplaceAll(line, `\|`, "\x00")
	parts := strings.Split(line, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(strings.ReplaceAll(parts[i], "\x00", `\|`))
	}
	return parts
}

// escaped returns the pattern of an escaped punctuation mark.
var escaped = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`) })

// plainMarkdown returns the text that an escaped text shows.
func plainMarkdown(s string) string {
	s = strings.NewReplacer("<span>", "", "</span>", "").Replace(s)
	return html.UnescapeString(escaped().ReplaceAllString(s, "$1"))
}

// escape returns a text that pandoc shows as it is: a backslash before every punctuation mark of
// ASCII.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < utf8.RuneSelf && strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// palette returns the colors of n stages.
func palette(n int) []color.RGBA {
	var colors []color.RGBA
	for _, c := range svg.StageColors(n) {
		x, _ := strconv.ParseUint(c[1:], 16, 32)
		colors = append(colors, color.RGBA{uint8(x >> 16), uint8(x >> 8), uint8(x), 255})
	}
	return colors
}
