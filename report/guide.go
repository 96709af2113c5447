package report

import (
	"slices"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
)

// maxGuideQuestions is the number of questions of a set that a guide has. The limit is for rubrics
// with more questions than anyone would print.
const maxGuideQuestions = 24

// Guide is the discussion guide, the document that a team takes into a meeting: the strengths to
// start with and, for each domain with growing edges, what people said, what comes next, questions
// to discuss and lines to write on.
//
// Like a [View] it has every text and has made every decision. Its texts follow the same rules. It
// must not be changed while it is rendered.
type Guide struct {
	Language  string // BCP 47 tag of the language of the guide's fixed words
	Direction string // of that language's script, "ltr" or "rtl"
	// Labels are the labels of a report, changed where they name the document. Own are the labels
	// that only a guide has.
	Labels Labels
	Own    GuideLabels
	// Head is the top of the guide. HowToRead explains what the guide shows; Participation and
	// Marks are empty.
	Head TitleBlock
	// Participation says who took part. It is empty if Message is set, which says why there are no
	// results.
	Participation TaggedText
	Message       string
	// Purpose says what the guide is for. Steps say how to use it.
	Purpose   string
	Steps     []string
	Stages    []StageLegend // lowest first
	Strengths HighlightList // to start with; empty without results
	// Opening are questions to begin with: those of the themes that fit no domain. It may be empty.
	Opening []QuestionSet
	// Heading and Intro come before the topics.
	Heading, Intro string
	// Topics are the domains with growing edges, in the order of their first edge. If there are no
	// growing edges, they are all domains that have questions.
	Topics []GuideTopic
	About  AboutSection
	// EdgeLines and TopicLines are the numbers of lines to write on for a growing edge and for a
	// topic. PlanRows is the number of steps in the plan.
	EdgeLines, TopicLines, PlanRows int
}

// GuideLabels are the headings and other fixed words that only a guide has.
type GuideLabels struct {
	About         string `json:"about" rule:"name"`
	SkipToContent string `json:"skip_to_content" rule:"name"`

	// Headings of sections.
	HowToUse string `json:"how_to_use" rule:"name"`
	Stages   string `json:"stages" rule:"name"`
	Start    string `json:"start" rule:"name"`
	Opening  string `json:"opening" rule:"name"`
	Plan     string `json:"plan" rule:"name"`

	// Names of the parts of a growing edge.
	Said    string `json:"said" rule:"name"`
	Present string `json:"present" rule:"name"`
	Next    string `json:"next" rule:"name"`
	Views   string `json:"views" rule:"name"`

	// Room is the name of lines to write on.
	Room string `json:"room" rule:"name"`

	// PlanCaption is the caption of the plan, Step names its rows, and the others are its columns.
	PlanCaption string `json:"plan_caption" rule:"name"`
	Step        string `json:"step" rule:"name"`
	Action      string `json:"action" rule:"name"`
	Person      string `json:"person" rule:"name"`
	Deadline    string `json:"deadline" rule:"name"`
}

// GuideTopic is a domain to discuss: its growing edges, if any, and questions. Each topic is
// complete, so that small groups can take one each: questions about a stage are in every topic
// with an edge at that stage, once in each.
type GuideTopic struct {
	ID        string     // of the domain
	Title     TaggedText // empty if the rubric has one domain
	Edges     []GuideGrowingEdge
	Questions []QuestionSet // of the domain and the themes that fit it; may be empty
	// Stages are the stages of the edges that have questions, lowest first.
	Stages []StageConversation
	// Help is what the rubric offers on the domain and on the competencies of the edges.
	Help HelpSection
}

// HasTalk reports whether there is something to write about besides the edges, which have room for
// notes each.
func (t GuideTopic) HasTalk() bool {
	return len(t.Edges) == 0 || len(t.Questions)+len(t.Stages)+len(t.Help.Items) > 0
}

// GuideGrowingEdge is a growing edge to discuss.
type GuideGrowingEdge struct {
	ID    string // of the competency
	Label TaggedText
	Bar   StageBar
	// Said is how people rated it, in numbers of people, and which groups are asked it unless
	// all are.
	Said TaggedText
	// Present says which stage it is at, or between which two, and what that stage tells people.
	Present TaggedText
	// Next names the next stage, says what it tells people and, if the rubric does not describe it,
	// names the steps of the reference spectrum that correspond to it. It is empty at the highest
	// stage.
	Next TaggedText
	// DescriptorIntro introduces the descriptor of the next stage that has one, and Descriptor is
	// the rubric's wording. IntroducedDescriptor is both. All are empty if no higher stage has a
	// descriptor.
	DescriptorIntro, Descriptor, IntroducedDescriptor TaggedText
	// Views says which two groups see it differently and by how much. It is empty if that is not
	// among the largest differences of view.
	Views TaggedText
	// Comments are what people wrote about the competency, if Options.Comments has any that may be shown.
	Comments []CommentGroup
}

// The numbers of lines to write on for a growing edge and a topic, and of steps in the plan.
const (
	edgeLines  = 3
	topicLines = 6
	planRows   = 4
)

// Guide returns the discussion guide of a report. It panics if the view does
// not come from [Build].
func (v *View) Guide() *Guide {
	given.Must(given.Made("report.View.Guide", "v", false, func() bool { return v.Published == nil }, "report.Build"))
	b := guideBuilder{conversationBuilder{newBuilder(v.Published, v.Options)}}
	g := &Guide{
		Language: v.Language, Direction: v.Direction,
		Labels: b.labels, Own: b.phrases.Guide.Labels,
		Head:      headBuilder{b.builder}.titles(b.phrases.Guide.title),
		Purpose:   b.phrases.Guide.Purpose,
		Stages:    v.Stages,
		About:     aboutBuilder{b.builder}.imprint(true),
		EdgeLines: edgeLines, TopicLines: topicLines, PlanRows: planRows,
	}
	g.Labels.About, g.Labels.SkipToContent = g.Own.About, g.Own.SkipToContent
	g.Head.Policy, g.Head.Logo, g.Head.Selection = v.Head.Policy, v.Head.Logo, v.Head.Selection
	if b.published.Policy().MinGroup <= 1 {
		g.Head.Internal = b.phrases.Guide.Internal
	}
	g.Opening = b.opening()
	b.content(v, g)
	if g.hasComments() {
		g.Head.Internal = b.grammar.sentences(g.Head.Internal, b.ownWords())
	}
	g.Steps = b.steps(g)
	return g
}

// guideBuilder builds a discussion guide.
type guideBuilder struct{ conversationBuilder }

// content fills in what there is to discuss.
func (b guideBuilder) content(v *View, g *Guide) {
	if v.Message != "" {
		g.Message, g.Heading, g.Intro = v.Message, b.labels.Conversations, b.phrases.Guide.Unrated
		if b.published.Raters(b.everyone).Hidden {
			g.Message = b.phrases.Guide.AllHidden
		}
		g.Topics = b.openTopics()
		return
	}
	g.Participation = b.whoTookPart()
	g.Head.HowToRead = b.texts([]string{b.phrases.Guide.howToRead(), b.phrases.Head.ReadStages})
	g.Strengths = v.Strengths
	if edges := (highlightBuilder{b.builder}).growingEdges(); len(edges) > 0 {
		g.Heading, g.Intro, g.Topics = b.labels.Edges, b.phrases.Guide.Edges, b.topics(edges, v.Differences.Items)
		return
	}
	g.Heading, g.Intro, g.Topics = b.labels.Conversations, b.phrases.Conversations.None, b.openTopics()
}

// whoTookPart returns how many people took part, in all and of each shown group.
func (b guideBuilder) whoTookPart() TaggedText {
	var groups []string
	for _, c := range b.groups {
		if n := b.published.Raters(c.ID); !n.Hidden && n.N > 0 {
			groups = append(groups, b.phrases.Results.stageCount(c.Title, n.N))
		}
	}
	raters := b.published.Raters(b.everyone).N
	if len(groups) == 0 {
		return b.text(b.phrases.Head.participation(raters))
	}
	return b.text(b.phrases.Guide.tookPart(raters, groups))
}

// openTopics returns all domains that have questions.
func (b guideBuilder) openTopics() []GuideTopic {
	var topics []GuideTopic
	for d := range b.domains() {
		questions := b.allQuestions(d, make(map[string]bool))
		if len(questions) > 0 {
			topics = append(topics, GuideTopic{ID: d.ID(), Title: b.otherDomain(d), Questions: questions})
		}
	}
	return topics
}

func (b guideBuilder) topics(edges []rankedCompetency, differences []Comparison) []GuideTopic {
	var domains []*rubric.Domain
	byDomain := make(map[*rubric.Domain][]rankedCompetency)
	for _, s := range edges {
		d := s.competency.Domain()
		if byDomain[d] == nil {
			domains = append(domains, d)
		}
		byDomain[d] = append(byDomain[d], s)
	}
	topics := make([]GuideTopic, 0, len(domains))
	for _, d := range domains {
		topics = append(topics, b.topic(d, byDomain[d], differences))
	}
	return topics
}

func (b guideBuilder) topic(d *rubric.Domain, edges []rankedCompetency, differences []Comparison) GuideTopic {
	asked := make(map[string]bool)
	t := GuideTopic{ID: d.ID(), Title: b.otherDomain(d), Questions: b.allQuestions(d, asked)}
	t.Help = b.help(d, func(c *rubric.Competency) bool {
		return slices.ContainsFunc(edges, func(s rankedCompetency) bool { return s.competency == c })
	})
	for _, s := range edges {
		t.Edges = append(t.Edges, b.guideEdge(s, differences))
	}
	t.Stages = b.stageTalks(edges, maxGuideQuestions, asked)
	return t
}

// allQuestions returns the questions of a domain and of the themes that fit it.
func (b guideBuilder) allQuestions(d *rubric.Domain, asked map[string]bool) []QuestionSet {
	own := b.questions(rubric.PromptSubject{Domain: d.ID()}, maxGuideQuestions, asked)
	return append(own, b.themeQuestions(d, maxGuideQuestions, asked)...)
}

// opening returns the questions of the themes that fit no domain.
func (b guideBuilder) opening() []QuestionSet {
	placed := make(map[string]bool)
	for d := range b.rubric.Domains() {
		for theme := range b.rubric.ThemesOf(d.ID()) {
			placed[theme] = true
		}
	}
	var sets []QuestionSet
	asked := make(map[string]bool)
	for set := range b.rubric.Prompts(rubric.PromptSubject{}) {
		if theme := set.Subject.Theme; theme != "" && !placed[theme] {
			placed[theme] = true
			sets = append(sets, b.questions(rubric.PromptSubject{Theme: theme}, maxGuideQuestions, asked)...)
		}
	}
	return sets
}

func (b guideBuilder) guideEdge(s rankedCompetency, differences []Comparison) GuideGrowingEdge {
	common := b.edge(s)
	e := GuideGrowingEdge{
		ID: s.competency.ID(), Label: common.Label,
		Bar:     b.bar(s.stages),
		Said:    b.text(b.inUpperHalf(s)),
		Present: common.Current, Next: common.Next,
		DescriptorIntro: common.DescriptorIntro, Descriptor: common.Descriptor, IntroducedDescriptor: common.IntroducedDescriptor,
	}
	e.Comments = b.commentsOn(s.competency)
	if asked := b.asked(s.competency); asked != "" {
		e.Said = b.following(e.Said, b.text(b.grammar.closed(asked)))
	}
	for _, d := range differences {
		if d.Competency == e.ID {
			e.Views = b.following(d.Sentence, d.Detail)
		}
	}
	return e
}

// following joins two sentences.
func (b *builder) following(first, second TaggedText) TaggedText {
	between := TaggedText{{Text: b.grammar.punctuation.Sentence}}
	return slices.Concat(first, between, second)
}

// steps returns the steps that apply to the content of the guide.
func (b guideBuilder) steps(g *Guide) []string {
	all := &b.phrases.Guide.Steps
	steps := []string{all.Invite}
	if len(g.Strengths.Items) > 0 {
		steps = append(steps, all.Strengths)
	}
	switch {
	case len(g.Topics) == 0:
		return append(steps, all.Plan)
	case len(g.Topics[0].Edges) > 0:
		steps = append(steps, all.Edges, all.Listen)
	case len(g.Topics) > 1:
		steps = append(steps, all.Domains)
	}
	return append(steps, all.Questions, all.Plan)
}
