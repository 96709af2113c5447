package cli_test

import (
	"os"
	"path/filepath"
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
