package rubric

import (
	"fmt"

	"github.com/waymark-go/waymark/internal/fold"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric/problem"
)

// titled is a part of a document that readers know by its title.
type titled struct {
	kind            string // such as "stage"
	path, id, title string
	code            string // the printed number, which tells parts with the same title apart
}

// duplicateTitle is a title that an earlier part has too.
type duplicateTitle struct {
	first, second titled
	codesSuffice  bool // a code for each would tell them apart

	question string // the background question whose options they are, "" for none
}

// key returns the key of the title of the second part.
func (dup *duplicateTitle) key() string {
	if dup.question != "" {
		return optionKey(dup.question, dup.second.id)
	}
	return dup.second.id + ".title"
}

// duplicateTitles returns the parts that no report could tell apart: stages,
// constituencies, background questions, options of one question, domains without a code
// and the competencies of one domain with the same title. Competencies of different domains may share a title, because their domain or
// code distinguishes them. Titles are the same if they fold to the same key.
func (d *EditionDocument) duplicateTitles() []duplicateTitle {
	var found []duplicateTitle
	compare := func(parts []titled, codesSuffice bool) {
		first := make(map[string]titled, len(parts))
		for _, p := range parts {
			key := fold.Key(p.title)
			if key == "" {
				continue
			}
			other, dup := first[key]
			switch {
			case !dup:
				first[key] = p
			case other.id == p.id: // reported as a duplicate id
			case !codesSuffice || other.code == "" || p.code == "":
				found = append(found, duplicateTitle{first: other, second: p, codesSuffice: codesSuffice})
			}
		}
	}
	var stages, constituencies, domains []titled
	for i, s := range d.Constituencies {
		constituencies = append(constituencies, titled{"constituency", at("constituencies", i), s.ID, s.Title.Text, ""})
	}
	for i, s := range d.Spectrum.Stages {
		stages = append(stages, titled{"stage", at("spectrum.stages", i), s.ID, s.Title.Text, ""})
	}
	for i, dom := range d.Domains {
		path := at("domains", i)
		domains = append(domains, titled{"domain", path, dom.ID, dom.Title.Text, dom.Code})
		var competencies []titled
		for j, c := range dom.Competencies {
			competencies = append(competencies, titled{"competency", at(path+".competencies", j), c.ID, c.Title.Text, c.Code})
		}
		compare(competencies, false)
	}
	compare(constituencies, false)
	var questions []titled
	for i, q := range d.Background {
		path := at("background", i)
		questions = append(questions, titled{"background question", path, q.ID, q.Title.Text, ""})
		before := len(found)
		compare(q.titledOptions(path), false)
		for j := range found[before:] {
			found[before+j].question = q.ID
		}
	}
	compare(questions, false)
	compare(stages, false)
	compare(domains, true)
	return found
}

// titles reports the titles that two parts share.
func (c *checker) titles(d *EditionDocument) {
	for _, dup := range d.duplicateTitles() {
		path := dup.second.path
		if c.unread[path+".title"] || c.unread[path+".id"] || c.unread[dup.first.path+".title"] || c.unread[path] {
			continue
		}
		msg, hint := dup.describe()
		c.add(path+".title", problem.DuplicateTitle, msg, hint)
	}
}

// describe returns the message and the hint for a duplicate title.
func (dup duplicateTitle) describe() (msg, hint string) {
	msg = fmt.Sprintf("the %s %s has the same title as the %s %s: %s",
		dup.second.kind, source.Quote(dup.second.id), dup.first.kind, source.Quote(dup.first.id), source.Quote(dup.first.title))
	hint = "change one title by more than letter case, accents, punctuation or spaces"
	if dup.codesSuffice {
		hint += ", or give both a code"
	}
	return msg, hint
}
