package portable

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var long = flag.Bool("long", false, "also run on other architectures in an emulator")

// environments are variables that programs often depend on.
var environments = [][]string{
	{"LANG=C", "LC_ALL=C", "TERM=dumb", "NO_COLOR=1", "TZ=UTC", "GOMAXPROCS=1"},
	{"LANG=de_DE.ISO-8859-1", "LC_ALL=de_DE.ISO-8859-1", "TERM=xterm-256color", "COLORTERM=truecolor", "CLICOLOR_FORCE=1", "FORCE_COLOR=1", "COLUMNS=40", "TZ=Pacific/Kiritimati", "GOMAXPROCS=7"},
	{"LANG=ar_EG.UTF-8", "LC_ALL=ar_EG.UTF-8", "TERM=", "TZ=America/Los_Angeles", "GOGC=1"},
}

// runners are the commands that run a program of another architecture on amd64, which runs
// those of 386 itself.
var runners = map[string][]string{"386": nil, "arm64": {"qemu-aarch64"}, "s390x": {"qemu-s390x"}}

func TestSameBytesEverywhere(t *testing.T) {
	program := build(t, runtime.GOARCH)
	want := files(t, environments[0], program)
	if len(want) < 12 {
		t.Fatalf("only %d files", len(want))
	}
	for _, environment := range environments[1:] {
		if diff := cmp.Diff(want, files(t, environment, program)); diff != "" {
			t.Errorf("with %s (-first environment +this one):\n%s", environment, diff)
		}
	}
	if !*long {
		return
	}
	for architecture, runner := range runners {
		t.Run(architecture, func(t *testing.T) {
			if diff := cmp.Diff(want, files(t, environments[0], append(slices.Clone(runner), build(t, architecture))...)); diff != "" {
				t.Errorf("-%s +%s:\n%s", runtime.GOARCH, architecture, diff)
			}
		})
	}
}

// build compiles examples/assess for an architecture of Linux and returns the path of the program.
func build(t *testing.T, architecture string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "assess")
	cmd := exec.Command("go", "build", "-o", program, "../../../examples/assess")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOARCH="+architecture)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// files runs the program on the sample with two waves and returns the digests of the files that it writes
// and of its output.
func files(t *testing.T, environment []string, command ...string) map[string]string {
	t.Helper()
	dir := t.TempDir()
	const sample = "../../../testdata/district-2023.2.ndjson"
	args := append(command[1:], "-target", "maturing", "-baseline", sample, "-lang", "es", "-out", dir, sample)
	cmd := exec.Command(command[0], args...)
	cmd.Env = environment
	var errs strings.Builder
	cmd.Stderr = &errs
	if _, err := cmd.Output(); err != nil {
		t.Fatalf("%v: %v\n%s", command, err, &errs)
	}
	digests := make(map[string]string)
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		digests[name] = fmt.Sprintf("%x", sha256.Sum256(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return digests
}
