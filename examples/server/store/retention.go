package store

import (
	"context"
	"strings"
)

// KeepTallies replaces the raw answers of an assessment, files with such answers and personal links by
// tallies. It calls count for each rater, and then tallies, which returns documents by the id of the school
// and, after a slash, that of a group if the results are divided. No answer comes or goes in between.
func (s *Store) KeepTallies(ctx context.Context, assessment string, count func(*Rater) error, tallies func() (map[string][]byte, error)) error {
	err := s.update(ctx, func(tx *tx) error {
		deleted, err := tx.lock(ctx, assessment, alone)
		if err != nil {
			return err
		}
		if deleted {
			return ErrAnswersDeleted
		}
		if err := tx.eachRater(ctx, assessment, count); err != nil {
			return err
		}
		kept, err := tallies()
		if err != nil {
			return err
		}
		for leaf, tally := range kept {
			school, part, _ := strings.Cut(leaf, "/")
			if err := tx.exec(ctx, "INSERT INTO kept_parts (school_id, part, tally) VALUES (?, ?, ?)", school, part, tally); err != nil {
				return err
			}
		}
		for _, table := range []string{"raters", "uploads", "personal_links"} {
			if err := tx.exec(ctx, "DELETE FROM "+table+" WHERE assessment_id = ?", assessment); err != nil {
				return err
			}
		}
		return tx.execOne(ctx, "UPDATE assessments SET answers_deleted = 1 WHERE id = ?", assessment)
	})
	if err == nil {
		s.purge(ctx)
	}
	return err
}

// eachRater calls f for each rater of an assessment, whom nobody can change or delete from then on.
func (t *tx) eachRater(ctx context.Context, assessment string, f func(*Rater) error) error {
	rows, err := t.QueryContext(ctx, t.dialect.query(raterColumns+"WHERE assessment_id = ? ORDER BY id"+t.dialect.locking(alone)), assessment)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r Rater
		if err := rows.Scan(r.fields()...); err != nil {
			return err
		}
		if err := f(&r); err != nil {
			return err
		}
	}
	return rows.Err()
}

// KeptTallies returns the tallies that were kept when the raw answers were deleted.
func (s *Store) KeptTallies(ctx context.Context, assessment string) (map[string][]byte, error) {
	tallies := map[string][]byte{}
	err := s.each(ctx, "SELECT school_id, part, tally FROM kept_parts JOIN schools ON schools.id = school_id WHERE assessment_id = ?",
		[]any{assessment}, func(scan func(...any) error) error {
			var school, part string
			var tally []byte
			err := scan(&school, &part, &tally)
			if part != "" {
				school += "/" + part
			}
			tallies[school] = tally
			return err
		})
	return tallies, err
}

// ToDelete returns the assessments whose raw answers have to be deleted by a day.
func (s *Store) ToDelete(ctx context.Context, day string) (ids []string, err error) {
	err = s.each(ctx, "SELECT id FROM assessments WHERE answers_deleted = 0 AND delete_on <= ?", []any{day}, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}
