package store

import (
	"context"
	"database/sql"
)

// Assessment is a wave of answers to a rubric.
type Assessment struct {
	ID                  string
	Title, Organization string
	Rubric              []byte     // the rubric/1 document
	Languages           []Language // in the order in which raters choose
	MinGroup            int        // of the policy: 1 for the internal one
	Notes               bool       // raters may write notes
	Opens, Closes       string     // days, YYYY-MM-DD; raters answer on both
	DeleteOn            string     // the day when raw answers are deleted
	AnswersDeleted      bool
	Split               string   // the id of the background question that divides the results, or ""
	Schools             []School // one or more; an organization without schools is its own
}

// Language is a language of an assessment.
type Language struct {
	Tag     string
	Overlay []byte // the overlay/1 document, nil for the language of the rubric
}

// School is a part of the organization.
type School struct {
	ID, Title string
	Invited   map[string]uint64 // how many people, by constituency, as far as it is known
}

// AddAssessment adds an assessment of a coordinator and sets the ids.
func (s *Store) AddAssessment(ctx context.Context, a *Assessment, coordinator string) error {
	return s.update(ctx, func(tx *tx) error {
		a.ID = newID()
		err := tx.exec(ctx, `INSERT INTO assessments (id, title, organization, rubric, min_group, notes, opens, closes, delete_on, answers_deleted)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`, a.ID, a.Title, a.Organization, a.Rubric, a.MinGroup, number(a.Notes), a.Opens, a.Closes, a.DeleteOn)
		if err != nil {
			return err
		}
		for i, l := range a.Languages {
			if err := tx.exec(ctx, "INSERT INTO languages (assessment_id, position, language, overlay) VALUES (?, ?, ?, ?)", a.ID, i, l.Tag, l.Overlay); err != nil {
				return err
			}
		}
		for i := range a.Schools {
			school := &a.Schools[i]
			school.ID = newID()
			if err := tx.exec(ctx, "INSERT INTO schools (id, assessment_id, position, title) VALUES (?, ?, ?, ?)", school.ID, a.ID, i, school.Title); err != nil {
				return err
			}
			if err := setInvited(ctx, tx, school); err != nil {
				return err
			}
		}
		return setMember(ctx, tx, a.ID, coordinator, Coordinator)
	})
}

func setInvited(ctx context.Context, tx *tx, school *School) error {
	if err := tx.exec(ctx, "DELETE FROM invited WHERE school_id = ?", school.ID); err != nil {
		return err
	}
	for constituency, people := range school.Invited {
		if err := tx.exec(ctx, "INSERT INTO invited (school_id, constituency, people) VALUES (?, ?, ?)", school.ID, constituency, int64(people)); err != nil {
			return err
		}
	}
	return nil
}

// UpdateAssessment changes the title, the days, whether notes are asked for, how many people are
// invited, and what divides the results: this only until something is published or the raw answers
// are deleted. The rest is fixed once people answer.
func (s *Store) UpdateAssessment(ctx context.Context, a *Assessment) error {
	return s.update(ctx, func(tx *tx) error {
		err := tx.execOne(ctx, "UPDATE assessments SET title = ?, notes = ?, opens = ?, closes = ?, delete_on = ? WHERE id = ?",
			a.Title, number(a.Notes), a.Opens, a.Closes, a.DeleteOn, a.ID)
		if err != nil {
			return err
		}
		err = tx.exec(ctx, `UPDATE assessments SET split = ? WHERE id = ? AND answers_deleted = 0
			AND NOT EXISTS (SELECT 1 FROM publications WHERE assessment_id = ?)`, a.Split, a.ID, a.ID)
		if err != nil {
			return err
		}
		for i := range a.Schools {
			if err := setInvited(ctx, tx, &a.Schools[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

const assessmentColumns = "SELECT id, title, organization, min_group, notes, opens, closes, delete_on, answers_deleted, split FROM assessments "

func (a *Assessment) fields() []any {
	return []any{&a.ID, &a.Title, &a.Organization, &a.MinGroup, flag{&a.Notes}, &a.Opens, &a.Closes, &a.DeleteOn, flag{&a.AnswersDeleted}, &a.Split}
}

// Assessment returns an assessment without its documents, which Documents reads: they are large
// and never change.
func (s *Store) Assessment(ctx context.Context, id string) (*Assessment, error) {
	a := new(Assessment)
	if err := s.find(ctx, assessmentColumns+"WHERE id = ?", []any{id}, a.fields()...); err != nil {
		return nil, err
	}
	err := s.each(ctx, "SELECT language FROM languages WHERE assessment_id = ? ORDER BY position", []any{id}, func(scan func(...any) error) error {
		var l Language
		err := scan(&l.Tag)
		a.Languages = append(a.Languages, l)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = s.each(ctx, `SELECT schools.id, title, constituency, people FROM schools LEFT JOIN invited ON school_id = schools.id
		WHERE assessment_id = ? ORDER BY position`, []any{id}, func(scan func(...any) error) error {
		school := School{Invited: map[string]uint64{}}
		var constituency sql.NullString
		var people sql.NullInt64
		if err := scan(&school.ID, &school.Title, &constituency, &people); err != nil {
			return err
		}
		if n := len(a.Schools); n == 0 || a.Schools[n-1].ID != school.ID {
			a.Schools = append(a.Schools, school)
		}
		if constituency.Valid {
			a.Schools[len(a.Schools)-1].Invited[constituency.String] = uint64(people.Int64)
		}
		return nil
	})
	return a, err
}

// Documents reads the rubric and the overlays of an assessment.
func (s *Store) Documents(ctx context.Context, a *Assessment) error {
	if err := s.find(ctx, "SELECT rubric FROM assessments WHERE id = ?", []any{a.ID}, &a.Rubric); err != nil {
		return err
	}
	i := 0
	return s.each(ctx, "SELECT overlay FROM languages WHERE assessment_id = ? ORDER BY position", []any{a.ID}, func(scan func(...any) error) error {
		err := scan(&a.Languages[i].Overlay)
		i++
		return err
	})
}

// AssessmentsOf returns the assessments that a user is a member of, the newest first, without
// schools and languages.
func (s *Store) AssessmentsOf(ctx context.Context, user string) (all []*Assessment, err error) {
	err = s.each(ctx, assessmentColumns+"WHERE id IN (SELECT assessment_id FROM members WHERE user_id = ?) ORDER BY opens DESC, title",
		[]any{user}, func(scan func(...any) error) error {
			a := new(Assessment)
			all = append(all, a)
			return scan(a.fields()...)
		})
	return all, err
}

// Link is a link of a group of raters: a constituency of a school.
type Link struct {
	ID, AssessmentID, SchoolID, Constituency string
	Created, Withdrawn                       string // days; Withdrawn is "" if it is not
}

const linkColumns = "SELECT id, assessment_id, school_id, constituency, created, withdrawn FROM links "

func (l *Link) fields() []any {
	return []any{&l.ID, &l.AssessmentID, &l.SchoolID, &l.Constituency, &l.Created, &l.Withdrawn}
}

// AddLinks adds links by the hashes of their tokens and sets their ids.
func (s *Store) AddLinks(ctx context.Context, links []Link, tokens [][]byte) error {
	return s.update(ctx, func(tx *tx) error {
		for i := range links {
			l := &links[i]
			l.ID = newID()
			if err := tx.exec(ctx, "INSERT INTO links (id, assessment_id, school_id, constituency, token, created, withdrawn) VALUES (?, ?, ?, ?, ?, ?, '')",
				l.ID, l.AssessmentID, l.SchoolID, l.Constituency, tokens[i], l.Created); err != nil {
				return err
			}
		}
		return nil
	})
}

// Links returns the links of an assessment.
func (s *Store) Links(ctx context.Context, assessment string) (links []Link, err error) {
	err = s.each(ctx, linkColumns+"WHERE assessment_id = ? ORDER BY created, id", []any{assessment}, func(scan func(...any) error) error {
		var l Link
		err := scan(l.fields()...)
		links = append(links, l)
		return err
	})
	return links, err
}

// LinkByToken returns the link with the hash of a token, a withdrawn one too.
func (s *Store) LinkByToken(ctx context.Context, token []byte) (l Link, err error) {
	return l, s.find(ctx, linkColumns+"WHERE token = ?", []any{token}, l.fields()...)
}

// WithdrawLink withdraws a link of an assessment.
func (s *Store) WithdrawLink(ctx context.Context, assessment, link, day string) error {
	return s.update(ctx, func(tx *tx) error {
		return tx.execOne(ctx, "UPDATE links SET withdrawn = ? WHERE id = ? AND assessment_id = ? AND withdrawn = ''", day, link, assessment)
	})
}
