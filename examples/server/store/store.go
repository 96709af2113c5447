// Package store keeps assessments, links, answers and what was published, in a SQLite file or
// a PostgreSQL database. It knows documents as bytes only and decides nothing about them.
//
// Passwords, links, personal codes and sessions are stored as hashes. Tables about raters have
// no times, and no order that shows who came first.
package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"encoding/base32"
	"errors"
	"fmt"
	"math"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib"
	sqlite3 "modernc.org/sqlite"

	"github.com/waymark-go/waymark/rubric/problem"
)

// ErrNotFound is the error of a read that finds no row.
var ErrNotFound = errors.New("not found")

// ErrConflict is the error of a change that somebody else was faster than.
var ErrConflict = errors.New("changed by somebody else")

// ErrAnswersDeleted is the error of an answer to an assessment whose raw answers are deleted.
var ErrAnswersDeleted = errors.New("the answers are deleted")

// IsUnavailable reports whether an error is that of a database that cannot be written to at the moment:
// a disk is full, or another program keeps the file locked.
func IsUnavailable(err error) bool {
	var lite *sqlite3.Error
	if errors.As(err, &lite) {
		const busy, ioerr, full = 5, 10, 13 // the primary result codes of SQLite
		switch lite.Code() & 0xff {
		case busy, ioerr, full:
			return true
		}
	}
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (strings.HasPrefix(pg.Code, "53") || strings.HasPrefix(pg.Code, "57")) // resources, shutting down
}

// Store is a database. It is safe for concurrent use.
type Store struct {
	dialect     dialect
	write, read *sql.DB // the same for PostgreSQL
	file        string  // of SQLite
}

// dialect is what differs between the databases.
type dialect struct {
	name     string
	numbered bool // whether parameters are $1, $2 instead of ?
	types    *strings.Replacer
}

func sqlite() dialect {
	return dialect{name: "sqlite", types: strings.NewReplacer("{{blob}}", "BLOB", "{{unordered}}", "WITHOUT ROWID")}
}

func postgres() dialect {
	return dialect{name: "postgres", numbered: true, types: strings.NewReplacer("{{blob}}", "BYTEA", "{{unordered}}", "")}
}

// query writes the parameters of a query as the database wants them. Queries have no question
// marks other than parameters.
func (d dialect) query(q string) string {
	if !d.numbered {
		return q
	}
	var b strings.Builder
	n := 0
	for _, c := range q {
		if c == '?' {
			n++
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(n))
			continue
		}
		b.WriteRune(c)
	}
	return b.String()
}

// IsURL reports whether the name of a database is the URL of a PostgreSQL database.
func IsURL(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// Open opens a database, a file or a PostgreSQL URL, creates it if it does not exist, and
// applies the migrations that it lacks.
//
// A SQLite file is in WAL mode, and a commit returns when the data is on disk. Deleted rows are
// overwritten.
func Open(ctx context.Context, name string) (*Store, error) {
	s, err := open(name)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", problem.FileName(label(name)), err)
	}
	if err := s.migrate(ctx, math.MaxInt); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", problem.FileName(label(name)), err), s.Close())
	}
	return s, nil
}

// label is the name of a database without a password.
func label(name string) string {
	if !IsURL(name) {
		return name
	}
	u, err := url.Parse(name)
	if err != nil {
		return "the PostgreSQL database"
	}
	return u.Redacted()
}

func open(name string) (*Store, error) {
	if IsURL(name) {
		db, err := sql.Open("pgx", name)
		if err != nil {
			return nil, err
		}
		db.SetMaxOpenConns(20)
		return &Store{dialect: postgres(), write: db, read: db}, nil
	}
	// The file must not be readable by other users of the machine, whatever the umask says.
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	// Writers queue for the one connection instead of failing with SQLITE_BUSY.
	write, err := sql.Open("sqlite", dsn(name, "&_txlock=immediate"))
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite", dsn(name, "&_pragma=query_only(1)"))
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	read.SetMaxOpenConns(8)
	return &Store{dialect: sqlite(), write: write, read: read, file: name}, nil
}

func dsn(file, more string) string {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath()}
	return u.String() + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
		"&_pragma=foreign_keys(1)&_pragma=secure_delete(1)" + more
}

// Close closes the database.
func (s *Store) Close() error {
	if s.read == s.write {
		return s.write.Close()
	}
	return errors.Join(s.read.Close(), s.write.Close())
}

// Ping writes as much as a long page of answers to the database, and returns an error if that cannot
// be done. It may take as long as another program keeps a SQLite file locked, ten seconds at most.
func (s *Store) Ping(ctx context.Context) error {
	filler := make([]byte, 64<<10)
	rand.Read(filler) // SQLite does not write pages again that stay the same
	return s.exec(ctx, "UPDATE health SET filler = ?", filler)
}

//go:embed migrations/*.sql
var migrations embed.FS

// migrate applies the migrations that the database lacks, each in a transaction, until it has the
// first ones of a number.
func (s *Store) migrate(ctx context.Context, number int) error {
	if _, err := s.write.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY)"); err != nil {
		return err
	}
	files, err := migrations.ReadDir("migrations")
	if err != nil {
		return err
	}
	var done int
	if err := s.write.QueryRowContext(ctx, "SELECT COALESCE(MAX(number), 0) FROM migrations").Scan(&done); err != nil {
		return err
	}
	if done > len(files) {
		return fmt.Errorf("the database is of a later version: it has %d migrations, this program knows %d", done, len(files))
	}
	for i, f := range files[done:max(done, min(number, len(files)))] {
		text, err := migrations.ReadFile("migrations/" + f.Name())
		if err != nil {
			return err
		}
		err = s.update(ctx, func(tx *tx) error {
			if _, err := tx.ExecContext(ctx, s.dialect.types.Replace(string(text))); err != nil {
				return err
			}
			return tx.exec(ctx, "INSERT INTO migrations (number) VALUES (?)", done+i+1)
		})
		if err != nil {
			return fmt.Errorf("migration %s: %w", f.Name(), err)
		}
	}
	return nil
}

// tx is a transaction.
type tx struct {
	*sql.Tx
	dialect dialect
}

func (t *tx) exec(ctx context.Context, query string, args ...any) error {
	_, err := t.ExecContext(ctx, t.dialect.query(query), args...)
	return err
}

// execOne is exec for a statement that must change a row.
func (t *tx) execOne(ctx context.Context, query string, args ...any) error {
	result, err := t.ExecContext(ctx, t.dialect.query(query), args...)
	if err != nil {
		return err
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		return ErrNotFound
	}
	return err
}

func (t *tx) row(ctx context.Context, query string, args ...any) *sql.Row {
	return t.QueryRowContext(ctx, t.dialect.query(query), args...)
}

// The ways to lock rows.
const (
	alone    = " FOR UPDATE"
	together = " FOR SHARE" // with others that lock them together
)

// locking returns the end of a query that locks what it reads until the end of the transaction. SQLite has
// one writer at a time and needs none.
func (d dialect) locking(how string) string {
	if d.name == "sqlite" {
		return ""
	}
	return how
}

// lock makes transactions that lock the same assessment wait for each other, and reports whether
// its raw answers are deleted.
func (t *tx) lock(ctx context.Context, assessment, how string) (answersDeleted bool, err error) {
	err = t.row(ctx, "SELECT answers_deleted FROM assessments WHERE id = ?"+t.dialect.locking(how), assessment).Scan(flag{&answersDeleted})
	return answersDeleted, err
}

// update runs f in a transaction. Nothing is changed if f returns an error.
func (s *Store) update(ctx context.Context, f func(*tx) error) error {
	t, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if err := f(&tx{t, s.dialect}); err != nil {
		return notFound(err)
	}
	return t.Commit()
}

func (s *Store) exec(ctx context.Context, query string, args ...any) error {
	_, err := s.write.ExecContext(ctx, s.dialect.query(query), args...)
	return err
}

// find reads one row.
func (s *Store) find(ctx context.Context, query string, args []any, into ...any) error {
	return notFound(s.read.QueryRowContext(ctx, s.dialect.query(query), args...).Scan(into...))
}

// each calls f for each row, to scan it.
func (s *Store) each(ctx context.Context, query string, args []any, f func(scan func(...any) error) error) error {
	rows, err := s.read.QueryContext(ctx, s.dialect.query(query), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

func notFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

// newID returns a random id of 128 bits. Ids are random so that they tell nothing about when
// or in which order something was made.
func newID() string {
	var b [16]byte
	rand.Read(b[:])
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:]))
}
