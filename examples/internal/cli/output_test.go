package cli_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/examples/internal/cli"
)

// contents returns the texts of the files below a directory by their paths.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		found[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestWriteSet(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	paths, err := cli.WriteSet(dir, []cli.File{{Name: "a.txt", Data: []byte("A")}, {Name: "forms/b.txt", Data: []byte("B")}})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{filepath.Join(dir, "a.txt"), filepath.Join(dir, "forms", "b.txt")}; !slices.Equal(paths, want) {
		t.Errorf("paths %q, want %q", paths, want)
	}
	if diff := cmp.Diff(map[string]string{"a.txt": "A", "forms/b.txt": "B"}, contents(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

// A set that cannot be written leaves the one before it, and nothing else.
func TestWriteSetKeepsEarlierFiles(t *testing.T) {
	dir := t.TempDir()
	if _, err := cli.WriteSet(dir, []cli.File{{Name: "a.txt", Data: []byte("last year")}, {Name: "b.txt", Data: []byte("last year")}}); err != nil {
		t.Fatal(err)
	}
	if _, err := cli.WriteSet(dir, []cli.File{{Name: "a.txt", Data: []byte("now")}, {Name: "b.txt/b.txt", Data: []byte("now")}}); err == nil {
		t.Error("a file below another file is written")
	}
	if err := os.MkdirAll(filepath.Join(dir, "c.txt", "d"), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := cli.WriteSet(dir, []cli.File{{Name: "a.txt", Data: []byte("now")}, {Name: "c.txt", Data: []byte("now")}}); err == nil {
		t.Error("a file is written over a directory")
	}
	if diff := cmp.Diff(map[string]string{"a.txt": "last year", "b.txt": "last year"}, contents(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestWriteSetDoesNotFollowLinks(t *testing.T) {
	dir, other := t.TempDir(), filepath.Join(t.TempDir(), "other.txt")
	if err := os.WriteFile(other, []byte("another's"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(other, filepath.Join(dir, "a.txt")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	if _, err := cli.WriteSet(dir, []cli.File{{Name: "a.txt", Data: []byte("mine")}}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(other)
	if err != nil || string(data) != "another's" {
		t.Errorf("the file behind the link has %q, %v", data, err)
	}
	if diff := cmp.Diff(map[string]string{"a.txt": "mine"}, contents(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

// A new file is seen when it is complete, and replaces nothing, not even what appears meanwhile.
func TestWriteNew(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	write := func(text string, before func()) error {
		return cli.WriteNew(path, func(unfinished *os.File) error {
			if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("the unfinished file has its name: %v", err)
			}
			before()
			_, err := unfinished.WriteString(text)
			return err
		})
	}
	full := errors.New("the disk is full")
	if err := cli.WriteNew(path, func(*os.File) error { return full }); !errors.Is(err, full) {
		t.Errorf("error %v, want %v", err, full)
	}
	if diff := cmp.Diff(map[string]string{}, contents(t, dir)); diff != "" {
		t.Errorf("files after an error (-want +got):\n%s", diff)
	}
	appear := func() {
		if err := os.WriteFile(path, []byte("another's"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := write("mine", appear); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error %v, want %v", err, fs.ErrExist)
	}
	if diff := cmp.Diff(map[string]string{"a.txt": "another's"}, contents(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if err := cli.WriteNew(path, func(*os.File) error { t.Error("a file that exists is replaced"); return nil }); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error %v, want %v", err, fs.ErrExist)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := write("mine", func() {}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"a.txt": "mine"}, contents(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: others may read it", info, err)
	}
}
