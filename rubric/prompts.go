package rubric

import (
	"iter"
	"slices"

	"github.com/waymark-go/waymark/spectrum"
)

// ReferenceSpectrum is a second spectrum whose steps correspond to stages of the rubric.
type ReferenceSpectrum struct {
	ID, Title string
	// Alignment explains why steps and stages correspond. It may be "".
	Alignment string
	Steps     []ReferenceStep // lowest first
}

// ReferenceStep is a step of a reference spectrum.
type ReferenceStep struct {
	ID, Title    string
	Introduction string // may be ""
	Prompts      []string
}

// ReferenceSpectrum returns the rubric's second spectrum, if it has one. The caller may
// change the value.
func (r *Rubric) ReferenceSpectrum() (ReferenceSpectrum, bool) {
	e := r.doc.ReferenceSpectrum
	if e == nil {
		return ReferenceSpectrum{}, false
	}
	ref := ReferenceSpectrum{ID: e.ID, Title: e.Title.Text, Alignment: e.Alignment.Text}
	for i := range e.Steps {
		ref.Steps = append(ref.Steps, e.Steps[i].step())
	}
	return ref, true
}

func (e *ReferenceStepEntry) step() ReferenceStep {
	return ReferenceStep{ID: e.ID, Title: e.Title.Text, Introduction: e.Introduction.Text, Prompts: plain(e.Prompts)}
}

// StepsOf yields the steps of the reference spectrum that correspond to stage s, which may
// be a stage of a translation. It yields none for the zero Stage and for a stage of another
// spectrum.
func (r *Rubric) StepsOf(s spectrum.Stage) iter.Seq[ReferenceStep] {
	return func(yield func(ReferenceStep) bool) {
		ref := r.doc.ReferenceSpectrum
		if ref == nil {
			return
		}
		for _, stage := range r.doc.Spectrum.Stages {
			if stage.ID != s.ID() || !s.Spectrum().Equal(r.spectrum) {
				continue
			}
			for i := range ref.Steps {
				if slices.Contains(stage.Steps, ref.Steps[i].ID) && !yield(ref.Steps[i].step()) {
					return
				}
			}
		}
	}
}

// PromptSubject is what a set of prompts belongs to: a domain, a stage or a step, by id, or
// a theme. Exactly one field is set. The zero value means any subject.
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

// Prompts yields the sets of reflection questions about a subject: first those of domains,
// then those of steps of the reference spectrum, then prompt sets.
//
// The questions of a domain or step are a set with its id and title. The sets about a stage
// include those about the steps that correspond to it.
func (r *Rubric) Prompts(about PromptSubject) iter.Seq[PromptSet] {
	return func(yield func(PromptSet) bool) {
		for _, d := range r.domains {
			subject := PromptSubject{Domain: d.ID()}
			if len(d.entry.Prompts) > 0 && r.belongs(subject, about) && !yield(PromptSet{ID: d.ID(), Title: d.Title(), Subject: subject, Prompts: plain(d.entry.Prompts)}) {
				return
			}
		}
		if ref := r.doc.ReferenceSpectrum; ref != nil {
			for i := range ref.Steps {
				e := &ref.Steps[i]
				subject := PromptSubject{Step: e.ID}
				if len(e.Prompts) > 0 && r.belongs(subject, about) && !yield(PromptSet{ID: e.ID, Title: e.Title.Text, Introduction: e.Introduction.Text, Subject: subject, Prompts: plain(e.Prompts)}) {
					return
				}
			}
		}
		for i := range r.doc.PromptSets {
			e := &r.doc.PromptSets[i]
			subject := PromptSubject{Domain: e.Domain, Stage: e.Stage, Step: e.Step, Theme: e.Theme}
			if r.belongs(subject, about) && !yield(PromptSet{ID: e.ID, Title: e.Title.Text, Introduction: e.Introduction.Text, Subject: subject, Prompts: plain(e.Prompts)}) {
				return
			}
		}
	}
}

// belongs reports whether a set about one subject is among those about wanted.
func (r *Rubric) belongs(set, wanted PromptSubject) bool {
	if wanted == (PromptSubject{}) || set == wanted {
		return true
	}
	return slices.ContainsFunc(r.doc.Spectrum.Stages, func(s StageEntry) bool {
		return s.ID == wanted.Stage && slices.Contains(s.Steps, set.Step)
	})
}

// NamedList is a list of texts with a title.
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

// Resource is a work for further reading. URL and Description may be "".
type Resource struct {
	ID, Title, URL, Description string
}

// Resources yields the works that the rubric lists for further reading.
func (r *Rubric) Resources() iter.Seq[Resource] {
	return func(yield func(Resource) bool) {
		for _, e := range r.doc.Resources {
			if !yield(Resource{ID: e.ID, Title: e.Title.Text, URL: e.URL, Description: e.Description.Text}) {
				return
			}
		}
	}
}
