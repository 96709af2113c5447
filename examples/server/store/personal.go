package store

import (
	"context"
	"errors"
)

// Group is a constituency of a school of an assessment.
type Group struct{ AssessmentID, SchoolID, Constituency string }

// ErrLimit is the error of personal links when an assessment has too many of them.
var ErrLimit = errors.New("too many")

// MaxPersonalLinks is how many unused personal links an assessment can have.
const MaxPersonalLinks = 50_000

// AddPersonalLinks adds links of a group that can be used once, by the hashes of their tokens.
func (s *Store) AddPersonalLinks(ctx context.Context, g Group, tokens [][]byte) error {
	return s.update(ctx, func(tx *tx) error {
		var n int
		if err := tx.row(ctx, "SELECT COUNT(*) FROM personal_links WHERE assessment_id = ?", g.AssessmentID).Scan(&n); err != nil {
			return err
		}
		if n+len(tokens) > MaxPersonalLinks {
			return ErrLimit
		}
		for _, token := range tokens {
			err := tx.exec(ctx, "INSERT INTO personal_links (token, assessment_id, school_id, constituency) VALUES (?, ?, ?, ?)",
				token, g.AssessmentID, g.SchoolID, g.Constituency)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// PersonalLink returns the group of an unused personal link.
func (s *Store) PersonalLink(ctx context.Context, token []byte) (g Group, err error) {
	return g, s.find(ctx, "SELECT assessment_id, school_id, constituency FROM personal_links WHERE token = ?",
		[]any{token}, &g.AssessmentID, &g.SchoolID, &g.Constituency)
}

// UsePersonalLink adds a rater, as AddRater does, and deletes the link. If it was used before, the
// error is ErrNotFound.
//
// The log of SQLite would tell which link became which rater, so it is emptied.
func (s *Store) UsePersonalLink(ctx context.Context, token []byte, r *Rater, code []byte) error {
	err := s.update(ctx, func(tx *tx) error {
		if err := tx.execOne(ctx, "DELETE FROM personal_links WHERE token = ?", token); err != nil {
			return err
		}
		return addRater(ctx, tx, r, code)
	})
	if err == nil {
		s.purge(ctx)
	}
	return err
}

// WithdrawPersonalLinks deletes the unused personal links of a group.
func (s *Store) WithdrawPersonalLinks(ctx context.Context, g Group) error {
	return s.exec(ctx, "DELETE FROM personal_links WHERE assessment_id = ? AND school_id = ? AND constituency = ?", g.AssessmentID, g.SchoolID, g.Constituency)
}
