package report

import (
	"fmt"

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

// CommentGroup is what people wrote about a competency: those of a group, or all of them together.
type CommentGroup struct {
	// From says who wrote the texts, such as a group in its own words. It names no group if the summary
	// hides a group's result or a group is small, or if the group is not selected.
	From TaggedText
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
	of := make(map[string]map[string][]TaggedText)
	for _, c := range shown {
		text := b.text(markBlocks(c.Text))
		if text == nil {
			continue
		}
		id, group := c.Competency.ID(), ""
		for _, g := range b.groups {
			if g.ID == c.Constituency {
				group = g.ID
			}
		}
		if of[id] == nil {
			of[id] = make(map[string][]TaggedText)
		}
		of[id][group] = append(of[id][group], text)
	}
	comments := make(map[string][]CommentGroup)
	for id, groups := range of {
		for _, g := range b.groups {
			if texts := groups[g.ID]; texts != nil {
				comments[id] = append(comments[id], CommentGroup{b.text(b.phrases.Comments.Group.fill(g.Title)), texts})
			}
		}
		if texts := groups[""]; texts != nil {
			comments[id] = append(comments[id], CommentGroup{b.text(b.phrases.Comments.People), texts})
		}
	}
	return comments
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
	Intro  string  `json:"intro" rule:"sentence"`
	People string  `json:"people" rule:"name"`
	Group  message `json:"group" vars:"group"`
}
