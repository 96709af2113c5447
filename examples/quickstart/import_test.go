package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// A program that imports report and writes text starts quickly: the packages of this
// module build their templates, regular expressions and shapes on first use.
func TestImportsDoNoWork(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped with -short: builds a program")
	}
	program := filepath.Join(t.TempDir(), "quickstart.exe")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(program)
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var trace strings.Builder
	cmd.Stderr = &trace
	text, err := cmd.Output()
	if err != nil || len(text) == 0 {
		t.Fatalf("%d bytes of text, error %v\n%s", len(text), err, &trace)
	}
	packages, sum := 0, 0
	for _, m := range regexp.MustCompile(`(?m)^init (github\.com/waymark-go/\S+) .* (\d+) allocs$`).FindAllStringSubmatch(trace.String(), -1) {
		n, err := strconv.Atoi(m[2])
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%4d %s", n, m[1])
		packages++
		sum += n
	}
	if packages == 0 || sum >= 200 {
		t.Errorf("%d packages allocate %d times before main starts, want fewer than 200 allocations", packages, sum)
	}
}
