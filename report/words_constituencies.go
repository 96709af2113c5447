package report

import "strings"

// constituencyWords say how the titles of groups read inside a sentence. A words file can leave them
// out: sentences then have the titles as they are.
//
// The forms are found by title, not by id. A rubric of another author may use an id for another
// group, and a rubric in another language than the words has titles that must not be mixed into a
// sentence without quotation marks.
type constituencyWords struct {
	*grammar

	Unlisted unlistedWords `json:"unlisted"`
	Listed   []listedTitle `json:"listed"`
}

// unlistedWords are the forms of a title that the file does not list.
type unlistedWords struct {
	InSentence message `json:"in_sentence" vars:"group"`
	By         message `json:"by" vars:"group"`
	Members    message `json:"members" vars:"group"`
}

// listedTitle has the forms of one title.
type listedTitle struct {
	Title      string  `json:"title" rule:"name"`
	InSentence string  `json:"in_sentence" rule:"name"`
	By         string  `json:"by" rule:"name"`
	Members    message `json:"members" vars:"#"` // after a number
}

// listed returns the forms of a title, or nil if the file has none.
func (w *constituencyWords) listed(title string) *listedTitle {
	for i := range w.Listed {
		if strings.EqualFold(w.Listed[i].Title, title) {
			return &w.Listed[i]
		}
	}
	return nil
}

// unlisted returns a form of a title that is not listed. Without the section it is the title.
func (w *constituencyWords) unlisted(m *message, title string) string {
	if m.Other == "" {
		return title
	}
	return m.fill(title)
}

// inSentence returns a title as the subject or object of a sentence, such as "families".
func (w *constituencyWords) inSentence(title string) string {
	if l := w.listed(title); l != nil {
		return l.InSentence
	}
	return w.unlisted(&w.Unlisted.InSentence, title)
}

// by returns a title as the source of ratings, such as "by families".
func (w *constituencyWords) by(title string) string {
	if l := w.listed(title); l != nil {
		return l.By
	}
	return w.unlisted(&w.Unlisted.By, title)
}

// members returns a title after the number n, such as "families" in "12 families".
func (w *constituencyWords) members(title string, n uint64) string {
	if l := w.listed(title); l != nil {
		return w.form(&l.Members, n).fill()
	}
	return w.unlisted(&w.Unlisted.Members, title)
}
