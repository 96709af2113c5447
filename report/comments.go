package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// CommentsSection is what people wrote about competencies, as far as it may be shown.
type CommentsSection struct {
	Intro string
	// FreeTextWarning warns that the section may name people. It is "" in reports for anybody, which
	// have only comments that someone has marked as public.
	FreeTextWarning string
	Items           []CompetencyComments // in the order of the rubric
}

// CompetencyComments is what people wrote about a competency.
type CompetencyComments struct {
	ID       string
	Label    TaggedText
	Domain   TaggedText // empty if the rubric has one domain
	Comments []CommentGroup
}

// CommentGroup is what people wrote about a competency: those of a group who chose a stage, those of a
// group, or all of them together.
type CommentGroup struct {
	// From says who wrote the texts, such as a group in its own words, and which stage they chose. It
	// names no group and no stage if the summary hides a group's result or a group is small. It names no
	// group that is not selected, and a stage only in internal reports.
	From TaggedText
	// Stage is the id of the stage that From names, or "".
	Stage string
	// Texts are people's own words, in the order of the review file. They may be in any language.
	Texts []TaggedText
}

// checkComments returns an error if the comments are not on the rubric of the summary.
func (b *builder) checkComments() error {
	if b.opt.Comments == nil {
		return nil
	}
	if _, err := b.opt.Comments.Shown(b.published); err != nil {
		return fmt.Errorf("report: Options.Comments: %w", err)
	}
	return nil
}

// gatherComments returns the comments that the report may show, by the id of the competency.
func (b *builder) gatherComments() map[string][]CommentGroup {
	if b.opt.Comments == nil {
		return nil
	}
	shown, err := b.opt.Comments.Shown(b.published)
	if err != nil {
		return nil // checkComments returns the error
	}
	of := make(map[string]map[commentSource][]TaggedText)
	for _, c := range shown {
		text := b.text(markBlocks(c.Text))
		if text == nil {
			continue
		}
		if of[c.Competency.ID()] == nil {
			of[c.Competency.ID()] = make(map[commentSource][]TaggedText)
		}
		from := b.commentSource(c)
		of[c.Competency.ID()][from] = append(of[c.Competency.ID()][from], text)
	}
	comments := make(map[string][]CommentGroup)
	for id, sources := range of {
		for _, from := range slices.SortedFunc(maps.Keys(sources), compareCommentSources) {
			comments[id] = append(comments[id], b.commentGroup(from, sources[from]))
		}
	}
	return comments
}

// commentSource is who wrote comments: the index of their group among those shown, or the number of
// groups, and the rank of their stage, or the number of stages plus 1. The second values mean that it is
// not named, which sorts last.
type commentSource struct{ group, stage int }

func compareCommentSources(x, y commentSource) int {
	return cmp.Or(cmp.Compare(x.group, y.group), cmp.Compare(x.stage, y.stage))
}

// commentSource returns who wrote a comment, as far as the report names it. Only internal reports
// name stages: next to a text that somebody recognizes, the stage would tell how its writer rated.
func (b *builder) commentSource(c assess.Comment) commentSource {
	from := commentSource{len(b.groups), b.rubric.Spectrum().Len() + 1}
	for i, g := range b.groups {
		if g.ID == c.Constituency {
			from.group = i
		}
	}
	if s, ok := c.Rating.Stage(b.rubric.Spectrum()); ok && b.published.Policy().MinGroup == 1 {
		from.stage = s.Rank()
	}
	return from
}

func (b *builder) commentGroup(from commentSource, texts []TaggedText) CommentGroup {
	words := &b.phrases.Comments
	g := CommentGroup{Texts: texts}
	stage, hasStage := b.rubric.Spectrum().At(from.stage)
	if hasStage {
		g.Stage = stage.ID()
	}
	if from.group < len(b.groups) {
		title := b.groups[from.group].Title
		g.From = b.text(words.Group.fill(title))
		if hasStage {
			g.From = b.text(words.GroupAt.fill(title, b.title(stage)))
		}
		return g
	}
	g.From = b.text(words.People)
	if hasStage {
		g.From = b.text(words.PeopleAt.fill(b.title(stage)))
	}
	return g
}

// commentsOn returns the comments on a competency that the report may show.
func (b *builder) commentsOn(c *rubric.Competency) []CommentGroup { return b.comments[c.ID()] }

// commentsSection returns the comments on the selected competencies, nil if there are none.
func (b *builder) commentsSection() *CommentsSection {
	if b.comments == nil {
		return nil
	}
	s := &CommentsSection{Intro: b.phrases.Comments.Intro, FreeTextWarning: b.commentsWarning()}
	for c := range b.selectedOf(b.rubric.Competencies()) {
		if groups := b.commentsOn(c); groups != nil {
			s.Items = append(s.Items, CompetencyComments{
				ID: c.ID(), Label: b.text(b.label(c)), Domain: b.otherDomain(c.Domain()), Comments: groups,
			})
		}
	}
	if s.Items == nil {
		return nil
	}
	return s
}

// commentsWarning returns the warning for people's own words. It is "" under a policy that hides
// anything, because what is shown then was marked as public.
func (b *builder) commentsWarning() string {
	if b.published.Policy().MinGroup != 1 {
		return ""
	}
	return b.phrases.Head.OwnWords
}

// hasComments reports whether the guide has people's own words.
func (g *Guide) hasComments() bool {
	for _, t := range g.Topics {
		for _, e := range t.Edges {
			if e.Comments != nil {
				return true
			}
		}
	}
	return false
}

// ownWords returns the warning for people's own words in a guide. It is "" where
// commentsWarning is.
func (b *builder) ownWords() string {
	if b.commentsWarning() == "" {
		return ""
	}
	return b.phrases.Guide.OwnWords
}

// commentWords are the words on what people wrote.
type commentWords struct {
	Intro    string  `json:"intro" rule:"sentence"`
	People   string  `json:"people" rule:"name"`
	PeopleAt message `json:"people_at" vars:"stage"`
	Group    message `json:"group" vars:"group"`
	GroupAt  message `json:"group_at" vars:"group,stage"`
}
