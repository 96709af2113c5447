package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"

	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/rubric/problem"
)

// Backup writes a consistent copy of a SQLite database to a new file, while the database is
// in use. The file appears when it is complete.
func (s *Store) Backup(ctx context.Context, file string) error {
	if s.file == "" {
		return errors.New("back up PostgreSQL with pg_dump")
	}
	return cli.WriteNew(file, func(unfinished *os.File) error {
		if err := s.exec(ctx, "VACUUM INTO ?", unfinished.Name()); err != nil { // which accepts an empty file
			return fmt.Errorf("back up to %s: %w", problem.FileName(file), err)
		}
		return nil
	})
}

// Restore copies a backup to a new file after checking it. It refuses a file beside which SQLite has left
// the log of an earlier one: that log would become part of the copy. A backup that has a log is a database
// in use, whose newest answers are in the log.
func Restore(ctx context.Context, backup, file string) error {
	if info, err := os.Stat(backup + "-wal"); err == nil && info.Size() > 0 {
		return fmt.Errorf("restore %s: it is in use, see %s; copy it with the command backup", problem.FileName(backup), problem.FileName(backup+"-wal"))
	}
	if err := Check(ctx, backup); err != nil {
		return fmt.Errorf("restore %s: %w", problem.FileName(backup), err)
	}
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		if _, err := os.Lstat(file + suffix); err == nil {
			return fmt.Errorf("restore to %s: %s belongs to an earlier database of this name; move it away: %w", problem.FileName(file), problem.FileName(file+suffix), os.ErrExist)
		} else if !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	in, err := os.Open(backup)
	if err != nil {
		return err
	}
	defer in.Close()
	err = cli.WriteNew(file, func(unfinished *os.File) error {
		_, err := io.Copy(unfinished, in)
		return err
	})
	if err != nil {
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
