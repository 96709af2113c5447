package store

import (
	"context"
	"errors"
	"time"
)

// User is somebody who signs in.
type User struct {
	ID, Name  string
	Password  string // as package web hashes it
	MayCreate bool   // may create assessments
}

// Role is what a user may do in an assessment.
type Role string

// The roles.
const (
	Coordinator Role = "coordinator" // everything
	Team        Role = "team"        // see what is published, record what the team agrees on
)

// Invitation lets somebody make an account, once.
type Invitation struct {
	Assessment string // the id of what the account is a member of, or ""
	Role       Role
	Expires    time.Time
}

// ErrNameTaken is the error of a user whose name another one has.
var ErrNameTaken = errors.New("the name is taken")

// Users returns how many users there are.
func (s *Store) Users(ctx context.Context) (n int, err error) {
	return n, s.find(ctx, "SELECT COUNT(*) FROM users", nil, &n)
}

// UserByName returns the user of a name.
func (s *Store) UserByName(ctx context.Context, name string) (u User, err error) {
	err = s.find(ctx, "SELECT id, name, password, may_create FROM users WHERE name = ?", []any{name}, &u.ID, &u.Name, &u.Password, flag{&u.MayCreate})
	return u, err
}

// AddUser adds a user and sets the id.
func (s *Store) AddUser(ctx context.Context, u *User) error {
	return s.update(ctx, func(tx *tx) error { return addUser(ctx, tx, u) })
}

func addUser(ctx context.Context, tx *tx, u *User) error {
	var n int
	if err := tx.row(ctx, "SELECT COUNT(*) FROM users WHERE name = ?", u.Name).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return ErrNameTaken
	}
	u.ID = newID()
	return tx.exec(ctx, "INSERT INTO users (id, name, password, may_create) VALUES (?, ?, ?, ?)", u.ID, u.Name, u.Password, number(u.MayCreate))
}

// SetPassword replaces the password of a user and ends the user's sessions.
func (s *Store) SetPassword(ctx context.Context, name, password string) error {
	return s.update(ctx, func(tx *tx) error {
		if err := tx.execOne(ctx, "UPDATE users SET password = ? WHERE name = ?", password, name); err != nil {
			return err
		}
		return tx.exec(ctx, "DELETE FROM sessions WHERE user_id = (SELECT id FROM users WHERE name = ?)", name)
	})
}

// AddSession keeps a session of a user, by the hash of its token, and forgets expired ones.
func (s *Store) AddSession(ctx context.Context, token []byte, user string, now, expires time.Time) error {
	return s.update(ctx, func(tx *tx) error {
		if err := tx.exec(ctx, "DELETE FROM sessions WHERE expires < ?", now.Unix()); err != nil {
			return err
		}
		return tx.exec(ctx, "INSERT INTO sessions (token, user_id, expires) VALUES (?, ?, ?)", token, user, expires.Unix())
	})
}

// SessionUser returns the user of a session that has not expired.
func (s *Store) SessionUser(ctx context.Context, token []byte, now time.Time) (u User, err error) {
	err = s.find(ctx, `SELECT users.id, name, password, may_create FROM sessions JOIN users ON users.id = user_id
		WHERE token = ? AND expires >= ?`, []any{token, now.Unix()}, &u.ID, &u.Name, &u.Password, flag{&u.MayCreate})
	return u, err
}

// EndSession forgets a session.
func (s *Store) EndSession(ctx context.Context, token []byte) error {
	return s.exec(ctx, "DELETE FROM sessions WHERE token = ?", token)
}

// Invite keeps an invitation by the hash of its token. It replaces the other invitations
// that are for no assessment, because these are for the first user alone.
func (s *Store) Invite(ctx context.Context, token []byte, i Invitation) error {
	return s.update(ctx, func(tx *tx) error {
		if i.Assessment == "" {
			if err := tx.exec(ctx, "DELETE FROM invitations WHERE assessment_id IS NULL"); err != nil {
				return err
			}
		}
		return tx.exec(ctx, "INSERT INTO invitations (token, assessment_id, role, expires) VALUES (?, ?, ?, ?)",
			token, null(i.Assessment), string(i.Role), i.Expires.Unix())
	})
}

// Invitation returns the invitation of a token.
func (s *Store) Invitation(ctx context.Context, token []byte, now time.Time) (i Invitation, err error) {
	err = s.find(ctx, "SELECT COALESCE(assessment_id, ''), role FROM invitations WHERE token = ? AND expires >= ?",
		[]any{token, now.Unix()}, &i.Assessment, &i.Role)
	return i, err
}

// Accept adds the user who was invited, or makes an existing user (one with an ID) a member, and
// uses the invitation up. Nobody may do less after it than before.
func (s *Store) Accept(ctx context.Context, token []byte, now time.Time, u *User) error {
	return s.update(ctx, func(tx *tx) error {
		var i Invitation
		err := tx.row(ctx, "SELECT COALESCE(assessment_id, ''), role FROM invitations WHERE token = ? AND expires >= ?", token, now.Unix()).
			Scan(&i.Assessment, &i.Role)
		if err != nil {
			return err
		}
		// Another request may be using it. Only one of them deletes it.
		if err := tx.execOne(ctx, "DELETE FROM invitations WHERE token = ?", token); err != nil {
			return err
		}
		mayCreate := i.Role == Coordinator
		if u.ID == "" {
			u.MayCreate = mayCreate
			err = addUser(ctx, tx, u)
		} else if mayCreate {
			err = tx.execOne(ctx, "UPDATE users SET may_create = 1 WHERE id = ?", u.ID)
		}
		if err != nil || i.Assessment == "" {
			return err
		}
		return setMember(ctx, tx, i.Assessment, u.ID, i.Role)
	})
}

// setMember makes a user a member. A coordinator stays one.
func setMember(ctx context.Context, tx *tx, assessment, user string, role Role) error {
	return tx.exec(ctx, `INSERT INTO members (assessment_id, user_id, role) VALUES (?, ?, ?)
		ON CONFLICT (assessment_id, user_id) DO UPDATE SET role = excluded.role WHERE members.role <> ?`, assessment, user, string(role), string(Coordinator))
}

// Member is a user's role in an assessment.
type Member struct {
	UserID, Name string
	Role         Role
}

// Members returns the members of an assessment by name.
func (s *Store) Members(ctx context.Context, assessment string) (members []Member, err error) {
	err = s.each(ctx, "SELECT users.id, name, role FROM members JOIN users ON users.id = user_id WHERE assessment_id = ? ORDER BY name",
		[]any{assessment}, func(scan func(...any) error) error {
			var m Member
			err := scan(&m.UserID, &m.Name, &m.Role)
			members = append(members, m)
			return err
		})
	return members, err
}

// RoleOf returns the role of a user in an assessment, or ErrNotFound.
func (s *Store) RoleOf(ctx context.Context, assessment, user string) (role Role, err error) {
	err = s.find(ctx, "SELECT role FROM members WHERE assessment_id = ? AND user_id = ?", []any{assessment, user}, &role)
	return role, err
}

// RemoveMember takes a user out of an assessment, and ends all invitations to it that nobody has used:
// the user may have one. The last coordinator stays.
func (s *Store) RemoveMember(ctx context.Context, assessment, user string) error {
	return s.update(ctx, func(tx *tx) error {
		if _, err := tx.lock(ctx, assessment, alone); err != nil {
			return err
		}
		var others int
		err := tx.row(ctx, "SELECT COUNT(*) FROM members WHERE assessment_id = ? AND role = ? AND user_id <> ?",
			assessment, string(Coordinator), user).Scan(&others)
		if err != nil {
			return err
		}
		if others == 0 {
			return ErrConflict
		}
		if err := tx.exec(ctx, "DELETE FROM invitations WHERE assessment_id = ?", assessment); err != nil {
			return err
		}
		return tx.execOne(ctx, "DELETE FROM members WHERE assessment_id = ? AND user_id = ?", assessment, user)
	})
}

// flag scans a number into a bool, which SQLite has no type for.
type flag struct{ to *bool }

// Scan implements [sql.Scanner].
func (f flag) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return errors.New("a flag is not a number")
	}
	*f.to = n != 0
	return nil
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

func null(s string) any {
	if s == "" {
		return nil
	}
	return s
}
