package report

import (
	"slices"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// maxQuestions is the number of questions of a set that a report shows: enough for a meeting.
const maxQuestions = 4

// conversationBuilder builds the section on what to talk about next.
type conversationBuilder struct{ *builder }

// conversations groups the growing edges by domain, in the order of the first edge of each. The
// questions of a domain and of a stage appear once, however many edges share them.
func (b conversationBuilder) conversations(edges []rankedCompetency) ConversationsSection {
	cs := ConversationsSection{Intro: b.phrases.Conversations.Intro}
	if len(edges) == 0 {
		cs.Empty = b.phrases.Conversations.None
		return cs
	}
	asked := make(map[string]bool)
	place := make(map[*rubric.Domain]int)
	var stages []spectrum.Stage
	for _, s := range edges {
		d := s.competency.Domain()
		i, ok := place[d]
		if !ok {
			i = len(cs.Items)
			place[d] = i
			cs.Items = append(cs.Items, DomainConversation{
				Domain:    b.otherDomain(d),
				Questions: b.questions(rubric.PromptSubject{Domain: d.ID()}, maxQuestions, asked),
			})
		}
		cs.Items[i].Edges = append(cs.Items[i].Edges, b.edge(s))
		if !slices.Contains(stages, s.low) {
			stages = append(stages, s.low)
		}
	}
	slices.SortFunc(stages, spectrum.Stage.Compare)
	for _, s := range stages {
		if talk := b.stageTalk(s, asked); talk.Message != nil || talk.Questions != nil {
			cs.Stages = append(cs.Stages, talk)
		}
	}
	return cs
}

func (b conversationBuilder) edge(s rankedCompetency) GrowingEdge {
	e := GrowingEdge{
		Label:         b.text(b.label(s.competency)),
		LabelSentence: b.text(b.grammar.closed(b.label(s.competency))),
		Current:       b.text(b.phrases.StandOut.standing(b.title(s.low), b.title(s.high))),
	}
	// If the next stage has no descriptor, show the nearest higher one.
	for stage, more := s.low.Next(); more; stage, more = stage.Next() {
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

func (b conversationBuilder) stageTalk(s spectrum.Stage, asked map[string]bool) StageConversation {
	talk := StageConversation{
		Heading:   b.text(b.phrases.Conversations.stageHeading(b.title(s))),
		Questions: b.questions(rubric.PromptSubject{Stage: s.ID()}, maxQuestions, asked),
	}
	talk.Message = b.text(b.message(s))
	return talk
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
		}
		if more > 0 {
			q.More = b.phrases.Conversations.moreQuestions(uint64(more))
		}
		sets = append(sets, q)
	}
	return sets
}
