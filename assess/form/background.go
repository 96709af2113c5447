package form

import (
	"strings"

	"github.com/waymark-go/waymark/internal/formwords"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
)

// surveyBackground is the prefix of the names of background questions in SurveyJS, xlsBackground
// that of their choice lists in XLSForms.
const (
	surveyBackground = "background-"
	xlsBackground    = "background_"
)

func (e *edition) questionTitle(id string) text {
	return e.text(id+".title", func(r *rubric.Rubric) string {
		q, _ := r.BackgroundQuestion(id)
		return q.Title
	})
}

func (e *edition) optionTitle(question string, index int, option string) text {
	return e.text(question+".options."+option, func(r *rubric.Rubric) string {
		q, _ := r.BackgroundQuestion(question)
		return q.Options[index].Title
	})
}

// background returns the background questions as drop-down lists: unlike a radio button, a
// choice in a list can be cleared, and nobody has to answer.
func (s surveyWriter) background() []surveyElement {
	var elements []surveyElement
	for q := range s.BackgroundQuestions() {
		element := surveyElement{Type: "dropdown", Name: surveyBackground + q.ID, Title: s.text(s.questionTitle(q.ID))}
		_, element.Description = s.label(func(w *formwords.Words) formwords.Label { return w.AskBackground })
		if len(elements) > 0 {
			element.Description = nil // the first one speaks for all
		}
		for i, o := range q.Options {
			element.Choices = append(element.Choices, surveyItem{Value: o.ID, Text: s.text(s.optionTitle(q.ID, i, o.ID))})
		}
		elements = append(elements, element)
	}
	return elements
}

// background reads an answer to a background question under the name that the form has for
// it. It reports whether the field is one.
func (s *surveyReader) background(f source.Field) bool {
	id, ok := strings.CutPrefix(f.Key, surveyBackground)
	if !ok {
		return false
	}
	if _, ok = s.rubric.BackgroundQuestion(id); ok {
		s.answer(f, id)
	}
	return ok
}

// answer reads an answer to a background question.
func (s *surveyReader) answer(f source.Field, question string) {
	text := s.text(f, "background."+question, f.Key)
	if option, ok := s.values.Background(f.Key, question, text); ok {
		text = option
	}
	if text == "" {
		return
	}
	if s.document.Background == nil {
		s.document.Background = make(map[string]string)
	}
	s.document.Background[question] = text
}

// background adds the background questions, which nobody has to answer.
func (x *xlsWriter) background() {
	_, hint := x.label(func(w *formwords.Words) formwords.Label { return w.AskBackground })
	for q := range x.BackgroundQuestions() {
		name := XMLName(q.ID)
		for i, o := range q.Options {
			x.addChoice(xlsBackground+name, o.ID, x.optionTitle(q.ID, i, o.ID))
		}
		x.add(question{kind: "select_one " + xlsBackground + name, name: name, label: x.questionTitle(q.ID), hint: hint})
		hint = nil // the first one speaks for all
	}
}

// addBackground adds the columns of background questions in the answers to an XLSForm.
func addBackground(columns map[string]string, r *rubric.Rubric) {
	for q := range r.BackgroundQuestions() {
		columns[XMLName(q.ID)] = "background." + q.ID
	}
}

// backgroundHeaders returns the headers of background questions in a sheet: titles, or names
// that have no other meaning.
func backgroundHeaders(r *rubric.Rubric, titles bool) (headers []string) {
	for q := range r.BackgroundQuestions() {
		if titles {
			headers = append(headers, q.Title)
		} else {
			headers = append(headers, "background."+q.ID)
		}
	}
	return headers
}
