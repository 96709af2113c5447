package rubric

import "errors"

// Equal reports whether c and d are the same competency: whether they have the same id
// and belong to the same edition, in any translation. Two nil pointers are equal.
func (c *Competency) Equal(d *Competency) bool {
	if c == nil || d == nil || c.rubric == nil || d.rubric == nil {
		return c == d
	}
	return c == d || c.ID() == d.ID() && c.rubric.ref == d.rubric.ref
}

// Equal reports whether d and e are the same domain: whether they have the same id and
// belong to the same edition, in any translation. Two nil pointers are equal.
func (d *Domain) Equal(e *Domain) bool {
	if d == nil || e == nil || d.rubric == nil || e.rubric == nil {
		return d == e
	}
	return d.ID() == e.ID() && d.rubric.ref == e.rubric.ref
}

// Equal reports whether s and t are the same strand: whether they have the same id and
// belong to the same edition, in any translation. Two nil pointers are equal.
func (s *Strand) Equal(t *Strand) bool {
	if s == nil || t == nil || s.rubric == nil || t.rubric == nil {
		return s == t
	}
	return s.ID() == t.ID() && s.rubric.ref == t.rubric.ref
}

// Equal reports whether c and d have the same id. A translation of a rubric has the same
// constituencies with other titles, so that == is false for them.
func (c Constituency) Equal(d Constituency) bool { return c.ID == d.ID }

// MarshalText returns the competency's id.
func (c *Competency) MarshalText() ([]byte, error) { return []byte(c.ID()), nil }

// UnmarshalText always returns an error: an id does not tell the rubric. Read the id as a
// string and call [Rubric.Competency].
func (c *Competency) UnmarshalText([]byte) error { return errFindCompetency }

// MarshalText returns the domain's id.
func (d *Domain) MarshalText() ([]byte, error) { return []byte(d.ID()), nil }

// UnmarshalText always returns an error: an id does not tell the rubric. Read the id as a
// string and call [Rubric.Domain].
func (d *Domain) UnmarshalText([]byte) error { return errFindDomain }

// MarshalText returns the strand's id.
func (s *Strand) MarshalText() ([]byte, error) { return []byte(s.ID()), nil }

// UnmarshalText always returns an error: an id does not tell the rubric. Read the id as a
// string and call [Rubric.Strand].
func (s *Strand) UnmarshalText([]byte) error { return errFindStrand }

var (
	errFindCompetency = errors.New("a competency cannot be unmarshaled, because an id does not tell the rubric; read a string and call Rubric.Competency")
	errFindDomain     = errors.New("a domain cannot be unmarshaled, because an id does not tell the rubric; read a string and call Rubric.Domain")
	errFindStrand     = errors.New("a strand cannot be unmarshaled, because an id does not tell the rubric; read a string and call Rubric.Strand")
)
