package store

import (
	"context"
	"errors"
	"time"
)

// DeleteAssessment deletes an assessment with everything that belongs to it, its part of the audit
// log too. One event without a name and without an assessment is left.
//
// The SQLite file is written anew, so that neither unused pages nor the log have anything of it.
func (s *Store) DeleteAssessment(ctx context.Context, assessment string, now time.Time, action string) error {
	err := s.update(ctx, func(tx *tx) error {
		// All other tables refer to the assessment.
		if err := tx.execOne(ctx, "DELETE FROM assessments WHERE id = ?", assessment); err != nil {
			return err
		}
		if err := tx.exec(ctx, "DELETE FROM audit WHERE assessment_id = ?", assessment); err != nil {
			return err
		}
		return logEvent(ctx, tx, now, Event{Action: action})
	})
	if err != nil || s.file == "" {
		return err
	}
	return s.rewrite(ctx)
}

// ErrLeftovers is the error of a deletion after which the file can still have bytes of what was
// deleted. [Store.Forget] overwrites them later.
var ErrLeftovers = errors.New("deleted, but the file could not be written anew")

// rewrite writes the SQLite file anew and empties its log.
func (s *Store) rewrite(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx) // the rows are gone, and nobody would do this again
	if err := errors.Join(s.exec(ctx, "VACUUM"), s.Forget(ctx)); err != nil {
		return errors.Join(ErrLeftovers, err)
	}
	return nil
}
