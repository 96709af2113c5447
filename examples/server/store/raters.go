package store

import (
	"context"
	"slices"
)

// Rater is somebody who answers, without a name.
type Rater struct {
	ID, AssessmentID, SchoolID, Constituency string
	ResponseID                               string // in the response
	Language                                 string
	Finished                                 bool
	Response                                 []byte // the response/1 document, a draft unless Finished
}

const raterColumns = "SELECT id, assessment_id, school_id, constituency, response_id, language, finished, response FROM raters "

func (r *Rater) fields() []any {
	return []any{&r.ID, &r.AssessmentID, &r.SchoolID, &r.Constituency, &r.ResponseID, &r.Language, flag{&r.Finished}, &r.Response}
}

// NewRaterID returns an id for a rater and for the rater's response.
func NewRaterID() string { return newID() }

// AddRater adds a rater, who has an ID, by the hash of the personal code. Code is nil for an
// imported response.
func (s *Store) AddRater(ctx context.Context, r *Rater, code []byte) error {
	return s.update(ctx, func(tx *tx) error { return addRater(ctx, tx, r, code) })
}

func addRater(ctx context.Context, tx *tx, r *Rater, code []byte) error {
	deleted, err := tx.lock(ctx, r.AssessmentID, together)
	if err != nil {
		return err
	}
	if deleted {
		return ErrAnswersDeleted
	}
	return tx.exec(ctx, "INSERT INTO raters (id, assessment_id, school_id, constituency, code, response_id, language, finished, response) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		r.ID, r.AssessmentID, r.SchoolID, r.Constituency, code, r.ResponseID, r.Language, number(r.Finished), r.Response)
}

// AddRaters adds imported responses, all or none, and sets the ids of the raters. If the
// assessment has a response with the ResponseID of one of them already, or two of them have the
// same, that id is returned with ErrConflict.
func (s *Store) AddRaters(ctx context.Context, raters []Rater) (conflict string, err error) {
	err = s.update(ctx, func(tx *tx) error {
		for i := range raters {
			r := &raters[i]
			r.ID = newID()
			var n int
			err := tx.row(ctx, "SELECT COUNT(*) FROM raters WHERE assessment_id = ? AND response_id = ?", r.AssessmentID, r.ResponseID).Scan(&n)
			if err != nil {
				return err
			}
			if n > 0 {
				conflict = r.ResponseID
				return ErrConflict
			}
			if err := addRater(ctx, tx, r, nil); err != nil {
				return err
			}
		}
		return nil
	})
	return conflict, err
}

// DeleteResponse deletes the response with an id of an assessment.
func (s *Store) DeleteResponse(ctx context.Context, assessment, response string) error {
	err := s.update(ctx, func(tx *tx) error {
		return tx.execOne(ctx, "DELETE FROM raters WHERE assessment_id = ? AND response_id = ?", assessment, response)
	})
	if err == nil {
		s.purge(ctx)
	}
	return err
}

// RaterByCode returns the rater with the hash of a personal code.
func (s *Store) RaterByCode(ctx context.Context, code []byte) (r Rater, err error) {
	return r, s.find(ctx, raterColumns+"WHERE code = ?", []any{code}, r.fields()...)
}

// ChangeRater reads a rater, lets f change the language, the response and whether it is
// finished, and writes the result. No other change comes between.
func (s *Store) ChangeRater(ctx context.Context, id string, f func(*Rater) error) error {
	return s.update(ctx, func(tx *tx) error {
		var r Rater
		if err := tx.row(ctx, raterColumns+"WHERE id = ?"+s.dialect.locking(alone), id).Scan(r.fields()...); err != nil {
			return err
		}
		if err := f(&r); err != nil {
			return err
		}
		return tx.execOne(ctx, "UPDATE raters SET language = ?, finished = ?, response = ? WHERE id = ?", r.Language, number(r.Finished), r.Response, id)
	})
}

// DeleteRater deletes a rater and all answers.
func (s *Store) DeleteRater(ctx context.Context, assessment, id string) error {
	err := s.update(ctx, func(tx *tx) error {
		return tx.execOne(ctx, "DELETE FROM raters WHERE id = ? AND assessment_id = ?", id, assessment)
	})
	if err == nil {
		s.purge(ctx)
	}
	return err
}

// Forget moves the log of SQLite into the file, so that deleted rows are in neither. While another
// request reads, a part of the log may have to stay: call it again later.
func (s *Store) Forget(ctx context.Context) error {
	if s.file == "" {
		return nil
	}
	return s.exec(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
}

// purge calls Forget after a change. The change is done, so it is not an error if purge fails, as
// on a full disk: who deletes what is due calls Forget again.
func (s *Store) purge(ctx context.Context) { _ = s.Forget(context.WithoutCancel(ctx)) }

// EachRater calls f for each rater of an assessment, in an order that tells nothing.
func (s *Store) EachRater(ctx context.Context, assessment string, f func(*Rater) error) error {
	return s.each(ctx, raterColumns+"WHERE assessment_id = ? ORDER BY id", []any{assessment}, func(scan func(...any) error) error {
		var r Rater
		if err := scan(r.fields()...); err != nil {
			return err
		}
		return f(&r)
	})
}

// GroupCount is how many raters of a group began and how many of them finished.
type GroupCount struct {
	SchoolID, Constituency string
	Finished, Begun        uint64
}

// CountRaters counts the raters of an assessment by group. The counts are exact: show
// them through package survey only.
func (s *Store) CountRaters(ctx context.Context, assessment string) (counts []GroupCount, err error) {
	err = s.each(ctx, `SELECT school_id, constituency, SUM(finished), COUNT(*) FROM raters
		WHERE assessment_id = ? GROUP BY school_id, constituency`, []any{assessment}, func(scan func(...any) error) error {
		var c GroupCount
		err := scan(&c.SchoolID, &c.Constituency, &c.Finished, &c.Begun)
		counts = append(counts, c)
		return err
	})
	return counts, err
}

// RaiseShown stores the numbers that are about to be shown of groups of an assessment, as round as they
// are shown, and returns for each group the largest numbers that were ever stored. Groups that
// have none are missing.
func (s *Store) RaiseShown(ctx context.Context, assessment string, counts []GroupCount) ([]GroupCount, error) {
	shown, err := s.shown(ctx, assessment)
	if err != nil {
		return nil, err
	}
	rises := func(c GroupCount) bool {
		return !slices.ContainsFunc(shown, func(d GroupCount) bool {
			return d.SchoolID == c.SchoolID && d.Constituency == c.Constituency && d.Finished >= c.Finished && d.Begun >= c.Begun
		})
	}
	if !slices.ContainsFunc(counts, rises) {
		return shown, nil // which is what most calls find, so they write nothing
	}
	err = s.update(ctx, func(tx *tx) error {
		for _, c := range counts {
			if !rises(c) {
				continue
			}
			// Another request may have stored more since.
			err := tx.exec(ctx, `INSERT INTO shown_counts (school_id, constituency, finished, begun) VALUES (?, ?, ?, ?)
				ON CONFLICT (school_id, constituency) DO UPDATE SET
				finished = CASE WHEN excluded.finished > shown_counts.finished THEN excluded.finished ELSE shown_counts.finished END,
				begun = CASE WHEN excluded.begun > shown_counts.begun THEN excluded.begun ELSE shown_counts.begun END`,
				c.SchoolID, c.Constituency, int64(c.Finished), int64(c.Begun))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, assessment)
}

func (s *Store) shown(ctx context.Context, assessment string) (counts []GroupCount, err error) {
	err = s.each(ctx, `SELECT school_id, constituency, finished, begun FROM shown_counts JOIN schools ON schools.id = school_id
		WHERE assessment_id = ? ORDER BY school_id, constituency`, []any{assessment}, func(scan func(...any) error) error {
		var c GroupCount
		err := scan(&c.SchoolID, &c.Constituency, &c.Finished, &c.Begun)
		counts = append(counts, c)
		return err
	})
	return counts, err
}
