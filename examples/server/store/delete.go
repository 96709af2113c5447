package store

import (
	"context"
	"time"
)

// DeleteAssessment deletes an assessment with everything that belongs to it, its part of the audit
// log too. One event without a name and without an assessment is left. As after [Store.DeleteRater],
// the SQLite file has nothing of it, in its unused pages neither.
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
	if err == nil {
		s.purge(ctx)
	}
	return err
}
