package store

import (
	"context"
	"time"
)

// Publication is what was published of an assessment at one time.
type Publication struct {
	ID, AssessmentID string
	Number           int // from 1
	Day              string
	Nodes            []Node
}

// Node is a part of a publication: a school, or all of them together.
type Node struct {
	SchoolID string // "" for all schools together; after a slash, the group
	Summary  []byte // the summary/1 document
}

// AddPublication adds the next publication of an assessment and sets its ID. Number must be the
// next one, otherwise somebody else has published and the error is ErrConflict.
func (s *Store) AddPublication(ctx context.Context, p *Publication) error {
	return s.update(ctx, func(tx *tx) error {
		if _, err := tx.lock(ctx, p.AssessmentID, alone); err != nil {
			return err
		}
		var last int
		if err := tx.row(ctx, "SELECT COALESCE(MAX(number), 0) FROM publications WHERE assessment_id = ?", p.AssessmentID).Scan(&last); err != nil {
			return err
		}
		if p.Number != last+1 {
			return ErrConflict
		}
		p.ID = newID()
		if err := tx.exec(ctx, "INSERT INTO publications (id, assessment_id, number, day) VALUES (?, ?, ?, ?)", p.ID, p.AssessmentID, p.Number, p.Day); err != nil {
			return err
		}
		for _, n := range p.Nodes {
			if err := tx.exec(ctx, "INSERT INTO nodes (publication_id, school_id, summary) VALUES (?, ?, ?)", p.ID, n.SchoolID, n.Summary); err != nil {
				return err
			}
		}
		return nil
	})
}

// Publications returns what was published of an assessment, the first first, without nodes.
func (s *Store) Publications(ctx context.Context, assessment string) (all []Publication, err error) {
	err = s.each(ctx, "SELECT id, assessment_id, number, day FROM publications WHERE assessment_id = ? ORDER BY number", []any{assessment}, func(scan func(...any) error) error {
		var p Publication
		err := scan(&p.ID, &p.AssessmentID, &p.Number, &p.Day)
		all = append(all, p)
		return err
	})
	return all, err
}

// Nodes returns the parts of a publication.
func (s *Store) Nodes(ctx context.Context, publication string) (nodes []Node, err error) {
	err = s.each(ctx, "SELECT school_id, summary FROM nodes WHERE publication_id = ? ORDER BY school_id", []any{publication}, func(scan func(...any) error) error {
		var n Node
		err := scan(&n.SchoolID, &n.Summary)
		nodes = append(nodes, n)
		return err
	})
	return nodes, err
}

// Summary returns the summary document of a node of a publication of an assessment.
func (s *Store) Summary(ctx context.Context, assessment string, number int, school string) (summary []byte, err error) {
	err = s.find(ctx, `SELECT summary FROM nodes JOIN publications ON publications.id = publication_id
		WHERE assessment_id = ? AND number = ? AND school_id = ?`, []any{assessment, number, school}, &summary)
	return summary, err
}

// Baseline is a published summary of an earlier wave.
type Baseline struct {
	Edition string // such as cei@2023.1
	Summary []byte
}

// SetBaseline sets what the results of a school, or of all, are compared with.
func (s *Store) SetBaseline(ctx context.Context, assessment, school string, b Baseline) error {
	return s.exec(ctx, `INSERT INTO baselines (assessment_id, school_id, edition, summary) VALUES (?, ?, ?, ?)
		ON CONFLICT (assessment_id, school_id) DO UPDATE SET edition = excluded.edition, summary = excluded.summary`, assessment, school, b.Edition, b.Summary)
}

// DeleteBaseline removes what the results of a school are compared with.
func (s *Store) DeleteBaseline(ctx context.Context, assessment, school string) error {
	return s.exec(ctx, "DELETE FROM baselines WHERE assessment_id = ? AND school_id = ?", assessment, school)
}

// Baseline returns what the results of a school, or of all, are compared with.
func (s *Store) Baseline(ctx context.Context, assessment, school string) (b Baseline, err error) {
	err = s.find(ctx, "SELECT edition, summary FROM baselines WHERE assessment_id = ? AND school_id = ?", []any{assessment, school}, &b.Edition, &b.Summary)
	return b, err
}

// Kind is a kind of document that people write together.
type Kind string

// The kinds.
const (
	Consensus Kind = "consensus" // what the team of a school agrees on
	Comments  Kind = "comments"  // the notes of raters, in review
)

// Document returns a document of a school, or of all for "", and its version.
func (s *Store) Document(ctx context.Context, assessment, school string, kind Kind) (document []byte, version int, err error) {
	err = s.find(ctx, "SELECT document, version FROM documents WHERE assessment_id = ? AND school_id = ? AND kind = ?",
		[]any{assessment, school, string(kind)}, &document, &version)
	return document, version, err
}

// Reviewed returns the assessments whose notes are in review.
func (s *Store) Reviewed(ctx context.Context) (ids []string, err error) {
	err = s.each(ctx, "SELECT assessment_id FROM documents WHERE kind = ?", []any{string(Comments)}, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

// SetDocument replaces version (0 for none) of a document, or returns ErrConflict.
func (s *Store) SetDocument(ctx context.Context, assessment, school string, kind Kind, document []byte, version int) error {
	return s.update(ctx, func(tx *tx) error {
		if version == 0 {
			var n int
			err := tx.row(ctx, "SELECT COUNT(*) FROM documents WHERE assessment_id = ? AND school_id = ? AND kind = ?", assessment, school, string(kind)).Scan(&n)
			if err != nil {
				return err
			}
			if n > 0 {
				return ErrConflict
			}
			return tx.exec(ctx, "INSERT INTO documents (assessment_id, school_id, kind, version, document) VALUES (?, ?, ?, 1, ?)",
				assessment, school, string(kind), document)
		}
		err := tx.execOne(ctx, "UPDATE documents SET version = version + 1, document = ? WHERE assessment_id = ? AND school_id = ? AND kind = ? AND version = ?",
			document, assessment, school, string(kind), version)
		if err == ErrNotFound {
			return ErrConflict
		}
		return err
	})
}

// Event is an entry of the audit log. Events are about those who sign in, never about a rater.
type Event struct {
	At           string // the minute, UTC
	Who          string // a user's name, or ""
	AssessmentID string
	Action       string // a key of the words file
	Detail       string
}

// Log adds an event.
func (s *Store) Log(ctx context.Context, now time.Time, e Event) error {
	return s.update(ctx, func(tx *tx) error { return logEvent(ctx, tx, now, e) })
}

func logEvent(ctx context.Context, tx *tx, now time.Time, e Event) error {
	return tx.exec(ctx, "INSERT INTO audit (id, at, who, assessment_id, action, detail) VALUES (?, ?, ?, ?, ?, ?)",
		newID(), now.UTC().Format("2006-01-02 15:04"), e.Who, e.AssessmentID, e.Action, e.Detail)
}

// Events returns the newest events of an assessment.
func (s *Store) Events(ctx context.Context, assessment string) ([]Event, error) {
	return s.events(ctx, "assessment_id = ?", assessment)
}

// AccountEvents returns the newest events that a user caused outside of assessments.
func (s *Store) AccountEvents(ctx context.Context, name string) ([]Event, error) {
	return s.events(ctx, "assessment_id = '' AND who = ?", name)
}

// ServerEvents returns the newest events outside of assessments: of accounts, and of assessments
// that are deleted.
func (s *Store) ServerEvents(ctx context.Context) ([]Event, error) {
	return s.events(ctx, "assessment_id = ?", "")
}

func (s *Store) events(ctx context.Context, where, arg string) (events []Event, err error) {
	err = s.each(ctx, "SELECT at, who, assessment_id, action, detail FROM audit WHERE "+where+" ORDER BY at DESC, id LIMIT 500",
		[]any{arg}, func(scan func(...any) error) error {
			var e Event
			err := scan(&e.At, &e.Who, &e.AssessmentID, &e.Action, &e.Detail)
			events = append(events, e)
			return err
		})
	return events, err
}
