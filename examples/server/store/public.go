package store

import "context"

// PublicPage is a page that everybody who has its address can read.
type PublicPage struct {
	AssessmentID string
	Name         string // in the address
	Listed       bool   // search engines may list it
	Number       int    // of the publication that it shows
}

const publicColumns = "SELECT assessment_id, name, listed, number FROM public_pages "

func (p *PublicPage) fields() []any {
	return []any{&p.AssessmentID, &p.Name, flag{&p.Listed}, &p.Number}
}

// SetPublicPage makes or replaces the public page of an assessment. If another assessment has the
// name, the error is ErrNameTaken.
func (s *Store) SetPublicPage(ctx context.Context, p PublicPage) error {
	return s.update(ctx, func(tx *tx) error {
		var n int
		err := tx.row(ctx, "SELECT COUNT(*) FROM public_pages WHERE name = ? AND assessment_id <> ?", p.Name, p.AssessmentID).Scan(&n)
		if err != nil {
			return err
		}
		if n > 0 {
			return ErrNameTaken
		}
		return tx.exec(ctx, `INSERT INTO public_pages (assessment_id, name, listed, number) VALUES (?, ?, ?, ?)
			ON CONFLICT (assessment_id) DO UPDATE SET name = excluded.name, listed = excluded.listed, number = excluded.number`,
			p.AssessmentID, p.Name, number(p.Listed), p.Number)
	})
}

// DeletePublicPage takes the public page of an assessment away.
func (s *Store) DeletePublicPage(ctx context.Context, assessment string) error {
	return s.exec(ctx, "DELETE FROM public_pages WHERE assessment_id = ?", assessment)
}

// PublicPage returns the public page of an assessment.
func (s *Store) PublicPage(ctx context.Context, assessment string) (p PublicPage, err error) {
	return p, s.find(ctx, publicColumns+"WHERE assessment_id = ?", []any{assessment}, p.fields()...)
}

// PublicPageByName returns the public page of a name.
func (s *Store) PublicPageByName(ctx context.Context, name string) (p PublicPage, err error) {
	return p, s.find(ctx, publicColumns+"WHERE name = ?", []any{name}, p.fields()...)
}
