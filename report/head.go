package report

import (
	"cmp"
	"slices"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report/internal/clean"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// headBuilder builds the top of a document.
type headBuilder struct{ *builder }

func (b headBuilder) head() TitleBlock {
	policy := b.published.Policy()
	h := b.titles(func(title string) string { return title })
	h.Sharing = b.grammar.sentences(b.phrases.Head.sharing(clean.Line(policy.Name), policy.MinGroup), b.notHere())
	h.Policy = b.grammar.sentences(b.phrases.policy(policy), b.notHere())
	h.Selection = b.selection()
	h.HowToRead = b.texts(b.phrases.Head.howToRead(b.stages[0], b.stages[len(b.stages)-1]))
	if policy.MinGroup <= 1 {
		h.Internal = b.phrases.Head.Internal
	}
	if c := b.published.Raters(assess.AllRaters); !c.Hidden && c.N > 0 {
		h.Participation = b.took(c.N)
	}
	h.Missing = b.missing()
	return h
}

// took says how many people took part, and of how many invited if that is known.
func (b *builder) took(raters uint64) string {
	return cmp.Or(b.invited(assess.AllRaters, b.phrases.Head.invited), b.phrases.Head.participation(raters))
}

// missing returns which records are not in the results and why, and whether they are of one group
// or language more than of others.
func (b headBuilder) missing() []TaggedText {
	e, ok := b.published.Exclusions()
	if !ok {
		return nil
	}
	words := &b.phrases.Head
	var reasons []string
	counts := make(map[string]uint64)
	total := uint64(0)
	add := func(reason string, n uint64) {
		if n == 0 { // rounded
			return
		}
		if counts[reason] == 0 {
			reasons = append(reasons, reason)
		}
		counts[reason] += n
		total += n
	}
	for _, r := range e.Refused {
		add(words.MissingReasons.refused(problem.Code(r.Reason)), r.Count)
	}
	for _, r := range e.NotCounted {
		reason := words.MissingReasons.notCounted(r.Reason)
		if reason == "" {
			reason = words.MissingNamed.fill(clean.Line(r.Reason))
		}
		add(reason, r.Count)
	}
	slices.SortStableFunc(reasons, func(x, y string) int { return cmp.Compare(counts[y], counts[x]) })
	for i, reason := range reasons {
		reasons[i] = words.MissingReason.fill(reason, b.grammar.number(counts[reason]))
	}
	var texts []string
	if total > 0 {
		texts = append(texts, b.grammar.form(&words.Missing, total).fill(b.grammar.number(total), b.grammar.list(reasons)))
	}
	for _, u := range e.Uneven {
		switch {
		case u.Hidden:
			texts = append(texts, words.UnevenHidden)
		case u.Language != "":
			texts = append(texts, words.UnevenLanguage.fill(u.Language))
		default:
			if i := slices.IndexFunc(b.groups, func(c rubric.Constituency) bool { return c.ID == u.Constituency }); i >= 0 {
				texts = append(texts, words.UnevenGroup.fill(b.phrases.Constituencies.by(b.groups[i].Title)))
			}
		}
	}
	return b.texts(texts)
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
			h.Translation = b.text(b.phrases.Head.unofficial(t.Reworded))
		}
	}
	if t, ok := b.rubric.Translation(); ok && t.Fallback > 0 {
		rest := b.text(b.phrases.Head.fallback(uint64(t.Fallback), uint64(t.Texts), clean.Line(t.Original)))
		if h.Translation != nil {
			rest = slices.Concat(h.Translation, TaggedText{{Text: b.grammar.punctuation.Sentence}}, rest)
		}
		h.Translation = rest
	}
	return h
}

// selection returns how many competencies are shown, or "" if all are.
func (b headBuilder) selection() string {
	shown := 0
	for range b.selectedOf(b.rubric.Competencies()) {
		shown++
	}
	if shown == b.rubric.CompetencyCount() {
		return ""
	}
	return b.phrases.Head.selection(uint64(shown), uint64(b.rubric.CompetencyCount()))
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
