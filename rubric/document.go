package rubric

import (
	"github.com/waymark-go/waymark/internal/source"
)

// Format is the first key's value in a rubric document.
const Format = "rubric/1"

// Document is a rubric in its editable form: what a rubric file says, key by key.
// Fill one in and hand it to [New], or read a file with [Load]. The reference of
// all keys is in the package documentation.
//
// The zero value of an optional field means that the key is absent.
type Document struct {
	Format            string                  `json:"format" enum:"rubric/1"`
	ID                string                  `json:"id" rule:"id"`
	Edition           string                  `json:"edition" rule:"edition"`
	Title             Text                    `json:"title" rule:"title"`
	Language          string                  `json:"language" rule:"language"`
	Direction         string                  `json:"direction,omitzero" enum:"ltr,rtl"`
	Date              string                  `json:"date,omitzero" rule:"date"`
	Notice            Text                    `json:"notice,omitzero" rule:"text"`
	Citation          Text                    `json:"citation,omitzero" rule:"text"`
	Definition        Text                    `json:"definition,omitzero" rule:"text"`
	Notes             []Text                  `json:"notes,omitempty" rule:"text"`
	Sources           []Source                `json:"sources,omitempty"`
	Source            string                  `json:"source,omitzero" rule:"id"`
	Constituencies    []ConstituencyEntry     `json:"constituencies,omitempty" items:"0-50"`
	Spectrum          SpectrumEntry           `json:"spectrum"`
	ReferenceSpectrum *ReferenceSpectrumEntry `json:"reference_spectrum,omitempty"`
	Strands           []StrandEntry           `json:"strands,omitempty"`
	Domains           []DomainEntry           `json:"domains" items:"1-1000"`
	PromptSets        []PromptSetEntry        `json:"prompt_sets,omitempty"`
	Lists             []ListEntry             `json:"lists,omitempty"`
	Resources         []ResourceEntry         `json:"resources,omitempty"`
}

// Text is a wording and the id of the source that it was transcribed from. An
// empty Source means the source that holds for the surroundings. In a document a
// text without a source of its own is a plain string.
type Text struct {
	Text   string `json:"text" shorthand:"true" rule:"text"`
	Source string `json:"source,omitzero" rule:"id"`
}

// MarshalJSON writes a text without a source of its own as a plain string.
func (t Text) MarshalJSON() ([]byte, error) {
	if t.Source == "" {
		return source.Marshal(t.Text)
	}
	type plain Text
	return source.Marshal(plain(t))
}

// Source is a document that wording was transcribed from. File is the name of its
// plain-text copy, where one is kept for checking the transcription.
type Source struct {
	ID        string `json:"id" rule:"id"`
	Title     string `json:"title" rule:"title"`
	Publisher string `json:"publisher,omitzero" rule:"title"`
	URL       string `json:"url,omitzero" rule:"url"`
	File      string `json:"file,omitzero" rule:"name"`
}

// ConstituencyEntry is a constituency in a document.
type ConstituencyEntry struct {
	ID     string `json:"id" rule:"id"`
	Title  Text   `json:"title" rule:"title"`
	Source string `json:"source,omitzero" rule:"id"`
}

// SpectrumEntry is the spectrum in a document. Title may be empty.
type SpectrumEntry struct {
	ID     string       `json:"id" rule:"id"`
	Title  Text         `json:"title,omitzero" rule:"title"`
	Source string       `json:"source,omitzero" rule:"id"`
	Stages []StageEntry `json:"stages" items:"2-16"` // lowest first
}

// StageEntry is a stage in a document. Messages are what the stage tells the
// community, short phrases; Summary describes the stage; Steps are the ids of the steps of the reference spectrum that the
// stage lines up with.
type StageEntry struct {
	ID       string   `json:"id" rule:"id"`
	Title    Text     `json:"title" rule:"title"`
	Source   string   `json:"source,omitzero" rule:"id"`
	Summary  Text     `json:"summary,omitzero" rule:"text"`
	Messages []Text   `json:"messages,omitempty" rule:"text"`
	Steps    []string `json:"steps,omitempty" rule:"id"`
}

// ReferenceSpectrumEntry is, in a document, a second spectrum that the stages are
// lined up with. Alignment says on what the lining up rests.
type ReferenceSpectrumEntry struct {
	ID        string      `json:"id" rule:"id"`
	Title     Text        `json:"title" rule:"title"`
	Source    string      `json:"source,omitzero" rule:"id"`
	Alignment Text        `json:"alignment,omitzero" rule:"text"`
	Steps     []StepEntry `json:"steps" items:"2-100"` // lowest first
}

// StepEntry is a step of the reference spectrum in a document.
type StepEntry struct {
	ID           string `json:"id" rule:"id"`
	Title        Text   `json:"title" rule:"title"`
	Source       string `json:"source,omitzero" rule:"id"`
	Introduction Text   `json:"introduction,omitzero" rule:"text"`
	Prompts      []Text `json:"prompts,omitempty" rule:"text"`
}

// StrandEntry is a strand in a document. Domains are ids.
type StrandEntry struct {
	ID           string   `json:"id" rule:"id"`
	Title        Text     `json:"title" rule:"title"`
	Source       string   `json:"source,omitzero" rule:"id"`
	Introduction Text     `json:"introduction,omitzero" rule:"text"`
	Domains      []string `json:"domains" rule:"id" items:"1-1000"`
}

// DomainEntry is a domain in a document.
type DomainEntry struct {
	ID           string            `json:"id" rule:"id"`
	Code         string            `json:"code,omitzero" rule:"code"`
	Source       string            `json:"source,omitzero" rule:"id"`
	Title        Text              `json:"title" rule:"title"`
	Summary      Text              `json:"summary,omitzero" rule:"text"`
	Belief       Text              `json:"belief,omitzero" rule:"text"`
	Impact       Text              `json:"impact,omitzero" rule:"text"`
	Prompts      []Text            `json:"prompts,omitempty" rule:"text"`
	Competencies []CompetencyEntry `json:"competencies" items:"1-1000"`
}

// CompetencyEntry is a competency in a document. Descriptors are by stage id.
type CompetencyEntry struct {
	ID          string          `json:"id" rule:"id"`
	Code        string          `json:"code,omitzero" rule:"code"`
	Source      string          `json:"source,omitzero" rule:"id"`
	Title       Text            `json:"title" rule:"title"`
	Summary     Text            `json:"summary,omitzero" rule:"text"`
	Descriptors map[string]Text `json:"descriptors,omitempty" keys:"id" rule:"text"`
}

// PromptSetEntry is a set of reflection questions in a document. It belongs to
// exactly one of a domain, a stage, a step of the reference spectrum, each by its
// id, or a theme, which is a word of the rubric's own.
type PromptSetEntry struct {
	ID           string `json:"id" rule:"id"`
	Title        Text   `json:"title" rule:"title"`
	Source       string `json:"source,omitzero" rule:"id"`
	Domain       string `json:"domain,omitzero" rule:"id"`
	Stage        string `json:"stage,omitzero" rule:"id"`
	Step         string `json:"step,omitzero" rule:"id"`
	Theme        string `json:"theme,omitzero" rule:"id"`
	Introduction Text   `json:"introduction,omitzero" rule:"text"`
	Prompts      []Text `json:"prompts" rule:"text" items:"1-1000"`
}

// ListEntry is a named list of texts in a document.
type ListEntry struct {
	ID     string `json:"id" rule:"id"`
	Title  Text   `json:"title" rule:"title"`
	Source string `json:"source,omitzero" rule:"id"`
	Items  []Text `json:"items" rule:"text" items:"1-1000"`
}

// ResourceEntry is, in a document, something to read further.
type ResourceEntry struct {
	ID          string `json:"id" rule:"id"`
	Title       Text   `json:"title" rule:"title"`
	Source      string `json:"source,omitzero" rule:"id"`
	URL         string `json:"url,omitzero" rule:"url"`
	Description Text   `json:"description,omitzero" rule:"text"`
}
