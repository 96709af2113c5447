package store

import (
	"context"
	"time"
)

// Upload is a file that a coordinator is importing.
type Upload struct {
	ID, AssessmentID, Name string
	Data                   []byte
}

// AddUpload keeps a file until it is imported or the time has come, and sets its ID. Each
// assessment has one at a time.
func (s *Store) AddUpload(ctx context.Context, u *Upload, now, expires time.Time) error {
	return s.update(ctx, func(tx *tx) error {
		if err := tx.exec(ctx, "DELETE FROM uploads WHERE assessment_id = ? OR expires < ?", u.AssessmentID, now.Unix()); err != nil {
			return err
		}
		u.ID = newID()
		return tx.exec(ctx, "INSERT INTO uploads (id, assessment_id, name, data, expires) VALUES (?, ?, ?, ?, ?)",
			u.ID, u.AssessmentID, u.Name, u.Data, expires.Unix())
	})
}

// Upload returns a file of an assessment.
func (s *Store) Upload(ctx context.Context, assessment, id string) (u Upload, err error) {
	err = s.find(ctx, "SELECT id, assessment_id, name, data FROM uploads WHERE assessment_id = ? AND id = ?",
		[]any{assessment, id}, &u.ID, &u.AssessmentID, &u.Name, &u.Data)
	return u, err
}

// DeleteUpload deletes a file.
func (s *Store) DeleteUpload(ctx context.Context, id string) error {
	err := s.exec(ctx, "DELETE FROM uploads WHERE id = ?", id)
	if err == nil {
		s.purge(ctx)
	}
	return err
}

// DeleteUploads deletes the files whose time has come.
func (s *Store) DeleteUploads(ctx context.Context, now time.Time) error {
	return s.exec(ctx, "DELETE FROM uploads WHERE expires < ?", now.Unix())
}
