package web

import (
	"errors"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

var errAttempts = errors.New("too many attempts")

// attempts limits how often somebody may do something: burst times at once, then once in every
// interval. It is in memory only, so that no address is stored.
type attempts struct {
	now   func() time.Time
	burst int
	every time.Duration

	mu sync.Mutex
	by map[string]*rate.Limiter
}

const maxAttempts = 10_000

func newAttempts(now func() time.Time, burst int, every time.Duration) *attempts {
	return &attempts{now: now, burst: burst, every: every, by: map[string]*rate.Limiter{}}
}

// allow counts an attempt and reports whether it may be made.
func (a *attempts) allow(key string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.now()
	l := a.by[key]
	if l == nil {
		if len(a.by) >= maxAttempts {
			a.clean(now)
		}
		l = rate.NewLimiter(rate.Every(a.every), a.burst)
		a.by[key] = l
	}
	return l.AllowN(now, 1)
}

// succeeded gives an attempt back: people who know their code are not limited.
func (a *attempts) succeeded(key string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.by, key)
}

// clean forgets those who may do all again, and all if that is nobody.
func (a *attempts) clean(now time.Time) {
	for key, l := range a.by {
		if l.TokensAt(now) >= float64(a.burst) {
			delete(a.by, key)
		}
	}
	if len(a.by) >= maxAttempts {
		clear(a.by)
	}
}

// client returns the address that a request comes from.
func (s *Server) client(r *http.Request) string {
	if s.Proxy {
		forwarded := r.Header.Get("X-Forwarded-For")
		return strings.TrimSpace(forwarded[strings.LastIndexByte(forwarded, ',')+1:])
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
