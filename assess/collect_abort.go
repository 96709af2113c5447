package assess

import "runtime"

// abort is how a worker ended that did not finish: by a panic in the caller's code, or
// by runtime.Goexit, which testing.T.FailNow calls.
type abort struct {
	value  any
	goexit bool
}

// resume ends the present goroutine in the same way.
func (a *abort) resume() {
	if a.goexit {
		runtime.Goexit()
	}
	panic(a.value)
}

// guard runs a worker. If it does not finish, the other workers stop.
func (c *collector) guard(work func()) {
	finished := false
	defer func() {
		if finished {
			return
		}
		value := recover()
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.abort == nil {
			c.abort = &abort{value: value, goexit: value == nil}
		}
		c.stop()
		for _, in := range c.open {
			in.order.end()
		}
	}()
	work()
	finished = true
}

// closeAll closes the inputs that a worker did not leave.
func (c *collector) closeAll() {
	for _, in := range c.open {
		_ = in.close()
	}
}
