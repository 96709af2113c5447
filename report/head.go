package report

import (
	"cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report/internal/clean"
)

// headBuilder builds the top of a document.
type headBuilder struct{ *builder }

func (b headBuilder) head() TitleBlock {
	policy := b.published.Policy()
	h := b.titles(func(title string) string { return title })
	h.Policy = b.grammar.sentences(b.policy(policy), b.notHere())
	h.HowToRead = b.texts(b.phrases.Head.howToRead(b.stages[0], b.stages[len(b.stages)-1]))
	if policy.MinGroup <= 1 {
		h.Internal = b.phrases.Head.Internal
	}
	if c := b.published.Raters(assess.AllRaters); !c.Hidden && c.N > 0 {
		h.Participation = cmp.Or(b.invited(assess.AllRaters, b.phrases.Head.invited), b.phrases.Head.participation(c.N))
	}
	return h
}

// titles returns the top of a document. called returns the title of the document for a given
// title.
func (b headBuilder) titles(called func(title string) string) TitleBlock {
	title := b.wording("", "title", b.rubric.Title())
	h := TitleBlock{Title: b.text(called(title)), Organization: b.opt.Organization, Date: b.grammar.date(b.opt.Date)}
	if h.Organization == "" && h.Date != b.opt.Date {
		h.Date = titled(h.Date) // it begins the line
	}
	if b.opt.Title != "" && b.opt.Title != clean.Line(b.rubric.Title()) {
		h.Title, h.Instrument = b.text(called(b.opt.Title)), b.text(title)
	}
	if t, ok := b.rubric.Translation(); ok && !t.Official {
		h.Translation = b.text(b.languages.mark(markBlocks(t.Notice), clean.Line(t.Language)))
		if t.Notice == "" {
			h.Translation = b.text(b.phrases.Head.Unofficial)
		}
	}
	return h
}

// notHere says whose results stand for everyone's if these are hidden, and that those which are
// not shown are in the results of what this is a part of. It is empty if it does not apply.
func (b headBuilder) notHere() string {
	var said []string
	if b.everyone == assess.ShownRaters {
		said = append(said, b.phrases.Head.partOfEveryone(b.published.Raters(b.everyone).N))
	}
	if place, ok := b.published.Place(); ok && place.Parent != "" && b.hidesRaters() {
		said = append(said, b.phrases.Head.CountedAbove)
	}
	return b.grammar.sentences(said...)
}

// hidesRaters reports whether a number of raters is hidden.
func (b headBuilder) hidesRaters() bool {
	hidden := b.published.Raters(assess.AllRaters).Hidden
	for _, c := range b.published.Constituencies() {
		hidden = hidden || b.published.Raters(c.ID).Hidden
	}
	return hidden
}

// policy returns what the policy hides, in plain words.
func (b headBuilder) policy(p assess.Policy) string {
	rules := []string{b.phrases.Head.policy(clean.Line(p.Name), p.MinGroup)}
	if p.MinOutside > 0 {
		rules = append(rules, b.phrases.Head.unanimousRule(p.MinOutside))
	}
	if p.RoundTo > 1 {
		rules = append(rules, b.phrases.Head.roundedTo(p.RoundTo))
	}
	return b.grammar.sentences(rules...)
}
