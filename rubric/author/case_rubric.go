package author

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/waymark-go/waymark/internal/fold"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// caseStage is a level of all criteria.
type caseStage struct {
	key, title string
}

// rubric reads a CFRubric.
func (c *caseReader) rubric(n *source.Node, path string) {
	d := &c.outline.Document
	if !c.own {
		c.setTitle(n, path)
		if description := text(n, "description"); description != "" {
			d.Definition = rubric.TextEntry{Text: description}
		}
	}
	if d.Date == "" && !c.own {
		c.date(n)
	}
	criteria := c.list(n, path, "CFRubricCriteria")
	if len(criteria) == 0 && len(c.problems) == 0 {
		c.report(n, source.JoinPath(path, "CFRubricCriteria"), problem.TooFew, "the rubric has no criteria", "")
		return
	}
	slices.SortStableFunc(criteria, func(a, b *source.Node) int { return cmp.Compare(number(a, "position"), number(b, "position")) })
	levels := make([][]*source.Node, len(criteria))
	for i, criterion := range criteria {
		levels[i] = c.list(criterion, source.JoinPath(path, "CFRubricCriteria"), "CFRubricCriterionLevels")
	}
	key := sortLevels(levels)
	if c.readStages(levels, key); len(c.problems) > 0 {
		return
	}
	coded, codedDomains := numbered(criteria, "description"), numbered(criteria, "category")
	for i, criterion := range criteria {
		c.criterion(criterion, path, coded, codedDomains, levels[i], key)
	}
}

// number returns a number of an object, or 0.
func number(n *source.Node, key string) float64 {
	f, _ := strconv.ParseFloat(text(n, key), 64)
	return f
}

// sortLevels sorts the levels of each criterion, the lowest first, and returns how to name a
// level: by its quality, or by its rank if a level has none.
func sortLevels(levels [][]*source.Node) func(level *source.Node, rank int) (key, title string) {
	by, named := "score", true
	for _, list := range levels {
		for _, l := range list {
			if text(l, "score") == "" {
				by = "position"
			}
			named = named && text(l, "quality") != ""
		}
	}
	for _, list := range levels {
		slices.SortStableFunc(list, func(a, b *source.Node) int { return cmp.Compare(number(a, by), number(b, by)) })
	}
	return func(l *source.Node, rank int) (key, title string) {
		if !named {
			return strconv.Itoa(rank), strconv.Itoa(rank)
		}
		return fold.Key(text(l, "quality")), text(l, "quality")
	}
}

// readStages takes the stages from the criterion with the most levels.
func (c *caseReader) readStages(levels [][]*source.Node, key func(*source.Node, int) (string, string)) {
	var most []*source.Node
	for _, list := range levels {
		if len(list) > len(most) {
			most = list
		}
	}
	if len(most) > maxLevels {
		c.report(most[0], "", problem.TooMany, fmt.Sprintf("the criterion has more than %d levels", maxLevels), "")
		return
	}
	given := c.outline.Document.Spectrum.Stages
	var entries []rubric.StageEntry
	for i, l := range most {
		s := caseStage{}
		s.key, s.title = key(l, i+1)
		c.stages = append(c.stages, s)
		entries = append(entries, c.stageEntry(given, i, s.title))
		c.outline.Places[fmt.Sprintf("spectrum.stages[%d]", i)] = Place{Pos: l.Pos}
	}
	c.outline.Document.Spectrum.Stages = entries
	c.outline.proposeStageIDs()
}

// maxLevels is how many levels a criterion can have: the most stages of a rubric.
const maxLevels = 16

// numbered reports whether each criterion that has a text begins it with a number and goes on,
// as package assess/form writes codes.
func numbered(criteria []*source.Node, key string) bool {
	pattern := regexp.MustCompile(`^[0-9]+(\.[0-9]+)*\.? .`)
	some := false
	for _, n := range criteria {
		if s := text(n, key); s != "" {
			if !pattern.MatchString(s) {
				return false
			}
			some = true
		}
	}
	return some
}

// cutCode splits a text that begins with a code.
func cutCode(s string) (code, rest string) {
	code, rest, _ = strings.Cut(s, " ")
	return code, strings.TrimSpace(rest)
}

func (c *caseReader) criterion(n *source.Node, path string, coded, codedDomains bool, levels []*source.Node, key func(*source.Node, int) (string, string)) {
	row := OutlineRow{Places: map[string]Place{"": {Pos: n.Pos}}}
	item := c.items[nodeID(n.Get("CFItemURI"))]
	title, summary, _ := strings.Cut(text(n, "description"), "\n")
	if title == "" && item != nil {
		title, summary = item.title()
	} else if coded {
		row.Competency.Code, title = cutCode(title)
	}
	if item != nil && row.Competency.Code == "" {
		row.Competency.Code = code(item.node)
	}
	row.Competency.Title.Text, row.Competency.Summary.Text = strings.TrimSpace(title), strings.TrimSpace(summary)
	switch category := text(n, "category"); {
	case category != "" && codedDomains:
		row.Domain.Code, row.Domain.Title.Text = cutCode(category)
	case category != "":
		row.Domain.Title.Text = category
	case item != nil:
		c.around(item.parent, &row)
	default:
		c.around(nil, &row)
	}
	if item != nil {
		c.extendRow(item, &row)
	}
	if weight := text(n, "weight"); weight != "" && number(n, "weight") != 1 {
		c.omitted["CFRubricCriteria[].weight"] = true
	}
	c.levels(&row, levels, key)
	c.outline.Rows = append(c.outline.Rows, row)
}

// levels reads the descriptors of a criterion.
func (c *caseReader) levels(row *OutlineRow, levels []*source.Node, key func(*source.Node, int) (string, string)) {
	next := 0
	for i, l := range levels {
		k, title := key(l, i+1)
		at := slices.IndexFunc(c.stages, func(s caseStage) bool { return s.key == k })
		switch {
		case at < 0:
			c.report(l, "", problem.UnknownStage, "the level "+source.Quote(title)+" is not a level of the criterion with the most levels", "give all criteria the same levels")
			return
		case at < next:
			c.report(l, "", problem.StageOrder, "the level "+source.Quote(title)+" is in another place than in the criterion with the most levels", "give all criteria the same order of levels")
			return
		}
		next = at + 1
		if text(l, "feedback") != "" {
			c.omitted["CFRubricCriterionLevels[].feedback"] = true
		}
		if d := text(l, "description"); d != "" {
			if row.Competency.Descriptors == nil {
				row.Competency.Descriptors = make(map[string]rubric.TextEntry)
			}
			id := c.outline.Document.Spectrum.Stages[at].ID
			entry := row.Competency.Descriptors[id]
			setText(&entry, d)
			row.Competency.Descriptors[id] = entry
			row.Places["descriptors."+id] = Place{Pos: l.Pos}
		}
	}
}
