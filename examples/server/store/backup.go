package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"

	"github.com/waymark-go/waymark/rubric/problem"
)

// Backup writes a consistent copy of a SQLite database to a new file, while the database is
// in use.
func (s *Store) Backup(ctx context.Context, file string) error {
	if s.file == "" {
		return errors.New("back up PostgreSQL with pg_dump")
	}
	// VACUUM INTO accepts an empty file, which is how the copy is private from its first byte.
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := s.exec(ctx, "VACUUM INTO ?", file); err != nil {
		return errors.Join(fmt.Errorf("back up to %s: %w", file, err), os.Remove(file))
	}
	return syncFile(file)
}

// Restore copies a backup to a new file after checking it.
func Restore(ctx context.Context, backup, file string) error {
	if err := Check(ctx, backup); err != nil {
		return fmt.Errorf("restore %s: %w", problem.FileName(backup), err)
	}
	in, err := os.Open(backup)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return errors.Join(err, out.Close(), os.Remove(file))
	}
	if err := errors.Join(out.Sync(), out.Close()); err != nil {
		return err
	}
	s, err := Open(ctx, file)
	if err != nil {
		return errors.Join(err, os.Remove(file))
	}
	return s.Close()
}

// Check returns an error if a file is not an intact SQLite database of this program. It may be in
// use.
func Check(ctx context.Context, file string) error {
	if _, err := os.Stat(file); err != nil {
		return err
	}
	// The settings of dsn would change the file.
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: "mode=ro"}).String())
	if err != nil {
		return err
	}
	defer db.Close()
	var result string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&result); err != nil {
		return err
	}
	if result != "ok" {
		return errors.New(result)
	}
	var n int
	if err := db.QueryRowContext(ctx, "SELECT MAX(number) FROM migrations").Scan(&n); err != nil {
		return fmt.Errorf("not a database of this program: %w", err)
	}
	return nil
}

func syncFile(file string) error {
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
