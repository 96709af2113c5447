package rubric

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/waymark-go/waymark/internal/source"
)

// Ref identifies an edition of a rubric. It is comparable. The zero value identifies
// nothing.
//
// As text a ref is id@edition, such as cei@2023.2; [ParseRef] reads that. In JSON it is
// an object with the keys id, edition and, if it is known, digest.
type Ref struct {
	// The rubric's id.
	ID string `json:"id" rule:"id"`
	// The edition, such as 2023.2.
	Edition string `json:"edition" rule:"edition"`
	// The digest of the edition's content: sha256: and 64 hexadecimal digits.
	Digest string `json:"digest,omitempty" rule:"digest"`
}

// ParseRef reads id@edition, as [Ref.String] writes it. The result has no digest.
func ParseRef(s string) (Ref, error) {
	if !source.Keeps("ref", s) {
		return Ref{}, fmt.Errorf("rubric reference %s: expected an id and an edition, such as cei@2023.2", source.Quote(s))
	}
	id, edition, _ := strings.Cut(s, "@")
	return Ref{ID: id, Edition: edition}, nil
}

// String returns id@edition, the form in which responses name their rubric. It returns
// the empty string for the zero Ref.
func (r Ref) String() string {
	if r == (Ref{}) {
		return ""
	}
	return r.ID + "@" + r.Edition
}

// Same reports whether r and s identify the same edition of the same rubric. Digests are
// compared only if both are known.
func (r Ref) Same(s Ref) bool {
	return r.ID == s.ID && r.Edition == s.Edition && (r.Digest == s.Digest || r.Digest == "" || s.Digest == "")
}

// MarshalText returns what [Ref.String] does, for flags, map keys and text formats. The
// digest is not part of it.
func (r Ref) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads id@edition. An empty text gives the zero Ref.
func (r *Ref) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*r = Ref{}
		return nil
	}
	parsed, err := ParseRef(string(text))
	if err != nil {
		return err
	}
	*r = parsed
	return nil
}

// refObject is a Ref without methods, which encoding/json writes as an object.
type refObject Ref

// MarshalJSON writes an object with the keys id, edition and, if it is known, digest.
func (r Ref) MarshalJSON() ([]byte, error) { return source.Marshal(refObject(r)) }

// UnmarshalJSON reads what [Ref.MarshalJSON] writes, or a string as [ParseRef] does.
func (r *Ref) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		var text string
		if err := json.Unmarshal(data, &text); err != nil {
			return fmt.Errorf("rubric reference: %w", err)
		}
		return r.UnmarshalText([]byte(text))
	}
	var object refObject
	if err := json.Unmarshal(data, &object); err != nil {
		return fmt.Errorf("rubric reference: %w", err)
	}
	*r = Ref(object)
	return nil
}

// The loaded types are not made by encoding/json: it takes any case of a key, the last
// of two equal keys and unknown keys, and knows no rule of a document.
var (
	errLoadRubric    = errors.New("a rubric cannot be unmarshaled; read it with rubric.Load")
	errLoadOverlay   = errors.New("an overlay cannot be unmarshaled; read it with rubric.LoadOverlay")
	errLoadCrosswalk = errors.New("a crosswalk cannot be unmarshaled; read it with rubric.LoadCrosswalk")
)

// UnmarshalJSON always returns an error: [Load] reads rubrics.
func (r *Rubric) UnmarshalJSON([]byte) error { return errLoadRubric }

// UnmarshalJSON always returns an error: [LoadOverlay] reads overlays.
func (o *Overlay) UnmarshalJSON([]byte) error { return errLoadOverlay }

// UnmarshalJSON always returns an error: [LoadCrosswalk] reads crosswalks, with their
// two editions.
func (x *Crosswalk) UnmarshalJSON([]byte) error { return errLoadCrosswalk }
