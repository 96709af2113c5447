package rubric

import (
	"iter"
	"slices"

	"github.com/waymark-go/waymark/spectrum"
)

// ReferenceSpectrum is a second spectrum, which the stages of the rubric's own are
// lined up with.
type ReferenceSpectrum struct {
	ID, Title string
	// Alignment says on what the lining up rests; it may be "".
	Alignment string
	Steps     []ReferenceStep // lowest first
}

// ReferenceStep is a step of a reference spectrum.
type ReferenceStep struct {
	ID, Title    string
	Introduction string // may be ""
	Prompts      []string
}

// ReferenceSpectrum returns the rubric's second spectrum, if it has one. The value
// is the caller's.
func (r *Rubric) ReferenceSpectrum() (ReferenceSpectrum, bool) {
	e := r.doc.ReferenceSpectrum
	if e == nil {
		return ReferenceSpectrum{}, false
	}
	ref := ReferenceSpectrum{ID: e.ID, Title: e.Title.Text, Alignment: e.Alignment.Text}
	for _, s := range e.Steps {
		ref.Steps = append(ref.Steps, ReferenceStep{ID: s.ID, Title: s.Title.Text, Introduction: s.Introduction.Text, Prompts: plain(s.Prompts)})
	}
	return ref, true
}

// StepsOf yields the steps of the reference spectrum that a stage lines up with.
func (r *Rubric) StepsOf(s spectrum.Stage) iter.Seq[ReferenceStep] {
	return func(yield func(ReferenceStep) bool) {
		ref, _ := r.ReferenceSpectrum()
		for _, stage := range r.doc.Spectrum.Stages {
			if stage.ID != s.ID() {
				continue
			}
			for _, step := range ref.Steps {
				if slices.Contains(stage.Steps, step.ID) && !yield(step) {
					return
				}
			}
		}
	}
}

// PromptSubject says what a set of prompts belongs to: a domain, a stage or a step by its
// id, or a theme. Just one field is set; the zero value means anything.
type PromptSubject struct {
	Domain, Stage, Step, Theme string
}

// PromptSet is a set of reflection questions.
type PromptSet struct {
	ID, Title    string
	Introduction string // may be ""
	Subject      PromptSubject
	Prompts      []string
}

// Prompts yields the sets of reflection questions that belong to something, in the
// order domains, steps of the reference spectrum, prompt sets. The zero About
// yields all.
//
// The questions of a domain and of a step are sets with the id and title of these.
// A stage has its own sets and those of the steps that it lines up with.
func (r *Rubric) Prompts(about PromptSubject) iter.Seq[PromptSet] {
	return func(yield func(PromptSet) bool) {
		for s := range r.promptSets() {
			if r.belongs(s.Subject, about) && !yield(s) {
				return
			}
		}
	}
}

// belongs says whether a set about one thing answers a search for another.
func (r *Rubric) belongs(set, wanted PromptSubject) bool {
	if wanted == (PromptSubject{}) || set == wanted {
		return true
	}
	if wanted.Stage == "" || set.Step == "" {
		return false
	}
	stage, _ := r.spectrum.Stage(wanted.Stage)
	for step := range r.StepsOf(stage) {
		if step.ID == set.Step {
			return true
		}
	}
	return false
}

func (r *Rubric) promptSets() iter.Seq[PromptSet] {
	return func(yield func(PromptSet) bool) {
		for _, d := range r.domains {
			s := PromptSet{ID: d.ID(), Title: d.Title(), Subject: PromptSubject{Domain: d.ID()}, Prompts: slices.Collect(d.Prompts())}
			if len(s.Prompts) > 0 && !yield(s) {
				return
			}
		}
		ref, _ := r.ReferenceSpectrum()
		for _, step := range ref.Steps {
			s := PromptSet{ID: step.ID, Title: step.Title, Introduction: step.Introduction, Subject: PromptSubject{Step: step.ID}, Prompts: step.Prompts}
			if len(s.Prompts) > 0 && !yield(s) {
				return
			}
		}
		for _, e := range r.doc.PromptSets {
			s := PromptSet{
				ID: e.ID, Title: e.Title.Text, Introduction: e.Introduction.Text,
				Subject: PromptSubject{Domain: e.Domain, Stage: e.Stage, Step: e.Step, Theme: e.Theme},
				Prompts: plain(e.Prompts),
			}
			if !yield(s) {
				return
			}
		}
	}
}

// NamedList is a list of texts that has a name.
type NamedList struct {
	ID, Title string
	Items     []string
}

// Lists yields the rubric's named lists.
func (r *Rubric) Lists() iter.Seq[NamedList] {
	return func(yield func(NamedList) bool) {
		for _, l := range r.doc.Lists {
			if !yield(NamedList{ID: l.ID, Title: l.Title.Text, Items: plain(l.Items)}) {
				return
			}
		}
	}
}

// Resource is something to read further. URL and Description may be "".
type Resource struct {
	ID, Title, URL, Description string
}

// Resources yields what the rubric names for further reading.
func (r *Rubric) Resources() iter.Seq[Resource] {
	return func(yield func(Resource) bool) {
		for _, e := range r.doc.Resources {
			if !yield(Resource{ID: e.ID, Title: e.Title.Text, URL: e.URL, Description: e.Description.Text}) {
				return
			}
		}
	}
}
