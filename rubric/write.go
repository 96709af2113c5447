package rubric

import (
	"errors"
	"fmt"
	"io"

	"github.com/waymark-go/waymark/internal/source"
)

// MarshalJSON writes the rubric as a rubric/1 document in canonical form: the keys
// in the order of [EditionDocument], without those at their default. Loading it gives an
// equal rubric with the same digest. A localized rubric loads as an original rubric in its
// language, with another digest.
func (r *Rubric) MarshalJSON() ([]byte, error) { return source.Marshal(&r.doc) }

// WriteYAML writes the same document as [Rubric.MarshalJSON], as YAML in block style. It
// returns an error if writing fails or w is nil.
func (r *Rubric) WriteYAML(w io.Writer) error {
	if w == nil {
		return errors.New("rubric.Rubric.WriteYAML: w is nil")
	}
	data, err := source.Marshal(&r.doc)
	if err != nil {
		return fmt.Errorf("write rubric: %w", err)
	}
	root, problems := source.Parse("rubric.json", data, source.Limits{Bytes: len(data), Nodes: len(data), Depth: len(data)})
	if err := problems.Err(); err != nil {
		return fmt.Errorf("write rubric: %w", err)
	}
	return source.WriteYAML(w, root)
}

// Document returns a copy of the rubric in its editable form.
func (r *Rubric) Document() EditionDocument { return r.doc.clone() }

// clone returns a copy of the document of a rubric.
func (d *EditionDocument) clone() EditionDocument {
	var c EditionDocument
	data, _ := source.Marshal(d) // a loaded document has no problems
	root, _ := source.Parse("rubric.json", data, source.Limits{Bytes: len(data), Nodes: len(data), Depth: len(data)})
	_, _ = source.Decode(root, &c)
	return c
}

// MarshalJSON writes the overlay as an overlay/1 document that [LoadOverlay] reads.
func (o *Overlay) MarshalJSON() ([]byte, error) { return source.Marshal(&o.doc) }

// MarshalJSON writes the crosswalk as a crosswalk/1 document that [LoadCrosswalk] reads.
func (x *Crosswalk) MarshalJSON() ([]byte, error) { return source.Marshal(&x.doc) }
