package rubric

import (
	"encoding/json"

	"github.com/waymark-go/waymark/internal/source"
)

// Format is the first key's value in a rubric document.
const Format = "rubric/1"

// EditionDocument is a rubric in its editable form, with a field for each key of a rubric
// file. Fill one in and pass it to [New], or read a file with [Load]. The package
// documentation describes all keys.
//
// The zero value of an optional field means that the key is absent.
type EditionDocument struct {
	// Says what the document is.
	Format string `json:"format" enum:"rubric/1"`
	// The rubric's id, the same in all editions.
	ID string `json:"id" rule:"id"`
	// The edition, such as 2023.2. A released edition never changes.
	Edition string `json:"edition" rule:"edition"`
	// What the rubric is called.
	Title TextEntry `json:"title" rule:"title"`
	// The language of the texts, as a BCP 47 tag such as en or es-MX.
	Language string `json:"language" rule:"language"`
	// The direction of the script: ltr, which is the default, or rtl.
	Direction string `json:"direction,omitzero" enum:"ltr,rtl"`
	// The calendar day on which the data was last changed, YYYY-MM-DD.
	Date string `json:"date,omitzero" rule:"date"`
	// Who owns the wording, and why it may be reproduced.
	Notice TextEntry `json:"notice,omitzero" rule:"text"`
	// How to cite the rubric.
	Citation TextEntry `json:"citation,omitzero" rule:"text"`
	// What the rubric means by its subject.
	Definition TextEntry `json:"definition,omitzero" rule:"text"`
	// Remarks on this edition.
	Notes []TextEntry `json:"notes,omitempty" rule:"text"`
	// The documents that texts were transcribed from. If there are any, every text has one.
	Sources []TextSource `json:"sources,omitempty"`
	// The id of the source of all texts that name no other.
	Source string `json:"source,omitzero" rule:"id"`
	// The parts of the community that raters speak from.
	Constituencies []ConstituencyEntry `json:"constituencies,omitempty" items:"0-50"`
	// Closed questions about the rater, such as the grade, that results can be grouped by.
	Background []BackgroundQuestionEntry `json:"background,omitempty" items:"0-5"`
	// The ordered stages that competencies are rated on.
	Spectrum SpectrumEntry `json:"spectrum"`
	// A second spectrum whose steps correspond to the stages.
	ReferenceSpectrum *ReferenceSpectrumEntry `json:"reference_spectrum,omitempty"`
	// Named groups of domains. A domain belongs to at most one strand.
	Strands []StrandEntry `json:"strands,omitempty"`
	// The chapters of the rubric, in printed order.
	Domains []DomainEntry `json:"domains" items:"1-1000"`
	// Sets of reflection questions that belong to a domain, a stage, a step or a theme.
	PromptSets []PromptSetEntry `json:"prompt_sets,omitempty"`
	// Named lists of texts.
	Lists []NamedListEntry `json:"lists,omitempty"`
	// What to read further.
	Resources []ResourceEntry `json:"resources,omitempty"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// TextEntry is a text in a document, with the id of the source that it was transcribed
// from. An empty Source means the source of the surrounding object. A document has a plain
// string for a text without any other field.
type TextEntry struct {
	// The wording, character by character as the source has it.
	Text string `json:"text" shorthand:"true" rule:"text"`
	// The id of the source, if it differs from that of the surroundings.
	Source string `json:"source,omitzero" rule:"id"`
	// The language of the text as a BCP 47 tag, if it differs from that of the document.
	Language string `json:"language,omitzero" rule:"language"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// MarshalJSON writes a text without any other field as a plain string.
func (t TextEntry) MarshalJSON() ([]byte, error) {
	if t == (TextEntry{Text: t.Text}) {
		return source.Marshal(t.Text)
	}
	type plain TextEntry
	return source.MarshalExtended(plain(t), string(t.Extensions))
}

// UnmarshalJSON reads what [TextEntry.MarshalJSON] writes. Unlike [Load] it accepts
// unknown keys.
func (t *TextEntry) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		*t = TextEntry{}
		return json.Unmarshal(data, &t.Text)
	}
	type plain TextEntry
	return source.UnmarshalExtended(data, (*plain)(t), &t.Extensions)
}

// TextSource is a document that texts were transcribed from.
type TextSource struct {
	// The id that texts name the source by.
	ID string `json:"id" rule:"id"`
	// What the source is called.
	Title string `json:"title" rule:"title"`
	// Who published the source.
	Publisher string `json:"publisher,omitzero" rule:"title"`
	// The web address of the source.
	URL string `json:"url,omitzero" rule:"url"`
	// The name of the plain-text copy that the transcription can be checked against.
	File string `json:"file,omitzero" rule:"name"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// ConstituencyEntry is, in a document, a part of the community that raters speak from.
type ConstituencyEntry struct {
	// The id that responses name the constituency by.
	ID string `json:"id" rule:"id"`
	// What its people are called, a plural such as Families.
	Title TextEntry `json:"title" rule:"title"`
	// The id of the source of the title.
	Source string `json:"source,omitzero" rule:"id"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// SpectrumEntry is, in a document, the ordered set of stages that competencies are
// rated on.
type SpectrumEntry struct {
	// The id of the spectrum.
	ID string `json:"id" rule:"id"`
	// What the spectrum is called.
	Title TextEntry `json:"title,omitzero" rule:"title"`
	// The id of the source of the texts of the spectrum.
	Source string `json:"source,omitzero" rule:"id"`
	// The stages, lowest first.
	Stages []StageEntry `json:"stages" items:"2-16"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// StageEntry is, in a document, a stage of the spectrum.
type StageEntry struct {
	// The id that responses name the stage by.
	ID string `json:"id" rule:"id" except:"not-answered,not-applicable,dont-know,declined"`
	// What the stage is called.
	Title TextEntry `json:"title" rule:"title"`
	// The id of the source of the texts of the stage.
	Source string `json:"source,omitzero" rule:"id"`
	// What the stage looks like.
	Summary TextEntry `json:"summary,omitzero" rule:"text"`
	// What the stage tells the community, in short phrases.
	Messages []TextEntry `json:"messages,omitempty" rule:"text"`
	// The ids of the steps of the reference spectrum that correspond to the stage.
	Steps []string `json:"steps,omitempty" rule:"id"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// ReferenceSpectrumEntry is, in a document, a second spectrum whose steps correspond to
// the stages.
type ReferenceSpectrumEntry struct {
	// The id of the reference spectrum.
	ID string `json:"id" rule:"id"`
	// What the reference spectrum is called.
	Title TextEntry `json:"title" rule:"title"`
	// The id of the source of its texts.
	Source string `json:"source,omitzero" rule:"id"`
	// Why the stages correspond to the steps.
	Alignment TextEntry `json:"alignment,omitzero" rule:"text"`
	// The steps, lowest first.
	Steps []ReferenceStepEntry `json:"steps" items:"2-100"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// ReferenceStepEntry is, in a document, a step of the reference spectrum.
type ReferenceStepEntry struct {
	// The id of the step.
	ID string `json:"id" rule:"id"`
	// What the step is called.
	Title TextEntry `json:"title" rule:"title"`
	// The id of the source of the texts of the step.
	Source string `json:"source,omitzero" rule:"id"`
	// What comes before the questions.
	Introduction TextEntry `json:"introduction,omitzero" rule:"text"`
	// Questions to reflect on at the step.
	Prompts []TextEntry `json:"prompts,omitempty" rule:"text"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// StrandEntry is, in a document, a named group of domains.
type StrandEntry struct {
	// The id of the strand.
	ID string `json:"id" rule:"id"`
	// What the strand is called.
	Title TextEntry `json:"title" rule:"title"`
	// The id of the source of the texts of the strand.
	Source string `json:"source,omitzero" rule:"id"`
	// What the domains of the strand have in common.
	Introduction TextEntry `json:"introduction,omitzero" rule:"text"`
	// The ids of the domains of the strand.
	Domains []string `json:"domains" rule:"id" items:"1-1000" unique:"true"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// DomainEntry is, in a document, a chapter of the rubric with the competencies that
// are rated in it.
type DomainEntry struct {
	// The id of the domain.
	ID string `json:"id" rule:"id"`
	// The printed number, such as 1.
	Code string `json:"code,omitzero" rule:"code"`
	// The id of the source of the texts of the domain and its competencies.
	Source string `json:"source,omitzero" rule:"id"`
	// What the domain is called.
	Title TextEntry `json:"title" rule:"title"`
	// What the domain is about.
	Summary TextEntry `json:"summary,omitzero" rule:"text"`
	// The belief that the domain is founded on.
	Belief TextEntry `json:"belief,omitzero" rule:"text"`
	// What good work in the domain leads to.
	Impact TextEntry `json:"impact,omitzero" rule:"text"`
	// Questions to reflect on.
	Prompts []TextEntry `json:"prompts,omitempty" rule:"text"`
	// What helps to understand, rate or improve it, for raters and teams.
	Guidance []TextEntry `json:"guidance,omitempty" rule:"text"`
	// Where to read more about it.
	Links []LinkEntry `json:"links,omitempty"`
	// What it corresponds to in other frameworks, such as a standard or state priorities.
	References []ReferenceEntry `json:"references,omitempty"`
	// What is rated in the domain, in printed order.
	Competencies []CompetencyEntry `json:"competencies" items:"1-1000"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// CompetencyEntry is, in a document, something that is rated.
type CompetencyEntry struct {
	// The id that responses name the competency by.
	ID string `json:"id" rule:"id"`
	// The printed number, such as 1.1.
	Code string `json:"code,omitzero" rule:"code"`
	// The id of the source of the texts of the competency.
	Source string `json:"source,omitzero" rule:"id"`
	// The ids of the constituencies that are asked it. If the key is absent, everyone is asked.
	Asked []string `json:"asked,omitempty" rule:"id" items:"1-50" unique:"true"`
	// What the competency is called.
	Title TextEntry `json:"title" rule:"title"`
	// What the competency is about.
	Summary TextEntry `json:"summary,omitzero" rule:"text"`
	// What the people of a constituency read in place of the title when they are asked, by the id of the constituency.
	Wordings map[string]TextEntry `json:"wordings,omitempty" keys:"id" rule:"title"`
	// The maturity level that the competency belongs to, 1 for the lowest.
	Level int `json:"level,omitzero" range:"1,100"`
	// What the competency looks like at a stage, by the id of the stage.
	Descriptors map[string]TextEntry `json:"descriptors,omitempty" keys:"id" rule:"text"`
	// What helps to understand, rate or improve it, for raters and teams.
	Guidance []TextEntry `json:"guidance,omitempty" rule:"text"`
	// Where to read more about it.
	Links []LinkEntry `json:"links,omitempty"`
	// What it corresponds to in other frameworks, such as a standard or state priorities.
	References []ReferenceEntry `json:"references,omitempty"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// LinkEntry is, in a document, a link to a page, file or mail address.
type LinkEntry struct {
	// What the link leads to.
	Title TextEntry `json:"title" rule:"title"`
	// The address, which begins with https, http or mailto.
	URL string `json:"url" rule:"link"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// ReferenceEntry is, in a document, a part of another framework that a domain or competency
// corresponds to.
type ReferenceEntry struct {
	// The name of the framework, such as NIST CSF 2.0, the same wherever it is meant.
	Framework string `json:"framework" rule:"name"`
	// What the framework calls the part, such as GV.OC-01.
	ID string `json:"id" rule:"name"`
	// How the domain or competency relates to the part. It is the same, nearly the same, or
	// the part is broader, narrower or only related.
	Relation string `json:"relation,omitzero" enum:"exact,close,broader,narrower,related"`
	// What the framework's part is called.
	Title TextEntry `json:"title,omitzero" rule:"title"`
	// The web address of the part.
	URL string `json:"url,omitzero" rule:"url"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// PromptSetEntry is, in a document, a set of reflection questions. It belongs to
// exactly one of a domain, a stage, a step of the reference spectrum, each by its
// id, or a theme, which is a word that the rubric chooses.
type PromptSetEntry struct {
	// The id of the prompt set.
	ID string `json:"id" rule:"id"`
	// What the prompt set is called.
	Title TextEntry `json:"title" rule:"title"`
	// The id of the source of the texts of the prompt set.
	Source string `json:"source,omitzero" rule:"id"`
	// The id of the domain that the questions belong to.
	Domain string `json:"domain,omitzero" rule:"id" oneof:"true"`
	// The id of the stage that the questions belong to.
	Stage string `json:"stage,omitzero" rule:"id" oneof:"true"`
	// The id of the step of the reference spectrum that the questions belong to.
	Step string `json:"step,omitzero" rule:"id" oneof:"true"`
	// The theme that the questions belong to, a word that the rubric chooses.
	Theme string `json:"theme,omitzero" rule:"id" oneof:"true"`
	// What comes before the questions.
	Introduction TextEntry `json:"introduction,omitzero" rule:"text"`
	// The questions.
	Prompts []TextEntry `json:"prompts" rule:"text" items:"1-1000"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// NamedListEntry is, in a document, a named list of texts.
type NamedListEntry struct {
	// The id of the list.
	ID string `json:"id" rule:"id"`
	// What the list is called.
	Title TextEntry `json:"title" rule:"title"`
	// The id of the source of the texts of the list.
	Source string `json:"source,omitzero" rule:"id"`
	// The texts of the list, in order.
	Items []TextEntry `json:"items" rule:"text" items:"1-1000"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}

// ResourceEntry is, in a document, something to read further.
type ResourceEntry struct {
	// The id of the resource.
	ID string `json:"id" rule:"id"`
	// What the resource is called.
	Title TextEntry `json:"title" rule:"title"`
	// The id of the source of its texts.
	Source string `json:"source,omitzero" rule:"id"`
	// Where to find the resource.
	URL string `json:"url,omitzero" rule:"url"`
	// What the resource offers.
	Description TextEntry `json:"description,omitzero" rule:"text"`
	// Keys of anyone's own that begin with x-, as a JSON object.
	Extensions Extensions `json:"-" extensions:"true"`
}
