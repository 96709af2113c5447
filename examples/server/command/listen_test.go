package command

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/waymark-go/waymark/examples/server/internal/logtest"
)

// slowLimit is the shortest timeout of the server under test.
const slowLimit = 300 * time.Millisecond

// slowServer starts a server with short timeouts. done gets the error of each request that a handler
// has read and answered.
func slowServer(t *testing.T, log *logtest.Buffer, done chan error) (address string) {
	t.Helper()
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := io.Copy(io.Discard, r.Body)
		block := make([]byte, 1<<20)
		for i := 0; i < 64 && err == nil && r.Method == http.MethodGet; i++ {
			_, err = w.Write(block)
		}
		done <- err
		if r.URL.Path == "/panic" {
			panic("a panic of a handler")
		}
	})
	srv := newServer(handler, slog.New(slog.NewJSONHandler(log, nil)), timeouts{header: slowLimit, read: 2 * slowLimit, write: 3 * slowLimit, idle: slowLimit})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- srv.Serve(listener) }()
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
		if err := <-stopped; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return listener.Addr().String()
}

// TestSlowClients requires that a client who sends or reads nothing loses the connection.
func TestSlowClients(t *testing.T) {
	var log logtest.Buffer
	done := make(chan error, 1)
	address := slowServer(t, &log, done)
	for _, test := range []struct {
		name, sent string
		handled    bool // the handler runs, and finds an error
		reads      bool // the client reads what comes
	}{
		{"nothing", "", false, true},
		{"half a header", "GET / HTTP/1.1\r\nHost: x\r\n", false, true},
		{"half a body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf", true, true},
		{"nothing after an answer", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", false, true},
		{"a large header", "GET / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("x", 100<<10) + "\r\n\r\n", false, true},
		{"never reads", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", true, false},
		{"panic", "POST /panic HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			for len(done) > 0 {
				<-done
			}
			c, err := net.Dial("tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			start := time.Now()
			if _, err := fmt.Fprint(c, test.sent); err != nil {
				t.Fatal(err)
			}
			if test.reads {
				if err := c.SetReadDeadline(start.Add(2 * time.Minute)); err != nil {
					t.Fatal(err)
				}
				if _, err := io.Copy(io.Discard, c); errors.Is(err, os.ErrDeadlineExceeded) {
					t.Errorf("the connection is open after %v", time.Since(start))
				}
			}
			if !test.handled {
				return
			}
			select {
			case err := <-done:
				if err == nil {
					t.Error("the handler finds no error")
				}
			case <-time.After(2 * time.Minute):
				t.Error("the handler still waits")
			}
		})
	}
	if text := log.String(); !strings.Contains(text, "a panic of a handler") || strings.Contains(text, "127.0.0.1") {
		t.Errorf("the log lacks the panic, or has an address:\n%s", text)
	}
}

// TestWithoutAddresses removes addresses from what net/http logs.
func TestWithoutAddresses(t *testing.T) {
	for line, want := range map[string]string{
		"http: panic serving 192.0.2.7:4711: boom\n":                             "http: panic serving (address) boom\n",
		"http: TLS handshake error from [2001:db8::1]:443: EOF":                  "http: TLS handshake error from (address) EOF\n",
		"accept tcp 10.0.0.1:80: too many open files; retrying in 5ms":           "accept tcp (address) too many open files; retrying in 5ms\n",
		"read tcp 127.0.0.1:8080->203.0.113.9:5000: connection reset by peer":    "read tcp (address) connection reset by peer\n",
		"http: superfluous response.WriteHeader call from main.go:17 of ::1 too": "http: superfluous response.WriteHeader call from main.go:17 of (address) too\n",
	} {
		var b bytes.Buffer
		if n, err := (withoutAddresses{&b}).Write([]byte(line)); n != len(line) || err != nil || b.String() != want {
			t.Errorf("%q is logged as %q (%d, %v), want %q", line, b.String(), n, err, want)
		}
	}
}
