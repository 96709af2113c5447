package report

import (
	"slices"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// maxQuestions is the number of questions of a set that a report shows: enough for a meeting.
const maxQuestions = 4

// reportEdgeLines is the number of lines to write on for a growing edge of a printed report.
const reportEdgeLines = 2

// conversationBuilder builds the section on what to talk about next.
type conversationBuilder struct{ *builder }

// conversations groups the growing edges by domain, in the order of the first edge of each. The
// questions of a domain and of a stage appear once, however many edges share them.
func (b conversationBuilder) conversations(edges []rankedCompetency) ConversationsSection {
	cs := ConversationsSection{Intro: b.phrases.Conversations.Intro, EdgeLines: reportEdgeLines}
	if len(edges) == 0 {
		cs.Empty = b.phrases.Conversations.None
		return cs
	}
	asked := make(map[string]bool)
	place := make(map[*rubric.Domain]int)
	for _, s := range edges {
		d := s.competency.Domain()
		i, ok := place[d]
		if !ok {
			i = len(cs.Items)
			place[d] = i
			cs.Items = append(cs.Items, DomainConversation{Domain: b.otherDomain(d), Questions: b.mainQuestions(d, asked)})
		}
		cs.Items[i].Edges = append(cs.Items[i].Edges, b.edge(s))
	}
	cs.Stages = b.stageTalks(edges, maxQuestions, asked)
	return cs
}

// mainQuestions returns the questions of a domain or, if it has none, some of each set of the
// themes that fit it.
func (b conversationBuilder) mainQuestions(d *rubric.Domain, asked map[string]bool) []QuestionSet {
	questions := b.questions(rubric.PromptSubject{Domain: d.ID()}, maxQuestions, asked)
	if len(questions) > 0 {
		return questions
	}
	sets := 0
	for theme := range b.rubric.ThemesOf(d.ID()) {
		for range b.rubric.Prompts(rubric.PromptSubject{Theme: theme}) {
			sets++
		}
	}
	return b.themeQuestions(d, maxQuestions/max(min(sets, 2), 1), asked)
}

// themeQuestions returns the questions of the themes that fit a domain, up to limit of each set.
func (b conversationBuilder) themeQuestions(d *rubric.Domain, limit int, asked map[string]bool) []QuestionSet {
	var sets []QuestionSet
	for theme := range b.rubric.ThemesOf(d.ID()) {
		sets = append(sets, b.questions(rubric.PromptSubject{Theme: theme}, limit, asked)...)
	}
	return sets
}

// edge returns what is said of a growing edge in reports and guides: the present stage, the next
// one, and what the rubric says of how the next one looks.
func (b conversationBuilder) edge(s rankedCompetency) GrowingEdge {
	e := GrowingEdge{
		Label:         b.text(b.label(s.competency)),
		LabelSentence: b.text(b.grammar.closed(b.label(s.competency))),
	}
	current := []string{b.phrases.StandOut.standing(b.title(s.low), b.title(s.high)), b.message(s.low)}
	if s.low != s.high {
		current = append(current, b.message(s.high))
	}
	e.Current = b.text(b.grammar.sentences(current...))
	next, more := s.low.Next()
	if !more {
		return e
	}
	said := []string{b.phrases.Guide.nextStage(b.title(next)), ""}
	if next != s.high {
		said[1] = b.message(next)
	}
	if _, ok := s.competency.Descriptor(next); !ok {
		said = append(said, b.steps(next))
	}
	e.Next = b.text(b.grammar.sentences(said...))
	// If the next stage has no descriptor, show the nearest higher one.
	for stage := next; more; stage, more = stage.Next() {
		if text, ok := s.competency.Descriptor(stage); ok {
			if e.Descriptor = b.text(b.repeated(s.competency.ID(), "descriptors."+stage.ID(), text)); e.Descriptor != nil {
				e.DescriptorIntro = b.text(b.phrases.Conversations.next(b.title(stage)))
				e.IntroducedDescriptor = b.following(e.DescriptorIntro, e.Descriptor)
			}
			break
		}
	}
	return e
}

// steps names the steps of the reference spectrum that correspond to a stage, or returns "".
func (b conversationBuilder) steps(s spectrum.Stage) string {
	var titles []string
	for step := range b.rubric.StepsOf(s) {
		titles = append(titles, b.wording(step.ID, "title", step.Title))
	}
	ref, ok := b.rubric.ReferenceSpectrum()
	if !ok || len(titles) == 0 {
		return ""
	}
	return b.phrases.Conversations.steps(titles, b.wording(ref.ID, "title", ref.Title))
}

// stageTalks returns the questions about the stages that edges are at, and about the next stages,
// lowest first.
func (b conversationBuilder) stageTalks(edges []rankedCompetency, limit int, asked map[string]bool) []StageConversation {
	var stages []spectrum.Stage
	for _, s := range edges {
		stages = append(stages, s.low, s.high)
		if next, more := s.low.Next(); more {
			stages = append(stages, next)
		}
	}
	slices.SortFunc(stages, spectrum.Stage.Compare)
	var talks []StageConversation
	for _, s := range slices.Compact(stages) {
		if questions := b.questions(rubric.PromptSubject{Stage: s.ID()}, limit, asked); len(questions) > 0 {
			talks = append(talks, StageConversation{Heading: b.text(b.phrases.Conversations.stageHeading(b.title(s))), Questions: questions})
		}
	}
	return talks
}

// message returns what a stage tells people, or "".
func (b conversationBuilder) message(s spectrum.Stage) string {
	messages := b.messages(s)
	if messages == "" {
		return ""
	}
	return b.phrases.Conversations.message(b.title(s), messages)
}

// questions returns the sets of questions about something, each with up to limit questions. It
// skips questions in asked and adds the others to it.
func (b conversationBuilder) questions(about rubric.PromptSubject, limit int, asked map[string]bool) []QuestionSet {
	var sets []QuestionSet
	for set := range b.rubric.Prompts(about) {
		var q QuestionSet
		more := 0
		for i, prompt := range set.Prompts {
			switch {
			case asked[prompt]:
			case len(q.Items) == limit:
				more++
			default:
				asked[prompt] = true
				q.Items = append(q.Items, b.text(b.prose(set.ID, numbered("prompts", i), prompt)))
			}
		}
		if len(q.Items) == 0 {
			continue
		}
		if set.ID != about.Domain {
			q.Title = b.text(b.wording(set.ID, "title", set.Title))
			q.Introduction = b.text(b.prose(set.ID, "introduction", set.Introduction))
		}
		if more > 0 {
			q.More = b.phrases.Conversations.moreQuestions(uint64(more))
		}
		sets = append(sets, q)
	}
	return sets
}
