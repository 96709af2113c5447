package store_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/waymark-go/waymark/examples/server/store"
)

// A copy that cannot be completed leaves no file, and none replaces another.
func TestUnfinishedBackup(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	file := filepath.Join(dir, "copy.db")
	if err := s.Backup(canceled, file); err == nil {
		t.Error("a canceled backup is complete")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), file); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second backup to the same file: %v", err)
	}
	if err := store.Restore(t.Context(), file, file); !errors.Is(err, fs.ErrExist) {
		t.Errorf("restoring over a file: %v", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("%v is left, %v", left, err)
	}
}
