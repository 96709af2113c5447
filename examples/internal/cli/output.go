package cli

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/waymark-go/waymark/rubric/problem"
)

// WriteSet writes files to a directory, which it makes if need be, and returns their paths. It
// writes all of them under temporary names, with their bytes on the disk, before it renames the
// first: a full disk or an error leaves the files of an earlier run as they were. Where a name
// is that of a symbolic link, the file replaces the link.
func WriteSet(dir string, files []File) (paths []string, err error) {
	var written []string // temporary files
	defer func() {
		for _, name := range written {
			os.Remove(name) // those that were not renamed
		}
	}()
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return nil, err
		}
		temporary := temporaryName(path)
		written = append(written, temporary)
		if err := writeNew(temporary, f.Data); err != nil {
			return nil, fmt.Errorf("write %s: %w", problem.FileName(path), err)
		}
		paths = append(paths, path)
	}
	for _, path := range paths {
		if info, err := os.Lstat(path); err == nil && info.IsDir() {
			return nil, fmt.Errorf("write %s: a directory has this name", problem.FileName(path))
		}
	}
	for i, path := range paths {
		if err := os.Rename(written[i], path); err != nil {
			return paths[:i], err
		}
	}
	return paths, syncDirs(paths)
}

// syncDirs waits until the names of files are on the disk. Systems that cannot do that for a
// directory, such as Windows, are not an error.
func syncDirs(paths []string) error {
	synced := make(map[string]bool)
	for _, path := range paths {
		dir := filepath.Dir(path)
		if synced[dir] {
			continue
		}
		synced[dir] = true
		d, err := os.Open(dir)
		if err != nil {
			return err
		}
		d.Sync() // the files themselves are safe; only their new names may not be
		if err := d.Close(); err != nil {
			return err
		}
	}
	return nil
}

// WriteNew writes a file that must not exist yet and that only its owner may read. fill gets it
// empty, under a temporary name; it has its own name once it is complete and on the disk.
func WriteNew(path string, fill func(unfinished *os.File) error) (err error) {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return cmp.Or(err, error(&fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}))
	}
	temporary := temporaryName(path)
	file, err := os.OpenFile(temporary, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer os.Remove(temporary)
	if err := fill(file); err != nil {
		return errors.Join(err, file.Close())
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return err
	}
	// A link, other than a new name, does not replace what somebody else has written meanwhile.
	if err := os.Link(temporary, path); errors.Is(err, fs.ErrExist) {
		return err
	} else if err != nil { // a file system without links
		if err := os.Rename(temporary, path); err != nil {
			return err
		}
	}
	return syncDirs([]string{path})
}

// temporaryName returns the name of a file beside another one. It is not from os.CreateTemp, whose
// files nobody else may read.
func temporaryName(path string) string {
	return filepath.Join(filepath.Dir(path), ".waymark-"+rand.Text())
}

// writeNew writes a file that must not exist, and waits until it is on the disk.
func writeNew(path string, data []byte) (err error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if _, err := file.Write(data); err != nil {
		return err
	}
	return file.Sync()
}
