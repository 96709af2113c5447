package rubric

import "github.com/waymark-go/waymark/internal/source"

// MarshalJSON writes the entry with its extensions.
func (e EditionDocument) MarshalJSON() ([]byte, error) {
	type plain EditionDocument
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *EditionDocument) UnmarshalJSON(data []byte) error {
	type plain EditionDocument
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e TextSource) MarshalJSON() ([]byte, error) {
	type plain TextSource
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *TextSource) UnmarshalJSON(data []byte) error {
	type plain TextSource
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e ConstituencyEntry) MarshalJSON() ([]byte, error) {
	type plain ConstituencyEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *ConstituencyEntry) UnmarshalJSON(data []byte) error {
	type plain ConstituencyEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e BackgroundQuestionEntry) MarshalJSON() ([]byte, error) {
	type plain BackgroundQuestionEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *BackgroundQuestionEntry) UnmarshalJSON(data []byte) error {
	type plain BackgroundQuestionEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e BackgroundOptionEntry) MarshalJSON() ([]byte, error) {
	type plain BackgroundOptionEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *BackgroundOptionEntry) UnmarshalJSON(data []byte) error {
	type plain BackgroundOptionEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e SpectrumEntry) MarshalJSON() ([]byte, error) {
	type plain SpectrumEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *SpectrumEntry) UnmarshalJSON(data []byte) error {
	type plain SpectrumEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e StageEntry) MarshalJSON() ([]byte, error) {
	type plain StageEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *StageEntry) UnmarshalJSON(data []byte) error {
	type plain StageEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e ReferenceSpectrumEntry) MarshalJSON() ([]byte, error) {
	type plain ReferenceSpectrumEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *ReferenceSpectrumEntry) UnmarshalJSON(data []byte) error {
	type plain ReferenceSpectrumEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e ReferenceStepEntry) MarshalJSON() ([]byte, error) {
	type plain ReferenceStepEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *ReferenceStepEntry) UnmarshalJSON(data []byte) error {
	type plain ReferenceStepEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e StrandEntry) MarshalJSON() ([]byte, error) {
	type plain StrandEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *StrandEntry) UnmarshalJSON(data []byte) error {
	type plain StrandEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e DomainEntry) MarshalJSON() ([]byte, error) {
	type plain DomainEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *DomainEntry) UnmarshalJSON(data []byte) error {
	type plain DomainEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e CompetencyEntry) MarshalJSON() ([]byte, error) {
	type plain CompetencyEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *CompetencyEntry) UnmarshalJSON(data []byte) error {
	type plain CompetencyEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e PromptSetEntry) MarshalJSON() ([]byte, error) {
	type plain PromptSetEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *PromptSetEntry) UnmarshalJSON(data []byte) error {
	type plain PromptSetEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e NamedListEntry) MarshalJSON() ([]byte, error) {
	type plain NamedListEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *NamedListEntry) UnmarshalJSON(data []byte) error {
	type plain NamedListEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e ResourceEntry) MarshalJSON() ([]byte, error) {
	type plain ResourceEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *ResourceEntry) UnmarshalJSON(data []byte) error {
	type plain ResourceEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e OverlayDocument) MarshalJSON() ([]byte, error) {
	type plain OverlayDocument
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *OverlayDocument) UnmarshalJSON(data []byte) error {
	type plain OverlayDocument
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e OverlayEntry) MarshalJSON() ([]byte, error) {
	type plain OverlayEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *OverlayEntry) UnmarshalJSON(data []byte) error {
	type plain OverlayEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e CrosswalkDocument) MarshalJSON() ([]byte, error) {
	type plain CrosswalkDocument
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *CrosswalkDocument) UnmarshalJSON(data []byte) error {
	type plain CrosswalkDocument
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e CrosswalkEntry) MarshalJSON() ([]byte, error) {
	type plain CrosswalkEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *CrosswalkEntry) UnmarshalJSON(data []byte) error {
	type plain CrosswalkEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e LinkEntry) MarshalJSON() ([]byte, error) {
	type plain LinkEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *LinkEntry) UnmarshalJSON(data []byte) error {
	type plain LinkEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}

// MarshalJSON writes the entry with its extensions.
func (e ReferenceEntry) MarshalJSON() ([]byte, error) {
	type plain ReferenceEntry
	return source.MarshalExtended(plain(e), string(e.Extensions))
}

// UnmarshalJSON reads the entry with its extensions. Unlike the loaders it accepts unknown keys.
func (e *ReferenceEntry) UnmarshalJSON(data []byte) error {
	type plain ReferenceEntry
	return source.UnmarshalExtended(data, (*plain)(e), &e.Extensions)
}
