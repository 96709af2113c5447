// Package pgtest starts a PostgreSQL server for tests.
package pgtest

import (
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
)

var server struct {
	once sync.Once
	url  string
	err  error
	stop func()
	n    atomic.Int64
}

// URL returns the URL of an empty database of a server that runs for the tests alone. It
// skips the test if none is installed, and fails it if one is installed that does not start.
func URL(t *testing.T) string {
	t.Helper()
	server.once.Do(startPostgres)
	if errors.Is(server.err, errNotInstalled) {
		t.Skip(server.err)
	}
	if server.err != nil {
		t.Fatal("start PostgreSQL: ", server.err)
	}
	db, err := sql.Open("pgx", server.url+"postgres")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	name := "test" + strconv.FormatInt(server.n.Add(1), 10)
	if _, err := db.ExecContext(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	return server.url + name
}

var errNotInstalled = errors.New("PostgreSQL is not installed")

// Stop ends the server, if one was started. Call it at the end of TestMain.
func Stop() {
	if server.stop != nil {
		server.stop()
	}
}

// startPostgres starts a server in a directory of its own. PostgreSQL refuses to run as root, so
// it then runs as the user that Debian's package makes.
func startPostgres() {
	initdb := findInitdb()
	if initdb == "" {
		server.err = errNotInstalled
		return
	}
	bin := filepath.Dir(initdb)
	dir, err := os.MkdirTemp("", "waymark-postgres")
	if err != nil {
		server.err = err
		return
	}
	run := func(name string, args ...string) error {
		cmd := exec.Command(filepath.Join(bin, name), args...)
		cmd.Dir = dir
		if os.Getuid() == 0 {
			cmd = exec.Command("setpriv", append([]string{"--reuid=postgres", "--regid=postgres", "--clear-groups", cmd.Path}, args...)...)
			cmd.Dir = dir
		}
		out, err := cmd.CombinedOutput()
		if err != nil {
			err = fmt.Errorf("%s: %w\n%s", name, err, out)
		}
		return err
	}
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			server.err = err
			return
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		if server.err = os.Chown(dir, uid, gid); server.err != nil {
			return
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		server.err = err
		return
	}
	port := l.Addr().(*net.TCPAddr).Port
	if server.err = l.Close(); server.err != nil {
		return
	}
	data := filepath.Join(dir, "data")
	if server.err = run("initdb", "-D", data, "-U", "waymark", "--auth=trust", "--no-sync"); server.err != nil {
		return
	}
	options := fmt.Sprintf("-p %d -k %s -c listen_addresses=127.0.0.1 -c fsync=off", port, dir)
	if server.err = run("pg_ctl", "-D", data, "-o", options, "-l", filepath.Join(dir, "log"), "-w", "start"); server.err != nil {
		return
	}
	server.stop = func() {
		run("pg_ctl", "-D", data, "-m", "immediate", "stop")
		os.RemoveAll(dir)
	}
	server.url = fmt.Sprintf("postgres://waymark@127.0.0.1:%d/", port)
}

// findInitdb returns the path of initdb of the latest version, or "".
func findInitdb() string {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err == nil && len(found) > 0 {
		return found[len(found)-1]
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return ""
	}
	return path
}
