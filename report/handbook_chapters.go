package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/internal/fold"
	"github.com/waymark-go/waymark/report/internal/clean"
	"github.com/waymark-go/waymark/rubric"
)

// chapters returns the chapters that the rubric has texts for.
func (b *handbookBuilder) chapters() []HandbookSection {
	chapters := []HandbookSection{b.definition(), b.background(), b.askedGroups(), b.strands()}
	for d := range b.domains() {
		chapters = append(chapters, b.domain(d))
	}
	chapters = append(chapters, b.stageChapter(), b.stepChapter(), b.themes(), b.resources())
	return slices.DeleteFunc(chapters, func(s HandbookSection) bool {
		return len(s.Passages) == 0 && len(s.Parts) == 0
	})
}

// passage returns a passage of one text, or none if the text is empty.
func passage(name TaggedText, text CitedText) []HandbookPassage {
	if text.Text == nil {
		return nil
	}
	return []HandbookPassage{{Name: name, Texts: []CitedText{text}}}
}

func (b *handbookBuilder) definition() HandbookSection {
	return HandbookSection{
		ID: "definition", Title: b.plain(b.labels.Definition),
		Passages: passage(nil, b.cited("", "definition", b.prose("", "definition", b.rubric.Definition()))),
	}
}

// background returns the named lists of the rubric and the texts of its companion.
func (b *handbookBuilder) background() HandbookSection {
	s := HandbookSection{ID: "background", Title: b.plain(b.phrases.Handbook.Labels.Background)}
	if b.companion != nil {
		for t := range b.companion.Sections() {
			part := HandbookSection{ID: "text-" + t.ID, Title: b.companionText(t.ID+".title", clean.Line(t.Title))}
			for i, text := range t.Texts {
				part.Passages = append(part.Passages, passage(nil, b.companionText(t.ID+"."+numbered("texts", i), text))...)
			}
			s.Parts = append(s.Parts, part)
		}
	}
	for l := range b.rubric.Lists() {
		list := HandbookPassage{IsList: true, Texts: b.citedList(l.ID, "items", l.Items)}
		s.Parts = append(s.Parts, HandbookSection{ID: "list-" + l.ID, Title: b.titleOf(l.ID, l.Title), Passages: []HandbookPassage{list}})
	}
	return s
}

func (b *handbookBuilder) titleOf(id, title string) CitedText {
	return b.cited(id, "title", b.wording(id, "title", title))
}

// citedList returns the texts of a list of the rubric.
func (b *handbookBuilder) citedList(id, field string, list []string) []CitedText {
	texts := make([]CitedText, len(list))
	for i, text := range list {
		texts[i] = b.cited(id, numbered(field, i), b.prose(id, numbered(field, i), text))
	}
	return texts
}

// askedGroups returns the groups that are asked and what is asked of every person.
func (b *handbookBuilder) askedGroups() HandbookSection {
	s := HandbookSection{ID: "asked", Title: b.plain(b.phrases.Handbook.Labels.Asked)}
	groups := HandbookPassage{IsList: true}
	for c := range b.rubric.Constituencies() {
		groups.Texts = append(groups.Texts, b.titleOf(c.ID, c.Title))
	}
	if len(groups.Texts) > 0 {
		s.Passages = append(s.Passages, groups)
	}
	for q := range b.rubric.BackgroundQuestions() {
		question := HandbookPassage{Intro: b.titleOf(q.ID, q.Title), IsList: true}
		for _, o := range q.Options {
			field := "options." + o.ID
			question.Texts = append(question.Texts, b.cited(q.ID, field, b.wording(q.ID, field, o.Title)))
		}
		s.Passages = append(s.Passages, question)
	}
	return s
}

func (b *handbookBuilder) strands() HandbookSection {
	s := HandbookSection{ID: "strands", Title: b.plain(b.labels.Strands)}
	for strand := range b.rubric.Strands() {
		domains := HandbookPassage{IsList: true}
		for d := range strand.Domains() {
			domains.Texts = append(domains.Texts, b.plain(b.domainLabel(d)))
		}
		s.Parts = append(s.Parts, HandbookSection{
			ID: "strand-" + strand.ID(), Title: b.titleOf(strand.ID(), strand.Title()),
			Passages: append(b.introduction(strand.ID(), strand.Introduction()), domains),
		})
	}
	return s
}

func (b *handbookBuilder) introduction(id, text string) []HandbookPassage {
	return passage(nil, b.cited(id, "introduction", b.prose(id, "introduction", text)))
}

func (b *handbookBuilder) domain(d *rubric.Domain) HandbookSection {
	s := HandbookSection{
		ID: "domain-" + d.ID(), Title: b.cited(d.ID(), "title", b.domainLabel(d)),
		Passages: b.domainTexts(d), Help: b.help(d, b.selected),
	}
	for c := range b.selectedOf(d.Competencies()) {
		s.Parts = append(s.Parts, b.competency(c))
	}
	questions := HandbookSection{ID: "questions-" + d.ID(), Title: b.plain(b.labels.Questions)}
	for set := range b.rubric.Prompts(rubric.PromptSubject{Domain: d.ID()}) {
		questions.Passages = append(questions.Passages, b.questionsOf(set, set.ID != d.ID()))
	}
	var themes []string
	for theme := range b.rubric.ThemesOf(d.ID()) {
		themes = append(themes, b.themeTitle(theme))
	}
	see := passage(b.text(b.phrases.Handbook.Labels.See), b.plain(b.phrases.Handbook.see(themes)))
	if len(questions.Passages) == 0 {
		s.Passages = append(s.Passages, see...)
		return s
	}
	questions.Passages = append(questions.Passages, see...)
	s.Parts = append(s.Parts, questions)
	return s
}

// domainTexts returns the summary of a domain, its belief and its impact.
func (b *handbookBuilder) domainTexts(d *rubric.Domain) []HandbookPassage {
	own := &b.phrases.Handbook.Labels
	return slices.Concat(
		passage(nil, b.cited(d.ID(), "summary", b.repeated(d.ID(), "summary", d.Summary()))),
		passage(b.text(own.Belief), b.cited(d.ID(), "belief", b.repeated(d.ID(), "belief", d.Belief()))),
		passage(b.text(own.Impact), b.cited(d.ID(), "impact", b.repeated(d.ID(), "impact", d.Impact()))),
	)
}

// questionsOf returns a set of questions, below its title and introduction if it is titled.
func (b *handbookBuilder) questionsOf(set rubric.PromptSet, titled bool) HandbookPassage {
	p := HandbookPassage{IsList: true, Texts: b.citedList(set.ID, "prompts", set.Prompts)}
	if titled {
		title := b.titleOf(set.ID, set.Title)
		p.Name = title.Text
		p.Intro = b.cited(set.ID, "introduction", b.prose(set.ID, "introduction", set.Introduction))
	}
	return p
}

func (b *handbookBuilder) competency(c *rubric.Competency) HandbookSection {
	s := HandbookSection{ID: "competency-" + c.ID(), Title: b.cited(c.ID(), "title", b.label(c))}
	s.Passages = passage(nil, b.cited(c.ID(), "summary", b.repeated(c.ID(), "summary", c.Summary())))
	if n := c.Level(); n > 0 {
		s.Passages = append(s.Passages, passage(nil, b.plain(b.phrases.Levels.level(n)))...)
	}
	for _, asked := range b.askedAndWordings(c) {
		s.Passages = append(s.Passages, passage(nil, CitedText{Text: asked})...)
	}
	s.Passages = append(s.Passages, b.descriptors(c)...)
	return s
}

// descriptors returns what a competency looks like at each stage that the rubric describes.
func (b *handbookBuilder) descriptors(c *rubric.Competency) []HandbookPassage {
	var passages []HandbookPassage
	for stage := range b.rubric.Spectrum().Stages() {
		if text, ok := c.Descriptor(stage); ok {
			field := "descriptors." + stage.ID()
			passages = append(passages, passage(b.text(b.title(stage)), b.cited(c.ID(), field, b.repeated(c.ID(), field, text)))...)
		}
	}
	return passages
}

func (b *handbookBuilder) stageChapter() HandbookSection {
	own := &b.phrases.Handbook.Labels
	s := HandbookSection{ID: "stages", Title: b.plain(own.Stages)}
	scale := b.rubric.Spectrum()
	s.Passages = passage(nil, b.titleOf(scale.ID(), scale.Title()))
	for stage := range scale.Stages() {
		part := HandbookSection{ID: "stage-" + stage.ID(), Title: b.cited(stage.ID(), "title", b.title(stage))}
		part.Passages = passage(nil, b.cited(stage.ID(), "summary", b.prose(stage.ID(), "summary", stage.Summary())))
		if messages := slices.Collect(stage.Messages()); len(messages) > 0 {
			message := b.cited(stage.ID(), "messages[0]", b.messages(stage))
			part.Passages = append(part.Passages, passage(b.text(b.labels.Message), message)...)
		}
		var steps []string
		for step := range b.rubric.StepsOf(stage) {
			steps = append(steps, b.wording(step.ID, "title", step.Title))
		}
		part.Passages = append(part.Passages, passage(b.text(own.Steps), b.plain(b.grammar.list(steps)))...)
		for set := range b.rubric.Prompts(rubric.PromptSubject{Stage: stage.ID()}) {
			if set.Subject.Stage != "" { // those of steps are in their own chapter
				part.Passages = append(part.Passages, b.questionsOf(set, true))
			}
		}
		s.Parts = append(s.Parts, part)
	}
	return s
}

// stepChapter returns the reference spectrum, if the rubric has one.
func (b *handbookBuilder) stepChapter() HandbookSection {
	ref, ok := b.rubric.ReferenceSpectrum()
	if !ok {
		return HandbookSection{}
	}
	s := HandbookSection{ID: "steps", Title: b.titleOf(ref.ID, ref.Title)}
	s.Passages = passage(nil, b.cited(ref.ID, "alignment", b.prose(ref.ID, "alignment", ref.Alignment)))
	for _, step := range ref.Steps {
		part := HandbookSection{
			ID: "step-" + step.ID, Title: b.titleOf(step.ID, step.Title),
			Passages: b.introduction(step.ID, step.Introduction),
		}
		for set := range b.rubric.Prompts(rubric.PromptSubject{Step: step.ID}) {
			part.Passages = append(part.Passages, b.questionsOf(set, set.ID != step.ID))
		}
		s.Parts = append(s.Parts, part)
	}
	return s
}

// themes returns the questions by theme, in the order of the rubric.
func (b *handbookBuilder) themes() HandbookSection {
	s := HandbookSection{ID: "themes", Title: b.plain(b.phrases.Handbook.Labels.Themes)}
	place := make(map[string]int)
	for set := range b.rubric.Prompts(rubric.PromptSubject{}) {
		theme := set.Subject.Theme
		if theme == "" {
			continue
		}
		i, ok := place[theme]
		if !ok {
			i = len(s.Parts)
			place[theme] = i
			s.Parts = append(s.Parts, HandbookSection{ID: "theme-" + theme, Title: b.plain(b.themeTitle(theme))})
		}
		questions := b.questionsOf(set, true)
		questions.Name = nil
		s.Parts[i].Parts = append(s.Parts[i].Parts, HandbookSection{
			ID: "questions-" + set.ID, Title: b.titleOf(set.ID, set.Title), Passages: []HandbookPassage{questions},
		})
	}
	return s
}

// themeTitle returns what readers call a theme: its title in the companion, or else its id with
// spaces and a capital.
func (b *handbookBuilder) themeTitle(theme string) string {
	if b.companion != nil {
		for t := range b.companion.Themes() {
			if key := t.ID + ".title"; t.ID == theme {
				return b.languages.mark(clean.Line(t.Title), b.companionLanguages[key])
			}
		}
	}
	return b.inLanguage("", "title", titled(strings.ReplaceAll(theme, "-", " ")))
}

func (b *handbookBuilder) resources() HandbookSection {
	s := HandbookSection{ID: "resources", Title: b.plain(b.phrases.Handbook.Labels.Resources)}
	for r := range b.rubric.Resources() {
		part := HandbookSection{ID: "resource-" + r.ID, Title: b.titleOf(r.ID, r.Title)}
		part.Passages = passage(nil, b.cited(r.ID, "description", b.prose(r.ID, "description", r.Description)))
		if url := address(r.URL); url != "" {
			part.Passages = append(part.Passages, HandbookPassage{Links: []HelpLink{{b.text(url), url}}})
		}
		s.Parts = append(s.Parts, part)
	}
	return s
}

// index returns the titles of domains and of all parts of chapters, in alphabetical order.
func (b *handbookBuilder) index(chapters []HandbookSection) []IndexEntry {
	var entries []IndexEntry
	add := func(s, in *HandbookSection) {
		e := IndexEntry{Title: s.Title.Text, Anchor: s.ID}
		if in != nil {
			e.Where = in.Title.Text
		}
		entries = append(entries, e)
	}
	for i := range chapters {
		chapter := &chapters[i]
		if strings.HasPrefix(chapter.ID, "domain-") || chapter.ID == "steps" {
			add(chapter, nil)
		}
		for j := range chapter.Parts {
			part := &chapter.Parts[j]
			add(part, chapter)
			for k := range part.Parts {
				add(&part.Parts[k], part)
			}
		}
	}
	for i := range entries {
		b.retitle(&entries[i])
	}
	for d := range b.domains() {
		entries = append(entries, b.frameworkEntries(d)...)
	}
	slices.SortStableFunc(entries, func(x, y IndexEntry) int {
		return cmp.Or(cmp.Compare(fold.Key(x.Title.String()), fold.Key(y.Title.String())), cmp.Compare(x.Where.String(), y.Where.String()))
	})
	return slices.CompactFunc(entries, func(x, y IndexEntry) bool {
		return x.Anchor == y.Anchor && x.Title.String() == y.Title.String()
	})
}

// retitle changes the title of an entry to what readers look for: domains and competencies without
// their codes, and the domain of questions.
func (b *handbookBuilder) retitle(e *IndexEntry) {
	kind, id, _ := strings.Cut(e.Anchor, "-")
	switch d, ok := b.rubric.Domain(id); {
	case kind == "competency":
		if c, ok := b.rubric.Competency(id); ok {
			e.Title = b.text(b.wording(id, "title", c.Title()))
		}
	case kind == "domain" && ok:
		e.Title = b.text(b.wording(id, "title", d.Title()))
	case kind == "questions" && ok:
		e.Title, e.Where = b.text(b.wording(id, "title", d.Title())), e.Title
	}
}

// frameworkEntries returns an entry for each reference of a domain and its competencies to another
// framework.
func (b *handbookBuilder) frameworkEntries(d *rubric.Domain) []IndexEntry {
	var entries []IndexEntry
	for f := range d.References() {
		entries = append(entries, IndexEntry{b.text(clean.Line(f.Framework + " " + f.ID)), b.text(b.domainLabel(d)), "domain-" + d.ID()})
	}
	for c := range b.selectedOf(d.Competencies()) {
		for f := range c.References() {
			entries = append(entries, IndexEntry{b.text(clean.Line(f.Framework + " " + f.ID)), b.text(b.label(c)), "competency-" + c.ID()})
		}
	}
	return entries
}
