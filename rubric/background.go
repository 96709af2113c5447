package rubric

import (
	"iter"

	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// MaxBackgroundQuestions is the most background questions that a rubric can have. Every
// question divides the raters into smaller groups, of which fewer can be shown.
const MaxBackgroundQuestions = 5

// BackgroundQuestionEntry is, in a document, a closed question about the rater, such as
// the grade of a student. Its answers are kept with the response, and results can be
// grouped by them. Nobody has to answer it.
type BackgroundQuestionEntry struct {
	// The id that responses name the question by.
	ID string `json:"id" rule:"id"`
	// The question, or what it asks for, such as Grade.
	Title TextEntry `json:"title" rule:"title"`
	// The id of the source of the texts of the question and its options.
	Source string `json:"source,omitzero" rule:"id"`
	// The answers to choose from, in the order in which they are shown.
	Options []BackgroundOptionEntry `json:"options" items:"2-30"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// BackgroundOptionEntry is, in a document, an answer to a background question.
type BackgroundOptionEntry struct {
	// The id that responses name the answer by, unique within the question.
	ID string `json:"id" rule:"id" except:"not-answered"`
	// What the answer says.
	Title TextEntry `json:"title" rule:"title"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// BackgroundQuestion is a closed question about the rater that is asked with the rubric.
//
// [BackgroundQuestion.Equal] compares across translations.
type BackgroundQuestion struct {
	ID      string             `json:"id"`
	Title   string             `json:"title"`
	Options []BackgroundOption `json:"options"` // 2 to 30, in the order in which they are shown
}

// BackgroundOption is an answer to a background question. Its id is unique within the
// question only.
type BackgroundOption struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Equal reports whether q and p have the same id. A translation of a rubric has the same
// questions with other titles.
func (q BackgroundQuestion) Equal(p BackgroundQuestion) bool { return q.ID == p.ID }

// Equal reports whether o and p have the same id. A translation of a rubric has the same
// options with other titles.
func (o BackgroundOption) Equal(p BackgroundOption) bool { return o.ID == p.ID }

// BackgroundQuestions yields the background questions in the rubric's order, at most
// [MaxBackgroundQuestions]. Most rubrics have none. The options are a copy.
func (r *Rubric) BackgroundQuestions() iter.Seq[BackgroundQuestion] {
	return func(yield func(BackgroundQuestion) bool) {
		for i := range r.doc.Background {
			if !yield(r.doc.Background[i].question()) {
				return
			}
		}
	}
}

// BackgroundQuestion returns the background question with the given id.
func (r *Rubric) BackgroundQuestion(id string) (BackgroundQuestion, bool) {
	for i := range r.doc.Background {
		if r.doc.Background[i].ID == id {
			return r.doc.Background[i].question(), true
		}
	}
	return BackgroundQuestion{}, false
}

func (e *BackgroundQuestionEntry) question() BackgroundQuestion {
	q := BackgroundQuestion{ID: e.ID, Title: e.Title.Text, Options: make([]BackgroundOption, len(e.Options))}
	for i, o := range e.Options {
		q.Options[i] = BackgroundOption{ID: o.ID, Title: o.Title.Text}
	}
	return q
}

// optionKey returns the key of the title of an option. Option ids are unique within their
// question only, so that the key has the id of the question too.
func optionKey(question, option string) string { return question + ".options." + option }

// walk visits the texts of the question.
func (e *BackgroundQuestionEntry) walk(in scope) {
	in.text("title", &e.Title)
	for i := range e.Options {
		o := &e.Options[i]
		option := in.inner("options", i, "", "")
		option.f = func(_, path string, t *TextEntry, src string) { in.f(optionKey(e.ID, o.ID), path, t, src) }
		option.text("title", &o.Title)
	}
}

// background records the ids of the questions and reports options of one question with
// the same id.
func (c *checker) background(d *EditionDocument) {
	for i, q := range d.Background {
		path := at("background", i)
		c.name(&c.someIDs, "a background question", path, q.ID)
		seen := make(map[string]bool, len(q.Options))
		for j, o := range q.Options {
			if o.ID != "" && seen[o.ID] {
				c.add(at(path+".options", j)+".id", problem.DuplicateID, "another option of the question has the id "+source.Quote(o.ID)+" already", "choose an id that no other option of the question has")
			}
			seen[o.ID] = true
		}
	}
}

// titledOptions returns the options of a background question, for the search for
// duplicate titles.
func (e *BackgroundQuestionEntry) titledOptions(path string) (options []titled) {
	for j, o := range e.Options {
		options = append(options, titled{"option", at(path+".options", j), o.ID, o.Title.Text, ""})
	}
	return options
}
