package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain runs the program itself instead of the tests in a process that a test starts.
func TestMain(m *testing.M) {
	if os.Getenv("WAYMARK_SERVER_MAIN") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// program returns the program with its arguments.
func program(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = append(os.Environ(), "WAYMARK_SERVER_MAIN=1")
	return cmd
}

// TestProgram starts the server, backs up while it runs, stops it, restores, and starts again.
func TestProgram(t *testing.T) {
	data := filepath.Join(t.TempDir(), "w.db")
	stop, url, setup := start(t, data)
	if setup == "" {
		t.Fatal("the first start prints no link for the first account")
	}
	if body := get(t, url+"/healthz"); body != "ok\n" {
		t.Errorf("health: %q", body)
	}
	if body := get(t, setup); !strings.Contains(body, "Make an account") {
		t.Errorf("the setup page:\n%s", body)
	}

	add := program(t.Context(), "adduser", "-data", data, "Ana")
	add.Stdin = strings.NewReader("correct horse battery\n")
	output(t, add, "Ana can sign in")
	copied, restored := filepath.Join(t.TempDir(), "copy.db"), filepath.Join(t.TempDir(), "restored.db")
	output(t, program(t.Context(), "backup", "-data", data, copied), "wrote")
	stop()
	output(t, program(t.Context(), "restore", "-data", restored, copied), "restored")

	stop, _, setup = start(t, restored)
	if setup != "" {
		t.Error("a start with a user prints a link for a first account")
	}
	stop()
}

// start starts the server and returns how to stop it.
func start(t *testing.T, data string) (stop func(), url, setup string) {
	t.Helper()
	cmd, url, lines := launch(t, data)
	setup = readSetup(lines)
	return func() {
		t.Helper()
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("the server ends with %v:\n%s", err, cmd.Stderr)
		}
	}, url, setup
}

// launch starts the server and returns the lines that it prints after its address.
func launch(t *testing.T, data string) (cmd *exec.Cmd, url string, lines *bufio.Scanner) {
	t.Helper()
	cmd = program(t.Context(), "-addr", "127.0.0.1:0", "-data", data)
	url, lines = listen(t, cmd)
	return cmd, url, lines
}

// listen starts a server that is about to run.
func listen(t *testing.T, cmd *exec.Cmd) (url string, lines *bufio.Scanner) {
	t.Helper()
	cmd.Stderr = new(bytes.Buffer)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines = bufio.NewScanner(out)
	for url == "" && lines.Scan() {
		url = regexp.MustCompile(`http://\S+`).FindString(lines.Text())
	}
	if url == "" {
		cmd.Process.Kill()
		t.Fatalf("the server does not say where it listens: %v\n%s", cmd.Wait(), cmd.Stderr)
	}
	return url, lines
}

// readSetup reads the link for the first account, if there is a line with one.
func readSetup(lines *bufio.Scanner) string {
	found := make(chan string, 1)
	go func() {
		if lines.Scan() {
			found <- regexp.MustCompile(`http://\S+`).FindString(lines.Text())
		}
	}()
	select {
	case link := <-found:
		return link
	case <-time.After(5 * time.Second):
		return ""
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func output(t *testing.T, cmd *exec.Cmd, want string) {
	t.Helper()
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), want) {
		t.Errorf("%v: %v\n%s", cmd.Args[1:], err, out)
	}
}
