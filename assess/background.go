package assess

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// NotAnsweredGroup is the part of a key of [ByBackground] for responses that do not answer
// the question. No option has this id.
const NotAnsweredGroup = "not-answered"

// A record has a place for every question: this constant must not be negative.
const _ = uint(record.MaxBackground - rubric.MaxBackgroundQuestions)

// backgroundAnswer is the answer to a background question, both by id.
type backgroundAnswer struct{ question, option string }

// Background returns the answer to a background question, as the id of an option. It
// returns false if the rater did not answer or the rubric has no such question. Question is
// an id.
func (p *Response) Background(question string) (option string, ok bool) {
	for _, a := range p.background {
		if a.question == question {
			return a.option, true
		}
	}
	return "", false
}

// backgroundDocument returns the answers to background questions by the id of the question,
// or nil if there are none.
func (p *Response) backgroundDocument() map[string]string {
	if len(p.background) == 0 {
		return nil
	}
	answers := make(map[string]string, len(p.background))
	for _, a := range p.background {
		answers[a.question] = a.option
	}
	return answers
}

// backgroundIn returns the answers that a later edition can keep: those to questions that
// it asks with the same option.
func (p *Response) backgroundIn(later *rubric.Rubric) []backgroundAnswer {
	var kept []backgroundAnswer
	for _, a := range p.background {
		q, ok := later.BackgroundQuestion(a.question)
		if ok && slices.ContainsFunc(q.Options, func(o rubric.BackgroundOption) bool { return o.ID == a.option }) {
			kept = append(kept, a)
		}
	}
	return kept
}

// backgroundIDs are the ids of the background questions of a rubric and of their options.
type backgroundIDs struct {
	questions []string
	options   [][]string // by question
}

func backgroundIDsOf(r *rubric.Rubric) (ids backgroundIDs) {
	for q := range r.BackgroundQuestions() {
		ids.questions = append(ids.questions, q.ID)
		ids.options = append(ids.options, optionIDs(q))
	}
	return ids
}

func optionIDs(q rubric.BackgroundQuestion) []string {
	ids := make([]string, len(q.Options))
	for i, o := range q.Options {
		ids[i] = o.ID
	}
	return ids
}

// option returns the id of the option that a record has for a question, or "".
func (b *backgroundIDs) option(rec *record.Record, question int) string {
	if n := rec.Background[question]; n > 0 {
		return b.options[question][n-1]
	}
	return ""
}

// answers returns the answers of a record, nil if it has none.
func (b *backgroundIDs) answers(rec *record.Record) []backgroundAnswer {
	if rec.Background == ([len(rec.Background)]uint8{}) {
		return nil
	}
	var answers []backgroundAnswer
	for i, question := range b.questions {
		if option := b.option(rec, i); option != "" {
			answers = append(answers, backgroundAnswer{question, option})
		}
	}
	return answers
}

// header appends the id of the option for each question, "" for none.
func (b *backgroundIDs) header(options []string, rec *record.Record) []string {
	for i := range b.questions {
		options = append(options, b.option(rec, i))
	}
	return options
}

// background packs the answers of a document and reports those that the rubric does not
// have.
func (c *checker) background(rec *record.Record, answers map[string]string) {
	if c.root.Get("background") == nil || c.unread["background"] {
		return
	}
	ids := backgroundIDsOf(c.rubric)
	if len(ids.questions) == 0 {
		c.addAt(source.LookupKey(c.root, "background"), "background", problem.UnknownQuestion, c.rubric.Ref().String()+" has no background questions", "leave the key out")
		return
	}
	for question, option := range answers {
		path := source.JoinPath("background", question)
		i := slices.Index(ids.questions, question)
		switch {
		case i < 0:
			c.addAt(source.LookupKey(c.root, path), path, problem.UnknownQuestion,
				c.rubric.Ref().String()+" has no background question "+source.Quote(question), source.DidYouMean(question, ids.questions))
		case c.unread[path]:
		default:
			at := slices.Index(ids.options[i], option)
			if at < 0 {
				c.add(path, problem.UnknownOption, "the question "+question+" has no option "+source.Quote(option), source.DidYouMean(option, ids.options[i]))
				continue
			}
			rec.Background[i] = uint8(at + 1)
		}
	}
}

// ByBackground returns a key for [CollectOptions]: a group for each answer to a background
// question of the rubric, named by the id of the option, and the group [NotAnsweredGroup]
// of the responses without an answer. Question is an id. The error says that r is not valid
// or has no such question.
//
// Do not publish such groups besides groups of another kind of the same responses, such as
// schools: see "Background questions" in the package documentation.
func ByBackground(r *rubric.Rubric, question string) (func(key []byte, h *ResponseHeader) []byte, error) {
	if err := given.Rubric("assess.ByBackground", "r", r); err != nil {
		return nil, err
	}
	ids := backgroundIDsOf(r)
	i := slices.Index(ids.questions, question)
	if i < 0 {
		msg := fmt.Sprintf("assess.ByBackground: %s has no background question %q", r.Ref(), question)
		if hint := source.DidYouMean(question, ids.questions); hint != "" {
			msg += "; " + hint
		}
		return nil, errors.New(msg)
	}
	return func(key []byte, h *ResponseHeader) []byte {
		given.Must(given.NotNil("assess.ByBackground", "h", h == nil))
		if i < len(h.Background) && h.Background[i] != "" {
			return append(key, h.Background[i]...)
		}
		return append(key, NotAnsweredGroup...)
	}, nil
}

// JoinKeys returns a key for [CollectOptions] that puts the parts of several keys together,
// with a slash between them: JoinKeys(ByOrganization, byGrade) gives groups such as
// "lincoln/9-12". [KeyParent] returns what such a group is a part of. JoinKeys panics if a
// key is nil.
func JoinKeys(keys ...func(key []byte, h *ResponseHeader) []byte) func(key []byte, h *ResponseHeader) []byte {
	for _, part := range keys {
		given.Must(given.NotNil("assess.JoinKeys", "keys", part == nil))
	}
	keys = slices.Clone(keys)
	return func(key []byte, h *ResponseHeader) []byte {
		for i, part := range keys {
			if i > 0 {
				key = append(key, '/')
			}
			key = part(key, h)
		}
		return key
	}
}

// KeyParent returns what a group of [JoinKeys] is a part of: the key without its last part,
// "lincoln" for "lincoln/9-12". It returns false if the key has one part.
//
// Ids of options have no slash, so a school's name may have one if the answer to a
// background question is the last part.
func KeyParent(key string) (parent string, ok bool) {
	i := strings.LastIndexByte(key, '/')
	if i < 0 {
		return "", false
	}
	return key[:i], true
}
