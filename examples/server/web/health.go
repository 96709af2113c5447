package web

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"
)

// health is what is known of the database. It is asked by writing to it, because a full disk can
// still be read. Everybody may ask, so one answer serves all for a second.
type health struct {
	mu   sync.Mutex
	at   time.Time
	err  error
	done chan struct{} // nil unless somebody is asking
}

const (
	healthAge  = time.Second
	healthWait = 3 * time.Second
)

var errSlow = errors.New("the database does not answer in time")

// check returns the error of ping, which may be a second old, or errSlow.
func (h *health) check(ctx context.Context, ping func(context.Context) error) error {
	h.mu.Lock()
	if h.done == nil && time.Since(h.at) < healthAge {
		defer h.mu.Unlock()
		return h.err
	}
	if h.done == nil {
		h.done = make(chan struct{})
		go h.ask(context.WithoutCancel(ctx), ping)
	}
	done := h.done
	h.mu.Unlock()
	select {
	case <-done:
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.err
	case <-time.After(healthWait):
		return errSlow
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *health) ask(ctx context.Context, ping func(context.Context) error) {
	err := ping(ctx)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at, h.err = time.Now(), err
	close(h.done)
	h.done = nil
}

func (s *Server) healthz(w http.ResponseWriter, r *request) error {
	if err := s.health.check(r.Context(), s.Store.Ping); err != nil {
		s.Log.Error("health", "error", err)
		http.Error(w, "the database cannot be written to", http.StatusServiceUnavailable)
		return nil
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := w.Write([]byte("ok\n"))
	return err
}
