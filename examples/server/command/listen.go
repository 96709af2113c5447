package command

import (
	"bytes"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// timeouts bound how long a client can keep a connection.
type timeouts struct {
	header, read, write, idle time.Duration
}

// defaultTimeouts are long enough for a large file over a slow line.
func defaultTimeouts() timeouts {
	return timeouts{header: 10 * time.Second, read: time.Minute, write: 2 * time.Minute, idle: 2 * time.Minute}
}

// newServer returns a server that ends slow requests and logs no address.
func newServer(handler http.Handler, logger *slog.Logger, t timeouts) *http.Server {
	return &http.Server{
		Handler: handler, ReadHeaderTimeout: t.header, ReadTimeout: t.read, WriteTimeout: t.write, IdleTimeout: t.idle, MaxHeaderBytes: 64 << 10,
		ErrorLog: log.New(withoutAddresses{slog.NewLogLogger(logger.Handler(), slog.LevelWarn).Writer()}, "", 0),
	}
}

// withoutAddresses is a log of net/http, which names clients, without their addresses.
type withoutAddresses struct{ io.Writer }

// Write implements [io.Writer].
func (w withoutAddresses) Write(line []byte) (int, error) {
	words := bytes.Fields(line)
	for i, word := range words {
		if isAddress(strings.TrimRight(string(word), ":;,.")) {
			words[i] = []byte("(address)")
		}
	}
	if _, err := w.Writer.Write(append(bytes.Join(words, []byte(" ")), '\n')); err != nil {
		return 0, err
	}
	return len(line), nil
}

// isAddress reports whether a word is an IP address, or has one before or after "->", with or
// without a port.
func isAddress(word string) bool {
	if from, to, ok := strings.Cut(word, "->"); ok {
		return isAddress(from) || isAddress(to)
	}
	if host, _, err := net.SplitHostPort(word); err == nil {
		word = host
	}
	_, err := netip.ParseAddr(strings.Trim(word, "[]"))
	return err == nil
}
